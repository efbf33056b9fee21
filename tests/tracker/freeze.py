"""Freeze a tracker file of this release, so that every later one is tried on it.

    .venv/bin/python tests/tracker/freeze.py

Writes ``tests/data/user-<version>.db`` and beside it, as JSON, what is in it. A file of a release that went
out is never made anew; test_releases.py opens all of them.
"""

# ruff: noqa: T201  - it tells people

import datetime
import itertools
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from buergerapp import __version__
from buergerapp.domain.checklist import ServiceState
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.profiles import Profiles

DATA = Path(__file__).resolve().parents[1] / "data"
PIN = "4711"
"""Opens the protected profile of every frozen file."""


def clock() -> Callable[[], datetime.datetime]:
    """Return a clock that begins on the same noon and goes on by a second at each look."""
    seconds = itertools.count(1)
    noon = datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC)
    return lambda: noon + datetime.timedelta(seconds=next(seconds))


def live(tracker: Tracker) -> None:
    """Do everything that people can do: four come, one is protected, one merged, one deleted."""
    erika = tracker.add_profile("Erika", "blue", "flower-2").id
    otto = tracker.add_profile("Otto Özdemir-Weiß „der Große“").id
    twice, gone = tracker.add_profile("Otto alt").id, tracker.add_profile("Fort").id
    for person in (erika, otto, twice, gone):
        for step in ("s1", "s2", "s3"):
            tracker.tick(person, "personalausweis", step, f"hash-{step}", f"Schritt {step}: Tun Sie das.")
        tracker.untick(person, "personalausweis", "s2")
        tracker.set_state(person, "wohnsitz-alt", ServiceState.NOTED)
        tracker.tick(person, "onleihe", "früher")
        tracker.set_note(person, "onleihe", f"Mappe von {person}\nim Flur, 2. Fach")
        tracker.set_with_help(person, "onleihe", True)
        tracker.set_with_help(person, "personalausweis", False)
        tracker.set_due(person, "personalausweis", datetime.date(2031, 2, 28), "Mein Ausweis")
        tracker.set_due(person, "personalausweis", datetime.date(2027, 1, 31))
        tracker.set_state(person, "onleihe", ServiceState.SET_UP)
        tracker.set_state(person, "hund", ServiceState.NOT_FOR_ME)
        tracker.set_state(person, "weg", ServiceState.NOTED)
        tracker.set_state(person, "weg", None)
        tracker.remember_search(person, "perso verlängern")
    tracker.tick(twice, "kita", "s1")
    tracker.merge_profiles(otto, twice)
    tracker.delete_profile(gone)
    tracker.follow(erika, {"wohnsitz-alt": "wohnsitz"}, {("onleihe", "früher"): "heute"})
    tracker.protect(otto, PIN)
    for person in (erika, otto):
        tracker.tick(person, "kita", "s2")
        tracker.set_note(person, "kita", "Platz ab August")
        tracker.undo(person)


def contents(tracker: Tracker) -> list[dict[str, Any]]:
    """Return everything that each person would miss; leaves every undo taken back."""
    told = []
    for person in tracker.profiles():
        tracker.unlock(person.id, PIN)
        told.append(
            {
                "protected": person.protected,
                "file": json.loads(Profiles(tracker, clock()).export_json(person.id)),
                "searches": list(tracker.recent_searches(person.id)),
                "former": list(tracker.former_ids(person.id)),
                "redo": [str(change.what) for change in iter(partial(tracker.redo, person.id), None)],
                "undo": [str(change.what) for change in iter(partial(tracker.undo, person.id), None)],
            }
        )
    return told


def main() -> int:
    """Write both files; status 1 when this version has them already."""
    file = DATA / f"user-{__version__}.db"
    if file.exists():
        print(f"{file} is there already")
        return 1
    DATA.mkdir(exist_ok=True)
    numbers = itertools.count(1)
    with Tracker.open(file, clock(), new_id=lambda: f"{next(numbers):016x}") as tracker:
        live(tracker)
    copy = file.with_suffix(".copy")
    copy.write_bytes(file.read_bytes())
    with Tracker.open(copy, clock()) as tracker:
        told = contents(tracker)
    copy.unlink()
    text = json.dumps(told, ensure_ascii=False, indent=1)
    file.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
