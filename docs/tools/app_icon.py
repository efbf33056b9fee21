"""Draws the sign of the program in every form that an operating system wants.

    .venv/bin/python docs/tools/app_icon.py

reads resources/icons/app/lamp.svg and writes, beside it, buergerapp.svg (the lamp on a coal ground),
buergerapp-16.png to buergerapp-512.png, buergerapp.ico (Windows) and buergerapp.icns (macOS).
"""

import os
import re
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parents[2] / "resources" / "icons" / "app"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_TYPES = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
GROUND = '  <rect width="64" height="64" rx="14" fill="#1b2126"/>\n'
# The ground leaves the lamp a margin, as the icons around it have one.
SHRINK = '  <g transform="translate(32 32) scale(.8) translate(-32 -32)">\n{}  </g>\n'


def lamp_on_ground() -> str:
    """Put the lamp on the coal ground, so that it is seen on light desktops too."""
    lamp = (FOLDER / "lamp.svg").read_text(encoding="utf-8")
    head, body = lamp.split("\n", 1)
    shapes = re.sub(r"\s*<!--.*?-->\n", "", body.removesuffix("</svg>\n"), flags=re.DOTALL)
    note = "  <!-- Made by docs/tools/app_icon.py from lamp.svg. -->\n"
    return f"{head}\n{note}{GROUND}{SHRINK.format(shapes)}</svg>\n"


def png(svg: str, size: int) -> bytes:
    """Paint the drawing at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Pack PNG pictures into a Windows icon; a size of 256 is written as 0."""
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, data in pictures.items():
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return directory + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Pack PNG pictures into a macOS icon."""
    blocks = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", len(blocks) + 8) + blocks


def main() -> None:
    """Write all files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    svg = lamp_on_ground()
    (FOLDER / "buergerapp.svg").write_text(svg, encoding="utf-8")
    pictures = {size: png(svg, size) for size in PNG_SIZES}
    for size, data in pictures.items():
        (FOLDER / f"buergerapp-{size}.png").write_bytes(data)
    (FOLDER / "buergerapp.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (FOLDER / "buergerapp.icns").write_bytes(
        icns({kind: pictures[size] for kind, size in ICNS_TYPES.items()})
    )
    app.quit()


if __name__ == "__main__":
    main()
