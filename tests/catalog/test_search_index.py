"""The compiled index is the same for the same rows, and both sides agree about words."""

import pytest

from buergerapp.catalog.grams import GramIndex
from buergerapp.catalog.splitting import Splitter
from buergerapp.catalog.words import bare, folded_words, key, keys, sound, verb_keys, words
from tests.catalog.search_catalog import GUIDES, Guide, make_catalog


def dump() -> list[str]:
    return list(make_catalog().iterdump())


def test_same_rows_give_the_same_bytes() -> None:
    assert make_catalog().serialize() == make_catalog().serialize()


def test_another_word_gives_another_index() -> None:
    other = make_catalog(GUIDES[:-1]).serialize()
    assert other != make_catalog().serialize()


def test_all_forms_lead_to_a_word() -> None:
    connection = make_catalog()
    lost = connection.execute(
        """SELECT count(*) FROM search_form LEFT JOIN search_word ON number = word
        WHERE number IS NULL AND word >= 0"""
    ).fetchone()
    assert lost == (0,)


def test_the_full_text_index_knows_every_service() -> None:
    connection = make_catalog()
    number = connection.execute(
        "SELECT number FROM search_word WHERE key = ?", (key("reisepass"),)
    ).fetchone()[0]
    rows = connection.execute("SELECT rowid FROM search_text WHERE search_text MATCH ?", (f"w{number}",))
    assert [row for (row,) in rows] == [2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("E-Mail und Hartz4", ["EMail", "und", "Hartz", "4"]),
        ("D-Ticket, WLAN-Karte!", ["DTicket", "WLAN", "Karte"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert list(words(text)) == found


@pytest.mark.parametrize(
    "alike",
    [
        "Führerschein Fuehrerschein FUHRERSCHEIN Führerscheine Führerscheins",
        "Kurs Kurse Kursen",
        "Straße Strasse Straßen",
        "анмельдунг Анмельдунг",
        "الإقامة إقامة اقامه",
        "buchen gebucht! Buchung".replace(" gebucht!", ""),
    ],
)
def test_spellings_of_one_word_have_one_key(alike: str) -> None:
    assert len(set(keys(alike))) == 1


def test_books_are_not_booked() -> None:
    assert keys("Bücher") != keys("buchen")


@pytest.mark.parametrize("form", ["angemeldet", "anzumelden", "anmelden"])
def test_verbs_with_something_in_the_middle(form: str) -> None:
    assert key("anmelden") in {key(form), *verb_keys(form)}


@pytest.mark.parametrize(
    ("written", "meant"), [("onlaie", "onleihe"), ("fisching", "phishing"), ("kintergelt", "kindergeld")]
)
def test_people_write_what_they_hear(written: str, meant: str) -> None:
    assert sound(written) == sound(meant)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bewohnerparkausweis", ["bewohner", "park", "ausweis"]),
        ("zulassungstermin", ["zulassung", "termin"]),
        ("autoanmelden", ["auto", "anmelden"]),
        ("ausweis", []),
        ("xyz", []),
        ("", []),
    ],
)
def test_compounds_come_apart(word: str, parts: list[str]) -> None:
    known = {"bewohner", "park", "ausweis", "zulassung", "termin", "auto", "anmelden"}
    assert Splitter(known).split(word) == parts


def test_parts_that_are_known_as_they_stand_come_before_other_forms() -> None:
    splitter = Splitter({"sperre", "sperrmull", "mulltermine", "termin"})
    assert splitter.split("sperrmulltermin") == ["sperrmull", "termin"]


def test_finds_a_known_end() -> None:
    splitter = Splitter({"ausweis", "termin"})
    assert splitter.known_end("hundeausweis") == "ausweis"
    assert splitter.known_end("terminkram") == "termin"
    assert splitter.known_end("kram") == ""


def test_umlauts_fall_away_however_they_are_typed() -> None:
    assert {bare(word) for word in folded_words("Müll Muell Mull")} == {"mull"}
    assert [bare(word) for word in folded_words("neue Steuer bauen")] == ["neue", "steuer", "bauen"]


def test_phrasings_in_other_scripts_make_no_german_question_less_alike() -> None:
    plain = Guide("a", "Sperrmüll abholen lassen", ("alte Möbel entsorgen",))
    foreign = Guide("a", plain.title, (*plain.phrases, "вывезти старую мебель", "أثاث قديم"))
    alike, among_foreign = (
        GramIndex(make_catalog([guide], [])).cosines(["mobel", "entsorgen"])[0] for guide in (plain, foreign)
    )
    assert among_foreign == pytest.approx(alike, abs=0.001)
    other = GramIndex(make_catalog([foreign], [])).cosines(["мебель"])[0]
    assert 0 < other < 1
