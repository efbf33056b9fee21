"""Learn when to show nothing: the constants of the search's certainty (``certainty.CONSTANTS``).

    python benchmarks/search_certainty.py [--held-out 15]

Right: phrasings that were taken out of the index before it was built and still led to their service,
and our own questions. Wrong: questions that no service answers, asked of a catalog without the authors'
list of foreign topics, which would make it look easy. A logistic model over what
:mod:`buergerapp.catalog.certainty` looks at separates them; practice and judging sets are not used.
"""

from __future__ import annotations

import argparse
import math
import random
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from search_quality import read, rebuild  # noqa: E402

from buergerapp.catalog.certainty import Signs, signs  # noqa: E402
from buergerapp.catalog.search import Search  # noqa: E402

Example = tuple[Signs, bool]
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


def examples(catalog: Path, percent: int) -> list[Example]:
    """Collect right and wrong answers."""
    real = sqlite3.connect(f"file:{catalog}?mode=ro&immutable=1", uri=True)
    phrases = real.execute("SELECT service, text, position FROM phrase ORDER BY service, position").fetchall()
    hidden = random.Random(11).sample(phrases, len(phrases) * percent // 100)
    copy = sqlite3.connect(":memory:")
    real.backup(copy)
    copy.executemany("DELETE FROM phrase WHERE service = ? AND position = ?", [(s, p) for s, _, p in hidden])
    rebuild(copy)
    rows: list[Example] = []
    unlisted = sqlite3.connect(":memory:")
    real.backup(unlisted)
    unlisted.execute("DELETE FROM synonym WHERE other = '#fremd'")
    rebuild(unlisted)
    search, full, bare = Search(copy), Search(real), Search(unlisted)
    for service, text, _ in hidden:
        found = features(search, text)
        if found and found[0] == service:
            rows.append((found[1], True))
    for file in OWN:
        for question in read(ROOT / "benchmarks" / file):
            found = features(full if question.accepted else bare, question.query)
            if found and (not question.accepted or found[0] in question.accepted):
                rows.append((found[1], bool(question.accepted)))
    for line in (ROOT / "benchmarks" / "offtopic.txt").read_text(encoding="utf-8").splitlines():
        found = features(bare, line)
        rows.append((found[1] if found else (0.0, 0.0, 0.2, 0.0), False))
    return rows


def learn(rows: list[Example]) -> list[float]:
    """Return the constants; both sides count alike however many examples they have."""
    right = sum(good for _, good in rows)
    share = {True: 0.5 / right, False: 0.5 / (len(rows) - right)}
    weights = [0.0] * (1 + len(rows[0][0]))
    for step in range(4000):
        slopes = [0.0005 * weight if at else 0.0 for at, weight in enumerate(weights)]
        for values, good in rows:
            miss = share[good] * (probability(weights, values) - good)
            slopes[0] += miss
            for at, value in enumerate(values, 1):
                slopes[at] += miss * value
        rate = 30.0 if step < 3000 else 10.0
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
    rows = examples(options.catalog, options.held_out)
    weights = learn(rows)
    print("constant, words, likeness, length, unsaid:", ", ".join(f"{weight:.1f}" for weight in weights))
    right = [probability(weights, values) for values, good in rows if good]
    wrong = [probability(weights, values) for values, good in rows if not good]
    print(f"{len(right)} right, {len(wrong)} wrong")
    for limit in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        kept = 100 * sum(value >= limit for value in right) / len(right)
        junk = 100 * sum(value >= limit for value in wrong) / len(wrong)
        print(f"  shown from {limit:.2f} on: {kept:.1f} % of the right ones, {junk:.1f} % of the wrong ones")


if __name__ == "__main__":
    main()
