"""A chart as a picture of its own: with title, sentence, method and source, light whatever the window is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from bvreview.charts.layout import layout, natural_height
from bvreview.charts.palette import PRINT
from bvreview.charts.shapes import Role, Scene
from bvreview.charts.spec import ChartSpec, Frame
from bvreview.files import write_atomically
from ui.widgets.charts import measure, paint_shape

WIDTH: Final = 900
TEXT_SIZE: Final = 13.0
EDGE: Final = 16
TWICE: Final = 2.0
COLOURS: Final[Mapping[Role, str]] = PRINT


def write_svg(spec: ChartSpec, path: Path) -> None:
    """The chart as scalable graphics, from the same shapes as on screen."""
    from PySide6.QtSvg import QSvgGenerator

    scene, kept = _scene(spec), QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(kept)
    size = _size(scene)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(spec.words.title)
    generator.setDescription(scene.description)
    painter = QPainter(generator)
    _paint(painter, scene)
    painter.end()
    write_atomically(path, bytes(kept.data().data()))


def write_png(spec: ChartSpec, path: Path) -> None:
    """The chart as a picture with twice the dots of a usual screen."""
    data = QByteArray()
    kept = QBuffer(data)
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(spec).save(kept, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
    write_atomically(path, bytes(data.data()))


def picture(spec: ChartSpec) -> QImage:
    """The chart as a picture with twice the dots of a usual screen, its words in it."""
    scene = _scene(spec)
    image = QImage(_size(scene) * TWICE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(TWICE)
    image.setText("Title", spec.words.title)
    image.setText("Description", scene.description)
    image.fill(QColor(COLOURS["surface"]))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, scene)
    painter.end()
    return image


def _scene(spec: ChartSpec) -> Scene:
    frame = Frame(WIDTH, 0, TEXT_SIZE)
    return layout(spec, Frame(WIDTH, natural_height(spec, frame, measure), TEXT_SIZE), measure)


def _size(scene: Scene) -> QSize:
    return QSize(round(scene.width) + 2 * EDGE, round(scene.height) + 2 * EDGE)


def _paint(painter: QPainter, scene: Scene) -> None:
    size = _size(scene)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(COLOURS["surface"]))
    painter.translate(EDGE, EDGE)
    for shape in scene.shapes:
        paint_shape(painter, shape, COLOURS)
