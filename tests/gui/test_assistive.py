"""What screen readers, switches and voice control do to a control counts as a click of the person."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget

from buergerapp.errors import KnownProblem
from tests.gui.conftest import Home, spoken


def act(home: Home, widget: QWidget) -> None:
    """Do the control's first action, as assistive technology does it."""
    actions = spoken(widget).actionInterface()
    actions.doAction(actions.actionNames()[0])
    home.settle()


def checked(widget: QWidget) -> bool:
    assert isinstance(widget, QAbstractButton)
    assert widget.isChecked() == bool(spoken(widget).state().checked)
    return widget.isChecked()


def test_a_step_ticked_by_assistive_technology_is_on_the_disk(home: Home) -> None:
    home.go("service", "hund")
    act(home, home.box("vorbereiten"))
    assert home.done("hund") == {"vorbereiten"}
    assert checked(home.box("vorbereiten"))
    act(home, home.box("vorbereiten"))
    assert home.done("hund") == set()
    assert not checked(home.box("vorbereiten"))


def test_when_it_cannot_be_saved_the_mark_does_not_show(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.go("service", "hund")

    def full(*_: object) -> None:
        raise KnownProblem("Der Speicher ist voll.")

    monkeypatch.setattr(home.tracker, "tick", full)
    act(home, home.box("vorbereiten"))
    assert not checked(home.box("vorbereiten"))
    assert "Der Speicher ist voll." in home.message()


def test_a_choice_in_the_settings_takes_effect(home: Home) -> None:
    home.go("settings")
    act(home, home.get("theme-dark"))
    assert home.session.look.theme.name == "dark"
    assert checked(home.get("theme-dark"))
    act(home, home.get("size-150"))
    assert home.session.look.percent == 150


def test_a_filter_narrows(home: Home) -> None:
    home.go("search", "personalausweis")
    assert home.get_all("service-perso")
    act(home, home.get("onlyFree"))
    assert home.get_all("service-perso") == []
    assert checked(home.get("onlyFree"))
    act(home, home.get("onlyFree"))
    assert home.get_all("service-perso")


def test_a_row_and_a_button_can_be_pressed(home: Home) -> None:
    home.go("category", "ausweise")
    act(home, home.get("service-perso"))
    home.qtbot.waitUntil(lambda: home.route.arg == "perso")
    home.settle()
    assert spoken(home.get("stepByStep")).role() == QAccessible.Role.Button
    act(home, home.get("stepByStep"))
    home.qtbot.waitUntil(lambda: home.route.page == "step")


def test_asking_a_page_for_a_child_that_has_vanished_is_no_crash(home: Home) -> None:
    """A screen reader counts, a scroll bar goes, the screen reader asks for it; Qt's own answer crashed."""
    page = spoken(home.window.page)
    assert page.role() == QAccessible.Role.Pane
    assert page.childCount() >= 1
    assert page.child(0) is not None
    assert page.child(50) is None
