"""A table that works as people know it from a spreadsheet, as high as its rows; the page scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QTableView,
)

from bvreview.framework.descriptors import Field, PartKind
from bvreview.review.cells import Address
from ui.forms.block import format_block, parse_block
from ui.forms.cells import Place
from ui.forms.delegate import CellDelegate
from ui.forms.fitting import measure
from ui.forms.model import AnswersModel
from ui.theme import Look

_Key, _Ctrl, _Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Trigger = QAbstractItemView.EditTrigger


class AnswerTable(QTableView):
    """Type to edit, Enter and Tab move, Ctrl+Tab or F6 leave; blocks go in and out by the clipboard.

    ``left_out`` tells how many rows and columns of a pasted block have no place in the table.
    """

    place_changed = Signal(object)
    left_out = Signal(int, int)

    def __init__(self, model: AnswersModel, look: Look) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self.setModel(model)
        self._delegate = CellDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(model.part.title)
        self._set_headers()
        self.selectionModel().currentChanged.connect(self._tell_place)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.fit)
        look.changed.connect(self.fit)
        self._refit = QTimer(self, singleShot=True, interval=0)  # once for all the cells of a change
        self._refit.timeout.connect(self.fit)
        model.dataChanged.connect(lambda *_cells: self._refit.start())
        self.fit()

    def _set_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
        across.setHighlightSections(False)
        down.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        down.setVisible(self._model.part.kind is PartKind.GRID)

    # sizes, from the font

    def fit(self) -> None:
        """Give every column and row the room that its words need."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        sizes = measure(self._model, self._look, self.width(), labelled=not down.isHidden())
        down.setFixedWidth(max(sizes.label, 1))
        for n, width in enumerate(sizes.columns):
            self.setColumnWidth(n, width)
        self._model.wrapped_columns = dict(enumerate(sizes.titles))
        self._model.wrapped_rows = dict(enumerate(sizes.labels))
        across.setFixedHeight(sizes.head)
        for n, height in enumerate(sizes.rows):
            down.resizeSection(n, height)
        bar = self.horizontalScrollBar().sizeHint().height() if sizes.width > self.width() else 0
        self.setFixedHeight(sizes.head + down.length() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls, not the table

    @property
    def is_read_only(self) -> bool:
        """Whether the review is only read."""
        return self._model.session.is_read_only

    def columns_out_of_sight(self) -> tuple[list[Field], list[Field]]:
        """The columns that are cut off on the left, and on the right."""
        before, after = [], []
        for n, field in enumerate(self._model.fields):
            left = self.columnViewportPosition(n)
            if left < 0:
                before.append(field)
            elif left + self.columnWidth(n) > self.viewport().width():
                after.append(field)
        return before, after

    # where the hand is

    def go_to(self, address: Address) -> bool:
        """Put the hand on a cell; False when it is not in this table."""
        index = self._model.index_of(address)
        if not index.isValid():
            return False
        self.setFocus()
        self.stand_on(index)
        return True

    def commit(self) -> None:
        """Commit the cell that is open, if one is."""
        editor = QApplication.focusWidget()
        while editor and editor.parentWidget() is not self.viewport():
            editor = editor.parentWidget()
        if editor:
            self._delegate.commitData.emit(editor)
            self._delegate.closeEditor.emit(editor, CellDelegate.EndEditHint.NoHint)

    def stand_on(self, index: QModelIndex) -> None:
        """Choose one cell, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def current_place(self) -> Place | None:
        """The cell that the hand is on."""
        return self._model.place(self.currentIndex())

    def _tell_place(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.place_changed.emit(self._model.fields[now.column()] if now.isValid() else None)
        self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.stand_on(self._model.index(0, 0))
        self._tell_place(self.currentIndex(), QModelIndex())

    # keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._leaves(event):
            return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Ctrl+Tab and F6 go on to the next widget, with Shift to the one before."""
        ways = {_Key.Key_F6: True, _Key.Key_Tab: True, _Key.Key_Backtab: False}
        if event.key() not in ways or (event.key() != _Key.Key_F6 and not event.modifiers() & _Ctrl):
            return False
        forwards = ways[_Key(event.key())] and not event.modifiers() & _Shift
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forwards)
        self.setTabKeyNavigation(True)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if do := self._command(event):
            do()
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            way = -1 if event.modifiers() & _Shift else 1
            QTimer.singleShot(0, self, lambda: self._step(way))  # after the open cell has been committed
        else:
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        standard = QKeySequence.StandardKey
        keys = {standard.Copy: self.copy, standard.Cut: self.cut, standard.Paste: self.paste}
        for key, do in keys.items():
            if event.matches(key):
                return do
        if event.modifiers() & _Ctrl:
            return {
                _Key.Key_D: self.fill_down,
                _Key.Key_Insert: self.add_line,
                _Key.Key_Delete: self.remove_lines,
            }.get(_Key(event.key()))
        return self.clear_chosen if event.key() in (_Key.Key_Delete, _Key.Key_Backspace) else None

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Tab passes over what is worked out."""
        if action not in (
            QAbstractItemView.CursorAction.MoveNext,
            QAbstractItemView.CursorAction.MovePrevious,
        ):
            return super().moveCursor(action, modifiers)
        way, across = 1 if action is QAbstractItemView.CursorAction.MoveNext else -1, len(self._model.fields)
        cells, now = self._model.rowCount() * across, self.currentIndex()
        start = now.row() * across + now.column()
        for step in range(1, cells):
            there = divmod((start + way * step) % cells, across)
            if self._model.flags(self._model.index(*there)) & Qt.ItemFlag.ItemIsEditable:
                return self._model.index(*there)
        return super().moveCursor(action, modifiers)

    def _step(self, rows: int) -> None:
        now = self.currentIndex()
        below = self._model.index(now.row() + rows, now.column())
        if below.isValid():
            self.stand_on(below)

    # blocks

    def chosen(self) -> list[QModelIndex]:
        """The chosen cells, row by row."""
        found = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return sorted((i for i in found if i.isValid()), key=lambda i: (i.row(), i.column()))

    def copy(self) -> None:
        """Put the chosen cells on the clipboard."""
        rows: dict[int, list[str]] = {}
        for index in self.chosen():
            rows.setdefault(index.row(), []).append(self._model.text_of(index))
        QGuiApplication.clipboard().setText(format_block(rows.values()))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear_chosen()

    def paste(self) -> None:
        """Type the block on the clipboard from the first chosen cell on."""
        block = parse_block(QGuiApplication.clipboard().text())
        chosen = self.chosen()
        if not block or not chosen:
            return
        first = chosen[0]
        rows, columns = self._model.type_block(first.row(), first.column(), block)
        last = self._model.index(
            min(first.row() + len(block), self._model.rowCount()) - 1,
            min(first.column() + len(block[0]), len(self._model.fields)) - 1,
        )
        first = self._model.index(first.row(), first.column())
        self.stand_on(first)
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(QItemSelection(first, last), mode)
        if rows or columns:
            self.left_out.emit(rows, columns)

    def clear_chosen(self) -> None:
        """Blank the chosen cells."""
        self._model.clear(self.chosen())

    def fill_down(self) -> None:
        """Repeat the first chosen row in those below it."""
        chosen = self.chosen()
        top = [i for i in chosen if i.row() == chosen[0].row()] if chosen else []
        depth = chosen[-1].row() - chosen[0].row() if chosen else 0
        if depth:
            line = [self._model.text_of(i) for i in top]
            self._model.type_block(top[0].row() + 1, top[0].column(), [line] * depth)

    def add_line(self) -> None:
        """Add a line at the end and go to it."""
        if self._model.can_add:
            self._model.session.add_row(self._model.section, self._model.part)
            self.stand_on(self._model.index(len(self._model.keys) - 1, 0))

    def chosen_lines(self) -> list[str]:
        """The keys of the lines that are chosen."""
        keys = self._model.keys
        return [keys[r] for r in sorted({i.row() for i in self.chosen()}) if r < len(keys)]

    def remove_lines(self) -> None:
        """Take the chosen lines out; undo brings them back."""
        keys = self.chosen_lines()
        if keys and self._model.can_add:
            self._model.session.remove_rows(self._model.section, self._model.part, keys)
