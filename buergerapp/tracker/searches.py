"""What a person searched for last. Belongs to them alone and is no part of undo, history or export."""

import sqlite3

KEPT = 8
"""Searches of a person that are remembered."""


def latest(connection: sqlite3.Connection, profile: str) -> tuple[str, ...]:
    """Return a person's searches, the latest first."""
    rows = connection.execute("SELECT text FROM search WHERE profile = ? ORDER BY number DESC", (profile,))
    return tuple(text for (text,) in rows.fetchall())


def remember(connection: sqlite3.Connection, profile: str, text: str) -> None:
    """Keep a search as the latest one; only the last :data:`KEPT` stay."""
    connection.execute(
        "INSERT OR REPLACE INTO search (profile, text, number) "
        "SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM search WHERE profile = ?1",
        (profile, text),
    )
    connection.execute(
        "DELETE FROM search WHERE profile = ?1 AND text NOT IN "
        "(SELECT text FROM search WHERE profile = ?1 ORDER BY number DESC LIMIT ?2)",
        (profile, KEPT),
    )


def forget(connection: sqlite3.Connection, profile: str) -> None:
    """Delete what a person searched for."""
    connection.execute("DELETE FROM search WHERE profile = ?", (profile,))


def join(connection: sqlite3.Connection, profile: str, older: tuple[str, ...]) -> None:
    """Keep searches of another profile of the same person as the older ones.

    Args:
        older: The latest first.
    """
    mine = latest(connection, profile)
    for text in (*reversed(older), *reversed(mine)):
        remember(connection, profile, text)
