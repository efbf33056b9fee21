"""What happens to whole profiles: protecting, merging, deleting for good. None of it can be undone."""

import datetime
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

from buergerapp.domain.checklist import Changed, HistoryEntry, Profile, ServiceRecord, What, merged
from buergerapp.tracker import ledger, moves, schema, searches, vault
from buergerapp.tracker.database import Database

_MERGED = "merged:"

ALL = -1
"""SQLite's word for "no limit"."""


def protect(database: Database, profile: str, secret: str) -> bool:
    """Encrypt a profile's records with a secret and leave no readable trace of them in the file.

    Returns:
        False when traces may remain, see :meth:`.Database.wipe_traces`.
    """
    lock, key = vault.new_lock(secret)
    home = _empty_home(profile)
    try:
        with database.writing() as main:
            moves.move_rows(main, home, profile)
            database.keep_sealed(profile, lock, key, home)
    except BaseException:
        database.forget_key(profile)
        home.close()
        raise
    return database.wipe_traces()


def unprotect(database: Database, profile: str) -> None:
    """Keep the records of an unlocked profile readable again."""
    with database.writing() as main, database.reading(profile) as home, closing(_copy(home)) as copy:
        moves.move_rows(copy, main, profile)
        main.execute("DELETE FROM vault WHERE profile = ?", (profile,))
    database.forget_key(profile)


def change_secret(database: Database, profile: str, secret: str) -> None:
    """Give an unlocked profile another secret."""
    lock, key = vault.new_lock(secret)
    with database.writing(), database.reading(profile) as home:
        database.keep_sealed(profile, lock, key, _copy(home))
    database.wipe_traces()


def delete(database: Database, profile: str) -> bool:
    """Delete a profile for good.

    Returns:
        False when traces may remain, see :meth:`.Database.wipe_traces`.
    """
    database.forget_key(profile)
    with database.writing() as main:
        main.execute("DELETE FROM profile WHERE id = ?", (profile,))
        for former in former_ids(database, profile):
            main.execute("DELETE FROM meta WHERE key = ?", (_MERGED + former,))
    return database.wipe_traces()


def bring_in(
    entry: ledger.Entry,
    present: Mapping[str, ServiceRecord],
    records: Iterable[ServiceRecord],
    history: Iterable[HistoryEntry],
) -> None:
    """Merge another profile's records and history into a change that is being written."""
    for record in records:
        mine = present.get(record.service)
        entry.put_record(merged(mine, record) if mine else record)
    entry.put_history(history)


def merge(database: Database, into: str, gone: Profile, at: datetime.datetime) -> Changed:
    """Make one profile of two of the same person; both must be unlocked. ``gone`` is deleted."""
    with database.writing(into) as home, database.reading(gone.id) as other:
        entry = ledger.Entry(home, into, What.MERGE, item=gone.name, at=at, final=True)
        records = ledger.read(other, gone.id)
        history = list(ledger.history(other, gone.id, None, ALL))
        bring_in(entry, ledger.read(home, into), records.values(), history)
        ledger.remember_texts(home, into, ledger.texts(other, gone.id).items())
        searches.join(home, into, searches.latest(other, gone.id))
        changed = entry.save()
        database.connection.execute("DELETE FROM profile WHERE id = ?", (gone.id,))
        database.connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_MERGED + gone.id, into)
        )
    database.forget_key(gone.id)
    database.wipe_traces()
    return changed


def former_ids(database: Database, profile: str) -> tuple[str, ...]:
    """Return the ids of profiles that were merged into this one; backups may still hold their data."""
    with database.reading() as main:
        rows = main.execute("SELECT key, value FROM meta WHERE key LIKE ?", (_MERGED + "%",)).fetchall()
    into = {key.removeprefix(_MERGED): value for key, value in rows}
    found: list[str] = []
    wanted = [profile]
    while wanted:
        target = wanted.pop()
        sources = [gone for gone, at in into.items() if at == target and gone not in found]
        found += sources
        wanted += sources
    return tuple(found)


def _empty_home(profile: str) -> sqlite3.Connection:
    home = schema.connect(None)
    schema.bring_up_to_date(home)
    home.execute(
        "INSERT INTO profile (id, name, colour, picture, created) VALUES (?, '', '', '', '')", (profile,)
    )
    return home


def _copy(home: sqlite3.Connection) -> sqlite3.Connection:
    copy = schema.connect(None)
    home.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    return copy
