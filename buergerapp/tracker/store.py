"""The tracker: one file per user of the operating system, profiles inside.

Every verb is on the disk when it returns.
"""

import datetime
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from buergerapp.domain.checklist import (
    Changed,
    ClockDoubt,
    Direction,
    DueDate,
    HistoryEntry,
    Profile,
    ServiceRecord,
    ServiceState,
    What,
    clock_doubt,
)
from buergerapp.domain.notes import secret_in
from buergerapp.errors import KnownProblem
from buergerapp.tracker import digest, ledger, moves, people, problems, schema, searches
from buergerapp.tracker.backup import Backups
from buergerapp.tracker.database import Database

Clock = Callable[[], datetime.datetime]


def utc_now() -> datetime.datetime:
    """Return the computer's time."""
    return datetime.datetime.now(datetime.UTC)


def random_id() -> str:
    """Return a new profile id: 16 random hexadecimal digits."""
    return os.urandom(8).hex()


class Tracker:
    """What people have set up. Made by :meth:`open` or :meth:`in_memory`.

    Every verb is one transaction and returns only after its commit, so what it returns may be shown
    as done. Every verb may raise :class:`.KnownProblem` (disk full, file locked, read-only, profile
    protected ...); then nothing has changed. Changes to records can be undone and redone, several
    levels deep, also after a restart; changes to profiles cannot.

    Attributes:
        path: The file, or None for memory.
        notices: What the person should know although everything works (network drive).
    """

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self.path = database.path
        remote = self.path is not None and schema.on_network(self.path)
        self.notices: tuple[KnownProblem, ...] = (problems.network_drive(self.path),) if remote else ()

    @classmethod
    def open(cls, path: Path, clock: Clock = utc_now, *, new_id: Callable[[], str] = random_id) -> "Tracker":
        """Open a file, creating or migrating it when needed; an old file is backed up first.

        Its folder must exist. Backups lie in the folder ``backups`` beside the file.

        Raises:
            KnownProblem: The file is damaged (:class:`.DamagedFile`), of a newer version, locked or may
                not be used.
        """

        def before_migration(version: int) -> None:
            Backups(path, clock).keep(f"vor-umstellung-{version}")

        return cls(Database(path, before_migration), clock, new_id)

    @classmethod
    def in_memory(cls, clock: Clock = utc_now, *, new_id: Callable[[], str] = random_id) -> "Tracker":
        """Make a tracker that touches no disk and vanishes when closed (guest sessions, tests)."""
        return cls(Database(None), clock, new_id)

    def close(self) -> None:
        """Close the file; the tracker is of no use afterwards. Closing twice is harmless."""
        self._database.close()

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
        with self._database.reading() as connection:
            return tuple(
                Profile(id_, name, colour, picture, ledger.moment(created), bool(protected))
                for id_, name, colour, picture, created, protected in connection.execute(sql)
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

    def add_profile(self, name: str, colour: str = "", picture: str = "", *, id: str = "") -> Profile:
        """Add a person and return them.

        Args:
            id: Their id elsewhere, when they come from a file; must be free here.
        """
        new = Profile(id or self._new_id(), name.strip(), colour, picture, self._now())
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO profile (id, name, colour, picture, created) VALUES (?, ?, ?, ?, ?)",
                (new.id, new.name, new.colour, new.picture, ledger.stamp(new.created)),
            )
            digest.renew(connection, new.id)
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
            digest.renew(connection, profile)
        return Changed(profile, frozenset(), What.PROFILE, new[0])

    def merge_profiles(self, into: str, gone: str) -> Changed:
        """Make one profile of two of the same person; the second one is deleted.

        Nothing of either side is lost. Both must be unlocked.

        Raises:
            ValueError: They are the same profile.
        """
        if into == gone:
            raise ValueError("a profile cannot be merged with itself")
        return people.merge(self._database, into, self.profile(gone), self._now())

    def former_ids(self, profile: str) -> tuple[str, ...]:
        """Return the ids of profiles that were merged into this one; backups may still hold their data."""
        return people.former_ids(self._database, profile)

    def delete_profile(self, profile: str) -> bool:
        """Delete a person's data for good, from the file and its journal.

        Backups are another matter, see :meth:`.Backups.forget`.

        Returns:
            False when traces may remain until it is done again: another process kept the file open,
            or the disk was full.
        """
        return people.delete(self._database, profile)

    # --- protection --------------------------------------------------------------------------------

    def protect(self, profile: str, secret: str) -> bool:
        """Encrypt a person's records with a PIN or passphrase; takes about half a second.

        Whoever forgets it loses the records; nobody can recover them. The name, colour and picture
        stay readable. Backups made before are another matter, see :meth:`.Backups.forget`.

        Returns:
            False when readable traces may remain, as for :meth:`delete_profile`.

        Raises:
            ValueError: The secret is empty or the profile is protected already.
        """
        if not secret or self._database.protected(profile):
            raise ValueError("needs a secret and an open profile")
        return people.protect(self._database, self.profile(profile).id, secret)

    def unprotect(self, profile: str, secret: str) -> None:
        """Take the protection away.

        Raises:
            WrongSecret: The secret does not fit.
        """
        self.unlock(profile, secret)
        people.unprotect(self._database, profile)

    def change_secret(self, profile: str, old: str, new: str) -> None:
        """Give a protected profile another secret.

        Raises:
            WrongSecret: The old secret does not fit.
            ValueError: The new secret is empty.
        """
        if not new:
            raise ValueError("needs a secret")
        self.unlock(profile, old)
        people.change_secret(self._database, profile, new)

    def unlock(self, profile: str, secret: str) -> None:
        """Open a protected profile until :meth:`lock` or the end of the program.

        Raises:
            WrongSecret: The secret does not fit.
        """
        self._database.unlock(profile, secret)

    def lock(self, profile: str) -> None:
        """Close a protected profile; its key is forgotten."""
        self._database.forget_key(profile)

    def unlocked(self, profile: str) -> bool:
        """Tell whether a person's records can be read now."""
        return self._database.unlocked(profile)

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
        """Return what was done and not taken back, latest first by the clock of then.

        Args:
            service: Only this one; all services when not given.
            limit: The most lines to return; -1 for all.
        """
        with self._reading(profile) as connection:
            return tuple(ledger.history(connection, profile, service, limit))

    def recent_searches(self, profile: str) -> tuple[str, ...]:
        """Return what a person searched for last, the latest first."""
        with self._reading(profile) as connection:
            return searches.latest(connection, profile)

    def remember_search(self, profile: str, text: str) -> None:
        """Keep a search as the latest one; only the last :data:`.searches.KEPT` stay."""
        with self._writing(profile) as connection:
            searches.remember(connection, profile, text)

    def forget_searches(self, profile: str) -> None:
        """Delete what a person searched for."""
        with self._writing(profile) as connection:
            searches.forget(connection, profile)

    def seen_text(self, profile: str, text_hash: str) -> str | None:
        """Return what a step said when it was ticked, or None when that was not kept."""
        with self._reading(profile) as connection:
            row = connection.execute(
                "SELECT text FROM seen_text WHERE profile = ? AND hash = ?", (profile, text_hash)
            ).fetchone()
        return None if row is None else str(row[0])

    def seen_texts(self, profile: str) -> dict[str, str]:
        """Return everything that ticked steps said, by hash."""
        with self._reading(profile) as connection:
            return ledger.texts(connection, profile)

    def clock_doubt(self) -> ClockDoubt | None:
        """Tell whether the computer's clock looks wrong, judged by the last change to the file."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'last_write'").fetchone()
        return clock_doubt(self._now(), ledger.moment(row[0]) if row else None)

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
                record._replace(
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
            return change.put(record._replace(state=state, since=since, steps_done=done, step_texts=texts))

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
            return change.put(change.record(service)._replace(state=state, since=now))

    def set_note(self, profile: str, service: str, note: str) -> Changed:
        """Keep a short note about a service; an empty one removes it.

        Raises:
            KnownProblem: The note looks like a password, a PIN or a card number.
        """
        note = note.strip()
        _refuse_secrets(note)
        with self._change(profile, What.NOTE, service) as change:
            record = change.record(service)
            if record.note == note:
                return change.nothing()
            return change.put(record._replace(note=note))

    def set_with_help(self, profile: str, service: str, with_help: bool | None) -> Changed:
        """Keep whether somebody helped; None when the person does not want to say."""
        with self._change(profile, What.HELP, service) as change:
            record = change.record(service)
            if record.with_help is with_help:
                return change.nothing()
            return change.put(record._replace(with_help=with_help))

    def set_due(self, profile: str, service: str, day: datetime.date | None, label: str = "") -> Changed:
        """Keep the day on which something runs out.

        Args:
            day: Replaces the dates with the same label; None removes them.
            label: The person's words for it ("Personalausweis läuft ab"); may be empty.

        Raises:
            KnownProblem: The label looks like a password, a PIN or a card number.
        """
        label = " ".join(label.split())
        _refuse_secrets(label)
        with self._change(profile, What.DUE, service, label) as change:
            record = change.record(service)
            due = {date for date in record.due if date.label != label}
            if day is not None:
                due.add(DueDate(day, label))
            if due == set(record.due):
                return change.nothing()
            return change.put(record._replace(due=tuple(sorted(due))))

    def bring_in(
        self,
        profile: str,
        records: Iterable[ServiceRecord],
        history: Iterable[HistoryEntry] = (),
        texts: Mapping[str, str] | None = None,
        *,
        name: str = "",
    ) -> Changed:
        """Merge records and history of elsewhere (a file) into a profile; both sides keep everything.

        Bringing the same in again changes nothing. It can be undone like any change.

        Args:
            name: What the other profile is called; for the words of undo.
        """
        with self._writing(profile) as connection:
            entry = ledger.Entry(connection, profile, What.IMPORT, item=name, at=self._now())
            people.bring_in(entry, ledger.read(connection, profile), records, history)
            ledger.remember_texts(connection, profile, (texts or {}).items())
            return entry.save()

    def follow(
        self, profile: str, services: Mapping[str, str], steps: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """Give records the present ids of services and steps that the catalog has renamed.

        Args:
            services: Former id to present id.
            steps: Present service id and former step id to present step id.
        """
        with self._writing(profile) as connection:
            for old, new in services.items():
                if old in ledger.read(connection, profile, old):
                    moves.follow(connection, profile, old, new, self._now())
            for (service, former), present in (steps or {}).items():
                record = ledger.read(connection, profile, service).get(service)
                if record is not None and former in record.steps_done:
                    moves.follow_step(connection, profile, service, former, present, self._now())

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

    def _reading(self, profile: str | None = None) -> AbstractContextManager[sqlite3.Connection]:
        return self._database.reading(profile)

    @contextmanager
    def _writing(self, profile: str | None = None) -> Iterator[sqlite3.Connection]:
        with self._database.writing(profile) as connection:
            yield connection
            self._database.connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES ('last_write', ?)",
                (ledger.stamp(self._clock()),),
            )

    @contextmanager
    def _change(self, profile: str, what: What, service: str, item: str = "") -> Iterator["_Change"]:
        with self._writing(profile) as connection:
            yield _Change(connection, profile, what, service, item, self._now())


def _refuse_secrets(text: str) -> None:
    found = secret_in(text)
    if found is not None:
        raise problems.secret_in_note(found)


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
        entry.put_record(record._replace(changed=self._now))
        return entry.save()

    def remove(self, record: ServiceRecord) -> Changed:
        """Remove a record."""
        entry = self._entry()
        entry.remove(record)
        return entry.save()

    def _entry(self) -> ledger.Entry:
        profile, what, service, item = self._about
        return ledger.Entry(self.connection, profile, what, service, item, at=self._now)
