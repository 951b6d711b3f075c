"""The benchmark workbook, against openpyxl writing the same cells with the same formats (and no charts)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell

from bench.figure import Figure, in_turn
from bench.samples_read import SCOPE, sample_comparisons
from bvreview import work
from bvreview.framework.loader import default_framework

PARTS = ("font", "fill", "border", "alignment", "number_format", "protection")


def measure_export(folder: Path) -> Iterator[Figure]:
    """Medians of runs in turn; the reference copies one prototype a format, the fastest way openpyxl has."""
    framework, comparisons = default_framework(), sample_comparisons()
    ours, plain = folder / "ours.xlsx", folder / "plain.xlsx"
    work.write_benchmarks(framework, SCOPE, comparisons, ours)
    sheets = _cells_of(ours)
    taken, reference = in_turn(
        5,
        lambda: work.write_benchmarks(framework, SCOPE, comparisons, ours),
        lambda: _write_plain(sheets, plain),
    )
    count = sum(len(cells) for __, cells in sheets)
    note = f"{count} cells and the charts; reference: openpyxl, the same cells and formats, no charts"
    yield Figure("export", taken, reference, "s", note)


def _cells_of(path: Path) -> list[tuple[str, list[Cell]]]:
    workbook = openpyxl.load_workbook(path)
    return [
        (sheet.title, [c for row in sheet.iter_rows() for c in row if isinstance(c, Cell) and c.has_style])
        for sheet in workbook.worksheets
    ]


def _write_plain(sheets: list[tuple[str, list[Cell]]], path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    prototypes: dict[object, Cell] = {}
    for title, cells in sheets:
        sheet = workbook.create_sheet(title)
        for source in cells:
            cell = sheet.cell(source.row, source.column, source.value)
            key = tuple(source._style)  # type: ignore[attr-defined]
            if key not in prototypes:
                for part in PARTS:
                    setattr(cell, part, copy(getattr(source, part)))
                prototypes[key] = cell
            else:
                cell._style = copy(prototypes[key]._style)  # type: ignore[attr-defined]
    workbook.save(path)
