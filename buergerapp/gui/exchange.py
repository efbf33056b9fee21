"""Lists that go into files and come back, through files that people choose."""

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Profile
from buergerapp.gui import dialogs, texts
from buergerapp.gui.widgets.page import Page
from buergerapp.usecases import files


def _tr(text: str) -> str:
    return QCoreApplication.translate("exchange", text)


def _kinds(kind: str) -> str:
    return {"json": "BürgerApp (*.json)", "csv": "Tabelle (*.csv)"}[kind]


def export(page: Page, person: Profile, kind: str) -> None:
    """Write a person's list into a file that they choose; ``kind`` is ``json`` or ``csv``."""
    session = page.session
    target = dialogs.save_file(
        page, _tr("Liste mitnehmen"), files.suggested_name(person.name, kind), _kinds(kind)
    )
    if target is None:
        return

    def write() -> None:
        if kind == "csv":
            checklist = session.checklist.for_profile(person.id)
            text = "\ufeff" + session.profiles.export_csv(
                person.id, checklist.titles(list(checklist.states()))
            )
        else:
            text = session.profiles.export_json(person.id)
        files.write(target, text)
        session.message.emit(
            _tr("Gespeichert unter „{path}“. Die Datei ist nicht verschlüsselt.").format(path=target),
            False,
        )

    session.attempt(write)


def bring_in(page: Page, into: str | None = None) -> None:
    """Bring a list in from a file that the person chooses, and say what came.

    Args:
        into: Id of the person who receives it; without it whoever the file names.
    """
    session = page.session
    path = dialogs.open_file(page, _tr("Liste aus einer Datei holen"), _kinds("json"))
    if path is None:
        return

    def bring() -> None:
        done = session.profiles.import_json(files.read(path), into)
        name = texts.person_name(done.profile.name)
        session.changed.emit(done.changed)
        if done.new:
            said = _tr("„{name}“ ist jetzt auf diesem Computer.").format(name=name)
        elif done.changed.services:
            said = _tr("„{name}“: {services} aus der Datei übernommen.").format(
                name=name, services=texts.services(len(done.changed.services))
            )
        else:
            said = _tr("In der Datei stand nichts Neues für „{name}“.").format(name=name)
        session.message.emit(said, False)

    session.attempt(bring)
    page.redraw()
