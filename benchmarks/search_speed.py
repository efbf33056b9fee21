"""How long a search takes at the real catalog, at 10,000 and at 100,000 services, beside plain FTS5.

    python benchmarks/search_speed.py [FILE] [--sizes 0,10000,100000] [--keep FOLDER]

Queries are whole questions and every beginning of them, as typed (a search at each key).
Times are ratios to trust, not absolute figures: compare with FTS5 on the same data in the same run.
"""

from __future__ import annotations

import argparse
import csv
import gc
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from search_peers import PlainFts5, Words, documents  # noqa: E402
from synthetic import make  # noqa: E402

from buergerapp.catalog.search import Search  # noqa: E402


def measure(find: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float, float]:
    """Return median and 95th percentile in milliseconds, and the 95th percentile of processor time.

    On a busy machine the clock on the wall also counts what others do; processor time does not.
    """
    times, busy = [], []
    find(queries[0])
    gc.disable()
    for query in queries:
        start, start_busy = time.perf_counter(), time.thread_time()
        find(query)
        busy.append((time.thread_time() - start_busy) * 1000)
        times.append((time.perf_counter() - start) * 1000)
    gc.enable()
    return (
        statistics.median(times),
        statistics.quantiles(times, n=20)[-1],
        statistics.quantiles(busy, n=20)[-1],
    )


def memory() -> float:
    """Return the memory of this process in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def typed(queries: Sequence[str], count: int) -> list[str]:
    """Return what stands in the field after each key of the first queries."""
    return [query[:end] for query in queries[:count] for end in range(2, len(query) + 1)]


def open_read_only(file: Path) -> sqlite3.Connection:
    """Open a catalog as the program does."""
    return sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)


def run(name: str, file: Path, queries: Sequence[str]) -> None:
    """Print one line of the table."""
    connection = open_read_only(file)
    before = memory()
    start = time.perf_counter()
    search = Search(connection)
    search.find("warm")
    loading = (time.perf_counter() - start) * 1000
    whole = measure(search.find, queries)
    keys = measure(search.find, typed(queries, 25))
    used = memory() - before
    plain = PlainFts5(documents(connection), Words(connection))
    fts = measure(lambda query: plain.search(query, 20), queries)
    print(
        f"{name:>9}{whole[0]:>8.2f}{whole[1]:>8.2f}{whole[2]:>8.2f}{keys[2]:>9.2f}"
        f"{fts[0]:>10.2f}{fts[1]:>8.2f}{fts[2]:>8.2f}{whole[2] / fts[2]:>8.2f}"
        f"{loading:>9.0f}{used:>6.0f}{file.stat().st_size / 1e6:>9.1f}",
        flush=True,
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "benchmarks" / "own_queries.tsv")
    parser.add_argument("--catalog", type=Path, default=ROOT / "resources" / "catalog.db")
    parser.add_argument("--sizes", default="0,10000", help="0 is the real catalog (default: 0,10000)")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep made catalogs there, use them again"
    )
    options = parser.parse_args()
    with options.file.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        queries = [row["query"] for row in rows]
    print(f"{'':>9}{'ours: one search, ms':>33}{'plain FTS5, ms':>26}")
    print(
        f"{'services':>9}{'p50':>8}{'p95':>8}{'p95 cpu':>8}{'typing':>9}{'p50':>10}{'p95':>8}{'p95 cpu':>8}"
        f"{'ratio':>8}{'load ms':>9}{'MB':>6}{'file MB':>9}"
    )
    for size in map(int, options.sizes.split(",")):
        if not size:
            run("real", options.catalog, queries)
            continue
        with tempfile.TemporaryDirectory() as folder:
            keep = options.keep or Path(folder)
            keep.mkdir(parents=True, exist_ok=True)
            target = keep / f"catalog-{size}.db"
            if not target.exists():
                made = make(open_read_only(options.catalog), size)
                made.execute("VACUUM INTO ?", (str(target),))
                made.close()
            run(f"{size:,}", target, queries)


if __name__ == "__main__":
    main()
