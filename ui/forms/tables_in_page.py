"""Tables in a page that scrolls: their titles stay in sight, and the cell in hand is brought into it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.forms.table import AnswerTable

MARGIN: Final = 12


class TablesInPage:
    """The tables on ``ground``, which the page ``area`` scrolls."""

    def __init__(self, area: QScrollArea, ground: QWidget) -> None:
        self._area, self._ground = area, ground
        self._tables: list[AnswerTable] = []
        self._soon = QTimer(area, singleShot=True, interval=0)
        self._soon.timeout.connect(self.freeze)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.freeze)
        bar.rangeChanged.connect(lambda *_range: self._soon.start())

    def follow(self, table: AnswerTable) -> None:
        """Look after a table."""
        self._tables.append(table)
        table.place_changed.connect(lambda _field: self.bring_into_sight(table))

    def freeze(self) -> None:
        """Keep the titles of the table that is scrolled through where they can be seen."""
        top = self._area.verticalScrollBar().value()
        for table in self._tables:
            table.frozen.stay_below(top - self._top_of(table))

    def _top_of(self, table: AnswerTable) -> int:
        return table.mapTo(self._ground, QPoint(0, 0)).y()

    def bring_into_sight(self, table: AnswerTable) -> None:
        """Scroll the page so that the cell in hand stands between the titles and the lower edge."""
        index = table.currentIndex()
        if not (index.isValid() and table.keys_are_here() and table.isVisible()):
            return
        head, bar = table.horizontalHeader().height(), self._area.verticalScrollBar()
        cell = table.visualRect(index)
        top = table.viewport().mapTo(self._ground, cell.topLeft()).y()
        bottom, high = top + cell.height(), self._area.viewport().height()
        if top - head - MARGIN < bar.value():
            bar.setValue(top - head - MARGIN)
        elif bottom + MARGIN > bar.value() + high:
            bar.setValue(bottom + MARGIN - high)
