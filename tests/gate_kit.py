"""Workbooks made by hand, read through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from pathlib import Path
from typing import Final

from factories import workbooks as make

from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import CellValue, RawSheet, RawWorkbook
from bvreview.workbook.gate.references import Position

FIFTEEN: Final = Context(prec=15)


def read(gate: Gate, folder: Path, content: bytes, name: str = "return.xlsx") -> RawWorkbook:
    path = folder / name
    path.write_bytes(content)
    outcome = gate.read(path)
    assert isinstance(outcome, RawWorkbook), str(outcome)
    return outcome


def one_sheet(gate: Gate, folder: Path, rows: str, **around: str) -> RawSheet:
    return read(gate, folder, make.xlsx(make.sheet_xml(rows, **around))).sheets[0]


def alike(cells: Mapping[Position, CellValue]) -> dict[Position, CellValue]:
    """Cells as they compare: numbers to the fifteen digits that every spreadsheet keeps."""
    return {at: FIFTEEN.plus(v) if isinstance(v, Decimal) else v for at, v in cells.items()}
