"""Words that are wider than their place become smaller: a long German word is neither cut nor torn apart.

Breaking it at syllables was tried with pyphen, which textstat brings: half a second to read its German
patterns, and breaks such as "Schwerbehinderte-n-ausweis" and "Persona-lausweis". People who read with
effort need the whole word. Addresses are no words: a long one may break after its slashes, dots and hyphens.
"""

import re

LEAST = 2 / 3
"""How much smaller ordinary words may get, as a part of their size: at 300 % to what 200 % would be."""


_NEVER_LONG = 300
"""Width in px of words that always find room: they are not made smaller for the sake of a neighbour."""


def least_width(longest: int, least: float = LEAST) -> int:
    """Return the width in px that the longest word needs at the least; ``longest`` is what it wants."""
    return min(longest, max(_NEVER_LONG, round(longest * least)))


def fitting_size(size: int, longest: int, room: int, least: float = LEAST) -> int:
    """Return the size in px at which the longest word fits, or the least one.

    Args:
        size: Size that is wanted, in px.
        longest: Width of the longest word at that size, in px.
        room: Width there is, in px.
        least: How much smaller the words may get, as a part of their size.
    """
    if longest <= room or size <= 0:
        return size
    return max(round(size * least), size * room // longest)


BREAK = "\u200b"
"""A place where a line may break and nothing is drawn; for the screen only, see :func:`without_breaks`."""
_WHOLE = 24
"""Characters of an address that stands on one line."""
_MAYBE_ADDRESS = re.compile(r"[\w:][./@\\]\w")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w.-]*\w"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/\S*)?"
    r"|(?<!\S)\S*(?:\\|/\S*/)\S+"  # a folder on this computer, or a part of it after a space
)
_JOINT = re.compile(r"(?:_|[/\\.@-]+(?=\w))")


def with_breaks(words: str) -> str:
    """Let lines break after the slashes, dots and hyphens of long addresses and folders."""
    if not _MAYBE_ADDRESS.search(words):
        return words
    return _ADDRESS.sub(_break_address, words)


def _break_address(found: re.Match[str]) -> str:
    address = found[0]
    return _JOINT.sub(rf"\g<0>{BREAK}", address) if len(address) > _WHOLE else address


def without_breaks(words: str) -> str:
    """Return the words as they are heard, copied and compared."""
    return words.replace(BREAK, "")
