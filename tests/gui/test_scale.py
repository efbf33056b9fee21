"""Texts of double length, as other languages have them, at every size: nothing is cut, all can be reached."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, QTimer, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from buergerapp.errors import KnownProblem
from buergerapp.gui import dialogs
from buergerapp.gui.navigation import Route
from buergerapp.gui.pages.rescue import RescueDialog
from buergerapp.gui.widgets.buttons import MIN_TARGET, SMALLEST_TEXT, Button
from buergerapp.gui.widgets.focus_ring import FocusRing
from buergerapp.gui.widgets.labels import Heading
from buergerapp.gui.widgets.question import Question
from tests.authored import real_catalog
from tests.gui.conftest import ROUTES, Home, MakeHome
from tests.gui.test_pages import clipped, complaints_about_space, controls, cut_buttons, fill, look

MESSAGE = "„Schwerbehindertenausweis“ ist vorgemerkt."


class Doubled(QTranslator):
    """Says everything twice."""

    def translate(self, _context: str, source: str, *_: object) -> str:
        return f"{source} {source}"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def doubled(application: object) -> Iterator[None]:
    translator = Doubled()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("doubled")
@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 820)), (200, (1024, 700)), (300, (1024, 700))])
def test_texts_of_double_length_are_not_cut(make_home: MakeHome, percent: int, size: tuple[int, int]) -> None:
    home = make_home(settings=look("light", percent), size=size)
    fill(home)
    found: dict[str, str] = {}
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        for told in complaints_about_space(home):
            found.setdefault(told, f"{route.page} {route.arg} {route.part}".strip())
        if route.page in ("service", "list"):
            home.session.message.emit(MESSAGE if percent == 300 else f"{MESSAGE} {MESSAGE}", True)
            home.settle()
            for told in (*complaints_about_space(home), *cut_buttons(home)):
                found.setdefault(told, f"{route.page} with a message")
    assert "\n".join(f"{where}: {told}" for told, where in found.items()) == ""


@pytest.mark.slow
@pytest.mark.parametrize("percent", [200, 300])
def test_the_longest_words_that_ship_are_whole_in_large_text(make_home: MakeHome, percent: int) -> None:
    """A heading gets smaller rather than being cut, but never smaller than the text below it."""
    home = make_home(real_catalog(), settings=look("light", percent), size=(1024, 700))
    cards = home.parts.catalog.all_cards()
    long = sorted(cards, key=lambda card: max(map(len, card.title.replace("-", " ").split())))[-12:]
    found = []
    for card in long:
        for page in ("service", "step"):
            home.go(page, card.id, card.step_ids[0] if page == "step" else "")
            found += [f"{page} {card.id}: {told}" for told in complaints_about_space(home)]
            heading = home.get("heading")
            assert isinstance(heading, Heading)
            assert heading.shown_font().pixelSize() >= 18 * percent / 100
    assert "\n".join(found) == ""


def complaints_about_menu(home: Home, menu: QMenu) -> Iterator[str]:
    """Tell what is cut in a menu that is opened, or too small to hit."""
    menu.aboutToShow.emit()  # the screen of the tests is too small to show it, and cannot grab the keyboard
    words = [action.text() for action in menu.actions()]
    wanted = menu.sizeHint()
    if wanted.width() > home.window.width() or wanted.height() > home.window.height():
        yield f"{words} need {wanted.toTuple()}"
    for action in menu.actions():
        if menu.actionGeometry(action).height() < MIN_TARGET:
            yield f"{action.text()!r} is too low"
    if menu.font().pixelSize() < SMALLEST_TEXT:
        yield f"{words} are too small"


def menus(home: Home) -> list[QMenu]:
    return [menu for w in home.visible() if isinstance(w, QPushButton) and (menu := w.menu()) is not None]


@pytest.mark.parametrize("percent", [100, 200, 300])
@pytest.mark.parametrize("long", [False, True])
def test_every_menu_fits_the_window(
    make_home: MakeHome, request: pytest.FixtureRequest, percent: int, long: bool
) -> None:
    if long:
        request.getfixturevalue("doubled")
    home = make_home(real_catalog(), settings=look("light", percent), size=(1024, 700))
    names = set()
    found = []
    for route in (Route("search", "perso"), Route("search"), Route("start"), Route("profiles")):
        home.go(route.page, route.arg, route.part)
        if home.get_all("filters"):
            home.click("filters")
        for menu in menus(home):
            names.add(menu.accessibleName().split()[0])
            found += [f"{route}: {told}" for told in complaints_about_menu(home, menu)]
    assert names == {"Schriftgröße", "Farben", "Thema"}
    assert "\n".join(found) == ""


def complaints_about_dialog(dialog: QWidget) -> Iterator[str]:
    """Tell what is cut in a dialog, or lies outside a window of 1024 × 700 px."""
    if dialog.width() > 1024 or dialog.height() > 700:
        yield f"{dialog.size().toTuple()} is too large"
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text() and clipped(label):
            yield clipped(label)
    for button in dialog.findChildren(QPushButton):
        least = button.minimumSizeHint()
        right = button.mapTo(dialog, QPoint(button.width(), 0)).x()
        if button.isVisible() and (button.width() < least.width() or right > dialog.width()):
            yield f"{button.text()!r} is cut"


@pytest.mark.usefixtures("doubled")
@pytest.mark.parametrize("percent", [100, 200, 300])
def test_dialogs_with_texts_of_double_length_are_not_cut(make_home: MakeHome, percent: int) -> None:
    home = make_home(settings=look("light", percent), size=(1024, 700))
    session = home.session
    twice = "Möchten Sie Anna wirklich löschen? Möchten Sie Anna wirklich löschen?"
    question = Question(session, home.window, twice, f"{twice} {twice}", "Ja, löschen " * 2, "Nein " * 4)
    problem = KnownProblem(f"{twice} {twice}", f"{twice} {twice}")
    session.safekeeping.backup_now()
    rescue = RescueDialog(session.safekeeping, problem, session.look, session.resources)
    found = []
    for dialog in (question, rescue):
        home.qtbot.addWidget(dialog)
        dialog.show()
        home.settle()
        found += [f"{type(dialog).__name__}: {told}" for told in complaints_about_dialog(dialog)]
        dialog.reject()
    assert "\n".join(found) == ""


@pytest.mark.parametrize("percent", [100, 200, 300])
def test_questions_fit_the_window_and_esc_says_no(make_home: MakeHome, percent: int) -> None:
    home = make_home(settings=look("light", percent), size=(1024, 700))
    seen: dict[str, object] = {}

    def look_and_escape() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            return
        seen["size"] = box.size()
        seen["cut"] = [
            button.text()
            for button in box.findChildren(Button)
            if button.width() < button.minimumSizeHint().width()
            or min(button.width(), button.height()) < MIN_TARGET
        ]
        focus, ring = QApplication.focusWidget(), box.findChild(FocusRing)
        seen["focus"] = focus.objectName() if focus is not None else ""
        seen["ring"] = ring is not None and ring.isVisible()
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(200, look_and_escape)
    agreed = dialogs.ask_danger(
        home.window,
        "Möchten Sie Anna wirklich löschen?",
        "Die Liste, die Notizen und die Sicherungen von Anna sind dann für immer weg.",
        "Ja, für immer löschen",
        "Nein, behalten",
    )
    assert not agreed
    size = seen.pop("size")
    assert isinstance(size, QSize)
    assert size.width() <= 1024
    assert size.height() <= 700
    assert seen == {"cut": [], "focus": "refuse", "ring": True}


@pytest.mark.parametrize("size", [(1024, 700), (800, 600)])
def test_at_300_percent_everything_can_be_reached(make_home: MakeHome, size: tuple[int, int]) -> None:
    home = make_home(settings=look("contrast-light", 300), size=size)
    fill(home)
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        for control in controls(home):
            if not fits(home, control):
                pytest.fail(f"{route}: {control.objectName()} cannot be reached")


def fits(home: Home, control: QWidget) -> bool:
    """Tell whether a control of the page lies within its scrolled width, any other within the window."""
    page = home.window.page
    inside = page.viewport().isAncestorOf(control)
    around: QWidget = page.content if inside else home.window
    left = control.mapTo(around, QPoint(0, 0)).x()
    room = page.viewport().width() if inside else home.window.width()
    return left >= 0 and left + min(control.width(), 44) <= room
