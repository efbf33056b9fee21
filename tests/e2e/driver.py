"""Looks at programs the way a screen reader does: through the accessibility bus of the desktop.

Runs with the system's Python, because the bus is reached through its `gi` module. Reads one JSON list
a line, the name of a command and its arguments, and answers with one JSON value a line.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

# Only the system's Python knows these, and they come without types.
gi: Any = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

LOOK_AGAIN_AFTER = 0.05
"""Seconds; the tree of another process has to be asked, it does not tell by itself."""
DEEPEST = 40


def programs(name: str) -> Iterator[Any]:
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and name in (program.get_name() or ""):
            yield program


def nodes(node: Any, depth: int = 0) -> Iterator[Any]:
    yield node
    for number in range(node.get_child_count() if depth < DEEPEST else 0):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from nodes(child, depth + 1)


def matches(program: str, role: str, name: str) -> Iterator[Any]:
    """Yield what can be seen or scrolled to and has this role and a name that contains these words."""
    for root in programs(program):
        for node in nodes(root):
            if node.get_role_name() == role and name in (node.get_name() or ""):
                yield node


def facts(node: Any) -> dict[str, object]:
    state = node.get_state_set()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "checked": state.contains(Atspi.StateType.CHECKED),
        "focused": state.contains(Atspi.StateType.FOCUSED),
        "visible": state.contains(Atspi.StateType.VISIBLE),
    }


def find(program: str, role: str, name: str) -> dict[str, object] | None:
    return next((facts(node) for node in matches(program, role, name)), None)


def press(program: str, role: str, name: str) -> bool:
    for node in matches(program, role, name):
        action = node.get_action_iface()
        names = [Atspi.Action.get_action_name(action, n) for n in range(Atspi.Action.get_n_actions(action))]
        for wanted in ("Toggle", "Press"):
            if wanted in names:
                return bool(Atspi.Action.do_action(action, names.index(wanted)))
    return False


def focused(program: str) -> dict[str, object] | None:
    return next(
        (facts(n) for root in programs(program) for n in nodes(root) if facts(n)["focused"]),
        None,
    )


def names(program: str) -> list[str]:
    return [
        f"{n.get_role_name()}: {n.get_name()}"
        for root in programs(program)
        for n in nodes(root)
        if n.get_name()
    ]


COMMANDS: dict[str, Callable[..., object]] = {
    "find": find,
    "press": press,
    "focused": focused,
    "names": names,
}


def answer(command: str, arguments: list[str], seconds: float) -> object:
    """Ask until there is something to say or time is up; a tree that changes meanwhile is asked again."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = COMMANDS[command](*arguments)
        except GLib.Error:
            found = None
        if found or time.monotonic() > end:
            return found
        time.sleep(LOOK_AGAIN_AFTER)


if __name__ == "__main__":
    for line in sys.stdin:
        name, seconds, *words = json.loads(line)
        sys.stdout.write(json.dumps(answer(name, words, seconds)) + "\n")
        sys.stdout.flush()
