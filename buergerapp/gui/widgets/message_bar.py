"""One sentence at the bottom of the window: what was saved, what went wrong, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import IconLabel, Text


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
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel(icons, look, icon, "light", 24))
        row.addWidget(self.text, 1)
        if undo:
            back = Button(icons, look, undo, name="undo")
            back.clicked.connect(self.undo)
            row.addWidget(back)
        shut = Button(icons, look, close, name="closeMessage")
        shut.clicked.connect(self.closed)
        row.addWidget(shut)
