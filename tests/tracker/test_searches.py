"""The last searches of a person."""

import sqlite3
from pathlib import Path

from buergerapp.tracker import digest, schema
from buergerapp.tracker.searches import KEPT
from buergerapp.tracker.store import Tracker
from tests.builders import Clock


def test_the_latest_search_comes_first_and_each_stands_once() -> None:
    with Tracker.in_memory() as tracker:
        erika = tracker.add_profile("Erika").id
        for text in ("perso", "hund", "perso"):
            tracker.remember_search(erika, text)
        assert tracker.recent_searches(erika) == ("perso", "hund")


def test_only_the_last_ones_are_kept() -> None:
    with Tracker.in_memory() as tracker:
        erika = tracker.add_profile("Erika").id
        for number in range(KEPT + 5):
            tracker.remember_search(erika, f"frage {number}")
        kept = tracker.recent_searches(erika)
        assert len(kept) == KEPT
        assert kept[0] == f"frage {KEPT + 4}"


def test_searches_belong_to_one_person_and_can_be_forgotten() -> None:
    with Tracker.in_memory() as tracker:
        erika, ali = (tracker.add_profile(name).id for name in ("Erika", "Ali"))
        tracker.remember_search(erika, "perso")
        tracker.remember_search(ali, "hund")
        tracker.forget_searches(erika)
        assert tracker.recent_searches(erika) == ()
        assert tracker.recent_searches(ali) == ("hund",)


def test_two_profiles_that_become_one_keep_the_searches_of_both() -> None:
    with Tracker.in_memory() as tracker:
        old, new = (tracker.add_profile(name).id for name in ("Erika alt", "Erika"))
        for person, text in ((new, "perso"), (new, "hund"), (old, "kita"), (old, "perso")):
            tracker.remember_search(person, text)
        tracker.merge_profiles(new, old)
        assert tracker.recent_searches(new) == ("hund", "perso", "kita")


def test_searches_left_readable_beside_a_protected_list_go_when_the_file_is_opened(
    file: Path, clock: Clock
) -> None:
    with Tracker.open(file, clock) as tracker:
        erika = tracker.add_profile("Erika").id
        tracker.protect(erika, "rote Lampe")
        connection = tracker._database.connection
        connection.execute("INSERT INTO search VALUES (?, 'geheime Suche', 1)", (erika,))
        connection.execute(f"PRAGMA user_version = {schema.FORMAT - 1}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm006%'")
        digest.sum_up(connection)
    with Tracker.open(file, clock) as tracker:
        left = tracker._database.connection.execute("SELECT count(*) FROM search").fetchone()
        assert left == (0,)


def test_statistics_that_another_program_made_are_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "user.db"
    with Tracker.open(path) as tracker:
        tracker.add_profile("Erika")
    with sqlite3.connect(path) as connection:
        connection.execute("ANALYZE")
    connection.close()
    with Tracker.open(path) as tracker:
        assert [profile.name for profile in tracker.profiles()] == ["Erika"]
