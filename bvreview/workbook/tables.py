"""Sheets of one table each: a title, a few sentences, then an Excel table with a header row and a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from bvreview.i18n import _
from bvreview.review.exchange.personal import without_personal
from bvreview.workbook import contents
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.headings import cut_at_word
from bvreview.workbook.page import RowHeights, link_cell, put_cell, set_up_page
from bvreview.workbook.styles import GENERAL, LOOKS, StyleBook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a format of its own, in a column whose rows differ in kind."""

    number: float
    number_format: str


Entry = str | Decimal | float | int | date | Figure | None
LONGEST_TITLE: Final = 31
_WIDEST: Final = 110.0
_LONGEST_LINE: Final = 150
_ROW_POINTS: Final = 15.0
_AIR_POINTS: Final = 26.0
_TALLEST_ROW: Final = 400.0  # Excel's limit is 409
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``number_format``: Excel's; "" for text. ``look``: of its texts."""

    title: str
    width: float = 14.0
    number_format: str = ""
    look: str = "data"


@dataclass(slots=True)
class TableBook:
    """A workbook of tables while it is written. ``about``: what stands in header and footer."""

    workbook: Workbook
    styles: StyleBook
    about: str
    names: set[str] = field(default_factory=set)

    def new_sheet(self, title: str) -> Worksheet:
        """A sheet with a free name made from ``title``."""
        taken = {s.title.casefold() for s in self.workbook.worksheets}
        sheet: Worksheet = self.workbook.create_sheet(free_title(title, taken))
        return sheet


def new_table_book(about: str, title: str, version: str = "") -> TableBook:
    """An empty workbook with its document properties."""
    from openpyxl.workbook import Workbook

    from bvreview.workbook.package import LANGUAGE

    workbook = Workbook()
    styles = StyleBook(workbook)
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = _("Best Value Review {version}").format(version=version).strip()
    workbook.properties.language = LANGUAGE
    return TableBook(workbook, styles, about)


def free_title(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel takes: 31 characters, none forbidden, not used yet."""
    base = " ".join(_NOT_IN_TITLES.sub(" ", wanted).split()).strip(" '") or _("Sheet")
    title, number = cut_at_word(base, LONGEST_TITLE), 1
    while title.casefold() in taken:
        number += 1
        title = cut_at_word(base, LONGEST_TITLE - len(str(number)) - 1) + f" {number}"
    return title


class TableSheet:
    """One sheet: words above, room for charts, one table."""

    def __init__(self, book: TableBook, title: str, sheet_title: str = "") -> None:
        """Begin a sheet with its title."""
        self.book = book
        self.sheet = book.new_sheet(sheet_title or title)
        self.next = 1
        self.has_charts = False
        self.heading = 0
        self.heights = RowHeights()
        self._put(1, title, "title")
        self.sheet.row_dimensions[1].height = 26
        self.next = 2

    def say(self, text: str, look: str = "context") -> None:
        """A sentence on rows of its own; it runs over the columns to the right, but not beyond the table.

        What ran on beyond it would make the whole sheet smaller on paper.
        """
        for line in wrap(text, _LONGEST_LINE):
            self._put(self.next, line, look)
            self.next += 1

    def leave_room(self, rows: int) -> int:
        """Room for charts as high as ``rows``; its row. It holds words, so that no row is blank."""
        first = self.next
        put_cell(self.sheet, first, 1, _("Charts of the figures below"), self.book.styles.style("charts"))
        self.sheet.row_dimensions[first].height = min(rows * _ROW_POINTS, _TALLEST_ROW)
        self.next = first + 1
        self.has_charts = True
        return first

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Entry]]) -> tuple[int, int]:
        """Write the table and give it a name; its first and last row of figures.

        An empty table gets one row that says so: Excel has no table without rows.
        """
        from openpyxl.worksheet.table import Table, TableStyleInfo

        heading = self.heading = self.next
        self._leave_air(heading - 1)
        for column, described in enumerate(columns, 1):
            self._head(heading, column, described)
        last = heading
        for row in rows:
            last += 1
            self._row(last, columns, row)
        if last == heading:
            last += 1
            self._row(last, columns, [_("None"), *[None] * (len(columns) - 1)])
        table = Table(
            displayName=self._free_name(name), ref=f"A{heading}:{column_letters(len(columns))}{last}"
        )
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        self.sheet.add_table(table)
        self.next = last + 1
        self._finish(heading)
        return heading + 1, last

    def _leave_air(self, row: int) -> None:
        """Make the row above a table higher: a blank one would end the sheet for a screen reader."""
        if row > 1 and not self.sheet.row_dimensions[row].height:
            self.sheet.row_dimensions[row].height = _AIR_POINTS

    def print_words_alone(self) -> None:
        """Print what stands above the table; the figures are for the screen."""
        self.sheet.print_title_rows = "1:1"
        words = [row for row, __ in vars(self.sheet)["_cells"] if row < self.heading]
        self.sheet.print_area = f"A1:{column_letters(self.sheet.max_column)}{max(words)}"

    def link(self, row: int, column: int, title: str) -> None:
        """Make a cell lead to another sheet."""
        cell: Any = self.sheet.cell(row, column)
        cell._style = self.book.styles.style("link")
        link_cell(cell, title)

    def _head(self, row: int, column: int, described: Column) -> None:
        look = "heading number" if described.number_format else "heading"
        put_cell(self.sheet, row, column, described.title, self.book.styles.style(look))
        self.heights.need(row, described.title, described.width - 2)
        self.sheet.column_dimensions[column_letters(column)].width = min(described.width, _WIDEST)

    def _row(self, number: int, columns: Sequence[Column], row: Sequence[Entry]) -> None:
        styles = self.book.styles
        for column, (described, value) in enumerate(zip(columns, row, strict=True), 1):
            if isinstance(value, str):
                value = without_personal(value)
                style = styles.style(described.look, quoted=contents.is_risky(value))
                if LOOKS[described.look].wrap:
                    self.heights.need(number, value, min(described.width, _WIDEST))
            else:
                own = value.number_format if isinstance(value, Figure) else ""
                number_format = own or described.number_format or GENERAL
                style = styles.style("data", number_format, figure=value is not None)
            put_cell(self.sheet, number, column, _content(value), style)

    def _put(self, row: int, text: str, look: str) -> None:
        text = without_personal(text)
        put_cell(self.sheet, row, 1, text, self.book.styles.style(look, quoted=contents.is_risky(text)))

    def _free_name(self, wanted: str) -> str:
        base = "t_" + re.sub(r"\W", "_", wanted)
        name, number = base, 1
        while name.casefold() in self.book.names:
            number += 1
            name = f"{base}_{number}"
        self.book.names.add(name.casefold())
        return name

    def _finish(self, heading: int) -> None:
        self.heights.apply(self.sheet)
        if not self.has_charts:
            self.sheet.freeze_panes = f"B{heading + 1}"
        # the footer says what it is: beside the sheet's name in the header both would run into each other
        set_up_page(self.sheet, header="", footer=self.book.about, repeat=f"{heading}:{heading}")


def _content(value: Entry) -> contents.Content:
    if isinstance(value, Figure):
        value = value.number
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, int) else value
