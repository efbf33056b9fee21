"""What the editors should recheck next, most important first.

The score is the risk of a wrong fact times how doubtful the facts are. Doubt is counted in years: the age
of the newest dated source, and as much again for what else speaks against trusting the guide.
"""

import csv
import datetime
import io
import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from buergerapp.content.model import ServiceForm
from buergerapp.content.read import Library
from buergerapp.domain.service import OLD_AFTER, Confidence, Risk, latest_day

RISK = {Risk.HIGH: 3.0, Risk.NORMAL: 2.0, Risk.NONE: 1.0}
CONFIDENCE = {Confidence.HIGH: 0.0, Confidence.MEDIUM: 0.5, Confidence.LOW: 2.0}
UNDATED = 4.0
"""Years that a guide without any dated source counts for."""
ENDED = 4.0
ENDS_SOON = 2.0
SOON = datetime.timedelta(days=183)
ITEM = 0.25
MOST_ITEMS = 6
"""More notes than this do not make a guide more urgent."""
YEAR = 365.25
LINE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Recheck:
    """A guide that somebody should look at again.

    Attributes:
        score: Higher is more urgent; only the order has a meaning.
        why: Reasons, the weightiest kind first.
        recheck: The editors' notes on what has probably changed.
        url: The official address, where checking begins.
        source_date: Day, month or year of the newest source; empty when none has a date.
    """

    service: str
    title: str
    score: float
    why: tuple[str, ...]
    recheck: tuple[str, ...]
    url: str
    source_date: str


def report(library: Library, today: datetime.date) -> list[Recheck]:
    """Return every guide that there is a reason to recheck, the most urgent one first."""
    rows = (_judge(service, today) for service in library.services.values())
    return sorted((row for row in rows if row.why), key=lambda row: (-row.score, row.service))


def _judge(service: ServiceForm, today: datetime.date) -> Recheck:
    """Weigh one guide."""
    seen = _newest(service)
    doubts = list(_doubts(service, latest_day(seen) if seen else None, today))
    why = [words for words, _ in doubts if words]
    if why and service.risk is Risk.HIGH:
        why.insert(0, "ein Fehler wäre teuer")
    return Recheck(
        service=service.id,
        title=service.de.title,
        score=round(RISK[service.risk] * sum(years for _, years in doubts), 1),
        why=tuple(why),
        recheck=tuple(service.recheck),
        url=service.url,
        source_date=seen,
    )


def _newest(service: ServiceForm) -> str:
    """Return the newest date that a source names, as exactly as it is known."""
    dates = {seen: day for seen in _dates(service) if (day := latest_day(seen)) is not None}
    return max(dates, key=lambda seen: dates[seen], default="")


def _dates(service: ServiceForm) -> Iterator[str]:
    """Yield everything that names the date of a source."""
    if service.source_date:
        yield service.source_date
    for source in service.sources:
        yield source.seen


def _doubts(
    service: ServiceForm, newest: datetime.date | None, today: datetime.date
) -> Iterator[tuple[str, float]]:
    """Yield each doubt in words and in years; without words it adds to the score only."""
    if service.valid_until is not None:
        until = datetime.date.fromisoformat(service.valid_until)
        if until < today:
            yield f"abgelaufen am {until:%d.%m.%Y}", ENDED
        elif until <= today + SOON:
            yield f"gilt nur bis {until:%d.%m.%Y}", ENDS_SOON
    if service.facts_until is not None:
        until = datetime.date.fromisoformat(service.facts_until)
        if until < today:
            yield f"Angaben überholt seit {until:%d.%m.%Y}", ENDED
        elif until <= today + SOON:
            yield f"Angaben überholt ab {until:%d.%m.%Y}", ENDS_SOON
    if newest is None:
        yield "keine Quelle nennt ein Datum", UNDATED
    else:
        age = max(today - newest, datetime.timedelta())
        years = age.days / YEAR
        yield (f"neueste Quelle {_years(years)} alt" if age > OLD_AFTER else ""), years
    if service.confidence is not Confidence.HIGH:
        words = "schwach belegt" if service.confidence is Confidence.LOW else "nur teilweise belegt"
        yield words, CONFIDENCE[service.confidence]
    if service.recheck:
        count = len(service.recheck)
        words = "1 Punkt zu prüfen" if count == 1 else f"{count} Punkte zu prüfen"
        yield words, ITEM * min(count, MOST_ITEMS)


def _years(years: float) -> str:
    """Write an age: 1,5 Jahre."""
    whole = f"{years:.1f}".replace(".", ",").removesuffix(",0")
    return "1 Jahr" if whole == "1" else f"{whole} Jahre"


# --- how it is written --------------------------------------------------------------------------------


def as_text(rows: list[Recheck]) -> str:
    """Write the report for reading."""
    parts = [f"{len(rows)} Anleitungen zu prüfen, die wichtigsten zuerst"]
    for number, row in enumerate(rows, 1):
        lines = [f"{number:3}. {row.title}"]
        for name, value in (
            ("", f"{row.service} · Dringlichkeit {row.score:.1f}".replace(".", ",")),
            ("Warum: ", ", ".join(row.why)),
            ("Prüfen: ", "; ".join(row.recheck)),
            ("Quelle: ", f"{row.source_date or 'ohne Datum'}, {row.url}"),
        ):
            if value:
                lines += textwrap.wrap(
                    name + value,
                    LINE_WIDTH,
                    initial_indent="     ",
                    subsequent_indent="     " + " " * len(name),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def as_json(rows: list[Recheck]) -> str:
    """Write the report for programs."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)


def as_csv(rows: list[Recheck]) -> str:
    """Write the report as a table (RFC 4180); several reasons or notes share a cell."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["rank", "service", "title", "score", "why", "recheck", "url", "source_date"])
    for number, row in enumerate(rows, 1):
        joined = ("; ".join(row.why), "; ".join(row.recheck))
        writer.writerow([number, row.service, row.title, row.score, *joined, row.url, row.source_date])
    return target.getvalue().rstrip("\n")


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
