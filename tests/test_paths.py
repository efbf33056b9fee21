"""Folders: made only when asked, kept apart by --data-dir, explained when they cannot be used."""

import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from buergerapp import paths
from buergerapp.errors import KnownProblem
from buergerapp.paths import Paths, find_resources, folder_problem


def test_everything_lies_below_the_data_dir_and_nothing_is_made(tmp_path: Path) -> None:
    found = Paths.below(tmp_path / "stick")
    for folder in (found.data, found.log, found.cache, found.site, found.tracker, found.backups):
        assert folder.is_relative_to(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_ensure_makes_the_folders_for_this_user_only(tmp_path: Path) -> None:
    found = Paths.below(tmp_path / "stick")
    found.ensure()
    found.ensure()
    assert found.data.is_dir()
    assert found.log.is_dir()
    assert not found.site.exists()
    if sys.platform != "win32":
        assert found.data.stat().st_mode & 0o077 == 0


def test_the_standard_folders_belong_to_the_program() -> None:
    found = Paths.standard()
    assert all("buergerapp" in str(folder) for folder in (found.data, found.log, found.cache, found.site))


def test_a_site_folder_may_be_shared(tmp_path: Path) -> None:
    assert Paths.below(tmp_path, site=Path("/etc/xdg/buergerapp")).site == Path("/etc/xdg/buergerapp")


def test_a_file_in_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("")
    with pytest.raises(KnownProblem, match="schon eine Datei"):
        Paths.below(tmp_path / "stick").ensure()
    with pytest.raises(KnownProblem, match="schon eine Datei"):
        Paths.below(tmp_path / "stick" / "inside").ensure()


def test_a_folder_that_may_not_be_written_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(KnownProblem, match="fehlt das Recht"):
        Paths.below(tmp_path).ensure()


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="only these systems say so")
def test_a_disk_that_is_read_only_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags = SimpleNamespace(f_flag=os.ST_RDONLY)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("os.statvfs", lambda _: flags)
    with pytest.raises(KnownProblem, match="auf den nicht geschrieben"):
        Paths.below(tmp_path).ensure()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "kein Speicherplatz"),
        (errno.EROFS, "Datenträger, auf den nicht geschrieben"),
        (errno.EACCES, "Recht"),
        (errno.EIO, "kann nicht benutzt werden"),
    ],
)
def test_each_trouble_has_its_own_words_and_advice(number: int, words: str, tmp_path: Path) -> None:
    problem = folder_problem(OSError(number, "x"), tmp_path)
    assert words in problem.happened
    assert problem.advice


def test_resources_are_found_in_the_source_tree() -> None:
    assert find_resources() == Path(paths.__file__).resolve().parent.parent / "resources"


def test_resources_are_found_in_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "buergerapp" / "resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert find_resources() == tmp_path / "buergerapp" / "resources"
    (tmp_path / "resources").mkdir()
    assert find_resources() == tmp_path / "resources"


def test_resources_are_found_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "buergerapp"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert find_resources() == package / "resources"


def test_missing_resources_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "buergerapp" / "paths.py"))
    with pytest.raises(KnownProblem, match="fehlen"):
        find_resources()
