"""Files of other programs and formats hold the same answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from factories.costs_file import DATA, row_of
from factories.review_files import answers_of, read
from openpyxl import load_workbook
from small_pack import PACK

from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate


@pytest.mark.parametrize("name", ["resaved.xlsx", "resaved.ods", "resaved.xls"])
def test_a_file_saved_again_by_libreoffice_is_the_same(gate: Gate, name: str, review: Review) -> None:
    """The file in tests/data was written from TYPED by ``write_review`` and saved by LibreOffice 7.4."""
    reading = read(PACK, gate, DATA / name)
    assert answers_of(reading.review) == answers_of(review)
    assert reading.review.rows == review.rows
    assert reading.review.head == review.head
    allowed = {"file.format"} if name != "resaved.xlsx" else set()
    assert {f.rule for f in reading.findings if f.rule.startswith("file.")} == allowed


def test_libreoffice_works_out_what_we_work_out(gate: Gate) -> None:
    sheet = load_workbook(DATA / "resaved.xlsx", data_only=True)["Costs"]
    assert sheet.cell(row_of(sheet, "costs.whole"), 3).value == pytest.approx(76_234.56)
    assert sheet.cell(row_of(sheet, "costs.staff:#total"), 5).value == pytest.approx(75_000)
    assert sheet.cell(row_of(sheet, "costs.outputs:loans"), 5).value == 210


def test_what_another_library_wrote_without_names_and_properties_is_the_same(
    gate: Gate, path: Path, tmp_path: Path, review: Review
) -> None:
    """XlsxWriter gets the values only: no defined names, no custom properties, shared strings."""
    other = tmp_path / "other.xlsx"
    book = xlsxwriter.Workbook(other, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for source in load_workbook(path).worksheets:
        sheet = book.add_worksheet(source.title)
        for cell in (c for row in source.iter_rows() for c in row if c.value is not None):
            at = cell.row - 1, cell.column - 1
            if isinstance(cell.value, datetime):
                sheet.write_datetime(*at, cell.value, day)
            elif cell.data_type != "f":
                sheet.write(*at, cell.value)
    book.close()
    reading = read(PACK, gate, other)
    assert answers_of(reading.review) == answers_of(review)
    assert reading.review.head == review.head
