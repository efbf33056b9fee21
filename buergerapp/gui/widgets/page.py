"""The base of all pages: a scrolling column that is drawn anew for each route."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from buergerapp.domain.checklist import Changed
from buergerapp.gui import a11y, texts
from buergerapp.gui.navigation import Route
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.labels import Heading, IconLabel, Text
from buergerapp.gui.widgets.layouts import Box, FlowLayout, holder, quick_hint

_PICTURE_MS = 20
"""Time in which the first picture of a page is painted."""


class AfterPicture(QTimer):
    """Calls an action once the picture of what happens now is painted; begun anew, it waits anew."""

    def __init__(self, parent: QObject, action: Callable[[], object]) -> None:
        """Wait for :meth:`begin`."""
        super().__init__(parent, singleShot=True)
        self._action = action
        self._laid_out = False
        self.timeout.connect(self._on_timeout)

    def begin(self) -> None:
        """Wait one turn for the layout and one for the painting."""
        self._laid_out = False
        self.start(0)

    def _on_timeout(self) -> None:
        if self._laid_out:
            self._action()
        else:
            self._laid_out = True
            self.start(_PICTURE_MS)


class Page(QScrollArea):
    """A page draws itself in :meth:`build`, after a route was opened or the data changed."""

    title = ""

    def __init__(self, session: Session) -> None:
        """Make an empty page."""
        super().__init__()
        # Qt's own interface for scrolling areas crashes when a screen reader asks for a scroll bar that
        # has vanished since it counted (QAccessibleAbstractScrollArea::child does not look at the index).
        a11y.set_role(self, "pane")
        self.session = session
        self.route = Route("")
        self.unfolded: set[str] = set()  # names of buttons whose explanations are shown
        self._last_heading: Heading | None = None
        self._opening = False
        self._waiting: list[Callable[[], object]] = []
        self._picture = AfterPicture(self, self._build_waiting)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = Box()
        self._place = QVBoxLayout(whole)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setWidget(whole)
        self._goal: int | None = None
        self._sight = QTimer(self, singleShot=True, interval=0)
        self._sight.timeout.connect(self._show_focus)
        self._ordering = QTimer(self, singleShot=True, interval=0)
        self._ordering.timeout.connect(self._order_focus)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)

    # --- for the window -------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show what ``route`` asks for, from the top."""
        self.route = route
        self.unfolded.clear()
        self._opening = self.isVisible()
        self.redraw()
        self._sight.stop()
        self._opening = False
        self.scroll_to(0)

    def redraw(self) -> None:
        """Draw everything anew and keep the place and the focus."""
        place = self.verticalScrollBar().value()
        self.keep_focus_in_sight()
        focused = self.lend_focus()
        self._waiting.clear()
        content = Box()
        content.setObjectName("pageContent")
        content.setProperty("ringHost", True)
        column = QVBoxLayout(content)
        margin = 20 if self.session.look.huge else 32
        column.setContentsMargins(margin, 28, margin, 32)
        column.setSpacing(14)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column = column
        self._last_heading = None
        self.build()
        column.addStretch(1)
        self.clear()
        # At the width it will have, so that showing it lays it out only once.
        content.resize(self.room())
        self._place.addWidget(content)
        if self._waiting:
            self._picture.begin()
        content.show()  # now, not in the next turn: only what is visible can take the focus
        self.give_back_focus(focused)
        self.scroll_to(place)

    def clear(self) -> None:
        """Take away what is shown."""
        # It may be calling us from a click; it must outlive this call.
        old = self._place.itemAt(0)
        if old is not None and (gone := old.widget()) is not None:
            self._place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    @property
    def drawn(self) -> bool:
        """Tell whether anything is on the page; nothing is when it was left and comes again."""
        return self._place.count() > 0

    @property
    def content(self) -> QWidget:
        """What is on the page, complete."""
        self.finish()
        content = self.column.parentWidget()
        assert content is not None
        return content

    def later(self, part: Callable[[], object]) -> None:
        """Build a part that nobody sees at first, after the first picture of a newly opened page.

        Whatever draws a page anew builds everything at once, so that its place and its focus stay.
        """
        if self._opening:
            self._waiting.append(part)
        else:
            part()

    def below(self, part: Callable[[], object]) -> None:
        """Have :meth:`later` build a part of the page that stands at the end of what is there now."""
        rest = QVBoxLayout()
        rest.setSpacing(self.column.spacing())
        self.column.addLayout(rest)

        def build() -> None:
            whole, self.column = self.column, rest
            try:
                part()
            finally:
                self.column = whole

        self.later(build)

    def after_picture(self, part: Callable[[], object]) -> None:
        """Do something after the picture that shows what a person just did."""
        self._waiting.append(part)
        self._picture.begin()

    def finish(self) -> None:
        """Build all that is still waiting, and what that puts off in turn."""
        while self._waiting:
            self._build_waiting()

    def _build_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for part in waiting:
            part()
        self.order_focus_soon()

    def order_focus_soon(self) -> None:
        """Let Tab follow the reading order again; Qt puts what is drawn later behind all the rest."""
        self._ordering.start()

    def _order_focus(self) -> None:
        content, last = self.column.parentWidget(), None
        for control in content.findChildren(QWidget) if content is not None else ():
            # Also what only arrow keys reach: Tab goes on from there.
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus and not control.isWindow():
                if last is not None:
                    QWidget.setTabOrder(last, control)
                last = control

    def scroll_to(self, place: int) -> None:
        """Scroll to a place; what was drawn just now is as long as that only after its first layout."""
        if place:
            self.finish()
        self._goal = place
        self._on_range_changed()

    def _on_range_changed(self) -> None:
        bar = self.verticalScrollBar()
        if self._goal is not None and bar.maximum() >= self._goal:
            bar.setValue(self._goal)

    def _on_scrolled(self, value: int) -> None:
        """Forget the goal when somebody scrolls elsewhere."""
        if (
            self._goal is not None
            and value != self._goal
            and self.verticalScrollBar().maximum() >= self._goal
        ):
            self._goal = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll to the top and the end by Home and End; Qt knows only the arrows and whole pages."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            self.scroll_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.finish()
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what has the focus and was in sight, when a message takes room from the page."""
        if self._sees_focus(event.oldSize().height()):
            self.show_focus_soon()
        super().resizeEvent(event)

    def keep_focus_in_sight(self) -> bool:
        """Call it before a change of the layout: what has the focus and can be seen is seen afterwards too.

        Returns:
            Whether there is something to keep; whoever takes the focus away and gives it back on another way
            calls :meth:`show_focus_soon` then.
        """
        seen = self._sees_focus(self.height())
        if seen:
            self.show_focus_soon()
        return seen

    def show_focus_soon(self) -> None:
        """Scroll to what has the focus once everything is laid out."""
        self._sight.start()

    def _sees_focus(self, height: int) -> bool:
        """Tell whether what has the focus can be seen on a page of this height, or will be in a moment."""
        whole, focused = self.widget(), self.focusWidget()
        if self._sight.isActive():
            return True
        if whole is None or focused is None or not focused.hasFocus() or not whole.isAncestorOf(focused):
            return False
        if self._goal not in (None, self.verticalScrollBar().value()):
            return False  # it was drawn just now and has no place yet
        return self._is_seen(focused, height)

    def _is_seen(self, widget: QWidget, height: int) -> bool:
        """Tell whether a part of a widget can be seen on a page of this height."""
        top = widget.mapTo(self, widget.rect().topLeft()).y()
        return -widget.height() < top < height

    def _show_focus(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focused = self.focusWidget()
        if focused is None or not focused.hasFocus():
            return
        at_top = not self.verticalScrollBar().value()
        if focused.objectName() == "heading" and (at_top or self._is_seen(focused, self.height())):
            # The page begins with it, and what stands above a long one stays in sight; or somebody reads on.
            return
        self._goal = None
        self.ensureWidgetVisible(focused)

    def focus_name(self) -> str:
        """Return the object name of what has the focus on this page, or an empty string."""
        widget = self.focusWidget()
        return widget.objectName() if widget is not None and widget.hasFocus() else ""

    def lend_focus(self) -> str | None:
        """Note what has the focus before it is drawn anew; None when the focus is elsewhere."""
        widget = self.focusWidget()
        return widget.objectName() if widget is not None and widget.hasFocus() else None

    def give_back_focus(self, name: str | None) -> None:
        """Give the focus back after drawing; what is gone leaves it to the heading."""
        if name is not None and self.focus_name() != name and not self.focus_on(name):
            self.focus_first()

    def focus_on(self, name: str) -> bool:
        """Give the focus to a named control; False when it is not there."""
        if self._waiting and name != "heading":
            self.finish()
        item = self._place.itemAt(0)
        content = item.widget() if item is not None else None
        # What was replaced waits for its deletion before what took its place, with the same names.
        found = content.findChildren(QWidget, name) if content is not None and name else []
        if not found:
            return False
        found[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """Put the focus where reading begins: on the heading."""
        self.focus_on("heading")

    def on_changed(self, changed: Changed) -> None:
        """Draw anew after a write; pages that show nothing personal may ignore it."""
        self.redraw()

    # --- for the pages --------------------------------------------------------------------------

    def build(self) -> None:
        """Fill :attr:`column`."""
        raise NotImplementedError

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget or layout below the others."""
        if isinstance(item, QWidget):
            self.column.addWidget(item)
        else:
            self.column.addLayout(item)

    def heading(self, text: str, level: int = 1, kind: str = "") -> Heading:
        """Add a heading; the first of level 1 is the page's title."""
        label = Heading(text, level, kind)
        if level == 1:
            self.title = text
        elif self.column.count():
            self.column.addSpacing(8)
        self.add(label)
        self._last_heading = label
        return label

    def text(self, text: str, kind: str = "", tone: str = "") -> Text:
        """Add a paragraph; screen readers say it with the heading above it."""
        label = Text(text, kind, tone)
        self.add(label)
        self.say_with_heading(text)
        return label

    def say_with_heading(self, text: str) -> None:
        """Have screen readers say something with the last heading, because nothing else does."""
        heading = self._last_heading
        if heading is not None:
            a11y.read_out(heading, heading.accessibleDescription(), text)

    def bullets(self, name: str, lines: Sequence[str]) -> None:
        """Add lines below one another; to screen readers they are a list."""
        rows = Box()
        a11y.set_role(rows, "list")
        rows.setAccessibleName(name)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for line in lines:
            label = Text(f"• {line}", role="item")
            a11y.name_item(label, line)
            column.addWidget(label)
            self.say_with_heading(line)
        self.add(rows)

    def button(self, text: str, icon: str = "", kind: str = "", name: str = "") -> Button:
        """Make a button in the present look; the page places it."""
        return Button(self.session.icons, self.session.look, text, icon, kind, name)

    def link(self, text: str, url: str, kind: str = "", name: str = "") -> Button:
        """Make a button that opens an address in the browser; to screen readers it is a link."""
        session = self.session
        button = Button(session.icons, session.look, text, "external-link", kind, name, "link")
        button.setAccessibleDescription(
            self.tr("Öffnet {address} in Ihrem Browser").format(address=texts.host(url))
        )
        button.on_click(partial(session.open_url, url))
        return button

    def add_row(self, *widgets: QWidget) -> None:
        """Add widgets side by side, below one another where they do not fit."""
        row = FlowLayout(10)
        for widget in widgets:
            row.addWidget(widget)
        self.add(holder(row))

    def gone(self, title: str) -> None:
        """Say that something is no longer there, and show two ways on."""
        self.heading(title)
        self.text(self.tr("Vielleicht hat es jetzt einen anderen Namen. Suchen Sie danach oder fragen Sie."))
        row = FlowLayout(10)
        for words, icon, kind, page in (
            (self.tr("Alle Dienste ansehen"), "search", "primary", "search"),
            (self.tr("Hilfe: 115"), "phone", "", "help"),
        ):
            button = self.button(words, icon, kind, f"gone-{page}")
            button.on_click(partial(self.session.navigate, page))
            row.addWidget(button)
        self.add(holder(row))

    def icon(self, name: str, token: str = "accent", size: int = 24) -> IconLabel:
        """Make an icon in the present look."""
        return IconLabel(self.session.icons, self.session.look, name, token, size)

    def room(self) -> QSize:
        """Return the size in px in which the page is seen.

        The viewport has it too, but is the first widget that Qt made itself: to find its class, PySide
        sets up every class of widgets there is, which takes 12 ms of the start.
        """
        bar = self.verticalScrollBar()
        size = self.maximumViewportSize()
        return size - QSize(bar.width(), 0) if bar.isVisible() else size

    @property
    def narrow(self) -> bool:
        """Tell whether columns have to stand below one another."""
        return self.room().width() < self.session.look.px(820)


class Slot(Box):
    """A part of a page that is drawn anew on its own, so that the rest stays as it is."""

    def __init__(self) -> None:
        """Make an empty part."""
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._facts: object = self  # nothing that is ever shown depends on that

    def show_facts(self, facts: object, draw: Callable[[], QWidget | None]) -> None:
        """Show what ``draw`` makes of ``facts``; nothing is drawn anew while they stay the same."""
        if facts != self._facts:
            self._facts = facts
            self.show_widget(draw())

    def show_widget(self, widget: QWidget | None) -> None:
        """Put ``widget`` in the place of what was there; None leaves the part empty."""
        item = self._box.itemAt(0)
        if item is not None and (old := item.widget()) is not None:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        if widget is not None:
            self._box.addWidget(widget)
            if self.isVisible():
                # Now, for the focus; the page is laid out once in the next turn, not for each part.
                widget.resize(self.size())
                self._box.setEnabled(False)
                widget.show()
                self._box.setEnabled(True)
                self._box.update()
                self._page().order_focus_soon()
        # Showing lays everything out; before the page has its width, that would be for nothing.
        if self.isHidden() == (widget is not None):
            self.setVisible(widget is not None)

    def _page(self) -> Page:
        """Return the page that the part belongs to."""
        above = self.parentWidget()
        while not isinstance(above, Page):
            assert above is not None
            above = above.parentWidget()
        return above


class Panel(QFrame):
    """A card, a note or a warning with a column of its own."""

    def __init__(self, kind: str = "card", spacing: int = 10) -> None:
        """Make an empty panel; ``kind`` is ``card``, ``note``, ``danger`` or ``current``."""
        super().__init__()
        self.setProperty("kind", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 16)
        self.column.setSpacing(spacing)

    def sizeHint(self) -> QSize:
        """Return the wanted width; the height is asked of the width that is given."""
        return quick_hint(self)


class Side(Box):
    """A side part: as wide as it is wanted, wider only for a word that would be cut."""

    def __init__(self, width: int) -> None:
        """Make an empty part; ``width`` in px is what it has beside a main part."""
        super().__init__()
        self._width = width

    def sizeHint(self) -> QSize:
        """Return the width it has beside a main part."""
        return QSize(self._width, super().sizeHint().height())

    def stand_beside(self, beside: bool) -> None:
        """Take that width and no more, or all there is."""
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed if beside else QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)


class Sides(Box):
    """Main part and side part: beside one another, or below one another where it is narrow."""

    def __init__(self, main: QWidget, side: Side, least: int) -> None:
        """Put two parts together; below the width ``least`` in px the side part goes below the main part."""
        super().__init__()
        self._least = least
        self._main = main
        self._side = side
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(24)
        self._box.addWidget(main, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)

    def fit(self, width: int) -> None:
        """Choose the direction for a width in px."""
        wide = width >= self._least
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._side.stand_beside(wide)
        for part in (self._main, self._side):
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0))
