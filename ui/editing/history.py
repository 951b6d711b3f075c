"""The history as a table that is read in steps, so that ten thousand entries stop nobody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.changes import Change
from bvreview.review.retelling import Told, tell
from bvreview.store.history import HistoryEntry
from ui.editing.session import Session
from ui.look.text import tip
from ui.wording import short_moment

Index = QModelIndex | QPersistentModelIndex
Row = HistoryEntry | Change
NO_PARENT = QModelIndex()
ROW: Final = Qt.ItemDataRole.UserRole + 1
STEP: Final = 200
"""Entries that are read at a time."""


def column_titles(*, compared: bool) -> tuple[str, ...]:
    """What the columns are called, of the changes or of the differences between then and now."""
    if compared:
        return _("Section"), _("What"), _("Then"), _("Now")
    return _("When"), _("Who"), _("Section"), _("What"), _("From"), _("To")


def change_of(row: Row) -> Change:
    """The change in an entry or a difference."""
    return row.change if isinstance(row, HistoryEntry) else row


def texts_of(row: Row, told: Told) -> tuple[str, ...]:
    """What the columns say of an entry or a difference."""
    said = (told.section, told.what, told.old, told.new)
    return (short_moment(row.time), row.author, *said) if isinstance(row, HistoryEntry) else said


def as_table(answers: Answers, rows: Sequence[Row]) -> str:
    """Rows as text to paste into a spreadsheet, with the titles of the columns."""
    compared = bool(rows) and not isinstance(rows[0], HistoryEntry)
    lines = [column_titles(compared=compared)]
    lines += [texts_of(row, tell(answers, change_of(row))) for row in rows]
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines) + "\n"


def is_clock_turned_back(entries: Sequence[Row]) -> bool:
    """Whether an entry bears a later time than one that was made after it; the last stands first."""
    times = [entry.time for entry in entries if isinstance(entry, HistoryEntry)]
    return any(after < before for after, before in pairwise(times))


class HistoryModel(QAbstractTableModel):
    """Entries as the store gave them, told in words when they come into sight.

    ``wants_more`` asks for the entries before one (its ``seq``), when the table is scrolled to its end.
    """

    wants_more = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: dict[int, Told] = {}
        self.rows: list[Row] = []
        self.compared = False
        self._complete = True

    def start(self, rows: Sequence[Row], *, compared: bool = False) -> None:
        """Show these from the top."""
        self.beginResetModel()
        self.rows, self.compared = list(rows), compared
        self._told = {}
        self._complete = compared or len(rows) < STEP
        self.endResetModel()

    def add_older(self, entries: Sequence[HistoryEntry]) -> None:
        """Put what was read on at the end."""
        self._complete = len(entries) < STEP
        if entries:
            first = len(self.rows)
            self.beginInsertRows(NO_PARENT, first, first + len(entries) - 1)
            self.rows += entries
            self.endInsertRows()

    def add_newer(self, entries: Sequence[HistoryEntry]) -> None:
        """Put what was made meanwhile at the top; all anew where that is more than was read."""
        top = self.rows[0].seq if self.rows and isinstance(self.rows[0], HistoryEntry) else 0
        new = [entry for entry in entries if entry.seq > top]
        if not top or len(new) == len(entries):
            self.start(entries)
        elif new:
            self._told = {}
            self.beginInsertRows(NO_PARENT, 0, len(new) - 1)
            self.rows[:0] = new
            self.endInsertRows()

    def as_table(self, rows: Sequence[int]) -> str:
        """Some of the rows as text to paste into a spreadsheet."""
        return as_table(self._session.answers, [self.rows[n] for n in rows])

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(column_titles(compared=self.compared))

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:
        return not (parent.isValid() or self._complete)

    def fetchMore(self, parent: Index = NO_PARENT) -> None:
        last = self.rows[-1] if self.rows else None
        if isinstance(last, HistoryEntry) and not self._complete:
            self._complete = True  # until the answer is there
            self.wants_more.emit(last.seq)

    def told(self, row: int) -> Told:
        """A row in words."""
        if row not in self._told:
            self._told[row] = tell(self._session.answers, change_of(self.rows[row]))
        return self._told[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        texts = texts_of(row, self.told(index.row()))
        text = texts[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())[:200]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text[:1000])
        line = f"{texts[0]}, " if index.column() else ""
        return f"{line}{column_titles(compared=self.compared)[index.column()]}: {text}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return column_titles(compared=self.compared)[section] if is_text else None
