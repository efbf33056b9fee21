"""What the authors say about words reaches the search."""

import sqlite3

import pytest

from buergerapp.catalog.found import Kind
from buergerapp.catalog.meanings import EMPTY, WEAK, Meaning, Meanings
from buergerapp.catalog.search import Search
from tests.catalog.search_catalog import Guide, make_catalog


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return make_catalog()


@pytest.fixture(scope="module")
def meanings(connection: sqlite3.Connection) -> Meanings:
    return Meanings(connection)


def test_marks(meanings: Meanings) -> None:
    assert (meanings.mark("wo"), meanings.mark("termin"), meanings.mark("perso")) == (EMPTY, WEAK, "")


def test_foreign_topics_are_known_with_their_endings(meanings: Meanings) -> None:
    assert meanings.is_foreign("jagdscheine")
    assert meanings.is_foreign("kuchen")
    assert not meanings.is_foreign("kueche")


def test_expressions_mean_something(meanings: Meanings) -> None:
    assert meanings.of(["49", "euro", "ticket"]) == [Meaning(("fahrkarte",), 0.9, translated=True)]
    assert meanings.of(["papiere"]) == [Meaning(("ausweis",), 0.6)]
    assert meanings.of(["unbekannt"]) == []


def test_words_of_other_languages_are_taken_exactly() -> None:
    search = Search(make_catalog(synonyms=[("rent", "Reisepass")]))
    assert search.find("rent").hits[0].id == "reisepass-beantragen"
    guessed = [match.kind for hit in search.find("Rente").hits for match in hit.why.matches]
    assert set(guessed) <= {Kind.TYPO}, "only a typing error may lead there, no inflection"


@pytest.mark.parametrize(("word", "german"), [("шкаф", "Schrank"), ("wardrobe", "Schrank")])
def test_a_word_of_another_language_leads_to_all_that_means_the_same(word: str, german: str) -> None:
    same = [("Schrank", "Möbel"), ("Möbel", "Schrank")]
    guides = [Guide("sperrmuell", "Möbel abholen lassen", ()), Guide("pass", "Reisepass beantragen", ())]
    assert not Search(make_catalog(guides, same)).find(word).hits
    found = Search(make_catalog(guides, [*same, (word, german)])).find(word)
    assert [hit.id for hit in found.hits] == ["sperrmuell"]
    assert [match.kind for match in found.hits[0].why.matches] == [Kind.SYNONYM]


def test_what_a_word_of_another_language_often_means_leads_no_further() -> None:
    guides = [Guide("sperrmuell", "Möbel abholen lassen", ()), Guide("pass", "Reisepass beantragen", ())]
    meant = [("Schrank", "Möbel"), ("Möbel", "Schrank"), ("шкаф", "~Schrank")]
    assert not Search(make_catalog(guides, meant)).find("шкаф").hits


def test_a_topic_that_a_guide_takes_up_is_foreign_no_more() -> None:
    guides = [Guide("jagd", "Jagdschein beantragen", ("Schein für die Jagd",))]
    found = Search(make_catalog(guides, [("Jagdschein", "#fremd")])).find("Jagdschein")
    assert [hit.id for hit in found.hits] == ["jagd"]


def test_a_word_can_say_nothing_and_still_be_all_there_is() -> None:
    guides = [Guide("wo", "Wo ist was", ())]
    assert Search(make_catalog(guides, [("wo", "#leer"), ("was", "#leer")])).find("wo") is not None


def test_nouns_weigh_more_than_verbs_when_somebody_writes_capital_letters() -> None:
    guides = [
        Guide("a", "Schlüssel finden", ("verlegen",)),
        Guide("b", "Kabel verlegen", ("Leitung verlegen",)),
    ]
    assert Search(make_catalog(guides, [])).find("der Schlüssel, den wir verlegen").hits[0].id == "a"


@pytest.mark.parametrize(
    ("query", "joined"),
    [
        ("ich mache gern mit", True),
        ("ich mache mit", True),
        ("was mache ich mit der Wohnung", False),
        ("was mache ich mit meiner Wohnung", False),
        ("ich mache Reisen mit Leihwagen", False),
        ("ich mache das mit LEIHWAGEN", False),
        ("MACHE MIT FREUNDEN", True),
    ],
)
def test_what_stands_before_an_article_or_a_noun_is_no_part_of_a_verb(query: str, joined: bool) -> None:
    guides = [
        Guide("beteiligung", "Mitmachen in der Stadt", ("mitmachen",)),
        Guide("pass", "Reisepass beantragen"),
    ]
    empty = [(word, "#leer") for word in ("ich", "was", "gern", "der", "das", "meiner")]
    found = [hit.id for hit in Search(make_catalog(guides, empty)).find(query).hits]
    assert ("beteiligung" in found) is joined
