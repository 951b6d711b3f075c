"""A table on paper: a repeated head, hairlines under the rows, numbers to the right, rows that may split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, TableStyle
from reportlab.platypus import Table as PlatypusTable

from bvreview.report import styles
from bvreview.report.document import Column, Row, Table
from bvreview.report.fonts import REGULAR, SEMIBOLD
from bvreview.report.markup import printable, set_cell, set_words
from bvreview.report.widths import Need, fit_columns

Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]
"""A command of a table's style: what, from which cell, to which, and how."""

PADDING: Final = 5.0
LONGEST_WORD: Final = 110.0  # points that one word may claim; a longer one breaks
SMALLEST_PIECE: Final = 36  # points of a row that may stand alone at the foot or head of a page
ANY_PIECE: Final = 1  # where a row is a page and a little more, its last line stands alone


def set_table(table: Table, width: float) -> PlatypusTable:
    """The table at the full ``width``."""
    widths = fit_columns([_need(table, i) for i in range(len(table.columns))], width)
    room = [_room(i, widths) for i in range(len(widths))]
    head = [set_words(c.title, _head_style(c)) for c in table.columns]
    body = [
        [set_cell(t, _styles(c, row), r) for c, t, r in zip(table.columns, row.cells, room, strict=True)]
        for row in table.rows
    ]
    made = FlowingTable(
        [head, *body], colWidths=widths, repeatRows=1, spaceBefore=2, spaceAfter=4, hAlign="LEFT"
    )
    made.setStyle(TableStyle([*_LOOK, *_edges(table.columns), *_total_lines(table.rows)]))
    return made


class FlowingTable(PlatypusTable):
    """A table whose rows stay whole where a page can hold them; only a taller row is split."""

    def first_height(self) -> float:
        """How high the head and the first row are, once wrapped; without a head it is kept whole."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]  # not in the library's types
        return sum(heights[:2] if self.repeatRows else heights)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The piece that fits and the rest, or nothing when the table should start on the next page."""
        self.wrap(available_width, available_height)
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]  # not in the library's types
        crossing = _first_row_over(heights, available_height)
        tall = heights[crossing] > styles.TEXT_HEIGHT - heights[0]
        self.splitByRow = not tall
        for piece in (SMALLEST_PIECE, ANY_PIECE) if tall else (0,):
            self.splitInRow = piece
            if pieces := super().split(available_width, available_height):
                return pieces
        if available_height < styles.TEXT_HEIGHT - 1 or not self._nosplitCmds:
            return []
        self._nosplitCmds: list[Command] = []  # what should stay together is higher than a page
        return self.split(available_width, available_height)


def _first_row_over(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for number, height in enumerate(heights):
        used += height
        if used > room:
            return number
    return len(heights) - 1


_LOOK: Final = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 1), (-1, -1), 0.6, styles.LINE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, styles.HEADING),
)


def _edges(columns: Sequence[Column]) -> list[Command]:
    """The first column starts at the margin, the last ends there."""
    return [
        ("LEFTPADDING", (0, 0), (0, -1), 0.0),
        ("RIGHTPADDING", (len(columns) - 1, 0), (-1, -1), 0.0),
    ]


def _total_lines(rows: Sequence[Row]) -> list[Command]:
    return [
        command
        for number, row in enumerate(rows, 1)
        if row.kind == "total" and (number == 1 or rows[number - 2].kind != "total")
        for command in _closing(number)
    ]


def _closing(first: int) -> list[Command]:
    """Totals stand under a stronger line and stay together, with the row above them."""
    return [
        ("LINEABOVE", (0, first), (-1, first), 0.9, styles.RULE),
        ("NOSPLIT", (0, max(1, first - 1)), (-1, -1)),
    ]


def _head_style(column: Column) -> ParagraphStyle:
    return styles.COLUMN_HEAD_RIGHT if column.align == "right" else styles.COLUMN_HEAD


def _styles(column: Column, row: Row) -> tuple[ParagraphStyle, ParagraphStyle]:
    """The ordinary and the heavier style of a cell; a total is all heavy."""
    right = column.align == "right"
    heavy = styles.TOTAL_RIGHT if right else styles.TOTAL
    return (heavy if row.kind == "total" else styles.CELL_RIGHT if right else styles.CELL), heavy


def _room(number: int, widths: Sequence[float]) -> float:
    """The width of a column without its padding."""
    sides = (number > 0) + (number < len(widths) - 1)
    return widths[number] - sides * PADDING


def _need(table: Table, number: int) -> Need:
    """What the column needs: numbers want to stay whole, texts may break between words."""
    column = table.columns[number]
    texts = [printable(row.cells[number].plain) for row in table.rows]
    lines = [line for text in texts for line in text.split("\n")]
    words = [word for text in (*texts, column.title) for word in _BREAKS.split(text)]
    longest = max((_width(line) for line in lines), default=0.0)
    natural = max(longest, _width(column.title)) + 2 * PADDING + 1
    widest = max((_width(word) for word in words), default=0.0)
    if column.align == "right":
        widest = max(widest, longest)
    least = min(widest, LONGEST_WORD) + 2 * PADDING + 1
    return Need(least, natural, max(1, sum(_width(line) > least for line in lines)))


_BREAKS: Final = re.compile("[ \n]+")  # a no-break space holds a date together


@lru_cache(maxsize=8192)
def _width(text: str) -> float:
    """How wide a text is in the heavier weight; more than a line of the page counts as one line."""
    return float(stringWidth(text[:200], SEMIBOLD, styles.CELL.fontSize))
