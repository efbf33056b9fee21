"""What the pages share while the window is open: the person, the use cases, the look, the messages."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from buergerapp.domain.checklist import Changed, ServiceState
from buergerapp.errors import KnownProblem
from buergerapp.gui import texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.navigation import Route
from buergerapp.gui.theme import THEMES, Look, load_theme, system_theme
from buergerapp.settings import LANGUAGE, TEXT_SCALE, THEME, Settings
from buergerapp.usecases.checklist import Checklist
from buergerapp.usecases.find import Find

log = logging.getLogger(__name__)

TEXT_SIZES = (100, 125, 150, 175, 200, 250, 300)
"""The steps of Ctrl+plus and of the header's menu, in percent."""


class Parts(Protocol):
    """What the composition root hands over."""

    find: Find
    checklist: Checklist

    def close(self) -> None:
        """Close the files."""


def open_in_browser(url: str) -> bool:
    """Open an address in the system's browser; False when there is none."""
    return QDesktopServices.openUrl(QUrl(url))


class Session(QObject):
    """One person at one window.

    Signals:
        changed(Changed): Something was written; visible pages that care reload.
        look_changed(): Theme or text size are different; everything is drawn anew.
        go(Route): Somebody wants to go to another place.
        message(str, bool): A sentence for the message bar, and whether undo makes sense.
        problem(KnownProblem): Something went wrong that a person can mend.
        announce(str): A sentence for screen readers only.
    """

    changed = Signal(object)
    look_changed = Signal()
    go = Signal(object)
    message = Signal(str, bool)
    problem = Signal(object)
    announce = Signal(str)

    def __init__(
        self,
        parts: Parts,
        settings: Settings,
        resources: Path,
        open_url: Callable[[str], bool] = open_in_browser,
    ) -> None:
        """Bind the parts together; nothing is read yet."""
        super().__init__()
        self.find = parts.find
        self.checklist = parts.checklist
        self.settings = settings
        self.resources = resources
        self.icons = Icons(resources / "icons")
        self._open_url = open_url
        self.look = self._current_look()

    # --- how everything looks -----------------------------------------------------------------

    def _current_look(self) -> Look:
        """Read theme and text size from the settings; an unknown theme is the system's."""
        name = self.settings.get(THEME)
        theme = name if name in THEMES else system_theme()
        return Look(load_theme(self.resources / "themes", theme), self.settings.get(TEXT_SCALE))

    def refresh_look(self) -> None:
        """Draw everything anew when the settings or the system's choice changed."""
        look = self._current_look()
        if look != self.look:
            self.look = look
            self.look_changed.emit()

    def set_theme(self, name: str) -> None:
        """Choose a theme, or ``system``."""
        if self._save(lambda: self.settings.set(THEME, name)):
            self.refresh_look()
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

    def undo(self) -> None:
        """Take the last change back and say which one it was."""
        changed: list[Changed | None] = []

        def take_back() -> None:
            changed.append(self.checklist.undo())

        if not self._save(take_back):
            return
        if changed[0] is None:
            self.message.emit(self.tr("Es gibt nichts, was sich zurücknehmen lässt."), False)
            return
        self.changed.emit(changed[0])
        self.message.emit(texts.undone(changed[0], self.find), False)

    def _write(self, verb: Callable[[], Changed], sentence: str) -> bool:
        """Run a writing verb, announce what changed and say it in the message bar."""
        result: list[Changed] = []
        if not self._save(lambda: result.append(verb())):
            return False
        self.changed.emit(result[0])
        self.message.emit(sentence, True)
        return True

    def _save(self, action: Callable[[], object]) -> bool:
        """Run something that writes; a known problem becomes a message and False."""
        try:
            action()
        except KnownProblem as problem:
            self.problem.emit(problem)
            return False
        return True

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
