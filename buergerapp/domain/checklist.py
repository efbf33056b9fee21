"""What a person has done so far: states of services and steps, progress and dates.

Services and steps are known here by their ids only. Ids are promises (see :mod:`.service`), so a
record outlives every catalog: a step that was ticked and later vanished stays in the record and in
the history. All times are aware and in UTC, all days are calendar days.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from buergerapp.domain.service import Step


class ServiceState(StrEnum):
    """Where a service stands for a person. "Again due" is no state: it follows from dates."""

    NOTED = "noted"
    IN_PROGRESS = "in-progress"
    SET_UP = "set-up"
    NOT_FOR_ME = "not-for-me"


class StepState(StrEnum):
    """Where a step stands; ``DONE_OTHER_TEXT`` was ticked when its text said something else."""

    OPEN = "open"
    DONE = "done"
    DONE_OTHER_TEXT = "done-other-text"


class What(StrEnum):
    """What a change was about; says what ``Changed.item`` holds.

    ``TICK`` and ``UNTICK``: the step id. ``STATE``: the new :class:`ServiceState`. ``DUE``: the label
    of the date. ``IMPORT`` and ``MERGE``: the name of the other profile. ``FORGET``, ``NOTE`` and
    ``HELP``: nothing. ``PROFILE``: the profile's name; ``REDIRECT``: the former service id.
    """

    TICK = "tick"
    UNTICK = "untick"
    STATE = "state"
    FORGET = "forget"
    NOTE = "note"
    HELP = "help"
    DUE = "due"
    IMPORT = "import"
    MERGE = "merge"
    PROFILE = "profile"
    REDIRECT = "redirect"


class Direction(StrEnum):
    """Whether a change was made, taken back or made again."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


class Changed(NamedTuple):
    """What a verb has written; it is on the disk when the caller holds this.

    Attributes:
        profile: Id of the person's profile.
        services: Ids of the services whose record is different now; empty when there was nothing
            to do (a step that was ticked already).
        what: What the change was about.
        item: Which thing was changed, see :class:`What`.
        direction: ``UNDONE`` and ``REDONE`` name the change that undo and redo moved.
    """

    profile: str
    services: frozenset[str]
    what: What
    item: str = ""
    direction: Direction = Direction.DONE


class Profile(NamedTuple):
    """A person as this computer knows them.

    Attributes:
        id: Random and stable, also across export and import.
        name: What the person calls themselves; may be anything.
        colour: Key of a theme colour, or empty.
        picture: Key of a built-in picture, or empty.
        created: When the profile was made (UTC).
        protected: The records are encrypted and need a PIN or passphrase.
    """

    id: str
    name: str
    colour: str
    picture: str
    created: datetime.datetime
    protected: bool = False


class DueDate(NamedTuple):
    """A day that the person entered, for example when their card runs out.

    Attributes:
        label: The person's words for it; may be empty.
    """

    day: datetime.date
    label: str = ""


class ServiceRecord(NamedTuple):
    """Everything a person has recorded about one service.

    Attributes:
        service: Id of the service; the catalog may no longer know it.
        since: When the present state began (UTC).
        changed: When anything in this record was last changed (UTC).
        touched: Running number of that change; orders records even when the clock was wrong.
        steps_done: Step id to the time of its tick (UTC); may hold steps that no longer exist.
        step_texts: Step id to the :func:`text_hash` at that time, or an empty string.
        note: Where the account is and the like; never secrets.
        with_help: Whether somebody helped; None when the person has not said.
        due: Dates that the person entered, earliest first.
    """

    service: str
    state: ServiceState
    since: datetime.datetime
    changed: datetime.datetime
    touched: int = 0
    steps_done: Mapping[str, datetime.datetime] = MappingProxyType({})
    step_texts: Mapping[str, str] = MappingProxyType({})
    note: str = ""
    with_help: bool | None = None
    due: tuple[DueDate, ...] = ()


class HistoryEntry(NamedTuple):
    """One line of "what I did when".

    Attributes:
        number: Running number; higher is later, whatever the clock said.
        at: When it was done (UTC).
        service: Service id, or empty for changes that concern many services.
        item: See :class:`What`.
    """

    number: int
    at: datetime.datetime
    what: What
    service: str
    item: str


# --- steps -------------------------------------------------------------------------------------


class Progress(NamedTuple):
    """How far a person has come within a service.

    Attributes:
        done: Number of present steps that are ticked.
        total: Number of present steps.
        next_step: Id of the first open step, or None when none is open.
    """

    done: int
    total: int
    next_step: str | None

    @property
    def complete(self) -> bool:
        """Tell whether every step is ticked; a guide without steps is never complete."""
        return self.total > 0 and self.done == self.total

    @property
    def percent(self) -> int:
        """Return 0 to 100, rounded down, so that 100 always means every step."""
        return self.done * 100 // self.total if self.total else 0


def progress(step_ids: Sequence[str], record: ServiceRecord | None) -> Progress:
    """Return how far a record has come in a guide with these steps; steps it lacks do not count."""
    ticked: Mapping[str, datetime.datetime] = record.steps_done if record else {}
    open_steps = [step for step in step_ids if step not in ticked]
    return Progress(len(step_ids) - len(open_steps), len(step_ids), open_steps[0] if open_steps else None)


def step_text(step: Step) -> str:
    """Return the words that a person follows in a step, one sentence or note a line."""
    return "\n".join(part for part in (step.title, step.text, step.warning) if part)


def text_hash(text: str) -> str:
    """Return 16 hexadecimal digits that change with the words of a text, not with its spaces."""
    import hashlib  # late: 3 ms that no start page needs

    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def step_states(hashes: Mapping[str, str], record: ServiceRecord | None) -> dict[str, StepState]:
    """Return the state of each present step.

    Args:
        hashes: Present step ids, each with the :func:`text_hash` of what it says today.
        record: What the person ticked; None when nothing.
    """
    return {step: _step_state(step, today, record) for step, today in hashes.items()}


def _step_state(step: str, today: str, record: ServiceRecord | None) -> StepState:
    if record is None or step not in record.steps_done:
        return StepState.OPEN
    then = record.step_texts.get(step, "")
    return StepState.DONE if then in ("", today) else StepState.DONE_OTHER_TEXT


def former_steps(step_ids: Iterable[str], record: ServiceRecord) -> tuple[str, ...]:
    """Return ticked steps that the guide no longer has, in the order in which they were ticked."""
    gone = set(record.steps_done) - set(step_ids)
    return tuple(sorted(gone, key=lambda step: (record.steps_done[step], step)))


class TextChange(NamedTuple):
    """A sentence of a step that is new, or that is no longer there."""

    text: str
    added: bool


_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


def text_changes(then: str, today: str) -> tuple[TextChange, ...]:
    """Return which sentences of a step are new and which are gone, in reading order."""
    import difflib  # late, as above

    old, new = ([s.strip() for s in _SENTENCE_END.split(text) if s.strip()] for text in (then, today))
    lines = difflib.ndiff(old, new)
    return tuple(TextChange(line[2:], line[0] == "+") for line in lines if line[0] in "+-")


# --- dates -------------------------------------------------------------------------------------

SOON_AT_MOST, SOON_AT_LEAST = 120, 7
"""A date is "due soon" at most and at least this many days before its day: an identity card takes about
four months of planning, and whatever is due every few weeks should not be due soon all the time."""

_SOON_SHARE = 10
"""Between these, it is soon in the last tenth of what a renewal lasts."""

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


class Due(NamedTuple):
    """A date that comes nearer.

    Attributes:
        days_left: Days from today; negative once it has passed.
        renewal: It follows from the guide's renewal rule, not from a date that the person entered.
        soon_within: Number of days before the day from which on it is due soon.
    """

    day: datetime.date
    label: str
    days_left: int
    renewal: bool
    soon_within: int = SOON_AT_MOST

    @property
    def soon(self) -> bool:
        """Tell whether the date belongs under "Bald fällig"."""
        return self.days_left <= self.soon_within


def add_duration(day: datetime.date, duration: str) -> datetime.date | None:
    """Return the day that lies an ISO 8601 duration of whole days (``P10Y``, ``P6M``) later.

    The 31st becomes the last day of a shorter month. Returns None when the duration is empty, not
    understood or leads beyond the year 9999.
    """
    import calendar  # late: 3 ms, and most people have nothing that runs out

    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    month = day.month - 1 + months
    year = day.year + years + month // 12
    try:
        last = calendar.monthrange(year, month % 12 + 1)[1]
        moved = datetime.date(year, month % 12 + 1, min(day.day, last))
        return moved + datetime.timedelta(weeks=weeks, days=days)
    except (ValueError, OverflowError):
        return None


def _soon_within(today: datetime.date, renewal_every: str) -> int:
    renewed = add_duration(today, renewal_every) if renewal_every else None
    if renewed is None:
        return SOON_AT_MOST
    return max(SOON_AT_LEAST, min(SOON_AT_MOST, (renewed - today).days // _SOON_SHARE))


def dues(record: ServiceRecord, today: datetime.date, renewal_every: str = "") -> tuple[Due, ...]:
    """Return the coming and passed dates of a record, earliest first.

    A date the person entered replaces the one that follows from ``renewal_every``, because the
    person can read it on the card and the rule is only a rule. Services that do not concern the
    person have no dates.
    """
    if record.state is ServiceState.NOT_FOR_ME:
        return ()
    found = [(date.day, date.label, False) for date in record.due]
    if not found and record.state is ServiceState.SET_UP:
        renewal = add_duration(record.since.date(), renewal_every)
        found = [(renewal, "", True)] if renewal else []
    soon = _soon_within(today, renewal_every)
    return tuple(sorted(Due(day, label, (day - today).days, rule, soon) for day, label, rule in found))


# --- the computer's clock ------------------------------------------------------------------------

RELEASED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""No right clock can be earlier: the program did not exist."""

_BACKWARDS = datetime.timedelta(days=1)
_FORWARDS = datetime.timedelta(days=3 * 365)


class ClockDoubt(NamedTuple):
    """The computer's clock looks wrong now, or was wrong at the last change.

    Attributes:
        now: What the clock says (UTC).
        last: When the last change was made by the clock of then (UTC); None before the first.
    """

    now: datetime.datetime
    last: datetime.datetime | None


def clock_doubt(now: datetime.datetime, last: datetime.datetime | None) -> ClockDoubt | None:
    """Judge the clock by the last change: it cannot have been later, and hardly years ago.

    The doubt ends with the next change, so a clock that was put right does not nag.
    """
    early = now < RELEASED
    jumped = last is not None and not last - _BACKWARDS <= now <= last + _FORWARDS
    return ClockDoubt(now, last) if early or jumped else None


# --- bringing two records together ---------------------------------------------------------------

_STRENGTH = (ServiceState.NOT_FOR_ME, ServiceState.NOTED, ServiceState.IN_PROGRESS, ServiceState.SET_UP)


def merged(mine: ServiceRecord, other: ServiceRecord) -> ServiceRecord:
    """Return one record that holds what both hold; merging the same record twice changes nothing.

    Ticks, dates and lines of notes of both sides stay. Where only one value can be true (state,
    help, the time of a tick) the later one wins, and of two equally late states the further one.
    """
    later = max(mine, other, key=lambda r: (r.since, _STRENGTH.index(r.state)))
    ticks = {
        step: max(_tick(mine, step), _tick(other, step))
        for step in [*mine.steps_done, *(s for s in other.steps_done if s not in mine.steps_done)]
    }
    newer, older = (mine, other) if mine.changed >= other.changed else (other, mine)
    return ServiceRecord(
        service=mine.service,
        state=later.state,
        since=later.since,
        changed=newer.changed,
        touched=mine.touched,
        steps_done={step: tick[0] for step, tick in ticks.items()},
        step_texts={step: tick[1] for step, tick in ticks.items()},
        note=_both_notes(mine.note, other.note),
        with_help=older.with_help if newer.with_help is None else newer.with_help,
        due=tuple(sorted({*mine.due, *other.due})),
    )


_NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _tick(record: ServiceRecord, step: str) -> tuple[datetime.datetime, str]:
    return record.steps_done.get(step, _NEVER), record.step_texts.get(step, "")


def _both_notes(mine: str, other: str) -> str:
    lines = mine.splitlines()
    return "\n".join([*lines, *(line for line in other.splitlines() if line not in lines)])
