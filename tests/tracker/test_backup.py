"""Backups are whole, verified, rotated; damaged files are found, set aside and replaced."""

import datetime
import errno
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from buergerapp.errors import KnownProblem
from buergerapp.tracker import digest, problems, schema
from buergerapp.tracker.backup import KEPT_DAYS, Backups
from buergerapp.tracker.problems import DamagedFile
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.safekeeping import Safekeeping
from tests.builders import Clock


@pytest.fixture
def backups(file: Path, clock: Clock) -> Backups:
    return Backups(file, clock)


def checkpoint(tracker: Tracker) -> None:
    tracker._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def flip(file: Path, old: bytes, new: bytes) -> None:
    """Change bytes of the file without SQLite noticing."""
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


def test_a_backup_holds_what_is_still_in_the_journal(
    tracker: Tracker, erika: str, backups: Backups, tmp_path: Path
) -> None:
    tracker.tick(erika, "perso", "s1")
    made = backups.make()
    assert made is not None
    assert made.good()
    shutil.copy(made.path, tmp_path / "copy.db")
    with Tracker.open(tmp_path / "copy.db") as copy:
        assert copy.records(erika) == tracker.records(erika)


def test_nothing_half_made_stays(tracker: Tracker, erika: str, backups: Backups) -> None:
    made = backups.make()
    assert made is not None
    assert [path.name for path in made.path.parent.iterdir()] == ["user-000001-2026-11-20.db"]


def test_ten_days_are_kept_and_a_second_backup_of_a_day_replaces_the_first(
    tracker: Tracker, erika: str, backups: Backups, clock: Clock
) -> None:
    assert backups.due()
    for number in range(14):
        tracker.tick(erika, "perso", f"s{number}")
        backups.make()
        backups.make()
        assert not backups.due()
        clock.now += datetime.timedelta(days=1)
    found = backups.all()
    assert len(found) == KEPT_DAYS
    assert len({backup.day for backup in found}) == KEPT_DAYS
    assert all(backup.good() for backup in found)


def test_at_the_end_a_backup_is_made_only_when_something_was_written_since(
    tracker: Tracker, erika: str, file: Path, clock: Clock
) -> None:
    safe = Safekeeping(file, clock)
    assert safe.backup_if_behind() is not None
    assert safe.backup_if_behind() is None
    tracker.tick(erika, "perso", "s1")
    made = safe.backup_if_behind()
    assert made is not None
    assert safe.backups() == (made,)
    with Tracker.open(made.path, clock) as copy:
        assert list(copy.records(erika)) == ["perso"]
    assert safe.backup_if_behind() is None
    clock.now += datetime.timedelta(days=1)
    assert safe.backup_if_behind() is not None


def test_a_wrong_clock_throws_no_good_backup_away(
    tracker: Tracker, erika: str, backups: Backups, clock: Clock
) -> None:
    for _ in range(KEPT_DAYS):
        clock.now += datetime.timedelta(days=1)
        backups.make()
    clock.now = datetime.datetime(1970, 1, 5, tzinfo=datetime.UTC)
    tracker.tick(erika, "perso", "s1")
    backups.make()
    clock.now = datetime.datetime(2099, 1, 5, tzinfo=datetime.UTC)
    backups.make()
    found = backups.all()
    assert [backup.day.year for backup in found[:3]] == [2099, 1970, 2026]
    assert len(found) == KEPT_DAYS


def test_nobody_needs_no_backup(tracker: Tracker, backups: Backups) -> None:
    assert backups.make() is None
    assert backups.all() == ()


def test_backups_kept_on_purpose_stay(tracker: Tracker, erika: str, backups: Backups, clock: Clock) -> None:
    backups.keep("vor-umstellung-1")
    for _ in range(KEPT_DAYS + 3):
        clock.now += datetime.timedelta(days=1)
        backups.make()
    assert [backup.label for backup in backups.all()].count("vor-umstellung-1") == 1
    assert len(backups.all()) == KEPT_DAYS + 1


def test_a_damaged_file_never_replaces_a_good_backup(
    tracker: Tracker, erika: str, backups: Backups, file: Path
) -> None:
    tracker.tick(erika, "perso", "s-eins")
    good = backups.make()
    tracker.close()
    flip(file, b"s-eins", b"s-zwei")
    with pytest.raises(DamagedFile):
        backups.make()
    assert backups.all() == (good,)
    assert backups.newest_good() == good


def test_a_file_of_a_newer_version_is_not_called_damaged(
    tracker: Tracker, erika: str, file: Path, clock: Clock
) -> None:
    tracker.close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    connection.close()
    with pytest.raises(problems.NewerFile):
        Safekeeping(file, clock).backup_now()


def test_a_torn_backup_is_passed_over(tracker: Tracker, erika: str, backups: Backups, clock: Clock) -> None:
    first = backups.make()
    clock.now += datetime.timedelta(days=1)
    second = backups.make()
    assert first is not None
    assert second is not None
    second.path.write_bytes(second.path.read_bytes()[:5000])
    assert not second.good()
    assert backups.newest_good() == first
    with pytest.raises(DamagedFile):
        backups.restore(second)


# --- damage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0, 50, 100, 4096, 10_000])
def test_a_truncated_file_is_found_and_the_backup_offered(
    file: Path, clock: Clock, tracker: Tracker, erika: str, keep: int
) -> None:
    tracker.tick(erika, "perso", "s1")
    safe = Safekeeping(file, clock)
    safe.backup_now()
    tracker.tick(erika, "perso", "s2")
    tracker.close()
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(DamagedFile):
        safe.open()
    rescue = safe.rescue()
    assert rescue.backup is not None
    aside = safe.restore(rescue.backup)
    assert aside is not None
    assert aside.stat().st_size == keep
    with safe.open() as again:
        assert list(again.records(erika)["perso"].steps_done) == ["s1"]
    assert any(backup.label == "gerettet" for backup in safe.backups())


def test_a_flipped_letter_inside_a_text_is_found(
    file: Path, clock: Clock, tracker: Tracker, erika: str
) -> None:
    tracker.set_note(erika, "perso", "Mappe im Flur")
    checkpoint(tracker)
    tracker.close()
    flip(file, b"Mappe im Flur", b"Mappe im Fluz")
    with pytest.raises(DamagedFile, match="beschädigt"):
        Tracker.open(file, clock)


@pytest.mark.parametrize(
    ("old", "new"), [(b"tickpersos1", b"tickpersos3"), (b'"note": "Mappe', b'"note": "Mapqe')]
)
def test_damage_in_the_journal_is_found_when_it_is_read(
    file: Path, clock: Clock, tracker: Tracker, erika: str, old: bytes, new: bytes
) -> None:
    tracker.tick(erika, "perso", "s1")
    tracker.set_note(erika, "perso", "Mappe")
    checkpoint(tracker)
    tracker.close()
    flip(file, old, new)
    with Tracker.open(file, clock) as again:
        assert again.record(erika, "perso") is not None
        with pytest.raises(DamagedFile):
            read_journal(again, erika)


def test_the_rescue_says_what_would_be_lost(file: Path, clock: Clock, tracker: Tracker, erika: str) -> None:
    tracker.tick(erika, "perso", "s-eins")
    at = tracker.records(erika)["perso"].changed
    safe = Safekeeping(file, clock)
    safe.backup_now()
    tracker.tick(erika, "perso", "s2")
    tracker.tick(erika, "perso", "s3")
    checkpoint(tracker)
    tracker.close()
    flip(file, b"s-eins", b"s-zwei")
    rescue = safe.rescue()
    assert rescue.loss is not None
    assert (rescue.loss.since, rescue.loss.changes) == (at, 2)
    file.write_bytes(b"x" * 5000)
    rescue = safe.rescue()
    assert rescue.loss is not None
    assert rescue.loss.changes is None


def test_without_any_backup_the_person_can_start_anew(
    file: Path, clock: Clock, tracker: Tracker, erika: str
) -> None:
    tracker.close()
    file.write_bytes(b"x" * 5000)
    safe = Safekeeping(file, clock)
    assert safe.rescue().backup is None
    for round in (1, 2):
        aside = safe.start_anew()
        assert aside == file.with_name(f"user.db.beiseite-{round}")
    assert file.with_name("user.db.beiseite-1").read_bytes() == b"x" * 5000
    with safe.open() as tracker:
        assert tracker.profiles() == ()


def test_a_vanished_file_is_not_taken_for_a_new_person(
    file: Path, clock: Clock, tracker: Tracker, erika: str
) -> None:
    safe = Safekeeping(file, clock)
    assert safe.backup_if_due() is not None
    assert safe.backup_if_due() is None
    tracker.close()
    file.unlink()
    with pytest.raises(DamagedFile, match="nicht mehr da"):
        safe.open()
    rescue = safe.rescue()
    assert rescue.backup is not None
    assert safe.restore(rescue.backup) is None
    with safe.open() as again:
        assert again.profile(erika).name == "Erika"


def test_going_back_from_a_good_file_keeps_that_too(
    file: Path, clock: Clock, tracker: Tracker, erika: str
) -> None:
    safe = Safekeeping(file, clock)
    old = safe.backup_now()
    assert old is not None
    tracker.tick(erika, "perso", "s1")
    tracker.close()
    safe.restore(old)
    with safe.open() as again:
        assert again.records(erika) == {}
    newest = safe.backups()[0]
    assert newest.label == "vor-wiederherstellung"
    safe.restore(newest)
    with safe.open() as again:
        assert list(again.records(erika)) == ["perso"]


# --- old files -----------------------------------------------------------------------------------------


def read_journal(tracker: Tracker, profile: str) -> None:
    tracker.history(profile)
    tracker.undo(profile)


def old_file(path: Path, version: str) -> str:
    """Make a file as an earlier version left it, by stopping its migrations there."""
    from sqlite_utils import Database

    from buergerapp.tracker.migrations import tracker as migrations

    connection = sqlite3.connect(path, isolation_level=None)
    database = Database(connection, execute_plugins=False)
    migrations.apply(database, stop_before=version)
    at = "2026-01-05T10:00:00.000+00:00"
    connection.execute("INSERT INTO profile VALUES ('p1', 'Erika', 'blue', '', ?)", (at,))
    connection.execute(
        "INSERT INTO change (id, profile, at, what, service, item, standing)"
        " VALUES (7, 'p1', ?, 'tick', 'perso', 's1', 'made')",
        (at,),
    )
    row = {"state": "in-progress", "since": at, "changed": at, "touched": 7, "note": "", "with_help": None}
    record = json.dumps(row)
    connection.execute(
        "INSERT INTO op (change, position, kind, service, item, before, after)"
        " VALUES (7, 0, 'record', 'perso', '', NULL, ?)",
        (record,),
    )
    connection.execute(
        "INSERT INTO record VALUES ('p1', 'perso', 'in-progress', ?, ?, 7, '', NULL)", (at, at)
    )
    connection.execute("INSERT INTO step VALUES ('p1', 'perso', 's1', ?, '')", (at,))
    connection.close()
    return "p1"


@pytest.mark.parametrize("version", ["m002_protected_profiles", "m003_checksums", "m004_journal_checksums"])
def test_an_old_file_is_backed_up_and_brought_up_to_date(file: Path, clock: Clock, version: str) -> None:
    profile = old_file(file, version)
    with Tracker.open(file, clock) as tracker:
        assert list(tracker.records(profile)["perso"].steps_done) == ["s1"]
        assert schema.version(tracker._database.connection) == schema.FORMAT
        assert tracker.undo(profile) is not None
    (kept,) = Backups(file, clock).all()
    assert kept.label.startswith("vor-umstellung-")
    assert kept.good()
    with Tracker.open(file, clock):
        pass


def test_a_failed_migration_leaves_the_old_file(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_file(file, "m002_protected_profiles")

    def full(_: sqlite3.Connection) -> None:
        raise problems.disk_full()

    monkeypatch.setattr(digest, "sum_up", full)
    with pytest.raises(KnownProblem, match="kein Speicherplatz"):
        Tracker.open(file, clock)
    monkeypatch.undo()
    with sqlite3.connect(file) as connection:
        assert schema.version(connection) == 1
    connection.close()
    with Tracker.open(file, clock) as tracker:
        assert len(tracker.records("p1")) == 1


def test_every_migration_raises_the_format() -> None:
    from buergerapp.tracker.migrations import tracker as migrations

    assert len(migrations._migrations) == schema.FORMAT


def test_network_drives_are_known() -> None:
    mounts = (
        "/dev/vda / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n"
        "/dev/sdb1 /home/erika/Meine\\040Dateien ext4 rw 0 0\nbroken\n"
    )
    assert schema.mount_kind(Path("/home/erika/user.db"), mounts) == "nfs4"
    assert schema.mount_kind(Path("/home/erika/Meine Dateien/user.db"), mounts) == "ext4"
    assert schema.mount_kind(Path("/homework/user.db"), mounts) == "ext4"
    assert schema.mount_kind(Path("/x"), "") == ""


def test_a_file_on_a_network_drive_works_without_shared_memory(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "on_network", lambda _: True)
    with Tracker.open(file, clock) as tracker:
        assert "Netzlaufwerk" in tracker.notices[0].happened
        erika = tracker.add_profile("Erika").id
        tracker.tick(erika, "perso", "s1")
        assert tracker._database.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert tracker.delete_profile(erika)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_READONLY, "schreibgeschützt"),
        (sqlite3.SQLITE_FULL, "kein Speicherplatz"),
        (sqlite3.SQLITE_CANTOPEN, "Recht"),
        (sqlite3.SQLITE_BUSY, "anderes Programm"),
        (sqlite3.SQLITE_IOERR, "meldet einen Fehler"),
        (sqlite3.SQLITE_CORRUPT, "beschädigt"),
    ],
)
def test_each_trouble_has_its_own_sentence(code: int, words: str, file: Path) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    problem = problems.translated(error, file)
    assert problem is not None
    assert words in problem.happened
    assert problem.advice


def test_bugs_are_not_explained_away(file: Path) -> None:
    assert problems.translated(sqlite3.OperationalError("no such table"), file) is None
    with pytest.raises(sqlite3.OperationalError), problems.explained(file):
        sqlite3.connect(":memory:").execute("SELECT * FROM nothing")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "kein Speicherplatz"),
        (errno.EROFS, "schreibgeschützt"),
        (errno.EACCES, "Recht"),
        (errno.EIO, "meldet einen Fehler"),
    ],
)
def test_trouble_of_the_disk_while_backing_up_has_its_own_sentence(
    tracker: Tracker, erika: str, backups: Backups, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "x")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(KnownProblem, match=words):
        backups.make()
    assert backups.all() == ()
    assert list((tracker.path or Path()).parent.glob("backups/*")) == []


def test_a_folder_that_was_pulled_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="nicht da"), problems.explained(tmp_path / "stick" / "user.db"):
        raise OSError(errno.ENOENT, "x")


def test_a_damaged_name_that_python_cannot_read_is_damage(file: Path) -> None:
    with pytest.raises(DamagedFile), problems.explained(file):
        b"\xef\x00".decode()


def test_the_way_to_the_first_window_loads_nothing_heavy(
    file: Path, clock: Clock, tracker: Tracker, erika: str
) -> None:
    tracker.close()
    program = (
        "import sys; from pathlib import Path;"
        "from buergerapp.usecases.safekeeping import Safekeeping;"
        "from buergerapp.usecases.profiles import Profiles;"
        "Profiles(Safekeeping(Path(sys.argv[1])).open()).all();"
        "print([m for m in ('sqlite_utils', 'pydantic', 'cryptography', 'PySide6') if m in sys.modules])"
    )
    words = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]"
