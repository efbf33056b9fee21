"""Technical words are marked in a guide and explained where they come first."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from buergerapp.gui.widgets.terms import MarkedText
from tests.authored import Authored
from tests.gui.conftest import Home, MakeHome, spoken

PIN = "Eine geheime Zahl."


@pytest.fixture
def authored(tmp_path_factory: pytest.TempPathFactory) -> Authored:
    """A guide whose steps use words of the glossary several times."""
    made = Authored(tmp_path_factory.mktemp("terms"))
    made.files["glossary.yaml"] += [
        {"id": "nfc", "title": "NFC", "explanation": "Funk <b>ganz</b> nah & kurz."},
        {"id": "tan", "title": "TAN", "explanation": "Eine Zahl, die einmal gilt.", "forms": ["pushTAN"]},
    ]
    made.change(
        "perso", "de.steps.vorbereiten.text", "Legen Sie <i>alles</i> mit NFC & Brief hin. NFC hilft."
    )
    made.change("perso", "de.steps.vorbereiten.trouble", "Ohne pushTAN rufen Sie die 115 an.")
    made.change("perso", "de.documents.foto", "mit TAN und PIN")
    return made


@pytest.fixture
def home(make_home: MakeHome, authored: Authored) -> Home:
    return make_home(authored.compile())


def buttons(home: Home) -> list[str]:
    found = home.window.page.findChildren(QPushButton)
    return [b.objectName() for b in found if b.isVisible() and b.objectName().startswith("term-")]


def button(home: Home, name: str) -> QPushButton:
    found = home.get(name)
    assert isinstance(found, QPushButton)
    return found


def label(home: Home, part: str) -> QLabel:
    """Return the label that shows ``part`` as its text, marked or not."""
    return next(
        w
        for w in home.window.page.findChildren(QLabel)
        if w.isVisible() and part in (w.text() + w.accessibleName())
    )


def test_each_word_is_explained_where_it_comes_first(home: Home) -> None:
    home.go("service", "perso")
    # The PIN stands in a step's warning and in the needs, the TAN (not in any step's text) in the needs.
    assert buttons(home) == ["term-vorbereiten-nfc", "term-anmelden-pin", "term-needs-tan"]
    assert [button(home, name).text() for name in buttons(home)] == ["NFC", "PIN", "TAN"]


def test_words_are_marked_once_and_everything_else_is_escaped(home: Home) -> None:
    home.go("service", "perso")
    marked = label(home, "Legen Sie")
    assert marked.text() == "Legen Sie &lt;i&gt;alles&lt;/i&gt; mit <u>NFC</u> &amp; Brief hin. NFC hilft."
    assert marked.accessibleName() == "Legen Sie <i>alles</i> mit NFC & Brief hin. NFC hilft."
    assert spoken(marked).text(QAccessible.Text.Name) == marked.accessibleName()
    assert "<u>PIN</u>" in label(home, "Sagen Sie").text()
    assert label(home, "mit TAN und PIN").text() == "mit <u>TAN</u> und PIN"


def test_a_text_without_words_stays_plain(qtbot: object) -> None:
    plain = MarkedText("a < b", ())
    assert (plain.textFormat(), plain.text()) == (Qt.TextFormat.PlainText, "a < b")


def test_a_button_shows_and_hides_its_explanation_and_says_so(home: Home) -> None:
    home.go("service", "perso")
    assert not home.reads(PIN)
    home.click("term-anmelden-pin")
    assert home.reads(f"PIN: {PIN}")
    assert home.said[-1] == f"PIN: {PIN}"
    assert button(home, "term-anmelden-pin").isChecked()
    home.click("term-anmelden-pin")
    assert not home.reads(PIN)
    assert home.said[-1] == "Erklärung ausgeblendet."


def test_an_explanation_below_the_edge_is_scrolled_into_view(make_home: MakeHome, authored: Authored) -> None:
    home = make_home(authored.compile(), size=(900, 560))
    home.session.set_text_size(200)
    home.go("service", "perso")
    home.tab_to("term-anmelden-pin")
    viewport = home.window.page.viewport()
    home.window.page.ensureWidgetVisible(button(home, "term-anmelden-pin"), 0, 0)
    home.press(Qt.Key.Key_Space)
    shown = label(home, PIN)
    bottom = shown.mapTo(viewport, QPoint(0, shown.height())).y()
    assert 0 < bottom <= viewport.height()


def test_by_keyboard_the_focus_stays_on_the_button(home: Home) -> None:
    home.go("service", "perso")
    home.tab_to("term-vorbereiten-nfc")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        home.press(key)
        assert home.focus_name() == "term-vorbereiten-nfc"
    assert not home.reads("Funk")


def test_an_explanation_is_foreign_text_too(home: Home) -> None:
    home.go("service", "perso")
    home.click("term-vorbereiten-nfc")
    assert home.reads("NFC: Funk <b>ganz</b> nah & kurz.")


def test_buttons_have_names_and_are_large_enough(home: Home) -> None:
    home.go("service", "perso")
    one = button(home, "term-vorbereiten-nfc")
    interface = spoken(one)
    assert interface.text(QAccessible.Text.Name) == "NFC erklären"
    state = interface.state()
    assert (interface.role(), state.expandable, state.expanded) == (QAccessible.Role.Button, 1, 0)
    assert min(one.width(), one.height()) >= 44


def test_what_is_shown_stays_when_the_page_is_drawn_anew_and_goes_with_the_page(home: Home) -> None:
    home.go("service", "perso")
    home.click("term-anmelden-pin")
    home.window.page.redraw()
    home.settle()
    assert home.reads(PIN)
    home.go("start")
    home.go("service", "perso")
    assert not home.reads(PIN)


def test_the_step_view_explains_every_word_of_its_step(home: Home) -> None:
    home.go("step", "perso", "vorbereiten")
    assert buttons(home) == ["term-step-nfc", "term-step-tan"]
    assert button(home, "term-step-tan").text() == "pushTAN"
    assert "Ohne <u>pushTAN</u> rufen" in label(home, "Wenn es nicht klappt").text()
    home.click("term-step-tan")
    home.click("term-step-nfc")
    assert home.reads("TAN: Eine Zahl")
    assert (
        label(home, "NFC: Funk").mapToGlobal(QPoint()).y()
        < label(home, "TAN: Eine").mapToGlobal(QPoint()).y()
    )
    home.go("step", "perso", "anmelden")
    assert buttons(home) == ["term-step-pin"]
    home.go("step", "perso", "warten")
    assert buttons(home) == []


def test_the_real_guides_explain_words(real_home: Home) -> None:
    real_home.go("service", "online-ausweis-aktivieren")
    names = [name.split("-", 1)[1] for name in buttons(real_home)]
    assert len(names) > 5
    assert len({button(real_home, f"term-{name}").text() for name in names}) == len(names)
