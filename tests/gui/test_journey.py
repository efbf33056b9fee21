"""The main journey, by keyboard alone: find, open, tick, take back, come back to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from buergerapp.errors import KnownProblem
from buergerapp.gui.navigation import START, Route
from tests.gui.conftest import Home, MakeHome

K = Qt.Key


def open_perso(home: Home) -> None:
    """Find the guide by typing, go down to the first hit and open it."""
    home.type("perso")
    home.press(K.Key_Down)
    assert home.focus_name() == "service-perso"
    home.press(K.Key_Return)
    assert home.route == Route("service", "perso")


def test_from_the_question_to_a_ticked_step(home: Home) -> None:
    assert home.focus_name() == "searchEdit"
    open_perso(home)
    assert home.focus_name() == "heading", "a screen reader begins with the title"
    home.tab_to("tick-vorbereiten")
    home.press(K.Key_Space)
    assert home.box("vorbereiten").isChecked()
    assert home.done("perso") == {"vorbereiten"}
    assert home.focus_name() == "tick-vorbereiten", "the next Tab goes on from here"
    home.tab_to("tick-anmelden")
    home.press(K.Key_Return)
    assert home.done("perso") == {"vorbereiten", "anmelden"}


def test_hits_come_while_typing_and_typing_goes_on(home: Home) -> None:
    home.type("pe")
    home.wait_for("service-perso")
    assert home.route == Route("search", "pe")
    assert home.focus_name() == "searchEdit"
    home.type("rso")
    assert home.route == Route("search", "perso")
    assert home.wait_for("service-perso")


def test_enter_in_the_search_opens_the_first_hit(home: Home) -> None:
    home.type("perso")
    home.press(K.Key_Return)
    assert home.route == Route("service", "perso")


def test_arrows_move_between_rows(home: Home) -> None:
    home.go("category", "leben")
    rows = [card.id for card in home.find.category("leben")[1]]
    home.tab_to(f"service-{rows[0]}")
    home.press(K.Key_Down)
    assert home.focus_name() == f"service-{rows[1]}"
    home.press(K.Key_Up)
    assert home.focus_name() == f"service-{rows[0]}"


def test_the_tick_is_on_the_disk_before_the_mark_shows(home: Home) -> None:
    open_perso(home)
    on_disk: list[set[str]] = []
    home.box("vorbereiten").toggled.connect(lambda: on_disk.append(home.done("perso")))
    home.tab_to("tick-vorbereiten")
    home.press(K.Key_Space)
    assert on_disk == [{"vorbereiten"}]


def test_a_tick_that_cannot_be_saved_leaves_the_box_open_and_says_why(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_perso(home)

    def full(*_: object) -> None:
        raise KnownProblem("Der Speicher ist voll.", "Löschen Sie Dateien, die Sie nicht brauchen.")

    monkeypatch.setattr(home.tracker, "tick", full)
    home.tab_to("tick-vorbereiten")
    home.press(K.Key_Space)
    assert not home.box("vorbereiten").isChecked()
    assert "Der Speicher ist voll. Löschen Sie Dateien, die Sie nicht brauchen." in home.message()
    assert home.get_all("undo") == []
    assert home.focus_name() == "tick-vorbereiten"
    monkeypatch.undo()
    home.press(K.Key_Space)
    assert home.box("vorbereiten").isChecked()


def test_a_click_on_the_title_of_a_step_ticks_it(home: Home) -> None:
    home.go("service", "hund")
    [title] = [w for w in home.window.findChildren(QLabel) if w.text() == "1. Alles bereitlegen"]
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert home.done("hund") == {"vorbereiten"}


def test_undo_names_what_it_takes_back(home: Home) -> None:
    open_perso(home)
    home.tab_to("tick-vorbereiten")
    home.press(K.Key_Space)
    assert "„Alles bereitlegen“ ist erledigt." in home.message()
    home.press(K.Key_Z, hold=Qt.KeyboardModifier.ControlModifier)
    assert "Zurückgenommen: „Alles bereitlegen“ ist wieder offen." in home.message()
    assert not home.box("vorbereiten").isChecked()
    assert home.done("perso") == set()


def test_undo_by_the_button_of_the_message(home: Home) -> None:
    open_perso(home)
    home.click("tick-vorbereiten")
    home.click("undo")
    assert "„Alles bereitlegen“" in home.message()
    assert home.done("perso") == set()
    home.focus()


def test_unticking_can_be_taken_back(home: Home) -> None:
    open_perso(home)
    home.click("tick-vorbereiten")
    home.click("tick-vorbereiten")
    assert home.done("perso") == set()
    home.click("undo")
    assert "„Alles bereitlegen“ ist wieder erledigt" in home.message()
    assert home.box("vorbereiten").isChecked()


def test_undo_of_a_state_names_the_service(home: Home) -> None:
    home.go("service", "hund")
    home.click("note")
    assert "„Hund anmelden“ ist vorgemerkt." in home.message()
    home.click("undo")
    assert "„Hund anmelden“" in home.message()
    assert home.checklist.states() == {}


def test_nothing_to_undo_is_said(home: Home) -> None:
    home.go("list")
    home.press(K.Key_Z, hold=Qt.KeyboardModifier.ControlModifier)
    assert "Es gibt nichts, was sich zurücknehmen lässt." in home.message()


def test_undo_from_another_page_draws_that_page_anew(home: Home) -> None:
    home.go("service", "hund")
    home.click("tick-vorbereiten")
    home.go("list")
    assert home.reads("Hund anmelden")
    home.session.undo()
    assert not home.reads("Weiter mit")
    assert home.checklist.overview().in_progress == ()


def test_here_it_goes_on_after_the_program_was_closed(make_home: MakeHome) -> None:
    home = make_home()
    assert not home.reads("Hier geht es weiter")
    open_perso(home)
    home.tab_to("tick-vorbereiten")
    home.press(K.Key_Space)
    again = make_home()
    assert again.reads("Hier geht es weiter")
    assert again.reads("Schritt 2 von 3: Mit dem Konto anmelden")
    again.tab_to("continue")
    again.press(K.Key_Return)
    assert again.route == Route("step", "perso", "anmelden")
    again.go("service", "perso")
    assert again.box("vorbereiten").isChecked()
    assert not again.box("anmelden").isChecked()


# --- step by step -----------------------------------------------------------------------------------------


def test_step_by_step_to_the_end(home: Home) -> None:
    home.go("service", "hund")
    home.tab_to("stepByStep")
    home.press(K.Key_Return)
    for number, step in enumerate(("vorbereiten", "anmelden", "warten"), 1):
        assert home.route == Route("step", "hund", step)
        assert home.reads(f"Schritt {number} von 3")
        assert home.focus_name() == "heading"
        home.tab_to("stepDone")
        home.press(K.Key_Return)
        assert step in home.done("hund")
    assert home.reads("Alle Schritte sind erledigt")
    home.tab_to("confirmSetUp")
    home.press(K.Key_Return)
    assert home.reads("Geschafft")
    assert home.checklist.states()["hund"].value == "set-up"
    home.focus()


def test_a_step_that_cannot_be_saved_does_not_go_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.go("step", "hund", "vorbereiten")

    def full(*_: object) -> None:
        raise KnownProblem("Der Speicher ist voll.")

    monkeypatch.setattr(home.tracker, "tick", full)
    home.click("stepDone")
    assert home.route == Route("step", "hund", "vorbereiten")
    assert "Der Speicher ist voll." in home.message()


def test_skipped_steps_are_named_at_the_end(home: Home) -> None:
    home.go("step", "hund", "warten")
    home.click("stepDone")
    assert home.reads("2 Schritte sind noch offen.")
    home.click("openStep")
    assert home.route == Route("step", "hund", "vorbereiten")
    home.click("stepDone")
    assert home.route == Route("step", "hund", "anmelden")
    home.click("stepSkip")
    assert home.route == Route("step", "hund", "warten")
    home.click("stepNext")
    assert home.reads("Ein Schritt ist noch offen.")


def test_a_done_step_can_be_opened_again(home: Home) -> None:
    home.go("step", "hund", "vorbereiten")
    home.click("stepDone")
    home.click("stepBefore")
    home.click("stepOpen")
    assert home.done("hund") == set()
    assert home.get("stepDone")
    home.focus()


# --- states ---------------------------------------------------------------------------------------------


def test_states_of_a_guide(home: Home) -> None:
    home.go("service", "hund")
    home.click("note")
    assert home.checklist.states()["hund"].value == "noted"
    home.click("setUp")
    assert home.checklist.states()["hund"].value == "set-up"
    home.click("unset")
    assert home.checklist.states()["hund"].value == "in-progress"


def test_what_does_not_concern_me_can_be_put_aside_and_taken_back(home: Home) -> None:
    home.go("service", "hund")
    home.click("notForMe")
    assert home.checklist.states()["hund"].value == "not-for-me"
    home.click("forget")
    assert home.checklist.states() == {}
    assert "„Hund anmelden“ steht nicht mehr auf Ihrer Liste." in home.message()


# --- moving about -------------------------------------------------------------------------------------------


def test_back_and_forward_by_keyboard(home: Home) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    open_perso(home)
    home.press(K.Key_Left, hold=alt)
    assert home.route == Route("search", "perso")
    assert home.focus_name() == "service-perso", "coming back, the focus is where it was"
    home.press(K.Key_Left, hold=alt)
    assert home.route == START
    home.press(K.Key_Left, hold=alt)
    assert home.route == START
    home.press(K.Key_Right, K.Key_Right, hold=alt)
    assert home.route == Route("service", "perso")
    home.press(K.Key_Right, hold=alt)
    assert home.route == Route("service", "perso")
    home.focus()


def test_escape_closes_the_message_first_and_then_goes_back(home: Home) -> None:
    home.go("service", "hund")
    home.click("note")
    assert home.message()
    home.press(K.Key_Escape)
    assert home.message() == ""
    assert home.route == Route("service", "hund")
    home.press(K.Key_Escape)
    assert home.route == START


def test_escape_in_the_search_clears_it_and_then_leaves(home: Home) -> None:
    home.type("hund")
    home.press(K.Key_Escape)
    assert home.route == Route("search", "")
    assert home.focus_name() == "searchEdit"
    home.press(K.Key_Escape)
    assert home.route == START


def test_the_back_button_says_where_it_leads(home: Home) -> None:
    assert home.get_all("back") == []
    home.go("list")
    assert home.get("back").accessibleName() == "Zurück: Start"
    home.go("service", "hund")
    assert home.get("back").accessibleName() == "Zurück: Meine Liste"
    home.click("back")
    assert home.route == Route("list")


@pytest.mark.parametrize("from_page", ["start", "list", "service", "settings"])
def test_the_short_way_to_the_search(home: Home, from_page: str) -> None:
    home.go(from_page, "hund" if from_page == "service" else "")
    if from_page == "start":
        home.get("nav-list").setFocus()
    home.press(K.Key_F, hold=Qt.KeyboardModifier.ControlModifier)
    assert home.focus_name() == "searchEdit"
    assert home.route.page == ("start" if from_page == "start" else "search")


def test_f1_shows_who_helps_and_the_keys(home: Home) -> None:
    home.press(K.Key_F1)
    assert home.reads("Behördennummer: 115")
    assert home.reads("Strg + F")


def scrolled(home: Home) -> int:
    return home.window.page.verticalScrollBar().value()


def test_coming_back_shows_the_place_where_one_was(make_home: MakeHome) -> None:
    home = make_home(size=(1000, 500))
    home.go("category", "leben")
    home.window.page.verticalScrollBar().setValue(150)
    home.go("service", "hund")
    assert scrolled(home) == 0
    home.window.back()
    home.settle()
    assert scrolled(home) == 150
    home.window.page.verticalScrollBar().setValue(40)
    home.session.set_text_size(125)
    home.settle()
    assert scrolled(home) == 40


def test_ticking_does_not_move_the_page(make_home: MakeHome) -> None:
    home = make_home(size=(1000, 500))
    home.go("service", "perso")
    home.window.page.verticalScrollBar().setValue(200)
    home.box("anmelden").click()
    home.settle()
    home.session.set_state("perso", "Ausweis", None)
    home.settle()
    assert abs(scrolled(home) - 200) <= 60, "the message and the badges may shift it a little"


def test_end_and_home_go_to_the_end_and_the_top(make_home: MakeHome) -> None:
    home = make_home(size=(1000, 500))
    home.go("service", "perso")
    bar = home.window.page.verticalScrollBar()
    home.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    home.press(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_new_page_begins_at_its_top(make_home: MakeHome) -> None:
    home = make_home(size=(1000, 500))
    home.go("category", "leben")
    home.window.page.verticalScrollBar().setValue(150)
    home.go("category", "ausweise")
    assert scrolled(home) == 0


def test_mouse_buttons_go_back_and_forward(home: Home) -> None:
    home.go("list")
    QTest.mouseClick(home.window, Qt.MouseButton.BackButton)
    assert home.route == START
    QTest.mouseClick(home.window, Qt.MouseButton.ForwardButton)
    assert home.route == Route("list")


def test_every_entry_of_the_side_bar_leads_somewhere_and_is_lit(home: Home) -> None:
    for page in ("search", "list", "help", "settings", "start"):
        home.click(f"nav-{page}")
        assert home.route.page == page
        lit = [w.objectName() for w in home.visible() if w.property("current") == "true"]
        assert lit == [f"nav-{page}"]


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (Route("service", "katze"), "Diese Anleitung gibt es nicht mehr"),
        (Route("step", "katze", "eins"), "Diese Anleitung gibt es nicht mehr"),
        (Route("category", "mond"), "Diesen Bereich gibt es nicht mehr"),
        (Route("life-event", "mond"), "Diese Lebenslage gibt es nicht mehr"),
    ],
)
def test_an_unknown_id_is_said_kindly_and_leads_back(home: Home, route: Route, words: str) -> None:
    home.go(route.page, route.arg, route.part)
    assert home.reads(words)
    assert home.focus_name() == "heading"
    home.press(K.Key_Escape)
    assert home.route == START


def test_a_former_id_opens_todays_guide(home: Home) -> None:
    home.go("service", "ausweis-alt")
    assert home.reads("Personalausweis beantragen")
    home.click("tick-vorbereiten")
    assert home.done("perso") == {"vorbereiten"}
    assert home.box("vorbereiten").isChecked()


def test_a_step_that_is_gone_shows_the_end_and_not_nothing(home: Home) -> None:
    home.go("step", "hund", "gibt-es-nicht")
    assert home.reads("3 Schritte sind noch offen.")


def test_closing_by_keyboard(home: Home) -> None:
    QTest.keyClick(home.window.windowHandle(), K.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not home.window.isVisible()


@pytest.mark.parametrize("begin", ["start", "service"])
def test_the_way_back_from_any_step_is_its_guide(home: Home, begin: str) -> None:
    home.go("start")
    if begin == "service":
        home.go("service", "perso")
    steps = home.window.session.find.service("perso").card.step_ids
    for step in steps[:3]:
        home.go("step", "perso", step)
    assert home.get("back").accessibleName() == "Zurück: Übersicht der Anleitung"
    home.press(K.Key_Escape)
    assert home.route == Route("service", "perso")
    home.press(K.Key_Escape)
    assert home.route == START
