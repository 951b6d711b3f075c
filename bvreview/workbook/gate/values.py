"""The one engine that decides what a cell holds: calamine, given only what has been vetted."""

from __future__ import annotations

import io
import math
from datetime import timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.recheck import find_lost
from bvreview.workbook.gate.references import address
from bvreview.workbook.gate.survey import BookFacts, SheetFacts

Row = list[Any]
"""Row number, number of its first column, then the values: None for blank, [kind, text] for dates."""

_EXACT: Final = 10**15


def read_values(facts: BookFacts) -> list[list[Row]]:
    """The values of all sheets, as lists that JSON can carry.

    Raises ``Unfit``: the engine could not read it, or read more than the pre-flight saw.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(facts.engine)) as book:
            return [
                _rows(book.get_sheet_by_name(name), sheet)
                for sheet, name in zip(facts.sheets, facts.engine_names, strict=True)
            ]
    except CalamineError as error:
        raise Unfit(Reason.DAMAGED, part="") from error


def _rows(source: CalamineSheet, sheet: SheetFacts) -> list[Row]:
    rows: list[Row] = []
    if source.start is None:
        _compare(rows, 0, sheet)
        return rows
    first_row, first_column = source.start[0] + 1, source.start[1] + 1
    count = 0
    for number, cells in enumerate(source.to_python(), first_row):
        values = [(cell or None) if type(cell) is str else _plain(cell) for cell in cells]
        filled = len(values) - values.count(None)
        if filled:
            count += filled
            rows.append([number, first_column, *values])
    _compare(rows, count, sheet)
    return rows


def _compare(rows: list[Row], count: int, sheet: SheetFacts) -> None:
    """Refuse a sheet of which the engine read more, or lost some, of what the pre-flight counted."""
    missing = sheet.values - sheet.empty_results - len(sheet.errors) - count
    if count > sheet.values:
        raise Unfit(Reason.DAMAGED, part=sheet.name)
    if missing > 0 and sheet.source:
        seen = {
            (row, column)
            for row, first, *values in rows
            for column, value in enumerate(values, first)
            if value is not None
        }
        lost = find_lost(sheet.source, sheet.name, seen.union(sheet.errors))
        if lost is not None:
            raise Unfit(Reason.LOST_CELL, sheet=sheet.name, cell=address(*lost))


def _plain(value: Any) -> Any:
    """Numbers and truth as they are, the rest as [kind, text]; infinity is an error, not a number."""
    if type(value) is float or type(value) is int:
        if not math.isfinite(value):
            return ["error", "#NUM!"]
        return int(value) if abs(value) < _EXACT and value == int(value) else value
    if type(value) is bool:
        return value
    if isinstance(value, timedelta):
        return ["duration", str(value.total_seconds())]
    return [type(value).__name__, value.isoformat()]
