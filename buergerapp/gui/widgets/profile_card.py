"""People as the window shows them: a circle with a picture or an initial, a name, a card to press."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import Profile
from buergerapp.gui import texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import CardButton
from buergerapp.gui.widgets.labels import Badge, Text

COLOURS: dict[str, tuple[str, str]] = {
    "light": ("light", "light-text"),
    "accent": ("accent", "accent-text"),
    "done": ("done", "done-text"),
    "accent-soft": ("accent-soft", "accent-on-soft"),
    "done-soft": ("done-soft", "done-on-soft"),
    "danger-soft": ("danger-soft", "danger-on-soft"),
}
"""Key of a colour to the tokens of its ground and of what stands on it; without a choice it is the first."""

PICTURES = ("flower-2", "leaf", "sun", "moon", "heart", "house", "rocket", "armchair", "car", "library")
"""Icons that people may choose for themselves."""

CARD_WIDTH = 330
"""Least width of a person's card in px at 100 % text."""

_NOBODY = "user"


class Portrait(QWidget):
    """A circle with a person's picture or initial; screen readers pass it by, the name stands beside it."""

    def __init__(
        self, icons: Icons, look: Look, name: str, colour: str = "", picture: str = "", size: int = 38
    ) -> None:
        """Draw a circle ``size`` px wide at 100 % text; unknown colours and pictures are ignored."""
        super().__init__()
        self._look = look
        self._ground, self._fore = COLOURS.get(colour, COLOURS["light"])
        self._initial = next((char.upper() for char in name if char.isalnum()), "")
        self._edge = look.px(size)
        icon = picture if picture in PICTURES else "" if self._initial else _NOBODY
        inner = self._edge * 11 // 20
        self._icon = icons.pixmap(icon, look.theme.color(self._fore), inner) if icon else None
        self._inner = inner
        self.setFixedSize(self._edge, self._edge)

    def icon(self) -> QIcon:
        """Return the same picture for a button."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._paint(painter)
        painter.end()
        return QIcon(pixmap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and what stands in it."""
        self._paint(QPainter(self))

    def _paint(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color(self._ground))
        framed = theme.border > 1
        painter.setPen(QPen(theme.color("text"), 2) if framed else Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._icon is not None:
            spot = (self._edge - self._inner) // 2
            painter.drawPixmap(spot, spot, self._icon)
            return
        font = QFont(self.font())
        font.setPixelSize(max(self._look.px(15), self._edge * 2 // 5))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color(self._fore))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initial)


class PersonButton(CardButton):
    """The person at the bottom of the side bar, with the way to change them."""

    def __init__(self, icons: Icons, look: Look, person: Profile) -> None:
        """Show one person."""
        name = texts.person_name(person.name)
        super().__init__("person", self.tr("Wechseln. Jetzt hier: {name}").format(name=name))
        self.setProperty("kind", "person")
        self.row.setContentsMargins(9, 8, 9, 8)
        self.row.setSpacing(12)
        self.row.addWidget(Portrait(icons, look, person.name, person.colour, person.picture))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Text(texts.breakable(name), "strong"))
        words.addWidget(Text(self.tr("Wechseln"), "small"))
        words.addStretch(1)
        self.row.addLayout(words, 1)
        self.let_clicks_through()


class ProfileCard(CardButton):
    """A person on the page "Wer sind Sie?", large enough for unsteady hands."""

    def __init__(self, icons: Icons, look: Look, person: Profile, *, here: bool, below: str) -> None:
        """Show one person.

        Args:
            here: This is the person who uses the window now.
            below: A line about their list or its protection; none when empty.
        """
        name = texts.person_name(person.name)
        spoken = texts.sentences(self.tr("Jetzt hier") if here else "", below)
        super().__init__(f"profile-{person.id}", name, spoken)
        self.row.setContentsMargins(20, 20, 20, 20)
        self.row.addWidget(
            Portrait(icons, look, person.name, person.colour, person.picture, 72),
            0,
            Qt.AlignmentFlag.AlignVCenter,
        )
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(Text(texts.breakable(name), "h2"))
        if below:
            words.addWidget(Text(below, "second"))
        if here:
            badge = QHBoxLayout()
            badge.addWidget(Badge(self.tr("jetzt hier"), "note"))
            badge.addStretch(1)
            words.addLayout(badge)
        words.addStretch(1)
        self.row.addLayout(words, 1)
        self.let_clicks_through()

    def sizeHint(self) -> QSize:
        """Leave room around the portrait."""
        return super().sizeHint().expandedTo(QSize(44, 112))
