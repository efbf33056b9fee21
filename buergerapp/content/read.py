"""Read the whole content folder into checked forms, with complaints by file and line."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from buergerapp.content.model import (
    AreaForm,
    BlockForm,
    CategoryForm,
    DocumentForm,
    LifeEventForm,
    NeedForm,
    OfficialeseForm,
    PlaceForm,
    ServiceForm,
    StepTextForm,
    TermForm,
)
from buergerapp.content.synonyms import read_synonyms
from buergerapp.content.yamlfile import Complaint, YamlFile, read_yaml

F = TypeVar("F", bound=BaseModel)

SHARED = re.compile(r"<([a-z0-9-]+)>")
"""A shared sentence within a text: its id in ``blocks.yaml`` between angle brackets."""

_GERMAN = {
    "missing": "fehlt",
    "extra_forbidden": "ist hier nicht bekannt",
    "string_type": "muss Text sein (in Anführungszeichen setzen?)",
    "string_too_short": "ist leer",
    "string_too_long": "ist zu lang",
    "string_pattern_mismatch": "hat nicht die richtige Form",
    "too_short": "hat zu wenige Einträge",
    "too_long": "hat zu viele Einträge",
}


@dataclass(slots=True)
class Library:
    """Everything the authors wrote, as far as it could be read.

    Attributes:
        files: The parsed file of each service, for complaints with a line. Shared sentences still stand in
            it as ``<id>``.
        sentences: Texts of ``blocks.yaml`` that stand anywhere in a guide in place of ``<id>``.
        officialese: Words that guides avoid, each with what to say instead.
        published: Ids ever shipped: service id to its step ids. They are promises.
        complaints: What went wrong while reading.
    """

    root: Path
    edition: str = ""
    areas: dict[str, AreaForm] = field(default_factory=dict)
    categories: dict[str, CategoryForm] = field(default_factory=dict)
    life_events: dict[str, LifeEventForm] = field(default_factory=dict)
    needs: dict[str, NeedForm] = field(default_factory=dict)
    documents: dict[str, DocumentForm] = field(default_factory=dict)
    places: dict[str, PlaceForm] = field(default_factory=dict)
    terms: dict[str, TermForm] = field(default_factory=dict)
    blocks: dict[str, BlockForm] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)
    services: dict[str, ServiceForm] = field(default_factory=dict)
    synonyms: list[tuple[str, str]] = field(default_factory=list)
    officialese: dict[str, str] = field(default_factory=dict)
    published: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def step_text(self, step: StepTextForm) -> BlockForm:
        """Fill what a step leaves out from its building blocks; unknown blocks give nothing."""
        words = {name: getattr(step, name) for name in BlockForm.model_fields}
        for block in step.use:
            for name in words:
                words[name] = words[name] or getattr(self.blocks.get(block), name, "")
        return BlockForm(**words)


def read_library(root: Path) -> Library:
    """Read every file below ``root`` (``resources/content``)."""
    library = Library(root)
    top = _open(library, "catalog.yaml")
    if isinstance(top.data, dict) and isinstance(top.data.get("edition"), str):
        library.edition = top.data["edition"]
    else:
        top.complain("„edition“ fehlt: der Tag dieser Ausgabe, zum Beispiel 2026-11-22")
    library.areas = _read_list(library, "areas.yaml", AreaForm)
    library.categories = _read_list(library, "categories.yaml", CategoryForm)
    library.life_events = _read_list(library, "life_events.yaml", LifeEventForm)
    library.needs = _read_list(library, "needs.yaml", NeedForm)
    library.documents = _read_list(library, "documents.yaml", DocumentForm)
    library.places = _read_list(library, "places.yaml", PlaceForm)
    library.terms = _read_list(library, "glossary.yaml", TermForm)
    _read_blocks(library)
    _read_officialese(library)
    pairs, complaints = read_synonyms(root / "synonyms.yaml")
    library.synonyms = pairs
    library.complaints += complaints
    published = _open(library, "published.yaml")
    library.published = published.data if isinstance(published.data, dict) else {}
    for path in sorted((root / "services").glob("*.yaml")):
        _read_service(library, path)
    for file in library.files.values():
        library.complaints += file.complaints
        file.complaints = []
    return library


def _open(library: Library, name: str) -> YamlFile:
    """Parse one file of the folder and remember it for later complaints."""
    file = read_yaml(library.root / name, name)
    library.files[name] = file
    return file


def _read_list(library: Library, name: str, form: type[F]) -> dict[str, F]:
    """Read a file that is a list of entries with an ``id`` each."""
    file = _open(library, name)
    found: dict[str, F] = {}
    if not isinstance(file.data, list):
        file.complain("hier wird eine Liste erwartet")
        return found
    for number, entry in enumerate(file.data):
        value = _validate(file, form, entry, number)
        if value is None:
            continue
        key = value.id  # type: ignore[attr-defined]  # every listed form has an id
        if key in found:
            file.complain(f"die Kennung „{key}“ gibt es schon", number)
        found[key] = value
    return found


def _read_blocks(library: Library) -> None:
    """Read the shared building blocks: a mapping from id to a sentence or to the texts of a step."""
    file = _open(library, "blocks.yaml")
    for key, entry in (file.data or {}).items() if isinstance(file.data, dict) else ():
        entry = _filled_in(library, file, entry, key)
        if isinstance(entry, str) and entry:
            library.sentences[key] = entry
        elif (value := _validate(file, BlockForm, entry, key)) is not None:
            library.blocks[key] = value


def _filled_in(library: Library, file: YamlFile, value: Any, *at: str | int) -> Any:
    """Return a copy of what an author wrote with the shared sentences in place of ``<id>``.

    An id that is not there yet gives a complaint; in ``blocks.yaml`` that is also one further down.
    """
    if isinstance(value, dict):
        return {key: _filled_in(library, file, part, *at, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled_in(library, file, part, *at, number) for number, part in enumerate(value)]
    if not isinstance(value, str):
        return value
    for name in SHARED.findall(value):
        if name not in library.sentences:
            file.complain(f"den Satz „{name}“ gibt es nicht", *at)
    return SHARED.sub(lambda found: library.sentences.get(found[1], found[0]), value)


def _read_officialese(library: Library) -> None:
    """Read the words to avoid: a list of words with their replacements."""
    file = _open(library, "officialese.yaml")
    for number, entry in enumerate(file.data) if isinstance(file.data, list) else ():
        value = _validate(file, OfficialeseForm, entry, number)
        if value is None:
            continue
        if value.word in library.officialese:
            file.complain(f"das Wort „{value.word}“ gibt es schon", number)
        library.officialese[value.word] = value.instead


def _read_service(library: Library, path: Path) -> None:
    """Read one guide; its file name is its id."""
    name = f"services/{path.name}"
    file = _open(library, name)
    data = file.data
    if isinstance(data, dict) and "de" in data:
        data = data | {"de": _filled_in(library, file, data["de"], "de")}
    form = _validate(file, ServiceForm, data)
    if form is None:
        return
    if form.id != path.stem:
        file.complain(f"die Datei muss „{form.id}.yaml“ heißen", "id")
    library.services[form.id] = form


def _validate(file: YamlFile, form: type[F], entry: object, *at: str | int) -> F | None:
    """Check an entry against its form and turn pydantic's errors into complaints."""
    try:
        return form.model_validate(entry)
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            where = ".".join(str(part) for part in error["loc"])
            words = _GERMAN.get(error["type"]) or error["msg"].removeprefix("Value error, ")
            file.complain(f"{where or 'Eintrag'}: {words}", *at, *error["loc"])
        return None
