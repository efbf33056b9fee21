"""PIN and passphrase of one person: choosing one, opening a list with it, changing it, taking it away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Profile
from buergerapp.errors import KnownProblem
from buergerapp.gui import texts
from buergerapp.gui.pages import endings
from buergerapp.gui.widgets.fields import Complaint, SecretField
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.usecases.profiles import Deleted, explain_secret

UNLOCK, PROTECT, CHANGE, LIFT = "unlock", "protect", "secret", "unprotect"
"""Parts of the route of one person."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("protection", text)


def section(page: Page, person: Profile) -> None:
    """Say whether an open list is protected, and offer what can be done about it."""
    page.heading(_tr("Schutz"), 2)
    go = partial(partial, page.session.navigate, "profiles", person.id)
    if not person.protected:
        page.text(_tr("Diese Liste ist nicht geschützt. Für die meisten ist das gut so."))
        protect = page.button(_tr("Mit PIN oder Kennwort schützen"), "shield-check", "", "protect")
        protect.on_click(go(PROTECT))
        page.add_row(protect)
        return
    page.text(_tr("Diese Liste ist geschützt und gerade offen."))
    lock = page.button(_tr("Jetzt abschließen"), "key-round", "", "lock")
    lock.on_click(partial(_lock, page, person))
    change = page.button(_tr("PIN oder Kennwort ändern"), "refresh-ccw", "", "changeSecret")
    change.on_click(go(CHANGE))
    lift = page.button(_tr("Schutz aufheben"), "x", "", "unprotect")
    lift.on_click(go(LIFT))
    page.add_row(lock, change, lift)


def _lock(page: Page, person: Profile) -> None:
    session = page.session
    session.profiles.lock(person.id)
    if person.id == session.checklist.person:
        session.person_changed.emit()
    else:
        page.redraw()
    session.message.emit(_tr("Die Liste ist abgeschlossen."), False)


def build_unlock(page: Page, person: Profile) -> None:
    """Ask for the secret of a protected list."""
    title = _tr("Liste von {name} öffnen").format(name=texts.person_name(person.name))
    page.heading(texts.breakable(title))
    page.title = title
    page.text(_tr("Diese Liste ist geschützt."), "lead")
    field = _field(page, _tr("PIN oder Kennwort"), "secret")
    complaint = _complaint(page)

    def unlock() -> None:
        if _tried(lambda: page.session.profiles.unlock(person.id, field.text), field, complaint):
            page.session.switch(person.id)

    enter = page.button(_tr("Öffnen"), "key-round", "primary", "unlock")
    enter.on_click(unlock)
    field.edit.returnPressed.connect(unlock)
    others = page.button(_tr("Andere Person"), "users", "", "otherPerson")
    others.on_click(partial(page.session.navigate, "profiles"))
    page.add_row(enter, others)
    page.heading(_tr("PIN oder Kennwort vergessen?"), 2)
    page.text(
        _tr(
            "Probieren Sie in Ruhe, was Ihnen einfällt, so oft Sie möchten. Was vergessen ist, kann niemand "
            "wiederherstellen. Dann hilft nur, die Liste zu löschen und neu anzufangen."
        )
    )
    endings.add_delete(page, person)


def build_protect(page: Page, person: Profile) -> None:
    """Say what a secret is good for before it is chosen."""
    page.heading(_tr("Liste schützen"))
    page.text(
        _tr("Ohne PIN oder Kennwort kann dann niemand Ihre Liste lesen. Sie wird verschlüsselt."), "lead"
    )
    note = Panel("note", 8)
    for sentence in (
        _tr("Wenn Sie die PIN oder das Kennwort vergessen, kann niemand die Liste wiederherstellen."),
        _tr(
            "Eine kurze PIN hält Mitlesende im Haushalt fern. Wer die Datei mitnimmt, probiert alle "
            "kurzen PINs in wenigen Minuten durch. Vier oder mehr Wörter hintereinander halten stand."
        ),
        _tr("Ihr Name, Ihre Farbe und Ihr Bild bleiben sichtbar."),
        _tr("Wer diesen Computer benutzt, kann die Liste trotzdem löschen. Lesen kann man sie nicht."),
    ):
        note.column.addWidget(Text(sentence))
    page.add(note)

    def protect(secret: str) -> bool:
        done: list[Deleted] = []
        protected = page.session.attempt(
            lambda: done.append(page.session.profiles.protect(person.id, secret))
        )
        if protected:
            page.session.navigate("profiles", person.id)
            endings.say_remains(page, done[0], _tr("Ihre Liste ist jetzt geschützt."))
        return protected

    _ask_new(page, person, _tr("Jetzt schützen"), "protectNow", protect)


def build_change(page: Page, person: Profile) -> None:
    """Ask for the present secret and, twice, for the new one."""
    page.heading(_tr("PIN oder Kennwort ändern"))
    old = _field(page, _tr("Jetzige PIN oder jetziges Kennwort"), "oldSecret")
    complaint = _complaint(page, "oldSecretComplaint")

    def change(secret: str) -> bool:
        profiles = page.session.profiles
        changed = _tried(lambda: profiles.change_secret(person.id, old.text, secret), old, complaint)
        if changed:
            page.session.navigate("profiles", person.id)
            page.session.message.emit(_tr("Ab jetzt gilt die neue PIN oder das neue Kennwort."), False)
        return changed

    _ask_new(page, person, _tr("Ändern"), "changeNow", change)


def build_lift(page: Page, person: Profile) -> None:
    """Ask for the secret once more before the protection goes."""
    page.heading(_tr("Schutz aufheben"))
    page.text(_tr("Danach kann jeder die Liste lesen, der diesen Computer benutzt."), "lead")
    old = _field(page, _tr("Jetzige PIN oder jetziges Kennwort"), "oldSecret")
    complaint = _complaint(page)

    def lift() -> None:
        if _tried(lambda: page.session.profiles.unprotect(person.id, old.text), old, complaint):
            page.session.navigate("profiles", person.id)
            page.session.message.emit(_tr("Der Schutz ist aufgehoben."), False)

    go = page.button(_tr("Schutz aufheben"), "x", "primary", "unprotectNow")
    go.on_click(lift)
    old.edit.returnPressed.connect(lift)
    page.add_row(go, endings.back_button(page, person))


def _ask_new(page: Page, person: Profile, word: str, name: str, keep: Callable[[str], bool]) -> None:
    """Ask twice for a new secret, say what it is worth, and keep it when both are the same.

    Args:
        word: What stands on the button; ``name`` is its object name.
        keep: Takes the secret; True when it is kept.
    """
    first = _field(page, _tr("Neue PIN oder neues Kennwort"), "secret")
    strength = Text("", "", "note")
    strength.setObjectName("strength")
    page.add(strength)
    again = _field(page, _tr("Noch einmal dasselbe"), "secretAgain")
    complaint = _complaint(page)

    def judge(secret: str) -> None:
        weak = explain_secret(secret) if secret else None
        strength.setText(str(weak) if weak else "")
        strength.setVisible(weak is not None)

    judge("")
    first.edit.textChanged.connect(judge)

    def agree() -> None:
        if not first.text:
            complaint.say(_tr("Bitte tippen Sie eine PIN oder ein Kennwort ein."))
            first.edit.setFocus()
        elif first.text != again.text:
            complaint.say(_tr("Die beiden Felder sind nicht gleich. Bitte tippen Sie es noch einmal ein."))
            again.edit.selectAll()
            again.edit.setFocus()
        else:
            complaint.say("")
            keep(first.text)

    go = page.button(word, "shield-check", "primary", name)
    go.on_click(agree)
    again.edit.returnPressed.connect(agree)
    page.add_row(go, endings.back_button(page, person))


def _field(page: Page, word: str, name: str) -> SecretField:
    field = SecretField(page.session.icons, page.session.look, word, name)
    page.add(field)
    return field


def _complaint(page: Page, name: str = "secretComplaint") -> Complaint:
    complaint = Complaint(name)
    page.add(complaint)
    return complaint


def _tried(action: Callable[[], object], field: SecretField, complaint: Complaint) -> bool:
    """Do something that a wrong secret prevents; say so where it was typed."""
    try:
        action()
    except KnownProblem as problem:
        complaint.say(str(problem))
        field.edit.selectAll()
        field.edit.setFocus()
        return False
    return True
