"""Filters above the results: how much online, what it costs, which area, what is still missing."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from buergerapp.domain.checklist import ServiceState
from buergerapp.domain.service import Area
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button, Menu
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.usecases.find import Filter


class SearchFilters(QWidget):
    """Chips that narrow the results; a chosen one carries a tick, not only a colour.

    Signals:
        changed(str): The choice is another one; names the control that had the focus.
    """

    changed = Signal(str)

    def __init__(self, session: Session) -> None:
        """Ask for nothing at first."""
        super().__init__()
        self._session = session
        self._wanted = Filter()
        self._missing = False
        self._unfolded = False

    @property
    def active(self) -> bool:
        """Tell whether anything is narrowed."""
        return self._missing or self._wanted != Filter()

    @property
    def wanted(self) -> Filter:
        """What the hits must be like now."""
        if not self._missing:
            return self._wanted
        states = self._session.checklist.states()
        put_aside = (ServiceState.SET_UP, ServiceState.NOT_FOR_ME)
        return self._wanted._replace(
            without=frozenset(id_ for id_, state in states.items() if state in put_aside)
        )

    def chips(self) -> QWidget:
        """Draw the chips as they stand now; at huge text they wait behind one, so that hits are in sight."""
        row = FlowLayout(10)
        if self._session.look.huge and not self._unfolded and not self.active:
            chip = self._chip(self.tr("Treffer eingrenzen"), "funnel", "filters", False)
            chip.on_click(self._unfold)
            row.addWidget(chip)
            return holder(row)
        wanted = self._wanted
        for words, icon, name, on, toggle in (
            (self.tr("nur ganz online"), "globe", "onlyOnline", wanted.online, self._toggle_online),
            (self.tr("nur kostenlos"), "euro", "onlyFree", wanted.free, self._toggle_free),
            (
                self.tr("nur was mir noch fehlt"),
                "circle-dot",
                "onlyMissing",
                self._missing,
                self._toggle_missing,
            ),
        ):
            chip = self._chip(words, icon, name, on)
            chip.setCheckable(True)
            chip.setChecked(on)
            chip.on_click(toggle)
            row.addWidget(chip)
        row.addWidget(self._area_chip())
        return holder(row)

    def _chip(self, words: str, icon: str, name: str, on: bool) -> Button:
        icons, look = self._session.icons, self._session.look
        chip = Button(icons, look, words, icon, "chip", name)
        if on:
            chip.show_icon(icons, look, "check", "accent-text")
        return chip

    def _area_chip(self) -> Button:
        """Draw the chip with the menu of areas."""
        areas = {area.id: area for area in self._session.find.areas()}
        chosen = next(iter(self._wanted.areas), "")
        title = areas[chosen].title if chosen in areas else self.tr("Thema")
        chip = self._chip(title, "funnel", "onlyArea", bool(chosen))
        chip.setAccessibleName(self.tr("Thema: {title}").format(title=title) if chosen else title)
        chip.setProperty("chosen", "true" if chosen else "false")
        chip.setMenu(self._area_menu(tuple(areas.values()), chosen))
        return chip

    def _area_menu(self, areas: tuple[Area, ...], chosen: str) -> Menu:
        menu = Menu(self, self.tr("Thema"))
        group = QActionGroup(menu)
        for id_, title in (("", self.tr("alle Themen")), *((area.id, area.title) for area in areas)):
            action = QAction(title.replace("&", "&&"), menu, checkable=True)
            action.setChecked(id_ == chosen)
            # After the menu has closed: the choice draws the chips anew, this menu included.
            action.triggered.connect(partial(self._choose_area_soon, id_))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _choose_area_soon(self, area: str, _checked: bool = False) -> None:
        QTimer.singleShot(0, self, partial(self._choose_area, area))

    def _choose_area(self, area: str) -> None:
        self._wanted = self._wanted._replace(areas=frozenset({area} if area else ()))
        self.changed.emit("onlyArea")

    def _unfold(self) -> None:
        self._unfolded = True
        self.changed.emit("onlyOnline")

    def _toggle_online(self) -> None:
        self._wanted = self._wanted._replace(online=not self._wanted.online)
        self.changed.emit("onlyOnline")

    def _toggle_free(self) -> None:
        self._wanted = self._wanted._replace(free=not self._wanted.free)
        self.changed.emit("onlyFree")

    def _toggle_missing(self) -> None:
        self._missing = not self._missing
        self.changed.emit("onlyMissing")

    def clear(self) -> None:
        """Ask for nothing any more."""
        self._wanted, self._missing = Filter(), False
        self.changed.emit("searchEdit")
