"""The rules of the house that no single part can check for itself."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "buergerapp"
RESOURCES = ROOT / "resources"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Loads every module while an audit hook refuses what an import must not do.
IMPORT_EVERYTHING = """
import importlib, os, pkgutil, sys

ACTS = {"os.mkdir", "os.remove", "os.rename", "socket.connect", "sqlite3.connect", "subprocess.Popen"}

def refuse(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ACTS:
        raise SystemExit(f"{current} does {event} {arguments} when imported")

import buergerapp
current = ""
with_qt = sys.argv[1] == "gui"
names = [module.name for module in pkgutil.walk_packages(buergerapp.__path__, "buergerapp.")]
sys.addaudithook(refuse)
for current in names:
    if current.startswith("buergerapp.gui") == with_qt and current != "buergerapp.__main__":
        importlib.import_module(current)
if with_qt:
    from PySide6.QtCore import QCoreApplication
    assert QCoreApplication.instance() is None, "an import made an application"
else:
    loaded = [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
    assert not loaded, f"Qt was loaded: {loaded}"
"""


def modules(*parts: str) -> Iterator[Path]:
    """Return the modules of one part of the package."""
    for part in parts:
        yield from (
            [PACKAGE / f"{part}.py"] if (PACKAGE / f"{part}.py").is_file() else (PACKAGE / part).rglob("*.py")
        )


def imports(module: Path) -> Iterator[str]:
    """Return the full names of everything that a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a person's shell would, apart from writing byte code."""
    # Measuring coverage writes files and opens databases, which is what some of these processes must not do.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-B", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_parts_import_only_what_they_may(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_part_but_the_window_is_kept_from_qt() -> None:
    folders = {f"buergerapp.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    parts = folders | {f"buergerapp.{path.stem}" for path in PACKAGE.glob("[a-z]*.py")}
    contracts = {contract["name"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    kept = set(contracts["Qt appears only in the window"]["source_modules"])
    assert parts - kept == {"buergerapp.app", "buergerapp.cli", "buergerapp.gui"}


@pytest.mark.parametrize(
    ("part", "allowed"),
    [("domain", {"buergerapp"}), ("errors", set()), ("paths", {"buergerapp", "platformdirs"})],
)
def test_the_ground_floor_needs_only_the_standard_library(part: str, allowed: set[str]) -> None:
    foreign = {
        f"{module.name}: {name}"
        for module in modules(part)
        for name in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names | allowed
    }
    assert not foreign


def test_only_the_catalog_update_touches_the_network() -> None:
    network = re.compile(
        r"(urllib\.request|http\.client|http\.server|socket|ssl|ftplib|.*\.QNetworkAccessManager)\b"
    )
    users = {
        module.relative_to(PACKAGE).as_posix()
        for module in PACKAGE.rglob("*.py")
        if any(network.match(name) for name in imports(module))
    }
    assert users <= {"catalog/update.py"}


@pytest.mark.parametrize("part", ["core", "gui"])
def test_importing_does_nothing(part: str) -> None:
    result = python("-c", IMPORT_EVERYTHING, part)
    assert (result.returncode, result.stderr) == (0, "")


def pinned(lock: str) -> dict[str, str]:
    """Return the packages of a lock file and their versions."""
    return dict(re.findall(r"^([\w.-]+)==([^ ;]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_pin_hashes_and_name_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r"https?://|^-|^#|file:|/home/|/tmp/|\\\\", text, re.MULTILINE)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry


def test_lock_files_hold_what_the_project_asks_for() -> None:
    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=;\[ ]", requirement)[0].lower() for requirement in requirements}

    runtime, development = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert names(PROJECT["project"]["dependencies"]) <= runtime.keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= development.keys()
    assert runtime.items() <= development.items()


def test_icons_named_in_content_exist_and_can_be_drawn(qtbot: QtBot) -> None:
    named = set(
        re.findall(
            r"^[ -]*icon: *([\w-]+)",
            "\n".join(path.read_text(encoding="utf-8") for path in (RESOURCES / "content").rglob("*.yaml")),
            re.MULTILINE,
        )
    )
    drawings = {path.stem: path for path in (RESOURCES / "icons").rglob("*.svg")}
    assert named, "no icon is named in the content"
    assert named <= drawings.keys()
    assert all(QSvgRenderer(str(path)).isValid() for path in drawings.values())


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_the_typeface_has_the_letters_of_our_languages(qtbot: QtBot, weight: QFont.Weight) -> None:
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(path)) >= 0, path
    font = QFont("Atkinson Hyperlegible Next")
    font.setWeight(weight)
    raw = QRawFont.fromFont(font)
    assert (raw.familyName(), raw.weight()) == ("Atkinson Hyperlegible Next", weight.value)
    assert not [
        letter for letter in "äöüßÄÖÜẞ€„“‚‘–…·×şğıİłżćčéèêțș" if not raw.supportsCharacter(ord(letter))
    ]


@pytest.mark.slow
def test_the_wheel_carries_the_resources(tmp_path: Path) -> None:
    result = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    carried = {
        f"buergerapp/resources/{path.relative_to(RESOURCES).as_posix()}" for path in RESOURCES.rglob("*.svg")
    }
    assert carried < names
    assert "buergerapp/resources/catalog.db" in names
