"""Every page in every theme, size and state as a picture, for people to look at.

The states are: ``empty`` (nothing on the list), ``normal`` (a few services), ``full`` (very many), ``error``
(saving failed on the page, a place is gone, a question is asked). There is no state "loading": what a page
shows is read before its first picture, in a few milliseconds.
Pictures are named ``<state>/<theme>-<size>/<page>.png``, so that two galleries can be compared.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from buergerapp.domain.checklist import ServiceState
from buergerapp.errors import KnownProblem
from buergerapp.gui.application import make_application
from buergerapp.gui.navigation import Route
from buergerapp.gui.session import Parts, Session
from buergerapp.gui.theme import THEMES
from buergerapp.gui.widgets.question import Question
from buergerapp.gui.window import Window
from buergerapp.settings import TEXT_SCALE, THEME, Settings

PERCENTS = (100, 200)
STATES = ("empty", "normal", "full", "error")
PROBLEM = KnownProblem("Der Speicher ist voll.", "Löschen Sie Dateien, die Sie nicht mehr brauchen.")
_SIZES = {100: (1280, 820), 200: (1024, 700)}
_NORMAL = 4
_TURNS = 6


@dataclass(frozen=True)
class Wanted:
    """Which pictures to make; everything when nothing is said."""

    themes: Sequence[str] = THEMES
    percents: Sequence[int] = PERCENTS
    states: Sequence[str] = STATES
    pages: Sequence[str] = ()


def render(
    folder: Path,
    assemble: Callable[[Path], Parts],
    resources: Path,
    wanted: Wanted | None = None,
    told: Callable[[Path], object] = lambda _: None,
) -> int:
    """Write the pictures below ``folder`` and return how many there are.

    Args:
        assemble: Makes the parts of a person whose data lie in the given empty folder.
        told: Called with each picture when it is written.

    Raises:
        KnownProblem: The folder cannot be written to.
    """
    wanted = wanted or Wanted()
    make_application(resources)
    count = 0
    for state in wanted.states:
        with tempfile.TemporaryDirectory() as data:
            parts = assemble(Path(data))
            try:
                _fill(parts, state)
                for theme in wanted.themes:
                    for percent in wanted.percents:
                        place = folder / state / f"{theme}-{percent}"
                        picks = _pictures(
                            place, parts, resources, theme, percent, wanted.pages, failing=state == "error"
                        )
                        for picture in picks:
                            count += 1
                            told(picture)
            finally:
                parts.close()
    return count


def _fill(parts: Parts, state: str) -> None:
    """Put on the list what a state asks for."""
    cards = [card for category in parts.find.categories() for card in parts.find.category(category.id)[1]]
    if state in ("normal", "error"):
        cards = cards[:_NORMAL]
    elif state == "empty":
        return
    for number, card in enumerate(cards):
        kind = list(ServiceState)[number % len(ServiceState)]
        if kind is ServiceState.IN_PROGRESS and card.step_ids:
            parts.checklist.tick(card.id, card.step_ids[0])
        else:
            parts.checklist.set_state(card.id, kind)


def routes(parts: Parts) -> Iterator[tuple[str, Route]]:
    """Return a name and a route for every page worth a picture."""
    find = parts.find
    category = find.categories()[0].id
    card = next(iter(find.category(category)[1]))
    event = next(iter(find.life_events()), None)
    yield from (
        ("start", Route("start")),
        ("welcome", Route("welcome")),
        ("search", Route("search")),
        ("search-found", Route("search", card.title.split()[0])),
        ("search-nothing", Route("search", "xyzzyqwv")),
        ("category", Route("category", category)),
        ("service", Route("service", card.id)),
        ("service-unknown", Route("service", "does-not-exist")),
        ("category-unknown", Route("category", "does-not-exist")),
        ("life-event-unknown", Route("life-event", "does-not-exist")),
        ("step", Route("step", card.id, card.step_ids[0])),
        ("step-end", Route("step", card.id, "end")),
        ("list", Route("list")),
        ("history", Route("history")),
        ("profiles", Route("profiles")),
        ("backups", Route("backups")),
        ("starter", Route("starter")),
        ("settings", Route("settings")),
        ("help", Route("help")),
        ("about", Route("about")),
        ("menu", Route("menu")),
    )
    if event is not None:
        yield "life-event", Route("life-event", event.id)


def _pictures(
    place: Path,
    parts: Parts,
    resources: Path,
    theme: str,
    percent: int,
    pages: Iterable[str],
    *,
    failing: bool,
) -> Iterator[Path]:
    """Open a window in one look and take a picture of each page; ``failing``: just after a problem."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownProblem(
            f"Der Ordner „{place}“ lässt sich nicht anlegen.",
            "Wählen Sie einen Ordner, in dem Sie schreiben dürfen.",
        ) from error
    settings = Settings(None, command_line={THEME.key: theme, TEXT_SCALE.key: percent})
    window = Window(Session(parts, settings, resources, lambda _: True))
    window.resize(*_SIZES.get(percent, _SIZES[100]))
    window.show()
    chosen = set(pages)
    try:
        for name, route in routes(parts):
            if chosen and name not in chosen:
                continue
            window.go(route)
            _settle(window)
            if failing:
                window.session.problem.emit(PROBLEM)
                _settle(window)
            yield _save(window, place / f"{name}.png")
        if failing and (not chosen or "question" in chosen):
            yield _save(_question(window), place / "question.png")
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _save(widget: QWidget, file: Path) -> Path:
    """Take a picture.

    Raises:
        KnownProblem: The folder is full or read-only.
    """
    if not widget.grab().save(str(file)):
        raise KnownProblem(
            f"Das Bild „{file}“ lässt sich nicht speichern.",
            "Prüfen Sie, ob der Ordner voll oder schreibgeschützt ist.",
        )
    return file


def _question(window: Window) -> Question:
    """Return the question before something that cannot be undone, as a person sees it."""
    question = Question(
        window.session,
        window,
        "Möchten Sie Anna wirklich löschen?",
        "Die Liste, die Notizen und die Sicherungen von Anna sind dann für immer weg.",
        "Ja, für immer löschen",
        "Nein, behalten",
    )
    question.show()
    QApplication.processEvents()
    return question


def _settle(window: Window) -> None:
    """Let the page be built and laid out completely."""
    for _ in range(_TURNS):
        window.finish()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
