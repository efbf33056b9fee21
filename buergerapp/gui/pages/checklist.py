"""Meine Liste: what is due, in progress, set up, noted; every row says its next step."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import ServiceRecord, ServiceState
from buergerapp.gui import a11y, texts
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Badge, IconGround, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.progress import ProgressBar
from buergerapp.usecases.checklist import Entry


class ChecklistPage(Page):
    """Shows the person's own record in groups."""

    def build(self) -> None:
        """Draw the groups that hold anything."""
        overview = self.session.checklist.overview()
        self.heading(self.tr("Meine Liste"))
        self.text(self.tr("Was ich eingerichtet habe und was noch offen ist"), "lead")
        if overview.empty:
            self._build_empty()
            return
        groups = (
            (self.tr("Bald fällig"), "due", overview.due, "note", "bell"),
            (self.tr("In Arbeit"), "inProgress", overview.in_progress, "accent", ""),
            (self.tr("Vorgemerkt"), "noted", overview.noted, "", ""),
            (self.tr("Eingerichtet"), "setUp", overview.set_up, "done", "check"),
            (self.tr("Betrifft mich nicht"), "notForMe", overview.not_for_me, "", ""),
        )
        counts = FlowLayout(10)
        for title, name, entries, _tone, icon in groups:
            if entries:
                jump = self.button(f"{title}: {len(entries)}", icon, "chip", f"jump-{name}")
                jump.on_click(partial(self._jump, name))
                counts.addWidget(jump)
        self.add(holder(counts))
        for title, name, entries, _tone, _icon in groups:
            if entries:
                label = self.heading(title, 2)
                label.setObjectName(f"group-{name}")
                label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                self._add_rows(title, entries)
        if overview.unknown:
            self.heading(self.tr("Nicht mehr im Katalog"), 2)
            self._add_unknown(overview.unknown)

    def _build_empty(self) -> None:
        """Explain how the list fills."""
        panel = Panel("card", 12)
        panel.column.addWidget(Text(self.tr("Ihre Liste ist noch leer."), "h3"))
        panel.column.addWidget(
            Text(
                self.tr(
                    "Öffnen Sie eine Anleitung und haken Sie einen Schritt ab. "
                    "Dann steht sie hier, und Sie sehen, wie es weitergeht."
                )
            )
        )
        row = FlowLayout(10)
        starter = self.button(
            self.tr("Mit der Grundausstattung beginnen"), "list-checks", "primary", "starter"
        )
        starter.clicked.connect(lambda: self.session.navigate("starter"))
        row.addWidget(starter)
        every = self.button(self.tr("Alle Dienste ansehen"), "search", "", "allServices")
        every.clicked.connect(lambda: self.session.navigate("search"))
        row.addWidget(every)
        panel.column.addWidget(holder(row))
        self.add(panel)

    def _jump(self, name: str) -> None:
        """Go to a group on this page."""
        if self.focus_on(f"group-{name}"):
            widget = self.findChild(QWidget, f"group-{name}")
            if widget is not None:
                self.verticalScrollBar().setValue(max(0, widget.y() - 16))

    def _add_rows(self, title: str, entries: tuple[Entry, ...]) -> None:
        rows = QWidget()
        a11y.set_role(rows, "list")
        rows.setAccessibleName(title)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for entry in entries:
            column.addWidget(self._row(entry))
        self.add(rows)

    def _row(self, entry: Entry) -> QFrame:
        """Draw one service with its next step and one button."""
        look, icons = self.session.look, self.session.icons
        card = entry.card
        panel = Panel("card")
        a11y.set_role(panel, "item")
        panel.setAccessibleName(card.title)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconGround(icons, look, card.icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(card.title, "h3"))
        below = self._below(entry)
        if below:
            words.addWidget(Text(below, "second"))
        row.addLayout(words, 1)
        state = self._state(entry)
        action = self._action(entry)
        if look.percent >= 150 or self.narrow:
            under = FlowLayout(10)
            for widget in (*state, action):
                under.addWidget(widget)
            words.addSpacing(6)
            words.addWidget(holder(under))
        else:
            for widget in (*state, action):
                row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        panel.column.addLayout(row)
        return panel

    def _below(self, entry: Entry) -> str:
        """Say what comes next, or since when it is set up."""
        if entry.next_step_title and entry.state is ServiceState.IN_PROGRESS:
            return self.tr("Nächster Schritt: {title}").format(title=entry.next_step_title)
        if entry.state is ServiceState.IN_PROGRESS:
            return self.tr("Alle Schritte sind erledigt. Ist es eingerichtet?")
        if entry.state is ServiceState.SET_UP and entry.record is not None:
            return texts.set_up_on(entry.record.since)
        return entry.card.summary

    def _state(self, entry: Entry) -> list[QWidget]:
        """Show the progress or the state."""
        progress = entry.progress
        if entry.state is ServiceState.IN_PROGRESS:
            said = texts.steps_done(progress.done, progress.total)
            bar = ProgressBar(self.session.look, progress.done, progress.total, said)
            bar.setFixedWidth(self.session.look.px(140))
            short = self.tr("{done} von {total}").format(done=progress.done, total=progress.total)
            return [bar, Badge(short, "accent")]
        if entry.state is ServiceState.SET_UP:
            return [Badge(self.tr("läuft"), "done")]
        return []

    def _action(self, entry: Entry) -> Button:
        card, next_step = entry.card, entry.progress.next_step
        if entry.state is ServiceState.IN_PROGRESS and next_step is not None:
            button = self.button(self.tr("Weiter"), "", "", f"open-{card.id}")
            button.setAccessibleName(self.tr("Weiter mit: {title}").format(title=card.title))
        else:
            button = self.button(self.tr("Öffnen"), "", "", f"open-{card.id}")
            button.setAccessibleName(self.tr("Öffnen: {title}").format(title=card.title))
        button.clicked.connect(lambda: self.session.navigate("service", card.id))
        return button

    def _add_unknown(self, records: tuple[ServiceRecord, ...]) -> None:
        """Show what the catalog no longer knows; nothing vanishes."""
        self.text(
            self.tr("Diese Dienste haben Sie früher eingetragen. Der Katalog kennt sie nicht mehr."), "second"
        )
        for record in records:
            panel = Panel("card", 4)
            panel.column.addWidget(Text(record.service.replace("-", " "), "h3"))
            panel.column.addWidget(
                Text(f"{texts.state(record.state)}, {texts.day(record.since.astimezone().date())}", "second")
            )
            self.add(panel)
