"""What came after the file was frozen: explanations, findings of the rules, answers that were put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.costs_file import FTE, OTHER, TYPED, type_into
from factories.review_files import answers_of, edited, found, read, write
from openpyxl import load_workbook
from small_pack import PACK, small_head

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind
from bvreview.review.findings import Verdict
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from submitted_files.kit import costs, fill_spare, swap


@pytest.mark.parametrize(
    ("key", "column", "value", "of"),
    [
        ("costs.other", 3, 1234.57, OTHER),
        ("costs.staff:r1", 3, None, FTE),
        ("costs.outputs:visits", 6, 3, Address("costs", "outputs:visits", "last")),
        ("costs.lead", 5, "a new note", Address("costs", "", "lead")),
    ],
)
def test_a_changed_answer_of_a_submission_is_named(
    gate: Gate, tmp_path: Path, review: Review, key: str, column: int, value: object, of: Address
) -> None:
    path = write(PACK, review, tmp_path / "s.xlsx", FileKind.SUBMISSION)
    cell = type_into(path, key, column, value)
    (changed,) = found(read(PACK, gate, path), "file.changed")
    assert (changed.address, changed.level) == (of, Level.STOP)
    assert changed.cell[1:] == cell[1:]


def test_a_row_put_into_a_submission_is_named(gate: Gate, tmp_path: Path, review: Review) -> None:
    path = write(PACK, review, tmp_path / "s.xlsx", FileKind.SUBMISSION)
    fill_spare(path, 0, grade="Ghost")
    assert [f.message for f in found(read(PACK, gate, path), "file.changed")]


def test_a_submission_is_not_changed_by_its_explanations_being_read(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    path = write(PACK, review, tmp_path / "s.xlsx", FileKind.SUBMISSION)
    assert found(read(PACK, gate, path), "file.changed") == []


def test_an_explanation_written_into_the_workbook_answers_its_finding(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    jump = build_review(PACK, small_head(), {**TYPED, "costs.outputs:loans.last": "20"})
    path = write(PACK, jump, tmp_path / "e.xlsx", FileKind.CANDIDATE)
    assert read(PACK, gate, path).verdict is Verdict.PUT_RIGHT
    with edited(path) as workbook:
        sheet = workbook["Put right"]
        row = next(r for r in range(1, 40) if '"rise"' in str(sheet.cell(r, 1).value))
        link = sheet.cell(row, 4).hyperlink
        assert link is not None
        assert link.location == "'Costs'!E32"
        sheet.cell(row, 8).value = "A second library opened."
    reading = read(PACK, gate, path)
    (finding,) = found(reading, "rise")
    assert finding.explanation is not None
    assert finding.explanation.text == "A second library opened."
    assert reading.verdict is Verdict.READY


def test_findings_of_the_rules_carry_sheet_and_cell(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, small_head(), {**TYPED, "costs.staff:r1.fte": "2000"})
    path = write(PACK, review, tmp_path / "r.xlsx", FileKind.CANDIDATE)
    (finding,) = found(read(PACK, gate, path), "range")
    sheet = costs(load_workbook(path))
    assert finding.sheet == "Costs"
    assert sheet[finding.cell].value == 2000


def test_a_pending_answer_that_was_put_right_in_the_file_counts(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, small_head(), {**TYPED, "costs.other": "tbc"})
    path = write(PACK, review, tmp_path / "p.xlsx", FileKind.CANDIDATE)
    assert answers_of(read(PACK, gate, path).review)[OTHER].state is State.PENDING
    type_into(path, "costs.other", 3, 12)
    assert answers_of(read(PACK, gate, path).review)[OTHER].value == 12


def test_a_readable_answer_stands_whatever_the_list_of_pending_ones_says(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, small_head(), {**TYPED, "costs.other": "tbc"})
    path = write(PACK, review, tmp_path / "p.xlsx", FileKind.CANDIDATE)
    type_into(path, "costs.other", 3, 12)
    with edited(path) as workbook:
        sheet = workbook["Sources and notes"]
        row = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "costs.other")
        assert sheet.cell(row, 8).value == "pending"
        sheet.cell(row, 5).value = "12"
    assert answers_of(read(PACK, gate, path).review)[OTHER].value == 12


def test_a_readable_answer_that_was_sent_out_as_pending_stays_so_until_it_is_changed(
    gate: Gate, path: Path, tmp_path: Path
) -> None:
    with edited(path) as workbook:
        swap(costs(workbook), "costs.outputs:loans", "costs.outputs:visits", range(1, 2))
    unsure = read(PACK, gate, path).review
    again = write(PACK, unsure, tmp_path / "again.xlsx", FileKind.CANDIDATE)
    assert answers_of(read(PACK, gate, again).review) == answers_of(unsure)
    type_into(again, "costs.other", 3, 12)
    assert answers_of(read(PACK, gate, again).review)[OTHER].value == 12
