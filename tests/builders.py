"""Short ways to make the things that tests talk about."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from buergerapp.domain.checklist import ServiceRecord, ServiceState
from buergerapp.domain.service import (
    Confidence,
    Contact,
    Fee,
    Level,
    Online,
    Risk,
    Service,
    ServiceCard,
    Step,
    StepKind,
)

NOON = datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC)


class Clock:
    """A clock that a test sets; each look at it takes one second."""

    def __init__(self, now: datetime.datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now


def make_step(id: str, text: str = "Tun Sie das.") -> Step:
    return Step(id, StepKind.ONLINE, f"Schritt {id}", text)


def make_card(id: str, steps: Sequence[str] = ("s1", "s2", "s3")) -> ServiceCard:
    return ServiceCard(
        id=id,
        title=f"Dienst {id}",
        summary="",
        provider="Stadt Bochum",
        category="ausweise",
        area="buerger",
        icon="card",
        online=Online.FULL,
        free=True,
        fee_minimum=None,
        fee_maximum=None,
        needs_appointment=False,
        valid_until=None,
        step_ids=tuple(steps),
    )


def make_service(id: str, steps: Sequence[Step], renewal_every: str = "") -> Service:
    return Service(
        card=make_card(id, [step.id for step in steps]),
        language="de",
        category_title="Ausweise",
        area_title="Bürgerdienste",
        level=Level.MUNICIPAL,
        url="https://www.bochum.de",
        links=(),
        who="",
        fee=Fee("kostenlos", free=True),
        own_minutes=None,
        time="",
        visit="",
        visit_place=None,
        needs=(),
        documents=(),
        requires=(),
        opens=(),
        related=(),
        steps=tuple(steps),
        pitfalls=(),
        unconfirmed=(),
        contact=Contact(),
        renewal="",
        renewal_every=renewal_every,
        risk=Risk.NONE,
        confidence=Confidence.HIGH,
        facts_until=None,
        source_date="",
        sources=(),
        leika_keys=(),
        languages=("de",),
    )


def make_record(
    service: str = "perso", state: ServiceState = ServiceState.NOTED, **more: object
) -> ServiceRecord:
    return ServiceRecord(service, state, since=NOON, changed=NOON)._replace(**more)  # type: ignore[arg-type]


@dataclass
class SmallCatalog:
    """A catalog of a few guides that tests can change; counts what it is asked."""

    guides: dict[str, Service] = field(default_factory=dict)
    starter: list[str] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    step_redirects: dict[tuple[str, str], str] = field(default_factory=dict)
    questions: int = 0

    def add(self, id: str, *steps: str | Step, renewal_every: str = "") -> Service:
        made = [step if isinstance(step, Step) else make_step(step) for step in steps or ("s1", "s2", "s3")]
        self.guides[id] = make_service(id, made, renewal_every)
        return self.guides[id]

    def resolve(self, service: str) -> str | None:
        return service if service in self.guides else self.redirects.get(service)

    def resolve_step(self, service: str, step: str) -> str:
        return self.step_redirects.get((service, step), step)

    def cards(self, services: Sequence[str]) -> tuple[ServiceCard, ...]:
        self.questions += 1
        return tuple(self.guides[id].card for id in services if id in self.guides)

    def service(self, service: str, language: str = "de") -> Service:
        self.questions += 1
        return self.guides[self.resolve(service) or service]._replace(language=language)

    def starter_set(self) -> tuple[ServiceCard, ...]:
        return self.cards(self.starter)

    def step_titles(self, service: str) -> dict[str, str]:
        self.questions += 1
        return {step.id: step.title for step in self.guides[service].steps}
