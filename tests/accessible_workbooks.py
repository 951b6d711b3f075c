"""The checklist for accessible spreadsheets, for any workbook of ours.

Rules: Government Analysis Function, "Making spreadsheets accessible: checklist": one table a sheet, marked up
as a table with a header row, no merged cells and no blank rows in it, sheets with names, text for each
chart, nothing said by colour alone, a title and a language for the document. A form to be filled in has
tables that Excel does not know as such; the rules of the cells hold for it as well.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_NAMELESS = re.compile(r"(sheet|table|blatt)\s*\d*", re.IGNORECASE)
_NOT_NUMBERS = re.compile(r"\b(nan|inf)\b", re.IGNORECASE)
_COLOURED = re.compile(r"\[(red|green|blue|color\s*\d+)\]", re.IGNORECASE)


def faults_of(path: Path, *, is_form: bool = False) -> list[str]:
    """Every breach of the checklist in a workbook, a line each; ``is_form``: tables stay plain cells."""
    workbook = load_workbook(path)
    found = [*_document(workbook, path)]
    for sheet in workbook.worksheets:
        found += [f"{sheet.title}: {fault}" for fault in _sheet(sheet, is_form=is_form)]
    return [*found, *_charts(workbook, path)]


def _document(workbook: Any, path: Path) -> Iterator[str]:
    if not workbook.properties.title:
        yield "the document has no title"
    with zipfile.ZipFile(path) as package:
        if b"<dc:language>en-GB</dc:language>" not in package.read("docProps/core.xml"):
            yield "the document has no language"
    first = workbook.worksheets[0]
    if first.sheet_state != "visible":
        yield "the first sheet is hidden"


def _sheet(sheet: Worksheet, *, is_form: bool) -> Iterator[str]:
    if _NAMELESS.fullmatch(sheet.title):
        yield "the sheet has no name of its own"
    if not _first_text(sheet):
        yield "the sheet does not begin with its title"
    yield from _merged(sheet, is_form=is_form)
    yield from _blank_rows(sheet)
    yield from _signs(sheet)
    if not is_form:
        yield from _table(sheet)


def _first_text(sheet: Worksheet) -> str:
    shown = (cell for row in sheet.iter_rows(max_row=1) for cell in row if cell.value is not None)
    return next((str(cell.value) for cell in shown), "")


def _merged(sheet: Worksheet, *, is_form: bool) -> Iterator[str]:
    for area in sheet.merged_cells.ranges:
        answers = not sheet.cell(area.min_row, area.min_col).protection.locked
        if not is_form or answers or area.max_row > area.min_row:
            yield f"cells are merged: {area.coord}"


def _blank_rows(sheet: Worksheet) -> Iterator[str]:
    filled = [
        n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if any(v is not None for v in row)
    ]
    used = {
        cell.row for row in sheet.iter_rows() for cell in row if cell.has_style and not cell.protection.locked
    }
    blank = sorted(set(range(1, max(filled, default=0) + 1)) - {*filled, *used})
    if blank:
        yield f"blank rows: {', '.join(map(str, blank[:8]))}"


def _signs(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and _NOT_NUMBERS.fullmatch(cell.value):
                yield f"{cell.coordinate} is not a number: {cell.value}"
            if _is_colour_alone(cell.number_format):
                yield f"{cell.coordinate} says something by colour alone: {cell.number_format}"


def _is_colour_alone(number_format: str) -> bool:
    """Whether a part of a format has a colour, and nothing else, that the others have not."""
    for part in number_format.split(";"):
        if _COLOURED.search(part) and not re.search(r"[-+(\u2212]", _COLOURED.sub("", part)):
            return True
    return False


def _table(sheet: Worksheet) -> Iterator[str]:
    tables = list(sheet.tables.values())
    if len(tables) != 1:
        yield f"{len(tables)} tables on the sheet"
        return
    (table,) = tables
    heading, *rows = sheet[table.ref]
    texts = [cell.value for cell in heading]
    if not table.headerRowCount:
        yield "the table has no header row"
    if not all(isinstance(t, str) and t.strip() for t in texts) or len(set(texts)) < len(texts):
        yield f"headings are missing or twice: {texts}"
    for row in rows:
        if all(cell.value is None for cell in row):
            yield f"a blank row in the table: {row[0].row}"
    if sheet.max_row > rows[-1][0].row:
        yield "something stands below the table"


def _charts(workbook: Any, path: Path) -> Iterator[str]:
    charts = sum(len(vars(sheet)["_charts"]) for sheet in workbook.worksheets)
    with zipfile.ZipFile(path) as package:
        drawings = [n for n in package.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", n)]
        texts = [t for n in drawings for t in re.findall(r'descr="([^"]*)"', package.read(n).decode())]
    if sum(len(t.split()) > 5 for t in texts) < charts:
        yield f"{charts} charts, {len(texts)} with words that stand for them"
