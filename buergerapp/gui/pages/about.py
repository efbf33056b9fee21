"""About: version, content, accessibility, where data is kept."""

from buergerapp import __version__
from buergerapp.gui import texts
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page
from buergerapp.settings import CONTACT

OMBUDS_OFFICE = "https://www.lbbp.nrw.de/ombudsstelle"
"""Whom people in Nordrhein-Westfalen ask when a public body does not help (§ 10d BGG NRW; November 2026)."""
STATEMENT_DAY = "2026-11-23"
"""Day on which the accessibility statement was last checked against the program."""


class AboutPage(Page):
    """Says what the program is, how current it is, for whom it works and what it keeps."""

    def build(self) -> None:
        """Draw the facts."""
        self.heading(self.tr("Über BürgerApp"))
        self.text(self.tr("Version {version}").format(version=__version__))
        counts = self.session.find.counts()
        self.text(
            self.tr("Katalog vom {day}: {services}, {sources} Quellen").format(
                day=texts.seen(self.session.find.edition),
                services=texts.services(counts["services"]),
                sources=counts["sources"],
            )
        )
        self._add_accessibility()
        self.below(self._add_rest)

    def _add_rest(self) -> None:
        self._add_hurdles()
        self._add_data()
        self.heading(self.tr("Lizenzen"), 2)
        self.text(
            self.tr(
                "Programm: EUPL-1.2. Anleitungen: CC BY 4.0. "
                "Schrift: Atkinson Hyperlegible Next (OFL). Bilder: Lucide (ISC)."
            )
        )

    def _add_accessibility(self) -> None:
        """Tell how far the program is accessible, and what does not work yet."""
        self.heading(self.tr("Erklärung zur Barrierefreiheit"), 2)
        self.text(self.tr("Stand: {day}").format(day=texts.seen(STATEMENT_DAY)), "second")
        self.text(
            self.tr(
                "BürgerApp soll für alle nutzbar sein. Maßstab sind die Norm EN 301 549, Kapitel 11, "
                "und die BITV 2.0. Das Programm erfüllt sie zum größten Teil, aber noch nicht ganz: "
                "Was fehlt, steht unten. Wir haben das selbst geprüft, mit Programmen und von Hand. "
                "Eine Prüfstelle hat noch nicht geprüft."
            )
        )
        self.heading(self.tr("Das geht"), 3)
        works = (
            self.tr("Alles lässt sich mit der Tastatur bedienen. Die Tasten stehen in der Hilfe (F1)."),
            self.tr("Die Schrift lässt sich bis 300 Prozent vergrößern."),
            self.tr("Es gibt vier Farbgestaltungen, zwei davon mit hohem Kontrast."),
            self.tr("Bildschirmleser sagen Überschriften mit ihrer Ebene, Listen, Knöpfe und Meldungen an."),
            self.tr("Nichts bewegt sich. Meldungen bleiben stehen, bis Sie weitergehen oder sie schließen."),
        )
        self.bullets(self.tr("Das geht"), works)
        self.heading(self.tr("Das geht noch nicht"), 3)
        missing = (
            self.tr("Geprüft ist das Programm mit Orca unter Linux. NVDA und VoiceOver fehlen noch."),
            self.tr(
                "Bei sehr großer Schrift werden lange Wörter in Überschriften etwas kleiner, "
                "damit sie ganz bleiben."
            ),
            self.tr("Vorlesen geht nur, wenn auf dem Computer eine deutsche Stimme eingerichtet ist."),
            self.tr(
                "Das Fenster, in dem Sie Dateien auswählen, gehört zu Ihrem Computer. "
                "Es wird mit der Schrift des Programms nicht größer."
            ),
            self.tr("Einfache Sprache gibt es noch nicht für jede Anleitung."),
            self.tr("Es gibt keine Videos in Gebärdensprache."),
            self.tr("Die Seiten, die sich im Browser öffnen, machen andere. Auch dort kann es Hürden geben."),
        )
        self.bullets(self.tr("Das geht noch nicht"), missing)

    def _add_hurdles(self) -> None:
        """Tell whom to tell of a barrier."""
        self.heading(self.tr("Haben Sie eine Hürde gefunden?"), 3)
        contact = self.session.settings.get(CONTACT)
        whom = (
            self.tr("Sagen Sie es der Stelle, die dieses Programm hier bereitstellt: {contact}.").format(
                contact=contact
            )
            if contact
            else self.tr(
                "Sagen Sie es der Stelle, von der Sie dieses Programm haben, zum Beispiel Ihrer Bücherei, "
                "Ihrem Kurs oder Ihrem Amt. Fragen zu den Ämtern beantwortet die Behördennummer 115."
            )
        )
        self.text(whom + " " + self.tr("Nennen Sie die Seite und was nicht geht."))
        self.text(
            self.tr(
                "Haben Sie das Programm von einer Behörde in Nordrhein-Westfalen und hilft sie Ihnen nicht? "
                "Dann hilft die Ombudsstelle für barrierefreie Informationstechnik des Landes. "
                "Sie finden sie unter {address}."
            ).format(address=texts.address(OMBUDS_OFFICE))
        )
        help_ = self.button(self.tr("Hilfe: 115"), "phone", "", "toHelp")
        help_.on_click(lambda: self.session.navigate("help"))
        office = self.link(self.tr("Seite der Ombudsstelle öffnen"), OMBUDS_OFFICE, "", "ombudsOffice")
        row = FlowLayout(10)
        row.addWidget(help_)
        row.addWidget(office)
        self.add(holder(row))

    def _add_data(self) -> None:
        """Tell what is kept, where, and how to get rid of it."""
        self.heading(self.tr("Ihre Daten"), 2)
        self.text(
            self.tr(
                "Was Sie abhaken und schreiben, bleibt auf diesem Computer: Haken, Notizen, Termine, "
                "Personen und die letzten acht Suchen, die zu einer Anleitung führten. "
                "Das Programm selbst verbindet sich nicht mit dem Internet. "
                "Nur wenn Sie eine Adresse öffnen, zum Beispiel mit „Seite öffnen“, "
                "startet es dafür Ihren Browser."
            )
        )
        names = {
            "list": self.tr("Ihre Liste"),
            "backups": self.tr("Sicherungen"),
            "settings": self.tr("Einstellungen"),
            "log": self.tr("Protokoll"),
        }
        for key, path in self.session.places.items():
            self.text(f"{names[key]}: {path}")
        self.text(
            self.tr(
                "Im Protokoll stehen nur Fehler, keine Namen, keine Suchwörter und nichts aus Ihrer Liste. "
                "Wenn Sie diese Ordner löschen, ist alles weg."
            )
        )
