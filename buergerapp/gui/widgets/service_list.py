"""A list of services, one card each."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from buergerapp.domain.service import ServiceCard
from buergerapp.gui import a11y, texts
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import ServiceRow
from buergerapp.gui.widgets.layouts import Box, list_item

ROWS_IN_SIGHT = 10
"""Rows that a large window shows at most without scrolling; the others are built after the first picture."""


class ServiceList(Box):
    """Rows that open their guide; arrow keys move between them."""

    def __init__(self, session: Session, name: str) -> None:
        """Make an empty list; ``name`` is said by screen readers."""
        super().__init__()
        self._session = session
        a11y.set_role(self, "list")
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.rows: list[ServiceRow] = []
        self._states = session.checklist.states()

    def add_all(self, cards: Iterable[ServiceCard]) -> None:
        """Add a row for each service."""
        for card in cards:
            self.add_row(card)

    def add_row(self, card: ServiceCard, found: str = "", marked: tuple[str, ...] = ()) -> ServiceRow:
        """Add one service; ``found`` says why a search found it, by which ``marked`` words."""
        row = ServiceRow(
            self._session.icons,
            self._session.look,
            f"service-{card.id}",
            card.icon,
            card.title,
            card.summary,
            texts.badges(card, self._states.get(card.id), self._session.find.today()),
            found,
            marked,
        )
        row.clicked.connect(lambda: self._session.navigate("service", card.id))
        row.installEventFilter(self)
        self._column.addWidget(list_item(row))
        self.rows.append(row)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move the focus from row to row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and isinstance(watched, ServiceRow) and watched in self.rows:
                target = self.rows.index(watched) + step
                if 0 <= target < len(self.rows):
                    self.rows[target].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
        return False
