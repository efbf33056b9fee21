"""By keyboard through every page: the focus is always somewhere, always visible, and never trapped."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.gui.conftest import ROUTES, Home, MakeHome
from tests.gui.test_pages import controls, fill, look

MOST = 150
"""Tabs after which a page is said to be a trap."""


def place(home: Home, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(home.window, QPoint(0, 0)), widget.size())


def complaint(home: Home) -> str:
    """Say what is wrong with the focus, or return nothing."""
    focus = home.focus()
    what = f"{type(focus).__name__} {focus.objectName()}"
    ring = home.window._ring
    if not ring.isVisible():
        return f"{what} has no ring"
    if not place(home, ring).intersects(place(home, focus)):
        return f"the ring is not around {what}"
    viewport = home.window.page.viewport()
    if viewport.isAncestorOf(focus):
        seen = place(home, focus) & place(home, viewport)
        # What is higher than the page cannot be seen whole.
        if seen.height() < min(focus.height(), 44, viewport.height()):
            return f"{what} is out of sight"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 820)), (300, (1024, 700))])
def test_tab_comes_everywhere_and_the_focus_can_be_seen(
    make_home: MakeHome, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(settings=look("light", percent), size=size)
    fill(home)
    found = []
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        wanted = {w for w in controls(home) if w.focusPolicy() & Qt.FocusPolicy.TabFocus}
        reached: set[QWidget] = set()
        for _ in range(MOST):
            home.press(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            if focus in reached:
                break
            if focus is not None:
                reached.add(focus)
            if told := complaint(home):
                found.append(f"{route.page} {route.arg} {route.part}: {told}")
        missed = {w.objectName() or type(w).__name__ for w in wanted - reached}
        if missed:
            found.append(f"{route.page} {route.arg} {route.part}: Tab never reaches {sorted(missed)}")
    assert "\n".join(found) == ""


@pytest.mark.parametrize(("button", "chosen"), [("textSize", "150"), ("contrast", "dark")])
def test_what_is_chosen_in_the_header_leaves_the_focus_there(home: Home, button: str, chosen: str) -> None:
    home.go("help")
    pressed = home.get(button)
    assert isinstance(pressed, QPushButton)
    pressed.setFocus()
    [action] = [action for action in pressed.menu().actions() if action.data() == chosen]
    action.trigger()
    home.settle()
    assert home.focus_name() == button
    assert home.get(button) is not pressed, "the header was drawn anew"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_cross_in_the_search_is_pressed_by_enter_and_space(home: Home, key: Qt.Key) -> None:
    home.go("search", "perso")
    home.press(Qt.Key.Key_Tab)
    assert home.focus().accessibleName() == "Suche leeren"
    home.press(key)
    assert home.focus_name() == "searchEdit"
    assert home.route.arg == ""


def test_f1_names_every_shortcut_that_works(home: Home) -> None:
    home.press(Qt.Key.Key_F1)
    assert home.route.page == "help"
    words = " ".join(home.words())
    for keys in (
        "Strg + F",
        "Esc",
        "Alt + Pfeil links",
        "Alt + Pfeil rechts",
        "Strg + Z",
        "Strg + Y oder Strg + Umschalt + Z",
        "Strg + Plus, Minus, 0",
        "Strg + Q",
        "F1",
        "Pfeiltasten",
        "Umschalt + Tabulator",
        "Leertaste",
    ):
        assert keys in words, keys


def tab_stops(home: Home) -> list[str]:
    """Press Tab from the header through the page and return what was met."""
    home.get("contrast").setFocus()
    met: list[str] = []
    for _ in range(MOST):
        home.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or not home.window.page.isAncestorOf(focus):
            break
        met.append(focus.objectName())
    return met


def in_reading_order(home: Home) -> list[str]:
    """Return the controls of the page in the order in which a screen reader meets them."""
    return [
        w.objectName()
        for w in home.window.page.content.findChildren(QWidget)
        if w.isVisible() and not w.isWindow() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_tab_follows_the_reading_order_also_after_parts_were_drawn_anew(home: Home) -> None:
    home.go("service", "perso")
    ticks = [name for name in tab_stops(home) if name.startswith("tick-")]
    assert tab_stops(home) == in_reading_order(home)
    home.click(ticks[0])  # draws the buttons above the steps anew and adds "Meine Notizen"
    met = tab_stops(home)
    assert met == in_reading_order(home)
    assert met.index("stepByStep") < met.index(ticks[0]) < met.index("noteEdit") < met.index("source-0")
