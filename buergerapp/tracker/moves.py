"""When a record goes elsewhere: services and steps that got other ids, profiles that change their database.

The journal goes with it, so that undo still finds what it left. All functions run inside the caller's
transaction.
"""

import datetime
import sqlite3

from buergerapp.domain.checklist import What, merged
from buergerapp.tracker.ledger import INSERT_OP, Entry, Kind, packed, read, resum, unpacked


def follow(connection: sqlite3.Connection, profile: str, old: str, new: str, at: datetime.datetime) -> None:
    """Give a person's record of a service that was renamed its present id.

    Undo goes on working, unless the person has used both ids: then the two records become one for
    good.
    """
    mine = "change IN (SELECT id FROM change WHERE profile = ?)"
    used = connection.execute(
        f"SELECT 1 FROM op WHERE service = ? AND {mine} UNION ALL"  # noqa: S608
        " SELECT 1 FROM record WHERE service = ? AND profile = ?",
        (new, profile, new, profile),
    ).fetchone()
    if used:
        records = read(connection, profile)
        entry = Entry(connection, profile, What.REDIRECT, new, old, at=at, final=True)
        former = records[old]._replace(service=new)
        entry.put_record(merged(records[new], former) if new in records else former)
        entry.remove(records[old])
        entry.save()
    else:
        for table in ("record", "step", "due"):
            sql = f"UPDATE {table} SET service = ? WHERE profile = ? AND service = ?"  # noqa: S608
            connection.execute(sql, (new, profile, old))
        sql = f"UPDATE op SET service = ? WHERE service = ? AND {mine}"  # noqa: S608
        connection.execute(sql, (new, old, profile))
    connection.execute("UPDATE change SET service = ? WHERE profile = ? AND service = ?", (new, profile, old))
    resum(connection, profile)


def follow_step(
    connection: sqlite3.Connection, profile: str, service: str, old: str, new: str, at: datetime.datetime
) -> None:
    """Give the tick of a renamed step its present id; as :func:`follow` for services."""
    mine = "change IN (SELECT id FROM change WHERE profile = ?)"
    used = connection.execute(
        f"SELECT 1 FROM op WHERE kind = ? AND service = ? AND item = ? AND {mine}",  # noqa: S608
        (Kind.STEP, service, new, profile),
    ).fetchone()
    if used:
        record = read(connection, profile, service)[service]
        done, texts = dict(record.steps_done), dict(record.step_texts)
        tick = (done.pop(old), texts.pop(old))
        done[new], texts[new] = max(tick, (done[new], texts[new])) if new in done else tick
        entry = Entry(connection, profile, What.REDIRECT, service, old, at=at, final=True)
        entry.put_record(record._replace(steps_done=done, step_texts=texts))
        entry.save()
    else:
        connection.execute(
            "UPDATE step SET step = ? WHERE profile = ? AND service = ? AND step = ?",
            (new, profile, service, old),
        )
        sql = f"UPDATE op SET item = ? WHERE kind = ? AND service = ? AND item = ? AND {mine}"  # noqa: S608
        connection.execute(sql, (new, Kind.STEP, service, old, profile))
    connection.execute(
        "UPDATE change SET item = ? WHERE profile = ? AND service = ? AND item = ? AND what IN (?, ?)",
        (new, profile, service, old, What.TICK, What.UNTICK),
    )
    resum(connection, profile)


_OF_A_PERSON = ("record", "step", "due", "seen_text", "search", "change")
"""Every table with rows of one profile, but for its name; rows of ``op`` hang on ``change``."""


def move_rows(source: sqlite3.Connection, target: sqlite3.Connection, profile: str) -> None:
    """Move everything of a profile but its name from one database to another, journal included.

    The journal's numbers move behind those of the target, and so do the numbers that records carry.
    """
    shift = int(target.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])
    for table in _OF_A_PERSON:
        names = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
        moved = [f"{name} + {shift}" if name in ("touched", "id") else name for name in names]
        rows = source.execute(f"SELECT {', '.join(moved)} FROM {table} WHERE profile = ?", (profile,))  # noqa: S608
        marks = ", ".join("?" * len(names))
        target.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
    ops = source.execute(
        "SELECT change, position, kind, service, item, before, after FROM op"
        " WHERE change IN (SELECT id FROM change WHERE profile = ?)",
        (profile,),
    )
    target.executemany(
        INSERT_OP,
        [
            (change + shift, position, kind, service, *_shifted(kind, item, before, after, shift))
            for change, position, kind, service, item, before, after in ops
        ],
    )
    for table in _OF_A_PERSON:
        source.execute(f"DELETE FROM {table} WHERE profile = ?", (profile,))  # noqa: S608
    for connection in (source, target):
        resum(connection, profile)


def _shifted(
    kind: str, item: str, before: str | None, after: str | None, shift: int
) -> tuple[str, str | None, str | None]:
    if kind == Kind.HISTORY:
        return str(int(item) + shift), before, after
    if kind != Kind.RECORD:
        return item, before, after
    sides = []
    for side in (before, after):
        values = unpacked(side)
        if values is not None:
            values["touched"] = int(values["touched"] or 0) + shift
        sides.append(packed(values))
    return item, sides[0], sides[1]
