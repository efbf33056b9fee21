"""About: version, content, where data is kept."""

from buergerapp import __version__
from buergerapp.gui import texts
from buergerapp.gui.widgets.page import Page


class AboutPage(Page):
    """Says what the program is, how current it is and what it keeps."""

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
        self.heading(self.tr("Ihre Daten"), 2)
        self.text(
            self.tr(
                "Was Sie abhaken, bleibt auf diesem Computer. "
                "Das Programm verbindet sich nicht mit dem Internet. "
                "Nur wenn Sie „Seite öffnen“ drücken, öffnet sich Ihr Browser."
            )
        )
        self.heading(self.tr("Lizenzen"), 2)
        self.text(
            self.tr(
                "Programm: EUPL-1.2. Anleitungen: CC BY 4.0. "
                "Schrift: Atkinson Hyperlegible Next (OFL). Bilder: Lucide (ISC)."
            )
        )
