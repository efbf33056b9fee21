"""Meine Notizen: a short note, whether somebody helped, and dates, for one service on the list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from buergerapp.domain.checklist import ServiceRecord
from buergerapp.errors import KnownProblem
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.due_dates import DueDates
from buergerapp.gui.widgets.fields import Complaint
from buergerapp.gui.widgets.labels import Heading, Line, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Panel
from buergerapp.gui.widgets.radios import radio_group
from buergerapp.usecases.checklist import Entry

LONGEST_NOTE = 1000
_LINES = 3


class NoteEdit(QPlainTextEdit):
    """A few lines that grow with what is typed; Tab leaves them.

    Signals:
        left(): The focus went elsewhere.
    """

    left = Signal()

    def __init__(self, note: str, line: int) -> None:
        """Show a note; ``line`` is the height of a line in px."""
        super().__init__(note)
        self._line = line
        self.setObjectName("noteEdit")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._shorten)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words, so that nothing scrolls inside the page."""
        lines = max(_LINES, round(self.document().size().height()))
        self.setFixedHeight(lines * self._line + 24)

    def _shorten(self) -> None:
        """Cut what is longer than a note may be."""
        if len(self.toPlainText()) > LONGEST_NOTE:
            cursor = self.textCursor()
            place = min(cursor.position(), LONGEST_NOTE)
            self.setPlainText(self.toPlainText()[:LONGEST_NOTE])
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()


class NotesPanel(Panel):
    """Everything a person keeps about one service besides its steps.

    The note is saved by its button, and also when the person goes on without pressing it.
    """

    def __init__(self, session: Session, entry: Entry, drafts: dict[str, str]) -> None:
        """Draw the panel.

        Args:
            drafts: Notes by service that were refused; they come back into the field, so that nobody
                has to type them again.
        """
        super().__init__("card", 8)
        assert entry.record is not None
        self._session, self._drafts = session, drafts
        self._service, self._title = entry.card.id, entry.card.title
        self._saved = entry.record.note
        self._with_help, self._due = entry.record.with_help, entry.record.due
        self.column.addWidget(Heading(self.tr("Meine Notizen"), 2, "h3"))
        self._add_note()
        self.column.addWidget(Line())
        self._add_help(entry.record.with_help)
        self.column.addWidget(Line())
        self.column.addWidget(Heading(self.tr("Fristen"), 3, "strong"))
        self.column.addWidget(DueDates(session, self._service, self._title, entry.due))
        self.column.addWidget(Line())
        history = self._button(self.tr("Mein Verlauf dazu"), "history", "serviceHistory")
        history.on_click(partial(session.navigate, "history", self._service))
        self.column.addWidget(_wrapped(history))

    def _add_note(self) -> None:
        warning = self.tr("Bitte nie Passwörter, PINs oder Kartennummern aufschreiben.")
        self.column.addWidget(
            Text(self.tr("Zum Beispiel: Konto läuft über die E-Mail meiner Tochter."), "second")
        )
        self.edit = NoteEdit(self._drafts.get(self._service, self._saved), self._session.look.px(26))
        self.edit.setAccessibleName(self.tr("Meine Notiz zu {title}").format(title=self._title))
        self.edit.setAccessibleDescription(warning)
        self.edit.left.connect(self._on_left)
        self.column.addWidget(self.edit)
        self.column.addWidget(Text(warning, "small", "note"))
        self._complaint = Complaint("noteComplaint")
        self.column.addWidget(self._complaint)
        save = self._button(self.tr("Notiz speichern"), "save", "noteSave")
        save.on_click(self._save)
        self.column.addWidget(_wrapped(save))

    def _add_help(self, with_help: bool | None) -> None:
        self.column.addWidget(Text(self.tr("Wie haben Sie es gemacht?"), "strong"))
        row = FlowLayout(8)
        choices = []
        for value, word, name in (
            (False, self.tr("Allein"), "helpAlone"),
            (True, self.tr("Mit Hilfe"), "helpWith"),
            (None, self.tr("Keine Angabe"), "helpUnsaid"),
        ):
            choice = self._button(word, "", name, "chip")
            choice.setCheckable(True)
            choice.setChecked(with_help is value)
            choice.on_click(partial(self._session.set_with_help, self._service, value))
            row.addWidget(choice)
            choices.append(choice)
        self.column.addWidget(radio_group(self.tr("Wie haben Sie es gemacht?"), row, choices))

    def shows(self, record: ServiceRecord) -> bool:
        """Tell whether the panel shows what is on the disk, so that nothing has to be drawn anew."""
        return (record.note, record.with_help, record.due) == (self._saved, self._with_help, self._due)

    # --- saving ----------------------------------------------------------------------------------------

    def _changed(self) -> bool:
        return self.edit.toPlainText().strip() != self._saved

    def _save(self) -> None:
        """Save because the person asked for it; what is refused stays in the field."""
        if not self._changed():
            return
        note = self.edit.toPlainText()
        try:
            changed = self._session.checklist.set_note(self._service, note)
        except KnownProblem as problem:
            self._drafts[self._service] = note
            self._complaint.say(str(problem))
            self.edit.setFocus()
            return
        self._keep(note)
        self._session.wrote_note(changed, self._title, note)

    def _on_left(self) -> None:
        """Save because the person went on: on the disk now, said in the next turn.

        The focus also leaves while the page is being drawn anew, and nothing may be drawn inside that.
        """
        if not self._changed():
            return
        note, session, title = self.edit.toPlainText(), self._session, self._title
        say: Callable[[], None]
        try:
            changed = session.checklist.set_note(self._service, note)
        except KnownProblem as problem:
            self._drafts[self._service] = note
            self._complaint.say(str(problem))
            say = partial(session.problem.emit, problem)
        else:
            self._keep(note)
            say = partial(session.wrote_note, changed, title, note)
        QTimer.singleShot(0, session, say)

    def _keep(self, note: str) -> None:
        self._saved = note.strip()
        self._drafts.pop(self._service, None)
        self._complaint.say("")

    def _button(self, word: str, icon: str, name: str, kind: str = "") -> Button:
        return Button(self._session.icons, self._session.look, word, icon, kind, name)


def _wrapped(widget: QWidget) -> QWidget:
    row = FlowLayout(0)
    row.addWidget(widget)
    return holder(row)
