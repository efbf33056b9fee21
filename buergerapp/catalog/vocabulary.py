"""The words of a catalog: their spellings, compounds, rarity, and who uses them.

What people say (titles and phrasings) is read once; everything else stays in the file until a question
needs it. So the first search starts at once and a catalog of 100,000 services takes little memory.
"""

from __future__ import annotations

import bisect
import functools
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from buergerapp.catalog.words import sound

ONLY_MEANT = -1
"""Number of an everyday word that no guide uses, but that has a meaning (see ``meanings``)."""
_MOST_KEPT = 30_000
_MOST_NEAR = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the catalog.

    Attributes:
        shown: How it is usually written.
        rarity: How much it tells, between 0 and 1.
        services: Numbers of the services that use it, rising.
        weights: How strongly each of them uses it, 0 to 255.
        fields: Where each of them uses it (bits, see ``search_index``).
        compounds: Known words that contain it: twice their number, plus 1 where it stands at their end.
    """

    shown: str
    rarity: float
    services: array[int]
    weights: bytes
    fields: bytes
    compounds: array[int]


class Vocabulary:
    """Looks words up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read what people say."""
        self._connection = connection
        rows = connection.execute(
            "SELECT form, word, uses FROM search_form WHERE uses > 0 ORDER BY form"
        ).fetchall()
        self.said: dict[str, int] = {form: word for form, word, _ in rows}
        self._forms = list(self.said)
        self._uses = [uses for _, _, uses in rows]
        self._said_keys: dict[str, int] = dict(
            connection.execute("SELECT key, number FROM search_word WHERE said").fetchall()
        )
        self._numbers: dict[str, int | None] = {}
        self._known_forms: dict[str, bool] = {}
        self._words: dict[int, Word] = {}

    def number(self, word_key: str) -> int | None:
        """Return the number of the word with this key."""
        said = self._said_keys.get(word_key)
        if said is not None:
            return said
        if word_key not in self._numbers:
            row = self._connection.execute(
                "SELECT number FROM search_word WHERE key = ?", (word_key,)
            ).fetchone()
            if len(self._numbers) > _MOST_KEPT:
                self._numbers.clear()
            self._numbers[word_key] = row[0] if row else None
        return self._numbers[word_key]

    def says(self, word_key: str) -> bool:
        """Tell whether titles or phrasings use the word with this key."""
        return word_key in self._said_keys

    def knows(self, form: str) -> bool:
        """Tell whether any text uses exactly this spelling."""
        if self.said.get(form, ONLY_MEANT) != ONLY_MEANT:
            return True
        if form not in self._known_forms:
            row = self._connection.execute(
                "SELECT 1 FROM search_form WHERE form = ? AND word >= 0", (form,)
            ).fetchone()
            if len(self._known_forms) > _MOST_KEPT:
                self._known_forms.clear()
            self._known_forms[form] = row is not None
        return self._known_forms[form]

    def word(self, number: int) -> Word:
        """Return everything about a word."""
        known = self._words.get(number)
        if known is None:
            self.read((number,))
            known = self._words[number]
        return known

    def read(self, numbers: Iterable[int]) -> None:
        """Read words that will be needed, all at once: one statement costs less than a hundred."""
        missing = [number for number in numbers if number not in self._words]
        if not missing:
            return
        if len(self._words) > _MOST_KEPT:
            self._words.clear()
        for number, shown, rarity, services, weights, fields, compounds in self._connection.execute(
            """SELECT number, shown, rarity, services, weights, fields, compounds
            FROM json_each(?) JOIN search_word ON number = value""",
            (json.dumps(missing),),
        ):
            self._words[number] = Word(
                shown, rarity, array("I", services), weights, fields, array("I", compounds)
            )

    def starting_with(self, start: str, limit: int) -> list[tuple[str, int]]:
        """Return spellings that begin with ``start`` and their word, the most used first."""
        left = bisect.bisect_left(self._forms, start)
        right = bisect.bisect_left(self._forms, start + "\U0010ffff")
        places: Iterable[int] = range(left, right)
        if right - left > limit:
            places = sorted(places, key=lambda at: (-self._uses[at], self._forms[at]))
        found = ((self._forms[at], self.said[self._forms[at]]) for at in places)
        return [pair for pair in found if pair[1] != ONLY_MEANT][:limit]

    def uses(self, form: str) -> int:
        """Return how often titles and phrasings use a spelling."""
        at = bisect.bisect_left(self._forms, form)
        return self._uses[at] if at < len(self._forms) and self._forms[at] == form else 0

    def containing(self, piece: str, limit: int) -> list[int]:
        """Return words with ``piece`` somewhere in them."""
        found: dict[int, None] = {}
        joined = self._joined
        at = joined.find(piece)
        while at >= 0 and len(found) < limit:
            end = joined.index("\n", at)
            number = self.said[joined[joined.rindex("\n", 0, at) + 1 : end]]
            if number != ONLY_MEANT:
                found[number] = None
            at = joined.find(piece, end)
        return list(found)

    @functools.cached_property
    def _joined(self) -> str:
        """All spellings in one text: looking for a piece in it is fast."""
        return "\n".join(("", *self._forms, ""))

    @functools.cached_property
    def spellings(self) -> Spellings:
        """What a mistyped word may stand for."""
        return Spellings(self._connection.execute("SELECT form, sound FROM search_form WHERE uses > 0"))


class Spellings:
    """Known spellings and how they sound, arranged by first letter for the search for typing errors.

    People hit a wrong key anywhere, but hardly ever at the start of a word: several differing letters
    are looked for only among words with the same first letter, a wrong first letter alone is put right
    by trying every letter there. So a fifteenth of the spellings is compared, however many there are.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs of spelling and sound."""
        written: dict[str, list[str]] = {}
        spoken: dict[str, list[tuple[str, str]]] = {}
        self._heard: dict[str, list[str]] = {}
        for form, heard in pairs:
            written.setdefault(form[0], []).append(form)
            spoken.setdefault(form[0], []).append((heard, form))
            self._heard.setdefault(heard, []).append(form)
        self._written = {first: _ByLength((form, form) for form in forms) for first, forms in written.items()}
        self._spoken = {first: _ByLength(group) for first, group in spoken.items()}
        self._forms = {form for forms in written.values() for form in forms}

    def sounds_known(self, form: str) -> bool:
        """Tell whether a known spelling sounds just like this one."""
        return sound(form) in self._heard

    def near(self, form: str, most: int) -> Iterator[tuple[str, int]]:
        """Yield known spellings and how many letters differ, in writing or in sound."""
        first, heard = form[0], sound(form)
        for other in self._other_start(form):
            yield other, 1
        for same in self._heard.get(heard, ())[:_MOST_NEAR]:
            yield same, 1
        if first in self._written:
            yield from self._written[first].near(form, most)
            if most > 1:
                for near, distance in self._spoken[first].near(heard, most - 1):
                    yield near, distance + 1

    def _other_start(self, form: str) -> Iterator[str]:
        """Yield known spellings that differ from ``form`` in one letter: the first."""
        rest = form[1:]
        candidates = [rest, form[1] + form[0] + form[2:]]
        for letter in self._written:
            candidates += (letter + rest, letter + form)
        return (other for other in candidates if other in self._forms and other[0] != form[0])


class _ByLength:
    """Texts, each with a spelling that it stands for, arranged by length."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        ordered = sorted(pairs, key=lambda pair: len(pair[0]))
        self._texts = [text for text, _ in ordered]
        self._forms = [form for _, form in ordered]

    def near(self, text: str, most: int) -> Iterator[tuple[str, int]]:
        """Yield the spellings whose text differs in few letters, and in how many."""
        from rapidfuzz import process  # late: costs 26 ms that the first window does not have
        from rapidfuzz.distance import OSA

        left = bisect.bisect_left(self._texts, len(text) - most, key=len)
        right = bisect.bisect_right(self._texts, len(text) + most, key=len)
        for _, distance, place in process.extract(
            text, self._texts[left:right], scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR
        ):
            yield self._forms[left + place], distance
