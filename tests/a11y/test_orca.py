"""What the screen reader Orca says in German on the main ways, compared with what people have read.

A way that changes on purpose: ``BUERGERAPP_WRITE_TRANSCRIPTS=1 ./run test tests/a11y/test_orca.py``, then
read the difference in Git aloud. Lines that begin with ``>`` are keys; what is said stands below them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a11y.orca import Orca, orca, other_than_recorded
from tests.e2e.conftest import START, Screen

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TRANSCRIPTS = Path(__file__).with_name("transcripts")
JOURNEYS = {
    "first-start": "Tab Tab Right Right space Tab Tab Tab Tab Escape",
    "find-and-follow": "Escape type=perso Down Return Tab Tab Tab Tab Tab Tab space ctrl+z Escape",
    "guide": "Escape type=perso Down Return Tab Tab Tab Tab Tab Tab Tab Tab space space Tab Tab Tab Tab "
    "Tab Tab Tab Tab Tab Tab Tab Tab Tab",
    "step": "Escape type=perso Down Return Tab Return Tab Return Tab space Tab Tab Tab Tab Return Tab",
    "list": "Escape type=hund Down Return Tab Tab Tab Return Escape Escape Escape shift+Tab shift+Tab "
    "shift+Tab shift+Tab shift+Tab shift+Tab Return Tab Tab Tab Right Return Tab Tab",
    "nothing": "Escape type=xyzzyqwv Tab Tab Tab",
    "help": "Escape F1 Tab Tab Tab",
    "settings": "Escape shift+Tab shift+Tab shift+Tab shift+Tab Return Tab Tab Right Tab Down Down space",
}
"""Keys as xdotool names them; ``type=`` types.

The menus of the header are left out: they are windows of their own, and whether Orca names the window below
them depends on the pace of the window manager (seen in one of six runs).
"""


@pytest.fixture
def reader(screen: Screen, resources: Path, tmp_path: Path) -> Iterator[Orca]:
    """The program at its first start, and Orca in front of it."""
    if shutil.which("orca") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("`./run test` installs Orca")
    if why := other_than_recorded():
        pytest.skip(why)
    # Without a voice: a button that appears when one is found would come at another time on each machine.
    environment = screen.environment | {
        "PATH": os.devnull,
        "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",
    }
    with orca(screen, tmp_path / "orca") as reader:
        command = [sys.executable, "-X", "faulthandler", "-c", START, str(resources)]
        with subprocess.Popen(
            [*command, "--data-dir", str(tmp_path / "data")],
            env=environment,
            stdin=subprocess.DEVNULL,
        ) as program:
            try:
                screen.until(
                    lambda: screen.xdotool("getactivewindow", "getwindowpid") == str(program.pid),
                    "the window does not come up",
                )
                reader.watched.append(program.pid)
                reader.settle(1.0)
                yield reader
            finally:
                program.kill()


@pytest.mark.parametrize("journey", JOURNEYS)
def test_orca_says_what_was_read(reader: Orca, journey: str) -> None:
    lines = reader.said()
    for key in JOURNEYS[journey].split():
        lines += ["", f"> {key}", *reader.press(key)]
    told = "\n".join(lines) + "\n"
    file = TRANSCRIPTS / f"{journey}.txt"
    if os.environ.get("BUERGERAPP_WRITE_TRANSCRIPTS"):
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
