"""One data folder, one window: a second start shows the first."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from buergerapp import app
from buergerapp.errors import KnownProblem
from buergerapp.gui import application, dialogs
from buergerapp.gui.application import BugNet, run
from buergerapp.gui.session import Parts
from buergerapp.gui.single_instance import SingleInstance
from buergerapp.settings import Settings
from tests.authored import RESOURCES


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path / "data")
    assert made.take()
    made.listen()
    yield made
    made.release()


@pytest.fixture
def second(qapp: QApplication, tmp_path: Path) -> SingleInstance:
    return SingleInstance(tmp_path / "data")


def test_a_second_start_calls_the_first(first: SingleInstance, second: SingleInstance, qtbot: QtBot) -> None:
    assert not second.take()
    with qtbot.waitSignal(first.called) as call:
        assert second.call_first("personalausweis-beantragen")
    assert call.args == ["personalausweis-beantragen"]
    with qtbot.waitSignal(first.called) as call:
        assert second.call_first("")
    assert call.args == [""]


def test_another_data_folder_is_another_person(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.take()
    other.release()


def test_after_the_end_the_next_start_is_the_first(
    qapp: QApplication, tmp_path: Path, second: SingleInstance
) -> None:
    one = SingleInstance(tmp_path / "data")
    assert one.take()
    one.release()
    assert second.take()
    second.release()


def test_a_crashed_program_does_not_lock_its_person_out(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "from buergerapp.gui.single_instance import SingleInstance; app = QCoreApplication([]); "
        "one = SingleInstance(Path(sys.argv[1])); assert one.take(); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data")], timeout=60, cwd=RESOURCES.parent
    )
    assert done.returncode == 9
    assert (tmp_path / "data" / "window.lock").exists()
    instance = SingleInstance(tmp_path / "data")
    assert instance.take()
    instance.listen()
    later = SingleInstance(tmp_path / "data")
    with qtbot.waitSignal(instance.called):
        assert later.call_first("")
    instance.release()


def test_a_first_instance_that_is_only_starting_is_asked_again(
    qapp: QApplication, tmp_path: Path, second: SingleInstance, qtbot: QtBot
) -> None:
    one = SingleInstance(tmp_path / "data")
    assert one.take()
    answers: list[bool] = []
    caller = threading.Thread(target=lambda: answers.append(second.call_first("perso")))
    caller.start()
    qtbot.wait(150)
    assert not answers, "it gave up before anybody listened"
    with qtbot.waitSignal(one.called) as call:
        one.listen()
    caller.join()
    assert answers == [True]
    assert call.args == ["perso"]
    one.release()


def test_nobody_there_to_call(second: SingleInstance) -> None:
    assert not second.call_first("perso")


def test_a_caller_that_says_nonsense_does_no_harm(first: SingleInstance, qtbot: QtBot) -> None:
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(first.called) as call:
        socket.write(b"\xff\xfe" + b"x" * 5000)
        socket.waitForBytesWritten(1000)
        socket.disconnectFromServer()
    assert isinstance(call.args, list)
    assert len(call.args[0]) <= 200


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[KnownProblem]:
    """Answer the box that keeps the window from opening."""
    problems: list[KnownProblem] = []
    monkeypatch.setattr(dialogs, "_show", problems.append)
    return problems


def never() -> Parts:
    raise AssertionError("a second start must not open the person's file")


def test_starting_twice_ends_well_and_opens_no_file(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.called) as call:
        assert run(never, RESOURCES, tmp_path / "data", Settings(None), "hund") == 0
    assert call.args == ["hund"]


def test_a_folder_that_cannot_be_used_is_said_in_a_dialog(
    tmp_path: Path, shown: list[KnownProblem], qtbot: QtBot
) -> None:
    (tmp_path / "data").write_text("no folder")
    assert app.start_window(app.paths_for(tmp_path / "data"), Settings(None)) == 3
    [problem] = shown
    assert "schon eine Datei" in problem.happened


def test_a_first_instance_that_does_not_answer_is_said(
    first: SingleInstance, tmp_path: Path, shown: list[KnownProblem], capsys: pytest.CaptureFixture[str]
) -> None:
    assert first._server is not None
    first._server.close()
    assert run(never, RESOURCES, tmp_path / "data", Settings(None)) == 3
    [problem] = shown
    assert "läuft schon" in problem.happened
    assert problem.advice
    assert "läuft schon" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_said(
    tmp_path: Path, shown: list[KnownProblem], qapp: QApplication
) -> None:
    (tmp_path / "datei").write_text("")
    assert run(never, RESOURCES, tmp_path / "datei" / "data", Settings(None)) == 3
    assert "--data-dir" in shown[0].advice


def test_a_problem_while_opening_is_said_and_frees_the_folder(
    tmp_path: Path, shown: list[KnownProblem], second: SingleInstance
) -> None:
    def broken() -> Parts:
        raise KnownProblem("Der Katalog der Dienste fehlt.", "Bitte installieren Sie BürgerApp neu.")

    assert run(broken, RESOURCES, tmp_path / "data", Settings(None)) == 3
    assert shown[0].happened == "Der Katalog der Dienste fehlt."
    assert second.take()
    second.release()


# --- the net for bugs ---------------------------------------------------------------------------------


@pytest.fixture
def net(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> BugNet:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = BugNet()
    made.install()
    return made


def fail() -> None:
    raise ZeroDivisionError("nobody expected this")


def test_a_bug_is_logged_with_its_traceback_and_told(
    net: BugNet, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        fail()
    except ZeroDivisionError as bug:
        with qtbot.waitSignal(net.caught):
            sys.excepthook(type(bug), bug, bug.__traceback__)
    [record] = caplog.records
    assert record.levelno == logging.CRITICAL
    assert record.exc_info
    caplog.clear()


def test_a_bug_in_a_thread_is_caught_too(net: BugNet, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    with qtbot.waitSignal(net.caught):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert [record.name for record in caplog.records] == [application.log.name]
    caplog.clear()
