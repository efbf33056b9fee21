"""What two guides say in nearly the same words is told; what only looks alike is not."""

import pytest

from buergerapp.content.repetition import MIN_LENGTH
from tests.authored import Authored

SAID = "Schauen Sie morgens noch einmal oder rufen Sie im Rathaus an."


def repeated(authored: Authored) -> list[tuple[str, str]]:
    """Return (file, line it points at) of every complaint about a repetition."""
    return [
        (c.file, authored.line_text(c).strip())
        for c in authored.complaints()
        if "steht fast gleich in" in c.message
    ]


@pytest.mark.parametrize("part", ["text", "trouble", "warning"])
def test_the_same_sentence_in_two_guides_is_told_at_the_later_one(authored: Authored, part: str) -> None:
    authored.change("bundid", "de.steps.warten.trouble", f"Zu voll? {SAID}")
    authored.change("hund", f"de.steps.vorbereiten.{part}", SAID)
    assert repeated(authored) == [("services/hund.yaml", f"{part}: {SAID}")]
    [complaint] = authored.complaints()
    assert complaint.message.startswith("steht fast gleich in services/bundid.yaml:")
    assert complaint.message.endswith(f"besser ein Baustein: {SAID}")


def test_a_pitfall_that_repeats_another_guide_is_told(authored: Authored) -> None:
    authored.change("bundid", "de.steps.warten.trouble", SAID)
    authored.change("hund", "de.pitfalls", ["Kurz.", SAID])
    assert repeated(authored) == [("services/hund.yaml", f"- {SAID}")]


def test_a_guide_that_says_what_a_block_says_is_told(authored: Authored) -> None:
    authored.files["blocks.yaml"]["anmelden"]["trouble"] = SAID
    authored.change("hund", "de.steps.warten.trouble", SAID)
    assert repeated(authored) == [("services/hund.yaml", f"trouble: {SAID}")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SAID, "Schauen Sie morgens noch einmal nach oder rufen Sie im Rathaus an."),
        (
            "Nehmen Sie ein Passwort, das Sie sonst nirgends nutzen.",
            "Nehmen Sie dazu ein Passwort, das Sie sonst nirgendwo nutzen.",
        ),
        (
            "Senden Sie den Antrag ab und speichern Sie die Bestätigung.",
            "Senden Sie den Antrag ab und sichern Sie die Bestätigung.",
        ),
    ],
)
def test_nearly_the_same_words_are_told(authored: Authored, one: str, other: str) -> None:
    authored.change("bundid", "de.steps.warten.text", one)
    authored.change("hund", "de.steps.warten.text", other)
    assert repeated(authored) == [("services/hund.yaml", f"text: {other}")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Rufen Sie die 115 an und fragen Sie nach dem Standesamt.",
            "Rufen Sie die 115 an und fragen Sie nach dem Katasteramt.",
            id="another office",
        ),
        pytest.param(
            "Suchen Sie dort auf der Seite oben nach „Urkunden“ und „Ehe“.",
            "Suchen Sie dort auf der Seite oben nach „Urkunden“ und „Hof“.",
            id="another name",
        ),
        pytest.param(
            "Tippen Sie oben im Browser die Adresse www.bochum.de/a ein.",
            "Tippen Sie oben im Browser die Adresse www.bochum.de/b ein.",
            id="another address",
        ),
        pytest.param(
            "Für das neue Dokument zahlen Sie im Bürgerbüro heute 46 Euro.",
            "Für das neue Dokument zahlen Sie im Bürgerbüro heute 47 Euro.",
            id="another number",
        ),
        pytest.param("Sie finden die Seite nicht?", "Sie finden die Seite nicht?", id="stock phrase"),
    ],
)
def test_honest_differences_are_not_told(authored: Authored, one: str, other: str) -> None:
    assert one == other or len(one) >= MIN_LENGTH, "the pair would not be compared at all"
    authored.change("bundid", "de.steps.warten.text", one)
    authored.change("hund", "de.steps.warten.text", other)
    assert repeated(authored) == []


def test_what_one_sees_may_be_the_same(authored: Authored) -> None:
    for service in ("bundid", "hund"):
        authored.change(service, "de.steps.warten.check", SAID)
    assert repeated(authored) == []


def test_the_steps_of_a_guide_may_repeat_each_other(authored: Authored) -> None:
    authored.change("hund", "de.steps.warten.text", SAID)
    authored.change("hund", "de.steps.vorbereiten.text", SAID)
    assert repeated(authored) == []


def test_a_pitfall_that_repeats_a_step_of_its_own_guide_is_told(authored: Authored) -> None:
    authored.change("hund", "de.steps.warten.warning", SAID)
    authored.change("hund", "de.pitfalls", [f"{SAID} Das lohnt sich."])
    assert repeated(authored) == [("services/hund.yaml", f"- {SAID} Das lohnt sich.")]


def test_what_is_shared_is_not_told(authored: Authored) -> None:
    authored.files["blocks.yaml"]["morgens"] = SAID
    for service in ("bundid", "hund"):
        authored.change(service, "de.steps.warten.trouble", f"Nichts frei? <morgens> Das gilt für {service}.")
    assert authored.complaints() == []


@pytest.mark.parametrize("entry", [SAID, {"warning": SAID}])
def test_a_block_that_one_guide_alone_uses_is_told(authored: Authored, entry: object) -> None:
    authored.files["blocks.yaml"]["allein"] = entry
    authored.change("hund", "de.steps.warten.use", ["allein"] if isinstance(entry, dict) else [])
    authored.change("hund", "de.steps.warten.trouble", "Nichts?" if isinstance(entry, dict) else "<allein>")
    [complaint] = authored.complaints()
    assert complaint.message == "den Baustein „allein“ brauchen keine zwei Anleitungen"
    assert authored.line_text(complaint).startswith("allein:")


def test_a_sentence_may_be_shared_by_a_guide_and_a_block(authored: Authored) -> None:
    authored.files["blocks.yaml"] = {"morgens": SAID} | authored.files["blocks.yaml"]
    authored.files["blocks.yaml"]["anmelden"]["trouble"] = "<morgens>"
    authored.change("hund", "de.steps.warten.trouble", "<morgens>")
    assert authored.complaints() == []


def test_a_broken_guide_beside_the_others_stops_nothing(authored: Authored) -> None:
    authored.change("hund", "de.steps", ["kein", "Schritt"])
    assert repeated(authored) == []
