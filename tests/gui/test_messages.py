"""Messages at the bottom of the window: after the tick, spoken once, never lost, never in the way."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from buergerapp.errors import KnownProblem
from buergerapp.gui.navigation import Route
from tests.gui.conftest import Home, MakeHome
from tests.gui.test_pages import look

TICKED = "„Alles bereitlegen“ ist erledigt."


def spoken_by(home: Home) -> list[str]:
    """Return a list that every message is added to when it is spoken."""
    said: list[str] = []
    home.window._messages.said.connect(said.append)
    return said


def press(home: Home, name: str) -> None:
    """Press a button and look at once, before anything that was put off has happened."""
    button = home.get(name)
    assert isinstance(button, QAbstractButton)
    button.click()


def test_the_tick_is_seen_before_the_message_takes_its_room(home: Home) -> None:
    home.go("service", "perso")
    said = spoken_by(home)
    room = home.window.page.height()
    press(home, "tick-vorbereiten")
    assert home.done("perso") == {"vorbereiten"}, "on the disk before it is shown"
    assert home.box("vorbereiten").isChecked()
    assert said == [TICKED], "spoken at once"
    assert home.message() == ""
    assert home.window.page.height() == room
    home.qtbot.waitUntil(lambda: TICKED in home.message())
    home.settle()
    assert home.window.page.height() < room
    assert said == [TICKED]


def test_a_message_outlives_the_step_that_it_is_about(home: Home) -> None:
    home.go("step", "perso", "vorbereiten")
    said = spoken_by(home)
    press(home, "stepDone")
    assert home.route.part != "vorbereiten"
    home.settle()
    assert TICKED in home.message()
    assert said == [TICKED]
    home.click("undo")
    assert home.done("perso") == set()


def test_a_message_is_there_for_who_goes_back_at_once(home: Home) -> None:
    home.go("list")
    home.go("service", "perso")
    press(home, "tick-vorbereiten")
    home.window.back()
    home.settle()
    assert home.route.page == "list"
    assert TICKED in home.message()


def test_a_message_that_waits_does_not_come_up_on_another_page(home: Home) -> None:
    home.go("service", "perso")
    press(home, "tick-vorbereiten")
    home.go("help")
    QTest.qWait(50)
    assert home.message() == ""


def test_esc_closes_a_message_that_waits_and_goes_nowhere(home: Home) -> None:
    home.go("service", "perso")
    press(home, "tick-vorbereiten")
    home.press(Qt.Key.Key_Escape)
    assert home.route == Route("service", "perso")
    assert home.message() == ""


def test_the_last_of_several_messages_stays(home: Home) -> None:
    home.go("service", "perso")
    said = spoken_by(home)
    press(home, "tick-vorbereiten")
    home.session.problem.emit(KnownProblem("Der Speicher ist voll.", "Löschen Sie Dateien."))
    home.settle()
    assert "Der Speicher ist voll. Löschen Sie Dateien." in home.message()
    assert home.get_all("undo") == []
    assert said == [TICKED, "Der Speicher ist voll. Löschen Sie Dateien."]


@pytest.mark.parametrize("wait", [True, False])
def test_a_message_stays_when_the_window_is_drawn_anew(home: Home, wait: bool) -> None:
    home.go("service", "perso")
    said = spoken_by(home)
    press(home, "tick-vorbereiten")
    if not wait:
        home.settle()
        home.get("undo").setFocus()
    home.session.set_text_size(150)
    home.settle()
    assert TICKED in home.message()
    assert home.focus_name() == ("heading" if wait else "undo")
    home.window.resize(700, 600)
    home.settle()
    assert TICKED in home.message()
    assert said == [TICKED]
    home.click("closeMessage")
    assert home.message() == ""


@pytest.mark.parametrize("percent", [100, 300])
def test_a_message_does_not_cover_what_has_the_focus(make_home: MakeHome, percent: int) -> None:
    home = make_home(settings=look("light", percent), size=(1024, 700))
    home.go("service", "perso")
    page = home.window.page
    box = home.box("vorbereiten")
    box.setFocus()
    place = box.mapTo(page.content, QPoint(0, 0)).y() + box.height()
    page.scroll_to(max(0, place - page.viewport().height()))  # just above the lower edge
    home.settle()
    home.press(Qt.Key.Key_Space)
    assert TICKED in home.message()
    seen = QRect(box.mapTo(page.viewport(), QPoint(0, 0)), box.size())
    assert page.viewport().rect().contains(seen)
