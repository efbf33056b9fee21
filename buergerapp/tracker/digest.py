"""A sum over a profile's rows by which silent damage shows.

SQLite finds torn pages, but not a flipped bit inside a text: "s1" would quietly become "s3". So every
row of what a person has set up adds its checksum to one number per profile, kept in the same
transaction and compared at each start. The sum does not depend on the order of rows, so a verb only
adds what it writes and takes off what it removes. Rows of the journal are many and seldom read; each
carries its own checksum, compared when undo or history reads it (SQL function ``row_sum``).
"""

import sqlite3
import zlib
from collections.abc import Iterable

_MODULUS = 2**62

_STATE = (
    "SELECT 'profile', id, name, colour, picture, created FROM profile WHERE id = ?",
    "SELECT 'record', service, state, since, changed, touched, note, with_help FROM record WHERE profile = ?",
    "SELECT 'step', service, step, done, text_hash FROM step WHERE profile = ?",
    "SELECT 'due', service, day, label FROM due WHERE profile = ?",
)


def row_sum(row: Iterable[object]) -> int:
    """Return the checksum of one row; any single flipped bit changes it."""
    return zlib.crc32(repr(tuple(row)).encode("utf-8", "surrogatepass"))


def computed(connection: sqlite3.Connection, profile: str) -> int:
    """Return the sum over what is in the file now."""
    rows = (row for sql in _STATE for row in connection.execute(sql, (profile,)))
    return sum(map(row_sum, rows)) % _MODULUS


def add(connection: sqlite3.Connection, profile: str, difference: int) -> None:
    """Move the kept sum along with rows that were written."""
    connection.execute(
        "UPDATE digest SET sum = ((sum + ?1) % ?2 + ?2) % ?2 WHERE profile = ?3",
        (difference, _MODULUS, profile),
    )


def renew(connection: sqlite3.Connection, profile: str) -> None:
    """Keep the sum of what is in the file now, after larger changes."""
    connection.execute(
        "INSERT OR REPLACE INTO digest (profile, sum) VALUES (?, ?)", (profile, computed(connection, profile))
    )


def intact(connection: sqlite3.Connection) -> bool:
    """Tell whether the tables are those that were made and every profile's rows give their sum."""
    kept = connection.execute("SELECT value FROM meta WHERE key = 'tables'").fetchone()
    if kept != (str(_tables(connection)),):
        return False
    rows = connection.execute("SELECT p.id, d.sum FROM profile p LEFT JOIN digest d ON d.profile = p.id")
    return all(total == computed(connection, profile) for profile, total in rows.fetchall())


def journal_intact(connection: sqlite3.Connection) -> bool:
    """Tell whether every row of every journal is as it was written; reads all of it."""
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return False
    changes = connection.execute("SELECT sum, at, what, service, item, standing FROM change")
    ops = connection.execute("SELECT sum, kind, service, item, before, after FROM op")
    return all(kept is None or kept == row_sum(row) for rows in (changes, ops) for kept, *row in rows)


def sum_up(connection: sqlite3.Connection) -> None:
    """Keep the sum of the tables, and of profiles that have none, after a migration."""
    connection.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('tables', ?)", (str(_tables(connection)),)
    )
    without = "SELECT id FROM profile WHERE id NOT IN (SELECT profile FROM digest)"
    for (profile,) in connection.execute(without).fetchall():
        renew(connection, profile)


def _tables(connection: sqlite3.Connection) -> int:
    # Not SQLite's own tables: somebody's ANALYZE adds some, and that is no damage.
    ours = "SELECT type, name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' ORDER BY name"
    return row_sum(connection.execute(ours))
