"""The one engine that decides what a cell holds: calamine, given only what has been vetted."""

from __future__ import annotations

import io
import math
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.recheck import find_lost
from bvreview.workbook.gate.references import Position, address
from bvreview.workbook.gate.said import DATE, DATETIME, DURATION, NUMBER, TIME, value_of
from bvreview.workbook.gate.survey import BookFacts, SheetFacts

Values = dict[Position, Any]
"""By cell: text, truth, or what travels as a value of another kind; blank cells are not there."""

_EXACT: Final = 10**15
_NOT_FINITE: Final = "#NUM!"
_KINDS: Final = {date: DATE, datetime: DATETIME, time: TIME}


def read_values(facts: BookFacts) -> list[Values]:
    """The values of all sheets, as they travel; what is no number is put among a sheet's errors.

    Raises ``Unfit``: the engine could not read it, or read more than the pre-flight saw.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(facts.engine)) as book:
            return [
                _values(book.get_sheet_by_name(name), sheet)
                for sheet, name in zip(facts.sheets, facts.engine_names, strict=True)
            ]
    except CalamineError as error:
        raise Unfit(Reason.DAMAGED, part="") from error


def _values(source: CalamineSheet, sheet: SheetFacts) -> Values:
    first_row, first_column = source.start or (0, 0)
    values = {
        (row, column): value if type(value) is str else _plain(value)
        for row, cells in enumerate(source.to_python() if source.start else (), first_row + 1)
        for column, value in enumerate(cells, first_column + 1)
        if value != ""
    }
    _compare(values, sheet)
    sheet.errors.update({at: _NOT_FINITE for at, value in values.items() if value is None})
    for at in sheet.errors:
        values.pop(at, None)
    return values


def _compare(values: Values, sheet: SheetFacts) -> None:
    """Refuse a sheet of which the engine read more, or lost some, of what the pre-flight counted."""
    missing = sheet.values - sheet.empty_results - len(sheet.errors) - len(values)
    if len(values) > sheet.values:
        raise Unfit(Reason.DAMAGED, part=sheet.name)
    if missing > 0 and sheet.source:
        lost = find_lost(sheet.source, sheet.name, {*values, *sheet.errors})
        if lost is not None:
            raise Unfit(Reason.LOST_CELL, sheet=sheet.name, cell=address(*lost))


def _plain(value: Any) -> Any:
    """A value as it travels; None for infinity, which is an error and no number."""
    if type(value) is float or type(value) is int:
        if not math.isfinite(value):
            return None
        return value_of(NUMBER, repr(int(value) if abs(value) < _EXACT and value == int(value) else value))
    if type(value) is bool:
        return value
    if isinstance(value, timedelta):
        return value_of(DURATION, str(value.total_seconds()))
    return value_of(_KINDS[type(value)], value.isoformat())
