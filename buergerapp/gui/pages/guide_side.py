"""The side column of a guide: what one needs, what it costs, what is doubtful, who answers, and sources."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from buergerapp.domain.service import Age, Confidence, Place, Service, Source, age
from buergerapp.gui import a11y, texts
from buergerapp.gui.pages.guide_parts import explain, icon_line, list_in, section_heading, told
from buergerapp.gui.widgets.labels import Line, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder
from buergerapp.gui.widgets.page import Page, Panel, Slot
from buergerapp.gui.widgets.terms import Explainer, Spot

FIRST_THINGS = 4
"""Needed things that are in sight at most when a guide is opened at 100 % text."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("guide_side", text)


class GuideSide:
    """Draws the side column of a guide on its page."""

    def __init__(self, page: Page) -> None:
        """Draw on ``page``."""
        self._page = page
        self._sources = Slot()

    def fill_below(self, column: QVBoxLayout, service: Service) -> None:
        """Add what stands below: doubts, contact, sources."""
        self._add_doubts(column, service)
        self._add_contact(column, service)
        self._add_sources(column, service)
        column.addStretch(1)

    def needs_panel(self, service: Service, explainer: Explainer) -> Panel:
        """Return the panel of what one needs and what one has to know before."""
        panel = Panel("card", 12)
        if service.needs or service.documents:
            things = [("file-text", d.title, d.note or d.short) for d in service.documents]
            things += [("circle-check", n.title, n.description) for n in service.needs]
            title = _tr("Das brauchen Sie")
            panel.column.addWidget(section_heading(title, *(told(thing, note) for _, thing, note in things)))
            spot = explainer.spot("needs", *(text for _, *both in things for text in both))
            rows = list_in(panel, title)
            self._fill_needs(rows, things[:FIRST_THINGS], spot)
            self._page.later(partial(self._fill_needs_below, panel, rows, things[FIRST_THINGS:], spot))
        facts = (
            ("euro", _tr("Kosten"), service.fee.text),
            ("clock", _tr("Dauer"), service.time),
            ("users", _tr("Für wen"), service.who),
            ("map-pin", _tr("Warum vor Ort"), service.visit),
            ("refresh-ccw", _tr("Gültigkeit und Fristen"), service.renewal),
        )
        spot = explainer.spot("facts", *(value for _, _, value in facts))
        self._page.later(partial(self._fill_facts, panel, facts, spot))
        return panel

    def _fill_needs(self, rows: QVBoxLayout, things: list[tuple[str, str, str]], spot: Spot) -> None:
        """Add some of what one needs."""
        for icon, title, note in things:
            # To screen readers the first line is the row; the second stands in its name.
            first, second = spot.text(title, role="item"), spot.text(note, "small", role="silent")
            a11y.name_item(first, told(title, note))
            rows.addLayout(self._fact(icon, first, second))

    def _fill_needs_below(
        self, panel: Panel, rows: QVBoxLayout, things: list[tuple[str, str, str]], spot: Spot
    ) -> None:
        """Add what else one needs."""
        self._fill_needs(rows, things, spot)
        explain(panel, spot)
        panel.column.addWidget(Line())

    def _fill_facts(self, panel: Panel, facts: tuple[tuple[str, str, str], ...], spot: Spot) -> None:
        """Add cost, time and what else one has to know before; they have no heading, so Tab stops at them."""
        known = [fact for fact in facts if fact[2]]
        if not known:
            return
        rows = list_in(panel, _tr("Auf einen Blick"), *(told(name, value) for _, name, value in known))
        for icon, name, value in known:
            first, second = Text(name, "strongsmall", role="silent"), spot.text(value, role="item")
            a11y.name_item(second, told(name, value))
            rows.addLayout(self._fact(icon, first, second))
        explain(panel, spot)

    def _fact(self, icon: str, first: Text, second: Text) -> QHBoxLayout:
        """Lay an icon beside two lines: a thing and a remark, or a name and a fact."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._page.icon(icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(first)
        words.addWidget(second)
        row.addLayout(words, 1)
        return row

    def _add_doubts(self, column: QVBoxLayout, service: Service) -> None:
        """Show what has ended, is old or could not be confirmed, and who knows."""
        notes = self._doubts(service)
        if not service.unconfirmed and not notes:
            return
        panel = Panel("note")
        unknown = (texts.not_confirmed(service.level), *service.unconfirmed) if service.unconfirmed else ()
        panel.column.addWidget(section_heading(_tr("Bitte vorher prüfen"), *notes, *unknown))
        for note in notes:
            panel.column.addWidget(Text(note))
        if service.unconfirmed:
            panel.column.addWidget(Text(texts.not_confirmed(service.level), "strong"))
            for item in service.unconfirmed:
                panel.column.addLayout(icon_line(self._page, "circle-help", item, "", "text"))
        column.addWidget(panel)

    def _doubts(self, service: Service) -> list[str]:
        """Say in sentences why the facts may not hold."""
        today, until = self._page.session.find.today(), service.card.valid_until
        notes = []
        if until is not None:
            words = (
                _tr("Diese Angaben galten bis {day}. Das Angebot ist vielleicht zu Ende.")
                if until < today
                else _tr("Diese Angaben gelten bis {day}.")
            )
            notes.append(words.format(day=texts.day(until)))
        if service.facts_until is not None:
            words = (
                _tr("Diese Angaben galten bis {day}. Seitdem hat sich vielleicht etwas geändert.")
                if service.facts_until < today
                else _tr("Diese Angaben gelten bis {day}. Danach ändert sich vielleicht etwas.")
            )
            notes.append(words.format(day=texts.day(service.facts_until)))
        if old := texts.age_note(service, today):
            notes.append(old)
        if service.confidence is Confidence.LOW:
            notes.append(_tr("Zu diesem Dienst haben wir nur wenige gesicherte Angaben gefunden."))
        return notes

    def _add_contact(self, column: QVBoxLayout, service: Service) -> None:
        contact, place = service.contact, service.visit_place
        known = (contact.name, contact.phone, contact.email, contact.address, *service.links)
        if not any(known) and place is None:
            return
        panel = Panel("card", 8)
        lines = [
            line
            for line in (
                ("building-2", contact.name),
                ("phone", contact.phone),
                ("mail", contact.email),
                ("map-pin", contact.address),
                ("clock", contact.hours),
            )
            if line[1]
        ]
        there = () if place is None else (place.name, *(text for _, text in self._place_lines(place)))
        panel.column.addWidget(section_heading(_tr("Kontakt"), *(text for _, text in lines), *there))
        for icon, value in lines:
            panel.column.addLayout(icon_line(self._page, icon, value))
        if place is not None:
            self._add_place(panel, place)
        for link in service.links:
            wrapped = FlowLayout(0)
            wrapped.addWidget(self._page.link(link.label, link.url, "", f"link-{link.label}"))
            panel.column.addWidget(holder(wrapped))
        column.addWidget(panel)

    def _add_place(self, panel: Panel, place: Place) -> None:
        """Add the office to go to, with how old its facts are."""
        panel.column.addWidget(Line())
        panel.column.addWidget(Text(place.name, "strong"))
        for icon, value in self._place_lines(place):
            if icon:
                panel.column.addLayout(icon_line(self._page, icon, value))
            else:
                panel.column.addWidget(Text(value, "small"))
        if place.source:
            self._add_source_button(panel.column, place.source, place.name, "source-place")

    def _place_lines(self, place: Place) -> list[tuple[str, str]]:
        """Return icon, if there is one, and text of each line about an office."""
        lines = (
            ("map-pin", place.address),
            ("phone", place.phone),
            ("clock", place.hours),
            ("", place.note),
            ("", _tr("Stand: {date}").format(date=self._dated(place.seen))),
        )
        return [line for line in lines if line[1]]

    def _add_sources(self, column: QVBoxLayout, service: Service) -> None:
        panel = Panel("card", 8)
        first, *others = service.sources_newest_first()
        # What has an address is said by its link.
        silent = [self._source_line(source) for source in (first, *others) if not source.url]
        panel.column.addWidget(section_heading(_tr("Quellen und Stand"), *silent))
        newest = _tr("Neueste Quelle: {date}").format(date=self._dated(service.source_date))
        panel.column.addLayout(icon_line(self._page, "badge-check", newest))
        self._add_source(panel.column, first, "source-0")
        panel.column.addWidget(self._sources)
        if others:
            self._show_sources(others)
        column.addWidget(panel)

    def _show_sources(self, sources: list[Source]) -> None:
        """Show one button for further sources, or all of them when it was pressed."""
        unfolded = "sources" in self._page.unfolded
        words = _tr("Weitere Quellen schließen") if unfolded else _tr("Weitere Quellen zeigen ({n})")
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        fold = self._page.button(words.format(n=len(sources)), "list", "quiet", "sources")
        fold.on_click(partial(self._fold_sources, sources))
        line = FlowLayout(0)
        line.addWidget(fold)
        column.addWidget(holder(line))
        if unfolded:
            for number, source in enumerate(sources, 1):
                self._add_source(column, source, f"source-{number}")
        self._sources.show_widget(panel)

    def _fold_sources(self, sources: list[Source]) -> None:
        self._page.unfolded ^= {"sources"}
        self._show_sources(sources)
        self._page.focus_on("sources")

    def _add_source(self, column: QVBoxLayout, source: Source, name: str) -> None:
        """Say what a source says and from when it is, and link it."""
        line = self._source_line(source)
        column.addWidget(Text(line, "small"))
        if source.url:
            self._add_source_button(column, source.url, line, name)

    def _source_line(self, source: Source) -> str:
        return _tr("{says} ({name}, {date})").format(
            says=source.says, name=texts.source_name(source), date=self._dated(source.seen)
        )

    def _dated(self, seen: str) -> str:
        """Write the date of a source, and whether it is old."""
        words = texts.seen(seen or "unbekannt")
        old = age(seen, self._page.session.find.today()) is Age.OLD
        return _tr("{date}, älter").format(date=words) if old else words

    def _add_source_button(self, column: QVBoxLayout, url: str, says: str, name: str) -> None:
        """Add a link that opens a source; ``says`` is what stands there."""
        button = self._page.link(texts.host(url), url, "quiet", name)
        button.setAccessibleName(_tr("Quelle öffnen: {name}").format(name=texts.host(url)))
        button.setAccessibleDescription(says)
        wrapped = FlowLayout(0)
        wrapped.addWidget(button)
        column.addWidget(holder(wrapped))
