"""Find services by what people say, and tell why each was found.

The way of a query: words that say nothing fall away; every other word is read as words of the catalog
(:mod:`buergerapp.catalog.expand`); services are ranked by how much of the question they cover, rare
words first, and by their best everyday phrasing; what covers too little is not shown at all.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from buergerapp.catalog.certainty import FITS, NEARLY_FITS, certainty
from buergerapp.catalog.expand import LONGEST_QUERY, Expander, Question
from buergerapp.catalog.found import ANYTHING, Filter, Found, Hit
from buergerapp.catalog.meanings import Meanings
from buergerapp.catalog.ranking import Ranker, Scored, lookup
from buergerapp.catalog.reasons import why
from buergerapp.catalog.search_index import saying
from buergerapp.catalog.vocabulary import Vocabulary
from buergerapp.catalog.words import bare, folded_words, words

_NEAR_BEST = 0.45
"""Services far behind the best one are not shown: this share of its score is needed."""
_MOST_INSTEAD = 3
_OWN_WORDS = 0.9
"""Least score of a service that is asked for in the very words of its author."""
_NEAR_SERVICES = 10
_MOST_COMPLETED = 40


class Search:
    """Search one catalog."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the vocabulary of a compiled catalog, open for reading."""
        self._connection = connection
        self._vocabulary = Vocabulary(connection)
        self._expander = Expander(self._vocabulary, Meanings(connection))
        self._ranker = Ranker(connection, self._vocabulary)

    def find(
        self,
        query: str,
        limit: int = 20,
        today: datetime.date | None = None,
        only: Filter = ANYTHING,
    ) -> Found:
        """Return the services that answer ``query``, the best first; offers that have ended after all others.

        Args:
            query: Anything at all.
            limit: Most hits to return.
            today: Day for which offers count as expired; None treats all as current.
            only: What hits must be like.
        """
        question = self._expander.read(query)
        said = self._said(query)
        if not question.terms and not said:
            return Found(query)
        ranked = self._ranker.rank(question)
        shown = self._said_first(said, ranked, self._shown(question, ranked))
        allowed = self._allowed([number for number, _ in shown], today, only)
        fitting = [(number, scored) for number, scored in shown if number in allowed]
        fitting.sort(key=lambda item: (allowed[item[0]].expired, -item[1].score))
        hits = tuple(
            Hit(
                allowed[number].id,
                allowed[number].title,
                round(min(1.0, scored.score), 4),
                why(self._vocabulary, question, number),
            )
            for number, scored in fitting[: max(0, limit)]
        )
        if shown:
            return Found(query, hits, (question.corrected,) if question.corrected else ())
        return Found(query, (), self._instead(question, ranked), self._life_events(question, ranked))

    def complete(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Return the text with its last word completed to words that people say.

        Words of services that the earlier words lead to come first.
        """
        typed = list(words(prefix))
        if not typed or not prefix[-1].isalnum() or len(prefix) > LONGEST_QUERY:
            return ()
        last = typed[-1]
        start = bare("".join(folded_words(last)))
        if len(start) < 2 or not prefix.endswith(last):
            return ()
        before = prefix[: len(prefix) - len(last)]
        ranked = self._ranker.rank(self._expander.read(before))[:_NEAR_SERVICES] if before else []
        near = {service: round(scored.score, 1) for service, scored in ranked}

        def order(pair: tuple[str, int]) -> tuple[float, int, str]:
            form, word = pair
            users = near.keys() & self._vocabulary.word(word).services if near else ()
            return -max((near[service] for service in users), default=0.0), -self._vocabulary.uses(form), form

        found: dict[str, None] = {}
        for _, word in sorted(self._vocabulary.starting_with(start, _MOST_COMPLETED), key=order):
            shown = self._vocabulary.word(word).shown
            written = bare("".join(folded_words(shown)))
            if written != start and written.startswith(start):
                found.setdefault(before + shown)
        return tuple(found)[: max(0, limit)]

    def _said(self, query: str) -> tuple[int, ...]:
        """Return the services for which an author wrote down just this question."""
        rows = self._connection.execute(
            "SELECT number FROM search_saying WHERE saying = ? ORDER BY number", (saying(query),)
        )
        return tuple(number for (number,) in rows)

    @staticmethod
    def _said_first(
        said: tuple[int, ...],
        ranked: Sequence[tuple[int, Scored]],
        shown: list[tuple[int, Scored]],
    ) -> list[tuple[int, Scored]]:
        """Put services that are asked for in their own words in front, however common these words are."""
        if not said:
            return shown
        known = dict(ranked)
        first = [(number, known.get(number) or Scored(1.0)) for number in said]
        first.sort(key=lambda item: -item[1].score)
        top = max((scored.score for _, scored in shown), default=0.0)
        for place, (_, scored) in enumerate(first):
            scored.score = max(scored.score, top, _OWN_WORDS) - place * 1e-4
        return first + [item for item in shown if item[0] not in said]

    @staticmethod
    def _shown(question: Question, ranked: Sequence[tuple[int, Scored]]) -> list[tuple[int, Scored]]:
        """Keep what fits well enough to be shown."""
        if not ranked or certainty(question, ranked[0][1]) < FITS:
            return []
        enough = ranked[0][1].score * _NEAR_BEST
        return [item for item in ranked if item[1].score >= enough]

    def _allowed(self, numbers: Iterable[int], today: datetime.date | None, only: Filter) -> dict[int, _Row]:
        """Read what is needed to filter and show services."""
        rows = {}
        for number, id_, title, online, free, valid_until, category, area in self._connection.execute(
            """SELECT number, service.id, search_service.title, online, free, valid_until, category, area
            FROM json_each(?) JOIN search_service ON number = value
            JOIN service ON service.id = search_service.service
            JOIN category ON category.id = service.category""",
            (json.dumps(list(numbers)),),
        ):
            if (
                (only.online and online != "voll")
                or (only.free and not free)
                or (only.areas and area not in only.areas)
                or (only.categories and category not in only.categories)
                or id_ in only.without
            ):
                continue
            expired = bool(today and valid_until and valid_until < today.isoformat())
            rows[number] = _Row(id_, title, expired)
        return rows

    def _instead(self, question: Question, ranked: Sequence[tuple[int, Scored]]) -> tuple[str, ...]:
        """Return questions to offer when nothing fits: a corrected spelling, and titles that come near."""
        found = [question.corrected] if question.corrected else []
        for number, scored in ranked[:_MOST_INSTEAD]:
            if not question.foreign and certainty(question, scored) >= NEARLY_FITS:
                (title,) = self._connection.execute(
                    "SELECT title FROM search_service WHERE number = ?", (number,)
                ).fetchone()
                found.append(title)
        return tuple(dict.fromkeys(found))

    def _life_events(self, question: Question, ranked: Sequence[tuple[int, Scored]]) -> tuple[str, ...]:
        """Return the life events that come nearest when no service fits."""
        points: dict[str, float] = {}
        asked = lookup(question)
        for life_event, blob in self._connection.execute("SELECT life_event, words FROM search_life_event"):
            said = sum(self._vocabulary.word(w).rarity * asked[w][1] for w in array("I", blob) if w in asked)
            if said > 0.2:
                points[life_event] = said
        for number, scored in ranked[:5]:
            for (life_event,) in self._connection.execute(
                """SELECT life_event FROM life_event_service JOIN search_service USING (service)
                WHERE number = ?""",
                (number,),
            ):
                points[life_event] = points.get(life_event, 0.0) + scored.score
        best = sorted(points.items(), key=lambda item: (-item[1], item[0]))
        return tuple(life_event for life_event, sum_ in best[:3] if sum_ > 0.3)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read of a service that is shown."""

    id: str
    title: str
    expired: bool
