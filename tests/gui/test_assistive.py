"""What screen readers, switches and voice control do to a control counts as a click of the person."""

import pytest
from PySide6.QtCore import Qt
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


def test_what_opens_an_address_is_a_link_and_can_be_pressed(home: Home) -> None:
    home.go("service", "perso")
    link = home.get("openPage")
    assert spoken(link).role() == QAccessible.Role.Link
    act(home, link)
    home.qtbot.waitUntil(lambda: len(home.opened) == 1)
    link.setFocus()
    home.press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert home.opened == ["https://www.bochum.de/perso"] * 3


def test_an_explanation_is_expanded_and_collapsed(home: Home) -> None:
    home.go("service", "perso")
    term = home.get("term-anmelden-pin")

    def unfolded() -> tuple[bool, bool, bool]:
        state = spoken(term).state()
        return bool(state.expanded), bool(state.collapsed), bool(state.checkable)

    assert unfolded() == (False, True, False)
    act(home, term)
    home.qtbot.waitUntil(lambda: unfolded() == (True, False, False))
    home.settle()
    assert home.reads("Eine geheime Zahl.")


def test_the_heading_of_a_step_says_all_of_it_in_reading_order(home: Home) -> None:
    home.go("step", "perso", "anmelden")
    assert home.focus_name() == "heading"
    assert spoken(home.focus()).text(QAccessible.Text.Description) == (
        "Geben Sie Ihren Namen ein. Achtung: Sagen Sie die PIN niemandem. "
        "Das sehen Sie, wenn es geklappt hat: Oben steht Ihr Name. "
        "Wenn es nicht klappt: Rufen Sie die 115 an."
    )


def test_a_closed_message_leaves_the_focus_where_it_was_and_says_so(home: Home) -> None:
    home.go("service", "perso")
    home.box("anmelden").setFocus()
    home.press(Qt.Key.Key_Space)
    home.get("undo").setFocus()
    home.press(Qt.Key.Key_Escape)
    assert home.message() == ""
    assert home.focus_name() == "tick-anmelden"
    assert spoken(home.window._announcer).text(QAccessible.Text.Name) == "Meldung geschlossen."
