"""The titles of a table stay in sight while the page is scrolled through its lines."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QTableView


class FrozenHead:
    """Keeps the header of a table, which is as high as its lines, where the page can be seen."""

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self.depth = 0

    def stay_below(self, top: int) -> None:
        """The page is cut off ``top`` pixels below the upper edge of the table (less than 0: not at all)."""
        head = self._table.horizontalHeader()
        rows = self._table.model().rowCount()
        last = self._table.rowHeight(rows - 1) if rows else 0
        depth = max(0, min(top, self._table.height() - head.height() - last))
        if depth != self.depth:
            self.depth = depth
            self.place()

    def place(self) -> None:
        """Put the header where it belongs, after the table has laid itself out."""
        head = self._table.horizontalHeader()
        head.move(head.x(), self.depth)
        head.raise_()
        if corner := self._table.findChild(QAbstractButton):  # a kept one may be gone when the page goes
            corner.raise_()
            corner.move(corner.x(), self.depth)
