"""Find what is said twice in the same or nearly the same words, and building blocks that nobody shares.

Looked at is what authors wrote, before building blocks fill it in: in a shared text there is nothing to
find. ``check`` is left out, because short stock phrases such as „Sie sehen eine Bestätigung.“ may recur.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from buergerapp.content import plain
from buergerapp.content.read import SHARED, Library

MIN_LENGTH = 45
"""Shorter passages are stock phrases; in characters."""

MIN_LIKENESS = 88.0
"""From here on two passages say the same. In percent, of ``rapidfuzz.fuzz.ratio``."""

_STEP_PARTS = ("text", "trouble", "warning")
_THINGS = re.compile(
    r"„[^“]*“|[\w./@-]*[\w@]\.\w[\w./-]*|[\w-]*\d[\w-]*|(?<![.?!:] )\b(?!Sie\b|Ihr|Ihn)[A-ZÄÖÜ][\w-]+"
)
"""What a sentence is about: names in quotation marks, addresses, numbers, nouns."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a whole field, as its author wrote it.

    Attributes:
        file: Key in :attr:`Library.files`.
        at: Where it stands in that file.
        text: The words, without shared sentences.
    """

    file: str
    at: tuple[str | int, ...]
    text: str


def check_repetition(library: Library) -> None:
    """Complain where a guide repeats another one, or a pitfall its own guide, at the later place."""
    for one, other in _repeated(list(_passages(library))):
        place = f"{other.file}:{library.files[other.file].line(other.at)}"
        library.files[one.file].complain(
            f"steht fast gleich in {place}; besser ein Baustein: {one.text}", *one.at
        )


def check_sharing(library: Library) -> None:
    """Complain about building blocks that fewer than two guides or blocks use."""
    users: Counter[str] = Counter()
    for file in library.files.values():
        if file.name.startswith("services/"):
            users.update(_used(file.data))
    blocks = library.files["blocks.yaml"]
    for entry in blocks.data.values() if isinstance(blocks.data, dict) else ():
        users.update(_used(entry))
    for block in (*library.blocks, *library.sentences):
        if users[block] < 2:
            blocks.complain(f"den Baustein „{block}“ brauchen keine zwei Anleitungen", block)


def _used(data: object) -> set[str]:
    """Return the ids of all building blocks that a piece of an author's file names."""
    if isinstance(data, str):
        return set(SHARED.findall(data))
    if isinstance(data, list):
        return {name for part in data for name in _used(part)}
    if isinstance(data, dict):
        named = data.get("use")
        blocks = {name for name in named if isinstance(name, str)} if isinstance(named, list) else set()
        return blocks.union(*(_used(part) for part in data.values()))
    return set()


def _passages(library: Library) -> Iterator[Passage]:
    """Yield every passage of guides and blocks that is long enough to be compared; blocks come first."""
    names = ["blocks.yaml", *(f"services/{service}.yaml" for service in library.services)]
    for name in names:
        for at, text in _written(library.files[name].data):
            own = [part.strip() for part in SHARED.split(text)[::2]]
            for passage in dict.fromkeys(own + [line for part in own for line in plain.sentences(part)]):
                if len(passage) >= MIN_LENGTH:
                    yield Passage(name, at, passage)


def _written(data: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, text) for the running texts of an author's file: a guide, or the building blocks."""
    if not isinstance(data, dict):
        return
    text = data.get("de")
    steps, before = (text.get("steps"), ("de", "steps")) if isinstance(text, dict) else (data, ())
    for name, step in steps.items() if isinstance(steps, dict) else ():
        if isinstance(step, str):
            yield (*before, name), step
        for part in _STEP_PARTS if isinstance(step, dict) else ():
            if isinstance(step.get(part), str):
                yield (*before, name, part), step[part]
    pitfalls = text.get("pitfalls") if isinstance(text, dict) else ()
    for number, pitfall in enumerate(pitfalls if isinstance(pitfalls, list) else ()):
        yield ("de", "pitfalls", number), str(pitfall)


def _repeated(passages: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Yield (passage, earlier one) for all that say the same; each place at most once.

    Steps of one guide may repeat each other; a pitfall has to stand alone.
    """
    from rapidfuzz import fuzz, process  # late: only authors need it, and it costs 26 ms

    alike: defaultdict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for passage in passages:
        alike[tuple(sorted(_THINGS.findall(passage.text[1:])))].append(passage)
    told: set[tuple[str, tuple[str | int, ...]]] = set()
    for group in alike.values():
        words = [passage.text.casefold() for passage in group]
        for number, passage in enumerate(group):
            for _, _, before in process.extract_iter(
                words[number], words[:number], scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS
            ):
                other = group[before]
                here, there = (passage.file, passage.at), (other.file, other.at)
                alone = passage.file != other.file or "pitfalls" in passage.at
                if alone and here != there and here not in told:
                    told.add(here)
                    yield passage, other
