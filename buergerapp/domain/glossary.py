"""Find the words of the glossary in a text."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from buergerapp.domain.service import Term

_WORD = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w.-]+"
    r"|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?"
    r"|\w+"
)
"""A word, or a whole address: what stands inside an address is never a word of the glossary."""


class Mention(NamedTuple):
    """A place in a text where a term stands, as ``text[start:end]``."""

    start: int
    end: int
    term: Term


class Glossary:
    """The terms of the catalog, ready to be found in many texts.

    A term is found as its title or one of its forms, exactly as written. It begins and ends with a word;
    a hyphen separates words, so that ``PIN`` is found in ``Ausweis-PIN`` and not in ``SPINNE``. Where
    several begin at the same place, the longest wins.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        """Prepare the search; once per catalog."""
        known: dict[str, Term] = {}
        for term in terms:
            for form in (term.title, *term.forms):
                if form:
                    known.setdefault(form, term)
        self._by_first_word: dict[str, list[tuple[str, Term]]] = {}
        for form in sorted(known, key=len, reverse=True):
            first = _WORD.match(form)
            if first is not None:
                self._by_first_word.setdefault(first.group(), []).append((form, known[form]))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return every mention in the order of the text; they never overlap."""
        found: list[Mention] = []
        end = 0
        for word in _WORD.finditer(text):
            candidates = self._by_first_word.get(word.group())
            start = word.start()
            if candidates is None or start < end:
                continue
            for form, term in candidates:
                end_of_form = start + len(form)
                if text.startswith(form, start) and not _goes_on(text, end_of_form):
                    found.append(Mention(start, end_of_form, term))
                    end = end_of_form
                    break
        return tuple(found)


def _goes_on(text: str, position: int) -> bool:
    """Tell whether a word continues at ``position``."""
    return text[position : position + 1].isalnum() or text[position : position + 1] == "_"
