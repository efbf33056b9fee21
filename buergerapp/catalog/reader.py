"""Read a compiled catalog: guides, categories, life events, redirects."""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from buergerapp.catalog.schema import FORMAT_MAJOR, FORMAT_MINOR, Meta
from buergerapp.domain.service import (
    Area,
    Category,
    Confidence,
    Contact,
    Document,
    Fee,
    Level,
    LifeEvent,
    LifeEventGroup,
    Link,
    Need,
    Online,
    Place,
    Requirement,
    Risk,
    Service,
    ServiceCard,
    Source,
    Step,
    StepKind,
    Strength,
    Term,
    When,
)
from buergerapp.errors import KnownProblem

if TYPE_CHECKING:
    from buergerapp.catalog.search import Search

GERMAN = "de"

_SERVICES = """
FROM service AS s
JOIN service_text AS t ON t.service = s.id AND t.language = 'de'
JOIN category AS c ON c.id = s.category
"""
_KEPT_GUIDES = 16
"""Guides that stay in memory: whoever follows one ticks its steps one after the other."""
_CARD_COLUMNS = """
s.id, s.provider, s.category, s.online, s.free, s.fee_minimum, s.fee_maximum, s.needs_appointment,
s.valid_until, s.step_ids, t.title, t.summary, c.icon, c.area
"""
_CARD = f"SELECT {_CARD_COLUMNS} {_SERVICES}"


class UnknownServiceError(LookupError):
    """The catalog knows neither this id nor a redirect for it."""


class Catalog:
    """A compiled catalog, opened read-only; one connection, used from one thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over an open catalog database and check its format.

        Raises:
            KnownProblem: The file is no catalog, or of a newer program.
        """
        self._db = connection
        self._db.row_factory = sqlite3.Row
        # The file never changes while it is open, and a long list asks for the same cards again and again.
        self._known_cards: dict[str, ServiceCard] = {}
        self._guide = lru_cache(maxsize=_KEPT_GUIDES)(self._read_guide)
        self.meta = self._read_meta()
        if self.meta.format_major != FORMAT_MAJOR or self.meta.format_minor < FORMAT_MINOR:
            raise KnownProblem(
                "Der Katalog der Dienste gehört zu einer anderen Version von BürgerApp.",
                "Bitte installieren Sie BürgerApp neu.",
            )

    @classmethod
    def open(cls, path: Path) -> "Catalog":
        """Open a catalog file; nothing is ever written to it.

        Raises:
            KnownProblem: The file is missing, damaged or of another program version.
        """
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            return cls(connection)
        except sqlite3.Error as problem:
            raise KnownProblem(
                "Der Katalog der Dienste lässt sich nicht lesen.",
                "Bitte installieren Sie BürgerApp neu. Ihre eigenen Einträge bleiben erhalten.",
            ) from problem

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @cached_property
    def search(self) -> "Search":
        """The search; loaded with the first question, so that the first window need not wait for it."""
        from buergerapp.catalog.search import Search

        return Search(self._db)

    def _read_meta(self) -> Meta:
        """Read the facts about the file itself."""
        values = dict(self._db.execute("SELECT key, value FROM meta").fetchall())
        return Meta(
            format_major=_number(values.get("format_major", "")),
            format_minor=_number(values.get("format_minor", "")),
            edition=values.get("edition", ""),
            content_hash=values.get("content_hash", ""),
        )

    # --- services ---------------------------------------------------------------------------

    def resolve(self, service: str) -> str | None:
        """Return today's id for an id of any time, or None when the catalog never knew it."""
        row = self._db.execute(
            "SELECT id FROM service WHERE id = ?1 UNION ALL SELECT new FROM redirect WHERE old = ?1",
            (service,),
        ).fetchone()
        return row[0] if row else None

    def resolve_step(self, service: str, step: str) -> str:
        """Return today's id of a step; unknown steps are given back unchanged."""
        row = self._db.execute(
            "SELECT new FROM step_redirect WHERE service = ? AND old = ?", (service, step)
        ).fetchone()
        return str(row[0]) if row else step

    def cards(self, services: Sequence[str]) -> tuple[ServiceCard, ...]:
        """Return the short forms of known services in the given order; unknown ids are left out."""
        known = self._known_cards
        new = [service for service in services if service not in known]
        if new:
            marks = ",".join("?" * len(new))
            rows = self._db.execute(f"{_CARD} WHERE s.id IN ({marks})", new)
            known.update((row["id"], _card(row)) for row in rows)
        return tuple(known[service] for service in services if service in known)

    def renewals(self, services: Sequence[str]) -> dict[str, str]:
        """Return the ISO 8601 durations after which services must be renewed, for those that have one."""
        marks = ",".join("?" * len(services))
        rows = self._db.execute(
            f"SELECT id, renewal_every FROM service WHERE renewal_every <> '' AND id IN ({marks})",  # noqa: S608
            tuple(services),
        )
        return {row["id"]: row["renewal_every"] for row in rows}

    def all_cards(self) -> tuple[ServiceCard, ...]:
        """Return every service, sorted by category and id."""
        return self._cards("ORDER BY c.position, t.title")

    def starter_set(self) -> tuple[ServiceCard, ...]:
        """Return the Grundausstattung in teaching order."""
        return self._cards("WHERE s.starter_order IS NOT NULL ORDER BY s.starter_order")

    def _cards(self, rest: str, *values: str) -> tuple[ServiceCard, ...]:
        """Return the short forms chosen by a condition and order written in this module."""
        return tuple(_card(row) for row in self._db.execute(f"{_CARD} {rest}", values))

    def step_titles(self, service: str, language: str = GERMAN) -> dict[str, str]:
        """Return step id to title in the order of the guide."""
        return {
            row["id"]: row["title"]
            for row in self._db.execute(
                "SELECT p.id, t.title FROM step AS p JOIN step_text AS t "
                "ON t.service = p.service AND t.step = p.id AND t.language = ? "
                "WHERE p.service = ? ORDER BY p.position",
                (self._language(service, language), service),
            )
        }

    def service(self, service: str, language: str = GERMAN) -> Service:
        """Return a whole guide; a language that it lacks falls back to German.

        Args:
            service: Id of any time; former ids lead to today's service.
            language: BCP 47 tag.

        Raises:
            UnknownServiceError: No such service.
        """
        known = self.resolve(service)
        if known is None:
            raise UnknownServiceError(service)
        return self._guide(known, self._language(known, language))

    def _read_guide(self, known: str, language: str) -> Service:
        """Read a whole guide that exists in this language."""
        whole = f"SELECT s.*, {_CARD_COLUMNS} {_SERVICES} WHERE s.id = ?"
        row = self._db.execute(whole, (known,)).fetchone()
        text = self._db.execute(
            "SELECT t.*, c.title AS category_title, a.title AS area_title "
            "FROM service_text AS t, category AS c JOIN area AS a ON a.id = c.area "
            "WHERE t.service = ? AND t.language = ? AND c.id = ?",
            (known, language, row["category"]),
        ).fetchone()
        return Service(
            card=_card(row, text["title"], text["summary"]),
            language=language,
            category_title=text["category_title"],
            area_title=text["area_title"],
            level=Level(row["level"]),
            url=row["url"],
            links=tuple(Link(**link) for link in json.loads(row["links"])),
            who=text["who"],
            fee=Fee(text["fee"], row["fee_minimum"], row["fee_maximum"], _flag(row["free"])),
            own_minutes=row["own_minutes"],
            time=text["time"],
            visit=text["visit"],
            visit_place=self.place(row["visit"]) if row["visit"] else None,
            needs=self._needs(known),
            documents=self._documents(known),
            requires=self._requires(known),
            opens=self._cards(
                "WHERE s.id IN (SELECT service FROM requirement WHERE needs = ?) "
                "ORDER BY (SELECT strength = 'hilft' FROM requirement "
                "WHERE service = s.id AND needs = ?), t.title",
                known,
                known,
            ),
            related=self._cards(
                "JOIN related AS r ON r.other = s.id WHERE r.service = ? ORDER BY r.position",
                known,
            ),
            steps=self._steps(known, language),
            pitfalls=tuple(json.loads(text["pitfalls"])),
            unconfirmed=tuple(json.loads(text["unconfirmed"])),
            contact=Contact(**json.loads(row["contact"])),
            renewal=text["renewal"],
            renewal_every=row["renewal_every"],
            risk=Risk(row["risk"]),
            confidence=Confidence(row["confidence"]),
            facts_until=_day(row["facts_until"]),
            source_date=row["source_date"],
            sources=tuple(Source(**source) for source in json.loads(row["sources"])),
            leika_keys=tuple(json.loads(row["leika_keys"])),
            languages=self.languages(known),
        )

    def languages(self, service: str) -> tuple[str, ...]:
        """Return the languages in which a guide exists, German first."""
        return tuple(
            row[0]
            for row in self._db.execute(
                "SELECT language FROM service_text WHERE service = ? ORDER BY language", (service,)
            )
        )

    def _language(self, service: str, wanted: str) -> str:
        """Return the wanted language if the guide exists in it, else German."""
        return wanted if wanted in self.languages(service) else GERMAN

    def _needs(self, service: str) -> tuple[Need, ...]:
        return tuple(
            Need(row["id"], row["title"], row["description"])
            for row in self._db.execute(
                "SELECT n.* FROM service_need AS l JOIN need AS n ON n.id = l.need "
                "WHERE l.service = ? ORDER BY l.position",
                (service,),
            )
        )

    def _documents(self, service: str) -> tuple[Document, ...]:
        return tuple(
            Document(row["id"], row["title"], row["where"], row["short"], row["note"])
            for row in self._db.execute(
                "SELECT d.*, l.note FROM service_document AS l "
                "JOIN document AS d ON d.id = l.document WHERE l.service = ? ORDER BY l.position",
                (service,),
            )
        )

    def _requires(self, service: str) -> tuple[Requirement, ...]:
        return tuple(
            Requirement(row["needs"], row["title"], Strength(row["strength"]), row["why"])
            for row in self._db.execute(
                "SELECT r.*, t.title FROM requirement AS r "
                "JOIN service_text AS t ON t.service = r.needs AND t.language = 'de' "
                "WHERE r.service = ? ORDER BY r.strength = 'hilft', r.position",
                (service,),
            )
        )

    def _steps(self, service: str, language: str) -> tuple[Step, ...]:
        return tuple(
            Step(
                id=row["id"],
                kind=StepKind(row["kind"]),
                title=row["title"],
                text=row["text"],
                check=row["check"],
                trouble=row["trouble"],
                warning=row["warning"],
            )
            for row in self._db.execute(
                "SELECT p.id, p.kind, t.* FROM step AS p JOIN step_text AS t "
                "ON t.service = p.service AND t.step = p.id AND t.language = ? "
                "WHERE p.service = ? ORDER BY p.position",
                (language, service),
            )
        )

    def place(self, place: str) -> Place:
        """Return an office by id.

        Raises:
            LookupError: No such place.
        """
        row = self._db.execute("SELECT * FROM place WHERE id = ?", (place,)).fetchone()
        if row is None:
            raise LookupError(place)
        return Place(**dict(row))

    # --- ways in ----------------------------------------------------------------------------

    def areas(self) -> tuple[Area, ...]:
        """Return the five areas in order."""
        return tuple(
            Area(row["id"], row["title"]) for row in self._db.execute("SELECT * FROM area ORDER BY position")
        )

    def categories(self) -> tuple[Category, ...]:
        """Return all categories in order, each with the number of its services."""
        rows = self._db.execute(
            "SELECT c.id, c.title, c.description, c.icon, c.area, "
            "(SELECT count(*) FROM service WHERE category = c.id) AS size "
            "FROM category AS c JOIN area AS a ON a.id = c.area "
            "ORDER BY a.position, c.position"
        )
        return tuple(Category(**dict(row)) for row in rows)

    def category_services(self, category: str) -> tuple[ServiceCard, ...]:
        """Return the services of a category by title."""
        return self._cards("WHERE s.category = ? ORDER BY t.title COLLATE NOCASE", category)

    def life_events(self) -> tuple[LifeEvent, ...]:
        """Return all life events in order, each with the number of its services."""
        rows = self._db.execute(
            "SELECT e.id, e.title, e.short, e.description, e.icon, "
            "(SELECT count(*) FROM life_event_service WHERE life_event = e.id) AS size "
            "FROM life_event AS e ORDER BY e.position"
        )
        return tuple(LifeEvent(**dict(row)) for row in rows)

    def life_event_services(self, life_event: str) -> tuple[LifeEventGroup, ...]:
        """Return the services of a life event, grouped by when they are due."""
        rows = self._db.execute(
            f"SELECT l.`when`, {_CARD_COLUMNS} {_SERVICES} "
            "JOIN life_event_service AS l ON l.service = s.id "
            "WHERE l.life_event = ? ORDER BY l.position",
            (life_event,),
        ).fetchall()
        groups = ((when, tuple(_card(row) for row in rows if row["when"] == when)) for when in When)
        return tuple(LifeEventGroup(when, cards) for when, cards in groups if cards)

    def life_events_of(self, service: str) -> tuple[str, ...]:
        """Return the ids of the life events that name a service."""
        return tuple(
            row[0]
            for row in self._db.execute(
                "SELECT life_event FROM life_event_service WHERE service = ? ORDER BY life_event",
                (service,),
            )
        )

    def terms(self) -> tuple[Term, ...]:
        """Return the glossary."""
        return tuple(
            Term(row["id"], row["title"], row["explanation"], tuple(json.loads(row["forms"])))
            for row in self._db.execute("SELECT * FROM term ORDER BY title")
        )

    def counts(self) -> dict[str, int]:
        """Return how much of everything the catalog holds, for ``catalog info``."""
        lists = self._db.execute("SELECT sources, contact FROM service").fetchall()
        queries = {
            "services": "SELECT count(*) FROM service",
            "steps": "SELECT count(*) FROM step",
            "phrases": "SELECT count(*) FROM phrase",
            "with_fee": "SELECT count(*) FROM service_text WHERE language = 'de' AND fee <> ''",
            "with_source_date": "SELECT count(*) FROM service WHERE source_date <> ''",
            "categories": "SELECT count(*) FROM category",
            "life_events": "SELECT count(*) FROM life_event",
            "places": "SELECT count(*) FROM place",
            "glossary_terms": "SELECT count(*) FROM term",
            "simple_language": ("SELECT count(*) FROM service_text WHERE language = 'de-simple'"),
        }
        counted = {key: int(self._db.execute(sql).fetchone()[0]) for key, sql in queries.items()}
        counted["sources"] = sum(len(json.loads(row["sources"])) for row in lists)
        counted["with_contact"] = sum(any(json.loads(row["contact"]).values()) for row in lists)
        return counted


def _number(text: str) -> int:
    """Read a number; what is none counts as the format 0, which no program reads."""
    return int(text) if text.isdecimal() else 0


def _flag(value: int | None) -> bool | None:
    """Read SQLite's 0, 1 and NULL."""
    return None if value is None else bool(value)


def _day(text: str | None) -> datetime.date | None:
    """Read a day, or NULL."""
    return datetime.date.fromisoformat(text) if text else None


def _card(row: sqlite3.Row, title: str = "", summary: str = "") -> ServiceCard:
    """Build the short form of a service from a row with ``_CARD_COLUMNS``."""
    step_ids: Iterable[str] = json.loads(row["step_ids"])
    return ServiceCard(
        id=row["id"],
        title=title or row["title"],
        summary=summary or row["summary"],
        provider=row["provider"],
        category=row["category"],
        area=row["area"],
        icon=row["icon"],
        online=Online(row["online"]),
        free=_flag(row["free"]),
        fee_minimum=row["fee_minimum"],
        fee_maximum=row["fee_maximum"],
        needs_appointment=bool(row["needs_appointment"]),
        valid_until=_day(row["valid_until"]),
        step_ids=tuple(step_ids),
    )
