"""How a cell of a table is painted: tinted to fill, grey when worked out, a shape at what is found."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from bvreview.framework.rules import Level
from ui.forms.cells import Look as CellLook
from ui.forms.cells import Shown
from ui.forms.fitting import lines_in
from ui.look.icons import pixmap
from ui.look.theme import Look

MOST_REMEMBERED = 4000
CLIP, CLIP_FROM = 12, 6
"""Pixels: the clip at a cell with evidence, and where it begins at the left, right of the bar."""
CLIP_DENSITY = 2
NEEDED = "\u2217"  # an asterisk in the middle of its line


class Hand(Enum):
    """Where the hand is: elsewhere, on a cell that is chosen with others, or on this one."""

    AWAY = auto()
    NEAR = auto()
    ON = auto()


class CellPainter:
    """Fonts, colours and broken lines, made once for a look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lines: dict[tuple[str, str, int, bool], str] = {}
        self.renew()
        look.changed.connect(self.renew)

    def renew(self) -> None:
        """Take colours and sizes from the look as it is now."""
        look, tokens = self._look, self._look.tokens
        self._lines.clear()
        self._fonts: dict[bool, QFont] = {bold: look.font(bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._pad = look.px(8)
        self._corner = look.px(7)
        self._ink, self._muted, self._accent = (QColor(c) for c in (tokens.ink, tokens.muted, tokens.accent))
        self._chosen = QColor(tokens.accent_soft)
        self._rule = QPen(QColor(tokens.line), tokens.border)
        self._frame = QPen(QColor(tokens.accent), 2)
        self._grounds = {
            CellLook.ENTRY: QColor(tokens.entry),
            CellLook.ADD: QColor(tokens.entry),
            CellLook.DERIVED: QColor(tokens.derived),
            CellLook.TOTAL: QColor(tokens.raised),
        }
        self._faults = {Level.STOP: QColor(tokens.stop_soft), Level.EXPLAIN: QColor(tokens.explain_soft)}
        self._clip = pixmap("paperclip", tokens.accent, look.px(CLIP), CLIP_DENSITY)
        self._marks = {
            Level.STOP: QColor(tokens.stop),
            Level.EXPLAIN: QColor(tokens.explain),
            Level.NOTE: self._muted,
        }

    def paint(self, painter: QPainter, rect: QRect, shown: Shown, *, right: bool, hand: Hand) -> None:
        """Paint a cell into ``rect``, its words to the ``right`` where they are figures."""
        fault = self._faults.get(shown.level) if shown.level else None
        ground = self._chosen if hand is Hand.NEAR else fault or self._grounds[shown.look]
        painter.fillRect(rect, ground)
        painter.setPen(self._rule)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if shown.text:
            self._paint_text(painter, rect, shown, right=right)
        if shown.level:
            self._paint_level(painter, rect, shown.level)
        elif shown.needed:
            self._paint_needed(painter, rect, right=right)
        if shown.has_more:
            self._paint_corner(painter, rect)
        if shown.evidence:
            self._paint_clip(painter, rect, right=right)
        if hand is Hand.ON:
            painter.setPen(self._frame)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_text(self, painter: QPainter, rect: QRect, shown: Shown, *, right: bool) -> None:
        bold = shown.look is CellLook.TOTAL
        painter.setFont(self._fonts[bold])
        painter.setPen(self._muted if shown.look is CellLook.ADD or shown.is_state else self._ink)
        inner = rect.adjusted(self._pad, 0, -self._pad, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter
        words = self._broken((shown.text, shown.short), inner.width(), bold=bold)
        if "\n" in words and rect.height() < 2 * self._metrics[bold].lineSpacing():
            words = self._metrics[bold].elidedText(shown.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(flags), words)

    def _broken(self, words: tuple[str, str], room: int, *, bold: bool) -> str:
        """A text, or its short form, with its line breaks, remembered."""
        key = (*words, room, bold)
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) > MOST_REMEMBERED:
                self._lines.clear()
            known = self._lines[key] = "\n".join(lines_in(words, room, self._metrics[bold]))
        return known

    def _paint_level(self, painter: QPainter, rect: QRect, level: Level) -> None:
        """A bar at the left and, beside it, the shape of the level: triangle, diamond or ring."""
        colour, side = self._marks[level], self._corner
        painter.fillRect(rect.left(), rect.top(), 4, rect.height() - 1, colour)
        box = QRect(rect.left() + 6, rect.top() + 3, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        if level is Level.NOTE:
            painter.drawEllipse(box)
        else:
            painter.setBrush(colour)
            painter.drawPolygon(_triangle(box) if level is Level.STOP else _diamond(box))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_needed(self, painter: QPainter, rect: QRect, *, right: bool) -> None:
        """A blank that is asked for: an asterisk where the answer will stand."""
        painter.setFont(self._fonts[False])
        painter.setPen(self._muted)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(self._pad, 0, -self._pad, 0)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), NEEDED)

    def _paint_corner(self, painter: QPainter, rect: QRect) -> None:
        """A folded corner: there is a source or a note."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        top = rect.topRight() + QPoint(1, 0)
        painter.drawPolygon(QPolygon([top, top - QPoint(self._corner, 0), top + QPoint(0, self._corner)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_clip(self, painter: QPainter, rect: QRect, *, right: bool) -> None:
        """A paper clip at the foot of the cell, away from its words: evidence supports the answer."""
        side = self._clip.deviceIndependentSize().toSize().width()
        x = rect.left() + CLIP_FROM if right else rect.right() - side - 2
        painter.drawPixmap(x, rect.bottom() - side - 2, self._clip)


def _triangle(box: QRect) -> QPolygon:
    return QPolygon([QPoint(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])


def _diamond(box: QRect) -> QPolygon:
    x, y = box.center().x(), box.center().y()
    return QPolygon(
        [QPoint(x, box.top()), QPoint(box.right(), y), QPoint(x, box.bottom()), QPoint(box.left(), y)]
    )
