"""Each rule that keeps mistakes in guides away from people, with the line that breaks it."""

import datetime
from pathlib import Path

import pytest
import yaml

from buergerapp.content.check import MIN_PHRASINGS, check, publish, readability
from buergerapp.content.read import read_library
from tests.authored import RESOURCES, Authored, Change, guide, real_library

LONG = "Dieser Satz hat " + "sehr " * 25 + "viele Wörter."
HARD = (
    "Verwaltungsverfahrensrechtliche Mitwirkungsobliegenheiten beeinträchtigen "
    "Bewilligungsvoraussetzungen grundsätzlich beträchtlich."
)


def test_the_small_library_is_clean(authored: Authored) -> None:
    assert authored.complaints() == []


def test_the_authored_content_is_clean() -> None:
    """What ships keeps every rule; run `buergerapp catalog check` to see the same list."""
    # Read afresh: checking writes its complaints into the library.
    assert [str(c) for c in check(read_library(RESOURCES / "content"), RESOURCES / "icons")] == []


def test_the_authored_content_is_large_enough() -> None:
    library = real_library()
    assert len(library.services) >= 60
    assert set(library.areas) == {c.area for c in library.categories.values()}


RULES: list[tuple[str, Change, str, str, str]] = [
    # name, change, file, what the line says, message
    (
        "edition is a day",
        lambda a: a.change("catalog.yaml", "edition", "November"),
        "catalog.yaml",
        "edition",
        "„edition“ ist kein Tag",
    ),
    (
        "unknown area",
        lambda a: a.change("categories.yaml", "0.area", "mond"),
        "categories.yaml",
        "area: mond",
        "unbekannter Bereich „mond“",
    ),
    (
        "missing icon",
        lambda a: a.change("categories.yaml", "0.icon", "gibt-es-nicht"),
        "categories.yaml",
        "icon: gibt-es-nicht",
        "das Bild „gibt-es-nicht.svg“ fehlt",
    ),
    (
        "missing icon of a life event",
        lambda a: a.change("life_events.yaml", "1.icon", "gibt-es-nicht"),
        "life_events.yaml",
        "icon: gibt-es-nicht",
        "das Bild „gibt-es-nicht.svg“ fehlt",
    ),
    (
        "unknown service in a life event",
        lambda a: a.change("life_events.yaml", "1.services.jetzt", ["katze", "hund"]),
        "life_events.yaml",
        "- katze",
        "den Dienst „katze“ gibt es nicht",
    ),
    (
        "twice in a life event",
        lambda a: a.change("life_events.yaml", "0.services.jetzt", ["termin"]),
        "life_events.yaml",
        "- termin",
        "„termin“ steht zweimal in „umzug“",
    ),
    (
        "in no life event",
        lambda a: a.guides.update(katze=guide("katze")),
        "services/katze.yaml",
        "id: katze",
        "steht in keiner Lebenslage",
    ),
    (
        "former id is taken by a service",
        lambda a: a.change("perso", "former_ids", ["hund"]),
        "services/perso.yaml",
        "former_ids",
        "die frühere Kennung „hund“ ist schon vergeben",
    ),
    (
        "former id is taken by another former id",
        lambda a: a.change("rente", "former_ids", ["ausweis-alt"]),
        "services/rente.yaml",
        "former_ids",
        "die frühere Kennung „ausweis-alt“ ist schon vergeben",
    ),
    (
        "step id twice",
        lambda a: a.change("perso", "steps.2.former_ids", ["vorbereiten"]),
        "services/perso.yaml",
        "steps:",
        "die Schrittkennung „vorbereiten“ gibt es doppelt",
    ),
    (
        "a published service vanished",
        lambda a: a.change("published.yaml", "verschwunden", ["eins"]),
        "published.yaml",
        "verschwunden",
        "der Dienst „verschwunden“ ist verschwunden",
    ),
    (
        "a published step vanished",
        lambda a: a.change("published.yaml", "perso", ["vorbereiten", "gibt-es-nicht-mehr"]),
        "published.yaml",
        "perso",
        "der Schritt „gibt-es-nicht-mehr“ von „perso“ ist verschwunden",
    ),
    (
        "unknown category",
        lambda a: a.change("perso", "category", "mond"),
        "services/perso.yaml",
        "category: mond",
        "die Kategorie „mond“ gibt es nicht",
    ),
    (
        "unknown need",
        lambda a: a.change("perso", "needs.1", "rakete"),
        "services/perso.yaml",
        "- rakete",
        "die Voraussetzung „rakete“ gibt es nicht",
    ),
    (
        "a need twice",
        lambda a: a.change("perso", "needs.1", "termin"),
        "services/perso.yaml",
        "needs:",
        "„needs“ nennt etwas doppelt",
    ),
    (
        "unknown document",
        lambda a: a.change("perso", "documents.0", "zettel"),
        "services/perso.yaml",
        "documents:",
        "die Unterlage „zettel“ gibt es nicht",
    ),
    (
        "unknown place",
        lambda a: a.change("perso", "visit", "mond"),
        "services/perso.yaml",
        "visit: mond",
        "den Ort „mond“ gibt es nicht",
    ),
    (
        "unknown requirement",
        lambda a: a.change("perso", "requires.0.service", "katze"),
        "services/perso.yaml",
        "service: katze",
        "den Dienst „katze“ gibt es nicht",
    ),
    (
        "unknown related service",
        lambda a: a.change("perso", "related.0", "katze"),
        "services/perso.yaml",
        "- katze",
        "den Dienst „katze“ gibt es nicht",
    ),
    (
        "related to itself",
        lambda a: a.change("perso", "related.0", "perso"),
        "services/perso.yaml",
        "- perso",
        "ein Dienst kann nicht auf sich selbst verweisen",
    ),
    (
        "least fee above the highest",
        lambda a: a.change("perso", "fee.min", 50),
        "services/perso.yaml",
        "fee:",
        "der kleinste Betrag ist größer als der größte",
    ),
    (
        "no source with an address",
        lambda a: a.change("perso", "sources.0.url", None),
        "services/perso.yaml",
        "sources:",
        "keine Quelle hat eine Adresse",
    ),
    (
        "a day that does not exist",
        lambda a: a.change("perso", "valid_until", "2026-02-30"),
        "services/perso.yaml",
        "valid_until",
        "kein gültiger Tag",
    ),
    (
        "a step without text",
        lambda a: a.drop("hund", "de.steps.warten"),
        "services/hund.yaml",
        "steps:",
        "die Texte der Schritte passen nicht zu den Schritten",
    ),
    (
        "steps in another order",
        lambda a: a.change("hund", "de.steps", dict(reversed(a.guides["hund"]["de"]["steps"].items()))),
        "services/hund.yaml",
        "steps:",
        "die Texte der Schritte passen nicht zu den Schritten",
    ),
    (
        "a note for a document that is not needed",
        lambda a: a.change("perso", "de.documents.zettel", "klein"),
        "services/perso.yaml",
        "zettel: klein",
        "„zettel“ wird nicht gebraucht",
    ),
    (
        "a requirement without a reason",
        lambda a: a.drop("perso", "de.requires.email"),
        "services/perso.yaml",
        "requires:",
        "für jeden Dienst in „requires“ einen Grund nennen",
    ),
    (
        "a place without a reason to go there",
        lambda a: a.drop("perso", "de.visit"),
        "services/perso.yaml",
        "de:",
        "„visit“ braucht Ort und Grund",
    ),
    (
        "a reason to go without a place",
        lambda a: a.drop("perso", "visit"),
        "services/perso.yaml",
        "visit: Dort",
        "„visit“ braucht Ort und Grund",
    ),
    (
        "a step is missing in Einfache Sprache",
        lambda a: a.drop("perso", "de-simple.steps.warten"),
        "services/perso.yaml",
        "steps:",
        "die Schritte in Einfacher Sprache passen nicht",
    ),
    (
        "unknown block",
        lambda a: a.change("hund", "de.steps.warten.use", ["mond"]),
        "services/hund.yaml",
        "use:",
        "den Baustein „mond“ gibt es nicht",
    ),
    *(
        (
            f"a step without {key}",
            lambda a, key=key: a.drop("hund", f"de.steps.warten.{key}"),
            "services/hund.yaml",
            "warten:",
            f"der Schritt hat kein „{key}“",
        )
        for key in ("title", "text", "check", "trouble")
    ),
    (
        "a long step title",
        lambda a: a.change("hund", "de.steps.warten.title", "Post " * 13),
        "services/hund.yaml",
        "title: ",
        "der Titel des Schritts ist länger als 60 Zeichen",
    ),
    (
        "few phrasings",
        lambda a: a.change("hund", "de.everyday", a.guides["hund"]["de"]["everyday"][:24]),
        "services/hund.yaml",
        "everyday:",
        f"24 Formulierungen, nötig sind {MIN_PHRASINGS}",
    ),
    (
        "a phrasing twice",
        lambda a: a.change("hund", "de.everyday.1", "HUND bitte 0"),
        "services/hund.yaml",
        "everyday:",
        "die Formulierung „hund bitte 0“ steht doppelt da",
    ),
    (
        "a long summary",
        lambda a: a.change("hund", "de.summary", "Eins ist da. Zwei ist da. Drei ist da."),
        "services/hund.yaml",
        "summary:",
        "die Zusammenfassung hat mehr als zwei Sätze",
    ),
    (
        "a long sentence in a step",
        lambda a: a.change("hund", "de.steps.warten.text", LONG),
        "services/hund.yaml",
        "warten:",
        "Satz mit mehr als 20 Wörtern: Dieser Satz hat",
    ),
    (
        "a long sentence elsewhere",
        lambda a: a.change("hund", "de.who", LONG),
        "services/hund.yaml",
        "who:",
        "Satz mit mehr als 25 Wörtern: Dieser Satz hat",
    ),
    (
        "a long sentence in a block",
        lambda a: a.change("blocks.yaml", "anmelden.text", LONG),
        "services/hund.yaml",
        "anmelden:",
        "Satz mit mehr als 20 Wörtern",
    ),
    (
        "a long sentence in Einfache Sprache",
        lambda a: a.change("perso", "de-simple.steps.warten.text", "Das ist " + "sehr " * 12 + "lang."),
        "services/perso.yaml",
        "warten:",
        "Satz mit mehr als 13 Wörtern",
    ),
    (
        "an abbreviation",
        lambda a: a.change("hund", "de.who", "Alle, z. B. Kinder."),
        "services/hund.yaml",
        "who:",
        "„z. B.“ vermeiden",
    ),
    (
        "shouting",
        lambda a: a.change("hund", "de.steps.warten.check", "Der Brief ist da!"),
        "services/hund.yaml",
        "warten:",
        "„!“ vermeiden",
    ),
    (
        "hard to read",
        lambda a: a.change("hund", "de.pitfalls", [HARD] * 12),
        "services/hund.yaml",
        "de:",
        "zu schwer zu lesen: Wiener Sachtextformel",
    ),
    (
        "too hard on average",
        lambda a: [guide["de"].update(pitfalls=[HARD] * 12) for guide in a.guides.values()],
        "catalog.yaml",
        "edition",
        "zu schwer zu lesen: Wiener Sachtextformel im Mittel",
    ),
    *(
        (
            f"officialese in {path}",
            lambda a, path=path, value=value: a.change("perso", path, value),
            "services/perso.yaml",
            line,
            "„entrichten“ vermeiden; besser: bezahlen",
        )
        for path, value, line in (
            ("de.title", "Gebühr entrichten", "title:"),
            ("de.summary", "So entrichten Sie die Gebühr.", "summary:"),
            ("de.pitfalls", ["Entrichten Sie die Gebühr."], "pitfalls:"),
            ("de.unconfirmed", ["ob Sie die Gebühr entrichten"], "unconfirmed:"),
            ("de.documents", {"foto": "erst die Gebühr entrichten"}, "foto:"),
            ("de.requires.email", "Damit Sie alles entrichten", "email:"),
            ("de.steps.warten.title", "Gebühr entrichten", "warten:"),
            ("de.steps.warten.trouble", "Sie entrichten nichts.", "warten:"),
            ("de-simple.summary", "Sie entrichten die Gebühr.", "summary:"),
            ("de-simple.steps.warten.text", "Sie entrichten die Gebühr.", "warten:"),
        )
    ),
    (
        "officialese in a block",
        lambda a: a.change("blocks.yaml", "anmelden.text", "Entrichten Sie die Gebühr."),
        "services/hund.yaml",
        "anmelden:",
        "„entrichten“ vermeiden; besser: bezahlen",
    ),
    *(
        (
            f"officialese in {file}",
            lambda a, file=file, path=path: a.change(file, path, "Gebühr entrichten"),
            file,
            "Gebühr entrichten",
            "„entrichten“ vermeiden; besser: bezahlen",
        )
        for file, path in (
            ("areas.yaml", "0.title"),
            ("categories.yaml", "1.description"),
            ("life_events.yaml", "0.short"),
            ("needs.yaml", "1.description"),
            ("documents.yaml", "0.where"),
            ("places.yaml", "0.note"),
            ("glossary.yaml", "0.explanation"),
        )
    ),
    (
        "long sentence in a shared list",
        lambda a: a.change("needs.yaml", "1.description", LONG),
        "needs.yaml",
        "description: " + LONG[:20],
        "Satz mit mehr als 25 Wörtern",
    ),
    (
        "officialese listed twice",
        lambda a: a.files["officialese.yaml"].append({"word": "Lichtbild", "instead": "Bild"}),
        "officialese.yaml",
        "Lichtbild",
        "das Wort „Lichtbild“ gibt es schon",
    ),
    (
        "officialese without a replacement",
        lambda a: a.files["officialese.yaml"].append({"word": "mittels"}),
        "officialese.yaml",
        "mittels",
        "instead: fehlt",
    ),
    (
        "a place of the Grundausstattung is taken twice",
        lambda a: a.change("hund", "starter_order", 1),
        "catalog.yaml",
        "edition",
        "Grundausstattung: die Plätze 1 bis 8",
    ),
]


@pytest.mark.parametrize(
    ("change", "file", "line", "message"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES]
)
def test_a_broken_rule_is_told_with_file_and_line(
    authored: Authored, change: Change, file: str, line: str, message: str
) -> None:
    change(authored)
    complaints = authored.complaints()
    found = [c for c in complaints if message in c.message]
    assert found, f"not told; told was {[str(c) for c in complaints]}"
    assert any(c.file == file and line in authored.line_text(c) for c in found), [
        (str(c), authored.line_text(c)) for c in found
    ]


def test_a_circle_of_requirements_is_told_with_its_way(authored: Authored) -> None:
    authored.change("termin", "requires", [{"service": "perso", "strength": "hilft"}])
    authored.change("termin", "de.requires", {"perso": "Weil es so ist"})
    [complaint] = authored.complaints()
    assert "„requires“ führt im Kreis: " in complaint.message
    assert {"perso", "termin"} <= set(complaint.message.split(": ")[1].split(" → "))
    assert authored.line_text(complaint) == "requires:"


def test_a_requirement_that_does_not_exist_is_told_and_no_circle(authored: Authored) -> None:
    authored.change("hund", "requires", [{"service": "katze", "strength": "muss"}])
    authored.change("hund", "de.requires", {"katze": "Sie war zuerst da"})
    assert [c.message for c in authored.complaints()] == ["den Dienst „katze“ gibt es nicht"]


def test_one_mistake_is_told_once_and_sorted_by_place(authored: Authored) -> None:
    authored.change("hund", "category", "mond")
    authored.change("bundid", "category", "mond")
    assert [c.file for c in authored.complaints()] == ["services/bundid.yaml", "services/hund.yaml"]


# --- promises -----------------------------------------------------------------------------------


def test_a_renamed_service_keeps_the_promise_through_its_former_id(authored: Authored) -> None:
    authored.change("published.yaml", "ausweis-alt", ["vorbereiten", "ein-alter-schritt"])
    assert authored.complaints() == []


def test_a_renamed_step_keeps_the_promise_through_its_former_id(authored: Authored) -> None:
    authored.change("published.yaml", "perso", ["vorbereiten", "einloggen", "warten"])
    assert authored.complaints() == []


def test_without_the_former_id_the_promise_is_broken(authored: Authored) -> None:
    authored.change("published.yaml", "ausweis-alt", [])
    authored.drop("perso", "former_ids")
    assert [c.file for c in authored.complaints()] == ["published.yaml"]


def test_publishing_promises_every_id_once(authored: Authored) -> None:
    authored.change("published.yaml", "perso", ["vorbereiten"])
    assert publish(authored.read()) == 8 * 3 - 1
    written = yaml.safe_load((authored.root / "published.yaml").read_text(encoding="utf-8"))
    assert written["perso"] == ["vorbereiten", "anmelden", "warten"]
    assert list(written) == sorted(written)
    assert publish(read_library(authored.root)) == 0


def test_publishing_never_takes_a_promise_back(authored: Authored) -> None:
    authored.change("published.yaml", "ausweis-alt", ["uralt"])
    publish(authored.read())
    again = read_library(authored.root)
    assert again.published["ausweis-alt"] == ["uralt"]
    del authored.guides["perso"]
    (authored.root / "services" / "perso.yaml").unlink()
    authored.files["published.yaml"] = again.published
    assert any("„perso“ ist verschwunden" in c.message for c in authored.complaints())


def test_the_published_file_is_the_same_whatever_was_published_first(authored: Authored) -> None:
    publish(authored.read())
    first = (authored.root / "published.yaml").read_bytes()
    publish(read_library(authored.root))
    assert (authored.root / "published.yaml").read_bytes() == first


# --- figures ---------------------------------------------------------------------------------------


def test_readability_rises_with_hard_words(authored: Authored) -> None:
    library = authored.read()
    easy = readability(library, library.services["hund"])
    authored.change("hund", "de.pitfalls", [HARD])
    library = authored.read()
    assert easy < readability(library, library.services["hund"])


def test_the_edition_is_a_day_and_not_in_the_far_future() -> None:
    day = datetime.date.fromisoformat(real_library().edition)
    assert day < datetime.date(2100, 1, 1)


def test_a_folder_without_icons_is_told_for_each_of_them(authored: Authored, tmp_path: Path) -> None:
    told = check(authored.read(), tmp_path / "nowhere")
    assert [c.file for c in told] == ["categories.yaml"] * 2 + ["life_events.yaml"] * 2
