"""Taking data along and bringing it in, by the file format that docs/profile-format.md promises."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buergerapp.domain.checklist import ServiceRecord, ServiceState, What
from buergerapp.errors import KnownProblem
from buergerapp.tracker.exchange import ProfileFile, from_json
from buergerapp.tracker.problems import LockedProfile
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.profiles import Profiles, explain_secret
from tests.builders import Clock

DOCS = Path(__file__).parents[2] / "docs" / "profile-format.md"


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    with Tracker.open(tmp_path / "user.db", Clock()) as made:
        yield made


@pytest.fixture
def profiles(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> Profiles:
    monkeypatch.setattr("buergerapp.tracker.vault.COST", 2**4)
    return Profiles(tracker, Clock())


@pytest.fixture
def erika(tracker: Tracker) -> str:
    erika = tracker.add_profile("Erika", colour="blue").id
    tracker.tick(erika, "perso", "s1", "aa", "Bringen Sie 37 Euro mit.")
    tracker.set_note(erika, "perso", 'Mappe "im" Flur;\nzweite Zeile')
    tracker.set_due(erika, "perso", datetime.date(2027, 3, 14), "läuft ab")
    tracker.set_with_help(erika, "perso", True)
    tracker.set_state(erika, "onleihe", ServiceState.SET_UP)
    return erika


def test_a_file_brings_everything_to_another_computer(
    profiles: Profiles, tracker: Tracker, erika: str
) -> None:
    data = profiles.export_json(erika).encode()
    with Tracker.in_memory(Clock()) as elsewhere:
        there = Profiles(elsewhere, Clock())
        imported = there.import_json(data)
        assert imported.new
        assert (imported.profile.name, imported.profile.id) == ("Erika", erika)
        assert imported.changed.services == {"perso", "onleihe"}
        mine, theirs = tracker.records(erika), elsewhere.records(erika)
        assert {id_: strip(record) for id_, record in theirs.items()} == {
            id_: strip(record) for id_, record in mine.items()
        }
        assert elsewhere.seen_text(erika, "aa") == "Bringen Sie 37 Euro mit."
        lines = {(line.at, line.what, line.item) for line in elsewhere.history(erika)}
        assert {(line.at, line.what, line.item) for line in tracker.history(erika)} < lines


def strip(record: ServiceRecord) -> ServiceRecord:
    return record._replace(touched=0)


def test_bringing_a_file_in_again_changes_nothing(profiles: Profiles, tracker: Tracker, erika: str) -> None:
    data = profiles.export_json(erika).encode()
    before = tracker.records(erika), tracker.history(erika)
    imported = profiles.import_json(data)
    assert not imported.new
    assert imported.changed.services == frozenset()
    assert (tracker.records(erika), tracker.history(erika)) == before


def test_both_sides_keep_what_they_did_since(profiles: Profiles, tracker: Tracker, erika: str) -> None:
    data = profiles.export_json(erika).encode()
    with Tracker.in_memory(Clock()) as elsewhere:
        there = Profiles(elsewhere, Clock())
        there.import_json(data)
        elsewhere.tick(erika, "perso", "s2")
        elsewhere.tick(erika, "kita", "s1")
        back = there.export_json(erika).encode()
    tracker.tick(erika, "perso", "s3")
    tracker.tick(erika, "wohngeld", "s1")
    profiles.import_json(back)
    records = tracker.records(erika)
    assert set(records["perso"].steps_done) == {"s1", "s2", "s3"}
    assert {"perso", "onleihe", "kita", "wohngeld"} == set(records)


def test_an_import_can_be_taken_back_with_its_history(
    profiles: Profiles, tracker: Tracker, erika: str
) -> None:
    with Tracker.in_memory(Clock()) as elsewhere:
        there = Profiles(elsewhere, Clock())
        otto = elsewhere.add_profile("Otto").id
        elsewhere.tick(otto, "perso", "s9")
        elsewhere.tick(otto, "kita", "s1")
        data = there.export_json(otto).encode()
    before = tracker.records(erika), tracker.history(erika)
    imported = profiles.import_json(data, into=erika)
    after = tracker.records(erika), tracker.history(erika)
    assert imported.changed.services == {"perso", "kita"}
    undone = tracker.undo(erika)
    assert undone is not None
    assert (undone.what, undone.item, undone.services) == (What.IMPORT, "Otto", frozenset({"perso", "kita"}))
    assert (tracker.records(erika), tracker.history(erika)) == before
    tracker.redo(erika)
    assert (tracker.records(erika), tracker.history(erika)) == after


def test_an_import_after_undo_into_the_vault_and_back_still_undoes(
    profiles: Profiles, tracker: Tracker, erika: str
) -> None:
    data = profiles.export_json(erika).encode()
    otto = tracker.add_profile("Otto").id
    profiles.import_json(data, into=otto)
    lines = len(tracker.history(otto))
    profiles.protect(otto, "rote Lampe")
    tracker.tick(erika, "a", "s1")
    profiles.unprotect(otto, "rote Lampe")
    assert len(tracker.history(otto)) == lines
    tracker.undo(otto)
    assert tracker.records(otto) == {}
    assert tracker.history(otto) == ()


def test_a_protected_profile_is_exported_only_when_open(
    profiles: Profiles, tracker: Tracker, erika: str
) -> None:
    profiles.protect(erika, "rote Lampe")
    profiles.lock(erika)
    with pytest.raises(LockedProfile):
        profiles.export_json(erika)
    profiles.unlock(erika, "rote Lampe")
    data = profiles.export_json(erika).encode()
    profiles.lock(erika)
    with pytest.raises(LockedProfile):
        profiles.import_json(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'{"format": "buergerapp-profile"}',
        b'{"format": "other", "version": 1}',
        b"[" * 100_000,
        b'{"a": NaN}',
        b'{"format": "buergerapp-profile", "version": "1"}',
    ],
)
def test_other_files_are_refused_kindly(profiles: Profiles, tracker: Tracker, data: bytes) -> None:
    with pytest.raises(KnownProblem, match="keine Liste"):
        profiles.import_json(data)
    assert tracker.profiles() == ()


def test_files_of_a_newer_version_and_giants_are_refused(
    profiles: Profiles, erika: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = json.loads(profiles.export_json(erika))
    with pytest.raises(KnownProblem, match="neueren Version"):
        profiles.import_json(json.dumps({**file, "version": 2}).encode())
    monkeypatch.setattr("buergerapp.tracker.exchange.LARGEST_FILE", 100)
    with pytest.raises(KnownProblem, match="zu groß"):
        profiles.import_json(json.dumps(file).encode())


def test_one_wrong_value_leaves_everything_as_it_was(
    profiles: Profiles, tracker: Tracker, erika: str
) -> None:
    file = json.loads(profiles.export_json(erika))
    file["services"][0]["state"] = "perhaps"
    before = tracker.records(erika)
    with pytest.raises(KnownProblem):
        profiles.import_json(json.dumps(file).encode())
    assert tracker.records(erika) == before


@given(
    st.binary()
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_no_file_crashes_the_import(data: bytes) -> None:
    with pytest.raises(KnownProblem):
        from_json(data)


def test_a_file_with_a_byte_order_mark_is_read(profiles: Profiles, erika: str) -> None:
    data = b"\xef\xbb\xbf" + profiles.export_json(erika).encode()
    assert profiles.import_json(data).changed.services == frozenset()


def test_the_table_opens_in_a_german_spreadsheet(profiles: Profiles, tracker: Tracker, erika: str) -> None:
    tracker.set_note(erika, "onleihe", '=HYPERLINK("http://x")')
    text = profiles.export_csv(erika, {"perso": "Personalausweis"})
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][0] == "Dienst"
    by_name = {row[0]: row for row in rows[1:]}
    assert by_name["onleihe"][1] == "eingerichtet"
    assert by_name["onleihe"][-1] == '\'=HYPERLINK("http://x")'
    perso = by_name["Personalausweis"]
    assert perso[1:2] + perso[4:7] == ["in Arbeit", "1", "ja", "2027-03-14 läuft ab"]
    assert perso[-1] == 'Mappe "im" Flur;\nzweite Zeile'


def test_people_are_found_by_name_or_id(profiles: Profiles, tracker: Tracker, erika: str) -> None:
    assert profiles.find("erika").id == erika
    assert profiles.find(erika).name == "Erika"
    with pytest.raises(KnownProblem, match="gibt es hier nicht") as problem:
        profiles.find("Otto")
    assert "„Erika“" in problem.value.advice
    twin = profiles.add("ERIKA")
    with pytest.raises(KnownProblem, match="Mehrere Profile") as problem:
        profiles.find("Erika")
    assert twin.id in problem.value.advice


def test_deleting_for_good_reaches_backups_and_says_what_is_left(
    profiles: Profiles, tracker: Tracker, erika: str, tmp_path: Path
) -> None:
    profiles.add("Otto")
    profiles.merge(profiles.add("Twin").id, erika)
    twin = profiles.find("Twin").id
    damaged = tmp_path / "user.db.beiseite-1"
    damaged.write_bytes(b"x" * 100)
    deleted = profiles.delete(twin)
    assert deleted.leftovers == (damaged,)
    assert not deleted.traces
    profiles.delete_leftover(damaged)
    assert not damaged.exists()
    for path in tmp_path.rglob("*.db*"):
        assert b"Mappe" not in path.read_bytes(), path


def test_protecting_empties_readable_backups(
    profiles: Profiles, tracker: Tracker, erika: str, tmp_path: Path
) -> None:
    profiles.merge(erika, profiles.add("Twin").id)
    assert profiles.protect(erika, "rote Lampe").leftovers == ()
    for path in tmp_path.rglob("*.db*"):
        assert b"Mappe" not in path.read_bytes(), path
    assert any(path.is_file() for path in (tmp_path / "backups").iterdir())


def test_a_guest_has_no_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buergerapp.tracker.vault.COST", 2**4)
    with Tracker.in_memory(Clock()) as tracker:
        profiles = Profiles(tracker)
        one, two = profiles.add("Gast").id, profiles.add("Gast 2").id
        profiles.merge(one, two)
        profiles.protect(one, "x")
        profiles.change_secret(one, "x", "y")
        assert profiles.unlocked(one)
        assert profiles.change(one, name="Gast 3").item == "Gast 3"
        assert profiles.delete(one).leftovers == ()
        profiles.delete_leftover(Path("nothing"))


def test_weak_secrets_are_accepted_but_explained() -> None:
    pin, word, phrase = (
        explain_secret("1234"),
        explain_secret("geheim"),
        explain_secret("rote Lampe am Schacht"),
    )
    assert pin is not None
    assert "Datei mitnimmt" in pin.happened
    assert word is not None
    assert phrase is None


def test_the_documented_schema_is_the_one_that_is_used() -> None:
    match = re.search(r"```json schema\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    assert json.loads(match[1]) == ProfileFile.model_json_schema()


def test_the_documented_example_can_be_imported(profiles: Profiles, tracker: Tracker) -> None:
    match = re.search(r"```json example\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    imported = profiles.import_json(match[1].encode())
    assert tracker.records(imported.profile.id)["personalausweis"].note == "Mappe im Flur"
