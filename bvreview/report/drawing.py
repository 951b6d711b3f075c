"""Charts in a PDF: the shapes of a scene drawn on a reportlab canvas, as vectors with embedded type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from bvreview.charts.layout import layout, natural_height
from bvreview.charts.palette import PRINT
from bvreview.charts.shapes import Disc, Line, Poly, Text
from bvreview.charts.spec import Frame
from bvreview.report.fonts import REGULAR, SEMIBOLD, register_fonts, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlab.pdfgen.canvas import Canvas

    from bvreview.charts.shapes import Role, Scene, Shape
    from bvreview.charts.spec import ChartSpec

PRINT_SIZE = 8.5
"""The font size of charts in print, in points."""


def draw_scene(canvas: Canvas, scene: Scene, colours: Mapping[Role, str] = PRINT) -> None:
    """Draw a scene with its lower left corner at the canvas's origin."""
    register_fonts()
    canvas.saveState()
    canvas.translate(0, scene.height)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    for shape in scene.shapes:
        _draw(canvas, shape, colours)
    canvas.restoreState()


def _draw(canvas: Canvas, shape: Shape, colours: Mapping[Role, str]) -> None:
    if isinstance(shape, Text):
        _draw_text(canvas, shape, colours)
    elif isinstance(shape, Line):
        canvas.setStrokeColor(HexColor(colours[shape.role]))
        canvas.setLineWidth(shape.width)
        canvas.setDash(list(shape.dash))
        canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
        canvas.setDash([])
    else:
        _draw_area(canvas, shape, colours)


def _draw_text(canvas: Canvas, text: Text, colours: Mapping[Role, str]) -> None:
    canvas.setFillColor(HexColor(colours[text.role]))
    canvas.setFont(SEMIBOLD if text.bold else REGULAR, text.size)
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw[text.anchor](text.x, -text.y, text.text)


def _draw_area(canvas: Canvas, shape: Poly | Disc, colours: Mapping[Role, str]) -> None:
    if shape.fill:
        canvas.setFillColor(HexColor(colours[shape.fill]))
    if shape.stroke:
        canvas.setStrokeColor(HexColor(colours[shape.stroke]))
        canvas.setLineWidth(shape.width)
    fill, stroke = int(shape.fill is not None), int(shape.stroke is not None)
    if isinstance(shape, Disc):
        canvas.circle(shape.x, -shape.y, shape.radius, stroke=stroke, fill=fill)
        return
    path = canvas.beginPath()
    path.moveTo(shape.points[0][0], -shape.points[0][1])
    for x, y in shape.points[1:]:
        path.lineTo(x, -y)
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


class ChartFlowable(Flowable):
    """A chart as wide as its column; at its natural height, or ``height``, or what the page has."""

    def __init__(
        self, spec: ChartSpec, *, height: float | None = None, text_size: float = PRINT_SIZE
    ) -> None:
        """Lay nothing out yet: the column's width comes with ``wrap``."""
        super().__init__()
        self.spec, self.wanted, self.text_size = spec, height, text_size
        self.hAlign = "LEFT"

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size in a column of this width."""
        frame = Frame(available_width, available_height, self.text_size)
        self.width = available_width
        self.height = self.wanted or natural_height(self.spec, frame, text_width)
        return self.width, self.height

    def draw(self) -> None:
        """Lay out and draw on the page's canvas."""
        draw_scene(self.canv, layout(self.spec, Frame(self.width, self.height, self.text_size), text_width))
