"""Where the window is, where it was, and links into it."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple


class Route(NamedTuple):
    """A place in the window: a page and what it shows.

    Attributes:
        page: ``start``, ``search``, ``category``, ``life-event``, ``service``, ``step``, ``list``,
            ``settings``, ``help``, ``menu``.
        arg: What the page shows: an id, or the words of a search.
        part: A part of it, for example the id of a step.
    """

    page: str
    arg: str = ""
    part: str = ""


START = Route("start")


@dataclass(slots=True)
class Visit:
    """A route in the history, with how far its page was scrolled and what had the focus."""

    route: Route
    scroll: int = 0
    focus: str = ""


@dataclass(slots=True)
class History:
    """The way a person took, with one position in it; knows no widgets."""

    visits: list[Visit] = field(default_factory=lambda: [Visit(START)])
    position: int = 0

    @property
    def current(self) -> Visit:
        """The visit that the window shows."""
        return self.visits[self.position]

    @property
    def previous(self) -> Route | None:
        """Where "back" leads, or None at the beginning."""
        return self.visits[self.position - 1].route if self.position else None

    def go(self, route: Route) -> bool:
        """Move to a new place and forget the way forward; False when already there."""
        if route == self.current.route:
            return False
        del self.visits[self.position + 1 :]
        self.visits.append(Visit(route))
        self.position += 1
        return True

    def replace(self, route: Route) -> None:
        """Change the present place without a new entry, as when typing in the search."""
        self.visits[self.position] = replace(self.current, route=route)

    def back(self) -> bool:
        """Move one place back; False at the beginning."""
        return self._move(-1)

    def forward(self) -> bool:
        """Move one place forward; False at the end."""
        return self._move(1)

    def _move(self, step: int) -> bool:
        target = self.position + step
        if not 0 <= target < len(self.visits):
            return False
        self.position = target
        return True
