"""The header: the way back, how everything looks, and reading aloud."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout

from buergerapp.gui import texts
from buergerapp.gui.session import TEXT_SIZES, Session
from buergerapp.gui.theme import THEMES
from buergerapp.gui.widgets.buttons import Button, Menu
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.reading import ReadButton
from buergerapp.settings import THEME


class Header(QFrame):
    """What stands above every page.

    Signals:
        back(): The person wants to go back.
    """

    back = Signal()

    def __init__(self, session: Session, *, narrow: bool) -> None:
        """Draw the header; a ``narrow`` window has the menu here and wraps the buttons."""
        super().__init__()
        self._session = session
        self._narrow = narrow
        self.setObjectName("header")
        self.setProperty("ringHost", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 9, 24, 9)
        row.setSpacing(10)
        icons, look = session.icons, session.look
        left = FlowLayout(8)
        if narrow:
            menu = Button(icons, look, self.tr("Menü"), "list", "header", "menu")
            menu.on_click(lambda: session.navigate("menu"))
            left.addWidget(menu)
        self._back = Button(icons, look, self.tr("Zurück"), "arrow-left", "quiet", "back")
        self._back.on_click(self.back.emit)
        left.addWidget(self._back)
        row.addWidget(holder(left), 1)
        aloud = ReadButton(session, self.tr("Vorlesen"), "readAloud", "header")
        looks = self._size_button(), self._color_button()
        # Reading aloud comes as soon as a voice was found; it must not push away what somebody aims at.
        for button in (*looks, aloud) if narrow else (aloud, *looks):
            if narrow:
                left.addWidget(button)
            else:
                row.addWidget(button)

    def _size_button(self) -> Button:
        session = self._session
        button = Button(
            session.icons, session.look, self.tr("Schrift"), "a-large-small", "header", "textSize"
        )
        sizes = [(str(percent), f"{percent} %") for percent in TEXT_SIZES]
        chosen = str(session.look.percent)
        menu = self._menu(self.tr("Schriftgröße"), sizes, chosen, lambda key: session.set_text_size(int(key)))
        button.setMenu(menu)
        return button

    def _color_button(self) -> Button:
        session = self._session
        button = Button(session.icons, session.look, self.tr("Kontrast"), "contrast", "header", "contrast")
        themes = [(name, texts.theme_title(name)) for name in ("system", *THEMES)]
        button.setMenu(self._menu(self.tr("Farben"), themes, session.settings.get(THEME), session.set_theme))
        return button

    def _menu(
        self, name: str, choices: list[tuple[str, str]], chosen: str, choose: Callable[[str], object]
    ) -> Menu:
        """Build a menu in which one entry is chosen."""
        menu = Menu(self, name)
        group = QActionGroup(menu)
        for key, title in choices:
            action = QAction(title, menu, checkable=True)
            action.setChecked(key == chosen)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        # Where one is, for the keyboard and for screen readers, which say nothing of a menu without it.
        menu.aboutToShow.connect(
            lambda: QTimer.singleShot(0, menu, lambda: menu.setActiveAction(group.checkedAction()))
        )
        # After the menu has closed: the choice draws the whole window anew, this menu included.
        group.triggered.connect(
            lambda action: QTimer.singleShot(0, self._session, lambda: choose(action.data()))
        )
        return menu

    def show_way_back(self, title: str | None) -> None:
        """Say where "back" leads; empty when the place has no short name, None when there is none.

        In a narrow window only screen readers hear where, so that the buttons after it keep their place.
        """
        self._back.setVisible(title is not None)
        if title is None:
            return
        back = self.tr("Zurück")
        self._back.setText(back if self._narrow or not title else title.replace("&", "&&"))
        self._back.setAccessibleName(self.tr("Zurück: {title}").format(title=title) if title else back)
        self._back.updateGeometry()
