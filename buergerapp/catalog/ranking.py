"""Score services against a question: by its words, by their best phrasing, by letter groups."""

from __future__ import annotations

import functools
import heapq
import itertools
import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from buergerapp.catalog.expand import Question, Term
from buergerapp.catalog.grams import GramIndex
from buergerapp.catalog.search_index import END, PHRASE, TITLE
from buergerapp.catalog.vocabulary import Vocabulary, Word

FLOOR = 0.3
"""What a word counts for a service that uses it least."""
_END = int.from_bytes(END)
_CANDIDATES = 16
"""Services whose everyday phrasings are compared with the question."""
_LONG = 600
"""Rows of words that more services use are only looked into, not read."""
_AMONG = 120
"""Services that are looked up in such rows."""
_MOST_READ = 1500
"""Entries that are read for one question; the surest readings of the most telling words come first."""
_LITTLE = 30
"""When fewer entries than this may still be read, nothing more is."""
_MOST_LOOKED_UP = 6
_QUITE_SURE = 0.55
_MEANS_THE_SAME = 0.8
_STORY = 7
"""Typed words from which on an activity may be a mere part of a story."""
_MOST_KEPT = 2000
"""Services whose phrasings stay in memory."""
_NEARLY_SAID = 1.2
"""A good synonym counts as if the phrasing had been said."""
_PHRASE_SHARE = 0.5
"""How much the best phrasing counts beside the words of the whole guide."""
_LIKENESS = 1.45
"""How much the likeness of letter groups counts beside whole words."""


@dataclass(slots=True)
class Scored:
    """A candidate.

    Attributes:
        words: Share of the question that its words cover, rare words first, 0 to 1.
        phrase: How alike its best phrasing is, both ways, 0 to 1.
        said: How much of a phrasing the question says, whatever else it says besides, 0 to 1.
        likeness: Cosine of the letter groups, 0 to 1.
        score: All three together, about 0 to 1.
        unsaid: Neither its title nor a phrasing says what the person wants to do with the thing.
    """

    words: float
    phrase: float = 0.0
    said: float = 0.0
    likeness: float = 0.0
    score: float = 0.0
    unsaid: bool = False


class Ranker:
    """Ranks the services of one catalog."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        """Read what a question needs from ``connection``; keep the vocabulary."""
        self._connection = connection
        self._vocabulary = vocabulary
        self._grams = GramIndex(connection)
        self._phrases: dict[int, tuple[array[int], array[float]]] = {}

    def rank(self, question: Question) -> list[tuple[int, Scored]]:
        """Score the services that come into question."""
        asked = lookup(question)
        total = sum(term.weight for term in question.terms) or 1.0
        alike = {} if question.foreign else self._grams.cosines(question.forms)
        covered = self._covered(question, alike, total)
        rough = defaultdict(float, covered)
        for service, likeness in alike.items():
            rough[service] += _LIKENESS * total * likeness
        phrasings = _Phrasings(question, asked, total, self._vocabulary)
        intents = [term for term in question.terms if term.intent] if question.typed < _STORY else []
        candidates = heapq.nlargest(_CANDIDATES, rough, key=rough.__getitem__)
        self._read_phrases(candidates)
        ranked = []
        for service in candidates:
            scored = Scored(covered.get(service, 0.0) / total, likeness=alike.get(service, 0.0))
            scored.unsaid = any(not self._says(service, term) for term in intents)
            scored.phrase, scored.said = phrasings.best(*self._phrases[service])
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
        sums: defaultdict[int, float] = defaultdict(float)
        common: list[tuple[Term, dict[int, float]]] = []
        budget = _Budget(_MOST_READ)
        for term in sorted(question.terms, key=lambda term: -term.weight):
            best, left_out = self._contributions(term, budget)
            if left_out:
                common.append((term, best))
            for service, points in best.items():
                sums[service] += term.weight * points
        if not common:
            return sums
        rough = sums.copy()
        for service, likeness in alike.items():
            rough[service] += likeness * total
        among = set(heapq.nlargest(_AMONG, rough, key=rough.__getitem__)) | self._using_all(question)
        uses = _Uses(self._vocabulary, among)
        for term, best in common:
            for service, points in self._contributions_among(term, uses, best).items():
                gain = points - best.get(service, 0.0)
                if gain > 0:
                    sums[service] += term.weight * gain
        return sums

    def _using_all(self, question: Question) -> set[int]:
        """Return services that use every word of the question, or the strongest users of one word."""
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
        best: dict[int, float] = {}
        if budget.left < _LITTLE:
            return best, True
        left_out = False
        self._vocabulary.read(term.options)
        for option in term.ordered():
            word = self._vocabulary.word(option.word)
            if not budget.allows(len(word.services)):
                left_out = True
                continue
            _keep_best(best, word, _points(option.quality))
        for quality, parts in term.parts:
            whole = sum(part.weight for part in parts) or 1.0
            together: defaultdict[int, float] = defaultdict(float)
            for part in parts:
                if part not in budget.parts:
                    budget.parts[part] = self._contributions(part, budget)
                found, some_left_out = budget.parts[part]
                left_out |= some_left_out
                share = quality * part.weight / whole
                for service, points in found.items():
                    together[service] += share * points
            for service, points in together.items():
                if points > best.get(service, 0.0):
                    best[service] = points
        return best, left_out

    def _contributions_among(self, term: Term, uses: _Uses, known: dict[int, float]) -> dict[int, float]:
        """Return how well some services answer a term, all rows included.

        Args:
            term: The term.
            uses: Which of the services use a word.
            known: What the rows gave that were read.
        """
        best: dict[int, float] = {}
        for option in term.ordered()[:_MOST_LOOKED_UP]:
            if option.quality < _QUITE_SURE:
                break
            floor, slope = option.quality * FLOOR, option.quality * (1 - FLOOR) / 255
            for service, weight in uses.of(option.word):
                points = floor + slope * weight
                if points > best.get(service, 0.0):
                    best[service] = points
        for quality, parts in term.parts:
            whole = sum(part.weight for part in parts) or 1.0
            for part in parts:
                share = quality * part.weight / whole
                for service, points in self._contributions_among(part, uses, {}).items():
                    together = known.get(service, 0.0) + share * points
                    best[service] = max(min(1.0, together), best.get(service, 0.0))
        return best

    def _says(self, service: int, term: Term) -> bool:
        """Tell whether the title or a phrasing of a service uses a word or one that means the same."""
        for option in term.ordered():
            if option.quality < _MEANS_THE_SAME:
                break
            word = self._vocabulary.word(option.word)
            at = bisect_left(word.services, service)
            if (
                at < len(word.services)
                and word.services[at] == service
                and word.fields[at] & (TITLE | PHRASE)
            ):
                return True
        return False

    def _read_phrases(self, services: Iterable[int]) -> None:
        """Read the words of the phrasings of services, one after the other, and how much each says."""
        if len(self._phrases) > _MOST_KEPT:
            self._phrases.clear()
        missing = [service for service in services if service not in self._phrases]
        for service, phrases, lengths in self._connection.execute(
            "SELECT number, phrases, lengths FROM json_each(?) JOIN search_service ON number = value",
            (json.dumps(missing),),
        ):
            self._phrases[service] = (array("I", phrases), array("f", lengths))


def lookup(question: Question) -> dict[int, tuple[int, float]]:
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


class _Phrasings:
    """Compares everyday phrasings with one question."""

    def __init__(
        self, question: Question, asked: dict[int, tuple[int, float]], total: float, vocabulary: Vocabulary
    ) -> None:
        """Take the question, its :func:`lookup`, the weight of all its terms, and the words."""
        self._weights = [term.weight / total for term in question.terms]
        self._asked = asked
        self._counts = {*asked, _END}.__contains__
        self._vocabulary = vocabulary
        self._shares: dict[tuple[int, ...], tuple[float, float]] = {}

    def best(self, numbers: array[int], lengths: array[float]) -> tuple[float, float]:
        """Return how alike the question and the best of some phrasings are, and how much of one it says.

        Args:
            numbers: Their words, one phrasing after the other.
            lengths: How much each of them says.
        """
        best = most = 0.0
        at = 0
        said: tuple[int, ...] = ()
        for number in itertools.compress(numbers, map(self._counts, numbers)):
            if number != _END:
                said += (number,)
                continue
            if said:
                asked, known = self._shares.get(said) or self._share(said)
                share = known / lengths[at]
                best = max(best, 2 * asked * share / (asked + share))
                most = max(most, share)
                said = ()
            at += 1
        return best, min(1.0, most)

    def _share(self, said: tuple[int, ...]) -> tuple[float, float]:
        """Return how much of the question words cover, and how much of a phrasing (not yet divided)."""
        covered: dict[int, float] = {}
        known = 0.0
        for word in said:
            term, quality = self._asked[word]
            covered[term] = covered.get(term, 0.0) + quality
            known += self._vocabulary.word(word).rarity * min(1.0, quality * _NEARLY_SAID)
        asked = sum(self._weights[term] * min(1.0, sure) for term, sure in covered.items())
        self._shares[said] = asked, known
        return asked, known


class _Uses:
    """Looks words up in a few services only."""

    def __init__(self, vocabulary: Vocabulary, services: set[int]) -> None:
        """Take the services."""
        self._vocabulary = vocabulary
        self._services = services
        self._ordered = sorted(services)
        self._known: dict[int, list[tuple[int, int]]] = {}

    def of(self, number: int) -> list[tuple[int, int]]:
        """Return which of the services use a word, and its weight for them."""
        found = self._known.get(number)
        if found is None:
            word = self._vocabulary.word(number)
            if len(word.services) < _LONG:
                pairs = zip(word.services, word.weights, strict=True)
                found = [pair for pair in pairs if pair[0] in self._services]
            else:
                found = list(self._looked_up(word))
            self._known[number] = found
        return found

    def _looked_up(self, word: Word) -> Iterator[tuple[int, int]]:
        """Find the services in a long row."""
        at = 0
        for service in self._ordered:  # both rise, so each look-up begins where the last one ended
            at = bisect_left(word.services, service, at)
            if at == len(word.services):
                return
            if word.services[at] == service:
                yield service, word.weights[at]


@dataclass(slots=True)
class _Budget:
    """How many entries may still be read for a question.

    Attributes:
        left: Entries.
        parts: What was read for words of expressions, which often share them: it costs nothing again.
    """

    left: int
    parts: dict[Term, tuple[dict[int, float], bool]] = field(default_factory=dict)

    def allows(self, entries: int) -> bool:
        """Take ``entries`` off when there are not too many of them."""
        if entries > _LONG or entries > self.left:
            return False
        self.left -= entries
        return True


@functools.lru_cache(maxsize=512)
def _points(quality: float) -> tuple[float, ...]:
    """Return what a word counts for a service at each weight from 0 to 255, when it was read so surely."""
    return tuple(quality * (FLOOR + (1 - FLOOR) * weight / 255) for weight in range(256))


def _keep_best(best: dict[int, float], word: Word, points: Sequence[float]) -> None:
    """Note what a word counts for the services that use it, where that is more than what is known."""
    if not best:
        best.update(zip(word.services, map(points.__getitem__, word.weights), strict=True))
        return
    known = best.get
    for service, weight in zip(word.services, word.weights, strict=True):
        if points[weight] > known(service, 0.0):
            best[service] = points[weight]


def _strongest(word: Word) -> Iterator[int]:
    """Yield the services that use a word most strongly."""
    strongest = max(word.weights, default=0)
    for level in range(strongest, 0, -1):
        at = word.weights.find(level)
        while at >= 0:
            yield word.services[at]
            at = word.weights.find(level, at + 1)
