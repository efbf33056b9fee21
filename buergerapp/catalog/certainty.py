"""How probable it is that a service is what a question asks for; the search shows nothing below a bound."""

from __future__ import annotations

import math

from buergerapp.catalog.expand import Question
from buergerapp.catalog.ranking import Scored

CONSTANTS = (-8.45, 7.4, 2.7, 5.4, 5.5, 1.5, -2.3, 0.8)
"""Logistic model: constant, then one factor for each of the signs.
Learned by benchmarks/search_certainty.py from held-out phrasings and questions nothing answers. The last
factor was added later and the constant lowered by 0.05 for it, so that no more of these get a hit; learned
together with the others the factor is 0.9 to 1.3, but other questions lose their answer. The factor of the
letter groups was 5.7 as long as phrasings in other scripts made all of them less alike."""
FITS = 0.35
"""Nothing is shown when the best service is less certain than this."""
NEARLY_FITS = 0.1
"""Titles of services that are at least this certain are offered as "Meinten Sie"."""
_STORY = 12
"""Words of a story: the more somebody tells, the less can a single word be a coincidence."""

_WHOLE = 0.8
"""Who says more than this of a phrasing has said it, whatever unknown words stand beside it."""

Signs = tuple[float, float, float, float, float, float, float]
"""Words covered, best phrasing, letter groups, number of typed words, whether it is only one (which names
a thing, while two or three often put a known word to another use), intent that is not said, whether the
whole of a phrasing is said (Sperrmüll Wanne-Eickel); each 0 to 1."""


def signs(question: Question, scored: Scored) -> Signs:
    """Return what the certainty looks at."""
    length = min(_STORY, question.typed) / _STORY
    single = float(question.typed == 1)
    whole = max(0.0, scored.said - _WHOLE) / (1 - _WHOLE)
    return scored.words, scored.phrase, scored.likeness, length, single, float(scored.unsaid), whole


def certainty(question: Question, scored: Scored) -> float:
    """Return the probability that a service is what the question asks for."""
    constant, *factors = CONSTANTS
    points = constant + sum(f * sign for f, sign in zip(factors, signs(question, scored), strict=True))
    return 1 / (1 + math.exp(-points))
