"""Settings: text size, colours, language, reading aloud; what is chosen shows at once."""

import sys
from functools import partial

from buergerapp.gui import a11y, texts
from buergerapp.gui.widgets import choices
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.reading import ReadButton, VoicePart


class SettingsPage(Page):
    """Choices take effect at once and are kept."""

    def build(self) -> None:
        """Draw one group of choices for each setting."""
        self.heading(self.tr("Einstellungen"))
        self.text(
            self.tr(
                "Was Sie hier wählen, gilt sofort und bleibt so. Mit der Tastatur: Pfeiltasten gehen weiter, "
                "die Leertaste wählt."
            ),
            "lead",
        )

        self.heading(self.tr("Schriftgröße"), 2)
        self.add(choices.text_sizes(self.session))
        self.text(self.tr("Auch mit der Tastatur: Strg und Plus, Strg und Minus."), "second")

        self.heading(self.tr("Farben"), 2)
        self.add(choices.themes(self.session))

        self.heading(self.tr("Sprache der Anleitungen"), 2)
        self.add(choices.languages(self.session))
        self.below(self._add_rest)

    def _add_rest(self) -> None:
        """What stands below the choices of how everything looks."""
        self._add_reading()

        self.heading(self.tr("Erinnern"), 2)
        self.add(choices.reminders(self.session, self.redraw))

        self.heading(self.tr("Personen und Sicherungen"), 2)
        people = self.button(self.tr("Personen an diesem Computer"), "users", "", "people")
        people.on_click(partial(self.session.navigate, "profiles"))
        backups = self.button(self.tr("Sicherungen"), "history", "", "backups")
        backups.on_click(partial(self.session.navigate, "backups"))
        row = FlowLayout(10)
        row.addWidget(people)
        row.addWidget(backups)
        self.add(holder(row))

        self.heading(self.tr("Über BürgerApp"), 2)
        about = self.button(self.tr("Über das Programm und Ihre Daten"), "info", "", "about")
        about.clicked.connect(lambda: self.session.navigate("about"))
        row = FlowLayout(10)
        row.addWidget(about)
        self.add(holder(row))

    def _add_reading(self) -> None:
        """Offer speeds where a voice exists; say how to get one where it does not."""
        self.heading(self.tr("Vorlesen"), 2)
        there = VoicePart(self.session)
        there.column.addWidget(
            Text(
                self.tr(
                    "Der Knopf „Vorlesen“ steht oben. Esc hält das Vorlesen an. Wie schnell soll es gehen?"
                )
            )
        )
        there.column.addWidget(choices.speeds(self.session, self.redraw))
        row = FlowLayout(10)
        row.addWidget(ReadButton(self.session, self.tr("Diese Seite vorlesen"), "tryReading"))
        there.column.addWidget(holder(row))
        self.add(there)
        missing = VoicePart(self.session, voice=False)
        lacking = Heading(self.tr("Auf diesem Computer gibt es keine deutsche Stimme."), 3)
        a11y.read_out(lacking, self._way_to_a_voice())
        missing.column.addWidget(lacking)
        missing.column.addWidget(Text(self._way_to_a_voice(), "second"))
        self.add(missing)

    def _way_to_a_voice(self) -> str:
        """Say how this system gets a German voice."""
        way = {
            "win32": self.tr(
                "Öffnen Sie die Einstellungen von Windows. Gehen Sie zu „Zeit und Sprache“, dann zu "
                "„Sprachausgabe“, dann zu „Stimmen hinzufügen“. Wählen Sie „Deutsch“."
            ),
            "darwin": self.tr(
                "Öffnen Sie die Systemeinstellungen. Gehen Sie zu „Bedienungshilfen“, dann zu "
                "„Gesprochene Inhalte“, dann zu „Systemstimme“. Wählen Sie eine deutsche Stimme."
            ),
        }.get(
            sys.platform,
            self.tr(
                "Wer den Computer betreut, installiert „speech-dispatcher“ und „espeak-ng“. Unter Debian und "
                "Ubuntu heißt das Paket dazu „speech-dispatcher-espeak-ng“."
            ),
        )
        return texts.sentences(
            way,
            self.tr("Auf manchen Geräten heißt es etwas anders."),
            self.tr("Starten Sie danach BürgerApp neu."),
        )
