"""The last searches of a person."""

import sqlite3
from pathlib import Path

from buergerapp.tracker.store import KEPT_SEARCHES, Tracker


def test_the_latest_search_comes_first_and_each_stands_once() -> None:
    with Tracker.in_memory() as tracker:
        erika = tracker.add_profile("Erika").id
        for text in ("perso", "hund", "perso"):
            tracker.remember_search(erika, text)
        assert tracker.recent_searches(erika) == ("perso", "hund")


def test_only_the_last_ones_are_kept() -> None:
    with Tracker.in_memory() as tracker:
        erika = tracker.add_profile("Erika").id
        for number in range(KEPT_SEARCHES + 5):
            tracker.remember_search(erika, f"frage {number}")
        kept = tracker.recent_searches(erika)
        assert len(kept) == KEPT_SEARCHES
        assert kept[0] == f"frage {KEPT_SEARCHES + 4}"


def test_searches_belong_to_one_person_and_can_be_forgotten() -> None:
    with Tracker.in_memory() as tracker:
        erika, ali = (tracker.add_profile(name).id for name in ("Erika", "Ali"))
        tracker.remember_search(erika, "perso")
        tracker.remember_search(ali, "hund")
        tracker.forget_searches(erika)
        assert tracker.recent_searches(erika) == ()
        assert tracker.recent_searches(ali) == ("hund",)


def test_statistics_that_another_program_made_are_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "user.db"
    with Tracker.open(path) as tracker:
        tracker.add_profile("Erika")
    with sqlite3.connect(path) as connection:
        connection.execute("ANALYZE")
    connection.close()
    with Tracker.open(path) as tracker:
        assert [profile.name for profile in tracker.profiles()] == ["Erika"]
