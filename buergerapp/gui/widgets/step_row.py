"""One step of a guide: a large check box, the title, what to do, and a warning where one threatens."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from buergerapp.domain.checklist import StepState
from buergerapp.domain.service import Step
from buergerapp.gui import a11y, texts
from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.check_box import TickBox
from buergerapp.gui.widgets.labels import IconLabel, Text
from buergerapp.gui.widgets.layouts import quick_hint
from buergerapp.gui.widgets.terms import Spot


class _ClickableText(Text):
    """A title that ticks the box beside it when it is clicked."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class StepRow(QFrame):
    """A step in the list of a guide.

    Signals:
        asked(bool): The person wants the step ticked or unticked.
    """

    asked = Signal(bool)

    def __init__(
        self, icons: Icons, look: Look, step: Step, number: int, state: StepState, current: bool, spot: Spot
    ) -> None:
        """Make a row; ``current`` is the step that comes next, ``spot`` explains its words."""
        super().__init__()
        a11y.set_role(self, "item")
        self.setProperty("kind", "current" if current else "row")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        done = state is not StepState.OPEN
        where, where_icon = texts.step_kind(step.kind)
        danger = self.tr("Achtung: {text}").format(text=step.warning) if step.warning else ""
        self.box = TickBox(
            icons, look, self.tr("Schritt {n}: {title}").format(n=number, title=step.title), done
        )
        self.box.setObjectName(f"tick-{step.id}")
        self.box.setAccessibleDescription(texts.sentences(where, step.text, danger))
        self.box.asked.connect(self.asked)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        title = _ClickableText(f"{number}. {step.title}", "h3")
        title.setCursor(Qt.CursorShape.PointingHandCursor)
        title.clicked.connect(self.box.click)
        words.addSpacing(8)
        words.addWidget(title)
        words.addWidget(spot.text(step.text))
        self._changed = Text(
            self.tr("Der Text hat sich geändert, seit Sie den Schritt abgehakt haben."), "small", "note"
        )
        self._changed.setVisible(state is StepState.DONE_OTHER_TEXT)
        words.addWidget(self._changed)
        place = QHBoxLayout()
        place.setSpacing(6)
        place.addWidget(IconLabel(icons, look, where_icon, "text-2", 18))
        place.addWidget(Text(where, "small"), 1)
        words.addLayout(place)
        if step.warning:
            warning = QHBoxLayout()
            warning.setSpacing(8)
            warning.addWidget(
                IconLabel(icons, look, "shield-alert", "danger", 22), 0, Qt.AlignmentFlag.AlignTop
            )
            warning.addWidget(spot.text(danger, "", "warning"), 1)
            words.addLayout(warning)
        explanations = spot.row()
        if explanations is not None:
            words.addWidget(explanations)
        row.addLayout(words, 1)

    def sizeHint(self) -> QSize:
        """Return the wanted width; the height is asked of the width that is given."""
        return quick_hint(self)

    def show_state(self, state: StepState, current: bool) -> None:
        """Show another state without drawing the row anew, so that the focus stays."""
        self.box.setChecked(state is not StepState.OPEN)
        self._changed.setVisible(state is StepState.DONE_OTHER_TEXT)
        kind = "current" if current else "row"
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
