"""One sentence at the bottom of the window: what was saved, what went wrong, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import IconLabel, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder

LARGE = 150
"""Text size in percent from which on the buttons stand below the words."""


class MessageBar(QFrame):
    """Stays until the next message or until it is closed; nothing depends on time.

    Signals:
        undo(): The person wants the last change taken back.
        closed(): The person has read it.
    """

    undo = Signal()
    closed = Signal()

    def __init__(self, icons: Icons, look: Look, sentence: str, icon: str, undo: str, close: str) -> None:
        """Make a bar.

        Args:
            icon: ``circle-check`` for done, ``circle-alert`` for a problem.
            undo: Word on the undo button; none when empty.
            close: Word on the button that closes the bar.
        """
        super().__init__()
        self.setObjectName("messageBar")
        self.text = Text(sentence)
        self._kind = icon, undo
        # In large text the buttons stand below the words; beside them they would be cut.
        large = look.percent >= LARGE
        box = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, self
        )
        box.setContentsMargins(18, 8, 10, 8)
        box.setSpacing(12)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(IconLabel(icons, look, icon, "light", 24))
        told.addWidget(self.text, 1)
        box.addLayout(told, 1)
        buttons = []
        if undo:
            back = Button(icons, look, undo, name="undo")
            back.clicked.connect(self.undo)
            buttons.append(back)
        shut = Button(icons, look, close, name="closeMessage")
        shut.clicked.connect(self.closed)
        buttons.append(shut)
        row: QLayout = FlowLayout(12) if large else box
        for button in buttons:
            row.addWidget(button)
        if large:
            box.addWidget(holder(row))

    def takes(self, icon: str, undo: str) -> bool:
        """Tell whether another sentence of the same kind can stand in this bar, so that nothing moves."""
        return self._kind == (icon, undo)
