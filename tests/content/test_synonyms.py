"""Authors group words; mistakes are named with their line."""

from pathlib import Path

from buergerapp.content.synonyms import read_synonyms

ROOT = Path(__file__).parents[2]


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "synonyms.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_reads_every_section(tmp_path: Path) -> None:
    pairs, complaints = read_synonyms(
        write(
            tmp_path,
            """
gleich:
  - [Perso, Personalausweis]
heisst:
  passport: Reisepass
meint:
  Wisch: [Formular]
leer: wo, wie
schwach:
  Anliegen: [Antrag]
vorhaben: mieten
fremd:
  Spiel: Lotto
""",
        )
    )
    assert complaints == []
    assert set(pairs) == {
        ("Perso", "Personalausweis"),
        ("Personalausweis", "Perso"),
        ("passport", "Reisepass"),
        ("Wisch", "~Formular"),
        ("wo", "#leer"),
        ("wie", "#leer"),
        ("Antrag", "#schwach"),
        ("mieten", "#vorhaben"),
        ("Lotto", "#fremd"),
    }


def test_names_the_line_of_a_mistake(tmp_path: Path) -> None:
    _, complaints = read_synonyms(
        write(tmp_path, "gleich:\n  - [a, b]\n  - [b, c]\n  - [allein]\nunbekannt: x\nmeint: [x]\n")
    )
    assert [str(complaint) for complaint in complaints] == [
        "synonyms.yaml:3: „b“ steht schon in einer anderen Gruppe",
        "synonyms.yaml:4: eine Gruppe hat mindestens zwei Wörter",
        "synonyms.yaml:5: unbekannter Abschnitt „unbekannt“",
        "synonyms.yaml:6: hier steht je Zeile ein Wort mit einer Liste",
    ]


def test_a_missing_or_odd_file_is_a_complaint(tmp_path: Path) -> None:
    assert len(read_synonyms(tmp_path / "none.yaml")[1]) == 1
    assert len(read_synonyms(write(tmp_path, "- a"))[1]) == 1
    assert len(read_synonyms(write(tmp_path, "gleich: {a: b}"))[1]) == 1
    assert len(read_synonyms(write(tmp_path, "leer: 3"))[1]) == 1
    assert len(read_synonyms(write(tmp_path, "leer: [x, x, '?']"))[1]) == 2


def test_our_own_file_is_clean() -> None:
    pairs, complaints = read_synonyms(ROOT / "resources" / "content" / "synonyms.yaml")
    assert complaints == []
    assert len({word for word, _ in pairs}) > 1000
