"""Values of the domain in German words."""

import datetime
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from buergerapp.domain.checklist import Changed, ServiceState, What
from buergerapp.domain.service import (
    Age,
    Online,
    Service,
    ServiceCard,
    Source,
    StepKind,
    When,
    latest_day,
)
from buergerapp.usecases.find import Find

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
    """Return an address as a person would type it, with places where a line may break.

    What follows a question mark or a number sign is technical and is left out.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    rest = " …" if parts.query or parts.fragment else ""
    return (parts.hostname or "") + path.replace("/", "/\u200b").replace("-", "-\u200b") + rest


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
    if low is not None and high is not None:
        if low == high:
            return amount(high) if high else _tr("kostenlos")
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


def undone(changed: Changed, find: Find) -> str:
    """Say which change was taken back, naming the item."""
    service = next(iter(changed.services), "")
    title = service
    step = changed.item
    try:
        guide = find.service(service)
        title = guide.title
        step = next((s.title for s in guide.steps if s.id == changed.item), changed.item)
    except LookupError:
        pass
    if changed.what is What.TICK:
        return _tr("Zurückgenommen: „{item}“ ist wieder offen.").format(item=step)
    if changed.what is What.UNTICK:
        return _tr("Zurückgenommen: „{item}“ ist wieder erledigt.").format(item=step)
    return _tr("Zurückgenommen: Änderung bei „{item}“.").format(item=title)


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
