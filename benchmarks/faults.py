"""Try to lose ticks, and report what happened.

Kills the program while it ticks, lets four programs tick at once, tears backups, truncates files, flips
bits, fills a disk and moves the clock. Every trial counts what was acknowledged and what is there
afterwards. Exit status 1 when anything was lost or shown wrong.

    .venv/bin/python benchmarks/faults.py            everything, two to three minutes
    .venv/bin/python benchmarks/faults.py --quick    a tenth of it
    .venv/bin/python benchmarks/faults.py "list of"  only the time to open a long list
"""

import argparse
import contextlib
import datetime
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from buergerapp.domain.checklist import ServiceRecord, ServiceState  # noqa: E402
from buergerapp.domain.service import Online, Service, ServiceCard  # noqa: E402
from buergerapp.errors import KnownProblem  # noqa: E402
from buergerapp.tracker.backup import Backups  # noqa: E402
from buergerapp.tracker.problems import DamagedFile  # noqa: E402
from buergerapp.tracker.store import Tracker, utc_now  # noqa: E402
from buergerapp.usecases.checklist import Checklist  # noqa: E402
from buergerapp.usecases.safekeeping import Safekeeping  # noqa: E402

Report = tuple[bool, str]
chance = random.Random(2026)


# --- the program that is killed ----------------------------------------------------------------------


def child(job: str, file: Path, profile: str, name: str, count: int) -> None:
    """Tick (or make backups) and say so on standard output only after it was done."""
    with Tracker.open(file) as tracker:
        for number in range(count):
            if job == "backup":
                Backups(file, utc_now).make()
            else:
                tracker.tick(profile, f"svc{number % 7}", f"{name}-{number}")
            os.write(1, f"{number}\n".encode())


def start_child(job: str, file: Path, profile: str, name: str, count: int) -> subprocess.Popen[bytes]:
    """Start this file again as the program that is killed."""
    words = [sys.executable, __file__, "child", job, str(file), profile, name, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE)


def all_ticks(file: Path, profile: str) -> set[str]:
    """Return every tick that a new start of the program finds."""
    with Tracker.open(file) as tracker:
        return {step for record in tracker.records(profile).values() for step in record.steps_done}


@contextlib.contextmanager
def new_file() -> Iterator[tuple[Path, str]]:
    """Give an empty tracker file with one person."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "user.db"
        with Tracker.open(file) as tracker:
            profile = tracker.add_profile("Erika").id
        yield file, profile


# --- trials ------------------------------------------------------------------------------------------


def kill_while_ticking(trials: int) -> Report:
    """Kill the program at a random moment, again and again, on the same file."""
    acknowledged: set[str] = set()
    lost = 0
    with new_file() as (file, profile):
        for trial in range(trials):
            process = start_child("tick", file, profile, f"t{trial}", 1_000_000)
            assert process.stdout is not None
            said = [process.stdout.readline()]
            time.sleep(chance.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
            said += process.stdout.read().splitlines()
            process.wait()
            process.stdout.close()
            acknowledged |= {f"t{trial}-{int(line)}" for line in said if line.strip()}
            lost = len(acknowledged - all_ticks(file, profile))
    return lost == 0, f"{trials} kills, {len(acknowledged)} acknowledged ticks, {lost} lost"


def four_writers(ticks: int) -> Report:
    """Let four processes tick at once."""
    with new_file() as (file, profile):
        children = [start_child("tick", file, profile, f"w{number}", ticks) for number in range(4)]
        for process in children:
            process.communicate()
        failed = sum(process.returncode != 0 for process in children)
        found = len(all_ticks(file, profile))
    return not failed and found == 4 * ticks, f"4 × {ticks} ticks, {found} found, {failed} writers failed"


def torn_backups(trials: int) -> Report:
    """Kill the program while it makes backups; the newest good one must hold every tick before it."""
    wrong = 0
    with new_file() as (file, profile):
        with Tracker.open(file) as tracker:
            for number in range(300):
                tracker.tick(profile, "perso", f"s{number}")
        Backups(file, utc_now).make()
        for _ in range(trials):
            process = start_child("backup", file, profile, "", 1_000_000)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.communicate()
            newest = Backups(file, utc_now).newest_good()
            wrong += newest is None or len(all_ticks(_copied(newest.path, file), profile)) != 300
        torn = sum(not backup.good() for backup in Backups(file, utc_now).all())
    return (
        not wrong and not torn,
        f"{trials} kills, {torn} half-made backups in place, {wrong} without a good one",
    )


def _copied(path: Path, file: Path) -> Path:
    copy = file.parent / "copy" / "user.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    shutil.copy(path, copy)
    return copy


def _truncate(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.truncate(chance.randrange(file.stat().st_size))


def _flip_bit(file: Path) -> None:
    with file.open("rb+") as stream:
        position = chance.randrange(file.stat().st_size)
        stream.seek(position)
        byte = stream.read(1)[0]
        stream.seek(position)
        stream.write(bytes([byte ^ 1 << chance.randrange(8)]))


def damaged_files(trials: int, damage: Callable[[Path], None]) -> Report:
    """Damage the file at rest; each start must show the truth or offer the last backup, the truth."""
    found = harmless = later = wrong = 0
    with new_file() as (file, profile):
        truth, lines = _fill(file, profile)
        Safekeeping(file).backup_now()
        original = file.read_bytes()
        for _ in range(trials):
            file.write_bytes(original)
            for part in ("-wal", "-shm"):
                Path(f"{file}{part}").unlink(missing_ok=True)
            damage(file)
            outcome = _look(file, profile, truth, lines)
            found += outcome == "found"
            later += outcome == "later"
            harmless += outcome == "harmless"
            if outcome in ("found", "later"):
                wrong += not _recovered(file, profile, truth)
            wrong += outcome == "wrong"
            for aside in file.parent.glob("user.db.beiseite-*"):
                aside.unlink()
    told = (
        f"{found} found at the start, {later} when the history was read, {harmless} harmless, {wrong} wrong"
    )
    return wrong == 0, f"{trials} trials: {told}; every one found was recovered"


def _fill(file: Path, profile: str) -> tuple[dict[str, ServiceRecord], int]:
    with Tracker.open(file) as tracker:
        for number in range(150):
            tracker.tick(profile, f"svc{number % 20}", f"s{number // 20}", f"{number:016x}")
        for number in range(0, 20, 3):
            tracker.set_note(profile, f"svc{number}", f"Mappe Nummer {number} im Flur")
            tracker.set_due(profile, f"svc{number}", datetime.date(2027, 1, number + 1), "läuft ab")
        return tracker.records(profile), len(tracker.history(profile, limit=-1))


def _look(file: Path, profile: str, truth: dict[str, ServiceRecord], lines: int) -> str:
    try:
        tracker = Safekeeping(file).open()
    except DamagedFile:
        return "found"
    with tracker:
        try:
            if tracker.records(profile) != truth:
                return "wrong"
        except DamagedFile:
            return "later"
        try:
            same = len(tracker.history(profile, limit=-1)) == lines
            while tracker.undo(profile):
                pass
            empty = not tracker.records(profile)
            while tracker.redo(profile):
                pass
            return "harmless" if same and empty and tracker.records(profile) == truth else "wrong"
        except DamagedFile:
            return "later"


def _recovered(file: Path, profile: str, truth: dict[str, ServiceRecord]) -> bool:
    safe = Safekeeping(file)
    backup = safe.rescue().backup
    if backup is None:
        return False
    safe.restore(backup)
    with safe.open() as tracker:
        return tracker.records(profile) == truth


def on_small_disk(trial: Callable[[Path], Report]) -> Report:
    """Run a trial on a disk of one megabyte."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        folder.rmdir()
        return True, "left out: needs Linux and root for a small tmpfs"
    try:
        return trial(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def read_only_disk(folder: Path) -> Report:
    """Open and tick on a disk that has become read-only."""
    with Tracker.open(folder / "user.db") as tracker:
        profile = tracker.add_profile("Erika").id
        tracker.tick(profile, "perso", "s1")
    remount = ["mount", "-o", "remount,{}", str(folder)]
    subprocess.run([word.format("ro") for word in remount], check=True)
    words = "nothing"
    try:
        with Tracker.open(folder / "user.db") as tracker:
            tracker.tick(profile, "perso", "s2")
    except KnownProblem as problem:
        words = problem.happened
    subprocess.run([word.format("rw") for word in remount], check=True)
    kept = all_ticks(folder / "user.db", profile) == {"s1"}
    return kept and "schreibgeschützt" in words, f"says „{words}“, nothing lost"


def full_disk(folder: Path) -> Report:
    """Tick and write long texts until the disk is full, then make room and go on."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    acknowledged, refused, words = set(), 0, ""
    with Tracker.open(folder / "user.db") as tracker:
        profile = tracker.add_profile("Erika").id
        for number in range(5000):
            try:
                tracker.tick(profile, f"svc{number}", f"s{number}", f"{number:x}", f"Text {number} " * 20)
                acknowledged.add(f"s{number}")
            except KnownProblem as problem:
                refused, words = refused + 1, problem.happened
                if refused == 20:
                    break
        there = {step for record in tracker.records(profile).values() for step in record.steps_done}
        ballast.unlink()
        tracker.tick(profile, "after", "s-after")
    after = all_ticks(folder / "user.db", profile)
    good = there == acknowledged and after == {*acknowledged, "s-after"} and refused > 0
    lost = len(acknowledged - after)
    return (
        good,
        f"{len(acknowledged)} ticks, then {refused} refused („{words}“), {lost} lost, goes on with room",
    )


def clock_jumps(trials: int) -> Report:
    """Move the clock by up to 60 years between ticks; order, undo and backups must not care."""
    now = [utc_now()]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "user.db"
        with Tracker.open(file, lambda: now[0]) as tracker:
            profile = tracker.add_profile("Erika").id
            order: list[str] = []
            doubts = 0
            for number in range(trials):
                now[0] = utc_now() + datetime.timedelta(days=chance.randint(-20_000, 20_000))
                doubts += tracker.clock_doubt() is not None
                tracker.tick(profile, f"svc{number}", "s1")
                order.insert(0, f"svc{number}")
                if number % 10 == 0:
                    Backups(file, lambda: now[0]).make()
            good = list(tracker.records(profile)) == order and doubts > 0
            newest = Backups(file, lambda: now[0]).newest_good()
            good = good and newest is not None and len(all_ticks(_copied(newest.path, file), profile)) == 1
            while tracker.undo(profile):
                pass
            good = good and not tracker.records(profile)
    return good, f"{trials} jumps, order and undo kept, {doubts} times the clock was doubted"


class FlatCatalog:
    """Services of eight steps each, held in memory; the time of the real catalog is measured elsewhere."""

    def __init__(self, count: int) -> None:
        steps = tuple(f"s{number}" for number in range(8))
        self._cards = {f"svc{number}": _card(f"svc{number}", steps) for number in range(count)}

    def resolve(self, service: str) -> str | None:
        """Return the id when it is known."""
        return service if service in self._cards else None

    def resolve_step(self, service: str, step: str) -> str:  # noqa: ARG002
        """Return the step as it is."""
        return step

    def cards(self, services: Sequence[str]) -> tuple[ServiceCard, ...]:
        """Return the cards of known services."""
        return tuple(self._cards[service] for service in services if service in self._cards)

    def service(self, service: str, language: str = "de") -> Service:  # noqa: ARG002
        """Know no guide."""
        raise LookupError(service)

    def starter_set(self) -> tuple[ServiceCard, ...]:
        """Return nothing."""
        return ()

    def step_titles(self, service: str) -> dict[str, str]:
        """Return a title for each step."""
        return {step: f"Schritt {step}" for step in self._cards[service].step_ids}


def _card(service: str, steps: tuple[str, ...]) -> ServiceCard:
    return ServiceCard(
        id=service,
        title=f"Dienst {service}",
        summary="",
        provider="",
        category="c",
        area="a",
        icon="",
        online=Online.FULL,
        free=None,
        fee_minimum=None,
        fee_maximum=None,
        needs_appointment=False,
        valid_until=None,
        step_ids=steps,
    )


def long_list(services: int, years: int) -> Report:
    """Time a list of many services with years of history against an empty one."""
    catalog = FlatCatalog(services)
    states = [ServiceState.SET_UP] * 6 + [ServiceState.IN_PROGRESS] * 2 + [ServiceState.NOTED] * 2
    with new_file() as (file, profile):
        with Tracker.open(file) as tracker:
            empty = tracker.add_profile("Otto").id
            for year in range(years):
                for number in range(services):
                    service = f"svc{number}"
                    for step in range(year, 8, years):
                        tracker.tick(profile, service, f"s{step}", "0" * 16)
                    tracker.set_state(profile, service, states[number % 10])
                    if number % 5 == year:
                        tracker.set_due(profile, service, datetime.date(2027, 1, 1), f"Frist {year}")
        size = file.stat().st_size
        full_ms = _median_ms(lambda: _open_list(catalog, file, profile))
        empty_ms = _median_ms(lambda: _open_list(catalog, file, empty))
        tick_ms = _tick_ms(file, profile)
    more = full_ms - empty_ms
    told = f"{services} services, {years} years, {size // 1000} kB: {full_ms:.1f} ms, empty {empty_ms:.1f} ms"
    return more < 50, f"{told}, {more:.1f} ms more (limit 50); a tick takes {tick_ms:.2f} ms"


def _open_list(catalog: FlatCatalog, file: Path, profile: str) -> None:
    with Safekeeping(file).open() as tracker:
        checklist = Checklist(catalog, tracker, profile)
        checklist.overview()
        checklist.continue_here()
        checklist.history()


def _tick_ms(file: Path, profile: str) -> float:
    with Tracker.open(file) as tracker:
        number = iter(range(1000))
        return _median_ms(lambda: tracker.tick(profile, "svc3", f"more{next(number)}"))


def _median_ms(action: Callable[[], object], rounds: int = 15) -> float:
    def once() -> float:
        begun = time.perf_counter()
        action()
        return (time.perf_counter() - begun) * 1000

    return statistics.median(once() for _ in range(rounds))


# --- the report ----------------------------------------------------------------------------------------


def main(words: Sequence[str]) -> int:
    """Run the trials and print a line for each."""
    if words[:1] == ["child"]:
        job, file, profile, name, count = words[1:]
        child(job, Path(file), profile, name, int(count))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="?", help="begin of a trial's name")
    parser.add_argument("--quick", action="store_true", help="a tenth of the trials")
    given = parser.parse_args(words)
    share = 10 if given.quick else 1
    trials: dict[str, Callable[[], Report]] = {
        "kill -9 while ticking": lambda: kill_while_ticking(200 // share),
        "four writers at once": lambda: four_writers(400 // share),
        "kill -9 while backing up": lambda: torn_backups(50 // share),
        "truncated file": lambda: damaged_files(100 // share, _truncate),
        "flipped bit": lambda: damaged_files(400 // share, _flip_bit),
        "full disk": lambda: on_small_disk(full_disk),
        "read-only disk": lambda: on_small_disk(read_only_disk),
        "clock jumps": lambda: clock_jumps(300 // share),
        "list of 250 services": lambda: long_list(250, 5),
    }
    failed = 0
    for name, trial in trials.items():
        if given.only and not name.startswith(given.only):
            continue
        begun = time.perf_counter()
        good, told = trial()
        failed += not good
        print(
            f"{'ok    ' if good else 'FAILED'} {name:26} {told} [{time.perf_counter() - begun:.0f} s]",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
