"""Was ich wann gemacht habe: every change that stands, days as headings, latest first."""

import datetime
from collections.abc import Iterable, Mapping
from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import HistoryEntry, What
from buergerapp.gui import a11y, texts
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel

FIRST = 60
"""Lines that are drawn at once; more on request."""

_ICONS = {
    What.TICK: "check",
    What.UNTICK: "undo-2",
    What.STATE: "list-checks",
    What.FORGET: "x",
    What.NOTE: "notebook-pen",
    What.HELP: "hand",
    What.DUE: "calendar-check",
    What.IMPORT: "upload",
    What.MERGE: "users",
}


class HistoryPage(Page):
    """Shows the whole history, or with a service in the route only what concerns it."""

    _limit = FIRST

    def build(self) -> None:
        """Draw the days."""
        checklist = self.session.checklist
        service = self.route.arg or None
        entries = checklist.history(service, limit=self._limit + 1)
        self.heading(self.tr("Was ich wann gemacht habe"))
        if service:
            title = checklist.titles([service]).get(service, texts.readable_id(service))
            self.text(title, "lead")
        else:
            self.text(self.tr("Das Neueste steht oben. Zurückgenommenes steht nicht hier."), "lead")
        if not service:
            self._add_undo()
        if not entries:
            self.text(
                self.tr("Hier steht noch nichts. Haken Sie einen Schritt ab, dann beginnt Ihr Verlauf.")
            )
            return
        shown = entries[: self._limit]
        titles = checklist.titles(sorted({entry.service for entry in shown if entry.service}))
        steps = {
            id_: checklist.step_titles(id_)
            for id_ in {entry.service for entry in shown if entry.what in (What.TICK, What.UNTICK)}
        }
        for day, lines in groupby(shown, key=_day):
            self.heading(texts.day_in_words(day, self.session.find.today()), 2)
            self._add_day(day, lines, titles, steps)
        if len(entries) > self._limit:
            more = self.button(self.tr("Mehr zeigen"), "history", "", "more")
            more.on_click(self._more)
            row = FlowLayout(10)
            row.addWidget(more)
            self.add(holder(row))

    def _add_undo(self) -> None:
        """Offer undo and redo, each with the name of what it moves."""
        checklist = self.session.checklist
        panel = Panel("card", 8)
        for word, said, icon, name, would, verb in (
            (
                self.tr("Zurücknehmen"),
                self.tr("Zuletzt: {what}"),
                "undo-2",
                "historyUndo",
                checklist.would_undo(),
                self.session.undo,
            ),
            (
                self.tr("Wiederholen"),
                self.tr("Zurückgenommen: {what}"),
                "redo-2",
                "historyRedo",
                checklist.would_redo(),
                self.session.redo,
            ),
        ):
            if would is not None:
                what = texts.would(would, checklist)
                panel.column.addWidget(Text(said.format(what=what)))
                button = self.button(word, icon, "", name)
                button.setAccessibleName(f"{word}: {what}")
                button.on_click(verb)
                row = FlowLayout(0)
                row.addWidget(button)
                panel.column.addWidget(holder(row))
        if panel.column.count():
            self.add(panel)

    def _more(self) -> None:
        self._limit *= 4
        self.redraw()

    def _add_day(
        self,
        day: datetime.date,
        lines: Iterable[HistoryEntry],
        titles: Mapping[str, str],
        steps: Mapping[str, Mapping[str, str]],
    ) -> None:
        panel = Panel("card", 8)
        a11y.set_role(panel, "list")
        panel.setAccessibleName(texts.day(day))
        for entry in lines:
            panel.column.addWidget(self._line(entry, titles, steps))
        self.add(panel)

    def _line(
        self, entry: HistoryEntry, titles: Mapping[str, str], steps: Mapping[str, Mapping[str, str]]
    ) -> QWidget:
        title = titles.get(entry.service, texts.readable_id(entry.service))
        step = steps.get(entry.service, {}).get(entry.item, texts.readable_id(entry.item))
        said = texts.change(entry.what, entry.item, title, step)
        line = QWidget()
        a11y.set_role(line, "item")
        time = texts.time_of_day(entry.at.astimezone())
        line.setAccessibleName(f"{time}: {said}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        at = Text(time, "second")
        at.setWordWrap(False)
        at.setMinimumWidth(self.session.look.px(56))
        row.addWidget(at)
        row.addWidget(self.icon(_ICONS.get(entry.what, "circle-dot"), "text-2", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(said))
        if entry.what in (What.TICK, What.UNTICK) and not self.route.arg:
            words.addWidget(Text(title, "small"))
        row.addLayout(words, 1)
        return line


def _day(entry: HistoryEntry) -> datetime.date:
    return entry.at.astimezone().date()
