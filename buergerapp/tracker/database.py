"""The door to the tracker's file: transactions, and for protected profiles the sealed piece inside it.

The records of a protected profile live in a small SQLite database in memory; each write seals it anew
and stores it in the file within the same transaction. So everything that holds for open profiles
(durability, one writer at a time, backups) holds for protected ones too.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from buergerapp.tracker import digest, problems, schema, vault


@dataclass
class _Unlocked:
    """A protected profile whose secret was given."""

    key: bytes
    lock: str
    connection: sqlite3.Connection
    generation: int


class Database:
    """One open file (or memory) with the profiles that were unlocked in it."""

    def __init__(self, path: Path | None, before_migration: Callable[[int], None] | None = None) -> None:
        """Open, check and migrate.

        Args:
            before_migration: Called with the old version before an old file is changed.

        Raises:
            KnownProblem: The file is damaged, of a newer version, locked or may not be used.
        """
        self.path = path
        self._unlocked: dict[str, _Unlocked] = {}
        with problems.explained(path):
            self.connection = schema.connect(path)
            try:
                self._prepare(before_migration)
            except BaseException:
                self.connection.close()
                raise

    def _prepare(self, before_migration: Callable[[int], None] | None) -> None:
        if schema.version(self.connection) and not schema.sound(self.connection):
            raise problems.damaged(self.path)
        schema.bring_up_to_date(self.connection, before_migration)
        try:
            with _moment(self.connection):
                whole = self.path is None or digest.intact(self.connection)
        except sqlite3.OperationalError as error:
            # A table or column is gone: a bit in the list of tables flipped.
            raise problems.translated(error, self.path) or problems.damaged(self.path) from error
        if not whole:
            raise problems.damaged(self.path)

    def close(self) -> None:
        """Close the file and forget every key."""
        for profile in list(self._unlocked):
            self.forget_key(profile)
        self.connection.close()

    @contextmanager
    def reading(self, profile: str | None = None) -> Iterator[sqlite3.Connection]:
        """Give the connection that holds a profile's records, all of them as of the same moment.

        Raises:
            LockedProfile: The profile is protected and not unlocked.
        """
        with problems.explained(self.path), _moment(self.connection):
            yield self._home(profile)

    @contextmanager
    def writing(self, profile: str | None = None) -> Iterator[sqlite3.Connection]:
        """Run a block as one transaction; whatever goes wrong inside leaves everything as it was.

        Raises:
            LockedProfile: The profile is protected and not unlocked.
        """
        with problems.explained(self.path), _transaction(self.connection):
            home = self._home(profile)
            if home is self.connection or profile is None:
                yield home
                return
            try:
                with _transaction(home):
                    yield home
                self._store(profile)
            except BaseException:
                # What is in memory may now differ from the file; the next look reads the file again.
                self._unlocked[profile].generation = -1
                raise

    # --- protected profiles ------------------------------------------------------------------------

    def protected(self, profile: str) -> bool:
        """Tell whether a profile's records are sealed."""
        return self._generation(profile) is not None

    def unlock(self, profile: str, secret: str) -> None:
        """Open a protected profile until :meth:`forget_key` or the end of the program.

        Raises:
            WrongSecret: The secret does not fit.
        """
        with problems.explained(self.path):
            row = self.connection.execute("SELECT lock FROM vault WHERE profile = ?", (profile,)).fetchone()
            if row is None:
                return
            self._load(profile, vault.Lock.from_stored(row[0]).key(secret), row[0])

    def forget_key(self, profile: str) -> None:
        """Lock a protected profile again."""
        unlocked = self._unlocked.pop(profile, None)
        if unlocked:
            unlocked.connection.close()

    def unlocked(self, profile: str) -> bool:
        """Tell whether a profile's records can be read now."""
        return not self.protected(profile) or profile in self._unlocked

    def keep_sealed(self, profile: str, lock: vault.Lock, key: bytes, home: sqlite3.Connection) -> None:
        """Store a profile's records sealed from now on; inside a transaction of the caller.

        Args:
            home: Memory database with the records; belongs to the database afterwards.
        """
        self.connection.execute(
            "INSERT OR REPLACE INTO vault (profile, generation, lock, sealed) VALUES (?, 0, ?, x'')",
            (profile, lock.stored()),
        )
        self.forget_key(profile)
        self._unlocked[profile] = _Unlocked(key, lock.stored(), home, 0)
        self._store(profile)

    def _home(self, profile: str | None) -> sqlite3.Connection:
        generation = self._generation(profile) if profile is not None else None
        if generation is None or profile is None:
            return self.connection
        unlocked = self._unlocked.get(profile)
        if unlocked is None:
            raise problems.locked_profile()
        if unlocked.generation != generation:
            self._load(profile, unlocked.key, unlocked.lock)
        return self._unlocked[profile].connection

    def _generation(self, profile: str) -> int | None:
        row = self.connection.execute("SELECT generation FROM vault WHERE profile = ?", (profile,)).fetchone()
        return None if row is None else int(row[0])

    def _load(self, profile: str, key: bytes, lock: str) -> None:
        generation, present_lock, sealed = self.connection.execute(
            "SELECT generation, lock, sealed FROM vault WHERE profile = ?", (profile,)
        ).fetchone()
        self.forget_key(profile)
        if present_lock != lock:
            # Another process gave the profile a new secret.
            raise problems.locked_profile()
        home = schema.connect(None)
        try:
            home.deserialize(vault.unseal(key, profile, sealed))
            home.execute("PRAGMA foreign_keys = ON")
            schema.bring_up_to_date(home)
        except BaseException:
            home.close()
            raise
        self._unlocked[profile] = _Unlocked(key, lock, home, generation)

    def _store(self, profile: str) -> None:
        unlocked = self._unlocked[profile]
        sealed = vault.seal(unlocked.key, profile, unlocked.connection.serialize())
        self.connection.execute(
            "UPDATE vault SET generation = generation + 1, sealed = ? WHERE profile = ?", (sealed, profile)
        )
        unlocked.generation += 1

    # --- leaving nothing behind ------------------------------------------------------------------

    def wipe_traces(self) -> bool:
        """Rewrite the file so that nothing deleted is left in it or in its journal.

        Returns:
            False when traces may remain: another process kept the file open, or the disk had no room
            for the rewritten file. What was deleted stays deleted.
        """
        try:
            self.connection.execute("VACUUM")
            busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if problems.translated(error, self.path) is None:
                raise
            return False
        return not busy


def _moment(connection: sqlite3.Connection) -> AbstractContextManager[None]:
    """Read several tables as of one moment, even while another process writes."""
    return nullcontext() if connection.in_transaction else _transaction(connection, "BEGIN")


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
