"""Finding and reading: search, categories, life events, guides."""

import datetime
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from buergerapp.catalog.found import Filter, Found, Why, why_text
from buergerapp.catalog.reader import Catalog, UnknownServiceError
from buergerapp.domain.glossary import Glossary
from buergerapp.domain.service import (
    Area,
    Category,
    LifeEvent,
    LifeEventGroup,
    Service,
    ServiceCard,
    Term,
)

__all__ = ["Filter", "Find", "ResultRow", "Results", "UnknownServiceError"]


class ResultRow(NamedTuple):
    """A service that was found.

    Attributes:
        why: Plain German words for the reason.
        obvious: The title shows what was typed, so that the reason need not be told.
        marked: Words to highlight.
    """

    card: ServiceCard
    score: float
    why: str
    obvious: bool
    marked: tuple[str, ...]


class Results(NamedTuple):
    """The answer to a search.

    Attributes:
        suggestions: Other questions to offer ("Meinten Sie").
        life_events: What comes near when nothing was found.
    """

    query: str
    rows: tuple[ResultRow, ...]
    suggestions: tuple[str, ...]
    life_events: tuple[LifeEvent, ...]


class Find:
    """Everything that is read from the catalog, in the language of the reader."""

    def __init__(self, catalog: Catalog, today: Callable[[], datetime.date]) -> None:
        """Read from ``catalog``; ``today`` decides which offers have ended."""
        self._catalog = catalog
        self.today = today

    @property
    def edition(self) -> str:
        """The day of the content, ISO 8601."""
        return self._catalog.meta.edition

    def search(self, query: str, limit: int = 20, only: Filter | None = None) -> Results:
        """Answer a question in everyday words; never raises on any input."""
        found: Found = self._catalog.search.find(query, limit, self.today(), only or Filter())
        cards = {card.id: card for card in self._catalog.cards([hit.id for hit in found.hits])}
        rows = tuple(
            ResultRow(
                cards[hit.id], hit.score, why_text(hit.why), _obvious(hit.why, hit.title), hit.why.words
            )
            for hit in found.hits
            if hit.id in cards
        )
        near = {event.id: event for event in self.life_events()} if found.life_events else {}
        return Results(
            query,
            rows,
            found.suggestions,
            tuple(near[event] for event in found.life_events if event in near),
        )

    def complete(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Return ways to go on typing."""
        return self._catalog.search.complete(prefix, limit)

    def service(self, service: str, language: str = "de") -> Service:
        """Return a guide.

        Raises:
            UnknownServiceError: The catalog never knew this id.
        """
        return self._catalog.service(service, language)

    def areas(self) -> tuple[Area, ...]:
        """Return the five areas."""
        return self._catalog.areas()

    def categories(self) -> tuple[Category, ...]:
        """Return all categories in order."""
        return self._catalog.categories()

    def category(self, category: str) -> tuple[Category, tuple[ServiceCard, ...]]:
        """Return a category with its services; those that have ended come last.

        Raises:
            LookupError: No such category.
        """
        known = {entry.id: entry for entry in self.categories()}
        if category not in known:
            raise LookupError(category)
        cards = self._catalog.category_services(category)
        return known[category], self.ended_last(cards)

    def ended_last(self, cards: Iterable[ServiceCard]) -> tuple[ServiceCard, ...]:
        """Return services in their order, but those whose offer has ended at the end."""
        today = self.today()
        return tuple(sorted(cards, key=lambda card: card.expired(today)))

    def life_events(self) -> tuple[LifeEvent, ...]:
        """Return all life events in order."""
        return self._catalog.life_events()

    def life_event(self, life_event: str) -> tuple[LifeEvent, tuple[LifeEventGroup, ...]]:
        """Return a life event with its services by when they are due; what has ended comes last.

        Raises:
            LookupError: No such life event.
        """
        known = {entry.id: entry for entry in self.life_events()}
        if life_event not in known:
            raise LookupError(life_event)
        groups = self._catalog.life_event_services(life_event)
        return known[life_event], tuple(g._replace(services=self.ended_last(g.services)) for g in groups)

    def terms(self) -> tuple[Term, ...]:
        """Return the glossary."""
        return self._catalog.terms()

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary, ready to be found in texts."""
        return Glossary(self.terms())

    def counts(self) -> dict[str, int]:
        """Return how much of everything the catalog holds."""
        return self._catalog.counts()


def _obvious(why: Why, title: str) -> bool:
    """Tell whether the title shows every word that was typed."""
    seen = title.casefold()
    return all(match.typed.casefold() in seen for match in why.matches)
