"""The log helps to find bugs and tells nothing about the person."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from buergerapp import logs


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    yield
    logs.stop()


def test_lines_reach_the_file(tmp_path: Path) -> None:
    file = logs.start(tmp_path)
    logging.getLogger("buergerapp.catalog").info("catalog 7 opened")
    logging.getLogger("buergerapp.catalog").debug("too much")
    assert file is not None
    assert "INFO buergerapp.catalog: catalog 7 opened" in file.read_text(encoding="utf-8")
    assert "too much" not in file.read_text(encoding="utf-8")


def test_names_and_the_home_folder_stay_out_even_of_tracebacks(tmp_path: Path) -> None:
    file = logs.start(tmp_path)
    logs.hide("Erika Mustermann", "Erika", "")
    try:
        raise ValueError(f"cannot open {Path.home()}/Bilder for erika")
    except ValueError:
        logging.getLogger("buergerapp").exception("Trouble with Erika Mustermann and Erikas Liste")
    assert file is not None
    text = file.read_text(encoding="utf-8")
    assert "cannot open ~/Bilder for …" in text
    assert "Trouble with … and Erikas Liste" in text


def test_the_log_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MAX_BYTES", 2000)
    logs.start(tmp_path)
    for number in range(200):
        logging.getLogger("buergerapp").info("line %d of a long run", number)
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert sum(file.stat().st_size for file in files) < 10_000


def test_a_log_that_cannot_be_written_does_not_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert logs.start(tmp_path / "missing") is None
    logging.getLogger("buergerapp").warning("still here")
    assert "still here" in capsys.readouterr().err


def test_starting_again_moves_the_log(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    first, second = logs.start(tmp_path), logs.start(tmp_path / "two")
    logging.getLogger("buergerapp").info("hello")
    assert first is not None
    assert second is not None
    assert "hello" not in first.read_text(encoding="utf-8")
    assert "hello" in second.read_text(encoding="utf-8")
