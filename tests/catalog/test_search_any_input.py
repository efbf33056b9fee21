"""The search never raises, whatever is typed."""

import datetime
import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buergerapp.catalog.found import Filter, why_text
from buergerapp.catalog.search import Search
from buergerapp.catalog.words import bare, folded_words, key, sound, verb_keys
from buergerapp.domain.german import collation_key, fold
from tests.catalog.search_catalog import make_search

NASTY = (
    "",
    "\0",
    "Perso\0",
    '"',
    "'",
    "''",
    '"Perso',
    "Perso*",
    "NEAR(a b)",
    "a AND OR NOT",
    "title:x",
    "%_\\",
    "-",
    "--",
    "^",
    "(((",
    "a" * 10_000,
    "Perso " * 2_000,
    "ß" * 500,
    "🙂",
    "👨‍👩‍👧‍👦 Kindergeld",
    "\u202eosreP",
    "\u200f تصريح الإقامة \u200f",
    "\ud800",
    "e\u0301" * 50,
    "İıŞşǅ",
    "½ ² ①",
    "1" * 400,
    "\n\t\r",
    "ﬁſŉ",
    "-E-",
    "E-",
    "e-e-e-e",
    "𝔓𝔢𝔯𝔰𝔬",
    "\u0345",
)


@functools.cache
def searcher() -> Search:
    return make_search()


def check(query: str) -> None:
    search = searcher()
    found = search.find(query, today=datetime.date(2026, 11, 22), only=Filter(online=True))
    assert found.query == query
    assert all(0 <= hit.score <= 1 and isinstance(why_text(hit.why), str) for hit in found.hits)
    assert all(isinstance(text, str) for text in search.complete(query))
    assert search.find(query) == search.find(query)


@pytest.mark.parametrize("query", NASTY, ids=range(len(NASTY)))
def test_nasty_input(query: str) -> None:
    check(query)


WORDS = st.sampled_from(
    [
        "Perso",
        "melde",
        "ab",
        "Auto",
        "wo",
        "Lotto",
        "49",
        "Euro",
        "Ticket",
        "führ",
        "Reisepas",
        "E-",
        "oturma",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60) | st.lists(WORDS | st.text(max_size=8), max_size=30).map(" ".join))
def test_any_text(query: str) -> None:
    check(query)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert isinstance(collation_key(text), tuple)


@given(st.text(max_size=40))
def test_words_always_have_keys(text: str) -> None:
    for word in folded_words(text):
        assert all(isinstance(made, str) for made in (key(word), sound(bare(word)), *verb_keys(word)))
