"""A question before something that cannot be undone: it fits every window, and Esc always says no."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from buergerapp.gui import a11y
from buergerapp.gui.session import Session
from buergerapp.gui.widgets.buttons import Button
from buergerapp.gui.widgets.focus_ring import FocusRing
from buergerapp.gui.widgets.labels import Heading, Text
from buergerapp.gui.widgets.layouts import FlowLayout, holder


class Question(QDialog):
    """Asks with two buttons; accepted when the person agrees.

    Qt's own box cuts its buttons in large text, and shows no focus in our style.
    """

    def __init__(
        self, session: Session, parent: QWidget, question: str, consequence: str, yes: str, no: str
    ) -> None:
        """Ask ``question``; ``no`` has the focus, so that Enter changes nothing."""
        super().__init__(parent)
        self.setObjectName("frame")
        self.setWindowTitle("BürgerApp")
        self.setAccessibleName(question)
        self.setAccessibleDescription(consequence)
        self._ring = FocusRing(session.look, self, by_keyboard=True)
        content = QWidget()
        content.setObjectName("pageContent")
        content.setProperty("ringHost", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(14)
        column.addWidget(Heading(question, 1, "h2"))
        column.addWidget(Text(consequence))
        row = FlowLayout(12)
        agree = Button(session.icons, session.look, yes, "", "danger", "agree")
        agree.on_click(self.accept)
        refuse = Button(session.icons, session.look, no, "", "primary", "refuse")
        refuse.on_click(self.reject)
        refuse.setDefault(True)
        for button in (refuse, agree):
            row.addWidget(button)
        column.addWidget(holder(row))
        column.addStretch(1)
        scroll = QScrollArea()
        a11y.set_role(scroll, "pane")  # see Page
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.resize(self._fitting(parent.window().size(), column, session.look.px(620)))
        refuse.setFocus()

    @staticmethod
    def _fitting(window: QSize, column: QVBoxLayout, width: int) -> QSize:
        """Return a size that shows everything, where the window has the room."""
        wide = min(width, window.width())
        return QSize(wide, min(column.totalHeightForWidth(wide) + 4, window.height()))

    def done(self, result: int) -> None:
        """Close; the ring must not be deleted with what it stands around."""
        self._ring.leave()
        super().done(result)
