"""Starting the window: fonts, roles, the net for bugs."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from buergerapp.errors import KnownProblem
from buergerapp.gui import a11y, dialogs
from buergerapp.gui.navigation import START, Route
from buergerapp.gui.session import Parts, Session, current_look
from buergerapp.gui.single_instance import SingleInstance
from buergerapp.gui.startup import StartUp, asks_who
from buergerapp.gui.tasks import Tasks
from buergerapp.gui.theme import dress
from buergerapp.gui.window import Window
from buergerapp.settings import ONBOARDING_DONE, Settings
from buergerapp.usecases.safekeeping import DamagedFile, Safekeeping

log = logging.getLogger(__name__)

APP_TITLE = "BürgerApp"
_ICON_SIZES = (16, 24, 32, 48, 64, 128)
"""Edges in px of the pictures for title and task bars; larger ones, for docks, belong to the installation."""
_LISTEN_AFTER_MS = 200
_VOICE_AFTER_MS = 600


class BugNet(QObject):
    """Catches what nobody caught: logs it and tells the window, from any thread.

    Signals:
        caught(): Something went wrong that is our fault.
        known(KnownProblem): The world got in the way where nobody expected it (a file was damaged meanwhile).
    """

    caught = Signal()
    known = Signal(object)

    def install(self) -> None:
        """Take over Python's last resort for the main thread and all others."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, KnownProblem):
            log.error("known problem: %s", kind.__name__)
            self.known.emit(error)
            return
        log.critical("bug", exc_info=(kind, error or kind(), trace))
        self.caught.emit()


def make_application(resources: Path) -> QApplication:
    """Make the Qt application with our fonts, German buttons and roles for screen readers."""
    QGuiApplication.setApplicationDisplayName(APP_TITLE)
    QGuiApplication.setDesktopFileName("buergerapp")
    # The same drawing on every system; the style sheet does the rest. As an argument, because setStyle()
    # hands out a QStyle, whose Python type takes 5 ms to make.
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP_TITLE)
    app.setEffectEnabled(Qt.UIEffect.UI_General, False)  # menus and tool tips are there at once
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(app)
    if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    for font in sorted((resources / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addFile(str(resources / "icons" / "app" / f"buergerapp-{size}.png"))
    app.setWindowIcon(icon)
    a11y.install()
    return app


def refuse(problem: KnownProblem, settings: Settings, resources: Path) -> int:
    """Say why there can be no window, in the person's colours and text size; return the exit status."""
    make_application(resources)
    dress(current_look(settings, resources), resources)
    dialogs.show_problem(problem)
    return 3


def run(
    assemble: Callable[[], Parts],
    resources: Path,
    data: Path,
    settings: Settings,
    service: str = "",
    safekeeping: Safekeeping | None = None,
) -> int:
    """Show the window and return the exit status when it is closed.

    Args:
        assemble: Makes the parts; called only by the first instance.
        data: Folder that only one window may use.
        service: Id of a guide to open first, or empty.
        safekeeping: Offers the way back when the person's file is damaged.
    """
    app = make_application(resources)
    try:
        instance = SingleInstance(data)
    except OSError:
        problem = KnownProblem(
            f"Der Ordner „{data}“ lässt sich nicht anlegen.",
            "Wählen Sie mit --data-dir einen Ordner, in dem Sie schreiben dürfen.",
        )
        return refuse(problem, settings, resources)
    if not instance.take():
        if instance.call_first(service):
            return 0
        problem = KnownProblem(
            "BürgerApp läuft schon, antwortet aber nicht.",
            "Warten Sie einen Augenblick oder starten Sie den Computer neu.",
        )
        return refuse(problem, settings, resources)
    try:
        parts = _assemble_or_rescue(assemble, safekeeping, settings, resources)
    except KnownProblem as known:
        instance.release()
        return refuse(known, settings, resources)
    if parts is None:
        instance.release()
        return 3
    session = Session(parts, settings, resources)
    window = Window(session, _first_place(session, service))
    net = BugNet()
    net.install()
    net.caught.connect(window.show_bug)
    net.known.connect(session.problem)
    instance.called.connect(window.show_again)
    QTimer.singleShot(_LISTEN_AFTER_MS, instance, instance.listen)
    window.show()
    tasks = Tasks()
    startup = StartUp(session, tasks)
    startup.begin()
    QTimer.singleShot(_VOICE_AFTER_MS, window, window.look_for_voice)
    for notice in settings.notices:
        session.problem.emit(notice)
    status = app.exec()
    tasks.run(parts.safekeeping.backup_if_behind)  # the window is gone, so nobody waits for it
    tasks.finish()
    parts.close()
    instance.release()
    return status


def _first_place(session: Session, service: str) -> Route:
    """Return what the window begins with: the guide asked for, the welcome, the question who is there."""
    if service:
        return Route("service", service)
    if not session.settings.get(ONBOARDING_DONE):
        return Route("welcome")
    return Route("profiles") if asks_who(session) else START


def _assemble_or_rescue(
    assemble: Callable[[], Parts], safekeeping: Safekeeping | None, settings: Settings, resources: Path
) -> Parts | None:
    """Put the parts together; a damaged file is offered its way back first. None when the person leaves.

    Raises:
        KnownProblem: Something else is in the way, or the way back did not help.
    """
    try:
        return assemble()
    except DamagedFile as problem:
        if safekeeping is None:
            raise
        from buergerapp.gui.pages.rescue import RescueDialog  # late: hardly ever needed

        print(problem, file=sys.stderr)  # noqa: T201 - for logs of others, as in dialogs.show_problem
        if not dialogs.run(RescueDialog(safekeeping, problem, current_look(settings, resources), resources)):
            return None
    return assemble()
