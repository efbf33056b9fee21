"""The tracker: one file per user of the operating system, profiles inside.

Every verb is on the disk when it returns.
"""

import dataclasses
import datetime
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from buergerapp.domain.checklist import (
    Changed,
    Direction,
    DueDate,
    HistoryEntry,
    Profile,
    ServiceRecord,
    ServiceState,
    What,
)
from buergerapp.errors import KnownProblem
from buergerapp.tracker import ledger, problems, schema

Clock = Callable[[], datetime.datetime]


def utc_now() -> datetime.datetime:
    """Return the computer's time."""
    return datetime.datetime.now(datetime.UTC)


def random_id() -> str:
    """Return a new profile id: 16 random hexadecimal digits."""
    return secrets.token_hex(8)


class Tracker:
    """What people have set up. Made by :meth:`open` or :meth:`in_memory`.

    Every verb is one transaction and returns only after its commit, so what it returns may be shown
    as done. Every verb may raise :class:`.KnownProblem` (disk full, file locked, read-only ...); then
    nothing has changed. Changes to records can be undone and redone, several levels deep, also after
    a restart; changes to profiles cannot.

    Attributes:
        path: The file, or None for memory.
        notices: What the person should know although everything works (network drive).
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        clock: Clock,
        new_id: Callable[[], str],
        notices: tuple[KnownProblem, ...] = (),
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._new_id = new_id
        self.path = path
        self.notices = notices

    @classmethod
    def open(cls, path: Path, clock: Clock = utc_now, *, new_id: Callable[[], str] = random_id) -> "Tracker":
        """Open a file, creating or migrating it when needed. Its folder must exist.

        Raises:
            KnownProblem: The file is damaged, of a newer version, locked or may not be used.
        """
        with problems.explained(path):
            connection = schema.connect(path)
            try:
                schema.bring_up_to_date(connection)
                notices = (problems.network_drive(path),) if schema.on_network(path) else ()
            except BaseException:
                connection.close()
                raise
        return cls(connection, path, clock, new_id, notices)

    @classmethod
    def in_memory(cls, clock: Clock = utc_now, *, new_id: Callable[[], str] = random_id) -> "Tracker":
        """Make a tracker that touches no disk and vanishes when closed (guest sessions, tests)."""
        connection = schema.connect(None)
        schema.bring_up_to_date(connection)
        return cls(connection, None, clock, new_id)

    def close(self) -> None:
        """Close the file; the tracker is of no use afterwards. Closing twice is harmless."""
        self._connection.close()

    def __enter__(self) -> "Tracker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- profiles --------------------------------------------------------------------------------

    def profiles(self) -> tuple[Profile, ...]:
        """Return everybody this computer knows, in the order in which they came."""
        sql = (
            "SELECT id, name, colour, picture, created, id IN (SELECT profile FROM vault)"
            " FROM profile ORDER BY created, id"
        )
        with problems.explained(self.path):
            return tuple(
                Profile(id_, name, colour, picture, ledger.moment(created), bool(protected))
                for id_, name, colour, picture, created, protected in self._connection.execute(sql)
            )

    def profile(self, profile: str) -> Profile:
        """Return one person.

        Raises:
            KeyError: The id is not known.
        """
        for known in self.profiles():
            if known.id == profile:
                return known
        raise KeyError(profile)

    def add_profile(self, name: str, colour: str = "", picture: str = "") -> Profile:
        """Add a person and return them."""
        new = Profile(self._new_id(), name.strip(), colour, picture, self._now())
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO profile (id, name, colour, picture, created) VALUES (?, ?, ?, ?, ?)",
                (new.id, new.name, new.colour, new.picture, ledger.stamp(new.created)),
            )
        return new

    def change_profile(
        self, profile: str, *, name: str | None = None, colour: str | None = None, picture: str | None = None
    ) -> Changed:
        """Give a person another name, colour or picture; None keeps what is there."""
        old = self.profile(profile)
        new = (
            old.name if name is None else name.strip(),
            old.colour if colour is None else colour,
            old.picture if picture is None else picture,
        )
        with self._writing() as connection:
            connection.execute(
                "UPDATE profile SET name = ?, colour = ?, picture = ? WHERE id = ?", (*new, profile)
            )
        return Changed(profile, frozenset(), What.PROFILE, new[0])

    # --- reading ---------------------------------------------------------------------------------

    def records(self, profile: str) -> dict[str, ServiceRecord]:
        """Return a person's records by service id, the most recently touched first."""
        with self._reading(profile) as connection:
            return ledger.read(connection, profile)

    def record(self, profile: str, service: str) -> ServiceRecord | None:
        """Return what a person has recorded about one service, or None."""
        with self._reading(profile) as connection:
            return ledger.read(connection, profile, service).get(service)

    def history(
        self, profile: str, service: str | None = None, *, limit: int = 200
    ) -> tuple[HistoryEntry, ...]:
        """Return what was done and not taken back, latest first; all services unless one is given."""
        with self._reading(profile) as connection:
            return tuple(ledger.history(connection, profile, service, limit))

    def seen_text(self, profile: str, text_hash: str) -> str | None:
        """Return what a step said when it was ticked, or None when that was not kept."""
        with self._reading(profile) as connection:
            row = connection.execute(
                "SELECT text FROM seen_text WHERE profile = ? AND hash = ?", (profile, text_hash)
            ).fetchone()
        return None if row is None else str(row[0])

    # --- verbs -----------------------------------------------------------------------------------

    def tick(self, profile: str, service: str, step: str, text_hash: str = "", text: str = "") -> Changed:
        """Mark a step as done. The first tick of a service makes it "in progress".

        Ticking a ticked step again only takes note of its present text.

        Args:
            text_hash: :func:`.text_hash` of what the step says now.
            text: These words, to tell later what has changed; kept once per wording.
        """
        now = self._now()
        with self._change(profile, What.TICK, service, step) as change:
            record = change.record(service)
            if step in record.steps_done and record.step_texts.get(step, "") == text_hash:
                return change.nothing()
            if text and text_hash:
                ledger.remember_texts(change.connection, profile, [(text_hash, text)])
            state, since = record.state, record.since
            if state in (ServiceState.NOTED, ServiceState.NOT_FOR_ME):
                state, since = ServiceState.IN_PROGRESS, now
            return change.put(
                dataclasses.replace(
                    record,
                    state=state,
                    since=since,
                    steps_done={**record.steps_done, step: record.steps_done.get(step, now)},
                    step_texts={**record.step_texts, step: text_hash},
                )
            )

    def untick(self, profile: str, service: str, step: str) -> Changed:
        """Mark a step as open again. Without any tick left, "in progress" becomes "noted"."""
        now = self._now()
        with self._change(profile, What.UNTICK, service, step) as change:
            record = change.record(service)
            if step not in record.steps_done:
                return change.nothing()
            done = {id_: at for id_, at in record.steps_done.items() if id_ != step}
            texts = {id_: text for id_, text in record.step_texts.items() if id_ != step}
            state, since = record.state, record.since
            if not done and state is ServiceState.IN_PROGRESS:
                state, since = ServiceState.NOTED, now
            return change.put(
                dataclasses.replace(record, state=state, since=since, steps_done=done, step_texts=texts)
            )

    def set_state(self, profile: str, service: str, state: ServiceState | None) -> Changed:
        """Say where a service stands; None takes it off the list with its ticks, note and dates."""
        now = self._now()
        what, item = (What.FORGET, "") if state is None else (What.STATE, str(state))
        with self._change(profile, what, service, item) as change:
            known = change.known(service)
            if (known.state if known else None) == state:
                return change.nothing()
            if state is None:
                assert known is not None
                return change.remove(known)
            return change.put(dataclasses.replace(change.record(service), state=state, since=now))

    def set_note(self, profile: str, service: str, note: str) -> Changed:
        """Keep a short note about a service; an empty one removes it."""
        note = note.strip()
        with self._change(profile, What.NOTE, service) as change:
            record = change.record(service)
            if record.note == note:
                return change.nothing()
            return change.put(dataclasses.replace(record, note=note))

    def set_with_help(self, profile: str, service: str, with_help: bool | None) -> Changed:
        """Keep whether somebody helped; None when the person does not want to say."""
        with self._change(profile, What.HELP, service) as change:
            record = change.record(service)
            if record.with_help is with_help:
                return change.nothing()
            return change.put(dataclasses.replace(record, with_help=with_help))

    def set_due(self, profile: str, service: str, day: datetime.date | None, label: str = "") -> Changed:
        """Keep the day on which something runs out.

        Args:
            day: Replaces the dates with the same label; None removes them.
            label: The person's words for it ("Personalausweis läuft ab"); may be empty.
        """
        label = " ".join(label.split())
        with self._change(profile, What.DUE, service, label) as change:
            record = change.record(service)
            due = {date for date in record.due if date.label != label}
            if day is not None:
                due.add(DueDate(day, label))
            if due == set(record.due):
                return change.nothing()
            return change.put(dataclasses.replace(record, due=tuple(sorted(due))))

    def undo(self, profile: str) -> Changed | None:
        """Take a person's last change back and say which it was; None when there is none."""
        with self._writing(profile) as connection:
            return ledger.undo(connection, profile)

    def redo(self, profile: str) -> Changed | None:
        """Make the change again that was taken back last; None when there is none."""
        with self._writing(profile) as connection:
            return ledger.redo(connection, profile)

    def would_undo(self, profile: str) -> Changed | None:
        """Return what :meth:`undo` would take back, for the words on its button."""
        with self._reading(profile) as connection:
            return ledger.next_move(connection, profile, Direction.UNDONE)

    def would_redo(self, profile: str) -> Changed | None:
        """Return what :meth:`redo` would make again, for the words on its button."""
        with self._reading(profile) as connection:
            return ledger.next_move(connection, profile, Direction.REDONE)

    # --- inside ----------------------------------------------------------------------------------

    def _now(self) -> datetime.datetime:
        return ledger.moment(ledger.stamp(self._clock()))

    @contextmanager
    def _reading(self, profile: str) -> Iterator[sqlite3.Connection]:  # noqa: ARG002
        with problems.explained(self.path):
            yield self._connection

    @contextmanager
    def _writing(self, profile: str | None = None) -> Iterator[sqlite3.Connection]:  # noqa: ARG002
        """Run a block as one transaction; whatever goes wrong inside leaves everything as it was."""
        connection = self._connection
        with problems.explained(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _change(self, profile: str, what: What, service: str, item: str = "") -> Iterator["_Change"]:
        with self._writing(profile) as connection:
            yield _Change(connection, profile, what, service, item, self._now())


class _Change:
    """One verb on one service, inside its transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        profile: str,
        what: What,
        service: str,
        item: str,
        now: datetime.datetime,
    ) -> None:
        self.connection = connection
        self._about = (profile, what, service, item)
        self._now = now

    def known(self, service: str) -> ServiceRecord | None:
        """Return the present record, or None."""
        return ledger.read(self.connection, self._about[0], service).get(service)

    def record(self, service: str) -> ServiceRecord:
        """Return the present record, or a new one that notes the service."""
        fresh = ServiceRecord(service, ServiceState.NOTED, since=self._now, changed=self._now)
        return self.known(service) or fresh

    def nothing(self) -> Changed:
        """Say that there was nothing to do."""
        profile, what, _, item = self._about
        return Changed(profile, frozenset(), what, item)

    def put(self, record: ServiceRecord) -> Changed:
        """Write a record."""
        entry = self._entry()
        entry.put_record(dataclasses.replace(record, changed=self._now))
        return entry.save()

    def remove(self, record: ServiceRecord) -> Changed:
        """Remove a record."""
        entry = self._entry()
        entry.remove(record)
        return entry.save()

    def _entry(self) -> ledger.Entry:
        profile, what, service, item = self._about
        return ledger.Entry(self.connection, profile, what, service, item, at=self._now)
