"""Other search engines on the same catalog, each as strong as it can fairly be made.

All peers see the same three fields (title, everyday phrasings, text) with weights, the same folding and
stems as our search (except trigrams, which work on folded text), the same empty words removed, and the
same synonyms as alternatives. Engines that can correct typing errors may.
"""

from __future__ import annotations

import sqlite3
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from buergerapp.catalog.meanings import EMPTY, Meanings
from buergerapp.catalog.words import bare, folded_words, key

WEIGHTS = (8.0, 4.0, 1.0)
"""Title, phrasings, text."""
SYNONYM_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Document:
    """A service as every peer sees it."""

    id: str
    title: str
    phrases: str
    text: str


def documents(connection: sqlite3.Connection) -> list[Document]:
    """Read what is searched."""
    result = []
    for service, title, summary, who, provider in connection.execute(
        """SELECT service.id, service_text.title, summary, who, provider FROM service
        JOIN service_text ON service = id AND language = 'de' ORDER BY position"""
    ).fetchall():
        phrases = connection.execute(
            "SELECT text FROM phrase WHERE service = ? ORDER BY position", (service,)
        )
        steps = connection.execute(
            "SELECT title || ' ' || text FROM step_text WHERE service = ? AND language = 'de'", (service,)
        )
        text = " ".join([summary, who, provider, *(text for (text,) in steps)])
        result.append(Document(service, title, "\n".join(text for (text,) in phrases), text))
    return result


class Words:
    """Reads queries for all peers: telling words, and alternatives from the authors' synonyms."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the synonyms of the catalog."""
        self._meanings = Meanings(connection)

    def telling(self, query: str) -> list[str]:
        """Return the folded words without the ones that say nothing; all words when none is left."""
        forms = [bare(form) for form in folded_words(query)]
        telling = [form for form in forms if self._meanings.mark(form) != EMPTY]
        return telling or forms

    def alternatives(self, query: str) -> list[str]:
        """Return keys of what the words and expressions of a query may also mean."""
        forms = self.telling(query)
        found: dict[str, None] = {}
        for length in (1, 2, 3):
            for at in range(len(forms) - length + 1):
                for meaning in self._meanings.of(forms[at : at + length]):
                    others = self._meanings.same_as(meaning.words) if meaning.translated else []
                    for meant in (meaning, *others):
                        found.update(dict.fromkeys(key(form) for form in meant.words))
        return list(found)


class Peer(ABC):
    """An engine that ranks services."""

    name = ""

    def __init__(self, found: list[Document], words: Words) -> None:
        """Index all documents."""
        self.words = words
        self.index(found)

    @abstractmethod
    def index(self, found: list[Document]) -> None:
        """Build the engine's index."""

    @abstractmethod
    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return ids with a score, the best first."""


def _keys(text: str) -> str:
    return " ".join(key(form) for form in folded_words(text))


class PlainFts5(Peer):
    """FTS5 over folded stems: words, beginnings of the last word, synonyms; bm25 with field weights."""

    name = "FTS5"

    def index(self, found: list[Document]) -> None:
        """Build the table."""
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(title, phrases, text, id UNINDEXED)")
        self.db.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?)",
            [(_keys(d.title), _keys(d.phrases), _keys(d.text), d.id) for d in found],
        )

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Ask for any of the words."""
        forms = self.words.telling(query)
        terms = [f'"{key(form)}"' for form in forms] + [
            f'"{word}"' for word in self.words.alternatives(query)
        ]
        if forms:
            terms.append(f'"{forms[-1]}" *')
        return self._match(" OR ".join(dict.fromkeys(terms)), limit)

    def _match(self, match: str, limit: int) -> list[tuple[str, float]]:
        if not match:
            return []
        return self.db.execute(
            "SELECT id, -bm25(t, ?, ?, ?) AS score FROM t WHERE t MATCH ? ORDER BY score DESC LIMIT ?",
            (*WEIGHTS, match, limit),
        ).fetchall()


class TrigramFts5(PlainFts5):
    """FTS5 with the trigram tokenizer over folded text: any three letters in common count."""

    name = "FTS5 trigram"

    def index(self, found: list[Document]) -> None:
        """Build the table."""
        self.db = sqlite3.connect(":memory:")
        self.db.execute(
            "CREATE VIRTUAL TABLE t USING fts5(title, phrases, text, id UNINDEXED, tokenize='trigram')"
        )
        self.db.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?)",
            [
                (*(" ".join(map(bare, folded_words(x))) for x in (d.title, d.phrases, d.text)), d.id)
                for d in found
            ],
        )

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Ask for any three letters of any word."""
        forms = [*self.words.telling(query), *self.words.alternatives(query)]
        grams = {form[i : i + 3] for form in forms for i in range(len(form) - 2)}
        return self._match(" OR ".join(f'"{gram}"' for gram in sorted(grams)), limit)


class Tantivy(Peer):
    """tantivy: boosted fields, fuzzy terms and beginnings, synonyms with less weight."""

    name = "tantivy"

    def index(self, found: list[Document]) -> None:
        """Build the index in memory."""
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        for field in ("title", "phrases", "text"):
            builder.add_text_field(field, tokenizer_name="whitespace")
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for d in found:
            writer.add_document(
                tantivy.Document(title=_keys(d.title), phrases=_keys(d.phrases), text=_keys(d.text), id=d.id)
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Combine exact, fuzzy and synonym terms over the fields."""
        query_of, occur = self._tantivy.Query, self._tantivy.Occur.Should
        parts = []
        for form in self.words.telling(query):
            word = key(form)
            distance = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
            for field, weight in zip(("title", "phrases", "text"), WEIGHTS, strict=True):
                exact = query_of.term_query(self._schema, field, word)
                parts.append((occur, query_of.boost_query(exact, weight)))
                if distance:
                    near = query_of.fuzzy_term_query(self._schema, field, word, distance, True, len(word) > 5)
                    parts.append((occur, query_of.boost_query(near, weight / 2)))
        for word in self.words.alternatives(query):
            for field, weight in zip(("title", "phrases", "text"), WEIGHTS, strict=True):
                term = query_of.term_query(self._schema, field, word)
                parts.append((occur, query_of.boost_query(term, weight * SYNONYM_WEIGHT)))
        if not parts:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(query_of.boolean_query(parts), limit).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]


class Xapian(Peer):
    """Xapian: weighted fields, its own spelling correction, beginnings, synonyms with less weight."""

    name = "xapian"

    def index(self, found: list[Document]) -> None:
        """Build the database in memory."""
        import xapian

        self._xapian = xapian
        self._db = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
        self._vocabulary: set[str] = set()
        for d in found:
            document = xapian.Document()
            for text, weight in zip((d.title, d.phrases, d.text), WEIGHTS, strict=True):
                for word in _keys(text).split():
                    document.add_term(word, int(weight))
                    self._vocabulary.add(word)
            document.set_data(d.id)
            self._db.add_document(document)
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        # The backend in memory keeps no spelling data; this is what get_spelling_suggestion does.
        self._near = lambda word: process.extractOne(
            word, self._vocabulary, scorer=OSA.distance, score_cutoff=2 if len(word) > 5 else 1
        )

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Ask for any of the words, corrected where they are unknown."""
        query_of = self._xapian.Query
        parts = []
        for form in self.words.telling(query):
            word = key(form)
            if word not in self._vocabulary and len(word) > 3 and (near := self._near(word)):
                word = near[0]
            parts.append(query_of(word))
            parts.append(
                query_of(
                    query_of.OP_SCALE_WEIGHT,
                    query_of(query_of.OP_WILDCARD, form, 50, query_of.WILDCARD_LIMIT_MOST_FREQUENT),
                    0.5,
                )
            )
        parts.extend(
            query_of(query_of.OP_SCALE_WEIGHT, query_of(word), SYNONYM_WEIGHT)
            for word in self.words.alternatives(query)
        )
        if not parts:
            return []
        enquire = self._xapian.Enquire(self._db)
        enquire.set_query(query_of(query_of.OP_OR, parts))
        return [(match.document.get_data().decode(), match.weight) for match in enquire.get_mset(0, limit)]


def available() -> list[type[Peer]]:
    """Return the peers that can run here; the others are named on standard error."""
    peers: list[type[Peer]] = [PlainFts5, TrigramFts5]
    try:
        import tantivy  # noqa: F401

        peers.append(Tantivy)
    except ImportError:
        print("tantivy fehlt: pip install tantivy", file=sys.stderr)
    debian = Path("/usr/lib/python3/dist-packages")
    if debian.is_dir():
        sys.path.append(str(debian))  # the Debian package knows only the system's Python
    try:
        import xapian  # noqa: F401

        peers.append(Xapian)
    except ImportError:
        print("xapian fehlt: apt install python3-xapian (nur für Debians Python)", file=sys.stderr)
    return peers
