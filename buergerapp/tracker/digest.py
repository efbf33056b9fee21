"""A sum over a profile's rows by which silent damage shows.

SQLite finds torn pages, but not a flipped bit inside a text: "s1" would quietly become "s3". So every
row adds its checksum to one number per profile, kept in the same transaction. The sum does not depend
on the order of rows, so a verb only adds what it writes and takes off what it removes.
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
    """Tell whether every profile's rows still give the sum that was kept with them."""
    kept = connection.execute("SELECT p.id, d.sum FROM profile p LEFT JOIN digest d ON d.profile = p.id")
    return all(total == computed(connection, profile) for profile, total in kept.fetchall())
