"""A guide: what it gives, what one needs, what it costs, the steps to tick, and where facts come from."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import Changed, ServiceState, StepState, What
from buergerapp.domain.service import Service, Strength
from buergerapp.gui import a11y, texts
from buergerapp.gui.pages.guide_parts import beside, explain, list_in, section_heading
from buergerapp.gui.pages.guide_side import GuideSide
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Badge, Heading, Line, Text
from buergerapp.gui.widgets.layouts import Box, FlowLayout, holder
from buergerapp.gui.widgets.note_field import NotesPanel
from buergerapp.gui.widgets.page import Page, Panel, Side, Sides, Slot
from buergerapp.gui.widgets.progress import ProgressBar
from buergerapp.gui.widgets.service_list import ServiceList
from buergerapp.gui.widgets.step_changes import StepChanges
from buergerapp.gui.widgets.step_row import StepRow
from buergerapp.gui.widgets.terms import Explainer, Spot
from buergerapp.usecases.checklist import StepsView
from buergerapp.usecases.find import UnknownServiceError

SIDE_WIDTH = 306
LEAST_WIDTH = 860
"""Width at 100 % text that both columns need."""
MOST_OPENS = 6
FIRST_ROWS = 2
"""Steps that are in sight at most when a guide is opened at 100 % text."""
_ABOVE_STEPS, _FIRST_THING, _ROW, _LINE, _LETTERS = 350, 140, 70, 24, 60
"""Heights in px at 100 % text: what stands above the steps, a service that comes first, a step without its
words, a line of these; and the letters in a line. All as small as they get."""

_TAKES_BACK = {"note": "forget", "forget": "note", "setUp": "unset", "unset": "setUp"}
"""Object name of a button that changes the state of a service, to the one that stands there afterwards."""


class ServicePage(Page):
    """Shows one guide; ticking a step saves it at once."""

    _sides: Sides | None = None
    _rows: dict[str, StepRow]
    _facts: Slot
    _actions: Slot
    _progress: Slot
    _finish: Slot
    _changes: Slot
    _notes: Slot
    _sources: Slot
    _notes_panel: NotesPanel | None = None

    def build(self) -> None:
        """Draw the guide of the route."""
        self._sides = None
        self._rows = {}
        self._notes, self._changes = Slot(), Slot()
        try:
            service = self.session.find.service(self.route.arg, self.session.language)
        except UnknownServiceError:
            self.gone(self.tr("Diese Anleitung gibt es nicht mehr"))
            return
        view = self.session.checklist.steps(service.id)
        state = self.session.checklist.states().get(service.id)
        self._facts, self._actions, self._progress, self._finish = Slot(), Slot(), Slot(), Slot()
        self.add(self._facts)
        told = [words for words, _ in self._badges(service, state)[1:]]
        if "de-simple" in service.languages and service.language != "de-simple":
            told.append(self.tr("auch in Einfacher Sprache"))
        # The badges stand above the title, where Tab does not come by on the way into the guide. What a tick
        # changes is not said again: Orca would keep silent about the tick.
        a11y.read_out(self.heading(service.title), service.card.summary, ", ".join(told))
        self.add(Text(service.card.summary, "lead"))
        self._add_actions(service)
        look = self.session.look
        main, side = Box(), Side(look.px(SIDE_WIDTH))
        left, right = QVBoxLayout(main), QVBoxLayout(side)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
        explainer = Explainer(self.session, self.unfolded)
        self._fill_main(left, service, view, state, explainer)
        guide_side = GuideSide(self)
        right.addWidget(guide_side.needs_panel(service, explainer))
        right.addWidget(self._notes)
        self._show_notes(service)
        self.later(partial(self._fill_main_below, left, service, state, explainer))
        self.later(partial(guide_side.fill_below, right, service))
        self._sides = Sides(main, side, look.px(LEAST_WIDTH))
        self._sides.fit(self.room().width())
        self.add(self._sides)

    def on_changed(self, changed: Changed) -> None:
        """Show a tick in its row at once; anything else draws the page anew."""
        if changed.what in (What.NOTE, What.HELP, What.DUE):
            self._on_notes_changed()
            return
        if changed.what not in (What.TICK, What.UNTICK) or self.route.arg not in changed.services:
            self.redraw()
            return
        view = self.session.checklist.steps(self.route.arg)
        for id_, row in self._rows.items():
            row.show_state(view.states.get(id_, StepState.OPEN), self._is_current(id_, view))
        self.after_picture(self._show_consequences)

    def focus_on(self, name: str) -> bool:
        """Give the focus to a control; where a pressed button is gone, to the one that takes it back."""
        return super().focus_on(name) or super().focus_on(_TAKES_BACK.get(name, ""))

    def _show_consequences(self) -> None:
        """Draw anew what follows from a tick; the tick itself shows already."""
        self.keep_focus_in_sight()
        service = self.session.find.service(self.route.arg, self.session.language)
        view = self.session.checklist.steps(service.id)
        state = self.session.checklist.states().get(service.id)
        self._show_progress(service, view, state)
        if (state is None) is not (self._notes_panel is None):
            self.after_picture(partial(self._show_notes, service))

    def _on_notes_changed(self) -> None:
        """Draw the notes anew, unless they show it already: a click may be going on in them."""
        service = self.session.find.service(self.route.arg, self.session.language)
        entry = self.session.checklist.entry(service.id)
        panel = self._notes_panel
        if panel is None or entry.record is None or not panel.shows(entry.record):
            focused = self.lend_focus()
            self._show_notes(service)
            self.give_back_focus(focused)

    def _show_notes(self, service: Service) -> None:
        """Draw "Meine Notizen" for a service that is on the list."""
        entry = self.session.checklist.entry(service.id)
        known = entry.record is not None
        self._notes_panel = NotesPanel(self.session, entry, self.session.drafts) if known else None
        self._notes.show_widget(self._notes_panel)

    @staticmethod
    def _is_current(step: str, view: StepsView) -> bool:
        """Tell whether a step is the one to go on with; nothing is lit before the first tick."""
        return step == view.progress.next_step and view.progress.done > 0

    def _show_progress(self, service: Service, view: StepsView, state: ServiceState | None) -> None:
        """Draw anew what depends on how many steps are done."""
        focused = self.lend_focus()
        progress = view.progress
        self._facts.show_facts(state, partial(self._fact_row, service, state))
        self._actions.show_facts(
            (state, progress.next_step, progress.done > 0), partial(self._action_row, service, view, state)
        )
        self._progress.show_facts(progress.done, partial(self._progress_row, view))
        self._finish.show_facts((state, progress.complete), partial(self._finish_panel, service, view, state))
        self._changes.show_facts(view, partial(self._changed_steps, service, view))
        self.give_back_focus(focused)

    def _changed_steps(self, service: Service, view: StepsView) -> QWidget | None:
        """Draw what has changed in steps that are ticked; None where nothing has."""
        if not StepChanges.wanted(view):
            return None
        return StepChanges(self.session, service.id, view, self.session.checklist.step_titles(service.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below one another where it is narrow."""
        super().resizeEvent(event)
        if self._sides is not None:
            self._sides.fit(event.size().width())

    # --- top --------------------------------------------------------------------------------------

    def _badges(self, service: Service, state: ServiceState | None) -> list[tuple[str, str]]:
        """Return words and tone of each badge; the first is the category."""
        badges = [(service.category_title, "accent"), (texts.online(service.card.online), "done")]
        if state is not None:
            badges.append((texts.state(state), "done" if state is ServiceState.SET_UP else "note"))
        if service.card.expired(self.session.find.today()):
            badges.append((self.tr("abgelaufen"), "danger"))
        return badges

    def _fact_row(self, service: Service, state: ServiceState | None) -> QWidget:
        """Draw the badges above the title, and the switch to Einfache Sprache."""
        facts = FlowLayout(8)
        for words, tone in self._badges(service, state):
            facts.addWidget(Badge(words, tone))
        if "de-simple" in service.languages:
            simple = service.language == "de-simple"
            switch = self.button(
                self.tr("Alltagssprache") if simple else self.tr("Einfache Sprache"),
                "languages",
                "chip",
                "language",
            )
            switch.clicked.connect(lambda: self.session.set_language("de" if simple else "de-simple"))
            facts.addWidget(switch)
        return holder(facts)

    def _add_actions(self, service: Service) -> None:
        """Add the place of the buttons, and where the page leads."""
        self.add(self._actions)
        leads = self.tr("„Seite öffnen“ führt zu: {address}")
        line = Text(leads.format(address=texts.address(service.url)), "small")
        line.setAccessibleName(leads.format(address=texts.host(service.url)))
        self.add(line)

    def _action_row(self, service: Service, view: StepsView, state: ServiceState | None) -> QWidget:
        """Draw the buttons below the summary."""
        row = FlowLayout(10)
        next_step = view.progress.next_step
        if next_step is not None:
            number = service.card.step_ids.index(next_step) + 1
            words = (
                self.tr("Weiter: Schritt {n}").format(n=number)
                if view.progress.done
                else self.tr("Schritt für Schritt")
            )
            start = self.button(words, "play", "primary", "stepByStep")
            start.on_click(partial(self.session.navigate, "step", service.id, next_step))
            row.addWidget(start)
        row.addWidget(self.link(self.tr("Seite öffnen"), service.url, "", "openPage"))
        for button in self._state_buttons(service, view, state):
            row.addWidget(button)
        return holder(row)

    def _state_buttons(self, service: Service, view: StepsView, state: ServiceState | None) -> list[Button]:
        """Offer the states that make sense now."""
        offers: list[tuple[str, str, str, ServiceState | None]] = []
        if state is None:
            offers.append((self.tr("Vormerken"), "bookmark", "note", ServiceState.NOTED))
        if state is ServiceState.SET_UP:
            offers.append((self.tr("Nicht mehr eingerichtet"), "undo-2", "unset", ServiceState.IN_PROGRESS))
        else:
            words = self.tr("Fertig: eingerichtet") if view.progress.complete else self.tr("Habe ich schon")
            offers.append((words, "circle-check", "setUp", ServiceState.SET_UP))
        if state in (ServiceState.NOTED, ServiceState.NOT_FOR_ME, ServiceState.IN_PROGRESS):
            offers.append((self.tr("Von der Liste nehmen"), "x", "forget", None))
        buttons = []
        for words, icon, name, wanted in offers:
            kind = "success" if name == "setUp" and view.progress.complete else ""
            button = self.button(words, icon, kind, name)
            button.on_click(partial(self.session.set_state, service.id, service.title, wanted))
            buttons.append(button)
        return buttons

    # --- main part ----------------------------------------------------------------------------------

    def _fill_main(
        self,
        column: QVBoxLayout,
        service: Service,
        view: StepsView,
        state: ServiceState | None,
        explainer: Explainer,
    ) -> None:
        self._add_first_things(column, service, Strength.MUST, self.tr("Das muss vorher da sein"))
        self._add_steps(column, service, view, state, explainer)

    def _fill_main_below(
        self, column: QVBoxLayout, service: Service, state: ServiceState | None, explainer: Explainer
    ) -> None:
        """Add what stands below the steps."""
        self._add_first_things(column, service, Strength.HELPS, self.tr("Das hilft Ihnen dabei"))
        if service.pitfalls:
            panel = Panel("note")
            panel.column.addWidget(section_heading(self.tr("Gut zu wissen"), *service.pitfalls))
            spot = explainer.spot("pitfalls", *service.pitfalls)
            for pitfall in service.pitfalls:
                panel.column.addLayout(beside(self, "lightbulb", spot.text(pitfall)))
            explain(panel, spot)
            column.addWidget(panel)
        if state is None:
            self._add_not_for_me(column, service)
        first = self.session.find.ended_last(service.opens)[:MOST_OPENS]
        if first:
            column.addWidget(Heading(self.tr("Das öffnet den Weg zu"), 2))
            opens = ServiceList(self.session, self.tr("Das öffnet den Weg zu"))
            opens.add_all(first)
            column.addWidget(opens)
        shown = {card.id for card in first}
        others = [card for card in self.session.find.ended_last(service.related) if card.id not in shown]
        if others:
            column.addWidget(Heading(self.tr("Passt dazu"), 2))
            related = ServiceList(self.session, self.tr("Passt dazu"))
            related.add_all(others)
            column.addWidget(related)

    def _add_first_things(
        self, column: QVBoxLayout, service: Service, strength: Strength, title: str
    ) -> None:
        """Name the services that must or should be set up before, unless they are."""
        states = self.session.checklist.states()
        missing = [
            r
            for r in service.requires
            if r.strength is strength and states.get(r.service) is not ServiceState.SET_UP
        ]
        if not missing:
            return
        panel = Panel("card", 4)
        panel.column.addWidget(Heading(title, 2, "h3"))
        for requirement in missing:
            button = self.button(requirement.title, "arrow-right", "quiet", f"requires-{requirement.service}")
            button.setAccessibleDescription(requirement.why)
            button.on_click(partial(self.session.navigate, "service", requirement.service))
            line = FlowLayout(0)
            line.addWidget(button)
            panel.column.addWidget(holder(line))
            if requirement.why:
                panel.column.addWidget(Text(requirement.why, "second"))
        column.addWidget(panel)

    def _add_not_for_me(self, column: QVBoxLayout, service: Service) -> None:
        """Let people put a guide aside that they will never need."""
        button = self.button(self.tr("Betrifft mich nicht"), "ban", "quiet", "notForMe")
        button.clicked.connect(
            lambda: self.session.set_state(service.id, service.title, ServiceState.NOT_FOR_ME)
        )
        line = FlowLayout(0)
        line.addWidget(button)
        column.addWidget(holder(line))

    def _add_steps(
        self,
        column: QVBoxLayout,
        service: Service,
        view: StepsView,
        state: ServiceState | None,
        explainer: Explainer,
    ) -> None:
        panel = Panel("card", 4)
        panel.column.setContentsMargins(4, 16, 4, 12)
        panel.column.addWidget(self._progress)
        panel.column.addSpacing(4)
        # What the first picture shows, then the others.
        spots = [explainer.spot(step.id, step.title, step.text, step.warning) for step in service.steps]
        rows = list_in(panel, self.tr("So geht es"))
        add = partial(self._add_rows, rows, service, view, spots)
        first = self._rows_in_sight(service)
        add(0, first)
        self.later(partial(add, first, len(service.steps)))
        column.addWidget(panel)
        column.addWidget(self._finish)
        column.addWidget(self._changes)
        self._show_progress(service, view, state)

    def _rows_in_sight(self, service: Service) -> int:
        """Return how many steps the first picture shows, as far as that can be told from their words."""
        px = self.session.look.px
        room = self.room().height() - px(_ABOVE_STEPS)
        if any(need.strength is Strength.MUST for need in service.requires):
            room -= px(_FIRST_THING)
        for count, step in enumerate(service.steps[:FIRST_ROWS], 1):
            lines = len(step.text) // _LETTERS + len(step.warning) // _LETTERS + 2
            room -= px(_ROW + _LINE * lines)
            if room <= 0:
                return count
        return FIRST_ROWS

    def _add_rows(
        self,
        column: QVBoxLayout,
        service: Service,
        view: StepsView,
        spots: list[Spot],
        first: int,
        end: int,
    ) -> None:
        """Add a row for each step from ``first`` to before ``end``, counted from 0."""
        for number, step in enumerate(service.steps[first:end], first + 1):
            column.addWidget(Line())
            row = StepRow(
                self.session.icons,
                self.session.look,
                step,
                number,
                view.states.get(step.id, StepState.OPEN),
                self._is_current(step.id, view),
                spots[number - 1],
            )
            row.asked.connect(
                lambda done, id_=step.id, title=step.title: self.session.tick(service.id, id_, title, done)
            )
            self._rows[step.id] = row
            column.addWidget(row)

    def _progress_row(self, view: StepsView) -> QWidget:
        """Draw the heading of the steps with how many are done."""
        look, progress = self.session.look, view.progress
        row = QWidget()
        top = QHBoxLayout(row)
        top.setContentsMargins(14, 0, 14, 0)
        top.setSpacing(14)
        top.addWidget(Heading(self.tr("So geht es"), 2), 1)
        said = texts.steps_done(progress.done, progress.total)
        count = Text(said, "second")
        top.addWidget(count)
        if not look.huge:  # else there is no room for the bar beside the count
            count.setWordWrap(False)
            bar = ProgressBar(look, progress.done, progress.total, "", "done")
            bar.setFixedWidth(look.px(130))
            top.addWidget(bar)
        return row

    def _finish_panel(self, service: Service, view: StepsView, state: ServiceState | None) -> QWidget | None:
        """After the last tick ask whether the service is set up now."""
        if not view.progress.complete or state is ServiceState.SET_UP:
            return None
        panel = Panel("note")
        question = self.tr("Ist jetzt alles eingerichtet? Dann sagen Sie es hier.")
        panel.column.addWidget(Heading(self.tr("Alle Schritte sind erledigt"), 2, "h3"))
        panel.column.addWidget(Text(question))
        finish = self.button(self.tr("Ja, eingerichtet"), "circle-check", "success", "confirmSetUp")
        finish.setAccessibleDescription(question)
        finish.on_click(partial(self.session.set_state, service.id, service.title, ServiceState.SET_UP))
        panel.column.addWidget(finish, 0, Qt.AlignmentFlag.AlignLeft)
        return panel
