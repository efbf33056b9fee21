"""Measure what people feel: start, memory, changing pages, typing, ticking.

Everything is compared with a bare PySide6 window in the same run, on a virtual display (Xvfb), because
machines are different and busy. Times are wall time in ms; "cpu" is the time of this thread alone, which
a busy machine disturbs less.

    .venv/bin/python benchmarks/ui.py              everything, about two minutes
    .venv/bin/python benchmarks/ui.py start        only the start and the memory
    .venv/bin/python benchmarks/ui.py pages        only changing pages, typing and ticking
    .venv/bin/python benchmarks/ui.py --check      exit status 1 when a target is missed
"""

import argparse
import contextlib
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

STARTS = 9
ROUNDS = 3
TARGETS = {
    "start ratio": 1.5,
    "memory above bare (MB)": 45.0,
    "page change p95 (ms)": 50.0,
    "typing p95 (ms)": 16.0,
    "ticking p95 (ms)": 16.0,
}

# What both windows do when they are about to wait for events: report when the first picture is shown. PySide
# is not imported before the program itself does it: the order of imports is part of what is measured.
REPORT = """
import importlib.util, json, os, sys, time

class Patch:
    def find_spec(self, name, path, target=None):
        if name != "PySide6.QtWidgets":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            watch_for_the_first_picture(module.QApplication)
        spec.loader.exec_module = exec_module
        return spec

def watch_for_the_first_picture(application):
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Expose and watched.isExposed():
                QTimer.singleShot(0, self.report)
            return False

        def report(self):
            ready = time.time()
            with open("/proc/self/status") as status:
                memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
            told = {"ready": ready, "cpu": time.process_time(), "memory": memory / 1024}
            print(json.dumps(told), flush=True)
            os._exit(0)

    def wait(*_):
        global watch
        watch = Watch()
        for window in application.topLevelWidgets():
            if window.isVisible() and window.windowHandle():
                window.windowHandle().installEventFilter(watch)
        return loop()

    loop = application.exec
    application.exec = wait

sys.meta_path.insert(0, Patch())
"""
BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Guten Tag"))
window.resize(1280, 820)
window.show()
app.exec()
"""
OURS = """
from buergerapp import cli
cli.main(["--data-dir", sys.argv[1]])
"""


@contextlib.contextmanager
def display() -> Iterator[None]:
    """Give this process and its children a virtual display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        try:
            os.close(writing)
            with os.fdopen(reading) as answer:
                os.environ["DISPLAY"] = f":{answer.readline().strip()}"
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            yield
        finally:
            server.terminate()


def one_start(program: str, data: str) -> tuple[float, float, float]:
    """Start a program and return ms until its first picture, ms of processor time, and its memory in MB."""
    begun = time.time()
    environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{data}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    result = subprocess.run(
        [sys.executable, "-c", REPORT + program, data],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if result.returncode or not result.stdout:
        raise SystemExit(f"no window: {result.stderr}")
    told = json.loads(result.stdout)
    return (told["ready"] - begun) * 1000, told["cpu"] * 1000, told["memory"]


def measure_start(runs: int) -> dict[str, float]:
    """Start both programs in turn, so that a busy moment hits both."""
    bare: list[tuple[float, float, float]] = []
    ours: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as data:
        for number in range(runs + 1):
            results = one_start(BARE, data), one_start(OURS, data)
            if number:  # the first start of each reads from the disk
                bare.append(results[0])
                ours.append(results[1])
    values = {
        "bare start (ms)": statistics.median(ms for ms, _, _ in bare),
        "our start (ms)": statistics.median(ms for ms, _, _ in ours),
        "bare start (cpu ms)": statistics.median(ms for _, ms, _ in bare),
        "our start (cpu ms)": statistics.median(ms for _, ms, _ in ours),
        "bare memory (MB)": statistics.median(mb for _, _, mb in bare),
        "our memory (MB)": statistics.median(mb for _, _, mb in ours),
    }
    values["start ratio (cpu)"] = values["our start (cpu ms)"] / values["bare start (cpu ms)"]
    values["start ratio"] = values["our start (ms)"] / values["bare start (ms)"]
    values["memory above bare (MB)"] = values["our memory (MB)"] - values["bare memory (MB)"]
    return values


# --- in a window -------------------------------------------------------------------------------------


def open_window(data: Path) -> Any:
    """Show our window as the program does, and return it."""
    from buergerapp import app
    from buergerapp.gui.application import make_application
    from buergerapp.gui.session import Session
    from buergerapp.gui.window import Window
    from buergerapp.settings import Settings

    paths = app.paths_for(data)
    make_application(paths.resources)
    window = Window(Session(app.assemble(paths, Settings(None)), Settings(None), paths.resources))
    window.show()
    gc.freeze()  # as gui/startup.py does after the first picture
    return window


class Stopwatch:
    """Times an action until the picture that shows it is painted."""

    def __init__(self, window: Any) -> None:
        """Watch the paint events of pages in ``window``."""
        from PySide6.QtCore import QEvent, QObject

        stopwatch = self

        class Marker(QObject):
            """Gets an event of its own when the painting that is under way is over."""

            def event(self, _event: QEvent) -> bool:
                stopwatch.painted = (time.perf_counter(), time.thread_time())
                return True

        class Watch(QObject):
            """Sees the first paint event of a picture."""

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
                if event.type() == QEvent.Type.Paint and stopwatch.waiting:
                    stopwatch.waiting = False
                    app.postEvent(stopwatch.marker, QEvent(QEvent.Type.User), 10)
                return False

        from PySide6.QtWidgets import QApplication, QWidget

        app = QApplication.instance()
        self.app: Any = app
        self.window = window
        self.marker = Marker()
        self.watch = Watch()
        self.waiting = False
        self.painted: tuple[float, float] | None = None
        self.watched = QWidget

    def settle(self, seconds: float = 0.12) -> None:
        """Let everything that is still to be done be done."""
        from PySide6.QtCore import QEvent

        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.app.processEvents()
            # Without an event loop around it, what is replaced would never be deleted.
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.002)

    def time(self, action: Callable[[], object], target: Callable[[], Any]) -> tuple[float, float]:
        """Return wall and CPU ms from the action to the end of painting ``target``."""
        self.painted = None
        begun = (time.perf_counter(), time.thread_time())
        action()
        widget = target()
        widget.installEventFilter(self.watch)
        self.waiting = True
        while self.painted is None:
            self.app.processEvents()
            if time.perf_counter() - begun[0] > 5:
                raise SystemExit(f"nothing was painted: {action}")
        widget.removeEventFilter(self.watch)
        return (self.painted[0] - begun[0]) * 1000, (self.painted[1] - begun[1]) * 1000


def measure_pages(rounds: int) -> dict[str, float]:
    """Change pages, type and tick in a real window."""
    with tempfile.TemporaryDirectory() as data:
        window = open_window(Path(data))
        stopwatch = Stopwatch(window)
        stopwatch.settle(0.5)
        values = _pages(window, stopwatch, rounds)
        values |= _typing(window, stopwatch)
        values |= _ticking(window, stopwatch)
        window.close()
    return values


def _pages(window: Any, stopwatch: Stopwatch, rounds: int) -> dict[str, float]:
    session = window.session
    cards = [card for event in session.find.life_events() for card in _first(session, event.id)]
    guides = list(dict.fromkeys(cards))[:24]
    category = session.find.categories()[0].id
    life_event = session.find.life_events()[0].id
    places: list[tuple[str, str, str]] = [
        ("start", "", ""),
        ("search", "", ""),
        ("category", category, ""),
        ("life-event", life_event, ""),
        ("list", "", ""),
        ("starter", "", ""),
        ("settings", "", ""),
        ("help", "", ""),
        ("about", "", ""),
    ]
    for guide in guides:
        places.append(("service", guide, ""))
        places.append(("step", guide, session.find.service(guide).steps[0].id))
    by_page: dict[str, list[tuple[float, float]]] = {}
    for number in range(rounds + 1):
        for place in places:
            session.navigate("menu")
            stopwatch.settle()
            taken = stopwatch.time(
                lambda place=place: session.navigate(*place), lambda: window.page.column.parentWidget()
            )
            if number:
                by_page.setdefault(place[0], []).append(taken)
    print(f"{'page':12}{'median':>8}{'p95':>8}{'cpu':>8}  ms, {len(guides)} guides")
    for page, all_taken in by_page.items():
        wall = [ms for ms, _ in all_taken]
        cpu = [ms for _, ms in all_taken]
        print(f"{page:12}{statistics.median(wall):8.1f}{p95(wall):8.1f}{statistics.median(cpu):8.1f}")
    every = [taken for all_taken in by_page.values() for taken in all_taken]
    return {
        "page change median (ms)": statistics.median(ms for ms, _ in every),
        "page change p95 (ms)": p95([ms for ms, _ in every]),
        "page change p95 (cpu ms)": p95([ms for _, ms in every]),
    }


def _first(session: Any, event: str) -> list[str]:
    return [card.id for group in session.find.life_event(event)[1] for card in group.services][:3]


def _typing(window: Any, stopwatch: Stopwatch) -> dict[str, float]:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    def press(key: str) -> None:
        edit = window.page.findChild(_widget(), "searchEdit")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, key)
            stopwatch.app.sendEvent(edit, event)

    letters: list[tuple[float, float]] = []
    results: list[tuple[float, float]] = []
    for word in ("Personalausweis", "Wohngeld beantragen", "Hund anmelden", "Umzug nach Bochum"):
        window.session.navigate("start")
        window.session.navigate("search")
        stopwatch.settle()
        field = window.page.findChild(_widget(), "searchEdit")
        letters.extend(stopwatch.time(partial(press, key), partial(_same, field)) for key in word)
        begun = time.perf_counter(), time.thread_time()
        window.page._catch_up()
        stopwatch.app.sendPostedEvents()
        window.page.viewport().repaint()
        results.append(((time.perf_counter() - begun[0]) * 1000, (time.thread_time() - begun[1]) * 1000))
        stopwatch.settle()
    return {
        "typing median (ms)": statistics.median(ms for ms, _ in letters),
        "typing p95 (ms)": p95([ms for ms, _ in letters]),
        "typing p95 (cpu ms)": p95([ms for _, ms in letters]),
        "results after a pause, median (ms)": statistics.median(ms for ms, _ in results),
    }


def _ticking(window: Any, stopwatch: Stopwatch) -> dict[str, float]:
    guides = [
        card for event in window.session.find.life_events()[:4] for card in _first(window.session, event.id)
    ]
    taken: list[tuple[float, float]] = []
    for guide in dict.fromkeys(guides):
        window.session.navigate("service", guide)
        stopwatch.settle()
        for step in window.session.find.service(guide).steps:
            box = window.page.findChild(_widget(), f"tick-{step.id}")
            window.page.ensureWidgetVisible(box)
            stopwatch.settle(0.3)  # as a person would; else what follows from the last tick counts too
            taken.append(stopwatch.time(box.click, partial(_same, box)))
    return {
        "ticking median (ms)": statistics.median(ms for ms, _ in taken),
        "ticking p95 (ms)": p95([ms for ms, _ in taken]),
        "ticking p95 (cpu ms)": p95([ms for _, ms in taken]),
    }


def _same(widget: Any) -> Any:
    return widget


def _widget() -> Any:
    from PySide6.QtWidgets import QWidget

    return QWidget


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def main() -> int:
    """Measure and print; with ``--check`` compare with the targets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", choices=("all", "start", "pages"), default="all")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    values: dict[str, float] = {}
    with display():
        if options.what in ("all", "start"):
            values |= measure_start(options.starts)
        if options.what in ("all", "pages"):
            values |= measure_pages(options.rounds)
    missed = 0
    for name, value in values.items():
        target = TARGETS.get(name)
        verdict = "" if target is None else f"  target {target:g}: {'met' if value <= target else 'MISSED'}"
        missed += target is not None and value > target
        print(f"{name:36}{value:8.2f}{verdict}")
    return int(options.check and missed > 0)


if __name__ == "__main__":
    sys.exit(main())
