"""How probable it is that a service is what a question asks for; the search shows nothing below a bound."""

from __future__ import annotations

import math

from buergerapp.catalog.expand import Question
from buergerapp.catalog.ranking import Scored

CONSTANTS = (-5.6, 7.6, 4.5, 2.6, -2.4)
"""Logistic model: constant, then one factor for each of the signs.
Learned by benchmarks/search_certainty.py from held-out phrasings and questions nothing answers."""
FITS = 0.4
"""Nothing is shown when the best service is less certain than this."""
NEARLY_FITS = 0.2
"""Titles of services that are at least this certain are offered as "Meinten Sie"."""
_LONG_QUESTION = 5

Signs = tuple[float, float, float, float]
"""Words covered, likeness of letter groups, length of the question, intent that is not said; each 0 to 1."""


def signs(question: Question, scored: Scored) -> Signs:
    """Return what the certainty looks at."""
    length = min(_LONG_QUESTION, len(question.terms)) / _LONG_QUESTION
    return scored.words, scored.likeness, length, float(scored.unsaid)


def certainty(question: Question, scored: Scored) -> float:
    """Return the probability that a service is what the question asks for."""
    constant, *factors = CONSTANTS
    points = constant + sum(f * sign for f, sign in zip(factors, signs(question, scored), strict=True))
    return 1 / (1 + math.exp(-points))
