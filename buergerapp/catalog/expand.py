"""From what somebody typed to words that the catalog knows, each with how sure the match is."""

from __future__ import annotations

import bisect
import collections
import functools
import itertools
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from buergerapp.catalog.splitting import Splitter
from buergerapp.catalog.words import PARTICLES, bare, folded_words, key, keys, sound, verb_keys, words
from buergerapp.domain.german import fold


class Kind(StrEnum):
    """How a typed word leads to a word of the catalog."""

    TITLE = "title"
    PHRASE = "phrase"
    TEXT = "text"
    SYNONYM = "synonym"
    COMPOUND = "compound"
    TYPO = "typo"
    START = "start"
    LIKE = "like"


LONGEST_QUERY = 300
"""Characters that are read; nobody types more than this on purpose."""
MOST_TERMS = 16
"""Words that are looked up; the first ones of a long question say what it is about."""

_SAME, _RELATED = 0.9, 0.6
_VERB_FORM = 0.95
_FAR_STEM = 0.7
_TYPO_OF_COMPOUND = 0.85
"""A word made of known words is probably meant as it stands."""
_JOINED = 0.97
_HEAD, _MODIFIER = 0.6, 0.5
_PARTS = 0.85
_START, _START_KNOWN = 0.8, 0.5
_MOST_STARTS = 40
_SHORTEST_PIECE = 5
_STRONG = 0.5
_SURE = 0.8
UNKNOWN_RARITY = 0.8
"""How much a word that the catalog does not know weighs in the question."""
_UNKNOWN_VERB = 0.5
"""How much of that an unknown verb or adjective keeps; nouns say what a question is about."""
_FOREIGN_WORD = 0.6
WEAK_RARITY = 0.4
"""How much of its rarity a word such as *beantragen* keeps."""
FOREIGN_RARITY = 2.0
"""How much a word weighs that is known to lie outside the catalog (Lotto)."""
_FOREIGN_KNOWN_RARITY = 1.3
"""The same when some phrasing mentions it all the same."""
_ENDINGS = ("", "e", "en", "n", "s", "es", "er")


@dataclass(frozen=True, slots=True)
class Option:
    """A word of the catalog that a typed word may mean.

    Attributes:
        quality: 1 for the word itself, less for everything that was guessed.
        via: How it was found; None for the word itself.
    """

    word: int
    quality: float
    via: Kind | None = None


@dataclass(slots=True)
class Term:
    """One word of the question.

    Attributes:
        typed: The word as typed.
        weight: How much it says about what is wanted.
        options: What it may mean, by word number.
        parts: Ways to read it as several words, each with the quality of that reading.
    """

    typed: str
    weight: float = 1.0
    options: dict[int, Option] = field(default_factory=dict)
    parts: list[tuple[float, list[Term]]] = field(default_factory=list)
    weak: bool = False

    def offer(self, word: int, quality: float, via: Kind | None) -> None:
        """Add an option unless a better one for the same word is there."""
        known = self.options.get(word)
        if known is None or known.quality < quality:
            self.options[word] = Option(word, quality, via)

    def best(self) -> float:
        """Return the quality of the best reading."""
        alone = max((option.quality for option in self.options.values()), default=0.0)
        return max([alone, *(q * min(t.best() for t in terms) for q, terms in self.parts)])


@dataclass(frozen=True, slots=True)
class Question:
    """A query taken apart: its terms, and a corrected spelling when words were mistyped."""

    terms: tuple[Term, ...]
    forms: tuple[str, ...] = ()
    corrected: str = ""
    foreign: bool = False


@dataclass(slots=True)
class Synonyms:
    """What the authors say about words, by their keys; see ``content/synonyms.py``."""

    meant: dict[tuple[str, ...], list[tuple[str, float]]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    single: set[str] = field(default_factory=set)
    exact: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    foreign: set[tuple[str, ...]] = field(default_factory=set)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Synonyms:
        """Read all pairs of the catalog."""
        synonyms = cls()
        rows = connection.execute("SELECT word, other FROM synonym ORDER BY word, other").fetchall()
        pairs = set(rows)
        for word, other in rows:
            head = tuple(key(part) for part in folded_words(word))
            if not head:
                continue
            if other.startswith("#"):
                if other == "#fremd":
                    *before, last = folded_words(word)
                    synonyms.foreign.update((*before, last + ending) for ending in _ENDINGS)
                elif len(head) == 1:
                    synonyms.marks[bare(folded_words(word)[0])] = other
                continue
            if (other, word) not in pairs and not other.startswith("~") and head[0][:1].isascii():
                synonyms.exact[head] = tuple(bare(form) for form in folded_words(word))
            quality = _RELATED if other.startswith("~") else _SAME
            synonyms._add(head, other.removeprefix("~"), quality)
            if len(head) == 1:
                synonyms.single.add(bare(folded_words(word)[0]))
        return synonyms

    def of(self, forms: Sequence[str]) -> list[tuple[str, float]]:
        """Return what an expression means; words of other languages must be written exactly."""
        head = tuple(key(form) for form in forms)
        exact = self.exact.get(head)
        return [] if exact is not None and exact != tuple(forms) else self.meant.get(head, [])

    def _add(self, head: tuple[str, ...], other: str, quality: float) -> None:
        """Keep a meaning unless another spelling of the same word is there."""
        meanings = self.meant.setdefault(head, [])
        other_keys = keys(other)
        if tuple(other_keys) != head and all(keys(known) != other_keys for known, _ in meanings):
            meanings.append((other, quality))


class Spellings:
    """Known spellings and how they sound, arranged by length for the search for typing errors."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs of spelling and sound."""
        self._forms: dict[int, list[str]] = {}
        self._sounds: dict[int, list[tuple[str, str]]] = {}
        for form, heard in pairs:
            self._forms.setdefault(len(form), []).append(form)
            self._sounds.setdefault(len(heard), []).append((form, heard))

    def near(self, form: str, most: int) -> Iterator[tuple[str, int]]:
        """Yield known spellings and how many letters differ, in writing or in sound."""
        from rapidfuzz import process  # late: costs 26 ms that the first window does not have
        from rapidfuzz.distance import OSA

        choices = self._of_length(len(form), most)
        for near, distance, _ in process.extract(
            form, choices, scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR
        ):
            yield near, distance
        heard = sound(form)
        less = max(0, most - 1)
        spelled, sounds = self._of_sound_length(len(heard), less)
        for _, distance, place in process.extract(
            heard, sounds, scorer=OSA.distance, score_cutoff=less, limit=_MOST_NEAR
        ):
            yield spelled[place], distance + 1

    @functools.lru_cache(maxsize=100)  # noqa: B019 - lives as long as its catalog
    def _of_length(self, length: int, more_or_less: int) -> list[str]:
        """Return the spellings whose length is near enough."""
        lengths = range(length - more_or_less, length + more_or_less + 1)
        return [form for near in lengths for form in self._forms.get(near, ())]

    @functools.lru_cache(maxsize=100)  # noqa: B019
    def _of_sound_length(self, length: int, more_or_less: int) -> tuple[list[str], list[str]]:
        """Return spellings and their sounds, as far as the sound's length is near enough."""
        lengths = range(length - more_or_less, length + more_or_less + 1)
        pairs = [pair for near in lengths for pair in self._sounds.get(near, ())]
        return [form for form, _ in pairs], [heard for _, heard in pairs]


_MOST_NEAR = 12


class Vocabulary:
    """The words of a catalog, read when they are first needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the words and their spellings; who uses them stays in the file until asked."""
        self._connection = connection
        self.number: dict[str, int] = {}
        self.shown: list[str] = []
        self.rarity: list[float] = []
        self.compounds: dict[int, list[tuple[int, bool]]] = {}
        self._parts: dict[int, list[int]] = {}
        for number, word_key, shown, rarity, parts in connection.execute(
            "SELECT number, key, shown, rarity, parts FROM search_word ORDER BY number"
        ):
            self.number[word_key] = number
            self.shown.append(shown)
            self.rarity.append(rarity)
            if parts != "[]":
                self._note_parts(number, json.loads(parts))
        rows = connection.execute("SELECT form, word, uses, sound FROM search_form ORDER BY form").fetchall()
        self.forms: list[str] = [form for form, _, _, _ in rows]
        self.word_of: dict[str, int] = {form: word for form, word, _, _ in rows}
        self.uses: dict[str, int] = {form: uses for form, _, uses, _ in rows}
        self._joined = "\n".join(("", *self.forms, ""))
        self.spellings = Spellings((form, heard) for form, _, uses, heard in rows if uses)
        self._postings: dict[int, tuple[array[int], bytes, bytes]] = {}

    def _note_parts(self, number: int, parts: list[int]) -> None:
        self._parts[number] = parts
        for place, part in enumerate(parts):
            self.compounds.setdefault(part, []).append((number, place == len(parts) - 1))

    def postings(self, word: int) -> tuple[array[int], bytes, bytes]:
        """Return who uses a word: service numbers, weights and fields."""
        known = self._postings.get(word)
        if known is None:
            row = self._connection.execute(
                "SELECT services, weights, fields FROM search_word WHERE number = ?", (word,)
            ).fetchone()
            known = self._postings[word] = (array("I", row[0]), row[1], row[2])
        return known

    def parts(self, word: int) -> list[int]:
        """Return the parts of a compound, [] for a simple word."""
        return self._parts.get(word, [])

    def starting_with(self, start: str, limit: int) -> list[str]:
        """Return known spellings that begin with ``start``, the most used first."""
        left = bisect.bisect_left(self.forms, start)
        right = bisect.bisect_right(self.forms, start + "\U0010ffff")
        found = [form for form in self.forms[left:right] if self.uses[form]]
        if len(found) > limit:
            found = sorted(found, key=lambda form: (-self.uses[form], form))[:limit]
        return found

    def containing(self, piece: str, limit: int) -> list[str]:
        """Return known spellings that contain ``piece``."""
        found: dict[str, None] = {}
        at = self._joined.find(piece)
        while at >= 0 and len(found) < limit:
            end = self._joined.index("\n", at)
            found[self._joined[self._joined.rindex("\n", 0, at) + 1 : end]] = None
            at = self._joined.find(piece, end)
        return list(found)


class Expander:
    """Read questions with the vocabulary and the authors' synonyms."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        """Keep both, and the spellings a mistyped word may stand for."""
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._heads = {form for form in synonyms.single if form not in vocabulary.word_of}
        self._head_spellings = Spellings((form, sound(form)) for form in sorted(self._heads))
        self._splitter = Splitter(
            collections.ChainMap(vocabulary.word_of, dict.fromkeys(self._heads, -1)), self._same_key
        )

    @functools.lru_cache(maxsize=10_000)  # noqa: B019 - one expander lives as long as its catalog
    def _same_key(self, form: str) -> str | None:
        """Return the form itself when another form of the same word is known."""
        word_key = key(form)
        if len(word_key) < 4:
            return None
        return form if word_key in self._vocabulary.number or (word_key,) in self._synonyms.meant else None

    def read(self, query: str) -> Question:
        """Take a query apart."""
        typed = [(word, "".join(folded_words(word))) for word in words(query[:LONGEST_QUERY])]
        pairs = [(word, form) for word, form in typed if form]
        if not pairs:
            return Question(())
        complete = query[:LONGEST_QUERY][-1:].isspace()
        terms: list[Term] = []
        corrected: list[str] = []
        foreign = False
        for word, form, mark in self._chunks(pairs):
            last = not complete and word is pairs[-1][0]
            if mark == "#leer":
                corrected.append(word)
                continue
            if mark == "#fremd":
                term = self._foreign_term(word, form)
                foreign = True
            else:
                term = self._term(word, form, last=last)
                if not term.options and not term.parts and self._is_no_noun(word, query):
                    term.weight *= _UNKNOWN_VERB
            terms.append(term)
            corrected.append(self._spelled(term))
            if len(terms) == MOST_TERMS:
                break
        text = " ".join(corrected)
        telling = tuple(bare(form) for _, form in pairs if not self._is_empty(bare(form)))
        corrected_text = text if text != " ".join(t for t, _ in pairs) else ""
        return Question(tuple(terms), telling, corrected_text, foreign)

    def _is_foreign(self, folded: str) -> bool:
        """Tell whether an unknown word is a compound with a topic that the catalog does not have."""
        form = bare(folded)
        if len(form) < 7 or form in self._vocabulary.word_of or self._synonyms.of([form]):
            return False
        return any(
            (folded[:size],) in self._synonyms.foreign or (folded[-size:],) in self._synonyms.foreign
            for size in range(5, len(folded))
        )

    def _foreign_term(self, typed: str, form: str) -> Term:
        """Return the term of a foreign topic: only the very word counts, and it counts much."""
        term = Term(typed, FOREIGN_RARITY)
        for part in form.split(" "):
            number = self._vocabulary.word_of.get(part)
            if number is not None:
                term.offer(number, _FOREIGN_WORD, None)
                term.weight = _FOREIGN_KNOWN_RARITY
        return term

    @staticmethod
    def _is_no_noun(word: str, query: str) -> bool:
        """Tell whether a word is no noun: it is small although the person writes capital letters."""
        return word[:1].islower() and any(char.isupper() for char in query[1:])

    def _spelled(self, term: Term) -> str:
        """Return how the word is spelled when it was mistyped, else as it was typed."""
        best = max(term.options.values(), key=lambda option: option.quality, default=None)
        if best is not None and best.via is Kind.TYPO:
            return self._vocabulary.shown[best.word]
        return term.typed

    def _chunks(self, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield typed word, form and mark; several typed words that belong together come as one."""
        folded = [form for _, form in pairs]
        forms = [bare(form) for form in folded]
        used = self._separated_verbs(forms)
        empty = [self._is_empty(form) for form in forms]
        only_empty = all(empty)
        at = 0
        while at < len(pairs):
            if at in used:
                yield pairs[at][0], used[at], "" if used[at] else "#leer"
                at += 1
                continue
            length, mark = self._longest(folded, forms, at)
            if length == 1 and not mark and empty[at] and not only_empty:
                mark = "#leer"
            yield (
                " ".join(word for word, _ in pairs[at : at + length]),
                " ".join(forms[at : at + length]),
                mark,
            )
            at += length

    def _is_empty(self, form: str) -> bool:
        return self._synonyms.marks.get(form) == "#leer" or (len(form) == 1 and not form.isdigit())

    def _longest(self, folded: list[str], forms: list[str], at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are one known expression, and its mark."""
        vocabulary, synonyms = self._vocabulary, self._synonyms
        for length in (4, 3, 2, 1):
            if at + length > len(forms):
                continue
            if tuple(folded[at : at + length]) in synonyms.foreign:
                return length, "#fremd"
            if length > 1 and synonyms.of(forms[at : at + length]):
                return length, ""
            if length == 2:
                joined = "".join(forms[at : at + 2])
                if len(joined) > 4 and (joined in vocabulary.word_of or synonyms.of([joined])):
                    return 2, ""
        return 1, "#fremd" if self._is_foreign(folded[at]) else ""

    def _separated_verbs(self, forms: list[str]) -> dict[int, str]:
        """Find verbs whose first part stands alone (melde ... ab): position to the whole verb, or ""."""
        found: dict[int, str] = {}
        for place, particle in enumerate(forms):
            if particle not in PARTICLES:
                continue
            for verb in range(place - 1, max(-1, place - 9), -1):
                stem = key(forms[verb])
                if (
                    len(stem) < 3
                    or verb in found
                    or (self._is_empty(forms[verb]) and stem not in ("zieh", "geb", "mach"))
                ):
                    continue
                whole = particle + stem + "en"
                if key(whole) in self._vocabulary.number or (key(whole),) in self._synonyms.meant:
                    found[verb] = whole
                    found[place] = ""
                    break
        return found

    def _term(self, typed: str, form: str, *, last: bool) -> Term:
        """Collect everything a word may mean."""
        term = Term(typed)
        several = form.split(" ")
        if len(several) > 1:
            self._offer_joined(term, several)
        else:
            self._offer_known(term, form, 1.0, None)
            self._offer_parts(term, form)
            if (last and len(form) >= 2) or (term.best() < _STRONG and len(form) >= 4):
                self._offer_starts(term, form)
            if not term.options and len(form) >= _SHORTEST_PIECE:
                for longer in self._vocabulary.containing(form, _MOST_STARTS):
                    term.offer(self._vocabulary.word_of[longer], _MODIFIER, Kind.COMPOUND)
            if form not in self._vocabulary.word_of and self._sure(term) < _SURE:
                self._offer_typos(term, form)
        term.weak = self._synonyms.marks.get(form) == "#schwach"
        term.weight = self._weight(term)
        return term

    @staticmethod
    def _sure(term: Term) -> float:
        """Return the quality of the best reading as one word."""
        return max((option.quality for option in term.options.values()), default=0.0)

    def _weight(self, term: Term) -> float:
        """Return how much a term says: the rarity of what it most likely means."""
        best, rarity = 0.0, UNKNOWN_RARITY
        for option in term.options.values():
            sure = (option.quality, self._vocabulary.rarity[option.word])
            if sure > (best, rarity if best else 0.0):
                best, rarity = sure
        if not best:
            rarities = [max(part.weight for part in parts) for _, parts in term.parts]
            rarity = max([UNKNOWN_RARITY, *rarities]) if rarities else UNKNOWN_RARITY
        return rarity * (WEAK_RARITY if term.weak else 1.0)

    def _offer_known(self, term: Term, form: str, quality: float, via: Kind | None) -> None:
        """Offer the word itself, its synonyms, and compounds that contain it."""
        vocabulary = self._vocabulary
        word_key = key(form)
        number = vocabulary.number.get(word_key)
        exact = [number] if number is not None else []
        if number is not None:
            far = form not in vocabulary.word_of and len(form) - len(word_key) > 2
            term.offer(number, quality * (_FAR_STEM if far else 1.0), via)
        for verb_key in verb_keys(form):
            verb = vocabulary.number.get(verb_key)
            if verb is not None and verb != number:
                term.offer(verb, quality * _VERB_FORM, via)
                exact.append(verb)
            self._offer_meanings(term, self._synonyms.meant.get((verb_key,), ()), quality * _VERB_FORM, via)
        for word in exact:
            for compound, head in vocabulary.compounds.get(word, ()):
                term.offer(compound, quality * (_HEAD if head else _MODIFIER), via or Kind.COMPOUND)
        self._offer_meanings(term, self._synonyms.of([form]), quality, via)

    def _offer_meanings(
        self, term: Term, meanings: Iterable[tuple[str, float]], quality: float, via: Kind | None
    ) -> None:
        """Offer what the authors say that an expression means."""
        for other, sure in meanings:
            forms = [bare(form) for form in folded_words(other)]
            numbers = [self._vocabulary.number.get(key(form)) for form in forms]
            if len(forms) == 1:
                if numbers[0] is not None:
                    term.offer(numbers[0], quality * sure, via or Kind.SYNONYM)
                    for compound, is_head in self._vocabulary.compounds.get(numbers[0], ()):
                        factor = _HEAD if is_head else _MODIFIER
                        term.offer(compound, quality * sure * factor, via or Kind.SYNONYM)
            else:
                parts = self._plain_terms(forms, via or Kind.SYNONYM)
                if parts:
                    term.parts.append((quality * sure, parts))

    def _plain_terms(self, forms: Iterable[str], via: Kind) -> list[Term]:
        """Return terms for words of an expression, without the ones that say nothing."""
        terms = []
        for form in forms:
            number = self._vocabulary.number.get(key(form))
            if self._synonyms.marks.get(form) == "#leer":
                continue
            part = Term(form)
            if number is not None:
                part.offer(number, 1.0, via)
                for compound, head in self._vocabulary.compounds.get(number, ()):
                    part.offer(compound, _HEAD if head else _MODIFIER, via)
            part.weight = self._weight(part)
            terms.append(part)
        return terms

    def _offer_joined(self, term: Term, several: list[str]) -> None:
        """Offer what words mean together: an expression, or a compound that was torn apart."""
        self._offer_meanings(term, self._synonyms.of(several), 1.0, None)
        joined = "".join(several)
        if joined in self._vocabulary.word_of or self._synonyms.of([joined]):
            self._offer_known(term, joined, _JOINED, None)
        apart = [self._term(form, form, last=False) for form in several if not self._is_empty(form)]
        if apart:
            term.parts.append((1.0, apart))

    def _offer_parts(self, term: Term, form: str) -> None:
        """Offer the parts of a compound, which is also how words run together are read."""
        if len(form) < 6:
            return
        parts = self._splitter.split(form)
        if parts:
            term.parts.append((_PARTS, [self._part_term(part) for part in parts]))
        elif not term.options and (known := self._splitter.known_end(form)):
            rest = Term(form.replace(known, "…"), UNKNOWN_RARITY)
            term.parts.append((_PARTS, [self._part_term(known), rest]))

    def _part_term(self, part: str) -> Term:
        """Return the term of one part of a compound."""
        term = Term(part)
        self._offer_known(term, part, 1.0, Kind.COMPOUND)
        term.weak = self._synonyms.marks.get(part) == "#schwach"
        term.weight = self._weight(term)
        return term

    def _offer_starts(self, term: Term, form: str) -> None:
        """Offer words that begin like the typed one."""
        top = _START_KNOWN if term.options else _START
        for longer in self._vocabulary.starting_with(form, _MOST_STARTS):
            share = len(form) / len(longer)
            term.offer(self._vocabulary.word_of[longer], top * share**0.5, Kind.START)

    def _offer_typos(self, term: Term, form: str) -> None:
        """Offer words that the typed one is probably a mistyped form of."""
        most = min(3, len(form) // 4)
        if not most or form.isdigit():
            return
        found = itertools.chain(
            self._vocabulary.spellings.near(form, most), self._head_spellings.near(form, most)
        )
        best: dict[str, int] = {}
        for near, distance in found:
            best[near] = min(distance, best.get(near, distance))
        for near, distance in best.items():
            other_start = near[0] != form[0]
            if other_start and (distance > 1 or (len(form) < 7 and sound(near)[0] != sound(form)[0])):
                continue
            if self._synonyms.marks.get(near) == "#leer":
                continue
            quality = 0.97 - 0.9 * distance / len(form) - (0.1 if other_start else 0.0)
            if term.parts:
                quality *= _TYPO_OF_COMPOUND
            if distance > 1:
                quality -= 0.1
            self._offer_known(term, near, quality, Kind.TYPO)


def spelled(text: str) -> str:
    """Return the form under which a word is kept."""
    return bare(fold(text))
