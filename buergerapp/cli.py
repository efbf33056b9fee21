"""The command line: English names, German output, no display needed.

Exit status: 0 done, 1 a check found something, 2 wrong use, 3 a known problem.
"""

import argparse
import contextlib
import dataclasses
import datetime
import getpass
import json
import os
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from buergerapp import __version__, app
from buergerapp.domain.checklist import Profile
from buergerapp.errors import KnownProblem
from buergerapp.settings import Settings
from buergerapp.usecases import files
from buergerapp.usecases.guide_text import WIDTH, guide_text
from buergerapp.usecases.safekeeping import DamagedFile

OK, FOUND, WRONG_USE, PROBLEM = 0, 1, 2, 3
PIN_HELP = "PIN oder Kennwort von der Standardeingabe lesen"


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
    options = _options(sys.argv[1:] if arguments is None else arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except DamagedFile as problem:
        way_back = "Gelöscht wird nichts. Die letzte gute Sicherung holt zurück: buergerapp backup restore"
        print(f"{problem.happened} {way_back}", file=sys.stderr)
        return PROBLEM
    except KnownProblem as problem:
        print(problem, file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:
        # The reader has seen enough (`… | head`); the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; for the window alone, the commands need not be described (13 ms)."""
    options, rest = _window_parser(add_help=False).parse_known_args(arguments)
    return _parser().parse_args(arguments) if rest else options


def _window_parser(*, add_help: bool) -> _Parser:
    """Describe the options of the window, which most starts are about."""
    parser = _Parser(
        prog="buergerapp",
        description="Schritt für Schritt durch die digitalen Dienste in Bochum. "
        "Ohne weitere Wörter öffnet sich das Fenster.",
        epilog="Beispiel: buergerapp search Ausweis verlängern",
        add_help=add_help,
        allow_abbrev=False,
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
    parser.add_argument("--profile", metavar="NAME", default="", help="wessen Liste")
    parser.set_defaults(run=_window)
    return parser


def _parser() -> _Parser:
    """Describe all commands."""
    parser = _window_parser(add_help=True)
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
    # Without a default of its own, so that a name before the word "list" counts too.
    mine.add_argument("--profile", metavar="NAME", default=argparse.SUPPRESS, help="wessen Liste")
    mine.add_argument("--pin-stdin", action="store_true", help=PIN_HELP)
    mine.set_defaults(run=_list)
    _add_profile_verbs(verbs)
    _add_backup_verbs(verbs)

    gallery = verbs.add_parser("gallery", help="Bilder aller Seiten in jedem Aussehen erzeugen")
    gallery.add_argument("folder", type=Path, metavar="ORDNER")
    gallery.add_argument("--small", action="store_true", help="nur das helle Aussehen bei 100 %%")
    gallery.set_defaults(run=_gallery)

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


def _add_profile_verbs(verbs: "argparse._SubParsersAction[_Parser]") -> None:
    """Describe ``profile``: whole people."""
    profile = verbs.add_parser("profile", help="Personen: zeigen, mitnehmen, holen, löschen")
    jobs = profile.add_subparsers(title="Befehle", metavar="BEFEHL", required=True, parser_class=_Parser)
    people = jobs.add_parser("list", help="alle Personen an diesem Computer zeigen")
    people.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    people.set_defaults(run=_profile_list)
    export = jobs.add_parser("export", help="eine Liste in eine Datei schreiben (nicht verschlüsselt)")
    export.add_argument("name", metavar="NAME")
    export.add_argument("-o", "--output", type=Path, metavar="DATEI", help="wohin (sonst auf den Bildschirm)")
    export.add_argument("--csv", action="store_true", help="als Tabelle")
    export.add_argument("--pin-stdin", action="store_true", help=PIN_HELP)
    export.set_defaults(run=_profile_export)
    bring = jobs.add_parser("import", help="eine Liste aus einer Datei holen; nichts geht verloren")
    bring.add_argument("file", type=Path, metavar="DATEI")
    bring.add_argument("--into", metavar="NAME", default="", help="in diese Liste statt in die der Datei")
    bring.add_argument("--pin-stdin", action="store_true", help=PIN_HELP)
    bring.set_defaults(run=_profile_import)
    delete = jobs.add_parser("delete", help="eine Person für immer löschen, auch aus den Sicherungen")
    delete.add_argument("name", metavar="NAME")
    delete.add_argument("--yes", action="store_true", help="nicht nachfragen")
    delete.set_defaults(run=_profile_delete)


def _add_backup_verbs(verbs: "argparse._SubParsersAction[_Parser]") -> None:
    """Describe ``backup``: the way back."""
    backup = verbs.add_parser("backup", help="Sicherungen: zeigen, anlegen, zurückholen")
    jobs = backup.add_subparsers(title="Befehle", metavar="BEFEHL", required=True, parser_class=_Parser)
    rows = jobs.add_parser("list", help="alle Sicherungen zeigen, neueste zuerst")
    rows.add_argument("--json", action="store_true", help="Ausgabe für Programme")
    rows.set_defaults(run=_backup_list)
    now = jobs.add_parser("now", help="jetzt sichern")
    now.set_defaults(run=_backup_now)
    restore = jobs.add_parser("restore", help="eine Sicherung zurückholen (sonst die neueste gute)")
    restore.add_argument("number", nargs="?", type=int, metavar="NUMMER")
    restore.set_defaults(run=_backup_restore)


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
    return app.start_window(paths, settings, options.service, options.profile)


def _gallery(options: argparse.Namespace) -> int:
    """Write pictures of every page; no display is needed."""
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    resources = app.paths_for(options.data_dir).resources
    count = app.render_gallery(options.folder, resources, print, small=options.small)
    print(f"{count} Bilder in „{options.folder}“.")
    return OK


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
    print(guide_text(service, app.today()))
    return OK


def _item(mark: str, text: str) -> None:
    """Print one wrapped item of a list."""
    indent = " " * (len(mark) + 1)
    print(
        textwrap.fill(
            text,
            WIDTH,
            initial_indent=f"{mark} ",
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _plain(value: Any) -> Any:
    """Turn domain values into what JSON knows."""
    if hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
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
    running = app.assemble(app.paths_for(options.data_dir), profile=options.profile)
    try:
        _unlock(running, running.checklist.profile, from_stdin=options.pin_stdin)
        overview = running.checklist.overview()
    finally:
        running.close()
    if options.json:
        print(json.dumps(_plain(overview), ensure_ascii=False, indent=2))
        return OK
    if overview.empty:
        print("Ihre Liste ist noch leer.")
        return OK
    if overview.due:
        print("\nBald fällig")
    for entry in overview.due:
        due = entry.due[0]
        about = f" ({due.label})" if due.label else ""
        _item("-", f"{due.day:%d.%m.%Y}: {entry.card.title}{about}")
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


# --- people ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def _running(options: argparse.Namespace) -> Iterator[app.App]:
    """Give the parts of a running program and close them."""
    running = app.assemble(app.paths_for(options.data_dir))
    try:
        yield running
    finally:
        running.close()


def _unlock(running: app.App, person: Profile, *, from_stdin: bool) -> None:
    """Open a protected profile with a secret from the terminal or from standard input.

    Raises:
        KnownProblem: There is nobody who could be asked, or the secret does not fit.
    """
    if running.profiles.unlocked(person.id):
        return
    if from_stdin:
        secret = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        secret = getpass.getpass(f"PIN oder Kennwort von {person.name or 'dieser Person'}: ")
    else:
        raise KnownProblem(
            f"Die Liste von „{person.name}“ ist geschützt.",
            "Geben Sie die PIN oder das Kennwort mit --pin-stdin auf der Standardeingabe.",
        )
    running.profiles.unlock(person.id, secret)


def _profile_list(options: argparse.Namespace) -> int:
    """Print the people this computer knows."""
    with _running(options) as running:
        people = running.profiles.all()
    if options.json:
        print(json.dumps(_plain(people), ensure_ascii=False, indent=2))
        return OK
    for person in people:
        note = ", geschützt" if person.protected else ""
        print(f"{person.id}  {person.name or 'ohne Namen'}{note}")
    return OK


def _profile_export(options: argparse.Namespace) -> int:
    """Write a person's list into a file or to standard output."""
    with _running(options) as running:
        person = running.profiles.find(options.name)
        _unlock(running, person, from_stdin=options.pin_stdin)
        if options.csv:
            checklist = running.checklist.for_profile(person.id)
            text = running.profiles.export_csv(person.id, checklist.titles(list(checklist.states())))
        else:
            text = running.profiles.export_json(person.id)
    if options.output is None:
        sys.stdout.write(text.replace("\r\n", "\n"))
        return OK
    # Spreadsheets take a table for UTF-8 only with this mark at its beginning.
    files.write(options.output, f"\ufeff{text}" if options.csv else text)
    print(f"Gespeichert unter „{options.output}“. Die Datei ist nicht verschlüsselt.")
    return OK


def _profile_import(options: argparse.Namespace) -> int:
    """Bring a list in from a file."""
    data = files.read(options.file)
    with _running(options) as running:
        into = running.profiles.find(options.into) if options.into else None
        if into is not None:
            _unlock(running, into, from_stdin=options.pin_stdin)
        done = running.profiles.import_json(data, into.id if into else None)
    name = done.profile.name or "ohne Namen"
    count = len(done.changed.services)
    if done.new:
        print(f"„{name}“ ist jetzt auf diesem Computer, mit {count} Diensten.")
    elif count:
        print(f"„{name}“: {count} Dienste sind jetzt anders.")
    else:
        print(f"In der Datei stand nichts Neues für „{name}“.")
    return OK


def _profile_delete(options: argparse.Namespace) -> int:
    """Delete a person for good, after asking."""
    _need_closed_window(options, "löschen")
    with _running(options) as running:
        person = running.profiles.find(options.name)
        name = person.name or "ohne Namen"
        if not options.yes:
            print(
                f"„{name}“ wird mit allen Haken, Notizen und dem Verlauf gelöscht, auch aus den Sicherungen. "
                "Niemand kann das rückgängig machen.",
                file=sys.stderr,
            )
            if not sys.stdin.isatty() or input("Zum Löschen tippen Sie: ja\n> ").strip().lower() != "ja":
                print("Es wurde nichts gelöscht. Ohne Nachfrage geht es mit --yes.", file=sys.stderr)
                return WRONG_USE
        done = running.profiles.delete(person.id)
        running.settings.keep_only(profile.id for profile in running.profiles.all())
    print(f"„{name}“ ist gelöscht.")
    for path in done.leftovers:
        print(f"Diese beschädigte Datei könnte noch Einträge enthalten: {path}", file=sys.stderr)
    if done.traces:
        print("Spuren können noch in der Datei stehen; löschen Sie sie später noch einmal.", file=sys.stderr)
        return FOUND
    return FOUND if done.leftovers else OK


def _need_closed_window(options: argparse.Namespace, verb: str) -> None:
    """Refuse what would pull the file away from under an open window.

    Raises:
        KnownProblem: The window is open.
    """
    if app.window_open(app.paths_for(options.data_dir)):
        raise KnownProblem(
            f"Solange das Fenster der BürgerApp offen ist, lässt sich hier nichts {verb}.",
            "Schließen Sie das Fenster und versuchen Sie es noch einmal.",
        )


# --- backups --------------------------------------------------------------------------------------


def _backup_list(options: argparse.Namespace) -> int:
    """Print the backups, newest first."""
    backups = app.safekeeping_of(app.paths_for(options.data_dir)).backups()
    if options.json:
        rows = [
            {"number": b.number, "day": b.day.isoformat(), "label": b.label, "path": str(b.path)}
            for b in backups
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return OK
    if not backups:
        print("Es gibt noch keine Sicherung.")
    for backup in backups:
        print(f"{backup.number:4}  {backup.day:%d.%m.%Y}  {backup.label or 'täglich'}")
    return OK


def _backup_now(options: argparse.Namespace) -> int:
    """Make or renew today's backup."""
    made = app.safekeeping_of(app.paths_for(options.data_dir)).backup_now()
    print(f"Gesichert: {made.path}" if made else "Es gibt noch nichts zu sichern.")
    return OK


def _backup_restore(options: argparse.Namespace) -> int:
    """Go back to a backup; the present file is set aside, never deleted."""
    paths = app.paths_for(options.data_dir)
    _need_closed_window(options, "zurückholen")
    safekeeping = app.safekeeping_of(paths)
    if options.number is None:
        backup = safekeeping.rescue().backup
    else:
        backup = next((b for b in safekeeping.backups() if b.number == options.number), None)
    if backup is None:
        raise KnownProblem(
            "Diese Sicherung gibt es nicht." if options.number else "Es gibt keine gute Sicherung.",
            "Alle Sicherungen zeigt: buergerapp backup list",
        )
    lost = safekeeping.loss(backup).changes
    aside = safekeeping.restore(backup)
    print(f"Die Listen vom {backup.day:%d.%m.%Y} sind wieder da.")
    if lost != 0:
        later = {None: "Was danach geändert wurde, fehlt.", 1: "Es fehlt 1 spätere Änderung."}
        print(later.get(lost, f"Es fehlen {lost} spätere Änderungen."))
    if aside is not None:
        print(f"Die bisherige Datei liegt jetzt hier: {aside}")
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
