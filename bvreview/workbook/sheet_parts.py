"""Worksheet parts: all by openpyxl but the rows, which are put down as text in half of its time.

Here formulas also get the result they show, for readers that do not calculate (Excel's protected view).
This module loads openpyxl; it is imported when a workbook is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from bvreview.workbook.formula_pieces import column_letters

Results = Mapping[str, Decimal | str]
"""By cell ("C5"): what a formula shows."""

_NO_ROWS: Final = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_MOST_DIGITS: Final = 17  # that a spreadsheet's number can tell apart


class _PartWriter(WorksheetWriter):
    """Writes everything around the rows."""

    def write_rows(self) -> None:
        """Leave the place of the rows empty."""
        part: Any = self.xf.send(True)
        with part.element("sheetData"):
            pass
        self.xf.send(None)


class BookWriter(ExcelWriter):
    """openpyxl's writer with rows of our own."""

    def __init__(self, workbook: Workbook, archive: ZipFile, results: Mapping[str, Results]) -> None:
        """``results``: of the formulas, by sheet title."""
        super().__init__(workbook, archive)
        self._results = results

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = _PartWriter(ws, BytesIO())
        ws._hyperlinks.extend(cell.hyperlink for cell in ws._cells.values() if cell.hyperlink)
        in_order = sorted(at for at, cell in ws._cells.items() if cell._comment)
        ws._comments.extend(CommentRecord.from_cell(ws._cells[at]) for at in in_order)
        writer.write()
        ws._rels = writer._rels
        around: bytes = writer.read()
        rows = "".join(_rows(ws, self._results.get(ws.title, {}))).encode()
        head, tail = _NO_ROWS.split(around)
        archive: ZipFile = vars(self)["_archive"]
        archive.writestr(ws.path[1:], b"".join((head, b"<sheetData>", rows, b"</sheetData>", tail)))
        self.manifest.append(ws)


def _rows(sheet: Worksheet, results: Results) -> Iterator[str]:
    parts: Any = vars(sheet)
    rows: dict[int, list[Any]] = {row: [] for row in sheet.row_dimensions}
    for (row, __), cell in sorted(parts["_cells"].items()):
        rows.setdefault(row, []).append(cell)
    styles: dict[int, str] = {}
    letters = [column_letters(n) for n in range(1, sheet.max_column + 1)]
    for row, cells in sorted(rows.items()):
        about = dict(sheet.row_dimensions[row]) if row in sheet.row_dimensions else {}
        yield f'<row r="{row}"{"".join(f" {n}={v!r}" for n, v in about.items() if n != "r")}>'
        for cell in cells:
            at = f"{letters[cell.column - 1]}{row}"
            style = styles.get(id(cell._style))
            if style is None:
                style = styles[id(cell._style)] = f' s="{cell.style_id}"' if cell.has_style else ""
            yield f'<c r="{at}"{style}{_content(cell, results.get(at))}'
        yield "</row>"


def _content(cell: Any, result: Decimal | str | None) -> str:
    """The rest of a cell's element after its place and style."""
    value = cell._value
    if value is None:
        return "/>"
    if cell.data_type == "s":
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f' t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
    if cell.data_type == "f":
        kind = ' t="str"' if isinstance(result, str) else ""
        shown = escape(result) if isinstance(result, str) else "" if result is None else _number(result)
        return f"{kind}><f>{escape(value[1:])}</f><v>{shown}</v></c>"
    if cell.data_type == "d":
        to_serial: Any = to_excel  # without types in the stubs
        value = Decimal(repr(to_serial(value)))
    return f"><v>{_number(value)}</v></c>"


def _number(value: Decimal | float) -> str:
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _MOST_DIGITS:
        return str(value)
    return repr(float(value))
