"""Words on a page: text, headings, badges, icons."""

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from buergerapp.gui import a11y
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look


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

    def minimumSizeHint(self) -> QSize:
        """Return the widest word and one line; how high it gets is asked of the width it is given.

        Qt's own answer is the height at the narrowest width, and pages would scroll over nothing.
        """
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height())


class MarkedText(Text):
    """Text in which the words that a search found are marked; it is still read as plain text."""

    def __init__(self, look: Look, text: str, words: tuple[str, ...], kind: str = "", tone: str = "") -> None:
        """Make a label; ``words`` are marked wherever a word of the text begins with one of them."""
        super().__init__(text, kind, tone)
        pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
        if not pattern:
            return
        parts = re.split(rf"(?<!\w)((?:{pattern}))", text, flags=re.IGNORECASE)
        if len(parts) == 1:
            return
        color = look.theme.colors["light-soft"]
        style = f"background-color:{color}; text-decoration:underline"
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(
            "".join(
                f'<span style="{style}">{html.escape(part)}</span>' if n % 2 else html.escape(part)
                for n, part in enumerate(parts)
            )
        )
        self.setAccessibleName(text)


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
