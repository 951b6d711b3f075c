"""The first step: what was copied, which column is which, and every row as it is read."""

from __future__ import annotations

from typing import Final

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.ledger.extract import Aside, Extract, Kind, Line
from bvreview.review.ledger.extract_columns import Columns, Role, Rows, column_titles, role_words
from ui.ledger.low_list import LowList
from ui.ledger.reading import Read
from ui.ledger.words import Remark, money, remarks, sums_words
from ui.look.text import EXPLAIN_SHAPE, NOTE_SHAPE, STOP_SHAPE, Pill, label, set_property
from ui.look.theme import Look
from ui.widgets.combo import CalmCombo
from ui.widgets.listing_model import Column
from ui.widgets.listing_model import Line as Row

MOST: Final = 300
"""Rows that are shown at a time."""
LARGE: Final = 1.5
"""Times the usual size of the text from which the drop-downs stand two in a row, not four."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ReadingPage(QWidget):
    """``chosen`` tells other columns, ``table_chosen`` another sheet by its name."""

    chosen = Signal(object)
    table_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: Rows = ()
        self._read: Read | None = None
        self.combos = {role: self._combo(words) for role, words in role_words().items()}
        self.unit = self._combo(_("Amounts are in"))
        self.unit.addItems([_("pounds"), _("thousands of pounds")])
        self.sheets = CalmCombo()
        self.sheets.setAccessibleName(_("Sheet"))
        self.sheets.activated.connect(self._choose_table)
        for combo in (*self.combos.values(), self.unit):
            combo.activated.connect(self._choose)
        self.show_only = CalmCombo()
        self.show_only.setAccessibleName(_("Rows to show"))
        self.show_only.currentIndexChanged.connect(self._list)
        self.count = label("", "strong")
        self.remarks = [label("", "muted") for __ in range(4)]
        self.list = LowList(look, _("Rows of the extract as they are read"), _columns())
        self._lay_out()

    def _combo(self, name: str) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        return combo

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        wide = 2 if self._look.factor >= LARGE else 4
        boxes = [
            *((w, self.combos[role]) for role, w in role_words().items()),
            (_("Amounts are in"), self.unit),
        ]
        for n, (words, combo) in enumerate(boxes):
            row, across = 2 * (n // wide), n % wide
            grid.addWidget(label(words, "small", wrap=False), row, across)
            grid.addWidget(combo, row + 1, across)
            grid.setColumnStretch(across, 1)
        column.addLayout(grid)
        column.addSpacing(4)
        column.addWidget(self.count)
        for remark in self.remarks:
            column.addWidget(remark)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.show_only)
        bar.addWidget(self.sheets)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(self.list, 1)

    # what was read

    def show_tables(self, names: list[str], chosen: str) -> None:
        """Offer the sheets of a file, where it has several."""
        self.sheets.clear()
        self.sheets.addItems(names)
        self.sheets.setCurrentText(chosen)
        self.sheets.setVisible(len(names) > 1)

    def show_read(self, rows: Rows, read: Read) -> None:
        """Show rows as they were read."""
        self._rows, self._read = rows, read
        self._offer(column_titles(rows, read.columns.header), read.columns)
        self.count.setText(sums_words(read.extract.total))
        said = remarks(read.extract)
        for shown, remark in zip(self.remarks, [*said, *[Remark("")] * len(self.remarks)], strict=False):
            shown.setText(remark.text)
            shown.setVisible(bool(remark.text))
            set_property(shown, "role", remark.tone)
        self._offer_kinds(read.extract)
        self._list()

    def _offer(self, titles: list[str], columns: Columns) -> None:
        names = [_("none"), *(column_name(n, title) for n, title in enumerate(titles))]
        for role, combo in self.combos.items():
            combo.clear()
            combo.addItems(names)
            combo.setCurrentIndex(columns.of.get(role, -1) + 1)
        self.unit.setCurrentIndex(int(columns.thousands))

    def _offer_kinds(self, extract: Extract) -> None:
        counts = (
            (_("All rows"), len(extract.lines) + len(extract.asides)),
            (_("Could not be read"), len(extract.of_kind(Kind.UNREAD))),
            (_("Totals, not counted"), len(extract.of_kind(Kind.TOTAL))),
        )
        now = max(0, self.show_only.currentIndex())
        self.show_only.blockSignals(True)
        self.show_only.clear()
        self.show_only.addItems([_("{what} ({n:,})").format(what=what, n=n) for what, n in counts])
        self.show_only.setCurrentIndex(now)
        self.show_only.blockSignals(False)

    def _list(self) -> None:
        if not self._read:
            return
        extract, wanted = self._read.extract, self.show_only.currentIndex()
        kind = {1: Kind.UNREAD, 2: Kind.TOTAL}.get(wanted)
        found: list[Line | Aside] = list(extract.of_kind(kind)) if kind else [*extract.lines, *extract.asides]
        found.sort(key=lambda one: one.row)
        rows = [_row(one) for one in found[:MOST]]
        if len(found) > MOST:
            more = plural("{n} more row", "{n} more rows", len(found) - MOST)
            rows.append(Row("more", ("", "", "", more, "", "", "")))
        self.list.show_lines(rows)

    # what is chosen

    def _choose(self) -> None:
        if not self._read:
            return
        of = {
            role: combo.currentIndex() - 1 for role, combo in self.combos.items() if combo.currentIndex() > 0
        }
        thousands = self.unit.currentIndex() == 1
        self.chosen.emit(structs.replace(self._read.columns, of=of, thousands=thousands))

    def _choose_table(self) -> None:
        self.table_chosen.emit(self.sheets.currentText())


def column_name(number: int, title: str) -> str:
    """A column as a spreadsheet calls it, with its title."""
    high, low = divmod(number, len(_LETTERS))
    letters = (
        (_LETTERS[high - 1] if high else "") + _LETTERS[low] if high <= len(_LETTERS) else str(number + 1)
    )
    return f"{letters}: {title}" if title else letters


def _columns() -> tuple[Column, ...]:
    words = role_words()
    return (
        Column(_("Row"), 5, right=True, muted=True, spare=True),
        Column(_("Centre"), 11),
        Column(_("Code"), 12),
        Column(words[Role.NAME], 31),
        Column(words[Role.BUDGET], 13, right=True),
        Column(words[Role.ACTUAL], 13, right=True),
        Column(_("Read as"), 26),
    )


def _row(one: Line | Aside) -> Row:
    line = one if isinstance(one, Line) else one.line
    amounts = ("" if amount is None else money(amount) for amount in (line.budget, line.actual))
    words = (line.centre, line.account, line.name or line.centre_name)
    kind: Pill = "plain"
    read = _("A line")
    if isinstance(one, Aside):
        words = words if line.centre or line.account else ("", "", one.text)
        shape = {Kind.UNREAD: STOP_SHAPE, Kind.NO_FIGURE: EXPLAIN_SHAPE}.get(one.kind, NOTE_SHAPE)
        kind = "stop" if one.kind is Kind.UNREAD else "plain"
        read = f"{shape} {one.why}"
    return Row(str(one.row), (str(one.row), *words, *amounts, read), kind)
