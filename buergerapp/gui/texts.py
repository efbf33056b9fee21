"""Values of the domain in German words."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Changed, ClockDoubt, Direction, Due, ServiceState, What
from buergerapp.domain.service import (
    Age,
    Level,
    Online,
    Service,
    ServiceCard,
    Source,
    StepKind,
    When,
    latest_day,
)
from buergerapp.usecases.safekeeping import Loss

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def _tr(text: str) -> str:
    """Translate a sentence of this module."""
    return QCoreApplication.translate("texts", text)


def sentences(*parts: str) -> str:
    """Put what belongs together into one text to be heard: full stops between the parts, none twice."""
    told = [part.strip() for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?:" else f"{part}." for part in told[:-1]) + (
        f" {told[-1]}" if len(told) > 1 else "".join(told)
    )


def services(count: int) -> str:
    """Say how many services."""
    return _tr("1 Dienst") if count == 1 else _tr("{n} Dienste").format(n=count)


def hits(count: int) -> str:
    """Say how many hits."""
    return _tr("1 Treffer") if count == 1 else _tr("{n} Treffer").format(n=count)


def day(value: datetime.date) -> str:
    """Write a day: 3. Oktober 2026."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def seen(value: str) -> str:
    """Write the date of a source as exactly as it is known: 4. Oktober 2026, Oktober 2026, 2026."""
    parts = value.split("-")
    if all(part.isdigit() for part in parts) and latest_day(value):
        if len(parts) == 3:
            return day(datetime.date(*map(int, parts)))
        if len(parts) == 2:
            return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
        return value
    return _tr("Datum unbekannt") if value.startswith("unbekannt") else value


def host(url: str) -> str:
    """Return the readable part of an address: www.bochum.de."""
    return urlsplit(url).hostname or url


def address(url: str) -> str:
    """Return an address as a person would type it.

    What follows a question mark or a number sign is technical and is left out.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    rest = " …" if parts.query or parts.fragment else ""
    return (parts.hostname or "") + path + rest


def source_name(source: Source) -> str:
    """Name a source by its host."""
    return host(source.url) if source.url else _tr("ohne Adresse")


def amount(value: float) -> str:
    """Write an amount: 46 € or 27,60 €."""
    euros = f"{value:.2f}".replace(".", ",").removesuffix(",00")
    return f"{euros} €"


def fee(card: ServiceCard) -> str:
    """Say the fee in a badge; empty when the sources are not clear."""
    low, high = card.fee_minimum, card.fee_maximum
    if card.free and not low and not high:
        return _tr("kostenlos")
    if low is not None and low == high:
        return amount(low) if low else _tr("kostenlos")
    if high:
        return _tr("bis {amount}").format(amount=amount(high))
    return _tr("ab {amount}").format(amount=amount(low)) if low else ""


def online(value: Online) -> str:
    """Say how much can be done online."""
    return {
        Online.FULL: _tr("ganz online"),
        Online.PARTLY: _tr("teilweise online"),
        Online.INFO: _tr("Information"),
    }[value]


def step_kind(value: StepKind) -> tuple[str, str]:
    """Return where a step happens, and the icon for it."""
    return {
        StepKind.PREPARE: (_tr("zu Hause"), "house"),
        StepKind.ONLINE: (_tr("online"), "globe"),
        StepKind.ON_SITE: (_tr("vor Ort"), "map-pin"),
        StepKind.WAIT: (_tr("warten"), "clock"),
        StepKind.PHONE: (_tr("am Telefon"), "phone"),
    }[value]


def when(value: When) -> str:
    """Name a time within a life event."""
    return {
        When.BEFORE: _tr("Vorher"),
        When.NOW: _tr("Jetzt"),
        When.ON_THE_DAY: _tr("Am Tag selbst"),
        When.AFTERWARDS: _tr("Danach"),
    }[value]


def state(value: ServiceState) -> str:
    """Name where a service stands for a person."""
    return {
        ServiceState.NOTED: _tr("vorgemerkt"),
        ServiceState.IN_PROGRESS: _tr("in Arbeit"),
        ServiceState.SET_UP: _tr("eingerichtet"),
        ServiceState.NOT_FOR_ME: _tr("betrifft mich nicht"),
    }[value]


def steps_done(done: int, total: int) -> str:
    """Say how far one is."""
    return _tr("{done} von {total} erledigt").format(done=done, total=total)


def step_of(number: int, total: int) -> str:
    """Say which step it is."""
    return _tr("Schritt {n} von {total}").format(n=number, total=total)


def set_up_on(moment: datetime.datetime) -> str:
    """Say when a service was set up."""
    return _tr("eingerichtet am {day}").format(day=day(moment.astimezone().date()))


def badges(card: ServiceCard, own: ServiceState | None, today: datetime.date) -> list[tuple[str, str]]:
    """Return the facts that stand beside a service in a list, with their tones."""
    found: list[tuple[str, str]] = []
    if card.expired(today):
        return [(_tr("abgelaufen"), "danger")]
    if own is ServiceState.SET_UP:
        found.append((state(own), "done"))
    elif own in (ServiceState.IN_PROGRESS, ServiceState.NOTED):
        found.append((state(own), "accent"))
    if card.needs_appointment:
        found.append((_tr("Termin nötig"), "note"))
    cost = fee(card)
    if cost:
        found.append((cost, ""))
    return found


def age_note(service: Service, today: datetime.date) -> str:
    """Warn about old or undated sources; empty when they are fresh."""
    return {
        Age.FRESH: "",
        Age.OLD: _tr("Diese Angaben sind älter als ein Jahr. Bitte prüfen Sie sie vorher."),
        Age.UNDATED: _tr("Von wann diese Angaben sind, ist nicht bekannt. Bitte prüfen Sie sie vorher."),
    }[service.age(today)]


def not_confirmed(level: Level) -> str:
    """Say that something could not be confirmed, and who knows it."""
    return {
        Level.MUNICIPAL: _tr("Nicht bestätigt – fragen Sie unter 115:"),
        Level.OTHER: _tr("Nicht bestätigt – fragen Sie beim Anbieter:"),
    }.get(level, _tr("Nicht bestätigt – fragen Sie unter 115 oder bei der Stelle selbst:"))


def step_ticked(title: str) -> str:
    """Say that a step is ticked."""
    return _tr("„{title}“ ist erledigt.").format(title=title)


def step_unticked(title: str) -> str:
    """Say that a step is open again."""
    return _tr("„{title}“ ist wieder offen.").format(title=title)


def state_set(title: str, value: ServiceState | None) -> str:
    """Say where a service stands now."""
    if value is None:
        return _tr("„{title}“ steht nicht mehr auf Ihrer Liste.").format(title=title)
    return {
        ServiceState.NOTED: _tr("„{title}“ ist vorgemerkt."),
        ServiceState.IN_PROGRESS: _tr("„{title}“ ist wieder in Arbeit."),
        ServiceState.SET_UP: _tr("„{title}“ ist eingerichtet."),
        ServiceState.NOT_FOR_ME: _tr("„{title}“ betrifft Sie nicht."),
    }[value].format(title=title)


def readable_id(value: str) -> str:
    """Make an id that the catalog no longer knows readable."""
    return value.replace("-", " ")


def change(what: What, item: str, title: str, step: str) -> str:
    """Say what a change was about, for undo, redo and the history.

    Args:
        item: See :class:`What`.
        title: Title of the service; empty for changes that concern many.
        step: Title of the step, when the change was about one.
    """
    words = {
        What.TICK: _tr("„{step}“ erledigt"),
        What.UNTICK: _tr("„{step}“ wieder geöffnet"),
        What.FORGET: _tr("„{title}“ von der Liste genommen"),
        What.NOTE: _tr("Notiz zu „{title}“ geändert"),
        What.HELP: _tr("Angabe zur Hilfe bei „{title}“ geändert"),
        What.DUE: _tr("Datum zu „{title}“ geändert"),
        What.IMPORT: _tr("Liste „{item}“ aus einer Datei geholt"),
        What.MERGE: _tr("Mit der Liste von „{item}“ zusammengelegt"),
        What.PROFILE: _tr("Person „{item}“ geändert"),
        What.REDIRECT: _tr("„{title}“ hieß vorher „{item}“"),
    }
    if what is What.STATE:
        states = {str(value): state(value) for value in ServiceState}
        return _tr("„{title}“: {state}").format(title=title, state=states.get(item, item))
    if what is What.REDIRECT:
        item = readable_id(item)
    return words[what].format(step=step, title=title, item=item or _tr("ohne Namen"))


class Titles(Protocol):
    """Who knows what services and steps are called; a checklist does."""

    def titles(self, services: Sequence[str], /) -> Mapping[str, str]:
        """Return titles of known services by id."""

    def step_titles(self, service: str, /) -> Mapping[str, str]:
        """Return titles of a service's steps by id."""


def would(changed: Changed, checklist: Titles) -> str:
    """Name the change that undo or redo would move."""
    service = min(changed.services, default="")
    title = checklist.titles([service]).get(service, readable_id(service)) if service else ""
    step = changed.item
    if changed.what in (What.TICK, What.UNTICK):
        step = checklist.step_titles(service).get(changed.item, readable_id(changed.item))
    return change(changed.what, changed.item, title, step)


def day_in_words(value: datetime.date, today: datetime.date) -> str:
    """Write a day as a heading: Heute, 3. Oktober 2026."""
    near = {0: _tr("Heute"), 1: _tr("Gestern")}.get((today - value).days)
    return f"{near}, {day(value)}" if near else day(value)


def time_of_day(value: datetime.datetime) -> str:
    """Write a time of day: 9:05."""
    return f"{value.hour}:{value.minute:02}"


def moved(changed: Changed, checklist: Titles) -> str:
    """Say which change was taken back or made again, naming the item."""
    back = changed.direction is Direction.UNDONE
    if changed.what in (What.TICK, What.UNTICK):
        service = min(changed.services, default="")
        step = checklist.step_titles(service).get(changed.item, readable_id(changed.item))
        open_now = (changed.what is What.TICK) is back
        now = _tr("„{title}“ ist wieder offen.") if open_now else _tr("„{title}“ ist wieder erledigt.")
        return f"{_tr('Zurückgenommen:') if back else _tr('Wiederholt:')} {now.format(title=step)}"
    said = would(changed, checklist)
    return (_tr("Zurückgenommen: {change}.") if back else _tr("Wiederholt: {change}.")).format(change=said)


def note_kept(title: str) -> str:
    """Say that a note is kept."""
    return _tr("Ihre Notiz zu „{title}“ ist gespeichert.").format(title=title)


def note_removed(title: str) -> str:
    """Say that a note is gone."""
    return _tr("Ihre Notiz zu „{title}“ ist gelöscht.").format(title=title)


def help_kept(with_help: bool | None) -> str:
    """Say what was kept about help."""
    return {
        True: _tr("Gespeichert: mit Hilfe."),
        False: _tr("Gespeichert: allein."),
        None: _tr("Gespeichert: keine Angabe zur Hilfe."),
    }[with_help]


def due_kept(title: str, value: datetime.date) -> str:
    """Say that a date is kept."""
    return _tr("Gespeichert: {day} bei „{title}“.").format(day=day(value), title=title)


def due_removed(title: str) -> str:
    """Say that a date is gone."""
    return _tr("Das Datum „{title}“ ist entfernt.").format(title=title)


_COUNTED_DAYS = 70
"""From this many days on nobody counts days any more."""


def days_left(days: int) -> str:
    """Say how long there is still time, in a badge; what is long past in months or years."""
    if days <= -2 * 365:
        return _tr("seit {n} Jahren").format(n=-days // 365)
    if days <= -_COUNTED_DAYS:
        return _tr("seit {n} Monaten").format(n=-days * 12 // 365)
    if days < -1:
        return _tr("seit {n} Tagen").format(n=-days)
    return {-1: _tr("seit gestern"), 0: _tr("heute"), 1: _tr("morgen")}.get(
        days, _tr("noch {n} Tage").format(n=days)
    )


def due_reminder(count: int) -> str:
    """Say how much is due soon."""
    return (
        _tr("1 Eintrag auf Ihrer Liste ist bald fällig.")
        if count == 1
        else _tr("{n} Einträge auf Ihrer Liste sind bald fällig.").format(n=count)
    )


def due_state(due: Due) -> str:
    """Say in a badge whether something is due or will be."""
    return _tr("wieder fällig") if due.days_left <= 0 else _tr("bald fällig")


def due_title(title: str, due: Due) -> str:
    """Name what is due: the person's words, or the service."""
    if due.renewal:
        return _tr("{title}: erneuern").format(title=title)
    return due.label or title


def due_below(title: str, due: Due) -> str:
    """Say when something is due, and for which service."""
    when_ = _tr("am {day}").format(day=day(due.day))
    if due.renewal:
        return _tr("{when}, nach der üblichen Frist").format(when=when_)
    return f"{when_} · {title}" if due.label else when_


def backup_label(label: str) -> str:
    """Say why a backup was made."""
    for start, words in (
        ("vor-umstellung", _tr("vor der Umstellung auf eine neue Version")),
        ("vor-zusammenlegen", _tr("vor dem Zusammenlegen zweier Listen")),
        ("vor-wiederherstellung", _tr("vor dem Zurückholen einer älteren Sicherung")),
        ("gerettet", _tr("aufgehoben, als die Datei beschädigt war")),
    ):
        if label.startswith(start):
            return words
    return _tr("tägliche Sicherung")


def backup_loss(loss: Loss) -> str:
    """Say what going back to a backup would lose."""
    if loss.changes == 0:
        return _tr("Dabei geht nichts verloren.")
    if loss.changes is not None:
        lost = (
            _tr("Dabei geht 1 spätere Änderung")
            if loss.changes == 1
            else _tr("Dabei gehen {n} spätere Änderungen")
        )
        return (lost + _tr(" verloren.")).format(n=loss.changes)
    if loss.since is None:
        return _tr("Verloren geht alles, was Sie danach eingetragen haben.")
    since = loss.since.astimezone()
    return _tr("Verloren geht, was Sie nach dem {day}, {time} Uhr, eingetragen haben.").format(
        day=day(since.date()), time=time_of_day(since)
    )


def person_name(name: str) -> str:
    """Return what a person is called; some have not said."""
    return name or _tr("Ohne Namen")


_ENDLESS = re.compile(r"\S{21,}")
"""Longer than the words that guides are made of."""


def breakable(words: str) -> str:
    """Let lines break inside very long words; what people type may have any."""
    return _ENDLESS.sub(lambda word: "\u200b".join(re.findall(".{1,12}", word[0])), words)


def clock_doubt(doubt: ClockDoubt) -> str:
    """Say that the computer's clock looks wrong."""
    return _tr(
        "Die Uhr dieses Computers zeigt den {now}. Das kann nicht stimmen, darum sind Fristen vielleicht "
        "falsch. Gelöscht wird nichts. Bitte stellen Sie Datum und Uhrzeit richtig ein."
    ).format(now=day(doubt.now.astimezone().date()))


def theme_title(name: str) -> str:
    """Name a theme in the settings."""
    return {
        "system": _tr("Wie im System eingestellt"),
        "light": _tr("Hell"),
        "dark": _tr("Dunkel"),
        "contrast-light": _tr("Hoher Kontrast, hell"),
        "contrast-dark": _tr("Hoher Kontrast, dunkel"),
    }[name]


def theme_chosen(name: str) -> str:
    """Say which theme is used now."""
    return _tr("Farben: {title}").format(title=theme_title(name))


def text_size_chosen(percent: int) -> str:
    """Say which text size is used now."""
    return _tr("Schriftgröße {n} Prozent").format(n=percent)
