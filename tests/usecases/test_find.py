"""Reading for the faces: search with reasons, categories, life events, guides."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from buergerapp.catalog.reader import Catalog
from buergerapp.usecases.find import Filter, Find, UnknownServiceError
from tests.authored import Authored, small_catalog

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def find() -> Iterator[Find]:
    catalog = Catalog.open(small_catalog())
    yield Find(catalog, lambda: TODAY)
    catalog.close()


def test_a_hit_comes_with_its_card_score_and_words(find: Find) -> None:
    found = find.search("personalausweis")
    assert found.query == "personalausweis"
    first = found.rows[0]
    assert first.card.id == "perso"
    assert first.card.title == "Personalausweis beantragen"
    assert first.score > 0


def test_an_everyday_word_says_why_it_was_found(find: Find) -> None:
    found = find.search("perso verlängern")
    assert found.rows[0].card.id == "perso"
    assert found.rows[0].why


def test_hits_come_best_first_and_not_more_than_asked_for(find: Find) -> None:
    scores = [row.score for row in find.search("bitte hund perso rente anmelden").rows]
    assert scores == sorted(scores, reverse=True)
    assert len(find.search("anmelden", limit=1).rows) <= 1


def test_nothing_found_says_so_and_names_no_unknown_life_event(find: Find) -> None:
    found = find.search("xylophonquartett")
    assert found.rows == ()
    assert {event.id for event in found.life_events} <= {"umzug", "hund"}


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "'", "* OR", "a" * 5000, "\x00", "😀", "(", "NEAR/3", "-", "%_"]
)
def test_no_question_is_an_error(find: Find, query: str) -> None:
    assert find.search(query).query == query
    find.complete(query)


def test_filters_leave_only_what_was_asked_for(find: Find) -> None:
    free = find.search("ausweis beantragen", only=Filter(free=True)).rows
    assert all(row.card.free for row in free)
    assert "perso" not in {row.card.id for row in free}
    online = find.search("ausweis beantragen", only=Filter(online=True)).rows
    assert "perso" not in {row.card.id for row in online}


def test_a_guide_in_the_language_asked_for(find: Find) -> None:
    assert find.service("perso", "de-simple").title == "Neuer Ausweis"
    assert find.service("ausweis-alt").id == "perso"
    with pytest.raises(UnknownServiceError):
        find.service("katze")


def test_a_category_with_its_services_by_title(find: Find) -> None:
    category, cards = find.category("leben")
    assert category.title == "Leben in Bochum"
    assert [card.title for card in cards] == sorted((card.title for card in cards), key=str.casefold)
    assert len(cards) == category.size


def test_what_has_ended_comes_last(tmp_path: Path) -> None:
    authored = Authored(tmp_path)
    authored.change("epa", "valid_until", "2026-11-19")
    catalog = authored.catalog()
    _, cards = Find(catalog, lambda: TODAY).category("leben")
    assert cards[-1].id == "epa"
    _, before = Find(catalog, lambda: datetime.date(2026, 11, 19)).category("leben")
    assert before[0].id == "epa"
    _, groups = Find(catalog, lambda: TODAY).life_event("umzug")
    assert groups[-1].services[-1].id == "epa"
    catalog.close()


def test_the_glossary_is_prepared_once(find: Find) -> None:
    [mention] = find.glossary.find("Ihre PINs")
    assert mention.term.explanation == "Eine geheime Zahl."
    assert find.glossary is find.glossary


def test_a_life_event_with_its_groups(find: Find) -> None:
    event, groups = find.life_event("umzug")
    assert event.short == "Umzug"
    assert sum(len(group.services) for group in groups) == event.size


def test_unknown_ways_in_are_lookup_errors(find: Find) -> None:
    with pytest.raises(LookupError):
        find.category("mond")
    with pytest.raises(LookupError):
        find.life_event("mond")


def test_the_edition_and_the_counts_are_the_catalogs(find: Find) -> None:
    assert find.edition == "2026-11-20"
    assert find.counts()["services"] == 8
    assert [area.id for area in find.areas()] == ["alltag", "stadt"]
    assert [term.title for term in find.terms()] == ["PIN"]
    assert [event.id for event in find.life_events()] == ["umzug", "hund"]
