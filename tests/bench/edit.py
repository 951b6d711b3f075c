"""A committed edit with 42 reviews in the store: the 95th percentile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bench.figure import Figure, seconds
from bench.importing import make_submissions
from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

EDITS = 400


def measure_edit(folder: Path) -> Iterator[Figure]:
    """An answer typed until it is on the disk, against a bare insert committed with the same safety."""
    paths = make_submissions(folder)
    with Workspace.open(folder / "w.bvr", person=Person("Bench"), framework=default_framework()) as workspace:
        workspace.import_files(paths, read_many=work.read_files)
        head = workspace.create_review("DBS", "victim-contact", FinancialYear(2009), ReviewPath.FULL)
        address = Address("costs", "", "review_cost")
        ours = sorted(
            seconds(lambda n=n: workspace.answer(head.id, address, Answer(Decimal(n))))  # type: ignore[misc]
            for n in range(1, EDITS + 1)
        )
    bare = sorted(_bare_inserts(folder / "bare.db"))
    at = int(EDITS * 0.95)
    note = "95th percentile; reference: one row inserted and committed by sqlite3, synchronous=EXTRA"
    yield Figure("edit", ours[at] * 1000, bare[at] * 1000, "ms", note)


def _bare_inserts(path: Path) -> Iterator[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=EXTRA")
    connection.execute("create table t (n integer, text text)")
    for n in range(EDITS):
        yield seconds(lambda n=n: connection.execute("insert into t values (?, ?)", (n, "x" * 50)))  # type: ignore[misc]
    connection.close()
