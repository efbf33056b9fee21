"""Layouts that reflow: rows that wrap, and equal columns that become fewer."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget, QWidgetItem

from buergerapp.gui import a11y


def _leave(item: QLayoutItem, rect: QRect) -> None:
    """Place nothing."""


class _Items(QLayout):
    """The list handling that both layouts share."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(QMargins())
        self.setSpacing(gap)

    def invalidate(self) -> None:
        """Measure again; Qt calls this whenever an item changes."""
        self._heights.clear()
        self._least = None
        super().invalidate()

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget at the end, in an item made here.

        For an item that C++ makes, PySide can find the Python object of a dead one at the same address and
        then says that it is already deleted.
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None when there is no such item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all items need at this width, in px."""
        # Layouts around this one ask many times for the same few widths.
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), _leave)
        return height

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, lambda item, place: item.setGeometry(place))

    def sizeHint(self) -> QSize:
        """Return the smallest size; the width is given from outside."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return a size in which the widest item fits."""
        if self._least is not None:
            return self._least
        size = QSize()
        for item in self._visible():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        self._least = size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return self._least

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, place: Callable[[QLayoutItem, QRect], None]) -> int:
        raise NotImplementedError


class FlowLayout(_Items):
    """Puts items side by side at their own width and wraps like words of a text."""

    def _arrange(self, rect: QRect, place: Callable[[QLayoutItem, QRect], None]) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, row_height = inner.x(), inner.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []

        def close_row() -> None:
            for item, spot in row:
                place(item, spot.translated(0, (row_height - spot.height()) // 2))
            row.clear()

        for item in self._visible():
            wanted = item.sizeHint()
            width = min(wanted.width(), inner.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else wanted.height()
            if row and x + width > inner.right() + 1:
                close_row()
                x, y, row_height = inner.x(), y + row_height + self.spacing(), 0
            row.append((item, QRect(QPoint(x, y), QSize(width, height))))
            x += width + self.spacing()
            row_height = max(row_height, height)
        close_row()
        return y + row_height - rect.y() + self.contentsMargins().bottom()


class ColumnsLayout(_Items):
    """Puts items into equal columns, as many as fit; items of a row share its height."""

    def __init__(self, gap: int, column: int, most: int, parent: QWidget | None = None) -> None:
        """Make a layout.

        Args:
            gap: Space between items in px.
            column: Least width of a column in px.
            most: Number of columns that is never exceeded.
        """
        super().__init__(gap, parent)
        self._column = column
        self._most = most

    def minimumSize(self) -> QSize:
        """One narrow column is enough; what stands in it wraps."""
        heights = [item.minimumSize().height() for item in self._visible()]
        return QSize(1, max(heights, default=0))

    def _arrange(self, rect: QRect, place: Callable[[QLayoutItem, QRect], None]) -> int:
        items = self._visible()
        gap = self.spacing()
        columns = max(1, min(self._most, (rect.width() + gap) // (self._column + gap)))
        width = (rect.width() - gap * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            height = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item in row
            )
            for number, item in enumerate(row):
                place(item, QRect(rect.x() + number * (width + gap), y, width, height))
            y += height + gap
        return max(0, y - gap - rect.y())


def quick_hint(widget: QWidget) -> QSize:
    """Return the size that a widget around a layout wants, without measuring how high it is when words wrap.

    Qt's own answer measures all that is inside at the width that is wanted. Pages give another width and ask
    how high the widget is there, so each word would be measured for nothing, once for each level around it.
    """
    layout = widget.layout()
    return QSize() if layout is None else layout.sizeHint().grownBy(widget.contentsMargins())


class Box(QWidget):
    """A plain widget around a layout."""

    def sizeHint(self) -> QSize:
        """Return the wanted width; the height is asked of the width that is given."""
        return quick_hint(self)


def holder(layout: QLayout) -> Box:
    """Return a plain widget around a layout, that grows with its width."""
    widget = Box()
    widget.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(layout.hasHeightForWidth())
    widget.setSizePolicy(policy)
    return widget


def list_item(widget: QWidget) -> Box:
    """Return a row of a list around something that can be pressed, so that screen readers count it."""
    item = Box()
    a11y.set_role(item, "item")
    around = QVBoxLayout(item)
    around.setContentsMargins(QMargins())
    around.addWidget(widget)
    return item
