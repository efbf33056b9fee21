"""Every question to the person goes through here, so that tests can answer it."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from buergerapp.errors import KnownProblem


def show_problem(problem: KnownProblem) -> None:
    """Show a problem that keeps the window from opening; also on standard error, for logs of others."""
    print(problem, file=sys.stderr)  # noqa: T201 - there is no window that could say it
    _show(problem)


def _box(problem: KnownProblem) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "BürgerApp", problem.happened)
    box.setInformativeText(problem.advice)
    box.exec()


_show: Callable[[KnownProblem], None] = _box


def _ask_box(parent: QWidget, question: str, yes: str, no: str) -> bool:
    """Ask with two buttons; Esc means no."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agree)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is agree


ask: Callable[[QWidget, str, str, str], bool] = _ask_box
"""Asks a yes-or-no question: parent, question, word for yes, word for no."""
