"""The marked return: the sender's figures come back equal, each open finding at its cell, nothing added."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from factories.review_files import answers_of, edited, found, read, write
from openpyxl import load_workbook
from small_pack import PACK, small_head

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind, FileReading
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.marked import write_return
from bvreview.workbook.remark_marks import MARK, own_words

TYPED = {
    "costs.lead": "J Hughes",
    "costs.other": "see the attached sheet",
    "costs.staff:r1.grade": "=1+1",
    "costs.staff:r1.fte": "2000",
    "costs.staff:r1.salary": "30000",
    "costs.outputs:loans.q1": "100",
    "costs.outputs:loans.q2": "110",
    "costs.outputs:loans.last": "20",
}
FTE = Address("costs", "staff:r1", "fte")
OTHER = Address("costs", "", "other")


@pytest.fixture
def sent(gate: Gate, tmp_path: Path) -> FileReading:
    review = build_review(PACK, small_head(), TYPED)
    return read(PACK, gate, write(PACK, review, tmp_path / "sent.xlsx", FileKind.CANDIDATE))


@pytest.fixture
def path(sent: FileReading, tmp_path: Path) -> Path:
    given = tmp_path / "return.xlsx"
    write_return(PACK, sent.review, given, findings=sent.findings, written="2010-06-01T09:00:00Z")
    return given


def test_the_figures_come_back_equal_as_the_next_revision(gate: Gate, sent: FileReading, path: Path) -> None:
    again = read(PACK, gate, path)
    assert answers_of(again.review) == answers_of(sent.review)
    assert answers_of(again.review)[OTHER].state is State.PENDING
    assert again.review.rows == sent.review.rows
    assert again.review.head.revision == sent.review.head.revision + 1
    assert again.question == ""
    assert found(again, "file.comment") == []


def test_each_open_finding_is_marked_and_said_at_its_cell_and_listed_with_a_link(
    gate: Gate, sent: FileReading, path: Path
) -> None:
    book = load_workbook(path)
    sheet = book["Costs"]
    marked = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    wanted = {f.cell for f in sent.findings if f.is_open and f.cell}
    assert wanted <= set(marked)
    assert len(wanted) >= 3
    (too_many,) = found(sent, "range")
    assert marked[too_many.cell].startswith(f"{MARK} Put right: ")
    assert too_many.message in marked[too_many.cell]
    assert sheet[too_many.cell].fill.fgColor.rgb != sheet["C6"].fill.fgColor.rgb
    coloured = {
        c.coordinate
        for row in sheet.iter_rows()
        for c in row
        if c.fill.fgColor.rgb == sheet[too_many.cell].fill.fgColor.rgb
    }
    assert coloured <= set(marked)
    links = {c.hyperlink.location for row in book["Put right"].iter_rows() for c in row if c.hyperlink}
    assert f"'Costs'!{too_many.cell}" in links


def test_what_the_sender_corrects_and_writes_under_our_comment_comes_back(gate: Gate, path: Path) -> None:
    with edited(path) as book:
        sheet = book["Costs"]
        (cell,) = (c for row in sheet.iter_rows() for c in row if c.value == 2000)
        cell.value = 2
        assert cell.comment
        cell.comment.text += "\nIt was a slip."
    again = read(PACK, gate, path)
    answer = answers_of(again.review)[FTE]
    assert (answer.value, answer.note) == (Decimal(2), "It was a slip.")
    assert found(again, "range") == []


def test_a_comment_of_a_person_is_theirs_and_ours_is_not() -> None:
    assert own_words("from payroll\nin May") == "from payroll\nin May"
    assert own_words(f"{MARK} Put right: it.") == ""
    assert own_words(f"{MARK}:\n{MARK} Put right: it.\nDone.") == "Done."


def test_the_same_return_has_the_same_bytes(sent: FileReading, path: Path, tmp_path: Path) -> None:
    write_return(
        PACK, sent.review, tmp_path / "b.xlsx", findings=sent.findings, written="2010-06-01T09:00:00Z"
    )
    assert path.read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_notes_are_listed_and_not_marked(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, small_head(), {**TYPED, "costs.staff:r1.fte": "2"})
    file = write(PACK, review, tmp_path / "n.xlsx", FileKind.CANDIDATE)
    with edited(file) as book:
        (cell,) = (c for row in book["Costs"].iter_rows() for c in row if c.value == 30000)
        cell.value = "30,000"
    reading = read(PACK, gate, file)
    (note,) = found(reading, "file.read_as")
    assert note.level is Level.NOTE
    write_return(PACK, reading.review, tmp_path / "r.xlsx", findings=reading.findings)
    assert load_workbook(tmp_path / "r.xlsx")["Costs"][note.cell].comment is None
