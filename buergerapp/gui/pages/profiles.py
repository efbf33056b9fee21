"""Wer sind Sie?: the people on this computer, another one, and the way to everything about one of them."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from buergerapp.domain.checklist import Profile
from buergerapp.gui import exchange, texts
from buergerapp.gui.pages import endings, protection
from buergerapp.gui.pages import person as details
from buergerapp.gui.widgets import choices
from buergerapp.gui.widgets.fields import Complaint, TextField
from buergerapp.gui.widgets.layouts import ColumnsLayout, FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel
from buergerapp.gui.widgets.profile_card import CARD_WIDTH, COLOURS, ProfileCard

NEW = "new"
"""Argument of the route that leads to the form for another person."""


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
            protection.build_unlock(self, person)
        elif self.route.part == protection.PROTECT and not person.protected:
            protection.build_protect(self, person)
        elif self.route.part == protection.CHANGE and person.protected:
            protection.build_change(self, person)
        elif self.route.part == protection.LIFT and person.protected:
            protection.build_lift(self, person)
        elif self.route.part == endings.MERGE:
            endings.build_merge(self, person)
        else:
            details.build(self, person)

    def focus_first(self) -> None:
        """Begin in the field where something has to be typed."""
        if not any(map(self.focus_on, ("newName", "oldSecret", "secret"))):
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
        cards = ColumnsLayout(14, self.session.look.px(CARD_WIDTH), 3)
        for person in people:
            cards.addWidget(self._card(person))
        self.add(holder(cards))
        new = self.button(self.tr("Person hinzufügen"), "plus", "", "newPerson")
        new.on_click(partial(self.session.navigate, "profiles", NEW))
        bring = self.button(self.tr("Liste aus einer Datei holen"), "upload", "", "importPerson")
        bring.on_click(partial(exchange.bring_in, self))
        self.add_row(new, bring)
        if len(people) > 1:
            self.heading(self.tr("Beim Start"), 2)
            self.add(choices.who_at_start(self.session, self.redraw))

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

    def _choose(self, person: Profile) -> None:
        """Let a person use the window; a protected list asks for its secret first."""
        if not self.session.profiles.unlocked(person.id):
            self.session.navigate("profiles", person.id, protection.UNLOCK)
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
            longest=details.LONGEST_NAME,
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
        self.add_row(create)

    def _free_colour(self) -> str:
        """Return a colour that nobody has yet, so that people tell one another apart at once."""
        taken = {person.colour or next(iter(COLOURS)) for person in self.session.profiles.all()}
        return next((colour for colour in COLOURS if colour not in taken), "")
