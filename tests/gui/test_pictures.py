"""The main pages as small pictures, compared with pictures that people have looked at.

A page that looks different on purpose: ``BUERGERAPP_WRITE_PICTURES=1 ./run test tests/gui/test_pictures.py``,
then look at the new files. Pages come from the small catalog on a fixed day, offscreen, in the bundled
typeface drawn as tests/fonts.conf says; FreeType itself is the system's. Both pictures are reduced to tiles
of 40 to 50 px and compared by the mean colour of each, so that a differently smoothed letter does not count
and a missing line of text does. Seen: without hinting and with FreeType's older interpreter the same pictures
pass; full hinting makes words wider, which is why fonts.conf decides it.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from buergerapp.gui.theme import Theme
from tests.gui.conftest import Home, MakeHome
from tests.gui.test_pages import fill, look

PICTURES = Path(__file__).with_name("pictures")
PLACES = {
    "welcome": ("welcome", "", ""),
    "start": ("start", "", ""),
    "search": ("search", "perso", ""),
    "service": ("service", "perso", ""),
    "step": ("step", "perso", "anmelden"),
    "list": ("list", "", ""),
    "settings": ("settings", "", ""),
}
LOOKS = [
    (theme, percent, size)
    for theme in ("light", "contrast-dark")
    for percent, size in ((100, (1280, 820)), (200, (1024, 700)))
]
WIDTH = 208
"""Width of a stored picture in px."""
TILE = 8
"""Edge of a tile in px of the stored picture: 40 to 50 px on the screen."""
TOLERANCE = 6
"""How much the mean of red, green or blue of a tile may differ, of 255."""
STRAY = 2
"""Tiles that may differ more, of about 430."""


@pytest.fixture(autouse=True)
def still(application: QApplication) -> None:
    """A cursor that does not blink."""
    application.setCursorFlashTime(0)


def small(image: QImage) -> QImage:
    return image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation).convertToFormat(
        QImage.Format.Format_RGB888
    )


def means(image: QImage) -> list[tuple[int, int, int]]:
    """Return the mean colour of each tile."""
    found = []
    for top in range(0, image.height(), TILE):
        for left in range(0, image.width(), TILE):
            tile = image.copy(QRect(left, top, TILE, TILE) & image.rect())
            one = tile.scaled(
                1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            color = one.pixelColor(0, 0)
            found.append((color.red(), color.green(), color.blue()))
    return found


def different(now: QImage, before: QImage) -> int:
    """Return how many tiles differ."""
    if now.size() != before.size():
        return now.width() * now.height()
    return sum(
        max(abs(a - b) for a, b in zip(one, other, strict=True)) > TOLERANCE
        for one, other in zip(means(now), means(before), strict=True)
    )


def picture(home: Home) -> QImage:
    home.settle()
    return small(home.window.grab().toImage())


@pytest.mark.parametrize(("theme", "percent", "size"), LOOKS, ids=lambda value: str(value))
def test_pages_look_as_they_were_seen(
    make_home: MakeHome, tmp_path: Path, theme: str, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(settings=look(theme, percent), size=size)
    fill(home)
    wrong = []
    for name, place in PLACES.items():
        home.go(*place)
        now = picture(home)
        file = PICTURES / f"{name}-{theme}-{percent}.png"
        if os.environ.get("BUERGERAPP_WRITE_PICTURES"):
            assert now.save(str(file))
        tiles = different(now, QImage(str(file)).convertToFormat(QImage.Format.Format_RGB888))
        if tiles > STRAY:
            home.window.grab().save(str(tmp_path / file.name))
            wrong.append(f"{file.name}: {tiles} tiles differ, see {tmp_path / file.name}")
    assert "\n".join(wrong) == ""


# --- the comparison itself ------------------------------------------------------------------------------


@pytest.fixture
def seen(home: Home) -> QImage:
    fill(home)
    home.go("list")
    return picture(home)


def test_the_same_page_is_the_same(home: Home, seen: QImage) -> None:
    home.go("start")
    home.go("list")
    assert different(picture(home), seen) == 0


def test_letters_that_stand_a_little_elsewhere_do_not_count(home: Home, seen: QImage) -> None:
    """Half a pixel, as another way of smoothing might do."""
    image = home.window.grab().toImage()
    moved = QImage(image.size(), image.format())
    painter = QPainter(moved)
    painter.drawImage(0, 0, image)
    painter.setOpacity(0.5)
    painter.drawImage(1, 0, image)
    painter.end()
    assert different(small(moved), seen) <= STRAY


@pytest.mark.parametrize("name", ["history", "open-perso", "filter-all", "nav-search"])
def test_something_that_is_missing_is_noticed(home: Home, seen: QImage, name: str) -> None:
    widget = home.get(name)
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    widget.hide()
    assert different(picture(home), seen) > STRAY


@pytest.mark.parametrize("token", ["accent", "page", "card", "text", "side"])
def test_a_colour_that_is_another_one_is_noticed(
    home: Home, seen: QImage, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    theme = home.session.look.theme
    color = QColor(theme.colors[token])
    other = color.darker(110) if color.lightness() > 127 else color.lighter(300)
    changed = Theme(theme.name, theme.title, theme.dark, theme.border, theme.colors | {token: other.name()})  # type: ignore[arg-type]
    monkeypatch.setattr("buergerapp.gui.session.load_theme", lambda *_: changed)
    home.session.refresh_look()
    assert different(picture(home), seen) > STRAY
