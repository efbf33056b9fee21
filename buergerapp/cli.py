"""The command line: English names, German output, no display needed.

Exit status: 0 done, 1 a check found something, 2 wrong use, 3 a known problem.
"""

import argparse
import contextlib
import dataclasses
import datetime
import json
import os
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from buergerapp import __version__, app
from buergerapp.errors import KnownProblem
from buergerapp.settings import Settings

OK, FOUND, WRONG_USE, PROBLEM = 0, 1, 2, 3
LINE_WIDTH = 80


class _Parser(argparse.ArgumentParser):
    """Says wrong use in German."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and stop with status 2."""
        self.exit(
            WRONG_USE,
            f"Diesen Aufruf verstehe ich nicht: {message}\nHilfe dazu: {self.prog} --help\n",
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KnownProblem as problem:
        print(problem, file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:
        # The reader has seen enough (`… | head`); the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    """Describe all commands."""
    parser = _Parser(
        prog="buergerapp",
        description="Schritt für Schritt durch die digitalen Dienste in Bochum. "
        "Ohne weitere Wörter öffnet sich das Fenster.",
        epilog="Beispiel: buergerapp search Ausweis verlängern",
    )
    parser.add_argument("--version", action="version", version=f"BürgerApp {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="ORDNER", help="Ordner für Ihre Einträge")
    parser.add_argument("--config", type=Path, metavar="DATEI", help="Vorgaben der Verwaltung")
    parser.add_argument("--service", metavar="DIENST", default="", help="diese Anleitung zuerst öffnen")
    parser.add_argument("--scale", metavar="PROZENT", help="Schriftgröße, 100 bis 300")
    parser.add_argument(
        "--theme",
        metavar="NAME",
        help="Farben: system, light, dark, contrast-light, contrast-dark",
    )
    parser.set_defaults(run=_window)
    verbs = parser.add_subparsers(title="Befehle", metavar="BEFEHL", parser_class=_Parser)

    search = verbs.add_parser("search", help="Dienste suchen")
    search.add_argument("words", nargs="*", metavar="WORT")
    search.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    search.add_argument("--limit", type=int, default=10, metavar="ZAHL", help="höchstens so viele Treffer")
    search.add_argument("--batch", metavar="DATEI", help="eine Frage je Zeile; - liest die Standardeingabe")
    search.set_defaults(run=_search)

    show = verbs.add_parser("show", help="eine Anleitung als Text zeigen")
    show.add_argument("service", metavar="DIENST")
    show.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    show.add_argument("--simple", action="store_true", help="in Einfacher Sprache, wo es sie gibt")
    show.set_defaults(run=_show)

    mine = verbs.add_parser("list", help="Meine Liste zeigen")
    mine.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    mine.set_defaults(run=_list)

    catalog = verbs.add_parser("catalog", help="Katalog prüfen und bauen")
    jobs = catalog.add_subparsers(title="Befehle", metavar="BEFEHL", required=True, parser_class=_Parser)
    build = jobs.add_parser("build", help="prüfen und bauen")
    build.add_argument(
        "-o", "--output", type=Path, metavar="DATEI", help="wohin (sonst in die Programmdateien)"
    )
    build.set_defaults(run=_catalog_build)
    check = jobs.add_parser("check", help="alle Anleitungen prüfen")
    check.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    check.add_argument("--publish", action="store_true", help="neue Kennungen als versprochen festhalten")
    check.add_argument(
        "--report", action="store_true", help="was die Redaktion als Nächstes nachprüfen sollte"
    )
    check.add_argument(
        "--format", choices=("text", "json", "csv"), default="text", help="Form des Berichts (mit --report)"
    )
    check.set_defaults(run=_catalog_check)
    info = jobs.add_parser("info", help="Zahlen zum Katalog")
    info.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    info.set_defaults(run=_catalog_info)
    return parser


# --- the window ---------------------------------------------------------------------------------


def _window(options: argparse.Namespace) -> int:
    """Open the window, or say in one sentence why that is not possible."""
    if not _has_display():
        raise KnownProblem(
            "Hier gibt es keinen Bildschirm, deshalb kann sich das Fenster nicht öffnen.",
            "Ohne Fenster geht zum Beispiel: buergerapp search Ausweis",
        )
    paths = app.paths_for(options.data_dir)
    words = {"text_scale": options.scale, "theme": options.theme}
    given = {key: value for key, value in words.items() if value is not None}
    settings = Settings.load(paths, given, options.config)
    return app.start_window(paths, settings, options.service)


def _has_display() -> bool:
    """Tell whether a window can appear; only X11 and Wayland machines can lack a display."""
    if sys.platform in ("win32", "darwin"):
        return True
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if wanted and wanted.split(":")[0] not in ("xcb", "wayland"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- reading --------------------------------------------------------------------------------------


def _search(options: argparse.Namespace) -> int:
    """Search, once or for each line of a file."""
    find = app.open_find(app.paths_for(options.data_dir))

    def answer(query: str) -> dict[str, Any]:
        found = find.search(query, max(1, options.limit))
        return {
            "query": query,
            "results": [
                {"id": r.card.id, "title": r.card.title, "score": r.score, "why": r.why} for r in found.rows
            ],
            "suggestions": list(found.suggestions),
        }

    if options.batch:
        for line in _lines(options.batch):
            start = time.perf_counter()
            result = answer(line)
            result["ms"] = round((time.perf_counter() - start) * 1000, 3)
            print(json.dumps(result, ensure_ascii=False), flush=True)
        return OK
    if not options.words:
        print("Bitte schreiben Sie dazu, was Sie suchen: buergerapp search Ausweis", file=sys.stderr)
        return WRONG_USE
    result = answer(" ".join(options.words))
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return OK
    _print_results(result)
    return OK


def _lines(name: str) -> Iterator[str]:
    """Yield the queries of a batch as they come; an empty line is a query too, so that answers match.

    Raises:
        KnownProblem: The file cannot be read.
    """
    try:
        with contextlib.ExitStack() as stack:
            stream = sys.stdin.buffer if name == "-" else stack.enter_context(Path(name).open("rb"))
            for line in stream:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
    except OSError as problem:
        raise KnownProblem(
            f"Die Datei „{name}“ lässt sich nicht lesen.", "Prüfen Sie den Namen und den Ordner."
        ) from problem


def _print_results(result: dict[str, Any]) -> None:
    """Print hits for people."""
    rows = result["results"]
    if not rows:
        print(f"Zu „{result['query']}“ habe ich nichts gefunden.")
        for suggestion in result["suggestions"]:
            print(f"Meinten Sie: {suggestion}?")
        print("Die Behördennummer 115 hilft Ihnen weiter.")
        return
    for number, row in enumerate(rows, 1):
        why = f"  ({row['why']})" if row["why"] else ""
        print(f"{number:2}. {row['title']}{why}")
        print(f"    buergerapp show {row['id']}")


def _show(options: argparse.Namespace) -> int:
    """Print one guide."""
    find = app.open_find(app.paths_for(options.data_dir))
    try:
        service = find.service(options.service, "de-simple" if options.simple else "de")
    except LookupError as problem:
        raise KnownProblem(
            f"Den Dienst „{options.service}“ gibt es im Katalog nicht.",
            f"Suchen Sie ihn mit: buergerapp search {options.service.replace('-', ' ')}",
        ) from problem
    if options.json:
        print(json.dumps(_plain(service), ensure_ascii=False, indent=2))
        return OK
    print(f"{service.title}\n{'=' * min(len(service.title), LINE_WIDTH)}")
    _paragraph(service.card.summary)
    _paragraph(f"Für wen: {service.who}")
    needed = [n.title for n in service.needs] + [
        d.title + (f" ({d.note})" if d.note else "") for d in service.documents
    ]
    if needed:
        print("\nDas brauchen Sie:")
        for thing in needed:
            _item("-", thing)
    _paragraph(f"Kosten: {service.fee.text}")
    _paragraph(f"Dauer: {service.time}")
    print("\nSo geht es:")
    for number, step in enumerate(service.steps, 1):
        _item(f"{number}.", f"{step.title}. {step.text}")
        if step.warning:
            _item("  ", f"Achtung: {step.warning}")
    for pitfall in service.pitfalls:
        _item("!", pitfall)
    print(f"\nAdresse im Internet: {service.url}")
    stand = service.source_date or "unbekannt"
    print(f"Stand der Quellen: {stand}")
    return OK


def _paragraph(text: str) -> None:
    """Print a wrapped paragraph after an empty line."""
    print("\n" + textwrap.fill(text, LINE_WIDTH, break_long_words=False, break_on_hyphens=False))


def _item(mark: str, text: str) -> None:
    """Print one wrapped item of a list."""
    indent = " " * (len(mark) + 1)
    print(
        textwrap.fill(
            text,
            LINE_WIDTH,
            initial_indent=f"{mark} ",
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _plain(value: Any) -> Any:
    """Turn domain values into what JSON knows."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if hasattr(value, "items"):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _list(options: argparse.Namespace) -> int:
    """Print the person's list."""
    running = app.assemble(app.paths_for(options.data_dir))
    try:
        overview = running.checklist.overview()
    finally:
        running.close()
    if options.json:
        print(json.dumps(_plain(overview), ensure_ascii=False, indent=2))
        return OK
    if overview.empty:
        print("Ihre Liste ist noch leer.")
        return OK
    for heading, entries in (
        ("In Arbeit", overview.in_progress),
        ("Vorgemerkt", overview.noted),
        ("Eingerichtet", overview.set_up),
        ("Betrifft mich nicht", overview.not_for_me),
    ):
        if entries:
            print(f"\n{heading}")
            for entry in entries:
                done = f"{entry.progress.done} von {entry.progress.total} Schritten"
                following = f"; als Nächstes: {entry.next_step_title}" if entry.next_step_title else ""
                _item("-", f"{entry.card.title} ({done}{following})")
    return OK


# --- the catalog ----------------------------------------------------------------------------------


def _catalog_build(options: argparse.Namespace) -> int:
    """Check the content and compile it when it is clean."""
    from buergerapp.content import compile as compiler
    from buergerapp.content.check import check
    from buergerapp.content.read import read_library

    resources = app.paths_for(options.data_dir).resources
    library = read_library(_content(resources))
    complaints = check(library, resources / "icons")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if complaints:
        print(f"{len(complaints)} Beanstandungen; der Katalog wurde nicht gebaut.", file=sys.stderr)
        return FOUND
    target = options.output or resources / app.CATALOG_FILE
    try:
        compiler.compile_catalog(library, target)
    except OSError as problem:
        raise KnownProblem(
            f"„{target}“ lässt sich nicht schreiben.", "Prüfen Sie Ordner, Rechte und freien Platz."
        ) from problem
    print(f"{len(library.services)} Dienste in „{target.name}“.")
    return OK


def _content(resources: Path) -> Path:
    """Return the authors' folder.

    Raises:
        KnownProblem: This copy of the program has none.
    """
    folder = resources / "content"
    if not folder.is_dir():
        raise KnownProblem(
            "In dieser Fassung des Programms sind die Quellen der Anleitungen nicht enthalten.",
            "Nutzen Sie dafür das Programm aus dem Quelltext.",
        )
    return folder


def _catalog_check(options: argparse.Namespace) -> int:
    """Print every complaint about the content, or what the editors should recheck next."""
    if options.report:
        return _catalog_report(options)
    from buergerapp.content.check import check, publish
    from buergerapp.content.read import read_library

    resources = app.paths_for(options.data_dir).resources
    library = read_library(_content(resources))
    complaints = check(library, resources / "icons")
    if options.json:
        print(json.dumps([dataclasses.asdict(c) for c in complaints], ensure_ascii=False, indent=2))
    else:
        for complaint in complaints:
            print(complaint)
        print(f"{len(library.services)} Dienste geprüft, {len(complaints)} Beanstandungen.")
    if complaints:
        return FOUND
    if options.publish:
        print(f"{publish(library)} neue Kennungen festgehalten.")
    return OK


def _catalog_report(options: argparse.Namespace) -> int:
    """Print what the editors should recheck next, most important first."""
    from buergerapp.content.read import read_library
    from buergerapp.content.report import FORMATS, report

    library = read_library(_content(app.paths_for(options.data_dir).resources))
    for complaint in library.complaints:
        print(complaint, file=sys.stderr)
    rows = report(library, app.today())
    print(FORMATS["json" if options.json else options.format](rows))
    return OK


def _catalog_info(options: argparse.Namespace) -> int:
    """Print how much of everything the catalog holds."""
    find = app.open_find(app.paths_for(options.data_dir))
    facts: dict[str, Any] = {"edition": find.edition} | find.counts()
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for key, value in facts.items():
            print(f"{key:18} {value}")
    return OK
