"""Pieces of words: what a mistyped, unknown or compound word still shares with the phrasings.

Every service has one vector of weighted letter groups (tf-idf) over its title and everyday phrasings.
The cosine with the question's vector sees likeness where whole words do not match.
"""

from __future__ import annotations

import heapq
import json
import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

SQL = """
CREATE TABLE search_gram (
    gram TEXT PRIMARY KEY, rarity REAL NOT NULL, services BLOB NOT NULL, weights BLOB NOT NULL)
    WITHOUT ROWID;
"""
_SHORTEST, _LONGEST = 3, 4
_MOST_SERVICES = 60
"""A letter group keeps only the services for which it weighs most; this bounds the work at any size."""
_RARE_ENOUGH = 0.5
"""Letter groups that more of the services have tell nothing."""
_FEW = 20
_LOGS = tuple(1 + math.log(count) if count else 0.0 for count in range(256))
_SCALE = 60_000
_TITLE_COUNTS = 2


def grams(forms: Iterable[str]) -> set[str]:
    """Return the letter groups of words (folded, without umlauts), with marks for start and end."""
    found: set[str] = set()
    for form in forms:
        padded = f" {form} "
        for size in range(_SHORTEST, _LONGEST + 1):
            found.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return found


class GramCounter:
    """Collects the letter groups of all services while the catalog is compiled."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._total = 0
        self._services: dict[str, array[int]] = {}
        self._counts: dict[str, bytearray] = {}

    def add(self, title: Iterable[str], phrases: Iterable[Iterable[str]]) -> None:
        """Add the next service: the words of its title and of each phrasing."""
        counts: Counter[str] = Counter()
        for gram in grams(title):
            counts[gram] += _TITLE_COUNTS
        for phrase in phrases:
            counts.update(grams(phrase))
        for gram, number in counts.items():
            self._services.setdefault(gram, array("I")).append(self._total)
            self._counts.setdefault(gram, bytearray()).append(min(255, number))
        self._total += 1

    def rows(self) -> Iterator[tuple[str, float, bytes, bytes]]:
        """Yield the rows of ``search_gram`` in alphabetical order."""
        most = max(_RARE_ENOUGH * self._total, _FEW)
        rarity = {
            gram: round(math.log(1 + self._total / len(services)), 4)
            for gram, services in sorted(self._services.items())
            if len(services) <= most
        }
        lengths = self._lengths(rarity)
        for gram, rare in rarity.items():
            of_script = lengths[gram.isascii()]
            pairs = [
                (service, min(0xFFFF, round(_SCALE * rare * _LOGS[count] / of_script[service])))
                for service, count in zip(self._services[gram], self._counts[gram], strict=True)
            ]
            if len(pairs) > _MOST_SERVICES:
                pairs = sorted(heapq.nsmallest(_MOST_SERVICES, pairs, key=lambda pair: (-pair[1], pair[0])))
            services, weights = zip(*pairs, strict=True)
            yield gram, rare, array("I", services).tobytes(), array("H", weights).tobytes()

    def _lengths(self, rarity: dict[str, float]) -> tuple[array[float], array[float]]:
        """Return the length of each service's vector, whole and in Latin letters only.

        A question in Latin letters is compared with these alone: phrasings in other scripts must not make
        it less alike. Not so the other way round: their few letter groups would count too much.
        """
        latin, other = array("d", bytes(8 * self._total)), array("d", bytes(8 * self._total))
        for gram, rare in rarity.items():
            squares = latin if gram.isascii() else other
            for service, count in zip(self._services[gram], self._counts[gram], strict=True):
                weight = rare * _LOGS[count]
                squares[service] += weight * weight
        whole = (math.sqrt(a + b) for a, b in zip(latin, other, strict=True))
        return array("d", whole), array("d", map(math.sqrt, latin))


class GramIndex:
    """Compares questions with the vectors of all services."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection; rows are read when a question needs them."""
        self._connection = connection
        self._rows: dict[str, tuple[float, array[int], array[int]] | None] = {}

    def _read(self, asked: Iterable[str]) -> None:
        """Read rarity, services and weights of letter groups; None stays for unknown ones."""
        if len(self._rows) > _MOST_KEPT:
            self._rows.clear()
        missing = [gram for gram in asked if gram not in self._rows]
        if not missing:
            return
        self._rows.update(dict.fromkeys(missing))
        for gram, rarity, services, weights in self._connection.execute(
            "SELECT gram, rarity, services, weights FROM json_each(?) JOIN search_gram ON gram = value",
            (json.dumps(missing),),
        ):
            self._rows[gram] = (rarity, array("I", services), array("H", weights))

    def cosines(self, forms: Iterable[str]) -> dict[int, float]:
        """Return how alike each service is to a question, between 0 and 1."""
        sums: defaultdict[int, float] = defaultdict(float)
        length = 0.0
        asked = sorted(grams(forms))
        self._read(asked)
        for gram in asked:
            row = self._rows[gram]
            if row is None:
                continue
            rarity, services, weights = row
            length += rarity * rarity
            for service, weight in zip(services, weights, strict=True):
                sums[service] += rarity * weight
        scale = _SCALE * math.sqrt(length)
        return {service: points / scale for service, points in sums.items()} if sums else {}


_MOST_KEPT = 20_000
"""Rows kept in memory."""
