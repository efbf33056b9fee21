"""Dates on which something runs out: typing them, listing them, and what is due soon."""

import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from buergerapp.domain.checklist import Due
from buergerapp.gui import a11y, texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import MIN_TARGET, Button
from buergerapp.gui.widgets.fields import Complaint, TextField
from buergerapp.gui.widgets.labels import Badge, Heading, IconLabel, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.list_rows import ListRow
from buergerapp.usecases.checklist import Entry

_CENTURY = 2000
_EARLIEST = 1900


def day_of(day: str, month: str, year: str) -> datetime.date | None:
    """Return the day that three fields say; "27" is 2027. None when there is no such day."""
    parts = [part.strip().rstrip(".") for part in (day, month, year)]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    number = int(parts[2])
    if len(parts[2]) <= 2:
        number += _CENTURY
    if number < _EARLIEST:
        return None
    try:
        return datetime.date(number, int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        return None


class DateField(QWidget):
    """Three plain fields for day, month and year; nothing to scroll, nothing that changes by itself.

    Signals:
        entered(): The person pressed Enter.
    """

    entered = Signal()

    def __init__(self, px: int, word: str) -> None:
        """Make empty fields.

        Args:
            px: Width of a digit at the present text size.
            word: What the date is about, said by screen readers with each field.
        """
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.edits: list[QLineEdit] = []
        for title, digits, name in (
            (self.tr("Tag"), 2, "dueDay"),
            (self.tr("Monat"), 2, "dueMonth"),
            (self.tr("Jahr"), 4, "dueYear"),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            edit = QLineEdit()
            edit.setObjectName(name)
            edit.setProperty("kind", "date")
            edit.setAccessibleName(f"{word}: {title}")
            edit.setMaxLength(digits + 1)
            edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            edit.setMinimumHeight(MIN_TARGET)
            edit.setFixedWidth(px * digits + 34)
            edit.returnPressed.connect(self.entered)
            label = Text(title, "small")
            label.setWordWrap(False)
            label.setBuddy(edit)
            column.addWidget(label)
            column.addWidget(edit)
            row.addLayout(column)
            self.edits.append(edit)
        row.addStretch(1)

    def day(self) -> datetime.date | None:
        """Return the day that was typed, or None when there is no such day."""
        first, second, third = (edit.text() for edit in self.edits)
        return day_of(first, second, third)


class DueDates(QWidget):
    """The dates of one service: each with a way to remove it, and fields for another one."""

    def __init__(self, session: Session, service: str, title: str, due: tuple[Due, ...]) -> None:
        """Draw the dates that are known."""
        super().__init__()
        self._session, self._service, self._title = session, service, title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number, date in enumerate(due):
            column.addWidget(self._row(number, date))
        if due:
            column.addSpacing(14)
        self._label = TextField(
            self.tr("Was läuft ab?"),
            "dueLabel",
            longest=80,
            help=self.tr("Zum Beispiel: Mein Ausweis. Sie können das Feld leer lassen."),
        )
        column.addWidget(self._label)
        self.date = DateField(session.look.px(13), self.tr("läuft ab am"))
        self.date.entered.connect(self._keep)
        column.addWidget(self.date)
        self._complaint = Complaint("dueComplaint")
        column.addWidget(self._complaint)
        keep = self._button(self.tr("Datum merken"), "bell", "dueKeep")
        keep.on_click(self._keep)
        column.addWidget(_wrapped(keep))

    def _row(self, number: int, due: Due) -> QWidget:
        """Draw one date, when it is due again, and what can be done about it."""
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(due.label or self.tr("läuft ab"), "strong"))
        when = texts.day(due.day)
        if due.renewal:
            when = self.tr("{day}, nach der üblichen Frist").format(day=when)
        column.addWidget(Text(when, "second"))
        if due.soon:
            left = f"{texts.due_state(due)}: {texts.days_left(due.days_left)}"
            column.addWidget(_wrapped(Badge(left, "note")))
        buttons = FlowLayout(8)
        again = self._session.checklist.due_again(self._service)
        if due.soon and again is not None:
            renewed = self._button(self.tr("Habe ich erneuert"), "refresh-ccw", f"dueRenewed-{number}")
            renewed.setAccessibleDescription(self.tr("Neues Datum: {day}").format(day=texts.day(again)))
            renewed.on_click(partial(self._session.set_due, self._service, self._title, again, due.label))
            buttons.addWidget(renewed)
        if not due.renewal:
            remove = self._button(self.tr("Datum entfernen"), "x", f"dueRemove-{number}")
            remove.setAccessibleName(
                self.tr("Datum entfernen: {what}").format(what=f"{due.label} {when}".strip())
            )
            remove.on_click(partial(self._session.set_due, self._service, self._title, None, due.label))
            buttons.addWidget(remove)
        column.addWidget(holder(buttons))
        return row

    def _keep(self) -> None:
        """Save what stands in the fields, or say what is wrong with it."""
        day = self.date.day()
        if day is None:
            self._complaint.say(self.tr("Diesen Tag gibt es nicht. Bitte prüfen Sie Tag, Monat und Jahr."))
            self.date.edits[0].setFocus()
            return
        self._session.set_due(self._service, self._title, day, self._label.text)

    def _button(self, word: str, icon: str, name: str) -> Button:
        return Button(self._session.icons, self._session.look, word, icon, "", name)


class DueList(QWidget):
    """Bald fällig, as drawn: what, when, how long there is time, and the way to the guide."""

    def __init__(self, session: Session, entries: tuple[Entry, ...], *, narrow: bool) -> None:
        """Draw the heading and one row for each entry."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(DueHeading(session))
        rows = QWidget()
        a11y.set_role(rows, "list")
        rows.setAccessibleName(self.tr("Bald fällig"))
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        for entry in entries:
            inside.addWidget(DueRow(session, entry, narrow=narrow))
        column.addWidget(rows)


class DueHeading(QWidget):
    """The heading with its bell."""

    def __init__(self, session: Session) -> None:
        """Draw it."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(session.icons, session.look, "bell", "light-on-soft", 24))
        heading = Heading(self.tr("Bald fällig"), 2)
        heading.setObjectName("group-due")
        row.addWidget(heading, 1)


class DueRow(ListRow):
    """One thing that is due."""

    def __init__(self, session: Session, entry: Entry, *, narrow: bool) -> None:
        """Draw it; ``narrow`` puts badge and button below the words."""
        due, card = entry.due[0], entry.card
        title, left = texts.due_title(card.title, due), texts.days_left(due.days_left)
        guide = Button(session.icons, session.look, self.tr("Anleitung"), "", "", f"due-{card.id}")
        guide.setAccessibleName(self.tr("Anleitung: {title}").format(title=card.title))
        guide.on_click(partial(session.navigate, "service", card.id))
        side = [Badge(left, "danger" if due.days_left < 0 else "note"), guide]
        below = texts.due_below(card.title, due)
        super().__init__(session, card.icon, texts.breakable(title), below, side, narrow=narrow)
        self.setAccessibleName(f"{title}, {left}")


def _wrapped(widget: QWidget) -> QWidget:
    row = FlowLayout(0)
    row.addWidget(widget)
    return holder(row)
