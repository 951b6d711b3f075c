"""From the child's answer to the frozen workbook that the rest of the house sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from bvreview.workbook.gate.copying import PrivateCopy
from bvreview.workbook.gate.raw import CellValue, Format, RawSheet, RawWorkbook, Reference, SheetState
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.references import Position

_MOMENTS: Final[dict[str, Callable[[str], CellValue]]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": lambda seconds: timedelta(seconds=float(seconds)),
}


def workbook_from(answer: dict[str, Any], copy: PrivateCopy) -> RawWorkbook:
    """The workbook that the answer describes; ``Unfit`` when the answer makes no sense."""
    try:
        return _workbook(answer, copy)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Unfit(Reason.READER_FAILED) from error


def _workbook(answer: dict[str, Any], copy: PrivateCopy) -> RawWorkbook:
    return RawWorkbook(
        digest=copy.digest,
        size=len(copy.content),
        content=copy.content,
        format=Format(answer["format"]),
        application=answer["application"],
        sheets=tuple(_sheet(sheet) for sheet in answer["sheets"]),
        names={name: _reference(*target) for name, *target in answer["names"]},
        local_names={(own, name): _reference(*target) for own, name, *target in answer["local_names"]},
        other_names=answer["other_names"],
        properties=answer["properties"],
        date1904=answer["date1904"],
        has_macros=answer["has_macros"],
        external_links=tuple(answer["external_links"]),
        other_sheets=tuple(answer["other_sheets"]),
        open_elsewhere=copy.open_elsewhere,
    )


def _reference(sheet: str, area: list[int]) -> Reference:
    top, left, bottom, right = area
    return Reference(sheet, (top, left), (bottom, right))


def _sheet(given: dict[str, Any]) -> RawSheet:
    cells, errors = _cells(given["rows"])
    errors.update({(row, column): text for row, column, text in given["errors"]})
    for position in errors:
        cells.pop(position, None)
    return RawSheet(
        name=given["name"],
        state=SheetState(given["state"]),
        cells=cells,
        errors=errors,
        formulas=_positions(given["formulas"]),
        uncached=_positions(given["uncached"]),
        formula_texts={(row, column): text for row, column, text in given["formula_texts"]},
        comments={(row, column): text for row, column, text in given["comments"]},
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in given["merged"]),
        hidden_rows=frozenset(given["hidden_rows"]),
        hidden_columns=frozenset(given["hidden_columns"]),
        has_filter=given["has_filter"],
    )


def _positions(given: list[list[int]]) -> frozenset[Position]:
    return frozenset((row, column) for row, column in given)


def _cells(rows: list[list[Any]]) -> tuple[dict[Position, CellValue], dict[Position, str]]:
    cells: dict[Position, CellValue] = {}
    errors: dict[Position, str] = {}
    for row, first, *values in rows:
        for column, value in enumerate(values, first):
            if value is None:
                continue
            kind = type(value)
            if kind is str or kind is Decimal or kind is bool:
                cells[row, column] = value
            elif kind is int:
                cells[row, column] = Decimal(value)
            elif value[0] == "error":
                errors[row, column] = value[1]
            else:
                cells[row, column] = _MOMENTS[value[0]](value[1])
    return cells, errors
