"""Whoever types what they would say at the counter finds the right service."""

import datetime

import pytest

from buergerapp.catalog.found import Filter, Kind, Match, Why, why_text
from buergerapp.catalog.search import Search
from tests.catalog.search_catalog import GUIDES, Guide, make_catalog, make_search


@pytest.fixture(scope="module")
def search() -> Search:
    return make_search()


def first(search: Search, query: str) -> str:
    hits = search.find(query).hits
    return hits[0].id if hits else "nothing"


@pytest.mark.parametrize(
    ("query", "service"),
    [
        # everyday words
        ("Perso", "personalausweis-beantragen"),
        ("Lappen verloren", "fuehrerschein-ersatz"),
        ("Sofa entsorgen", "sperrmuell-abholen"),
        # whole questions, separated verbs
        ("Wo kann ich meinen Pass beantragen?", "reisepass-beantragen"),
        ("wie melde ich mein Auto ab", "kfz-abmelden-online"),
        ("ich möchte mein Auto abzumelden", "kfz-abmelden-online"),
        ("mein Auto ist nicht angemeldet", "kfz-anmelden-online"),
        # other forms and spellings
        ("Führerscheine", "fuehrerschein-ersatz"),
        ("FUEHRERSCHEIN", "fuehrerschein-ersatz"),
        ("fuhrerschein", "fuehrerschein-ersatz"),
        ("sperrmuell", "sperrmuell-abholen"),
        ("Führerschein gestohlen", "fuehrerschein-ersatz"),
        # compounds, torn apart and run together
        ("Autoabmeldung", "kfz-abmelden-online"),
        ("Parkausweis", "bewohnerparkausweis"),
        ("Führer schein", "fuehrerschein-ersatz"),
        ("persoverlängern", "personalausweis-beantragen"),
        ("sperr müll", "sperrmuell-abholen"),
        ("Fürer schein", "fuehrerschein-ersatz"),
        ("sper mül", "sperrmuell-abholen"),
        # dates and amounts say nothing
        ("Reisepass 8.8. 2027", "reisepass-beantragen"),
        ("E Rezept", "e-rezept"),
        ("erezept", "e-rezept"),
        # typing errors
        ("Füreschein", "fuehrerschein-ersatz"),
        ("Spermüll", "sperrmuell-abholen"),
        ("Reisepas", "reisepass-beantragen"),
        ("Personalausweiß", "personalausweis-beantragen"),
        ("Aufentalserlaubnis", "aufenthaltstitel"),
        ("Teisepass", "reisepass-beantragen"),
        ("eisepass", "reisepass-beantragen"),
        ("Ereisepass", "reisepass-beantragen"),
        ("Erisepass", "reisepass-beantragen"),
        # unknown words beside what an author wrote down
        ("Lappen weg Schnuffelhausen Kralle", "fuehrerschein-ersatz"),
        # other languages
        ("passport", "reisepass-beantragen"),
        ("my residence permit", "aufenthaltstitel"),
        ("OTURMA İZNİ", "aufenthaltstitel"),
        ("вида на жительство", "aufenthaltstitel"),
        ("الإقامه", "aufenthaltstitel"),
        # not finished typing
        ("führ", "fuehrerschein-ersatz"),
        ("Auto abm", "kfz-abmelden-online"),
    ],
)
def test_finds_what_people_mean(search: Search, query: str, service: str) -> None:
    assert first(search, query) == service


@pytest.mark.parametrize(
    "query",
    ["Lotto", "bundesliga ergebnisse", "Apfelkuchen", "Jagdschein verlängern", "xqzw", "", "   ", "?!", "wo"],
)
def test_says_honestly_that_nothing_fits(search: Search, query: str) -> None:
    assert search.find(query).hits == ()


def test_what_somebody_wants_to_do_with_a_thing_has_to_be_said() -> None:
    guides = [
        Guide("abmelden", "Auto abmelden", ("Auto verkauft", "Auto steht nur noch herum")),
        Guide("raeume", "Räume für Firmen", ("Räume mieten", "Büro mieten")),
    ]
    search = Search(make_catalog(guides, [("mieten", "#vorhaben")]))
    assert first(search, "Auto") == "abmelden"
    assert first(search, "Auto mieten") == "nothing"
    assert first(search, "Räume mieten") == "raeume"
    assert first(search, "mein Auto steht nur noch herum und ich will lieber eins mieten") == "abmelden"


def test_a_foreign_topic_is_seen_across_words_that_say_nothing() -> None:
    guides = [Guide("gast", "Gast einladen", ("Visum für meine Schwester", "Visum für Besuch"))]
    marks = [("Visum USA", "#fremd"), *((word, "#leer") for word in ("für", "die", "meine"))]
    search = Search(make_catalog(guides, marks))
    assert first(search, "Visum für meine Schwester") == "gast"
    assert first(search, "Visum für die USA") == "nothing"


def test_a_foreign_topic_may_be_torn_apart(search: Search) -> None:
    assert first(search, "Jagd Schein") == first(search, "Bundes-Liga") == "nothing"


def test_a_foreign_topic_may_be_mentioned_in_a_story(search: Search) -> None:
    assert first(search, "Jagdschein") == "nothing"
    assert first(search, "Führerschein und Pass geklaut, Jagdschein nicht") == "fuehrerschein-ersatz"


def test_every_title_finds_its_service(search: Search) -> None:
    assert [first(search, guide.title) for guide in GUIDES] == [guide.id for guide in GUIDES]


def test_every_phrasing_finds_its_service(search: Search) -> None:
    assert {first(search, phrase) == guide.id for guide in GUIDES for phrase in guide.phrases} == {True}


def test_says_why_in_plain_words(search: Search) -> None:
    why = search.find("Perso").hits[0].why
    assert why.matches == (Match("Perso", "Personalausweis", Kind.SYNONYM),)
    assert why_text(why) == "Perso = Personalausweis"
    assert why.words == ("Personalausweis",)


def test_what_is_only_often_meant_is_not_called_the_same() -> None:
    guides = [Guide("pflege", "Pflegegrad beantragen", ("Pflegegrad für die Mutter",))]
    search = Search(make_catalog(guides, [("Rollstuhl", "~Pflegegrad"), ("Pflegestufe", "Pflegegrad")]))
    why = why_text(search.find("Rollstuhl Mutter Pflegegrad").hits[0].why)
    assert why == "bei „Rollstuhl“ geht es oft um: Pflegegrad"
    assert why_text(search.find("Pflegestufe").hits[0].why) == "Pflegestufe = Pflegegrad"


def test_a_title_needs_no_reason(search: Search) -> None:
    assert why_text(search.find("Reisepass").hits[0].why) == ""


def test_a_reason_names_the_right_spelling(search: Search) -> None:
    assert why_text(search.find("Reisepas").hits[0].why) == "Reisepas → Reisepass"


def test_the_parts_of_a_word_are_one_reason(search: Search) -> None:
    found = search.find("Autoabmeldung").hits[0].why
    assert {match.typed for match in found.matches} == {"Autoabmeldung"}
    assert set(found.words) == {"Auto", "abmelden"}


def test_an_expression_said_in_a_phrasing_is_named_as_a_whole() -> None:
    guides = [Guide("ticket", "Monatskarte kaufen", ("49 Euro Ticket", "Hartz 4 Ticket"))]
    search = Search(make_catalog(guides, [("49 Euro Ticket", "Deutschlandticket")]))
    assert why_text(search.find("49 Euro Ticket").hits[0].why) == "Stichwort: 49 Euro Ticket"


def test_likeness_alone_is_a_reason_too() -> None:
    assert why_text(Why((Match("Abmeldebestätigung", "", Kind.LIKE),))) == (
        "klingt ähnlich wie „Abmeldebestätigung“"
    )


def test_offers_the_right_spelling(search: Search) -> None:
    assert search.find("Führershein verloren").suggestions == ("Führerschein verloren",)


def test_offers_no_other_spelling_for_a_right_one(search: Search) -> None:
    assert search.find("Führerschein verloren").suggestions == ()


def test_offers_what_comes_near_when_nothing_fits(search: Search) -> None:
    found = search.find("Adresse")
    assert (found.hits, found.life_events[0]) == ((), "umzug")


def test_scores_fall_and_stay_between_0_and_1(search: Search) -> None:
    scores = [hit.score for hit in search.find("Auto anmelden").hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1
    assert 0 < scores[-1] <= scores[0] <= 1


def test_keeps_to_the_limit(search: Search) -> None:
    assert len(search.find("Auto", limit=1).hits) == 1
    assert search.find("Auto", limit=0).hits == ()


ENDED = (
    Guide("ended", "Zuschuss für die Heizung", ("Heizung tauschen",), valid_until="2026-06-30"),
    Guide("goes-on", "Zuschuss für die Heizung und die Fenster"),
)
BEFORE, AFTER = datetime.date(2026, 6, 30), datetime.date(2026, 7, 1)
"""The last day of the first offer, and the next one."""


@pytest.mark.parametrize("query", ["Heizung", "Zuschuss Heizung", "Zuschuss für die Heizung"])
def test_an_offer_that_has_ended_comes_after_all_others(query: str) -> None:
    """Even when it fits best, and even when it is asked for in its very words."""
    search = Search(make_catalog(ENDED, []))
    assert [hit.id for hit in search.find(query, today=BEFORE).hits] == ["ended", "goes-on"]
    assert [hit.id for hit in search.find(query, today=AFTER).hits] == ["goes-on", "ended"]
    assert [hit.id for hit in search.find(query, 1, AFTER).hits] == ["goes-on"]


def test_an_offer_that_has_ended_can_still_be_found() -> None:
    hits = Search(make_catalog(ENDED[:1], [])).find("Heizung tauschen", today=AFTER).hits
    assert [hit.id for hit in hits] == ["ended"]


@pytest.mark.parametrize(
    ("only", "left"),
    [
        (Filter(), {"kfz-abmelden-online", "kfz-anmelden-online"}),
        (Filter(free=True), set()),
        (Filter(online=True), {"kfz-abmelden-online", "kfz-anmelden-online"}),
        (Filter(areas=frozenset({"alltag"})), set()),
        (Filter(categories=frozenset({"verkehr"})), {"kfz-abmelden-online", "kfz-anmelden-online"}),
        (Filter(without=frozenset({"kfz-abmelden-online"})), {"kfz-anmelden-online"}),
    ],
)
def test_filters(search: Search, only: Filter, left: set[str]) -> None:
    assert {hit.id for hit in search.find("Auto online", only=only).hits} == left


def test_filters_free_and_partly_online(search: Search) -> None:
    assert [hit.id for hit in search.find("Sperrmüll", only=Filter(free=True)).hits] == ["sperrmuell-abholen"]
    assert search.find("Sperrmüll", only=Filter(online=True)).hits == ()


@pytest.mark.parametrize(
    ("prefix", "completed"),
    [
        ("führ", "Führerschein"),
        ("Auto abm", "Auto abmelden"),
        ("FUEHR", "Führerschein"),
        ("spe", "Sperrmüll"),
    ],
)
def test_completes_words_that_exist(search: Search, prefix: str, completed: str) -> None:
    assert search.complete(prefix)[0] == completed


@pytest.mark.parametrize("prefix", ["", " ", "f", "Führerschein", "Auto ", "zzzz", "a" * 400, "-"])
def test_completes_nothing_where_nothing_goes_on(search: Search, prefix: str) -> None:
    assert search.complete(prefix) == ()


def test_completes_with_words_that_fit_the_earlier_ones(search: Search) -> None:
    assert search.complete("Sperrmüll ab")[0] == "Sperrmüll abholen"
    assert search.complete("Auto ab")[0] == "Auto abmelden"


def test_an_empty_catalog_answers_too() -> None:
    search = Search(make_catalog([], []))
    assert search.find("Perso").hits == ()
    assert search.complete("per") == ()


def test_works_without_any_synonyms() -> None:
    search = Search(make_catalog([Guide("a", "Wohngeld beantragen", ("Zuschuss zur Miete",))], []))
    assert first(search, "Wohngeld") == "a"
