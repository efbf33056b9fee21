"""Choices of one among several, as the welcome and the settings show them; what is pressed counts at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from buergerapp.gui import texts
from buergerapp.gui.session import TEXT_SIZES, Session
from buergerapp.gui.theme import THEMES
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Text
from buergerapp.gui.widgets.layouts import Box, ColumnsLayout, FlowLayout
from buergerapp.gui.widgets.radios import radio_group
from buergerapp.settings import CHOOSE_PERSON, DUE_NOTIFICATION, LANGUAGE, READ_ALOUD_SPEED, TEXT_SCALE, THEME

T = TypeVar("T")

SPEEDS = (75, 100, 125, 150)
"""Speeds of reading aloud that are offered, in percent."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("choices", text)


def _choice(session: Session, title: str, name: str, chosen: bool, locked: bool) -> Button:
    """Make a button that is one of several; a locked one says why."""
    button = Button(session.icons, session.look, title, "", "choice", name)
    button.setCheckable(True)
    button.setChecked(chosen)
    if chosen:
        button.show_icon(session.icons, session.look, "check", "accent-on-soft")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    if locked:
        button.setEnabled(False)
        button.setAccessibleDescription(_tr("von der Verwaltung vorgegeben"))
    return button


def _group(name: str, layout: QLayout, buttons: Sequence[Button]) -> QWidget:
    """Return the choices as a group; where they are locked, the reason stands below them."""
    group = radio_group(name, layout, buttons)
    if buttons[0].isEnabled():
        return group
    whole = Box()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(group)
    column.addWidget(Text(_tr("Das hat die Verwaltung vorgegeben."), "second"))
    return whole


def _columns(
    session: Session,
    name: str,
    offers: Sequence[tuple[T, str, str]],
    now: T,
    locked: bool,
    choose: Callable[[T], object],
) -> QWidget:
    """Make columns of choices; an offer is a value, its object name and its title."""
    columns = ColumnsLayout(10, session.look.px(290), 3)
    buttons = []
    for value, object_name, title in offers:
        button = _choice(session, title, object_name, value == now, locked)
        button.on_click(partial(choose, value))
        columns.addWidget(button)
        buttons.append(button)
    return _group(name, columns, buttons)


def text_sizes(session: Session) -> QWidget:
    """Offer the text sizes."""
    sizes = FlowLayout(10)
    buttons = []
    for percent in TEXT_SIZES:
        here = percent == session.look.percent
        button = _choice(
            session, f"{percent} %", f"size-{percent}", here, session.settings.locked(TEXT_SCALE)
        )
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.on_click(partial(session.set_text_size, percent))
        sizes.addWidget(button)
        buttons.append(button)
    return _group(_tr("Schriftgröße"), sizes, buttons)


def themes(session: Session) -> QWidget:
    """Offer the colours."""
    offers = [(name, f"theme-{name}", texts.theme_title(name)) for name in ("system", *THEMES)]
    settings = session.settings
    return _columns(
        session, _tr("Farben"), offers, settings.get(THEME), settings.locked(THEME), session.set_theme
    )


def languages(session: Session) -> QWidget:
    """Offer everyday and simple language."""
    offers = [
        ("de", "language-de", _tr("Alltagssprache")),
        ("de-simple", "language-de-simple", _tr("Einfache Sprache, wo es sie gibt")),
    ]
    settings = session.settings
    return _columns(
        session,
        _tr("Sprache der Anleitungen"),
        offers,
        settings.get(LANGUAGE),
        settings.locked(LANGUAGE),
        session.set_language,
    )


def speeds(session: Session, redraw: Callable[[], object]) -> QWidget:
    """Offer the speeds of reading aloud."""
    settings = session.settings
    titles = {75: _tr("langsam"), 100: _tr("normal"), 125: _tr("schnell"), 150: _tr("sehr schnell")}

    def choose(percent: int) -> None:
        session.attempt(lambda: settings.set(READ_ALOUD_SPEED, percent))
        redraw()

    return _columns(
        session,
        _tr("Geschwindigkeit beim Vorlesen"),
        [(percent, f"speed-{percent}", titles[percent]) for percent in SPEEDS],
        settings.get(READ_ALOUD_SPEED),
        settings.locked(READ_ALOUD_SPEED),
        choose,
    )


def who_at_start(session: Session, redraw: Callable[[], object]) -> QWidget:
    """Offer to be asked at each start who is there."""
    settings = session.settings

    def choose(wanted: bool) -> None:
        session.attempt(lambda: settings.set(CHOOSE_PERSON, wanted))
        redraw()

    return _columns(
        session,
        _tr("Beim Start"),
        [
            (False, "askWho-off", _tr("Mit der letzten Person beginnen")),
            (True, "askWho-on", _tr("Immer fragen, wer da ist")),
        ],
        settings.get(CHOOSE_PERSON),
        settings.locked(CHOOSE_PERSON),
        choose,
    )


def reminders(session: Session, redraw: Callable[[], object]) -> QWidget:
    """Offer to be reminded at the start of what is due."""
    settings = session.settings

    def choose(wanted: bool) -> None:
        session.attempt(lambda: settings.set(DUE_NOTIFICATION, wanted))
        redraw()

    return _columns(
        session,
        _tr("Erinnern"),
        [
            (False, "remind-off", _tr("Nicht erinnern")),
            (True, "remind-on", _tr("Beim Start an Fälliges erinnern")),
        ],
        settings.get(DUE_NOTIFICATION),
        settings.locked(DUE_NOTIFICATION),
        choose,
    )
