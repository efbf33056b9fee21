"""The first page: one question, where to go on, the Grundausstattung, life events."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from buergerapp.domain.checklist import ServiceState
from buergerapp.gui import texts
from buergerapp.gui.widgets.buttons import CardButton
from buergerapp.gui.widgets.due_dates import DueList
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import ColumnsLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.progress import ProgressBar, Ring
from buergerapp.gui.widgets.question_field import question_field
from buergerapp.gui.widgets.tiles import life_event_tiles
from buergerapp.usecases.checklist import Entry

MOST_DUE = 3
"""Dates on the start page; all of them stand in Meine Liste."""


class StartPage(Page):
    """Asks what the person wants to do and offers what fits."""

    def build(self) -> None:
        """Draw question, search field, cards and tiles."""
        name = self.session.checklist.profile.name
        self.heading(
            self.tr("Guten Tag, {name}. Was möchten Sie erledigen?").format(name=name)
            if name
            else self.tr("Was möchten Sie erledigen?")
        )
        self.title = self.tr("Start")
        self._add_search()
        self._add_personal()
        due = self.session.checklist.due_soon()[:MOST_DUE]
        if due:
            self.add(DueList(self.session, due, narrow=self.narrow))
        title = self.tr("Was hat sich bei Ihnen geändert?")
        self.heading(title, 2)
        self.add(life_event_tiles(self.session, title, self.session.find.life_events()))

    def focus_first(self) -> None:
        """Begin in the search field; its name asks the question."""
        self.focus_on("searchEdit")

    def _add_search(self) -> None:
        self.add(question_field(self.session))
        self.text(self.tr("Schreiben Sie, wie Sie sprechen. Tippfehler machen nichts."), "second")

    def _add_personal(self) -> None:
        """Show where the person stopped, and the Grundausstattung."""
        going = self.session.checklist.continue_here()
        row = ColumnsLayout(14, self.session.look.px(340), 1 if going is None else 2)
        if going is not None:
            row.addWidget(self._continue_card(going))
        row.addWidget(self._starter_card())
        self.column.addSpacing(8)
        self.add(holder(row))

    def _continue_card(self, entry: Entry) -> QWidget:
        card = Panel("card", 8)
        card.setObjectName("continueCard")
        card.setStyleSheet(
            f"#continueCard {{ border-left: 6px solid {self.session.look.theme.colors['light']}; }}"
        )
        card.column.addWidget(Text(self.tr("Hier geht es weiter"), "second"))
        title = Text(entry.card.title, "h2")
        card.column.addWidget(title)
        progress = entry.progress
        words = texts.steps_done(progress.done, progress.total)
        card.column.addWidget(ProgressBar(self.session.look, progress.done, progress.total, words))
        if entry.next_step_title and progress.next_step:
            number = entry.card.step_ids.index(progress.next_step) + 1
            line = texts.step_of(number, progress.total) + ": " + entry.next_step_title
        else:
            line = self.tr("Alle Schritte sind erledigt.")
        card.column.addWidget(Text(line, "second"))
        go_on = self.button(self.tr("Weiter"), "", "primary", "continue")
        go_on.show_icon(self.session.icons, self.session.look, "arrow-right", "accent-text", after=True)
        go_on.setAccessibleName(self.tr("Weiter mit: {title}").format(title=entry.card.title))
        go_on.clicked.connect(lambda: self._go_on(entry))
        card.column.addStretch(1)
        card.column.addWidget(go_on, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _go_on(self, entry: Entry) -> None:
        if entry.progress.next_step:
            self.session.navigate("step", entry.card.id, entry.progress.next_step)
        else:
            self.session.navigate("service", entry.card.id)

    def _starter_card(self) -> CardButton:
        starter = self.session.checklist.starter()
        said = self.tr("{n} von {total} sind eingerichtet.").format(n=starter.set_up, total=starter.total)
        upcoming = next(
            (
                entry.card.title
                for entry in starter.entries
                if entry.state not in (ServiceState.SET_UP, ServiceState.NOT_FOR_ME)
            ),
            None,
        )
        then = self.tr("Als Nächstes: {title}").format(title=upcoming) if upcoming else ""
        why = self.tr("Was Ihnen alles andere leichter macht.")
        card = CardButton("starter", self.tr("Grundausstattung"), texts.sentences(why, said, then))
        card.row.addWidget(Ring(self.session.look, starter.set_up, max(1, starter.total), said))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        for text, kind in (
            (self.tr("Grundausstattung"), "h3"),
            (why, "second"),
            (said, "second"),
            (then, "second"),
        ):
            if text:
                words.addWidget(Text(text, kind))
        words.addStretch(1)
        card.row.addLayout(words, 1)
        card.let_clicks_through()
        card.clicked.connect(lambda: self.session.navigate("starter"))
        return card
