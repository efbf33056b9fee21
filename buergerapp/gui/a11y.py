"""What screen readers hear: headings, links, lists, texts that have no focus, and spoken status messages.

Qt gives a QLabel the role "label" whatever it is. :func:`install` makes labels, frames and buttons with the
dynamic property ``a11yRole`` known under that role. Measured with Orca: a label with the role
Notification is spoken when it is hidden, given its text and shown again.

Screen readers say of a desktop program what has the focus, and nothing else: there are no arrow keys that go
through the text as in a browser. :func:`read_out` makes one Tab stop of a heading or a list that says all the
words below it.

The level of a heading travels as an attribute (AT-SPI "level:2", UIA HeadingLevel). Two things about PySide6
matter there: ``interface_cast`` must never return None, because what becomes of it is a pointer to Python's
None, not a null pointer, and the program crashes when a screen reader asks; and the attributes have to be an
object of their own, because only an object's first base has the address that Qt is handed.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget
from shiboken6 import Shiboken

from buergerapp.gui import texts

_ROLE = "a11yRole"
_LEVEL = "a11yLevel"
_NAME = "a11yName"

_ROLES = {
    "heading": QAccessible.Role.Heading,
    "list": QAccessible.Role.List,
    "item": QAccessible.Role.ListItem,
    "notification": QAccessible.Role.Notification,
    "navigation": QAccessible.Role.Section,
    "group": QAccessible.Role.Grouping,
    "pane": QAccessible.Role.Pane,
    "progress": QAccessible.Role.ProgressBar,
    "link": QAccessible.Role.Link,
    "disclosure": QAccessible.Role.Button,
}
_interfaces: dict[int, QAccessibleInterface] = {}
_NOTHING = Shiboken.VoidPtr(0)


class _Widget(QAccessibleWidget):
    """A widget that says its role by property and its words by its text."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget = widget

    def text(self, kind: QAccessible.Text) -> str:
        """Return the accessible name; a heading's name is its text."""
        if kind == QAccessible.Text.Name:
            given = str(self._widget.property(_NAME) or "") or self._widget.accessibleName()
            if given or not isinstance(self._widget, QLabel):
                return given
            return self._widget.text()
        return super().text(kind)


class _Silent(QAccessibleWidget):
    """Something painted whose words stand beside it: screen readers pass it by."""

    def state(self) -> QAccessible.State:
        """Say that nothing is to be seen here."""
        state = super().state()
        state.invisible = True
        return state


class _Level(QAccessibleAttributesInterface):
    """The level of a heading, for whoever asks for attributes."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """Name what can be asked for."""
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        """Return the level, from 1 to 6."""
        return self._level if key is QAccessible.Attribute.Level else None


class _Heading(_Widget):
    """A heading that tells its level."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._level = _Level(heading_level(widget))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Return the attributes, or what Qt has; a null pointer, never None, where there is nothing."""
        if kind is QAccessible.InterfaceType.AttributesInterface:
            return self._level
        found = super().interface_cast(kind)
        return _NOTHING if found is None else found


class _Link(_Widget):
    """A button that opens an address: a link that assistive technology can press."""

    def actionNames(self) -> list[str]:
        """Name what can be done; pressing comes first."""
        return [self.pressAction(), *super().actionNames()]

    def doAction(self, action: str) -> None:
        """Press it, or give it the focus."""
        if action == self.pressAction() and isinstance(self._widget, QAbstractButton):
            self._widget.animateClick()
        else:
            super().doAction(action)


class _Disclosure(_Link):
    """A checkable button that shows something while it is checked: expanded or collapsed, not ticked."""

    def state(self) -> QAccessible.State:
        """Tell whether what it shows is there."""
        state = super().state()
        shown = isinstance(self._widget, QAbstractButton) and self._widget.isChecked()
        state.expandable = True
        state.expanded = shown
        state.collapsed = not shown
        return state


_PRESSED: dict[str, type[_Widget]] = {"link": _Link, "disclosure": _Disclosure}


def _make(_class_name: str, thing: Any) -> QAccessibleInterface | None:
    """Give Qt our interface for widgets that carry a role; None leaves the choice to Qt."""
    if not isinstance(thing, QWidget):
        return None
    name = role_of(thing)
    interface: QAccessibleWidget
    if name == "silent":
        interface = _Silent(thing)
    elif name in _ROLES:
        kind = _Heading if heading_level(thing) else _PRESSED.get(name, _Widget)
        interface = kind(thing, _ROLES[name])
    else:
        return None
    key = id(thing)
    _interfaces[key] = interface  # Qt does not own it; it must live as long as the widget
    thing.destroyed.connect(lambda: _interfaces.pop(key, None))
    return interface


_installed = False


def install() -> None:
    """Tell Qt about our roles; once per process."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_make)
        _installed = True


def set_role(widget: QWidget, role: str, level: int = 0) -> None:
    """Give a widget a role of :data:`_ROLES`, a heading also its level from 1 to 6; ``silent`` hides it.

    Before it gets a name or a text: with a screen reader running, those make Qt ask for the role.
    """
    widget.setProperty(_ROLE, role)
    if level:
        widget.setProperty(_LEVEL, level)


def name_item(widget: QWidget, name: str) -> None:
    """Give a label that is a list item a name beyond its own words, as when two labels make a row.

    The accessible name of a label with marks has to stay its own words: it is measured and read aloud.
    """
    widget.setProperty(_NAME, name)


def role_of(widget: QWidget) -> str:
    """Return the role given by :func:`set_role`, or an empty string."""
    return str(widget.property(_ROLE) or "")


def heading_level(widget: QWidget) -> int:
    """Return the level of a heading, 0 for anything else."""
    return int(widget.property(_LEVEL) or 0)


def read_out(widget: QWidget, *words: str) -> None:
    """Let Tab stop at a heading or a list, and screen readers say there what stands below it.

    Nothing happens without words: a stop that has nothing to say is a stop too many.
    """
    if said := texts.sentences(*words).replace("\u200b", ""):  # where a long line may break
        widget.setAccessibleDescription(said)
        widget.setFocusPolicy(widget.focusPolicy() | Qt.FocusPolicy.TabFocus)


class Announcer(QLabel):
    """Speaks a sentence to screen readers without taking the focus."""

    def __init__(self, parent: QWidget) -> None:
        """Live in a corner of ``parent``, one px large, seen by nobody."""
        super().__init__(parent)
        set_role(self, "notification")
        self.setGeometry(0, 0, 1, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Have the sentence spoken once."""
        self.hide()
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
