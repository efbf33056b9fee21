"""The tables of a compiled catalog; shared by the compiler and the reader.

One row in ``service`` is one service, facts only. Texts stand in ``service_text`` and ``step_text``,
one row per language (BCP 47: ``de``, ``de-simple``). Lists that are only shown, never searched or
joined, are JSON arrays in a column. Key columns come first: SQLite 3.40 finds damage that is none in
tables without a rowid where they do not.
"""

from typing import NamedTuple

FORMAT_MAJOR = 1
"""Readers refuse another major number."""
FORMAT_MINOR = 1
"""Counts added tables and columns. Readers accept their own and any later minor number."""

SQL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE area (id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL);
CREATE TABLE category (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, area TEXT NOT NULL REFERENCES area,
    title TEXT NOT NULL, description TEXT NOT NULL, icon TEXT NOT NULL);
CREATE TABLE life_event (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, short TEXT NOT NULL,
    description TEXT NOT NULL, icon TEXT NOT NULL);
CREATE TABLE life_event_service (
    life_event TEXT NOT NULL REFERENCES life_event, service TEXT NOT NULL REFERENCES service,
    "when" TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (life_event, service));

CREATE TABLE need (id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL);
CREATE TABLE document (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, "where" TEXT NOT NULL, short TEXT NOT NULL);
CREATE TABLE place (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,
    email TEXT NOT NULL, hours TEXT NOT NULL, source TEXT NOT NULL, seen TEXT NOT NULL,
    note TEXT NOT NULL);
CREATE TABLE term (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, explanation TEXT NOT NULL, forms TEXT NOT NULL);

CREATE TABLE service (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, category TEXT NOT NULL REFERENCES category,
    provider TEXT NOT NULL, level TEXT NOT NULL, online TEXT NOT NULL, url TEXT NOT NULL,
    links TEXT NOT NULL, leika_keys TEXT NOT NULL,
    fee_minimum REAL, fee_maximum REAL, free INTEGER, own_minutes INTEGER,
    risk TEXT NOT NULL, confidence TEXT NOT NULL, starter_order INTEGER,
    needs_appointment INTEGER NOT NULL, visit TEXT REFERENCES place,
    contact TEXT NOT NULL, renewal_every TEXT NOT NULL, valid_until TEXT, facts_until TEXT,
    source_date TEXT NOT NULL, sources TEXT NOT NULL, step_ids TEXT NOT NULL);
CREATE INDEX service_by_category ON service (category, position);
CREATE TABLE service_text (
    service TEXT NOT NULL REFERENCES service, language TEXT NOT NULL, title TEXT NOT NULL,
    summary TEXT NOT NULL, who TEXT NOT NULL, fee TEXT NOT NULL, time TEXT NOT NULL,
    visit TEXT NOT NULL, renewal TEXT NOT NULL, unconfirmed TEXT NOT NULL, pitfalls TEXT NOT NULL,
    PRIMARY KEY (service, language)) WITHOUT ROWID;
CREATE TABLE step (
    service TEXT NOT NULL REFERENCES service, id TEXT NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, PRIMARY KEY (service, id)) WITHOUT ROWID;
CREATE TABLE step_text (
    service TEXT NOT NULL, language TEXT NOT NULL, step TEXT NOT NULL, title TEXT NOT NULL,
    text TEXT NOT NULL, "check" TEXT NOT NULL, trouble TEXT NOT NULL, warning TEXT NOT NULL,
    PRIMARY KEY (service, language, step)) WITHOUT ROWID;
CREATE TABLE service_need (
    service TEXT NOT NULL REFERENCES service, position INTEGER NOT NULL,
    need TEXT NOT NULL REFERENCES need, PRIMARY KEY (service, position)) WITHOUT ROWID;
CREATE TABLE service_document (
    service TEXT NOT NULL REFERENCES service, position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document, note TEXT NOT NULL,
    PRIMARY KEY (service, position)) WITHOUT ROWID;
CREATE TABLE requirement (
    service TEXT NOT NULL REFERENCES service, position INTEGER NOT NULL,
    needs TEXT NOT NULL REFERENCES service, strength TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (service, position)) WITHOUT ROWID;
CREATE INDEX requirement_by_needs ON requirement (needs);
CREATE TABLE related (
    service TEXT NOT NULL REFERENCES service, position INTEGER NOT NULL,
    other TEXT NOT NULL REFERENCES service, PRIMARY KEY (service, position)) WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL REFERENCES service) WITHOUT ROWID;
CREATE TABLE step_redirect (
    service TEXT NOT NULL REFERENCES service, old TEXT NOT NULL, new TEXT NOT NULL,
    PRIMARY KEY (service, old)) WITHOUT ROWID;

CREATE TABLE phrase (
    service TEXT NOT NULL REFERENCES service, position INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (service, position)) WITHOUT ROWID;
CREATE TABLE synonym (
    word TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (word, other)) WITHOUT ROWID;
"""


class Meta(NamedTuple):
    """Facts about a compiled catalog.

    Attributes:
        format_major, format_minor: Version of the file format, see :data:`FORMAT_MAJOR`.
        edition: Day of the content (ISO 8601), set by the editors.
        content_hash: SHA-256 over all compiled rows, hexadecimal.
    """

    format_major: int
    format_minor: int
    edition: str
    content_hash: str
