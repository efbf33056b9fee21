"""Was ich wann gemacht habe."""

import datetime

import pytest
from PySide6.QtCore import Qt

from buergerapp.domain.checklist import HistoryEntry, ServiceState, What
from buergerapp.gui import texts
from buergerapp.gui.pages.history import FIRST
from tests.gui.conftest import TODAY, Home, MakeHome


@pytest.fixture
def home(make_home: MakeHome) -> Home:
    return make_home()


def test_nothing_yet(home: Home) -> None:
    home.go("list")
    home.click("history")
    assert home.reads("Hier steht noch nichts")
    assert not home.get_all("historyUndo")


def test_everything_is_named(home: Home) -> None:
    home.checklist.tick("perso", "vorbereiten")
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.checklist.set_note("perso", "Ordner")
    home.checklist.set_with_help("perso", True)
    home.checklist.set_due("perso", TODAY, "Ausweis")
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.tracker.set_state(home.checklist.person, "alter-dienst", ServiceState.NOTED)
    home.go("history")
    for words in (
        "„Alles bereitlegen“ erledigt",
        "„Personalausweis beantragen“: eingerichtet",
        "Notiz zu „Personalausweis beantragen“ geändert",
        "Angabe zur Hilfe bei",
        "Datum zu „Personalausweis beantragen“",
        "„alter dienst“: vorgemerkt",
    ):
        assert home.reads(words), words


def test_what_was_taken_back_is_gone_and_can_come_again(home: Home) -> None:
    home.checklist.tick("perso", "vorbereiten")
    home.go("history")
    assert home.get("historyUndo").accessibleName() == "Zurücknehmen: „Alles bereitlegen“ erledigt"
    home.click("historyUndo")
    assert home.reads("Hier steht noch nichts")
    home.click("historyRedo")
    assert home.reads("„Alles bereitlegen“ erledigt")


def test_one_service_alone(home: Home) -> None:
    home.checklist.tick("perso", "vorbereiten")
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.go("service", "perso")
    home.click("serviceHistory")
    assert home.reads("„Alles bereitlegen“ erledigt")
    assert not home.reads("vorgemerkt")
    home.press(Qt.Key.Key_Left, hold=Qt.KeyboardModifier.AltModifier)
    assert home.focus_name() == "serviceHistory"


def test_a_long_history_grows_on_request(home: Home) -> None:
    for _ in range(FIRST):
        home.checklist.tick("perso", "vorbereiten")
        home.checklist.untick("perso", "vorbereiten")
    home.go("history")
    home.click("more")
    assert not home.get_all("more")


def test_days_are_headings(home: Home) -> None:
    home.checklist.tick("perso", "vorbereiten")
    home.go("history")
    today = datetime.datetime.now().astimezone().date()
    assert home.reads(texts.day(today))
    yesterday = TODAY - datetime.timedelta(days=1)
    assert texts.day_in_words(TODAY, TODAY) == "Heute, 20. November 2026"
    assert texts.day_in_words(yesterday, TODAY) == "Gestern, 19. November 2026"


def test_every_kind_of_change_has_words() -> None:
    for what in What:
        entry = HistoryEntry(1, datetime.datetime.now(datetime.UTC), what, "perso", "noted")
        assert texts.change(entry.what, entry.item, "Titel", "Schritt")
    assert texts.change(What.STATE, "new-state", "Titel", "") == "„Titel“: new-state"
