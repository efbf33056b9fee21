"""Help: who answers, and what keys do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from buergerapp.gui import a11y
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel


class HelpPage(Page):
    """The number of the administration first, then how this program works."""

    def build(self) -> None:
        """Draw the number, ways to people, and the keys."""
        self.heading(self.tr("Hilfe"))
        panel = Panel("note", 8)
        for words, kind in (
            (self.tr("Behördennummer: 115"), "h2"),
            (self.tr("Unter dieser Nummer hilft Ihnen ein Mensch bei Fragen an die Ämter."), ""),
        ):
            panel.column.addWidget(Text(words, kind))
            self.say_with_heading(words)
        open_115 = self.button(self.tr("Mehr zur 115"), "phone", "", "guide115")
        open_115.clicked.connect(lambda: self.session.navigate("service", "behoerdennummer-115"))
        row = FlowLayout(10)
        row.addWidget(open_115)
        panel.column.addWidget(holder(row))
        self.add(panel)

        self.heading(self.tr("Menschen, die beim Digitalen helfen"), 2)
        helpers = self.button(self.tr("Hilfe mit Handy und Computer in Bochum"), "hand", "", "helpers")
        helpers.clicked.connect(lambda: self.session.navigate("category", "digital-hilfe"))
        row = FlowLayout(10)
        row.addWidget(helpers)
        self.add(holder(row))

        self.heading(self.tr("Tasten"), 2)
        self.below(self._add_keys)

    def _add_keys(self) -> None:
        panel = Panel("card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, (keys, meaning) in enumerate(
            (
                (self.tr("Strg + F"), self.tr("zur Suche")),
                (self.tr("Pfeil nach unten"), self.tr("von der Suche zu den Treffern")),
                (self.tr("Eingabe in der Suche"), self.tr("ersten Treffer öffnen")),
                (self.tr("Esc in der Suche"), self.tr("Suche leeren")),
                (self.tr("Tabulator"), self.tr("zum nächsten Feld oder Knopf")),
                (self.tr("Umschalt + Tabulator"), self.tr("zum Feld oder Knopf davor")),
                (self.tr("Eingabe oder Leertaste"), self.tr("öffnen, abhaken")),
                (self.tr("Pfeiltasten"), self.tr("zur nächsten Wahl, wo nur eine gelten kann")),
                (self.tr("Leertaste"), self.tr("diese Wahl treffen")),
                (self.tr("Bild auf, Bild ab, Pos1, Ende"), self.tr("auf der Seite blättern")),
                (self.tr("Esc"), self.tr("Vorlesen anhalten, Meldung schließen, sonst zurück")),
                (self.tr("Alt + Pfeil links"), self.tr("zurück")),
                (self.tr("Alt + Pfeil rechts"), self.tr("wieder vor")),
                (self.tr("Strg + Z"), self.tr("letzte Änderung zurücknehmen")),
                (self.tr("Strg + Y oder Strg + Umschalt + Z"), self.tr("doch wieder ändern")),
                (self.tr("Strg + Plus, Minus, 0"), self.tr("Schrift größer, kleiner, normal")),
                (self.tr("F1"), self.tr("diese Hilfe")),
                (self.tr("Strg + Q"), self.tr("Programm schließen")),
            )
        ):
            line = f"{keys}: {meaning}"
            row = Text(meaning, role="item")
            a11y.name_item(row, line)
            grid.addWidget(Text(keys, "strong", role="silent"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, number, 1)
            self.say_with_heading(line)
        inner = QWidget()
        a11y.set_role(inner, "list")
        inner.setAccessibleName(self.tr("Tasten"))
        inner.setLayout(grid)
        panel.column.addWidget(inner)
        self.add(panel)
