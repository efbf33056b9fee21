"""Lucide icons, drawn in the colours of the theme."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """Finds icons by name and draws them in any size and colour."""

    def __init__(self, folder: Path) -> None:
        """Use the SVG files in ``folder`` (``resources/icons``)."""
        self._folder = folder
        self._svg = lru_cache(maxsize=None)(self._read)
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def _read(self, name: str) -> str:
        return (self._folder / f"{name}.svg").read_text(encoding="utf-8")

    def pixmap(self, name: str, color: QColor, size: int) -> QPixmap:
        """Return an icon as a picture.

        Args:
            name: File name without ``.svg``.
            color: Colour of its lines; icons with colours of their own keep them.
            size: Edge in device-independent px.
        """
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        key = (name, color.name(), size, ratio)
        if key not in self._drawn:
            svg = self._svg(name).replace("currentColor", color.name())
            pixmap = QPixmap(round(size * ratio), round(size * ratio))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._drawn[key] = pixmap
        return self._drawn[key]

    def icon(self, name: str, color: QColor, size: int, gap: int = 0, *, before: bool = False) -> QIcon:
        """Return an icon for a button; it looks the same in every state.

        Args:
            gap: Empty space towards the word in px, because buttons put word and icon close together.
            before: The word stands before the icon.
        """
        icon = QIcon()
        pixmap = self.pixmap(name, color, size)
        if gap:
            ratio = pixmap.devicePixelRatio()
            wide = QPixmap(round((size + gap) * ratio), round(size * ratio))
            wide.setDevicePixelRatio(ratio)
            wide.fill(Qt.GlobalColor.transparent)
            painter = QPainter(wide)
            painter.drawPixmap(gap if before else 0, 0, pixmap)
            painter.end()
            pixmap = wide
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Disabled):
            icon.addPixmap(pixmap, mode)
        return icon
