"""A file of every release opens today, with nothing lost; freeze.py says how one comes here."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from buergerapp import __version__
from buergerapp.tracker.backup import Backups
from buergerapp.tracker.problems import WrongSecret
from buergerapp.tracker.store import Tracker
from tests.builders import Clock
from tests.tracker import freeze

FROZEN = sorted(freeze.DATA.glob("user-*.db"))


@pytest.fixture(params=FROZEN, ids=lambda path: path.stem)
def frozen(request: pytest.FixtureRequest, file: Path) -> Path:
    """Put a copy of a release's file in place; return where what it holds is written down."""
    shutil.copy(request.param, file)
    return Path(request.param).with_suffix(".json")


def missing(then: Any, now: Any, place: str = "") -> list[str]:
    """Return what was there then and is different now; what came new is no loss."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [lost for key in then for lost in missing(then[key], now.get(key), f"{place}/{key}")]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        pairs = enumerate(zip(then, now, strict=True))
        return [lost for number, pair in pairs for lost in missing(*pair, f"{place}/{number}")]
    return [] if then == now or place.endswith("/exported") else [f"{place}: {then!r} is now {now!r}"]


def test_every_release_has_its_file() -> None:
    assert f"user-{__version__}" in [path.stem for path in FROZEN], "see CONTRIBUTING.md, Releases"


def test_nothing_is_lost(frozen: Path, file: Path) -> None:
    with Tracker.open(file, Clock()) as tracker:
        now = freeze.contents(tracker)
    assert missing(json.loads(frozen.read_text(encoding="utf-8")), now) == []


def test_only_its_pin_opens_the_protected_list(frozen: Path, file: Path) -> None:
    with Tracker.open(file, Clock()) as tracker:
        (person,) = (one for one in tracker.profiles() if one.protected)
        with pytest.raises(WrongSecret):
            tracker.unlock(person.id, "4712")
        assert not tracker.unlocked(person.id)


def test_the_program_goes_on_and_can_go_back(frozen: Path, file: Path) -> None:
    with Tracker.open(file, Clock()) as tracker:
        open_one = next(one.id for one in tracker.profiles() if not one.protected)
        tracker.tick(open_one, "neu", "s1")
        assert tracker.records(open_one)["neu"].steps_done
    made = Backups(file, Clock()).make()
    assert made is not None
    assert made.good()
