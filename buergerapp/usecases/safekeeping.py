"""Opening the tracker safely at the start, and the way back when its file is damaged."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from buergerapp.tracker.backup import Backup, Backups, Loss
from buergerapp.tracker.problems import DamagedFile
from buergerapp.tracker.store import Tracker, utc_now

__all__ = ["Backup", "DamagedFile", "Loss", "Rescue", "Safekeeping"]


class Rescue(NamedTuple):
    """What can be done about a damaged file.

    Attributes:
        backup: The newest good backup, or None when there is none.
        loss: What going back to it would lose; None without a backup.
    """

    backup: Backup | None
    loss: Loss | None


class Safekeeping:
    """Looks after the tracker's file while the tracker is closed, and makes its backups while it is open."""

    def __init__(self, file: Path, clock: Callable[[], datetime.datetime] = utc_now) -> None:
        """Look after a file; its backups lie in the folder ``backups`` beside it."""
        self._file = file
        self._clock = clock
        self._backups = Backups(file, clock)

    def open(self) -> Tracker:
        """Open the tracker after checking its file.

        Raises:
            DamagedFile: The file is damaged, or it is gone although backups exist; see :meth:`rescue`.
            KnownProblem: The file is of a newer version, locked or may not be used.
        """
        if self._gone() and self._backups.all():
            raise DamagedFile(
                f"Die Datei mit Ihrer Liste („{self._file}“) ist nicht mehr da.",
                "Die BürgerApp kann sie aus der letzten Sicherung wiederherstellen.",
            )
        return Tracker.open(self._file, self._clock)

    def _gone(self) -> bool:
        """Tell whether there is no file, or one without a single byte."""
        try:
            return self._file.stat().st_size == 0
        except FileNotFoundError:
            return True
        except OSError:
            return False

    def rescue(self) -> Rescue:
        """Return the newest good backup and what going back to it would lose."""
        backup = self._backups.newest_good()
        return Rescue(backup, self._backups.loss(backup) if backup else None)

    def backups(self) -> tuple[Backup, ...]:
        """Return every backup, newest first."""
        return self._backups.all()

    def loss(self, backup: Backup) -> Loss:
        """Return what going back to a backup would lose.

        Raises:
            KnownProblem: The backup cannot be read.
        """
        return self._backups.loss(backup)

    def restore(self, backup: Backup) -> Path | None:
        """Put a backup in place; the tracker must be closed. Returns where the present file lies now."""
        return self._backups.restore(backup)

    def start_anew(self) -> Path | None:
        """Set the present file aside and begin with an empty one; returns where it lies now."""
        aside = self._backups.set_aside()
        Tracker.open(self._file, self._clock).close()
        return aside

    def backup_if_due(self) -> Backup | None:
        """Make today's backup unless there is one; safe in the background while the tracker is open."""
        return self._backups.make() if self._backups.due() else None

    def backup_if_behind(self) -> Backup | None:
        """Make or renew today's backup when something was written since; for the end of the program."""
        return self._backups.make() if self._backups.due() or self._backups.behind() else None

    def backup_now(self) -> Backup | None:
        """Make or renew today's backup."""
        return self._backups.make()
