"""Where a printed sheet goes on to the next page: no heading stands at the foot of one without its rows.

Programs find the scale themselves, from the width of a digit in the font they have; a break is put where
a heading would come out last with the narrowest of the usual fonts or with the widest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.page import pages_wide
from bvreview.workbook.plan import KEY, LABEL, PlannedRow, RowKind, SheetPlan

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE: Final = 15.0  # points
_PAGE_WIDTH: Final = 769.7  # A4 landscape within our margins, in points
_PAGE_HEIGHT: Final = 494.6
_DIGITS: Final = (5.3, 7.1)  # the width of one in a column, in points: Calibri's, and DejaVu's in its place
_SAFE: Final = 0.93
_SMALL: Final = 0.25  # a part that takes less of a page than this is not parted
_ROWS_WITH_HEADING: Final = 2


def keep_together(plan: SheetPlan, sheet: Worksheet) -> None:
    """Put a page break before every part whose heading, and the rows right under it, would be parted."""
    from openpyxl.worksheet.pagebreak import Break

    heights = [_height(sheet, row) for row in range(1, plan.rows[-1].number + 1)]
    pages = [_Pages(_PAGE_HEIGHT / _scale(sheet, digit), sum(heights[:2])) for digit in _DIGITS]
    needed = _needs(plan, heights, pages[0].height)
    for row, height in enumerate(heights, 1):
        if row in needed and any(not page.has_room(needed[row]) for page in pages):
            sheet.row_breaks.append(Break(id=row - 1))
            for page in pages:
                page.turn()
        for page in pages:
            page.add(height)


@dataclass(slots=True)
class _Pages:
    """Pages of a height, with titles on each, while they are filled."""

    height: float
    titles: float
    used: float = 0.0

    def has_room(self, height: float) -> bool:
        return self.used <= self.titles or self.used + height <= self.height * _SAFE

    def turn(self) -> None:
        self.used = self.titles

    def add(self, height: float) -> None:
        if self.used + height > self.height:
            self.turn()
        self.used += height


def _needs(plan: SheetPlan, heights: list[float], page: float) -> dict[int, float]:
    """By the row of a part's heading: how much must fit under the rows before it."""
    starts = [row.number for row in plan.rows if row.kind is RowKind.PART]
    ends = [*(start - 1 for start in starts[1:]), plan.rows[-1].number]
    found = {}
    for start, end in zip(starts, ends, strict=True):
        whole = sum(heights[start - 1 : end])
        found[start] = whole if whole < page * _SMALL else sum(heights[start - 1 : _head_of(plan, start)])
    return found


def _head_of(plan: SheetPlan, start: int) -> int:
    """The last of the rows that a part's heading must not be parted from."""
    rows: list[PlannedRow] = [row for row in plan.rows if row.number >= start]
    heading = next((row.number for row in rows if row.kind is RowKind.HEADING), start)
    return min(heading + _ROWS_WITH_HEADING, rows[-1].number)


def _height(sheet: Worksheet, row: int) -> float:
    given = sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
    return float(given or _LINE)


def _scale(sheet: Worksheet, digit: float) -> float:
    """By how much the sheet is made smaller to be as wide as its pages; 1 for not at all."""
    widths = {letter: float(c.width) for letter, c in sheet.column_dimensions.items() if not c.hidden}
    pages = pages_wide(sheet)
    repeated = sum(widths.get(column_letters(column), 0.0) for column in (KEY, LABEL)) * (pages - 1)
    return min(1.0, pages * _PAGE_WIDTH / ((sum(widths.values()) + repeated) * digit))
