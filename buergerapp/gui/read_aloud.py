"""Reading a page aloud, sentence by sentence, through whatever voice the system has.

This is the one door to speech. Linux speaks through speech-dispatcher (``spd-say``), macOS through
``say``, Windows through its own speech in PowerShell; each in a process of its own, so that a voice that
hangs or fails never stops the window. The buttons appear only where a German voice was found.
"""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from buergerapp.gui import texts
from buergerapp.gui.spoken import sentences, spoken
from buergerapp.gui.widgets.buttons import CardButton, PaintedCard, Pressable

_NORMAL_WORDS_A_MINUTE = 175
_SELECTING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.ContextMenu,
)
"""Events by which words are selected."""
_END_MS = 500


class Backend(Protocol):
    """How one system speaks."""

    def ask(self) -> list[str]:
        """Return the command that lists the voices."""

    def understood(self, answer: str) -> bool:
        """Tell from the answer whether there is a German voice."""

    def speak(self, percent: int) -> list[str]:
        """Return the command that reads standard input, or takes the text as its last word."""

    def takes_input(self) -> bool:
        """Tell whether the text goes to standard input."""

    def hush(self) -> list[str]:
        """Return the command that stops what is being said; empty when ending the process is enough."""


@dataclass(frozen=True)
class SpeechDispatcher:
    """Linux: the speech service that screen readers use too."""

    program: str

    def ask(self) -> list[str]:
        """List the voices."""
        return [self.program, "-L"]

    def understood(self, answer: str) -> bool:
        """Find "de" or "de-DE" in the column of languages."""
        return bool(re.search(r"(?im)(?:^|\s)(de|deu|ger)([-_]\w+)*(\s|$)", answer))

    def speak(self, percent: int) -> list[str]:
        """Wait until it is said; the speed goes from -100 to 100."""
        rate = max(-100, min(100, percent - 100))
        return [self.program, "-w", "-l", "de", "-r", str(rate), "--"]

    def takes_input(self) -> bool:
        """The text is the last word of the command."""
        return False

    def hush(self) -> list[str]:
        """The service goes on speaking when its client ends."""
        return [self.program, "-C"]


@dataclass
class MacSay:
    """macOS: the voices of the system."""

    program: str
    voice: str = ""

    def ask(self) -> list[str]:
        """List the voices."""
        return [self.program, "-v", "?"]

    def understood(self, answer: str) -> bool:
        """Take the first German voice."""
        found = re.search(r"(?m)^(.+?)\s+de_DE\s", answer)
        self.voice = found[1] if found else ""
        return bool(found)

    def speak(self, percent: int) -> list[str]:
        """Read standard input with the voice that was found."""
        words = round(_NORMAL_WORDS_A_MINUTE * percent / 100)
        return [self.program, "-v", self.voice, "-r", str(words), "-f", "-"]

    def takes_input(self) -> bool:
        """The text goes to standard input."""
        return True

    def hush(self) -> list[str]:
        """Ending the process is enough."""
        return []


@dataclass(frozen=True)
class WindowsSpeech:
    """Windows: the voices of the system, reached through PowerShell."""

    program: str

    _BEGIN = (
        "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
        "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    )

    def _command(self, script: str) -> list[str]:
        return [self.program, "-NoProfile", "-NonInteractive", "-Command", self._BEGIN + script]

    def ask(self) -> list[str]:
        """List the languages of the voices."""
        return self._command("$s.GetInstalledVoices() | ForEach-Object { $_.VoiceInfo.Culture.Name }")

    def understood(self, answer: str) -> bool:
        """Find a German one."""
        return bool(re.search(r"(?im)^de(-\w+)?\s*$", answer))

    def speak(self, percent: int) -> list[str]:
        """Read standard input; the text never becomes part of a command."""
        rate = max(-10, min(10, round((percent - 100) / 10)))
        return self._command(
            "$s.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'de-DE'); "
            f"$s.Rate = {rate}; $s.Speak([Console]::In.ReadToEnd())"
        )

    def takes_input(self) -> bool:
        """The text goes to standard input."""
        return True

    def hush(self) -> list[str]:
        """Ending the process is enough."""
        return []


def find_backend(
    platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> Backend | None:
    """Return how this system speaks, or None when the program for it is missing."""
    name, kind = {
        "win32": ("powershell", WindowsSpeech),
        "darwin": ("say", MacSay),
    }.get(platform, ("spd-say", SpeechDispatcher))
    program = which(name)
    return kind(program) if program else None


class Voice(QObject):
    """Says one sentence at a time.

    Signals:
        found(): There is a German voice; buttons may appear.
        said(): The sentence is over; not sent when it was stopped.
        failed(): The voice did not work.
    """

    found = Signal()
    said = Signal()
    failed = Signal()

    def __init__(self, backend: Backend | None) -> None:
        """Use ``backend``; nothing is started before :meth:`look`."""
        super().__init__()
        self._backend = backend
        self._process: QProcess | None = None
        self._asking: QProcess | None = None
        self.available = False
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.end)

    def look(self) -> None:
        """Ask the system for a German voice; the answer comes as :attr:`found`, or never."""
        if self._backend is None or self._asking is not None:
            return
        program, *arguments = self._backend.ask()
        self._asking = QProcess(self)
        self._asking.finished.connect(self._on_answer)
        self._asking.errorOccurred.connect(self._on_no_answer)
        self._asking.start(program, arguments)

    def _on_answer(self) -> None:
        asking, self._asking = self._asking, None
        if asking is None or self._backend is None:
            return
        answer = bytes(asking.readAllStandardOutput().data()).decode("utf-8", "replace")
        asking.deleteLater()
        if self._backend.understood(answer) and not self.available:
            self.available = True
            self.found.emit()

    def _on_no_answer(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.deleteLater()

    def end(self) -> None:
        """Be silent, and no longer wait for an answer: the program ends."""
        self.stop()
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.kill()
            asking.waitForFinished(_END_MS)

    def say(self, text: str, percent: int) -> None:
        """Say a sentence; one that is being said stops."""
        self.stop()
        assert self._backend is not None
        program, *arguments = self._backend.speak(percent)
        process = QProcess(self)
        self._process = process
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        if self._backend.takes_input():
            process.start(program, arguments)
            process.write(text.encode())
            process.closeWriteChannel()
        else:
            process.start(program, [*arguments, text])

    def stop(self) -> None:
        """Be silent at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.finished.connect(process.deleteLater)
        hush = self._backend.hush() if self._backend is not None else []
        if hush:
            QProcess.startDetached(hush[0], hush[1:])
        process.kill()
        process.waitForFinished(_END_MS)

    def _on_finished(self, status: int) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        (self.failed if status else self.said).emit()

    def _on_error(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.failed.emit()


@dataclass(frozen=True)
class Piece:
    """A sentence on a page: the words to say, and where they stand."""

    words: str
    widget: QWidget
    start: int
    length: int


def pieces(content: QWidget) -> list[Piece]:
    """Return what stands on a page, in reading order; buttons are left out, cards are read."""
    found: list[Piece] = []
    for widget in content.findChildren(QWidget):
        if not widget.isVisibleTo(content) or isinstance(widget.parentWidget(), Pressable):
            continue
        if isinstance(widget, PaintedCard | CardButton):
            words = texts.sentences(widget.accessibleName(), widget.accessibleDescription())
            found.extend(Piece(words[a:b], widget, 0, 0) for a, b in sentences(words))
        elif isinstance(widget, QLabel) and widget.text():
            if widget.textFormat() == Qt.TextFormat.RichText:
                words = widget.accessibleName()
                found.extend(Piece(words[a:b], widget, 0, 0) for a, b in sentences(words))
            else:
                words = widget.text()
                found.extend(Piece(words[a:b], widget, a, b - a) for a, b in sentences(words))
    return found


class ReadAloud(QObject):
    """Reads pieces one after the other and marks the one that is being said.

    Signals:
        state_changed(): A voice was found, or reading began or ended.
        reached(QWidget): This is being read now; the page scrolls to it.
        failed(): The voice stopped working.
    """

    state_changed = Signal()
    reached = Signal(object)
    failed = Signal()

    def __init__(self, voice: Voice, speed: Callable[[], int]) -> None:
        """Speak through ``voice``; ``speed`` returns the speed in percent."""
        super().__init__()
        self._voice = voice
        self._speed = speed
        self._pieces: list[Piece] = []
        self._marked: QLabel | None = None
        self.reading = False
        voice.found.connect(self.state_changed)
        voice.said.connect(self._next)
        voice.failed.connect(self._on_failed)

    @property
    def available(self) -> bool:
        """Tell whether there is a German voice."""
        return self._voice.available

    def look(self) -> None:
        """Look for a German voice, in the background."""
        self._voice.look()

    def read(self, found: list[Piece]) -> None:
        """Begin to read; what was read before stops."""
        self.stop()
        if not found or not self.available:
            return
        self._pieces = list(found)
        self.reading = True
        self.state_changed.emit()
        self._next()

    def stop(self) -> None:
        """Be silent and take the mark away."""
        self._voice.stop()
        self._unmark()
        self._pieces = []
        if self.reading:
            self.reading = False
            self.state_changed.emit()

    def _next(self) -> None:
        self._unmark()
        if not self._pieces:
            self.stop()
            return
        piece = self._pieces.pop(0)
        if not isValid(piece.widget):
            self.stop()  # the page is another one now
            return
        self._mark(piece)
        self.reached.emit(piece.widget)
        self._voice.say(spoken(piece.words), self._speed())

    def _mark(self, piece: Piece) -> None:
        label = piece.widget
        if piece.length and isinstance(label, QLabel):
            policy = label.focusPolicy()
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(policy)
            label.setSelection(piece.start, piece.length)
            label.installEventFilter(self)
            self._marked = label

    def _unmark(self) -> None:
        label, self._marked = self._marked, None
        if label is not None and isValid(label):
            label.removeEventFilter(self)
            policy = label.focusPolicy()
            label.setSelection(0, 0)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            label.setFocusPolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the marked words alone: it is a mark, not a selection to change or to copy."""
        copying = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)
        if not copying and event.type() not in _SELECTING:
            return False
        event.ignore()  # and pass it to what is around
        return True

    def _on_failed(self) -> None:
        self.stop()
        self.failed.emit()
