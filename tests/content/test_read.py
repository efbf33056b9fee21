"""What authors write is read into forms; what does not fit is told with file and line."""

from collections.abc import Callable

import pytest

from buergerapp.content.read import read_library
from buergerapp.domain.service import StepKind
from tests.authored import STARTER, Authored


def told(authored: Authored) -> list[tuple[str, str, str]]:
    """Return what reading complains about: file, the line it points at, message."""
    library = authored.read()
    return [(c.file, authored.line_text(c).strip(), c.message) for c in library.complaints]


def test_a_good_folder_is_read_without_complaints(authored: Authored) -> None:
    library = authored.read()
    assert library.complaints == []
    assert library.edition == "2026-11-20"
    assert tuple(sorted(library.services)) == tuple(sorted(STARTER))
    assert library.services["perso"].steps[0].kind is StepKind.PREPARE
    assert library.synonyms == [
        ("Personalausweis", "Perso"),
        ("Perso", "Personalausweis"),
        ("bitte", "#leer"),
    ]


def test_a_step_takes_from_its_block_what_it_leaves_out(authored: Authored) -> None:
    authored.change("perso", "de.steps.anmelden", {"use": ["anmelden"], "text": "Eigene Worte."})
    library = authored.read()
    words = library.step_text(library.services["perso"].de.steps["anmelden"])
    assert words.text == "Eigene Worte."
    assert words.title == "Mit dem Konto anmelden"
    assert words.check == "Oben steht Ihr Name."


def test_the_first_block_wins_and_an_unknown_one_gives_nothing(authored: Authored) -> None:
    authored.files["blocks.yaml"]["zweiter"] = {"title": "Zweiter", "warning": "Achtung."}
    authored.change("perso", "de.steps.anmelden", {"use": ["gibt-es-nicht", "anmelden", "zweiter"]})
    library = authored.read()
    words = library.step_text(library.services["perso"].de.steps["anmelden"])
    assert (words.title, words.warning) == ("Mit dem Konto anmelden", "Achtung.")


def test_a_shared_sentence_stands_wherever_a_guide_names_it(authored: Authored) -> None:
    authored.files["blocks.yaml"] = {
        "spam": "Schauen Sie im Ordner „Spam“ nach.",
        "post-fehlt": "Keine Post da? <spam>",
    } | authored.files["blocks.yaml"]
    authored.files["blocks.yaml"]["anmelden"]["trouble"] = "<post-fehlt>"
    authored.change("perso", "de.steps.warten.trouble", "<post-fehlt> Fragen Sie nach.")
    authored.change("perso", "de.pitfalls", ["Auch hier: <spam>"])
    library = authored.read()
    assert library.complaints == []
    perso = library.services["perso"].de
    assert (
        perso.steps["warten"].trouble == "Keine Post da? Schauen Sie im Ordner „Spam“ nach. Fragen Sie nach."
    )
    assert library.step_text(perso.steps["anmelden"]).trouble.endswith("Ordner „Spam“ nach.")
    assert perso.pitfalls == ["Auch hier: Schauen Sie im Ordner „Spam“ nach."]


def test_a_shared_sentence_that_does_not_exist_is_told(authored: Authored) -> None:
    authored.change("perso", "de.pitfalls", ["<gibt-es-nicht> Danke."])
    assert told(authored) == [
        ("services/perso.yaml", "- <gibt-es-nicht> Danke.", "den Satz „gibt-es-nicht“ gibt es nicht")
    ]


def test_a_shared_sentence_uses_only_those_above_it(authored: Authored) -> None:
    authored.files["blocks.yaml"] |= {"kreis": "Im <kreis> herum.", "unten": "Unten."}
    assert told(authored) == [("blocks.yaml", "kreis: Im <kreis> herum.", "den Satz „kreis“ gibt es nicht")]


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        pytest.param(
            lambda a: a.change("perso", "farbe", "rot"),
            "farbe: rot",
            "farbe: ist hier nicht bekannt",
            id="unknown key",
        ),
        pytest.param(
            lambda a: a.change("perso", "de.steps.warten.hinweis", "x"),
            "hinweis: x",
            "de.steps.warten.hinweis: ist hier nicht bekannt",
            id="unknown key inside",
        ),
        pytest.param(lambda a: a.drop("perso", "de.summary"), "de:", "de.summary: fehlt", id="missing field"),
        pytest.param(
            lambda a: a.change("perso", "sources", []),
            "sources: []",
            "sources: hat zu wenige Einträge",
            id="no sources",
        ),
        pytest.param(
            lambda a: a.drop("perso", "sources.0.seen"),
            "- url: https://www.bochum.de",
            "sources.0.seen: fehlt",
            id="source without date",
        ),
        pytest.param(
            lambda a: a.change("perso", "steps", a.guides["perso"]["steps"][:2]),
            "steps:",
            "steps: hat zu wenige Einträge",
            id="two steps",
        ),
        pytest.param(
            lambda a: a.change("perso", "provider", ""), "provider: ''", "provider: ist leer", id="empty text"
        ),
        pytest.param(
            lambda a: a.change("perso", "provider", 115),
            "provider: 115",
            "provider: muss Text sein (in Anführungszeichen setzen?)",
            id="number for text",
        ),
        pytest.param(
            lambda a: a.change("perso", "de.title", "Wort" * 20),
            f"title: {'Wort' * 20}",
            "de.title: ist zu lang",
            id="long title",
        ),
        pytest.param(
            lambda a: a.change("perso", "steps.0.id", "Groß_und_Strich"),
            "- id: Groß_und_Strich",
            "steps.0.id: hat nicht die richtige Form",
            id="malformed id",
        ),
        pytest.param(
            lambda a: a.change("perso", "renewal_every", "10 Jahre"),
            "renewal_every: 10 Jahre",
            None,
            id="malformed duration",
        ),
        pytest.param(
            lambda a: a.change("perso", "leika_keys.0", "115"), "- '115'", None, id="malformed LeiKa key"
        ),
        pytest.param(lambda a: a.change("perso", "fee.min", -1), "min: -1", None, id="negative fee"),
        pytest.param(
            lambda a: a.change("perso", "online", "ein-bisschen"),
            "online: ein-bisschen",
            None,
            id="unknown word",
        ),
        pytest.param(
            lambda a: a.change("perso", "own_minutes", 0), "own_minutes: 0", None, id="no time at all"
        ),
    ],
)
def test_a_mistake_in_a_guide_is_told_where_it_stands(
    authored: Authored, change: Callable[[Authored], object], line: str, message: str | None
) -> None:
    change(authored)
    found = told(authored)
    assert found, "nothing was told"
    assert {file for file, _, _ in found} == {"services/perso.yaml"}
    assert line in {text for _, text, _ in found}
    if message is not None:
        assert message in {words for _, _, words in found}


@pytest.mark.parametrize(
    "url",
    [
        "http://www.bochum.de",
        "www.bochum.de",
        "https://",
        "https://bochum",
        "https://ich:geheim@www.bochum.de",
        "https://www.bochum.de:8443",
        "https://www.bochum.de/a b",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://[kaputt",
    ],
)
def test_an_address_that_nobody_should_be_sent_to_is_refused(authored: Authored, url: str) -> None:
    authored.change("perso", "url", url)
    [(file, line, message)] = told(authored)
    assert file == "services/perso.yaml"
    assert line.startswith("url:")
    assert message.startswith("url: ")


def test_links_and_sources_are_held_to_the_same_addresses(authored: Authored) -> None:
    authored.change("perso", "links.0.url", "http://www.bochum.de")
    authored.change("perso", "sources.0.url", "www.bochum.de")
    assert {message.split(":")[0] for _, _, message in told(authored)} == {"links.0.url", "sources.0.url"}


def test_a_file_has_the_name_of_its_id(authored: Authored) -> None:
    authored.change("hund", "id", "katze")
    assert ("services/hund.yaml", "id: katze", "die Datei muss „katze.yaml“ heißen") in told(authored)


def test_a_broken_guide_does_not_hide_the_others(authored: Authored) -> None:
    authored.write()
    authored.write_raw("services/zettel.yaml", "id: [offen\n")
    library = read_library(authored.root)
    assert set(library.services) == set(STARTER)
    assert {c.file for c in library.complaints} == {"services/zettel.yaml"}


def test_an_id_that_stands_twice_in_a_list_is_told(authored: Authored) -> None:
    authored.files["needs.yaml"].append(dict(authored.files["needs.yaml"][0]))
    assert told(authored) == [("needs.yaml", "- id: internet", "die Kennung „internet“ gibt es schon")]


def test_a_list_file_that_is_no_list_is_told(authored: Authored) -> None:
    authored.files["places.yaml"] = {"rathaus": {"name": "Rathaus"}}
    assert ("places.yaml", "rathaus:", "hier wird eine Liste erwartet") in told(authored)


def test_a_catalog_without_its_day_is_told(authored: Authored) -> None:
    authored.files["catalog.yaml"] = {"ausgabe": "2026"}
    [(file, _, message)] = told(authored)
    assert file == "catalog.yaml"
    assert "„edition“ fehlt" in message


def test_an_empty_folder_is_told_file_by_file(authored: Authored) -> None:
    authored.root.mkdir()
    library = read_library(authored.root)
    assert library.services == {}
    assert {c.file for c in library.complaints} >= {"areas.yaml", "categories.yaml", "life_events.yaml"}


def test_what_is_not_known_about_a_place_may_be_left_empty(authored: Authored) -> None:
    authored.change("places.yaml", "0.phone", None)
    library = authored.read()
    assert library.complaints == []
    assert library.places["rathaus"].phone == ""


def test_a_synonym_in_two_groups_is_told(authored: Authored) -> None:
    authored.change("synonyms.yaml", "gleich", [["Ausweis", "Perso"], ["perso", "Papier"]])
    [(file, _, message)] = told(authored)
    assert file == "synonyms.yaml"
    assert "steht schon in einer anderen Gruppe" in message
