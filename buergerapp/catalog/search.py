"""Find services by what people say, and tell why each was found.

The way of a query: words that say nothing fall away; every other word is read as words of the catalog
(:mod:`buergerapp.catalog.expand`); services are ranked by how much of the question they cover, rare
words first, and by their best everyday phrasing; what covers too little is not shown at all.
"""

from __future__ import annotations

import datetime
import heapq
import itertools
import math
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from buergerapp.catalog.expand import LONGEST_QUERY, Expander, Option, Question, Term
from buergerapp.catalog.found import ANYTHING, Filter, Found, Hit, Kind, Match, Why
from buergerapp.catalog.grams import GramIndex
from buergerapp.catalog.meanings import Meanings
from buergerapp.catalog.search_index import END, PHRASE, TITLE, saying
from buergerapp.catalog.vocabulary import Vocabulary, Word
from buergerapp.catalog.words import bare, folded_words, words
from buergerapp.domain.german import fold

_END = int.from_bytes(END)
_CANDIDATES = 16
"""Services whose everyday phrasings are compared with the question."""
_LONG = 600
"""Rows of words that more services use are only looked into, not read."""
_AMONG = 120
"""Services that are looked up in such rows."""
_MOST_READ = 2000
"""Entries that are read for one question; the surest readings of the most telling words come first."""
_MOST_LOOKED_UP = 6
_QUITE_SURE = 0.55
_MOST_KEPT = 2000
"""Services whose phrasings stay in memory."""
_NEARLY_SAID = 1.2
"""A good synonym counts as if the phrasing had been said."""
_PHRASE_SHARE = 0.5
"""How much the best phrasing counts beside the words of the whole guide."""
_LIKENESS = 1.5
"""How much the likeness of letter groups counts beside whole words."""
_FLOOR = 0.3
"""What a word counts for a service that uses it least."""
_CERTAINTY = (-4.7, 6.6, 6.9, 2.2)
"""Logistic model of "this fits": constant, words, likeness, length of the question (in fives).
Learned by benchmarks/search_certainty.py from held-out phrasings and questions nothing answers."""
_FITS = 0.55
"""Nothing is shown when the best service is less certain than this."""
_NEAR_BEST = 0.45
"""Services far behind the best one are not shown: this share of its score is needed."""
_NEARLY_FITS = 0.3
"""Titles of services that are at least this certain are offered as "Meinten Sie"."""
_MOST_INSTEAD = 3
_OWN_WORDS = 0.9
"""Least score of a service that is asked for in the very words of its author."""
_EXPIRED = 0.6
"""An offer that has ended comes after everything that fits nearly as well."""
_TITLE_TELLS = 1.5
_MOST_REASONS = 20
_SAID_ITSELF = 0.97
_PARTS_TELL = 0.8
_NEAR_SERVICES = 10
_MOST_COMPLETED = 40


@dataclass(slots=True)
class _Scored:
    """A candidate while it is ranked."""

    words: float
    phrase: float = 0.0
    likeness: float = 0.0
    score: float = 0.0
    matched: dict[int, tuple[float, Option, int]] = field(default_factory=dict)


class Search:
    """Search one catalog; reads its vocabulary at the first question."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep a read-only connection to a compiled catalog."""
        self._connection = connection
        self._vocabulary: Vocabulary | None = None
        self._expander: Expander | None = None
        self._grams = GramIndex(connection)
        self._phrases: dict[int, tuple[array[int], array[float]]] = {}

    def find(
        self,
        query: str,
        limit: int = 20,
        today: datetime.date | None = None,
        only: Filter = ANYTHING,
    ) -> Found:
        """Return the services that answer ``query``, the best first; expired ones come last.

        Args:
            query: Anything at all.
            limit: Most hits to return.
            today: Day for which offers count as expired; None treats all as current.
            only: What hits must be like.
        """
        question = self._read(query)
        said = self._said(query)
        if not question.terms and not said:
            return Found(query)
        ranked = self._rank(question)
        shown = self._said_first(said, ranked, self._shown(question, ranked))
        allowed = self._allowed([number for number, _ in shown], today, only)
        fitting = [(number, scored) for number, scored in shown if number in allowed]
        fitting.sort(key=lambda item: -item[1].score * (_EXPIRED if allowed[item[0]].expired else 1.0))
        hits = tuple(
            Hit(
                allowed[number].id,
                allowed[number].title,
                round(min(1.0, scored.score), 4),
                self._why(question, number),
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
        vocabulary, _ = self._load()
        before = prefix[: len(prefix) - len(last)]
        ranked = self._rank(self._read(before))[:_NEAR_SERVICES] if before else []
        near = {service: round(scored.score, 1) for service, scored in ranked}

        def order(pair: tuple[str, int]) -> tuple[float, int, str]:
            form, word = pair
            users = near.keys() & vocabulary.word(word).services if near else ()
            return -max((near[service] for service in users), default=0.0), -vocabulary.uses(form), form

        found: dict[str, None] = {}
        for _, word in sorted(vocabulary.starting_with(start, _MOST_COMPLETED), key=order):
            shown = vocabulary.word(word).shown
            written = bare("".join(folded_words(shown)))
            if written != start and written.startswith(start):
                found.setdefault(before + shown)
        return tuple(found)[: max(0, limit)]

    def _load(self) -> tuple[Vocabulary, Expander]:
        """Read vocabulary and synonyms once."""
        if self._vocabulary is None or self._expander is None:
            self._vocabulary = Vocabulary(self._connection)
            self._expander = Expander(self._vocabulary, Meanings(self._connection))
        return self._vocabulary, self._expander

    def _read(self, query: str) -> Question:
        return self._load()[1].read(query)

    def _rank(self, question: Question) -> list[tuple[int, _Scored]]:
        """Score the services that come into question."""
        total = sum(term.weight for term in question.terms) or 1.0
        alike = {} if question.foreign else self._grams.cosines(question.forms)
        covered = self._covered(question, alike, total)
        rough = {service: points / total for service, points in covered.items()}
        for service, likeness in alike.items():
            rough[service] = rough.get(service, 0.0) + _LIKENESS * likeness
        lookup = self._lookup(question)
        ranked = []
        for service in heapq.nlargest(_CANDIDATES, rough, key=rough.__getitem__):
            scored = _Scored(covered.get(service, 0.0) / total, likeness=alike.get(service, 0.0))
            scored.phrase = self._phrase_score(service, question, lookup, total)
            scored.score = (
                (1 - _PHRASE_SHARE) * scored.words
                + _PHRASE_SHARE * scored.phrase
                + _LIKENESS * scored.likeness
            ) / (1 + _LIKENESS / 2)
            ranked.append((service, scored))
        ranked.sort(key=lambda item: (-item[1].score, item[0]))
        return ranked

    def _covered(self, question: Question, alike: dict[int, float], total: float) -> dict[int, float]:
        """Return how much of the question the words of each service cover.

        In large catalogs, rows of words that very many services use are not read as a whole: they only
        add to services that rarer words, letter groups or the full-text index brought up.
        """
        sums: dict[int, float] = {}
        common: list[tuple[Term, dict[int, float]]] = []
        budget = _Budget(_MOST_READ)
        for term in sorted(question.terms, key=lambda term: -term.weight):
            best, left_out = self._contributions(term, budget)
            if left_out:
                common.append((term, best))
            for service, points in best.items():
                sums[service] = sums.get(service, 0.0) + term.weight * points
        if not common:
            return sums
        rough = {service: likeness * total for service, likeness in alike.items()}
        for service, points in sums.items():
            rough[service] = rough.get(service, 0.0) + points
        among = set(heapq.nlargest(_AMONG, rough, key=rough.__getitem__)) | self._using_all(question)
        ordered = sorted(among)
        for term, best in common:
            for service, points in self._contributions_among(term, ordered, best).items():
                gain = points - best.get(service, 0.0)
                if gain > 0:
                    sums[service] = sums.get(service, 0.0) + term.weight * gain
        return sums

    def _using_all(self, question: Question) -> set[int]:
        """Return services that use every word of the question, or the strongest users of one word."""
        assert self._vocabulary is not None
        words_: list[int] = []
        for term in question.terms:
            option = max(term.options.values(), key=lambda o: (o.quality, -o.word), default=None)
            if option is not None and option.quality > _QUITE_SURE:
                words_.append(option.word)
        if len(words_) > 1:
            match = " AND ".join(f"w{word}" for word in words_)
            rows = self._connection.execute(
                "SELECT rowid FROM search_text WHERE search_text MATCH ? LIMIT ?", (match, _AMONG)
            ).fetchall()
            if rows:
                return {row - 1 for (row,) in rows}
        found: set[int] = set()
        for number in words_:
            word = self._vocabulary.word(number)
            if len(word.services) > _LONG:
                found.update(itertools.islice(_strongest(word), _AMONG // 2))
        return found

    def _contributions(self, term: Term, budget: _Budget) -> tuple[dict[int, float], bool]:
        """Return how well services answer one term (0 to 1), and whether rows were left out."""
        assert self._vocabulary is not None
        best: dict[int, float] = {}
        left_out = False
        for option in term.ordered():
            word = self._vocabulary.word(option.word)
            if not budget.allows(len(word.services)):
                left_out = True
                continue
            floor, slope = option.quality * _FLOOR, option.quality * (1 - _FLOOR) / 255
            for service, weight in zip(word.services, word.weights, strict=True):
                points = floor + slope * weight
                if points > best.get(service, 0.0):
                    best[service] = points
        for quality, parts in term.parts:
            whole = sum(part.weight for part in parts) or 1.0
            together: dict[int, float] = {}
            for part in parts:
                found, some_left_out = self._contributions(part, budget)
                left_out |= some_left_out
                share = quality * part.weight / whole
                for service, points in found.items():
                    together[service] = together.get(service, 0.0) + share * points
            for service, points in together.items():
                if points > best.get(service, 0.0):
                    best[service] = points
        return best, left_out

    def _contributions_among(
        self, term: Term, among: Sequence[int], known: dict[int, float]
    ) -> dict[int, float]:
        """Return how well the given services (in rising order) answer a term, all rows included.

        Args:
            term: The term.
            among: The services.
            known: What the rows gave that were read.
        """
        assert self._vocabulary is not None
        best: dict[int, float] = {}
        for option in term.ordered()[:_MOST_LOOKED_UP]:
            if option.quality < _QUITE_SURE:
                break
            word = self._vocabulary.word(option.word)
            services, weights, last = word.services, word.weights, len(word.services)
            floor, slope = option.quality * _FLOOR, option.quality * (1 - _FLOOR) / 255
            at = 0
            for service in among:  # both rise, so each look-up begins where the last one ended
                at = bisect_left(services, service, at)
                if at == last:
                    break
                if services[at] == service:
                    points = floor + slope * weights[at]
                    if points > best.get(service, 0.0):
                        best[service] = points
        for quality, parts in term.parts:
            whole = sum(part.weight for part in parts) or 1.0
            for part in parts:
                share = quality * part.weight / whole
                for service, points in self._contributions_among(part, among, {}).items():
                    together = known.get(service, 0.0) + share * points
                    best[service] = max(min(1.0, together), best.get(service, 0.0))
        return best

    def _lookup(self, question: Question) -> dict[int, tuple[int, float]]:
        """Return for each word of the catalog the term it answers and how much of it."""
        found: dict[int, tuple[int, float]] = {}

        def note(term: Term, number: int, factor: float) -> None:
            for option in term.options.values():
                quality = factor * option.quality
                if quality > found.get(option.word, (0, 0.0))[1]:
                    found[option.word] = (number, quality)
            for quality, parts in term.parts:
                whole = sum(part.weight for part in parts) or 1.0
                for part in parts:
                    note(part, number, factor * quality * part.weight / whole)

        for number, term in enumerate(question.terms):
            note(term, number, 1.0)
        return found

    def _phrase_score(
        self, service: int, question: Question, lookup: dict[int, tuple[int, float]], total: float
    ) -> float:
        """Return how alike the question and the best phrasing of a service are."""
        numbers, lengths = self._phrases_of(service)
        said: list[int] = []
        best = 0.0
        at = 0
        for number in numbers:
            if number in lookup:
                said.append(number)
            elif number == _END:
                if said:
                    best = max(best, self._likeness(said, lengths[at], question, lookup, total))
                    said.clear()
                at += 1
        return best

    def _likeness(
        self,
        said: Sequence[int],
        length: float,
        question: Question,
        lookup: dict[int, tuple[int, float]],
        total: float,
    ) -> float:
        """Return how alike the question and a phrasing are that have words in common, both ways."""
        assert self._vocabulary is not None
        covered: dict[int, float] = {}
        known = 0.0
        for word in said:
            term, quality = lookup[word]
            covered[term] = covered.get(term, 0.0) + quality
            known += self._vocabulary.word(word).rarity * min(1.0, quality * _NEARLY_SAID)
        asked = sum(question.terms[term].weight * min(1.0, sure) for term, sure in covered.items()) / total
        share = known / length
        return 2 * asked * share / (asked + share)

    def _phrases_of(self, service: int) -> tuple[array[int], array[float]]:
        """Return the words of a service's phrasings one after the other, and how much each of these says."""
        known = self._phrases.get(service)
        if known is None:
            phrases, lengths = self._connection.execute(
                "SELECT phrases, lengths FROM search_service WHERE number = ?", (service,)
            ).fetchone()
            if len(self._phrases) > _MOST_KEPT:
                self._phrases.clear()
            known = self._phrases[service] = (array("I", phrases), array("f", lengths))
        return known

    def _said(self, query: str) -> tuple[int, ...]:
        """Return the services for which an author wrote down just this question."""
        rows = self._connection.execute(
            "SELECT number FROM search_saying WHERE saying = ? ORDER BY number", (saying(query),)
        )
        return tuple(number for (number,) in rows)

    @staticmethod
    def _said_first(
        said: tuple[int, ...],
        ranked: Sequence[tuple[int, _Scored]],
        shown: list[tuple[int, _Scored]],
    ) -> list[tuple[int, _Scored]]:
        """Put services that are asked for in their own words in front, however common these words are."""
        if not said:
            return shown
        known = dict(ranked)
        first = [(number, known.get(number) or _Scored(1.0)) for number in said]
        first.sort(key=lambda item: -item[1].score)
        top = max((scored.score for _, scored in shown), default=0.0)
        for place, (_, scored) in enumerate(first):
            scored.score = max(scored.score, top, _OWN_WORDS) - place * 1e-4
        return first + [item for item in shown if item[0] not in said]

    @staticmethod
    def _shown(question: Question, ranked: Sequence[tuple[int, _Scored]]) -> list[tuple[int, _Scored]]:
        """Keep what fits well enough to be shown."""
        if not ranked or _certainty(question, ranked[0][1]) < _FITS:
            return []
        enough = ranked[0][1].score * _NEAR_BEST
        return [item for item in ranked if item[1].score >= enough]

    def _allowed(self, numbers: Iterable[int], today: datetime.date | None, only: Filter) -> dict[int, _Row]:
        """Read what is needed to filter and show services."""
        rows = {}
        for number in numbers:
            id_, title, online, free, valid_until, category, area = self._connection.execute(
                """SELECT service.id, search_service.title, online, free, valid_until, category, area
                FROM search_service JOIN service ON service.id = search_service.service
                JOIN category ON category.id = service.category WHERE number = ?""",
                (number,),
            ).fetchone()
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

    def _why(self, question: Question, service: int) -> Why:
        """Name the word of the service that answers each typed word."""
        matches: list[Match] = []
        for term in sorted(question.terms, key=lambda term: term.weak):
            if not (term.weak and matches):
                matches += self._matches(term, service)
        if not matches:
            matches = [Match(" ".join(term.typed for term in question.terms), "", Kind.LIKE)]
        seen = dict.fromkeys(match.found for match in matches if match.found)
        return Why(tuple(matches), tuple(seen))

    def _matches(self, term: Term, service: int) -> list[Match]:
        """Return how one term is answered by a service: by one word, or by several parts.

        Words of the title tell most: "Perso = Personalausweis" is a better reason than "Perso".
        """
        assert self._vocabulary is not None
        best: tuple[float, list[Match]] = (0.0, [])
        for option in term.ordered()[:_MOST_REASONS]:
            if option.quality * _TITLE_TELLS <= best[0]:
                break
            word = self._vocabulary.word(option.word)
            position = _position(word.services, service)
            if position is None:
                continue
            bits = word.fields[position]
            points = option.quality * (_FLOOR + word.weights[position] * ((1 - _FLOOR) / 255))
            if bits & TITLE:
                points *= _TITLE_TELLS
            if points > best[0]:
                where = Kind.TITLE if bits & TITLE else Kind.PHRASE if bits & PHRASE else Kind.TEXT
                via = option.via or where
                best = (points, [Match(term.typed, word.shown, via)])
        if best[0] and term.best() >= _SAID_ITSELF and best[1][0].kind in (Kind.TITLE, Kind.PHRASE):
            return best[1]
        for quality, parts in term.parts:
            whole = sum(part.weight for part in parts) or 1.0
            found = [self._matches(part, service) for part in parts]
            share = sum(part.weight for part, hit in zip(parts, found, strict=True) if hit) / whole
            if _PARTS_TELL * quality * share > best[0]:
                best = (
                    _PARTS_TELL * quality * share,
                    _as_one(term, [match for hit in found for match in hit]),
                )
        return best[1]

    def _instead(self, question: Question, ranked: Sequence[tuple[int, _Scored]]) -> tuple[str, ...]:
        """Return questions to offer when nothing fits: a corrected spelling, and titles that come near."""
        found = [question.corrected] if question.corrected else []
        for number, scored in ranked[:_MOST_INSTEAD]:
            if not question.foreign and _certainty(question, scored) >= _NEARLY_FITS:
                (title,) = self._connection.execute(
                    "SELECT title FROM search_service WHERE number = ?", (number,)
                ).fetchone()
                found.append(title)
        return tuple(dict.fromkeys(found))

    def _life_events(self, question: Question, ranked: Sequence[tuple[int, _Scored]]) -> tuple[str, ...]:
        """Return the life events that come nearest when no service fits."""
        assert self._vocabulary is not None
        points: dict[str, float] = {}
        lookup = self._lookup(question)
        for life_event, blob in self._connection.execute("SELECT life_event, words FROM search_life_event"):
            said = sum(
                self._vocabulary.word(w).rarity * lookup[w][1] for w in array("I", blob) if w in lookup
            )
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


def _certainty(question: Question, scored: _Scored) -> float:
    """Return the probability that a service is what the question asks for."""
    constant, by_words, by_likeness, by_length = _CERTAINTY
    length = min(5, len(question.terms)) / 5
    points = constant + by_words * scored.words + by_likeness * scored.likeness + by_length * length
    return 1 / (1 + math.exp(-points))


@dataclass(slots=True)
class _Budget:
    """How many entries may still be read for a question."""

    left: int

    def allows(self, entries: int) -> bool:
        """Take ``entries`` off when there are not too many of them."""
        if entries > _LONG or entries > self.left:
            return False
        self.left -= entries
        return True


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read of a service that is shown."""

    id: str
    title: str
    expired: bool


def _position(services: array[int], service: int) -> int | None:
    """Find a service in a rising row."""
    at = bisect_left(services, service)
    return at if at < len(services) and services[at] == service else None


def _as_one(term: Term, matches: list[Match]) -> list[Match]:
    """Tell of a word's parts in terms of the word that was typed."""
    if " " in term.typed and all(match.typed.casefold() == bare(fold(match.found)) for match in matches):
        return [Match(term.typed, term.typed, Kind.PHRASE)]
    return [Match(term.typed, match.found, match.kind) for match in matches]


def _strongest(word: Word) -> Iterator[int]:
    """Yield the services that use a word most strongly."""
    strongest = max(word.weights, default=0)
    for level in range(strongest, 0, -1):
        at = word.weights.find(level)
        while at >= 0:
            yield word.services[at]
            at = word.weights.find(level, at + 1)
