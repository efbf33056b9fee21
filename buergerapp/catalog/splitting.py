"""Take German compounds apart over the words that a catalog knows."""

from collections.abc import Callable, Container, Iterator

_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""Letters that German puts between the parts of a compound."""
_ENDINGS = ("", "en", "e", "n", "s", "es", "er")
"""Endings that a part may lack or have compared with the known word."""
_SHORTEST = 3
_SHORT, _ANOTHER_FORM, _LINK = 0.6, 0.2, 0.1
"""What makes a way to split a word less likely: short parts, parts that are known in another form only
(sperrmüll|termin, not sperr|mülltermin), letters in between. Each part costs 1."""
_NO_PARTS = frozenset(
    [
        "aber",
        "alle",
        "als",
        "auch",
        "aus",
        "bei",
        "bis",
        "das",
        "dass",
        "dem",
        "den",
        "der",
        "des",
        "die",
        "ein",
        "eine",
        "einen",
        "einer",
        "eines",
        "fur",
        "hat",
        "ich",
        "ihr",
        "ist",
        "kein",
        "kann",
        "man",
        "mal",
        "mit",
        "muss",
        "nach",
        "neu",
        "nicht",
        "noch",
        "nur",
        "oder",
        "sein",
        "sich",
        "sie",
        "sind",
        "und",
        "uns",
        "vom",
        "von",
        "vor",
        "was",
        "weg",
        "wem",
        "wen",
        "wer",
        "wie",
        "wir",
        "wird",
        "wo",
        "zum",
        "zur",
        "the",
        "for",
        "and",
        "not",
        "ort",
        "rat",
        "art",
        "abs",
        "ung",
        "ion",
        "ten",
        "ter",
        "tes",
        "gen",
        "ger",
        "ser",
        "sen",
        "lich",
        "heit",
        "keit",
        "bar",
        "haft",
    ]
)
"""Words that are never a part; they would split other words by accident."""


class Splitter:
    """Split words into known ones: bewohnerparkausweis gives bewohner, park, ausweis."""

    def __init__(self, known: Container[str], by_key: Callable[[str], str | None] | None = None) -> None:
        """Remember the known words.

        Args:
            known: Folded words without umlauts.
            by_key: Finds a known word for another form of it (sperrung for sperren).
        """
        self._known = known
        self._by_key = by_key

    def split(self, word: str, *, whole: bool = False) -> list[str]:
        """Return the known words that ``word`` is made of, the fewest possible; [] when it is none.

        Args:
            word: Folded word without umlauts.
            whole: Also accept ``word`` itself as its only part.
        """
        best: list[tuple[float, list[str]] | None] = [None] * (len(word) + 1)
        best[0] = (0.0, [])
        for start in range(len(word)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + _SHORTEST, len(word) + 1):
                if start == 0 and end == len(word) and not whole:
                    continue
                self._extend(best, here, word, start, end)
        found = best[len(word)]
        return found[1] if found else []

    def known_end(self, word: str) -> str:
        """Return the longest known word at the end or start of an unknown one, or ""."""
        for size in range(len(word) - _SHORTEST, 4, -1):
            for part in (word[-size:], word[:size]):
                if part in self._known and part not in _NO_PARTS:
                    return part
        return ""

    def _extend(
        self,
        best: list[tuple[float, list[str]] | None],
        here: tuple[float, list[str]],
        word: str,
        start: int,
        end: int,
    ) -> None:
        """Try ``word[start:end]`` as the next part and note where the following one may begin."""
        part = self._part(word[start:end])
        if part is None:
            return
        cost = here[0] + 1.0 + (_SHORT if end - start == _SHORTEST else 0.0)
        if word[start:end] not in self._known:
            cost += _ANOTHER_FORM
        for after, extra in self._next_starts(word, end):
            known = best[after]
            if known is None or cost + extra < known[0]:
                best[after] = (cost + extra, [*here[1], part])

    @staticmethod
    def _next_starts(word: str, end: int) -> Iterator[tuple[int, float]]:
        """Yield positions after the part and its link letters, with what the link costs."""
        for link in _LINKS:
            after = end + len(link)
            if word.startswith(link, end) and (not link or after < len(word)):
                yield after, _LINK if link else 0.0

    def _part(self, text: str) -> str | None:
        """Return the known word behind a part, or None."""
        if text in _NO_PARTS:
            return None
        if text in self._known:
            return text
        if len(text) > 4:
            if self._by_key is not None and (same := self._by_key(text)):
                return same
            for ending in _ENDINGS:
                if ending and text + ending in self._known:
                    return text + ending
                if ending and text.endswith(ending):
                    shorter = text[: -len(ending)]
                    if len(shorter) > 3 and shorter in self._known:
                        return shorter
        return None
