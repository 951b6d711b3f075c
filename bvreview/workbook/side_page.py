"""A sheet beside the sections as it is laid down: rows one after the other, a column of keys first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bvreview.review.cells import Address
from bvreview.workbook import contents, keys
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.layout import context_line, illustrative_words
from bvreview.workbook.page import RowHeights, link_cell
from bvreview.workbook.plan import KEY, LABEL, Place
from bvreview.workbook.section_sheet import Book, absolute
from bvreview.workbook.styles import LOOKS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class SidePage:
    """Rows laid down one after the other, key column first."""

    def __init__(self, book: Book, sheet: Worksheet, widths: dict[int, float]) -> None:
        self.book = book
        self.sheet = sheet
        self.next = 1
        self.heading_row = 0
        self.widths = widths
        self.heights = RowHeights()
        for column, width in widths.items():
            sheet.column_dimensions[column_letters(column)].width = width
        sheet.column_dimensions[column_letters(KEY)].hidden = True

    def title(self, text: str, key: str) -> None:
        """The title of the sheet, and under it who, what, when."""
        self.row(key, ("title", text))
        self.sheet.row_dimensions[1].height = 26
        self.row("", ("context", context_line(self.book.answers)))
        if self.book.answers.head.illustrative:
            self.row("", ("banner", illustrative_words()))

    def text(self, text: str) -> None:
        """A sentence on a row of its own."""
        self.row("", ("context", text))

    def heading(self, *titles: str) -> None:
        """The headings of a table."""
        self.heading_row = self.row("", *(("heading", t) for t in titles))

    def row(self, key: str, *cells: tuple[str, str]) -> int:
        """A row of (look, text); its number."""
        number, styles = self.next, self.book.styles
        if key:
            contents.check_length(Address("", "", key[:40]), key)
            self.book.put(self.sheet, number, KEY, key, styles.style("key", quoted=contents.is_risky(key)))
        for column, (look, text) in enumerate(cells, LABEL):
            style: Any = styles.style(look, quoted=contents.is_risky(text))
            self.book.put(self.sheet, number, column, text or None, style)
            if LOOKS[look].wrap:
                self.heights.need(number, text, self.widths.get(column, 9.0))
        self.next += 1
        return number


def finish(book: Book, sheet: Worksheet, what: str, page: SidePage) -> None:
    """Name the sheet, and set the heights of its rows."""
    book.name(keys.side_name(what), sheet.title, absolute(1, KEY))
    page.heights.apply(sheet)
    if page.heading_row and what in (keys.PUT_RIGHT_SHEET, keys.SOURCES_SHEET, keys.EVIDENCE_SHEET):
        sheet.freeze_panes = f"B{page.heading_row + 1}"


def link(sheet: Worksheet, row: int, column: int, place: Place) -> None:
    """Let a cell lead to a place."""
    link_cell(sheet.cell(row, column), place.sheet, f"{column_letters(place.column)}{place.row}")
