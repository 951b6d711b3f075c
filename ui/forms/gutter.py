"""The numbers before the lines of a table: a press chooses the line, a drag puts it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from ui.forms.cells import Look as CellLook
from ui.forms.model import AnswersModel
from ui.look.theme import Look

THICK: Final = 3


def _far() -> int:
    """How far a press must go to be a drag."""
    return QApplication.startDragDistance()


class Gutter(QHeaderView):
    """The header at the left of a table; where its lines may be moved, ``move`` is told before which line."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self._renew()
        look.changed.connect(self._renew)
        self._move: Callable[[int], object] | None = None
        self._lines: Callable[[], int] = int
        self._pressed: QPoint | None = None
        self._to: int | None = None
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def allow_moving(self, lines: Callable[[], int], move: Callable[[int], object]) -> None:
        """Let the first ``lines()`` rows be dragged."""
        self._lines, self._move = lines, move
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._to = None
        row = self.logicalIndexAt(event.position().toPoint())
        grips = self._move and event.button() == Qt.MouseButton.LeftButton and 0 <= row < self._lines()
        self._pressed = event.position().toPoint() if grips else None
        if not (grips and self._is_chosen(row) and not event.modifiers()):
            super().mousePressEvent(event)  # a press on chosen lines may begin to drag all of them
        if self._pressed:
            super().mouseReleaseEvent(event)  # from here on a drag moves the line and chooses no more

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif self._to is not None or (at - self._pressed).manhattanLength() >= _far():
            self._to = self._line_at(at.y())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, to, self._pressed, self._to = self._pressed, self._to, None, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().update()
        if to is not None and self._move:
            self._move(to)
        elif to is None and not event.modifiers():
            self.sectionPressed.emit(self.logicalIndexAt(pressed))

    def _is_chosen(self, row: int) -> bool:
        return self.selectionModel().isRowSelected(row, self.rootIndex())

    def _line_at(self, y: int) -> int:
        """The line before which something is dropped at this height."""
        for row in range(self._lines()):
            top = self.sectionViewportPosition(row)
            if y < top + self.sectionSize(row) / 2:
                return row
        return self._lines()

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """A number or label, without the style sheet: it is painted at each key."""
        look, pad = self._look, 0 if self.property("numbers") == "true" else self._look.px(8)
        painter.fillRect(rect, QColor(look.tokens.surface))
        painter.setPen(QPen(QColor(look.tokens.line), look.tokens.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(look.tokens.ink))
        model = self.model()
        is_total = isinstance(model, AnswersModel) and model.kind_of_row(row) is CellLook.TOTAL
        painter.setFont(self._bold if is_total else self._font)
        words = str(self.model().headerData(row, Qt.Orientation.Vertical) or "")
        painter.drawText(rect.adjusted(pad, 0, -pad, 0), int(self.defaultAlignment()), words)

    def _renew(self) -> None:
        self._font, self._bold = self._look.font(), self._look.font(bold=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._to is not None:
            last = self._to >= self.count()
            row = self.count() - 1 if last else self._to
            y = self.sectionViewportPosition(row) + (self.sectionSize(row) if last else 0)
            mark = QRect(0, max(0, y - THICK // 2 - 1), self.width(), THICK)
            QPainter(self.viewport()).fillRect(mark, QColor(self._look.tokens.accent))
