"""Whatever people do in whatever order: the tracker agrees with a very simple model of itself.

The model knows a profile as a dict of records and undo as a list of such dicts.
"""

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from buergerapp.domain.checklist import Changed, ServiceRecord, ServiceState
from buergerapp.tracker import digest, vault
from buergerapp.tracker.backup import Backup
from buergerapp.tracker.problems import LockedProfile, WrongSecret
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.profiles import Profiles
from buergerapp.usecases.safekeeping import Safekeeping
from tests.builders import Clock

services = st.sampled_from(["perso", "wohngeld", "kita"])
steps = st.sampled_from(["s1", "s2", "s3"])
people = st.sampled_from([0, 1])
Records = dict[str, ServiceRecord]


class Person:
    """What the model knows about one profile."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.searches: list[str] = []
        self.past: list[Records] = []
        self.now: Records = {}
        self.future: list[Records] = []

    def made(self, changed: Changed, now: Records) -> None:
        if changed.services:
            self.past.append(self.now)
            self.future.clear()
        else:
            assert now == self.now
        self.now = now


class TrackerModel(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        vault.COST = 2**4
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "user.db"
        self.clock = Clock()
        self.tracker = Tracker.open(self.file, self.clock)
        self.people = [Person(self.tracker.add_profile(name).id) for name in ("Erika", "Otto")]
        self.files: list[tuple[bytes, Records]] = []
        self.secrets: dict[str, str] = {}
        self.backup: tuple[Backup, list[tuple[str, Records, list[str]]], dict[str, str]] | None = None

    def teardown(self) -> None:
        if hasattr(self, "tracker"):
            self.tracker.close()
            self.folder.cleanup()

    def records(self, person: Person) -> Records:
        return self.tracker.records(person.id)

    # --- verbs ---------------------------------------------------------------------------------

    @rule(who=people, service=services, step=steps)
    def tick(self, who: int, service: str, step: str) -> None:
        person = self.people[who]
        changed = self.tracker.tick(person.id, service, step)
        person.made(changed, self.records(person))
        assert step in person.now[service].steps_done
        if changed.services:
            assert person.now[service].state in (ServiceState.IN_PROGRESS, ServiceState.SET_UP)
            assert next(iter(person.now)) == service

    @rule(who=people, service=services, step=steps)
    def untick(self, who: int, service: str, step: str) -> None:
        person = self.people[who]
        person.made(self.tracker.untick(person.id, service, step), self.records(person))
        assert service not in person.now or step not in person.now[service].steps_done

    @rule(who=people, service=services, state=st.sampled_from([None, *ServiceState]))
    def set_state(self, who: int, service: str, state: ServiceState | None) -> None:
        person = self.people[who]
        person.made(self.tracker.set_state(person.id, service, state), self.records(person))
        record = person.now.get(service)
        assert (record.state if record else None) == state

    @rule(who=people, service=services, note=st.sampled_from(["", "bei Anna", "Mappe"]))
    def set_note(self, who: int, service: str, note: str) -> None:
        person = self.people[who]
        person.made(self.tracker.set_note(person.id, service, note), self.records(person))

    @rule(
        who=people,
        service=services,
        day=st.none() | st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 1, 3)),
    )
    def set_due(self, who: int, service: str, day: datetime.date | None) -> None:
        person = self.people[who]
        person.made(self.tracker.set_due(person.id, service, day, "Frist"), self.records(person))

    @rule(who=people, service=services, with_help=st.sampled_from([None, True, False]))
    def set_with_help(self, who: int, service: str, with_help: bool | None) -> None:
        person = self.people[who]
        person.made(self.tracker.set_with_help(person.id, service, with_help), self.records(person))
        assert service not in person.now or person.now[service].with_help is with_help

    @rule(who=people, text=st.sampled_from(["perso", "hund", "kita"]))
    def search(self, who: int, text: str) -> None:
        person = self.people[who]
        self.tracker.remember_search(person.id, text)
        person.searches = [text, *(one for one in person.searches if one != text)]

    @rule(who=people)
    def undo(self, who: int) -> None:
        person = self.people[who]
        would, undone = self.tracker.would_undo(person.id), self.tracker.undo(person.id)
        assert would == undone
        assert (undone is not None) == bool(person.past)
        if person.past:
            person.future.append(person.now)
            person.now = person.past.pop()

    @rule(who=people)
    def redo(self, who: int) -> None:
        person = self.people[who]
        would, redone = self.tracker.would_redo(person.id), self.tracker.redo(person.id)
        assert would == redone
        assert (redone is not None) == bool(person.future)
        if person.future:
            person.past.append(person.now)
            person.now = person.future.pop()

    # --- files and protection --------------------------------------------------------------------

    @rule(who=people)
    def export(self, who: int) -> None:
        person = self.people[who]
        data = Profiles(self.tracker, self.clock).export_json(person.id).encode()
        self.files.append((data, person.now))

    @precondition(lambda self: self.files)
    @rule(who=people, data=st.data())
    def bring_in(self, who: int, data: st.DataObject) -> None:
        person = self.people[who]
        file, theirs = data.draw(st.sampled_from(self.files))
        before = person.now
        profiles = Profiles(self.tracker, self.clock)
        imported = profiles.import_json(file, into=person.id)
        now = self.records(person)
        if imported.changed.services or self.tracker.would_undo(person.id) == imported.changed:
            person.past.append(before)
            person.future.clear()
            person.now = now
        for side in (before, theirs):
            for id_, record in side.items():
                assert set(record.steps_done) <= set(now[id_].steps_done)
                assert set(record.note.splitlines()) <= set(now[id_].note.splitlines())
                assert set(record.due) <= set(now[id_].due)
        lines = self.tracker.history(person.id, limit=-1)
        assert profiles.import_json(file, into=person.id).changed.services == frozenset()
        assert self.records(person) == now
        assert self.tracker.history(person.id, limit=-1) == lines
        self.resync(person)

    def resync(self, person: Person) -> None:
        """Take over how deep undo goes after an import that only brought history."""
        person.now = self.records(person)
        person.past, person.future = [], []
        while self.tracker.undo(person.id):
            person.past.insert(0, self.records(person))
        for _ in person.past:
            self.tracker.redo(person.id)
        assert self.records(person) == person.now
        ahead = []
        while self.tracker.redo(person.id):
            ahead.append(self.records(person))
        for _ in ahead:
            self.tracker.undo(person.id)
        person.future = ahead[::-1]

    @rule(who=people)
    def protect_or_open(self, who: int) -> None:
        person = self.people[who]
        if person.id in self.secrets:
            self.tracker.unprotect(person.id, self.secrets.pop(person.id))
            self.resync_order(person)
        else:
            self.tracker.protect(person.id, "rote Lampe")
            self.secrets[person.id] = "rote Lampe"
            self.resync_order(person)

    @precondition(lambda self: self.secrets)
    @rule(new=st.sampled_from(["rote Lampe", "blaue Lampe"]), data=st.data())
    def change_secret(self, new: str, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.secrets)))
        self.tracker.change_secret(id_, self.secrets[id_], new)
        self.secrets[id_] = new

    @precondition(lambda self: self.secrets)
    @rule(data=st.data())
    def lock_and_unlock(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.secrets)))
        self.tracker.lock(id_)
        with pytest.raises(LockedProfile):
            self.tracker.tick(id_, "perso", "s1")
        with pytest.raises(WrongSecret):
            self.tracker.unlock(id_, "gelbe Lampe")
        self.tracker.unlock(id_, self.secrets[id_])

    def resync_order(self, person: Person) -> None:
        """Moving in and out of the vault shifts running numbers, and nothing else."""
        order, now = list(person.now), self.records(person)
        assert list(now) == order
        for id_, record in now.items():
            known = person.now[id_]
            assert (record.steps_done, record.note, record.due) == (known.steps_done, known.note, known.due)
        self.resync(person)

    @rule()
    def restart(self) -> None:
        self.tracker.close()
        self.tracker = Tracker.open(self.file, self.clock)
        for id_, secret in self.secrets.items():
            self.tracker.unlock(id_, secret)

    @rule(days=st.integers(-4000, 4000))
    def clock_jumps(self, days: int) -> None:
        self.clock.now = Clock().now + datetime.timedelta(days=days)

    @rule()
    def merge(self) -> None:
        into, gone = self.people
        mine, theirs = into.now, gone.now
        lines = {
            (line.at, line.what, line.service, line.item)
            for person in self.people
            for line in self.tracker.history(person.id, limit=-1)
        }
        self.tracker.merge_profiles(into.id, gone.id)
        self.secrets.pop(gone.id, None)
        into.past, into.future, into.now = [], [], self.records(into)
        assert set(into.now) == {*mine, *theirs}
        for side in (mine, theirs):
            for id_, record in side.items():
                assert set(record.steps_done) <= set(into.now[id_].steps_done)
                assert set(record.note.splitlines()) <= set(into.now[id_].note.splitlines())
        now = {
            (line.at, line.what, line.service, line.item) for line in self.tracker.history(into.id, limit=-1)
        }
        assert lines <= now
        into.searches += [text for text in gone.searches if text not in into.searches]
        self.people[1] = Person(self.tracker.add_profile("Otto").id)

    @rule(who=people)
    def delete(self, who: int) -> None:
        """Somebody goes for good, and somebody else comes."""
        gone = self.people[who]
        self.tracker.delete_profile(gone.id)
        self.secrets.pop(gone.id, None)
        with pytest.raises(KeyError):
            self.tracker.profile(gone.id)
        assert self.records(gone) == {}
        assert self.tracker.history(gone.id) == ()
        self.people[who] = Person(self.tracker.add_profile("Neu").id)

    @rule(who=people, old=services, new=services)
    def rename_service(self, who: int, old: str, new: str) -> None:
        """The catalog calls a service otherwise, perhaps by a name that the person has used too."""
        person = self.people[who]
        before = person.now
        if old == new or old not in before:
            return
        self.tracker.follow(person.id, {old: new})
        now = self.records(person)
        assert set(now) == {new if id_ == old else id_ for id_ in before}
        for id_ in {old, new} & set(before):
            assert set(before[id_].steps_done) <= set(now[new].steps_done)
            assert set(before[id_].note.splitlines()) <= set(now[new].note.splitlines())
            assert set(before[id_].due) <= set(now[new].due)
        self.resync(person)

    @rule(who=people, service=services, old=steps, new=steps)
    def rename_step(self, who: int, service: str, old: str, new: str) -> None:
        person = self.people[who]
        before = person.now.get(service)
        if old == new or before is None or old not in before.steps_done:
            return
        self.tracker.follow(person.id, {}, {(service, old): new})
        now = self.records(person)[service].steps_done
        assert set(now) == {new if step == old else step for step in before.steps_done}
        self.resync(person)

    # --- backups -------------------------------------------------------------------------------------

    @rule()
    def back_up(self) -> None:
        made = Safekeeping(self.file, self.clock).backup_now()
        assert made is not None
        state = [(person.id, person.now, list(person.searches)) for person in self.people]
        self.backup = made, state, dict(self.secrets)

    @precondition(lambda self: self.backup)
    @rule()
    def go_back(self) -> None:
        assert self.backup is not None
        backup, state, self.secrets = self.backup
        self.backup = None
        self.tracker.close()
        safe = Safekeeping(self.file, self.clock)
        safe.restore(backup)
        self.tracker = safe.open()
        for id_, secret in self.secrets.items():
            self.tracker.unlock(id_, secret)
        self.people = [Person(id_) for id_, *_ in state]
        for person, (_, now, searches) in zip(self.people, state, strict=True):
            person.searches = searches
            self.resync(person)
            assert person.now == now

    # --- always --------------------------------------------------------------------------------------

    @invariant()
    def agrees(self) -> None:
        for person in getattr(self, "people", ()):
            assert self.records(person) == person.now
            assert list(self.tracker.recent_searches(person.id)) == person.searches
        if hasattr(self, "tracker"):
            assert digest.intact(self.tracker._database.connection)


TestTrackerModel = TrackerModel.TestCase
TestTrackerModel.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
