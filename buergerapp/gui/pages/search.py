"""Results while typing; without words, all services by area and category."""

import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from buergerapp.domain.checklist import Changed
from buergerapp.domain.service import Area
from buergerapp.gui import a11y, texts
from buergerapp.gui.navigation import Route
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import Box, FlowLayout, holder
from buergerapp.gui.widgets.page import Page
from buergerapp.gui.widgets.question_field import search_field
from buergerapp.gui.widgets.search_field import SearchField
from buergerapp.gui.widgets.search_filters import SearchFilters
from buergerapp.gui.widgets.service_list import ServiceList
from buergerapp.gui.widgets.tiles import category_tiles, life_event_tiles
from buergerapp.usecases.find import Results

SEARCH_AFTER_MS = 40
"""Keys that come faster than this are searched together; stale searches never run."""
LONGEST_PAUSE_MS = 300
"""Where searching is slow, the pause before the next search is as long as the last one took, up to this:
so at least half of the time is left for what is typed."""
LEAST_LETTERS = 2
"""With fewer, nothing is searched for: what one letter finds or does not find says nothing."""
MOST_HITS = 60
MOST_COMPLETIONS = 4
AREAS_IN_SIGHT = 2
"""Areas that stand on the page of all services at once; the others are built after its first picture."""
MOST_ROWS = 8
"""Hits shown at once; a button shows the others."""
ANNOUNCE_AFTER_MS = 700
"""A pause in typing before the number of hits is spoken, so that it does not chatter."""


class SearchPage(Page):
    """Keeps its search field while the results below are drawn anew."""

    def __init__(self, session: Session) -> None:
        """Make the page without any results."""
        super().__init__(session)
        self._field: SearchField | None = None
        self._body: QWidget | None = None
        self._list: ServiceList | None = None
        self._filters = SearchFilters(session)
        self._filters.changed.connect(self._on_filters)
        self._speak = QTimer(self)
        self._speak.setSingleShot(True)
        self._speak.setInterval(ANNOUNCE_AFTER_MS)
        self._speak.timeout.connect(self._announce)
        self._summary = ""
        self._show_all = False
        self._pending = QTimer(self)
        self._pending.setSingleShot(True)
        self._pending.setInterval(SEARCH_AFTER_MS)
        self._pending.timeout.connect(self._fill)

    def open(self, route: Route) -> None:
        """Search for the words of the route; the field stays when it is there already."""
        if self._field is not None and self.drawn and self.route.page == route.page:
            self.route = route
            self._show_all = False
            if self._field.edit.text() == route.arg:
                self._pending.start()  # typed here; a click on a suggestion is answered at once
            else:
                self._field.set_text(route.arg)
                self._fill()
            return
        self._show_all = False
        super().open(route)

    def build(self) -> None:
        """Draw the field, then what was found."""
        self._field = search_field(self.session)
        self._field.set_text(self.route.arg)
        self._field.edit.textEdited.connect(self._on_typed)
        self._field.edit.down.connect(self._to_results)
        self._field.edit.returnPressed.connect(self._open_first)
        self.add(self._field)
        self._body = None
        self._fill()

    def focus_first(self) -> None:
        """Begin in the search field."""
        self.focus_on("searchEdit")

    def on_changed(self, changed: Changed) -> None:
        """Show new states on the rows."""
        self._fill()

    def _on_typed(self, text: str) -> None:
        self.session.navigate("search", text)

    def _catch_up(self) -> None:
        """Search now for what was typed last, when that has not happened yet."""
        if self._pending.isActive():
            self._fill()

    def _to_results(self) -> None:
        self._catch_up()
        if self._list is not None and self._list.rows:
            self._list.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        self._catch_up()
        if self._list is not None and self._list.rows:
            self._list.rows[0].click()

    def _fill(self) -> None:
        """Draw everything below the field anew."""
        self._pending.stop()
        self.finish()  # what is still to come belongs to what is replaced now
        started = time.perf_counter()
        focused = self.lend_focus()
        body = Box()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._list = None
        query = self.route.arg.strip()
        if len(query) >= LEAST_LETTERS:
            self._fill_results(column, query)
        else:
            self._fill_all(column)
        if self._body is None:
            self.column.addWidget(body)
        else:
            place = self.column.indexOf(self._body)
            self.column.insertWidget(place, body)
            body.show()  # now: only what is visible can take the focus
            self.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        if focused != "searchEdit":
            self.give_back_focus(focused)
        took = round((time.perf_counter() - started) * 1000)
        self._pending.setInterval(max(SEARCH_AFTER_MS, min(took, LONGEST_PAUSE_MS)))

    # --- results ----------------------------------------------------------------------------------

    def _fill_results(self, column: QVBoxLayout, query: str) -> None:
        self.title = self.tr("Suche: {query}").format(query=query)
        found = self.session.find.search(query, MOST_HITS, self._filters.wanted)
        count = len(found.rows)
        heading = Heading(texts.hits(count) if count else self.tr("Kein Treffer"), 1, "h3")
        column.addWidget(heading)
        filtered = not count and self._filters.active and bool(self.session.find.search(query, 1).rows)
        if count or filtered:
            column.addWidget(self._filters.chips())
        self._summary = (
            texts.hits(count) if count else self.tr("Kein Treffer für {query}").format(query=query)
        )
        self._speak.start()
        completions = (
            () if found.suggestions else self.session.find.complete(self.route.arg, MOST_COMPLETIONS)
        )
        huge = self.session.look.huge
        self._offer(column, self.tr("Meinten Sie:"), found.suggestions)
        if not huge:
            self._offer(column, self.tr("Genauer:"), completions)
        self._list = ServiceList(self.session, self.tr("Treffer"))
        shown = found.rows if self._show_all else found.rows[:MOST_ROWS]
        for row in shown:
            line = self._list.add_row(row.card, "" if row.obvious else row.why, row.marked)
            line.on_click(partial(self.session.remember_search, query))
        if count:
            column.addWidget(self._list)
        if huge:  # above, they would push the hits out of sight
            self._offer(column, self.tr("Genauer:"), completions)
        if len(shown) < count:
            more = self.button(self.tr("Alle {n} Treffer zeigen").format(n=count), "plus", "", "showAll")
            more.clicked.connect(self._on_show_all)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if count:
            way_out = self.tr("Nicht dabei? Rufen Sie die Behördennummer 115 an oder fragen Sie vor Ort.")
            column.addWidget(Text(way_out, "second"))
            a11y.read_out(heading, way_out)
        else:
            self._fill_nothing(column, heading, found, filtered)

    def _on_show_all(self) -> None:
        """Show every hit and go on where the list ended."""
        self._show_all = True
        self._fill()
        if self._list is not None and len(self._list.rows) > MOST_ROWS:
            self._list.rows[MOST_ROWS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filters(self, control: str) -> None:
        """Search again with other filters and stay on the control."""
        self._fill()
        self.focus_on(control)

    def _offer(self, column: QVBoxLayout, words: str, offers: tuple[str, ...]) -> None:
        """Offer other questions: a corrected one, or ways to go on typing."""
        if not offers:
            return
        row = FlowLayout(8)
        label = Text(words, "second")
        label.setWordWrap(False)
        row.addWidget(label)
        for suggestion in offers:
            button = self.button(suggestion, "", "chip", f"suggest-{suggestion}")
            button.on_click(partial(self.session.navigate, "search", suggestion))
            row.addWidget(button)
        column.addWidget(holder(row))

    def _fill_nothing(self, column: QVBoxLayout, heading: Heading, found: Results, filtered: bool) -> None:
        """Say honestly that nothing fits, and show ways out; ``filtered``: without filters there are hits."""
        nothing = self.tr("Zu „{query}“ habe ich nichts gefunden.").format(query=found.query.strip())
        without = self.tr("Ohne die Filter gibt es Treffer.") if filtered else ""
        ways_out = self.tr(
            "Versuchen Sie es mit einem anderen Wort. Oder rufen Sie die Behördennummer 115 an: "
            "Dort hilft Ihnen ein Mensch."
        )
        a11y.read_out(heading, nothing, without, ways_out)
        column.addWidget(Text(nothing))
        if filtered:
            column.addWidget(Text(without))
            clear = self.button(self.tr("Filter ausschalten"), "x", "", "clearFilters")
            clear.on_click(self._filters.clear)
            column.addWidget(clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Text(ways_out))
        events = found.life_events or self.session.find.life_events()[:4]
        title = self.tr("Vielleicht passt etwas davon?")
        column.addWidget(Heading(title, 2))
        column.addWidget(life_event_tiles(self.session, title, events))

    def _announce(self) -> None:
        if self.isVisible():
            self.session.announce.emit(self._summary)

    # --- all services -------------------------------------------------------------------------------

    def _fill_all(self, column: QVBoxLayout) -> None:
        self.title = self.tr("Alle Dienste")
        self._speak.stop()
        self._add_recent(column)
        column.addWidget(Heading(self.tr("Alle Dienste"), 1))
        areas = self.session.find.areas()
        self._add_areas(column, areas[:AREAS_IN_SIGHT])
        self.later(partial(self._add_areas, column, areas[AREAS_IN_SIGHT:]))

    def _add_areas(self, column: QVBoxLayout, areas: Sequence[Area]) -> None:
        categories = self.session.find.categories()
        for area in areas:
            column.addSpacing(6)
            column.addWidget(Heading(area.title, 2))
            within = [category for category in categories if category.area == area.id]
            column.addWidget(category_tiles(self.session, area.title, within))

    def _add_recent(self, column: QVBoxLayout) -> None:
        """Offer what the person searched for last."""
        recent = self.session.recent_searches()
        if not recent:
            return
        row = FlowLayout(8)
        label = Text(self.tr("Zuletzt gesucht:"), "second")
        label.setWordWrap(False)
        row.addWidget(label)
        for text in recent:
            button = self.button(text, "history", "chip", f"recent-{text}")
            button.on_click(partial(self.session.navigate, "search", text))
            row.addWidget(button)
        clear = self.button(self.tr("Letzte Suchen löschen"), "trash-2", "quiet", "clearRecent")
        clear.on_click(self._forget_recent)
        row.addWidget(clear)
        column.addWidget(holder(row))

    def _forget_recent(self) -> None:
        self.session.forget_searches()
        self._fill()
