"""A table that works as people know it from a spreadsheet, as high as its rows; the page scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QTableView,
)

from bvreview.framework.descriptors import PartKind
from bvreview.review.cells import Address
from ui.forms.block import format_block, parse_block
from ui.forms.cells import Place, column_title
from ui.forms.delegate import CellDelegate
from ui.forms.fitting import column_needs, share_out, wrap
from ui.forms.model import AnswersModel
from ui.theme import Look

_Key, _Ctrl, _Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Trigger = QAbstractItemView.EditTrigger


class AnswerTable(QTableView):
    """Type to edit, Enter and Tab move, Ctrl+Tab or F6 leave; blocks go in and out by the clipboard."""

    place_changed = Signal(object)

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
        px, across, down = self._look.px, self.horizontalHeader(), self.verticalHeader()
        metrics, rows = QFontMetrics(self._look.font()), self._model.rowCount()
        labels = [] if down.isHidden() else [self._model.row_title(n) for n in range(rows)]
        wanted = [column_needs(self._model, n, metrics) for n in range(len(self._model.fields))]
        label_width, widths = share_out(self.width(), labels, wanted, metrics)
        down.setFixedWidth(max(label_width, 1))
        for n, width in enumerate(widths):
            self.setColumnWidth(n, width)
        small = QFontMetrics(self._look.font(0.89, bold=True))
        titles = [
            wrap(column_title(f), w - px(18), small) for f, w in zip(self._model.fields, widths, strict=True)
        ]
        self._model.wrapped_columns = dict(enumerate(titles))
        across.setFixedHeight(max(t.count("\n") + 1 for t in titles) * small.lineSpacing() + px(12))
        wrapped = [wrap(text, label_width - px(18), metrics) for text in labels]
        self._model.wrapped_rows = dict(enumerate(wrapped))
        for n in range(rows):
            lines = wrapped[n].count("\n") + 1 if wrapped else 1
            down.resizeSection(n, max(lines * metrics.lineSpacing() + px(12), px(30)))
        spills = label_width + sum(widths) > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if spills else 0
        self.setFixedHeight(across.height() + down.length() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the table

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
        self._model.type_block(first.row(), first.column(), block)
        last = self._model.index(
            min(first.row() + len(block), self._model.rowCount()) - 1,
            min(first.column() + len(block[0]), len(self._model.fields)) - 1,
        )
        first = self._model.index(first.row(), first.column())
        self.stand_on(first)
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(QItemSelection(first, last), mode)

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

    def remove_lines(self) -> None:
        """Take the chosen lines out; undo brings them back."""
        keys = [self._model.keys[r] for r in {i.row() for i in self.chosen()} if r < len(self._model.keys)]
        if keys and self._model.can_add:
            self._model.session.remove_rows(self._model.section, self._model.part, keys)
