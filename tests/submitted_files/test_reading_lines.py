"""Rows and columns that were put in, sorted, copied or taken out: each answer stays with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from factories.costs_file import FTE, LOANS, OTHER, row_of
from factories.review_files import answers_of, edited, found, read, write
from small_pack import PACK

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.writer import write_review
from submitted_files.kit import costs, fill_spare, spare_rows, swap


def test_an_inserted_row_without_a_key_is_a_new_row(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        row = row_of(sheet, "costs.staff:r2")
        sheet.insert_rows(row)
        for column, value in ((2, "Manager"), (3, 1), (4, 50000)):
            sheet.cell(row, column).value = value
    review = read(PACK, gate, path).review
    first, new, last = review.rows["costs.staff"]
    assert (first, last) == ("r1", "r2")
    assert review.cells[Address("costs", f"staff:{new}", "grade")].answer.value == "Manager"
    assert review.cells[OTHER].answer.value == Decimal("1234.56")


def test_a_spare_row_that_is_filled_further_stays_the_same_row(gate: Gate, path: Path) -> None:
    fill_spare(path, 1, grade="Clerk")
    first = read(PACK, gate, path).review.rows["costs.staff"]
    fill_spare(path, 0, grade="Manager")
    fill_spare(path, 1, grade="Senior clerk", fte=2)
    reading = read(PACK, gate, path)
    assert (len(first), first) == (3, (*first[:2], reading.review.rows["costs.staff"][3]))
    assert len(set(reading.review.rows["costs.staff"])) == 4
    assert reading.review.cells[Address("costs", f"staff:{first[2]}", "fte")].answer.value == 2
    assert found(reading, "file.unknown_row") == []


def test_a_spare_row_keeps_its_key_when_it_is_sent_out_again(gate: Gate, path: Path, tmp_path: Path) -> None:
    fill_spare(path, 0, grade="Clerk")
    review = read(PACK, gate, path).review
    again = write(PACK, review, tmp_path / "again.xlsx", FileKind.CANDIDATE)
    assert read(PACK, gate, again).review.rows == review.rows


def test_spare_rows_of_two_files_never_share_a_key(
    gate: Gate, path: Path, review: Review, tmp_path: Path
) -> None:
    other = tmp_path / "later.xlsx"
    write_review(PACK, review, other, kind=FileKind.CANDIDATE, written="2010-09-20T09:00:00Z")
    keys = []
    for file in (path, other):
        fill_spare(file, 0, grade="Clerk")
        keys.append(read(PACK, gate, file).review.rows["costs.staff"][2])
    assert keys[0] != keys[1]


def test_spare_rows_without_a_key_of_their_own_are_known_by_what_they_hold(gate: Gate, path: Path) -> None:
    keys = []
    for grade in ("Manager", "Clerk"):
        with edited(path) as workbook:
            sheet = costs(workbook)
            row = (spare_rows(sheet) or [0])[0]
            sheet.cell(row, 1).value, sheet.cell(row, 2).value = "costs.staff:+", grade
        keys.append(read(PACK, gate, path).review.rows["costs.staff"][2])
    assert keys[0] != keys[1]
    assert read(PACK, gate, path).review.rows["costs.staff"][2] == keys[1]


def test_a_filled_spare_row_copied_with_its_key_is_a_new_row(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        first = spare_rows(sheet)[0]
        sheet.cell(first + 1, 1).value = sheet.cell(first, 1).value
        for row in (first, first + 1):
            sheet.cell(row, 2).value = "Clerk"
    reading = read(PACK, gate, path)
    assert len(set(reading.review.rows["costs.staff"])) == 4


def test_sorted_rows_keep_their_keys(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        swap(costs(workbook), "costs.staff:r1", "costs.staff:r2", range(1, 6))
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert reading.review.rows["costs.staff"] == ("r2", "r1")


def test_sorted_rows_of_a_form_are_found_by_key_and_label(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        swap(costs(workbook), "costs.lead", "costs.other", range(1, 7))
    assert answers_of(read(PACK, gate, path).review) == answers_of(review)


def test_a_deleted_row_is_gone(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        sheet.delete_rows(row_of(sheet, "costs.staff:r1"))
    review = read(PACK, gate, path).review
    assert review.rows["costs.staff"] == ("r2",)
    assert review.cells[LOANS].answer.value == 100


def test_keys_sorted_apart_from_their_rows_stop_the_section(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        swap(costs(workbook), "costs.outputs:loans", "costs.outputs:visits", range(1, 2))
    reading = read(PACK, gate, path)
    assert [f.rule for f in reading.findings if f.level is Level.STOP] == ["file.keys_moved"]
    assert {a.state for a in answers_of(reading.review).values()} == {State.PENDING}
    assert answers_of(reading.review)[FTE].raw == "2.5"


def test_an_unknown_key_in_a_fixed_table_is_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        row = row_of(sheet, "costs.outputs:visits")
        sheet.cell(row, 1).value = "costs.outputs:films"
        sheet.cell(row, 2).value = "Films"
        sheet.cell(row, 3).value = 7
    reading = read(PACK, gate, path)
    assert "costs.outputs:films" not in str(list(reading.review.cells))
    assert "hold answers" in reading.question


def test_a_row_of_a_table_copied_with_its_key_is_a_new_row(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        row = spare_rows(sheet)[0]
        for column, value in ((1, "costs.staff:r1"), (2, "Clerk")):
            sheet.cell(row, column).value = value
    reading = read(PACK, gate, path)
    assert len(found(reading, "file.row_repeated")) == 1
    assert len(reading.review.rows["costs.staff"]) == 3


def test_inserted_columns_are_followed(gate: Gate, path: Path, review: Review) -> None:
    """Names are dropped as well: only the headings still say which column is which."""
    with edited(path) as workbook:
        for name in list(workbook.defined_names):
            del workbook.defined_names[name]
        sheet = costs(workbook)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_cols(3)
    assert answers_of(read(PACK, gate, path).review) == answers_of(review)


def test_a_retyped_heading_is_found_by_its_name_and_noted(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        sheet.cell(row_of(sheet, "costs.staff:"), 3).value = "Whole-time equivalents"
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    (note,) = found(reading, "file.heading_changed")
    assert note.cell.startswith("C")


def test_without_keys_and_names_titles_and_labels_lead_the_way(
    gate: Gate, path: Path, review: Review
) -> None:
    """What Numbers or a copy by hand leaves: visible text only."""
    with edited(path) as workbook:
        for name in list(workbook.defined_names):
            del workbook.defined_names[name]
        sheet = costs(workbook)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None
    reading = read(PACK, gate, path)
    assert len(found(reading, "file.keys_missing")) == 1
    fixed = {a: v for a, v in answers_of(review).items() if a.part != "staff"}
    assert {a: v for a, v in answers_of(reading.review).items() if a.part != "staff"} == fixed
    lines = [a.value for a in answers_of(reading.review).values() if isinstance(a.value, str)]
    assert {"Probation officer, Tŷ Cŵn", "=1+1"} <= set(lines)


def test_merged_answers_are_noted(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        row = row_of(sheet, "costs.staff:r1")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)
    reading = read(PACK, gate, path)
    assert len(found(reading, "file.merged")) == 1
    assert Address("costs", "staff:r2", "fte") not in reading.review.cells
