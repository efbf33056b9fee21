"""The tracker keeps every tick, takes changes back one by one, and forgets nothing by accident."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from buergerapp.domain.checklist import Changed, Direction, DueDate, ServiceState, What
from buergerapp.errors import KnownProblem
from buergerapp.tracker.store import Tracker
from tests.builders import Clock


@pytest.fixture
def tracker(clock: Clock) -> Iterator[Tracker]:
    with Tracker.in_memory(clock) as made:
        yield made


def state(tracker: Tracker, profile: str, service: str = "perso") -> ServiceState | None:
    record = tracker.record(profile, service)
    return record.state if record else None


def test_a_tick_is_still_there_after_closing(tmp_path: Path, clock: Clock) -> None:
    with Tracker.open(tmp_path / "user.db", clock) as tracker:
        erika = tracker.add_profile("Erika").id
        changed = tracker.tick(erika, "perso", "s1")
    with Tracker.open(tmp_path / "user.db", clock) as tracker:
        record = tracker.record(erika, "perso")
        assert record is not None
        assert list(record.steps_done) == ["s1"]
        assert tracker.profiles()[0].name == "Erika"
    assert changed == Changed(erika, frozenset({"perso"}), What.TICK, "s1")


def test_another_connection_sees_a_tick_at_once(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "user.db") as one, Tracker.open(tmp_path / "user.db") as two:
        erika = one.add_profile("Erika").id
        one.tick(erika, "perso", "s1")
        assert state(two, erika) is ServiceState.IN_PROGRESS


def test_times_are_utc_whatever_the_clock_gives(clock: Clock) -> None:
    east = datetime.timezone(datetime.timedelta(hours=9))
    with Tracker.in_memory(lambda: datetime.datetime(2026, 1, 1, 3, 0, tzinfo=east)) as tracker:
        erika = tracker.add_profile("Erika").id
        tracker.tick(erika, "perso", "s1")
        record = tracker.record(erika, "perso")
    assert record is not None
    assert record.steps_done["s1"].isoformat() == "2025-12-31T18:00:00+00:00"


def test_the_first_tick_begins_a_service_and_the_last_does_not_end_it(tracker: Tracker, erika: str) -> None:
    tracker.set_state(erika, "perso", ServiceState.NOTED)
    tracker.tick(erika, "perso", "s1")
    tracker.tick(erika, "perso", "s2")
    assert state(tracker, erika) is ServiceState.IN_PROGRESS


def test_ticking_something_that_is_set_up_leaves_it_set_up(tracker: Tracker, erika: str) -> None:
    tracker.set_state(erika, "perso", ServiceState.SET_UP)
    tracker.tick(erika, "perso", "s1")
    assert state(tracker, erika) is ServiceState.SET_UP


def test_taking_the_only_tick_away_leaves_the_service_noted(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.untick(erika, "perso", "s1")
    assert state(tracker, erika) is ServiceState.NOTED


def test_a_second_tick_keeps_the_first_time_and_leaves_no_trace(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    before = tracker.record(erika, "perso")
    assert tracker.tick(erika, "perso", "s1").services == frozenset()
    assert tracker.record(erika, "perso") == before
    assert len(tracker.history(erika)) == 1


def test_a_tick_keeps_what_the_step_said(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1", "aa11", "Bringen Sie 37 Euro mit.")
    record = tracker.record(erika, "perso")
    assert record is not None
    assert record.step_texts == {"s1": "aa11"}
    assert tracker.seen_text(erika, "aa11") == "Bringen Sie 37 Euro mit."
    assert tracker.seen_text(erika, "unknown") is None


def test_unticking_what_is_not_ticked_does_nothing(tracker: Tracker, erika: str) -> None:
    assert tracker.untick(erika, "perso", "s1").services == frozenset()
    assert tracker.records(erika) == {}


def test_undo_names_what_it_takes_back_and_redo_makes_it_again(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.tick(erika, "perso", "s2")
    full = tracker.records(erika)
    would = tracker.would_undo(erika)
    undone = tracker.undo(erika)
    assert undone is not None
    assert undone == would
    assert undone == Changed(erika, frozenset({"perso"}), What.TICK, "s2", Direction.UNDONE)
    tracker.undo(erika)
    assert tracker.records(erika) == {}
    assert tracker.undo(erika) is None
    assert tracker.would_undo(erika) is None
    redone = [tracker.redo(erika), tracker.redo(erika)]
    assert [change.item for change in redone if change] == ["s1", "s2"]
    assert tracker.records(erika) == full
    assert tracker.redo(erika) is None


def test_undo_survives_a_restart(tmp_path: Path, clock: Clock) -> None:
    with Tracker.open(tmp_path / "user.db", clock) as tracker:
        erika = tracker.add_profile("Erika").id
        tracker.tick(erika, "perso", "s1")
    with Tracker.open(tmp_path / "user.db", clock) as tracker:
        tracker.undo(erika)
    with Tracker.open(tmp_path / "user.db", clock) as tracker:
        assert tracker.records(erika) == {}
        assert tracker.redo(erika) is not None


def test_a_new_change_ends_redo(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.undo(erika)
    tracker.tick(erika, "perso", "s2")
    assert tracker.redo(erika) is None
    tracker.undo(erika)
    assert tracker.records(erika) == {}


def test_a_change_that_changes_nothing_keeps_redo(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.tick(erika, "perso", "s2")
    tracker.undo(erika)
    tracker.tick(erika, "perso", "s1")
    assert tracker.redo(erika) is not None


def test_forgetting_a_service_can_be_taken_back_with_everything(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.set_note(erika, "perso", "Mappe im Flur")
    tracker.set_due(erika, "perso", datetime.date(2027, 3, 14), "läuft ab")
    tracker.set_with_help(erika, "perso", True)
    full = tracker.record(erika, "perso")
    assert tracker.set_state(erika, "perso", None).what is What.FORGET
    assert tracker.record(erika, "perso") is None
    tracker.undo(erika)
    assert tracker.record(erika, "perso") == full


def test_undo_belongs_to_one_person(tracker: Tracker, erika: str) -> None:
    otto = tracker.add_profile("Otto").id
    tracker.tick(erika, "perso", "s1")
    tracker.tick(otto, "perso", "s1")
    tracker.undo(erika)
    assert tracker.records(erika) == {}
    assert state(tracker, otto) is ServiceState.IN_PROGRESS


def test_a_due_date_is_replaced_under_its_label_and_removed_by_none(tracker: Tracker, erika: str) -> None:
    tracker.set_due(erika, "perso", datetime.date(2027, 3, 14), "Ausweis")
    tracker.set_due(erika, "perso", datetime.date(2028, 1, 1), "Pass")
    tracker.set_due(erika, "perso", datetime.date(2027, 4, 1), " Ausweis ")
    record = tracker.record(erika, "perso")
    assert record is not None
    assert record.due == (
        DueDate(datetime.date(2027, 4, 1), "Ausweis"),
        DueDate(datetime.date(2028, 1, 1), "Pass"),
    )
    tracker.set_due(erika, "perso", None, "Pass")
    record = tracker.record(erika, "perso")
    assert record is not None
    assert [date.label for date in record.due] == ["Ausweis"]


def test_a_note_puts_a_service_on_the_list(tracker: Tracker, erika: str) -> None:
    tracker.set_note(erika, "perso", " bei Anna ")
    record = tracker.record(erika, "perso")
    assert record is not None
    assert (record.state, record.note) == (ServiceState.NOTED, "bei Anna")


def test_records_come_with_the_last_touched_first_even_when_the_clock_jumps(
    tracker: Tracker, erika: str, clock: Clock
) -> None:
    tracker.tick(erika, "perso", "s1")
    clock.now -= datetime.timedelta(days=4000)
    tracker.tick(erika, "wohngeld", "s1")
    assert list(tracker.records(erika)) == ["wohngeld", "perso"]
    tracker.undo(erika)
    tracker.tick(erika, "perso", "s2")
    assert list(tracker.records(erika)) == ["perso"]


def test_history_tells_what_was_done_and_not_what_was_taken_back(tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.set_state(erika, "wohngeld", ServiceState.SET_UP)
    tracker.tick(erika, "perso", "s2")
    tracker.undo(erika)
    assert [(entry.what, entry.service, entry.item) for entry in tracker.history(erika)] == [
        (What.STATE, "wohngeld", "set-up"),
        (What.TICK, "perso", "s1"),
    ]
    assert [entry.service for entry in tracker.history(erika, "perso")] == ["perso"]
    assert len(tracker.history(erika, limit=1)) == 1


def test_people_can_be_renamed_and_keep_their_id(tracker: Tracker, erika: str) -> None:
    tracker.change_profile(erika, name=" Erika M. ", picture="cat")
    profile = tracker.profile(erika)
    assert (profile.name, profile.picture, profile.colour) == ("Erika M.", "cat", "blue")
    with pytest.raises(KeyError):
        tracker.profile("nobody")


def test_foreign_words_are_stored_as_they_are(tracker: Tracker, erika: str) -> None:
    wild = "'; DROP TABLE record; -- ß„“\u202e\0"
    tracker.tick(erika, wild, wild)
    tracker.set_note(erika, wild, wild)
    record = tracker.record(erika, wild)
    assert record is not None
    assert list(record.steps_done) == [wild]
    tracker.undo(erika)
    tracker.undo(erika)
    assert tracker.records(erika) == {}


def test_a_failed_verb_changes_nothing(tracker: Tracker, erika: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        tracker.tick("nobody", "perso", "s1")
    assert tracker.tick(erika, "perso", "s1").services == {"perso"}
    assert len(tracker.history(erika)) == 1


# --- the file ------------------------------------------------------------------------------------


def test_the_file_is_written_through(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "user.db") as tracker:
        read = tracker._database.connection.execute
        assert read("PRAGMA journal_mode").fetchone() == ("wal",)
        assert read("PRAGMA synchronous").fetchone() == (2,)
        assert read("PRAGMA secure_delete").fetchone() == (1,)


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "user.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(KnownProblem, match="neueren Version"):
        Tracker.open(file)
    assert file.read_bytes() == before


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="ist nicht da"):
        Tracker.open(tmp_path / "nowhere" / "user.db")


def test_a_file_that_is_no_list_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "user.db"
    file.write_bytes(b"This is not a database at all. " * 100)
    with pytest.raises(KnownProblem, match="beschädigt"):
        Tracker.open(file)


def test_another_program_that_keeps_the_file_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("buergerapp.tracker.schema.BUSY_SECONDS", 0.05)
    with Tracker.open(tmp_path / "user.db") as tracker:
        erika = tracker.add_profile("Erika").id
        other = sqlite3.connect(tmp_path / "user.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KnownProblem, match="anderes Programm"):
            tracker.tick(erika, "perso", "s1")
        other.execute("ROLLBACK")
        other.close()
        assert tracker.tick(erika, "perso", "s1").services == {"perso"}


def test_a_full_disk_is_explained_and_loses_nothing(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "user.db") as tracker:
        erika = tracker.add_profile("Erika").id
        tracker.tick(erika, "perso", "s1")
        pages = tracker._database.connection.execute("PRAGMA page_count").fetchone()[0]
        tracker._database.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(KnownProblem, match="kein Speicherplatz"):
            tracker.set_note(erika, "perso", "x" * 100_000)
        record = tracker.record(erika, "perso")
        assert record is not None
        assert (list(record.steps_done), record.note) == (["s1"], "")


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    tracker = Tracker.open(tmp_path / "user.db")
    tracker.close()
    tracker.close()


def test_opening_and_reading_while_another_program_ticks_sees_one_moment(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    file = tmp_path / "user.db"
    with Tracker.open(file) as tracker:
        erika = tracker.add_profile("Erika").id

    def tick() -> None:
        with Tracker.open(file) as other:
            for number in range(400):
                other.tick(erika, f"svc{number % 5}", f"s{number}")
                if number % 3 == 0:
                    other.undo(erika)

    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(tick)
        while not busy.done():
            with Tracker.open(file) as tracker:
                for record in tracker.records(erika).values():
                    assert record.steps_done or record.state is ServiceState.NOTED
        busy.result()


def test_two_programs_may_start_at_once_on_a_new_file(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def start(_: int) -> None:
        Tracker.open(tmp_path / "user.db").close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(8)))
    with Tracker.open(tmp_path / "user.db") as tracker:
        assert tracker.profiles() == ()
