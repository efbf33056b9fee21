"""Every question to the person goes through here, so that tests can answer it.

Qt's own dialogs are read when the first question is asked; setting up their classes delays the start.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from buergerapp.errors import KnownProblem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def show_problem(problem: KnownProblem) -> None:
    """Show a problem that keeps the window from opening; also on standard error, for logs of others."""
    print(problem, file=sys.stderr)  # noqa: T201 - there is no window that could say it
    _show(problem)


def _box(problem: KnownProblem) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "BürgerApp", problem.happened)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a path is foreign text
    box.setInformativeText(problem.advice)
    # Not Qt's own "OK": it brings an icon of the system that stays small in large text.
    box.addButton(QCoreApplication.translate("dialogs", "Schließen"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


_show: Callable[[KnownProblem], None] = _box


def _ask_danger_box(parent: QWidget, question: str, consequence: str, yes: str, no: str) -> bool:
    """Ask before something that cannot be undone; Enter and Esc mean no."""
    from buergerapp.gui.session import Session  # late: hardly ever needed
    from buergerapp.gui.widgets.question import Question

    session = getattr(parent.window(), "session", None)
    assert isinstance(session, Session)
    return _run(Question(session, parent, question, consequence, yes, no))


ask_danger: Callable[[QWidget, str, str, str, str], bool] = _ask_danger_box
"""Asks before something that cannot be undone: parent, question, what it does, word for yes, word for no."""


def _open_box(parent: QWidget, title: str, kinds: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
    return Path(name) if name else None


def _save_box(parent: QWidget, title: str, suggestion: str, kinds: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / suggestion), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(Path(suggestion).suffix)


open_file: Callable[[QWidget, str, str], Path | None] = _open_box
"""Asks for a file to read: parent, title, kinds of files; None when the person does not want to."""

save_file: Callable[[QWidget, str, str, str], Path | None] = _save_box
"""Asks where to write: parent, title, suggested name, kinds of files; None when nobody wants to."""


def _run(dialog: "QDialog") -> bool:
    """Show a dialog and wait; True when the person agreed to what it offers."""
    return dialog.exec() == dialog.DialogCode.Accepted


run: Callable[["QDialog"], bool] = _run
"""Shows a dialog that has to be answered before anything else can happen."""
