"""Rows of one profile and the journal of its changes.

Every change is a row in ``change`` and one row in ``op`` for each record, tick or date that it
touched, with what was there before and after. Undo puts the "before" back, redo the "after"; because
the journal is in order, each finds exactly what it left. All functions run inside the caller's
transaction.
"""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from buergerapp.domain.checklist import (
    Changed,
    Direction,
    DueDate,
    HistoryEntry,
    ServiceRecord,
    ServiceState,
    What,
)
from buergerapp.tracker import digest, problems

Values = dict[str, str | int | None]


class Kind(StrEnum):
    """The tables that the journal covers; ``HISTORY`` are lines that came from another profile."""

    RECORD = "record"
    STEP = "step"
    DUE = "due"
    HISTORY = "change"


class Standing(StrEnum):
    """Where a change stands: made, taken back, overtaken after being taken back, or for good."""

    MADE = "made"
    UNDONE = "undone"
    DROPPED = "dropped"
    FINAL = "final"


class _Table(NamedTuple):
    keys: tuple[str, ...]
    columns: tuple[str, ...]

    def key(self, profile: str, service: str, item: str) -> tuple[str, ...]:
        """Return the values of the key columns; a date's item is its day, a space and its label."""
        match self.keys:
            case ("profile", "service"):
                return (profile, service)
            case ("profile", "service", "step"):
                return (profile, service, item)
            case ("profile", "id"):
                return (profile, item)
        day, _, label = item.partition(" ")
        return (profile, service, day, label)


_TABLES = {
    Kind.RECORD: _Table(
        ("profile", "service"), ("state", "since", "changed", "touched", "note", "with_help")
    ),
    Kind.STEP: _Table(("profile", "service", "step"), ("done", "text_hash")),
    Kind.DUE: _Table(("profile", "service", "day", "label"), ()),
    Kind.HISTORY: _Table(("profile", "id"), ("at", "what", "service", "item", "standing", "sum")),
}


def stamp(moment: datetime.datetime) -> str:
    """Return a time as it is stored: UTC, ISO 8601, milliseconds."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def moment(stored: str) -> datetime.datetime:
    """Return the time behind :func:`stamp`."""
    return datetime.datetime.fromisoformat(stored)


def due_item(date: DueDate) -> str:
    """Return the journal's name of a date."""
    return f"{date.day.isoformat()} {date.label}"


def read(
    connection: sqlite3.Connection, profile: str, service: str | None = None
) -> dict[str, ServiceRecord]:
    """Return a person's records by service id; only one service when it is given."""
    where, key = "WHERE profile = ?", [profile]
    if service is not None:
        where, key = where + " AND service = ?", [profile, service]
    done: dict[str, dict[str, datetime.datetime]] = {}
    texts: dict[str, dict[str, str]] = {}
    sql = f"SELECT service, step, done, text_hash FROM step {where} ORDER BY done, step"  # noqa: S608
    for of, step, at, text in connection.execute(sql, key):
        done.setdefault(of, {})[step] = moment(at)
        texts.setdefault(of, {})[step] = text
    due: dict[str, list[DueDate]] = {}
    sql = f"SELECT service, day, label FROM due {where} ORDER BY day, label"  # noqa: S608
    for of, day, label in connection.execute(sql, key):
        due.setdefault(of, []).append(DueDate(datetime.date.fromisoformat(day), label))
    sql = (
        "SELECT service, state, since, changed, touched, note, with_help"  # noqa: S608
        f" FROM record {where} ORDER BY touched DESC, changed DESC, service"
    )
    return {
        of: ServiceRecord(
            service=of,
            state=ServiceState(state),
            since=moment(since),
            changed=moment(changed),
            touched=touched,
            steps_done=done.get(of, {}),
            step_texts=texts.get(of, {}),
            note=note,
            with_help=None if with_help is None else bool(with_help),
            due=tuple(due.get(of, ())),
        )
        for of, state, since, changed, touched, note, with_help in connection.execute(sql, key)
    }


class Entry:
    """One change while it is being written; every row that differs is written and remembered."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        profile: str,
        what: What,
        service: str = "",
        item: str = "",
        *,
        at: datetime.datetime,
        final: bool = False,
    ) -> None:
        """Begin a change.

        Args:
            final: The change cannot be undone, and neither can those before it.
        """
        self._connection = connection
        self._profile = profile
        self._what = what
        self._item = item
        self._at = at
        self._services: set[str] = set()
        if final:
            self._settle()
        standing = Standing.FINAL if final else Standing.MADE
        cursor = connection.execute(
            "INSERT INTO change (profile, at, what, service, item, standing, sum)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_sum(?2, ?3, ?4, ?5, ?6))",
            (profile, stamp(at), what.value, service, item, standing.value),
        )
        self.number = int(cursor.lastrowid or 0)
        self._count = 0

    def put_record(self, record: ServiceRecord) -> None:
        """Write a whole record: what it lacks is removed, what differs is replaced."""
        was = read(self._connection, self._profile, record.service).get(record.service)
        count = self._count
        self._put_ticks(was, record)
        self._put_dues(was, record)
        if was is None or self._count > count or not _same(was, record):
            self._put_row(record)

    def remove(self, record: ServiceRecord) -> None:
        """Remove everything about a service."""
        for step in record.steps_done:
            self._put(Kind.STEP, record.service, step, None)
        for date in record.due:
            self._put(Kind.DUE, record.service, due_item(date), None)
        self._put(Kind.RECORD, record.service, "", None)

    def put_history(self, lines: Iterable[HistoryEntry]) -> None:
        """Add lines of another history, unless they are there already; they cannot be undone one by one."""
        key = ("at", "what", "service", "item")
        sql = f"SELECT {', '.join(key)} FROM change WHERE profile = ?"  # noqa: S608
        known = set(self._connection.execute(sql, (self._profile,)))
        number = self.number
        for line in lines:
            row = (stamp(line.at), line.what.value, line.service, line.item)
            if row not in known:
                known.add(row)
                number += 1
                standing = Standing.FINAL.value
                values: Values = dict(zip(key, row, strict=True))
                values |= {"standing": standing, "sum": digest.row_sum([*row, standing])}
                self._put(Kind.HISTORY, "", str(number), values)

    def save(self) -> Changed:
        """Finish the change; one that changed nothing leaves no trace."""
        if self._count:
            _restand(self._connection, self._profile, Standing.UNDONE, Standing.DROPPED)
        else:
            self._connection.execute("DELETE FROM change WHERE id = ?", (self.number,))
        return Changed(self._profile, frozenset(self._services), self._what, self._item)

    def _settle(self) -> None:
        _restand(self._connection, self._profile, Standing.MADE, Standing.FINAL)
        _restand(self._connection, self._profile, Standing.UNDONE, Standing.DROPPED)

    def _put_ticks(self, was: ServiceRecord | None, record: ServiceRecord) -> None:
        for step in was.steps_done if was else ():
            if step not in record.steps_done:
                self._put(Kind.STEP, record.service, step, None)
        for step, done in record.steps_done.items():
            text = record.step_texts.get(step, "")
            self._put(Kind.STEP, record.service, step, {"done": stamp(done), "text_hash": text})

    def _put_dues(self, was: ServiceRecord | None, record: ServiceRecord) -> None:
        for date in was.due if was else ():
            if date not in record.due:
                self._put(Kind.DUE, record.service, due_item(date), None)
        for date in record.due:
            self._put(Kind.DUE, record.service, due_item(date), {})

    def _put_row(self, record: ServiceRecord) -> None:
        values: Values = {
            "state": record.state.value,
            "since": stamp(record.since),
            "changed": stamp(record.changed),
            "touched": self.number,
            "note": record.note,
            "with_help": None if record.with_help is None else int(record.with_help),
        }
        self._put(Kind.RECORD, record.service, "", values)

    def _put(self, kind: Kind, service: str, item: str, after: Values | None) -> None:
        before = _current(self._connection, self._profile, kind, service, item)
        if before == after:
            return
        _write(self._connection, self._profile, kind, service, item, before, after)
        self._connection.execute(
            INSERT_OP,
            (self.number, self._count, kind.value, service, item, packed(before), packed(after)),
        )
        self._count += 1
        if service:
            self._services.add(service)


INSERT_OP = (
    "INSERT INTO op (change, position, kind, service, item, before, after, sum)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_sum(?3, ?4, ?5, ?6, ?7))"
)
_CHANGE_SUM = "row_sum(at, what, service, item, standing)"
_OP_SUM = "row_sum(kind, service, item, before, after)"


def _restand(connection: sqlite3.Connection, profile: str, old: Standing, new: Standing) -> None:
    connection.execute(
        "UPDATE change SET standing = ?1, sum = row_sum(at, what, service, item, ?1)"
        " WHERE profile = ?2 AND standing = ?3",
        (new.value, profile, old.value),
    )


def resum(connection: sqlite3.Connection, profile: str) -> None:
    """Renew every checksum of a profile's journal, after larger changes."""
    connection.execute(f"UPDATE change SET sum = {_CHANGE_SUM} WHERE profile = ?", (profile,))  # noqa: S608
    mine = "change IN (SELECT id FROM change WHERE profile = ?)"
    connection.execute(f"UPDATE op SET sum = {_OP_SUM} WHERE {mine}", (profile,))  # noqa: S608
    digest.renew(connection, profile)


def _same(one: ServiceRecord, other: ServiceRecord) -> bool:
    def told(record: ServiceRecord) -> tuple[object, ...]:
        return (record.state, stamp(record.since), record.note, record.with_help)

    return told(one) == told(other)


def undo(connection: sqlite3.Connection, profile: str) -> Changed | None:
    """Take the last change back; None when there is none."""
    return _move(connection, profile, Standing.MADE, "DESC", Standing.UNDONE, Direction.UNDONE)


def redo(connection: sqlite3.Connection, profile: str) -> Changed | None:
    """Make the change again that was taken back last; None when there is none."""
    return _move(connection, profile, Standing.UNDONE, "ASC", Standing.MADE, Direction.REDONE)


def next_move(connection: sqlite3.Connection, profile: str, direction: Direction) -> Changed | None:
    """Return what undo (``UNDONE``) or redo (``REDONE``) would move, without moving it."""
    undoing = direction is Direction.UNDONE
    found = _find(connection, profile, *((Standing.MADE, "DESC") if undoing else (Standing.UNDONE, "ASC")))
    if found is None:
        return None
    number, what, item = found
    services = connection.execute(
        "SELECT DISTINCT service FROM op WHERE change = ? AND service <> ''", (number,)
    )
    return Changed(profile, frozenset(row[0] for row in services), What(what), item, direction)


def _find(
    connection: sqlite3.Connection, profile: str, standing: Standing, order: str
) -> tuple[int, str, str] | None:
    sql = (
        f"SELECT id, what, item, coalesce(sum = {_CHANGE_SUM}, 1) FROM change"  # noqa: S608
        f" WHERE profile = ? AND standing = ? ORDER BY id {order} LIMIT 1"
    )
    row = connection.execute(sql, (profile, standing)).fetchone()
    if row is None:
        return None
    number, what, item, sound = row
    if not sound:
        raise problems.damaged(None)
    return number, what, item


def _move(
    connection: sqlite3.Connection,
    profile: str,
    standing: Standing,
    order: str,
    becomes: Standing,
    direction: Direction,
) -> Changed | None:
    found = _find(connection, profile, standing, order)
    if found is None:
        return None
    number, what, item = found
    side = "before" if direction is Direction.UNDONE else "after"
    sql = (
        f"SELECT kind, service, item, {side}, coalesce(sum = {_OP_SUM}, 1) FROM op"  # noqa: S608
        f" WHERE change = ? ORDER BY position {order}"
    )
    ops = connection.execute(sql, (number,)).fetchall()
    if not all(op[-1] for op in ops):
        raise problems.damaged(None)
    for kind, service, op_item, values, _ in ops:
        before = _current(connection, profile, Kind(kind), service, op_item)
        _write(connection, profile, Kind(kind), service, op_item, before, unpacked(values))
    connection.execute(
        "UPDATE change SET standing = ?1, sum = row_sum(at, what, service, item, ?1) WHERE id = ?2",
        (becomes.value, number),
    )
    return Changed(profile, frozenset(op[1] for op in ops if op[1]), What(what), item, direction)


def history(
    connection: sqlite3.Connection, profile: str, service: str | None, limit: int
) -> Iterator[HistoryEntry]:
    """Yield what was done and not taken back, latest first by the clock of that time."""
    where, values = "", []
    if service is not None:
        where, values = " AND service = ?", [service]
    rows = connection.execute(
        f"SELECT id, at, what, service, item, coalesce(sum = {_CHANGE_SUM}, 1)"  # noqa: S608
        f" FROM change WHERE profile = ?{where}"
        " AND standing NOT IN (?, ?) ORDER BY at DESC, id DESC LIMIT ?",
        [profile, *values, Standing.UNDONE, Standing.DROPPED, limit],
    )
    for number, at, what, of, item, sound in rows:
        if not sound:
            raise problems.damaged(None)
        yield HistoryEntry(number, moment(at), What(what), of, item)


def texts(connection: sqlite3.Connection, profile: str) -> dict[str, str]:
    """Return every kept wording of a step by its hash."""
    sql = "SELECT hash, text FROM seen_text WHERE profile = ? ORDER BY hash"
    return dict(connection.execute(sql, (profile,)).fetchall())


def remember_texts(connection: sqlite3.Connection, profile: str, texts: Iterable[tuple[str, str]]) -> None:
    """Keep what steps said when they were ticked, each wording once."""
    connection.executemany(
        "INSERT OR IGNORE INTO seen_text (profile, hash, text) VALUES (?, ?, ?)",
        [(profile, hashed, text) for hashed, text in texts],
    )


def _current(
    connection: sqlite3.Connection, profile: str, kind: Kind, service: str, item: str
) -> Values | None:
    table = _TABLES[kind]
    where = " AND ".join(f"{key} = ?" for key in table.keys)
    columns = ", ".join(table.columns) or "1"
    sql = f"SELECT {columns} FROM {kind} WHERE {where}"  # noqa: S608 - names of our own tables
    row = connection.execute(sql, table.key(profile, service, item)).fetchone()
    return None if row is None else dict(zip(table.columns, row, strict=False))


def _write(
    connection: sqlite3.Connection,
    profile: str,
    kind: Kind,
    service: str,
    item: str,
    before: Values | None,
    after: Values | None,
) -> None:
    table = _TABLES[kind]
    key = table.key(profile, service, item)
    if after is None:
        where = " AND ".join(f"{name} = ?" for name in table.keys)
        connection.execute(f"DELETE FROM {kind} WHERE {where}", key)  # noqa: S608
    else:
        names = [*table.keys, *table.columns]
        marks = ", ".join("?" * len(names))
        connection.execute(
            f"INSERT OR REPLACE INTO {kind} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            [*key, *(after[name] for name in table.columns)],
        )
    if kind is Kind.HISTORY:
        return
    sums = [
        0 if values is None else digest.row_sum([str(kind), *key[1:], *(values[c] for c in table.columns)])
        for values in (before, after)
    ]
    digest.add(connection, profile, sums[1] - sums[0])


def packed(values: Values | None) -> str | None:
    """Return the form in which the journal keeps values."""
    return None if values is None else json.dumps(values, ensure_ascii=False)


def unpacked(text: str | None) -> Values | None:
    """Return the values behind :func:`packed`."""
    if text is None:
        return None
    values: Values = json.loads(text)
    return values
