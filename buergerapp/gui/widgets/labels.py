"""Words on a page: text, headings, badges, icons."""

import re

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from buergerapp.gui import a11y
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import KINDS, Look
from buergerapp.gui.widgets.fitting import (
    LEAST,
    fitting_size,
    least_width,
    with_breaks,
    without_breaks,
)

_BREAKS = re.compile(r"[^\S\u00a0\u202f]+|[\u200b\u00ad]+|-+(?!\d)|/(?=[^\W\d_])")
"""Where Qt breaks a line: not at a no-break space, nor between a hyphen and a digit."""
_ORDINARY = KINDS[""][0]
_LARGE = {
    kind: min(LEAST, _ORDINARY / KINDS[kind][0]) for kind in ("step", "h1", "h2", "h3", "large", "lead")
}
"""Kinds of words that are set smaller where one is wider than its place, and how much: to ordinary text."""
_LINE = 75
"""Characters of the longest line that is pleasant to read."""


_ANY_HEIGHT = 100_000


class Text(QLabel):
    """Plain text that wraps; never reads its words as rich text, they may be foreign."""

    def __init__(self, text: str, kind: str = "", tone: str = "", *, role: str = "", level: int = 0) -> None:
        """Make a label.

        Args:
            text: The words.
            kind: Size and weight as named in the style sheet, ordinary text when empty.
            tone: Colour as named in the style sheet.
            role: Role for screen readers, see :mod:`buergerapp.gui.a11y`; "label" when empty.
            level: Level of a heading.
        """
        super().__init__()
        self._heights: dict[int, int] = {}
        self._hints: tuple[QSize, QSize] | None = None
        self._longest = 0
        self._words = ""  # with places for breaks, without marks
        self._underlined: tuple[tuple[int, int], ...] = ()
        self._named = False
        self._least = _LARGE.get(kind, 1.0)
        if role:
            # Before the text: with a screen reader running, the text makes Qt ask for the role.
            a11y.set_role(self, role, level)
        self.setText(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Qt measures a wrapping label a dozen times while a page is laid out, and four more times for hints
    # that nobody follows. Each width is measured once here.

    def setText(self, text: str) -> None:
        """Show other words; long addresses get places for breaks that only the eye notices."""
        self._forget()
        self._words, self._underlined = with_breaks(text), ()
        super().setText(self._words)
        self._name_it()

    def show_marked(self, words: str, html: str, underlined: tuple[tuple[int, int], ...] = ()) -> None:
        """Show words with marks.

        Args:
            words: The words, with places for breaks.
            html: The same words as rich text; whoever makes it escapes what is foreign.
            underlined: Start and length of what is underlined in it.
        """
        self._forget()
        self._words, self._underlined = words, underlined
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText(html)
        self.setAccessibleName(without_breaks(words))
        self._named = True

    def _name_it(self) -> None:
        """Keep places for breaks from screen readers."""
        plain = without_breaks(self._words)
        if plain != self._words:
            self.setAccessibleName(plain)
        elif self._named:
            self.setAccessibleName("")
        self._named = plain != self._words

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._heights = {}
        self._hints = None
        self._longest = 0

    def heightForWidth(self, width: int) -> int:
        """Return how high the words are when they wrap at this width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._height_at(width)
        return height

    def _height_at(self, width: int) -> int:
        if not self._is_smaller_at(width):
            return super().heightForWidth(width)
        font = QFont(self.font())
        font.setPixelSize(self._size_at(width))
        room = QRect(0, 0, width, _ANY_HEIGHT)
        return QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, self._words).height()

    def _size_at(self, width: int) -> int:
        """Return the size of the font in px at which the longest word fits this width."""
        return fitting_size(self.font().pixelSize(), self._longest_word(), width, self._least)

    def shown_font(self) -> QFont:
        """Return the font in which the words stand there now."""
        font = QFont(self.font())
        font.setPixelSize(self._size_at(self.width()))
        return font

    def _longest_word(self) -> int:
        """Return how wide the longest word is in px."""
        if not self._longest:
            self.ensurePolished()
            words = sorted(_BREAKS.split(self._words), key=len)[-3:]
            self._longest = max(self.fontMetrics().horizontalAdvance(f"{word}-") for word in words)
        return self._longest

    def _is_smaller_at(self, width: int) -> bool:
        """Tell whether the words stand smaller at this width."""
        return self._least < 1.0 and self._longest_word() > width

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; smaller where one of them would be cut."""
        if not self._is_smaller_at(self.width()):
            super().paintEvent(event)
            return
        layout = QTextLayout(self._words, self.shown_font())
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width())
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = max(0.0, (self.height() - y) / 2)
        layout.draw(painter, QPointF(0, top), self._marks())

    def _marks(self) -> list[QTextLayout.FormatRange]:
        """Return what is marked when the words are drawn smaller: underlined, or being read aloud."""
        marks = [(start, length, False) for start, length in self._underlined]
        if self.hasSelectedText() and not self._underlined:
            marks.append((self.selectionStart(), len(self.selectedText()), True))
        if not marks:
            return []
        from PySide6.QtGui import QTextCharFormat  # late: see painted.py

        found = []
        for start, length, read in marks:
            drawn = QTextCharFormat()
            if read:
                drawn.setBackground(self.palette().highlight())
                drawn.setForeground(self.palette().highlightedText())
            else:
                drawn.setFontUnderline(True)
            mark = QTextLayout.FormatRange()
            mark.start, mark.length, mark.format = start, length, drawn
            found.append(mark)
        return found

    def sizeHint(self) -> QSize:
        """Return the size of one line, or of lines of at most 75 characters."""
        return self._measured()[0]

    def minimumSizeHint(self) -> QSize:
        """Return the widest word and one line; how high it gets is asked of the width it is given.

        Qt's own answer is the height at the narrowest width, and pages would scroll over nothing.
        """
        return self._measured()[1]

    def _measured(self) -> tuple[QSize, QSize]:
        """Return wanted and least size."""
        if self._hints is None:
            self.ensurePolished()
            metrics, text = self.fontMetrics(), self._words
            if text:
                least = least_width(self._longest_word(), self._least)
                whole = max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0) + 1
            else:
                least, whole = super().minimumSizeHint().width(), super().sizeHint().width()
            line = metrics.height()
            if self.wordWrap():
                most = max(self._longest, metrics.averageCharWidth() * _LINE)
                one_line = whole <= most and "\n" not in text
                wanted = QSize(whole, line) if one_line else QSize(most, self.heightForWidth(most))
            else:
                wanted, least = QSize(whole, line), whole
            self._hints = wanted, QSize(least, line)
        return self._hints


class Heading(Text):
    """A heading with its level; gets the focus after a page change, so that it is read first."""

    _KINDS = ("", "h1", "h2", "h3")

    def __init__(self, text: str, level: int, kind: str = "") -> None:
        """Make a heading of level 1 to 3."""
        super().__init__(text, kind or self._KINDS[level], role="heading", level=level)
        if level == 1:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.setObjectName("heading")


class Badge(QLabel):
    """A short fact in a pill; does not wrap."""

    def __init__(self, text: str, tone: str = "") -> None:
        """Make a badge; tones are ``accent``, ``note``, ``done``, ``danger``."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "badge")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class IconLabel(QWidget):
    """An icon beside a word; painted, not a picture label, so that screen readers pass it by."""

    def __init__(self, icons: Icons, look: Look, name: str, token: str = "accent", size: int = 24) -> None:
        """Draw the icon ``name`` in the colour ``token``, ``size`` px at 100 % text."""
        super().__init__()
        self._pixmap = icons.pixmap(name, look.theme.color(token), look.px(size))
        self.setFixedSize(look.px(size), look.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        QPainter(self).drawPixmap(0, 0, self._pixmap)


class IconGround(QFrame):
    """The icon of a service on its soft ground."""

    def __init__(self, icons: Icons, look: Look, name: str, token: str = "accent") -> None:
        """Draw the icon ``name``."""
        super().__init__()
        self.setProperty("kind", "iconground")
        edge = look.px(46)
        self.setFixedSize(edge, edge)
        label = IconLabel(icons, look, name, token, 26)
        label.setParent(self)
        inner = look.px(26)
        label.move((edge - inner) // 2, (edge - inner) // 2)


class Line(QFrame):
    """A hairline between two things."""

    def __init__(self) -> None:
        """Make a line that takes the width there is."""
        super().__init__()
        self.setProperty("kind", "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
