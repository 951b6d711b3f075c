"""Sheets that were renamed, copied, hidden, taken out or put in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from factories.costs_file import OTHER, row_of
from factories.review_files import answers_of, edited, found, read
from small_pack import PACK

from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from submitted_files.kit import costs


def test_renamed_and_moved_sheets_are_found(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        costs(workbook).title = "Our costs"
        workbook.move_sheet("Our costs", 3)
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.sheet_renamed")) == 1


@pytest.mark.parametrize(("change", "asks"), [(None, False), (99, True)])
def test_a_copied_sheet_is_noted_and_asked_about_when_it_differs(
    gate: Gate, path: Path, change: int | None, asks: bool
) -> None:
    with edited(path) as workbook:
        copy = workbook.copy_worksheet(costs(workbook))
        if change:
            copy.cell(row_of(copy, "costs.other"), 3).value = change
    reading = read(PACK, gate, path)
    assert len(found(reading, "file.sheet_copied")) == 1
    assert bool(reading.question) is asks
    assert answers_of(reading.review)[OTHER].value == Decimal("1234.56")


def test_hidden_rows_with_answers_are_read_and_asked_about(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        sheet.row_dimensions[row_of(sheet, "costs.staff:r1")].hidden = True
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert "hidden" in reading.question


def test_a_hidden_sheet_is_read_and_asked_about(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        costs(workbook).sheet_state = "veryHidden"
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert "hidden" in reading.question
