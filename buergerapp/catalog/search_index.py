"""Compile what the search needs into the catalog.

For every word: its rarity and the services that use it with a weight between 0 and 1 (title over
everyday phrasings over text). For every service: its everyday phrasings as rows of word numbers. The
search reads single rows of these tables when a query needs them, so it starts at once and takes little
memory however large the catalog is.
"""

from __future__ import annotations

import math
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from buergerapp.catalog import grams, meanings
from buergerapp.catalog.splitting import Splitter
from buergerapp.catalog.vocabulary import ONLY_MEANT
from buergerapp.catalog.words import bare, key, keys, sound, words
from buergerapp.domain.german import fold

SQL = """
CREATE TABLE search_service (
    number INTEGER PRIMARY KEY, service TEXT NOT NULL, title TEXT NOT NULL,
    phrases BLOB NOT NULL, lengths BLOB NOT NULL);
CREATE TABLE search_word (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, shown TEXT NOT NULL, rarity REAL NOT NULL,
    said INTEGER NOT NULL, services BLOB NOT NULL, weights BLOB NOT NULL, fields BLOB NOT NULL,
    compounds BLOB NOT NULL);
CREATE INDEX search_word_said ON search_word (key, number) WHERE said;
CREATE TABLE search_form (
    form TEXT PRIMARY KEY, word INTEGER NOT NULL, sound TEXT NOT NULL, uses INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE search_life_event (
    life_event TEXT PRIMARY KEY, words BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE search_saying (
    saying TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (saying, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search_text USING fts5(keys, content='', detail=none, columnsize=0, tokenize='ascii');
"""

TITLE, PHRASE, TEXT = 1, 2, 4
"""Bits that tell where a service uses a word."""

END = b"\xff" * 4
"""Ends one phrasing in the row of word numbers; no word has so high a number."""

_MOST_COMPOUNDS = 60
_TITLE_WEIGHT = 0.75
_PHRASE_WEIGHT = 0.4
_TEXT_WEIGHTS = {"summary": 0.3, "who": 0.12, "steps": 0.22, "text": 0.1, "category": 0.15, "provider": 0.25}


@dataclass(slots=True)
class _Words:
    """The vocabulary while it grows."""

    empty: set[str]
    numbers: dict[str, int] = field(default_factory=dict)
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    services: list[array[int]] = field(default_factory=list)
    weights: list[array[int]] = field(default_factory=list)
    fields: list[array[int]] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)
    _rarities: list[float] = field(default_factory=list)

    def number(self, word: str) -> int:
        """Return the number of a word as it stands in the text, a new one if it is new."""
        known = self._seen.get(word)
        if known is None:
            folded = fold(word)
            word_key = key(folded)
            known = self.numbers.setdefault(word_key, len(self.numbers))
            if known == len(self.services):
                self.services.append(array("I"))
                self.weights.append(array("B"))
                self.fields.append(array("B"))
            self._seen[word] = known
        return known

    def rarity(self, number: int, total: int) -> float:
        """Return how much a word tells among ``total`` services, between 0 and 1."""
        if not self._rarities:
            most = math.log(1 + total / 0.9)
            self._rarities = [
                round(min(1.0, math.log(1 + total / (0.5 + sum(weights) / 255)) / most), 4) if total else 0.0
                for weights in self.weights
            ]
        return self._rarities[number]

    def use(self, word: str, times: int) -> int:
        """Return the number of a word and count its spelling for completions and typing errors."""
        self.forms.setdefault(bare(fold(word)), Counter())[word] += times
        return self.number(word)

    def telling(self, text: str) -> list[str]:
        """Return the words of a text that say something, as they stand there."""
        return [word for word in words(text) if bare(fold(word)) not in self.empty]

    def row(self, text: str, times: int = 0) -> list[int]:
        """Return the numbers of the telling words of a text.

        Args:
            text: Any text of the catalog.
            times: How often its words count as something that people say.
        """
        return [self.use(word, times) for word in self.telling(text)]


def build(connection: sqlite3.Connection) -> None:
    """Fill the search tables from the other tables of the catalog; the same rows give the same bytes."""
    connection.executescript(SQL + grams.SQL)
    heads = meanings.compile_meanings(connection)
    empty = {
        form
        for (form,) in connection.execute("SELECT form FROM search_mark WHERE mark = ?", (meanings.EMPTY,))
    }
    vocabulary = _Words(empty)
    counter = grams.GramCounter()
    services = list(_service_rows(connection, vocabulary, counter))
    connection.executemany("INSERT INTO search_gram VALUES (?, ?, ?, ?)", counter.rows())
    connection.executemany(
        "INSERT INTO search_life_event VALUES (?, ?)", list(_life_event_rows(connection, vocabulary))
    )
    total = len(services)
    connection.executemany(
        "INSERT INTO search_service VALUES (?, ?, ?, ?, ?)",
        ((*service, _lengths(vocabulary, service[-1], total)) for service in services),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO search_saying VALUES (?, ?)",
        _sayings(connection, {service: number for number, service, *_ in services}),
    )
    forms = sorted(vocabulary.forms)
    number_of = {form: vocabulary.number(vocabulary.forms[form].most_common(1)[0][0]) for form in forms}
    connection.executemany(
        "INSERT INTO search_form VALUES (?, ?, ?, ?)", _form_rows(vocabulary, number_of, heads)
    )
    connection.executemany(
        "INSERT INTO search_word VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _word_rows(vocabulary, number_of, total),
    )
    connection.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")


def saying(text: str) -> str:
    """Return a whole question or phrasing in the form in which equal ones are equal."""
    return " ".join(keys(text))


def _sayings(connection: sqlite3.Connection, numbers: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Yield every phrasing and title whole, with the number of its service."""
    rows = connection.execute(
        "SELECT service, text FROM phrase UNION ALL "
        "SELECT service, title FROM service_text ORDER BY service, text"
    )
    for service, text in rows.fetchall():
        whole = saying(text)
        if whole:
            yield whole, numbers[service]


def _shown(spellings: Counter[str]) -> str:
    """Return the most common spelling; among equals the one with a capital letter."""
    return min(spellings, key=lambda word: (-spellings[word], word))


def _readable(word: str) -> str:
    """Give a lone letter its hyphen back: EMail is shown as E-Mail."""
    lone = len(word) > 2 and word[1].isupper() and word[2:].islower()
    return f"{word[0]}-{word[1:]}" if lone else word


def _service_rows(
    connection: sqlite3.Connection, vocabulary: _Words, counter: grams.GramCounter
) -> Iterator[tuple[int, str, str, bytes]]:
    """Yield the row of each service and collect its words on the way."""
    services = connection.execute(
        """SELECT service.id, service_text.title, summary, who, provider, category.title FROM service
        JOIN service_text ON service_text.service = service.id AND language = 'de'
        JOIN category ON category.id = service.category ORDER BY service.position, service.id"""
    ).fetchall()
    for number, (service, title, summary, who, provider, category) in enumerate(services):
        used = _Used(vocabulary)
        used.add(title, _TITLE_WEIGHT, TITLE)
        for name, text in (
            ("summary", summary),
            ("who", who),
            ("provider", provider),
            ("category", category),
        ):
            used.add(text, _TEXT_WEIGHTS[name], TEXT)
        for step_title, step_text in connection.execute(
            "SELECT title, text FROM step_text WHERE service = ? AND language = 'de' ORDER BY step",
            (service,),
        ):
            used.add(step_title, _TEXT_WEIGHTS["steps"], TEXT)
            used.add(step_text, _TEXT_WEIGHTS["text"], TEXT)
        phrases = [
            text
            for (text,) in connection.execute(
                "SELECT text FROM phrase WHERE service = ? ORDER BY position", (service,)
            )
        ]
        rows: dict[tuple[int, ...], None] = {}
        for text in (title, *phrases):
            row = vocabulary.row(text, 1)
            if row:
                rows.setdefault(tuple(sorted(set(row))))
            if text is not title:
                used.add_phrase(row)
        forms = [[bare(fold(word)) for word in vocabulary.telling(text)] for text in (title, *phrases)]
        counter.add(forms[0], forms[1:])
        used.close(number)
        connection.execute(
            "INSERT INTO search_text (rowid, keys) VALUES (?, ?)",
            (number + 1, " ".join(f"w{word}" for word in sorted(used.missing))),
        )
        yield number, service, title, b"".join(array("I", row).tobytes() + END for row in rows)


@dataclass(slots=True)
class _Used:
    """The words of one service: how far each of them is from certain (1 minus its weight)."""

    vocabulary: _Words
    missing: dict[int, float] = field(default_factory=dict)
    fields: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, weight: float, bit: int) -> None:
        """Count every word of a text once."""
        self._count(set(self.vocabulary.row(text)), weight, bit)

    def add_phrase(self, row: Iterable[int]) -> None:
        """Count the words of one everyday phrasing; words of several phrasings weigh more."""
        self._count(set(row), _PHRASE_WEIGHT, PHRASE)

    def _count(self, numbers: Iterable[int], weight: float, bit: int) -> None:
        for number in numbers:
            self.missing[number] = self.missing.get(number, 1.0) * (1.0 - weight)
            self.fields[number] = self.fields.get(number, 0) | bit

    def close(self, service: int) -> None:
        """Write the collected weights to the vocabulary."""
        for number in sorted(self.missing):
            self.vocabulary.services[number].append(service)
            self.vocabulary.weights[number].append(max(1, round(255 * (1.0 - self.missing[number]))))
            self.vocabulary.fields[number].append(self.fields[number])


def _life_event_rows(connection: sqlite3.Connection, vocabulary: _Words) -> Iterator[tuple[str, bytes]]:
    """Yield the words of each life event."""
    for life_event, title, short, description in connection.execute(
        "SELECT id, title, short, description FROM life_event ORDER BY position, id"
    ):
        row = sorted(set(vocabulary.row(f"{title} {short} {description}")))
        yield life_event, array("I", row).tobytes()


def _lengths(vocabulary: _Words, phrases: bytes, total: int) -> bytes:
    """Return how much each phrasing says: the sum of the rarities of its words."""
    return array(
        "f",
        (
            math.fsum(vocabulary.rarity(number, total) for number in memoryview(row).cast("I"))
            for row in phrases.split(END)[:-1]
        ),
    ).tobytes()


def _form_rows(
    vocabulary: _Words, number_of: dict[str, int], heads: Iterable[str]
) -> Iterator[tuple[str, int, str, int]]:
    """Yield every spelling: of the texts, and of everyday words that only the synonyms know."""
    uses = {form: vocabulary.forms[form].total() for form in number_of}
    for form in heads:
        uses[form] = max(1, uses.get(form, 0))
    for form in sorted(uses):
        yield form, number_of.get(form, ONLY_MEANT), sound(form), uses[form]


def _word_rows(
    vocabulary: _Words, number_of: dict[str, int], total: int
) -> Iterator[tuple[int, str, str, float, int, bytes, bytes, bytes, bytes]]:
    """Yield the row of each word: rarity, compounds with it, and who uses it."""
    main: dict[int, tuple[int, str]] = {}
    for form, number in number_of.items():
        main[number] = max(main.get(number, (0, "")), (vocabulary.forms[form].total(), form))
    compounds = _compounds(vocabulary, number_of, main)
    for word_key, number in vocabulary.numbers.items():
        uses, form = main[number]
        yield (
            number,
            word_key,
            _readable(_shown(vocabulary.forms[form])),
            vocabulary.rarity(number, total),
            int(uses > 0),
            vocabulary.services[number].tobytes(),
            vocabulary.weights[number].tobytes(),
            vocabulary.fields[number].tobytes(),
            array("I", compounds.get(number, ())).tobytes(),
        )


def _compounds(
    vocabulary: _Words, number_of: dict[str, int], main: dict[int, tuple[int, str]]
) -> dict[int, list[int]]:
    """Return for each word the most used compounds with it: twice their number, plus 1 at their end."""
    splitter = Splitter(number_of)
    found: dict[int, list[tuple[int, int]]] = {}
    for number, (uses, form) in main.items():
        parts = [number_of[part] for part in splitter.split(form)]
        if not parts and form[1:] in number_of and _shown(vocabulary.forms[form])[1:2].isupper():
            parts = [number_of[form[1:]]]  # E-Mail: EMail
        for place, part in enumerate(parts):
            if part != number:
                entry = 2 * number + (place == len(parts) - 1)
                found.setdefault(part, []).append((-uses, entry))
    return {part: [entry for _, entry in sorted(group)[:_MOST_COMPOUNDS]] for part, group in found.items()}
