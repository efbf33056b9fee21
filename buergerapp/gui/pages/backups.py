"""Sicherungen: what was kept when, making one now, and the way back."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.gui import a11y, dialogs, texts
from buergerapp.gui.widgets.labels import IconGround, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.usecases.safekeeping import Backup, Loss


class BackupsPage(Page):
    """Lists the backups; going back to one asks first and keeps the present list as a backup."""

    def build(self) -> None:
        """Draw the explanation, the button and the list."""
        self.heading(self.tr("Sicherungen"))
        self.text(
            self.tr(
                "Die App legt jeden Tag, an dem Sie sie öffnen, eine Sicherung aller Listen an. "
                "Haben Sie etwas geändert, erneuert sie diese beim Schließen. Die letzten zehn Tage bleiben."
            ),
            "lead",
        )
        now = self.button(self.tr("Jetzt sichern"), "save", "", "backupNow")
        now.on_click(self._backup_now)
        row = FlowLayout(10)
        row.addWidget(now)
        self.add(holder(row))
        backups = self.session.safekeeping.backups()
        if not backups:
            self.text(self.tr("Es gibt noch keine Sicherung."))
            return
        rows = QWidget()
        a11y.set_role(rows, "list")
        rows.setAccessibleName(self.tr("Sicherungen"))
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for backup in backups:
            column.addWidget(self._row(backup))
        self.add(rows)

    def _row(self, backup: Backup) -> QWidget:
        look = self.session.look
        title = texts.day_in_words(backup.day, self.session.find.today())
        panel = Panel("card")
        a11y.set_role(panel, "item")
        panel.setAccessibleName(title)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconGround(self.session.icons, look, "package-open"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, "h3"))
        words.addWidget(Text(texts.backup_label(backup.label), "second"))
        row.addLayout(words, 1)
        back = self.button(self.tr("Zurückholen"), "history", "", f"restore-{backup.number}")
        back.setAccessibleName(self.tr("Zurückholen: {day}").format(day=title))
        back.on_click(partial(self._restore, backup))
        if look.percent >= 150 or self.narrow:
            line = FlowLayout(10)
            line.addWidget(back)
            words.addWidget(holder(line))
        else:
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        panel.column.addLayout(row)
        return panel

    def _backup_now(self) -> None:
        if self.session.attempt(self.session.safekeeping.backup_now):
            self.redraw()
            self.session.message.emit(self.tr("Die Sicherung ist angelegt und geprüft."), False)

    def _restore(self, backup: Backup) -> None:
        losses: list[Loss] = []
        if not self.session.attempt(lambda: losses.append(self.session.safekeeping.loss(backup))):
            return
        day = texts.day(backup.day)
        agreed = dialogs.ask_danger(
            self,
            self.tr("Die Listen vom {day} zurückholen?").format(day=day),
            f"{texts.backup_loss(losses[0])} "
            + self.tr(
                "Das gilt für alle Personen an diesem Computer. Der jetzige Stand wird vorher gesichert und "
                "steht danach auch in dieser Liste."
            ),
            self.tr("Zurückholen"),
            self.tr("Abbrechen"),
        )
        if agreed and self.session.restore(backup):
            self.session.message.emit(self.tr("Die Listen vom {day} sind wieder da.").format(day=day), False)
