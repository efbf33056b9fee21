"""Profiles: protected so that nobody reads them, merged without loss, deleted without a trace."""

import datetime
import sqlite3
from pathlib import Path

import pytest

from buergerapp.domain.checklist import ServiceState, What
from buergerapp.errors import KnownProblem
from buergerapp.tracker import vault
from buergerapp.tracker.backup import Backups
from buergerapp.tracker.problems import DamagedFile, LockedProfile, WrongSecret
from buergerapp.tracker.store import Tracker
from tests.builders import Clock

SECRET = "rote Lampe am Schacht"
WORDS = (
    "Wohngeldnotiz",
    "wohngeld-xyz",
    "schritt-xyz",
    "Bescheidfrist",
    "Ganz besonderer Schritttext",
    "Suche nach Wohngeld",
)


def fill(tracker: Tracker, profile: str) -> None:
    tracker.tick(profile, "wohngeld-xyz", "schritt-xyz", "feed", "Ganz besonderer Schritttext")
    tracker.set_note(profile, "wohngeld-xyz", "Wohngeldnotiz")
    tracker.set_due(profile, "wohngeld-xyz", datetime.date(2027, 3, 14), "Bescheidfrist")
    tracker.remember_search(profile, "Suche nach Wohngeld")


def traces(folder: Path, *words: str) -> list[str]:
    """Search every byte of every file."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [f"{word} in {path.name}" for word in words if word.encode() in data]
    return found


# --- protection ------------------------------------------------------------------------------------


def test_a_protected_list_works_like_any_other(tracker: Tracker, erika: str) -> None:
    fill(tracker, erika)
    before, history = tracker.records(erika), tracker.history(erika)
    tracker.protect(erika, SECRET)
    assert tracker.profile(erika).protected
    assert tracker.records(erika) == before
    assert tracker.history(erika) == history
    tracker.undo(erika)
    tracker.redo(erika)
    assert tracker.records(erika) == before
    tracker.tick(erika, "perso", "s1")
    assert list(tracker.records(erika)) == ["perso", "wohngeld-xyz"]
    assert tracker.seen_text(erika, "feed") == "Ganz besonderer Schritttext"
    assert tracker.recent_searches(erika) == ("Suche nach Wohngeld",)


def test_it_opens_only_with_the_secret(tracker: Tracker, erika: str, file: Path, clock: Clock) -> None:
    fill(tracker, erika)
    tracker.protect(erika, SECRET)
    tracker.tick(erika, "perso", "s1")
    before = tracker.records(erika)
    tracker.close()
    with Tracker.open(file, clock) as again:
        assert not again.unlocked(erika)
        with pytest.raises(LockedProfile, match="geschützt"):
            again.records(erika)
        with pytest.raises(LockedProfile):
            again.tick(erika, "perso", "s2")
        with pytest.raises(WrongSecret, match="passt nicht"):
            again.unlock(erika, "1234")
        again.unlock(erika, SECRET)
        assert again.records(erika) == before
        again.lock(erika)
        with pytest.raises(LockedProfile):
            again.records(erika)


def test_nothing_readable_is_left_in_any_file(tracker: Tracker, erika: str, file: Path) -> None:
    fill(tracker, erika)
    assert traces(file.parent, *WORDS)
    tracker.protect(erika, SECRET)
    assert traces(file.parent, *WORDS) == []
    tracker.set_note(erika, "wohngeld-xyz", "Wohngeldnotiz zwei")
    assert traces(file.parent, *WORDS, SECRET) == []


def test_the_secret_may_change_and_protection_may_end(tracker: Tracker, erika: str) -> None:
    fill(tracker, erika)
    before = tracker.records(erika)
    tracker.protect(erika, SECRET)
    with pytest.raises(WrongSecret):
        tracker.change_secret(erika, "falsch", "neu")
    tracker.change_secret(erika, SECRET, "neuer Satz")
    tracker.lock(erika)
    with pytest.raises(WrongSecret):
        tracker.unprotect(erika, SECRET)
    tracker.unprotect(erika, "neuer Satz")
    assert not tracker.profile(erika).protected
    assert tracker.records(erika) == before
    assert tracker.recent_searches(erika) == ("Suche nach Wohngeld",)
    tracker.undo(erika)
    assert tracker.records(erika)["wohngeld-xyz"].due == ()


def test_undo_and_order_survive_the_way_into_the_vault_and_back(tracker: Tracker, erika: str) -> None:
    otto = tracker.add_profile("Otto").id
    tracker.tick(erika, "a", "s1")
    tracker.tick(erika, "b", "s1")
    tracker.protect(erika, SECRET)
    for number in range(5):
        tracker.tick(otto, f"svc{number}", "s1")
    tracker.unprotect(erika, SECRET)
    tracker.tick(erika, "a", "s2")
    assert list(tracker.records(erika)) == ["a", "b"]
    for _ in range(3):
        tracker.undo(erika)
    assert tracker.records(erika) == {}
    for _ in range(3):
        tracker.redo(erika)
    assert list(tracker.records(erika)) == ["a", "b"]
    assert len(tracker.records(otto)) == 5


def test_two_programs_share_a_protected_list(tracker: Tracker, erika: str, file: Path) -> None:
    tracker.protect(erika, SECRET)
    with Tracker.open(file) as other:
        other.unlock(erika, SECRET)
        other.tick(erika, "perso", "s1")
        tracker.tick(erika, "perso", "s2")
        other.tick(erika, "perso", "s3")
        record = tracker.record(erika, "perso")
        assert record is not None
        assert sorted(record.steps_done) == ["s1", "s2", "s3"]
        other.change_secret(erika, SECRET, "anders")
        with pytest.raises(LockedProfile):
            tracker.records(erika)


def test_a_failed_write_leaves_the_protected_list_as_it_was(tracker: Tracker, erika: str) -> None:
    tracker.protect(erika, SECRET)
    tracker.tick(erika, "perso", "s1")
    connection = tracker._database.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    noise = "".join(chr(200 + number % 4000) for number in range(0, 400_000, 7))
    with pytest.raises(KnownProblem, match="kein Speicherplatz"):
        tracker.set_note(erika, "perso", noise)
    connection.execute("PRAGMA max_page_count = 1000000")
    record = tracker.record(erika, "perso")
    assert record is not None
    assert record.note == ""
    tracker.tick(erika, "perso", "s2")
    assert len(tracker.records(erika)["perso"].steps_done) == 2


def test_a_single_flipped_bit_in_the_vault_shows(tracker: Tracker, erika: str) -> None:
    tracker.protect(erika, SECRET)
    tracker.lock(erika)
    connection = tracker._database.connection
    (sealed,) = connection.execute("SELECT sealed FROM vault").fetchone()
    for position in (0, len(sealed) // 2, len(sealed) - 1):
        flipped = bytearray(sealed)
        flipped[position] ^= 1
        connection.execute("UPDATE vault SET sealed = ?", (bytes(flipped),))
        with pytest.raises(DamagedFile):
            tracker.unlock(erika, SECRET)
    connection.execute("UPDATE vault SET lock = '{}'")
    with pytest.raises(DamagedFile):
        tracker.unlock(erika, SECRET)


def test_another_keyboards_umlaut_is_the_same_secret(tracker: Tracker, erika: str) -> None:
    tracker.protect(erika, "gr\u00fcn")
    tracker.lock(erika)
    tracker.unlock(erika, "gru\u0308n")
    assert tracker.unlocked(erika)


def test_an_empty_secret_or_a_second_protection_is_refused(tracker: Tracker, erika: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        tracker.protect(erika, "")
    tracker.protect(erika, SECRET)
    with pytest.raises(ValueError, match="open profile"):
        tracker.protect(erika, SECRET)
    with pytest.raises(ValueError, match="secret"):
        tracker.change_secret(erika, SECRET, "")


@pytest.mark.slow
def test_a_real_key_is_expensive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 2**17)
    lock, key = vault.new_lock("1234")
    assert vault.Lock.from_stored(lock.stored()).key("1234") == key
    assert lock.cost == 2**17


# --- merging ---------------------------------------------------------------------------------------


def test_two_profiles_of_one_person_become_one(tracker: Tracker, erika: str) -> None:
    twin = tracker.add_profile("Erika M.").id
    tracker.tick(erika, "perso", "s1")
    tracker.tick(twin, "perso", "s2")
    tracker.set_note(twin, "perso", "Mappe im Flur")
    tracker.set_state(twin, "onleihe", ServiceState.SET_UP)
    changed = tracker.merge_profiles(erika, twin)
    assert (changed.what, changed.item) == (What.MERGE, "Erika M.")
    assert [profile.id for profile in tracker.profiles()] == [erika]
    record = tracker.records(erika)["perso"]
    assert sorted(record.steps_done) == ["s1", "s2"]
    assert record.note == "Mappe im Flur"
    assert tracker.records(erika)["onleihe"].state is ServiceState.SET_UP
    lines = [(line.what, line.service) for line in tracker.history(erika)]
    assert (What.STATE, "onleihe") in lines
    assert (What.NOTE, "perso") in lines
    assert len(lines) == 5
    assert tracker.undo(erika) is None
    tracker.tick(erika, "perso", "s3")
    assert tracker.undo(erika) is not None
    assert sorted(tracker.records(erika)["perso"].steps_done) == ["s1", "s2"]


def test_protected_profiles_merge_when_unlocked(tracker: Tracker, erika: str) -> None:
    twin = tracker.add_profile("Erika M.").id
    fill(tracker, twin)
    tracker.protect(twin, "eins")
    tracker.protect(erika, "zwei")
    tracker.lock(twin)
    with pytest.raises(LockedProfile):
        tracker.merge_profiles(erika, twin)
    tracker.unlock(twin, "eins")
    tracker.merge_profiles(erika, twin)
    assert tracker.records(erika)["wohngeld-xyz"].note == "Wohngeldnotiz"
    assert len(tracker.profiles()) == 1


def test_nobody_merges_with_themselves(tracker: Tracker, erika: str) -> None:
    with pytest.raises(ValueError, match="itself"):
        tracker.merge_profiles(erika, erika)


# --- deleting for good -------------------------------------------------------------------------------


def test_nothing_of_a_deleted_person_is_left_in_any_file(tracker: Tracker, file: Path, clock: Clock) -> None:
    otto = tracker.add_profile("Otto").id
    gone = tracker.add_profile("Rosalinde Vonderbeck", colour="blue").id
    fill(tracker, gone)
    tracker.set_note(gone, "wohngeld-xyz", "")
    for number in range(50):
        tracker.tick(otto, f"svc{number}", "s1")
        tracker.tick(gone, f"geheimdienst{number}", "s1")
    backups = Backups(file, clock)
    backups.make()
    backups.keep("vor-umstellung-1")
    words = (*WORDS, "Rosalinde", "geheimdienst", gone)
    assert traces(file.parent, *words)
    assert tracker.delete_profile(gone)
    assert backups.forget(gone) == ()
    assert traces(file.parent, *words) == []
    assert len(tracker.records(otto)) == 50
    assert all(backup.good() for backup in backups.all())


def test_a_protected_person_can_be_deleted_without_the_secret(
    tracker: Tracker, erika: str, file: Path, clock: Clock
) -> None:
    tracker.protect(erika, SECRET)
    tracker.close()
    with Tracker.open(file, clock) as again:
        assert again.delete_profile(erika)
        assert again.profiles() == ()
        assert again._database.connection.execute("SELECT count(*) FROM vault").fetchone() == (0,)


def test_deleting_says_when_another_program_keeps_old_pages(
    tracker: Tracker, erika: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tracker, erika)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM record").fetchall()
    tracker._database.connection.execute("PRAGMA busy_timeout = 50")
    assert tracker.delete_profile(erika) is False
    reader.close()


def test_backups_that_cannot_be_read_are_named_and_can_be_deleted(
    tracker: Tracker, erika: str, file: Path, clock: Clock
) -> None:
    backups = Backups(file, clock)
    made = backups.make()
    assert made is not None
    made.path.write_bytes(b"torn" * 1000)
    assert backups.forget(erika) == (made.path,)
    backups.delete(made.path)
    assert not made.path.exists()
    with pytest.raises(ValueError, match="none of ours"):
        backups.delete(file)
