"""What the authors say about words: synonyms, empty and weak words, intents, topics without a guide.

The compiler turns the pairs of ``synonym`` (see :mod:`buergerapp.content.synonyms`) into tables that
the search can ask word by word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from buergerapp.catalog.words import bare, folded_words, key

SQL = """
CREATE TABLE search_meaning (
    head TEXT NOT NULL, other TEXT NOT NULL, quality REAL NOT NULL, exact TEXT NOT NULL,
    PRIMARY KEY (head, other)) WITHOUT ROWID;
CREATE TABLE search_mark (form TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
"""

EMPTY, WEAK, INTENT, FOREIGN = "#leer", "#schwach", "#vorhaben", "#fremd"
"""Words that say nothing, little, what to do with a thing; topics without a guide."""
_RELATED_MARK = "~"
SAME, _RELATED = 0.9, 0.6
"""How surely an expression means another one: always, or only often."""
_ENDINGS = ("", "e", "en", "n", "s", "es", "er")
"""Endings under which a foreign topic is recognised; stems would take Küche for Kuchen."""


class Meaning(NamedTuple):
    """What an expression means.

    Attributes:
        words: Words that it means.
        sure: How surely.
        translated: It leads there in this direction only: a word of another language, or of the street.
    """

    words: tuple[str, ...]
    sure: float
    translated: bool = False


def compile_meanings(connection: sqlite3.Connection) -> list[str]:
    """Fill the tables from the authors' pairs; return the single words that have a meaning."""
    connection.executescript(SQL)
    rows = connection.execute("SELECT word, other FROM synonym ORDER BY word, other").fetchall()
    pairs = set(rows)
    marks: dict[str, str] = {}
    topics: dict[str, str] = {}
    singles: dict[str, None] = {}
    meanings: dict[tuple[str, str], tuple[float, str]] = {}
    for word, other in rows:
        folded = folded_words(word)
        forms = [bare(form) for form in folded]
        if not folded:
            continue
        if other == FOREIGN:
            topics.update((" ".join(folded) + ending, word) for ending in _ENDINGS)
        elif other.startswith("#"):
            marks[" ".join(forms)] = other
        else:
            if len(forms) == 1:
                singles[forms[0]] = None
            both = (other, word) in pairs or other.startswith(_RELATED_MARK) or not folded[0].isascii()
            _note(meanings, forms, other, exact="" if both else " ".join(forms))
    connection.executemany(
        "INSERT INTO search_meaning VALUES (?, ?, ?, ?)",
        [(head, other, *rest) for (head, other), rest in sorted(meanings.items())],
    )
    offered = _offered(connection, topics)
    marks |= {form: FOREIGN for form, word in topics.items() if word not in offered and form not in marks}
    connection.executemany("INSERT INTO search_mark VALUES (?, ?)", sorted(marks.items()))
    return list(singles)


def _offered(connection: sqlite3.Connection, topics: dict[str, str]) -> set[str]:
    """Return the topics that a guide has taken up: they stand in a title or in several phrasings of it."""
    offered: set[str] = set()
    for (title,) in connection.execute("SELECT title FROM service_text WHERE language = 'de'"):
        offered |= _named(title, topics)
    last, seen = "", set[str]()
    for service, text in connection.execute("SELECT service, text FROM phrase ORDER BY service, position"):
        if service != last:
            last, seen = service, set()
        named = _named(text, topics)
        offered |= named & seen
        seen |= named
    return offered


def _named(text: str, topics: dict[str, str]) -> set[str]:
    """Return the topics that a text names."""
    forms = folded_words(text)
    parts = (
        " ".join(forms[at : at + length]) for length in (1, 2, 3) for at in range(len(forms) - length + 1)
    )
    return {topics[part] for part in parts if part in topics}


def _note(
    meanings: dict[tuple[str, str], tuple[float, str]], forms: Sequence[str], other: str, exact: str
) -> None:
    """Keep the surest meaning of an expression, once for all spellings of one word."""
    quality = _RELATED if other.startswith(_RELATED_MARK) else SAME
    meant = [bare(form) for form in folded_words(other)]
    head = " ".join(key(form) for form in forms)
    if not meant or " ".join(key(form) for form in meant) == head:
        return
    known = meanings.get((head, " ".join(meant)))
    if known is None or known[0] < quality:
        meanings[head, " ".join(meant)] = (quality, exact)


class Meanings:
    """Asks the compiled tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the marks; meanings are read word by word."""
        self._connection = connection
        marks = connection.execute("SELECT form, mark FROM search_mark").fetchall()
        self._marks: dict[str, str] = {form: mark for form, mark in marks if mark != FOREIGN}
        self._foreign = {form for form, mark in marks if mark == FOREIGN}
        self._known: dict[str, list[tuple[Meaning, str]]] = {}

    def mark(self, form: str) -> str:
        """Return EMPTY, WEAK or INTENT for a word that has such a mark, else ""."""
        return self._marks.get(form, "")

    def is_foreign(self, folded: str) -> bool:
        """Tell whether an expression (folded, umlauts spelled out) is a topic without a guide."""
        return folded in self._foreign

    def of(self, forms: Sequence[str]) -> list[Meaning]:
        """Return what an expression means; words of other languages must be written exactly."""
        written = " ".join(forms)
        found = self._of_head(" ".join(key(form) for form in forms))
        return [meaning for meaning, exact in found if not exact or exact == written]

    def of_key(self, word_key: str) -> list[Meaning]:
        """Return what a word with this key means."""
        return [meaning for meaning, exact in self._of_head(word_key) if not exact]

    def same_as(self, forms: Sequence[str]) -> list[Meaning]:
        """Return the other expressions of the group in which all mean the same."""
        found = self.of_key(" ".join(key(form) for form in forms))
        return [meaning for meaning in found if meaning.sure >= SAME and not meaning.translated]

    def _of_head(self, head: str) -> list[tuple[Meaning, str]]:
        known = self._known.get(head)
        if known is None:
            known = list(self._rows(head))
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[head] = known
        return known

    def _rows(self, head: str) -> Iterator[tuple[Meaning, str]]:
        """Read the meanings of a head, once for all spellings of a meant word."""
        seen: set[tuple[str, ...]] = set()
        for other, quality, exact in self._connection.execute(
            "SELECT other, quality, exact FROM search_meaning WHERE head = ? ORDER BY quality DESC, other",
            (head,),
        ):
            meant = tuple(other.split(" "))
            meant_keys = tuple(key(form) for form in meant)
            if meant_keys not in seen:
                seen.add(meant_keys)
                translated = quality >= SAME and (bool(exact) or not head.isascii())
                yield Meaning(meant, quality, translated), exact


_MOST_KEPT = 20_000
"""Heads whose meanings stay in memory, unknown ones included."""
