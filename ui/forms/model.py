"""A table or grid of a section as rows and columns: what each cell shows, and what typing there does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from bvreview.framework.sections import Field
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Address, Answer, State, Value
from bvreview.review.wording import show_answer
from ui.forms.cells import Look, Shown, column_title
from ui.forms.shape import Index, PartShape
from ui.forms.states import stated
from ui.look.text import tip

FINDING = Qt.ItemDataRole.UserRole + 1
LOOK = Qt.ItemDataRole.UserRole + 2
_Role = Qt.ItemDataRole


class AnswersModel(PartShape):
    """What the cells of a part show and read out, and what typing, blanking and marking there does."""

    # what is shown

    def shown(self, row: int, column: int) -> Shown:
        """What is painted of a cell."""
        if row < len(self._keys):
            return self._showing.line(self._keys[row], column)
        if self.can_add and row == len(self._keys):
            return self._showing.adding(column)
        return self._showing.total(column)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case _Role.DisplayRole:
                return self.shown(row, column).text
            case _Role.EditRole:
                return show_answer(self.fields[column], self.answer(index), self.session.framework.lists)
            case _Role.TextAlignmentRole:
                return _side(self.fields[column]) | Qt.AlignmentFlag.AlignVCenter
            case _Role.AccessibleTextRole:
                return self._read_out(row, column)
            case _Role.ToolTipRole:
                return self._tip(row, column) or None
        if role == FINDING:
            place = self.place(index)
            return self.session.finding_at(place.address) if place else None
        return self.shown(row, column).look if role == LOOK else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == _Role.TextAlignmentRole:
            return _side(self.fields[section]) | Qt.AlignmentFlag.AlignBottom
        if role == _Role.ToolTipRole and not across and self.can_add:
            words = _("{line}. Press to choose the line, drag to move it.")
            is_line = section < len(self._keys)
            return tip(words.format(line=self.row_title(section))) if is_line else None
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        title = column_title(self.fields[section]) if across else self.row_title(section)
        if role == _Role.AccessibleTextRole:
            return title
        if across:
            return self.wrapped_columns.get(section, title)
        return self._number(section) if self.has_lines else self.wrapped_rows.get(section, title)

    def _number(self, row: int) -> str:
        """The number before a line; a plus before the one to add to."""
        return {Look.ENTRY: str(row + 1), Look.ADD: "+", Look.TOTAL: ""}[self.kind_of_row(row)]

    def row_title(self, row: int) -> str:
        """What a row is called."""
        match self.kind_of_row(row):
            case Look.ADD:
                return _("New line")
            case Look.TOTAL:
                return self._showing.total_title()
        return self._showing.title(self._keys[row], row)

    def answer(self, index: Index) -> Answer | None:
        """What stands in a cell."""
        place = self.place(index)
        return self.session.answers.answer(place.address) if place else None

    def _read_out(self, row: int, column: int) -> str:
        if row < len(self._keys):
            return self._showing.read_out(self._keys[row], column, row)
        words = self.shown(row, column).text or _("blank")
        parts = (self.row_title(row), column_title(self.fields[column]), words, self._missing(row, column))
        return ", ".join(p for p in parts if p)

    def _tip(self, row: int, column: int) -> str:
        if row < len(self._keys):
            return self._showing.tell(self._keys[row], column)
        return self._missing(row, column)

    def _missing(self, row: int, column: int) -> str:
        is_total = self.kind_of_row(row) is Look.TOTAL
        return self._showing.missing_in_total(column) if is_total else ""

    # what typing does

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _OPEN if index.isValid() and self.can_edit(index.row(), index.column()) else _CLOSED

    def can_edit(self, row: int, column: int) -> bool:
        """Whether a cell is there to be filled."""
        if self.session.is_read_only or self.fields[column].formula:
            return False
        return row < len(self._keys) + self.can_add

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not self.can_edit(index.row(), index.column()):
            return False
        self.type_texts({(index.row(), index.column()): str(value)})
        return True

    def figure(self, row: int, column: int) -> Value:
        """The value of a cell that counts in sums; None in the lines for adding and totals."""
        if row >= len(self._keys):
            return None
        address = row_address(self.section, self.part, self._keys[row], self.fields[column])
        return self.session.answers.figure(address)

    def is_pending(self, row: int, column: int) -> bool:
        """Whether what stands in a cell could not be read."""
        if row >= len(self._keys) or column >= len(self.fields):
            return False
        cell = self.session.cell(row_address(self.section, self.part, self._keys[row], self.fields[column]))
        return cell is not None and cell.answer.state is State.PENDING

    def type_texts(
        self, texts: Mapping[tuple[int, int], str], then: Callable[[], object] = bool
    ) -> tuple[int, int]:
        """Type texts into cells by row and column; lines are added as they are needed.

        ``then`` is called when they are shown. Returns how many rows and how many columns that hold
        something have no place in the table.
        """
        wide = len(self.fields)
        typed = {at: text for at, text in texts.items() if at[1] < wide and not self.fields[at[1]].formula}
        wanted = max((row for (row, __), text in typed.items() if text.strip()), default=-1) + 1
        wanted -= len(self._keys)
        new_keys = self.session.new_keys(wanted) if self.can_add and wanted > 0 else ()
        keys = (*self._keys, *new_keys)
        edits = {
            row_address(self.section, self.part, keys[row], self.fields[column]): text
            for (row, column), text in typed.items()
            if row < len(keys)
        }
        self.session.type_texts(edits, self.section, self.part, new_keys, then)
        filled = [at for at, text in texts.items() if text.strip()]
        return len({r for r, __ in filled if r >= len(keys)}), len({c for __, c in filled if c >= wide})

    def clear(self, indexes: Sequence[Index]) -> None:
        """Blank cells."""
        self.session.set_answers(dict.fromkeys(self._open_addresses(indexes)))

    def mark(self, indexes: Sequence[Index], state: State) -> None:
        """Say why cells hold no answer; their source and note stay."""
        found = {}
        for address in self._open_addresses(indexes):
            old = self.answer(self.index_of(address)) or Answer()
            found[address] = stated(old, state)
        self.session.set_answers(found)

    def _open_addresses(self, indexes: Sequence[Index]) -> Iterator[Address]:
        open_cells = (i for i in indexes if self.can_edit(i.row(), i.column()))
        return (p.address for i in open_cells if (p := self.place(i)))

    def text_of(self, index: Index) -> str:
        """What a copy of the cell says."""
        answer = self.answer(index)
        if answer is not None and answer.state is State.GIVEN:
            is_number = isinstance(answer.value, Decimal)
            return f"{answer.value:f}" if is_number else str(self.data(index, _Role.EditRole))
        if answer is not None:
            return str(self.data(index, _Role.EditRole))
        is_add = self.kind_of_row(index.row()) is Look.ADD
        return "" if is_add or self.place(index) else self.shown(index.row(), index.column()).text


_CLOSED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_OPEN = _CLOSED | Qt.ItemFlag.ItemIsEditable


def _side(field: Field) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if field.kind.is_numeric else Qt.AlignmentFlag.AlignLeft
