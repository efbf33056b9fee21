"""Values in plain German words."""

import datetime
from collections.abc import Iterator, Sequence

import pytest

from buergerapp.catalog.reader import Catalog
from buergerapp.domain.checklist import Changed, Direction, ServiceState, What
from buergerapp.domain.service import Online, Service, ServiceCard, Source, StepKind, When
from buergerapp.gui import texts
from buergerapp.gui.widgets.fitting import with_breaks, without_breaks
from buergerapp.gui.widgets.labels import Text
from buergerapp.usecases.find import Find
from tests.authored import small_catalog
from tests.builders import make_card

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def find() -> Iterator[Find]:
    catalog = Catalog.open(small_catalog())
    yield Find(catalog, lambda: TODAY)
    catalog.close()


def card(
    free: bool | None = None,
    low: float | None = None,
    high: float | None = None,
    *,
    appointment: bool = False,
    until: datetime.date | None = None,
) -> ServiceCard:
    return make_card("perso")._replace(
        free=free,
        fee_minimum=low,
        fee_maximum=high,
        needs_appointment=appointment,
        valid_until=until,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (card(True, 0, 0), "kostenlos"),
        (card(True), "kostenlos"),
        (card(None, 0, 0), "kostenlos"),
        (card(False, 46, 46), "46 €"),
        (card(False, 27.6, 27.6), "27,60 €"),
        (card(False, 27.6, 46), "bis 46 €"),
        (card(None, 0, 15), "bis 15 €"),
        (card(False, 12.5, None), "ab 12,50 €"),
        (card(False, None, 46), "bis 46 €"),
        (card(None, None, None), ""),
        (card(None, 0, None), ""),
        (card(True, 5, 5), "5 €"),
    ],
)
def test_fees(given: ServiceCard, said: str) -> None:
    assert texts.fee(given) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0 €"), (7, "7 €"), (27.6, "27,60 €"), (1234.5, "1234,50 €")]
)
def test_amounts(value: float, said: str) -> None:
    assert texts.amount(value) == said


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("2026-02-07", "7. Februar 2026"),
        ("2026-02", "Februar 2026"),
        ("2026-12", "Dezember 2026"),
        ("2026", "2026"),
        ("unbekannt", "Datum unbekannt"),
        ("unbekannt (Seite ohne Datum)", "Datum unbekannt"),
        ("ca. 2023", "ca. 2023"),
        ("vor 2024", "vor 2024"),
        ("2026-02-30", "2026-02-30"),
        ("2026-13", "2026-13"),
        ("", ""),
    ],
)
def test_the_date_of_a_source_is_as_exact_as_it_is_known(seen: str, said: str) -> None:
    assert texts.seen(seen) == said


def test_days() -> None:
    assert texts.day(datetime.date(2026, 10, 3)) == "3. Oktober 2026"
    assert texts.day(datetime.date(2026, 3, 31)) == "31. März 2026"


def test_addresses_can_be_read_and_typed() -> None:
    assert texts.host("https://www.bochum.de/Buergerbuero?x=1") == "www.bochum.de"
    shown = texts.address("https://www.bochum.de/Buergerbuero/Pass-und-Ausweis/")
    assert shown == "www.bochum.de/Buergerbuero/Pass-und-Ausweis"


def test_the_technical_part_of_an_address_is_left_out_and_said_to_be() -> None:
    assert texts.address("https://www.bochum.de/?id=4711#oben") == "www.bochum.de …"


def test_a_source_without_an_address_is_named_so() -> None:
    assert texts.source_name(Source(None, "x", "2026")) == "ohne Adresse"
    assert texts.source_name(Source("https://www.bochum.de/a", "x", "2026")) == "www.bochum.de"


@pytest.mark.parametrize(("count", "said"), [(0, "0 Dienste"), (1, "1 Dienst"), (2, "2 Dienste")])
def test_counting_services(count: int, said: str) -> None:
    assert texts.services(count) == said


def test_counting_hits() -> None:
    assert [texts.hits(n) for n in (1, 12)] == ["1 Treffer", "12 Treffer"]
    assert texts.steps_done(2, 5) == "2 von 5 erledigt"
    assert texts.step_of(2, 5) == "Schritt 2 von 5"


def test_every_value_has_words() -> None:
    assert all(texts.online(value) for value in Online)
    assert all(texts.when(value) for value in When)
    assert all(texts.state(value) for value in ServiceState)
    assert all(words and icon for words, icon in map(texts.step_kind, StepKind))
    assert all(texts.state_set("Hund", value) for value in (*ServiceState, None))


def badge_words(given: ServiceCard, own: ServiceState | None = None) -> list[str]:
    return [words for words, _ in texts.badges(given, own, TODAY)]


def test_badges_say_what_matters() -> None:
    assert badge_words(card(True, 0, 0)) == ["kostenlos"]
    assert badge_words(card(False, 46, 46, appointment=True)) == ["Termin nötig", "46 €"]
    assert badge_words(card(True, 0, 0), ServiceState.SET_UP) == ["eingerichtet", "kostenlos"]
    assert badge_words(card(None), ServiceState.NOTED) == ["vorgemerkt"]
    assert badge_words(card(None), ServiceState.NOT_FOR_ME) == []


def test_an_offer_that_ended_says_only_that() -> None:
    ended = card(True, 0, 0, appointment=True, until=datetime.date(2026, 11, 19))
    assert badge_words(ended) == ["abgelaufen"]
    assert badge_words(ended._replace(valid_until=TODAY)) == ["Termin nötig", "kostenlos"]


def test_old_and_undated_sources_are_warned_about(find: Find) -> None:
    def dated(day: str) -> Service:
        return find.service("perso")._replace(source_date=day)

    assert texts.age_note(dated("2026-02-07"), TODAY) == ""
    assert "älter als ein Jahr" in texts.age_note(dated("2024-05"), TODAY)
    assert "nicht bekannt" in texts.age_note(dated(""), TODAY)
    assert "nicht bekannt" in texts.age_note(dated("unbekannt"), TODAY)


def changed(what: What, service: str = "perso", item: str = "anmelden") -> Changed:
    return Changed("p", frozenset({service}), what, item, Direction.UNDONE)


class Guides:
    """What services and steps are called, straight from the catalog."""

    def __init__(self, find: Find) -> None:
        self.find = find

    def titles(self, services: Sequence[str]) -> dict[str, str]:
        return {id: self.find.service(id).title for id in services if id == "perso"}

    def step_titles(self, service: str) -> dict[str, str]:
        steps = self.find.service(service).steps if service == "perso" else ()
        return {step.id: step.title for step in steps}


def test_undo_names_the_step_or_the_service(find: Find) -> None:
    assert "„Mit dem Konto anmelden“ ist wieder offen" in texts.moved(changed(What.TICK), Guides(find))
    assert "„Mit dem Konto anmelden“ ist wieder erledigt" in texts.moved(changed(What.UNTICK), Guides(find))
    assert "„Personalausweis beantragen“" in texts.moved(changed(What.STATE, item="noted"), Guides(find))


def test_undo_of_something_the_catalog_forgot_still_says_something(find: Find) -> None:
    assert "„anmelden“" in texts.moved(changed(What.TICK, "katze"), Guides(find))
    assert "„katze“" in texts.moved(changed(What.STATE, "katze", "noted"), Guides(find))
    assert texts.moved(Changed("p", frozenset(), What.IMPORT, "Erika"), Guides(find))


@pytest.mark.parametrize("name", ["system", "light", "dark", "contrast-light", "contrast-dark"])
def test_every_theme_has_a_name_to_choose_and_to_hear(name: str) -> None:
    assert texts.theme_title(name) in texts.theme_chosen(name)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "Seite www.bochum.de/Bauordnungsamt/Bauherrenauskunft. Dann",
            "Seite www.|bochum.|de/|Bauordnungsamt/|Bauherrenauskunft. Dann",
        ),
        ("(phishing@verbraucherzentrale.nrw)", "(phishing@|verbraucherzentrale.|nrw)"),
        (
            "https://www.bochum.de/Pass-und-Ausweis/W2A_7",
            "https://|www.|bochum.|de/|Pass-|und-|Ausweis/|W2A_|7",
        ),
        (
            "C:\\Users\\Eva Muster\\AppData\\Local\\buerger",
            "C:\\Users\\Eva Muster\\|AppData\\|Local\\|buerger",
        ),
        ("/home/erika/.local/share/buergerapp", "/|home/|erika/.|local/|share/|buergerapp"),
        ("www.bochum.de oder info@bochum.de", "www.bochum.de oder info@bochum.de"),
        ("am 24.12.2026, 1.234.567.890.123.456.789,50 € und/oder", None),
        ("Straßenverkehrszulassungsordnungsnovelle", None),
    ],
)
def test_long_addresses_break_where_they_may_and_nothing_else_does(words: str, shown: str | None) -> None:
    assert with_breaks(words).replace("\u200b", "|") == (shown or words)
    assert without_breaks(with_breaks(words)) == words


def test_screen_readers_hear_no_places_for_breaks(application: object) -> None:
    label = Text("Seite www.bochum.de/Bauordnungsamt/Bauherrenauskunft öffnen")
    assert "\u200b" in label.text()
    assert label.accessibleName() == "Seite www.bochum.de/Bauordnungsamt/Bauherrenauskunft öffnen"
    label.setText("kurz")
    assert label.accessibleName() == ""
