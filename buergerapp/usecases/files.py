"""Files that people choose: read and written whole, with problems they can act on."""

import contextlib
import os
import tempfile
from pathlib import Path

from buergerapp.errors import KnownProblem


def read(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        KnownProblem: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownProblem(
            f"Die Datei „{path}“ lässt sich nicht lesen.", "Prüfen Sie den Namen und den Ordner."
        ) from error


def write(path: Path, text: str) -> None:
    """Write a file so that it holds either the old or the new content, never half; others may not read it.

    Raises:
        KnownProblem: The folder cannot be written to; an old file is untouched.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".buergerapp-", dir=path.absolute().parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise KnownProblem(
            f"„{path}“ lässt sich nicht schreiben.",
            "Prüfen Sie Ordner, Rechte und freien Platz, oder wählen Sie einen anderen Ort.",
        ) from error


def suggested_name(person: str, kind: str) -> str:
    """Return a name for a person's file that every system takes; ``kind`` is ``json`` or ``csv``."""
    plain = "".join(char if char.isalnum() else "-" for char in person.strip()).strip("-")[:40]
    return f"BuergerApp-{plain or 'Liste'}.{kind}"
