"""Reading a page aloud: through a voice that writes down what it says."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from buergerapp.gui.read_aloud import (
    MacSay,
    Piece,
    ReadAloud,
    SpeechDispatcher,
    Voice,
    WindowsSpeech,
    find_backend,
    pieces,
)
from buergerapp.gui.widgets.labels import Text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the recording voice is a shell script")


class Recorder:
    """A voice that writes what it should say into a file."""

    def __init__(
        self, folder: Path, voices: str = "Anna de none", *, status: int = 0, wait: str = ""
    ) -> None:
        self.file = folder / "said.txt"
        self.program = folder / "voice"
        self.program.write_text(
            f"""#!/bin/sh
[ "$1" = -L ] && {{ echo "{voices}"; exit 0; }}
[ "$1" = -C ] && {{ echo "(stop)" >> "{self.file}"; exit 0; }}
for word; do :; done
echo "$word" >> "{self.file}"
{wait}
exit {status}
""",
            encoding="utf-8",
        )
        self.program.chmod(0o755)

    @property
    def said(self) -> list[str]:
        return self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else []

    def reader(self) -> ReadAloud:
        return ReadAloud(Voice(SpeechDispatcher(str(self.program))), lambda: 100)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    for text in ("Rufen Sie die 115 an. Das kostet 27,60 €.", "Fertig"):
        column.addWidget(Text(text))
    hidden = Text("unsichtbar")
    hidden.hide()
    column.addWidget(hidden)
    qtbot.addWidget(widget)
    return widget


def ready(reader: ReadAloud, qtbot: QtBot) -> ReadAloud:
    with qtbot.waitSignal(reader.state_changed):
        reader.look()
    assert reader.available
    return reader


def test_reads_sentence_by_sentence_and_marks_each(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    reader = ready(recorder.reader(), qtbot)
    marked: list[str] = []
    reader.reached.connect(lambda label: marked.append(label.selectedText()))
    reader.read(pieces(page))
    qtbot.waitUntil(lambda: not reader.reading)
    assert recorder.said == [
        "Rufen Sie die eins eins fünf an.",
        "Das kostet siebenundzwanzig Euro sechzig.",
        "Fertig",
    ]
    assert marked == ["Rufen Sie die 115 an.", "Das kostet 27,60 €.", "Fertig"]
    assert not any(label.hasSelectedText() for label in page.findChildren(QLabel))


def test_a_long_address_is_heard_and_never_copied_with_its_places_for_breaks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    label = Text("Rufen Sie www.bochum.de/Bauordnungsamt/Bauherrenauskunft auf.", "h3", role="heading")
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    page = QWidget()
    QVBoxLayout(page).addWidget(label)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    label.setFocus()
    assert "\u200b" in label.text()
    recorder = Recorder(tmp_path, wait="exec sleep 60")
    reader = ready(recorder.reader(), qtbot)
    reader.read(pieces(page))
    qtbot.waitUntil(lambda: len(recorder.said) == 1)
    assert label.selectedText() == label.text()
    QGuiApplication.clipboard().setText("vorher")
    for press in (QTest.mouseDClick, QTest.mouseClick):
        press(label, Qt.MouseButton.LeftButton, pos=label.rect().center())
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert label.selectedText() == label.text()
    assert QGuiApplication.clipboard().text() == "vorher"
    reader.stop()
    assert "\u200b" not in "".join(recorder.said)
    assert label.focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_stops_at_once_and_says_nothing_more(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, wait="exec sleep 60")
    reader = ready(recorder.reader(), qtbot)
    reader.read(pieces(page))
    qtbot.waitUntil(lambda: len(recorder.said) == 1)
    reader.stop()
    qtbot.waitUntil(lambda: "(stop)" in recorder.said)
    assert not reader.reading
    assert len(recorder.said) == 2
    assert not any(label.hasSelectedText() for label in page.findChildren(QLabel))


def test_the_end_of_the_program_waits_for_no_voice(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "voice"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    voice = Voice(SpeechDispatcher(str(program)))
    voice.look()
    qtbot.waitUntil(lambda: voice._asking is not None and voice._asking.processId() != 0)
    asking = voice._asking
    assert asking is not None
    voice.end()
    assert asking.state() == QProcess.ProcessState.NotRunning
    assert not voice.available


def test_a_voice_that_fails_is_told_once(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    reader = ready(Recorder(tmp_path, status=1).reader(), qtbot)
    failures: list[bool] = []
    reader.failed.connect(lambda: failures.append(True))
    with qtbot.waitSignal(reader.failed):
        reader.read(pieces(page))
    assert not reader.reading
    assert failures == [True]


def test_a_page_that_is_gone_ends_the_reading(qtbot: QtBot, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    reader = ready(recorder.reader(), qtbot)
    label = QLabel("weg")
    gone = Piece("weg", label, 0, 3)
    label.deleteLater()
    QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete.value)
    reader.read([gone])
    assert not reader.reading
    assert recorder.said == []


def test_without_a_german_voice_nothing_is_offered(qtbot: QtBot, page: QWidget, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, voices="Alan en none")
    voice = Voice(SpeechDispatcher(str(recorder.program)))
    reader = ReadAloud(voice, lambda: 100)
    reader.look()
    qtbot.waitUntil(lambda: voice._asking is None)
    reader.read(pieces(page))
    assert not reader.available
    assert recorder.said == []


def test_a_program_that_is_missing_is_no_error(qtbot: QtBot, tmp_path: Path) -> None:
    voice = Voice(SpeechDispatcher(str(tmp_path / "nothing")))
    voice.look()
    qtbot.waitUntil(lambda: voice._asking is None)
    assert not voice.available
    assert not ReadAloud(Voice(None), lambda: 100).available
    Voice(None).look()


@pytest.mark.parametrize(
    ("platform", "name", "kind"),
    [
        ("linux", "spd-say", SpeechDispatcher),
        ("darwin", "say", MacSay),
        ("win32", "powershell", WindowsSpeech),
    ],
)
def test_every_system_has_its_own_way(platform: str, name: str, kind: type) -> None:
    backend = find_backend(platform, lambda asked: asked if asked == name else None)
    assert isinstance(backend, kind)
    assert find_backend(platform, lambda _: None) is None


def test_the_speed_is_within_what_voices_know() -> None:
    assert SpeechDispatcher("x").speak(200)[5] == "100"
    assert SpeechDispatcher("x").speak(50)[5] == "-50"
    assert MacSay("x", "Anna").speak(200)[4] == "350"
    assert "$s.Rate = -5;" in WindowsSpeech("x").speak(50)[-1]


def test_voices_are_recognised() -> None:
    mac = MacSay("say")
    assert mac.understood("Anna                de_DE    # Hallo, ich heiße Anna.\n")
    assert mac.voice == "Anna"
    assert not MacSay("say").understood("Alex    en_US    # Hi")
    assert WindowsSpeech("x").understood("en-US\r\nde-DE\r\n")
    assert not WindowsSpeech("x").understood("en-US\r\n")
    assert SpeechDispatcher("x").understood("   NAME  LANGUAGE  VARIANT\n German  de  none\n")
    assert not SpeechDispatcher("x").understood("   NAME  LANGUAGE\n  Oder  pl  none\n")
