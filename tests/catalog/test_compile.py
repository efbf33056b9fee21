"""The catalog is made from the content, byte for byte the same each time, and replaced as a whole."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from buergerapp.catalog import search_index
from buergerapp.catalog.reader import Catalog
from buergerapp.content import compile as compiler
from buergerapp.content.compile import compile_catalog, compile_into
from buergerapp.content.read import Library
from tests.authored import Authored, real_library


@pytest.fixture
def authored(tmp_path: Path) -> Authored:
    return Authored(tmp_path)


def meta(file: Path) -> dict[str, str]:
    connection = sqlite3.connect(file)
    try:
        return dict(connection.execute("SELECT key, value FROM meta").fetchall())
    finally:
        connection.close()


def test_the_same_content_gives_the_same_bytes(authored: Authored) -> None:
    first = authored.compile().read_bytes()
    assert authored.compile().read_bytes() == first


def test_the_order_of_the_files_does_not_matter(authored: Authored, tmp_path: Path) -> None:
    first = authored.compile().read_bytes()
    again = Authored(tmp_path / "again")
    again.guides = dict(reversed(again.guides.items()))
    library = again.read()
    library.services = dict(reversed(library.services.items()))
    library.synonyms.reverse()
    compile_catalog(library, tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == first


def test_another_process_gives_the_same_bytes(authored: Authored, tmp_path: Path) -> None:
    """Hashes of strings differ between processes; nothing of that may reach the file."""
    first = authored.compile().read_bytes()
    target = tmp_path / "other.db"
    code = (
        "import sys; from pathlib import Path; from buergerapp.content.read import read_library; "
        "from buergerapp.content.compile import compile_catalog; "
        "compile_catalog(read_library(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(authored.root), str(target)],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )
    assert target.read_bytes() == first


def test_another_word_gives_another_hash(authored: Authored) -> None:
    before = meta(authored.compile())
    authored.change("hund", "de.who", "Alle mit Hund.")
    after = meta(authored.compile())
    assert before["content_hash"] != after["content_hash"]
    assert before["edition"] == after["edition"] == "2026-11-20"


def test_what_readers_never_see_does_not_change_the_file(authored: Authored) -> None:
    first = authored.compile().read_bytes()
    authored.change("hund", "recheck", ["Preis"])
    authored.change("hund", "unsourced", ["Ablauf"])
    assert authored.compile().read_bytes() == first


def test_a_compiler_that_fails_leaves_the_old_catalog(
    authored: Authored, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = authored.compile()
    before = target.read_bytes()

    def fail(_connection: sqlite3.Connection) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(search_index, "build", fail)
    authored.change("hund", "de.who", "Alle mit Hund.")
    with pytest.raises(OSError, match="no space"):
        authored.compile()
    assert target.read_bytes() == before
    assert {path.name for path in target.parent.iterdir()} == {"catalog.db", "content"}


def test_two_programs_that_build_at_once_do_not_disturb_one_another(
    authored: Authored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, target = authored.read(), tmp_path / "catalog.db"
    build = compiler.compile_into

    def while_another_one_builds(library: Library, connection: sqlite3.Connection) -> None:
        monkeypatch.setattr(compiler, "compile_into", build)
        compile_catalog(library, target)
        build(library, connection)

    monkeypatch.setattr(compiler, "compile_into", while_another_one_builds)
    compile_catalog(library, target)
    assert target.read_bytes() == authored.compile().read_bytes()
    assert [file.name for file in tmp_path.glob(".catalog-*")] == []


def test_the_folder_of_the_target_is_made(authored: Authored, tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "catalog.db"
    compile_catalog(authored.read(), target)
    assert target.is_file()


def test_a_catalog_can_live_in_memory(authored: Authored) -> None:
    connection = sqlite3.connect(":memory:")
    compile_into(authored.read(), connection)
    catalog = Catalog(connection)
    assert catalog.service("hund").title == "Hund anmelden"
    catalog.close()


def test_warnings_are_never_left_out_in_simple_language(authored: Authored) -> None:
    catalog = authored.catalog()
    steps = {step.id: step for step in catalog.service("perso", "de-simple").steps}
    catalog.close()
    assert steps["anmelden"].title == "Einfach: anmelden"
    assert steps["anmelden"].warning == "Sagen Sie die PIN niemandem."


@pytest.mark.slow
def test_the_shipped_content_compiles_to_the_same_bytes_twice(tmp_path: Path) -> None:
    library = real_library()
    for name in ("one.db", "two.db"):
        compile_catalog(library, tmp_path / name)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    connection = sqlite3.connect(tmp_path / "one.db")
    # SQLite 3.40 (Debian 12) takes a column that stands before the key of a WITHOUT ROWID table for NULL.
    found = {message for (message,) in connection.execute("PRAGMA integrity_check(100000)")}
    assert {message for message in found if not message.startswith("NULL value in ")} <= {"ok"}
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
