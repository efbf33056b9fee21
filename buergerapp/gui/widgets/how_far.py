"""How far a person is: a ring for the Grundausstattung, a bar for each area of their list."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import CardButton
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.page import Panel
from buergerapp.gui.widgets.progress import ProgressBar, Ring


def _tr(text: str) -> str:
    return QCoreApplication.translate("how_far", text)


def add_progress(session: Session, column: QVBoxLayout) -> None:
    """Draw the ring of the Grundausstattung, and a bar for each area of the list."""
    column.addSpacing(6)
    column.addWidget(Heading(_tr("Wie weit ich bin"), 2))
    look = session.look
    starter = session.checklist.starter()
    said = _tr("{n} von {total} sind eingerichtet.").format(n=starter.set_up, total=starter.total)
    card = CardButton("starterRing", _tr("Grundausstattung"), said)
    card.row.addWidget(Ring(look, starter.set_up, max(1, starter.total), said))
    words = QVBoxLayout()
    words.addStretch(1)
    words.addWidget(Text(_tr("Grundausstattung"), "h3"))
    words.addWidget(Text(said, "second"))
    words.addStretch(1)
    card.row.addLayout(words, 1)
    card.let_clicks_through()
    card.on_click(partial(session.navigate, "starter"))
    column.addWidget(card)
    areas = session.checklist.by_area()
    panel = Panel("card", 12)
    for area in session.find.areas():
        if area.id in areas:
            done, total = areas[area.id]
            line = _tr("{n} von {total} eingerichtet").format(n=done, total=total)
            top = QHBoxLayout()
            top.addWidget(Text(area.title, "strong"), 1)
            top.addWidget(Text(line, "second"))
            panel.column.addLayout(top)
            panel.column.addWidget(ProgressBar(look, done, max(1, total), f"{area.title}: {line}", "done"))
    if areas:
        column.addWidget(panel)
