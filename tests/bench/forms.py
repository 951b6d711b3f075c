"""The empty form and the submission, against openpyxl writing the same cells; and the check of one file."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from factories.reviews import random_review

from bench.export import RUNS, cells_of, processor_in_turn, write_plain
from bench.figure import Figure
from bench.importing import ANSWERS
from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.review.model import Review

ROOT = Path(__file__).resolve().parents[2]


def measure_forms(folder: Path) -> Iterator[Figure]:
    """A form without answers, and one of about 2,000 that is signed."""
    framework = default_framework()
    full = random_review(framework, 1, answers=ANSWERS)
    empty, ours = Review(full.head), folder / "ours.xlsx"
    yield _measure("template", lambda: work.write_template(framework, empty, ours), ours)
    yield _measure("submission", lambda: work.write_submission(framework, full, ours, signed=True), ours)


def _measure(name: str, write: Callable[[], object], ours: Path) -> Figure:
    write()
    sheets, plain = cells_of(ours), ours.with_name("plain.xlsx")
    taken, reference = processor_in_turn(RUNS, write, lambda: write_plain(sheets, plain))
    count = sum(len(cells) for __, cells in sheets)
    note = f"{count} cells with lists, locks and names; reference: openpyxl, the same cells and formats"
    return Figure(name, taken, reference, "s", note)


def measure_check(folder: Path) -> Iterator[Figure]:
    """The command, from its start to its end: the median of runs."""
    framework, path = default_framework(), folder / "one.xlsx"
    work.write_submission(framework, random_review(framework, 1, answers=ANSWERS), path, signed=True)
    command = [sys.executable, "-m", "ui", "check", str(path)]
    taken = []
    for __ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        taken.append(time.perf_counter() - begun)
    note = f"one submission of about {ANSWERS} answers, the whole process; aim 1 s"
    yield Figure("check", median(taken), None, "s", note)
