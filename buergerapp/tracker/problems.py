"""What SQLite and the disk complain about, in sentences a person can act on."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from buergerapp.domain.notes import Secret
from buergerapp.errors import KnownProblem

_SAFE = "Was Sie bisher abgehakt haben, bleibt erhalten."


class DamagedFile(KnownProblem):
    """The tracker's file cannot be read any more; a backup may help."""


class NewerFile(KnownProblem):
    """The tracker's file was written by a newer version of the program."""


class WrongSecret(KnownProblem):
    """The PIN or passphrase does not fit."""


class LockedProfile(KnownProblem):
    """The profile is protected and has not been unlocked."""


def damaged(path: Path | None) -> DamagedFile:
    """Return the problem of a file that SQLite cannot read."""
    return DamagedFile(
        f"Die Datei mit Ihrer Liste{_place(path)} ist beschädigt.",
        "Die BürgerApp kann sie aus der letzten Sicherung wiederherstellen.",
    )


def newer(path: Path | None) -> NewerFile:
    """Return the problem of a file that this version is too old for."""
    return NewerFile(
        f"Ihre Liste{_place(path)} wurde mit einer neueren Version der BürgerApp gespeichert.",
        "Bitte installieren Sie die neue Version. Ihre Liste bleibt unverändert.",
    )


def wrong_secret() -> WrongSecret:
    """Return the problem of a PIN or passphrase that does not fit."""
    return WrongSecret(
        "Diese PIN oder dieses Kennwort passt nicht.",
        "Prüfen Sie, ob die Feststelltaste an ist, und versuchen Sie es noch einmal.",
    )


def locked_profile() -> LockedProfile:
    """Return the problem of a protected profile that nobody has unlocked."""
    return LockedProfile(
        "Diese Liste ist geschützt.", "Bitte öffnen Sie sie mit Ihrer PIN oder Ihrem Kennwort."
    )


def secret_in_note(found: Secret) -> KnownProblem:
    """Return the problem of a note that must not be kept."""
    words = {
        Secret.CARD_NUMBER: "eine Kartennummer",
        Secret.PIN: "eine PIN oder ein Code",
        Secret.PASSWORD: "ein Passwort",
    }
    return KnownProblem(
        f"In Ihrer Notiz steht etwas, das wie {words[found]} aussieht. Sie wurde nicht gespeichert.",
        "Schreiben Sie Geheimes bitte nicht hierher, sondern zum Beispiel, wo der Brief mit der PIN liegt.",
    )


def disk_full() -> KnownProblem:
    """Return the problem of a disk without free space."""
    return KnownProblem(
        "Das wurde nicht gespeichert, weil kein Speicherplatz mehr frei ist.",
        f"{_SAFE} Löschen Sie Dateien, die Sie nicht mehr brauchen, und versuchen Sie es noch einmal.",
    )


def read_only(path: Path | None) -> KnownProblem:
    """Return the problem of a file or folder that may be read only."""
    return KnownProblem(
        f"Ihre Liste{_place(path)} kann nicht gespeichert werden, weil die Datei oder ihr Ordner "
        "schreibgeschützt ist.",
        f"{_SAFE} Heben Sie den Schreibschutz auf oder bitten Sie die Person, die den Computer einrichtet.",
    )


def no_permission(path: Path | None) -> KnownProblem:
    """Return the problem of a file or folder that belongs to somebody else."""
    return KnownProblem(
        f"Ihre Liste{_place(path)} lässt sich nicht öffnen, weil Ihnen das Recht dazu fehlt.",
        "Bitten Sie die Person, die den Computer einrichtet, um dieses Recht.",
    )


def no_folder(path: Path) -> KnownProblem:
    """Return the problem of a folder that is gone, for example on a stick that was pulled out."""
    return KnownProblem(
        f"Der Ordner für Ihre Liste („{path.parent}“) ist nicht da.",
        "Prüfen Sie, ob der Datenträger angeschlossen ist, und starten Sie das Programm neu.",
    )


def cannot_open(path: Path | None) -> KnownProblem:
    """Return why a file cannot be opened: its folder is gone, its disk is read-only, or no permission."""
    if path is None:
        return no_permission(None)
    if not path.parent.is_dir():
        return no_folder(path)
    flags = os.statvfs(path.parent).f_flag if hasattr(os, "statvfs") else 0
    return read_only(path) if flags & getattr(os, "ST_RDONLY", 0) else no_permission(path)


def busy() -> KnownProblem:
    """Return the problem of another program that keeps the file for itself."""
    return KnownProblem(
        "Das wurde nicht gespeichert, weil ein anderes Programm Ihre Liste gerade festhält.",
        f"{_SAFE} Warten Sie einen Moment und versuchen Sie es noch einmal.",
    )


def disk_trouble(path: Path | None) -> KnownProblem:
    """Return the problem of a disk that answers with errors."""
    return KnownProblem(
        f"Der Datenträger mit Ihrer Liste{_place(path)} meldet einen Fehler.",
        f"{_SAFE} Prüfen Sie, ob er richtig angeschlossen ist, und starten Sie das Programm neu.",
    )


def network_drive(path: Path | None) -> KnownProblem:
    """Return the notice about a file that lies on a network drive; the program goes on."""
    return KnownProblem(
        f"Ihre Liste{_place(path)} liegt auf einem Netzlaufwerk.",
        "Öffnen Sie die BürgerApp dort bitte nicht an zwei Computern zugleich.",
    )


def _place(path: Path | None) -> str:
    return f" („{path}“)" if path else ""


_NOT_TEXT = ("Could not decode to UTF-8", "user-defined function raised exception")
"""What Python says when a flipped bit has turned text into something else (the latter from row_sum)."""


def translated(error: sqlite3.Error, path: Path | None) -> KnownProblem | None:
    """Return the known problem behind an SQLite error, or None when the error is a bug."""
    if any(words in str(error) for words in _NOT_TEXT):
        return damaged(path)
    code = getattr(error, "sqlite_errorcode", None)
    match code & 0xFF if code is not None else None:
        case sqlite3.SQLITE_FULL:
            return disk_full()
        case sqlite3.SQLITE_READONLY:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN:
            return cannot_open(path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return no_permission(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_IOERR:
            return disk_trouble(path)
    return None


def translated_os(error: OSError, path: Path | None) -> KnownProblem:
    """Return the known problem behind an error of the operating system."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return disk_full()
        case errno.EROFS:
            return read_only(path)
        case errno.EACCES | errno.EPERM | errno.ENOENT | errno.ENOTDIR:
            return cannot_open(path)
    return disk_trouble(path)


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn what SQLite and the disk complain about inside the block into known problems."""
    try:
        yield
    except sqlite3.Error as error:
        problem = translated(error, path)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        raise translated_os(error, path) from error
    except UnicodeDecodeError as error:
        # SQLite quotes a damaged name in its message, and Python cannot read that.
        raise damaged(path) from error
