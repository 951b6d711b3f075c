"""A hand-out that was filled in and saved again by LibreOffice comes back cell by cell, as xlsx and as ods.

``tests/data/handed``: a hand-out of the small pack, filled in and converted by LibreOffice
(``soffice --headless --convert-to xlsx|ods``). They were made once.
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from small_pack import small_head
from store_kit import COMPLETE
from store_kit import FRAMEWORK as PACK

from bvreview import work
from bvreview.review.cells import Cell
from bvreview.review.exchange.difference import Difference, Why
from bvreview.review.exchange.handing import part_of
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.returning import Comparing
from bvreview.review.exchange.sent import sent_of
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review

SAVED = Path(__file__).parent / "data" / "handed"
OUTGOING = Outgoing(
    "h00000001",
    Way.OUT,
    "Bob Porter",
    ("costs",),
    date(2010, 5, 12),
    "2010-05-01T09:00:00+00:00",
    "Ann Other",
)
FILLED = {
    "Lead": ("Bob Porter", "Carl Clerk"),
    "Other": ("", "\u00a3250.50"),
    "Archivist, Grade": ("", "Archivist"),
    "Archivist, FTE": ("", "3"),
    "Archivist, Salary": ("", "\u00a325,000"),
}


def held() -> Review:
    cells = {address: Cell(address, answer) for address, answer in COMPLETE.items()}
    return Review(small_head(), cells, {"costs.staff": ("a",)})


def differences(path: Path) -> tuple[Difference, ...]:
    reading = work.read_file(PACK, path)
    assert isinstance(reading, FileReading), reading
    part = part_of(held(), OUTGOING.sections)
    sent = sent_of(part)
    assert reading.identity.handed
    assert (reading.identity.handed.id, reading.identity.handed.sections) == (OUTGOING.id, ("costs",))
    assert reading.question == ""
    return Comparing(PACK, held(), reading, sent).differences


@pytest.mark.parametrize("name", ["filled.xlsx", "filled.ods"])
def test_what_libreoffice_saved_comes_back_cell_by_cell(name: str) -> None:
    found = differences(SAVED / name)
    assert {d.label: (d.here, d.there) for d in found} == FILLED
    assert {d.why for d in found} == {Why.NEW}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_libreoffice_saves_it_again_as_it_was(deep: bool, tmp_path: Path, ending: str) -> None:
    if not deep or not shutil.which("soffice"):
        pytest.skip("one of the long counts, where LibreOffice is there")
    work.write_hand_out(PACK, held(), OUTGOING, tmp_path / "a.xlsx")
    workbook = load_workbook(tmp_path / "a.xlsx")
    sheet = workbook["Costs"]
    row = next(r[0].row for r in sheet.iter_rows(max_col=1) if r[0].value == "costs.other")
    sheet.cell(row, 3).value = 250
    listed: Any = workbook["Evidence for answers"]
    line = next(r for r in listed.iter_rows() if str(r[0].value).startswith('["evidence"'))
    line[1].value, line[3].value, line[7].value = "A letter", datetime(2010, 4, 1), f"C{row}"
    workbook.save(tmp_path / "a.xlsx")
    command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "b")]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
    other, letter = differences(tmp_path / "b" / f"a.{ending}")
    assert (other.label, other.here, other.there) == ("Other", "", "\u00a3250")
    assert letter.there == "A letter, 1 April 2010; supports Costs: Other"


def test_the_figures_are_exact() -> None:
    (other,) = (d for d in differences(SAVED / "filled.ods") if d.label == "Other")
    assert '"250.5"' in (other.changes[0].new or "")
