"""What a search is asked and what it answers: plain values, and the words for "why was this found".

Everything but the search itself imports only this module, so that its machinery (stems, typing errors)
is loaded with the first question and not on the way to the first window.
"""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a typed word leads to a word of the catalog."""

    TITLE = "title"
    PHRASE = "phrase"
    TEXT = "text"
    SYNONYM = "synonym"
    OFTEN_MEANT = "often meant"
    COMPOUND = "compound"
    TYPO = "typo"
    START = "start"
    LIKE = "like"


class Match(NamedTuple):
    """A typed word and the word of the catalog that it led to."""

    typed: str
    found: str
    kind: Kind


class Why(NamedTuple):
    """Why a service was found.

    Attributes:
        matches: One for each typed word that the service answers.
        words: Words to highlight in its texts.
    """

    matches: tuple[Match, ...] = ()
    words: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A service that fits; ``score`` is between 0 and 1."""

    id: str
    title: str
    score: float
    why: Why


class Found(NamedTuple):
    """The answer to a query.

    Attributes:
        hits: The best first.
        suggestions: Queries to offer as "Meinten Sie".
        life_events: Ids of life events that come near, the nearest first.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()


class Filter(NamedTuple):
    """What hits must be like; empty sets and False ask for nothing.

    Attributes:
        without: Service ids to leave out, such as those a person has set up.
    """

    online: bool = False
    free: bool = False
    areas: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


ANYTHING = Filter()
"""Asks for nothing."""


_WORDS_FOR = {
    Kind.SYNONYM: "{typed} = {found}",
    Kind.OFTEN_MEANT: "bei „{typed}“ geht es oft um: {found}",
    Kind.COMPOUND: "{typed}: {found}",
    Kind.TYPO: "{typed} → {found}",
    Kind.START: "{typed} … {found}",
    Kind.PHRASE: "Stichwort: {found}",
    Kind.TEXT: "„{found}“ steht in der Anleitung",
    Kind.LIKE: "klingt ähnlich wie „{typed}“",
}


def why_text(why: Why) -> str:
    """Say in plain German why a service was found; empty when its title says it."""
    telling = [match for match in why.matches if match.kind is not Kind.TITLE]
    guessed = [match for match in telling if match.typed.casefold() != match.found.casefold()]
    groups: dict[tuple[Kind, str], dict[str, None]] = {}
    for match in guessed or telling[:2]:
        groups.setdefault((match.kind, match.typed), {})[match.found] = None
    return ", ".join(
        dict.fromkeys(
            _WORDS_FOR[kind].format(typed=typed, found=" + ".join(found))
            for (kind, typed), found in groups.items()
        )
    )
