"""The search field: one question, large."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton

from buergerapp.gui.icons import Icons
from buergerapp.gui.theme import Look
from buergerapp.gui.widgets.buttons import MIN_TARGET
from buergerapp.gui.widgets.labels import IconLabel

MAX_LENGTH = 200
"""Nobody types a longer question; a pasted page is cut here."""


class SearchEdit(QLineEdit):
    """The line one types into.

    Signals:
        down(): The person wants to go on to the results.
    """

    down = Signal()
    _MARGIN = 2
    """Space in px that Qt leaves beside the words."""

    def __init__(self, *hints: str) -> None:
        """Make an empty line that shows the first of ``hints`` that fits, none where all would be cut."""
        super().__init__()
        self._hints = hints

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the hint for the width there is."""
        super().resizeEvent(event)
        self.ensurePolished()
        width, room = self.fontMetrics().horizontalAdvance, self.contentsRect().width() - 2 * self._MARGIN
        self.setPlaceholderText(next((hint for hint in self._hints if width(hint) <= room), ""))

    def event(self, event: QEvent) -> bool:
        """Share keys with the window: Esc and Ctrl+Z are the field's only while they do something here."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() == Qt.Key.Key_Escape:
            event.setAccepted(bool(self.text()))
            return True
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to the results; Esc clears."""
        if self.maxLength() != MAX_LENGTH:
            # Not when it is made: that moves the cursor, and Orca is silent about a focus that comes with it.
            self.setMaxLength(MAX_LENGTH)
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep what is typed unselected, so that going on typing does not delete it."""
        super().focusInEvent(event)
        # A cursor that moves at the same moment makes Orca keep silent about the focus.
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.hasSelectedText():
            self.end(False)


class _ClearButton(QToolButton):
    """A cross that Enter presses too; Qt's own knows the space bar only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SearchField(QFrame):
    """The field with its icon and a button that clears it."""

    def __init__(
        self, icons: Icons, look: Look, hint: str, name: str, clear: str, shorter: tuple[str, ...] = ()
    ) -> None:
        """Make a field.

        Args:
            hint: What stands in the empty field; screen readers say it always.
            name: Spoken by screen readers.
            clear: Name of the button that clears the field.
            shorter: Other hints for a field that has no room for that one, the longest first.
        """
        super().__init__()
        self.setObjectName("searchField")
        self.edit = SearchEdit(hint, *shorter)
        self.edit.setObjectName("searchEdit")
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(hint)
        self.edit.setMinimumHeight(max(MIN_TARGET, look.px(36)))
        self._clear = _ClearButton()
        self._clear.setIcon(icons.icon("x", look.theme.color("text-2"), look.px(24)))
        self._clear.setIconSize(
            icons.pixmap("x", look.theme.color("text-2"), look.px(24)).deviceIndependentSize().toSize()
        )
        self._clear.setAccessibleName(clear)
        self._clear.setToolTip(clear)
        self._clear.setStyleSheet("border: none; background: transparent;")
        self._clear.setMinimumSize(MIN_TARGET, MIN_TARGET)
        self._clear.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.clicked.connect(self._on_clear)
        self._clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel(icons, look, "search", "accent", 28))
        row.addWidget(self.edit, 1)
        row.addWidget(self._clear)
        self.edit.textChanged.connect(self._on_text)
        self.setFocusProxy(self.edit)
        self.edit.setProperty("ringAround", self)

    def set_text(self, text: str) -> None:
        """Show words without telling anybody that they were typed."""
        if text and not self.edit.hasFocus():
            # Whoever types on the start page comes here after a letter, and has heard the example just now.
            self.edit.setAccessibleDescription("")
        if self.edit.text() != text:
            self.edit.setText(text)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _on_clear(self) -> None:
        # First: with the words this button vanishes, and its focus would go astray on the way.
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.clear()
        self.edit.textEdited.emit("")
