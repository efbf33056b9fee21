"""Texts of double length, as other languages have them, at every size: nothing is cut, all can be reached."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QTranslator
from PySide6.QtWidgets import QWidget

from tests.gui.conftest import ROUTES, Home, MakeHome
from tests.gui.test_pages import complaints_about_space, controls, fill, look


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
    assert "\n".join(f"{where}: {told}" for told, where in found.items()) == ""


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
