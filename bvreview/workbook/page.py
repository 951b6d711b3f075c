"""What every sheet of ours has in common: protection without a password, and how it is printed."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from bvreview.i18n import _
from bvreview.workbook.contents import Content, escape
from bvreview.workbook.formula_pieces import quoted_title

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_LINE_POINTS: Final = 15.0
_SMALL_LINE_POINTS: Final = 13.5
_PAGE_CHARACTERS: Final = 230.0  # at about half size
_TALLEST: Final = 400.0  # Excel's limit is 409


class RowHeights:
    """How high the rows of a sheet must be for the texts in them; a row of one line is left alone."""

    def __init__(self) -> None:
        """No row needs anything yet."""
        self._points: dict[int, float] = {}

    def need(self, row: int, text: str, width: float, *, small: bool = False) -> None:
        """A text stands in a row, in a column (or merged columns) of that many characters."""
        if len(text) < width - 1 and "\n" not in text:
            return
        lines = lines_needed(text, width * (1.12 if small else 1.03) - 1)
        if lines > 1:
            points = lines * (_SMALL_LINE_POINTS if small else _LINE_POINTS) + 3
            self._points[row] = min(max(self._points.get(row, 0.0), points), _TALLEST)

    def apply(self, sheet: Worksheet) -> None:
        """Set the heights."""
        for row, points in self._points.items():
            sheet.row_dimensions[row].height = points


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a column of that many characters, wrapped at words."""
    return sum(_lines_of(line, max(int(width), 1)) for line in text.split("\n"))


def _lines_of(line: str, most: int) -> int:
    lines, used = 1, 0
    for word in line.split(" "):
        used += len(word) + (used > 0)
        if used > most:
            over = max(len(word) - 1, 0) // most  # a word longer than the column is broken
            lines += 1 + over if used > len(word) else over
            used = len(word) - over * most
    return lines


def put_cell(sheet: Worksheet, row: int, column: int, content: Content, style: Any) -> Any:
    """Set a cell: text is always text and never a formula, whatever it starts with."""
    cell: Any = _cell_type()(sheet, row, column)
    vars(sheet)["_cells"][row, column] = (
        cell  # half of the time that sheet.cell takes goes into looking for it
    )
    cell._style = style
    if isinstance(content, str):
        cell._value = escape(content)
        cell.data_type = "s"
    elif isinstance(content, date):
        cell._value = content
        cell.data_type = "d"
    elif content is not None:
        cell._value = content
    return cell


@cache
def _cell_type() -> Any:
    from openpyxl.cell.cell import Cell

    return Cell


def link_cell(cell: Any, title: str, at: str = "A1") -> None:
    """Make a cell lead to a place in the same workbook."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted_title(title)}!{at}")


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in; columns and rows may be sized, rows put in and text formatted."""
    guard = sheet.protection
    guard.sheet = True
    # in the file these say "is forbidden"
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.insertRows = False


def set_up_page(sheet: Worksheet, *, header: str, footer: str, repeat: str = "1:2") -> None:
    """A4 landscape, titles repeated, who and what in the header, page numbers.

    As wide as one page, or as several that can be read; the first columns are then on each of them.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", 9
    page.fitToWidth, page.fitToHeight = pages_wide(sheet), 0
    if page.fitToWidth > 1:
        sheet.print_title_cols = "A:B"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.7, 0.7
    margins.header = margins.footer = 0.3
    if repeat:
        sheet.print_title_rows = repeat
    above: Any = sheet.oddHeader
    below: Any = sheet.oddFooter
    above.left.text, above.right.text = _code(header), "&A"
    below.left.text = _code(footer)
    below.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.sheet_view.showGridLines = False


def pages_wide(sheet: Worksheet) -> int:
    """On how many pages side by side a sheet is printed."""
    columns = [c for c in sheet.column_dimensions.values() if not c.hidden]
    return max(1, round(sum(float(c.width) for c in columns) / _PAGE_CHARACTERS))


def _code(text: str) -> str:
    """Text for a header, where an ampersand begins a code; Excel takes at most 255 characters in all."""
    return text.replace("&", "&&")[:200]
