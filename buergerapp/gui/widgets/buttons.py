"""What can be pressed: buttons with words, cards, and menus behind a button."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.labels import Badge, IconGround, IconLabel, MarkedText, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder

MIN_TARGET = 44
"""Least edge of anything that can be pressed, in px."""

_ICON_COLOR = {"primary": "accent-text", "success": "done-text", "header": "text", "chip": "text-2"}


class Pressable(QPushButton):
    """A push button that Enter presses too, with a hand as its pointer."""

    def __init__(self, text: str = "") -> None:
        """Make a button with a word on it."""
        super().__init__(text)
        self.setAutoDefault(True)  # otherwise only the space bar presses it
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def on_click(self, action: Callable[[], object]) -> None:
        """Call ``action`` without arguments when the button is pressed."""
        self.clicked.connect(lambda: action())


class Button(Pressable):
    """A button with a word and, beside it, an icon.

    A word that does not fit the given width makes the button as wide as it needs; pages put buttons
    into a :class:`FlowLayout`, so that they wrap instead of being cut.
    """

    def __init__(
        self,
        icons: Icons,
        look: Look,
        text: str,
        icon: str = "",
        kind: str = "",
        name: str = "",
    ) -> None:
        """Make a button.

        Args:
            text: The word on it; it is also its name for screen readers.
            icon: Name of an icon, none when empty.
            kind: As named in the style sheet: ``primary``, ``success``, ``header``, ``quiet``, ``chip``.
            name: Object name, by which the focus is found again when the page is drawn anew.
        """
        super().__init__(text.replace("&", "&&"))
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

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the style changes."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class TileButton(CardButton):
    """A tile: icon, title, a line below."""

    def __init__(self, icons: Icons, look: Look, name: str, icon: str, title: str, below: str = "") -> None:
        """Make a tile."""
        super().__init__(name, title, below)
        self.row.addWidget(IconGround(icons, look, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Text(title, "strong"))
        if below:
            words.addWidget(Text(below, "small"))
        words.addStretch(1)
        self.row.addLayout(words, 1)
        self.let_clicks_through()


class ServiceRow(CardButton):
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
        spoken = ". ".join([*(text for text, _ in badges), *([found] if found else []), below])
        super().__init__(name, title, spoken)
        self.row.addWidget(IconGround(icons, look, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(MarkedText(look, title, marked, "h3"))
        if below:
            words.addWidget(MarkedText(look, below, marked, "second"))
        if found:
            words.addWidget(Text(found, "second"))
        narrow = look.percent >= 150
        if badges:
            flow = FlowLayout(8)
            for text, tone in badges:
                flow.addWidget(Badge(text, tone))
            pills = holder(flow)
            if narrow:
                words.addSpacing(6)
                words.addWidget(pills)
            else:
                wanted = sum(
                    item.sizeHint().width() + 8
                    for i in range(flow.count())
                    if (item := flow.itemAt(i)) is not None
                )
                pills.setMinimumWidth(min(wanted, look.px(330)))
        self.row.addLayout(words, 1)
        if badges and not narrow:
            self.row.addWidget(pills, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(
            IconLabel(icons, look, "chevron-right", "text-2", 22), 0, Qt.AlignmentFlag.AlignVCenter
        )
        self.let_clicks_through()
