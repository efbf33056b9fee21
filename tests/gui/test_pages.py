"""Every page in every look: it opens, says its words, can be reached, named and read."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from buergerapp.domain.checklist import ServiceState
from buergerapp.errors import KnownProblem
from buergerapp.gui import a11y
from buergerapp.gui.icons import Icons
from buergerapp.gui.navigation import Route
from buergerapp.gui.theme import THEMES, Look, load_theme
from buergerapp.gui.widgets.buttons import MIN_TARGET, Button
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.progress import ProgressBar
from buergerapp.settings import TEXT_SCALE, THEME, Settings
from tests.authored import RESOURCES, Authored, real_catalog
from tests.gui.conftest import ROUTES, Home, MakeHome, spoken


def fill(home: Home) -> None:
    """Give the person something in each group of their list."""
    home.checklist.tick("perso", "vorbereiten")
    home.checklist.set_state("hund", ServiceState.NOTED)
    home.checklist.set_state("rente", ServiceState.SET_UP)
    home.checklist.set_state("epa", ServiceState.NOT_FOR_ME)
    home.window.session.look_changed.emit()
    home.settle()


def look(theme: str, percent: int) -> Settings:
    return Settings(None, person={THEME.key: theme, TEXT_SCALE.key: percent})


# --- what must be right on every page --------------------------------------------------------------


def controls(home: Home) -> list[QWidget]:
    """Return everything that the Tab key, or an arrow key within a choice, can reach."""
    return [
        w
        for w in home.visible()
        if (
            w.focusPolicy() & Qt.FocusPolicy.TabFocus
            or (isinstance(w, QAbstractButton) and w.autoExclusive())
        )
        and w.isEnabled()
        and not isinstance(w, QScrollArea)
    ]


def name_of(widget: QWidget) -> str:
    return spoken(widget).text(QAccessible.Text.Name)


def complaints_about_controls(home: Home) -> Iterator[str]:
    for control in controls(home):
        what = f"{type(control).__name__} {control.objectName()!r} {name_of(control)!r}"
        if not name_of(control).strip():
            yield f"{what} has no name"
        # A heading that speaks can be reached; there is nothing to press.
        to_press = a11y.role_of(control) not in ("heading", "list")
        if to_press and min(control.width(), control.height()) < MIN_TARGET:
            yield f"{what} is only {control.width()}x{control.height()}"


def cut_buttons(home: Home) -> Iterator[str]:
    for button in home.visible():
        if isinstance(button, QAbstractButton) and button.text():
            wanted = button.minimumSizeHint()
            if button.width() < wanted.width() or button.height() < wanted.height():
                yield f"{button.text()!r} needs {wanted.toTuple()} and has {button.size().toTuple()}"


def complaints_about_headings(home: Home) -> Iterator[str]:
    headings = [
        w for w in home.window.page.findChildren(QLabel) if w.isVisible() and a11y.role_of(w) == "heading"
    ]
    levels = [a11y.heading_level(w) for w in headings]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    for heading in headings:
        if spoken(heading).role() != QAccessible.Role.Heading:
            yield f"{heading.text()!r} is no heading for screen readers"
        if not name_of(heading):
            yield "a heading without words"
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"level {after} follows level {before}"


def clipped(label: QLabel) -> str:
    """Say how a label is cut off, or return nothing."""
    words = label.text()
    inner = label.contentsRect().width() - 2 * label.margin()
    if label.textFormat() == Qt.TextFormat.RichText:
        return "" if label.heightForWidth(label.width()) <= label.height() else f"{words!r}: too low"
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height():
            return f"{words!r}: {label.height()} px high, needs {needed}"
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        font = label.shown_font() if isinstance(label, Text) else label.font()
        widest = QFontMetrics(font).boundingRect(QRect(0, 0, inner, 100_000), flags, words).width()
        if widest > inner + 1:
            return f"{words!r}: a word of {widest} px in {inner} px"
    elif label.width() < label.sizeHint().width():
        return f"{words!r}: {label.width()} px wide, needs {label.sizeHint().width()}"
    return ""


def complaints_about_space(home: Home) -> Iterator[str]:
    for label in home.window.findChildren(QLabel):
        if label.isVisible() and label.text() and label is not home.window._announcer and clipped(label):
            yield clipped(label)
    page = home.window.page
    for widget in page.viewport().findChildren(QWidget):
        if widget.isVisible() and not widget.findChildren(QWidget):
            left = widget.mapTo(page.viewport(), QPoint(0, 0)).x()
            if left < 0 or left + widget.width() > page.viewport().width():
                text = getattr(widget, "text", str)()
                yield f"{type(widget).__name__} {text!r} sticks out: {left} + {widget.width()}"


def overlaps(home: Home) -> Iterator[str]:
    """Tell about words that stand on one another."""
    labels = [w for w in home.window.page.findChildren(QLabel) if w.isVisible() and w.text()]
    places = [(QRect(w.mapTo(home.window.page.viewport(), QPoint(0, 0)), w.size()), w.text()) for w in labels]
    for (one, first), (other, second) in itertools.combinations(places, 2):
        common = one.intersected(other)
        if common.width() > 2 and common.height() > 2:
            yield f"{first!r} and {second!r} stand on one another"


def check_all(home: Home, routes: tuple[Route, ...] = ROUTES) -> None:
    """Open each page and fail with everything that is wrong on them."""
    found: dict[str, str] = {}
    for route in routes:
        home.go(route.page, route.arg, route.part)
        for complain in (
            complaints_about_controls,
            complaints_about_headings,
            complaints_about_space,
            overlaps,
        ):
            for told in complain(home):
                found.setdefault(told, f"{route.page} {route.arg} {route.part}".strip())
        home.focus()
    # As text, because a long list of complaints is cut off otherwise.
    assert "\n".join(f"{where}: {told}" for told, where in found.items()) == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("percent", [100, 200])
def test_every_page_in_every_look(make_home: MakeHome, theme: str, percent: int) -> None:
    home = make_home(settings=look(theme, percent), size=(1024, 700))
    fill(home)
    check_all(home)


@pytest.mark.parametrize(("percent", "size"), [(100, (480, 420)), (150, (800, 600)), (300, (1280, 820))])
def test_every_page_in_narrow_windows_and_huge_text(
    make_home: MakeHome, percent: int, size: tuple[int, int]
) -> None:
    home = make_home(settings=look("light", percent), size=size)
    fill(home)
    check_all(home)


@pytest.mark.slow
def test_the_longest_words_that_ship_fit_at_double_size(make_home: MakeHome) -> None:
    home = make_home(real_catalog(), settings=look("light", 200), size=(1024, 700))
    cards = home.parts.catalog.all_cards()

    def longest(title: str) -> int:
        return max(len(word) for word in title.replace("-", " ").replace("/", " ").split())

    ids = [card.id for card in sorted(cards, key=lambda c: longest(c.title), reverse=True)[:10]]
    routes = [Route("service", id) for id in ids]
    routes += [Route("step", id, home.find.service(id).steps[0].id) for id in ids[:3]]
    routes += [Route("category", category.id) for category in home.find.categories()[:4]]
    routes += [Route("start"), Route("search"), Route("starter")]
    check_all(home, tuple(routes))


def test_a_long_word_on_a_button_wraps_and_one_line_comes_back(
    application: QApplication, qtbot: QtBot
) -> None:
    application.setStyleSheet("")
    icons = Icons(RESOURCES / "icons")
    words = "Aufenthaltserlaubnis online beantragen & verlängern"
    button = Button(icons, Look(load_theme(RESOURCES / "themes", "light"), 100), words, "check")
    qtbot.addWidget(button)
    wide = button.sizeHint()
    button.resize(button.minimumSizeHint().width(), button.heightForWidth(button.minimumSizeHint().width()))
    button.show()
    assert button.text().split("\n")[0] == "Aufenthaltserlaubnis"
    assert button.sizeHint().width() == wide.width(), "what it wants does not depend on what it gets"
    assert button.sizeHint().height() <= button.height()
    button.resize(wide)
    assert button.text() == words.replace("&", "&&")
    assert button.sizeHint() == wide
    assert button.accessibleName() == words


@pytest.mark.parametrize("percent", [100, 200])
def test_no_button_is_cut(make_home: MakeHome, percent: int) -> None:
    home = make_home(settings=look("light", percent), size=(1024, 700))
    fill(home)
    cut = []
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        cut += [f"{route.page} {route.arg}: {told}" for told in cut_buttons(home)]
    assert "\n".join(cut) == ""


@pytest.mark.slow
def test_every_guide_and_way_in_that_ships_opens(make_home: MakeHome) -> None:
    home = make_home(real_catalog())
    routes = [Route("service", card.id) for card in home.parts.catalog.all_cards()[::6]]
    routes += [Route("category", category.id) for category in home.find.categories()]
    routes += [Route("life-event", event.id) for event in home.find.life_events()]
    for route in routes:
        home.go(route.page, route.arg)
        assert "gibt es nicht mehr" not in home.window.page.title
        assert home.focus_name() == "heading", route


# --- what screen readers know ----------------------------------------------------------------------


def test_a_step_says_number_title_place_and_warning(home: Home) -> None:
    home.go("service", "perso")
    box = spoken(home.box("anmelden"))
    assert box.role() == QAccessible.Role.CheckBox
    assert box.text(QAccessible.Text.Name) == "Schritt 2: Mit dem Konto anmelden"
    description = box.text(QAccessible.Text.Description)
    assert "online" in description
    assert "Geben Sie Ihren Namen ein." in description
    assert "Sagen Sie die PIN niemandem." in description
    assert not box.state().checked
    home.click("tick-anmelden")
    assert spoken(home.box("anmelden")).state().checked


def test_a_hit_says_its_facts(home: Home) -> None:
    home.go("category", "ausweise")
    row = spoken(home.get("service-perso"))
    assert row.text(QAccessible.Text.Name) == "Personalausweis beantragen"
    assert "Termin nötig" in row.text(QAccessible.Text.Description)
    assert "bis 46 €" in row.text(QAccessible.Text.Description)


def test_lists_have_the_list_role_and_a_name(home: Home) -> None:
    home.go("category", "leben")
    lists = [w for w in home.visible() if a11y.role_of(w) == "list"]
    assert [spoken(w).role() for w in lists] == [QAccessible.Role.List]
    assert name_of(lists[0]) == "Leben in Bochum"


def test_messages_are_spoken(home: Home) -> None:
    home.go("service", "hund")
    home.click("note")
    announcer = home.window._announcer
    assert spoken(announcer).role() == QAccessible.Role.Notification
    assert name_of(announcer) == "„Hund anmelden“ ist vorgemerkt."
    assert announcer.isVisible(), "a hidden notification is not spoken"


def test_problems_are_spoken_too(home: Home) -> None:
    home.session.problem.emit(KnownProblem("Der Speicher ist voll.", "Löschen Sie Dateien."))
    home.settle()
    assert "Der Speicher ist voll. Löschen Sie Dateien." in home.message()
    assert name_of(home.window._announcer) == "Der Speicher ist voll. Löschen Sie Dateien."


def test_the_number_of_hits_is_spoken_after_typing(home: Home) -> None:
    with home.qtbot.waitSignal(home.session.announce) as said:
        home.type("perso")
    assert said.args is not None
    assert "Treffer" in said.args[0]


def test_progress_says_its_value(home: Home) -> None:
    fill(home)
    home.go("step", "perso", "anmelden")
    bars = [w for w in home.visible() if a11y.role_of(w) == "progress"]
    assert {spoken(w).role() for w in bars} == {QAccessible.Role.ProgressBar}
    assert name_of(bars[0]) == "1 von 3 erledigt"


def test_progress_that_stands_beside_it_in_words_is_heard_once(home: Home) -> None:
    home.go("service", "perso")
    [bar] = [w for w in home.visible() if isinstance(w, ProgressBar) and a11y.role_of(w) == "silent"]
    assert spoken(bar).state().invisible
    assert home.words().count("0 von 3 erledigt") == 1


def test_the_side_bar_says_where_one_is(home: Home) -> None:
    home.go("settings")
    assert spoken(home.get("nav-settings")).text(QAccessible.Text.Description) == "hier sind Sie"
    assert spoken(home.get("nav-start")).text(QAccessible.Text.Description) == ""


def test_foreign_text_is_never_read_as_markup(home: Home) -> None:
    home.go("search", "<b>perso</b> <img src=x>")
    home.settle()
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText or "<img" not in label.text()
        for label in home.window.page.findChildren(QLabel)
    )
    assert home.focus_name() == "searchEdit"


# --- the start page --------------------------------------------------------------------------------


def test_the_start_page_offers_what_fits(home: Home) -> None:
    assert home.reads("Was möchten Sie erledigen?")
    assert not home.reads("Hier geht es weiter")
    assert "0 von 8 sind eingerichtet." in home.words()
    assert home.reads("Als Nächstes: Termin im Rathaus buchen")
    home.click("life-event-umzug")
    assert home.route == Route("life-event", "umzug")
    assert home.reads("Vorher")
    assert home.reads("Danach")


def test_the_grundausstattung_counts_what_is_set_up(home: Home) -> None:
    home.checklist.set_state("termin", ServiceState.SET_UP)
    home.checklist.set_state("email", ServiceState.NOT_FOR_ME)
    home.session.look_changed.emit()
    home.settle()
    assert "1 von 7 sind eingerichtet." in home.words()
    assert home.reads("Als Nächstes: Personalausweis beantragen")
    home.click("starter")
    assert home.route == Route("starter")


def test_finished_but_not_set_up_asks_for_the_rest(home: Home) -> None:
    for step in ("vorbereiten", "anmelden", "warten"):
        home.checklist.tick("hund", step)
    home.go("list")
    assert home.reads("Alle Schritte sind erledigt. Ist es eingerichtet?")
    home.go("start")
    assert home.reads("Hier geht es weiter")
    assert home.reads("Alle Schritte sind erledigt.")
    home.click("continue")
    assert home.route == Route("service", "hund")
    home.click("confirmSetUp")
    assert home.checklist.states()["hund"] is ServiceState.SET_UP


# --- Meine Liste -----------------------------------------------------------------------------------


def test_an_empty_list_says_how_it_fills(home: Home) -> None:
    home.go("list")
    assert home.reads("Ihre Liste ist noch leer.")
    home.click("starter")
    assert home.route == Route("starter")
    home.go("list")
    home.click("allServices")
    assert home.route == Route("search")


def test_the_list_has_its_groups_with_the_next_step(home: Home) -> None:
    fill(home)
    home.go("list")
    words = home.words()
    order = [
        words.index(group) for group in ("In Arbeit", "Eingerichtet", "Vorgemerkt", "Betrifft mich nicht")
    ]
    assert order == sorted(order)
    assert home.reads("Nächster Schritt: Mit dem Konto anmelden")
    assert home.reads("eingerichtet am")
    assert home.get("open-perso").accessibleName() == "Weiter mit: Personalausweis beantragen"
    home.click("open-perso")
    assert home.route == Route("service", "perso")


def test_a_group_can_be_shown_alone(home: Home) -> None:
    fill(home)
    home.go("list")
    home.tab_to("filter-all")
    home.choose("filter-setUp")
    home.press(Qt.Key.Key_Return)
    assert home.focus_name() == "filter-setUp"
    assert home.get_all("group-setUp")
    assert not home.get_all("group-noted")
    home.press(Qt.Key.Key_Return)
    assert home.get_all("group-noted")


def test_what_the_catalog_no_longer_knows_stays_on_the_list(home: Home) -> None:
    home.tracker.set_state(home.checklist.profile.id, "alter-dienst", ServiceState.SET_UP)
    home.go("list")
    assert home.reads("Nicht mehr im Katalog")
    assert home.reads("alter dienst")


def test_the_badge_counts_what_is_in_progress(home: Home) -> None:
    assert home.get_all("badge") == []
    home.go("service", "hund")
    home.click("tick-vorbereiten")
    badge = home.get("badge")
    assert isinstance(badge, QLabel)
    assert badge.text() == "1"
    assert spoken(home.get("nav-list")).text(QAccessible.Text.Description) == "1 in Arbeit"
    home.click("undo")
    assert home.get_all("badge") == []


# --- the search page -------------------------------------------------------------------------------


def test_without_words_the_search_shows_all_services_by_area(home: Home) -> None:
    home.go("search")
    assert home.reads("Alle Dienste")
    assert home.reads("Alltag")
    home.click("category-ausweise")
    assert home.route == Route("category", "ausweise")


def test_nothing_found_shows_ways_out(home: Home) -> None:
    home.go("search", "xylophonquartett")
    assert home.reads("Zu „xylophonquartett“ habe ich nichts gefunden.")
    assert home.reads("115")
    home.click("life-event-umzug")
    assert home.route == Route("life-event", "umzug")


def test_filters_narrow_and_can_be_taken_off(home: Home) -> None:
    home.go("search", "personalausweis")
    assert home.get_all("service-perso")
    home.tab_to("onlyFree")
    home.press(Qt.Key.Key_Space)
    assert home.get_all("service-perso") == []
    assert home.focus_name() == "onlyFree", "the focus stays on the filter"
    home.press(Qt.Key.Key_Space)
    assert home.get_all("service-perso")


def test_at_huge_text_the_filters_make_room_for_the_hits(home: Home) -> None:
    home.session.set_text_size(200)
    home.go("search", "perso")
    assert home.get_all("service-perso")
    assert home.get_all("onlyFree") == []
    home.click("filters")
    assert home.focus_name() == "onlyOnline", "the focus goes on to the first filter"
    home.click("onlyFree")
    assert home.get_all("service-perso") == []
    home.click("onlyFree")
    assert home.get_all("service-perso")


def test_the_search_can_be_emptied_by_its_button(home: Home) -> None:
    home.type("perso")
    home.wait_for("service-perso")
    [clear] = [w for w in home.visible() if w.accessibleName() == "Suche leeren"]
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    home.settle()
    assert home.route == Route("search", "")
    assert home.focus_name() == "searchEdit"
    home.qtbot.waitUntil(lambda: home.reads("Alle Dienste"))


def test_a_pasted_page_is_cut_and_searched(home: Home) -> None:
    home.go("search")
    edit = home.get("searchEdit")
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, "x" * 300)
    home.settle()
    assert len(edit.text()) == 200
    assert home.reads("habe ich nichts gefunden") or home.wait_for("life-event-umzug")


# --- a guide ---------------------------------------------------------------------------------------


def test_a_guide_says_everything_one_needs(home: Home) -> None:
    home.go("service", "perso")
    for words in (
        "Personalausweis beantragen",
        "Das muss vorher da sein",
        "Ohne Termin geht es nicht",
        "Das hilft Ihnen dabei",
        "Passfoto",
        "ganz neu",
        "Es kostet nichts.",
        "Etwa 10 Minuten.",
        "Alle in Bochum.",
        "Dort geben Sie Ihre Finger ab.",
        "Er gilt 10 Jahre.",
        "Achtung: Sagen Sie die PIN niemandem.",
        "Der alte Ausweis gilt dann nicht mehr.",
        "Nicht bestätigt – fragen Sie unter 115:",
        "der Preis der Fotobox",
        "Willy-Brandt-Platz 2, 44787 Bochum",
        "Neueste Quelle: 7. Februar 2026",
        "alles Weitere (www.bochum.de, 7. Februar 2026)",
        "Passt dazu",
    ):
        assert home.reads(words), words


def test_a_requirement_leads_to_its_guide_and_vanishes_once_it_is_set_up(home: Home) -> None:
    home.go("service", "perso")
    home.click("requires-termin")
    assert home.route == Route("service", "termin")
    assert home.reads("Das öffnet den Weg zu")
    home.click("setUp")
    home.window.back()
    home.settle()
    assert not home.reads("Das muss vorher da sein")


def test_an_ended_offer_says_so(make_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> None:
    authored = Authored(tmp_path_factory.mktemp("ended"))
    authored.change("hund", "valid_until", "2026-11-19")
    home = make_home(authored.compile())
    home.go("service", "hund")
    assert home.reads("abgelaufen")


def test_old_sources_are_said_to_be_old(
    make_home: MakeHome, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authored = Authored(tmp_path_factory.mktemp("old"))
    authored.change("hund", "source_date", "2023")
    home = make_home(authored.compile())
    home.go("service", "hund")
    assert home.reads("Diese Angaben sind älter als ein Jahr.")


# --- links -----------------------------------------------------------------------------------------


def test_a_link_says_where_it_leads_and_opens_there(home: Home) -> None:
    home.go("service", "perso")
    assert home.reads("„Seite öffnen“ führt zu: www.bochum.de/perso")
    button = home.get("openPage")
    assert "www.bochum.de" in spoken(button).text(QAccessible.Text.Description)
    home.tab_to("openPage")
    home.press(Qt.Key.Key_Return)
    assert home.opened == ["https://www.bochum.de/perso"]
    assert "Die Seite öffnet sich in Ihrem Browser." in home.said


def test_sources_further_links_and_steps_open_too(home: Home) -> None:
    home.go("service", "perso")
    assert home.get("source-0").accessibleName() == "Quelle öffnen: www.bochum.de"
    home.click("source-0")
    home.click("link-Fotobox")
    home.go("step", "perso", "anmelden")
    home.click("openPage")
    assert home.opened == [
        "https://www.bochum.de",
        "https://www.bochum.de/Fotobox",
        "https://www.bochum.de/perso",
    ]


def test_without_a_browser_the_address_is_told(make_home: MakeHome) -> None:
    home = make_home(browser=False)
    home.go("service", "perso")
    home.click("openPage")
    assert "Der Browser lässt sich nicht öffnen." in home.message()
    assert "https://www.bochum.de/perso" in home.message()


# --- how it looks ----------------------------------------------------------------------------------


CTRL = Qt.KeyboardModifier.ControlModifier


def test_text_size_by_keyboard(home: Home) -> None:
    home.go("list")
    home.press(Qt.Key.Key_Plus, hold=CTRL)
    assert home.session.look.percent == 125
    home.press(Qt.Key.Key_Equal, hold=CTRL)
    assert home.session.look.percent == 150
    home.press(Qt.Key.Key_Minus, hold=CTRL)
    assert home.session.look.percent == 125
    assert "Schriftgröße 125 Prozent" in home.said
    home.press(Qt.Key.Key_0, hold=CTRL)
    assert home.session.look.percent == 100
    home.press(Qt.Key.Key_Minus, hold=CTRL)
    assert home.session.look.percent == 100
    assert home.session.settings.get(TEXT_SCALE) == 100
    for _ in range(10):
        home.press(Qt.Key.Key_Plus, hold=CTRL)
    assert home.session.look.percent == 300
    assert home.route == Route("list")
    home.focus()


def test_a_larger_text_is_really_larger(home: Home) -> None:
    home.go("list")
    before = home.get("heading").fontMetrics().height()
    home.session.set_text_size(200)
    home.settle()
    assert home.get("heading").fontMetrics().height() >= 1.9 * before


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_takes_effect_at_once_and_keeps_place_and_focus(home: Home, theme: str) -> None:
    home.go("settings")
    home.tab_to("theme-system")
    home.choose(f"theme-{theme}")
    home.press(Qt.Key.Key_Space)
    assert home.session.look.theme.name == theme
    assert home.route == Route("settings")
    assert home.focus_name() == f"theme-{theme}"
    chosen = home.get(f"theme-{theme}")
    assert isinstance(chosen, QAbstractButton)
    assert chosen.isChecked()
    picture = home.window.grab().toImage()
    ground = picture.pixelColor(picture.width() - 40, picture.height() - 8).name().upper()
    assert ground == home.session.look.theme.colors["page"].upper()


def test_choosing_what_is_chosen_leaves_it_chosen(home: Home) -> None:
    home.go("settings")
    home.click("size-100")
    button = home.get("size-100")
    assert isinstance(button, QAbstractButton)
    assert button.isChecked()


def test_the_header_offers_text_size_and_colours(home: Home) -> None:
    for name in ("textSize", "contrast"):
        button = home.get(name)
        menu = button.menu()  # type: ignore[attr-defined]
        assert menu.accessibleName()
        assert sum(action.isChecked() for action in menu.actions()) == 1
    menu = home.get("textSize").menu()  # type: ignore[attr-defined]
    [action] = [a for a in menu.actions() if a.data() == "150"]
    action.trigger()
    home.settle()
    assert home.session.look.percent == 150


def test_what_the_administrator_fixed_cannot_be_chosen_and_says_why(make_home: MakeHome) -> None:
    home = make_home(settings=Settings(None, site={THEME.key: "dark"}, locked=[THEME.key]))
    home.go("settings")
    button = home.get("theme-light")
    assert not button.isEnabled()
    assert spoken(button).text(QAccessible.Text.Description) == "2 von 5. von der Verwaltung vorgegeben"
    home.session.set_theme("light")
    home.settle()
    assert home.session.look.theme.name == "dark"
    assert "fest eingestellt" in home.message()


def test_a_setting_that_cannot_be_saved_is_said_and_nothing_changes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KnownProblem("Der Speicher ist voll.")

    monkeypatch.setattr(home.session.settings, "set", full)
    home.session.set_theme("dark")
    home.settle()
    assert home.session.look.theme.name == "light"
    assert "Der Speicher ist voll." in home.message()


def test_choices_are_there_after_a_new_start(make_home: MakeHome) -> None:
    settings = Settings(None)
    home = make_home(settings=settings)
    home.go("settings")
    home.click("size-150")
    home.click("theme-dark")
    home.click("language-de-simple")
    again = make_home(settings=settings)
    assert (again.session.look.percent, again.session.look.theme.name) == (150, "dark")
    again.go("service", "perso")
    assert again.reads("Einfach: vorbereiten")


def test_einfache_sprache_and_back_on_the_guide_itself(home: Home) -> None:
    home.go("service", "perso")
    home.click("tick-vorbereiten")
    home.tab_to("language")
    home.press(Qt.Key.Key_Space)
    assert home.reads("Neuer Ausweis")
    assert home.reads("1. Einfach: vorbereiten")
    assert home.box("vorbereiten").isChecked(), "a tick belongs to the step, not to the language"
    assert home.focus_name() == "language"
    home.press(Qt.Key.Key_Space)
    assert home.reads("1. Alles bereitlegen")
    home.go("service", "hund")
    assert home.get_all("language") == []


def test_a_narrow_window_has_a_menu_instead_of_the_side_bar(home: Home) -> None:
    assert home.get_all("menu") == []
    home.window.resize(700, 700)
    home.wait_for("menu")
    assert home.get_all("side") == []
    home.click("menu")
    assert home.route == Route("menu")
    home.click("menu-list")
    assert home.route == Route("list")
    home.click("menu")
    home.window.resize(1280, 820)
    home.wait_for("side")
    home.settle()
    assert home.get_all("menu") == []
    assert home.route.page == "start", "the menu is no page of a wide window"
    home.focus()


def test_large_text_makes_a_window_narrow(home: Home) -> None:
    home.session.set_text_size(200)
    home.settle()
    assert home.get("menu")
    home.session.set_text_size(100)
    home.settle()
    assert home.get("side")


def test_a_message_stays_when_the_look_changes_or_says_nothing_wrong(home: Home) -> None:
    home.go("service", "hund")
    home.click("tick-vorbereiten")
    home.session.set_theme("dark")
    home.settle()
    home.press(Qt.Key.Key_Escape)
    home.focus()
    assert home.done("hund") == {"vorbereiten"}


def test_closing_a_message_gives_the_focus_back(home: Home) -> None:
    home.go("service", "hund")
    home.click("note")
    home.tab_to("closeMessage")
    home.press(Qt.Key.Key_Return)
    assert home.message() == ""
    home.focus()


def test_a_bug_is_said_kindly(home: Home) -> None:
    home.window.show_bug()
    home.settle()
    assert "Da ist etwas schiefgegangen." in home.message()


def test_a_second_start_brings_the_window_to_the_guide(home: Home) -> None:
    home.window.showMinimized()
    home.window.show_again("hund")
    home.settle()
    assert not home.window.isMinimized()
    assert home.route == Route("service", "hund")
    home.window.show_again("")
    assert home.route == Route("service", "hund")


def test_the_title_of_the_window_says_the_place(home: Home) -> None:
    home.go("service", "hund")
    assert home.window.windowTitle() == "Hund anmelden – BürgerApp"
    home.go("step", "hund", "anmelden")
    assert "Schritt 2 von 3" in home.window.windowTitle()


def test_about_says_where_data_stay_and_which_edition_it_is(home: Home) -> None:
    home.go("settings")
    home.click("about")
    assert home.reads("Katalog vom 20. November 2026: 8 Dienste")
    assert home.reads("bleibt auf diesem Computer")


def test_help_leads_to_people(make_home: MakeHome) -> None:
    home = make_home(real_catalog())
    home.go("help")
    home.click("guide115")
    assert home.route == Route("service", "behoerdennummer-115")
    assert "gibt es nicht mehr" not in home.window.page.title
    home.go("help")
    home.click("helpers")
    assert home.route == Route("category", "digital-hilfe")
    assert "gibt es nicht mehr" not in home.window.page.title


def test_no_spin_boxes_or_other_controls_that_are_hard_to_use(home: Home) -> None:
    for route in ROUTES:
        home.go(route.page, route.arg, route.part)
        assert home.window.findChildren(QAbstractSpinBox) == []


# --- the focus ring --------------------------------------------------------------------------------


def ring_around(home: Home) -> QWidget | None:
    ring = home.window._ring
    return ring if ring.isVisible() else None


def test_the_keyboard_shows_a_ring_around_the_focus(home: Home) -> None:
    home.go("settings")
    home.tab_to("theme-system")
    home.choose("theme-dark")
    ring = ring_around(home)
    assert ring is not None
    button = home.get("theme-dark")
    place = QRect(button.mapTo(home.window, QPoint(0, 0)), button.size())
    around = QRect(ring.mapTo(home.window, QPoint(0, 0)), ring.size())
    assert around.contains(place)


def test_the_ring_outlives_pages_messages_and_looks(home: Home) -> None:
    """It lived inside what was deleted, and the next key ended the program."""
    home.go("service", "hund")
    home.click("note")
    home.tab_to("closeMessage")
    home.click("closeMessage")
    home.press(Qt.Key.Key_Tab)
    home.session.set_theme("dark")
    home.settle()
    home.go("list")
    home.press(Qt.Key.Key_Tab)
    assert ring_around(home) is not None


# --- the focus after every action ---------------------------------------------------------------------


def pressable_names(home: Home) -> list[str]:
    """Return the names of the page's own buttons and boxes that do not open a menu."""
    return [
        w.objectName()
        for w in controls(home)
        if isinstance(w, QAbstractButton)
        and w.objectName()
        and home.window.page.isAncestorOf(w)
        and not (isinstance(w, QPushButton) and w.menu())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.page} {route.arg} {route.part}".strip())
def test_no_action_loses_the_focus(home: Home, route: Route, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is pressed, the next key goes somewhere a person can see."""
    for name in ("ask_danger",):
        monkeypatch.setattr(f"buergerapp.gui.dialogs.{name}", lambda *_: False, raising=False)
    for name in ("save_file", "open_file"):
        monkeypatch.setattr(f"buergerapp.gui.dialogs.{name}", lambda *_: None, raising=False)
    fill(home)
    home.go(route.page, route.arg, route.part)
    for name in pressable_names(home):
        home.go("help")
        home.go(route.page, route.arg, route.part)
        if not home.get_all(name):
            continue  # an earlier press has changed what the page offers
        home.get(name).setFocus()
        home.press(Qt.Key.Key_Space)
        assert home.focus(), name
        assert home.window.isAncestorOf(home.focus()), name
