"""The composition root: the only place that knows all parts and puts them together."""

import datetime
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

CATALOG_FILE = "catalog.db"


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

    def close(self) -> None:
        """Close both files."""
        self.tracker.close()
        self.catalog.close()


def assemble(paths: Paths, settings: Settings | None = None) -> App:
    """Put the parts together for one person's use.

    Raises:
        KnownProblem: A folder or file cannot be used; the sentence says what to do.
    """
    paths.ensure()
    logs.start(paths.log)
    settings = settings or Settings.load(paths)
    catalog = open_catalog(paths)
    tracker = Tracker.open(paths.tracker)
    profile = _profile(tracker, settings)
    return App(
        paths, settings, catalog, tracker, Find(catalog, today), Checklist(catalog, tracker, profile, today)
    )


def _profile(tracker: Tracker, settings: Settings) -> str:
    """Return the id of the profile to start with; the first start makes one without a name."""
    profiles = {profile.id: profile for profile in tracker.profiles()}
    wanted = settings.get(PROFILE)
    if wanted in profiles:
        return wanted
    if profiles:
        return next(iter(profiles))
    return tracker.add_profile("").id


def start_window(paths: Paths, settings: Settings, service: str = "") -> int:
    """Show the window and return the exit status when it is closed.

    A second start shows the first window instead and returns at once.

    Args:
        service: Id of a guide to open first, or empty.
    """
    try:
        from buergerapp.gui.application import run  # late: the command line never loads Qt
    except ImportError as problem:
        raise KnownProblem(
            f"Für das Fenster fehlt ein Teil des Systems: {problem}.",
            "Starten Sie ./run mit Rechten zum Installieren, oder fragen Sie, wer den Computer betreut.",
        ) from problem

    return run(lambda: assemble(paths, settings), paths.resources, paths.data, settings, service)
