"""Large catalogs made from the real one: every text varied, so that no two services are alike.

A copy of a service keeps its structure; in its texts, some words are exchanged for words that stand in
similar places elsewhere in the catalog, some are joined to new compounds, some sentences come from other
services. The vocabulary grows with the catalog as it does in real life (Heaps' law), and so do the rows
per word. Random with a fixed seed: the same size gives the same catalog.
"""

from __future__ import annotations

import random
import re
import sqlite3

from buergerapp.catalog import schema, search_index

_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
_EXCHANGED = 0.25
_COMPOUND = 0.03
"""Share of new compounds at 10,000 services; larger catalogs bring fewer new words (Heaps' law)."""
_PLACES = (
    "Dortmund",
    "Essen",
    "Herne",
    "Witten",
    "Hattingen",
    "Duisburg",
    "Hagen",
    "Unna",
    "Hamm",
    "Köln",
    "Bonn",
)


class _Maker:
    """Varies texts."""

    def __init__(self, texts: list[str], size: int, seed: int) -> None:
        self.compound = _COMPOUND * min(1.0, (10_000 / size) ** 0.45)
        self.random = random.Random(seed)
        nouns: dict[str, None] = {}
        others: dict[str, None] = {}
        for text in texts:
            for word in _WORD.findall(text):
                (nouns if word[0].isupper() else others)[word] = None
        self.nouns, self.others = list(nouns), list(others)

    def vary(self, text: str) -> str:
        """Return a text of the same shape with other words in it."""
        return _WORD.sub(self._exchange, text)

    def _exchange(self, found: re.Match[str]) -> str:
        word, chance = found.group(), self.random.random()
        if chance < self.compound and word[0].isupper():
            return self.random.choice(self.nouns) + word.lower()
        if chance < _EXCHANGED:
            return self.random.choice(self.nouns if word[0].isupper() else self.others)
        return word


def make(real: sqlite3.Connection, size: int, seed: int = 1) -> sqlite3.Connection:
    """Return a catalog in memory with ``size`` services, search index included."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.SQL)
    for table in ("area", "category", "life_event", "synonym"):
        rows = real.execute(f"SELECT * FROM {table}").fetchall()
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    columns = [row[1] for row in real.execute("PRAGMA table_info(service)")]
    services = [
        dict(zip(columns, row, strict=True))
        for row in real.execute("SELECT * FROM service ORDER BY position").fetchall()
    ]
    texts = {
        row[0]: row for row in real.execute("SELECT * FROM service_text WHERE language = 'de'").fetchall()
    }
    steps: dict[str, list[tuple[str, ...]]] = {}
    for row in real.execute("SELECT * FROM step_text WHERE language = 'de'").fetchall():
        steps.setdefault(row[0], []).append(row)
    phrases: dict[str, list[str]] = {}
    for service, text in real.execute("SELECT service, text FROM phrase ORDER BY service, position"):
        phrases.setdefault(service, []).append(text)
    maker = _Maker(
        [t for group in phrases.values() for t in group] + [t[2] for t in texts.values()], size, seed
    )

    for number in range(size):
        service = dict(services[number % len(services)])
        old = service["id"]
        if old not in texts:
            continue
        first = number < len(services)
        vary = (lambda text: text) if first else maker.vary
        place = "" if first else " " + maker.random.choice(_PLACES)
        new = service["id"] = old if first else f"{old}-{number}"
        service["position"] = number
        marks = ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO service VALUES ({marks})", list(service.values()))
        row = list(texts[old])
        row[0], row[2], row[3], row[4] = new, vary(row[2]) + place, vary(row[3]), vary(row[4])
        connection.execute(f"INSERT INTO service_text VALUES ({', '.join('?' * len(row))})", row)
        connection.executemany(
            "INSERT INTO step_text VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(new, s[1], s[2], vary(s[3]), vary(s[4]), "", "", "") for s in steps.get(old, ())],
        )
        connection.executemany(
            "INSERT INTO phrase VALUES (?, ?, ?)",
            [(new, at, vary(text)) for at, text in enumerate(phrases.get(old, ()))],
        )
    search_index.build(connection)
    connection.commit()
    return connection
