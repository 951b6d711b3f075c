"""A chart on screen: the shapes of a scene painted as they are, its marks reached by mouse and arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QToolTip, QWidget

from bvreview.charts.layout import layout, natural_height
from bvreview.charts.palette import DARK, HIGH_CONTRAST, LIGHT
from bvreview.charts.shapes import Disc, Line, Mark, Poly, Role, Scene, Text
from bvreview.charts.shapes import Shape as Drawn
from bvreview.charts.spec import ChartSpec, Frame
from ui.look.text import tip
from ui.look.theme import FAMILY, Look

PALETTES: Mapping[str, Mapping[Role, str]] = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}
TEXT_SIZE = 12.5
_Key = Qt.Key
_PICK = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)


class ChartView(QLabel):
    """One chart; ``read`` tells the sentence of the mark that is pointed at, ``picked`` whose it is.

    It is a label with a picture so that a screen reader says "graphic": a plain widget has no such role.
    """

    read = Signal(str)
    picked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setPixmap(QPixmap(1, 1))
        self._look = look
        self.spec: ChartSpec | None = None
        self._scene: Scene | None = None
        self.mark: Mark | None = None
        self._is_stale = True
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._lay_out_if_seen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._wide = 0
        look.changed.connect(self._begin_anew)

    @property
    def scene(self) -> Scene | None:
        """The shapes as they stand now; None without a chart, or as long as it was never seen."""
        self._lay_out_if_seen()
        return self._scene

    def _begin_anew(self) -> None:
        self._wide = 0
        self._wait()

    def show_chart(self, spec: ChartSpec) -> None:
        """Show another chart; the mark in hand stays in hand where it is still there."""
        self.spec, self._wide = spec, 0
        self.setAccessibleName(spec.words.title)
        self._wait()

    def _wait(self) -> None:
        """Lay out once the size has settled: a page that comes up sizes what is in it several times."""
        self._is_stale = True
        self._settled.start()
        self.update()

    def _lay_out_if_seen(self) -> None:
        """A chart behind another tab waits."""
        if self._is_stale and self.spec and self.isVisible() and self.width() >= 50:
            self._lay_out(self.spec)

    def _lay_out(self, spec: ChartSpec) -> None:
        self._take_height(spec)
        frame = Frame(self.width(), self.height(), TEXT_SIZE * self._look.factor, dressed=False)
        self._scene = layout(spec, frame, measure)
        self._is_stale = False
        self.setAccessibleDescription(self._scene.description)
        if self.mark:
            self.mark = next((m for m in self._scene.marks if self.mark and m.id == self.mark.id), None)
        self.update()

    def _take_height(self, spec: ChartSpec) -> None:
        """Be at least as high as the chart needs at its width, within reason."""
        frame = Frame(self.width(), max(self.height(), 200), TEXT_SIZE * self._look.factor, dressed=False)
        wanted = min(round(natural_height(spec, frame, measure)), self._look.px(900))
        # a scroll bar that came makes a chart narrower and so less high: it would go and come for ever
        if wanted > self.minimumHeight() or not 0 <= self._wide - self.width() <= self._look.px(24):
            self._wide = self.width()
            self.setMinimumHeight(wanted)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(480), self._look.px(420))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settled.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wait()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = PALETTES[self._look.tokens.name]
        painter.fillRect(self.rect(), QColor(self._look.tokens.surface))
        scene = self.scene
        for shape in scene.shapes if scene else ():
            paint_shape(painter, shape, palette)
        if self.mark:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width, more in ((self._look.tokens.focus, 4, 6), (self._look.tokens.ink, 1.5, 8)):
                painter.setPen(QPen(QColor(colour), width))
                radius = self.mark.radius + more
                painter.drawEllipse(QPointF(self.mark.x, self.mark.y), radius, radius)

    # pointing

    def point_at(self, mark: Mark | None) -> None:
        """Pick a mark out and read it out."""
        if mark is self.mark:
            return
        self.mark = mark
        self.update()
        self.read.emit(mark.readout if mark else "")
        if mark and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.readout))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks = self.scene.marks if self.scene else ()
        steps = {_Key.Key_Right: 1, _Key.Key_Down: 1, _Key.Key_Left: -1, _Key.Key_Up: -1}
        key = _Key(event.key())
        known = (*steps, _Key.Key_Home, _Key.Key_End, *_PICK)
        if key is _Key.Key_Escape and self.mark:
            self.point_at(None)
            event.setAccepted(False)  # whoever follows an organisation ends that too
        elif not marks or key not in known or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _PICK:
            self._pick(self.mark)
        elif key in steps:
            self._go_to(marks[self._next(steps[key])])
        else:
            self._go_to(marks[0 if key is _Key.Key_Home else -1])

    def _go_to(self, mark: Mark) -> None:
        """Point at a mark and bring it into sight where the chart scrolls."""
        self.point_at(mark)
        around: QWidget | None = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside:
            at = self.mapTo(inside, QPoint(round(mark.x), round(mark.y)))
            around.ensureVisible(at.x(), at.y(), 40, 40)

    def _next(self, step: int) -> int:
        marks = self.scene.marks if self.scene else ()
        if self.mark not in marks:
            return 0 if step > 0 else len(marks) - 1
        return max(0, min(len(marks) - 1, marks.index(self.mark) + step))

    def _pick(self, mark: Mark | None) -> None:
        if mark and mark.whose:
            self.picked.emit(mark.whose)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.scene and event.button() is Qt.MouseButton.LeftButton:
            where = event.position()
            self._pick(self.scene.mark_at(where.x(), where.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.scene:
            where = event.position()
            found = self.scene.mark_at(where.x(), where.y())
            shape = Qt.CursorShape.PointingHandCursor if found and found.whose else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            if found or not self.hasFocus():
                self.point_at(found)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.scene:
            found = self.scene.mark_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tip(found.readout) if found else "", self)
            return True
        return super().event(event)


@lru_cache(maxsize=64)
def _metrics(size: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(size, bold))


def _font(size: float, bold: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def measure(text: str, size: float, bold: bool) -> float:
    """The width of a text on screen."""
    return _metrics(size, bold).horizontalAdvance(text)


def paint_shape(painter: QPainter, shape: Drawn, palette: Mapping[Role, str]) -> None:
    """Paint one shape."""
    match shape:
        case Line():
            pen = QPen(QColor(palette[shape.role]), shape.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if shape.dash:
                pen.setDashPattern([length / max(shape.width, 0.1) for length in shape.dash])
            painter.setPen(pen)
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        case Poly():
            _set_brush(painter, shape, palette)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Disc():
            _set_brush(painter, shape, palette)
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Text():
            _paint_text(painter, shape, palette)


def _set_brush(painter: QPainter, shape: Poly | Disc, palette: Mapping[Role, str]) -> None:
    if shape.stroke:
        painter.setPen(QPen(QColor(palette[shape.stroke]), shape.width))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette[shape.fill]) if shape.fill else Qt.BrushStyle.NoBrush)


def _paint_text(painter: QPainter, text: Text, palette: Mapping[Role, str]) -> None:
    painter.setFont(_font(text.size, text.bold))
    painter.setPen(QColor(palette[text.role]))
    left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * measure(
        text.text, text.size, text.bold
    )
    painter.drawText(QPointF(left, text.y), text.text)
