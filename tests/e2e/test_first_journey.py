"""A resident finds a guide, ticks two steps, stops, and goes on another day."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Screen, Start

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

GUIDE = "Personalausweis beantragen oder erneuern"


def log_of(data: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in (data / "log").glob("*.log"))


def test_find_perso_tick_two_steps_and_go_on_after_a_new_start(
    screen: Screen, start: Start, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    first = start(data)
    first.window()
    screen.see("heading", "Willkommen.")
    screen.keys("Escape")
    screen.see("heading", "Was möchten Sie erledigen?")
    assert not screen.sees("label", "Hier geht es weiter")

    screen.type("perso")
    screen.see("heading", "Treffer")
    screen.see("push button", GUIDE)
    screen.keys("Down", "Return")
    screen.see("heading", GUIDE)
    for number in (1, 2):
        assert not screen.see("check box", f"Schritt {number}:")["checked"]
        screen.press("check box", f"Schritt {number}:")
        screen.until(
            lambda n=number: screen.see("check box", f"Schritt {n}:")["checked"],  # type: ignore[misc]
            "the tick does not show",
        )
    screen.keys("ctrl+q")
    assert first.end() == (0, "", "")

    again = start(data)
    again.window()
    screen.see("label", "Hier geht es weiter")
    screen.press("push button", f"Weiter mit: {GUIDE}")
    screen.see("heading", "Schritt 3 von")
    screen.keys("ctrl+f")
    screen.type("perso")
    screen.see("push button", GUIDE)
    screen.keys("Return")
    assert screen.see("check box", "Schritt 1:")["checked"]
    assert screen.see("check box", "Schritt 2:")["checked"]
    assert not screen.see("check box", "Schritt 3:")["checked"]
    screen.keys("ctrl+q")
    assert again.end() == (0, "", "")
    assert log_of(data) == ""


def test_a_second_start_brings_the_first_window_to_the_front(
    screen: Screen, start: Start, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    first = start(data)
    window = first.window()
    other = start(tmp_path / "other")
    assert other.window() != window

    second = start(data, "--service", "hund-anmelden-hundesteuer")
    assert second.end() == (0, "", "")
    assert first.window() == window
    screen.see("heading", "Hund")
    assert first.process.poll() is None

    screen.xdotool("windowminimize", window)
    assert other.window() != window
    third = start(data)
    assert third.end() == (0, "", "")
    assert first.window() == window
    screen.keys("ctrl+q")
    assert first.end() == (0, "", "")
    assert log_of(data) == ""
    assert other.window()
    screen.keys("ctrl+q")
    assert other.end() == (0, "", "")


def test_a_killed_program_starts_again_and_has_lost_nothing(
    screen: Screen, start: Start, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    first = start(data, "--service", "personalausweis-beantragen")
    first.window()
    screen.press("check box", "Schritt 1:")
    screen.until(lambda: screen.see("check box", "Schritt 1:")["checked"], "the tick does not show")
    first.process.kill()
    first.end()

    again = start(data, "--service", "personalausweis-beantragen")
    again.window()
    assert screen.see("check box", "Schritt 1:")["checked"]
    screen.keys("ctrl+q")
    assert again.end() == (0, "", "")
