"""The side bar: the program's name, the main ways, who uses it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from buergerapp.domain.checklist import ServiceState
from buergerapp.gui import a11y
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import IconLabel, Line, Text
from buergerapp.gui.widgets.profile_card import PersonButton

WIDTH = 252
"""In px at 100 % text."""
_ENTRY_HEIGHT = 50
_SIDE_MARGIN = 14
_BADGE_GAP = 14

NAV = (
    ("start", "house", "Start"),
    ("search", "search", "Alle Dienste"),
    ("list", "list-checks", "Meine Liste"),
)
NAV_BELOW = (("help", "phone", "Hilfe: 115"), ("settings", "settings", "Einstellungen"))
_ENTRY_OF = {
    "category": "search",
    "life-event": "start",
    "service": "search",
    "step": "search",
    "about": "settings",
    "backups": "settings",
    "history": "list",
    "starter": "start",
}
"""Which entry is lit for pages that have none of their own."""


class SideBar(QFrame):
    """Leads to the main pages from everywhere and shows which of them one is on."""

    def __init__(self, session: Session, here: str) -> None:
        """Draw the side bar with the entry of the page ``here`` lit."""
        super().__init__()
        self._session = session
        self._entries: dict[str, Button] = {}
        look = session.look
        self.setObjectName("side")
        self.setProperty("ringHost", True)
        self.setFixedWidth(look.px(WIDTH))
        a11y.set_role(self, "navigation")
        self.setAccessibleName(self.tr("Hauptmenü"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE_MARGIN, 22, _SIDE_MARGIN, _SIDE_MARGIN)
        column.setSpacing(6)
        column.addWidget(self._sign())
        column.addSpacing(16)
        for page, icon, title in NAV:
            column.addWidget(self._entry(page, icon, self.tr(title), here))
        column.addStretch(1)
        for page, icon, title in NAV_BELOW:
            column.addWidget(self._entry(page, icon, self.tr(title), here))
        people = session.profiles.all()
        if len(people) > 1 or any(person.name for person in people):
            column.addWidget(Line())
            person = PersonButton(session.icons, look, session.person)
            person.on_click(lambda: session.navigate("profiles"))
            column.addWidget(person)
        self._badge = QLabel(self._entries["list"])
        self._badge.setObjectName("badge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.count()

    def _sign(self) -> QWidget:
        """Show the lamp and the name."""
        sign = QWidget()
        row = QHBoxLayout(sign)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(IconLabel(self._session.icons, self._session.look, "app/buergerapp", size=44))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text("BürgerApp", "h3"))
        words.addWidget(Text(self.tr("Schritt für Schritt"), "small"))
        row.addLayout(words, 1)
        return sign

    def _entry(self, page: str, icon: str, title: str, here: str) -> Button:
        """Make one entry."""
        icons, look = self._session.icons, self._session.look
        button = Button(icons, look, title, "", "nav", f"nav-{page}")
        button.show_icon(icons, look, icon, "side-text", 24)
        button.setMinimumHeight(look.px(_ENTRY_HEIGHT))
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        button.on_click(lambda: self._session.navigate(page))
        button.setProperty("current", self._lit(page, here))
        self._entries[page] = button
        return button

    def count(self) -> None:
        """Show how many services are in progress beside "Meine Liste"."""
        session, look = self._session, self._session.look
        states = {} if session.locked else session.checklist.states()
        count = sum(state is ServiceState.IN_PROGRESS for state in states.values())
        self._badge.setVisible(bool(count))
        self._badge.setText(str(count))
        self._badge.ensurePolished()
        self._badge.adjustSize()
        self._badge.move(
            look.px(WIDTH) - 2 * _SIDE_MARGIN - _BADGE_GAP - self._badge.width(),
            (look.px(_ENTRY_HEIGHT) - self._badge.height()) // 2,
        )
        words = self.tr("{n} in Arbeit").format(n=count) if count else ""
        self._entries["list"].setAccessibleDescription(words)

    def light(self, here: str) -> None:
        """Light the entry of the page ``here``."""
        for page, button in self._entries.items():
            lit = self._lit(page, here)
            if button.property("current") != lit:
                button.setProperty("current", lit)
                button.style().unpolish(button)
                button.style().polish(button)
            description = self.tr("hier sind Sie") if lit == "true" else ""
            if page != "list" or description:
                button.setAccessibleDescription(description)

    @staticmethod
    def _lit(page: str, here: str) -> str:
        """Return for the style sheet whether an entry is lit: ``true`` or ``false``."""
        return "true" if page == _ENTRY_OF.get(here, here) else "false"
