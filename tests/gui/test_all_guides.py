"""Every guide that ships: no word is cut, nothing is wider than the page, at any size of text.

Drawing 246 guides four times takes minutes. Words are cut, and lines laid out for another width than they
get, only where a word is wider than its place, so the words of all guides are measured first, as the authors
wrote them: between spaces and hyphens, with long addresses whole whether or not a line could break in them.
A guide with a word that comes near the narrowest place of the page is drawn in full. That no place is
narrower than assumed here is tested on what is drawn.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocumentFragment
from PySide6.QtWidgets import QLabel

from buergerapp.domain.service import Service
from buergerapp.gui import texts
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.fitting import without_breaks
from buergerapp.gui.widgets.labels import Text
from tests.authored import real_catalog
from tests.gui.conftest import Home, MakeHome
from tests.gui.test_pages import look

NARROWEST = {
    (100, (1280, 820)): 220,
    (100, (1024, 700)): 480,
    (200, (1024, 700)): 640,
    (300, (1024, 700)): 660,
}
"""Text size and window to the least width in px of words on a page: in the side column, or beside icons."""
NARROWEST_STEP = 780
"""The same in the view of one step at 300 %: beside an icon in a panel."""


# --- measuring ---------------------------------------------------------------------------------------


def strings(thing: object) -> Iterator[str]:
    """Return all words of a guide, wherever they stand in it; addresses that are only opened are left out."""
    if isinstance(thing, str):
        if not thing.startswith("http"):
            yield thing
    elif isinstance(thing, tuple | list | frozenset):
        for part in thing:
            yield from strings(part)
    elif fields := getattr(thing, "__dataclass_fields__", ()):
        for name in fields:
            yield from strings(getattr(thing, name))


def measure(home: Home) -> Callable[[str], int]:
    """Return what tells the width in px of the widest word in a text, in ordinary size at 100 %."""
    advance = cache(QFontMetrics(home.session.look.font("")).horizontalAdvance)
    percent = home.session.look.percent
    return lambda text: max((advance(word) * 100 // percent for word in re.split(r"[\s-]+", text)), default=0)


def widest_word(service: Service, width: Callable[[str], int]) -> int:
    """Return the width in px of the widest word of a guide at 100 %."""
    address = re.split(r"[\s/-]", texts.address(service.url))  # of this the page shows all
    return max(width(text) for text in (*strings(service), *address))


# --- looking -----------------------------------------------------------------------------------------


def shown_words(label: QLabel) -> str:
    """Return the words of a label with the places at which a line may break, without marks."""
    if label.textFormat() == Qt.TextFormat.RichText:
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText()
    return label.text()


def widest_piece(font: QFont, words: str) -> int:
    """Return how wide in px the widest part is in which Qt does not break a line."""
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return QFontMetrics(font).boundingRect(QRect(0, 0, 1, 100_000), flags, words).width()


def labels(home: Home) -> list[QLabel]:
    found = home.window.page.content.findChildren(QLabel)
    return [label for label in found if label.isVisible() and label.text()]


def cut(label: QLabel) -> str:
    """Say how a label is cut, or return nothing."""
    words, around = shown_words(label), label.parentWidget()
    assert around is not None
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height():
            return f"{words!r} is {label.height()} px high, needs {label.heightForWidth(label.width())}"
        needed = widest_piece(label.shown_font() if isinstance(label, Text) else label.font(), words)
    else:
        needed = label.sizeHint().width()
    if needed > label.width() + 1:
        return f"{words!r} is {label.width()} px wide, needs {needed}"
    if not around.rect().contains(label.geometry()):
        return f"{words!r} stands at {label.geometry().getRect()} in {around.size().toTuple()}"
    return ""


def complaints(home: Home) -> Iterator[str]:
    """Say what is cut on the page that is shown, and by how much the page is too wide."""
    page = home.window.page
    where = " ".join(filter(None, home.route))
    if (over := page.horizontalScrollBar().maximum()) > 0:
        yield f"{where}: {over} px wider than the window"
    for told in filter(None, map(cut, labels(home))):
        yield f"{where}: {told}"
    for button in page.content.findChildren(Button):
        right = button.mapTo(page.content, QPoint(button.width(), 0)).x()
        if button.isVisible() and right > page.content.width():
            yield f"{where}: {button.text()!r} sticks out"


def narrowest(home: Home, service: Service) -> int:
    """Return the least width in px that words of a guide got where they take more than one line."""
    own = set(strings(service))
    return min(
        label.width()
        for label in labels(home)
        if without_breaks(shown_words(label)).removeprefix("Achtung: ") in own
        and label.height() > 2 * label.fontMetrics().height()
    )


# --- the tests ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("percent", "size"), NARROWEST)
def test_no_guide_is_cut_or_wider_than_the_window(
    make_home: MakeHome, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(real_catalog(), settings=look("light", percent), size=size)
    width, room = measure(home), NARROWEST[percent, size]
    guides = [home.find.service(card.id) for card in home.parts.catalog.all_cards()]
    needed = {guide.card.id: widest_word(guide, width) * percent // 100 for guide in guides}
    widest = max(needed, key=lambda id_: needed[id_])
    found: list[str] = []
    for guide in guides:
        if needed[guide.card.id] > room or guide.card.id == widest:
            home.go("service", guide.card.id)
            found += complaints(home)
            assert narrowest(home, guide) >= room, "guides with shorter words have to be drawn too"
    if found:
        pytest.fail("\n".join(found))  # all of them; an assertion shows the first few


@pytest.mark.slow
def test_no_step_is_cut_or_wider_than_the_window_at_300_percent(make_home: MakeHome) -> None:
    home = make_home(real_catalog(), settings=look("light", 300), size=(1024, 700))
    width, drawn = measure(home), 0
    found: list[str] = []
    for card in home.parts.catalog.all_cards():
        for step in home.find.service(card.id).steps:
            if max(map(width, strings(step))) * 3 > NARROWEST_STEP:
                home.go("step", card.id, step.id)
                found += complaints(home)
                drawn += 1
    assert drawn > 0
    if found:
        pytest.fail("\n".join(found))  # all of them; an assertion shows the first few
