"""What the pages share while the window is open: the person, the use cases, the look, the messages."""

import datetime
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from buergerapp.domain.checklist import Changed, Profile, ServiceState
from buergerapp.errors import KnownProblem
from buergerapp.gui import texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.navigation import Route
from buergerapp.gui.theme import THEMES, Look, load_theme, system_theme
from buergerapp.settings import LANGUAGE, PROFILE, RECENT_SEARCHES, TEXT_SCALE, THEME, Settings
from buergerapp.usecases.checklist import Checklist
from buergerapp.usecases.find import Find
from buergerapp.usecases.profiles import Profiles
from buergerapp.usecases.safekeeping import Backup, Safekeeping

if TYPE_CHECKING:
    from buergerapp.gui.read_aloud import ReadAloud

log = logging.getLogger(__name__)

TEXT_SIZES = (100, 125, 150, 175, 200, 250, 300)
"""The steps of Ctrl+plus and of the header's menu, in percent."""


class Parts(Protocol):
    """What the composition root hands over."""

    find: Find
    checklist: Checklist
    profiles: Profiles
    safekeeping: Safekeeping

    def places(self) -> dict[str, Path]:
        """Return where what is kept lies: ``list``, ``backups``, ``settings``, ``log``."""

    def restore(self, backup: Backup) -> Path | None:
        """Go back to a backup; checklist and profiles are new afterwards."""

    def close(self) -> None:
        """Close the files."""


def open_in_browser(url: str) -> bool:
    """Open an address in the system's browser; False when there is none."""
    return QDesktopServices.openUrl(QUrl(url))


def current_look(settings: Settings, resources: Path) -> Look:
    """Read theme and text size from the settings; an unknown theme is the system's."""
    name = settings.get(THEME)
    theme = name if name in THEMES else system_theme()
    return Look(load_theme(resources / "themes", theme), settings.get(TEXT_SCALE))


class Session(QObject):
    """One person at one window.

    Signals:
        changed(Changed): Something was written; visible pages that care reload.
        person_changed(): Another person uses the window, or it was locked, unlocked or restored.
        look_changed(): Theme or text size are different; everything is drawn anew.
        go(Route): Somebody wants to go to another place.
        message(str, bool): A sentence for the message bar, and whether undo makes sense.
        problem(KnownProblem): Something went wrong that a person can mend.
        announce(str): A sentence for screen readers only.
        reading_changed(): A voice was found, or reading aloud began or ended.
        read_page(): Somebody wants the page read aloud, or the reading stopped.
    """

    changed = Signal(object)
    person_changed = Signal()
    look_changed = Signal()
    go = Signal(object)
    message = Signal(str, bool)
    problem = Signal(object)
    announce = Signal(str)
    reading_changed = Signal()
    read_page = Signal()

    def __init__(
        self,
        parts: Parts,
        settings: Settings,
        resources: Path,
        open_url: Callable[[str], bool] = open_in_browser,
    ) -> None:
        """Bind the parts together; nothing is read yet."""
        super().__init__()
        self._parts = parts
        self.find = parts.find
        self.checklist = parts.checklist
        self.profiles = parts.profiles
        self.safekeeping = parts.safekeeping
        self.settings = settings
        self.drafts: dict[str, str] = {}  # notes that were refused, by service
        self.resources = resources
        self.icons = Icons(resources / "icons")
        self.places = parts.places()
        self._open_url = open_url
        self.reader: ReadAloud | None = None  # there once a voice was looked for
        self._settings_of_person()
        self.look = current_look(self.settings, self.resources)

    # --- how everything looks -----------------------------------------------------------------

    def refresh_look(self) -> None:
        """Draw everything anew when the settings or the system's choice changed."""
        look = current_look(self.settings, self.resources)
        if look != self.look:
            self.look = look
            self.look_changed.emit()

    def set_theme(self, name: str) -> None:
        """Choose a theme, or ``system``."""
        if self._save(lambda: self.settings.set(THEME, name)):
            # Even when the colours stay the same: another choice is lit now.
            self.look = current_look(self.settings, self.resources)
            self.look_changed.emit()
            self.announce.emit(texts.theme_chosen(name))

    def set_text_size(self, percent: int) -> None:
        """Choose the text size in percent."""
        percent = max(TEXT_SIZES[0], min(TEXT_SIZES[-1], percent))
        if self._save(lambda: self.settings.set(TEXT_SCALE, percent)):
            self.refresh_look()
            self.announce.emit(texts.text_size_chosen(percent))

    def step_text_size(self, direction: int) -> None:
        """Choose the next larger (+1) or smaller (-1) text size."""
        now = self.look.percent
        larger = [size for size in TEXT_SIZES if size > now]
        smaller = [size for size in TEXT_SIZES if size < now]
        if direction > 0 and larger:
            self.set_text_size(larger[0])
        elif direction < 0 and smaller:
            self.set_text_size(smaller[-1])

    @property
    def language(self) -> str:
        """The language in which guides are shown where they exist in it."""
        return self.settings.get(LANGUAGE)

    def set_language(self, language: str) -> None:
        """Choose ``de`` or ``de-simple`` for the guides."""
        if self._save(lambda: self.settings.set(LANGUAGE, language)):
            self.look_changed.emit()

    # --- who uses the window ------------------------------------------------------------------------

    @property
    def person(self) -> Profile:
        """The person who uses the window."""
        return self.checklist.profile

    @property
    def locked(self) -> bool:
        """Tell whether the person's list is protected and has not been opened."""
        return not self.profiles.unlocked(self.checklist.person)

    def switch(self, profile: str) -> None:
        """Let another person use the window; the choice is kept for the next start."""
        self.checklist = self.checklist.for_profile(profile)
        self.drafts.clear()
        self._save(lambda: self.settings.set(PROFILE, profile))
        self.people_changed()

    def people_changed(self) -> None:
        """Look and speak as the present person chose, and let everything be drawn anew."""
        self._settings_of_person()
        self.look = current_look(self.settings, self.resources)
        self.person_changed.emit()

    def _settings_of_person(self) -> None:
        self.settings.use_profile(self.checklist.person)
        self._save(lambda: self.settings.keep_only(profile.id for profile in self.profiles.all()))

    def restore(self, backup: Backup) -> bool:
        """Go back to a backup; True when it stands in place."""
        done = self.attempt(lambda: self._parts.restore(backup))
        self.checklist, self.profiles = self._parts.checklist, self._parts.profiles
        if done:
            self.people_changed()
        return done

    # --- verbs ----------------------------------------------------------------------------------

    def tick(self, service: str, step: str, title: str, done: bool) -> bool:
        """Tick or untick a step; True only when it is on the disk."""
        verb = self.checklist.tick if done else self.checklist.untick
        return self._write(
            lambda: verb(service, step), texts.step_ticked(title) if done else texts.step_unticked(title)
        )

    def set_state(self, service: str, title: str, state: ServiceState | None) -> bool:
        """Say where a service stands; True only when it is on the disk."""
        return self._write(lambda: self.checklist.set_state(service, state), texts.state_set(title, state))

    def wrote_note(self, changed: Changed, title: str, note: str) -> None:
        """Announce a note that is on the disk."""
        self.changed.emit(changed)
        if changed.services:
            self.message.emit(texts.note_kept(title) if note.strip() else texts.note_removed(title), True)

    def set_with_help(self, service: str, with_help: bool | None) -> bool:
        """Keep whether somebody helped; True only when it is on the disk."""
        return self._write(
            lambda: self.checklist.set_with_help(service, with_help), texts.help_kept(with_help)
        )

    def set_due(self, service: str, title: str, day: datetime.date | None, label: str) -> bool:
        """Keep or remove a date; True only when it is on the disk."""
        sentence = texts.due_kept(title, day) if day else texts.due_removed(label or title)
        return self._write(lambda: self.checklist.set_due(service, day, label), sentence)

    def undo(self) -> None:
        """Take the last change back and say which one it was."""
        self._move(self.checklist.undo, self.tr("Es gibt nichts, was sich zurücknehmen lässt."))

    def redo(self) -> None:
        """Make the change again that was taken back last, and say which one it was."""
        self._move(self.checklist.redo, self.tr("Es gibt nichts, was sich wiederholen lässt."))

    def _move(self, verb: Callable[[], Changed | None], nothing: str) -> None:
        moved: list[Changed | None] = []
        if self.locked or not self._save(lambda: moved.append(verb())):
            return
        if moved[0] is None:
            self.message.emit(nothing, False)
            return
        self.changed.emit(moved[0])
        self.message.emit(texts.moved(moved[0], self.checklist), False)

    def _write(self, verb: Callable[[], Changed], sentence: str) -> bool:
        """Run a writing verb, announce what changed and say it in the message bar."""
        result: list[Changed] = []
        if not self._save(lambda: result.append(verb())):
            return False
        self.changed.emit(result[0])
        if result[0].services:
            self.message.emit(sentence, True)
        return True

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may fail; a known problem becomes a message and False."""
        return self._save(action)

    def _save(self, action: Callable[[], object]) -> bool:
        """Run something that writes; a known problem becomes a message and False."""
        try:
            action()
        except KnownProblem as problem:
            self.problem.emit(problem)
            return False
        return True

    def recent_searches(self) -> tuple[str, ...]:
        """Return what the person searched for last; nothing when they do not want that."""
        return self.checklist.recent_searches() if self.settings.get(RECENT_SEARCHES) else ()

    def remember_search(self, text: str) -> None:
        """Keep a search that led to a guide, unless the person does not want that."""
        if text.strip() and self.settings.get(RECENT_SEARCHES):
            self._save(lambda: self.checklist.remember_search(text.strip()))

    def forget_searches(self) -> None:
        """Delete what the person searched for."""
        if self._save(self.checklist.forget_searches):
            self.message.emit(self.tr("Ihre letzten Suchen sind gelöscht."), False)

    def open_url(self, url: str) -> None:
        """Open an address in the browser, or say how to reach it."""
        if not self._open_url(url):
            self.problem.emit(
                KnownProblem(
                    self.tr("Der Browser lässt sich nicht öffnen."),
                    self.tr("Tippen Sie diese Adresse selbst in Ihren Browser: {url}").format(url=url),
                )
            )
        else:
            self.announce.emit(self.tr("Die Seite öffnet sich in Ihrem Browser."))

    def navigate(self, page: str, arg: str = "", part: str = "") -> None:
        """Go to another place."""
        self.go.emit(Route(page, arg, part))
