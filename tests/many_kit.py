"""A workspace with very many submissions: 42 areas over 25 years, the last year as full as the samples."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from msgspec import structs

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.store import intake, received
from bvreview.store.cells import Pen
from bvreview.store.intake import Sender
from bvreview.workspace import Workspace

SENDER = Sender("Jo Bloggs, Finance lead", "2026-11-20T06:00:00+00:00", accepted=True)
LAST = 2009


def read_samples() -> list[FileReading]:
    """The sample region's submissions as they are read."""
    paths = work.find_workbooks([sample_path("east-midlands")])
    found = [reading for *__, reading in work.read_files(default_framework(), paths)]
    return [reading for reading in found if isinstance(reading, FileReading) and reading.review.head.revision]


def fill_with_many(path: Path, years: int = 25, cells: int = 90) -> int:
    """Put a submission of each area and year into a workspace; gives how many there are.

    ``cells``: answers of each, but for the last year, where there are all of them.
    """
    framework, samples = default_framework(), read_samples()
    with Workspace.open(path, person=Person("Jo Bloggs"), framework=framework) as workspace:
        areas = framework.organisations_in(f"{LAST}-10")
        made = [
            _as_sent(samples[n % len(samples)], area.id, LAST - year, cells if year else 100_000)
            for year in range(years)
            for n, area in enumerate(areas)
        ]
        workspace.later(_write, workspace, made).result()
        return len(workspace.submissions())


def _as_sent(reading: FileReading, area: str, year: int, cells: int) -> FileReading:
    head = replace(
        reading.review.head,
        id=f"cp-{area.casefold()}-{year}-{year + 1 - 2000:02}-aa22",
        organisation=area,
        period=FinancialYear(year),
    )
    review = Review(
        head,
        dict(islice(reading.review.cells.items(), cells)),
        reading.review.rows,
        reading.review.explanations,
    )
    name = f"{area} {year}.xlsx"
    return replace(reading, file=name, review=review, findings=reading.findings[:20], content=name)


def _write(workspace: Workspace, readings: list[FileReading]) -> None:
    with workspace.writing() as db:
        for number, reading in enumerate(readings):
            parcel = received.pack(reading, b"the file")
            parcel = structs.replace(parcel, figures=f"{number}")
            intake.begin(db, workspace._fields, parcel, SENDER)
            received.write_submission(db, parcel, Pen(SENDER.author, SENDER.time, 1))
