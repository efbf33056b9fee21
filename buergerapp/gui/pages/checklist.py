"""Meine Liste: what is due, in progress, set up, noted; every row says its next step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from buergerapp.gui import a11y, texts
from buergerapp.gui.exchange import export
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.due_dates import DueHeading, DueRow
from buergerapp.gui.widgets.how_far import add_progress
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import Box, FlowLayout, holder
from buergerapp.gui.widgets.list_rows import EntryRow, UnknownRow
from buergerapp.gui.widgets.page import Page, Panel, Slot
from buergerapp.gui.widgets.radios import radio_group
from buergerapp.gui.widgets.search_field import SearchField
from buergerapp.usecases.arrange import Order, arranged
from buergerapp.usecases.checklist import Entry, Overview

FIRST_ROWS = 30
"""Rows that are drawn at once; a list of years stays quick to open. More on request."""
_ABOVE_ROWS, _ROW = 355, 92
"""Heights in px at 100 % text in a wide window: what stands above the rows; a row with its gap."""
ROWS_A_TURN = 8
SEARCH_FROM = 6
"""From this many services on the list can be searched and sorted; before, it is only in the way."""


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    name: str
    entries: tuple[Entry, ...]
    tone: str = ""
    icon: str = ""


@dataclass(slots=True)
class _Drawing:
    """A list that is being drawn.

    Attributes:
        rows: What is still to be drawn.
        group: Name of the group that was begun last.
        inside: Place of its rows.
        ended: What stands below the rows is drawn too.
    """

    column: QVBoxLayout
    rows: list[tuple[_Group, Entry]]
    group: str = ""
    inside: QVBoxLayout = field(default_factory=QVBoxLayout)
    ended: bool = False


class ChecklistPage(Page):
    """Shows the person's own record in groups that can be filtered, searched and sorted."""

    _only = ""
    _words = ""
    _order = Order.RECENT
    _all = False
    _overview: Overview
    _list: Slot
    _planned: Sequence[tuple[_Group, Entry]] = ()
    _drawing: "_Drawing | None" = None
    _drawn_narrow = False

    def build(self) -> None:
        """Draw the head of the page, the groups, and how far the person is."""
        self._overview = self.session.checklist.overview()
        self._drawing = None
        self._add_head()
        doubt = self.session.checklist.clock_doubt()
        if doubt is not None:
            panel = Panel("note")
            panel.column.addWidget(Text(texts.clock_doubt(doubt)))
            self.add(panel)
        if self._overview.empty:
            self._build_empty()
            return
        groups = self._groups()
        if self._only not in {group.name for group in groups if group.entries}:
            self._only = ""
        self._chips = Slot()
        self.add(self._chips)
        self._show_chips()
        if sum(len(group.entries) for group in groups[1:]) >= SEARCH_FROM:
            self._add_search()
        else:
            self._words, self._order = "", Order.RECENT
        self._list = Slot()
        self.add(self._list)
        self._show_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what stands at the side of a row below its words, or back, when the width asks for it."""
        super().resizeEvent(event)
        if self._drawing is not None and self.narrow != self._drawn_narrow:
            QTimer.singleShot(0, self, self._reshape)

    def _reshape(self) -> None:
        if self._drawing is not None and self.narrow != self._drawn_narrow:
            focused = self.lend_focus()
            self._show_list()
            self.give_back_focus(focused)

    # --- head ---------------------------------------------------------------------------------------

    def _add_head(self) -> None:
        """Draw the title with the buttons beside it, below it where it is narrow."""
        words = QVBoxLayout()
        words.setSpacing(6)
        self.title = self.tr("Meine Liste")
        heading = Heading(self.title, 1)
        about = self.tr("Was ich eingerichtet habe und was noch offen ist")
        a11y.read_out(heading, about)
        words.addWidget(heading)
        words.addWidget(Text(about, "lead"))
        history = self.button(self.tr("Verlauf"), "history", "", "history")
        history.setAccessibleDescription(self.tr("Was ich wann gemacht habe"))
        history.on_click(partial(self.session.navigate, "history"))
        take = self.button(self.tr("Mitnehmen"), "share", "", "export")
        take.setAccessibleDescription(self.tr("Schreibt Ihre Liste in eine Datei"))
        take.on_click(self._export)
        if self.session.look.percent >= 150 or self.narrow:
            row = FlowLayout(10)
            for button in (history, take):
                row.addWidget(button)
            words.addWidget(holder(row))
            self.add(words)
            return
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(words, 1)
        for button in (history, take):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(line)

    def _export(self) -> None:
        export(self, self.session.person, "json")

    def _build_empty(self) -> None:
        """Explain how the list fills."""
        panel = Panel("card", 12)
        heading = Heading(self.tr("Ihre Liste ist noch leer."), 2, "h3")
        way = self.tr(
            "Öffnen Sie eine Anleitung und haken Sie einen Schritt ab. "
            "Dann steht sie hier, und Sie sehen, wie es weitergeht."
        )
        a11y.read_out(heading, way)
        panel.column.addWidget(heading)
        panel.column.addWidget(Text(way))
        row = FlowLayout(10)
        starter = self.button(
            self.tr("Mit der Grundausstattung beginnen"), "list-checks", "primary", "starter"
        )
        starter.on_click(partial(self.session.navigate, "starter"))
        row.addWidget(starter)
        every = self.button(self.tr("Alle Dienste ansehen"), "search", "", "allServices")
        every.on_click(partial(self.session.navigate, "search"))
        row.addWidget(every)
        panel.column.addWidget(holder(row))
        self.add(panel)

    # --- filters, words, order ------------------------------------------------------------------------

    def _groups(self) -> tuple[_Group, ...]:
        overview = self._overview
        return (
            _Group(self.tr("Bald fällig"), "due", overview.due, "note", "bell"),
            _Group(self.tr("In Arbeit"), "inProgress", overview.in_progress, "accent"),
            _Group(self.tr("Eingerichtet"), "setUp", overview.set_up, "done", "check"),
            _Group(self.tr("Vorgemerkt"), "noted", overview.noted),
            _Group(self.tr("Betrifft mich nicht"), "notForMe", overview.not_for_me),
        )

    def _show_chips(self) -> None:
        """Draw one chip for each group that holds anything; pressing one shows only that group."""
        row = FlowLayout(10)
        groups = [group for group in self._groups() if group.entries]
        chips = [self._chip(self.tr("Alle"), "", "", "", "filter-all")]
        for group in groups:
            words = f"{group.title} {len(group.entries)}"
            chips.append(self._chip(words, group.name, group.tone, group.icon, f"filter-{group.name}"))
        for chip in chips:
            row.addWidget(chip)
        self._chips.show_widget(radio_group(self.tr("Was gezeigt wird"), row, chips))

    def _chip(self, words: str, only: str, tone: str, icon: str, name: str) -> Button:
        chosen = self._only == only
        chip = self.button(words, "", "chip", name)
        if tone:
            chip.setProperty("tone", tone)
        if icon:
            token = "accent-text" if chosen else f"{'light' if tone == 'note' else tone}-on-soft"
            chip.show_icon(self.session.icons, self.session.look, icon, token, 20)
        chip.setCheckable(True)
        chip.setChecked(chosen)
        chip.clicked.connect(partial(self._filter, "" if chosen else only))
        return chip

    def _filter(self, only: str) -> None:
        self._only = only
        focused = self.lend_focus()
        self._show_chips()
        self.give_back_focus(focused)
        self._show_list(say=True)

    def _add_search(self) -> None:
        look = self.session.look
        field = SearchField(
            self.session.icons,
            look,
            self.tr("In meiner Liste suchen"),
            self.tr("In meiner Liste suchen"),
            self.tr("Suche leeren"),
        )
        field.edit.setObjectName("listSearch")
        field.set_text(self._words)
        field.edit.textChanged.connect(self._on_words)
        self.add(field)
        row = FlowLayout(8)
        label = Text(self.tr("Reihenfolge:"), "second")
        label.setWordWrap(False)
        row.addWidget(label)
        self._orders: dict[Order, Button] = {}
        for order, word in (
            (Order.RECENT, self.tr("Zuletzt benutzt")),
            (Order.TITLE, self.tr("Nach Titel")),
            (Order.AREA, self.tr("Nach Bereich")),
        ):
            chip = self.button(word, "", "chip", f"order-{order}")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._sort, order))
            self._orders[order] = chip
            row.addWidget(chip)
        self._mark_order()
        self.add(radio_group(self.tr("Reihenfolge"), row, tuple(self._orders.values())))

    def _on_words(self, words: str) -> None:
        self._words = words
        self._show_list()

    def _sort(self, order: Order) -> None:
        self._order = order
        self._mark_order()
        self._show_list()

    def _mark_order(self) -> None:
        for order, chip in self._orders.items():
            chip.setChecked(order is self._order)

    # --- the groups -----------------------------------------------------------------------------------

    def _show_list(self, *, say: bool = False) -> None:
        """Draw what is asked for: what fits the window now, the rest in the next turns."""
        areas = {area.id: area.title for area in self.session.find.areas()}
        plan: list[tuple[_Group, Entry]] = []
        for group in self._groups():
            if self._only in ("", group.name):
                # What is due stays in the order of its dates: they are the point.
                order = Order.RECENT if group.name == "due" else self._order
                plan += [(group, entry) for entry in arranged(group.entries, self._words, order, areas)]
        self._planned, self._drawn_narrow = plan, self.narrow
        whole = Box()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        drawing = _Drawing(column, plan if self._all else plan[:FIRST_ROWS])
        self._drawing = drawing
        self._draw(drawing, self._in_sight())
        self._list.show_widget(whole)
        if drawing.rows or not drawing.ended:
            QTimer.singleShot(0, self, partial(self._go_on, drawing))
        if say:
            self.session.announce.emit(texts.services(len(plan)))

    def _in_sight(self) -> int:
        """Return how many rows the first picture may show; larger text and narrow windows show fewer."""
        look = self.session.look
        return 1 + max(0, self.room().height() - look.px(_ABOVE_ROWS)) // look.px(_ROW)

    def _go_on(self, drawing: "_Drawing") -> None:
        """Draw some more rows, so that keys and clicks come in between; none on a page that was left."""
        if drawing is self._drawing and not drawing.ended and self.isVisible():
            self._draw(drawing, ROWS_A_TURN)
            if not drawing.rows:
                self._draw_end(drawing)
            else:
                QTimer.singleShot(0, self, partial(self._go_on, drawing))

    def _draw(self, drawing: "_Drawing", most: int) -> None:
        for _ in range(min(most, len(drawing.rows))):
            group, entry = drawing.rows.pop(0)
            if drawing.group != group.name:
                drawing.group = group.name
                drawing.inside = self._begin_group(drawing.column, group)
            row = DueRow if group.name == "due" else EntryRow
            drawing.inside.addWidget(row(self.session, entry, narrow=self.narrow))

    def _begin_group(self, column: QVBoxLayout, group: _Group) -> QVBoxLayout:
        """Draw a heading with an empty list below it; return the place of its rows."""
        if group.name == "due":
            column.addWidget(DueHeading(self.session))
        else:
            heading = Heading(group.title, 2)
            heading.setObjectName(f"group-{group.name}")
            column.addSpacing(6)
            column.addWidget(heading)
        rows = Box()
        a11y.set_role(rows, "list")
        rows.setAccessibleName(group.title)
        inside = QVBoxLayout(rows)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        column.addWidget(rows)
        return inside

    def _draw_end(self, drawing: "_Drawing") -> None:
        """Draw what stands below the rows."""
        drawing.ended = True
        column, planned = drawing.column, len(self._planned)
        unknown = self._overview.unknown if self._only == "" and not self._words.strip() else ()
        if not planned and not unknown:
            self._add_nothing_found(column)
        if planned > FIRST_ROWS and not self._all:
            every = self.button(self.tr("Alle {n} zeigen").format(n=planned), "list", "", "showAll")
            every.on_click(self._show_all)
            row = FlowLayout(10)
            row.addWidget(every)
            column.addWidget(holder(row))
        if unknown:
            column.addWidget(Heading(self.tr("Nicht mehr im Katalog"), 2))
            column.addWidget(
                Text(
                    self.tr("Diese Dienste haben Sie früher eingetragen. Der Katalog kennt sie nicht mehr."),
                    "second",
                )
            )
            for record in unknown:
                column.addWidget(UnknownRow(self.session, record))
        add_progress(self.session, column)

    def _add_nothing_found(self, column: QVBoxLayout) -> None:
        """Say that nothing fits, and offer two ways on."""
        column.addWidget(Text(self.tr("Dazu steht nichts auf Ihrer Liste.")))
        whole = self.button(self.tr("Ganze Liste zeigen"), "list", "", "wholeList")
        whole.on_click(self._show_whole)
        every = self.button(self.tr("In allen Diensten suchen"), "search", "", "searchEverywhere")
        every.on_click(partial(self.session.navigate, "search", self._words.strip()))
        row = FlowLayout(10)
        for button in (whole, every):
            row.addWidget(button)
        column.addWidget(holder(row))

    def _show_whole(self) -> None:
        """Forget words and filter."""
        self._words = self._only = ""
        self.redraw()
        self.focus_on("listSearch")

    def _show_all(self) -> None:
        """Draw every row and go on where the first ones ended."""
        self._all = True
        self._show_list()
        group, entry = self._planned[FIRST_ROWS]
        self.focus_on(f"{'due' if group.name == 'due' else 'open'}-{entry.card.id}")

    def focus_on(self, name: str) -> bool:
        """Give the focus to a named control; one that is not drawn yet is drawn now."""
        if super().focus_on(name):
            return True
        drawing = self._drawing
        if drawing is None or drawing.ended or not name:
            return False
        self._draw(drawing, len(drawing.rows))
        self._draw_end(drawing)
        return super().focus_on(name)
