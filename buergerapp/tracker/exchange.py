"""A person's data as a file: written whole, read with care. The format stands in docs/profile-format.md.

Importing pydantic takes longer than opening the window may, so nothing on the way there imports this
module.
"""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from buergerapp.domain.checklist import DueDate, HistoryEntry, Profile, ServiceRecord, ServiceState, What
from buergerapp.errors import KnownProblem

VERSION = 1
LARGEST_FILE = 20_000_000
"""Bytes; a hundred times what five busy years make."""

Id = Annotated[str, Field(min_length=1, max_length=200)]
Short = Annotated[str, Field(max_length=1000)]
Long = Annotated[str, Field(max_length=100_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class StepDone(_Part):
    """A step that was ticked."""

    step: Id
    done: AwareDatetime
    text_hash: Short = ""


class DueDay(_Part):
    """A date that the person entered."""

    day: datetime.date
    label: Short = ""


class ServiceDone(_Part):
    """What the person recorded about one service."""

    service: Id
    state: ServiceState
    since: AwareDatetime
    changed: AwareDatetime
    note: Long = ""
    with_help: bool | None = None
    steps: tuple[StepDone, ...] = ()
    due: tuple[DueDay, ...] = ()


class HistoryLine(_Part):
    """What was done when."""

    at: AwareDatetime
    what: What
    service: Short = ""
    item: Short = ""


class Person(_Part):
    """Whose data it is."""

    id: Id
    name: Short
    colour: Short = ""
    picture: Short = ""
    created: AwareDatetime


class ProfileFile(_Part):
    """One profile as a file. Unknown keys are ignored, so a later minor change stays readable."""

    format: Literal["buergerapp-profile"]
    version: Literal[1]
    exported: AwareDatetime
    profile: Person
    services: tuple[ServiceDone, ...] = ()
    texts: dict[Id, Long] = {}
    history: tuple[HistoryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """The content of a profile file.

    Attributes:
        texts: What ticked steps said, by hash.
    """

    profile: Profile
    records: tuple[ServiceRecord, ...]
    history: tuple[HistoryEntry, ...]
    texts: Mapping[str, str]


def to_json(content: Exchange, exported: datetime.datetime) -> str:
    """Return a profile file; the same content gives the same text."""
    person = content.profile
    file = ProfileFile(
        format="buergerapp-profile",
        version=1,
        exported=exported,
        profile=Person(
            id=person.id,
            name=person.name,
            colour=person.colour,
            picture=person.picture,
            created=person.created,
        ),
        services=tuple(map(_service_done, sorted(content.records, key=lambda record: record.service))),
        texts=dict(sorted(content.texts.items())),
        history=tuple(
            HistoryLine(at=line.at, what=line.what, service=line.service, item=line.item)
            for line in content.history
        ),
    )
    return json.dumps(file.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def _service_done(record: ServiceRecord) -> ServiceDone:
    return ServiceDone(
        service=record.service,
        state=record.state,
        since=record.since,
        changed=record.changed,
        note=record.note,
        with_help=record.with_help,
        steps=tuple(
            StepDone(step=step, done=done, text_hash=record.step_texts.get(step, ""))
            for step, done in sorted(record.steps_done.items())
        ),
        due=tuple(DueDay(day=date.day, label=date.label) for date in record.due),
    )


def from_json(data: bytes) -> Exchange:
    """Return what a profile file holds.

    Raises:
        KnownProblem: It is no profile file, of a newer version, or too large.
    """
    file = _read(data)
    records = {record.service: _record(record) for record in file.services}
    person = file.profile
    return Exchange(
        Profile(person.id, person.name, person.colour, person.picture, _utc(person.created)),
        tuple(records.values()),
        tuple(
            HistoryEntry(number, _utc(line.at), line.what, line.service, line.item)
            for number, line in enumerate(file.history)
        ),
        dict(file.texts),
    )


def _read(data: bytes) -> ProfileFile:
    if len(data) > LARGEST_FILE:
        raise KnownProblem("Diese Datei ist zu groß für eine Liste der BürgerApp.", _ADVICE)
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise KnownProblem("Diese Datei enthält keine Liste der BürgerApp.", _ADVICE) from error
    if isinstance(raw, dict) and raw.get("format") == "buergerapp-profile":
        version = raw.get("version")
        if isinstance(version, int) and version > VERSION:
            raise KnownProblem(
                "Diese Datei wurde mit einer neueren Version der BürgerApp geschrieben.",
                "Bitte installieren Sie hier die neue Version.",
            )
    try:
        return ProfileFile.model_validate_json(json.dumps(raw))
    except (ValidationError, ValueError) as error:
        raise KnownProblem("Diese Datei enthält keine Liste der BürgerApp.", _ADVICE) from error


_ADVICE = "Wählen Sie eine Datei, die Sie mit „Mitnehmen“ gespeichert haben."


def _record(done: ServiceDone) -> ServiceRecord:
    return ServiceRecord(
        service=done.service,
        state=done.state,
        since=_utc(done.since),
        changed=_utc(done.changed),
        steps_done={step.step: _utc(step.done) for step in done.steps},
        step_texts={step.step: step.text_hash for step in done.steps},
        note=done.note,
        with_help=done.with_help,
        due=tuple(sorted({DueDate(date.day, " ".join(date.label.split())) for date in done.due})),
    )


def _utc(moment: datetime.datetime) -> datetime.datetime:
    in_utc = moment.astimezone(datetime.UTC)
    return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)


_STATES = {
    ServiceState.NOTED: "vorgemerkt",
    ServiceState.IN_PROGRESS: "in Arbeit",
    ServiceState.SET_UP: "eingerichtet",
    ServiceState.NOT_FOR_ME: "betrifft mich nicht",
}


def to_csv(records: Iterable[ServiceRecord], titles: Mapping[str, str]) -> str:
    """Return a table for a German spreadsheet: semicolons, dates as 2026-11-20, one service a row.

    Args:
        titles: Title of each service; those without one appear under their id.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["Dienst", "Stand", "seit", "zuletzt geändert", "Schritte erledigt", "mit Hilfe", "fällig", "Notiz"]
    )
    for record in sorted(records, key=lambda record: titles.get(record.service, record.service)):
        writer.writerow(
            [
                _cell(titles.get(record.service, record.service)),
                _STATES[record.state],
                record.since.astimezone().date().isoformat(),
                record.changed.astimezone().date().isoformat(),
                len(record.steps_done),
                {None: "", True: "ja", False: "nein"}[record.with_help],
                _cell(", ".join(f"{date.day} {date.label}".strip() for date in record.due)),
                _cell(record.note),
            ]
        )
    return out.getvalue()


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a person's words for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
