"""What a person sees of their list."""

import datetime
from collections.abc import Iterator

import pytest

from buergerapp.domain.checklist import ServiceState, StepState, TextChange, What
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.checklist import Checklist
from tests.builders import Clock, SmallCatalog, make_step

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    with Tracker.in_memory(Clock()) as made:
        yield made


@pytest.fixture
def catalog() -> SmallCatalog:
    made = SmallCatalog()
    for id in ("perso", "wohngeld", "onleihe", "kita"):
        made.add(id)
    return made


@pytest.fixture
def checklist(catalog: SmallCatalog, tracker: Tracker) -> Checklist:
    return Checklist(catalog, tracker, tracker.add_profile("Erika").id, today=lambda: TODAY)


def test_a_new_person_has_an_empty_list(checklist: Checklist) -> None:
    assert checklist.overview().empty
    assert checklist.continue_here() is None
    entry = checklist.entry("perso")
    assert (entry.record, entry.state, entry.progress.total) == (None, None, 3)
    assert entry.next_step_title == "Schritt s1"


def test_it_goes_on_where_the_person_stopped(checklist: Checklist) -> None:
    checklist.tick("perso", "s1")
    checklist.tick("wohngeld", "s1")
    checklist.tick("perso", "s2")
    entry = checklist.continue_here()
    assert entry is not None
    assert (entry.card.id, entry.progress.done, entry.next_step_title) == ("perso", 2, "Schritt s3")
    checklist.set_state("perso", ServiceState.SET_UP)
    entry = checklist.continue_here()
    assert entry is not None
    assert entry.card.id == "wohngeld"


def test_the_list_stands_in_groups(checklist: Checklist) -> None:
    checklist.tick("perso", "s1")
    checklist.set_state("wohngeld", ServiceState.SET_UP)
    checklist.set_state("onleihe", ServiceState.NOTED)
    checklist.set_state("kita", ServiceState.NOT_FOR_ME)
    checklist.set_due("wohngeld", datetime.date(2026, 12, 1), "Bescheid endet")
    overview = checklist.overview()
    assert [e.card.id for e in overview.in_progress] == ["perso"]
    assert [e.card.id for e in overview.set_up] == ["wohngeld"]
    assert [e.card.id for e in overview.noted] == ["onleihe"]
    assert [e.card.id for e in overview.not_for_me] == ["kita"]
    assert [(e.card.id, e.due[0].label, e.due[0].days_left) for e in overview.due] == [
        ("wohngeld", "Bescheid endet", 11)
    ]


def test_a_service_the_catalog_no_longer_knows_stays_on_the_list(
    checklist: Checklist, catalog: SmallCatalog
) -> None:
    checklist.tick("perso", "s1")
    del catalog.guides["perso"]
    assert [record.service for record in checklist.overview().unknown] == ["perso"]
    assert checklist.continue_here() is None
    assert checklist.untick("perso", "s1").services == {"perso"}
    assert checklist.steps("perso").former == ()
    assert checklist.step_changes("perso", "s1") == ()
    with pytest.raises(LookupError):
        checklist.entry("perso")


def test_the_starter_set_counts_what_concerns_the_person(checklist: Checklist, catalog: SmallCatalog) -> None:
    catalog.starter = ["perso", "onleihe", "kita"]
    checklist.set_state("perso", ServiceState.SET_UP)
    checklist.set_state("kita", ServiceState.NOT_FOR_ME)
    starter = checklist.starter()
    assert (starter.set_up, starter.total) == (1, 2)
    assert [entry.card.id for entry in starter.entries] == ["perso", "onleihe", "kita"]


def test_a_step_that_says_something_else_now_says_what(checklist: Checklist, catalog: SmallCatalog) -> None:
    catalog.add("perso", make_step("s1", "Bringen Sie 37 Euro mit."), "s2")
    checklist.tick("perso", "s1")
    assert checklist.steps("perso").states == {"s1": StepState.DONE, "s2": StepState.OPEN}
    catalog.add("perso", make_step("s1", "Bringen Sie 46 Euro mit."), "s2")
    assert checklist.steps("perso").states["s1"] is StepState.DONE_OTHER_TEXT
    assert checklist.step_changes("perso", "s1") == (
        TextChange("Bringen Sie 37 Euro mit.", False),
        TextChange("Bringen Sie 46 Euro mit.", True),
    )
    checklist.tick("perso", "s1")
    assert checklist.steps("perso").states["s1"] is StepState.DONE


def test_a_step_that_vanished_stays_visible(checklist: Checklist, catalog: SmallCatalog) -> None:
    checklist.tick("perso", "s1")
    catalog.add("perso", "s2", "s3")
    view = checklist.steps("perso")
    assert view.former == ("s1",)
    assert (view.progress.done, view.progress.total) == (0, 2)
    assert [entry.item for entry in checklist.history("perso")] == ["s1"]


def test_undo_and_redo_pass_through(checklist: Checklist) -> None:
    checklist.tick("perso", "s1")
    would = checklist.would_undo()
    assert would is not None
    assert (would.what, would.item) == (What.TICK, "s1")
    assert checklist.undo() == would
    assert checklist.overview().empty
    assert checklist.would_redo() is not None
    assert checklist.redo() is not None
    assert checklist.states() == {"perso": ServiceState.IN_PROGRESS}


def test_each_person_has_a_list_of_their_own(checklist: Checklist, tracker: Tracker) -> None:
    checklist.tick("perso", "s1")
    otto = checklist.for_profile(tracker.add_profile("Otto").id)
    assert otto.overview().empty
    assert otto.profile.name == "Otto"
    assert [profile.name for profile in otto.profiles()] == ["Erika", "Otto"]
    with pytest.raises(KeyError):
        checklist.for_profile("nobody")


def test_a_long_list_asks_the_catalog_once_and_for_open_titles(
    checklist: Checklist, catalog: SmallCatalog
) -> None:
    for number in range(50):
        catalog.add(f"svc{number}")
        checklist.set_state(f"svc{number}", ServiceState.SET_UP)
    checklist.tick("perso", "s1")
    catalog.questions = 0
    checklist.overview()
    assert catalog.questions == 2
