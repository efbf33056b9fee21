"""What large text does to the place where somebody is: the focus stays in sight, hints are not cut."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit

from tests.authored import real_catalog
from tests.gui.conftest import Home, MakeHome
from tests.gui.test_pages import look


def focus_is_in_sight(home: Home) -> bool:
    """Tell whether the whole of what has the focus is seen on the page."""
    view, focused = home.window.page.viewport(), home.focus()
    assert view.isAncestorOf(focused)
    return view.rect().contains(QRect(focused.mapTo(view, QPoint(0, 0)), focused.size()))


def last_tile(home: Home) -> str:
    """Give the focus to the last thing on the start page that can have it, as Tab does."""
    names = [
        w.objectName()
        for w in home.visible()
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and home.window.page.isAncestorOf(w) and w.objectName()
    ]
    assert home.window.page.focus_on(names[-1])
    home.window.page.ensureWidgetVisible(home.focus())
    home.settle()
    return names[-1]


def test_what_has_the_focus_stays_in_sight_when_the_text_grows_and_shrinks(make_home: MakeHome) -> None:
    home = make_home(real_catalog(), settings=look("light", 100), size=(1024, 700))
    name = last_tile(home)
    assert focus_is_in_sight(home)
    for key in (Qt.Key.Key_Plus,) * 6 + (Qt.Key.Key_0,):
        home.press(key, hold=Qt.KeyboardModifier.ControlModifier)
        assert home.focus_name() == name
        assert focus_is_in_sight(home), home.session.look.percent
    assert home.session.look.percent == 100


def test_who_has_scrolled_away_from_the_focus_is_not_taken_back_to_it(make_home: MakeHome) -> None:
    home = make_home(real_catalog(), settings=look("light", 200), size=(1024, 700))
    home.go("start")
    home.tab_to("searchEdit")
    bar = home.window.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    home.press(Qt.Key.Key_Plus, hold=Qt.KeyboardModifier.ControlModifier)
    assert home.focus_name() == "searchEdit"
    assert not focus_is_in_sight(home)


@pytest.mark.parametrize("percent", [100, 300])
def test_a_ticked_box_stays_in_sight_when_the_message_takes_room(make_home: MakeHome, percent: int) -> None:
    home = make_home(settings=look("light", percent), size=(1024, 700))
    home.go("service", "perso")
    bar = home.window.page.verticalScrollBar()
    for step in home.find.service("perso").card.step_ids:
        box = home.box(step)
        home.window.page.focus_on(box.objectName())
        # At the lower edge, where the message takes the room.
        bar.setValue(bar.value() + box.mapTo(home.window.page.viewport(), QPoint(0, 0)).y())
        bar.setValue(bar.value() - home.window.page.viewport().height() + box.height())
        assert focus_is_in_sight(home)
        home.press(Qt.Key.Key_Space)
        assert home.message()
        assert home.focus_name() == box.objectName()
        assert focus_is_in_sight(home), step
        home.press(Qt.Key.Key_Escape)
        assert not home.message()


@pytest.mark.parametrize(
    ("percent", "size"),
    [(100, (1280, 820)), (100, (480, 420)), (200, (1024, 700)), (300, (1024, 700)), (300, (480, 420))],
)
def test_the_hint_in_a_search_field_is_whole_or_not_there(
    make_home: MakeHome, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(settings=look("light", percent), size=size)
    for page, name in (("start", "searchEdit"), ("search", "searchEdit"), ("list", "listSearch")):
        home.go(page)
        for edit in home.get_all(name):
            assert isinstance(edit, QLineEdit)
            assert edit.fontMetrics().horizontalAdvance(edit.placeholderText()) <= edit.width() - 4
    home.go("start")
    hint = home.get("searchEdit")
    assert isinstance(hint, QLineEdit)
    assert bool(hint.placeholderText()) == (size != (480, 420) or percent == 100)
