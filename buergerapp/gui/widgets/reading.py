"""What a page shows about reading aloud: it follows the voice while the page stays as it is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button


def _voice_found(session: Session) -> bool:
    return session.reader is not None and session.reader.available


def _show(widget: QWidget, wanted: bool) -> None:
    """Show or hide; what has no place yet would become a window of its own."""
    if not wanted or widget.parentWidget() is not None:
        widget.setVisible(wanted)


class VoicePart(QWidget):
    """A part of a page for computers with a German voice, or for those without one.

    The voice is looked for after the first picture, so the part may appear while somebody reads the page.
    """

    def __init__(self, session: Session, *, voice: bool = True) -> None:
        """Make an empty part; fill :attr:`column`. ``voice`` tells for which computers it is."""
        super().__init__()
        self._session = session
        self._voice = voice
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        session.reading_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        _show(self, _voice_found(self._session) is self._voice)


class ReadButton(Button):
    """Reads the page aloud, and stops that; hidden where there is no voice."""

    def __init__(self, session: Session, words: str, name: str, kind: str = "") -> None:
        """Make a button with ``words`` on it while nothing is read."""
        super().__init__(session.icons, session.look, words, "volume-2", kind, name)
        self._session = session
        self._ready = words
        self._token = "text" if kind == "header" else "accent"
        self.on_click(session.read_page.emit)
        session.reading_changed.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        """Say what the button does now."""
        reader = self._session.reader
        reading = reader is not None and reader.reading
        words = self.tr("Anhalten") if reading else self._ready
        self.setText(words)
        self.setAccessibleName(words)
        self.show_icon(self._session.icons, self._session.look, "x" if reading else "volume-2", self._token)
        self.updateGeometry()
        _show(self, _voice_found(self._session))
