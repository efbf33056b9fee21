"""The Grundausstattung: eight things that make everything else easier, in teaching order."""

from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.progress import ProgressBar
from buergerapp.gui.widgets.service_list import ServiceList


class StarterPage(Page):
    """Lists the Grundausstattung with how far the person is."""

    def build(self) -> None:
        """Draw the title, the progress and the list."""
        starter = self.session.checklist.starter()
        self.heading(self.tr("Grundausstattung"))
        self.text(
            self.tr("Diese Dinge machen alles andere leichter. Gehen Sie am besten der Reihe nach vor."),
            "lead",
        )
        said = self.tr("{n} von {total} sind eingerichtet.").format(n=starter.set_up, total=starter.total)
        self.text(said)
        self.add(ProgressBar(self.session.look, starter.set_up, max(1, starter.total), "", "done"))
        services = ServiceList(self.session, self.tr("Grundausstattung"))
        services.add_all(entry.card for entry in starter.entries)
        self.add(services)
