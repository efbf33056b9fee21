"""How a profile ends: two of the same person become one, or one is deleted for good."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Profile
from buergerapp.errors import KnownProblem
from buergerapp.gui import dialogs, texts
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.layouts import ColumnsLayout, holder
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.profile_card import CARD_WIDTH, ProfileCard
from buergerapp.usecases.profiles import Deleted

MERGE = "merge"
"""Part of the route of one person."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("endings", text)


def back_button(page: Page, person: Profile) -> Button:
    """Return the way back to a person without having changed anything."""
    back = page.button(_tr("Doch nicht"), "x", "", "notNow")
    back.on_click(partial(page.session.navigate, "profiles", person.id))
    return back


# --- merging ---------------------------------------------------------------------------------------------


def _others(page: Page, person: Profile) -> list[Profile]:
    return [one for one in page.session.profiles.all() if one.id != person.id]


def add_merge(page: Page, person: Profile) -> None:
    """Offer to make one profile of two, where there are two."""
    if not _others(page, person):
        return
    page.heading(_tr("Zusammenlegen"), 2)
    page.text(_tr("Steht jemand hier zweimal? Dann machen Sie aus zwei Listen eine."))
    merge = page.button(_tr("Mit einer anderen Liste zusammenlegen"), "users", "", "merge")
    merge.on_click(partial(page.session.navigate, "profiles", person.id, MERGE))
    page.add_row(merge)


def build_merge(page: Page, person: Profile) -> None:
    """Ask which profile is the same person."""
    session = page.session
    name = texts.breakable(texts.person_name(person.name))
    page.heading(_tr("Mit wem zusammenlegen?"))
    page.text(
        _tr("Welche Liste gehört auch „{name}“? Sie werden noch einmal gefragt.").format(name=name), "lead"
    )
    cards = ColumnsLayout(14, session.look.px(CARD_WIDTH), 3)
    for other in _others(page, person):
        locked = not session.profiles.unlocked(other.id)
        below = _tr("geschützt, bitte zuerst öffnen") if locked else ""
        card = ProfileCard(session.icons, session.look, other, here=False, below=below)
        card.setObjectName(f"merge-{other.id}")
        card.on_click(partial(_merge, page, person, other))
        cards.addWidget(card)
    page.add(holder(cards))
    page.add_row(back_button(page, person))


def _merge(page: Page, person: Profile, other: Profile) -> None:
    session = page.session
    name, gone = texts.person_name(person.name), texts.person_name(other.name)
    if not session.profiles.unlocked(other.id):
        session.problem.emit(
            KnownProblem(
                _tr("Die Liste von „{name}“ ist geschützt.").format(name=gone),
                _tr("Öffnen Sie sie zuerst unter „Wer sind Sie?“ und kommen Sie dann hierher zurück."),
            )
        )
        return
    agreed = dialogs.ask_danger(
        page,
        _tr("„{gone}“ mit „{name}“ zusammenlegen?").format(gone=gone, name=name),
        _tr(
            "Alles aus beiden Listen steht danach in einer, nichts geht verloren. „{gone}“ "
            "steht dann nicht mehr unter den Personen. Das lässt sich nicht mit einem Knopf zurücknehmen; "
            "vorher wird eine Sicherung angelegt."
        ).format(gone=gone),
        _tr("Zusammenlegen"),
        _tr("Abbrechen"),
    )
    if agreed and session.attempt(lambda: session.profiles.merge(person.id, other.id)):
        if other.id == session.checklist.person:
            session.switch(person.id)
        else:
            session.people_changed()
        session.message.emit(_tr("Die beiden Listen sind jetzt eine."), False)


# --- deleting --------------------------------------------------------------------------------------------


def add_delete(page: Page, person: Profile) -> None:
    """Offer to delete a person for good."""
    delete = page.button(_tr("Für immer löschen"), "trash-2", "danger", "delete")
    delete.show_icon(page.session.icons, page.session.look, "trash-2", "danger")
    delete.on_click(partial(_delete, page, person))
    page.add_row(delete)


def _delete(page: Page, person: Profile) -> None:
    """Name what goes, then delete it for good."""
    session, name = page.session, texts.person_name(person.name)
    agreed = dialogs.ask_danger(
        page,
        _tr("„{name}“ für immer löschen?").format(name=name),
        _tr("{what}, auch aus allen Sicherungen. Niemand kann das rückgängig machen.").format(
            what=_what_goes(page, person)
        ),
        _tr("Für immer löschen"),
        _tr("Behalten"),
    )
    done: list[Deleted] = []
    if not agreed or not session.attempt(lambda: done.append(session.profiles.delete(person.id))):
        return
    people = session.profiles.all()
    if person.id == session.checklist.person:
        nobody = not people and session.attempt(lambda: session.profiles.add(""))
        people = session.profiles.all() if nobody else people
        session.switch(people[0].id)
    else:
        session.people_changed()
    if len(people) > 1:
        session.navigate("profiles")
    say_remains(page, done[0], _tr("„{name}“ ist gelöscht.").format(name=name))


def _what_goes(page: Page, person: Profile) -> str:
    """Say what deleting takes away."""
    session = page.session
    if not session.profiles.unlocked(person.id):
        return _tr("Gelöscht wird die ganze geschützte Liste mit Haken, Notizen und Verlauf")
    count = len(session.checklist.for_profile(person.id).states())
    if count == 0:
        return _tr("Auf der Liste steht nichts. Gelöscht werden Name, Bild und Verlauf")
    if count == 1:
        return _tr("Gelöscht wird 1 Dienst mit allen Haken, Notizen, Daten und dem Verlauf")
    return _tr("Gelöscht werden {n} Dienste mit allen Haken, Notizen, Daten und dem Verlauf").format(n=count)


def say_remains(page: Page, done: Deleted, sentence: str) -> None:
    """Say what was done and what may be left; offer to delete damaged files nobody can look into."""
    session = page.session
    for path in done.leftovers:
        if dialogs.ask_danger(
            page,
            _tr("Eine beschädigte Datei könnte noch Einträge enthalten. Auch löschen?"),
            str(path),
            _tr("Löschen"),
            _tr("Behalten"),
        ):
            session.attempt(partial(session.profiles.delete_leftover, path))
    if done.traces:
        sentence += " " + _tr(
            "Spuren davon können noch in der Datei stehen, weil ein anderes Programm sie offen hält oder "
            "kein Platz frei ist. Schließen Sie andere Programme und löschen Sie dann noch einmal etwas."
        )
    session.message.emit(sentence, False)
