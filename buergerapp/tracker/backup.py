"""Backups of the tracker's file: made whole, verified, rotated; and the way back from them.

A backup is made through SQLite (copying a file in WAL mode loses rows), checked, and only then
put in place. The last ten days are kept, counted by number and not by date, so a wrong clock never
throws a good one away. Damaged files are set aside, never deleted.
"""

import contextlib
import datetime
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from buergerapp.tracker import digest, problems, schema

KEPT_DAYS = 10

_NAME = re.compile(r"user-(\d+)-(\d{4}-\d{2}-\d{2})(-[a-z0-9-]+)?\.db")
_PARTS = ("-wal", "-shm", "")
"""A file in WAL mode has three parts; the main part moves last, so that it is never alone by accident."""


class Backup(NamedTuple):
    """One backup file.

    Attributes:
        number: Higher is newer, whatever the clock said.
        day: The day on which it was made, by the computer's clock.
        label: Why it is kept outside the rotation; empty for daily ones.
    """

    path: Path
    number: int
    day: datetime.date
    label: str

    def good(self) -> bool:
        """Read the whole file and tell whether it can be used."""
        try:
            with closing(_read_only(self.path)) as connection:
                return _good(connection)
        except sqlite3.Error:
            return False


class Loss(NamedTuple):
    """What going back to a backup would lose.

    Attributes:
        since: Time of the last change that the backup holds (UTC); None when it holds none.
        changes: Number of later changes that the present file still shows; None when it is unreadable.
    """

    since: datetime.datetime | None
    changes: int | None


class Backups:
    """The backups of one tracker file. Every method opens the files itself, so any thread may call."""

    def __init__(
        self, file: Path, clock: Callable[[], datetime.datetime], folder: Path | None = None
    ) -> None:
        """Look after a file.

        Args:
            folder: Where backups lie; ``backups`` beside the file when not given.
        """
        self._file = file
        self._clock = clock
        self._folder = folder or file.parent / "backups"

    def all(self) -> tuple[Backup, ...]:
        """Return every backup, newest first; none of them has been checked."""
        if not self._folder.is_dir():
            return ()
        found = ((path, _NAME.fullmatch(path.name)) for path in self._folder.iterdir())
        backups = [
            Backup(path, int(match[1]), datetime.date.fromisoformat(match[2]), (match[3] or "")[1:])
            for path, match in found
            if match
        ]
        return tuple(sorted(backups, key=lambda backup: backup.number, reverse=True))

    def newest_good(self) -> Backup | None:
        """Return the newest backup that can be used, or None."""
        return next((backup for backup in self.all() if backup.good()), None)

    def due(self) -> bool:
        """Tell whether today has no backup yet."""
        newest = next((backup for backup in self.all() if not backup.label), None)
        return newest is None or newest.day != self._today()

    def behind(self) -> bool:
        """Tell whether something was written since the newest daily backup, or there is none that says."""
        newest = next((backup for backup in self.all() if not backup.label), None)
        return newest is None or _last_write(newest.path) != _last_write(self._file)

    def make(self) -> Backup | None:
        """Make today's backup, replacing an earlier one of today; None when nobody has a profile yet.

        Raises:
            DamagedFile: The file is damaged; no backup was touched.
            KnownProblem: The folder is full or may not be written.
        """
        before = [backup for backup in self.all() if not backup.label]
        made = self._write("")
        if made is not None:
            same_day = [backup for backup in before[:1] if backup.day == made.day]
            for old in {*same_day, *[b for b in before if b not in same_day][KEPT_DAYS - 1 :]}:
                old.path.unlink(missing_ok=True)
        return made

    def keep(self, label: str) -> Backup | None:
        """Make a backup that stays until somebody deletes it.

        Args:
            label: Why, in a few ASCII words joined by hyphens.

        Raises:
            DamagedFile: The file is damaged.
            KnownProblem: The folder is full or may not be written.
        """
        return self._write(label)

    def loss(self, backup: Backup) -> Loss:
        """Return what going back to a good backup would lose."""
        with problems.explained(backup.path), closing(_read_only(backup.path)) as connection:
            last, since = connection.execute("SELECT max(id), max(at) FROM change").fetchone()
        changes: int | None = None
        with contextlib.suppress(sqlite3.Error), closing(_existing(self._file)) as connection:
            sql = "SELECT count(*) FROM change WHERE id > ?"
            changes = int(connection.execute(sql, (last or 0,)).fetchone()[0])
        return Loss(datetime.datetime.fromisoformat(since) if since else None, changes)

    def restore(self, backup: Backup) -> Path | None:
        """Put a backup in the place of the present file; the tracker must be closed.

        A present file that is whole is backed up first, any present file is set aside.

        Returns:
            Where the present file lies now, or None when there was none.

        Raises:
            DamagedFile: The backup cannot be used; nothing has changed.
        """
        import shutil

        if not backup.good():
            raise problems.damaged(backup.path)
        with contextlib.suppress(problems.DamagedFile, problems.NewerFile):
            self.keep("vor-wiederherstellung")
        with problems.explained(self._file):
            new = self._file.with_name(self._file.name + ".new")
            shutil.copyfile(backup.path, new)
            _flush(new)
            aside = self.set_aside()
            new.replace(self._file)
        return aside

    def set_aside(self) -> Path | None:
        """Move the present file out of the way under a free name; the tracker must be closed.

        The newest good backup leaves the rotation, so that no later one ever displaces it.

        Returns:
            Its new place, or None when there was no file.
        """
        if not self._file.exists():
            return None
        newest = self.newest_good()
        if newest is not None and not newest.label:
            newest.path.replace(newest.path.with_name(f"{newest.path.stem}-gerettet.db"))
        aside = _free_name(self._file)
        with problems.explained(self._file):
            for part in _PARTS:
                old = Path(f"{self._file}{part}")
                if old.exists():
                    old.replace(f"{aside}{part}")
        return aside

    def forget(self, *profiles: str) -> tuple[Path, ...]:
        """Delete the readable and sealed data of profiles from every backup and every file set aside.

        Returns:
            Files that could not be read and may still hold something; :meth:`delete` removes them.
        """
        leftovers = []
        for path in [*(backup.path for backup in self.all()), *self.aside()]:
            try:
                with closing(_existing(path)) as connection:
                    _forget(connection, profiles)
            except sqlite3.Error:
                leftovers.append(path)
        return tuple(leftovers)

    def aside(self) -> tuple[Path, ...]:
        """Return the files that were set aside."""
        found = self._file.parent.glob(f"{self._file.name}.beiseite-*")
        return tuple(sorted(path for path in found if path.name.rpartition("-")[2].isdigit()))

    def delete(self, path: Path) -> None:
        """Delete a backup or a file set aside, because a person wants it gone."""
        if path not in (*(backup.path for backup in self.all()), *self.aside()):
            raise ValueError(f"{path} is none of ours")
        for part in _PARTS:
            Path(f"{path}{part}").unlink(missing_ok=True)

    # --- inside --------------------------------------------------------------------------------------

    def _write(self, label: str) -> Backup | None:
        with problems.explained(self._folder), _quiet(self._folder / "user.new") as new:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._copy(new):
                return None
            _flush(new)
            number = 1 + max((backup.number for backup in self.all()), default=0)
            day = self._today()
            path = self._folder / f"user-{number:06}-{day}{'-' if label else ''}{label}.db"
            new.replace(path)
        return Backup(path, number, day, label)

    def _copy(self, new: Path) -> bool:
        """Copy and check the file; False when it holds nobody."""
        if not self._file.exists():
            return False
        with problems.explained(self._file), closing(_existing(self._file)) as source:
            version = schema.version(source)
            if not version:
                return False
            if version > schema.FORMAT:
                raise problems.newer(self._file)
            with closing(sqlite3.connect(new, isolation_level=None)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
                if not _good(target):
                    raise problems.damaged(self._file)
                return bool(target.execute("SELECT EXISTS (SELECT * FROM profile)").fetchone()[0])

    def _today(self) -> datetime.date:
        return self._clock().astimezone().date()


def _good(connection: sqlite3.Connection) -> bool:
    version = schema.version(connection)
    if not 0 < version <= schema.FORMAT:
        return False
    if not schema.sound(connection):
        return False
    return version < schema.FORMAT or (digest.intact(connection) and digest.journal_intact(connection))


def _last_write(path: Path) -> str | None:
    """Return when a file was last written to by the clock of then; None when it does not say."""
    try:
        with closing(_existing(path)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'last_write'").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _existing(path: Path) -> sqlite3.Connection:
    """Open a file for reading and writing, but never create one."""
    return schema.connect_raw(f"{path.resolve().as_uri()}?mode=rw")


def _forget(connection: sqlite3.Connection, profiles: Iterable[str]) -> None:
    """Work on files of any version: every table that names profiles loses this one."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "profile" not in tables:
        return
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.executemany("DELETE FROM profile WHERE id = ?", [(profile,) for profile in profiles])
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _quiet(new: Path) -> Iterator[Path]:
    """Leave no half-made file behind."""
    try:
        yield new
    finally:
        for part in ("", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{new}{part}").unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _free_name(file: Path) -> Path:
    number = 1
    while (aside := file.with_name(f"{file.name}.beiseite-{number}")).exists():
        number += 1
    return aside
