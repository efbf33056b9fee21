"""People and backups on the command line: one sentence on a problem, nothing lost, no display needed."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from buergerapp import app, cli
from buergerapp.domain.checklist import ServiceState
from tests.authored import RESOURCES, Authored, small_catalog

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    authored = Authored(tmp_path / "resources")
    authored.write()
    (authored.folder / "catalog.db").write_bytes(small_catalog().read_bytes())
    (authored.folder / "icons").symlink_to(RESOURCES / "icons")
    monkeypatch.setattr("buergerapp.paths.find_resources", lambda: authored.folder)

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        try:
            status = cli.main(["--data-dir", str(data), *words])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def people(run: Run, data: Path) -> dict[str, str]:
    """Erika with something on her list, and Otto, whose list is protected; ids by name."""
    parts = app.assemble(app.paths_for(data))
    erika = parts.checklist.person
    parts.profiles.change(erika, name="Erika")
    parts.checklist.set_state("perso", ServiceState.SET_UP)
    parts.checklist.set_note("perso", "Konto über die E-Mail meiner Tochter")
    otto = parts.profiles.add("Otto").id
    parts.checklist.for_profile(otto).set_state("hund", ServiceState.NOTED)
    parts.profiles.protect(otto, "laterne am morgen")
    parts.close()
    return {"Erika": erika, "Otto": otto}


def one_sentence(text: str) -> bool:
    return bool(text.strip()) and "Traceback" not in text and len(text.strip().splitlines()) == 1


def damage(data: Path) -> None:
    file = data / "user.db"
    with file.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * (file.stat().st_size - 100))


# --- whose list ----------------------------------------------------------------------------------------


def test_the_people_are_listed(run: Run, people: dict[str, str]) -> None:
    status, out, _ = run("profile", "list")
    assert status == 0
    assert "Erika" in out
    assert "Otto, geschützt" in out
    rows = json.loads(run("profile", "list", "--json")[1])
    assert [(row["name"], row["protected"]) for row in rows] == [("Erika", False), ("Otto", True)]


@pytest.mark.parametrize("words", [("list", "--profile", "erika"), ("--profile", "Erika", "list")])
def test_a_list_of_a_person(run: Run, people: dict[str, str], words: tuple[str, ...]) -> None:
    status, out, _ = run(*words)
    assert status == 0
    assert "Personalausweis" in out


def test_a_name_that_nobody_has_is_said_with_those_that_are(run: Run, people: dict[str, str]) -> None:
    status, out, err = run("list", "--profile", "Hanna")
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert "„Erika“" in err


def test_a_protected_list_wants_its_secret(run: Run, people: dict[str, str]) -> None:
    status, out, err = run("list", "--profile", "Otto")
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert run("list", "--profile", "Otto", "--pin-stdin", stdin="falsch\n")[0] == 3
    status, out, _ = run("list", "--profile", "Otto", "--pin-stdin", stdin="laterne am morgen\n")
    assert status == 0
    assert "Hund" in out


# --- taking along ---------------------------------------------------------------------------------------


def test_a_list_goes_to_another_computer_and_comes_twice_without_doubling(
    run: Run, people: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "erika.json"
    status, out, _ = run("profile", "export", "erika", "-o", str(file))
    assert status == 0
    assert "nicht verschlüsselt" in out
    other = str(tmp_path / "other")
    assert cli.main(["--data-dir", other, "profile", "import", str(file)]) == 0
    assert cli.main(["--data-dir", other, "profile", "import", str(file)]) == 0
    again = app.assemble(app.paths_for(Path(other)), profile="Erika")
    records = again.tracker.records(people["Erika"])
    again.close()
    assert records["perso"].note == "Konto über die E-Mail meiner Tochter"
    assert run("profile", "import", str(file))[1].startswith("In der Datei stand nichts Neues")


def test_a_table_for_a_spreadsheet(run: Run, people: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "erika.csv"
    assert run("profile", "export", "Erika", "--csv", "-o", str(file))[0] == 0
    lines = file.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Dienst;Stand;")
    assert "eingerichtet" in lines[1]
    status, out, _ = run("profile", "export", "Erika", "--csv")
    assert (status, out.splitlines()[0]) == (0, lines[0])


@pytest.mark.parametrize(
    "words",
    [
        ("profile", "import", "{}/keine.json"),
        ("profile", "import", "{}/voll.json"),
        ("profile", "export", "Erika", "-o", "{}/fehlt/liste.json"),
        ("profile", "export", "Hanna"),
        ("profile", "export", "Otto"),
        ("profile", "delete", "Hanna", "--yes"),
        ("backup", "restore", "77"),
        ("backup", "restore"),
    ],
)
def test_a_problem_is_one_sentence_and_status_3(
    run: Run, people: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "voll.json").write_text('{"format": "anders"}', encoding="utf-8")
    for backup in (tmp_path / "data" / "backups").glob("*"):
        backup.unlink()
    status, out, err = run(*(word.format(tmp_path) for word in words))
    assert (status, out) == (3, "")
    assert one_sentence(err)


# --- deleting ----------------------------------------------------------------------------------------------


def test_deleting_asks_first(run: Run, people: dict[str, str]) -> None:
    status, _, err = run("profile", "delete", "Erika")
    assert status == 2
    assert "nicht" in err
    assert "Erika" in run("profile", "list")[1]


def test_deleted_is_gone_from_every_file(run: Run, people: dict[str, str], data: Path) -> None:
    run("backup", "now")
    assert run("profile", "delete", "Erika", "--yes")[0] == 0
    assert "Erika" not in run("profile", "list")[1]
    for file in data.rglob("*.db*"):
        assert b"meiner Tochter" not in file.read_bytes(), file


# --- backups ---------------------------------------------------------------------------------------------


def test_nothing_to_list_and_nothing_to_back_up(run: Run) -> None:
    assert "noch keine Sicherung" in run("backup", "list")[1]
    assert run("backup", "now") == (0, "Es gibt noch nichts zu sichern.\n", "")


def test_a_damaged_file_is_said_and_comes_back(run: Run, people: dict[str, str], data: Path) -> None:
    assert run("backup", "now")[0] == 0
    assert len(json.loads(run("backup", "list", "--json")[1])) >= 1
    damage(data)
    status, out, err = run("list")
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert "buergerapp backup restore" in err
    status, out, _ = run("backup", "restore")
    assert status == 0
    assert "fehlt" in out  # the damaged file cannot say how much
    assert "beiseite" in out
    assert "Personalausweis" in run("list", "--profile", "Erika")[1]
    assert list(data.glob("user.db.beiseite-*"))


def test_an_older_backup_by_its_number(run: Run, people: dict[str, str]) -> None:
    run("backup", "now")
    number = json.loads(run("backup", "list", "--json")[1])[0]["number"]
    run("profile", "delete", "Otto", "--yes")
    assert run("backup", "restore", str(number))[0] == 0
    assert "Erika" in run("profile", "list")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is another one there")
def test_an_open_window_keeps_its_file(run: Run, people: dict[str, str], data: Path) -> None:
    import fcntl

    run("backup", "now")
    with (data / app.WINDOW_LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, _, err = run("backup", "restore")
        assert status == 3
        assert one_sentence(err)
        assert run("profile", "delete", "Erika", "--yes")[0] == 3
    assert run("backup", "restore")[0] == 0


def test_backups_are_whole_files(run: Run, people: dict[str, str], data: Path) -> None:
    run("backup", "now")
    for backup in (data / "backups").glob("*.db"):
        connection = sqlite3.connect(backup)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
