"""The table of a history: rows of one height, so that any number of them is laid out at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from bvreview.i18n import _
from ui.editing.history import ROW, HistoryModel, Row
from ui.look.theme import Look

SHARES: Final = {False: (0, 18, 17, 25, 16, 24), True: (18, 30, 26, 26)}
"""Shares of the width, of the columns of the changes after the first and of the differences."""
MOMENT: Final = "30 Sep 2010, 00:00"
"""What the first column of the changes holds whole, and no more."""
QT_MARGIN: Final = 3  # pixels that Qt keeps beside the words of a cell, whatever the text size
SPARE: Final = {False: (2, 1), True: (0,)}
"""Columns that go first where there is no room; the entry that is looked at says them too."""
ROOM: Final = 84  # letters
LEAST: Final = 5
"""Rows, with the head, that stay in sight: the page scrolls before the changes are out of it."""


class HistoryTable(QTableView):
    """Rows of one height, so that any number of them is laid out at once; what is cut is said below."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, model: HistoryModel) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.setModel(model)
        self.setAccessibleName(_("Changes, the last first"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self.chosen.emit(self.current())
        )
        self.doubleClicked.connect(lambda _index: self._open())
        model.modelReset.connect(self.fit)
        self.setProperty("ringed", True)
        look.changed.connect(self.fit)
        self.fit()

    def current(self) -> Row | None:
        """The row that is looked at."""
        row: Row | None = self.currentIndex().data(ROW)
        return row

    def stand_on_first(self) -> None:
        """Look at the first row."""
        if self._model.rows:
            self.setCurrentIndex(self._model.index(0, 0))
        self.chosen.emit(self.current())

    def _open(self) -> None:
        if row := self.current():
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
            text = self._model.as_table(rows)
            QGuiApplication.clipboard().setText(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the width out; where it is short, the spare columns go."""
        tokens, pad = self._look.tokens, self._look.px(8) - QT_MARGIN
        rule = f"{tokens.border}px solid {tokens.line}"
        self.setStyleSheet(f"QTableView::item {{ padding-left: {pad}px; border-bottom: {rule}; }}")
        height = self.fontMetrics().height() + self._look.px(12)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)
        self.setMinimumHeight(LEAST * height)
        shares, spare = SHARES[self._model.compared], SPARE[self._model.compared]
        room = self.horizontalHeader().width()
        letters = room / max(1, self.fontMetrics().averageCharWidth())
        hidden = set(spare[: 0 if letters >= ROOM else 1 if letters >= ROOM * 0.8 else 2])
        shown = [n for n in range(len(shares)) if n not in hidden]
        for n in range(len(shares)):
            self.setColumnHidden(n, n in hidden)
        moment = 0 if self._model.compared else self.fontMetrics().horizontalAdvance(MOMENT) + 4 * pad
        sharing = [n for n in shown if n or not moment]
        for n in sharing:
            self.setColumnWidth(n, (room - moment) * shares[n] // sum(shares[m] for m in sharing))
        if moment:
            self.setColumnWidth(0, moment)
