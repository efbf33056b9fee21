"""What can be pressed: buttons with words, cards, and menus behind a button."""

import math
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from buergerapp.gui import a11y, texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.fitting import BREAK, least_width, with_breaks
from buergerapp.gui.widgets.painted import Paragraph, Pills

MIN_TARGET = 44
"""Least edge of anything that can be pressed, in px."""

SMALLEST_TEXT = 15
"""The smallest size of words there is, in px."""

_LEAST_PIECE = 4
"""Letters that stay together at both ends when a word does not fit a button."""

_ICON_COLOR = {"primary": "accent-text", "success": "done-text", "header": "text", "chip": "text-2"}


class Pressable(QPushButton):
    """A push button that Enter presses too, with a hand as its pointer.

    Assistive technology toggles a checkable button without clicking it; here that is a click as well.
    """

    def __init__(self, text: str = "") -> None:
        """Make a button with a word on it."""
        super().__init__(text)
        self.setAutoDefault(True)  # otherwise only the space bar presses it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._checked = False
        self._asks = False
        self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:
        """Show the button chosen or not; that alone does nothing."""
        self._checked = checked
        super().setChecked(checked)

    def ask_only(self) -> None:
        """Leave the check mark to the owner, who shows it with :meth:`setChecked` when it is saved."""
        self._asks = True

    def nextCheckState(self) -> None:
        """Note that it was clicked."""
        if self._asks:
            return
        self._checked = self.isCheckable() and not self.isChecked()
        super().nextCheckState()

    def _on_toggled(self, checked: bool) -> None:
        if checked != self._checked:
            super().setChecked(self._checked)
            self.click()

    def on_click(self, action: Callable[[], object]) -> None:
        """Call ``action`` without arguments when the button is pressed."""
        self.clicked.connect(lambda: action())


class _Measured(NamedTuple):
    """What a button measured: px around its words, of all words in one line, of the longest word, heights."""

    around: int
    whole: int
    longest: int
    height: int
    spacing: int


class Button(Pressable):
    """A button with a word and, beside it, an icon.

    It wants to be as wide as its words; where there is less room, the words wrap and it grows higher.
    """

    def __init__(
        self,
        icons: Icons,
        look: Look,
        text: str,
        icon: str = "",
        kind: str = "",
        name: str = "",
        role: str = "",
    ) -> None:
        """Make a button.

        Args:
            text: The word on it; it is also its name for screen readers.
            icon: Name of an icon, none when empty.
            kind: As named in the style sheet: ``primary``, ``success``, ``header``, ``quiet``, ``chip``.
            name: Object name, by which the focus is found again when the page is drawn anew.
            role: ``link`` or ``disclosure``, see :mod:`buergerapp.gui.a11y`; a button when empty.
        """
        super().__init__()
        if role:
            a11y.set_role(self, role)
        self._measured: _Measured | None = None
        self._broken: dict[int, str] = {}  # the words with line breaks, by width
        self.setText(text.replace("&", "&&"))
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setObjectName(name)
        self.setMinimumHeight(MIN_TARGET)
        self.setMinimumWidth(MIN_TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self.show_icon(icons, look, icon, _ICON_COLOR.get(kind, "accent"))

    def show_icon(
        self, icons: Icons, look: Look, name: str, token: str, size: int = 22, *, after: bool = False
    ) -> None:
        """Put an icon beside the word, in the colour ``token``; ``after`` puts it behind the word."""
        edge, gap = look.px(size), look.px(6)
        right_to_left = Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(right_to_left if after else Qt.LayoutDirection.LeftToRight)
        self.setIcon(icons.icon(name, look.theme.color(token), edge, gap, before=after))
        self.setIconSize(QSize(edge + gap, edge))

    def setText(self, text: str) -> None:
        """Take other words."""
        self._words = text
        self._forget_measures()
        super().setText(text)

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        """Show another icon."""
        self._forget_measures()
        super().setIcon(icon)

    def setIconSize(self, size: QSize) -> None:
        """Show the icon in another size."""
        self._forget_measures()
        super().setIconSize(size)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the style changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_measures()
        super().changeEvent(event)

    def _forget_measures(self) -> None:
        self._measured = None
        self._broken.clear()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def _measure(self) -> _Measured:
        """Measure once; layouts ask many times."""
        if self._measured is None:
            hint = super().sizeHint()
            spacing = self.fontMetrics().lineSpacing()
            self._measured = _Measured(
                around=hint.width() - self._width_of(self.text()),
                whole=self._width_of(self._words),
                longest=max(map(self._width_of, with_breaks(self._words).replace(BREAK, " ").split(" "))),
                height=hint.height() - spacing * self.text().count("\n"),
                spacing=spacing,
            )
        return self._measured

    def _wrapped(self, width: int) -> str:
        """Return the words with line breaks, so that they fit a button of this width."""
        words = self._broken.get(width)
        if words is None:
            words = self._broken[width] = self._break(width)
        return words

    def _break(self, width: int) -> str:
        measured = self._measure()
        room = width - measured.around
        if room >= measured.whole:
            return self._words
        lines: list[str] = []
        for word in self._words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width_of(longer) <= room:
                lines[-1] = longer
            else:
                lines += self._pieces(word, room)
        return "\n".join(lines)

    def _pieces(self, word: str, room: int) -> list[str]:
        """Return the parts of a word that is wider than the button, with hyphens, else the word.

        An address breaks where it may and gets no hyphens: they might be a part of it.
        """
        if self._width_of(word) <= room or len(word) <= 2 * _LEAST_PIECE:
            return [word]
        first, *others = with_breaks(word).split(BREAK)
        if others:
            lines = [first]
            for part in others:
                if self._width_of(lines[-1] + part) <= room:
                    lines[-1] += part
                else:
                    lines.append(part)
            return lines
        end = len(word) - _LEAST_PIECE
        while end > _LEAST_PIECE and self._width_of(f"{word[:end]}-") > room:
            end -= 1
        return [f"{word[:end]}-", *self._pieces(word[end:], room)]

    def sizeHint(self) -> QSize:
        """Return the width of all words in one line, and the height of the lines there are."""
        measured = self._measure()
        height = measured.height + self.text().count("\n") * measured.spacing
        return QSize(measured.around + measured.whole, height)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word."""
        measured = self._measure()
        return QSize(measured.around + least_width(measured.longest), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines that the words need at this width."""
        measured = self._measure()
        return measured.height + self._wrapped(width).count("\n") * measured.spacing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        wrapped = self._wrapped(self.width())
        if wrapped != self.text():
            super().setText(wrapped)


class Menu(QMenu):
    """A menu behind a button; words that are wider than the window stand smaller rather than being cut."""

    def __init__(self, parent: QWidget, name: str) -> None:
        """Make an empty menu; ``name`` is what screen readers say."""
        super().__init__(parent)
        self._parent = parent
        self.setAccessibleName(name)
        self.aboutToShow.connect(self._fit)

    def _fit(self) -> None:
        self.setStyleSheet("")
        self.ensurePolished()
        room, size = self._parent.window().width(), self.font().pixelSize()
        while self.sizeHint().width() > room and size > SMALLEST_TEXT:
            size -= 1
            self.setStyleSheet(f"font-size: {size}px")


class CardButton(Pressable):
    """A card that can be pressed as a whole; what stands on it is laid out inside the button."""

    def __init__(self, name: str, accessible_name: str, description: str = "") -> None:
        """Make an empty card; fill :attr:`row`."""
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription(description)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(18, 14, 18, 14)
        self.row.setSpacing(16)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def let_clicks_through(self) -> None:
        """Make everything on the card part of the button; call it when the card is filled."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        """Words on the card wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the contents at this width."""
        return max(MIN_TARGET, self.row.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """Return the size of the contents."""
        return self.row.totalSizeHint().expandedTo(QSize(MIN_TARGET, MIN_TARGET))

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the contents."""
        return self.row.totalMinimumSize().expandedTo(QSize(MIN_TARGET, MIN_TARGET))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height that the new width asks for."""
        super().resizeEvent(event)
        wanted = self.heightForWidth(self.width())
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)
            # While the card is not shown yet, Qt does not tell the layout about this second change.
            self.row.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the style changes."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class PaintedCard(Pressable):
    """A card whose icon and words are painted; to screen readers it is one button with its words."""

    SIDE, TOP, GAP = 18, 14, 16

    def __init__(
        self,
        icons: Icons,
        look: Look,
        name: str,
        icon: str,
        words: list[Paragraph],
        pills: Pills | None = None,
    ) -> None:
        """Make a card.

        Args:
            icon: Name of the icon on the soft ground.
            words: Paragraphs below one another, right of the icon.
            pills: Short facts: right of the words, below them where that is too narrow.
        """
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self._look = look
        self._icon = icons.pixmap(icon, look.theme.color("accent"), look.px(26))
        self._words = words
        self._pills = pills
        self._arrow: QPixmap | None = None
        self._sizes: dict[int, tuple[float, float, bool]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _measure(self, width: int) -> tuple[float, float, bool]:
        """Return the width for the words, the height of the contents, and whether pills go below."""
        found = self._sizes.get(width)
        if found is None:
            found = self._sizes[width] = self._measure_anew(width)
        return found

    def _measure_anew(self, width: int) -> tuple[float, float, bool]:
        look = self._look
        ground = look.px(46)
        room = width - 2 * self.SIDE - ground - self.GAP
        if self._arrow is not None:
            room -= look.px(22) + self.GAP
        below = False
        wide = float(max(room, look.px(60)))
        if self._pills is not None:
            pills = min(self._pills.width, look.px(330))
            below = look.percent >= 150 or room - pills - self.GAP < look.px(240)
            if not below:
                wide = room - pills - self.GAP
        height = sum(words.wrap(wide) for words in self._words) + 2 * (len(self._words) - 1)
        if self._pills is not None:
            if below:
                height += 8 + self._pills.height(wide)
            else:
                height = max(height, self._pills.height(min(self._pills.width, look.px(330))))
        return wide, max(height, ground), below

    def hasHeightForWidth(self) -> bool:
        """Words on the card wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the contents at this width."""
        return max(MIN_TARGET, math.ceil(self._measure(width)[1]) + 2 * self.TOP)

    def sizeHint(self) -> QSize:
        """Return a width at which nothing but the words has to wrap; how high it is depends on the width."""
        return QSize(self._look.px(300), MIN_TARGET)

    def minimumSizeHint(self) -> QSize:
        """Return the least size; narrower columns only make it higher."""
        return QSize(self._look.px(150), MIN_TARGET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height that the new width asks for."""
        super().resizeEvent(event)
        wanted = self.heightForWidth(self.width())
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground as the style sheet says, then icon and words."""
        super().paintEvent(event)
        look, theme = self._look, self._look.theme
        wide, _, below = self._measure(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        ground, inner = look.px(46), look.px(26)
        place = QRectF(self.SIDE, middle - ground / 2, ground, ground)
        painter.setPen(QPen(theme.color("accent"), theme.border) if theme.border > 1 else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent-soft"))
        inset = theme.border / 2 if theme.border > 1 else 0
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), 10, 10)
        gap = (ground - inner) // 2
        painter.drawPixmap(round(place.x()) + gap, round(place.y()) + gap, self._icon)
        x = place.right() + self.GAP
        words = sum(one.wrap(wide) for one in self._words) + 2 * (len(self._words) - 1)
        if self._pills is not None and below:
            words += 8 + self._pills.height(wide)
        y = middle - words / 2
        for one in self._words:
            one.draw(painter, x, y, wide)
            y += one.wrap(wide) + 2
        if self._pills is not None:
            if below:
                self._pills.draw(painter, x, y + 6, wide)
            else:
                broad = min(self._pills.width, look.px(330))
                top = middle - self._pills.height(broad) / 2
                self._pills.draw(painter, x + wide + self.GAP, top, broad)
        if self._arrow is not None:
            edge = look.px(22)
            painter.drawPixmap(self.width() - self.SIDE - edge, round(middle - edge / 2), self._arrow)


class TileButton(PaintedCard):
    """A tile: icon, title, a line below."""

    def __init__(self, icons: Icons, look: Look, name: str, icon: str, title: str, below: str = "") -> None:
        """Make a tile."""
        words = [Paragraph(look, title, "strong")]
        if below:
            words.append(Paragraph(look, below, "small"))
        super().__init__(icons, look, name, icon, words)
        self.setAccessibleName(title)
        self.setAccessibleDescription(below)


class ServiceRow(PaintedCard):
    """A service in a list: icon, title, a line that says what it gives, facts in badges."""

    def __init__(
        self,
        icons: Icons,
        look: Look,
        name: str,
        icon: str,
        title: str,
        below: str,
        badges: list[tuple[str, str]],
        found: str = "",
        marked: tuple[str, ...] = (),
    ) -> None:
        """Make a row.

        Args:
            badges: Text and tone of each badge.
            found: Why a search found it; empty outside a search.
            marked: Words of the title and the line below that answer the search.
        """
        words = [Paragraph(look, title, "h3", marked)]
        if below:
            words.append(Paragraph(look, below, "second", marked))
        if found:
            words.append(Paragraph(look, found, "second"))
        super().__init__(icons, look, name, icon, words, Pills(look, badges) if badges else None)
        self._arrow = icons.pixmap("chevron-right", look.theme.color("text-2"), look.px(22))
        self.setAccessibleName(title)
        self.setAccessibleDescription(texts.sentences(*(text for text, _ in badges), found, below))
