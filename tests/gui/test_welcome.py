"""The welcome: asked once, before anything else, and skipped by one key."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from buergerapp.gui.navigation import Route
from buergerapp.gui.read_aloud import ReadAloud, SpeechDispatcher, Voice
from buergerapp.settings import LANGUAGE, ONBOARDING_DONE, TEXT_SCALE, THEME
from tests.gui.conftest import Home


@pytest.fixture
def first(home: Home) -> Home:
    home.go("welcome")
    return home


def test_begins_on_the_question_and_one_key_skips_it(first: Home) -> None:
    assert first.focus_name() == "heading"
    assert first.reads("Mit der Taste Esc überspringen Sie diese Fragen.")
    first.press(Qt.Key.Key_Escape)
    assert first.route == Route("start")
    assert first.session.settings.get(ONBOARDING_DONE)


def test_every_choice_counts_at_once_and_keeps_the_focus(first: Home) -> None:
    settings = first.session.settings
    first.click("size-200")
    assert settings.get(TEXT_SCALE) == 200
    assert first.route.page == "welcome"
    first.click("theme-contrast-dark")
    assert settings.get(THEME) == "contrast-dark"
    assert first.reads("Wenn Ihr neuer Ausweis fertig ist")
    first.click("language-de-simple")
    assert settings.get(LANGUAGE) == "de-simple"
    assert first.reads("Bringen Sie den alten mit.")


def test_the_whole_way_by_keyboard(first: Home) -> None:
    first.tab_to("size-100")
    first.choose("size-150")
    first.press(Qt.Key.Key_Space)
    assert first.focus_name() == "size-150"
    first.tab_to("startBelow")
    first.press(Qt.Key.Key_Return)
    assert first.route == Route("start")


@pytest.mark.skipif(sys.platform == "win32", reason="the recording voice is a shell script")
def test_reading_aloud_is_offered_only_with_a_voice(first: Home, tmp_path: Path) -> None:
    assert not first.get_all("tryReading")
    assert not first.get_all("readAloud")
    said, program = tmp_path / "said", tmp_path / "voice"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = -L ] && {{ echo "Anna de none"; exit 0; }}\n[ "$1" = -C ] && exit 0\n'
        f'for word; do :; done\necho "$word" >> "{said}"\nexec sleep 60\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    first.window.use_reader(ReadAloud(Voice(SpeechDispatcher(str(program))), lambda: 100))
    first.qtbot.waitUntil(lambda: first.get_all("readAloud") != [])
    first.go("start")
    first.go("welcome")
    first.click("tryReading")
    first.qtbot.waitUntil(said.exists)
    assert said.read_text(encoding="utf-8").startswith("Willkommen.")
    assert first.session.reader is not None
    assert first.session.reader.reading
    first.press(Qt.Key.Key_Escape)
    assert not first.session.reader.reading
    assert first.route.page == "welcome", "the first Esc only stops the reading"
    first.click("readAloud")
    assert first.session.reader.reading
    first.go("help")
    assert not first.session.reader.reading, "another page stops the reading"
