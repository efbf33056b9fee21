"""A category and its services."""

from functools import partial

from buergerapp.gui import texts
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.service_list import ROWS_IN_SIGHT, ServiceList


class CategoryPage(Page):
    """Lists the services of one category."""

    def build(self) -> None:
        """Draw title, description and the list."""
        try:
            category, cards = self.session.find.category(self.route.arg)
        except LookupError:
            self.gone(self.tr("Diesen Bereich gibt es nicht mehr"))
            return
        self.heading(category.title)
        self.text(category.description, "lead")
        self.text(texts.services(len(cards)), "second")
        services = ServiceList(self.session, category.title)
        services.add_all(cards[:ROWS_IN_SIGHT])
        self.add(services)
        self.later(partial(services.add_all, cards[ROWS_IN_SIGHT:]))
