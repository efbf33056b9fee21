"""A digital service of the administration and everything a guide says about it.

The words follow the German administration's information model (FIM, XZuFi): a *service* (Leistung)
has a *responsible office* (Zustaendigkeit), needs *documents* (Unterlagen) and belongs to *life
events* (Lebenslagen). Ids of services and of their steps are promises: the tracker stores them, so
they never vanish (see ``redirects`` in the catalog).

All values of the program are named tuples: they cannot be changed, and their classes are made in an
eighth of the time that frozen dataclasses take, which the way to the first window feels (50 classes).
"""

import datetime
import re
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """Which level of the state (or nobody of it) offers a service."""

    MUNICIPAL = "kommune"
    STATE = "land"
    FEDERAL = "bund"
    OTHER = "sonstige"


class Online(StrEnum):
    """How much of a service can be done online."""

    FULL = "voll"
    PARTLY = "teilweise"
    INFO = "info"


class StepKind(StrEnum):
    """Where a step happens."""

    PREPARE = "vorbereiten"
    ONLINE = "online"
    ON_SITE = "vor-ort"
    WAIT = "warten"
    PHONE = "telefon"


class Strength(StrEnum):
    """How strongly one service depends on another: it must come first, or it only helps."""

    MUST = "muss"
    HELPS = "hilft"


class Risk(StrEnum):
    """How much a wrong fact would hurt (money, identity, deadlines, health)."""

    HIGH = "high"
    NORMAL = "normal"
    NONE = "none"


class Confidence(StrEnum):
    """How well the facts of a service are sourced."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class When(StrEnum):
    """When a service is due within a life event, in this order."""

    BEFORE = "vorher"
    NOW = "jetzt"
    ON_THE_DAY = "am-tag"
    AFTERWARDS = "danach"


class Age(StrEnum):
    """How old the sources of a service are."""

    FRESH = "aktuell"
    OLD = "aelter"
    UNDATED = "ohne-datum"


OLD_AFTER = datetime.timedelta(days=365)
"""Sources older than this are shown as old."""

_DATE = re.compile(r"(?:(?:19|20)\d\d)(?:-\d\d)?(?:-\d\d)?")
_NOT_THE_DATE = re.compile(r"unbekannt|älter|vor \d")


class Source(NamedTuple):
    """Where a fact comes from.

    Attributes:
        url: Public address, or None where only a named publication is known.
        says: What the source says, in the editors' words.
        seen: The date that the source itself names (``2026-02-07``, ``2026-02``, ``2026``), or words
            such as ``ca. 2023`` or ``unbekannt``. It is not the day on which somebody looked.
    """

    url: str | None
    says: str
    seen: str

    def latest(self) -> datetime.date | None:
        """Return the last day that ``seen`` can mean, or None when it names no date of its own."""
        return latest_day(self.seen)


def latest_day(seen: str) -> datetime.date | None:
    """Return the last day that a source date can mean: ``2026`` is 2026-12-31.

    Returns None for words that give no date of the source itself (``unbekannt``, ``vor 2024``).
    """
    if _NOT_THE_DATE.search(seen):
        return None
    found = _DATE.findall(seen)
    if not found:
        return None
    parts = [int(part) for part in found[-1].split("-")]
    year, month, day = [*parts, None, None][:3]
    assert year is not None
    try:
        if month and day:
            return datetime.date(year, month, day)
        first_of_next = (
            datetime.date(year + 1, 1, 1) if month in (None, 12) else datetime.date(year, (month or 0) + 1, 1)
        )
    except ValueError:
        return None
    return first_of_next - datetime.timedelta(days=1)


def age(seen: str, today: datetime.date) -> Age:
    """Judge a source date against ``today``."""
    day = latest_day(seen)
    if day is None:
        return Age.UNDATED
    return Age.OLD if today - day > OLD_AFTER else Age.FRESH


class Contact(NamedTuple):
    """Who answers questions about a service. Empty strings where nothing is known."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


class Place(NamedTuple):
    """An office or house that guides send people to.

    Attributes:
        id: Stable id.
        source: Address of the page that the facts come from.
        seen: Date named by that source, or ``unbekannt``.
        note: What the reader should know about these facts (age, planned move); may be empty.
    """

    id: str
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    source: str = ""
    seen: str = ""
    note: str = ""


class Fee(NamedTuple):
    """What a service costs. Amounts in EUR; None where the sources are not clear."""

    text: str
    minimum: float | None = None
    maximum: float | None = None
    free: bool | None = None


class Need(NamedTuple):
    """A thing or account a person needs: device, app, appointment."""

    id: str
    title: str
    description: str = ""


class Document(NamedTuple):
    """A paper that a person brings or uploads, with this service's own remark in ``note``."""

    id: str
    title: str
    where: str = ""
    short: str = ""
    note: str = ""


class Requirement(NamedTuple):
    """Another service that comes first (``MUST``) or makes things easier (``HELPS``)."""

    service: str
    title: str
    strength: Strength
    why: str = ""


class Link(NamedTuple):
    """A further official address with its own words."""

    label: str
    url: str


class Term(NamedTuple):
    """A technical word and its plain explanation.

    Attributes:
        forms: Every spelling and inflection by which the word appears in guides.
    """

    id: str
    title: str
    explanation: str
    forms: tuple[str, ...] = ()


class Step(NamedTuple):
    """One action of a guide.

    Attributes:
        id: Stable within the service; survives rewording.
        check: What the person sees when it worked.
        trouble: What to do when it did not work.
        warning: Fraud or costly mistake that threatens at this very step; may be empty.
    """

    id: str
    kind: StepKind
    title: str
    text: str
    check: str = ""
    trouble: str = ""
    warning: str = ""


class ServiceCard(NamedTuple):
    """The short form of a service for lists and search results."""

    id: str
    title: str
    summary: str
    provider: str
    category: str
    area: str
    icon: str
    online: Online
    free: bool | None
    fee_minimum: float | None
    fee_maximum: float | None
    needs_appointment: bool
    valid_until: datetime.date | None
    step_ids: tuple[str, ...]

    def expired(self, today: datetime.date) -> bool:
        """Tell whether the offer has ended before ``today``."""
        return self.valid_until is not None and self.valid_until < today


class Service(NamedTuple):
    """A whole guide in one language.

    Attributes:
        language: BCP 47 tag of the texts actually given (``de`` or ``de-simple``).
        own_minutes: Estimate of the person's own active time in minutes, never a fact.
        time: Own time and waiting time in words.
        opens: Services that become possible once this one is set up.
        unconfirmed: What could not be confirmed; shown with the advice to ask.
        leika_keys: 14-digit keys of the national service catalogue (LeiKa).
        renewal_every: ISO 8601 duration after which it must be renewed, or empty.
    """

    card: ServiceCard
    language: str
    category_title: str
    area_title: str
    level: Level
    url: str
    links: tuple[Link, ...]
    who: str
    fee: Fee
    own_minutes: int | None
    time: str
    visit: str
    visit_place: Place | None
    needs: tuple[Need, ...]
    documents: tuple[Document, ...]
    requires: tuple[Requirement, ...]
    opens: tuple[ServiceCard, ...]
    related: tuple[ServiceCard, ...]
    steps: tuple[Step, ...]
    pitfalls: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    contact: Contact
    renewal: str
    renewal_every: str
    risk: Risk
    confidence: Confidence
    facts_until: datetime.date | None
    source_date: str
    sources: tuple[Source, ...]
    leika_keys: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def id(self) -> str:
        """The stable id of the service."""
        return self.card.id

    @property
    def title(self) -> str:
        """The title as a citizen would say it."""
        return self.card.title

    def age(self, today: datetime.date) -> Age:
        """Judge the age of the newest dated source against ``today``."""
        return age(self.source_date, today)

    def sources_newest_first(self) -> list[Source]:
        """Return the sources, those with a date and an address first, the newest of them at the top."""
        return sorted(
            self.sources,
            key=lambda s: (s.url is not None and s.latest() is not None, s.latest() or datetime.date.min),
            reverse=True,
        )


class Area(NamedTuple):
    """One of the five areas of the program."""

    id: str
    title: str


class Category(NamedTuple):
    """A group of services within an area.

    Attributes:
        size: Number of its services.
    """

    id: str
    title: str
    description: str
    icon: str
    area: str
    size: int


class LifeEvent(NamedTuple):
    """A situation in life that needs several services (Lebenslage).

    Attributes:
        size: Number of its services.
    """

    id: str
    title: str
    short: str
    description: str
    icon: str
    size: int


class LifeEventGroup(NamedTuple):
    """The services of a life event that are due at the same time, in a sensible order."""

    when: When
    services: tuple[ServiceCard, ...]
