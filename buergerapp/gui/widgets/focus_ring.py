"""The focus ring: a dark ring with a lamp-yellow ring outside it, around whatever has the focus.

Style sheets cannot draw outside a widget, so the ring is a widget of its own. It lives in the nearest
ancestor with the property ``ringHost`` and therefore scrolls with the page.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from buergerapp.gui.theme import Look

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show)
INNER = 3
OUTER = 4


class FocusRing(QWidget):
    """Follows the focus; shown for the keyboard always, for the mouse only on text fields."""

    def __init__(self, look: Look, window: QWidget, *, by_keyboard: bool = False) -> None:
        """Watch the focus in ``window`` from now on; ``by_keyboard`` shows it before the first key."""
        super().__init__()
        self._look = look
        self._target: QWidget | None = None
        self._watched: list[QObject] = []
        self._by_keyboard = by_keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        # The native window gets every key and click once; a filter on the application would see
        # each of the many thousand events of drawing a page.
        window.winId()
        window.windowHandle().installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def set_look(self, look: Look) -> None:
        """Use other colours."""
        self._look = look
        self.update()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._target = new
        self._watch()
        self._follow()

    def _watch(self) -> None:
        """Watch the focused widget and everything around it up to the host for moving and leaving."""
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        widget = self._target
        host = self._host(widget) if widget is not None else None
        while widget is not None and host is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget is host else widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice how the person works and where the focused widget moves."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._set_by_keyboard(True)
        elif kind == QEvent.Type.MouseButtonPress:
            self._set_by_keyboard(False)
        elif kind in _MOVES:
            self._follow()
        elif kind == QEvent.Type.DeferredDelete:
            self.leave()
        return False

    def leave(self) -> None:
        """Step out of a place that is about to be deleted, so that the ring is not deleted with it."""
        self.hide()
        self.setParent(None)

    def _set_by_keyboard(self, value: bool) -> None:
        if value != self._by_keyboard:
            self._by_keyboard = value
            self._follow()

    def _follow(self) -> None:
        """Move around the focused widget, or vanish."""
        target = self._target
        wanted = target is not None and (self._by_keyboard or isinstance(target, QLineEdit))
        host = self._host(target) if target is not None and wanted else None
        if target is None or host is None or not target.isVisible():
            # Out of the place where it was last, too: nobody watches that one from now on.
            self.leave()
            return
        around = target.property("ringAround")
        widget = around if isinstance(around, QWidget) else target
        reach = INNER + OUTER - 2
        inner = widget.rect()
        if isinstance(widget, QLabel):
            # Around the words, not around all the width they might take; they have no border either.
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
            inner.setWidth(widget.fontMetrics().boundingRect(inner, flags, widget.text()).width())
            reach += 4
        place = QRect(widget.mapTo(host, inner.topLeft()), inner.size())
        if self.parent() is not host:
            self.setParent(host)
        self.setGeometry(place.adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()
        self.update()

    @staticmethod
    def _host(target: QWidget) -> QWidget | None:
        """Return the nearest ancestor in which the ring may be drawn."""
        widget: QWidget | None = target.parentWidget()
        while widget is not None and not widget.property("ringHost"):
            widget = widget.parentWidget()
        return widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two rings."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        for inset, width, token, radius in (
            (OUTER / 2, OUTER, "focus-outer", 16),
            (OUTER + INNER / 2, INNER, "focus", 13),
        ):
            painter.setPen(QPen(theme.color(token), width))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
            )
