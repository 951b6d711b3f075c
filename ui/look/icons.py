"""Icons from ``resources/icons``, drawn in the colour that is asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bvreview.resources import resource_path


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int) -> QIcon:
    """The icon in one colour ("#rrggbb"), crisp on screens of up to three times the usual density."""
    made = QIcon()
    for ratio in (1, 2, 3):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1) -> QPixmap:
    """The icon as a picture of ``size`` device-independent pixels."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    data = QByteArray(_source(name).replace("currentColor", colour).encode())
    QSvgRenderer(data).render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
