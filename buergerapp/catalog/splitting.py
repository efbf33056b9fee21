"""Take German compounds apart over the words that a catalog knows."""

from collections.abc import Container, Iterator

_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""Letters that German puts between the parts of a compound."""
_ENDINGS = ("", "en", "e", "n", "s", "es", "er")
"""Endings that a part may lack or have compared with the known word."""
_SHORTEST = 3
_NO_PARTS = frozenset(
    ["aber", "alle", "als", "auch", "aus", "bei", "bis", "das", "dass", "dem", "den", "der", "des", "die", "ein", "eine", "einen", "einer", "eines", "fur", "hat", "ich", "ihr", "ist", "kein", "kann", "man", "mal", "mit", "muss", "nach", "neu", "nicht", "noch", "nur", "oder", "sein", "sich", "sie", "sind", "und", "uns", "vom", "von", "vor", "was", "weg", "wem", "wen", "wer", "wie", "wir", "wird", "wo", "zum", "zur", "the", "for", "and", "not", "ort", "rat", "art", "abs", "ung", "ion", "ten", "ter", "tes", "gen", "ger", "ser", "sen", "lich", "heit", "keit", "bar", "haft"]
)
"""Words that are never a part; they would split other words by accident."""


class Splitter:
    """Split words into known ones: bewohnerparkausweis gives bewohner, park, ausweis."""

    def __init__(self, known: Container[str]) -> None:
        """Remember the known words (folded, without umlauts)."""
        self._known = known

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
        cost = here[0] + 1.0 + (0.6 if end - start == _SHORTEST else 0.0)
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
                yield after, 0.1 if link else 0.0

    def _part(self, text: str) -> str | None:
        """Return the known word behind a part, or None."""
        if text in _NO_PARTS:
            return None
        if text in self._known:
            return text
        if len(text) > 4:
            for ending in _ENDINGS:
                if ending and text + ending in self._known:
                    return text + ending
                if ending and text.endswith(ending):
                    shorter = text[: -len(ending)]
                    if len(shorter) > 3 and shorter in self._known:
                        return shorter
        return None
