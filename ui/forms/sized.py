"""A table of answers as high as its lines: columns as wide as their words need or as the person made them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from ui.forms.fitting import measure
from ui.forms.frozen import FrozenHead
from ui.forms.frozen_column import FrozenColumn
from ui.forms.grid import AnswerGrid
from ui.forms.gutter import Gutter
from ui.forms.model import AnswersModel
from ui.forms.shape import Index
from ui.look.theme import Look

_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemView.ScrollHint
MANY_LINES: Final = 100
"""With so many lines the sizes follow a moment after the hand."""


class SizedTable(AnswerGrid):
    """The page scrolls, not the table; its titles and its first column stay in sight.

    ``widths_changed`` tells the widths that the person gave to columns, at 100 % text, by field.
    """

    widths_changed = Signal(object)

    def __init__(self, model: AnswersModel, look: Look) -> None:
        super().__init__(model)
        model.setParent(self)  # it goes with its table: what it is connected to would keep both
        self._look = look
        self.own_widths: dict[str, int] = {}
        self._is_fitting = False
        self._look_like_a_sheet()
        self._set_headers()
        self.frozen = FrozenHead(self)
        self.first = FrozenColumn(self, look)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._fit_soon)
        look.changed.connect(self.fit)
        self._refit = QTimer(self, singleShot=True, interval=0)  # once for all the cells of a change
        self._refit.timeout.connect(self.fit)
        model.dataChanged.connect(lambda *_cells: self._fit_later())
        self.fit()

    def _look_like_a_sheet(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.answers.part.title)

    def _set_headers(self) -> None:
        across, down = self.horizontalHeader(), Gutter(self, self._look)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
        across.setHighlightSections(False)
        across.sectionResized.connect(self._resized)
        across.sectionHandleDoubleClicked.connect(self._forget_width)
        across.viewport().installEventFilter(self)
        model = self.answers
        side = Qt.AlignmentFlag.AlignHCenter if model.has_lines else Qt.AlignmentFlag.AlignLeft
        down.setDefaultAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        self.setVerticalHeader(down)
        down.setProperty("numbers", "true" if model.has_lines else "false")
        down.setVisible(model.can_add or not model.has_lines)
        if model.can_add:
            down.allow_moving(lambda: len(model.keys), self.move_lines)

    def fit(self) -> None:
        """Give every column and row the room that its words need, or that the person gave it."""
        own = {field: self._look.px(width) for field, width in self.own_widths.items()}
        sizes = measure(self.answers, self._look, self.width(), own)
        self._is_fitting = True
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.setFixedWidth(max(sizes.label, 1))
        self.answers.wrapped_columns = dict(enumerate(sizes.titles))
        self.answers.wrapped_rows = dict(enumerate(sizes.labels))
        for n, width in enumerate(sizes.columns):
            self.setColumnWidth(n, width)
        across.setFixedHeight(sizes.head)
        for n, height in enumerate(sizes.rows):
            if down.sectionSize(n) != height:
                down.resizeSection(n, height)
        bar = self.horizontalScrollBar().sizeHint().height() if sizes.width > self.width() else 0
        self.setFixedHeight(sizes.head + down.length() + bar)
        self._is_fitting = False

    def _fit_soon(self) -> None:
        """At once where that takes no time: the page is as high as the table then."""
        if len(self.answers.keys) < MANY_LINES:
            self.fit()
        else:
            self._refit.start(0)

    def _fit_later(self) -> None:
        self._refit.start(0 if len(self.answers.keys) < MANY_LINES else 150)

    def use_widths(self, widths: dict[str, int]) -> None:
        """Give columns the widths of another day."""
        self.own_widths = {f.id: widths[f.id] for f in self.answers.fields if widths.get(f.id, 0) > 0}
        self.fit()

    def forget_widths(self) -> None:
        """Let all columns be as wide as their words need."""
        self.own_widths = {}
        self.fit()
        self.widths_changed.emit(dict(self.own_widths))

    def _resized(self, column: int, _before: int, width: int) -> None:
        if not self._is_fitting:
            self.own_widths[self.answers.fields[column].id] = max(1, round(width / self._look.factor))

    def _forget_width(self, column: int) -> None:
        self.own_widths.pop(self.answers.fields[column].id, None)
        self.fit()
        self.widths_changed.emit(dict(self.own_widths))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.horizontalHeader().viewport():
            QTimer.singleShot(0, self, self.fit)
            self.widths_changed.emit(dict(self.own_widths))
        return super().eventFilter(watched, event)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "first"):  # Qt lays out while it is being made
            self.frozen.place()
            self.first.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls, not the table

    def scrollTo(self, index: Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        """Bring a cell into sight, also from under the first column."""
        super().scrollTo(index, hint)
        under = self.first.covered - self.columnViewportPosition(index.column())
        if index.column() > 0 and under > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)
