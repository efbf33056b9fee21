"""Measure how plain a German text is.

The figure is the first Wiener Sachtextformel (Bamberger and Vanecek, 1984), computed by ``textstat``:
roughly the school year in which a text is understood. Sentences are counted in words.
"""

import re
from collections.abc import Iterable, Iterator

MAX_STEP_WORDS = 20
MAX_WORDS = 25
MAX_SIMPLE_WORDS = 13
MAX_WIENER = 9.0

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
