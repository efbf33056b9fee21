"""Authors get told the line, whatever they broke."""

from pathlib import Path

import pytest

from buergerapp.content.yamlfile import Complaint, YamlFile, read_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guide.yaml"


def read(file: Path, text: str) -> YamlFile:
    file.write_text(text, encoding="utf-8")
    return read_yaml(file, "guide.yaml")


def test_every_value_knows_its_line(file: Path) -> None:
    document = read(file, "# Kopf\nid: perso\nsteps:\n- id: a\n- id: b\n  kind: online\n")
    assert document.data == {"id": "perso", "steps": [{"id": "a"}, {"id": "b", "kind": "online"}]}
    assert document.line(["id"]) == 2
    assert document.line(["steps", 1, "kind"]) == 6


def test_a_value_that_is_missing_has_the_line_of_what_lacks_it(file: Path) -> None:
    document = read(file, "a: 1\nsteps:\n- id: a\n- id: b\n")
    assert document.line(["steps", 1, "kind"]) == 4
    assert document.line(["nothing", "of", "it"]) == 1


def test_a_complaint_reads_like_a_compilers() -> None:
    assert str(Complaint("services/perso.yaml", 7, "fehlt")) == "services/perso.yaml:7: fehlt"


def test_a_key_that_stands_twice_is_told_and_not_lost_silently(file: Path) -> None:
    document = read(file, "id: a\ntitle: x\nid: b\n")
    assert [str(c) for c in document.complaints] == ["guide.yaml:3: „id“ steht hier doppelt"]


def test_a_nested_key_that_stands_twice_is_told(file: Path) -> None:
    document = read(file, "de:\n  who: a\n  who: b\n")
    assert [(c.line, c.message) for c in document.complaints] == [(3, "„who“ steht hier doppelt")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("id: perso\ntitle: [a, b\nx: y\n", 3), ("a: 'offen\n", 2), ("\tid: perso\n", 1), ("a: b: c\n", 1)],
)
def test_broken_yaml_gives_one_complaint_near_the_line(file: Path, text: str, line: int) -> None:
    document = read(file, text)
    assert document.data is None
    [complaint] = document.complaints
    assert complaint.message.startswith("kein gültiges YAML: ")
    assert complaint.line == line


def test_a_file_that_is_missing_or_not_utf8_gives_one_complaint(file: Path) -> None:
    missing = read_yaml(file, "guide.yaml")
    file.write_bytes("title: Straße".encode("latin-1"))
    latin = read_yaml(file, "guide.yaml")
    for document in (missing, latin):
        assert document.data is None
        [complaint] = document.complaints
        assert complaint.message.startswith("Datei nicht lesbar")


def test_an_empty_file_is_no_data_and_no_error(file: Path) -> None:
    document = read(file, "# noch leer\n")
    assert document.data is None
    assert not document.complaints


def test_dates_stay_words_and_numbers_stay_numbers(file: Path) -> None:
    document = read(file, "seen: 2026-02-07\nyear: '2026'\nmin: 27.6\nfree: true\nnone: null\n")
    assert document.data == {"seen": "2026-02-07", "year": "2026", "min": 27.6, "free": True, "none": None}


def test_python_objects_are_never_made(file: Path) -> None:
    """A guide from outside must not run code on the editor's computer."""
    proof = file.with_name("ran")
    document = read(
        file, f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{proof}]]\n"
    )
    assert not proof.exists()
    assert document.data == {"a": [[str(proof)]]}


@pytest.mark.parametrize("text", ["id: perso\nwho: !gibtsnicht x\n", "id: perso\nmin: !!int viel\n"])
def test_a_value_that_cannot_be_made_is_told_with_its_line(file: Path, text: str) -> None:
    [complaint] = read(file, text).complaints
    assert complaint.line == 2
    assert complaint.message.startswith("kein gültiges YAML: ")


def test_a_document_that_holds_itself_is_told(file: Path) -> None:
    [complaint] = read(file, "a: &a\n- *a\n").complaints
    assert complaint.message.startswith("kein gültiges YAML: ")
