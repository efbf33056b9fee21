"""A large check box that shows its mark only when the tick is on the disk."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import MIN_TARGET


class TickBox(QCheckBox):
    """A check box that asks instead of toggling.

    Signals:
        asked(bool): The person wants it checked or unchecked. The owner saves that and then calls
            ``setChecked``; when saving fails, the box stays as it was.
    """

    asked = Signal(bool)

    def __init__(self, icons: Icons, look: Look, name: str, checked: bool) -> None:
        """Make a box; ``name`` is what screen readers say."""
        super().__init__()
        self._icons = icons
        self._look = look
        self._saved = checked
        self.setAccessibleName(name)
        self.setChecked(checked)
        self.toggled.connect(self._on_toggled)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return a target that is large enough for unsteady hands."""
        edge = max(MIN_TARGET, self._look.px(32) + 12)
        return QSize(edge, edge)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole square can be pressed."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Ask the owner; do not toggle."""
        self.asked.emit(not self.isChecked())

    def setChecked(self, checked: bool) -> None:
        """Show what is saved."""
        self._saved = checked
        super().setChecked(checked)

    def _on_toggled(self, checked: bool) -> None:
        """Ask the owner when assistive technology toggled the box past :meth:`nextCheckState`."""
        if checked != self._saved:
            super().setChecked(self._saved)
            self.asked.emit(checked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and a tick on green when it is checked."""
        theme, edge = self._look.theme, self._look.px(30)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, edge, edge)
        box.moveCenter(QRectF(self.rect()).center())
        checked = self.isChecked()
        painter.setBrush(theme.color("done" if checked else "card"))
        pen = QPen(theme.color("done" if checked else "line-2"), max(2, theme.border))
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        if checked:
            size = self._look.px(22)
            mark = self._icons.pixmap("check", theme.color("done-text"), size)
            painter.drawPixmap(round(box.center().x() - size / 2), round(box.center().y() - size / 2), mark)
