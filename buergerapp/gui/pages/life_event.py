"""A life event: what to do, in the order in which it is due."""

from buergerapp.gui import texts
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.service_list import ServiceList


class LifeEventPage(Page):
    """Lists the services of one life event by when they are due."""

    def build(self) -> None:
        """Draw title, description and one list for each time."""
        try:
            event, groups = self.session.find.life_event(self.route.arg)
        except LookupError:
            self.gone(self.tr("Diese Lebenslage gibt es nicht mehr"))
            return
        self.heading(event.title)
        self.text(event.description, "lead")
        for group in groups:
            title = texts.when(group.when)
            if len(groups) > 1:
                self.heading(title, 2)
            services = ServiceList(self.session, title)
            services.add_all(group.services)
            self.add(services)
