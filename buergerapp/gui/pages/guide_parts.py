"""What both columns of a guide are made of: headings that speak, lists, icons beside words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from buergerapp.gui import a11y
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import Box
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.terms import Spot


def icon_line(page: Page, icon: str, text: str, kind: str = "", token: str = "accent") -> QHBoxLayout:
    """Lay an icon beside wrapping text."""
    return beside(page, icon, Text(text, kind), token)


def beside(page: Page, icon: str, label: Text, token: str = "accent") -> QHBoxLayout:
    """Lay an icon beside a label."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(page.icon(icon, token), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return row


def explain(panel: Panel, spot: Spot) -> None:
    """Add the row that explains the words of a panel, if there are any."""
    row = spot.row()
    if row is not None:
        panel.column.addWidget(row)


def section_heading(title: str, *words: str) -> Heading:
    """Make the heading of a panel; with it screen readers say ``words``, which nothing else says."""
    heading = Heading(title, 2, "h3")
    a11y.read_out(heading, *words)
    return heading


def list_in(panel: Panel, name: str, *words: str) -> QVBoxLayout:
    """Add the column of a list to a panel; Tab stops at it where screen readers are to say ``words``."""
    rows = Box()
    a11y.set_role(rows, "list")
    rows.setAccessibleName(name)
    a11y.read_out(rows, *words)
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(panel.column.spacing())
    panel.column.addWidget(rows)
    return column


def told(thing: str, remark: str) -> str:
    """Put a thing and a remark, or a name and a fact, into one sentence."""
    return f"{thing}: {remark}" if remark else thing
