"""The real program on a display of its own, used by keys and seen through its accessibility tree."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from buergerapp.app import CATALOG_FILE
from tests.authored import RESOURCES, ROOT, real_catalog

SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE = 20.0
"""Seconds until something that does not come is said to be missing."""
PROGRAM = "BürgerApp"

# What `python -m buergerapp` does, with a catalog of today's content whatever was built before.
START = """
import runpy, sys
from pathlib import Path
from buergerapp import paths
folder = Path(sys.argv.pop(1))
paths.find_resources = lambda: folder
runpy.run_module("buergerapp", run_name="__main__")
"""


class Screen:
    """What is on the display, and the keyboard in front of it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._driver = subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", str(Path(__file__).with_name("driver.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def close(self) -> None:
        assert self._driver.stdin
        self._driver.stdin.close()
        self._driver.wait(10)
        assert self._driver.stdout
        self._driver.stdout.close()

    def _ask(self, command: str, seconds: float, *arguments: str) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps([command, seconds, PROGRAM, *arguments]) + "\n")
        self._driver.stdin.flush()
        return json.loads(self._driver.stdout.readline())

    def see(self, role: str, name: str) -> dict[str, Any]:
        """Return what a screen reader knows about something, waiting until it is there."""
        found = self._ask("find", PATIENCE, role, name)
        assert found, f"no {role} „{name}“; there is {self._ask('names', 0)}"
        assert isinstance(found, dict)
        return found

    def sees(self, role: str, name: str) -> bool:
        return bool(self._ask("find", 0, role, name))

    def press(self, role: str, name: str) -> None:
        """Do what a screen reader's user does: press what has this name."""
        self.see(role, name)
        assert self._ask("press", PATIENCE, role, name)

    def focused(self) -> dict[str, Any]:
        found = self._ask("focused", PATIENCE)
        assert isinstance(found, dict)
        return found

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout.strip()

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "60", text)

    def keys(self, *keys: str) -> None:
        self.xdotool("key", "--delay", "60", *keys)

    def active_window(self) -> str:
        return self.xdotool("getactivewindow")

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a condition outside of this process."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, what
            time.sleep(0.05)


class Started:
    """One run of the program."""

    def __init__(self, screen: Screen, resources: Path, data: Path, *words: str) -> None:
        self.screen = screen
        self._ended = False
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-X",
                "faulthandler",
                "-c",
                START,
                str(resources),
                "--data-dir",
                str(data),
                *words,
            ],
            cwd=ROOT,
            # The bus asks every program for a shortcut that Qt does not offer; Qt reports each question.
            env=screen.environment | {"QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def window(self) -> str:
        """Return the window's number once it has the keyboard."""
        pid = str(self.process.pid)
        self.screen.until(
            lambda: self.screen.xdotool("getactivewindow", "getwindowpid") == pid,
            "the window does not come up",
        )
        return self.screen.active_window()

    def stop(self) -> None:
        """Stop it after the test; tell what it said when it had ended by itself."""
        died = self.process.poll()
        if died is None:
            self.process.kill()
        if not self._ended:
            _, err = self.process.communicate()
            sys.stderr.write(f"status {died}: {err}\n" if died is not None else err)

    def end(self) -> tuple[int, str, str]:
        """Wait for the end; return status and what was printed."""
        self._ended = True
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


Start = Callable[..., Started]


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """The files that come with the program."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for name in ("icons", "themes", "fonts"):
        (folder / name).symlink_to(RESOURCES / name)
    (folder / CATALOG_FILE).symlink_to(real_catalog())
    return folder


@pytest.fixture
def screen(desktop: dict[str, str], own_home: Path) -> Iterator[Screen]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV_CORE")}
    made = Screen(environment | desktop | {"HOME": str(own_home)})
    yield made
    made.close()


@pytest.fixture
def start(screen: Screen, resources: Path) -> Iterator[Start]:
    """Return a function that starts the program; whatever still runs at the end is stopped."""
    runs: list[Started] = []

    def run(data: Path, *words: str) -> Started:
        runs.append(Started(screen, resources, data, *words))
        return runs[-1]

    yield run
    for started in runs:
        started.stop()
