"""How the tracker's file got its form, one named step per change.

Steps are plain SQL and never import today's classes; a step that was released is never edited.
This module costs 50 ms to import (sqlite-utils), so :mod:`.schema` imports it only when a file is
new or old.
"""

from sqlite_utils import Database, Migrations

tracker = Migrations("tracker")


def _run(db: Database, sql: str) -> None:
    for statement in sql.split(";"):
        if statement.strip():
            db.execute(statement)


@tracker()
def m001_first_form(db: Database) -> None:
    """Profiles with their services, ticks and dates, and the journal that undo and history read."""
    _run(
        db,
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE profile (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            colour TEXT NOT NULL,
            picture TEXT NOT NULL,
            created TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE record (
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            service TEXT NOT NULL,
            state TEXT NOT NULL,
            since TEXT NOT NULL,
            changed TEXT NOT NULL,
            touched INTEGER NOT NULL,
            note TEXT NOT NULL,
            with_help INTEGER,
            PRIMARY KEY (profile, service)
        ) WITHOUT ROWID;
        CREATE TABLE step (
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            service TEXT NOT NULL,
            step TEXT NOT NULL,
            done TEXT NOT NULL,
            text_hash TEXT NOT NULL,
            PRIMARY KEY (profile, service, step)
        ) WITHOUT ROWID;
        CREATE TABLE due (
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            service TEXT NOT NULL,
            label TEXT NOT NULL,
            day TEXT NOT NULL,
            PRIMARY KEY (profile, service, label, day)
        ) WITHOUT ROWID;
        CREATE TABLE seen_text (
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            hash TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (profile, hash)
        ) WITHOUT ROWID;
        CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            what TEXT NOT NULL,
            service TEXT NOT NULL,
            item TEXT NOT NULL,
            standing TEXT NOT NULL
        );
        CREATE INDEX change_by_standing ON change (profile, standing, id);
        CREATE TABLE op (
            change INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            service TEXT NOT NULL,
            item TEXT NOT NULL,
            before TEXT,
            after TEXT,
            PRIMARY KEY (change, position)
        ) WITHOUT ROWID;
        PRAGMA user_version = 1
        """,
    )


@tracker()
def m002_protected_profiles(db: Database) -> None:
    """Profiles whose records lie encrypted in one sealed piece."""
    _run(
        db,
        """
        CREATE TABLE vault (
            profile TEXT PRIMARY KEY REFERENCES profile(id) ON DELETE CASCADE,
            generation INTEGER NOT NULL,
            lock TEXT NOT NULL,
            sealed BLOB NOT NULL
        );
        PRAGMA user_version = 2
        """,
    )


@tracker()
def m003_checksums(db: Database) -> None:
    """One sum per profile over its rows, to find flipped bits; old profiles get theirs on opening."""
    _run(
        db,
        """
        CREATE TABLE digest (
            profile TEXT PRIMARY KEY REFERENCES profile(id) ON DELETE CASCADE,
            sum INTEGER NOT NULL
        ) WITHOUT ROWID;
        PRAGMA user_version = 3
        """,
    )


@tracker()
def m004_journal_checksums(db: Database) -> None:
    """A checksum in each row of the journal; older rows have none and are taken as they are."""
    _run(
        db,
        """
        ALTER TABLE change ADD COLUMN sum INTEGER;
        ALTER TABLE op ADD COLUMN sum INTEGER;
        PRAGMA user_version = 4
        """,
    )


@tracker()
def m005_recent_searches(db: Database) -> None:
    """What a person searched for last; the newest has the highest number."""
    _run(
        db,
        """
        CREATE TABLE search (
            profile TEXT NOT NULL REFERENCES profile(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (profile, text)
        ) WITHOUT ROWID;
        PRAGMA user_version = 5
        """,
    )


@tracker()
def m006_searches_of_protected_profiles(db: Database) -> None:
    """Searches made before a profile was protected stayed readable beside its sealed piece."""
    _run(
        db,
        """
        DELETE FROM search WHERE profile IN (SELECT profile FROM vault);
        PRAGMA user_version = 6
        """,
    )
