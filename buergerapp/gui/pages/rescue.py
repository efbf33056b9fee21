"""When the person's file is damaged: what happened, the newest good backup, or starting anew."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from buergerapp.errors import KnownProblem
from buergerapp.gui import a11y, texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look, dress
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.fields import Complaint
from buergerapp.gui.widgets.focus_ring import FocusRing
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Panel
from buergerapp.usecases.safekeeping import Backup, Safekeeping


class RescueDialog(QDialog):
    """Stands where the window would be; accepted when the file can be opened again."""

    def __init__(self, safekeeping: Safekeeping, problem: KnownProblem, look: Look, resources: Path) -> None:
        """Say what happened and offer the ways on."""
        super().__init__()
        self._safekeeping = safekeeping
        self._look = look
        self._icons = Icons(resources / "icons")
        self._rescue = safekeeping.rescue()
        dress(look, resources)
        self.setObjectName("frame")
        self.setWindowTitle(self.tr("BürgerApp: Ihre Liste wiederherstellen"))
        self.resize(min(look.px(760), 1000), min(look.px(560), 700))
        self._complaint = Complaint("rescueComplaint")
        self._ring = FocusRing(look, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        a11y.set_role(scroll, "pane")  # see Page
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("pageContent")
        content.setProperty("ringHost", True)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 28, 32, 28)
        self._column.setSpacing(14)
        scroll.setWidget(content)
        outer.addWidget(scroll)
        self._build(problem)

    def _build(self, problem: KnownProblem) -> None:
        self._column.addWidget(Heading(self.tr("Ihre Liste lässt sich nicht öffnen"), 1))
        self._column.addWidget(Text(problem.happened))
        self._column.addWidget(
            Text(self.tr("Es wird nichts gelöscht. Die beschädigte Datei wird nur zur Seite gelegt."))
        )
        backup, loss = self._rescue.backup, self._rescue.loss
        if backup is not None:
            panel = Panel("note", 8)
            day = texts.day(backup.day)
            panel.column.addWidget(
                Heading(self.tr("Es gibt eine gute Sicherung vom {day}").format(day=day), 2, "h3")
            )
            if loss is not None:
                panel.column.addWidget(Text(texts.backup_loss(loss)))
            restore = self._button(self.tr("Sicherung zurückholen"), "history", "primary", "rescueRestore")
            restore.on_click(lambda: self._go_back(backup))
            panel.column.addWidget(_row(restore))
            self._column.addWidget(panel)
        else:
            self._column.addWidget(Text(self.tr("Eine gute Sicherung wurde nicht gefunden."), "strong"))
        anew = self._button(self.tr("Mit einer leeren Liste neu anfangen"), "plus", "", "rescueAnew")
        anew.on_click(self._start_anew)
        leave = self._button(self.tr("Programm beenden"), "x", "", "rescueLeave")
        leave.on_click(self.reject)
        self._column.addWidget(_row(anew, leave))
        self._column.addWidget(self._complaint)
        self._column.addWidget(
            Text(
                self.tr(
                    "Wenn Sie unsicher sind, beenden Sie das Programm und fragen Sie jemanden, "
                    "der sich auskennt."
                ),
                "second",
            )
        )
        self._column.addStretch(1)

    def _button(self, word: str, icon: str, kind: str, name: str) -> Button:
        return Button(self._icons, self._look, word, icon, kind, name)

    def _go_back(self, backup: Backup) -> None:
        try:
            self._safekeeping.restore(backup)
        except KnownProblem as problem:
            self._complaint.say(str(problem))
            return
        self._leave()

    def _start_anew(self) -> None:
        try:
            self._safekeeping.start_anew()
        except KnownProblem as problem:
            self._complaint.say(str(problem))
            return
        self._leave()

    def _leave(self) -> None:
        self._ring.leave()
        self.accept()

    def reject(self) -> None:
        """Leave without having changed anything."""
        self._ring.leave()
        super().reject()


def _row(*buttons: Button) -> QWidget:
    row = FlowLayout(10)
    for button in buttons:
        row.addWidget(button)
    return holder(row)
