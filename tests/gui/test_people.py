"""Several people at one computer: how the window looks and speaks follows whoever uses it."""

from buergerapp.settings import LANGUAGE, TEXT_SCALE
from tests.gui.conftest import Home


def test_text_size_and_language_follow_the_person(home: Home) -> None:
    session = home.session
    first = session.person.id
    second = session.profiles.add("Erika").id
    session.set_text_size(200)
    session.set_language("de-simple")
    session.switch(second)
    home.settle()
    session.set_text_size(100)
    session.set_language("de")
    session.switch(first)
    home.settle()
    assert session.look.percent == 200
    home.go("service", "perso")
    assert home.reads("Einfach: vorbereiten")
    assert home.get("heading").fontInfo().pixelSize() == 68
    session.switch(second)
    home.settle()
    assert session.look.percent == 100
    home.go("service", "perso")
    assert not home.reads("Einfach: vorbereiten")
    assert home.get("heading").fontInfo().pixelSize() == 34


def test_what_a_deleted_person_chose_is_forgotten(home: Home) -> None:
    session = home.session
    first = session.person.id
    second = session.profiles.add("Erika").id
    session.switch(second)
    session.set_text_size(150)
    session.switch(first)
    session.set_text_size(100)
    session.profiles.delete(second)
    session.people_changed()
    session.settings.use_profile(second)
    assert session.settings.get(TEXT_SCALE) == 100
    assert session.settings.get(LANGUAGE) == "de"
