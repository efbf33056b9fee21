"""A person's list in the order and with the words that they ask for; rules without a window."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from buergerapp.domain.german import collation_key, fold
from buergerapp.usecases.checklist import Entry


class Order(StrEnum):
    """How the rows of a group follow one another."""

    RECENT = "recent"
    TITLE = "title"
    AREA = "area"


def arranged(
    entries: Iterable[Entry], words: str, order: Order, areas: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Return the entries that contain every word, in an order.

    Args:
        entries: Most recent first, as an overview gives them.
        words: What the person typed; every word must occur in title, summary, next step, note or date.
        areas: Titles of the areas by id.
    """
    wanted = fold(words).split()
    found = [entry for entry in entries if _has(entry, wanted)]
    if order is Order.TITLE:
        found.sort(key=lambda entry: collation_key(entry.card.title))
    elif order is Order.AREA:
        found.sort(
            key=lambda entry: (
                collation_key(areas.get(entry.card.area, entry.card.area)),
                collation_key(entry.card.title),
            )
        )
    return tuple(found)


def _has(entry: Entry, wanted: list[str]) -> bool:
    if not wanted:
        return True
    record = entry.record
    parts = [entry.card.title, entry.card.summary, entry.next_step_title or ""]
    if record is not None:
        parts += [record.note, *(date.label for date in record.due)]
    text = fold(" ".join(parts))
    return all(word in text for word in wanted)
