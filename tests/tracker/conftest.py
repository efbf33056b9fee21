"""Fixtures that several tests of the tracker share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from buergerapp.tracker.store import Tracker
from tests.builders import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user.db"


@pytest.fixture
def tracker(file: Path, clock: Clock) -> Iterator[Tracker]:
    with Tracker.open(file, clock) as made:
        yield made


@pytest.fixture
def erika(tracker: Tracker) -> str:
    return tracker.add_profile("Erika", colour="blue").id


@pytest.fixture(autouse=True)
def _quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real key takes half a second on purpose."""
    monkeypatch.setattr("buergerapp.tracker.vault.COST", 2**4)
