"""How often the search finds the right service, by kind of question, and what it misses.

    python benchmarks/search_quality.py FILE [--catalog FILE] [--peers] [--held-out PERCENT]

FILE is a table (tab separated): query, kind, accepted ids (the best first, "-" when nothing fits).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from buergerapp.catalog import search_index  # noqa: E402
from buergerapp.catalog.search import Search  # noqa: E402

NOTHING = "nichts"
Answer = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the table."""

    query: str
    kind: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine said to a question."""

    question: Question
    ids: tuple[str, ...]
    ms: float

    def right(self, among: int) -> bool:
        """Tell whether an accepted service is among the first ones; for "nothing fits": no hit."""
        if not self.question.accepted:
            return not self.ids
        return any(id_ in self.question.accepted for id_ in self.ids[:among])


def read(path: Path) -> list[Question]:
    """Read a table of questions."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Question(
                row["query"], row["kind"], tuple(row["accepted"].split(",")) if row["accepted"] != "-" else ()
            )
            for row in rows
        ]


def ask(answer: Answer, questions: Sequence[Question]) -> list[Outcome]:
    """Ask everything once."""
    outcomes = []
    answer("warm")
    for question in questions:
        start = time.perf_counter()
        ids = answer(question.query)
        outcomes.append(Outcome(question, tuple(ids), (time.perf_counter() - start) * 1000))
    return outcomes


def share(outcomes: Sequence[Outcome], among: int) -> float:
    """Return how many are right, in percent."""
    return 100 * sum(outcome.right(among) for outcome in outcomes) / len(outcomes) if outcomes else 100.0


def split(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Separate questions that have an answer from those that have none."""
    asked = [outcome for outcome in outcomes if outcome.question.accepted]
    nothing = [outcome for outcome in outcomes if not outcome.question.accepted]
    return asked, nothing


def p95(outcomes: Sequence[Outcome]) -> float:
    """Return the time that 95 of 100 questions stay below."""
    return statistics.quantiles([outcome.ms for outcome in outcomes], n=20)[-1]


def report(outcomes: Sequence[Outcome]) -> None:
    """Print the figures by kind, then every miss."""
    print(f"{'kind':<14}{'count':>6}{'first %':>9}{'top 3 %':>9}")
    for kind in dict.fromkeys(outcome.question.kind for outcome in outcomes):
        group = [outcome for outcome in outcomes if outcome.question.kind == kind]
        print(f"{kind:<14}{len(group):>6}{share(group, 1):>9.1f}{share(group, 3):>9.1f}")
    asked, nothing = split(outcomes)
    print(f"{'all answered':<14}{len(asked):>6}{share(asked, 1):>9.1f}{share(asked, 3):>9.1f}")
    print(f"junk for {NOTHING}: {100 - share(nothing, 1):.1f} %   p95 {p95(outcomes):.2f} ms")
    for outcome in outcomes:
        if not outcome.right(1):
            wanted = ",".join(outcome.question.accepted) or "-"
            said = ", ".join(outcome.ids[:3])
            print(f"  {outcome.question.kind:<13} {outcome.question.query} | {wanted} | {said}")


def peers(connection: sqlite3.Connection, questions: Sequence[Question], ours: Sequence[Outcome]) -> None:
    """Print the table against other engines.

    The last two columns are a gift to the peers: a threshold on their score, chosen on this very file,
    under which at most 5 % of the questions without an answer get a hit.
    """
    from search_peers import Words, available, documents

    print(f"\n{'engine':<14}{'first %':>9}{'top 3 %':>9}{'junk %':>8}{'p95 ms':>8}", end="")
    print(f"   {'honest: first %':>15}{'top 3 %':>9}")
    _row("ours", ours, ours)
    found, words = documents(connection), Words(connection)
    for kind in available():
        peer = kind(found, words)
        scores: dict[str, float] = {}

        def answer(query: str, peer: object = peer, scores: dict[str, float] = scores) -> list[str]:
            hits = peer.search(query, 20)  # type: ignore[attr-defined]
            scores[query] = hits[0][1] / max(1, len(words.telling(query))) if hits else 0.0
            return [id_ for id_, _ in hits]

        outcomes = ask(answer, questions)
        junk = sorted(scores[o.question.query] for o in outcomes if not o.question.accepted)
        limit = junk[max(0, round(len(junk) * 0.95) - 1)] if junk else 0.0
        honest = [
            outcome if scores[outcome.question.query] > limit else Outcome(outcome.question, (), outcome.ms)
            for outcome in outcomes
        ]
        _row(kind.name, outcomes, honest)


def _row(name: str, outcomes: Sequence[Outcome], honest: Sequence[Outcome]) -> None:
    asked, nothing = split(outcomes)
    kept, _ = split(honest)
    print(
        f"{name:<14}{share(asked, 1):>9.1f}{share(asked, 3):>9.1f}{100 - share(nothing, 1):>8.1f}"
        f"{p95(outcomes):>8.2f}   {share(kept, 1):>15.1f}{share(kept, 3):>9.1f}"
    )


def held_out(connection: sqlite3.Connection, percent: int, offtopic: Sequence[str]) -> None:
    """Search phrasings that were taken out of the index before it was built."""
    phrases = connection.execute(
        "SELECT service, text, position FROM phrase ORDER BY service, position"
    ).fetchall()
    hidden = random.Random(7).sample(phrases, len(phrases) * percent // 100)
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    copy.executemany("DELETE FROM phrase WHERE service = ? AND position = ?", [(s, p) for s, _, p in hidden])
    rebuild(copy)
    search = Search(copy)
    questions = [Question(text, "held out", (service,)) for service, text, _ in hidden]
    outcomes = ask(lambda query: [hit.id for hit in search.find(query, 3).hits], questions)
    print(
        f"\nheld out: {len(hidden)} phrasings, first {share(outcomes, 1):.1f} %, "
        f"top 3 {share(outcomes, 3):.1f} %, "
        f"nothing shown {100 * sum(not o.ids for o in outcomes) / len(outcomes):.1f} %"
    )
    full = Search(connection)
    junk = [query for query in offtopic if full.find(query, 1).hits]
    print(f"off topic: {len(offtopic)} questions, {100 * len(junk) / len(offtopic):.1f} % get a hit")


def rebuild(connection: sqlite3.Connection) -> None:
    """Build the search index of a catalog anew."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search\\_%' ESCAPE '\\'"
    ).fetchall()
    connection.execute("DROP TABLE IF EXISTS search_text")
    for (name,) in tables:
        if not name.startswith("search_text"):
            connection.execute(f"DROP TABLE {name}")
    search_index.build(connection)
    connection.commit()  # a copy waits for ever for a transaction that is open


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--catalog", type=Path, default=ROOT / "resources" / "catalog.db")
    parser.add_argument("--peers", action="store_true", help="compare with other engines")
    parser.add_argument("--held-out", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--rebuild", action="store_true", help="build the search index anew, in memory")
    options = parser.parse_args()
    connection = sqlite3.connect(f"file:{options.catalog}?mode=ro&immutable=1", uri=True)
    if options.rebuild:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
        rebuild(copy)
        connection = copy
    search = Search(connection)
    questions = read(options.file)
    today = datetime.datetime.now(datetime.UTC).date()
    outcomes = ask(lambda query: [hit.id for hit in search.find(query, today=today).hits], questions)
    report(outcomes)
    if options.peers:
        peers(connection, questions, outcomes)
    if options.held_out:
        offtopic = (ROOT / "benchmarks" / "offtopic.txt").read_text(encoding="utf-8").splitlines()
        held_out(connection, options.held_out, [line for line in offtopic if line])


if __name__ == "__main__":
    main()
