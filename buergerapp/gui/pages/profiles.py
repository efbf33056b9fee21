"""Wer sind Sie?: the people on this computer, and everything about one of them."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy, QWidget

from buergerapp.domain.checklist import Profile
from buergerapp.errors import KnownProblem
from buergerapp.gui import dialogs, texts
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.fields import Complaint, SecretField, TextField
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import ColumnsLayout, FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.profile_card import COLOURS, PICTURES, Portrait, ProfileCard
from buergerapp.gui.widgets.radios import radio_group
from buergerapp.settings import CHOOSE_PERSON
from buergerapp.usecases import files
from buergerapp.usecases.profiles import Deleted, explain_secret

NEW = "new"
"""Argument of the route that leads to the form for another person."""
UNLOCK, PROTECT = "unlock", "protect"
"""Parts of the route of one person."""
LONGEST_NAME = 60


class ProfilesPage(Page):
    """Draws the choice of a person, or with a person in the route what belongs to them."""

    def build(self) -> None:
        """Draw what the route asks for."""
        if self.route.arg == NEW:
            self._build_new()
            return
        person = next((one for one in self.session.profiles.all() if one.id == self.route.arg), None)
        if person is None:
            self._build_choice()
        elif not self.session.profiles.unlocked(person.id):
            self._build_unlock(person)
        elif self.route.part == PROTECT:
            self._build_protect(person)
        else:
            self._build_person(person)

    def focus_first(self) -> None:
        """Begin in the field where something has to be typed."""
        if not self.focus_on("newName") and not self.focus_on("secret"):
            super().focus_first()

    # --- the choice -----------------------------------------------------------------------------------

    def _build_choice(self) -> None:
        people = self.session.profiles.all()
        self.heading(self.tr("Wer sind Sie?"))
        self.text(
            self.tr(
                "Jede Person an diesem Computer hat ihre eigene Liste. Ein Kennwort ist nicht nötig; "
                "wer möchte, kann die eigene Liste schützen."
            ),
            "lead",
        )
        cards = ColumnsLayout(14, self.session.look.px(330), 3)
        for person in people:
            cards.addWidget(self._card(person))
        self.add(holder(cards))
        row = FlowLayout(10)
        new = self.button(self.tr("Person hinzufügen"), "plus", "", "newPerson")
        new.on_click(partial(self.session.navigate, "profiles", NEW))
        row.addWidget(new)
        bring = self.button(self.tr("Liste aus einer Datei holen"), "upload", "", "importPerson")
        bring.on_click(partial(self._import, None))
        row.addWidget(bring)
        self.add(holder(row))
        if len(people) > 1:
            self._add_ask_at_start()

    def _card(self, person: Profile) -> QWidget:
        """Draw a person's card with the way to their details below it."""
        session = self.session
        here = person.id == session.checklist.person
        frame = Panel("row", 4)
        frame.column.setContentsMargins(0, 0, 0, 0)
        unlocked = session.profiles.unlocked(person.id)
        below = (
            (self.tr("offen, geschützt") if unlocked else self.tr("geschützt"))
            if person.protected
            else self.tr("ohne Kennwort")
        )
        card = ProfileCard(session.icons, session.look, person, here=here, below=below)
        card.on_click(partial(self._choose, person))
        frame.column.addWidget(card)
        change = self.button(self.tr("Ändern"), "pencil", "quiet", f"change-{person.id}")
        name = texts.person_name(person.name)
        change.setAccessibleName(self.tr("Ändern: {name}").format(name=name))
        change.on_click(partial(session.navigate, "profiles", person.id))
        line = FlowLayout(0)
        line.addWidget(change)
        frame.column.addWidget(holder(line))
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        return frame

    def _add_ask_at_start(self) -> None:
        settings = self.session.settings
        chosen = settings.get(CHOOSE_PERSON)
        ask = self.button(self.tr("Beim Start immer fragen, wer da ist"), "", "choice", "choosePerson")
        ask.setCheckable(True)
        ask.setChecked(chosen)
        ask.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        ask.setAccessibleDescription(self.tr("eingeschaltet") if chosen else self.tr("ausgeschaltet"))
        ask.setEnabled(not settings.locked(CHOOSE_PERSON))
        ask.on_click(partial(self._ask_at_start, not chosen))
        self.column.addSpacing(8)
        self.add(ask)

    def _ask_at_start(self, wanted: bool) -> None:
        self.session.attempt(lambda: self.session.settings.set(CHOOSE_PERSON, wanted))
        self.redraw()

    def _choose(self, person: Profile) -> None:
        """Let a person use the window; a protected list asks for its secret first."""
        if not self.session.profiles.unlocked(person.id):
            self.session.navigate("profiles", person.id, UNLOCK)
        elif person.id == self.session.checklist.person:
            self.session.navigate("start")
        else:
            self.session.switch(person.id)

    # --- another person ---------------------------------------------------------------------------------

    def _build_new(self) -> None:
        self.heading(self.tr("Person hinzufügen"))
        field = TextField(
            self.tr("Wie heißen Sie?"),
            "newName",
            longest=LONGEST_NAME,
            help=self.tr("Ein Vorname reicht. Er bleibt auf diesem Computer."),
        )
        self.add(field)
        complaint = Complaint("nameComplaint")
        self.add(complaint)
        create = self.button(self.tr("Anlegen"), "check", "primary", "create")

        def add() -> None:
            name = field.text.strip()
            if not name:
                complaint.say(self.tr("Bitte schreiben Sie einen Namen in das Feld."))
                field.edit.setFocus()
                return
            made: list[Profile] = []
            colour = self._free_colour()
            if self.session.attempt(lambda: made.append(self.session.profiles.add(name, colour))):
                self.session.switch(made[0].id)
                self.session.message.emit(self.tr("„{name}“ ist angelegt.").format(name=name), False)

        create.on_click(add)
        field.edit.returnPressed.connect(add)
        self._add_row(create)

    def _free_colour(self) -> str:
        """Return a colour that nobody has yet, so that people tell one another apart at once."""
        taken = {person.colour or next(iter(COLOURS)) for person in self.session.profiles.all()}
        return next((colour for colour in COLOURS if colour not in taken), "")

    # --- a protected person ------------------------------------------------------------------------------

    def _build_unlock(self, person: Profile) -> None:
        name = texts.person_name(person.name)
        self.heading(self.tr("Liste von {name} öffnen").format(name=name))
        self.text(self.tr("Diese Liste ist geschützt."), "lead")
        field = SecretField(self.session.icons, self.session.look, self.tr("PIN oder Kennwort"), "secret")
        self.add(field)
        complaint = Complaint("secretComplaint")
        self.add(complaint)

        def unlock() -> None:
            try:
                self.session.profiles.unlock(person.id, field.text)
            except KnownProblem as problem:
                complaint.say(str(problem))
                field.edit.selectAll()
                field.edit.setFocus()
                return
            self.session.switch(person.id)

        enter = self.button(self.tr("Öffnen"), "key-round", "primary", "unlock")
        enter.on_click(unlock)
        field.edit.returnPressed.connect(unlock)
        others = self.button(self.tr("Andere Person"), "users", "", "otherPerson")
        others.on_click(partial(self.session.navigate, "profiles"))
        self._add_row(enter, others)
        self.text(
            self.tr(
                "Eine vergessene PIN oder ein vergessenes Kennwort kann niemand wiederherstellen, auch die "
                "Entwicklerinnen und Entwickler dieses Programms nicht. Dann hilft nur, die Liste zu löschen "
                "und neu anzufangen."
            ),
            "second",
        )
        self._add_delete(person)

    def _build_protect(self, person: Profile) -> None:
        """Say what a secret is good for before it is chosen."""
        icons, look = self.session.icons, self.session.look
        self.heading(self.tr("Liste schützen"))
        self.text(
            self.tr("Ohne PIN oder Kennwort kann dann niemand Ihre Liste lesen. Sie wird verschlüsselt."),
            "lead",
        )
        note = Panel("note", 8)
        for sentence in (
            self.tr("Wenn Sie die PIN oder das Kennwort vergessen, kann niemand die Liste wiederherstellen."),
            self.tr(
                "Eine kurze PIN hält Mitlesende im Haushalt fern. Wer die Datei mitnimmt, probiert alle "
                "kurzen PINs in wenigen Minuten durch. Vier oder mehr Wörter hintereinander halten stand."
            ),
            self.tr("Ihr Name, Ihre Farbe und Ihr Bild bleiben sichtbar."),
            self.tr("Wer die Liste kennt, kann sie trotzdem löschen. Lesen kann man sie nicht."),
        ):
            note.column.addWidget(Text(sentence))
        self.add(note)
        first = SecretField(icons, look, self.tr("Neue PIN oder neues Kennwort"), "secret")
        again = SecretField(icons, look, self.tr("Noch einmal dasselbe"), "secretAgain")
        strength = Text("", "", "note")
        strength.setObjectName("strength")
        complaint = Complaint("secretComplaint")

        def judge(secret: str) -> None:
            weak = explain_secret(secret) if secret else None
            strength.setText(str(weak) if weak else "")

        first.edit.textChanged.connect(judge)
        for widget in (first, strength, again, complaint):
            self.add(widget)

        def protect() -> None:
            if not first.text or first.text != again.text:
                complaint.say(
                    self.tr("Die beiden Felder sind nicht gleich. Bitte tippen Sie es noch einmal ein.")
                    if first.text
                    else self.tr("Bitte tippen Sie eine PIN oder ein Kennwort ein.")
                )
                (again if first.text else first).edit.setFocus()
                return
            done: list[Deleted] = []
            if self.session.attempt(
                lambda: done.append(self.session.profiles.protect(person.id, first.text))
            ):
                self.session.navigate("profiles", person.id)
                self._say_remains(done[0], self.tr("Ihre Liste ist jetzt geschützt."))

        go = self.button(self.tr("Jetzt schützen"), "shield-check", "primary", "protectNow")
        go.on_click(protect)
        again.edit.returnPressed.connect(protect)
        cancel = self.button(self.tr("Doch nicht"), "x", "", "protectCancel")
        cancel.on_click(partial(self.session.navigate, "profiles", person.id))
        self._add_row(go, cancel)

    # --- one person --------------------------------------------------------------------------------------

    def _build_person(self, person: Profile) -> None:
        self.heading(texts.person_name(person.name))
        self._add_name(person)
        self._add_colours(person)
        self._add_pictures(person)
        self.heading(self.tr("Mitnehmen und holen"), 2)
        self.text(
            self.tr(
                "„Mitnehmen“ schreibt Ihre ganze Liste in eine Datei, zum Beispiel für einen anderen "
                "Computer. Die Datei ist nicht verschlüsselt. Beim Holen geht nichts verloren, und nichts "
                "steht doppelt da."
            )
        )
        take = self.button(self.tr("Mitnehmen"), "share", "", "exportJson")
        take.on_click(partial(export, self, person, "json"))
        table = self.button(self.tr("Als Tabelle speichern"), "download", "", "exportCsv")
        table.on_click(partial(export, self, person, "csv"))
        bring = self.button(self.tr("Aus einer Datei holen"), "upload", "", "importInto")
        bring.on_click(partial(self._import, person.id))
        self._add_row(take, table, bring)
        self._add_protection(person)
        self._add_merge(person)
        self._add_delete(person)

    def _add_name(self, person: Profile) -> None:
        self.heading(self.tr("Name"), 2)
        field = TextField(self.tr("So spricht die App Sie an"), "name", person.name, longest=LONGEST_NAME)
        self.add(field)
        save = self.button(self.tr("Namen speichern"), "save", "", "saveName")

        def keep() -> None:
            name = field.text.strip()
            self._change(person, self.tr("Der Name ist gespeichert."), name=name)

        save.on_click(keep)
        field.edit.returnPressed.connect(keep)
        self._add_row(save)

    def _change(
        self, person: Profile, sentence: str, *, name: str | None = None, colour: str | None = None,
        picture: str | None = None,
    ) -> None:  # fmt: skip
        """Give the person another name, colour or picture and say so."""
        change = partial(self.session.profiles.change, person.id, name=name, colour=colour, picture=picture)
        if self.session.attempt(lambda: self.session.changed.emit(change())):
            self.session.message.emit(sentence, False)

    def _add_colours(self, person: Profile) -> None:
        self.heading(self.tr("Farbe"), 2)
        words = {
            "light": self.tr("Gelb"),
            "accent": self.tr("Blau"),
            "done": self.tr("Grün"),
            "accent-soft": self.tr("Hellblau"),
            "done-soft": self.tr("Hellgrün"),
            "danger-soft": self.tr("Rosa"),
        }
        now = person.colour if person.colour in COLOURS else next(iter(COLOURS))
        row = FlowLayout(10)
        choices = []
        for colour in COLOURS:
            portrait = self._portrait(person.name, colour, person.picture)
            choice = self._choice(portrait, words[colour], f"colour-{colour}", colour == now)
            choice.on_click(
                partial(self._change, person, self.tr("Die Farbe ist gespeichert."), colour=colour)
            )
            row.addWidget(choice)
            choices.append(choice)
        self.add(radio_group(self.tr("Farbe"), row, choices))

    def _add_pictures(self, person: Profile) -> None:
        self.heading(self.tr("Bild"), 2)
        words = {
            "": self.tr("Anfangsbuchstabe"),
            "flower-2": self.tr("Blume"),
            "leaf": self.tr("Blatt"),
            "sun": self.tr("Sonne"),
            "moon": self.tr("Mond"),
            "heart": self.tr("Herz"),
            "house": self.tr("Haus"),
            "rocket": self.tr("Rakete"),
            "armchair": self.tr("Sessel"),
            "car": self.tr("Auto"),
            "library": self.tr("Bücher"),
        }
        now = person.picture if person.picture in PICTURES else ""
        row = FlowLayout(10)
        choices = []
        for picture in ("", *PICTURES):
            portrait = self._portrait(person.name, person.colour, picture)
            choice = self._choice(portrait, words[picture], f"picture-{picture or 'none'}", picture == now)
            choice.on_click(
                partial(self._change, person, self.tr("Das Bild ist gespeichert."), picture=picture)
            )
            row.addWidget(choice)
            choices.append(choice)
        self.add(radio_group(self.tr("Bild"), row, choices))

    def _portrait(self, name: str, colour: str, picture: str) -> Portrait:
        return Portrait(self.session.icons, self.session.look, name, colour, picture, 34)

    def _choice(self, portrait: Portrait, word: str, name: str, chosen: bool) -> Button:
        """Make a button with a portrait that is one of several."""
        choice = self.button(word, "", "choice", name)
        choice.setCheckable(True)
        choice.setChecked(chosen)
        choice.setIcon(portrait.icon())
        choice.setIconSize(portrait.size())
        return choice

    # --- protection of an open person --------------------------------------------------------------------

    def _add_protection(self, person: Profile) -> None:
        self.heading(self.tr("Schutz"), 2)
        if not person.protected:
            self.text(self.tr("Diese Liste ist nicht geschützt. Für die meisten ist das gut so."))
            protect = self.button(self.tr("Mit PIN oder Kennwort schützen"), "shield-check", "", "protect")
            protect.on_click(partial(self.session.navigate, "profiles", person.id, PROTECT))
            self._add_row(protect)
            return
        self.text(self.tr("Diese Liste ist geschützt und gerade offen."))
        lock = self.button(self.tr("Jetzt abschließen"), "key-round", "", "lock")
        lock.on_click(partial(self._lock, person))
        self._add_row(lock)
        field = SecretField(
            self.session.icons,
            self.session.look,
            self.tr("Zum Aufheben oder Ändern: jetzige PIN oder jetziges Kennwort"),
            "oldSecret",
        )
        new = SecretField(
            self.session.icons, self.session.look, self.tr("Neue PIN oder neues Kennwort"), "changedSecret"
        )
        complaint = Complaint("secretComplaint")
        for widget in (field, new, complaint):
            self.add(widget)
        change = self.button(self.tr("Kennwort ändern"), "refresh-ccw", "", "changeSecret")
        change.on_click(partial(self._change_secret, person, field, new, complaint))
        lift = self.button(self.tr("Schutz aufheben"), "x", "", "unprotect")
        lift.on_click(partial(self._unprotect, person, field, complaint))
        self._add_row(change, lift)

    def _lock(self, person: Profile) -> None:
        self.session.profiles.lock(person.id)
        if person.id == self.session.checklist.person:
            self.session.person_changed.emit()
        else:
            self.redraw()
        self.session.message.emit(self.tr("Die Liste ist abgeschlossen."), False)

    def _change_secret(
        self, person: Profile, field: SecretField, new: SecretField, complaint: Complaint
    ) -> None:
        if not new.text:
            complaint.say(self.tr("Bitte tippen Sie eine neue PIN oder ein neues Kennwort ein."))
            new.edit.setFocus()
            return
        try:
            self.session.profiles.change_secret(person.id, field.text, new.text)
        except KnownProblem as problem:
            self._refuse(field, complaint, problem)
            return
        self.redraw()
        said = self.tr("Das Kennwort ist geändert.")
        weak = explain_secret(new.text)
        self.session.message.emit(f"{said} {weak}" if weak else said, False)

    def _unprotect(self, person: Profile, field: SecretField, complaint: Complaint) -> None:
        try:
            self.session.profiles.unprotect(person.id, field.text)
        except KnownProblem as problem:
            self._refuse(field, complaint, problem)
            return
        self.redraw()
        self.session.message.emit(self.tr("Der Schutz ist aufgehoben."), False)

    @staticmethod
    def _refuse(field: SecretField, complaint: Complaint, problem: KnownProblem) -> None:
        complaint.say(str(problem))
        field.edit.selectAll()
        field.edit.setFocus()

    # --- merging and deleting ----------------------------------------------------------------------------

    def _add_merge(self, person: Profile) -> None:
        others = [one for one in self.session.profiles.all() if one.id != person.id]
        if not others:
            return
        self.heading(self.tr("Zusammenlegen"), 2)
        self.text(self.tr("Wenn zwei Profile derselben Person gehören, machen Sie daraus eines."))
        row = FlowLayout(10)
        for other in others:
            name = texts.person_name(other.name)
            merge = self.button(
                self.tr("Mit „{name}“ zusammenlegen").format(name=name), "users", "", f"merge-{other.id}"
            )
            merge.on_click(partial(self._merge, person, other))
            row.addWidget(merge)
        self.add(holder(row))

    def _merge(self, person: Profile, other: Profile) -> None:
        name, gone = texts.person_name(person.name), texts.person_name(other.name)
        if not self.session.profiles.unlocked(other.id):
            self.session.problem.emit(
                KnownProblem(
                    self.tr("Die Liste von „{name}“ ist geschützt.").format(name=gone),
                    self.tr(
                        "Öffnen Sie sie zuerst unter „Wer sind Sie?“ und kommen Sie dann hierher zurück."
                    ),
                )
            )
            return
        agreed = dialogs.ask_danger(
            self,
            self.tr("„{gone}“ mit „{name}“ zusammenlegen?").format(gone=gone, name=name),
            self.tr(
                "Alles aus beiden Listen steht danach in einer, nichts geht verloren. Das Profil „{gone}“ "
                "gibt es dann nicht mehr. Das lässt sich nicht mit einem Knopf zurücknehmen; vorher wird "
                "eine Sicherung angelegt."
            ).format(gone=gone),
            self.tr("Zusammenlegen"),
            self.tr("Abbrechen"),
        )
        if agreed and self.session.attempt(lambda: self.session.profiles.merge(person.id, other.id)):
            if other.id == self.session.checklist.person:
                self.session.switch(person.id)
            else:
                self.session.person_changed.emit()
            self.session.message.emit(self.tr("Die beiden Listen sind jetzt eine."), False)

    def _add_delete(self, person: Profile) -> None:
        self.heading(self.tr("Löschen"), 2)
        delete = self.button(self.tr("Für immer löschen"), "trash-2", "danger", "delete")
        delete.show_icon(self.session.icons, self.session.look, "trash-2", "danger")
        delete.on_click(partial(self._delete, person))
        self._add_row(delete)

    def _delete(self, person: Profile) -> None:
        """Name what goes, then delete it for good."""
        session, name = self.session, texts.person_name(person.name)
        if session.profiles.unlocked(person.id):
            count = len(session.checklist.for_profile(person.id).states())
            what = (
                self.tr("Gelöscht wird 1 Dienst mit allen Haken, Notizen, Daten und dem Verlauf")
                if count == 1
                else self.tr("Gelöscht werden {n} Dienste mit allen Haken, Notizen, Daten und dem Verlauf")
            ).format(n=count)
        else:
            what = self.tr("Gelöscht wird die ganze geschützte Liste mit Haken, Notizen und Verlauf")
        agreed = dialogs.ask_danger(
            self,
            self.tr("„{name}“ für immer löschen?").format(name=name),
            self.tr("{what}, auch aus allen Sicherungen. Niemand kann das rückgängig machen.").format(
                what=what
            ),
            self.tr("Für immer löschen"),
            self.tr("Behalten"),
        )
        done: list[Deleted] = []
        if not agreed or not session.attempt(lambda: done.append(session.profiles.delete(person.id))):
            return
        people = session.profiles.all()
        if person.id == session.checklist.person:
            nobody = not people and session.attempt(lambda: session.profiles.add(""))
            people = session.profiles.all() if nobody else people
            session.switch(people[0].id)
        if len(people) > 1:
            session.navigate("profiles")
        self._say_remains(done[0], self.tr("„{name}“ ist gelöscht.").format(name=name))

    def _say_remains(self, done: Deleted, sentence: str) -> None:
        """Say what was done and what may be left; offer to delete damaged files nobody can look into."""
        for path in done.leftovers:
            if dialogs.ask_danger(
                self,
                self.tr("Eine beschädigte Datei könnte noch Einträge enthalten. Auch löschen?"),
                str(path),
                self.tr("Löschen"),
                self.tr("Behalten"),
            ):
                self.session.attempt(partial(self.session.profiles.delete_leftover, path))
        if done.traces:
            sentence += " " + self.tr(
                "Spuren davon können noch in der Datei stehen, weil ein anderes Programm sie offen hält oder "
                "kein Platz frei ist. Schließen Sie andere Programme und löschen Sie dann noch einmal etwas."
            )
        self.session.message.emit(sentence, False)

    # --- files -------------------------------------------------------------------------------------------

    def _import(self, into: str | None) -> None:
        """Bring a list in from a file the person chooses."""
        path = dialogs.open_file(self, self.tr("Liste aus einer Datei holen"), _kinds("json"))
        if path is not None:
            self._bring_in(path, into)

    def _bring_in(self, path: Path, into: str | None) -> None:
        session = self.session

        def bring() -> None:
            done = session.profiles.import_json(files.read(path), into)
            name = texts.person_name(done.profile.name)
            session.changed.emit(done.changed)
            if done.new:
                said = self.tr("„{name}“ ist jetzt auf diesem Computer.").format(name=name)
            elif done.changed.services:
                said = self.tr("„{name}“: {services} aus der Datei übernommen.").format(
                    name=name, services=texts.services(len(done.changed.services))
                )
            else:
                said = self.tr("In der Datei stand nichts Neues für „{name}“.").format(name=name)
            session.message.emit(said, False)

        session.attempt(bring)
        self.redraw()

    # --- small parts ---------------------------------------------------------------------------------------

    def _add_row(self, *buttons: Button) -> None:
        row = FlowLayout(10)
        for button in buttons:
            row.addWidget(button)
        self.add(holder(row))


def _kinds(kind: str) -> str:
    return {"json": "BürgerApp (*.json)", "csv": "Tabelle (*.csv)"}[kind]


def export(page: Page, person: Profile, kind: str) -> None:
    """Write a person's list into a file that they choose; ``kind`` is ``json`` or ``csv``."""
    session = page.session
    target = dialogs.save_file(
        page, page.tr("Liste mitnehmen"), files.suggested_name(person.name, kind), _kinds(kind)
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
            page.tr("Gespeichert unter „{path}“. Die Datei ist nicht verschlüsselt.").format(path=target),
            False,
        )

    session.attempt(write)
