"""Choices of one among several: one Tab stop, arrow keys, and what screen readers know."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from buergerapp.gui.session import TEXT_SIZES
from tests.gui.conftest import Home, spoken
from tests.gui.test_pages import fill


def group_of(home: Home, name: str) -> list[QAbstractButton]:
    """Return the buttons of the group in which the named one stands."""
    parent = home.get(name).parentWidget()
    assert parent is not None
    assert spoken(parent).role() == QAccessible.Role.Grouping
    assert spoken(parent).text(QAccessible.Text.Name)
    return parent.findChildren(QAbstractButton)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("settings", "size-100"),
        ("settings", "theme-dark"),
        ("settings", "language-de"),
        ("settings", "remind-on"),
        ("welcome", "theme-light"),
        ("list", "filter-all"),
    ],
)
def test_each_says_that_it_is_one_of_several(home: Home, page: str, name: str) -> None:
    fill(home)
    home.go(page)
    buttons = group_of(home, name)
    for number, button in enumerate(buttons, 1):
        assert spoken(button).role() == QAccessible.Role.RadioButton
        assert spoken(button).text(QAccessible.Text.Description) == f"{number} von {len(buttons)}"
    assert sum(button.isChecked() for button in buttons) == 1
    stops = [button for button in buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stop.isChecked() for stop in stops] == [True], "Tab comes to the chosen one"


def test_arrow_keys_go_round_and_choose_nothing(home: Home) -> None:
    home.go("settings")
    home.tab_to("size-100")
    names = [f"size-{percent}" for percent in TEXT_SIZES]
    for expected in (*names[1:], names[0]):
        home.press(Qt.Key.Key_Right)
        assert home.focus_name() == expected
    home.press(Qt.Key.Key_Up)
    assert home.focus_name() == names[-1]
    assert home.session.look.percent == 100
    home.press(Qt.Key.Key_Tab)
    assert home.focus_name() == "theme-system", "one group is one stop"
    home.press(Qt.Key.Key_Tab, hold=Qt.KeyboardModifier.ShiftModifier)
    assert home.focus_name().startswith("size-")


def test_where_the_arrow_keys_lead_is_scrolled_into_sight(home: Home) -> None:
    home.session.set_text_size(300)
    home.window.resize(1024, 700)
    home.go("settings")
    home.tab_to("theme-system")
    for _ in range(4):
        home.press(Qt.Key.Key_Down)
    focus, viewport = home.focus(), home.window.page.viewport()
    top = focus.mapTo(viewport, focus.rect().topLeft()).y()
    assert 0 <= top <= viewport.height() - focus.height()


def test_a_choice_that_is_saved_is_checked_alone(home: Home) -> None:
    home.go("settings")
    home.tab_to("theme-system")
    home.choose("theme-contrast-dark")
    home.press(Qt.Key.Key_Return)
    assert home.focus_name() == "theme-contrast-dark"
    assert [b.objectName() for b in group_of(home, "theme-dark") if b.isChecked()] == ["theme-contrast-dark"]
