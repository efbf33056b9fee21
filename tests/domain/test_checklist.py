"""Rules of the checklist: progress, changed steps, dates, bringing two records together."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buergerapp.domain.checklist import (
    Due,
    DueDate,
    Progress,
    ServiceRecord,
    ServiceState,
    StepState,
    TextChange,
    add_duration,
    dues,
    former_steps,
    merged,
    progress,
    step_states,
    text_changes,
    text_hash,
)
from tests.builders import NOON, make_record

TODAY = datetime.date(2026, 11, 20)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_progress_names_the_first_open_step() -> None:
    record = make_record(steps_done={"b": NOON})
    assert progress(("a", "b", "c"), record) == Progress(1, 3, "a")
    assert progress(("a", "b", "c"), None) == Progress(0, 3, "a")


def test_progress_counts_only_steps_that_the_guide_still_has() -> None:
    record = make_record(steps_done={"a": NOON, "gone": NOON})
    assert progress(("a", "b"), record) == Progress(1, 2, "b")


def test_hundred_percent_means_every_step() -> None:
    assert Progress(199, 200, "x").percent == 99
    assert Progress(200, 200, None).percent == 100
    assert Progress(200, 200, None).complete
    assert Progress(0, 0, None).percent == 0
    assert not Progress(0, 0, None).complete


def test_a_step_whose_text_changed_since_its_tick_says_so() -> None:
    then, today = text_hash("Bringen Sie 37 Euro mit."), text_hash("Bringen Sie 46 Euro mit.")
    record = make_record(steps_done={"a": NOON, "b": NOON, "c": NOON}, step_texts={"a": then, "b": today})
    states = step_states({"a": today, "b": today, "c": today, "d": today}, record)
    assert states == {
        "a": StepState.DONE_OTHER_TEXT,
        "b": StepState.DONE,
        "c": StepState.DONE,
        "d": StepState.OPEN,
    }


def test_other_spaces_are_no_other_text() -> None:
    assert text_hash("Termin  buchen\n") == text_hash("Termin buchen")


def test_steps_that_vanished_stay_in_the_record() -> None:
    later = NOON + datetime.timedelta(hours=1)
    record = make_record(steps_done={"new": NOON, "z": NOON, "a": later})
    assert former_steps(("new",), record) == ("z", "a")


def test_what_changed_is_told_by_sentence() -> None:
    assert text_changes(
        "Ausweis\nBuchen Sie einen Termin. Bringen Sie 37 Euro mit.",
        "Ausweis\nBuchen Sie einen Termin. Bringen Sie 46 Euro mit.",
    ) == (TextChange("Bringen Sie 37 Euro mit.", False), TextChange("Bringen Sie 46 Euro mit.", True))


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-20", "P10Y", "2036-11-20"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2026-11-20", "P1Y2M", "2028-01-20"),
        ("2026-12-25", "P2W", "2027-01-08"),
        ("2026-12-31", "P1D", "2027-01-01"),
    ],
)
def test_durations_end_on_real_days(start: str, duration: str, end: str) -> None:
    assert add_duration(day(start), duration) == day(end)


@pytest.mark.parametrize("duration", ["", "P", "bald", "P99999Y", "PT5H", "P9999999999999W"])
def test_durations_that_make_no_sense_give_no_day(duration: str) -> None:
    assert add_duration(TODAY, duration) is None


def test_a_date_the_person_entered_replaces_the_rule() -> None:
    record = make_record(state=ServiceState.SET_UP, due=(DueDate(day("2027-03-14"), "läuft ab"),))
    assert dues(record, TODAY, "P10Y") == (Due(day("2027-03-14"), "läuft ab", 114, False),)
    assert dues(make_record(state=ServiceState.SET_UP), TODAY, "P10Y") == (
        Due(day("2036-11-20"), "", 3653, True),
    )


def test_only_services_that_are_set_up_run_out_by_rule() -> None:
    assert dues(make_record(state=ServiceState.IN_PROGRESS), TODAY, "P10Y") == ()


def test_what_does_not_concern_me_is_never_due() -> None:
    assert dues(make_record(state=ServiceState.NOT_FOR_ME, due=(DueDate(TODAY),)), TODAY) == ()


def test_a_passed_date_stays_due() -> None:
    (due,) = dues(make_record(due=(DueDate(day("2026-11-01")),)), TODAY)
    assert due.days_left == -19
    assert due.soon


def test_a_far_date_is_not_soon() -> None:
    (due,) = dues(make_record(due=(DueDate(day("2028-11-01")),)), TODAY)
    assert not due.soon


@pytest.mark.parametrize(
    ("renewal", "days"), [("", 120), ("bald", 120), ("P10Y", 120), ("P1Y", 36), ("P3M", 9), ("P2W", 7)]
)
def test_what_is_renewed_often_is_soon_only_towards_its_end(renewal: str, days: int) -> None:
    def soon(left: int) -> bool:
        (due,) = dues(make_record(due=(DueDate(TODAY + datetime.timedelta(left)),)), TODAY, renewal)
        return due.soon

    assert soon(days)
    assert not soon(days + 1)


times = st.integers(0, 200).map(lambda hours: NOON + datetime.timedelta(hours=hours))
steps = st.sampled_from(["s1", "s2", "s3"])


@st.composite
def records(draw: st.DrawFn) -> ServiceRecord:
    done = draw(st.dictionaries(steps, times))
    return ServiceRecord(
        "perso",
        draw(st.sampled_from(ServiceState)),
        since=draw(times),
        changed=draw(times),
        steps_done=done,
        step_texts={step: draw(st.sampled_from(["", "aa", "bb"])) for step in done},
        note=draw(st.sampled_from(["", "bei Anna", "Mappe im Flur", "bei Anna\nMappe im Flur"])),
        with_help=draw(st.sampled_from([None, True, False])),
        due=tuple(sorted(draw(st.sets(st.builds(DueDate, st.dates(day("2027-01-01"), day("2027-01-05"))))))),
    )


@given(records(), records())
def test_merging_keeps_both_sides_and_merging_again_changes_nothing(
    mine: ServiceRecord, other: ServiceRecord
) -> None:
    both = merged(mine, other)
    assert set(both.steps_done) == {*mine.steps_done, *other.steps_done}
    assert {*mine.note.splitlines(), *other.note.splitlines()} == set(both.note.splitlines())
    assert set(both.due) == {*mine.due, *other.due}
    assert both.state in (mine.state, other.state)
    assert merged(both, other) == both
    assert merged(both, mine) == both


@given(records(), records())
def test_it_does_not_matter_who_merges_whom(mine: ServiceRecord, other: ServiceRecord) -> None:
    one, two = merged(mine, other), merged(other, mine)
    assert (one.state, one.since, one.steps_done, one.step_texts, one.due) == (
        two.state,
        two.since,
        two.steps_done,
        two.step_texts,
        two.due,
    )
