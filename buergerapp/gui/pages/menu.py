"""The main menu as a page, for windows that have no room for the side bar."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from buergerapp.gui.widgets.page import Page


class MenuPage(Page):
    """Shows the entries of the side bar one below the other."""

    def build(self) -> None:
        """Draw one wide button for each entry."""
        self.heading(self.tr("Menü"))
        for page, icon, title in (
            ("start", "house", self.tr("Start")),
            ("search", "search", self.tr("Alle Dienste")),
            ("list", "list-checks", self.tr("Meine Liste")),
            ("help", "phone", self.tr("Hilfe: 115")),
            ("settings", "settings", self.tr("Einstellungen")),
            ("profiles", "users", self.tr("Wer sind Sie?")),
        ):
            button = self.button(title, icon, "choice", f"menu-{page}")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.on_click(partial(self.session.navigate, page))
            self.add(button)
