"""How far one is: a bar, a ring, and segments for the step view."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from buergerapp.gui import a11y
from buergerapp.gui.theme import Look


class _Progress(QWidget):
    """Something painted that says its value in words to screen readers; silent where others do."""

    def __init__(self, look: Look, done: int, total: int, words: str) -> None:
        super().__init__()
        self._look = look
        self._done = done
        self._total = max(1, total)
        a11y.set_role(self, "progress" if words else "silent")
        self.setAccessibleName(words)


class ProgressBar(_Progress):
    """A bar that fills from the left."""

    def __init__(self, look: Look, done: int, total: int, words: str, token: str = "accent") -> None:
        """Make a bar; ``words`` say the same to screen readers, empty where a text beside it does."""
        super().__init__(look, done, total, words)
        self._token = token
        self.setFixedHeight(look.px(10))
        self.setMinimumWidth(look.px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and what is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() / 2
        theme = self._look.theme
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line-2"), 1) if theme.border > 1 else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent-soft"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._token))
            filled = QRectF(whole)
            filled.setWidth(max(whole.height(), whole.width() * self._done / self._total))
            painter.drawRoundedRect(filled, radius, radius)


class Ring(_Progress):
    """A ring with the count in its middle, for the Grundausstattung."""

    def __init__(self, look: Look, done: int, total: int, words: str) -> None:
        """Make a ring; ``words`` say the same to screen readers."""
        super().__init__(look, done, total, words)
        self.setFixedSize(look.px(82), look.px(82))

    def sizeHint(self) -> QSize:
        """Return its fixed size."""
        return QSize(self._look.px(82), self._look.px(82))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, clockwise from the top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, width = self._look.theme, self._look.px(11)
        edge = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.color("accent-soft"), width))
        painter.drawEllipse(edge)
        if theme.border > 1:
            painter.setPen(QPen(theme.color("line-2"), 1))
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.drawEllipse(QRectF(self.rect()).adjusted(width, width, -width, -width))
        pen = QPen(theme.color("done"), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(edge, 90 * 16, round(-360 * 16 * self._done / self._total))
        font = QFont(self.font())
        font.setPixelSize(self._look.px(21))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"{self._done}/{self._total}")


class Segments(_Progress):
    """One segment for each step: done, here, to come."""

    def __init__(self, look: Look, done: list[bool], current: int, words: str) -> None:
        """Make the row of segments; ``current`` is the index of the step that is shown."""
        super().__init__(look, sum(done), len(done), words)
        self._steps = done
        self._current = current
        self.setFixedHeight(look.px(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments; the present one is also framed, not only coloured."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, gap = self._look.theme, 6
        width = (self.width() - gap * (len(self._steps) - 1)) / len(self._steps)
        for number, done in enumerate(self._steps):
            here = number == self._current
            token = "done" if done else "light" if here else "line"
            painter.setBrush(
                theme.color("card") if token == "line" and theme.border > 1 else theme.color(token)
            )
            framed = here or theme.border > 1
            painter.setPen(QPen(theme.color("text"), 2) if framed else Qt.PenStyle.NoPen)
            place = QRectF(number * (width + gap), 0, width, self.height())
            radius = self.height() / 2
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), radius, radius)
