"""From what somebody typed to words that the catalog knows, each with how sure the match is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from buergerapp.catalog.found import Kind
from buergerapp.catalog.meanings import EMPTY, FOREIGN, INTENT, SAME, WEAK, Meaning, Meanings
from buergerapp.catalog.splitting import Splitter
from buergerapp.catalog.vocabulary import ONLY_MEANT, Vocabulary
from buergerapp.catalog.words import PARTICLES, bare, folded_words, key, sound, verb_keys, words

LONGEST_QUERY = 300
"""Characters that are read; nobody types more than this on purpose."""
MOST_TERMS = 16
"""Words that are looked up; the first ones of a long question say what it is about."""

_VERB_FORM = 0.95
_FAR_STEM = 0.7
_TYPO_OF_COMPOUND = 0.85
"""A word made of known words is probably meant as it stands ..."""
_LONG_FORM = 9
"""... unless it is long and differs in one letter only."""
_JOINED = 0.97
_SHORTEST_TORN = 7
_TRANSLATED = 0.8
"""What means the same as the German word for a word of another language (шкаф: Schrank, so Möbel)."""
_HEAD, _MODIFIER = 0.6, 0.5
_PARTS = 0.85
_START, _START_KNOWN = 0.8, 0.5
_START_FALLS = 0.2
_MOST_STARTS = 24
_SHORTEST_PIECE = 5
_SHORTEST_KEY = 4
_STRONG = 0.5
_SURE = 0.8
_OPENERS = frozenset(
    f"{stem}{ending}"
    for stems, endings in (
        ("d", ("er", "ie", "as", "en", "em", "es")),
        ("dies jed welch", ("er", "e", "es", "en", "em")),
        ("ein mein dein sein ihr unser unsr euer eur kein", ("", "e", "en", "em", "er", "es")),
        ("mir mich dir dich ihm ihn ihnen uns euch", ("",)),
    )
    for stem in stems.split()
    for ending in endings
)
"""Articles and pronouns: what stands before one of them ends no clause (*mit der*), so no verb either."""
_BEFORE_NOUNS = frozenset({"aus", "bei", "ein", "mit", "zu"})
"""What belongs to the noun that follows (*mit Leihwagen*); *nach* and *um* may be the end of a note."""
UNKNOWN_RARITY = 0.8
"""How much a word that the catalog does not know weighs in the question."""
_NO_NOUN = 0.7
"""How much of its weight a verb or adjective keeps; nouns say what a question is about."""
_FOREIGN_WORD = 0.6
WEAK_RARITY = 0.4
"""How much of its rarity a word such as *beantragen* keeps."""
FOREIGN_RARITY = 2.0
"""How much a word weighs that is known to lie outside the catalog (Lotto)."""
_FOREIGN_KNOWN_RARITY = 1.3
"""The same when some phrasing mentions it all the same."""
_MOST_KEPT = 400
"""Words of expressions that stay in memory."""
_STORY = 3
"""Other telling words that make a foreign topic a mere part of a story."""


class Option(NamedTuple):
    """A word of the catalog that a typed word may mean.

    Attributes:
        quality: 1 for the word itself, less for everything that was guessed.
        via: How it was found; None for the word itself.
    """

    word: int
    quality: float
    via: Kind | None = None


@dataclass(slots=True, eq=False)
class Term:
    """One word of the question; only the very same one is equal.

    Attributes:
        typed: The word as typed.
        weight: How much it says about what is wanted.
        options: What it may mean, by word number.
        parts: Ways to read it as several words, each with the quality of that reading.
        weak: It says little, because many services have it.
        intent: It says what somebody wants to do with a thing; a service should say it too.
        foreign: It is a topic without a guide.
    """

    typed: str
    weight: float = 1.0
    options: dict[int, Option] = field(default_factory=dict)
    parts: list[tuple[float, list[Term]]] = field(default_factory=list)
    weak: bool = False
    intent: bool = False
    foreign: bool = False
    _ordered: list[Option] = field(default_factory=list)

    def offer(self, word: int, quality: float, via: Kind | None) -> None:
        """Add an option unless a better one for the same word is there."""
        known = self.options.get(word)
        if known is None or known.quality < quality:
            self.options[word] = Option(word, quality, via)
            self._ordered = []

    def offer_parts(self, quality: float, parts: list[Term]) -> None:
        """Add a reading as several words unless the same words are there as sure."""
        for place, (known, others) in enumerate(self.parts):
            if others == parts:
                self.parts[place] = (max(known, quality), others)
                return
        self.parts.append((quality, parts))

    def ordered(self) -> list[Option]:
        """Return the options, the surest first."""
        if not self._ordered:
            self._ordered = sorted(self.options.values(), key=lambda option: (-option.quality, option.word))
        return self._ordered

    def best(self) -> float:
        """Return the quality of the best reading."""
        ordered = self.ordered()
        alone = ordered[0].quality if ordered else 0.0
        return max([alone, *(q * min(t.best() for t in terms) for q, terms in self.parts)])


@dataclass(frozen=True, slots=True)
class Question:
    """A query taken apart.

    Attributes:
        terms: What its telling words may mean.
        forms: Its telling words, folded.
        corrected: The query with mistyped words put right, "" when there are none.
        foreign: It asks for a topic without a guide.
        typed: How many words it has, telling or not.
    """

    terms: tuple[Term, ...]
    forms: tuple[str, ...] = ()
    corrected: str = ""
    foreign: bool = False
    typed: int = 0


class Expander:
    """Read questions with the vocabulary and the authors' synonyms."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings) -> None:
        """Keep both."""
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._splitter = Splitter(vocabulary.said, self._same_key)
        self._plain_terms: dict[tuple[str, Kind], Term] = {}

    def _same_key(self, form: str) -> str | None:
        """Return the form itself when another form of the same word is said."""
        word_key = key(form)
        return form if len(word_key) >= _SHORTEST_KEY and self._vocabulary.says(word_key) else None

    def read(self, query: str) -> Question:
        """Take a query apart."""
        typed = [(word, "".join(folded_words(word))) for word in words(query[:LONGEST_QUERY])]
        pairs = [(word, form) for word, form in typed if form]
        if not pairs:
            return Question(())
        complete = query[:LONGEST_QUERY][-1:].isspace()
        terms: list[Term] = []
        corrected: list[str] = []
        for word, form, mark in self._chunks(pairs):
            last = not complete and word is pairs[-1][0]
            if mark == EMPTY:
                corrected.append(word)
                continue
            if mark == FOREIGN:
                term = self._foreign_term(word, form)
            else:
                term = self._term(word, form, last=last)
                if self._is_no_noun(word, query):
                    term.weight *= _NO_NOUN
            terms.append(term)
            corrected.append(self._spelled(term))
            if len(terms) == MOST_TERMS:
                break
        text = " ".join(corrected)
        telling = tuple(bare(form) for _, form in pairs if not self._is_empty(bare(form)))
        corrected_text = text if text != " ".join(t for t, _ in pairs) else ""
        return Question(tuple(terms), telling, corrected_text, self._is_about_foreign(terms), len(pairs))

    @staticmethod
    def _is_about_foreign(terms: list[Term]) -> bool:
        """Tell whether a topic without a guide is what is asked for, or only mentioned in a long story."""
        foreign = [term for term in terms if term.foreign]
        if sum(not (term.weak or term.foreign) for term in terms) < _STORY:
            return bool(foreign)
        for term in foreign:
            term.weight = UNKNOWN_RARITY
        return False

    def _is_foreign(self, folded: str) -> bool:
        """Tell whether an unknown word is a compound with a topic that the catalog does not have."""
        form = bare(folded)
        if len(form) < 7 or self._vocabulary.knows(form) or self._meanings.of([form]):
            return False
        return any(
            self._meanings.is_foreign(folded[:size]) or self._meanings.is_foreign(folded[-size:])
            for size in range(_SHORTEST_PIECE, len(folded) - _SHORTEST_KEY + 1)
        )

    def _foreign_term(self, typed: str, form: str) -> Term:
        """Return the term of a foreign topic: only the very word counts, and it counts much."""
        term = Term(typed, FOREIGN_RARITY, foreign=True)
        number = self._vocabulary.said.get(form, ONLY_MEANT)
        if number != ONLY_MEANT:
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
            return self._vocabulary.word(best.word).shown
        return term.typed

    def _chunks(self, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield typed word, form and mark; several typed words that belong together come as one."""
        folded = [form for _, form in pairs]
        forms = [bare(form) for form in folded]
        used = self._separated_verbs([word for word, _ in pairs], forms)
        empty = [self._is_empty(form) for form in forms]
        only_empty = all(empty)
        at = 0
        while at < len(pairs):
            if at in used:
                yield pairs[at][0], used[at], "" if used[at] else EMPTY
                at += 1
                continue
            length, mark = self._longest(folded, forms, empty, at)
            if length == 1 and not mark and empty[at] and not only_empty:
                mark = EMPTY
            yield (
                " ".join(word for word, _ in pairs[at : at + length]),
                " ".join(forms[at : at + length]),
                mark,
            )
            at += length

    def _is_empty(self, form: str) -> bool:
        if form.isdigit():  # a date or an amount, unless it is a name like 115
            return not self._vocabulary.knows(form)
        return self._meanings.mark(form) == EMPTY or len(form) == 1

    def _longest(self, folded: list[str], forms: list[str], empty: list[bool], at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are one known expression, and its mark."""
        for length in (4, 3, 2, 1):
            if at + length > len(forms):
                continue
            if self._names_foreign(folded[at : at + length], empty[at : at + length]):
                return length, FOREIGN
            if length > 1 and self._meanings.of(forms[at : at + length]):
                return length, ""
            if (
                length in (2, 3)
                and not all(empty[at : at + length])
                and self._was_torn(forms[at : at + length])
            ):
                return length, ""
        return 1, FOREIGN if self._is_foreign(folded[at]) else ""

    def _names_foreign(self, folded: list[str], empty: list[bool]) -> bool:
        """Tell whether words are a topic without a guide.

        As they stand, across words that say nothing (*Visum für die USA*), or as a compound torn apart
        (*Blut spenden*).
        """
        if self._meanings.is_foreign(" ".join(folded)):
            return True
        telling = [form for form, says_nothing in zip(folded, empty, strict=True) if not says_nothing]
        if len(telling) < 2 or empty[-1]:
            return False
        return any(self._meanings.is_foreign(link.join(telling)) for link in (" ", ""))

    def _is_word(self, joined: str) -> bool:
        """Tell whether words written apart are one word."""
        return len(joined) > 4 and (self._vocabulary.knows(joined) or bool(self._meanings.of([joined])))

    def _was_torn(self, forms: list[str]) -> bool:
        """Tell whether words written apart are one word, perhaps written as one hears it (*funt büro*)."""
        joined = "".join(forms)
        if self._is_word(joined):
            return True
        if len(joined) < _SHORTEST_TORN or all(map(self._vocabulary.knows, forms)):
            return False
        return self._vocabulary.spellings.sounds_known(joined)

    @staticmethod
    def _goes_on(typed: list[str], forms: list[str], place: int) -> bool:
        """Tell whether a word belongs to the next one (*mit der*, *ein Kind*), so it ends no clause."""
        if place + 1 == len(forms):
            return False
        before_noun = typed[place].islower() and typed[place + 1][0].isupper()
        return forms[place + 1] in _OPENERS or (before_noun and forms[place] in _BEFORE_NOUNS)

    def _separated_verbs(self, typed: list[str], forms: list[str]) -> dict[int, str]:
        """Find verbs whose first part stands alone (melde ... ab): position to the whole verb, or ""."""
        found: dict[int, str] = {}
        for place, particle in enumerate(forms):
            if particle not in PARTICLES or self._goes_on(typed, forms, place):
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
                if self._vocabulary.number(key(whole)) is not None or self._meanings.of_key(key(whole)):
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
                    term.offer(longer, _MODIFIER, Kind.COMPOUND)
            if not self._vocabulary.knows(form) and self._sure(term) < _SURE:
                self._offer_typos(term, form)
        mark = self._meanings.mark(form)
        term.weak, term.intent = mark in (WEAK, INTENT), mark == INTENT
        term.weight = self._weight(term)
        return term

    @staticmethod
    def _sure(term: Term) -> float:
        """Return the quality of the best reading as one word."""
        return max((option.quality for option in term.options.values()), default=0.0)

    def _weight(self, term: Term) -> float:
        """Return how much a term says: the rarity of what it most likely means."""
        surest = self._sure(term)
        if surest:
            likely = (option.word for option in term.options.values() if option.quality == surest)
            rarity = max(self._vocabulary.word(word).rarity for word in likely)
        else:
            rarity = max([UNKNOWN_RARITY, *(part.weight for _, parts in term.parts for part in parts)])
        return rarity * (WEAK_RARITY if term.weak else 1.0)

    def _offer_known(self, term: Term, form: str, quality: float, via: Kind | None) -> None:
        """Offer the word itself, its synonyms, and compounds that contain it."""
        word_key = key(form)
        number = self._vocabulary.number(word_key)
        if number is not None:
            far = len(form) - len(word_key) > 2 and not self._vocabulary.knows(form)
            self._offer_word(term, number, quality * (_FAR_STEM if far else 1.0), via)
        self._offer_meanings(term, self._meanings.of([form]), quality, via)
        for verb_key in verb_keys(form):
            verb = self._vocabulary.number(verb_key)
            if verb is not None and verb != number:
                self._offer_word(term, verb, quality * _VERB_FORM, via)
            self._offer_meanings(term, self._meanings.of_key(verb_key), quality * _VERB_FORM, via)

    def _offer_word(self, term: Term, number: int, quality: float, via: Kind | None) -> None:
        """Offer a word and the compounds that contain it."""
        term.offer(number, quality, via)
        for entry in self._vocabulary.word(number).compounds:
            term.offer(entry >> 1, quality * (_HEAD if entry & 1 else _MODIFIER), via or Kind.COMPOUND)

    def _offer_meanings(
        self, term: Term, meanings: Iterable[Meaning], quality: float, via: Kind | None
    ) -> None:
        """Offer what the authors say that an expression means."""
        for forms, sure, translated in meanings:
            how = via or (Kind.SYNONYM if sure >= SAME else Kind.OFTEN_MEANT)
            self._offer_meaning(term, forms, quality * sure, how)
            if translated:
                for others in self._meanings.same_as(forms):
                    self._offer_meaning(term, others.words, quality * _TRANSLATED, how)

    def _offer_meaning(self, term: Term, forms: Sequence[str], quality: float, via: Kind) -> None:
        """Offer one word or several that an expression means."""
        if len(forms) == 1:
            number = self._vocabulary.number(key(forms[0]))
            if number is not None:
                self._offer_word(term, number, quality, via)
        elif parts := [self._plain_term(form, via) for form in forms if self._meanings.mark(form) != EMPTY]:
            term.offer_parts(quality, parts)

    def _plain_term(self, form: str, via: Kind) -> Term:
        """Return the term for one word of an expression; the same one each time."""
        known = self._plain_terms.get((form, via))
        if known is None:
            known = Term(form)
            number = self._vocabulary.number(key(form))
            if number is not None:
                self._offer_word(known, number, 1.0, via)
            known.weight = self._weight(known)
            if len(self._plain_terms) > _MOST_KEPT:
                self._plain_terms.clear()
            self._plain_terms[form, via] = known
        return known

    def _offer_joined(self, term: Term, several: list[str]) -> None:
        """Offer what words mean together: an expression, or a compound that was torn apart."""
        self._offer_meanings(term, self._meanings.of(several), 1.0, None)
        joined = "".join(several)
        if self._is_word(joined):
            self._offer_known(term, joined, _JOINED, None)
        else:
            self._offer_typos(term, joined)
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
        term.weak = self._meanings.mark(part) in (WEAK, INTENT)
        term.weight = self._weight(term)
        return term

    def _offer_starts(self, term: Term, form: str) -> None:
        """Offer words that begin like the typed one."""
        top = _START_KNOWN if term.options else _START
        for longer, word in self._vocabulary.starting_with(form, _MOST_STARTS):
            share = len(form) / len(longer)
            term.offer(word, top * share**_START_FALLS, Kind.START)

    def _offer_typos(self, term: Term, form: str) -> None:
        """Offer words that the typed one is probably a mistyped form of."""
        most = min(3, len(form) // 4)
        if not most or form.isdigit():
            return
        best: dict[str, int] = {}
        for near, distance in self._vocabulary.spellings.near(form, most):
            best[near] = min(distance, best.get(near, distance))
        for near, distance in best.items():
            other_start = near[0] != form[0]
            if other_start and (distance > 1 or (len(form) < 7 and sound(near)[0] != sound(form)[0])):
                continue
            if self._meanings.mark(near) == EMPTY:
                continue
            quality = 0.97 - 0.9 * distance / len(form) - (0.1 if other_start else 0.0)
            if term.parts and (distance > 1 or len(form) < _LONG_FORM):
                quality *= _TYPO_OF_COMPOUND
            if distance > 1:
                quality -= 0.1
            self._offer_known(term, near, quality, Kind.TYPO)
