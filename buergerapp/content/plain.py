"""Measure how plain a German text is.

The figure is the first Wiener Sachtextformel (Bamberger and Vanecek, 1984), computed by ``textstat``:
roughly the school year in which a text is understood. Sentences are counted in words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

MAX_STEP_WORDS = 20
MAX_WORDS = 25
MAX_SIMPLE_WORDS = 13
MAX_WIENER = 9.0
MAX_MEAN_WIENER = 7.0
"""The bar for the average over the whole catalog."""

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"“]?\s+(?=[A-ZÄÖÜ„\d])")
_WORD = re.compile(r"[\w@./-]*\w")
_AVOID = re.compile(
    r"\bz\. ?B\.|\bbzw\b|\bggf\b|\bevtl\b|\bo\. ?ä\.|\busw\b|\betc\b|\bu\. ?a\.|\bi\. ?d\. ?R\.|!"
)
"""Abbreviations that are hard to read aloud, and shouting."""


def sentences(text: str) -> list[str]:
    """Split a text into sentences; a colon before a capital letter ends one too."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def word_count(sentence: str) -> int:
    """Count words; an address or phone part counts as one."""
    return len(_WORD.findall(sentence))


def wiener(texts: Iterable[str]) -> float:
    """Return Wiener Sachtextformel 1 of all ``texts`` read one after the other."""
    import textstat  # late: only authors need it, and it costs a tenth of a second

    textstat.set_lang("de")
    whole = " ".join(_as_sentence(text) for text in texts if text.strip())
    return float(textstat.wiener_sachtextformel(whole, 1)) if whole else 0.0


def _as_sentence(text: str) -> str:
    """End a fragment with a full stop, so that it is not read into the next one."""
    text = text.strip()
    return text if text[-1] in ".!?“" else text + "."


def too_long(text: str, limit: int) -> Iterator[str]:
    """Yield the sentences with more than ``limit`` words."""
    return (s for s in sentences(text) if word_count(s) > limit)


def to_avoid(text: str) -> Iterator[str]:
    """Yield each abbreviation or exclamation mark that the text contains."""
    return (found.group() for found in _AVOID.finditer(text))


class Officialese:
    """Words of the offices, with what people say instead.

    A word is listed in its basic form and found with its endings: verbs also as participle and with
    the prefix at the end of the clause (``reichen Sie … ein``). A phrase that ends with a verb is found by
    what stands before the verb. What stands in „quotation marks“ is the name of something on a screen or
    a form and is left alone.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Prepare the search for ``words``, basic form to replacement."""
        self._patterns = [
            (word, instead, re.compile(rf"(?<!\w)(?:{_forms(word)})(?!\w)"))
            for word, instead in words.items()
        ]
        everything = "|".join(pattern.pattern for _, _, pattern in self._patterns)
        self._any = re.compile(everything) if everything else None

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each listed word that stands in the text, with its replacement."""
        text = _QUOTED.sub("„“", text)
        if self._any is None or not self._any.search(text):
            return
        for word, instead, pattern in self._patterns:
            if pattern.search(text):
                yield word, instead


_QUOTED = re.compile(r"„[^“]*“")
_PREFIX = re.compile(r"(vor|ein|bei|aus|ab|auf)([a-zäöüß]{3,})en")
_VERB = re.compile(r"[a-zäöüß]{4,}(?:en|eln|ern)")
_VERB_ENDINGS = "(?:e?n|e?t|e?st|e?te|e?ten|e|e?nd)"
_ASKING = "(?:e?n|e?t)"
"""Endings of a verb that begins a sentence; "Erfolge" is no verb."""
_NOUN_ENDINGS = "(?:s|es|n|en|e|er|in|innen)?"
_OTHER_ENDINGS = "(?:e[nrsm]?)?"


def _forms(word: str) -> str:
    """Return a pattern for a word with its endings; small words may begin a sentence."""
    before, _, last = word.rpartition(" ")
    if before and _VERB.fullmatch(last) and any(part[0].isupper() for part in before.split()):
        return _start(before)
    if before:
        return _start(word)
    if word[0].isupper():
        return re.escape(word) + _NOUN_ENDINGS
    if not _VERB.fullmatch(word):
        return _start(word) + _OTHER_ENDINGS
    stem = re.escape(word.removesuffix("n").removesuffix("e"))
    whole = f"{stem}{_VERB_ENDINGS}|{stem[0].upper()}{stem[1:]}{_ASKING}"
    if separable := _PREFIX.fullmatch(word):
        prefix, stem = separable.groups()
        return (
            f"{whole}|{_start(prefix)}(?:zu{stem}en|ge{stem}(?:t|en)(?:e[nrsm]?)?)"
            rf"|{_start(stem)}(?:en|e|t|st)\b[^.!?:;]*\b{prefix}(?=[.!?,:;]|$| und | oder )"
        )
    return whole


def _start(word: str) -> str:
    """Let a word begin with a capital letter."""
    first = word[0]
    return f"[{first}{first.upper()}]{re.escape(word[1:])}" if first.islower() else re.escape(word)
