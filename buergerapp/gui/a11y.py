"""What screen readers hear: headings, links, lists and spoken status messages.

Qt gives a QLabel the role "label" whatever it is. :func:`install` makes labels and frames with the
dynamic property ``a11yRole`` known under that role. Measured with Orca: a label with the role
Notification is spoken when it is hidden, given its text and shown again.

The level of a heading travels as an attribute (AT-SPI "level:2", UIA HeadingLevel). Two things about PySide6
matter there: ``interface_cast`` must never return None, because what becomes of it is a pointer to Python's
None, not a null pointer, and the program crashes when a screen reader asks; and the attributes have to be an
object of their own, because only an object's first base has the address that Qt is handed.
"""

from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import Shiboken

_ROLE = "a11yRole"
_LEVEL = "a11yLevel"

_ROLES = {
    "heading": QAccessible.Role.Heading,
    "list": QAccessible.Role.List,
    "item": QAccessible.Role.ListItem,
    "notification": QAccessible.Role.Notification,
    "navigation": QAccessible.Role.Section,
    "group": QAccessible.Role.Grouping,
    "pane": QAccessible.Role.Pane,
    "progress": QAccessible.Role.ProgressBar,
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
            given = self._widget.accessibleName()
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


def _make(_class_name: str, thing: Any) -> QAccessibleInterface | None:
    """Give Qt our interface for widgets that carry a role; None leaves the choice to Qt."""
    if not isinstance(thing, QWidget):
        return None
    name = role_of(thing)
    interface: QAccessibleWidget
    if name == "silent":
        interface = _Silent(thing)
    elif name in _ROLES:
        interface = (_Heading if heading_level(thing) else _Widget)(thing, _ROLES[name])
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
    """Give a widget a role of :data:`_ROLES`, a heading also its level from 1 to 6; ``silent`` hides it."""
    widget.setProperty(_ROLE, role)
    if level:
        widget.setProperty(_LEVEL, level)


def role_of(widget: QWidget) -> str:
    """Return the role given by :func:`set_role`, or an empty string."""
    return str(widget.property(_ROLE) or "")


def heading_level(widget: QWidget) -> int:
    """Return the level of a heading, 0 for anything else."""
    return int(widget.property(_LEVEL) or 0)


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
