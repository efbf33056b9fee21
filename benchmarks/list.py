"""How much longer Meine Liste takes to open with 250 services and five years of history than empty.

    .venv/bin/python benchmarks/list.py        wanted: less than 50 ms more

Opens the page in a window without a display, again and again. The judge is the processor time, middle of
all openings, because a busy machine makes the time on the clock long; that one is printed too.
"""

import datetime
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer

from buergerapp import app
from buergerapp.domain.checklist import ServiceState
from buergerapp.gui.application import make_application
from buergerapp.gui.session import Session
from buergerapp.gui.window import Window
from buergerapp.settings import Settings
from buergerapp.tracker.store import Tracker

WANTED_MS = 50
TIMES = 21
REST_MS = 400
"""More than drawing the rows out of sight takes. Only in a loop of its own is what was left deleted."""
DAYS = 5 * 365


def fill(folder: Path, services: int) -> int:
    """Live five busy years: tick, note, set up; return the number of changes."""
    paths = app.paths_for(folder)
    parts = app.assemble(paths)
    person = parts.checklist.person
    cards = parts.catalog.all_cards()[:services]
    texts = {card.id: parts.catalog.service(card.id).steps for card in cards}
    parts.close()
    chance = random.Random(5)
    now = [datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=DAYS)]
    tracker = Tracker.open(paths.tracker, lambda: now[0])
    # A benchmark may lose its file; waiting for the disk three thousand times would only take long.
    tracker._database.connection.execute("PRAGMA synchronous = OFF")
    changes = 0
    step = datetime.timedelta(days=DAYS) / (len(cards) * 8)
    for card in cards:
        for one in texts[card.id]:
            now[0] += step
            tracker.tick(person, card.id, one.id, "", "")
            changes += 1
        state = chance.choice([*ServiceState, ServiceState.SET_UP, ServiceState.IN_PROGRESS])
        tracker.set_state(person, card.id, state)
        tracker.set_note(person, card.id, "Konto läuft über die E-Mail meiner Tochter")
        if chance.random() < 0.2:
            day = now[0].date() + datetime.timedelta(days=chance.randrange(1, 900))
            tracker.set_due(person, card.id, day, "Karte läuft ab")
        changes += 2
    tracker.close()
    return changes


def rest() -> None:
    """Let the window finish what it does when nobody asks for anything, in a loop that also deletes."""
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()


def opening(folder: Path) -> tuple[float, float]:
    """Return processor and clock time in ms from asking for the list to its first picture."""
    paths = app.paths_for(folder)
    settings = Settings(None)
    parts = app.assemble(paths, settings)
    session = Session(parts, settings, paths.resources)
    window = Window(session)
    window.show()
    work, clock = [], []
    for _ in range(TIMES):
        session.navigate("start")
        rest()
        started, start = time.process_time(), time.perf_counter()
        session.navigate("list")
        window.page.grab()
        work.append((time.process_time() - started) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
        rest()
    window.close()
    parts.close()
    return statistics.median(work), statistics.median(clock)


def main() -> int:
    """Print both times, their difference and ratio; status 1 when the difference is too large."""
    make_application(app.paths_for(Path(tempfile.gettempdir())).resources)
    with tempfile.TemporaryDirectory() as name:
        empty, full = Path(name) / "empty", Path(name) / "full"
        app.assemble(app.paths_for(empty)).close()
        changes = fill(full, 250)
        before, after = opening(empty), opening(full)
    more = after[0] - before[0]
    print(f"empty list: {before[0]:.1f} ms (on the clock {before[1]:.1f})")
    print(f"250 services, {changes} changes in five years: {after[0]:.1f} ms (on the clock {after[1]:.1f})")
    print(f"{more:.1f} ms more (wanted: less than {WANTED_MS}), ratio {after[0] / before[0]:.2f}")
    return 0 if more < WANTED_MS else 1


if __name__ == "__main__":
    sys.exit(main())
