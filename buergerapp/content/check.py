"""The rules that the authored content must keep; every complaint names file and line."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pydantic import BaseModel

from buergerapp.content import plain
from buergerapp.content.model import ServiceForm, TextForm
from buergerapp.content.read import Library
from buergerapp.content.repetition import check_repetition, check_sharing
from buergerapp.content.yamlfile import Complaint, YamlFile

MIN_PHRASINGS = 25
MAX_STEP_TITLE = 60
STARTER_SET = 8


def check(library: Library, icons: Path) -> list[Complaint]:
    """Return everything that has to be mended before the content may be compiled.

    Args:
        library: What was read.
        icons: Folder with the SVG icons that categories and life events may name.
    """
    _check_vocabularies(library, icons)
    _check_life_events(library)
    _check_ids(library)
    officialese = plain.Officialese(library.officialese)
    _check_lists(library, officialese)
    figures: list[float] = []
    for service in library.services.values():
        file = library.files[f"services/{service.id}.yaml"]
        _check_references(library, service, file)
        _check_facts(service, file)
        _check_texts(library, service, file)
        figures.append(_check_words(library, service, file))
        _check_officialese(library, service, file, officialese)
    _check_average(library, figures)
    _check_cycles(library)
    _check_starter_set(library)
    check_repetition(library)
    check_sharing(library)
    found = list(library.complaints)
    for file in library.files.values():
        found += file.complaints
    return sorted(set(found))


def _check_vocabularies(library: Library, icons: Path) -> None:
    """Areas, icons and the edition's day exist."""
    try:
        datetime.date.fromisoformat(library.edition)
    except ValueError:
        library.files["catalog.yaml"].complain("„edition“ ist kein Tag wie 2026-11-22", "edition")
    for number, category in enumerate(library.categories.values()):
        file = library.files["categories.yaml"]
        if category.area not in library.areas:
            file.complain(f"unbekannter Bereich „{category.area}“", number, "area")
        _check_icon(file, icons, category.icon, number)
    for number, event in enumerate(library.life_events.values()):
        _check_icon(library.files["life_events.yaml"], icons, event.icon, number)


def _check_icon(file: YamlFile, icons: Path, name: str, number: int) -> None:
    """Complain about an icon that is not shipped."""
    if not (icons / f"{name}.svg").is_file():
        file.complain(f"das Bild „{name}.svg“ fehlt in resources/icons", number, "icon")


def _check_life_events(library: Library) -> None:
    """Every service is in a life event, every named service exists, none twice in one event."""
    file = library.files["life_events.yaml"]
    reached: set[str] = set()
    for number, event in enumerate(library.life_events.values()):
        named: set[str] = set()
        for when, ids in event.services.items():
            for place, service in enumerate(ids):
                at = (number, "services", when, place)
                if service not in library.services:
                    file.complain(f"den Dienst „{service}“ gibt es nicht", *at)
                if service in named:
                    file.complain(f"„{service}“ steht zweimal in „{event.id}“", *at)
                named.add(service)
        reached |= named
    for service in sorted(library.services.keys() - reached):
        library.files[f"services/{service}.yaml"].complain("steht in keiner Lebenslage")


def _check_ids(library: Library) -> None:
    """Former ids are unique, and no published id has vanished without a redirect."""
    former: dict[str, str] = {}
    for service in library.services.values():
        file = library.files[f"services/{service.id}.yaml"]
        for old in service.former_ids:
            if old in library.services or old in former:
                file.complain(f"die frühere Kennung „{old}“ ist schon vergeben", "former_ids")
            former[old] = service.id
        steps = Counter(i for step in service.steps for i in (step.id, *step.former_ids))
        for step, count in steps.items():
            if count > 1:
                file.complain(f"die Schrittkennung „{step}“ gibt es doppelt", "steps")
    file = library.files["published.yaml"]
    for old, old_steps in library.published.items():
        now = library.services.get(former.get(old, old))
        if now is None:
            file.complain(
                f"der Dienst „{old}“ ist verschwunden; er braucht former_ids bei einem anderen", old
            )
            continue
        steps_now = {i for step in now.steps for i in (step.id, *step.former_ids)}
        for step in old_steps or ():
            if old == now.id and step not in steps_now:
                file.complain(f"der Schritt „{step}“ von „{old}“ ist verschwunden", old)


def _check_references(library: Library, service: ServiceForm, file: YamlFile) -> None:
    """Every id that a guide names exists."""
    for key, ids, known, word in (
        ("category", [service.category], library.categories, "die Kategorie"),
        ("needs", service.needs, library.needs, "die Voraussetzung"),
        ("documents", service.documents, library.documents, "die Unterlage"),
        ("visit", [service.visit] if service.visit else [], library.places, "den Ort"),
        ("requires", [r.service for r in service.requires], library.services, "den Dienst"),
        ("related", service.related, library.services, "den Dienst"),
    ):
        for place, name in enumerate(ids):
            at = (key, place) if len(ids) > 1 else (key,)
            if name not in known:
                file.complain(f"{word} „{name}“ gibt es nicht", *at)
            if key in ("requires", "related") and name == service.id:
                file.complain("ein Dienst kann nicht auf sich selbst verweisen", *at)
        if len(set(ids)) < len(ids):
            file.complain(f"„{key}“ nennt etwas doppelt", key)


def _check_facts(service: ServiceForm, file: YamlFile) -> None:
    """Amounts and dates make sense."""
    fee = service.fee
    if fee.min is not None and fee.max is not None and fee.min > fee.max:
        file.complain("der kleinste Betrag ist größer als der größte", "fee")
    if not any(source.url for source in service.sources):
        file.complain("keine Quelle hat eine Adresse", "sources")
    for name in ("valid_until", "facts_until"):
        try:
            datetime.date.fromisoformat(getattr(service, name) or "2000-01-01")
        except ValueError:
            file.complain("kein gültiger Tag", name)


def _check_texts(library: Library, service: ServiceForm, file: YamlFile) -> None:
    """The texts fit the facts: same steps, a note only for what is needed, complete steps."""
    text, step_ids = service.de, [step.id for step in service.steps]
    if list(text.steps) != step_ids:
        file.complain("die Texte der Schritte passen nicht zu den Schritten", "de", "steps")
    for document in text.documents.keys() - set(service.documents):
        file.complain(f"„{document}“ wird nicht gebraucht", "de", "documents", document)
    if text.requires.keys() != {r.service for r in service.requires}:
        file.complain("für jeden Dienst in „requires“ einen Grund nennen", "de", "requires")
    if bool(service.visit) != bool(text.visit):
        file.complain("„visit“ braucht Ort und Grund", "de", "visit")
    simple = service.de_simple
    if simple is not None and list(simple.steps) != step_ids:
        file.complain("die Schritte in Einfacher Sprache passen nicht", "de-simple", "steps")
    for name in text.steps:
        _check_step(library, text, name, file)
    _check_phrasings(text, file)


def _check_step(library: Library, text: TextForm, name: str, file: YamlFile) -> None:
    """A step says what to do, what one sees then, and what helps when it fails."""
    step, at = text.steps[name], ("de", "steps", name)
    for block in step.use:
        if block not in library.blocks:
            file.complain(f"den Baustein „{block}“ gibt es nicht", *at, "use")
    words = library.step_text(step)
    for key in ("title", "text", "check", "trouble"):
        if not getattr(words, key):
            file.complain(f"der Schritt hat kein „{key}“", *at)
    if len(words.title) > MAX_STEP_TITLE:
        file.complain(f"der Titel des Schritts ist länger als {MAX_STEP_TITLE} Zeichen", *at, "title")


def _check_phrasings(text: TextForm, file: YamlFile) -> None:
    """There are enough everyday phrasings, each of them once."""
    if len(text.everyday) < MIN_PHRASINGS:
        file.complain(f"{len(text.everyday)} Formulierungen, nötig sind {MIN_PHRASINGS}", "de", "everyday")
    for phrase, count in Counter(p.casefold() for p in text.everyday).items():
        if count > 1:
            file.complain(f"die Formulierung „{phrase}“ steht doppelt da", "de", "everyday")


def step_texts(library: Library, text: TextForm) -> Iterator[tuple[str, str]]:
    """Yield (step id, running text) for everything a guide's steps say."""
    for name, step in text.steps.items():
        words = library.step_text(step)
        for part in (words.text, words.check, words.trouble, words.warning):
            if part:
                yield name, part


def other_texts(text: TextForm) -> Iterator[tuple[str, str]]:
    """Yield (key, running text) for everything outside the steps."""
    for key in ("summary", "who", "cost", "time", "visit", "renewal"):
        if value := getattr(text, key):
            yield key, value
    for pitfall in text.pitfalls:
        yield "pitfalls", pitfall


def readability(library: Library, service: ServiceForm) -> float:
    """Return Wiener Sachtextformel 1 of a whole guide."""
    texts = [t for _, t in other_texts(service.de)]
    texts += [t for _, t in step_texts(library, service.de)]
    return plain.wiener(texts)


def _check_words(library: Library, service: ServiceForm, file: YamlFile) -> float:
    """Short sentences, plain words, no abbreviations; return how hard the guide is to read."""
    if len(plain.sentences(service.de.summary)) > 2:
        file.complain("die Zusammenfassung hat mehr als zwei Sätze", "de", "summary")
    for name, text in step_texts(library, service.de):
        _check_sentences(file, text, plain.MAX_STEP_WORDS, "de", "steps", name)
    for key, text in other_texts(service.de):
        _check_sentences(file, text, plain.MAX_WORDS, "de", key)
    if service.de_simple is not None:
        for name, step in service.de_simple.steps.items():
            _check_sentences(file, step.text, plain.MAX_SIMPLE_WORDS, "de-simple", "steps", name)
    figure = readability(library, service)
    if figure > plain.MAX_WIENER:
        file.complain(f"zu schwer zu lesen: Wiener Sachtextformel {figure:.1f}, höchstens 9", "de")
    return figure


def _check_sentences(file: YamlFile, text: str, limit: int, *at: str | int) -> None:
    """Complain about long sentences and about words to avoid."""
    for sentence in plain.too_long(text, limit):
        file.complain(f"Satz mit mehr als {limit} Wörtern: {sentence[:60]}…", *at)
    for mark in plain.to_avoid(text):
        file.complain(f"„{mark}“ vermeiden", *at)


def _check_average(library: Library, figures: list[float]) -> None:
    """Taken together the guides are easier to read than the bar for each of them."""
    average = sum(figures) / len(figures) if figures else 0.0
    if average > plain.MAX_MEAN_WIENER:
        library.files["catalog.yaml"].complain(
            f"zu schwer zu lesen: Wiener Sachtextformel im Mittel {average:.1f}, höchstens 7"
        )


def german_texts(library: Library, service: ServiceForm) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (place in the file, text) for every German word that readers of a guide see."""
    text, simple = service.de, service.de_simple
    yield ("de", "title"), text.title
    for key, value in other_texts(text):
        yield ("de", key), value
    for item in text.unconfirmed:
        yield ("de", "unconfirmed"), item
    for key, notes in (("documents", text.documents), ("requires", text.requires)):
        for name, value in notes.items():
            yield ("de", key, name), value
    for name, step in text.steps.items():
        for value in library.step_text(step).model_dump().values():
            yield ("de", "steps", name), value
    if simple is not None:
        yield ("de-simple", "title"), simple.title
        yield ("de-simple", "summary"), simple.summary
        for name, short in simple.steps.items():
            yield ("de-simple", "steps", name), short.title
            yield ("de-simple", "steps", name), short.text


def _check_officialese(
    library: Library, service: ServiceForm, file: YamlFile, officialese: plain.Officialese
) -> None:
    """Nobody has to know the words of the offices; say what to write instead."""
    for at, text in german_texts(library, service):
        for word, instead in officialese.find(text):
            file.complain(f"„{word}“ vermeiden; besser: {instead}", *at)


def _check_lists(library: Library, officialese: plain.Officialese) -> None:
    """The shared lists are as plain as the guides that show them."""
    for name, key, number, text in list_texts(library):
        file = library.files[name]
        _check_sentences(file, text, plain.MAX_WORDS, number, key)
        for word, instead in officialese.find(text):
            file.complain(f"„{word}“ vermeiden; besser: {instead}", number, key)


def list_texts(library: Library) -> Iterator[tuple[str, str, int, str]]:
    """Yield (file, key, number of the entry, text) for every German text of the shared lists."""
    lists: tuple[tuple[str, Iterable[BaseModel], tuple[str, ...]], ...] = (
        ("areas.yaml", library.areas.values(), ("title",)),
        ("categories.yaml", library.categories.values(), ("title", "description")),
        ("life_events.yaml", library.life_events.values(), ("title", "short", "description")),
        ("needs.yaml", library.needs.values(), ("title", "description")),
        ("documents.yaml", library.documents.values(), ("title", "where", "short")),
        ("places.yaml", library.places.values(), ("name", "hours", "note")),
        ("glossary.yaml", library.terms.values(), ("explanation",)),
    )
    for name, entries, keys in lists:
        for number, entry in enumerate(entries):
            for key in keys:
                if text := getattr(entry, key):
                    yield name, key, number, text


def _check_cycles(library: Library) -> None:
    """What comes first must not lead back to itself."""
    graph = {service.id: [r.service for r in service.requires] for service in library.services.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        cycle: Iterable[str] = problem.args[1]
        first = next(name for name in cycle if name in library.services)
        library.files[f"services/{first}.yaml"].complain(
            "„requires“ führt im Kreis: " + " → ".join(cycle), "requires"
        )


def _check_starter_set(library: Library) -> None:
    """The Grundausstattung has its eight places, each taken once."""
    order = sorted(s.starter_order for s in library.services.values() if s.starter_order)
    if order != list(range(1, STARTER_SET + 1)):
        library.files["catalog.yaml"].complain(
            f"Grundausstattung: die Plätze 1 bis {STARTER_SET} müssen genau einmal vergeben sein"
        )


def publish(library: Library) -> int:
    """Add the ids of all services and steps to the promised ones and return how many are new."""
    promised = {old: list(steps or ()) for old, steps in library.published.items()}
    new = 0
    for service in library.services.values():
        steps = promised.setdefault(service.id, [])
        missing = [step.id for step in service.steps if step.id not in steps]
        steps += missing
        new += len(missing)
    lines = [
        "# Kennungen, die schon einmal ausgeliefert wurden. Sie sind Versprechen: keine darf verschwinden.",
        "# Neue kommen mit „buergerapp catalog check --publish“ dazu.",
    ]
    for name, step_ids in sorted(promised.items()):
        lines += [f"{name}:", *(f"- {step}" for step in step_ids)]
    (library.root / "published.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return new
