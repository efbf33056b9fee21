"""Where the program keeps things and where it finds its own files.

Importing this module or making :class:`Paths` creates nothing; :meth:`Paths.ensure` does.
"""

import errno
import os
import sys
from pathlib import Path
from typing import NamedTuple

import platformdirs

from buergerapp.errors import KnownProblem

APP_NAME = "buergerapp"


class Paths(NamedTuple):
    """The folders of one run of the program.

    Attributes:
        data: The person's own files: tracker, backups, settings.
        log: Log files.
        cache: Files that may vanish at any time.
        site: Read-only folder of the machine's administrator (``settings.toml``).
        resources: Read-only files that come with the program.
    """

    data: Path
    log: Path
    cache: Path
    site: Path
    resources: Path

    @classmethod
    def standard(cls) -> "Paths":
        """Return the folders that the operating system foresees for this user.

        Raises:
            KnownProblem: The program's own files are missing.
        """
        dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
        return cls(
            dirs.user_data_path,
            dirs.user_log_path,
            dirs.user_cache_path,
            dirs.site_config_path,
            find_resources(),
        )

    @classmethod
    def below(cls, directory: Path, site: Path | None = None) -> "Paths":
        """Return folders that all lie below one directory (``--data-dir``), so nothing is shared.

        Args:
            directory: May be relative or start with ``~``; need not exist.
            site: The administrator's folder; ``directory/site`` when not given.

        Raises:
            KnownProblem: The program's own files are missing.
        """
        root = directory.expanduser().absolute()
        return cls(root, root / "log", root / "cache", site or root / "site", find_resources())

    @property
    def tracker(self) -> Path:
        """The file that holds what people have set up."""
        return self.data / "user.db"

    @property
    def backups(self) -> Path:
        """The folder with backups of the tracker."""
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        """The person's settings file."""
        return self.data / "settings.json"

    @property
    def site_settings(self) -> Path:
        """The administrator's settings file."""
        return self.site / "settings.toml"

    def ensure(self) -> None:
        """Create the folders that the program writes to; only this user may look into them.

        Raises:
            KnownProblem: A folder cannot be created or written to.
        """
        for folder in (self.data, self.log, self.cache):
            _ensure(folder)


def _ensure(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise folder_problem(error, folder) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        flags = os.statvfs(folder).f_flag if hasattr(os, "statvfs") else 0
        read_only = flags & getattr(os, "ST_RDONLY", 0)
        raise folder_problem(OSError(errno.EROFS if read_only else errno.EACCES, ""), folder)


def folder_problem(error: OSError, folder: Path) -> KnownProblem:
    """Return the sentences for a folder that cannot be created or written to."""
    where = f"Der Ordner „{folder}“"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return KnownProblem(
            f"{where} kann nicht angelegt werden, weil dort schon eine Datei liegt.",
            "Benennen Sie diese Datei um oder wählen Sie mit --data-dir einen anderen Ordner.",
        )
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return KnownProblem(
                f"{where} kann nicht angelegt werden, weil kein Speicherplatz mehr frei ist.",
                "Löschen Sie Dateien, die Sie nicht mehr brauchen, und starten Sie das Programm neu.",
            )
        case errno.EROFS:
            return KnownProblem(
                f"{where} liegt auf einem Datenträger, auf den nicht geschrieben werden kann.",
                "Heben Sie den Schreibschutz auf oder wählen Sie mit --data-dir einen anderen Ordner.",
            )
        case errno.EACCES | errno.EPERM:
            return KnownProblem(
                f"{where} ist für Sie gesperrt: Ihnen fehlt das Recht, dort zu schreiben.",
                "Bitten Sie die Person, die den Computer einrichtet, um dieses Recht, "
                "oder wählen Sie mit --data-dir einen anderen Ordner.",
            )
    return KnownProblem(
        f"{where} kann nicht benutzt werden.",
        "Prüfen Sie, ob der Datenträger angeschlossen ist, "
        "oder wählen Sie mit --data-dir einen anderen Ordner.",
    )


def find_resources() -> Path:
    """Return the folder of the program's own files in a source tree, a wheel or a frozen program.

    Raises:
        KnownProblem: The folder is missing.
    """
    package = Path(__file__).resolve().parent
    candidates = [package / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        candidates = [Path(frozen) / "resources", Path(frozen) / APP_NAME / "resources"]
    elif (package.parent / "pyproject.toml").is_file():
        candidates.append(package.parent / "resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise KnownProblem(
        "Dateien, die zum Programm gehören, fehlen.", "Bitte installieren Sie die BürgerApp noch einmal."
    )
