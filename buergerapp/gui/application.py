"""Starting the window: one instance, fonts, theme, the net for bugs."""

import hashlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QLockFile, QObject, QTimer, QTranslator, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from buergerapp.errors import KnownProblem
from buergerapp.gui import a11y, dialogs
from buergerapp.gui.session import Parts, Session, current_look
from buergerapp.gui.startup import StartUp, asks_who
from buergerapp.gui.tasks import Tasks
from buergerapp.gui.window import Window
from buergerapp.settings import ONBOARDING_DONE, Settings
from buergerapp.usecases.safekeeping import DamagedFile, Safekeeping

log = logging.getLogger(__name__)

APP_TITLE = "BürgerApp"
_ANSWER_MS = 1000
_VOICE_AFTER_MS = 600


class SingleInstance(QObject):
    """Makes sure that one data folder has one window; a second start shows the first.

    Signals:
        called(str): A second start asks to be shown, with the id of a guide or nothing.
    """

    called = Signal(str)

    def __init__(self, data: Path) -> None:
        """Prepare for the data folder ``data``; nothing is taken yet."""
        super().__init__()
        data.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
        self._name = f"buergerapp-{digest}"
        self._lock = QLockFile(str(data / "window.lock"))
        # The operating system frees the lock of a crashed program; no need to wait for it to be old.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def take(self) -> bool:
        """Become the one instance; False when another one runs."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("no server for second starts: %s", self._server.errorString())
        return True

    def call_first(self, service: str) -> bool:
        """Ask the running instance to show itself; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return False
        socket.write(f"{service}\n".encode())
        socket.waitForBytesWritten(_ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def _on_call(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.waitForReadyRead(_ANSWER_MS)
        words = bytes(connection.readAll().data()).decode("utf-8", "replace").strip()
        connection.deleteLater()
        self.called.emit(words[:200])

    def release(self) -> None:
        """Make room for the next start."""
        self._server.close()
        self._lock.unlock()


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
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP_TITLE)
    # The same drawing on every system; the style sheet does the rest.
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(app)
    if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    for font in sorted((resources / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    icon = QIcon()
    for picture in sorted((resources / "icons" / "app").glob("*.png")):
        icon.addFile(str(picture))
    app.setWindowIcon(icon)
    a11y.install()
    return app


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
        dialogs.show_problem(
            KnownProblem(
                f"Der Ordner „{data}“ lässt sich nicht anlegen.",
                "Wählen Sie mit --data-dir einen Ordner, in dem Sie schreiben dürfen.",
            )
        )
        return 3
    if not instance.take():
        if instance.call_first(service):
            return 0
        dialogs.show_problem(
            KnownProblem(
                "BürgerApp läuft schon, antwortet aber nicht.",
                "Warten Sie einen Augenblick oder starten Sie den Computer neu.",
            )
        )
        return 3
    try:
        parts = _assemble_or_rescue(assemble, safekeeping, settings, resources)
    except KnownProblem as problem:
        instance.release()
        dialogs.show_problem(problem)
        return 3
    if parts is None:
        instance.release()
        return 3
    session = Session(parts, settings, resources)
    window = Window(session)
    net = BugNet()
    net.install()
    net.caught.connect(window.show_bug)
    net.known.connect(session.problem)
    instance.called.connect(window.show_again)
    if service:
        session.navigate("service", service)
    elif not settings.get(ONBOARDING_DONE):
        session.navigate("welcome")
    elif asks_who(session):
        session.navigate("profiles")
    window.show()
    tasks = Tasks()
    startup = StartUp(session, tasks)
    startup.begin()
    QTimer.singleShot(_VOICE_AFTER_MS, window, window.look_for_voice)
    for notice in settings.notices:
        session.problem.emit(notice)
    status = app.exec()
    tasks.finish()
    parts.close()
    instance.release()
    return status


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
