"""Who uses the window: choosing, protecting, merging, deleting, taking along, going back to a backup."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from buergerapp.domain.checklist import ServiceState
from buergerapp.errors import KnownProblem
from buergerapp.gui import dialogs, startup
from buergerapp.gui.application import _assemble_or_rescue
from buergerapp.gui.navigation import Route
from buergerapp.gui.pages.rescue import RescueDialog
from buergerapp.gui.session import current_look
from buergerapp.settings import CHOOSE_PERSON, PROFILE, Settings
from buergerapp.tracker.problems import DamagedFile
from buergerapp.usecases.safekeeping import Safekeeping
from tests.gui.conftest import Home, MakeHome, spoken
from tests.gui.test_pages import complaints_about_space, look

SECRET = "laterne am morgen"


class Answers:
    """Answers the questions of the window and keeps what was asked."""

    def __init__(self) -> None:
        self.agree = True
        self.asked: list[str] = []
        self.file: Path | None = None

    def danger(self, _parent: QWidget, question: str, consequence: str, _yes: str, _no: str) -> bool:
        self.asked.append(f"{question} {consequence}")
        return self.agree

    def open(self, *_: object) -> Path | None:
        return self.file


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()
    monkeypatch.setattr(dialogs, "ask_danger", made.danger)
    monkeypatch.setattr(dialogs, "open_file", made.open)
    monkeypatch.setattr(dialogs, "save_file", made.open)
    return made


@pytest.fixture
def home(make_home: MakeHome, answers: Answers) -> Home:
    return make_home()


def fill(home: Home, name: str, text: str) -> None:
    field = home.get(name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def add(home: Home, name: str) -> str:
    home.go("profiles")
    home.click("newPerson")
    assert home.focus_name() == "newName"
    fill(home, "newName", name)
    home.press(Qt.Key.Key_Return)
    return home.checklist.person


def protect(home: Home) -> None:
    home.go("profiles", home.checklist.person)
    home.click("protect")
    fill(home, "secret", SECRET)
    fill(home, "secretAgain", SECRET)
    home.click("protectNow")


# --- choosing ------------------------------------------------------------------------------------------


def test_one_person_without_a_name_is_not_bothered(home: Home) -> None:
    assert not home.get_all("person")
    home.go("settings")
    home.click("people")
    assert home.reads("Wer sind Sie?")
    assert not home.get_all("askWho-on")


def test_a_name_appears_in_the_greeting_and_the_side_bar(home: Home) -> None:
    home.go("profiles", home.checklist.person)
    fill(home, "name", "  Erika ")
    home.click("saveName")
    assert home.get("person").accessibleName() == "Wechseln. Jetzt hier: Erika"
    home.go("start")
    assert home.reads("Guten Tag, Erika.")


def test_each_person_has_a_list_and_the_choice_is_kept(home: Home) -> None:
    first = home.checklist.person
    home.checklist.set_state("perso", ServiceState.SET_UP)
    second = add(home, "Otto")
    assert second != first
    assert home.route == Route("start")
    assert home.checklist.overview().empty
    assert home.session.settings.get(PROFILE) == second
    home.click("person")
    home.click(f"profile-{first}")
    assert home.checklist.states() == {"perso": ServiceState.SET_UP}
    assert home.window.history.previous is None, "no way back into the other list"


def test_a_person_needs_a_name(home: Home) -> None:
    home.go("profiles", "new")
    home.click("create")
    assert "Namen" in home.get("nameComplaint").accessibleName()
    assert len(home.session.profiles.all()) == 1


def test_new_people_differ_in_colour(home: Home) -> None:
    add(home, "Otto")
    add(home, "Mia")
    colours = [person.colour for person in home.session.profiles.all()]
    assert len(set(colours)) == 3


def test_colour_and_picture(home: Home) -> None:
    home.go("profiles", home.checklist.person)
    home.click("colour-done")
    assert home.focus_name() == "colour-done"
    home.click("picture-leaf")
    assert (home.session.person.colour, home.session.person.picture) == ("done", "leaf")
    leaf = spoken(home.get("picture-leaf"))
    assert leaf.role() == QAccessible.Role.RadioButton
    assert leaf.state().checked


def test_the_window_can_begin_with_the_question(home: Home) -> None:
    assert not startup.asks_who(home.session)
    add(home, "Otto")
    home.go("profiles")
    home.click("askWho-on")
    assert home.session.settings.get(CHOOSE_PERSON)
    assert startup.asks_who(home.session)
    home.click("askWho-off")
    assert not startup.asks_who(home.session)


def test_foreign_names_stay_plain_text(home: Home) -> None:
    add(home, "<b>Otto</b> & Söhne")
    home.go("profiles")
    assert home.reads("<b>Otto</b> & Söhne")


# --- protecting ----------------------------------------------------------------------------------------


def test_before_protecting_it_is_said_what_a_short_pin_is_worth(home: Home) -> None:
    home.go("profiles", home.checklist.person, "protect")
    assert home.reads("kann niemand die Liste wiederherstellen")
    assert home.reads("Wer die Datei mitnimmt")
    fill(home, "secret", "1234")
    assert home.reads("Eine kurze PIN hält Mitlesende im Haushalt fern")
    fill(home, "secret", SECRET)
    assert not home.reads("Eine kurze PIN hält Mitlesende im Haushalt fern, aber")
    fill(home, "secretAgain", "etwas anderes")
    home.click("protectNow")
    assert "nicht gleich" in home.get("secretComplaint").accessibleName()
    assert not home.session.person.protected


def test_a_locked_list_shows_nothing_until_it_is_opened(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.IN_PROGRESS)
    protect(home)
    assert home.session.person.protected
    home.click("lock")
    for page in ("start", "list", "history", "search"):
        home.go(page)
        assert home.reads("Diese Liste ist geschützt.")
        assert not home.reads("Personalausweis")
    home.press(Qt.Key.Key_Z, hold=Qt.KeyboardModifier.ControlModifier)
    home.go("settings")
    assert home.get("people")
    home.go("start")
    fill(home, "secret", "falsch")
    home.click("unlock")
    assert "passt nicht" in home.get("secretComplaint").accessibleName()
    fill(home, "secret", SECRET)
    home.click("unlock")
    assert home.route == Route("start")
    assert home.checklist.states() == {"perso": ServiceState.IN_PROGRESS}


def test_somebody_else_can_go_on_while_a_list_is_locked(home: Home) -> None:
    first = home.checklist.person
    protect(home)
    home.click("lock")
    home.click("otherPerson")
    home.click("newPerson")
    fill(home, "newName", "Otto")
    home.click("create")
    assert home.route == Route("start")
    home.go("profiles")
    home.click(f"profile-{first}")
    assert home.focus_name() == "secret"


def test_secret_can_be_changed_and_taken_away(home: Home) -> None:
    protect(home)
    new = "neuer satz mit wörtern"
    home.click("changeSecret")
    assert home.focus_name() == "oldSecret"
    fill(home, "oldSecret", SECRET)
    fill(home, "secret", new)
    fill(home, "secretAgain", "neuer satz mit wortern")
    home.click("changeNow")
    assert "nicht gleich" in home.get("secretComplaint").accessibleName()
    fill(home, "secretAgain", new)
    fill(home, "oldSecret", "falsch")
    home.click("changeNow")
    assert "passt nicht" in home.get("oldSecretComplaint").accessibleName()
    fill(home, "oldSecret", SECRET)
    home.click("changeNow")
    assert "gilt die neue" in home.message()
    home.click("unprotect")
    assert home.reads("Danach kann jeder die Liste lesen")
    fill(home, "oldSecret", SECRET)
    home.click("unprotectNow")
    assert home.session.person.protected
    fill(home, "oldSecret", new)
    home.click("unprotectNow")
    assert not home.session.person.protected
    assert home.get("protect")


def test_a_very_long_name_breaks_and_nothing_is_cut(home: Home) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"
    other = home.checklist.person
    added = add(home, name)
    home.session.set_text_size(300)
    for route in (Route("profiles"), Route("profiles", added), Route("profiles", other, "merge")):
        home.session.go.emit(route)
        home.settle()
        assert home.window.page.horizontalScrollBar().maximum() == 0, route
    assert "\u200b" not in home.window.windowTitle()


def test_a_secret_is_hidden_until_it_is_asked_for(home: Home) -> None:
    home.go("profiles", home.checklist.person, "protect")
    field = home.get("secret")
    assert isinstance(field, QLineEdit)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    home.click("secret-show")
    assert field.echoMode() == QLineEdit.EchoMode.Normal


@pytest.mark.parametrize(("percent", "size"), [(100, (1024, 700)), (200, (1024, 700)), (300, (1280, 820))])
def test_nothing_about_a_person_is_cut(
    make_home: MakeHome, answers: Answers, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(settings=look("contrast-dark", percent), size=size)
    add(home, "Karl-Heinz Großmann von der Ruhrallee")
    first = home.checklist.person
    home.go("profiles", first, "protect")
    assert list(complaints_about_space(home)) == []
    protect(home)
    for part in ("", "secret", "unprotect", "merge"):
        home.go("profiles", first, part)
        assert list(complaints_about_space(home)) == [], part
    home.session.profiles.lock(first)
    home.go("profiles", first)
    assert list(complaints_about_space(home)) == []


# --- merging and deleting -----------------------------------------------------------------------------


def test_two_profiles_become_one(home: Home, answers: Answers) -> None:
    first = home.checklist.person
    home.checklist.set_state("perso", ServiceState.SET_UP)
    second = add(home, "Otto")
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.go("profiles", first)
    home.click("merge")
    home.click(f"merge-{second}")
    assert "„Otto“" in answers.asked[0]
    assert [person.id for person in home.session.profiles.all()] == [first]
    assert home.checklist.states() == {"perso": ServiceState.SET_UP, "hund": ServiceState.NOTED}


def test_merging_needs_both_lists_open(home: Home, answers: Answers) -> None:
    first = home.checklist.person
    protect(home)
    second = add(home, "Otto")
    home.session.profiles.lock(first)
    home.go("profiles", second)
    home.click("merge")
    home.click(f"merge-{first}")
    assert "geschützt" in home.message()
    assert answers.asked == []


def test_deleting_names_what_goes_and_can_be_refused(home: Home, answers: Answers) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    answers.agree = False
    home.go("profiles", home.checklist.person)
    home.click("delete")
    assert "1 Dienst mit allen Haken" in answers.asked[0]
    assert "Sicherungen" in answers.asked[0]
    assert home.checklist.states()


def test_deleting_somebody_with_an_empty_list_does_not_count_services(home: Home, answers: Answers) -> None:
    answers.agree = False
    home.go("profiles", home.checklist.person)
    home.click("delete")
    assert "steht nichts" in answers.asked[0]


def test_the_last_person_leaves_an_empty_list(home: Home) -> None:
    home.checklist.set_note("perso", "bei der Tochter")
    home.session.safekeeping.backup_now()
    home.go("profiles", home.checklist.person)
    home.click("delete")
    assert home.checklist.overview().empty
    assert len(home.session.profiles.all()) == 1
    for file in home.parts.paths.data.rglob("*.db*"):
        assert b"bei der Tochter" not in file.read_bytes(), file


def test_a_forgotten_secret_ends_in_deleting(home: Home, answers: Answers) -> None:
    protect(home)
    first = home.checklist.person
    home.click("lock")
    home.click("delete")
    assert "geschützte Liste" in answers.asked[0]
    assert home.checklist.person != first


# --- files ------------------------------------------------------------------------------------------------


def test_a_list_goes_into_a_file_and_comes_back(home: Home, answers: Answers, tmp_path: Path) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    answers.file = tmp_path / "mit.json"
    home.go("list")
    home.click("export")
    assert "nicht verschlüsselt" in home.message()
    home.checklist.set_state("perso", None)
    home.go("profiles", home.checklist.person)
    home.click("importInto")
    assert "1 Dienst" in home.message()
    assert home.checklist.states() == {"perso": ServiceState.SET_UP}
    home.click("importInto")
    assert "nichts Neues" in home.message()


def test_a_table_for_people_who_want_one(home: Home, answers: Answers, tmp_path: Path) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    answers.file = tmp_path / "tabelle.csv"
    home.go("profiles", home.checklist.person)
    home.click("exportCsv")
    assert "Personalausweis beantragen;eingerichtet" in answers.file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("content", [None, b"kein json", b'{"format": "anders"}', b"\xff\xfe"])
def test_a_file_that_is_none_is_said(
    home: Home, answers: Answers, tmp_path: Path, content: bytes | None
) -> None:
    answers.file = tmp_path / "fremd.json"
    if content is not None:
        answers.file.write_bytes(content)
    home.go("profiles")
    home.click("importPerson")
    assert "Datei" in home.message()
    assert len(home.session.profiles.all()) == 1


def test_a_place_where_nobody_may_write_is_said(home: Home, answers: Answers, tmp_path: Path) -> None:
    answers.file = tmp_path / "gibt" / "es" / "nicht.json"
    home.go("list")
    home.click("export") if home.get_all("export") else None
    assert "lässt sich nicht schreiben" in home.message()


def test_nobody_has_to_choose_a_file(home: Home, answers: Answers) -> None:
    home.go("profiles")
    home.click("importPerson")
    home.go("list")
    home.click("export")
    assert home.message() == ""


# --- backups ------------------------------------------------------------------------------------------------


def test_going_back_to_a_backup_says_what_it_loses(home: Home, answers: Answers) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.go("settings")
    home.click("backups")
    assert home.reads("noch keine Sicherung")
    home.click("backupNow")
    number = home.session.safekeeping.backups()[0].number
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.click(f"restore-{number}")
    assert "1 spätere Änderung" in answers.asked[0]
    assert home.checklist.states() == {"perso": ServiceState.SET_UP}
    assert "wieder da" in home.message()
    home.go("list")
    home.click("open-perso")
    home.click("tick-vorbereiten")
    assert home.checklist.steps("perso").progress.done == 1


def test_a_damaged_backup_is_refused_and_nothing_changes(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.go("backups")
    home.click("backupNow")
    backup = home.session.safekeeping.backups()[0]
    backup.path.write_bytes(b"x" * 5000)
    home.click(f"restore-{backup.number}")
    assert "beschädigt" in home.message()
    assert home.checklist.states() == {"perso": ServiceState.SET_UP}


def rescue(home: Home, monkeypatch: pytest.MonkeyPatch, press: str) -> tuple[object, RescueDialog]:
    """Damage the file of a closed window and press a button of the dialog that comes up."""
    home.window.close()
    home.parts.close()
    file = home.parts.paths.tracker
    for part in ("-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
    shown: list[RescueDialog] = []

    def run(dialog: RescueDialog) -> bool:
        home.qtbot.addWidget(dialog)
        shown.append(dialog)
        dialog.show()
        button = dialog.findChild(QWidget, press)
        assert button is not None, "no such way out"
        button.click()  # type: ignore[attr-defined]
        return dialog.result() == 1

    monkeypatch.setattr(dialogs, "run", run)
    keep = Safekeeping(file)
    settings = Settings(None)

    def assemble() -> object:
        keep.open().close()
        return "parts"

    parts = _assemble_or_rescue(assemble, keep, settings, home.parts.paths.resources)  # type: ignore[arg-type]
    return parts, shown[0]


def test_a_damaged_file_comes_back_from_its_backup(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.session.safekeeping.backup_now()
    parts, dialog = rescue(home, monkeypatch, "rescueRestore")
    assert parts == "parts"
    words = " ".join(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text"))
    assert "Es wird nichts gelöscht" in words
    assert "Verloren geht" in words
    assert list(home.parts.paths.data.glob("user.db.beiseite-*"))
    with Safekeeping(home.parts.paths.tracker).open() as tracker:
        assert list(tracker.records(tracker.profiles()[0].id)) == ["perso"]


def test_starting_anew_keeps_the_damaged_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    parts, _ = rescue(home, monkeypatch, "rescueAnew")
    assert parts == "parts"
    aside = list(home.parts.paths.data.glob("user.db.beiseite-*"))
    assert aside
    assert b"\xff" * 100 in aside[0].read_bytes()


def test_leaving_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    parts, _ = rescue(home, monkeypatch, "rescueLeave")
    assert parts is None
    assert not list(home.parts.paths.data.glob("user.db.beiseite-*"))


def test_a_way_back_that_fails_is_said_in_the_dialog(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.session.safekeeping.backup_now()

    def refuse(_self: Safekeeping, _backup: object) -> None:
        raise KnownProblem("Der Datenträger ist voll.", "Machen Sie Platz.")

    dialog = RescueDialog(
        home.session.safekeeping,
        DamagedFile("Die Datei ist beschädigt."),
        current_look(home.session.settings, home.parts.paths.resources),
        home.parts.paths.resources,
    )
    home.qtbot.addWidget(dialog)
    dialog.show()
    monkeypatch.setattr(Safekeeping, "restore", refuse)
    button = dialog.findChild(QWidget, "rescueRestore")
    assert button is not None
    button.click()  # type: ignore[attr-defined]
    complaint = dialog.findChild(QWidget, "rescueComplaint")
    assert complaint is not None
    assert "voll" in complaint.accessibleName()
    dialog.reject()
