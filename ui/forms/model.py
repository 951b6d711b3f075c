"""A table or grid of a section as rows and columns: what each cell shows, and what typing there does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bvreview.framework.descriptors import Field, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Address, Answer, State
from bvreview.review.findings import level_word
from bvreview.review.wording import show_answer
from ui.forms.block import beyond
from ui.forms.cells import Look, Place, column_title, show_figure
from ui.forms.totals import Totals
from ui.session import Session
from ui.text import tip

Index = QModelIndex | QPersistentModelIndex
FINDING = Qt.ItemDataRole.UserRole + 1
LOOK = Qt.ItemDataRole.UserRole + 2
LONG_WORDS = 12
"""Letters: longer words may be cut in their cell, and stand whole in its tool tip."""
NO_PARENT = QModelIndex()


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
        self._totals = Totals(section, part, self.fields)
        self.refresh()

    # shape

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows that hold answers."""
        return self._keys

    @property
    def can_add(self) -> bool:
        """Whether there is a line to add to."""
        return self.part.kind is PartKind.TABLE and not self.session.is_read_only

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
        keys = self.session.answers.row_keys(self.section, self.part)
        old = self._keys
        if len(keys) > len(old) and keys[: len(old)] == old:
            self._append(keys)
        elif keys != old and [k for k in old if k in keys] == list(keys):
            self._take_out(keys)
        elif keys != old:
            self.beginResetModel()
            self._keys = keys
            self.endResetModel()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.fields) - 1))

    def _append(self, keys: tuple[str, ...]) -> None:
        """New lines: the line to add to becomes the first of them, and stays under the hand."""
        first = len(self._keys) + self.can_add
        self.beginInsertRows(NO_PARENT, first, first + len(keys) - len(self._keys) - 1)
        self._keys = keys
        self.endInsertRows()

    def _take_out(self, keys: tuple[str, ...]) -> None:
        for place, key in reversed(tuple(enumerate(self._keys))):
            if key not in keys:
                self.beginRemoveRows(NO_PARENT, place, place)
                self._keys = self._keys[:place] + self._keys[place + 1 :]
                self.endRemoveRows()

    # places

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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(index)
            case Qt.ItemDataRole.EditRole:
                return self._editable(index)
            case Qt.ItemDataRole.TextAlignmentRole:
                numeric = self.fields[index.column()].kind.is_numeric
                side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read_out(index)
            case Qt.ItemDataRole.ToolTipRole:
                finding = self.data(index, FINDING)
                return tip(finding.message) if finding else self._note(index)
        if role == FINDING:
            place = self.place(index)
            return self.session.finding_at(place.address) if place else None
        return self._look(index) if role == LOOK else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            numeric = self.fields[section].kind.is_numeric
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignBottom
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            title, wrapped = column_title(self.fields[section]), self.wrapped_columns
        else:
            title, wrapped = self.row_title(section), self.wrapped_rows
        return wrapped.get(section, title) if role == Qt.ItemDataRole.DisplayRole else title

    def row_title(self, row: int) -> str:
        """What a row is called."""
        match self.kind_of_row(row):
            case Look.ADD:
                return _("New line")
            case Look.TOTAL:
                return self._totals.title(self.session.answers)
        label = self.session.answers.row_label(self.section, self.part, self._keys[row])
        return label or _("Line {n}").format(n=row + 1)

    def answer(self, index: Index) -> Answer | None:
        """What stands in a cell."""
        place = self.place(index)
        return self.session.answers.answer(place.address) if place else None

    def _display(self, index: Index) -> str:
        field = self.fields[index.column()]
        match self.kind_of_row(index.row()):
            case Look.ADD:
                words = _("Add: {what}").format(what=(self.part.row_label or _("a line")).casefold())
                return words if index.column() == 0 else ""
            case Look.TOTAL:
                return self._total_words(index.column())
        answer = self.answer(index)
        if answer and isinstance(answer.value, Decimal):
            return show_figure(field, answer.value)
        return show_answer(field, answer, self.session.framework.lists)

    def _is_required(self, index: Index) -> bool:
        place = self.place(index)
        return bool(place and self.session.answers.is_required(self.part, place.key, place.field))

    def _editable(self, index: Index) -> str:
        """What the editor starts with: the figure as typed, the words of a list or state."""
        return show_answer(self.fields[index.column()], self.answer(index), self.session.framework.lists)

    def _total_words(self, column: int) -> str:
        if column == 0 and self.part.kind is PartKind.TABLE and not self.fields[0].total:
            return self._totals.title(self.session.answers)
        return self._totals.of(self.session.answers, column).words

    def _read_out(self, index: Index) -> str:
        field = self.fields[index.column()]
        answer = self.answer(index)
        parts = [self.row_title(index.row()), column_title(field), self._display(index) or _("blank")]
        if answer is None and self._is_required(index):
            parts.append(_("needed"))
        if reason := self._reason(index):
            parts.append(reason)
        finding = self.data(index, FINDING)
        if finding:
            parts.append(f"{level_word(finding.level)}: {finding.message}")
        if self._look(index) is Look.DERIVED:
            parts.append(_("worked out"))
        if answer and answer.note:
            parts.append(answer.note)
        return ", ".join(parts)

    def _reason(self, index: Index) -> str:
        """Why a total is not complete."""
        is_total = self.kind_of_row(index.row()) is Look.TOTAL
        return self._totals.of(self.session.answers, index.column()).reason if is_total else ""

    def _note(self, index: Index) -> str | None:
        answer, shown = self.answer(index), self._display(index)
        parts = [shown if len(shown) > LONG_WORDS else "", self._reason(index)]
        parts = [p for p in (*parts, answer.source if answer else "", answer.note if answer else "") if p]
        return tip("\n".join(parts)) or None

    def _look(self, index: Index) -> Look:
        look = self.kind_of_row(index.row())
        if look is Look.ENTRY and (self.fields[index.column()].formula or self.session.is_read_only):
            return Look.DERIVED
        return look

    # what typing does

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self._can_edit(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _can_edit(self, index: Index) -> bool:
        field = self.fields[index.column()]
        return (
            not field.formula
            and not self.session.is_read_only
            and self._look(index) in (Look.ENTRY, Look.ADD)
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._can_edit(index):
            return False
        self.type_block(index.row(), index.column(), [[str(value)]])
        return True

    def type_block(self, row: int, column: int, block: Sequence[Sequence[str]]) -> tuple[int, int]:
        """Type a block of texts with its top left corner in a cell; lines are added as they are needed.

        Returns how many rows and how many columns of the block have no place in the table.
        """
        typed = {
            (row + down, self.fields[column + right]): text
            for down, line in enumerate(block)
            for right, text in enumerate(line)
            if column + right < len(self.fields) and not self.fields[column + right].formula
        }
        keys = list(self._keys)
        wanted = max((r for (r, __), text in typed.items() if text.strip()), default=-1) + 1 - len(keys)
        new_keys = self.session.new_keys(wanted) if self.can_add and wanted > 0 else ()
        keys += new_keys
        edits = {
            row_address(self.section, self.part, keys[r], field): text
            for (r, field), text in typed.items()
            if r < len(keys)
        }
        self.session.type_texts(edits, self.section, self.part, new_keys)
        return beyond(block, len(keys) - row, len(self.fields) - column)

    def clear(self, indexes: Sequence[Index]) -> None:
        """Blank cells."""
        places = [p for i in indexes if (p := self.place(i)) and self._can_edit(i)]
        self.session.set_answers({p.address: None for p in places if self.session.cell(p.address)})

    def text_of(self, index: Index) -> str:
        """What a copy of the cell says."""
        answer = self.answer(index)
        if answer is None or answer.state is not State.GIVEN:
            return self._display(index) if self.place(index) else ""
        if isinstance(answer.value, Decimal):
            return f"{answer.value:f}"
        return self._editable(index)
