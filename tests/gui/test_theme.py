"""Colours that everybody can read, and one style sheet that fits all of them."""

import re

import pytest
from PySide6.QtGui import QPalette

from buergerapp.gui.theme import PAIRS, THEMES, Look, contrast, load_theme, system_theme
from buergerapp.settings import THEME
from tests.authored import RESOURCES

FOLDER = RESOURCES / "themes"
TEMPLATE = (FOLDER / "style.qss").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#777777", "#FFFFFF", 4.48)],
)
def test_contrast_is_computed_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("fore", "back", "least"), PAIRS, ids=[f"{f} on {b}" for f, b, _ in PAIRS])
def test_every_pair_can_be_told_apart(theme: str, fore: str, back: str, least: float) -> None:
    colors = load_theme(FOLDER, theme).colors
    assert contrast(colors[fore], colors[back]) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_the_same_tokens_and_real_colours(theme: str) -> None:
    colors = load_theme(FOLDER, theme).colors
    assert set(colors) == set(load_theme(FOLDER, "light").colors)
    assert all(re.fullmatch(r"#[0-9A-Fa-f]{6}", value) for value in colors.values())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("percent", [100, 125, 200, 300])
def test_the_style_sheet_is_filled_completely(theme: str, percent: int) -> None:
    sheet = Look(load_theme(FOLDER, theme), percent).stylesheet(TEMPLATE)
    words = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "$" not in words
    assert words.count("{") == words.count("}")


def test_every_colour_in_the_style_sheet_is_a_token() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[^{}]*;)", TEMPLATE) == []


def test_every_text_size_grows_with_the_choice() -> None:
    theme = load_theme(FOLDER, "light")
    normal, double = (Look(theme, percent).stylesheet(TEMPLATE) for percent in (100, 200))
    sizes = [[int(n) for n in re.findall(r"font-size: (\d+)px", sheet)] for sheet in (normal, double)]
    assert sizes[0]
    assert sizes[1] == [2 * size for size in sizes[0]]
    assert min(sizes[0]) >= 15


def test_the_palette_follows_the_theme() -> None:
    theme = load_theme(FOLDER, "dark")
    palette = Look(theme, 100).palette()
    assert palette.color(QPalette.ColorRole.Window).name().upper() == theme.colors["page"].upper()
    assert palette.color(QPalette.ColorRole.WindowText).name().upper() == theme.colors["text"].upper()


def test_the_settings_offer_exactly_the_themes_there_are() -> None:
    assert set(THEME.choices) == {"system", *THEMES}
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(THEMES)


@pytest.mark.usefixtures("qapp")
def test_the_systems_choice_is_one_of_the_themes() -> None:
    assert system_theme() in THEMES
