"""One among several: to screen readers radio buttons, with one Tab stop, arrow keys and "2 von 4"."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QScrollArea, QWidget

from buergerapp.gui import a11y, texts
from buergerapp.gui.widgets.buttons import Pressable
from buergerapp.gui.widgets.layouts import holder

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class _Radios(QButtonGroup):
    """Buttons of which one is chosen; their owner says which, after it is saved.

    Arrow keys move the focus and choose nothing: a choice may draw the whole window anew, in another size.
    """

    def __init__(self, parent: QWidget, buttons: Sequence[Pressable]) -> None:
        super().__init__(parent)
        self.setExclusive(False)  # Qt would uncheck the others before anything is saved
        for number, button in enumerate(buttons, 1):
            button.setAutoExclusive(True)  # what Qt calls a radio button
            self.addButton(button, number)
            button.ask_only()
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            place = QCoreApplication.translate("radios", "{n} von {total}").format(
                n=number, total=len(buttons)
            )
            button.setAccessibleDescription(texts.sentences(place, button.accessibleDescription()))
            button.installEventFilter(self)
        entrance = next((button for button in buttons if button.isChecked()), buttons[0])
        entrance.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from one to the next with the arrow keys, around the end."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            buttons = [button for button in self.buttons() if button.isEnabled()]
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and watched in buttons:
                following = buttons[(buttons.index(watched) + step) % len(buttons)]
                following.setFocus(Qt.FocusReason.TabFocusReason)
                _scroll_to(following)
                return True
        return super().eventFilter(watched, event)


def _scroll_to(widget: QWidget) -> None:
    """Bring into sight what got the focus; Qt does that for Tab alone."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget)


def radio_group(name: str, layout: QLayout, buttons: Sequence[Pressable]) -> QWidget:
    """Return a group around ``layout``, in which checkable ``buttons`` are one choice.

    Args:
        name: What is chosen, for screen readers.
        buttons: In reading order, with names, descriptions and the chosen one checked.
    """
    group = holder(layout)
    a11y.set_role(group, "group")
    group.setAccessibleName(name)
    _Radios(group, buttons)
    return group
