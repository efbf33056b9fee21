"""Settings: text size and colours, with a sample that shows them at once."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from buergerapp.gui import texts
from buergerapp.gui.session import TEXT_SIZES
from buergerapp.gui.theme import THEMES
from buergerapp.gui.widgets.layouts import ColumnsLayout, FlowLayout, holder
from buergerapp.gui.widgets.page import Page
from buergerapp.settings import DUE_NOTIFICATION, LANGUAGE, TEXT_SCALE, THEME


class SettingsPage(Page):
    """Choices take effect at once and are kept."""

    def build(self) -> None:
        """Draw one group of choices for each setting."""
        settings = self.session.settings
        self.heading(self.tr("Einstellungen"))
        self.text(self.tr("Was Sie hier wählen, gilt sofort und bleibt so."), "lead")

        self.heading(self.tr("Schriftgröße"), 2)
        sizes = FlowLayout(10)
        for percent in TEXT_SIZES:
            button = self._choice(
                f"{percent} %",
                f"size-{percent}",
                percent == self.session.look.percent,
                settings.locked(TEXT_SCALE),
            )
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.on_click(partial(self.session.set_text_size, percent))
            sizes.addWidget(button)
        self.add(holder(sizes))
        self.text(self.tr("Auch mit der Tastatur: Strg und Plus, Strg und Minus."), "second")

        self.heading(self.tr("Farben"), 2)
        themes = ColumnsLayout(10, self.session.look.px(300), 2)
        for name in ("system", *THEMES):
            button = self._choice(
                texts.theme_title(name), f"theme-{name}", name == settings.get(THEME), settings.locked(THEME)
            )
            button.on_click(partial(self.session.set_theme, name))
            themes.addWidget(button)
        self.add(holder(themes))

        self.heading(self.tr("Sprache der Anleitungen"), 2)
        languages = ColumnsLayout(10, self.session.look.px(300), 2)
        for key, title in (
            ("de", self.tr("Alltagssprache")),
            ("de-simple", self.tr("Einfache Sprache, wo es sie gibt")),
        ):
            button = self._choice(
                title, f"language-{key}", key == settings.get(LANGUAGE), settings.locked(LANGUAGE)
            )
            button.on_click(partial(self.session.set_language, key))
            languages.addWidget(button)
        self.add(holder(languages))

        self._add_reminder()
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

    def _add_reminder(self) -> None:
        """Let people be reminded at the start of what is due."""
        settings = self.session.settings
        self.heading(self.tr("Erinnern"), 2)
        row = ColumnsLayout(10, self.session.look.px(300), 2)
        for wanted, title in (
            (False, self.tr("Nicht erinnern")),
            (True, self.tr("Beim Start an Fälliges erinnern")),
        ):
            button = self._choice(
                title,
                f"remind-{'on' if wanted else 'off'}",
                settings.get(DUE_NOTIFICATION) is wanted,
                settings.locked(DUE_NOTIFICATION),
            )
            button.on_click(partial(self._remind, wanted))
            row.addWidget(button)
        self.add(holder(row))

    def _remind(self, wanted: bool) -> None:
        self.session.attempt(lambda: self.session.settings.set(DUE_NOTIFICATION, wanted))
        self.redraw()

    def _choice(self, title: str, name: str, chosen: bool, locked: bool):  # type: ignore[no-untyped-def]
        """Make a button that is one of several; a locked one says why."""
        button = self.button(title, "", "choice", name)
        button.setCheckable(True)
        button.setChecked(chosen)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleDescription(self.tr("ausgewählt") if chosen else "")
        # A click on the chosen one must not leave none chosen.
        button.clicked.connect(lambda: button.setChecked(chosen))
        if locked:
            button.setEnabled(False)
            button.setAccessibleDescription(self.tr("von der Verwaltung vorgegeben"))
            button.setToolTip(self.tr("von der Verwaltung vorgegeben"))
        return button
