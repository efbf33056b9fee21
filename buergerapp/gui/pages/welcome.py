"""The welcome: before anything else, how a person reads best. One key skips it."""

from buergerapp.gui import a11y
from buergerapp.gui.navigation import Route
from buergerapp.gui.widgets import choices
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.question_field import question_field
from buergerapp.gui.widgets.reading import ReadButton, VoicePart
from buergerapp.settings import ONBOARDING_DONE


class WelcomePage(Page):
    """Asks for text size, colours and language; every choice counts at once and shows on a sample."""

    def build(self) -> None:
        """Draw the questions, the sample and two ways on."""
        session = self.session
        self.heading(self.tr("Willkommen. Wie lesen Sie am besten?"))
        self.text(
            self.tr(
                "Probieren Sie aus, was Ihnen guttut. Sie können alles später unter „Einstellungen“ ändern. "
                "Mit der Taste Esc überspringen Sie diese Fragen. "
                "Mit den Pfeiltasten gehen Sie weiter, mit der Leertaste wählen Sie."
            ),
            "lead",
        )
        self._add_ways_on("")
        self.heading(self.tr("1. Wie groß soll die Schrift sein?"), 2)
        self.add(choices.text_sizes(session))
        self.heading(self.tr("2. Welche Farben sehen Sie gut?"), 2)
        self.add(choices.themes(session))
        self.heading(self.tr("3. Möchten Sie Einfache Sprache?"), 2)
        self.add(choices.languages(session))
        self._add_sample()
        self._add_reading()
        self._add_ways_on("Below")
        self.heading(self.tr("Oder suchen Sie gleich"), 2)
        self.add(question_field(session))

    def open(self, route: Route) -> None:
        """Show the questions; they are not asked again by themselves."""
        super().open(route)
        if not self.session.settings.get(ONBOARDING_DONE):
            self.session.attempt(lambda: self.session.settings.set(ONBOARDING_DONE, True))

    def _add_ways_on(self, which: str) -> None:
        """Offer to go on; at the top for those who want to skip, at the bottom for those who chose."""
        row = FlowLayout(10)
        words = self.tr("Fertig, los geht es") if which else self.tr("Überspringen")
        kind = "primary" if which else ""
        on = self.button(words, "arrow-right", kind, f"start{which}")
        on.on_click(lambda: self.session.navigate("start"))
        row.addWidget(on)
        self.add(holder(row))

    def _add_reading(self) -> None:
        """Let people hear how the program reads; how fast it should."""
        part = VoicePart(self.session)
        heading = Heading(self.tr("4. Soll BürgerApp vorlesen?"), 2)
        how = self.tr("Der Knopf „Vorlesen“ oben liest jede Seite vor. Esc hält an.")
        a11y.read_out(heading, how)
        part.column.addWidget(heading)
        part.column.addWidget(Text(how))
        row = FlowLayout(10)
        row.addWidget(ReadButton(self.session, self.tr("Diese Seite vorlesen"), "tryReading"))
        part.column.addWidget(holder(row))
        part.column.addWidget(choices.speeds(self.session, self.redraw))
        self.add(part)

    def _add_sample(self) -> None:
        """Show how a guide will look."""
        simple = self.session.language == "de-simple"
        panel = Panel("card", 8)
        heading = Heading(self.tr("So sieht es dann aus"), 3, "h3")
        words = (
            self.tr("Der neue Ausweis liegt im Bürgerbüro. Sie holen ihn dort ab. Bringen Sie den alten mit.")
            if simple
            else self.tr(
                "Wenn Ihr neuer Ausweis fertig ist, holen Sie ihn im Bürgerbüro ab "
                "und bringen dazu den alten Ausweis mit."
            )
        )
        a11y.read_out(heading, words)
        panel.column.addWidget(heading)
        panel.column.addWidget(Text(words))
        self.add(panel)
