"""Searching in the window: filters, marks, what was searched for last."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from buergerapp.domain.checklist import ServiceState
from buergerapp.gui.widgets.buttons import ServiceRow
from buergerapp.gui.widgets.painted import marked_parts
from buergerapp.settings import RECENT_SEARCHES
from buergerapp.usecases.find import Find, Results
from tests.gui.conftest import Home


def hits(home: Home) -> list[str]:
    return [w.accessibleName() for w in home.visible() if isinstance(w, ServiceRow)]


def test_a_filter_takes_away_what_does_not_fit_and_can_be_switched_off(home: Home) -> None:
    home.go("search", "hund")
    before = hits(home)
    assert before
    home.session.set_state("hund", "Hund", ServiceState.SET_UP)
    home.settle()
    home.click("onlyMissing")
    assert len(hits(home)) < len(before)
    assert home.focus_name() == "onlyMissing"
    home.click("onlyMissing")
    assert hits(home) == before


def test_one_letter_keeps_the_categories_and_says_nothing_about_hits(home: Home) -> None:
    home.go("search", "p")
    assert home.get_all("category-ausweise")
    home.qtbot.wait(800)  # longer than the pause before hits are announced
    assert not [said for said in home.said if "Treffer" in said]


def test_filters_are_offered_only_where_they_matter(home: Home) -> None:
    home.go("search", "personalausweis")
    home.click("onlyFree")
    assert hits(home) == []
    assert home.reads("Ohne die Filter gibt es Treffer.")
    assert home.get_all("onlyFree")
    home.go("search", "xyzzyqwv")
    assert not home.get_all("onlyFree")
    assert not home.get_all("clearFilters")


def test_the_words_that_were_found_are_marked_but_read_as_plain_text(home: Home) -> None:
    home.go("search", "hund")
    row = home.get("service-hund")
    assert "<" not in row.accessibleName() + row.accessibleDescription()
    assert [
        row.accessibleName()[start : start + n] for start, n in marked_parts(row.accessibleName(), ("hund",))
    ]


def test_only_beginnings_of_words_are_marked_whatever_the_case() -> None:
    assert marked_parts("Alten Führerschein umtauschen", ("führerschein",)) == [(6, 12)]
    assert marked_parts("Autoführerschein", ("führerschein",)) == []
    assert marked_parts("(Hund) a.b", ("hund", ".", "")) == [(1, 4)]


def test_a_search_that_led_to_a_guide_is_offered_again(home: Home) -> None:
    home.go("search", "hund")
    home.click("service-hund")
    home.go("search", "")
    home.click("recent-hund")
    assert home.route.arg == "hund"


def test_what_was_searched_for_can_be_deleted(home: Home) -> None:
    home.go("search", "hund")
    home.click("service-hund")
    home.go("search", "")
    home.click("clearRecent")
    assert home.get_all("recent-hund") == []
    assert home.checklist.recent_searches() == ()


def test_nothing_is_remembered_when_the_person_does_not_want_it(home: Home) -> None:
    home.session.settings.set(RECENT_SEARCHES, False)
    home.go("search", "hund")
    home.click("service-hund")
    assert home.checklist.recent_searches() == ()


def test_down_goes_to_the_newest_results_even_when_typing_was_fast(home: Home) -> None:
    home.get("searchEdit").setFocus()
    home.type("hund")
    home.press(Qt.Key.Key_Down)
    assert home.focus_name() == "service-hund"


@pytest.mark.parametrize("page", ["service", "list", "settings", "profiles"])
def test_letters_and_digits_alone_lead_nowhere(home: Home, page: str) -> None:
    # A PIN that goes on being typed beside its field must not land in a search (EN 301 549, 11.2.1.4).
    home.go(page, "perso" if page == "service" else "")
    home.type("12 hund/")
    assert home.route.page == page
    assert home.checklist.recent_searches() == ()


SENTENCE = "wo melde ich meinen hund an wenn ich umziehe"
KEY = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
SLOW = 0.12
"""Seconds for one search: several keys at 30 keys a second."""


@pytest.fixture
def asked(home: Home, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Make every search slow; note what is searched for, and what stands in the field when it begins."""
    noted: list[tuple[str, str]] = []
    search = Find.search

    def slowly(find: Find, query: str, *rest: object) -> Results:
        field = home.get("searchEdit")
        assert isinstance(field, QLineEdit)
        noted.append((query, field.text().strip()))
        time.sleep(SLOW)
        return search(find, query, *rest)  # type: ignore[arg-type]

    home.go("search")
    monkeypatch.setattr(Find, "search", slowly)
    return noted


@contextmanager
def typing(home: Home, text: str, per_second: int) -> Iterator[None]:
    """Press keys from another thread, as a keyboard does: also while the window is busy."""
    field = home.get("searchEdit")
    field.setFocus()

    keys = [  # made here: the first one makes a device, which belongs to this thread
        [QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter) for kind in KEY] for letter in text
    ]

    def press() -> None:
        for both in keys:
            for event in both:
                QCoreApplication.postEvent(field, event)
            time.sleep(1 / per_second)

    keyboard = threading.Thread(target=press)
    keyboard.start()
    yield
    keyboard.join()


@pytest.mark.parametrize("per_second", [30, 12])
def test_fast_typing_loses_no_key_and_shows_nothing_stale(
    home: Home, asked: list[tuple[str, str]], per_second: int
) -> None:
    with typing(home, SENTENCE, per_second):
        home.qtbot.waitUntil(lambda: bool(asked) and asked[-1][0] == SENTENCE, timeout=20_000)
    home.settle()
    field = home.get("searchEdit")
    assert isinstance(field, QLineEdit)
    assert field.text() == SENTENCE
    assert all(query == shown for query, shown in asked), "a search for what is no longer in the field"
    assert len(asked) < len(SENTENCE) / 3, "searches that nobody waits for"
    assert "service-hund" in {widget.objectName() for widget in home.visible()}
