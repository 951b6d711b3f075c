"""A plain table to read and choose from: reviews, submissions, standings, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMetaMethod, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.look.theme import Look
from ui.widgets.listing_measure import SPARE, Measure
from ui.widgets.listing_model import LINE, Column, Line, ListingModel
from ui.widgets.listing_paint import ListingDelegate
from ui.widgets.listing_widths import at_least, lend, level
from ui.widgets.second_click import SecondClick

LEAST_LETTERS: Final = 4  # of a word that breaks stand in a line, beside its edges


class Listing(QTableView):
    """Rows wrap rather than cut their words; Enter or a click opens one."""

    opened = Signal(str)
    chosen = Signal(str)
    widened = Signal()

    def __init__(self, look: Look, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self._look = look
        self._shares: dict[int, int] = {}
        self._fitting = False
        self._is_whole = self._is_short = False
        self._opens_at: int | None = None
        self._settle = QTimer(self, singleShot=True, interval=150)
        self._settle.timeout.connect(self.fit)
        self._model = ListingModel(columns)
        self._measure = Measure(look, self._model)
        self.setModel(self._model)
        self.setItemDelegate(ListingDelegate(look, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().sectionResized.connect(self._widen)
        self._second = SecondClick(self)
        self.clicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)
        look.changed.connect(self.fit)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._model.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the current one stays current where it is still there."""
        now = self.currentIndex().data(LINE)
        self._model.show_lines(lines)
        self.setProperty("ringed", not lines)  # with lines the one in hand is framed instead
        if now:
            self.choose(now.id)
        self.fit()

    def show_whole(self) -> None:
        """Be as high as all rows from now on: the page scrolls, not the list."""
        self._is_whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit()

    def measure_with(self, lines: Sequence[Line]) -> None:
        """Measure these with its own: lists with the same columns, one under the other, keep one line."""
        self._measure.beside = tuple(lines)
        self.fit()

    def end_with_rows(self) -> None:
        """Be no higher than all rows from now on: what comes after stands below the last of them."""
        self._is_short = True
        self.fit()

    def open_only_at(self, column: int) -> None:
        """A click opens a line in this column only, elsewhere it chooses it; Space does what Enter does."""
        self._opens_at = column

    def choose(self, line_id: str) -> None:
        """Make a line the current one."""
        row = next((n for n, line in enumerate(self._model.lines) if line.id == line_id), -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def current_id(self) -> str:
        """The id of the current line, or ""."""
        line = self.currentIndex().data(LINE)
        return line.id if line else ""

    def _open(self, index: QModelIndex) -> None:
        if self._opens_at not in (None, index.column()):
            return
        self._second.take()
        self.opened.emit(index.data(LINE).id)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.data(LINE).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_enter = is_enter or (event.key() == Qt.Key.Key_Space and self._opens_at is not None)
        if is_enter and not self.isSignalConnected(QMetaMethod.fromSignal(self.opened)):
            event.ignore()  # nothing to open: the dialog's own button is meant
        elif is_enter and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(LINE).id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._model.lines and not self.selectionModel().hasSelection():  # Qt makes a row current unseen
            self.selectRow(max(0, self.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        if self.horizontalHeader().width() < self.viewport().width():  # the head follows later
            QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Share the width out by letters and give each row the height of its words."""
        room = min(self.horizontalHeader().width(), self.viewport().width())
        letter = self.fontMetrics().horizontalAdvance("n")
        columns = self._model.columns
        shown = self._shown(room, letter)
        least = [self._measure.least(n) for n in shown]
        widths = self._widths(shown, least, room)
        self._fitting = True
        for n, width in zip(shown, widths, strict=True):
            self.setColumnWidth(n, width)
        for n in range(len(columns)):
            self.setColumnHidden(n, n not in shown)
        self._fitting = False
        self._break({n: w for n, w, need in zip(shown, widths, least, strict=True) if w < need})
        self.horizontalHeader().setFixedHeight(self._header_height())
        for row in range(len(self._model.lines)):
            self.setRowHeight(row, self._height(row))
        if self._is_whole:
            self.setFixedHeight(self.wanted_height())
        elif self._is_short:
            self.setMaximumHeight(self.wanted_height())
            self.updateGeometry()

    def _break(self, narrow: dict[int, int]) -> None:
        """Break the words of these columns that are wider than they are: a cut word says less."""
        measure = self._measure
        self._model.break_words(
            {n: measure.broken_title(n, width) for n, width in narrow.items()},
            {n: measure.broken(n, width) for n, width in narrow.items()},
        )

    def _shown(self, room: int, letter: int) -> list[int]:
        """The columns that there is room for, no word cut; of those that may go the last goes first."""
        columns = self._model.columns
        shown = [n for n in range(len(columns)) if not self._measure.is_blank(n)]
        if not any(columns[n].spare for n in shown):
            return shown
        words = {n: self._measure.word(n) for n in shown}
        for n in reversed([n for n in shown if columns[n].spare]):
            wanted = sum(columns[m].letters for m in shown) * letter
            if max(wanted, sum(words[m] for m in shown)) > room:
                shown.remove(n)
        return shown

    def shares(self) -> list[int]:
        """The widths that somebody gave the columns, one to another; empty while nobody has."""
        return [self._shares[n] for n in sorted(self._shares)]

    def put_back(self, shares: Sequence[object]) -> None:
        """Use shares that were left; they count only for as many columns as there are."""
        given = {n: share for n, share in enumerate(shares) if isinstance(share, int) and share > 0}
        if len(given) == len(shares) == len(self._model.columns):
            self._shares = given
            self.fit()

    def _widen(self, column: int, _before: int, _now: int) -> None:
        """Somebody drags a border: the column takes from those after it, and the shares are kept."""
        if self._fitting:
            return
        shown = [n for n in range(len(self._model.columns)) if not self.isColumnHidden(n)]
        after = shown[shown.index(column) + 1 :] if column in shown else []
        over = sum(self.columnWidth(n) for n in shown) - self.horizontalHeader().width()
        self._fitting = True
        for n in after:  # without cutting a word
            given = min(over, max(0, self.columnWidth(n) - self._measure.word(n)))
            self.setColumnWidth(n, self.columnWidth(n) - given)
            over -= given
        self._fitting = False
        usual = [max(c.letters, len(c.title) + 3) for c in self._model.columns]
        scale = sum(usual) / max(1, self.horizontalHeader().width())
        widths = {n: max(1, round(self.columnWidth(n) * scale * 10)) for n in shown}
        self._shares = {n: widths.get(n, usual[n] * 10) for n in range(len(usual))}
        self._settle.start()
        self.widened.emit()

    def _widths(self, shown: Sequence[int], least: Sequence[int], room: int) -> list[int]:
        """The room shared out by letters, where it can be with no word cut."""
        columns = self._model.columns
        if len(self._shares) == len(columns):
            weights = [self._shares[n] for n in shown]
        else:
            weights = [max(columns[n].letters, len(columns[n].title) + 3) for n in shown]
        widths = [room * weight // sum(weights) for weight in weights]
        whole = self._whole_titles(shown, least, room)
        may_break = [not columns[n].right for n in shown]
        floor = self._measure.title("m" * LEAST_LETTERS)
        widths = at_least(whole, widths) or level(least, room, may_break, floor) or widths
        widths[-1] += room - sum(widths)
        if not self._shares:
            lend(widths, [max(self._measure.text(n), need) for n, need in zip(shown, whole, strict=True)])
        return widths

    def _whole_titles(self, shown: Sequence[int], least: Sequence[int], room: int) -> list[int]:
        """What no word is cut in, and as many whole titles as fit."""
        wholes = (self._measure.title(self._model.columns[n].title) for n in shown)
        more = [max(0, whole - need) for whole, need in zip(wholes, least, strict=True)]
        found = list(least)
        for n in sorted(range(len(shown)), key=lambda n: more[n]):
            found[n] += more[n] if sum(found) + more[n] <= room else 0
        return found

    def _height(self, row: int) -> int:
        line = self._model.lines[row]
        lines = [
            self._measure.metrics(line.bold or self._model.columns[n].bold)
            .boundingRect(*self._room(n), int(Qt.TextFlag.TextWordWrap), self._model.text(row, n))
            .height()
            for n in range(len(line.texts))
            if not self.isColumnHidden(n)
        ]
        return max([*lines, self._look.px(18)]) + self._look.px(14)

    def _room(self, column: int) -> tuple[int, int, int, int]:
        return 0, 0, max(20, self.columnWidth(column) - self._measure.pad(column) + SPARE), 9999

    def wanted_height(self) -> int:
        """The height that shows all rows."""
        rows = sum(self.rowHeight(n) for n in range(len(self._model.lines)))
        header = 0 if self.horizontalHeader().isHidden() else self._header_height()
        return header + rows

    def _header_height(self) -> int:
        """As high as the titles need, which break between words where a column is narrow."""
        metrics, flags = self._measure.title_metrics(), int(Qt.TextFlag.TextWordWrap)
        pad = self._measure.title_pad()
        titles = (
            metrics.boundingRect(0, 0, max(20, self.columnWidth(n) - pad), 9999, flags, title).height()
            for n, title in enumerate(map(self._model.title, range(len(self._model.columns))))
            if not self.isColumnHidden(n)
        )
        return max([*titles, self.fontMetrics().height()]) + self._look.px(12)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height())
