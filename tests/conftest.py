"""What every test gets: a home of its own, Qt without a display, silence, and no way to the network."""

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from buergerapp import logs

# Before anything imports Qt. Tests marked e2e start the program in a process and a display of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Words are as wide on every machine, so pages break in the same places.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

# A busy machine is slow now and then; that says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

DESKTOP_TOOLS = ("Xvfb", "dbus-daemon", "openbox", "xdotool")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none reads or writes what belongs to a person or another test."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, folder in {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_CONFIG_DIRS": "site",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "PROGRAMDATA": "site",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning; one that means to asserts on it and calls `caplog.clear()`."""
    # A test that started the program's own log, or a tool that set up logging for itself (import-linter
    # disables every logger it finds), would keep records from the tests after it.
    logs.stop()
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.split(".")[0] == "buergerapp":
            logger.disabled = False
    yield
    logs.stop()
    noise = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    if noise:
        pytest.fail("unexpected log: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in noise))


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test wants to reach {address}")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session")
def desktop() -> Iterator[dict[str, str]]:
    """Environment for the real program: a virtual display with a window manager and an accessibility bus."""
    missing = [tool for tool in DESKTOP_TOOLS if shutil.which(tool) is None]
    if missing:
        reason = f"`./run test` installs what is missing here: {', '.join(missing)}"
        # A journey that nobody made must not look like one that went well.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with contextlib.ExitStack() as stack:
        # Short, because the names of sockets have a limit.
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="ba-", ignore_cleanup_errors=True))
        environment = os.environ | {
            "XDG_RUNTIME_DIR": runtime,
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "NO_AT_BRIDGE": "0",
            "GTK_MODULES": "",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        display = stack.enter_context(
            _server(
                ["Xvfb", "-displayfd", "{fd}", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
                environment,
            )
        )
        environment["DISPLAY"] = f":{display}"
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(
            _server(["dbus-daemon", "--session", "--nofork", "--print-address={fd}"], environment)
        )
        stack.enter_context(_process(["openbox"], environment))
        yield environment


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str], *descriptors: int) -> Iterator[None]:
    with subprocess.Popen(
        command,
        env=environment,
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
        finally:
            process.terminate()


@contextlib.contextmanager
def _server(command: list[str], environment: dict[str, str]) -> Iterator[str]:
    """Start a server and return the line that it writes to its `{fd}` when it is ready."""
    reading, writing = os.pipe()
    with _process([part.format(fd=writing) for part in command], environment, writing):
        os.close(writing)
        with os.fdopen(reading) as answer:
            line = answer.readline().strip()
            assert line, f"{command[0]} did not start"
            yield line
