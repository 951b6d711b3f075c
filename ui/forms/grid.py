"""What a hand does to the cells and lines of a table, as people know it from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from bvreview.review.cells import State
from ui.editing.lines import shifted
from ui.editing.session import Session
from ui.forms.block import At, carry, format_block, lay_out, parse_block
from ui.forms.cells import Place
from ui.forms.model import AnswersModel

MANY_CELLS: Final = 500
_Select = QItemSelectionModel.SelectionFlag


class AnswerGrid(QTableView):
    """A table of answers with the verbs of its blocks and lines.

    ``left_out``: how many rows and columns of a pasted block have no place; ``pasted``: how many of its
    cells could not be read; ``about`` asks for the state, source and note of an answer.
    """

    left_out = Signal(int, int)
    pasted = Signal(int)
    about = Signal(object)

    def __init__(self, model: AnswersModel) -> None:
        super().__init__()
        self.answers = model
        self.setModel(model)

    @property
    def is_read_only(self) -> bool:
        """Whether the review is only read."""
        return self.answers.session.is_read_only

    @property
    def session(self) -> Session:
        """The review that is edited here."""
        return self.answers.session

    def stand_on(self, index: QModelIndex) -> None:
        """Choose one cell, whatever keys are held down."""
        self.setCurrentIndex(index)  # Shift and an arrow key choose from here on
        self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)
        self.scrollTo(index)

    def reach_to(self, index: QModelIndex) -> None:
        """Choose all from where the choice began to a cell."""
        now, cells = self.currentIndex(), [(i.row(), i.column()) for i in self.chosen()]
        rows, columns = [r for r, __ in cells], [c for __, c in cells]
        row = max(rows) if now.row() == min(rows) else min(rows)
        column = max(columns) if now.column() == min(columns) else min(columns)
        self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        bottom, right = max(row, index.row()), max(column, index.column())
        self._select(min(row, index.row()), min(column, index.column()), bottom, right)
        self.scrollTo(index)

    def current_place(self) -> Place | None:
        """The cell that the hand is on."""
        return self.answers.place(self.currentIndex())

    def keys_are_here(self) -> bool:
        """Whether the keyboard is on the table or in one of its cells."""
        return self.hasFocus() or self.state() == QTableView.State.EditingState

    # what is chosen

    def chosen(self) -> list[QModelIndex]:
        """The chosen cells, row by row."""
        return [self.answers.index(*at) for at in self._chosen_cells()]

    def _chosen_cells(self) -> list[At]:
        """The chosen cells by row and column; the one in hand where none is chosen."""
        blocks, now = self.selectionModel().selection(), self.currentIndex()
        cells = {
            (row, column)
            for block in (blocks.at(n) for n in range(blocks.count()))
            for row in range(block.top(), block.bottom() + 1)
            for column in range(block.left(), block.right() + 1)
        }
        return sorted(cells) or ([(now.row(), now.column())] if now.isValid() else [])

    def _cells(self) -> list[At]:
        """The chosen cells; of a selection that holds lines only those in lines."""
        cells = self._chosen_cells()
        return [at for at in cells if at[0] < len(self.answers.keys)] or cells

    def chosen_figures(self) -> list[Decimal]:
        """The figures in the chosen cells, totals left out."""
        values = (self.answers.figure(*at) for at in self._chosen_cells())
        return [v for v in values if isinstance(v, Decimal)]

    def chosen_lines(self) -> list[str]:
        """The keys of the lines that are chosen."""
        blocks, now = self.selectionModel().selection(), self.currentIndex()
        spans = [range(b.top(), b.bottom() + 1) for b in (blocks.at(n) for n in range(blocks.count()))]
        rows = {row for span in spans for row in span} or {now.row()}
        return [key for row, key in enumerate(self.answers.keys) if row in rows]

    def selectAll(self) -> None:
        """All cells of the lines; what is added up and the line to add to are left out."""
        rows = len(self.answers.keys)
        if rows:
            self._select(0, 0, rows - 1, len(self.answers.fields) - 1)

    def choose_lines(self) -> None:
        """The whole of the lines in which cells are chosen."""
        rows = {i.row() for i in self.chosen()}
        if rows:
            self._select(min(rows), 0, max(rows), len(self.answers.fields) - 1)

    def choose_columns(self) -> None:
        """The whole of the columns in which cells are chosen."""
        columns = {i.column() for i in self.chosen()}
        if columns and self.answers.keys:
            self._select(0, min(columns), len(self.answers.keys) - 1, max(columns))

    def _select(self, top: int, left: int, bottom: int, right: int) -> None:
        block = QItemSelection(self.answers.index(top, left), self.answers.index(bottom, right))
        self.selectionModel().select(block, _Select.ClearAndSelect)

    # blocks

    def copy(self) -> None:
        """Put the chosen cells on the clipboard."""
        rows: dict[int, list[str]] = {}
        for row, column in self._cells():
            rows.setdefault(row, []).append(self.answers.text_of(self.answers.index(row, column)))
        QGuiApplication.clipboard().setText(format_block(rows.values()))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear_chosen()

    def paste(self) -> None:
        """Lay the block on the clipboard over the chosen cells."""
        block = parse_block(QGuiApplication.clipboard().text())
        texts = lay_out(block, self._cells())
        if not texts or self.is_read_only:
            return
        rows, columns = self.answers.type_texts(texts, then=lambda: self._after_paste(texts))
        if rows or columns:
            self.left_out.emit(rows, columns)

    def _after_paste(self, texts: Mapping[At, str]) -> None:
        if len(texts) > MANY_CELLS:
            QTimer.singleShot(
                0, self, lambda: self._show_pasted(texts)
            )  # what was typed meanwhile goes first
        else:
            self._show_pasted(texts)

    def _show_pasted(self, texts: Mapping[At, str]) -> None:
        """Choose what was pasted, and tell how much of it could not be read."""
        (top, left), last = min(texts), self.answers.rowCount() - 1
        right = min(max(c for __, c in texts), len(self.answers.fields) - 1)
        self.stand_on(self.answers.index(top, left))
        self._select(top, left, min(max(r for r, __ in texts), last), right)
        self.pasted.emit(sum(self.answers.is_pending(*at) for at in texts))

    def _type(self, texts: Mapping[At, str]) -> None:
        self.answers.type_texts(texts)

    def spread(self, text: str) -> None:
        """Put a text into all chosen cells."""
        self._type(dict.fromkeys(self._cells(), text))

    def clear_chosen(self) -> None:
        """Blank the chosen cells."""
        self.answers.clear(self.chosen())

    def mark_chosen(self, state: State) -> None:
        """Say of the chosen cells why they hold no answer."""
        self.answers.mark(self.chosen(), state)

    def fill_down(self) -> None:
        """Repeat the first chosen row in those below it; one cell takes what stands above it."""
        self._fill(down=True)

    def fill_right(self) -> None:
        """Repeat the first chosen column in those beside it; one cell takes what stands before it."""
        self._fill(down=False)

    def _fill(self, *, down: bool) -> None:
        cells = self._cells()
        rows, columns = {r for r, __ in cells}, {c for __, c in cells}
        if down and len(rows) == 1 and min(rows) > 0:
            cells += [(min(rows) - 1, c) for c in columns]
        elif not down and len(columns) == 1 and min(columns) > 0:
            cells += [(r, min(columns) - 1) for r in rows]
        texts = {at: self.answers.text_of(self.answers.index(*at)) for at in cells}
        if filled := carry(texts, cells, down=down):
            self._type(filled)

    # lines

    def add_line(self) -> None:
        """Add a line at the end and go to it."""
        self._insert(len(self.answers.keys))

    def insert_above(self) -> None:
        """Add a line above the first chosen one."""
        self._insert(min((i.row() for i in self.chosen()), default=0))

    def insert_below(self) -> None:
        """Add a line below the last chosen one."""
        self._insert(max((i.row() for i in self.chosen()), default=-1) + 1)

    def _insert(self, at: int) -> None:
        model = self.answers
        if model.can_add:
            at = min(at, len(model.keys))
            column = max(self.currentIndex().column(), 0) if at < len(model.keys) else 0
            model.session.add_rows(model.section, model.part, at=at)
            self.stand_on(model.index(at, column))

    def remove_lines(self) -> None:
        """Take the chosen lines out; undo brings them back."""
        model, keys, at = self.answers, self.chosen_lines(), self.currentIndex()
        if not keys or not model.can_add:
            return
        row, column = model.keys.index(keys[0]), at.column()
        model.session.remove_rows(model.section, model.part, keys)
        self.stand_on(model.index(min(row, model.rowCount() - 1), column))

    def move_up(self) -> None:
        """Put the chosen lines before the one above them."""
        if (keys := self.chosen_lines()) and (first := self.answers.keys.index(keys[0])):
            self.move_lines(first - 1)

    def move_down(self) -> None:
        """Put the chosen lines after the one below them."""
        if keys := self.chosen_lines():
            self.move_lines(self.answers.keys.index(keys[-1]) + 2)

    def move_lines(self, to: int) -> None:
        """Put the chosen lines before the one that stands at ``to``; they stay chosen."""
        model, keys = self.answers, self.chosen_lines()
        new = shifted(model.keys, keys, to)
        if not model.can_add or not keys or to > len(model.keys) or new == model.keys:
            return
        column, was = self.currentIndex().column(), self.selectionModel().selection()
        left, right = (was.first().left(), was.first().right()) if was.count() else (column, column)
        model.session.order_rows(model.section, model.part, new)
        first = new.index(keys[0])
        self.stand_on(model.index(first, max(column, 0)))
        self._select(first, left, first + len(keys) - 1, right)
