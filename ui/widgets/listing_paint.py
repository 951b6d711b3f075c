"""How a line of a list is painted: words that wrap, a status as a pill, progress as its shape and word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from bvreview.review.progress import Progress, progress_word
from ui.look.icons import pixmap
from ui.look.shapes import SHAPE_ICONS, SHAPE_TONES
from ui.look.text import Pill
from ui.look.theme import Look
from ui.widgets.listing_model import LINE, Index, Line, ListingModel
from ui.widgets.tasks import paint_progress

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.compared.standing import Shape

FROM_THE_TOP: Final = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
"""The first lines of a row stand side by side, however many lines its words take."""


class ListingDelegate(QStyledItemDelegate):
    """Words that wrap, a pill where a status stands, one line under each row."""

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self._look.tokens
        rect: QRect = option.rect
        line: Line = index.data(LINE)
        model = index.model()
        assert isinstance(model, ListingModel)
        column = model.columns[index.column()]
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(tokens.accent_soft if chosen else tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and self._view.hasFocus():
            self._paint_hand(painter, rect, first=index.column() == 0)
        inner = rect.adjusted(self._look.px(8), self._look.px(7), -self._look.px(8), 0)
        text = model.text(index.row(), index.column())
        if column.progress:
            self._paint_progress(painter, inner, text)
        elif column.shape and line.shapes and (shape := line.shapes[index.column()]):
            self._paint_shape(painter, inner, text, shape)
        elif column.pill and text:
            self._paint_pill(painter, inner, text, line.kind)
        else:
            font = self._look.font(bold=column.bold or line.bold)
            font.setUnderline(column.link)
            painter.setFont(font)
            ink = tokens.accent if column.link else tokens.muted if column.muted else tokens.ink
            painter.setPen(QColor(ink))
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(inner, int(side | FROM_THE_TOP), text)
        painter.restore()

    def _paint_progress(self, painter: QPainter, rect: QRect, standing: str) -> None:
        side = self._look.px(15)
        paint_progress(
            painter, QRectF(rect.left(), self._beside(rect, side), side, side), standing, self._look
        )
        self._paint_words(painter, rect, progress_word(Progress(standing)), side + self._look.px(8))

    def _paint_shape(self, painter: QPainter, rect: QRect, text: str, shape: Shape) -> None:
        side = self._look.px(15)
        tone = str(getattr(self._look.tokens, SHAPE_TONES.get(shape, "muted")))
        drawn = pixmap(SHAPE_ICONS[shape], tone, side, self._view.devicePixelRatioF())
        painter.drawPixmap(rect.left(), self._beside(rect, side), drawn)
        self._paint_words(painter, rect, text, side + self._look.px(6))

    def _paint_words(self, painter: QPainter, rect: QRect, text: str, indent: int) -> None:
        painter.setFont(self._look.font())
        painter.setPen(QColor(self._look.tokens.ink))
        flags = int(Qt.AlignmentFlag.AlignLeft | FROM_THE_TOP)
        painter.drawText(rect.adjusted(indent, 0, 0, 0), flags, text)

    def _beside(self, rect: QRect, height: int) -> int:
        """The top of what stands beside the first line of words."""
        return rect.top() + (self._view.fontMetrics().height() - height) // 2

    def _paint_hand(self, painter: QPainter, rect: QRect, *, first: bool) -> None:
        """The row that has the keyboard: a fine line above and below, a bar before it."""
        accent, fine = QColor(self._look.tokens.accent), self._look.tokens.border
        painter.fillRect(rect.left(), rect.top(), rect.width(), fine, accent)
        painter.fillRect(rect.left(), rect.bottom() + 1 - fine, rect.width(), fine, accent)
        if first:
            painter.fillRect(rect.left(), rect.top(), self._look.px(3), rect.height(), accent)

    def _paint_pill(self, painter: QPainter, rect: QRect, text: str, kind: Pill) -> None:
        tokens = self._look.tokens
        colours = {
            "stop": (tokens.stop, tokens.stop_soft),
            "explain": (tokens.explain, tokens.explain_soft),
            "ok": (tokens.ok, tokens.ok_soft),
            "plain": (tokens.muted, tokens.surface),
            "illustrative": (tokens.explain, tokens.explain_soft),
        }
        ink, ground = colours[kind]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(0.89))
        pad = self._look.px(8)
        top = self._beside(rect, painter.fontMetrics().height()) - rect.top()
        room = rect.adjusted(pad, top, -pad, 0)
        flags = Qt.AlignmentFlag.AlignLeft | FROM_THE_TOP
        box = painter.boundingRect(room, int(flags), text)
        painter.setPen(QPen(QColor(ink), tokens.border))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(-pad, -self._look.px(2), pad, self._look.px(2)), 4, 4)
        painter.drawText(room, int(flags), text)
