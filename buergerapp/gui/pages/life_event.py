"""A life event: what to do, in the order in which it is due."""

from functools import partial

from buergerapp.domain.service import LifeEventGroup
from buergerapp.gui import texts
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.service_list import ROWS_IN_SIGHT, ServiceList


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
        built = 0
        for group in groups:
            part = partial(self._add_group, group, alone=len(groups) == 1)
            if built < ROWS_IN_SIGHT:
                part()
            else:
                self.below(part)
            built += len(group.services)

    def _add_group(self, group: LifeEventGroup, *, alone: bool) -> None:
        title = texts.when(group.when)
        if not alone:
            self.heading(title, 2)
        services = ServiceList(self.session, title)
        services.add_all(group.services)
        self.add(services)
