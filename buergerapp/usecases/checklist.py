"""A person's checklist: what they have set up, what comes next, what is due."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from buergerapp.domain.checklist import (
    Changed,
    ClockDoubt,
    Due,
    HistoryEntry,
    Profile,
    Progress,
    ServiceRecord,
    ServiceState,
    StepState,
    TextChange,
    add_duration,
    dues,
    former_steps,
    progress,
    step_states,
    step_text,
    text_changes,
    text_hash,
)
from buergerapp.domain.service import Service, ServiceCard
from buergerapp.tracker.store import Tracker


class Catalog(Protocol):
    """What the checklist asks the catalog for; unknown services raise ``LookupError``."""

    def resolve(self, service: str, /) -> str | None:
        """Return the present id behind a present or former one, or None."""

    def resolve_step(self, service: str, step: str, /) -> str:
        """Return the present id of a step; an unknown one comes back unchanged."""

    def cards(self, services: Sequence[str], /) -> tuple[ServiceCard, ...]:
        """Return the cards of these services in their order; unknown ids are left out."""

    def service(self, service: str, /, language: str = "de") -> Service:
        """Return a whole guide."""

    def starter_set(self) -> tuple[ServiceCard, ...]:
        """Return the services of the Grundausstattung in their order."""

    def step_titles(self, service: str, /) -> dict[str, str]:
        """Return the titles of a guide's steps by step id, in their order."""


class Entry(NamedTuple):
    """One row of a person's list.

    Attributes:
        record: What the person has recorded, or None when nothing.
        next_step_title: Title of the first open step, or None when none is open or asked for.
        due: Coming and passed dates, earliest first.
    """

    card: ServiceCard
    record: ServiceRecord | None
    progress: Progress
    next_step_title: str | None = None
    due: tuple[Due, ...] = ()

    @property
    def state(self) -> ServiceState | None:
        """Where the service stands for the person; None when they never touched it."""
        return self.record.state if self.record else None


class Overview(NamedTuple):
    """A person's whole list. A service that is due soon also stands in its own group.

    Attributes:
        due: Due soon or overdue, most urgent first.
        in_progress: Most recently touched first, like ``noted``.
        set_up: Most recently set up first.
        unknown: Records of services that the catalog does not know; nothing vanishes.
    """

    due: tuple[Entry, ...] = ()
    in_progress: tuple[Entry, ...] = ()
    set_up: tuple[Entry, ...] = ()
    noted: tuple[Entry, ...] = ()
    not_for_me: tuple[Entry, ...] = ()
    unknown: tuple[ServiceRecord, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether the person has recorded nothing at all."""
        return not (self.in_progress or self.set_up or self.noted or self.not_for_me or self.unknown)


class Starter(NamedTuple):
    """The Grundausstattung and how much of it a person has.

    Attributes:
        set_up: Number of services that are set up.
        total: Number of services that concern the person.
    """

    entries: tuple[Entry, ...]
    set_up: int
    total: int


class StepsView(NamedTuple):
    """The steps of one guide as the person left them.

    Attributes:
        states: State of each present step, in the guide's order.
        former: Ticked steps that the guide no longer has.
    """

    states: Mapping[str, StepState]
    former: tuple[str, ...]
    progress: Progress


def local_today() -> datetime.date:
    """Return today's date where the computer stands."""
    return datetime.datetime.now().astimezone().date()


class Checklist:
    """One person's checklist; reads catalog and tracker afresh at each call, nothing is cached."""

    def __init__(
        self,
        catalog: Catalog,
        tracker: Tracker,
        profile: str,
        today: Callable[[], datetime.date] = local_today,
        renewals: Callable[[Sequence[str]], Mapping[str, str]] | None = None,
    ) -> None:
        """Bind a person's record to a catalog; make a new one after the catalog was replaced.

        Args:
            profile: Id of the person.
            renewals: Returns the ISO 8601 durations after which services must be renewed, by id, for
                those of the given services that have one; without it only entered dates are due.
        """
        self._catalog = catalog
        self._tracker = tracker
        self._profile = profile
        self._today = today
        self._renewals = renewals or (lambda _: {})
        self._up_to_date = False

    # --- the person --------------------------------------------------------------------------------

    @property
    def person(self) -> str:
        """Id of the person whose list this is; known also when the file cannot be read."""
        return self._profile

    @property
    def profile(self) -> Profile:
        """The person whose list this is."""
        return self._tracker.profile(self._profile)

    def profiles(self) -> tuple[Profile, ...]:
        """Return everybody this computer knows."""
        return self._tracker.profiles()

    def for_profile(self, profile: str) -> "Checklist":
        """Return the checklist of another person.

        Raises:
            KeyError: The id is not known.
        """
        return Checklist(
            self._catalog, self._tracker, self._tracker.profile(profile).id, self._today, self._renewals
        )

    # --- reading -----------------------------------------------------------------------------------

    def entry(self, service: str) -> Entry:
        """Return the row of one service, whether the person has touched it or not.

        Raises:
            LookupError: The catalog does not know the id.
        """
        present = self._present(service)
        cards = self._catalog.cards([present])
        if not cards:
            raise LookupError(service)
        return self._with_title(self._entry(cards[0], self._record(present)))

    def steps(self, service: str) -> StepsView:
        """Return which steps of a guide are ticked, and which of them say something else now."""
        present = self._present(service)
        record = self._record(present)
        texts = self._step_texts(present)
        states = step_states({step: text_hash(text) for step, text in texts.items()}, record)
        former = former_steps(states, record) if record else ()
        return StepsView(states, former, progress(tuple(states), record))

    def step_changes(self, service: str, step: str) -> tuple[TextChange, ...]:
        """Return which sentences of a ticked step are new and which are gone; empty when unknown."""
        present = self._present(service)
        record = self._record(present)
        then = self._tracker.seen_text(self._profile, record.step_texts.get(step, "")) if record else None
        today = self._step_texts(present).get(step)
        return text_changes(then, today) if then is not None and today is not None else ()

    def overview(self) -> Overview:
        """Return the whole list in its groups."""
        records = self._records()
        cards = {card.id: card for card in self._catalog.cards(list(records))}
        known = [record for id_, record in records.items() if id_ in cards]
        entries = self._entries(known, cards)
        titled = [self._with_title(entry) for entry in self._in(entries, ServiceState.IN_PROGRESS)]
        by_id = {entry.card.id: entry for entry in titled}
        soon = [by_id.get(entry.card.id, entry) for entry in entries if entry.due and entry.due[0].soon]
        return Overview(
            due=tuple(sorted(soon, key=lambda entry: entry.due[0])),
            in_progress=tuple(titled),
            set_up=tuple(sorted(self._in(entries, ServiceState.SET_UP), key=_since, reverse=True)),
            noted=tuple(self._in(entries, ServiceState.NOTED)),
            not_for_me=tuple(self._in(entries, ServiceState.NOT_FOR_ME)),
            unknown=tuple(record for id_, record in records.items() if id_ not in cards),
        )

    def due_soon(self) -> tuple[Entry, ...]:
        """Return what is due soon or overdue, most urgent first."""
        records = self._records()
        cards = {card.id: card for card in self._catalog.cards(list(records))}
        entries = self._entries([record for id_, record in records.items() if id_ in cards], cards)
        soon = [entry for entry in entries if entry.due and entry.due[0].soon]
        return tuple(sorted(soon, key=lambda entry: entry.due[0]))

    def due_again(self, service: str) -> datetime.date | None:
        """Return when a service that is renewed today will be due again; None when no rule says so."""
        present = self._present(service)
        return add_duration(self._today(), self._renewals([present]).get(present, ""))

    def titles(self, services: Sequence[str]) -> dict[str, str]:
        """Return the titles of the services that the catalog knows, by the ids that were asked for."""
        present = {id_: self._catalog.resolve(id_) or id_ for id_ in services}
        known = {card.id: card.title for card in self._catalog.cards(list(dict.fromkeys(present.values())))}
        return {id_: known[now] for id_, now in present.items() if now in known}

    def step_titles(self, service: str) -> dict[str, str]:
        """Return the titles of a service's steps, also of those that only the person's record knows.

        A step that the guide no longer has is called as it was when the person ticked it.
        """
        present = self._present(service)
        record = self._record(present)
        titles: dict[str, str] = {}
        for step, hashed in record.step_texts.items() if record else ():
            then = self._tracker.seen_text(self._profile, hashed) if hashed else None
            if then:
                titles[step] = then.splitlines()[0]
        if self._catalog.resolve(service) is not None:
            titles |= self._catalog.step_titles(present)
        return titles

    def continue_here(self) -> Entry | None:
        """Return the service in progress that the person touched last, or None."""
        records = self._records()
        going = [id_ for id_, record in records.items() if record.state is ServiceState.IN_PROGRESS]
        for card in self._catalog.cards(going):
            return self._with_title(self._entry(card, records[card.id]))
        return None

    def by_area(self) -> dict[str, tuple[int, int]]:
        """Return for each area on the list how many services are set up, and how many concern the person."""
        records = self._records()
        areas: dict[str, tuple[int, int]] = {}
        for card in self._catalog.cards(list(records)):
            state = records[card.id].state
            if state is not ServiceState.NOT_FOR_ME:
                done, total = areas.get(card.area, (0, 0))
                areas[card.area] = (done + (state is ServiceState.SET_UP), total + 1)
        return areas

    def starter(self) -> Starter:
        """Return the Grundausstattung with the person's progress."""
        records = self._records()
        cards = self._catalog.starter_set()
        mine = [records[card.id] for card in cards if card.id in records]
        rows = {row.card.id: row for row in self._entries(mine, {card.id: card for card in cards})}
        entries = tuple(rows.get(card.id) or self._entry(card, None) for card in cards)
        concern = [entry for entry in entries if entry.state is not ServiceState.NOT_FOR_ME]
        done = sum(entry.state is ServiceState.SET_UP for entry in concern)
        return Starter(entries, done, len(concern))

    def states(self) -> dict[str, ServiceState]:
        """Return the state of every service on the list, for marks on cards elsewhere."""
        return {id_: record.state for id_, record in self._records().items()}

    def clock_doubt(self) -> ClockDoubt | None:
        """Tell whether the computer's clock looks wrong; nothing is changed or hidden because of it."""
        return self._tracker.clock_doubt()

    def history(self, service: str | None = None, *, limit: int = 200) -> tuple[HistoryEntry, ...]:
        """Return what the person did when, latest first."""
        present = None if service is None else self._present(service)
        return self._tracker.history(self._profile, present, limit=limit)

    def recent_searches(self) -> tuple[str, ...]:
        """Return what the person searched for last, the latest first."""
        return self._tracker.recent_searches(self._profile)

    # --- verbs -------------------------------------------------------------------------------------

    def tick(self, service: str, step: str) -> Changed:
        """Mark a step as done and keep what it says today."""
        present = self._present(service)
        text = self._step_texts(present).get(step, "")
        return self._tracker.tick(self._profile, present, step, text_hash(text) if text else "", text)

    def untick(self, service: str, step: str) -> Changed:
        """Mark a step as open again."""
        return self._tracker.untick(self._profile, self._present(service), step)

    def set_state(self, service: str, state: ServiceState | None) -> Changed:
        """Say where a service stands; None takes it off the list."""
        return self._tracker.set_state(self._profile, self._present(service), state)

    def set_note(self, service: str, note: str) -> Changed:
        """Keep a short note about a service."""
        return self._tracker.set_note(self._profile, self._present(service), note)

    def set_with_help(self, service: str, with_help: bool | None) -> Changed:
        """Keep whether somebody helped."""
        return self._tracker.set_with_help(self._profile, self._present(service), with_help)

    def set_due(self, service: str, day: datetime.date | None, label: str = "") -> Changed:
        """Keep the day on which something runs out; None removes it."""
        return self._tracker.set_due(self._profile, self._present(service), day, label)

    def undo(self) -> Changed | None:
        """Take the last change back and say which it was; None when there is none."""
        return self._tracker.undo(self._profile)

    def redo(self) -> Changed | None:
        """Make the change again that was taken back last; None when there is none."""
        return self._tracker.redo(self._profile)

    def remember_search(self, text: str) -> None:
        """Keep a search that led somewhere."""
        self._tracker.remember_search(self._profile, text)

    def forget_searches(self) -> None:
        """Delete what the person searched for."""
        self._tracker.forget_searches(self._profile)

    def would_undo(self) -> Changed | None:
        """Return what :meth:`undo` would take back."""
        return self._tracker.would_undo(self._profile)

    def would_redo(self) -> Changed | None:
        """Return what :meth:`redo` would make again."""
        return self._tracker.would_redo(self._profile)

    # --- inside ------------------------------------------------------------------------------------

    def _present(self, service: str) -> str:
        """Return the id under which the catalog knows a service; an unknown id stays as it is."""
        self._catch_up()
        return self._catalog.resolve(service) or service

    def _records(self) -> dict[str, ServiceRecord]:
        self._catch_up()
        return self._tracker.records(self._profile)

    def _record(self, present: str) -> ServiceRecord | None:
        self._catch_up()
        return self._tracker.record(self._profile, present)

    def _catch_up(self) -> None:
        """Once per catalog: bring records of renamed services and steps under their present ids."""
        if self._up_to_date:
            return
        records = self._tracker.records(self._profile)
        now = {id_: self._catalog.resolve(id_) or id_ for id_ in records}
        services = {old: new for old, new in now.items() if old != new}
        steps = {}
        for card in self._catalog.cards(list(dict.fromkeys(now.values()))):
            for old in (id_ for id_ in records if now[id_] == card.id):
                for step in former_steps(card.step_ids, records[old]):
                    present = self._catalog.resolve_step(card.id, step)
                    if present != step:
                        steps[card.id, step] = present
        if services or steps:
            self._tracker.follow(self._profile, services, steps)
        self._up_to_date = True

    def _step_texts(self, service: str) -> dict[str, str]:
        """Return what each step says in German, whatever language is read, so that hashes compare."""
        try:
            return {step.id: step_text(step) for step in self._catalog.service(service, language="de").steps}
        except LookupError:
            return {}

    def _entry(self, card: ServiceCard, record: ServiceRecord | None) -> Entry:
        if record is None:
            return Entry(card, None, progress(card.step_ids, None))
        return self._entries([record], {card.id: card})[0]

    def _entries(self, records: Sequence[ServiceRecord], cards: Mapping[str, ServiceCard]) -> list[Entry]:
        """Return the rows of these records, asking the catalog once for what must be renewed."""
        dated = [record.service for record in records if record.due or record.state is ServiceState.SET_UP]
        rules, today = self._renewals(dated) if dated else {}, self._today()
        return [
            Entry(
                cards[record.service],
                record,
                progress(cards[record.service].step_ids, record),
                due=dues(record, today, rules.get(record.service, "")),
            )
            for record in records
        ]

    def _with_title(self, entry: Entry) -> Entry:
        step = entry.progress.next_step
        if step is None:
            return entry
        return entry._replace(next_step_title=self._catalog.step_titles(entry.card.id).get(step))

    @staticmethod
    def _in(entries: Sequence[Entry], state: ServiceState) -> list[Entry]:
        return [entry for entry in entries if entry.state is state]


def _since(entry: Entry) -> datetime.datetime:
    assert entry.record is not None
    return entry.record.since
