"""Calm: nothing moves; nothing waits for a hover, a double click, a drag or the clock; Esc always answers."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, QObject, Qt, QTimeLine, QTimer, QVariantAnimation
from PySide6.QtGui import QMovie
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QStyle

import buergerapp.gui
from buergerapp.errors import KnownProblem
from buergerapp.gui import dialogs
from buergerapp.gui.application import make_application
from buergerapp.gui.navigation import Route
from buergerapp.gui.pages.rescue import RescueDialog
from buergerapp.gui.widgets.question import Question
from buergerapp.settings import THEME, Settings
from tests.authored import RESOURCES
from tests.gui.conftest import ROUTES, Home, MakeHome
from tests.gui.test_pages import fill

GUI = Path(buergerapp.gui.__file__).parent
MOTION = ("Animation", "TimeLine", "QMovie", "QScroller", "GraphicsEffect", "GraphicsOpacity")
GESTURES = (
    "mouseDoubleClickEvent",
    "doubleClicked",
    "enterEvent",
    "leaveEvent",
    "hoverEnterEvent",
    "HoverEnter",
    "mouseMoveEvent",
    "dragEnterEvent",
    "dropEvent",
    "QDrag",
    "setAcceptDrops",
    "setAutoHide",
)
"""What would make something depend on a steady hand."""


def names(source: str) -> Iterator[str]:
    """Return every name that a module uses, gets or defines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.alias):
            yield node.name


def forbidden(source: str) -> list[str]:
    return sorted({n for n in names(source) for word in (*MOTION, *GESTURES) if word in n})


def test_no_module_of_the_window_knows_of_motion_or_difficult_gestures() -> None:
    found = {str(f.relative_to(GUI)): forbidden(f.read_text(encoding="utf-8")) for f in GUI.rglob("*.py")}
    assert len(found) > 50
    assert {file: words for file, words in found.items() if words} == {}
    assert forbidden("from PySide6.QtCore import QPropertyAnimation") == ["QPropertyAnimation"]
    assert forbidden("class A:\n    def enterEvent(self, event): ...") == ["enterEvent"]


def moving(home: Home) -> list[str]:
    """Return what could move by itself in the window or in the style."""
    kinds = (QAbstractAnimation, QTimeLine, QMovie)
    around = (home.window, QApplication.style(), QApplication.instance())
    return [
        type(thing).__name__
        for root in around
        for kind in kinds
        if isinstance(root, QObject)
        for thing in root.findChildren(kind)
    ]


def ticking(home: Home) -> list[QTimer]:
    """Return the timers that will still do something; each page has to come to rest."""
    return [timer for timer in home.window.findChildren(QTimer) if timer.isActive()]


def test_every_page_comes_to_rest_and_nothing_moves(home: Home) -> None:
    fill(home)
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        home.session.message.emit("„Hund anmelden“ ist vorgemerkt.", True)
        home.settle()
        home.qtbot.waitUntil(lambda: not ticking(home))
        assert moving(home) == [], route
        assert "vorgemerkt" in home.message(), "a message stays until it is closed"
    QVariantAnimation(home.window)
    assert moving(home) == ["QVariantAnimation"]


def test_menus_and_tool_tips_come_at_once(home: Home) -> None:
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General)  # as some systems do
    QApplication.setEffectEnabled(Qt.UIEffect.UI_FadeMenu)
    assert QApplication.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)
    make_application(RESOURCES)
    for effect in Qt.UIEffect:
        assert not QApplication.isEffectEnabled(effect), effect
    for hint in (QStyle.StyleHint.SH_Widget_Animation_Duration, QStyle.StyleHint.SH_ScrollBar_Transient):
        assert home.window.style().styleHint(hint, None, home.window) == 0, hint


def test_nothing_is_said_by_a_tool_tip_alone(make_home: MakeHome) -> None:
    home = make_home(settings=Settings(None, locked=[THEME.key]))
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        for widget in home.visible():
            tip = widget.toolTip()
            assert tip in ("", widget.accessibleName()) or home.reads(tip), f"{route}: {tip}"
        if route.page == "settings":
            assert home.reads("Das hat die Verwaltung vorgegeben.")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.page != "welcome"], ids=str)
def test_esc_leads_back_from_every_page(home: Home, route: Route) -> None:
    home.go("settings" if route.page == "start" else "start")
    before = home.route
    home.session.go.emit(route)
    home.settle()
    for _ in range(2):  # in a field that holds words, the first one empties it
        if home.route != before:
            home.press(Qt.Key.Key_Escape)
    assert home.route == before


def escape(ask: Callable[[], object]) -> object:
    """Press Esc in the dialog that ``ask`` opens, and return what it answers."""
    pressed: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if box is not None:
            pressed.append(type(box).__name__)
            QTest.keyClick(box, Qt.Key.Key_Escape)

    timer = QTimer(interval=50)
    timer.timeout.connect(press)
    timer.start()
    answer = ask()
    timer.stop()
    assert pressed
    return answer


def test_esc_says_no_to_every_dialog(home: Home) -> None:
    keep, look, resources = home.session.safekeeping, home.session.look, home.session.resources
    problem = KnownProblem("Der Ordner fehlt.", "Legen Sie ihn an.")
    assert (
        escape(lambda: dialogs.ask_danger(home.window, "Löschen?", "Alles ist weg.", "Ja", "Nein")) is False
    )
    assert escape(lambda: dialogs.run(RescueDialog(keep, problem, look, resources))) is False
    escape(lambda: dialogs._box(problem))  # there is nothing to choose; it closes
    ours = {kind for kind in QDialog.__subclasses__() if kind.__module__.startswith("buergerapp")}
    assert ours == {Question, RescueDialog}, "try Esc on new dialogs here"
