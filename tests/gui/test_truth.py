"""A guide shows how far its facts can be trusted: sources, dates, age, end, doubts."""

import pytest

from tests.authored import Authored
from tests.gui.conftest import Home, MakeHome, spoken


@pytest.fixture
def authored(tmp_path_factory: pytest.TempPathFactory) -> Authored:
    return Authored(tmp_path_factory.mktemp("truth"))


def opened(make_home: MakeHome, authored: Authored, service: str = "perso") -> Home:
    """Open a guide of the library as it stands now; it is 20 November 2026."""
    home = make_home(authored.compile())
    home.go("service", service)
    return home


def test_sources_are_named_dated_and_linked(make_home: MakeHome, authored: Authored) -> None:
    authored.change(
        "perso",
        "sources",
        [
            {"url": None, "says": "Dauer", "seen": "2023-05"},
            {"url": "https://www.bochum.de/a", "says": "Gebühr", "seen": "2026-02-07"},
            {"url": "https://www.bund.de/b", "says": "Ablauf", "seen": "unbekannt"},
        ],
    )
    home = opened(make_home, authored)
    assert home.reads("Neueste Quelle: 7. Februar 2026")
    assert home.reads("Gebühr (www.bochum.de, 7. Februar 2026)")
    assert home.get("source-0").accessibleName() == "Quelle öffnen: www.bochum.de"
    assert not home.reads("Ablauf")
    home.click("sources")
    assert home.reads("Dauer (ohne Adresse, Mai 2023, älter)")
    assert home.reads("Ablauf (www.bund.de, Datum unbekannt)")
    home.click("source-2")
    assert home.opened == ["https://www.bund.de/b"]
    assert home.get("source-2").accessibleName() == "Quelle öffnen: www.bund.de"
    assert spoken(home.get("source-0")) is not None


def test_fresh_facts_raise_no_doubt(make_home: MakeHome, authored: Authored) -> None:
    home = opened(make_home, authored, "hund")
    assert not home.reads("Bitte vorher prüfen")
    assert not home.reads("älter")


def test_old_facts_say_so(make_home: MakeHome, authored: Authored) -> None:
    authored.change("hund", "source_date", "2025-11-19")
    home = opened(make_home, authored, "hund")
    assert home.reads("Bitte vorher prüfen")
    assert home.reads("Neueste Quelle: 19. November 2025, älter")


def test_what_could_not_be_confirmed_is_named(make_home: MakeHome, authored: Authored) -> None:
    home = opened(make_home, authored)
    assert home.reads("Nicht bestätigt")
    assert home.reads("der Preis der Fotobox")


def test_few_sources_are_admitted(make_home: MakeHome, authored: Authored) -> None:
    authored.change("hund", "confidence", "low")
    assert opened(make_home, authored, "hund").reads("nur wenige gesicherte Angaben")


@pytest.mark.parametrize(
    ("until", "ended", "words"),
    [
        ("2026-11-19", True, "Diese Angaben galten bis 19. November 2026."),
        ("2026-11-20", False, "Diese Angaben gelten bis 20. November 2026."),
    ],
)
def test_an_offer_that_ends(
    make_home: MakeHome, authored: Authored, until: str, ended: bool, words: str
) -> None:
    authored.change("hund", "valid_until", until)
    home = opened(make_home, authored, "hund")
    assert home.reads(words)
    assert ("abgelaufen" in home.words()) is ended


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-11-19", "Diese Angaben galten bis 19. November 2026. Seitdem hat sich"),
        ("2026-11-20", "Diese Angaben gelten bis 20. November 2026. Danach ändert sich"),
    ],
)
def test_facts_that_end_do_not_end_the_service(
    make_home: MakeHome, authored: Authored, until: str, words: str
) -> None:
    authored.change("hund", "facts_until", until)
    home = opened(make_home, authored, "hund")
    assert home.reads(words)
    assert "abgelaufen" not in home.words()


def test_what_has_ended_comes_last_among_what_fits(make_home: MakeHome, authored: Authored) -> None:
    authored.change("hund", "valid_until", "2026-11-19")
    home = opened(make_home, authored)
    names = [w.accessibleName() for w in home.visible()]
    assert names.index("Konto beim Bund anlegen") < names.index("Hund anmelden")


def test_an_office_names_and_links_its_source(make_home: MakeHome, authored: Authored) -> None:
    home = opened(make_home, authored)
    assert home.reads("Stand: 2025")
    home.click("source-place")
    assert home.opened == ["https://www.bochum.de/Rathaus"]


def test_further_addresses_are_shown_even_without_a_contact(make_home: MakeHome, authored: Authored) -> None:
    authored.change("hund", "links", [{"label": "Zum Antrag", "url": "https://www.bochum.de/antrag"}])
    home = opened(make_home, authored, "hund")
    home.click("link-Zum Antrag")
    assert home.opened == ["https://www.bochum.de/antrag"]
