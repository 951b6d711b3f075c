"""A table that works as people know it from a spreadsheet, as high as its rows; the page scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from bvreview.framework.descriptors import Field, Kind, PartKind
from bvreview.review.cells import Address
from ui.forms.block import format_block, parse_block
from ui.forms.delegate import CellDelegate
from ui.forms.model import AnswersModel, Place, column_title
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
        self.setItemDelegate(CellDelegate(look, self))
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
        model.modelReset.connect(self.fit)
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
        self._fit_columns()
        metrics = self.fontMetrics()
        row = max(metrics.height() + self._look.px(12), self._look.px(30))
        down = self.verticalHeader()
        for n in range(self._model.rowCount()):
            down.resizeSection(n, max(row, self._label_height(n)) if down.isVisible() else row)
        height = self.horizontalHeader().height() + down.length() + 2
        if self.horizontalScrollBar().maximum() > 0:
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height)

    def _label_height(self, row: int) -> int:
        room = self.verticalHeader().width() - self._look.px(18)
        text = self._model.row_title(row)
        box = self.fontMetrics().boundingRect(0, 0, room, 9999, int(Qt.TextFlag.TextWordWrap), text)
        return box.height() + self._look.px(12)

    def _fit_columns(self) -> None:
        down = self.verticalHeader()
        room = self.width()
        wanted = [self._wanted(field) for field in self._model.fields]
        if not down.isHidden():
            longest = max(
                (self._text_width(self._model.row_title(n)) for n in range(self._model.rowCount())), default=0
            )
            most = max(self._look.px(110), min(room - sum(wanted), round(room * 0.6)))
            down.setFixedWidth(min(longest + self._look.px(24), most))
            room -= down.width()
        spare = room - sum(wanted) - 1
        texts = [n for n, f in enumerate(self._model.fields) if not f.kind.is_numeric] or range(len(wanted))
        if spare > 0:
            for n in texts:
                wanted[n] += spare // len(texts)
            wanted[-1] += room - 1 - sum(wanted)
        for n, width in enumerate(wanted):
            self.setColumnWidth(n, width)
        lines = max((self._header_lines(n) for n in range(len(wanted))), default=1)
        self.horizontalHeader().setFixedHeight(lines * self.fontMetrics().height() + self._look.px(12))

    def _wanted(self, field: Field) -> int:
        letters = {Kind.MONEY: 8, Kind.NUMBER: 6, Kind.INTEGER: 6, Kind.PERCENT: 5, Kind.DATE: 10}
        least = letters.get(field.kind, min(max(field.width, 9), 22))
        word = max((self._text_width(w) for w in column_title(field).split()), default=0)
        return max(self.fontMetrics().horizontalAdvance("0") * least, word) + self._look.px(18)

    def _text_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _header_lines(self, column: int) -> int:
        room = self.columnWidth(column) - self._look.px(16)
        text = column_title(self._model.fields[column])
        box = self.fontMetrics().boundingRect(0, 0, room, 9999, int(Qt.TextFlag.TextWordWrap), text)
        return max(1, round(box.height() / self.fontMetrics().lineSpacing()))

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
        self.setCurrentIndex(index)
        return True

    def current_place(self) -> Place | None:
        """The cell that the hand is on."""
        return self._model.place(self.currentIndex())

    def _tell_place(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.place_changed.emit(self._model.fields[now.column()] if now.isValid() else None)
        self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
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
        self.focusNextPrevChild(forwards)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if do := self._command(event):
            do()
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._step(-1 if event.modifiers() & _Shift else 1)
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

    def closeEditor(self, editor: object, hint: object) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        if str(hint).endswith("SubmitModelCache"):
            self._step(1)

    def _step(self, rows: int) -> None:
        now = self.currentIndex()
        below = self._model.index(now.row() + rows, now.column())
        if below.isValid():
            self.setCurrentIndex(below)

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
        self.setCurrentIndex(first)
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
            self.setCurrentIndex(self._model.index(len(self._model.keys) - 1, 0))

    def remove_lines(self) -> None:
        """Take the chosen lines out; undo brings them back."""
        keys = [self._model.keys[r] for r in {i.row() for i in self.chosen()} if r < len(self._model.keys)]
        if keys and self._model.can_add:
            self._model.session.remove_rows(self._model.section, self._model.part, keys)
