"""Colours, sizes and the one style sheet.

Colours are named tokens in ``resources/themes/*.toml``; the names say the use, not the hue. Every pair
that the program puts on one another stands in :data:`PAIRS`, and a test computes its contrast.
"""

import re
import tomllib
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

THEMES = ("light", "dark", "contrast-light", "contrast-dark")
TEXT_RATIO = 7.0
"""Contrast of text (WCAG 2.2, 1.4.6)."""
CONTROL_RATIO = 3.0
"""Contrast of the borders of controls (WCAG 2.2, 1.4.11)."""

_HUGE = 200
FAMILY = "Atkinson Hyperlegible Next"
KINDS = {
    "": (18, 400, "text"),
    "h1": (34, 700, "text"),
    "step": (44, 700, "text"),
    "h2": (22, 700, "text"),
    "h3": (19, 700, "text"),
    "lead": (19, 400, "text-2"),
    "large": (24, 400, "text"),
    "second": (16, 400, "text-2"),
    "small": (15, 400, "text-2"),
    "strong": (18, 600, "text"),
    "strongsmall": (15, 600, "text-2"),
    "number": (21, 700, "text"),
    "badge": (15, 600, "text-2"),
}
"""Kinds of words: size in px at 100 %, weight, colour."""

_TEXT_PAIRS = (
    ("text", "page"),
    ("text", "card"),
    ("text-2", "page"),
    ("text-2", "card"),
    ("text", "light-soft"),
    ("text-2", "light-soft"),
    ("light-on-soft", "light-soft"),
    ("side-text", "side"),
    ("side-text-2", "side"),
    ("side-text", "side-current"),
    ("accent", "card"),
    ("accent", "page"),
    ("accent-text", "accent"),
    ("accent-on-soft", "accent-soft"),
    ("light-text", "light"),
    ("done-text", "done"),
    ("done-on-soft", "done-soft"),
    ("danger-on-soft", "danger-soft"),
    ("danger", "card"),
    ("danger", "light-soft"),
    ("text", "danger-soft"),
    ("danger", "page"),
)
_CONTROL_PAIRS = (
    ("line-2", "card"),
    ("line-2", "page"),
    ("line-2", "light-soft"),
    ("accent", "card"),
    ("accent", "page"),
    ("accent", "accent-soft"),
    ("done", "card"),
    ("focus-outer", "side"),
    ("focus", "focus-outer"),
)
PAIRS = (
    *((fore, back, TEXT_RATIO) for fore, back in _TEXT_PAIRS),
    *((fore, back, CONTROL_RATIO) for fore, back in _CONTROL_PAIRS),
)
"""(foreground, background, least contrast) for every pair that the program uses."""


class Theme(NamedTuple):
    """A set of colours.

    Attributes:
        name: Key, the file's name.
        title: What people see in the settings.
        dark: Light text on a dark ground.
        border: Width of ordinary borders in px.
        colors: Token to ``#RRGGBB``.
    """

    name: str
    title: str
    dark: bool
    border: int
    colors: MappingProxyType[str, str]

    def color(self, token: str) -> QColor:
        """Return the colour of a token."""
        return QColor(self.colors[token])


def load_theme(folder: Path, name: str) -> Theme:
    """Read a theme file below ``resources/themes``."""
    data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(name, data["title"], data["dark"], data["border"], MappingProxyType(data["colors"]))


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(color: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Look(NamedTuple):
    """How everything is drawn right now: the theme and the text size in percent."""

    theme: Theme
    percent: int

    def px(self, size: int) -> int:
        """Scale a size given for 100 % (text, icons, check boxes) to the chosen text size."""
        return round(size * self.percent / 100)

    @property
    def huge(self) -> bool:
        """Tell whether the text is so large (from 200 %) that above the fold only what matters has room."""
        return self.percent >= _HUGE

    def font(self, kind: str) -> QFont:
        """Return the font of a kind of words, for what is painted without a style sheet."""
        size, weight, _ = KINDS[kind]
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def color_of(self, kind: str) -> QColor:
        """Return the colour of a kind of words."""
        return self.theme.color(KINDS[kind][2])

    def _kinds(self) -> str:
        """Return the rules for all kinds of words."""
        return "\n".join(
            f'QLabel[kind="{kind}"] {{ font-size: {self.px(size)}px; font-weight: {weight};'
            f" color: {self.theme.colors[token]}; }}"
            for kind, (size, weight, token) in KINDS.items()
            if kind
        )

    def stylesheet(self, template: str) -> str:
        """Fill the style sheet template."""
        sizes = {f"n{n}": str(self.px(int(n))) for n in re.findall(r"\$\{n(\d+)\}", template)}
        colors = {k.replace("-", "_"): v for k, v in self.theme.colors.items()}
        aliases = {
            "text2": colors["text_2"],
            "line2": colors["line_2"],
            "side_text2": colors["side_text_2"],
        }
        thick = self.theme.border > 1
        # What is chosen has a thicker border than its neighbours and the same size.
        chosen = 6 if thick else 3
        inwards = chosen - self.theme.border
        widths = {
            "family": FAMILY,
            "kinds": self._kinds(),
            "border": str(self.theme.border),
            "b2": str(max(2, self.theme.border)),
            "chosen": str(chosen),
            "chosen_top": str(12 - inwards),
            "chosen_side": str(18 - inwards),
            "soft_border": str(self.theme.border if thick else 0),
            # Qt draws square corners where a radius is larger than half the height.
            "pill": str(round(self.px(15) * 0.6) + 4),
            "chip_pill": str((self.px(24) + 18) // 2),
            "soft_line": self.theme.colors["text"] if thick else "transparent",
        }
        return Template(template).substitute(sizes | colors | aliases | widths)

    def palette(self) -> QPalette:
        """Return the palette for what the style sheet does not reach."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "page",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "card",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "card",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.PlaceholderText: "text-2",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "accent-text",
            QPalette.ColorRole.ToolTipBase: "card",
            QPalette.ColorRole.ToolTipText: "text",
        }
        for role, token in roles.items():
            palette.setColor(role, self.theme.color(token))
        return palette


def dress(look: Look, resources: Path) -> None:
    """Give the application the colours and sizes of a look."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setPalette(look.palette())
    app.setStyleSheet(look.stylesheet((resources / "themes" / "style.qss").read_text(encoding="utf-8")))


def system_theme() -> str:
    """Return the name of the theme that fits the system's choice of light, dark and contrast."""
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    accessibility = getattr(hints, "accessibility", None)
    more = False
    if accessibility is not None and hasattr(accessibility(), "contrastPreference"):
        more = accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return ("contrast-" if more else "") + ("dark" if dark else "light")
