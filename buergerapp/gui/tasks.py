"""The one door to the background: work in another thread, its answer in this one."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from buergerapp.errors import KnownProblem

log = logging.getLogger(__name__)


class Tasks(QObject):
    """Runs work in the background; work opens its own files and touches no widget.

    Signals:
        problem(KnownProblem): The world got in the way of some work.
    """

    problem = Signal(object)
    _finished = Signal(object, object)

    def __init__(self) -> None:
        """Prepare; no thread is started yet."""
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._finished.connect(self._on_finished)

    def run(self, work: Callable[[], object], then: Callable[[object], None] | None = None) -> None:
        """Do ``work`` in the background, then call ``then`` with its result in this thread."""
        self._pool.start(_Work(self, work, then))

    def finish(self) -> None:
        """Wait for what is going on, before the program ends."""
        self._pool.waitForDone()

    def _on_finished(self, then: Callable[[object], None] | None, result: object) -> None:
        if isinstance(result, KnownProblem):
            self.problem.emit(result)
        elif then is not None:
            then(result)


class _Work(QRunnable):
    """One piece of work; it only emits, the signals belong to :class:`Tasks`."""

    def __init__(
        self, tasks: Tasks, work: Callable[[], object], then: Callable[[object], None] | None
    ) -> None:
        super().__init__()
        self._tasks, self._work, self._then = tasks, work, then

    def run(self) -> None:
        """Work; a known problem is a result too, a bug is logged."""
        try:
            result: object = self._work()
        except KnownProblem as problem:
            result = problem
        except Exception:
            log.exception("bug in the background")
            return
        self._tasks._finished.emit(self._then, result)
