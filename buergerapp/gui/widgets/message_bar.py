"""One sentence at the bottom of the window: what was saved, what went wrong, and the way back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout

from buergerapp.gui.icons import Icons
from buergerapp.gui.session import Session
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import IconLabel, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import AfterPicture

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
        self.setProperty("ringHost", True)
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


class Messages(QObject):
    """What a window says: one sentence at a time, spoken once and shown until the next or until it is closed.

    It is spoken at once. A bar that was not there before is shown after the picture of what it tells: it
    takes room from the page, and a tick must not wait until the page is laid out and painted anew.

    Signals:
        said(str): A sentence has to be spoken.
        left(): The bar had the focus and is gone.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        """Say nothing yet; :meth:`new_place` says where the bar is shown."""
        super().__init__(parent)
        self._session = session
        self._message: tuple[str, str, str] | None = None  # sentence, icon, word on the undo button
        self._bar: MessageBar | None = None
        self._place: QVBoxLayout
        self._picture = AfterPicture(self, self.finish)

    def new_place(self) -> QLayout:
        """Return the place for the bar in a frame that is drawn anew; a message stands there again."""
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._bar = None  # it goes with the old frame
        self.finish()
        return self._place

    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Say what was done."""
        self._say(sentence, "circle-check", self.tr("Rückgängig") if can_undo else "")

    def warn(self, sentence: str) -> None:
        """Say what went wrong."""
        self._say(sentence, "circle-alert", "")

    def _say(self, sentence: str, icon: str, undo: str) -> None:
        self._message = sentence, icon, undo
        self.said.emit(sentence)
        if self._bar is not None and self._bar.takes(icon, undo):
            self._bar.text.setText(sentence)
        else:
            self._picture.begin()

    def finish(self) -> None:
        """Show what was said and is still waiting to be shown."""
        if self._message is None:
            return
        sentence, icon, undo = self._message
        if self._bar is not None and self._bar.takes(icon, undo):
            return
        self._remove()
        session = self._session
        bar = MessageBar(session.icons, session.look, sentence, icon, undo, self.tr("Schließen"))
        bar.undo.connect(session.undo)
        bar.closed.connect(self.close)
        self._place.setContentsMargins(24, 8, 24, 12)
        self._place.addWidget(bar)
        self._bar = bar

    def close(self) -> bool:
        """Take the message away, shown or waiting; tell whether there was one."""
        there = self._message is not None
        self._message = None
        self._remove()
        return there

    def _remove(self) -> None:
        bar = self._bar
        if bar is None:
            return
        self._bar = None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and bar.isAncestorOf(focused)
        self._place.removeWidget(bar)
        self._place.setContentsMargins(0, 0, 0, 0)
        bar.hide()
        bar.deleteLater()
        if had_focus:
            self.left.emit()
