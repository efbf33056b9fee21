"""What happens once the window stands: today's backup, a word about what is due, about a wrong clock."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from buergerapp.errors import KnownProblem
from buergerapp.gui import texts
from buergerapp.gui.notification import notify
from buergerapp.gui.session import Session
from buergerapp.gui.tasks import Tasks
from buergerapp.settings import CHOOSE_PERSON, DUE_NOTIFICATION

_AFTER_FIRST_PICTURE_MS = 400


class StartUp(QObject):
    """Does after the first picture what must not delay it."""

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        notify: Callable[[str, str], bool] = notify,
    ) -> None:
        """Prepare; :meth:`begin` starts the clock."""
        super().__init__()
        self._session = session
        self._tasks = tasks
        self._notify = notify
        tasks.problem.connect(session.problem)
        session.person_changed.connect(self._on_person_changed)
        self._reminded = False

    def begin(self) -> None:
        """Wait for the first picture, then go to work."""
        QTimer.singleShot(_AFTER_FIRST_PICTURE_MS, self, self.go)

    def go(self) -> None:
        """Make today's backup in the background and say what the person should know."""
        # What is there now stays to the end; looking it all through for garbage takes 25 ms, now and then in
        # the midst of a page change.
        gc.freeze()
        self._tasks.run(self._session.safekeeping.backup_if_due)
        self.remind()
        for notice in self._session.profiles.notices:
            # After the reminder, in whose place it stands: what is due can also be read on the start page.
            self._session.problem.emit(notice)

    def remind(self) -> None:
        """Say what is due and whether the clock looks wrong; once for a person, when their list is open."""
        session = self._session
        if session.locked:
            return
        self._reminded = True
        doubt = session.checklist.clock_doubt()
        if doubt is not None:
            session.problem.emit(KnownProblem(texts.clock_doubt(doubt)))
        elif session.settings.get(DUE_NOTIFICATION):
            count = len(session.checklist.due_soon())
            # The notification may stand on a locked screen: it says how many, not what.
            if count and not self._notify("BürgerApp", texts.due_reminder(count)):
                session.message.emit(texts.due_reminder(count), False)

    def _on_person_changed(self) -> None:
        """A protected list was opened: now the reminder can be given."""
        if not self._reminded:
            QTimer.singleShot(0, self, self.remind)


def asks_who(session: Session) -> bool:
    """Tell whether the window begins with the question who is there."""
    return session.settings.get(CHOOSE_PERSON) and len(session.profiles.all()) > 1
