"""A small content folder that tests write, change, check and compile.

``perso`` has everything a guide can have; the others are as small as the rules allow.
"""

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from buergerapp.catalog.reader import Catalog
from buergerapp.content.check import check
from buergerapp.content.compile import compile_catalog
from buergerapp.content.read import Library, read_library
from buergerapp.content.yamlfile import Complaint

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"

STARTER = ("termin", "email", "perso", "bundid", "epa", "buecherei", "rente", "hund")
"""The services of the small library; each has its place in the Grundausstattung."""

TITLES = {
    "termin": "Termin im Rathaus buchen",
    "email": "Postfach im Netz anlegen",
    "perso": "Personalausweis beantragen",
    "bundid": "Konto beim Bund anlegen",
    "epa": "Akte bei der Kasse nutzen",
    "buecherei": "Bücher leihen",
    "rente": "Rente ansehen",
    "hund": "Hund anmelden",
}


def _files() -> dict[str, Any]:
    """Return the files that stand beside the guides."""
    return {
        "catalog.yaml": {"edition": "2026-11-20"},
        "areas.yaml": [{"id": "alltag", "title": "Alltag"}, {"id": "stadt", "title": "Stadt"}],
        "categories.yaml": [
            {
                "id": "ausweise",
                "title": "Ausweise",
                "description": "Alles rund um den Ausweis.",
                "area": "alltag",
                "icon": "id-card",
            },
            {
                "id": "leben",
                "title": "Leben in Bochum",
                "description": "Was das Leben leichter macht.",
                "area": "stadt",
                "icon": "house",
            },
        ],
        "life_events.yaml": [
            {
                "id": "umzug",
                "title": "Ich ziehe um",
                "short": "Umzug",
                "description": "Was beim Umzug ansteht.",
                "icon": "house",
                "services": {"vorher": ["termin"], "danach": [s for s in STARTER if s != "termin"]},
            },
            {
                "id": "hund",
                "title": "Ein Hund kommt",
                "short": "Hund",
                "description": "Was Sie für den Hund tun.",
                "icon": "house",
                "services": {"jetzt": ["hund"]},
            },
        ],
        "needs.yaml": [
            {"id": "internet", "title": "Internet", "description": "Ein Gerät mit Internet."},
            {"id": "termin", "title": "Termin", "description": "Ein fester Tag mit Uhrzeit."},
        ],
        "documents.yaml": [
            {"id": "foto", "title": "Passfoto", "where": "im Fotoladen", "short": "Ein Foto von Ihnen."}
        ],
        "places.yaml": [
            {
                "id": "rathaus",
                "name": "Rathaus",
                "address": "Willy-Brandt-Platz 2, 44787 Bochum",
                "phone": "115",
                "source": "https://www.bochum.de/Rathaus",
                "seen": "2025",
            }
        ],
        "glossary.yaml": [
            {"id": "pin", "title": "PIN", "explanation": "Eine geheime Zahl.", "forms": ["PINs"]}
        ],
        "blocks.yaml": {
            "anmelden": {
                "title": "Mit dem Konto anmelden",
                "text": "Geben Sie Ihren Namen ein.",
                "check": "Oben steht Ihr Name.",
                "trouble": "Rufen Sie die 115 an.",
            }
        },
        "synonyms.yaml": {"gleich": [["Personalausweis", "Perso"]], "leer": ["bitte"]},
        "officialese.yaml": [
            {"word": "entrichten", "instead": "bezahlen"},
            {"word": "Lichtbild", "instead": "Foto"},
        ],
        "published.yaml": {},
    }


def guide(id: str, starter_order: int | None = None) -> dict[str, Any]:
    """Return the smallest guide that the rules allow."""
    title = TITLES.get(id, f"Dienst {id}")
    made: dict[str, Any] = {
        "id": id,
        "category": "leben",
        "provider": "Stadt Bochum",
        "level": "kommune",
        "online": "voll",
        "url": f"https://www.bochum.de/{id}",
        "fee": {"min": 0, "max": 0, "free": True},
        "risk": "none",
        "confidence": "high",
        "steps": [
            {"id": "vorbereiten", "kind": "vorbereiten"},
            {"id": "anmelden", "kind": "online"},
            {"id": "warten", "kind": "warten"},
        ],
        "source_date": "2026-02-07",
        "sources": [{"url": "https://www.bochum.de", "says": "alles Weitere", "seen": "2026-02-07"}],
        "de": {
            "title": title,
            "summary": f"So geht es: {title}.",
            "who": "Alle in Bochum.",
            "cost": "Es kostet nichts.",
            "time": "Etwa 10 Minuten.",
            "steps": {
                "vorbereiten": {
                    "title": "Alles bereitlegen",
                    "text": "Legen Sie alles auf den Tisch.",
                    "check": "Alles liegt da.",
                    "trouble": "Rufen Sie die 115 an.",
                },
                "anmelden": {"use": ["anmelden"]},
                "warten": {
                    "title": "Auf Post warten",
                    "text": "Warten Sie auf den Brief.",
                    "check": "Der Brief ist da.",
                    "trouble": "Fragen Sie nach.",
                },
            },
            "everyday": [f"{id} bitte {number}" for number in range(25)],
        },
    }
    if starter_order is not None:
        made["starter_order"] = starter_order
    return made


def _perso() -> dict[str, Any]:
    """Return a guide that has everything a guide can have."""
    made = guide("perso", 3)
    text = made["de"]
    made |= {
        "former_ids": ["ausweis-alt"],
        "category": "ausweise",
        "online": "teilweise",
        "links": [{"label": "Fotobox", "url": "https://www.bochum.de/Fotobox"}],
        "leika_keys": ["99008001012000"],
        "needs": ["termin", "internet"],
        "documents": ["foto"],
        "fee": {"min": 27.6, "max": 46, "free": False},
        "own_minutes": 10,
        "requires": [
            {"service": "email", "strength": "hilft"},
            {"service": "termin", "strength": "muss"},
        ],
        "related": ["hund", "bundid"],
        "visit": "rathaus",
        "contact": {"name": "Bürgerbüro", "phone": "115"},
        "renewal_every": "P10Y",
    }
    made["steps"][1]["former_ids"] = ["einloggen"]
    text |= {
        "documents": {"foto": "ganz neu"},
        "requires": {"termin": "Ohne Termin geht es nicht", "email": "So kommt Post"},
        "visit": "Dort geben Sie Ihre Finger ab.",
        "renewal": "Er gilt 10 Jahre.",
        "unconfirmed": ["der Preis der Fotobox"],
        "pitfalls": ["Der alte Ausweis gilt dann nicht mehr."],
    }
    text["everyday"][0] = "perso verlängern"
    text["steps"]["anmelden"]["warning"] = "Sagen Sie die PIN niemandem."
    made["de-simple"] = {
        "title": "Neuer Ausweis",
        "summary": "Sie bekommen einen neuen Ausweis.",
        "steps": {
            step["id"]: {"title": f"Einfach: {step['id']}", "text": "Das geht leicht."}
            for step in made["steps"]
        },
    }
    return made


class Authored:
    """A content folder of eight guides that keeps every rule until a test changes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "content"
        self.icons = RESOURCES / "icons"
        self.files = _files()
        self.guides = {id: guide(id, order) for order, id in enumerate(STARTER, 1)}
        self.guides["perso"] = _perso()

    def add(self, id: str) -> dict[str, Any]:
        """Add a further guide to the library and to a life event."""
        self.guides[id] = guide(id)
        self.files["life_events.yaml"][1]["services"]["jetzt"].append(id)
        return self.guides[id]

    def change(self, file: str, path: str, value: object) -> None:
        """Set a value: ``change("perso", "de.steps.anmelden.title", "Neu")``."""
        where: Any = self.guides.get(file, self.files.get(file))
        *way, last = path.split(".")
        for key in way:
            where = where[int(key) if isinstance(where, list) else key]
        where[int(last) if isinstance(where, list) else last] = value

    def drop(self, file: str, path: str) -> None:
        """Remove a key."""
        where: Any = self.guides.get(file, self.files.get(file))
        *way, last = path.split(".")
        for key in way:
            where = where[int(key) if isinstance(where, list) else key]
        del where[last]

    def write(self) -> None:
        """Write the folder."""
        (self.root / "services").mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            self.write_raw(name, _dump(data))
        for id, data in self.guides.items():
            self.write_raw(f"services/{id}.yaml", _dump(data))

    def write_raw(self, name: str, text: str) -> None:
        """Write one file as it stands."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self) -> Library:
        """Write and read the folder."""
        self.write()
        return read_library(self.root)

    def complaints(self) -> list[Complaint]:
        """Write, read and check the folder."""
        return check(self.read(), self.icons)

    def line_text(self, complaint: Complaint) -> str:
        """Return the line that a complaint points at."""
        return (self.root / complaint.file).read_text(encoding="utf-8").splitlines()[complaint.line - 1]

    def compile(self) -> Path:
        """Write, read and compile the folder; return the catalog."""
        target = self.folder / "catalog.db"
        compile_catalog(self.read(), target)
        return target

    def catalog(self) -> Catalog:
        """Compile the folder and open the catalog; the caller closes it."""
        return Catalog.open(self.compile())


def _dump(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


Change = Callable[[Authored], object]


@functools.cache
def real_library() -> Library:
    """Read the content that ships with the program, once per process."""
    return read_library(RESOURCES / "content")


@functools.cache
def real_catalog() -> Path:
    """Compile the content that ships with the program, once per process."""
    folder = tempfile.TemporaryDirectory(prefix="ba-catalog-", ignore_cleanup_errors=True)
    _kept.append(folder)
    target = Path(folder.name) / "catalog.db"
    compile_catalog(real_library(), target)
    return target


_kept: list[tempfile.TemporaryDirectory[str]] = []


@functools.cache
def small_catalog() -> Path:
    """Compile the small library, once per process."""
    folder = tempfile.TemporaryDirectory(prefix="ba-small-", ignore_cleanup_errors=True)
    _kept.append(folder)
    return Authored(Path(folder.name)).compile()
