"""The commands that read a workbook and change nothing."""

from __future__ import annotations

from argparse import Namespace

from bvreview import work
from bvreview.cli import telling
from bvreview.framework.loader import default_framework
from bvreview.review.compared.packs import PackReading
from bvreview.review.exchange.submission import FileReading, FileRefusal
from bvreview.review.findings import Verdict

EXIT = {Verdict.READY: 0, Verdict.PUT_RIGHT: 1, Verdict.REFUSED: 2}


def check(arguments: Namespace) -> int:
    """Every finding of each file; the worst verdict is the exit code."""
    paths = work.find_workbooks(arguments.files)
    readings = [reading for *__, reading in work.read_files(default_framework(), paths)]
    if arguments.json:
        telling.print_json({"files": [telling.checked_json(r) for r in readings]})
    else:
        for reading in readings:
            telling.say_checked(reading)
    return max((_exit_code(r) for r in readings), default=0)


def _exit_code(reading: FileReading | FileRefusal | PackReading) -> int:
    if isinstance(reading, PackReading):
        return EXIT[Verdict.READY]
    return EXIT[reading.verdict] if isinstance(reading, FileReading) else EXIT[Verdict.REFUSED]


def read(arguments: Namespace) -> int:
    """Every cell of one file as it was read."""
    reading = work.read_file(default_framework(), arguments.file)
    if isinstance(reading, FileRefusal):
        telling.say_checked(reading)
        return EXIT[Verdict.REFUSED]
    if isinstance(reading, PackReading):
        telling.print_json(telling.pack_json(reading))
        return 0
    if arguments.json:
        telling.print_json(telling.cells_json(reading.file, reading.review))
        return 0
    for address, cell in sorted(reading.review.cells.items()):
        print(f"{address}\t{telling.answer_line(cell.answer)}")
    return 0
