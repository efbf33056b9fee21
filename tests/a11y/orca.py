"""The screen reader Orca in front of the real program, with somebody who waits until it has said all.

Orca writes what it says into its log; nothing has to be heard, so no voice and no sound card is needed.
Nobody sleeps for a fixed time: a key is pressed when program, bus and Orca have nothing left to do, which
their state in the kernel and the length of the log tell. A busy machine only takes longer.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.conftest import SYSTEM_PYTHON, Screen

QUIET = 0.25
"""Seconds in which nobody did anything; then a key is over."""
QUIET_AFTER_SEARCH = 1.0
"""The number of hits is announced 0.7 seconds after the search (ANNOUNCE_AFTER_MS of its page)."""
_MOVING = ("Tab", "shift+Tab", "Up", "Down", "Left", "Right")
PATIENCE = 30.0
_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)' ?(?:voice=\w+)?\{", re.DOTALL)
_GERMAN = Path("/usr/share/locale/de/LC_MESSAGES/orca.mo")
_VERSION = "43."
"""The one of Debian 12; others say some things in other words."""


def other_than_recorded() -> str:
    """Return how this Orca differs from the one that was recorded, or an empty string."""
    version = subprocess.run(
        ["orca", "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    if not version.startswith(_VERSION):
        return f"Orca {version} speaks otherwise than Orca {_VERSION}x"
    return "" if _GERMAN.exists() else "Orca has no German here; small images leave translations out"


@dataclass
class Orca:
    """A screen reader that is running.

    Attributes:
        log: Where Orca writes what it does.
        watched: Process ids of everybody who has to be quiet.
    """

    screen: Screen
    log: Path
    watched: list[int]
    _read: int = 0

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until everybody waits, and has done nothing for ``quiet`` seconds."""
        end = time.monotonic() + PATIENCE
        since, before = time.monotonic(), self._activity()
        while time.monotonic() - since < quiet:
            assert time.monotonic() < end, "it never becomes quiet"
            time.sleep(0.02)
            now = self._activity()
            if now != before or "R" in now:
                since, before = time.monotonic(), now

    def _activity(self) -> tuple[object, ...]:
        """Return what changes when anybody does anything: the log, work done, and R for who wants to run."""
        return (self.log.stat().st_size, *(part for pid in self.watched for part in _work(pid)))

    def said(self) -> list[str]:
        """Return what was said since the last call, without the echo of keys."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        new, self._read = text[self._read :], len(text)
        return [" ".join(words.split()) for words in _SAID.findall(new) if not words.endswith(" ")]

    def press(self, key: str) -> list[str]:
        """Press a key, or type after ``type=``, and return what was said then."""
        if key.startswith("type="):
            word = key.removeprefix("type=")
            # The first letter leads to the search; how many more are in its field then depends on the pace.
            self.screen.xdotool("type", word[0])
            self.settle()
            self.screen.xdotool("type", "--delay", "1", word[1:])
            self.settle(QUIET_AFTER_SEARCH)
            return self.said()
        self.screen.keys(key)
        self.settle(QUIET if key in _MOVING else QUIET_AFTER_SEARCH)
        return self.said()


def _work(pid: int) -> tuple[str, ...]:
    """Return the state of a process and the processor time it has used, in ticks of 10 ms.

    A tick is coarse enough not to see the cursor of a text field blink.
    """
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return fields[0], fields[11], fields[12]


_SPEECH_SERVICE = {
    "speechd.conf": """
LogLevel 0
AudioOutputMethod "libao"
AddModule "silent" "sd_generic" "silent.conf"
DefaultModule silent
""",
    "modules/silent.conf": """
GenericExecuteSynth "true"
GenericLanguage "de" "de" "utf-8"
AddVoice "de" "MALE1" "x"
""",
}
"""A speech service that says nothing: without any, Orca does not start. libao needs no sound card."""


@contextmanager
def _speech_service(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Start the service and return its address."""
    socket = Path(environment["XDG_RUNTIME_DIR"]) / "speech"
    for name, words in _SPEECH_SERVICE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    command = ["speech-dispatcher", "-s", "-C", str(folder), "-L", str(folder), "-P", str(folder / "pid")]
    with subprocess.Popen(
        [*command, "-c", "unix_socket", "-S", str(socket), "-t", "0"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not socket.exists():
                assert process.poll() is None, "the speech service ended"
                assert time.monotonic() < end, "the speech service does not come up"
                time.sleep(0.05)
            yield f"unix_socket:{socket}"
        finally:
            process.terminate()
            process.wait(10)
            socket.unlink(missing_ok=True)


_START = """
import sys
from orca import debug, orca
debug.debugLevel = debug.LEVEL_INFO
manager = orca.getSettingsManager()
manager.activate(None, {"enableSpeech": True, "enableBraille": False})
sys.exit(orca.main())
"""
"""Its own command would end every other Orca of this user, also the one of a blind developer."""


@contextmanager
def orca(screen: Screen, folder: Path) -> Iterator[Orca]:
    """Start Orca in German, with its settings in an empty folder, and end it afterwards."""
    log = folder / "orca.log"
    environment = screen.environment | {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "de",
        "GSETTINGS_BACKEND": "memory",
    }
    with (
        log.open("w", encoding="utf-8") as output,
        _speech_service(folder / "speech", environment) as address,
        subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", "-c", _START],
            env=environment | {"SPEECHD_ADDRESS": address},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=output,
        ) as process,
    ):
        try:
            end = time.monotonic() + PATIENCE
            while "SPEECH OUTPUT" not in log.read_text(encoding="utf-8", errors="replace"):
                assert process.poll() is None, "Orca ended"
                assert time.monotonic() < end, "Orca says nothing"
                time.sleep(0.05)
            reader = Orca(screen, log, [process.pid])
            reader.settle()
            yield reader
        finally:
            process.kill()  # it would say goodbye first
