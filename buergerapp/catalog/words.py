"""From text to the keys of the search index: words, stems, joined and separated verbs.

Compiler and search use the same functions, so both sides always agree. A *key* is what two spellings
of a word have in common: folded, without umlauts at all (``ue`` and ``u`` alike, because people leave
the dots out in both ways), and stemmed.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator

import Stemmer

from buergerapp.domain.german import fold

LONGEST_WORD = 40
"""Longer words are cut; no German compound that people type is longer."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LONE_LETTER = re.compile(r"\b([^\W\d_])[-‐‑](?=[^\W\d_])")
_UMLAUT = re.compile(r"(?<![aeq])ue|ae|oe")
_PARTICLE_VERB = re.compile(
    r"(ab|an|auf|aus|bei|ein|fort|her|hin|los|mit|nach|raus|runter|um|vor|weg|zu|zurueck|zurück|zuruck)"
    r"(ge|zu)(.{3,})"
)
PARTICLES = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "ein",
        "fort",
        "her",
        "hin",
        "los",
        "mit",
        "nach",
        "raus",
        "runter",
        "um",
        "vor",
        "weg",
        "zu",
        "zuruck",
        "zusammen",
    ]
)
"""Parts of German verbs that stand alone at the end of a sentence: melde ... ab."""

_ARABIC_PREFIX = re.compile(r"^(?:وال|بال|كال|فال|لل|ال)(?=..)")
_ARABIC_SUFFIX = re.compile(r"(?<=...)(?:ات|ين|ون|ه|ي)$")
_OWN_KEYS = {
    form: stem
    for stem, forms in {
        "buchung": "buchen buche bucht gebucht buchung buchungen",
        "reisspeise": "reis",
    }.items()
    for form in forms.split()
}
"""Words that the stemmer throws together with others: buchen (to book) with Buch (book)."""
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|sh", "s"),
        ("(?<=[aeiou])h", ""),
        ("ph|v|pf", "f"),
        ("dt|th|d", "t"),
        ("ck|gk|c(?!h)|g$|qu?", "k"),
        ("chs|ks|x", "ks"),
        ("tz|ts|z", "z"),
        ("ai|ay|ey", "ei"),
        ("eu|aeu|oi", "oi"),
        ("y|j", "i"),
        ("ie", "i"),
        ("b$", "p"),
        (r"(.)\1", r"\1"),
    )
)
"""What German spells in several ways, and how it sounds."""
_UKRAINIAN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "ы": "и", "э": "е"})


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    """Return the Snowball stemmer of a language."""
    return Stemmer.Stemmer(language)


def _stem(language: str, word: str) -> str:
    """Return the stem of a word."""
    stem: str = _stemmer(language).stemWord(word)
    return stem


def words(text: str) -> Iterator[str]:
    """Yield the words of ``text`` as typed.

    Numbers are words of their own (Hartz4: Hartz, 4); a lone letter belongs to its word (E-Mail: EMail).
    """
    text = _LONE_LETTER.sub(r"\1", text)
    return (match.group()[:LONGEST_WORD] for match in _TOKEN.finditer(text))


def folded_words(text: str) -> list[str]:
    """Return the folded words of ``text``."""
    return [fold(word) for word in words(unicodedata.normalize("NFKC", text))]


@functools.lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """Return a folded word without any trace of umlauts: fuehrerschein becomes fuhrerschein."""
    return _UMLAUT.sub(lambda found: found.group()[0], word)


@functools.lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """Return the key of a folded word."""
    first = word[:1]
    if "\u0400" <= first <= "\u04ff":
        return _stem("russian", word).translate(_UKRAINIAN)
    if "\u0600" <= first <= "\u06ff":
        return _ARABIC_SUFFIX.sub("", _ARABIC_PREFIX.sub("", word))
    word = bare(word)
    if word in _OWN_KEYS:
        return _OWN_KEYS[word]
    return _stem("german", _stem("german", word))  # twice: else Kurse gives kurs and Kurs gives kur


def keys(text: str) -> list[str]:
    """Return the keys of all words of ``text``, in order."""
    return [key(word) for word in folded_words(text)]


def verb_keys(word: str) -> list[str]:
    """Return further keys of a verb form: angemeldet and anzumelden lead to anmelden."""
    found = _PARTICLE_VERB.fullmatch(bare(word))
    if not found:
        return []
    particle, _, rest = found.groups()
    stem = rest
    for ending in ("en", "et", "t", "n"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem[: -len(ending)]
            break
    return [key(particle + stem + "en")]


@functools.lru_cache(maxsize=50_000)
def sound(form: str) -> str:
    """Return roughly how a word sounds: people who write little write what they hear."""
    for pattern, replacement in _SOUNDS:
        form = pattern.sub(replacement, form)
    return form
