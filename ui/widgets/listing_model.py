"""What stands in a list to read and choose from: columns, lines, and how they are read out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.look.text import Pill, tip

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.compared.standing import Shape

Index = QModelIndex | QPersistentModelIndex
LINE: Final = Qt.ItemDataRole.UserRole + 1
NO_PARENT = QModelIndex()


class Column(Struct, frozen=True):
    """A column: its title, its share of the width in letters, and how it is shown.

    ``spare`` columns go first where there is no room. A ``progress`` column holds the value of a
    ``Progress``, shown as its shape and word. An ``optional`` column is left out where it is blank in every
    line. What stands in a ``link`` column looks like what a click does. In a ``shape`` column the shape of
    the line's reading stands before the words.
    """

    title: str
    letters: int
    right: bool = False
    bold: bool = False
    pill: bool = False
    muted: bool = False
    spare: bool = False
    progress: bool = False
    optional: bool = False
    link: bool = False
    shape: bool = False


class Line(Struct, frozen=True):
    """A row: the id that is told when it is opened, its texts, the kind of its pill, a shape a text."""

    id: str
    texts: tuple[str, ...]
    kind: Pill = "plain"
    bold: bool = False
    shapes: tuple[Shape | None, ...] = ()


class ListingModel(QAbstractTableModel):
    """The lines as they are shown and read out."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: tuple[Line, ...] = ()
        self._broken_titles: Mapping[int, str] = {}
        self._broken: Mapping[int, Sequence[str]] = {}

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self._broken = {}
        self.endResetModel()

    def break_words(self, titles: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> None:
        """Show these columns with words that break; what is read out and copied is whole."""
        is_other = titles != self._broken_titles
        self._broken_titles, self._broken = titles, texts
        if is_other:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def text(self, row: int, column: int) -> str:
        """A text as it is painted."""
        return self._broken[column][row] if column in self._broken else self.lines[row].texts[column]

    def title(self, column: int) -> str:
        """A title as it is painted."""
        return self._broken_titles.get(column, self.columns[column].title)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        text = line.texts[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                column = self.columns[index.column()].title
                return ", ".join(part for part in (line.texts[0], f"{column}: {text}") if part)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(text)
        return line if role == LINE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self.lines[section].texts[0] if is_text else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.columns[section].title)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        return self.columns[section].title if role == Qt.ItemDataRole.AccessibleTextRole else None
