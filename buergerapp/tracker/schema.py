"""Opening a tracker file: the right pragmas, the right form, nothing read that is newer than we are."""

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from buergerapp.tracker import digest, problems

FORMAT = 6
"""``user_version`` of files in today's form; equals the number of migrations."""

BUSY_SECONDS = 10.0
"""How long a verb waits for another process that is writing."""

_NETWORK_KINDS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs2"}
_OCTAL = re.compile(r"\\([0-7]{3})")


def connect(path: Path | None) -> sqlite3.Connection:
    """Open a file, or memory for None, in autocommit mode; transactions are begun by hand.

    Raises:
        NewerFile: The file is of a newer version; not a byte of it has changed.
    """
    connection = connect_raw(":memory:" if path is None else path)
    try:
        if version(connection) > FORMAT:
            raise problems.newer(path)
        connection.create_function("row_sum", -1, lambda *row: digest.row_sum(row), deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if path is not None:
            shared_memory = not on_network(path)
            connection.execute(f"PRAGMA journal_mode = {'WAL' if shared_memory else 'DELETE'}")
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_raw(path: Path | str) -> sqlite3.Connection:
    """Open a file or SQLite address as it is, in autocommit mode, without changing anything in it."""
    address = str(path).startswith("file:")
    return sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, uri=address)


def version(connection: sqlite3.Connection) -> int:
    """Return the form of the file; 0 for a new one."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def sound(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite finds the file's pages whole and its indexes right.

    The quick check would pass over an index that has lost a row, and then undo goes astray; the whole
    one takes 10 ms for five busy years.
    """
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def bring_up_to_date(connection: sqlite3.Connection, before: Callable[[int], None] | None = None) -> None:
    """Give the file today's form.

    Args:
        before: Called with the old version before an old file is changed; makes the backup.
    """
    found = version(connection)
    if found == FORMAT:
        return
    if found and before:
        before(found)
    _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    from buergerapp.tracker.migrations import tracker

    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been faster; pending migrations are looked up under the lock.
        if version(connection) < FORMAT:
            tracker.apply(Database(connection, execute_plugins=False))
            digest.sum_up(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def on_network(path: Path) -> bool:
    """Tell whether a file lies on a network drive, where SQLite's WAL mode is not safe."""
    if os.name == "nt":
        return _windows_drive_is_remote(path)
    return mount_kind(path, _mounts()) in _NETWORK_KINDS


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def mount_kind(path: Path, mounts: str) -> str:
    """Return the file-system type of the mount that holds ``path``, from the text of ``/proc/mounts``."""
    best, kind = "", ""
    target = str(path.absolute())
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1])
        if (target == point or target.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _windows_drive_is_remote(path: Path) -> bool:
    import ctypes

    absolute = path.absolute()
    if absolute.drive.startswith("\\\\"):
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows only
    drive_remote = 4
    return bool(windll.kernel32.GetDriveTypeW(absolute.drive + "\\") == drive_remote)
