"""What screen readers find on each page, compared with trees that people have read.

A page that changes on purpose: ``BUERGERAPP_WRITE_TREES=1 ./run test tests/a11y``, then read the
difference in Git as a blind person would hear it.
"""

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from buergerapp.gui.widgets.labels import Heading
from tests.gui.conftest import Home

TREES = Path(__file__).with_name("trees")
PLACES = {
    "welcome": ("welcome", "", ""),
    "start": ("start", "", ""),
    "search": ("search", "", ""),
    "search-found": ("search", "perso", ""),
    "search-nothing": ("search", "xyzzyqwv", ""),
    "category": ("category", "ausweise", ""),
    "service": ("service", "perso", ""),
    "service-unknown": ("service", "nirgends", ""),
    "step": ("step", "perso", "vorbereiten"),
    "list-empty": ("list", "", ""),
    "starter": ("starter", "", ""),
    "settings": ("settings", "", ""),
    "help": ("help", "", ""),
    "about": ("about", "", ""),
}
_SILENT = (
    QAccessible.Role.Client,
    QAccessible.Role.Border,
    QAccessible.Role.Pane,
    QAccessible.Role.LayeredPane,
)


def level(heading: QAccessibleInterface) -> int:
    """Return the level that the systems' bridges are told."""
    told = heading.attributesInterface().attributeValue(QAccessible.Attribute.Level)
    assert isinstance(told, int)
    return told


def lines(interface: QAccessibleInterface, depth: int = 0) -> Iterator[str]:
    """Describe what a screen reader meets, in its order; frames without a name are passed by."""
    state, role = interface.state(), interface.role()
    if state.invisible:
        return
    name = interface.text(QAccessible.Text.Name)
    if role not in _SILENT or name:
        words = [role.name]
        if role is QAccessible.Role.Heading:
            words[0] += f" {level(interface)}"
        words.append(f"„{name}“")
        if description := interface.text(QAccessible.Text.Description):
            words.append(f"({description})")
        words += [
            word
            for word, is_so in (
                ("checked", bool(state.checked)),
                ("disabled", bool(state.disabled)),
                ("focused", bool(state.focused)),
            )
            if is_so
        ]
        yield "  " * depth + " ".join(words)
        depth += 1
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from lines(child, depth)


def tree(home: Home) -> str:
    interface = QAccessible.queryAccessibleInterface(home.window.page.content)
    assert interface is not None
    text = "\n".join(lines(interface)) + "\n"
    text = re.sub(r"(Ihre Liste|Sicherungen|Einstellungen|Protokoll): [\w/.-]*\w", r"\1: …", text)
    return re.sub(r"Version [\w.+-]+", "Version …", text)


@pytest.mark.parametrize("place", PLACES)
def test_the_tree_is_the_one_that_was_read(home: Home, place: str) -> None:
    home.go(*PLACES[place])
    found = tree(home)
    file = TREES / f"{place}.txt"
    if os.environ.get("BUERGERAPP_WRITE_TREES"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_everything_has_a_name_and_headings_do_not_skip_a_level(home: Home, place: str) -> None:
    home.go(*PLACES[place])
    found = tree(home)
    assert not re.findall(
        r"(?m)^ *(?:PushButton|CheckBox|EditableText|Button|Heading \d|List|Link) „“", found
    )
    levels = [int(level) for level in re.findall(r"Heading (\d)", found)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_heading_can_be_asked_for_everything(home: Home) -> None:
    """What a heading does not have is a null pointer; None would be taken for an object, and crash."""
    heading = home.get("heading")
    assert isinstance(heading, Heading)
    interface = QAccessible.queryAccessibleInterface(heading)
    assert interface is not None
    assert interface.attributesInterface().attributeKeys() == [QAccessible.Attribute.Level]
    for ask in (
        interface.textInterface,
        interface.editableTextInterface,
        interface.valueInterface,
        interface.tableCellInterface,
        interface.selectionInterface,
        interface.attributesInterface().attributeKeys,
    ):
        ask()
    assert interface.actionInterface() is not None


HEARD_OTHERWISE = (
    "Ausweise",  # the category of the guide: the way that led there said it
    "0 von 3 erledigt",  # each tick box tells its state, and the first button the step that is next
    "„Seite öffnen“ führt zu: www.bochum.de",  # the link's description says it
    "Neueste Quelle: 7. Februar 2026",  # the first link to a source says its date
    "Genauer:",
    "Wörter erklärt:",
)
"""Texts that no Tab stop says, and why that is right."""


def stops(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Return everything that takes the focus by keyboard, radio buttons included."""
    widget = interface.object()
    if interface.state().invisible:
        return
    if isinstance(widget, QWidget) and (
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus or interface.role() is QAccessible.Role.RadioButton
    ):
        yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from stops(child)


@pytest.mark.parametrize("place", PLACES)
def test_every_text_is_said_at_a_place_that_takes_the_focus(home: Home, place: str) -> None:
    """Screen readers have no cursor of their own in desktop programs: what has no focus is not heard."""
    home.go(*PLACES[place])
    content = QAccessible.queryAccessibleInterface(home.window.page.content)
    assert content is not None
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    said = " ".join(stop.text(kind) for stop in stops(content) for kind in kinds) + home.window.windowTitle()
    texts = re.findall(r"(?:StaticText|ListItem) „(?:\d\. )?(.+)“", tree(home))
    unheard = [text for text in texts if text.removesuffix(".") not in said]
    assert [text for text in unheard if text not in HEARD_OTHERWISE and "…" not in text] == []
