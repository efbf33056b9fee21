"""A quiet word from the desktop, by the service that each system has for that."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_SERVICE = "org.freedesktop.Notifications"
_TRAY_MS = 15_000
"""How long the icon stands that Windows and macOS want for a message; they choose how long that stays."""


def notify(title: str, sentence: str) -> bool:
    """Show a notification of the desktop.

    Returns:
        True when a service has taken it. False when there is none, or when nobody can know: Windows
        and macOS may keep a message to themselves, so whoever has to know should be told otherwise too.
    """
    if sys.platform.startswith("linux") and _by_bus(title, sentence):
        return True
    _by_tray(title, sentence)
    return False


def _by_bus(title: str, sentence: str) -> bool:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # late: it takes a tenth of a second

    bus = QDBusConnection.sessionBus()
    interface = bus.interface() if bus.isConnected() else None
    if interface is None or not interface.isServiceRegistered(_SERVICE).value():
        return False
    call = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/Notifications", _SERVICE, "Notify")
    call.setArguments(["BürgerApp", 0, "buergerapp", title, sentence, [], {}, -1])
    return bus.send(call)


def _by_tray(title: str, sentence: str) -> None:
    """Show an icon in the tray, as Windows and macOS ask for, and take it away again."""
    from PySide6.QtWidgets import QSystemTrayIcon  # late: hardly anybody wants it

    app = QApplication.instance()
    if app is None or not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return
    icon = QSystemTrayIcon(QApplication.windowIcon(), app)
    icon.setToolTip(title)
    icon.show()
    icon.showMessage(title, sentence, QApplication.windowIcon())
    icon.messageClicked.connect(icon.deleteLater)
    QTimer.singleShot(_TRAY_MS, icon, icon.deleteLater)
