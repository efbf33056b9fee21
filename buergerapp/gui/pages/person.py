"""What belongs to one person: name, colour and picture, files, and the ways to protect, merge and delete."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Profile
from buergerapp.gui import exchange, texts
from buergerapp.gui.pages import endings, protection
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.fields import TextField
from buergerapp.gui.widgets.layouts import FlowLayout
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.profile_card import COLOURS, PICTURES, Portrait
from buergerapp.gui.widgets.radios import radio_group

LONGEST_NAME = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("person", text)


def build(page: Page, person: Profile) -> None:
    """Draw everything about an open person."""
    page.heading(texts.breakable(texts.person_name(person.name)))
    page.title = texts.person_name(person.name)
    _add_name(page, person)
    _add_colours(page, person)
    _add_pictures(page, person)
    _add_files(page, person)
    protection.section(page, person)
    endings.add_merge(page, person)
    page.heading(_tr("Löschen"), 2)
    endings.add_delete(page, person)


def _add_files(page: Page, person: Profile) -> None:
    page.heading(_tr("Mitnehmen und holen"), 2)
    page.text(
        _tr(
            "„Mitnehmen“ schreibt Ihre ganze Liste in eine Datei, zum Beispiel für einen anderen "
            "Computer. Die Datei ist nicht verschlüsselt. Beim Holen geht nichts verloren, und nichts "
            "steht doppelt da."
        )
    )
    take = page.button(_tr("Mitnehmen"), "share", "", "exportJson")
    take.on_click(partial(exchange.export, page, person, "json"))
    table = page.button(_tr("Als Tabelle speichern"), "download", "", "exportCsv")
    table.on_click(partial(exchange.export, page, person, "csv"))
    bring = page.button(_tr("Aus einer Datei holen"), "upload", "", "importInto")
    bring.on_click(partial(exchange.bring_in, page, person.id))
    page.add_row(take, table, bring)


def _add_name(page: Page, person: Profile) -> None:
    page.heading(_tr("Name"), 2)
    longest = max(LONGEST_NAME, len(person.name))  # one that came from a file is not cut
    field = TextField(_tr("So spricht die App Sie an"), "name", person.name, longest=longest)
    page.add(field)
    save = page.button(_tr("Namen speichern"), "save", "", "saveName")

    def keep() -> None:
        name = field.text.strip()
        _change(page, person, _tr("Der Name ist gespeichert."), name=name)

    save.on_click(keep)
    field.edit.returnPressed.connect(keep)
    page.add_row(save)


def _change(
    page: Page,
    person: Profile,
    sentence: str,
    *,
    name: str | None = None,
    colour: str | None = None,
    picture: str | None = None,
) -> None:
    """Give the person another name, colour or picture and say so."""
    change = partial(page.session.profiles.change, person.id, name=name, colour=colour, picture=picture)
    if page.session.attempt(lambda: page.session.changed.emit(change())):
        page.session.message.emit(sentence, False)


def _add_colours(page: Page, person: Profile) -> None:
    page.heading(_tr("Farbe"), 2)
    words = {
        "light": _tr("Gelb"),
        "accent": _tr("Blau"),
        "done": _tr("Grün"),
        "accent-soft": _tr("Hellblau"),
        "done-soft": _tr("Hellgrün"),
        "danger-soft": _tr("Rosa"),
    }
    now = person.colour if person.colour in COLOURS else next(iter(COLOURS))
    row = FlowLayout(10)
    choices = []
    for colour in COLOURS:
        portrait = _portrait(page, person.name, colour, person.picture)
        choice = _choice(page, portrait, words[colour], f"colour-{colour}", colour == now)
        choice.on_click(partial(_change, page, person, _tr("Die Farbe ist gespeichert."), colour=colour))
        row.addWidget(choice)
        choices.append(choice)
    page.add(radio_group(_tr("Farbe"), row, choices))


def _add_pictures(page: Page, person: Profile) -> None:
    page.heading(_tr("Bild"), 2)
    words = {
        "": _tr("Anfangsbuchstabe"),
        "flower-2": _tr("Blume"),
        "leaf": _tr("Blatt"),
        "sun": _tr("Sonne"),
        "moon": _tr("Mond"),
        "heart": _tr("Herz"),
        "house": _tr("Haus"),
        "rocket": _tr("Rakete"),
        "armchair": _tr("Sessel"),
        "car": _tr("Auto"),
        "library": _tr("Bücher"),
    }
    now = person.picture if person.picture in PICTURES else ""
    row = FlowLayout(10)
    choices = []
    for picture in ("", *PICTURES):
        portrait = _portrait(page, person.name, person.colour, picture)
        choice = _choice(page, portrait, words[picture], f"picture-{picture or 'none'}", picture == now)
        choice.on_click(partial(_change, page, person, _tr("Das Bild ist gespeichert."), picture=picture))
        row.addWidget(choice)
        choices.append(choice)
    page.add(radio_group(_tr("Bild"), row, choices))


def _portrait(page: Page, name: str, colour: str, picture: str) -> Portrait:
    return Portrait(page.session.icons, page.session.look, name, colour, picture, 34)


def _choice(page: Page, portrait: Portrait, word: str, name: str, chosen: bool) -> Button:
    """Make a button with a portrait that is one of several."""
    choice = page.button(word, "", "choice", name)
    choice.setCheckable(True)
    choice.setChecked(chosen)
    choice.setIcon(portrait.icon())
    choice.setIconSize(portrait.size())
    return choice
