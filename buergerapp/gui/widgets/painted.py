"""Words that are painted, not made of widgets: a list of cards costs one widget each, not ten.

A card is a button with a name and a description for screen readers, so nothing on it needs to be an
object of its own. A word that is wider than its place is set smaller, and wraps anywhere when even that
does not help; nothing is ever cut.
"""

import math
import re
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.fitting import fitting_size

_BREAKS = re.compile(r"[\s-]+")
_PILL_SIDE = 12
_PILL_TOP = 4
_PILL_GAP = 8
_PILL_COLORS = {
    "": ("card", "text-2", "line-2"),
    "accent": ("accent-soft", "accent-on-soft", ""),
    "note": ("light-soft", "light-on-soft", ""),
    "done": ("done-soft", "done-on-soft", ""),
    "danger": ("danger-soft", "danger-on-soft", "danger-line"),
}
"""Tone of a pill to ground, words and border; without a border of its own it has one in high contrast."""


def marked_parts(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return start and length of every place where a word of ``text`` begins with one of ``words``."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    if not pattern:
        return []
    return [
        (match.start(), match.end() - match.start())
        for match in re.finditer(rf"(?<!\w)(?:{pattern})", text, re.IGNORECASE)
    ]


def _mark(look: Look, start: int, length: int) -> QTextLayout.FormatRange:
    """Return the look of a word for which somebody searched."""
    from PySide6.QtGui import QTextCharFormat  # late: its enums take 4 ms, and the start page marks nothing

    drawn = QTextCharFormat()
    drawn.setBackground(look.theme.color("light-soft"))
    drawn.setFontUnderline(True)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, drawn
    return found


class Paragraph:
    """Some words of one kind that wrap at a given width."""

    def __init__(self, look: Look, text: str, kind: str, marked: tuple[str, ...] = ()) -> None:
        """Prepare the words; ``kind`` is one of :data:`buergerapp.gui.theme.KINDS`."""
        self.color = look.color_of(kind)
        self._layout = QTextLayout(text, look.font(kind))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        if places := marked_parts(text, marked):
            self._layout.setFormats([_mark(look, *place) for place in places])
        self._font = self._layout.font()
        metrics = QFontMetricsF(self._font)
        words = sorted(_BREAKS.split(text), key=len)[-2:]
        self._longest = math.ceil(max(metrics.horizontalAdvance(word) for word in words))
        self._width = -1.0
        self._heights: dict[float, float] = {}

    def wrap(self, width: float) -> float:
        """Return the height of the words at a width in px."""
        height = self._heights.get(width)
        return self._lay_out(width) if height is None else height

    def _lay_out(self, width: float) -> float:
        self._width = width
        size = fitting_size(self._font.pixelSize(), self._longest, math.floor(width))
        if size != self._layout.font().pixelSize():
            font = QFont(self._font)
            font.setPixelSize(size)
            self._layout.setFont(font)
        y = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        self._layout.endLayout()
        self._heights[width] = y
        return y

    def draw(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Draw the words at a width in px."""
        if width != self._width:
            self._lay_out(width)
        painter.setPen(self.color)
        self._layout.draw(painter, QPointF(x, y))


@dataclass
class Pills:
    """Short facts in pills that stand side by side and wrap like words."""

    look: Look
    facts: list[tuple[str, str]]
    _font: QFont = field(init=False)
    _sizes: list[QSizeF] = field(init=False)

    def __post_init__(self) -> None:
        """Measure every pill once."""
        self._font = self.look.font("badge")
        metrics = QFontMetricsF(self._font)
        height = metrics.height() + 2 * _PILL_TOP
        self._sizes = [
            QSizeF(metrics.horizontalAdvance(text) + 2 * _PILL_SIDE, height) for text, _ in self.facts
        ]

    @property
    def width(self) -> float:
        """Width of all pills side by side."""
        return sum(size.width() for size in self._sizes) + _PILL_GAP * max(0, len(self._sizes) - 1)

    def places(self, width: float) -> list[QRectF]:
        """Return where each pill stands when there is ``width``; a long one is never wider than that."""
        places: list[QRectF] = []
        x = y = 0.0
        for size in self._sizes:
            if x and x + size.width() > width:
                x, y = 0.0, y + size.height() + _PILL_GAP
            places.append(QRectF(x, y, min(size.width(), width), size.height()))
            x += size.width() + _PILL_GAP
        return places

    def height(self, width: float) -> float:
        """Return the height of all rows at ``width``."""
        places = self.places(width)
        return places[-1].bottom() if places else 0.0

    def draw(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Draw the pills."""
        theme = self.look.theme
        painter.setFont(self._font)
        for (text, tone), place in zip(self.facts, self.places(width), strict=True):
            ground, words, border = _PILL_COLORS[tone]
            line = border or ("text" if theme.border > 1 else "")
            painter.setBrush(theme.color(ground))
            painter.setPen(QPen(theme.color(line), theme.border) if line else Qt.PenStyle.NoPen)
            inset = theme.border / 2 if line else 0
            spot = place.translated(x, y).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(spot, spot.height() / 2, spot.height() / 2)
            painter.setPen(theme.color(words))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
