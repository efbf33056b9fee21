"""The main menu as a page, for windows that have no room for the side bar."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from buergerapp.gui.sidebar import NAV, NAV_BELOW
from buergerapp.gui.widgets.page import Page


class MenuPage(Page):
    """Shows the entries of the side bar one below the other."""

    def build(self) -> None:
        """Draw one wide button for each entry."""
        self.heading(self.tr("Menü"))
        for page, icon, title in (*NAV, *NAV_BELOW, ("profiles", "users", "Wer sind Sie?")):
            button = self.button(self.tr(title), icon, "choice", f"menu-{page}")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.on_click(partial(self.session.navigate, page))
            self.add(button)
