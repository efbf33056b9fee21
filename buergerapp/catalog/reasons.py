"""Tell which word of a service answers each typed word."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from buergerapp.catalog.expand import Question, Term
from buergerapp.catalog.found import Kind, Match, Why
from buergerapp.catalog.ranking import FLOOR
from buergerapp.catalog.search_index import PHRASE, TITLE
from buergerapp.catalog.vocabulary import Vocabulary
from buergerapp.catalog.words import bare
from buergerapp.domain.german import fold

_TITLE_TELLS = 1.5
_MOST_REASONS = 20
_SAID_ITSELF = 0.97
_PARTS_TELL = 0.8


def why(vocabulary: Vocabulary, question: Question, service: int) -> Why:
    """Name the word of the service that answers each typed word."""
    matches: list[Match] = []
    for term in sorted(question.terms, key=lambda term: term.weak):
        if not (term.weak and matches):
            matches += _matches(vocabulary, term, service)
    if not matches:
        matches = [Match(" ".join(term.typed for term in question.terms), "", Kind.LIKE)]
    seen = dict.fromkeys(match.found for match in matches if match.found)
    return Why(tuple(matches), tuple(seen))


def _matches(vocabulary: Vocabulary, term: Term, service: int) -> list[Match]:
    """Return how one term is answered by a service: by one word, or by several parts.

    Words of the title tell most: "Perso = Personalausweis" is a better reason than "Perso".
    """
    best: tuple[float, list[Match]] = (0.0, [])
    for option in term.ordered()[:_MOST_REASONS]:
        if option.quality * _TITLE_TELLS <= best[0]:
            break
        word = vocabulary.word(option.word)
        position = _position(word.services, service)
        if position is None:
            continue
        bits = word.fields[position]
        points = option.quality * (FLOOR + word.weights[position] * ((1 - FLOOR) / 255))
        if bits & TITLE:
            points *= _TITLE_TELLS
        if points > best[0]:
            where = Kind.TITLE if bits & TITLE else Kind.PHRASE if bits & PHRASE else Kind.TEXT
            via = option.via or where
            best = (points, [Match(term.typed, word.shown, via)])
    if best[0] and term.best() >= _SAID_ITSELF and best[1][0].kind in (Kind.TITLE, Kind.PHRASE):
        return best[1]
    for quality, parts in term.parts:
        if _PARTS_TELL * quality <= best[0]:
            continue
        whole = sum(part.weight for part in parts) or 1.0
        found = [_matches(vocabulary, part, service) for part in parts]
        share = sum(part.weight for part, hit in zip(parts, found, strict=True) if hit) / whole
        if _PARTS_TELL * quality * share > best[0]:
            best = (
                _PARTS_TELL * quality * share,
                _as_one(term, [match for hit in found for match in hit]),
            )
    return best[1]


def _position(services: array[int], service: int) -> int | None:
    """Find a service in a rising row."""
    at = bisect_left(services, service)
    return at if at < len(services) and services[at] == service else None


def _as_one(term: Term, matches: list[Match]) -> list[Match]:
    """Tell of a word's parts in terms of the word that was typed."""
    if " " in term.typed and all(match.typed.casefold() == bare(fold(match.found)) for match in matches):
        return [Match(term.typed, term.typed, Kind.PHRASE)]
    return [Match(term.typed, match.found, match.kind) for match in matches]
