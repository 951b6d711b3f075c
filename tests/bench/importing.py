"""42 submissions through the gate into the store, against python-calamine reading the same files.

They are written by a process of their own: one that has just written 42 workbooks holds its memory in
pieces, and is not the one in which somebody takes them in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import python_calamine
from factories.reviews import random_review

from bench.figure import Figure, in_turn
from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.review.exchange.submission import Outcome
from bvreview.settings import Person
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace

FILES, ANSWERS, RUNS = 42, 2000, 5


def make_submissions(folder: Path) -> list[Path]:
    """A submission of about 2,000 answers for each area."""
    framework, paths = default_framework(), []
    for seed, organisation in enumerate(framework.organisations_in("2009-10")[:FILES]):
        review = random_review(framework, seed, answers=ANSWERS, organisation=organisation.id)
        paths.append(folder / f"{organisation.id}.xlsx")
        work.write_submission(framework, review, paths[-1], signed=True)
    return paths


def measure_import(folder: Path) -> Iterator[Figure]:
    """One batch of 42, the middle one of five in turn with the reference, and the child's memory."""
    subprocess.run([sys.executable, "-m", "bench.importing", str(folder)], check=True)
    paths = sorted(folder.glob("*.xlsx"))
    with ExitStack() as opened:
        person, framework = Person("Bench"), default_framework()
        new = (Workspace.open(folder / f"w{n}.bvr", person=person, framework=framework) for n in range(RUNS))
        workspaces = iter([opened.enter_context(workspace) for workspace in new])
        taken = in_turn(RUNS, lambda: _take_in(next(workspaces), paths), lambda: _read_raw(paths))
    note = f"{FILES} submissions of about {ANSWERS} answers; reference: python-calamine reads the same files"
    yield Figure("import", *taken, "s", note)
    with Gate() as gate:
        for __ in gate.read_many(paths):
            pass
        peak = gate.peak_memory / 2**20
    yield Figure("import child memory", peak, None, "MiB", "the most a reading child took")


def _take_in(workspace: Workspace, paths: list[Path]) -> None:
    outcomes = workspace.import_files(paths, read_many=work.read_files)
    taken = [o for o in outcomes if o.outcome is Outcome.IMPORTED]
    if len(taken) != len(paths):
        raise RuntimeError(f"only {len(taken)} of {len(paths)} came in")


def _read_raw(paths: list[Path]) -> None:
    for path in paths:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


if __name__ == "__main__":
    make_submissions(Path(sys.argv[1]))
