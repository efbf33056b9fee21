"""Record what the screen reader Orca says in German on the main ways through the program.

    .venv/bin/python tests/a11y/record_orca.py            writes tests/a11y/transcripts/*.txt
    .venv/bin/python tests/a11y/record_orca.py --check    compares, exit status 1 on a difference
    .venv/bin/python tests/a11y/record_orca.py step       only one journey

Needs: apt-get install --no-install-recommends orca speech-dispatcher xvfb xdotool openbox dbus at-spi2-core
Not part of ./run test: Orca's pace depends on the machine, and a busy one makes it leave words out. People
run it before a release and read the difference; tests/a11y/test_trees.py guards the tree every day.
"""

# ruff: noqa: T201  - it tells people
import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TRANSCRIPTS = HERE / "transcripts"

SKIP = "sleep=2 Escape sleep=2"
TABS = "Tab Tab Tab Tab Tab Tab Tab Tab"
JOURNEYS = {
    "first-start": "sleep=2 Tab Tab Tab space sleep=2 Tab Tab Tab Tab Escape sleep=2",
    "find-and-follow": (f"{SKIP} type=perso sleep=3 Down Return sleep=2 {TABS} space sleep=2 ctrl+z sleep=2"),
    "step": (
        f"{SKIP} type=bundid sleep=3 Down Return sleep=2 Tab Tab Return sleep=2 Tab Tab Tab Return sleep=2"
    ),
    "list": (
        f"{SKIP} type=perso sleep=3 Down Return sleep=2 Tab Tab Tab Tab Return sleep=2 Escape Escape Escape "
        "sleep=2 shift+Tab shift+Tab shift+Tab shift+Tab shift+Tab Return sleep=2 Tab Tab Tab Tab Tab"
    ),
    "settings": f"{SKIP} shift+Tab shift+Tab shift+Tab Return sleep=2 Tab Tab Tab",
}
"""Keys as xdotool names them; ``type=`` types, ``sleep=`` waits."""


def record(keys: str) -> str:
    """Go one way with an empty data folder and return what was said, one sentence a line."""
    with tempfile.TemporaryDirectory() as data:
        result = subprocess.run(
            [
                str(HERE / "orca_say.sh"),
                keys,
                "--",
                sys.executable,
                "-m",
                "buergerapp",
                "--data-dir",
                f"{data}/data",
            ],
            cwd=ROOT,
            env=os.environ | {"ORCA_LANG": "de_DE.UTF-8", "ORCA_LANGUAGE": "de"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    # Orca echoes keys with a space behind them.
    lines = [
        f"[{said.strip()}]" if said.endswith(" ") else said
        for said in re.findall(r"(?m)^SPEECH OUTPUT: '(.*?)' ?\{", result.stdout)
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("journeys", nargs="*", choices=[*JOURNEYS, []], help="only these")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if shutil.which("orca") is None:
        print(
            "orca is missing: apt-get install --no-install-recommends orca speech-dispatcher", file=sys.stderr
        )
        return 2
    different = 0
    for name in options.journeys or JOURNEYS:
        file = TRANSCRIPTS / f"{name}.txt"
        said = record(JOURNEYS[name])
        if not options.check:
            file.write_text(said, encoding="utf-8")
            continue
        before = file.read_text(encoding="utf-8")
        if said != before:
            different += 1
            print(
                "\n".join(
                    difflib.unified_diff(before.splitlines(), said.splitlines(), name, "now", lineterm="")
                )
            )
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
