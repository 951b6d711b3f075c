"""A table or grid of a section as rows and columns: what each cell shows, and what typing there does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Address, Answer, State, Value
from bvreview.review.findings import Finding
from bvreview.review.wording import show_answer
from ui.editing.session import Session
from ui.forms.cells import Look, Place, Shown, column_title
from ui.forms.showing import Showing
from ui.forms.states import stated
from ui.look.text import tip

Index = QModelIndex | QPersistentModelIndex
FINDING = Qt.ItemDataRole.UserRole + 1
LOOK = Qt.ItemDataRole.UserRole + 2
NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
MOST_COMPARED = 200
MOST_TOLD_APART = 6


class AnswersModel(QAbstractTableModel):
    """The rows of one part; a table has a line to add to and, where a column says so, a line of totals."""

    def __init__(
        self, session: Session, section: Section, part: Part, fields: Sequence[Field] | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.section = section
        self.part = part
        self.fields = tuple(session.answers.fields(part) if fields is None else fields)
        self._keys: tuple[str, ...] = ()
        self.wrapped_columns: dict[int, str] = {}
        self.wrapped_rows: dict[int, str] = {}
        self._showing = Showing(session, section, part, self.fields)
        self._marks: dict[Address, Finding] = {}
        self.refresh()

    # shape

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows that hold answers."""
        return self._keys

    @property
    def has_lines(self) -> bool:
        """Whether lines come and go."""
        return self.part.kind is PartKind.TABLE

    @property
    def can_add(self) -> bool:
        """Whether there is a line to add to."""
        return self.has_lines and not self.session.is_read_only

    @property
    def has_totals(self) -> bool:
        """Whether there is a line of totals."""
        return any(f.total for f in self.fields)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._keys) + self.can_add + self.has_totals

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def refresh(self) -> None:
        """Show the review as it is now."""
        before = self._showing.forget()
        self._marks = self._marks_now()
        keys = self.session.answers.row_keys(self.section, self.part)
        old = self._keys
        if len(keys) > len(old) and keys[: len(old)] == old:
            self._append(keys)
        elif keys != old and [k for k in old if k in set(keys)] == list(keys):
            self._take_out(keys)
        elif keys != old:
            self.beginResetModel()
            self._keys = keys
            self.endResetModel()
        self._tell(before if keys == old else {})

    def judge(self) -> None:
        """Show the findings as they are now; nothing is painted where they are what they were."""
        marks = self._marks_now()
        if marks != self._marks:
            self._marks = marks
            self._tell(self._showing.forget())

    def _marks_now(self) -> dict[Address, Finding]:
        found, part = self.session.findings, f"{self.part.id}:"
        return {
            f.address: f
            for f in found
            if f.address.section == self.section.id and f.address.row.startswith(part)
        }

    def _tell(self, before: Mapping[tuple[str, int], Shown]) -> None:
        """Say which rows show something else than ``before``; of a long table all, unlooked at."""
        last, right = self.rowCount() - 1, len(self.fields) - 1
        lines = self._keys if before and len(self._keys) <= MOST_COMPARED else ()
        same = {
            row
            for row, key in enumerate(lines)
            if all(self._showing.line(key, n) == before.get((key, n)) for n in range(right + 1))
        }
        changed = [row for row in range(last + 1) if row not in same]
        if len(changed) > MOST_TOLD_APART:
            self.dataChanged.emit(self.index(0, 0), self.index(last, right))
            return
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, right))

    def _append(self, keys: tuple[str, ...]) -> None:
        """New lines: the line to add to becomes the first of them, and stays under the hand."""
        first = len(self._keys) + self.can_add
        self.beginInsertRows(NO_PARENT, first, first + len(keys) - len(self._keys) - 1)
        self._keys = keys
        self.endInsertRows()

    def _take_out(self, keys: tuple[str, ...]) -> None:
        """Lines that are gone, each run of neighbours at once."""
        left, end = set(keys), len(self._keys)
        while end > 0:
            if self._keys[end - 1] in left:
                end -= 1
                continue
            start = end - 1
            while start > 0 and self._keys[start - 1] not in left:
                start -= 1
            self.beginRemoveRows(NO_PARENT, start, end - 1)
            self._keys = self._keys[:start] + self._keys[end:]
            self.endRemoveRows()
            end = start

    # places

    def has_needed(self) -> bool:
        """Whether a cell is blank that must be answered."""
        return any(self._showing.line(k, n).needed for k in self._keys for n in range(len(self.fields)))

    def place(self, index: Index) -> Place | None:
        """Where a cell's answer is; None in the lines for adding and totals."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        field, key = self.fields[index.column()], self._keys[index.row()]
        return Place(row_address(self.section, self.part, key, field), field, key)

    def index_of(self, address: Address) -> QModelIndex:
        """The cell at an address, invalid when it is not here."""
        if address.section != self.section.id or address.part != self.part.id:
            return QModelIndex()
        column = next((n for n, f in enumerate(self.fields) if f.id == address.field), None)
        if column is None:
            return QModelIndex()
        if address.key not in self._keys:
            return self.index(len(self._keys), column) if self.can_add else QModelIndex()
        return self.index(self._keys.index(address.key), column)

    def kind_of_row(self, row: int) -> Look:
        """What a row is."""
        if row < len(self._keys):
            return Look.ENTRY
        return Look.ADD if self.can_add and row == len(self._keys) else Look.TOTAL

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
