"""A guide as plain text: everything that the window shows, for terminals and for reading it through."""

import datetime
import textwrap
from collections.abc import Iterable, Iterator

from buergerapp.domain.service import Age, Place, Service, Step, Strength

WIDTH = 80
"""Characters of a line."""

_FIRST = {Strength.MUST: "Das muss vorher da sein:", Strength.HELPS: "Das hilft vorher:"}
_AGES = {
    Age.FRESH: "",
    Age.OLD: " (älter als ein Jahr, bitte vorher prüfen)",
    Age.UNDATED: " (bitte vorher prüfen)",
}


def guide_text(service: Service, today: datetime.date) -> str:
    """Return a guide as lines of at most :data:`WIDTH` characters; only addresses may be longer."""
    return "\n".join(_lines(service, today))


def _lines(service: Service, today: datetime.date) -> Iterator[str]:
    yield service.title
    yield "=" * min(len(service.title), WIDTH)
    yield from _paragraph(service.card.summary)
    if service.card.expired(today):
        yield from _paragraph("Abgelaufen: Das Angebot ist vielleicht zu Ende.")
    if service.facts_until is not None:
        yield from _paragraph(f"Diese Angaben gelten bis {service.facts_until:%d.%m.%Y}.")
    yield from _paragraph(f"Für wen: {service.who}")
    for strength, title in _FIRST.items():
        first = [r for r in service.requires if r.strength is strength]
        yield from _items(title, "-", (r.title + (f" ({r.why})" if r.why else "") for r in first))
    needed = [n.title for n in service.needs]
    needed += [d.title + (f" ({d.note})" if d.note else "") for d in service.documents]
    yield from _items("Das brauchen Sie:", "-", needed)
    for name, words in (
        ("Kosten", service.fee.text),
        ("Dauer", service.time),
        ("Warum vor Ort", service.visit),
        ("Gültigkeit und Fristen", service.renewal),
    ):
        if words:
            yield from _paragraph(f"{name}: {words}")
    yield from ("", "So geht es:")
    for number, step in enumerate(service.steps, 1):
        yield from _step(number, step)
    yield from _items("Gut zu wissen:", "!", service.pitfalls)
    yield from _items("Nicht bestätigt, bitte vorher nachfragen:", "?", service.unconfirmed)
    contact = service.contact
    reach = (contact.name, contact.phone, contact.email, contact.address, contact.hours)
    yield from _items("Kontakt:", "-", filter(None, reach))
    if service.visit_place is not None:
        yield from _place(service.visit_place)
    yield ""
    yield f"Adresse im Internet: {service.url}"
    for link in service.links:
        yield f"{link.label}: {link.url}"
    yield f"Stand der Quellen: {service.source_date or 'unbekannt'}{_AGES[service.age(today)]}"
    for source in service.sources_newest_first():
        yield from _item("-", f"{source.says} ({source.url or 'ohne Adresse'}, {source.seen})")


def _step(number: int, step: Step) -> Iterator[str]:
    yield from _item(f"{number}.", f"{step.title}. {step.text}")
    if step.warning:
        yield from _item("  ", f"Achtung: {step.warning}")
    if step.check:
        yield from _item("  ", f"Geschafft? {step.check}")
    if step.trouble:
        yield from _item("  ", f"Klappt es nicht? {step.trouble}")


def _place(place: Place) -> Iterator[str]:
    known = (place.name, place.address, place.phone, place.hours, place.note, f"Stand: {place.seen}")
    yield from _items("Dorthin gehen Sie:", "-", filter(None, known))


def _paragraph(text: str) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _items(title: str, mark: str, items: Iterable[str]) -> Iterator[str]:
    """Yield a title and its items, or nothing where there are none."""
    for number, text in enumerate(items):
        if not number:
            yield from ("", title)
        yield from _item(mark, text)


def _item(mark: str, text: str) -> Iterator[str]:
    indent = " " * (len(mark) + 1)
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{mark} ",
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
