"""What changed in a guide since the person ticked: other words, and steps that are no longer there."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.checklist import StepState
from buergerapp.gui import a11y, texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Heading, IconLabel, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Panel
from buergerapp.usecases.checklist import StepsView


class StepChanges(Panel):
    """A note below the steps; each changed step shows its new and former sentences behind a button."""

    def __init__(self, session: Session, service: str, view: StepsView, titles: Mapping[str, str]) -> None:
        """Draw the note.

        Args:
            titles: Titles of the steps, former ones included.
        """
        super().__init__("note", 10)
        self._session, self._service = session, service
        for step, state in view.states.items():
            if state is StepState.DONE_OTHER_TEXT:
                self._add_step(step, titles.get(step, texts.readable_id(step)))
        if view.former:
            heading = Heading(self.tr("Frühere Schritte"), 2, "h3")
            gone = self.tr("Diese Schritte haben Sie erledigt. Die Anleitung hat sie nicht mehr.")
            former = [titles.get(step, texts.readable_id(step)) for step in view.former]
            a11y.read_out(heading, gone, *former)
            self.column.addWidget(heading)
            self.column.addWidget(Text(gone))
            for title in former:
                self.column.addLayout(self._line("check", title))

    @staticmethod
    def wanted(view: StepsView) -> bool:
        """Tell whether there is anything to say."""
        return bool(view.former) or StepState.DONE_OTHER_TEXT in view.states.values()

    def _add_step(self, step: str, title: str) -> None:
        heading = self.tr("„{title}“ hat einen neuen Text").format(title=title)
        self.column.addWidget(Heading(heading, 2, "h3"))
        sentences = QWidget()
        inside = QVBoxLayout(sentences)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        changes = self._session.checklist.step_changes(self._service, step)
        told: list[str] = []
        for added, word, icon in (
            (True, self.tr("Das ist neu:"), "plus"),
            (False, self.tr("Das steht nicht mehr da:"), "minus"),
        ):
            lines = [change.text for change in changes if change.added is added]
            told += (word, *lines) if lines else ()
            if lines:
                inside.addWidget(Text(word, "strong"))
            for line in lines:
                inside.addLayout(self._line(icon, line))
        if not changes:
            told = [self.tr("Was früher dastand, wurde nicht aufgehoben.")]
            inside.addWidget(Text(told[0]))
        sentences.hide()
        row = FlowLayout(10)
        show = self._button(self.tr("Was ist anders?"), "eye", f"changes-{step}", "disclosure")
        show.setCheckable(True)
        show.setAccessibleName(self.tr("Was ist anders bei „{title}“?").format(title=title))
        show.toggled.connect(sentences.setVisible)
        show.toggled.connect(partial(self._tell, texts.sentences(*told)))
        row.addWidget(show)
        read = self._button(self.tr("Gelesen, bleibt erledigt"), "check", f"changes-read-{step}")
        read.on_click(partial(self._session.tick, self._service, step, title, True))
        row.addWidget(read)
        again = self._button(self.tr("Noch einmal offen"), "undo-2", f"changes-open-{step}")
        again.on_click(partial(self._session.tick, self._service, step, title, False))
        row.addWidget(again)
        self.column.addWidget(holder(row))
        self.column.addWidget(sentences)

    def _tell(self, changes: str, shown: bool) -> None:
        """Have the changes spoken when they are shown."""
        if shown:
            self._session.announce.emit(changes)

    def _line(self, icon: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        mark = IconLabel(self._session.icons, self._session.look, icon, "light-on-soft", 20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(text), 1)
        return row

    def _button(self, word: str, icon: str, name: str, role: str = "") -> Button:
        return Button(self._session.icons, self._session.look, word, icon, "", name, role)
