"""A window of its own for each test: small catalog, tracker in tmp_path, settings in memory."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from buergerapp import app, logs
from buergerapp.gui.application import make_application
from buergerapp.gui.navigation import Route
from buergerapp.gui.pages.service import ServicePage
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.check_box import TickBox
from buergerapp.gui.widgets.fitting import without_breaks
from buergerapp.gui.window import PAGES, Window
from buergerapp.paths import Paths
from buergerapp.settings import Settings
from buergerapp.tracker.store import Tracker
from buergerapp.usecases.checklist import Checklist
from buergerapp.usecases.find import Find
from tests.authored import RESOURCES, real_catalog, small_catalog

TODAY = datetime.date(2026, 11, 20)

_ROUTES = (
    Route("start"),
    Route("starter"),
    Route("search"),
    Route("search", "perso verlängern"),
    Route("search", "xylophonquartett"),
    Route("category", "leben"),
    Route("life-event", "umzug"),
    Route("service", "perso"),
    Route("service", "hund"),
    Route("step", "perso", "anmelden"),
    Route("step", "perso", ""),
    Route("list"),
    Route("history"),
    Route("history", "perso"),
    Route("profiles"),
    Route("profiles", "new"),
    Route("backups"),
    Route("settings"),
    Route("help"),
    Route("about"),
    Route("menu"),
)
ROUTES = (*_ROUTES, *(Route(page) for page in PAGES if page not in {route.page for route in _ROUTES}))
"""Every page in each of its forms, for the small catalog."""


@dataclass
class Home:
    """A person at their window, with what a test wants to look at behind it."""

    window: Window
    session: Session
    parts: app.App
    opened: list[str]
    qtbot: QtBot
    said: list[str] = field(default_factory=list)

    @property
    def find(self) -> Find:
        return self.session.find

    @property
    def checklist(self) -> Checklist:
        return self.session.checklist

    @property
    def tracker(self) -> Tracker:
        return self.parts.tracker

    # --- acting ------------------------------------------------------------------------------------

    def go(self, page: str, arg: str = "", part: str = "") -> None:
        self.session.navigate(page, arg, part)
        self.settle()

    def press(self, *keys: Qt.Key, hold: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys the way the system delivers them: to the window, which hands them on."""
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key, hold)
            self.settle()

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), Qt.Key(ord(letter.upper())))
            self.settle()

    def tab_to(self, name: str, limit: int = 80) -> None:
        """Press Tab until the named control has the focus."""
        for _ in range(limit):
            if self.focus_name() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def choose(self, name: str, limit: int = 20) -> None:
        """Go by arrow keys to a named choice of the group whose first or chosen one has the focus."""
        for _ in range(limit):
            if self.focus_name() == name:
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"the arrow keys never reach {name}")

    def click(self, name: str) -> None:
        widget = self.get(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.settle()

    def settle(self) -> None:
        """Let what was put off for the next turn of the event loop or the first picture happen."""
        self.window.finish()
        for _ in range(3):
            QApplication.processEvents()
            # A test has no event loop around it, so what is replaced would otherwise never be deleted.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait_for(self, name: str) -> QWidget:
        self.qtbot.waitUntil(lambda: self.get_all(name) != [])
        return self.get(name)

    # --- looking -------------------------------------------------------------------------------------

    @property
    def route(self) -> Route:
        return self.window.history.current.route

    def visible(self) -> list[QWidget]:
        """Return every widget that a person can see or scroll to."""
        return [w for w in self.window.findChildren(QWidget) if w.isVisible()]

    def get_all(self, name: str) -> list[QWidget]:
        return [w for w in self.visible() if w.objectName() == name]

    def get(self, name: str) -> QWidget:
        found = self.get_all(name)
        assert found, (
            f"no {name} on {self.route}; there are {sorted({w.objectName() for w in self.visible()})}"
        )
        return found[0]

    def box(self, step: str) -> TickBox:
        box = self.get(f"tick-{step}")
        assert isinstance(box, TickBox)
        return box

    def words(self) -> list[str]:
        """Return what can be read on the page."""
        labels = [w for w in self.window.page.findChildren(QLabel) if w.isVisible() and w.text()]
        return [
            without_breaks(QTextDocumentFragment.fromHtml(label.text()).toPlainText())
            if label.textFormat() == Qt.TextFormat.RichText
            else without_breaks(label.text())
            for label in labels
        ]

    def reads(self, part: str) -> bool:
        return any(part in words for words in self.words())

    def message(self) -> str:
        bar = self.get_all("messageBar")
        words = " ".join(label.text() for label in bar[0].findChildren(QLabel)) if bar else ""
        return without_breaks(words)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, f"nothing has the focus on {self.route}"
        assert widget.isVisible()
        return widget

    def focus_name(self) -> str:
        return self.focus().objectName()

    def done(self, service: str) -> set[str]:
        """Return the ticked steps as another program would read them from the disk."""
        with Tracker.open(self.parts.paths.tracker) as other:
            record = other.record(self.checklist.profile.id, service)
        return set(record.steps_done) if record else set()


MakeHome = Callable[..., Home]


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application as the program makes it: fonts, German buttons, roles."""
    return make_application(RESOURCES)


@pytest.fixture
def make_home(
    application: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MakeHome]:
    """Return a function that opens a window on the parts as the program puts them together."""
    monkeypatch.setattr(app, "today", lambda: TODAY)
    homes: list[Home] = []

    def make(
        catalog_file: Path | None = None,
        *,
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 820),
        browser: bool = True,
    ) -> Home:
        resources = tmp_path / f"resources-{len(homes)}"
        resources.mkdir()
        for name in ("icons", "themes", "fonts"):
            (resources / name).symlink_to(RESOURCES / name)
        (resources / app.CATALOG_FILE).symlink_to(catalog_file or small_catalog())
        paths = Paths.below(tmp_path / "data")._replace(resources=resources)
        settings = settings or Settings(None)
        parts = app.assemble(paths, settings)
        opened: list[str] = []

        def open_url(url: str) -> bool:
            opened.append(url)
            return browser

        session = Session(parts, settings, resources, open_url)
        window = Window(session)
        home = Home(window, session, parts, opened, qtbot)
        session.announce.connect(home.said.append)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        home.settle()
        homes.append(home)
        return home

    yield make
    # pytest-qt has closed the windows; their timers must not outlive the files.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for home in homes:
        home.parts.close()
    logs.stop()


@pytest.fixture
def home(make_home: MakeHome) -> Home:
    return make_home()


@pytest.fixture
def real_home(make_home: MakeHome) -> Home:
    """A window on the content that ships with the program."""
    return make_home(real_catalog())


def spoken(widget: QWidget) -> QAccessibleInterface:
    """Return what screen readers know about a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def service_page(home: Home) -> ServicePage:
    page = home.window.page
    assert isinstance(page, ServicePage)
    return page
