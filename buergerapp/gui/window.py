"""The window: moving between pages, messages, and the frame of side bar, header and pages."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from buergerapp.domain.checklist import Changed, What
from buergerapp.errors import KnownProblem
from buergerapp.gui import a11y
from buergerapp.gui.header import Header
from buergerapp.gui.navigation import START, History, Route
from buergerapp.gui.session import Session
from buergerapp.gui.sidebar import SideBar
from buergerapp.gui.theme import dress
from buergerapp.gui.widgets.focus_ring import FocusRing
from buergerapp.gui.widgets.message_bar import Messages
from buergerapp.gui.widgets.page import Page
from buergerapp.settings import READ_ALOUD_SPEED
from buergerapp.usecases.find import UnknownServiceError

if TYPE_CHECKING:
    from buergerapp.gui.read_aloud import ReadAloud

NARROW = 940
"""Below this width in px at 100 % text the side bar becomes a page of its own, the menu."""
LONGEST_WAY_BACK = 40
"""Characters of a title that still stands on the button "back"."""

PAGES = {
    "welcome": "welcome.WelcomePage",
    "start": "start.StartPage",
    "starter": "starter.StarterPage",
    "search": "search.SearchPage",
    "category": "category.CategoryPage",
    "life-event": "life_event.LifeEventPage",
    "service": "service.ServicePage",
    "step": "step.StepPage",
    "list": "checklist.ChecklistPage",
    "history": "history.HistoryPage",
    "profiles": "profiles.ProfilesPage",
    "backups": "backups.BackupsPage",
    "settings": "settings.SettingsPage",
    "help": "help.HelpPage",
    "about": "about.AboutPage",
    "menu": "menu.MenuPage",
}
"""Page to its class below ``buergerapp.gui.pages``; read when it is first opened, for a quick start."""


def page_class(name: str) -> type[Page]:
    """Return the class of a page."""
    module, kind = PAGES[name].split(".")
    found: type[Page] = getattr(import_module(f"buergerapp.gui.pages.{module}"), kind)
    return found


OPEN_WHEN_LOCKED = ("welcome", "profiles", "settings", "help", "about", "backups", "menu")
"""Pages that show nothing of a person's list; the others wait until a protected list is opened."""


class Window(QMainWindow):
    """The one window."""

    def __init__(self, session: Session, first: Route = START) -> None:
        """Draw the frame and open ``first``; from anywhere else, "back" leads to the start page."""
        super().__init__()
        self.session = session
        self.history = History()
        self.history.go(first)
        self.setWindowTitle("BürgerApp")
        self.resize(1280, 820)
        self.setMinimumSize(480, 420)
        self._pages: dict[str, Page] = {}
        self._messages = Messages(session, self)
        self._stack = QStackedWidget()
        a11y.set_role(self._stack, "pane")  # else every page change is spoken as "layered pane"
        self._ring = FocusRing(session.look, self)
        self._apply_look()
        self._draw_frame()
        self._announcer = a11y.Announcer(self)
        self._make_shortcuts()
        session.go.connect(self.go)
        session.changed.connect(self._on_changed)
        session.person_changed.connect(self._on_person_changed)
        session.look_changed.connect(self._on_look_changed)
        session.message.connect(self._messages.say)
        session.problem.connect(self._on_problem)
        session.announce.connect(self._announcer.say)
        self._messages.said.connect(self._announcer.say)
        self._messages.left.connect(self._on_message_left)
        session.read_page.connect(self._on_read_page)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.styleHints().colorSchemeChanged.connect(session.refresh_look)
        self._show_current()

    # --- the frame --------------------------------------------------------------------------------

    def _apply_look(self) -> None:
        """Give the application the colours and sizes of the present look."""
        dress(self.session.look, self.session.resources)
        self._ring.set_look(self.session.look)

    def _is_narrow(self) -> bool:
        return self.width() < self.session.look.px(NARROW)

    def _draw_frame(self) -> None:
        """Build side bar, header and stack; called again when the look or the shape changes."""
        self._stack.setParent(None)
        frame = QWidget()
        frame.setObjectName("frame")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._narrow = self._is_narrow()
        self._side = None if self._narrow else SideBar(self.session, self.history.current.route.page)
        if self._side is not None:
            row.addWidget(self._side)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._header = Header(self.session, narrow=self._narrow)
        self._header.back.connect(self.back)
        right.addWidget(self._header)
        right.addWidget(self._stack, 1)
        right.addLayout(self._messages.new_place())
        row.addLayout(right, 1)
        self._ring.leave()
        self.setCentralWidget(frame)

    def look_for_voice(self) -> None:
        """Look for a German voice; where there is one, the button that reads aloud appears."""
        from buergerapp.gui.read_aloud import ReadAloud, Voice, find_backend  # late: not needed at first

        self.use_reader(ReadAloud(Voice(find_backend()), lambda: self.session.settings.get(READ_ALOUD_SPEED)))

    def use_reader(self, reader: "ReadAloud") -> None:
        """Read aloud with ``reader`` from now on."""
        self.session.reader = reader
        reader.state_changed.connect(self.session.reading_changed)
        reader.reached.connect(lambda widget: self.page.ensureWidgetVisible(widget))
        reader.failed.connect(self._on_reader_failed)
        reader.look()

    def _on_read_page(self) -> None:
        """Read the page aloud, or stop."""
        reader = self.session.reader
        if reader is None:
            return
        if reader.reading:
            reader.stop()
            return
        from buergerapp.gui.read_aloud import pieces

        reader.read(pieces(self.page.content))

    def _stop_reading(self) -> bool:
        """Be silent; tell whether something was being read."""
        reader = self.session.reader
        if reader is None or not reader.reading:
            return False
        reader.stop()
        return True

    def _on_reader_failed(self) -> None:
        self._on_problem(
            KnownProblem(
                self.tr("Die Stimme antwortet nicht."),
                self.tr("Prüfen Sie, ob der Ton an ist, oder starten Sie den Computer neu."),
            )
        )

    def _make_shortcuts(self) -> None:
        """Everything that can be pressed can be reached by keyboard; these are the short ways."""
        for keys, action in (
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl+F", self._to_search),
            ("Ctrl+Z", self.session.undo),
            ("Ctrl+Shift+Z", self.session.redo),
            ("Ctrl+Y", self.session.redo),
            ("Ctrl++", lambda: self.session.step_text_size(1)),
            ("Ctrl+=", lambda: self.session.step_text_size(1)),
            ("Ctrl+-", lambda: self.session.step_text_size(-1)),
            ("Ctrl+0", lambda: self.session.set_text_size(100)),
            ("F1", lambda: self.session.navigate("help")),
            ("Esc", self._on_escape),
            ("Ctrl+Q", self.close),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(action)

    # --- moving about -------------------------------------------------------------------------------

    def go(self, route: Route) -> None:
        """Show another place; typing in the search and the steps of a guide stay one place.

        The way back from a step is its guide, wherever the person came from.
        """
        current = self.history.current.route
        if route.page == "search" and current.page == "search":
            self.history.replace(route)
            self._show_current(keep_focus=True)
            return
        if route.page == "step" and current.page == "step" and route.arg == current.arg:
            self.history.replace(route)
            # The message about the last tick stays, and with it the way to take it back.
            self._show_current(keep_message=True)
            return
        self._remember()
        if route.page == "step" and self._knows(route.arg):
            self.history.go(Route("service", route.arg))
        if self.history.go(route):
            self._show_current()

    def _knows(self, service: str) -> bool:
        try:
            return bool(self.session.find.service(service, self.session.language))
        except UnknownServiceError:
            return False

    def back(self) -> None:
        """Go back one place."""
        self._remember()
        if self.history.back():
            self._show_current(returning=True)

    def forward(self) -> None:
        """Go forward one place."""
        self._remember()
        if self.history.forward():
            self._show_current(returning=True)

    def _remember(self) -> None:
        """Note how far the page is scrolled and what has the focus, for coming back."""
        page = self.page
        visit = self.history.current
        visit.scroll = page.verticalScrollBar().value()
        visit.focus = page.focus_name() or visit.focus

    def _on_escape(self) -> None:
        """Stop reading aloud first, then close the message, then go back."""
        if self._stop_reading():
            return
        if self._messages.close():
            self._announcer.say(self.tr("Meldung geschlossen."))
        else:
            self.back()

    def _to_search(self) -> None:
        """Put the cursor into the search field, wherever one is."""
        if not self.page.focus_on("searchEdit"):
            self.session.navigate("search")
            self.page.focus_on("searchEdit")

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go on with Tab; what gets the focus on a page is in sight, also when Tab comes from the header."""
        moved = super().focusNextPrevChild(next)
        focused = QApplication.focusWidget()
        if moved and focused is not None and self.page.isAncestorOf(focused):
            self.page.ensureWidgetVisible(focused)
        return moved

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def _show_current(
        self, *, returning: bool = False, keep_focus: bool = False, keep_message: bool = False
    ) -> None:
        """Show the place in the history."""
        self._stop_reading()
        visit = self.history.current
        route = self._allowed(visit.route)
        name = route.page
        if name not in self._pages:
            self._pages[name] = page_class(name)(self.session)
            self._stack.addWidget(self._pages[name])
        page = self._pages[name]
        focused = QApplication.focusWidget()
        if page is not self._stack.currentWidget() and focused and self._stack.isAncestorOf(focused):
            # Else Qt gives the focus to what had it on that page before; that is drawn anew in a moment,
            # and a screen reader does not say the same name twice.
            focused.clearFocus()
        if page is not self._stack.currentWidget():
            page.clear()  # else what it showed last time is laid out once more before it is replaced
        self._stack.setCurrentWidget(page)
        if not self.isVisible():
            # Nothing is laid out yet, and what a page draws depends on its width.
            page.resize(self.width() - (self._side.width() if self._side is not None else 0), self.height())
        page.open(route)
        if returning:
            page.scroll_to(visit.scroll)
        if not keep_focus and not (returning and page.focus_on(visit.focus)):
            page.focus_first()
        if not keep_focus and not keep_message and not returning:
            self._messages.close()
        self._update_header()
        self.setWindowTitle(f"{page.title} – BürgerApp" if page.title else "BürgerApp")

    def _allowed(self, route: Route) -> Route:
        """Return where to go: a protected list has to be opened before anything of it is shown."""
        if route.page in OPEN_WHEN_LOCKED or not self.session.locked:
            return route
        from buergerapp.gui.pages.protection import UNLOCK  # late, like the pages themselves

        return Route("profiles", self.session.checklist.person, UNLOCK)

    def _update_header(self) -> None:
        """Show where "back" leads and light the entry of the side bar."""
        self._header.show_way_back(self._title_of_previous())
        if self._side is not None:
            self._side.light(self.history.current.route.page)

    def _title_of_previous(self) -> str | None:
        """Return the name of the place that "back" leads to, empty when it has none; None without one."""
        previous = self.history.previous
        if previous is None:
            return None
        if self.history.current.route.page == "step" and previous.page == "service":
            return self.tr("Übersicht der Anleitung")
        names = {"start": self.tr("Start"), "list": self.tr("Meine Liste"), "search": self.tr("Suche")}
        known = self._pages.get(previous.page)
        if previous.page in names:
            return names[previous.page]
        if known is None or previous.page == self.history.current.route.page:
            return ""
        return known.title if len(known.title) <= LONGEST_WAY_BACK else ""

    # --- what happens ---------------------------------------------------------------------------------

    def _on_changed(self, changed: Changed) -> None:
        if changed.what is not What.PROFILE:
            if self._side is not None:
                self._side.count()
            self.page.on_changed(changed)
            return
        noted = self._note_focus()
        self._draw_frame()
        self._update_header()
        self.page.on_changed(changed)
        self._focus_again(noted)

    def _on_person_changed(self) -> None:
        """Begin anew with another person, without a way back into the list of the former one."""
        self.history = History()
        self._apply_look()
        self._forget_hidden_pages()
        self._draw_frame()
        self._show_current()

    def _forget_hidden_pages(self) -> None:
        for key, page in list(self._pages.items()):
            if page is not self._stack.currentWidget():
                self._stack.removeWidget(page)
                page.deleteLater()
                del self._pages[key]

    def _on_look_changed(self) -> None:
        """Draw everything anew and keep place and focus."""
        noted = self._note_focus()
        self._apply_look()
        self._draw_frame()
        self._forget_hidden_pages()
        self.page.redraw()
        self._update_header()
        self._focus_again(noted)

    def _note_focus(self) -> tuple[str, bool]:
        """Return the name of what has the focus, and whether it can be seen on the page."""
        focused = self.focusWidget()
        return focused.objectName() if focused is not None else "", self.page.keep_focus_in_sight()

    def _focus_again(self, noted: tuple[str, bool]) -> None:
        """Give the focus back after drawing anew; what is gone leaves it to the page."""
        name, seen = noted
        if self.page.focus_on(name):
            if seen:
                self.page.show_focus_soon()
            return
        # The old page and the old frame still wait for their deletion; their controls have the same names.
        found = [c for c in self.findChildren(QWidget, name) if name and not self._stack.isAncestorOf(c)]
        if not found:
            self.page.focus_first()
            return
        if (frame := self.centralWidget()) is not None:
            frame.show()  # now, not in the next turn: only what is visible can take the focus
        found[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_problem(self, problem: KnownProblem) -> None:
        self._messages.warn(str(problem))

    def show_bug(self) -> None:
        """Say that something went wrong that is our fault."""
        self._messages.warn(
            self.tr(
                "Da ist etwas schiefgegangen. Ihre Einträge sind gespeichert. Versuchen Sie es noch einmal."
            )
        )

    def _on_message_left(self) -> None:
        """Go back to what had the focus on the page before somebody went to the message."""
        before = self.page.focusWidget()
        if before is not None and before.isVisible() and before is not self.page:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page.focus_first()

    def finish(self) -> None:
        """Show what waits until after the picture: the rest of the page, and what was said."""
        self.page.finish()
        self._messages.finish()

    def show_again(self, service: str) -> None:
        """Come to the front because the program was started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        if service:
            self.session.navigate("service", service)

    # --- Qt --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the frame when there is no longer, or again, room for the side bar."""
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            QTimer.singleShot(0, self, self._on_shape_changed)

    def _on_shape_changed(self) -> None:
        if self._is_narrow() == self._narrow:
            return
        noted = self._note_focus()
        self._draw_frame()
        if self.history.current.route.page == "menu" and not self._narrow:
            self.history.replace(START)
            self._show_current()
        self.page.redraw()
        self._update_header()
        self._focus_again(noted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The side buttons of a mouse go back and forward."""
        if event.button() == Qt.MouseButton.BackButton:
            self.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.forward()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once; everything is saved already."""
        self._ring.leave()
        super().closeEvent(event)
