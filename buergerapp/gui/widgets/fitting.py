"""Words that are wider than their place become smaller: a long German word is neither cut nor torn apart.

Breaking it at syllables was tried with pyphen, which textstat brings: half a second to read its German
patterns, and breaks such as "Schwerbehinderte-n-ausweis" and "Persona-lausweis". People who read with
effort need the whole word.
"""

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
