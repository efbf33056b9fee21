"""Meine Liste, notes and dates, as a person works with them."""

import datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from buergerapp.domain.checklist import Due, ServiceState
from buergerapp.gui.pages.checklist import FIRST_ROWS
from buergerapp.gui.widgets.due_dates import day_of
from buergerapp.gui.window import Window
from buergerapp.settings import DUE_NOTIFICATION, Settings
from buergerapp.usecases.arrange import Order, arranged
from tests.authored import real_catalog
from tests.gui.conftest import TODAY, Home, MakeHome

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def home(make_home: MakeHome) -> Home:
    return make_home()


def edit(home: Home, name: str) -> QLineEdit:
    found = home.get(name)
    assert isinstance(found, QLineEdit)
    return found


def note(home: Home) -> QPlainTextEdit:
    found = home.get("noteEdit")
    assert isinstance(found, QPlainTextEdit)
    return found


def kept(home: Home, service: str = "perso") -> str:
    record = home.tracker.record(home.checklist.person, service)
    return record.note if record else ""


# --- notes --------------------------------------------------------------------------------------------


def test_notes_appear_when_the_service_is_on_the_list(home: Home) -> None:
    home.go("service", "perso")
    assert not home.get_all("noteEdit")
    home.click("tick-vorbereiten")
    assert home.get("noteEdit").accessibleName() == "Meine Notiz zu Personalausweis beantragen"
    assert "nie Passwörter" in home.get("noteEdit").accessibleDescription()


def test_a_note_is_kept_by_its_button(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    home.go("service", "perso")
    note(home).setPlainText("Konto bei meiner Tochter")
    home.click("noteSave")
    assert kept(home) == "Konto bei meiner Tochter"
    assert "gespeichert" in home.message()
    home.click("undo")
    assert kept(home) == ""
    assert note(home).toPlainText() == ""


def test_a_note_is_kept_when_the_person_just_goes_on(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    home.go("service", "perso")
    home.tab_to("noteEdit")
    home.type("im ordner")
    home.go("start")
    assert kept(home) == "im ordner"


def test_a_click_elsewhere_keeps_the_note_and_still_counts(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    home.go("service", "perso")
    home.tab_to("noteEdit")
    home.type("im ordner")
    home.click("helpWith")
    record = home.tracker.record(home.checklist.person, "perso")
    assert record is not None
    assert (record.note, record.with_help) == ("im ordner", True)


def test_a_secret_is_refused_where_it_stands_and_not_lost(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    home.go("service", "perso")
    note(home).setPlainText("PIN 1234")
    home.click("noteSave")
    assert kept(home) == ""
    assert "PIN" in home.get("noteComplaint").accessibleName()
    home.go("start")
    home.go("service", "perso")
    assert note(home).toPlainText() == "PIN 1234", "nobody has to type the rest again"
    note(home).setPlainText("Der Brief liegt im Ordner")
    home.click("noteSave")
    assert kept(home) == "Der Brief liegt im Ordner"
    assert not home.get_all("noteComplaint")


def test_a_note_may_not_become_a_book(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    home.go("service", "perso")
    note(home).setPlainText("wort " * 1000)
    assert len(note(home).toPlainText()) <= 1000


# --- dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("14", "3", "2027"), datetime.date(2027, 3, 14)),
        ((" 1.", "03.", "27"), datetime.date(2027, 3, 1)),
        (("29", "2", "2028"), datetime.date(2028, 2, 29)),
        (("29", "2", "2027"), None),
        (("0", "1", "2027"), None),
        (("", "", ""), None),
        (("x", "1", "2027"), None),
        (("1", "1", "1066"), None),
        (("²", "1", "2027"), None),
    ],
)
def test_three_fields_make_a_day(typed: tuple[str, str, str], day: datetime.date | None) -> None:
    assert day_of(*typed) == day


def test_a_date_is_kept_shown_everywhere_and_removed(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.go("service", "perso")
    edit(home, "dueLabel").setText("Mein Ausweis läuft ab")
    for name, text in (("dueDay", "24"), ("dueMonth", "12"), ("dueYear", "2026")):
        assert edit(home, name).height() >= 44
        edit(home, name).setText(text)
    home.tab_to("dueYear")
    home.press(Qt.Key.Key_Return)
    assert home.reads("24. Dezember 2026")
    home.go("start")
    assert home.reads("Mein Ausweis läuft ab")
    assert home.reads("noch 34 Tage")
    home.go("list")
    home.click("due-perso")
    home.click("dueRemove-0")
    assert not home.checklist.due_soon()
    home.press(Qt.Key.Key_Z, hold=CTRL)
    assert len(home.checklist.due_soon()) == 1


def test_a_day_that_does_not_exist_is_said(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.go("service", "perso")
    edit(home, "dueDay").setText("31")
    edit(home, "dueMonth").setText("2")
    edit(home, "dueYear").setText("2027")
    home.click("dueKeep")
    assert "gibt es nicht" in home.get("dueComplaint").accessibleName()
    assert home.focus_name() == "dueDay"


def test_what_is_overdue_says_since_when(home: Home) -> None:
    home.checklist.set_due("perso", TODAY - datetime.timedelta(days=3), "Ausweis")
    home.go("list")
    assert home.reads("seit 3 Tagen")
    assert home.route.page == "list"


# --- undo and redo ---------------------------------------------------------------------------------------


def test_undo_and_redo_name_what_they_move(home: Home) -> None:
    home.go("service", "perso")
    home.click("tick-vorbereiten")
    home.press(Qt.Key.Key_Z, hold=CTRL)
    assert "Zurückgenommen: „Alles bereitlegen“ ist wieder offen." in home.message()
    home.press(Qt.Key.Key_Z, hold=CTRL | SHIFT)
    assert "Wiederholt: „Alles bereitlegen“ ist wieder erledigt." in home.message()
    home.press(Qt.Key.Key_Z, hold=CTRL)
    home.press(Qt.Key.Key_Y, hold=CTRL)
    assert home.done("perso") == {"vorbereiten"}
    home.press(Qt.Key.Key_Y, hold=CTRL)
    assert "nichts" in home.message()


# --- text that changed ------------------------------------------------------------------------------------


def test_a_changed_step_shows_what_is_new_and_what_is_gone(home: Home) -> None:
    service = home.find.service("perso")
    then = f"{service.steps[0].title}\nBringen Sie 37 Euro mit."
    home.tracker.tick(home.checklist.person, "perso", "vorbereiten", "0123456789abcdef", then)
    home.tracker.tick(
        home.checklist.person, "perso", "frueher", "fedcba9876543210", "Formular holen\nIm Amt."
    )
    home.go("service", "perso")
    assert home.reads("hat einen neuen Text")
    assert not home.reads("Bringen Sie 37 Euro mit.")
    home.click("changes-vorbereiten")
    assert home.reads("Bringen Sie 37 Euro mit.")
    assert home.reads("Das steht nicht mehr da:")
    assert home.reads("Formular holen"), "a step the guide no longer has is called as it was"
    home.click("changes-read-vorbereiten")
    assert not home.get_all("changes-vorbereiten")
    assert "vorbereiten" in home.done("perso")
    home.go("history")
    assert home.reads("„Formular holen“ erledigt")


# --- the list -----------------------------------------------------------------------------------------------


@pytest.fixture
def long(make_home: MakeHome) -> Home:
    """A person with more services than are drawn at once."""
    home = make_home(real_catalog())
    person = home.checklist.person
    states = (ServiceState.NOTED, ServiceState.IN_PROGRESS, ServiceState.SET_UP)
    for number, card in enumerate(home.parts.catalog.all_cards()[: FIRST_ROWS + 15]):
        home.tracker.set_state(person, card.id, states[number % 3])
    return home


def rows(home: Home) -> list[str]:
    home.settle()
    home.qtbot.waitUntil(lambda: bool(home.get_all("starterRing")))
    return [w.objectName() for w in home.visible() if w.objectName().startswith("open-")]


def test_a_long_list_draws_its_first_rows_and_all_on_request(long: Home) -> None:
    long.go("list")
    assert len(rows(long)) == FIRST_ROWS
    long.click("showAll")
    assert len(rows(long)) == FIRST_ROWS + 15
    assert long.focus_name().startswith("open-")
    assert not long.get_all("showAll")


def test_searching_and_sorting_the_list(long: Home) -> None:
    long.go("list")
    rows(long)
    field = edit(long, "listSearch")
    field.setText("EINBUERGERUNG online")
    assert 0 < len(rows(long)) < FIRST_ROWS
    field.setText("xylophon")
    long.settle()
    assert long.reads("Dazu steht nichts auf Ihrer Liste.")
    field.setText("")
    long.click("filter-noted")
    long.click("order-title")
    shown = rows(long)
    entries = arranged(long.checklist.overview().noted, "", Order.TITLE, {})
    assert shown == [f"open-{entry.card.id}" for entry in entries]


def test_where_nothing_fits_there_are_two_ways_on(long: Home) -> None:
    long.go("list")
    edit(long, "listSearch").setText("xylophonquartett")
    long.settle()
    assert long.reads("Dazu steht nichts auf Ihrer Liste.")
    long.click("wholeList")
    assert edit(long, "listSearch").text() == ""
    assert long.focus_name() == "listSearch"
    edit(long, "listSearch").setText("xylophonquartett")
    long.settle()
    long.click("searchEverywhere")
    assert (long.route.page, long.route.arg) == ("search", "xylophonquartett")


def test_rules_of_the_order(home: Home) -> None:
    for service in ("perso", "hund"):
        home.checklist.set_state(service, ServiceState.NOTED)
    home.checklist.set_note("perso", "Brief vom Amt für Müll")
    entries = home.checklist.overview().noted
    assert [e.card.id for e in arranged(entries, "", Order.RECENT, {})] == ["perso", "hund"]
    assert [e.card.id for e in arranged(entries, "", Order.TITLE, {})] == ["hund", "perso"]
    assert [e.card.id for e in arranged(entries, "MUELL amt", Order.TITLE, {})] == ["perso"]
    assert arranged(entries, "xylophon", Order.AREA, {}) == ()


def test_coming_back_finds_a_row_that_was_not_drawn_yet(long: Home) -> None:
    long.go("list")
    name = rows(long)[-1]
    long.get(name).setFocus()
    long.click(name)
    assert long.route.page == "service"
    long.press(Qt.Key.Key_Left, hold=Qt.KeyboardModifier.AltModifier)
    assert long.focus_name() == name


def test_what_the_catalog_no_longer_knows_can_be_taken_off_and_comes_back(home: Home) -> None:
    person = home.checklist.person
    home.tracker.set_due(person, "faxgerät-anmelden", datetime.date(2027, 1, 2), "Gerät")
    home.go("list")
    assert home.reads("faxgerät anmelden")
    assert home.reads("Gerät: 2. Januar 2027")
    home.click("forget-faxgerät-anmelden")
    assert not home.reads("Nicht mehr im Katalog")
    home.press(Qt.Key.Key_Z, hold=CTRL)
    assert home.reads("Gerät: 2. Januar 2027")


def test_rows_follow_the_width_of_the_window(home: Home) -> None:
    def height() -> int:
        row = home.get("open-perso").parentWidget()
        assert row is not None
        return row.height()

    home.checklist.tick("perso", "vorbereiten")
    home.window.resize(1280, 820)
    home.go("list")
    home.qtbot.waitUntil(lambda: bool(home.get_all("starterRing")))
    wide = height()
    home.get("open-perso").setFocus()
    home.window.resize(1030, 820)
    home.qtbot.waitUntil(lambda: height() > wide)
    assert home.focus_name() == "open-perso"
    home.window.resize(1280, 820)
    home.qtbot.waitUntil(lambda: height() == wide)


def test_tab_from_the_header_brings_into_sight_what_gets_the_focus(long: Home) -> None:
    long.go("list")
    rows(long)
    bar = long.window.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    long.get("contrast").setFocus()
    long.press(Qt.Key.Key_Tab)
    assert long.focus_name() == "heading"
    assert bar.value() < 100


def test_progress_by_area_and_ring(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.SET_UP)
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.go("list")
    rows(home)
    assert home.reads("Wie weit ich bin")
    assert home.reads("1 von 2 eingerichtet") or home.reads("1 von 1 eingerichtet")


def test_a_wrong_clock_is_said_and_nothing_is_lost(home: Home) -> None:
    home.checklist.set_state("perso", ServiceState.NOTED)
    later = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=400)).isoformat()
    home.tracker._database.connection.execute("UPDATE meta SET value = ? WHERE key = 'last_write'", (later,))
    home.go("list")
    assert home.reads("Die Uhr dieses Computers zeigt")
    assert home.get("open-perso")


def test_a_due_row_from_the_rule_says_so() -> None:
    from buergerapp.gui import texts

    due = Due(datetime.date(2026, 12, 1), "", 11, renewal=True)
    assert texts.due_title("Bewohnerparkausweis", due) == "Bewohnerparkausweis: erneuern"
    assert "üblichen Frist" in texts.due_below("Bewohnerparkausweis", due)
    assert texts.due_state(due._replace(days_left=0)) == "wieder fällig"
    assert [texts.days_left(n) for n in (-2, -1, 0, 1, 2)] == [
        "seit 2 Tagen",
        "seit gestern",
        "heute",
        "morgen",
        "noch 2 Tage",
    ]
    assert [texts.days_left(-n) for n in (69, 70, 729, 730, 1463)] == [
        "seit 69 Tagen",
        "seit 2 Monaten",
        "seit 23 Monaten",
        "seit 2 Jahren",
        "seit 4 Jahren",
    ]


def test_the_first_page_knows_how_wide_it_will_be(make_home: MakeHome) -> None:
    home = make_home()
    home.checklist.set_due("perso", TODAY + datetime.timedelta(days=9), "Mein Ausweis")
    window = Window(home.session)
    home.qtbot.addWidget(window)
    window.show()
    title = next(label for label in window.findChildren(QLabel) if label.text() == "Mein Ausweis")
    button = window.findChild(QPushButton, "due-perso")
    assert isinstance(button, QPushButton)
    home.qtbot.waitUntil(lambda: button.isVisible())
    home.settle()
    middle = button.mapTo(window, button.rect().center())
    assert middle.x() > title.mapTo(window, title.rect().topRight()).x(), "beside, not below"


# --- reminders ---------------------------------------------------------------------------------------------


def reminded(make_home: MakeHome, *, wanted: bool, system: bool, due: bool = True) -> tuple[Home, list[str]]:
    from buergerapp.gui.startup import StartUp
    from buergerapp.gui.tasks import Tasks

    settings = Settings(None)
    settings.set(DUE_NOTIFICATION, wanted)
    home = make_home(settings=settings)
    if due:
        home.checklist.set_due("perso", TODAY + datetime.timedelta(days=9), "Geheime Sache")
    sent: list[str] = []

    def notify(_title: str, sentence: str) -> bool:
        sent.append(sentence)
        return system

    tasks = Tasks()
    start = StartUp(home.session, tasks, notify)
    start.go()
    tasks.finish()
    home.settle()
    return home, sent


def test_the_system_reminds_without_telling_what(make_home: MakeHome) -> None:
    home, sent = reminded(make_home, wanted=True, system=True)
    assert sent == ["1 Eintrag auf Ihrer Liste ist bald fällig."]
    assert home.message() == ""


def test_without_a_service_for_that_the_window_reminds(make_home: MakeHome) -> None:
    home, _ = reminded(make_home, wanted=True, system=False)
    assert "bald fällig" in home.message()


def test_where_the_tray_brings_messages_the_window_says_it_too(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QApplication, QSystemTrayIcon

    from buergerapp.gui import notification

    shown: list[str] = []
    make_home()  # before: what is read for the first time must not take this for Windows
    monkeypatch.setattr("sys.platform", "win32")
    for question in ("isSystemTrayAvailable", "supportsMessages"):
        monkeypatch.setattr(QSystemTrayIcon, question, lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)  # there is no tray to show it in
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, _title, words, *_rest: shown.append(words))
    assert not notification.notify("BürgerApp", "1 Eintrag ist bald fällig.")
    assert shown == ["1 Eintrag ist bald fällig."]
    app = QApplication.instance()
    assert app is not None
    (icon,) = app.findChildren(QSystemTrayIcon)
    icon.messageClicked.emit()
    app.sendPostedEvents(icon, QEvent.Type.DeferredDelete.value)
    assert not app.findChildren(QSystemTrayIcon)


def test_without_bus_and_tray_nothing_is_claimed(make_home: MakeHome) -> None:
    from buergerapp.gui import notification

    make_home()
    assert not notification.notify("BürgerApp", "1 Eintrag ist bald fällig.")


@pytest.mark.parametrize(("wanted", "due"), [(False, True), (True, False)])
def test_nobody_is_reminded_without_a_reason(make_home: MakeHome, wanted: bool, due: bool) -> None:
    home, sent = reminded(make_home, wanted=wanted, system=False, due=due)
    assert (sent, home.message()) == ([], "")


def test_a_network_drive_is_said_at_the_start(make_home: MakeHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buergerapp.tracker.schema.on_network", lambda _: True)
    home, _ = reminded(make_home, wanted=True, system=False)
    assert "Netzlaufwerk" in home.message()
    assert "nicht an zwei Computern zugleich" in home.message()


def test_the_start_makes_the_backup_of_the_day(make_home: MakeHome) -> None:
    home, _ = reminded(make_home, wanted=False, system=False)
    assert len(home.session.safekeeping.backups()) == 1
