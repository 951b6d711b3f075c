"""Which rows and columns a table or grid has: its lines come and go, and each cell has its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex

from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.review.answers import row_address
from bvreview.review.cells import Address
from bvreview.review.findings import Finding
from ui.editing.session import Session
from ui.forms.cells import Look, Place, Shown
from ui.forms.showing import Showing

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
MOST_COMPARED = 200
MOST_TOLD_APART = 6


class PartShape(QAbstractTableModel):
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

    def has_needed(self) -> bool:
        """Whether a cell is blank that must be answered."""
        return any(self._showing.line(k, n).needed for k in self._keys for n in range(len(self.fields)))

    def place(self, index: Index) -> Place | None:
        """Where a cell's answer is; None in the lines for adding and totals."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        field, key = self.fields[index.column()], self._keys[index.row()]
        return Place(row_address(self.section, self.part, key, field), field, key)

    def judged_at(self, index: Index) -> Address | None:
        """Where the rules find something of a cell; the line to add to stands for the whole table."""
        if place := self.place(index):
            return place.address
        is_add = index.isValid() and self.kind_of_row(index.row()) is Look.ADD
        return row_address(self.section, self.part, "", self.fields[0]) if is_add else None

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
