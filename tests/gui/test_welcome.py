"""The welcome: asked once, before anything else, and skipped by one key."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from buergerapp.gui.navigation import Route
from buergerapp.gui.read_aloud import ReadAloud, SpeechDispatcher, Voice
from buergerapp.settings import LANGUAGE, ONBOARDING_DONE, READ_ALOUD_SPEED, TEXT_SCALE, THEME
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


def recording_voice(folder: Path) -> tuple[Path, ReadAloud]:
    """Return a voice that does not end its first sentence, and the file in which it writes what it says."""
    said, program = folder / "said", folder / "voice"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = -L ] && {{ echo "Anna de none"; exit 0; }}\n[ "$1" = -C ] && exit 0\n'
        f'for word; do :; done\necho "$word" >> "{said}"\nexec sleep 60\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return said, ReadAloud(Voice(SpeechDispatcher(str(program))), lambda: 100)


@pytest.mark.skipif(sys.platform == "win32", reason="the recording voice is a shell script")
def test_reading_aloud_is_offered_only_with_a_voice(first: Home, tmp_path: Path) -> None:
    assert not first.get_all("tryReading")
    assert not first.get_all("readAloud")
    said, reader = recording_voice(tmp_path)
    first.window.use_reader(reader)
    first.qtbot.waitUntil(lambda: first.get_all("readAloud") != [])
    assert first.get_all("tryReading"), "the question appears when the voice is found"
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


@pytest.mark.skipif(sys.platform == "win32", reason="the recording voice is a shell script")
def test_a_step_has_a_button_of_its_own_that_reads_and_stops(home: Home, tmp_path: Path) -> None:
    home.go("step", "perso", "vorbereiten")
    assert not home.get_all("readStep")
    said, reader = recording_voice(tmp_path)
    home.window.use_reader(reader)
    home.qtbot.waitUntil(lambda: home.get_all("readStep") != [])
    home.tab_to("readStep")
    home.press(Qt.Key.Key_Return)
    home.qtbot.waitUntil(said.exists)
    assert reader.reading
    assert home.focus_name() == "readStep"
    assert home.get("readStep").accessibleName() == home.get("readAloud").accessibleName() == "Anhalten"
    home.press(Qt.Key.Key_Return)
    assert not reader.reading
    assert home.get("readStep").accessibleName() == "Diesen Schritt vorlesen"
    assert home.route.page == "step"


@pytest.mark.skipif(sys.platform == "win32", reason="the recording voice is a shell script")
def test_settings_say_how_to_get_a_voice_until_there_is_one(home: Home, tmp_path: Path) -> None:
    home.go("settings")
    assert home.reads("Auf diesem Computer gibt es keine deutsche Stimme.")
    assert not home.get_all("speed-100")
    home.window.use_reader(recording_voice(tmp_path)[1])
    home.qtbot.waitUntil(lambda: home.get_all("speed-100") != [])
    assert not home.reads("keine deutsche Stimme")
    home.click("speed-75")
    assert home.session.settings.get(READ_ALOUD_SPEED) == 75
    assert home.focus_name() == "speed-75"
