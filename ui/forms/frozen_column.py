"""The first column of a table stays in sight while it is scrolled sideways: it says which line it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from bvreview.framework.sections import Field
from ui.look.theme import Look

if TYPE_CHECKING:
    from ui.forms.sized import SizedTable

MOST: Final = 0.4
"""Of the room: a wider column leaves too little beside it, and goes with the others."""


class FrozenColumn(QWidget):
    """The first column once more, over the others; a press goes to the cell that it shows."""

    def __init__(self, table: SizedTable, look: Look) -> None:
        super().__init__(table)
        self._table, self._look = table, look
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        table.answers.dataChanged.connect(lambda *_cells: self.update())
        table.selectionModel().selectionChanged.connect(lambda *_cells: self.update())
        look.changed.connect(self.update)

    @property
    def covered(self) -> int:
        """How many pixels of the other columns it covers."""
        return self.width() if not self.isHidden() else 0

    def out_of_sight(self) -> tuple[list[Field], list[Field]]:
        """The columns that are cut off on the left, and on the right."""
        table, before, after = self._table, list[Field](), list[Field]()
        for n, field in enumerate(table.answers.fields):
            left = table.columnViewportPosition(n)
            if n == 0 and self.covered:
                continue
            if left < self.covered:
                before.append(field)
            elif left + table.columnWidth(n) > table.viewport().width():
                after.append(field)
        return before, after

    def place(self) -> None:
        """Stand over the table's left edge while its first column is out of sight there."""
        table = self._table
        wide, room = table.columnWidth(0), table.viewport().width()
        stays = table.answers.has_lines and len(table.answers.fields) > 1 and wide <= room * MOST
        at = table.viewport().geometry()
        self.setVisible(bool(stays and table.horizontalScrollBar().value() > 0))
        self.setGeometry(at.left(), 0, wide, at.bottom() + 1)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, table = QPainter(self), self._table
        painter.fillRect(self.rect(), QColor(self._look.tokens.surface))
        top = table.viewport().geometry().top()
        for row in range(table.answers.rowCount()):
            rect = QRect(0, top + table.rowViewportPosition(row), self.width(), table.rowHeight(row))
            if rect.intersects(event.rect()):
                self._paint_cell(painter, rect, row)
        self._paint_title(painter)
        painter.setPen(QPen(QColor(self._look.tokens.strong), self._look.tokens.border))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _paint_cell(self, painter: QPainter, rect: QRect, row: int) -> None:
        table, option = self._table, QStyleOptionViewItem()
        option.rect = rect
        index = table.answers.index(row, 0)
        if table.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        table.itemDelegate().paint(painter, option, index)

    def _paint_title(self, painter: QPainter) -> None:
        """The title at the height to which the header has gone along with the page."""
        table, tokens = self._table, self._look.tokens
        head = QRect(0, table.frozen.depth, self.width(), table.horizontalHeader().height())
        painter.fillRect(head, QColor(tokens.raised))
        painter.setPen(QPen(QColor(tokens.strong), tokens.border))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._look.font(0.89, bold=True))
        pad, words = self._look.px(8), str(table.answers.headerData(0, Qt.Orientation.Horizontal))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(head.adjusted(pad, 0, -pad, -self._look.px(5)), int(side), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        table = self._table
        row = table.rowAt(round(event.position().y()) - table.viewport().geometry().top())
        if row >= 0:
            table.setFocus()
            table.stand_on(table.answers.index(row, 0))
