"""Compile the checked content into the catalog file: the same input gives the same bytes."""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from buergerapp.catalog import search_index
from buergerapp.catalog.schema import FORMAT_MAJOR, FORMAT_MINOR, SQL
from buergerapp.content.model import ServiceForm
from buergerapp.content.read import Library

Row = dict[str, Any]

APPOINTMENT_NEEDS = frozenset({"termin"})
"""Needs that mean: without an appointment nobody is served."""


def compile_catalog(library: Library, target: Path) -> None:
    """Write the catalog to ``target``; an existing file is replaced only when all went well.

    Each run writes in a folder of its own, so that two programs that are started at once may both build.

    Raises:
        OSError: The folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".catalog-", dir=target.parent) as folder:
        fresh = Path(folder) / target.name
        compile_into(library, sqlite3.connect(fresh))
        fresh.replace(target)


def compile_into(library: Library, connection: sqlite3.Connection) -> None:
    """Fill an empty database with the catalog and close it unless it lives in memory."""
    from sqlite_utils import Database  # late: costs 50 ms, only compiling needs it

    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA page_size = 4096")
    connection.executescript(SQL)
    database = Database(connection)
    digest = hashlib.sha256()
    for table, rows in _tables(library):
        digest.update(json.dumps([table, rows], ensure_ascii=False, sort_keys=True).encode())
        if rows:
            database.table(table).insert_all(rows)
    search_index.build(connection)
    database.table("meta").insert_all(
        {"key": key, "value": value}
        for key, value in (
            ("content_hash", digest.hexdigest()),
            ("edition", library.edition),
            ("format_major", str(FORMAT_MAJOR)),
            ("format_minor", str(FORMAT_MINOR)),
        )
    )
    connection.commit()
    connection.execute("PRAGMA optimize")
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("VACUUM")
    on_disk = connection.execute("PRAGMA database_list").fetchone()[2]
    if on_disk:
        connection.close()


def _tables(library: Library) -> Iterator[tuple[str, list[Row]]]:
    """Yield every table with its rows in a fixed order."""
    services = sorted(library.services.values(), key=lambda s: s.id)
    yield "area", _numbered({"id": a.id, "title": a.title} for a in library.areas.values())
    yield (
        "category",
        _numbered(
            {
                "id": c.id,
                "area": c.area,
                "title": c.title,
                "description": c.description,
                "icon": c.icon,
            }
            for c in library.categories.values()
        ),
    )
    yield (
        "life_event",
        _numbered(
            {
                "id": e.id,
                "title": e.title,
                "short": e.short,
                "description": e.description,
                "icon": e.icon,
            }
            for e in library.life_events.values()
        ),
    )
    yield "need", [n.model_dump() for n in library.needs.values()]
    yield "document", [d.model_dump() for d in library.documents.values()]
    yield "place", [p.model_dump() | {"source": p.source or ""} for p in library.places.values()]
    yield (
        "term",
        [t.model_dump() | {"forms": _array([t.title, *t.forms])} for t in library.terms.values()],
    )
    yield "service", _numbered(_service(s) for s in services)
    yield "service_text", [row for s in services for row in _service_texts(s)]
    yield (
        "step",
        [
            {"service": s.id, "id": step.id, "position": n, "kind": step.kind.value}
            for s in services
            for n, step in enumerate(s.steps)
        ],
    )
    yield "step_text", [row for s in services for row in _step_texts(library, s)]
    yield (
        "service_need",
        [{"service": s.id, "need": need, "position": n} for s in services for n, need in enumerate(s.needs)],
    )
    yield (
        "service_document",
        [
            {
                "service": s.id,
                "document": document,
                "note": s.de.documents.get(document, ""),
                "position": n,
            }
            for s in services
            for n, document in enumerate(s.documents)
        ],
    )
    yield (
        "requirement",
        [
            {
                "service": s.id,
                "needs": r.service,
                "strength": r.strength.value,
                "why": s.de.requires.get(r.service, ""),
                "position": n,
            }
            for s in services
            for n, r in enumerate(s.requires)
        ],
    )
    yield (
        "related",
        [
            {"service": s.id, "other": other, "position": n}
            for s in services
            for n, other in enumerate(s.related)
        ],
    )
    yield (
        "life_event_service",
        [
            {"life_event": e.id, "service": service, "when": when, "position": n}
            for e in library.life_events.values()
            for n, (when, service) in enumerate(
                (when, service) for when, ids in e.services.items() for service in ids
            )
        ],
    )
    yield "redirect", [{"old": old, "new": s.id} for s in services for old in s.former_ids]
    yield (
        "step_redirect",
        [
            {"service": s.id, "old": old, "new": step.id}
            for s in services
            for step in s.steps
            for old in step.former_ids
        ],
    )
    yield (
        "phrase",
        [
            {"service": s.id, "text": phrase, "position": n}
            for s in services
            for n, phrase in enumerate(s.de.everyday)
        ],
    )
    yield (
        "synonym",
        [{"word": word, "other": other} for word, other in sorted(set(library.synonyms))],
    )


def _numbered(rows: Iterator[Row]) -> list[Row]:
    """Number rows in the order in which they come."""
    return [row | {"position": number} for number, row in enumerate(rows)]


def _array(values: object) -> str:
    """Write a list as JSON for a column that is only shown."""
    return json.dumps(values, ensure_ascii=False)


def _service(service: ServiceForm) -> Row:
    """Give the facts of one service."""
    return {
        "id": service.id,
        "category": service.category,
        "provider": service.provider,
        "level": service.level.value,
        "online": service.online.value,
        "url": service.url,
        "links": _array([link.model_dump() for link in service.links]),
        "leika_keys": _array(service.leika_keys),
        "fee_minimum": service.fee.min,
        "fee_maximum": service.fee.max,
        "free": service.fee.free,
        "own_minutes": service.own_minutes,
        "risk": service.risk.value,
        "confidence": service.confidence.value,
        "starter_order": service.starter_order,
        "needs_appointment": bool(APPOINTMENT_NEEDS & set(service.needs)),
        "visit": service.visit,
        "contact": _array(service.contact.model_dump()),
        "renewal_every": service.renewal_every,
        "valid_until": service.valid_until,
        "facts_until": service.facts_until,
        "source_date": service.source_date or "",
        "sources": _array([source.model_dump() for source in service.sources]),
        "step_ids": _array([step.id for step in service.steps]),
    }


def _service_texts(service: ServiceForm) -> Iterator[Row]:
    """Give one row per language; Einfache Sprache fills in from German what it leaves out."""
    text = service.de
    german: Row = {
        "service": service.id,
        "language": "de",
        "title": text.title,
        "summary": text.summary,
        "who": text.who,
        "fee": text.cost,
        "time": text.time,
        "visit": text.visit,
        "renewal": text.renewal,
        "unconfirmed": _array(text.unconfirmed),
        "pitfalls": _array(text.pitfalls),
    }
    yield german
    if simple := service.de_simple:
        yield german | {
            "language": "de-simple",
            "title": simple.title,
            "summary": simple.summary,
        }


def _step_texts(library: Library, service: ServiceForm) -> Iterator[Row]:
    """Give one row per step and language; warnings are never left out in Einfache Sprache."""
    for step in service.steps:
        words = library.step_text(service.de.steps[step.id])
        german = {"service": service.id, "step": step.id, "language": "de"} | words.model_dump()
        yield german
        if simple := service.de_simple:
            short = simple.steps[step.id]
            yield german | {
                "language": "de-simple",
                "title": short.title,
                "text": short.text,
                "check": "",
                "trouble": "",
            }
