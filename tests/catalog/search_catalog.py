"""Small catalogs to search in."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from buergerapp.catalog import schema, search_index
from buergerapp.catalog.search import Search


@dataclass(frozen=True)
class Guide:
    id: str
    title: str
    phrases: Sequence[str] = ()
    summary: str = ""
    online: str = "voll"
    free: bool | None = None
    valid_until: str | None = None
    category: str = "ausweise"


GUIDES = (
    Guide(
        "personalausweis-beantragen",
        "Personalausweis beantragen oder verlängern",
        ("Perso abgelaufen", "neuer Ausweis", "Perso verlängern", "Ausweis läuft ab was tun"),
        "Mit dem Personalausweis weisen Sie sich aus.",
    ),
    Guide("reisepass-beantragen", "Reisepass beantragen", ("Pass für den Urlaub", "Pass abgelaufen")),
    Guide(
        "fuehrerschein-ersatz",
        "Führerschein verloren: Ersatz beantragen",
        ("Lappen weg", "Führerschein geklaut", "Führerschein verloren was tun"),
        category="verkehr",
    ),
    Guide(
        "kfz-abmelden-online",
        "Auto online abmelden",
        ("Wagen abmelden", "Auto verkauft und abmelden", "Kennzeichen entwerten"),
        category="verkehr",
        free=False,
    ),
    Guide(
        "kfz-anmelden-online",
        "Auto online anmelden oder ummelden",
        ("neues Auto anmelden", "Wagen zulassen", "Zulassung"),
        category="verkehr",
    ),
    Guide(
        "sperrmuell-abholen",
        "Sperrmüll abholen lassen",
        ("alte Möbel entsorgen", "Schrank muss weg", "Termin für den Sperrmüll"),
        category="muell",
        free=True,
        online="teilweise",
    ),
    Guide(
        "bewohnerparkausweis",
        "Bewohnerparkausweis beantragen",
        ("Anwohnerparken", "parken vor der Tür"),
        category="verkehr",
    ),
    Guide(
        "aufenthaltstitel",
        "Aufenthaltserlaubnis verlängern",
        ("residence permit", "oturma izni", "вид на жительство", "تصريح الإقامة"),
    ),
    Guide("e-rezept", "E-Rezept einlösen", ("Rezept auf der Karte", "rosa Zettel"), category="gesundheit"),
    Guide(
        "heizung-zuschuss",
        "Zuschuss für die Heizung",
        ("Heizung tauschen",),
        valid_until="2026-06-30",
        category="gesundheit",
    ),
    Guide("heizung-tipps", "Heizung sparsam einstellen", ("Heizung kalt",), category="gesundheit"),
)
SYNONYMS = (
    ("Perso", "Personalausweis"),
    ("Personalausweis", "Perso"),
    ("Lappen", "Führerschein"),
    ("Sofa", "Möbel"),
    ("gestohlen", "geklaut"),
    ("geklaut", "gestohlen"),
    ("49 Euro Ticket", "Fahrkarte"),
    ("passport", "Reisepass"),
    ("Papiere", "~Ausweis"),
    *(
        (word, "#leer")
        for word in [
            "wo",
            "wie",
            "was",
            "ich",
            "mein",
            "meine",
            "kann",
            "man",
            "den",
            "die",
            "das",
            "mit",
            "und",
            "nicht",
            "my",
        ]
    ),
    *((word, "#schwach") for word in ["beantragen", "Termin", "online"]),
    *((word, "#fremd") for word in ("Lotto", "Jagdschein", "Kuchen", "Bundesliga")),
)
EVENTS = (
    ("umzug", "Ich ziehe um", "Adresse ändern und Möbel"),
    ("auto", "Ich fahre Auto", "Zulassung und Führerschein"),
)


def make_catalog(
    guides: Iterable[Guide] = GUIDES, synonyms: Iterable[tuple[str, str]] = SYNONYMS
) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.SQL)
    connection.execute("INSERT INTO area VALUES ('alltag', 0, 'Alltag'), ('stadt', 1, 'Stadt')")
    for category, area in (
        ("ausweise", "alltag"),
        ("verkehr", "stadt"),
        ("muell", "stadt"),
        ("gesundheit", "alltag"),
    ):
        connection.execute("INSERT INTO category VALUES (?, 0, ?, ?, '', '')", (category, area, category))
    for id_, title, text in EVENTS:
        connection.execute("INSERT INTO life_event VALUES (?, 0, ?, '', ?, '')", (id_, title, text))
    for position, guide in enumerate(guides):
        _add(connection, position, guide)
    connection.executemany("INSERT INTO synonym VALUES (?, ?)", synonyms)
    search_index.build(connection)
    connection.commit()
    return connection


def _add(connection: sqlite3.Connection, position: int, guide: Guide) -> None:
    connection.execute(
        """INSERT INTO service (id, position, category, provider, level, online, url, links, leika_keys,
        free, risk, confidence, needs_appointment, contact, renewal_every, valid_until, source_date,
        sources, step_ids) VALUES (?, ?, ?, '', 'kommune', ?, '', '[]', '[]', ?, 'none', 'high', 0, '{}',
        '', ?, '', '[]', '[]')""",
        (guide.id, position, guide.category, guide.online, guide.free, guide.valid_until),
    )
    connection.execute(
        "INSERT INTO service_text VALUES (?, 'de', ?, ?, '', '', '', '', '', '[]', '[]')",
        (guide.id, guide.title, guide.summary),
    )
    connection.executemany(
        "INSERT INTO phrase VALUES (?, ?, ?)",
        ((guide.id, number, phrase) for number, phrase in enumerate(guide.phrases)),
    )


def make_search() -> Search:
    return Search(make_catalog())
