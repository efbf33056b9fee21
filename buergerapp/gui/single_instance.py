"""One window for each data folder; a second start brings the first window to the front.

What talks to the other process is read late: QtNetwork takes 7 ms that no first picture has to wait for.
"""

import logging
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

log = logging.getLogger(__name__)

_ANSWER_MS = 2000
"""How long a second start waits for the first one, which may be slow or only starting."""
_PAUSE_MS = 50


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
        self._name = f"buergerapp-{zlib.crc32(str(data.resolve()).encode()):08x}"
        self._lock = QLockFile(str(data / "window.lock"))
        # The operating system frees the lock of a crashed program; no need to wait for it to be old.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Become the one instance; False when another one runs."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Answer second starts from now on; the first instance calls it once its window stands."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("no server for second starts: %s", self._server.errorString())

    def call_first(self, service: str) -> bool:
        """Ask the running instance to show itself; False when it does not answer.

        The first one may be starting itself and not listen yet, so it is asked for some time.
        """
        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        patience = QDeadlineTimer(_ANSWER_MS)
        socket.connectToServer(self._name)
        while not socket.waitForConnected(_ANSWER_MS):
            if patience.hasExpired():
                return False
            QThread.msleep(_PAUSE_MS)
            socket.connectToServer(self._name)
        socket.write(f"{service}\n".encode())
        socket.waitForBytesWritten(_ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def _on_call(self) -> None:
        assert self._server is not None
        connection = self._server.nextPendingConnection()
        connection.waitForReadyRead(_ANSWER_MS)
        words = bytes(connection.readAll().data()).decode("utf-8", "replace").strip()
        connection.deleteLater()
        self.called.emit(words[:200])

    def release(self) -> None:
        """Make room for the next start."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
