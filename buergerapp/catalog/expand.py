"""From what somebody typed to words that the catalog knows, each with how sure the match is."""

from __future__ import annotations

import bisect
import itertools
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from buergerapp.catalog.splitting import Splitter
from buergerapp.catalog.words import PARTICLES, bare, folded_words, key, verb_keys, words
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


LONGEST_QUERY = 300
"""Characters that are read; nobody types more than this on purpose."""
MOST_TERMS = 16
"""Words that are looked up; the first ones of a long question say what it is about."""

_SAME, _RELATED = 0.9, 0.6
_VERB_FORM = 0.95
_JOINED = 0.97
_HEAD, _MODIFIER = 0.6, 0.5
_PARTS = 0.85
_START, _START_KNOWN = 0.8, 0.5
_MOST_STARTS = 40
_STRONG = 0.5
UNKNOWN_RARITY = 0.8
"""How much a word that the catalog does not know weighs in the question."""
WEAK_RARITY = 0.25
"""How much of its rarity a word such as *beantragen* keeps."""
FOREIGN_RARITY = 2.0
"""How much a word weighs that is known to lie outside the catalog (Lotto)."""


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
    corrected: str = ""
    foreign: bool = False


@dataclass(slots=True)
class Synonyms:
    """What the authors say about words, by their keys; see ``content/synonyms.py``."""

    meant: dict[tuple[str, ...], list[tuple[str, float]]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    starts: set[str] = field(default_factory=set)
    foreign_pairs: set[tuple[str, ...]] = field(default_factory=set)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Synonyms:
        """Read all pairs of the catalog."""
        synonyms = cls()
        for word, other in connection.execute("SELECT word, other FROM synonym ORDER BY word, other"):
            head = tuple(key(part) for part in folded_words(word))
            if not head:
                continue
            if other.startswith("#"):
                if other == "#fremd":
                    synonyms.foreign_pairs.add(head)
                elif len(head) == 1:
                    synonyms.marks[bare(folded_words(word)[0])] = other
                continue
            quality = _RELATED if other.startswith("~") else _SAME
            synonyms.meant.setdefault(head, []).append((other.removeprefix("~"), quality))
        synonyms.starts = {head[0] for head in itertools.chain(synonyms.meant, synonyms.foreign_pairs)}
        return synonyms


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
        rows = connection.execute("SELECT form, word, uses FROM search_form ORDER BY form").fetchall()
        self.forms: list[str] = [form for form, _, _ in rows]
        self.word_of: dict[str, int] = {form: word for form, word, _ in rows}
        self.uses: dict[str, int] = {form: uses for form, _, uses in rows}
        self.by_length: dict[int, list[str]] = {}
        for form in self.forms:
            self.by_length.setdefault(len(form), []).append(form)
        self.splitter = Splitter(self.word_of)
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
        found = self.forms[left:right]
        if len(found) > limit:
            found = sorted(found, key=lambda form: (-self.uses[form], form))[:limit]
        return found


class Expander:
    """Read questions with the vocabulary and the authors' synonyms."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        """Keep both, and the spellings a mistyped word may stand for."""
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._heads = self._synonym_forms()

    def _synonym_forms(self) -> dict[int, list[str]]:
        """Return everyday words that only the synonyms know, by length, for typing errors."""
        by_length: dict[int, list[str]] = {}
        for head in self._synonyms.meant:
            if len(head) == 1 and head[0] not in self._vocabulary.word_of:
                by_length.setdefault(len(head[0]), []).append(head[0])
        return by_length

    def read(self, query: str) -> Question:
        """Take a query apart."""
        typed = list(words(query[:LONGEST_QUERY]))
        folded = [bare("".join(folded_words(word))) for word in typed]
        pairs = [(t, f) for t, f in zip(typed, folded, strict=True) if f]
        if not pairs:
            return Question(())
        complete = query[:LONGEST_QUERY][-1:].isspace()
        terms: list[Term] = []
        corrected: list[str] = []
        foreign = False
        for word, form, alternatives in self._chunks(pairs):
            last = not complete and word is pairs[-1][0]
            if alternatives == "#leer":
                corrected.append(word)
                continue
            term = self._term(word, form, last=last)
            if alternatives == "#fremd":
                term.weight = FOREIGN_RARITY
                term.options.clear()
                term.parts.clear()
                foreign = True
            terms.append(term)
            corrected.append(self._spelled(term))
            if len(terms) == MOST_TERMS:
                break
        text = " ".join(corrected)
        return Question(tuple(terms), text if text != " ".join(t for t, _ in pairs) else "", foreign)

    def _spelled(self, term: Term) -> str:
        """Return how the word is spelled when it was mistyped, else as it was typed."""
        best = max(term.options.values(), key=lambda option: option.quality, default=None)
        if best is not None and best.via is Kind.TYPO:
            return self._vocabulary.shown[best.word]
        return term.typed

    def _chunks(self, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield typed word, form and mark; several typed words that belong together come as one."""
        forms = [form for _, form in pairs]
        used = self._separated_verbs(forms)
        empty = [self._is_empty(form) for form in forms]
        only_empty = all(empty)
        at = 0
        while at < len(pairs):
            length, mark = self._longest(forms, at)
            if length > 1 or mark:
                yield " ".join(word for word, _ in pairs[at : at + length]), " ".join(forms[at : at + length]), mark
            elif at in used:
                yield pairs[at][0], used[at], "" if used[at] else "#leer"
            else:
                yield pairs[at][0], forms[at], "#leer" if empty[at] and not only_empty else ""
            at += length

    def _is_empty(self, form: str) -> bool:
        return self._synonyms.marks.get(form) == "#leer" or (len(form) == 1 and not form.isdigit())

    def _longest(self, forms: list[str], at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are one known expression, and its mark."""
        vocabulary, synonyms = self._vocabulary, self._synonyms
        for length in (4, 3, 2, 1):
            if at + length > len(forms):
                continue
            head = tuple(key(form) for form in forms[at : at + length])
            if head in synonyms.foreign_pairs:
                return length, "#fremd"
            if length > 1 and head in synonyms.meant:
                return length, ""
            if length == 2:
                joined = "".join(forms[at : at + 2])
                if len(joined) > 4 and (joined in vocabulary.word_of or (key(joined),) in synonyms.meant):
                    return 2, ""
        return 1, ""

    def _separated_verbs(self, forms: list[str]) -> dict[int, str]:
        """Find verbs whose first part stands alone (melde ... ab): position to the whole verb, or ""."""
        found: dict[int, str] = {}
        for place, particle in enumerate(forms):
            if particle not in PARTICLES:
                continue
            for verb in range(place - 1, max(-1, place - 9), -1):
                stem = key(forms[verb])
                if len(stem) < 3 or verb in found or (self._is_empty(forms[verb]) and stem not in ("zieh", "geb", "mach")):
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
            if term.best() < _STRONG:
                self._offer_typos(term, form)
        term.weak = self._synonyms.marks.get(form) == "#schwach"
        term.weight = self._weight(term)
        return term

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
            term.offer(number, quality, via)
        for verb_key in verb_keys(form):
            verb = vocabulary.number.get(verb_key)
            if verb is not None and verb != number:
                term.offer(verb, quality * _VERB_FORM, via)
                exact.append(verb)
            self._offer_synonyms(term, (verb_key,), quality * _VERB_FORM, via)
        for word in exact:
            for compound, head in vocabulary.compounds.get(word, ()):
                term.offer(compound, quality * (_HEAD if head else _MODIFIER), via or Kind.COMPOUND)
        self._offer_synonyms(term, (word_key,), quality, via)

    def _offer_synonyms(self, term: Term, head: tuple[str, ...], quality: float, via: Kind | None) -> None:
        """Offer what the authors say that an expression means."""
        for other, sure in self._synonyms.meant.get(head, ()):
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
        self._offer_synonyms(term, tuple(key(form) for form in several), 1.0, None)
        joined = "".join(several)
        if joined in self._vocabulary.word_of or (key(joined),) in self._synonyms.meant:
            self._offer_known(term, joined, _JOINED, None)
        apart = [self._term(form, form, last=False) for form in several if not self._is_empty(form)]
        if apart:
            term.parts.append((1.0, apart))

    def _offer_parts(self, term: Term, form: str) -> None:
        """Offer the parts of a compound, which is also how words run together are read."""
        if len(form) < 6:
            return
        parts = self._vocabulary.splitter.split(form)
        if not parts:
            return
        terms = []
        for part in parts:
            inner = Term(part)
            self._offer_known(inner, part, 1.0, Kind.COMPOUND)
            inner.weak = self._synonyms.marks.get(part) == "#schwach"
            inner.weight = self._weight(inner)
            terms.append(inner)
        term.parts.append((_PARTS, terms))

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
        from rapidfuzz import process  # late: costs 26 ms that the first window does not have
        from rapidfuzz.distance import OSA

        choices: list[str] = []
        for length in range(len(form) - most, len(form) + most + 1):
            choices += self._vocabulary.by_length.get(length, ())
            choices += self._heads.get(length, ())
        found = process.extract(form, choices, scorer=OSA.distance, score_cutoff=most, limit=12)
        for near, distance, _ in found:
            quality = 0.95 - 0.9 * distance / len(form) - (0.1 if near[0] != form[0] else 0.0)
            self._offer_known(term, near, quality, Kind.TYPO)


def spelled(text: str) -> str:
    """Return the form under which a word is kept."""
    return bare(fold(text))
