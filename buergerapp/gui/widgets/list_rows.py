"""The rows of Meine Liste: a service with what comes next, and what the catalog no longer knows."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import DueDate, ServiceRecord, ServiceState
from buergerapp.gui import a11y, texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Badge, IconGround, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Panel
from buergerapp.gui.widgets.progress import ProgressBar
from buergerapp.usecases.checklist import Entry


def _tr(text: str) -> str:
    return QCoreApplication.translate("list_rows", text)


class ListRow(Panel):
    """A card with an icon, a title, a line below it, and at its side what is shown and pressed."""

    def __init__(
        self, session: Session, icon: str, title: str, below: str, side: Sequence[QWidget], *, narrow: bool
    ) -> None:
        """Draw it; ``narrow`` puts the side below the words."""
        super().__init__("card")
        a11y.set_role(self, "item")
        self.setAccessibleName(title)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconGround(session.icons, session.look, icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, "h3"))
        if below:
            words.addWidget(Text(below, "second"))
        row.addLayout(words, 1)
        if session.look.percent >= 150 or narrow:
            under = FlowLayout(10)
            for widget in side:
                under.addWidget(widget)
            words.addSpacing(6)
            words.addWidget(holder(under))
        else:
            for widget in side:
                row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)


class EntryRow(ListRow):
    """One service with its next step or its state, and one button."""

    def __init__(self, session: Session, entry: Entry, *, narrow: bool) -> None:
        """Draw it; ``narrow`` puts state and button below the words."""
        side = [*_state(session, entry), _action(session, entry)]
        super().__init__(session, entry.card.icon, entry.card.title, _below(entry), side, narrow=narrow)


def _below(entry: Entry) -> str:
    """Say what comes next, or since when it is set up."""
    if entry.next_step_title and entry.state is ServiceState.IN_PROGRESS:
        return _tr("Nächster Schritt: {title}").format(title=entry.next_step_title)
    if entry.state is ServiceState.IN_PROGRESS:
        return _tr("Alle Schritte sind erledigt. Ist es eingerichtet?")
    if entry.state is ServiceState.SET_UP and entry.record is not None:
        return texts.set_up_on(entry.record.since)
    return entry.card.summary


def _state(session: Session, entry: Entry) -> list[QWidget]:
    """Return the progress or the state."""
    progress = entry.progress
    if entry.state is ServiceState.IN_PROGRESS:
        said = texts.steps_done(progress.done, progress.total)
        bar = ProgressBar(session.look, progress.done, progress.total, said)
        bar.setFixedWidth(session.look.px(140))
        return [
            bar,
            Badge(_tr("{done} von {total}").format(done=progress.done, total=progress.total), "accent"),
        ]
    if entry.due and entry.due[0].soon and entry.state is ServiceState.SET_UP:
        return [Badge(texts.due_state(entry.due[0]), "note")]
    if entry.state is ServiceState.SET_UP:
        return [Badge(_tr("läuft"), "done")]
    return []


def _action(session: Session, entry: Entry) -> Button:
    card = entry.card
    if entry.state is ServiceState.IN_PROGRESS and entry.progress.next_step is not None:
        word, name = _tr("Weiter"), _tr("Weiter mit: {title}")
    else:
        word, name = _tr("Öffnen"), _tr("Öffnen: {title}")
    button = Button(session.icons, session.look, word, "", "", f"open-{card.id}")
    button.setAccessibleName(name.format(title=card.title))
    button.on_click(partial(session.navigate, "service", card.id))
    return button


class UnknownRow(Panel):
    """A service that the catalog no longer knows, with everything the person recorded about it."""

    def __init__(self, session: Session, record: ServiceRecord) -> None:
        """Draw it."""
        super().__init__("card", 4)
        title = texts.readable_id(record.service)
        a11y.set_role(self, "item")
        self.setAccessibleName(title)
        self.column.addWidget(Text(texts.breakable(title), "h3"))
        since = texts.day(record.since.astimezone().date())
        self.column.addWidget(Text(f"{texts.state(record.state)}, {since}", "second"))
        for line in (record.note, *map(_due_line, record.due)):
            if line:
                self.column.addWidget(Text(texts.breakable(line)))
        history = Button(
            session.icons, session.look, _tr("Mein Verlauf dazu"), "history", "", f"history-{record.service}"
        )
        history.setAccessibleDescription(title)
        history.on_click(partial(session.navigate, "history", record.service))
        take_off = Button(
            session.icons, session.look, _tr("Von der Liste nehmen"), "x", "", f"forget-{record.service}"
        )
        take_off.setAccessibleDescription(title)
        take_off.on_click(partial(session.set_state, record.service, title, None))
        row = FlowLayout(10)
        row.addWidget(history)
        row.addWidget(take_off)
        self.column.addSpacing(6)
        self.column.addWidget(holder(row))


def _due_line(date: DueDate) -> str:
    day = texts.day(date.day)
    return f"{date.label}: {day}" if date.label else _tr("läuft ab am {day}").format(day=day)
