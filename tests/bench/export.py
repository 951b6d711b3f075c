"""The benchmark workbook, against openpyxl writing the same cells with the same formats (and no charts)."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from statistics import median

import openpyxl
from openpyxl.cell.cell import Cell

from bench.figure import Figure
from bench.samples_read import SCOPE, sample_comparisons
from bvreview import releasing
from bvreview.files import replacing
from bvreview.framework.loader import default_framework
from bvreview.review.compared.audiences import Audience, Release
from bvreview.workbook.benchmark_book import write_benchmarks

RUNS = 9
PARTS = ("font", "fill", "border", "alignment", "number_format", "protection")


def measure_export(folder: Path) -> Iterator[Figure]:
    """Medians of runs in turn; the reference copies one prototype a format, the fastest way openpyxl has.

    Both flush the file to the disk and take its place in one step, and both begin right after a look for
    cycles through all of memory. Left to itself that look falls into one run of each pair and takes as long
    as the writing: whichever side had it three times of five seemed twice as slow.
    """
    framework = default_framework()
    pack = releasing.make_pack(
        framework, SCOPE, sample_comparisons(), Release(Audience.DIRECTOR, threshold=0)
    )
    comparisons, ours, plain = releasing.compare_pack(pack), folder / "ours.xlsx", folder / "plain.xlsx"
    write_benchmarks(framework, pack, comparisons, ours)
    sheets = cells_of(ours)
    taken, reference = processor_in_turn(
        RUNS,
        lambda: write_benchmarks(framework, pack, comparisons, ours),
        lambda: write_plain(sheets, plain),
    )
    count = sum(len(cells) for __, cells in sheets)
    note = f"{count} cells and the charts, processor time; reference: openpyxl, the same cells and formats"
    yield Figure("export", taken, reference, "s", note)


def processor_in_turn(
    times: int, work: Callable[[], object], reference: Callable[[], object]
) -> tuple[float, float]:
    """The medians of processor time, each side first in every other pair, memory looked through before."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for n in range(times):
        for ours in (n % 2 == 0, n % 2 == 1):
            gc.collect()
            begun = time.thread_time()
            (work if ours else reference)()
            taken[ours].append(time.thread_time() - begun)
    return median(taken[True]), median(taken[False])


def cells_of(path: Path) -> list[tuple[str, list[Cell]]]:
    """The cells of each sheet of a workbook that have a format."""
    workbook = openpyxl.load_workbook(path)
    return [
        (sheet.title, [c for row in sheet.iter_rows() for c in row if isinstance(c, Cell) and c.has_style])
        for sheet in workbook.worksheets
    ]


def write_plain(sheets: list[tuple[str, list[Cell]]], path: Path) -> None:
    """The same cells with the same formats by openpyxl, the fastest way that it has."""
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
    with replacing(path) as temporary:
        workbook.save(temporary)
