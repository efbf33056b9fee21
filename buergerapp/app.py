"""The composition root: the only place that knows all parts and puts them together."""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from buergerapp import logs
from buergerapp.catalog.reader import Catalog
from buergerapp.errors import KnownProblem
from buergerapp.paths import Paths
from buergerapp.settings import PROFILE, Settings
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.checklist import Checklist
from buergerapp.usecases.find import Find
from buergerapp.usecases.profiles import Profiles
from buergerapp.usecases.safekeeping import Backup, Safekeeping

if sys.platform != "win32":
    import fcntl

CATALOG_FILE = "catalog.db"
WINDOW_LOCK = "window.lock"
"""The file in the data folder that the window holds while it is open."""


def today() -> datetime.date:
    """Return the local day."""
    return datetime.datetime.now().astimezone().date()


def paths_for(data_dir: Path | None) -> Paths:
    """Return the folders of this run."""
    return Paths.below(data_dir) if data_dir else Paths.standard()


def open_catalog(paths: Paths) -> Catalog:
    """Open the catalog that came with the program.

    Raises:
        KnownProblem: It is missing or damaged.
    """
    path = paths.resources / CATALOG_FILE
    if not path.is_file():
        raise KnownProblem(
            "Der Katalog der Dienste fehlt.",
            "Bitte installieren Sie BürgerApp neu. In der Entwicklung: ./run catalog build",
        )
    return Catalog.open(path)


def open_find(paths: Paths) -> Find:
    """Return what reading needs, without the person's own file."""
    return Find(open_catalog(paths), today)


@dataclass(slots=True)
class App:
    """All parts of a running program."""

    paths: Paths
    settings: Settings
    catalog: Catalog
    tracker: Tracker
    find: Find
    checklist: Checklist
    profiles: Profiles
    safekeeping: Safekeeping

    def places(self) -> dict[str, Path]:
        """Return where what is kept lies: the list, backups, settings, the log."""
        paths = self.paths
        return {
            "list": paths.tracker,
            "backups": paths.backups,
            "settings": paths.settings,
            "log": paths.log,
        }

    def restore(self, backup: Backup) -> Path | None:
        """Put a backup in the place of the person's file and go on with it.

        Tracker, checklist and profiles are new objects afterwards.

        Returns:
            Where the former file lies now, or None when there was none.

        Raises:
            KnownProblem: The backup cannot be used; then everything is as it was.
        """
        person = self.checklist.person
        self.tracker.close()
        try:
            return self.safekeeping.restore(backup)
        finally:
            self.tracker = self.safekeeping.open()
            known = {profile.id for profile in self.tracker.profiles()}
            chosen = person if person in known else _profile(self.tracker, self.settings)
            self.checklist = _checklist(self.catalog, self.tracker, chosen)
            self.profiles = Profiles(self.tracker)

    def close(self) -> None:
        """Close both files."""
        self.tracker.close()
        self.catalog.close()


def assemble(paths: Paths, settings: Settings | None = None, profile: str = "") -> App:
    """Put the parts together for one person's use.

    Args:
        profile: Name or id of the person; the one of the settings when empty.

    Raises:
        KnownProblem: A folder or file cannot be used, or nobody is called so; the sentence says what to do.
    """
    paths.ensure()
    logs.start(paths.log)
    settings = settings or Settings.load(paths)
    catalog = open_catalog(paths)
    safekeeping = safekeeping_of(paths)
    try:
        tracker = safekeeping.open()
    except BaseException:
        catalog.close()
        raise
    profiles = Profiles(tracker)
    try:
        chosen = profiles.find(profile).id if profile else _profile(tracker, settings)
    except BaseException:
        tracker.close()
        catalog.close()
        raise
    checklist = _checklist(catalog, tracker, chosen)
    return App(paths, settings, catalog, tracker, Find(catalog, today), checklist, profiles, safekeeping)


def safekeeping_of(paths: Paths) -> Safekeeping:
    """Return what looks after the person's file and its backups."""
    return Safekeeping(paths.tracker)


def _checklist(catalog: Catalog, tracker: Tracker, profile: str) -> Checklist:
    return Checklist(catalog, tracker, profile, today, catalog.renewals)


def _profile(tracker: Tracker, settings: Settings) -> str:
    """Return the id of the profile to start with; the first start makes one without a name."""
    profiles = {profile.id: profile for profile in tracker.profiles()}
    wanted = settings.get(PROFILE)
    if wanted in profiles:
        return wanted
    if profiles:
        return next(iter(profiles))
    return tracker.add_profile("").id


def window_open(paths: Paths) -> bool:
    """Tell whether a window works with this data folder; restoring a backup under it would lose ticks."""
    try:
        with (paths.data / WINDOW_LOCK).open("rb+") as lock:
            if sys.platform == "win32":
                return False  # Windows does not let us open what the window holds
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def start_window(paths: Paths, settings: Settings, service: str = "", profile: str = "") -> int:
    """Show the window and return the exit status when it is closed.

    A second start shows the first window instead and returns at once.

    Args:
        service: Id of a guide to open first, or empty.
        profile: Name or id of the person; the one of the settings when empty.
    """
    try:
        from buergerapp.gui.imports import keep_pythons_import  # late: the command line never loads Qt

        keep_pythons_import()
        from buergerapp.gui import application
    except ImportError as problem:
        raise KnownProblem(
            f"Für das Fenster fehlt ein Teil des Systems: {problem}.",
            "Starten Sie ./run mit Rechten zum Installieren, oder fragen Sie, wer den Computer betreut.",
        ) from problem

    try:
        paths.ensure()  # before anything else writes there, so that only this user may look
    except KnownProblem as problem:
        return application.refuse(problem, settings, paths.resources)
    return application.run(
        lambda: assemble(paths, settings, profile),
        paths.resources,
        paths.data,
        settings,
        service,
        safekeeping_of(paths),
    )


def render_gallery(
    folder: Path, resources: Path, told: Callable[[Path], object], *, small: bool = False
) -> int:
    """Write pictures of every page in every look and state below ``folder``; return how many.

    Args:
        told: Called with each picture.
        small: Only the light theme at 100 % and the normal state.
    """
    from buergerapp.gui import gallery  # late: the command line never loads Qt

    def parts(data: Path) -> App:
        paths = Paths.below(data)._replace(resources=resources)
        return assemble(paths, Settings(None))

    wanted = gallery.Wanted(("light",), (100,), ("normal",)) if small else gallery.Wanted()
    return gallery.render(folder, parts, resources, wanted, told)
