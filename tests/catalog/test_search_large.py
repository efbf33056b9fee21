"""In large catalogs not every row is read; what people look for is found all the same."""

import pytest

from buergerapp.catalog import ranking as module
from buergerapp.catalog.search import Search
from tests.catalog.search_catalog import GUIDES, Guide, make_catalog


@pytest.fixture
def frugal(monkeypatch: pytest.MonkeyPatch) -> Search:
    """Search as if every word were common."""
    monkeypatch.setattr(module, "_LONG", 1)
    monkeypatch.setattr(module, "_MOST_READ", 3)
    monkeypatch.setattr(module, "_LITTLE", 1)
    monkeypatch.setattr(module, "_AMONG", 4)
    return Search(make_catalog())


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("Auto abmelden", "kfz-abmelden-online"),
        ("Auto anmelden", "kfz-anmelden-online"),
        ("Perso verlängern", "personalausweis-beantragen"),
        ("Führerschein verloren", "fuehrerschein-ersatz"),
        ("wie melde ich mein Auto ab", "kfz-abmelden-online"),
        ("49 Euro Ticket", "nothing"),
    ],
)
def test_common_words_together_are_found(frugal: Search, query: str, service: str) -> None:
    hits = frugal.find(query).hits
    assert (hits[0].id if hits else "nothing") == service


def test_titles_are_found(frugal: Search) -> None:
    found = [frugal.find(guide.title).hits for guide in GUIDES]
    assert [hits[0].id if hits else "" for hits in found] == [guide.id for guide in GUIDES]


def test_one_common_word_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    guides = [Guide(f"s{n}", f"Meldung Nummer {n}", ("etwas melden",)) for n in range(30)]
    monkeypatch.setattr(module, "_LONG", 5)
    assert Search(make_catalog(guides, [])).find("Meldung").hits
