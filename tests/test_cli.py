"""The command line as people and programs use it: words in, words and a status out, no display."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from buergerapp import __version__, app, cli
from buergerapp.domain.checklist import ServiceState
from buergerapp.settings import TEXT_SCALE, THEME, Settings
from tests.authored import RESOURCES, ROOT, Authored, small_catalog

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def authored(tmp_path: Path) -> Authored:
    """A program folder of its own: small content, small catalog, real icons."""
    made = Authored(tmp_path / "resources")
    made.write()
    (made.folder / "catalog.db").write_bytes(small_catalog().read_bytes())
    for name in ("icons", "themes", "fonts"):
        (made.folder / name).symlink_to(RESOURCES / name)
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(
    authored: Authored, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in this process; return status, standard output and standard error."""
    monkeypatch.setattr("buergerapp.paths.find_resources", lambda: authored.folder)

    def call(*words: str, stdin: bytes | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            status = cli.main(["--data-dir", str(data), *words])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def one_sentence(text: str) -> bool:
    """Tell whether this is a short message for people and no traceback."""
    return bool(text.strip()) and "Traceback" not in text and len(text.strip().splitlines()) == 1


# --- search ------------------------------------------------------------------------------------------


def test_search_names_the_hits_and_how_to_go_on(run: Run) -> None:
    status, out, err = run("search", "perso", "verlängern")
    assert (status, err) == (0, "")
    first, second = out.splitlines()[:2]
    assert first.startswith(" 1. Personalausweis beantragen")
    assert second.strip() == "buergerapp show perso"


def test_search_for_programs(run: Run) -> None:
    status, out, _ = run("search", "--json", "perso verlängern")
    answer = json.loads(out)
    assert status == 0
    assert set(answer) == {"query", "results", "suggestions"}
    assert answer["query"] == "perso verlängern"
    assert answer["results"][0]["id"] == "perso"
    for result in answer["results"]:
        assert set(result) == {"id", "title", "score", "why"}
        assert isinstance(result["score"], int | float)
        assert isinstance(result["why"], str)
    assert isinstance(answer["suggestions"], list)


def test_words_and_one_sentence_are_the_same_question(run: Run) -> None:
    assert run("search", "--json", "perso", "verlängern") == run("search", "--json", "perso verlängern")


def test_not_more_hits_than_asked_for(run: Run) -> None:
    _, out, _ = run("search", "--json", "--limit", "2", "anmelden bitte")
    assert len(json.loads(out)["results"]) <= 2
    _, out, _ = run("search", "--json", "--limit", "-5", "perso")
    assert len(json.loads(out)["results"]) == 1


def test_nothing_found_is_said_and_who_helps(run: Run) -> None:
    status, out, _ = run("search", "xylophonquartett")
    assert status == 0
    assert "Zu „xylophonquartett“ habe ich nichts gefunden." in out
    assert "115" in out
    _, out, _ = run("search", "--json", "xylophonquartett")
    assert json.loads(out)["results"] == []


def test_search_without_words_is_wrong_use(run: Run) -> None:
    status, out, err = run("search")
    assert (status, out) == (2, "")
    assert "buergerapp search Ausweis" in err


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def test_a_batch_answers_one_line_a_question(run: Run) -> None:
    status, out, err = run("search", "--json", "--batch", "-", stdin=b"perso\nhund anmelden\n")
    found = answers(out)
    assert (status, err) == (0, "")
    assert [answer["query"] for answer in found] == ["perso", "hund anmelden"]
    assert [answer["results"][0]["id"] for answer in found] == ["perso", "hund"]
    for answer in found:
        assert set(answer) == {"query", "results", "suggestions", "ms"}
        assert answer["ms"] >= 0


WEIRD = [
    '"',
    "' OR 1=1 --",
    "   perso   ",
    "😀",
    "a" * 20_000,
    "NEAR(perso hund)",
    "\x0bperso\x0c",
    "perso\u2028hund",
    "*",
    "\x00",
    "{}",
]


@pytest.mark.parametrize("query", WEIRD, ids=range(len(WEIRD)))
def test_a_weird_line_is_one_question_with_one_answer(run: Run, query: str) -> None:
    status, out, err = run("search", "--batch", "-", stdin=f"{query}\nhund\n".encode())
    assert (status, err) == (0, "")
    assert [answer["query"] for answer in answers(out)] == [query, "hund"]


def test_lines_of_windows_and_wrong_bytes_are_read_as_well_as_possible(run: Run) -> None:
    status, out, _ = run("search", "--batch", "-", stdin=b"perso\r\nstra\xdfe\nhund")
    assert status == 0
    assert [answer["query"] for answer in answers(out)] == ["perso", "stra\ufffde", "hund"]


def test_a_batch_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fragen.txt").write_text("perso\nhund\n", encoding="utf-8")
    status, out, _ = run("search", "--batch", str(tmp_path / "fragen.txt"))
    assert status == 0
    assert [answer["query"] for answer in answers(out)] == ["perso", "hund"]


def test_a_file_and_standard_input_are_read_alike(run: Run, tmp_path: Path) -> None:
    content = "perso\n\nperso\u2028hund\nrente\x0c\n".encode()
    (tmp_path / "fragen.txt").write_bytes(content)
    _, piped, _ = run("search", "--batch", "-", stdin=content)
    _, from_file, _ = run("search", "--batch", str(tmp_path / "fragen.txt"))
    assert [a["query"] for a in answers(piped)] == [a["query"] for a in answers(from_file)]


def test_a_batch_file_that_is_missing_is_a_known_problem(run: Run) -> None:
    status, out, err = run("search", "--batch", "gibt-es-nicht.txt")
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert "gibt-es-nicht.txt" in err


def test_an_empty_batch_answers_nothing(run: Run) -> None:
    assert run("search", "--batch", "-", stdin=b"") == (0, "", "")


# --- show ----------------------------------------------------------------------------------------------


def test_show_tells_the_whole_guide(run: Run) -> None:
    status, out, err = run("show", "perso")
    assert (status, err) == (0, "")
    for part in (
        "Personalausweis beantragen\n====",
        "Für wen: Alle in Bochum.",
        "- Passfoto (ganz neu)",
        "- Termin",
        "Kosten: Es kostet nichts.",
        "1. Alles bereitlegen.",
        "2. Mit dem Konto anmelden.",
        "Achtung: Sagen Sie die PIN niemandem.",
        "! Der alte Ausweis gilt dann nicht mehr.",
        "https://www.bochum.de/perso",
        "Stand der Quellen: 2026-02-07",
        "Das muss vorher da sein:",
        "- Termin im Rathaus buchen (Ohne Termin geht es nicht)",
        "Geschafft? ",
        "Klappt es nicht? ",
        "Gültigkeit und Fristen: ",
        "? der Preis der Fotobox",
        "Kontakt:",
        "Dorthin gehen Sie:",
        "(https://www.bochum.de, 2026-02-07)",
    ):
        assert part in out, f"{part} is not in\n{out}"
    assert max(len(line) for line in out.splitlines()) <= 80


def test_show_in_simple_language(run: Run) -> None:
    assert "Einfach: vorbereiten" in run("show", "--simple", "perso")[1]
    assert "Hund anmelden" in run("show", "--simple", "hund")[1]


def test_show_for_programs(run: Run) -> None:
    _, out, _ = run("show", "--json", "ausweis-alt")
    guide = json.loads(out)
    assert guide["card"]["id"] == "perso"
    assert [step["id"] for step in guide["steps"]] == ["vorbereiten", "anmelden", "warten"]
    assert guide["fee"] == {"text": "Es kostet nichts.", "minimum": 27.6, "maximum": 46.0, "free": False}
    assert guide["sources"][0]["seen"] == "2026-02-07"


def test_an_unknown_guide_is_a_known_problem_with_a_way_on(run: Run) -> None:
    status, out, err = run("show", "mein-hund")
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert "„mein-hund“" in err
    assert "buergerapp search mein hund" in err


# --- list ------------------------------------------------------------------------------------------------


def test_an_empty_list_says_so(run: Run) -> None:
    assert run("list") == (0, "Ihre Liste ist noch leer.\n", "")


def test_the_list_tells_progress_and_next_step(run: Run, data: Path) -> None:
    running = app.assemble(app.paths_for(data))
    running.checklist.tick("perso", "vorbereiten")
    running.checklist.set_state("hund", ServiceState.NOTED)
    running.checklist.set_state("rente", ServiceState.SET_UP)
    running.checklist.set_state("epa", ServiceState.NOT_FOR_ME)
    running.close()
    status, out, _ = run("list")
    assert status == 0
    words = " ".join(out.split())
    assert (
        "In Arbeit - Personalausweis beantragen (1 von 3 Schritten; als Nächstes: Mit dem Konto anmelden)"
        in words
    )
    assert words.index("In Arbeit") < words.index("Vorgemerkt") < words.index("Eingerichtet")
    assert "Betrifft mich nicht - Akte bei der Kasse nutzen" in words
    _, out, _ = run("list", "--json")
    overview = json.loads(out)
    assert [entry["card"]["id"] for entry in overview["in_progress"]] == ["perso"]
    assert [entry["card"]["id"] for entry in overview["noted"]] == ["hund"]
    assert [entry["card"]["id"] for entry in overview["set_up"]] == ["rente"]
    assert list(overview["in_progress"][0]["record"]["steps_done"]) == ["vorbereiten"]


def test_a_data_folder_that_is_a_file_is_a_known_problem(run: Run, data: Path) -> None:
    data.write_text("kein Ordner")
    status, _, err = run("list")
    assert status == 3
    assert one_sentence(err)
    assert str(data) in err


# --- the catalog ----------------------------------------------------------------------------------------


def test_info_counts(run: Run) -> None:
    status, out, _ = run("catalog", "info", "--json")
    facts = json.loads(out)
    assert status == 0
    assert facts["edition"] == "2026-11-20"
    assert facts["services"] == 8
    status, out, _ = run("catalog", "info")
    assert ["services", "8"] in [line.split() for line in out.splitlines()]


def test_check_of_clean_content(run: Run) -> None:
    assert run("catalog", "check") == (0, "8 Dienste geprüft, 0 Beanstandungen.\n", "")
    status, out, _ = run("catalog", "check", "--json")
    assert (status, json.loads(out)) == (0, [])


def test_check_prints_file_line_and_mistake_and_ends_with_1(run: Run, authored: Authored) -> None:
    authored.change("hund", "category", "mond")
    authored.write()
    status, out, _ = run("catalog", "check")
    assert status == 1
    assert out.splitlines() == [
        "services/hund.yaml:2: die Kategorie „mond“ gibt es nicht",
        "8 Dienste geprüft, 1 Beanstandungen.",
    ]
    status, out, _ = run("catalog", "check", "--json")
    assert status == 1
    assert json.loads(out) == [
        {"file": "services/hund.yaml", "line": 2, "message": "die Kategorie „mond“ gibt es nicht"}
    ]


def test_publishing_writes_the_promises_only_when_all_is_clean(run: Run, authored: Authored) -> None:
    authored.change("hund", "category", "mond")
    authored.write()
    assert run("catalog", "check", "--publish")[0] == 1
    assert (authored.root / "published.yaml").read_text() == "{}\n"
    authored.change("hund", "category", "leben")
    authored.write()
    status, out, _ = run("catalog", "check", "--publish")
    assert status == 0
    assert "24 neue Kennungen festgehalten." in out
    assert "0 neue Kennungen" in run("catalog", "check", "--publish")[1]


def test_build_writes_a_catalog_that_can_be_read(run: Run, authored: Authored, tmp_path: Path) -> None:
    authored.change("hund", "de.title", "Hund und Katze anmelden")
    authored.write()
    status, out, err = run("catalog", "build")
    assert (status, out, err) == (0, "8 Dienste in „catalog.db“.\n", "")
    assert "Hund und Katze anmelden" in run("show", "hund")[1]
    assert run("catalog", "build", "-o", str(tmp_path / "x" / "y.db"))[0] == 0
    assert (tmp_path / "x" / "y.db").read_bytes() == (authored.folder / "catalog.db").read_bytes()


def test_build_refuses_content_with_mistakes_and_keeps_the_old_catalog(run: Run, authored: Authored) -> None:
    before = (authored.folder / "catalog.db").read_bytes()
    authored.change("hund", "category", "mond")
    authored.write()
    status, out, err = run("catalog", "build")
    assert (status, out) == (1, "")
    assert "services/hund.yaml:2:" in err
    assert "der Katalog wurde nicht gebaut" in err
    assert (authored.folder / "catalog.db").read_bytes() == before


def test_build_into_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    status, _, err = run("catalog", "build", "-o", str(tmp_path / "datei" / "catalog.db"))
    assert status == 3
    assert one_sentence(err)


def test_an_installed_program_has_no_sources_to_build_from(run: Run, authored: Authored) -> None:
    authored.root.rename(authored.folder / "elsewhere")
    for job in ("check", "build"):
        status, _, err = run("catalog", job)
        assert status == 3
        assert one_sentence(err)


def test_a_missing_catalog_is_a_known_problem(run: Run, authored: Authored) -> None:
    (authored.folder / "catalog.db").unlink()
    for words in (("search", "perso"), ("show", "perso"), ("list",), ("catalog", "info")):
        status, out, err = run(*words)
        assert (status, out) == (3, ""), words
        assert one_sentence(err)


def test_a_damaged_catalog_is_a_known_problem(run: Run, authored: Authored) -> None:
    (authored.folder / "catalog.db").write_bytes(b"kaputt" * 1000)
    status, _, err = run("search", "perso")
    assert status == 3
    assert one_sentence(err)


# --- wrong use, help, window ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["gibtsnicht"], ["catalog"], ["show"], ["search", "--limit", "viele", "x"], ["--farbe"]]
)
def test_wrong_use_is_said_with_the_way_to_help(run: Run, words: list[str]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("Diesen Aufruf verstehe ich nicht")
    assert "--help" in err


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"BürgerApp {__version__}\n", "")
    status, out, _ = run("--help")
    assert status == 0
    for verb in ("search", "show", "list", "catalog"):
        assert verb in out


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Settings, str]]:
    """Catch what would open the window."""
    opened: list[tuple[Settings, str]] = []

    def start(_paths: object, settings: Settings, service: str = "", profile: str = "") -> int:
        opened.append((settings, service))
        return 0

    monkeypatch.setattr(app, "start_window", start)
    return opened


def test_without_a_display_the_window_refuses_in_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, window: list[tuple[Settings, str]]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    status, out, err = run()
    assert (status, out, window) == (3, "", [])
    assert one_sentence(err)
    assert "buergerapp search" in err


@pytest.mark.parametrize(("name", "value"), [("DISPLAY", ":0"), ("WAYLAND_DISPLAY", "wayland-0")])
def test_with_a_display_the_window_opens(
    run: Run, monkeypatch: pytest.MonkeyPatch, window: list[tuple[Settings, str]], name: str, value: str
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv(name, value)
    assert run("--service", "perso", "--scale", "200", "--theme", "dark")[0] == 0
    [(settings, service)] = window
    assert service == "perso"
    assert settings.get(TEXT_SCALE) == 200
    assert settings.get(THEME) == "dark"


@pytest.mark.parametrize(
    "words",
    [["--scale", "1000"], ["--scale", "groß"], ["--theme", "rosa"], ["--config", "gibt-es-nicht.toml"]],
)
def test_options_that_do_not_fit_are_known_problems(
    run: Run, window: list[tuple[Settings, str]], words: list[str]
) -> None:
    status, _, err = run(*words)
    assert status == 3
    assert one_sentence(err)
    assert window == []


def test_stopping_with_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "open_find", stop)
    assert run("search", "perso") == (130, "", "")


# --- as a process of its own --------------------------------------------------------------------------------

# What `python -m buergerapp` does, with the small program folder; the last line tells what was imported.
START = """
import atexit, sys
from pathlib import Path
from buergerapp import paths
folder = Path(sys.argv.pop(1))
paths.find_resources = lambda: folder
def tell():
    print("LOADED", [n for n in sys.modules if n.startswith(("PySide6", "shiboken6"))], file=sys.stderr)
atexit.register(tell)
import runpy
runpy.run_module("buergerapp", run_name="__main__")
"""


def process(*words: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, *words],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=kept | environment,
        timeout=60,
    )


def start(folder: Path, *words: str, stdin: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Start the program on a machine without a display; fail when it loads Qt."""
    done = process("-c", START, str(folder), *words, stdin=stdin, **environment)
    *err, loaded = done.stderr.decode().splitlines()
    assert loaded == "LOADED []"
    return done.returncode, done.stdout.decode(), "\n".join(err)


def test_no_command_loads_qt(authored: Authored, data: Path) -> None:
    there = ("--data-dir", str(data))
    for status, words in (
        (0, ("search", "--json", "perso")),
        (0, ("search", "--batch", "-")),
        (0, ("show", "perso")),
        (3, ("show", "katze")),
        (0, (*there, "list")),
        (0, ("catalog", "info")),
        (0, ("catalog", "check")),
        (2, ("catalog", "gibtsnicht")),
        (3, there),
    ):
        assert start(authored.folder, *words, stdin=b"perso\n")[0] == status, words


def test_words_are_utf8_wherever_the_program_runs(authored: Authored) -> None:
    status, out, err = start(
        authored.folder,
        "show",
        "buecherei",
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
        # Not measured here: coverage cannot write below a folder with umlauts without a locale.
        COVERAGE_PROCESS_START="",
        COVERAGE_PROCESS_CONFIG="",
    )
    assert (status, err) == (0, "")
    assert out.startswith("Bücher leihen\n")


def test_a_process_without_a_display_says_it_in_one_sentence(authored: Authored, data: Path) -> None:
    status, out, err = start(authored.folder, "--data-dir", str(data))
    assert (status, out) == (3, "")
    assert one_sentence(err)
    assert not data.exists(), "what cannot start must not leave folders behind"


def test_a_reader_that_has_seen_enough_ends_it_quietly(authored: Authored) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START, str(authored.folder), "search", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        running.stdin.write(b"perso\n" * 500)
        running.stdin.close()
        err = running.stderr.read().decode()
    assert running.returncode == 0
    assert err.strip() == "LOADED []"


def test_the_module_is_the_program() -> None:
    done = process("-m", "buergerapp", "--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"BürgerApp {__version__}\n")


def test_a_bare_machine_gets_an_answer_without_reading_the_home_folder(authored: Authored) -> None:
    """Searching writes nothing anywhere."""
    home = Path(os.environ["HOME"])
    start(authored.folder, "search", "perso")
    assert [path for path in home.rglob("*") if path.is_file()] == []
