"""One large step at a time, for people who lose the thread in a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from buergerapp.domain.checklist import Changed, ServiceState, StepState
from buergerapp.domain.service import Service, Step
from buergerapp.gui import a11y, texts
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.progress import Segments
from buergerapp.gui.widgets.reading import ReadButton, VoicePart
from buergerapp.gui.widgets.terms import Explainer, Spot
from buergerapp.usecases.find import UnknownServiceError


class StepPage(Page):
    """Shows one step; "Erledigt, weiter" saves it and shows the next one."""

    def build(self) -> None:
        """Draw the step of the route."""
        try:
            service = self.session.find.service(self.route.arg, self.session.language)
        except UnknownServiceError:
            self.gone(self.tr("Diese Anleitung gibt es nicht mehr"))
            return
        margin = 104 if self.session.look.percent < 150 and not self.narrow else 20
        self.column.setContentsMargins(margin, 36, margin, 32)
        ids = list(service.card.step_ids)
        view = self.session.checklist.steps(service.id)
        if self.route.part not in ids:
            self._build_end(service)
            return
        index = ids.index(self.route.part)
        step = service.steps[index]
        done = [view.states.get(id_) not in (None, StepState.OPEN) for id_ in ids]
        position = texts.step_of(index + 1, len(ids))
        top = QHBoxLayout()
        top.addWidget(Text(service.title, "second"), 1)
        top.addWidget(Text(position, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        self.add(top)
        said = texts.steps_done(sum(done), len(done))
        self.add(Segments(self.session.look, done, index, said))
        self.column.addSpacing(14)
        heading = self.heading(step.title, 1, "step")
        heading.setAccessibleName(f"{step.title}. {position}")
        self.title = f"{position}: {service.title}"
        spot = Explainer(self.session, self.unfolded).spot(
            "step", step.title, step.text, step.warning, step.check, step.trouble
        )
        row = FlowLayout(0)
        row.addWidget(ReadButton(self.session, self.tr("Diesen Schritt vorlesen"), "readStep"))
        reading = VoicePart(self.session)
        reading.column.addWidget(holder(row))
        self.add(reading)
        self._say(heading, step, index)
        self.add(spot.text(step.text, "large"))
        explanations = spot.row()
        if explanations is not None:
            self.add(explanations)
        self._add_notes(step, spot)
        self._add_buttons(service, index, done[index])
        self.add(Text(self._no_hurry(), "small"))

    def on_changed(self, changed: Changed) -> None:
        """Draw anew; moving on is the button's business."""
        self.redraw()

    def _no_hurry(self) -> str:
        return self.tr("Sie können jederzeit aufhören. Die App merkt sich, wo Sie waren.")

    def _say(self, heading: Heading, step: Step, index: int) -> None:
        """Have all of the step said with its heading, in reading order."""
        a11y.read_out(
            heading,
            step.text,
            self.tr("Achtung: {text}").format(text=step.warning) if step.warning else "",
            *(f"{name} {text}" for _, name, text in self._notes(step)),
            "" if index else self._no_hurry(),
        )

    def _notes(self, step: Step) -> list[tuple[str, str, str]]:
        """Return icon, name and text of what one should see and of what helps."""
        notes = (
            ("circle-check", self.tr("Das sehen Sie, wenn es geklappt hat:"), step.check),
            ("circle-help", self.tr("Wenn es nicht klappt:"), step.trouble),
        )
        return [note for note in notes if note[2]]

    def _add_notes(self, step: Step, spot: Spot) -> None:
        """Show the warning, what one should see, and what helps."""
        if step.warning:
            panel = Panel("danger")
            top = QHBoxLayout()
            top.setSpacing(10)
            top.addWidget(self.icon("shield-alert", "danger-on-soft", 26), 0, Qt.AlignmentFlag.AlignTop)
            top.addWidget(Heading(self.tr("Achtung"), 2, "h3"), 1)
            panel.column.addLayout(top)
            panel.column.addWidget(spot.text(step.warning))
            self.add(panel)
        if notes := self._notes(step):
            panel = Panel("note")
            for icon, name, text in notes:
                row = QHBoxLayout()
                row.setSpacing(14)
                row.addWidget(self.icon(icon, "light-on-soft", 30), 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(spot.text(f"{name} {text}"), 1)
                panel.column.addLayout(row)
            self.add(panel)

    def _add_buttons(self, service: Service, index: int, done: bool) -> None:
        row = FlowLayout(16)
        buttons: list[Button] = []
        ids = service.card.step_ids
        if index:
            before = self.button(self.tr("Zurück"), "arrow-left", "", "stepBefore")
            before.setAccessibleName(self.tr("Zurück zu Schritt {n}").format(n=index))
            before.clicked.connect(lambda: self._show(service, ids[index - 1]))
            buttons.append(before)
        if service.url and service.steps[index].kind.value == "online":
            buttons.append(self.link(self.tr("Seite öffnen"), service.url, "", "openPage"))
        if done:
            again = self.button(self.tr("Doch noch offen"), "undo-2", "", "stepOpen")
            again.clicked.connect(
                lambda: self.session.tick(service.id, ids[index], service.steps[index].title, False)
            )
            buttons.append(again)
            onward = self.button(self.tr("Weiter"), "arrow-right", "primary", "stepNext")
            onward.clicked.connect(lambda: self._onward(service, index))
        else:
            skip = self.button(self.tr("Überspringen"), "arrow-right", "", "stepSkip")
            skip.clicked.connect(lambda: self._onward(service, index))
            buttons.append(skip)
            onward = self.button(self.tr("Erledigt, weiter"), "check", "success", "stepDone")
            onward.clicked.connect(lambda: self._done(service, index))
        for button in (*buttons, onward):
            button.setProperty("large", True)
        for button in buttons:
            row.addWidget(button)
        self.column.addSpacing(10)
        if self.session.look.percent >= 150 or self.narrow:
            row.addWidget(onward)
            self.add(holder(row))
            return
        line = QHBoxLayout()
        line.addWidget(holder(row), 1)
        line.addWidget(onward, 0, Qt.AlignmentFlag.AlignTop)
        self.add(line)

    def _done(self, service: Service, index: int) -> None:
        step = service.steps[index]
        if self.session.tick(service.id, step.id, step.title, True):
            self._onward(service, index)

    def _onward(self, service: Service, index: int) -> None:
        ids = service.card.step_ids
        self._show(service, ids[index + 1] if index + 1 < len(ids) else "")

    def _show(self, service: Service, step: str) -> None:
        self.session.navigate("step", service.id, step)

    def _build_end(self, service: Service) -> None:
        """After the last step: say what is open, or ask whether everything is set up."""
        view = self.session.checklist.steps(service.id)
        state = self.session.checklist.states().get(service.id)
        self.text(service.title, "second")
        if state is ServiceState.SET_UP:
            self.heading(self.tr("Geschafft"), 1, "step")
            self.text(self.tr("„{title}“ ist eingerichtet.").format(title=service.title), "large")
        elif view.progress.complete:
            self.heading(self.tr("Alle Schritte sind erledigt"), 1, "step")
            self.text(self.tr("Ist jetzt alles eingerichtet?"), "large")
        else:
            self.heading(self.tr("Das war der letzte Schritt"), 1, "step")
            left = view.progress.total - view.progress.done
            self.text(
                self.tr("Ein Schritt ist noch offen.")
                if left == 1
                else self.tr("{n} Schritte sind noch offen.").format(n=left),
                "large",
            )
        row = FlowLayout(16)
        if view.progress.complete and state is not ServiceState.SET_UP:
            finish = self.button(self.tr("Ja, eingerichtet"), "circle-check", "success", "confirmSetUp")
            finish.clicked.connect(
                lambda: self.session.set_state(service.id, service.title, ServiceState.SET_UP)
            )
            row.addWidget(finish)
        if view.progress.next_step is not None:
            missing = view.progress.next_step
            open_step = self.button(self.tr("Zum offenen Schritt"), "arrow-right", "primary", "openStep")
            open_step.clicked.connect(lambda: self._show(service, missing))
            row.addWidget(open_step)
        overview = self.button(self.tr("Übersicht der Anleitung"), "list", "", "overview")
        overview.clicked.connect(lambda: self.session.navigate("service", service.id))
        row.addWidget(overview)
        home = self.button(self.tr("Zum Start"), "house", "", "home")
        home.clicked.connect(lambda: self.session.navigate("start"))
        row.addWidget(home)
        self.add(holder(row))
