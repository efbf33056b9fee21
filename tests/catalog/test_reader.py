"""A compiled catalog is read, never written, and refused with kind words when it does not fit."""

import contextlib
import datetime
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from buergerapp.catalog.reader import Catalog, UnknownServiceError
from buergerapp.catalog.schema import FORMAT_MAJOR, FORMAT_MINOR
from buergerapp.domain.service import Online, Strength, When
from buergerapp.errors import KnownProblem
from tests.authored import STARTER, Authored, real_catalog, small_catalog


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    opened = Catalog.open(small_catalog())
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A catalog of its own, that a test may spoil."""
    copy = tmp_path / "catalog.db"
    copy.write_bytes(small_catalog().read_bytes())
    return copy


def rewrite(file: Path, sql: str, *values: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(sql, values)
    connection.close()


# --- the file ------------------------------------------------------------------------------------


def test_it_tells_its_format_and_edition(catalog: Catalog) -> None:
    assert catalog.meta.format_major == FORMAT_MAJOR
    assert catalog.meta.format_minor == FORMAT_MINOR
    assert catalog.meta.edition == "2026-11-20"
    assert len(catalog.meta.content_hash) == 64


def test_nothing_can_be_written(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalog._db.execute("DELETE FROM service")


def test_reading_leaves_no_trace_beside_the_file(file: Path) -> None:
    """Immutable: no locks, no journal, so a read-only medium and a shared folder work."""
    before = file.read_bytes()
    catalog = Catalog.open(file)
    catalog.service("perso")
    catalog.search.find("perso", 5, datetime.date(2026, 11, 20))
    beside = [path.name for path in file.parent.iterdir()]
    catalog.close()
    assert beside == ["catalog.db"]
    assert file.read_bytes() == before


def test_the_search_is_loaded_with_the_first_question(file: Path) -> None:
    """Its machinery costs time that the first window does not have."""
    script = """
import pathlib, sys
import buergerapp.app
from buergerapp.catalog.reader import Catalog

def loaded():
    heavy = ("Stemmer", "rapidfuzz", "buergerapp.catalog.search", "buergerapp.catalog.expand")
    return [name for name in heavy if name in sys.modules]

catalog = Catalog.open(pathlib.Path(sys.argv[1]))
catalog.service("perso")
print(loaded())
catalog.search.find("perso")
print(loaded()[0])
"""
    told = subprocess.run(
        [sys.executable, "-c", script, file], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.split() == ["[]", "Stemmer"]


def test_a_catalog_in_a_folder_without_write_permission_opens(file: Path) -> None:
    file.chmod(stat.S_IRUSR)
    file.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        catalog = Catalog.open(file)
        assert catalog.resolve("perso") == "perso"
        catalog.close()
    finally:
        file.parent.chmod(stat.S_IRWXU)


def test_a_name_with_signs_that_mean_something_in_addresses_opens(file: Path) -> None:
    odd = file.with_name("100% Bürger? #1.db")
    file.rename(odd)
    catalog = Catalog.open(odd)
    assert catalog.resolve("perso") == "perso"
    catalog.close()


@pytest.mark.parametrize("major", [str(FORMAT_MAJOR + 1), "0"])
def test_another_format_is_refused_with_advice(file: Path, major: str) -> None:
    rewrite(file, "UPDATE meta SET value = ? WHERE key = 'format_major'", major)
    with pytest.raises(KnownProblem, match="anderen Version") as problem:
        Catalog.open(file)
    assert problem.value.advice


def test_a_newer_minor_format_is_read(file: Path) -> None:
    rewrite(file, "UPDATE meta SET value = '99' WHERE key = 'format_minor'")
    rewrite(file, "CREATE TABLE something_new (id TEXT)")
    catalog = Catalog.open(file)
    assert catalog.service("perso").title == "Personalausweis beantragen"
    catalog.close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"This is no database at all, whatever its name says. " * 40, id="text"),
        pytest.param(b"SQLite format 3\x00" + os.urandom(4096), id="only the head"),
    ],
)
def test_garbage_is_a_known_problem(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "catalog.db"
    file.write_bytes(content)
    with pytest.raises(KnownProblem) as problem:
        Catalog.open(file)
    assert "Bitte installieren Sie BürgerApp neu" in problem.value.advice


def test_half_a_file_is_a_known_problem(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 + 100])
    with pytest.raises(KnownProblem):
        Catalog.open(file)


def test_a_database_of_something_else_is_a_known_problem(tmp_path: Path) -> None:
    file = tmp_path / "user.db"
    rewrite(file, "CREATE TABLE profile (id TEXT)")
    with pytest.raises(KnownProblem):
        Catalog.open(file)


def test_a_missing_file_and_a_folder_are_known_problems(tmp_path: Path) -> None:
    for place in (tmp_path / "nothing.db", tmp_path):
        with pytest.raises(KnownProblem):
            Catalog.open(place)
    assert list(tmp_path.iterdir()) == [], "looking for a catalog must not make one"


def test_sqlite_finds_no_damage_in_a_catalog(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_number_that_is_none_is_a_known_problem(file: Path) -> None:
    rewrite(file, "UPDATE meta SET value = 'viele' WHERE key = 'format_major'")
    with pytest.raises(KnownProblem):
        Catalog.open(file)


# --- one guide -------------------------------------------------------------------------------------


def test_a_guide_comes_with_all_that_was_written(catalog: Catalog) -> None:
    service = catalog.service("perso")
    assert service.title == "Personalausweis beantragen"
    assert service.category_title == "Ausweise"
    assert service.area_title == "Alltag"
    assert service.card.online is Online.PARTLY
    assert service.card.needs_appointment
    assert service.card.step_ids == ("vorbereiten", "anmelden", "warten")
    assert (service.fee.minimum, service.fee.maximum, service.fee.free) == (27.6, 46, False)
    assert [need.id for need in service.needs] == ["termin", "internet"]
    assert [(d.title, d.note) for d in service.documents] == [("Passfoto", "ganz neu")]
    assert service.visit_place is not None
    assert service.visit_place.name == "Rathaus"
    assert service.contact.name == "Bürgerbüro"
    assert [link.label for link in service.links] == ["Fotobox"]
    assert service.sources[0].url == "https://www.bochum.de"
    assert service.unconfirmed == ("der Preis der Fotobox",)
    assert service.pitfalls == ("Der alte Ausweis gilt dann nicht mehr.",)
    assert service.renewal_every == "P10Y"
    assert service.leika_keys == ("99008001012000",)


def test_steps_stand_in_order_with_the_words_of_their_blocks(catalog: Catalog) -> None:
    steps = catalog.service("perso").steps
    assert [step.id for step in steps] == ["vorbereiten", "anmelden", "warten"]
    assert steps[1].title == "Mit dem Konto anmelden"
    assert steps[1].warning == "Sagen Sie die PIN niemandem."


def test_what_must_be_there_first_comes_before_what_helps(catalog: Catalog) -> None:
    requires = catalog.service("perso").requires
    assert [(r.service, r.strength) for r in requires] == [
        ("termin", Strength.MUST),
        ("email", Strength.HELPS),
    ]
    assert requires[0].why == "Ohne Termin geht es nicht"


def test_a_guide_names_what_it_opens_the_way_to(catalog: Catalog) -> None:
    assert [card.id for card in catalog.service("termin").opens] == ["perso"]
    assert catalog.service("hund").opens == ()


def test_related_guides_keep_the_authors_order(catalog: Catalog) -> None:
    assert [card.id for card in catalog.service("perso").related] == ["hund", "bundid"]


def test_a_former_id_leads_to_todays_guide(catalog: Catalog) -> None:
    assert catalog.resolve("ausweis-alt") == "perso"
    assert catalog.service("ausweis-alt").id == "perso"
    assert catalog.resolve_step("perso", "einloggen") == "anmelden"


def test_unknown_ids_are_said_to_be_unknown(catalog: Catalog) -> None:
    assert catalog.resolve("katze") is None
    assert catalog.resolve_step("perso", "gibt-es-nicht") == "gibt-es-nicht"
    assert catalog.resolve_step("katze", "einloggen") == "einloggen"
    assert catalog.step_titles("katze") == {}
    with pytest.raises(UnknownServiceError):
        catalog.service("katze")
    with pytest.raises(LookupError):
        catalog.place("mond")


@pytest.mark.parametrize("odd", ["", "'; DROP TABLE service; --", "%", "perso ", "PERSO", "\x00", "😀"])
def test_odd_ids_are_only_unknown(catalog: Catalog, odd: str) -> None:
    assert catalog.resolve(odd) is None
    assert catalog.cards([odd, "hund"]) == catalog.cards(["hund"])


def test_simple_language_where_it_exists_else_german(catalog: Catalog) -> None:
    simple = catalog.service("perso", "de-simple")
    assert (simple.language, simple.title) == ("de-simple", "Neuer Ausweis")
    assert simple.steps[0].title == "Einfach: vorbereiten"
    assert simple.fee.text, "what is not said more simply is said in German"
    fallback = catalog.service("hund", "de-simple")
    assert (fallback.language, fallback.title) == ("de", "Hund anmelden")
    assert catalog.service("perso", "xx").language == "de"
    assert catalog.languages("perso") == ("de", "de-simple")
    assert catalog.step_titles("perso", "de-simple")["warten"] == "Einfach: warten"


# --- lists -------------------------------------------------------------------------------------------


def test_cards_keep_the_order_asked_for_and_leave_out_unknown_ones(catalog: Catalog) -> None:
    assert [card.id for card in catalog.cards(["rente", "katze", "hund"])] == ["rente", "hund"]
    assert catalog.cards([]) == ()


def test_more_cards_than_sqlite_takes_variables_of_old(catalog: Catalog) -> None:
    wanted = [f"id-{n}" for n in range(5000)] + ["hund"]
    assert [card.id for card in catalog.cards(wanted)] == ["hund"]


def test_the_grundausstattung_is_in_teaching_order(catalog: Catalog) -> None:
    assert tuple(card.id for card in catalog.starter_set()) == STARTER


def test_categories_are_counted_and_stand_in_the_order_of_their_areas(catalog: Catalog) -> None:
    assert [area.title for area in catalog.areas()] == ["Alltag", "Stadt"]
    assert [(c.id, c.area, c.size) for c in catalog.categories()] == [
        ("ausweise", "alltag", 1),
        ("leben", "stadt", len(STARTER) - 1),
    ]
    assert [card.id for card in catalog.category_services("ausweise")] == ["perso"]
    assert catalog.category_services("mond") == ()
    assert len(catalog.all_cards()) == len(STARTER)


def test_a_life_event_groups_by_when_things_are_due(catalog: Catalog) -> None:
    groups = catalog.life_event_services("umzug")
    assert [group.when for group in groups] == [When.BEFORE, When.AFTERWARDS]
    assert [card.id for card in groups[0].services] == ["termin"]
    assert [card.id for card in groups[1].services] == [id for id in STARTER if id != "termin"]
    assert [(e.id, e.size) for e in catalog.life_events()] == [("umzug", 8), ("hund", 1)]
    assert catalog.life_events_of("hund") == ("hund", "umzug")
    assert catalog.life_event_services("mond") == ()


def test_groups_come_in_order_of_time_however_they_were_written(tmp_path: Path) -> None:
    authored = Authored(tmp_path)
    authored.change(
        "life_events.yaml",
        "1.services",
        {"danach": ["rente"], "am-tag": ["epa"], "vorher": ["hund"], "jetzt": ["perso"]},
    )
    catalog = authored.catalog()
    assert [group.when for group in catalog.life_event_services("hund")] == list(When)
    catalog.close()


def test_the_glossary_knows_every_form_of_a_word(catalog: Catalog) -> None:
    [term] = catalog.terms()
    assert (term.title, term.forms) == ("PIN", ("PIN", "PINs"))


def test_counts(catalog: Catalog) -> None:
    counts = catalog.counts()
    assert counts["services"] == len(STARTER)
    assert counts["steps"] == 3 * len(STARTER)
    assert counts["phrases"] == 25 * len(STARTER)
    assert counts["simple_language"] == 1
    assert counts["sources"] == len(STARTER)


def test_only_services_with_a_contact_are_counted_as_such(tmp_path: Path) -> None:
    authored = Authored(tmp_path)
    authored.change("hund", "contact", {"phone": "115"})
    catalog = authored.catalog()
    assert catalog.counts()["with_contact"] == 2
    catalog.close()


def test_what_is_counted_means_what_it_says(tmp_path: Path) -> None:
    authored = Authored(tmp_path)
    authored.change("hund", "source_date", None)
    catalog = authored.catalog()
    counts = catalog.counts()
    catalog.close()
    assert counts["with_fee"] == len(STARTER)
    assert counts["with_source_date"] == len(STARTER) - 1
    assert (counts["glossary_terms"], counts["life_events"], counts["places"]) == (1, 2, 1)


def test_an_offer_ends_after_its_day(tmp_path: Path) -> None:
    authored = Authored(tmp_path)
    authored.change("hund", "valid_until", "2026-11-20")
    catalog = authored.catalog()
    [card] = catalog.cards(["hund"])
    catalog.close()
    assert not card.expired(datetime.date(2026, 11, 20))
    assert card.expired(datetime.date(2026, 11, 21))


# --- what ships -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Iterator[Catalog]:
    opened = Catalog.open(real_catalog())
    yield opened
    opened.close()


def test_every_guide_that_ships_opens_in_each_of_its_languages(shipped: Catalog) -> None:
    cards = shipped.all_cards()
    assert len(cards) >= 60
    for card in cards:
        for language in shipped.languages(card.id):
            service = shipped.service(card.id, language)
            assert service.language == language
            assert tuple(step.id for step in service.steps) == card.step_ids
            assert all(step.title and step.text for step in service.steps), card.id
            assert any(source.url for source in service.sources), card.id
            assert service.languages[0] == "de"


def test_every_way_in_that_ships_leads_to_guides(shipped: Catalog) -> None:
    assert len(shipped.starter_set()) == 8
    assert all(event.size and shipped.life_event_services(event.id) for event in shipped.life_events())
    filled = {c.area for c in shipped.categories() if c.size}
    assert filled == {area.id for area in shipped.areas()}


def test_every_former_id_that_ships_leads_somewhere(shipped: Catalog) -> None:
    for old, new in shipped._db.execute("SELECT old, new FROM redirect").fetchall():
        assert shipped.service(old).id == new


def test_guides_are_frozen(shipped: Catalog) -> None:
    with pytest.raises(AttributeError):
        shipped.all_cards()[0].title = "x"  # type: ignore[misc]
