"""What a person sees of their list."""

import datetime
from collections.abc import Iterator, Sequence

import pytest

from buergerapp.domain.checklist import ServiceState, StepState, TextChange, What
from buergerapp.errors import KnownProblem
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


def test_a_renamed_service_keeps_its_record_and_its_undo(
    checklist: Checklist, catalog: SmallCatalog, tracker: Tracker
) -> None:
    checklist.tick("perso", "s1")
    checklist.tick("perso", "s2")
    catalog.add("personalausweis")
    del catalog.guides["perso"]
    catalog.redirects["perso"] = "personalausweis"
    fresh = checklist.for_profile(checklist.profile.id)
    overview = fresh.overview()
    assert [entry.card.id for entry in overview.in_progress] == ["personalausweis"]
    assert overview.unknown == ()
    assert [line.service for line in fresh.history("personalausweis")] == ["personalausweis"] * 2
    undone = fresh.undo()
    assert undone is not None
    assert undone.services == {"personalausweis"}
    assert fresh.entry("perso").progress.done == 1


def test_both_ids_used_become_one_record(checklist: Checklist, catalog: SmallCatalog) -> None:
    catalog.add("personalausweis")
    checklist.tick("perso", "s1")
    checklist.set_note("perso", "Mappe im Flur")
    checklist.tick("personalausweis", "s2")
    del catalog.guides["perso"]
    catalog.redirects["perso"] = "personalausweis"
    fresh = checklist.for_profile(checklist.profile.id)
    record = fresh.entry("personalausweis").record
    assert record is not None
    assert set(record.steps_done) == {"s1", "s2"}
    assert record.note == "Mappe im Flur"
    assert fresh.overview().unknown == ()
    assert fresh.undo() is None


def test_a_renamed_step_keeps_its_tick_and_its_undo(checklist: Checklist, catalog: SmallCatalog) -> None:
    checklist.tick("perso", "s1")
    catalog.add("perso", "start", "s2")
    catalog.step_redirects["perso", "s1"] = "start"
    fresh = checklist.for_profile(checklist.profile.id)
    view = fresh.steps("perso")
    assert view.states["start"] is not StepState.OPEN
    assert view.former == ()
    assert [line.item for line in fresh.history("perso")] == ["start"]
    fresh.undo()
    assert fresh.steps("perso").states["start"] is StepState.OPEN
    fresh.redo()
    assert fresh.steps("perso").states["start"] is not StepState.OPEN


def test_two_steps_that_became_one_keep_one_tick(checklist: Checklist, catalog: SmallCatalog) -> None:
    checklist.tick("perso", "s1")
    checklist.tick("perso", "s2")
    catalog.add("perso", "s2", "s3")
    catalog.step_redirects["perso", "s1"] = "s2"
    fresh = checklist.for_profile(checklist.profile.id)
    assert fresh.steps("perso").former == ()
    assert fresh.entry("perso").progress.done == 1


def test_what_must_be_renewed_is_due_by_rule(catalog: SmallCatalog, tracker: Tracker) -> None:
    person = tracker.add_profile("Erika").id
    asked: list[list[str]] = []

    def renewals(ids: Sequence[str]) -> dict[str, str]:
        asked.append(list(ids))
        return {"perso": "P3M"}

    checklist = Checklist(catalog, tracker, person, lambda: TODAY, renewals)
    checklist.set_state("perso", ServiceState.SET_UP)
    checklist.set_state("onleihe", ServiceState.SET_UP)
    checklist.tick("wohngeld", "s1")
    assert checklist.overview().due == ()
    checklist = Checklist(catalog, tracker, person, lambda: datetime.date(2027, 2, 12), renewals)
    asked.clear()
    (entry,) = checklist.overview().due
    assert (entry.card.id, entry.due[0].renewal, entry.due[0].day) == (
        "perso",
        True,
        datetime.date(2027, 2, 20),
    )
    assert [sorted(ids) for ids in asked] == [["onleihe", "perso"]]


def test_progress_by_area(checklist: Checklist) -> None:
    checklist.set_state("perso", ServiceState.SET_UP)
    checklist.tick("wohngeld", "s1")
    checklist.set_state("kita", ServiceState.NOT_FOR_ME)
    assert checklist.by_area() == {"buerger": (1, 2)}


def test_a_wrong_clock_is_noticed_and_hides_nothing(catalog: SmallCatalog) -> None:
    clock = Clock()
    with Tracker.in_memory(clock) as tracker:
        checklist = Checklist(catalog, tracker, tracker.add_profile("Erika").id, lambda: TODAY)
        checklist.tick("perso", "s1")
        assert checklist.clock_doubt() is None
        clock.now -= datetime.timedelta(days=300)
        doubt = checklist.clock_doubt()
        assert doubt is not None
        assert doubt.last is not None
        assert doubt.now < doubt.last
        assert len(checklist.overview().in_progress) == 1
        checklist.tick("perso", "s2")
        assert checklist.clock_doubt() is None
        clock.now += datetime.timedelta(days=4000)
        assert checklist.clock_doubt() is not None
        clock.now = datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC)
        checklist.tick("perso", "s3")
        assert checklist.clock_doubt() is not None


def test_notes_that_look_like_secrets_are_refused(checklist: Checklist) -> None:
    with pytest.raises(KnownProblem, match="wie eine PIN"):
        checklist.set_note("perso", "PIN 1234")
    with pytest.raises(KnownProblem, match="Kartennummer"):
        checklist.set_due("perso", TODAY, "Karte 4111 1111 1111 1111")
    assert checklist.overview().empty
    assert checklist.set_note("perso", "PIN-Brief liegt in der Mappe").services == {"perso"}
