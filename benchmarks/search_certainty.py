"""Learn when to show nothing: the constants of the search's certainty (``certainty.CONSTANTS``).

    python benchmarks/search_certainty.py [--held-out 15]

Right: our own questions, and phrasings that were taken out of the index before it was built and still led
to their service (these count half). Wrong: questions that no service answers, asked of a catalog without
the authors' list of foreign topics, which would make it look easy. A logistic model over what
:mod:`buergerapp.catalog.certainty` looks at separates them; practice and judging sets are not used.
"""

from __future__ import annotations

import argparse
import math
import random
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from search_quality import read, rebuild  # noqa: E402

from buergerapp.catalog.certainty import Signs, signs  # noqa: E402
from buergerapp.catalog.search import Search  # noqa: E402

OWN = ("own_queries.tsv", "own_situations.tsv", "unseen_tune.tsv")


def features(search: Search, query: str) -> tuple[str, Signs] | None:
    """Return the best service and what the certainty looks at."""
    question = search._expander.read(query)
    ranked = search._ranker.rank(question) if question.terms else []
    if not ranked:
        return None
    number, scored = ranked[0]
    (service,) = search._connection.execute(
        "SELECT service FROM search_service WHERE number = ?", (number,)
    ).fetchone()
    return service, signs(question, scored)


def examples(catalog: Path, percent: int) -> tuple[list[Signs], list[Signs], list[Signs]]:
    """Return the signs of answered questions, of held-out phrasings that led home, and of wrong answers."""
    real = sqlite3.connect(f"file:{catalog}?mode=ro&immutable=1", uri=True)
    phrases = real.execute("SELECT service, text, position FROM phrase ORDER BY service, position").fetchall()
    hidden = random.Random(11).sample(phrases, len(phrases) * percent // 100)
    copy = sqlite3.connect(":memory:")
    real.backup(copy)
    copy.executemany("DELETE FROM phrase WHERE service = ? AND position = ?", [(s, p) for s, _, p in hidden])
    rebuild(copy)
    unlisted = sqlite3.connect(":memory:")
    real.backup(unlisted)
    unlisted.execute("DELETE FROM synonym WHERE other = '#fremd'")
    rebuild(unlisted)
    search, full, bare = Search(copy), Search(real), Search(unlisted)
    led_home = [
        found[1] for service, text, _ in hidden if (found := features(search, text)) and found[0] == service
    ]
    questions = [question for file in OWN for question in read(ROOT / "benchmarks" / file)]
    answered = [
        found[1]
        for question in questions
        if (found := features(full, question.query)) and found[0] in question.accepted
    ]
    offtopic = [question.query for question in questions if not question.accepted]
    offtopic += (ROOT / "benchmarks" / "offtopic.txt").read_text(encoding="utf-8").splitlines()
    wrong = [found[1] for query in offtopic if (found := features(bare, query))]
    return answered, led_home, wrong


def learn(rows: Sequence[tuple[Signs, bool, float]]) -> list[float]:
    """Return the constants.

    Args:
        rows: Signs, whether the answer was right, and how much the row counts; all together count 1.
    """
    weights = [0.0] * (1 + len(rows[0][0]))
    for step in range(6000):
        slopes = [0.0002 * weight if at else 0.0 for at, weight in enumerate(weights)]
        for values, good, share in rows:
            miss = share * (probability(weights, values) - good)
            slopes[0] += miss
            for at, value in enumerate(values, 1):
                slopes[at] += miss * value
        rate = 30.0 if step < 5000 else 10.0
        weights = [weight - rate * slope for weight, slope in zip(weights, slopes, strict=True)]
    return weights


def probability(weights: list[float], values: Signs) -> float:
    """Return how certain the model is."""
    return 1 / (1 + math.exp(-weights[0] - sum(w * v for w, v in zip(weights[1:], values, strict=True))))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", type=Path, default=ROOT / "resources" / "catalog.db")
    parser.add_argument("--held-out", type=int, default=15, metavar="PERCENT")
    options = parser.parse_args()
    answered, led_home, off = examples(options.catalog, options.held_out)
    rows = [(values, True, 1 / 3 / len(answered)) for values in answered]
    rows += [(values, True, 1 / 6 / len(led_home)) for values in led_home]
    rows += [(values, False, 1 / 2 / len(off)) for values in off]
    weights = learn(rows)
    print("constant, words, phrasing, likeness, typed words, single, unsaid, whole:")
    print("  " + ", ".join(f"{weight:.1f}" for weight in weights))
    right = [probability(weights, values) for values in answered]
    wrong = [probability(weights, values) for values in off]
    print(f"{len(right)} right, {len(wrong)} wrong")
    for limit in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        kept = 100 * sum(value >= limit for value in right) / len(right)
        junk = 100 * sum(value >= limit for value in wrong) / len(wrong)
        print(f"  shown from {limit:.2f} on: {kept:.1f} % of the right ones, {junk:.1f} % of the wrong ones")


if __name__ == "__main__":
    main()
