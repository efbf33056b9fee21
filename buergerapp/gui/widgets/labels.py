"""Words on a page: text, headings, badges, icons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from buergerapp.gui import a11y
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look


class Text(QLabel):
    """Plain text that wraps; never reads its words as rich text, they may be foreign."""

    def __init__(self, text: str, kind: str = "", tone: str = "") -> None:
        """Make a label.

        Args:
            text: The words.
            kind: Size and weight as named in the style sheet, ordinary text when empty.
            tone: Colour as named in the style sheet.
        """
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Heading(Text):
    """A heading with its level; gets the focus after a page change, so that it is read first."""

    _KINDS = ("", "h1", "h2", "h3")

    def __init__(self, text: str, level: int, kind: str = "") -> None:
        """Make a heading of level 1 to 3."""
        super().__init__(text, kind or self._KINDS[level])
        a11y.set_role(self, "heading", level)
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


class IconLabel(QLabel):
    """An icon beside a word; screen readers pass it by."""

    def __init__(self, icons: Icons, look: Look, name: str, token: str = "accent", size: int = 24):
        """Draw the icon ``name`` in the colour ``token``, ``size`` px at 100 % text."""
        super().__init__()
        self.setPixmap(icons.pixmap(name, look.theme.color(token), look.px(size)))
        self.setFixedSize(look.px(size), look.px(size))


class IconGround(QFrame):
    """The icon of a service on its soft ground."""

    def __init__(self, icons: Icons, look: Look, name: str, token: str = "accent") -> None:
        """Draw the icon ``name``."""
        super().__init__()
        self.setProperty("kind", "iconground")
        edge = look.px(46)
        self.setFixedSize(edge, edge)
        label = QLabel(self)
        inner = look.px(26)
        label.setPixmap(icons.pixmap(name, look.theme.color(token), inner))
        label.setGeometry((edge - inner) // 2, (edge - inner) // 2, inner, inner)


class Line(QFrame):
    """A hairline between two things."""

    def __init__(self) -> None:
        """Make a line that takes the width there is."""
        super().__init__()
        self.setProperty("kind", "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
