"""What goes wrong with sheets, rows and columns: rows 17 to 25 of the table, each by its number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from factories.costs_file import FTE, LOANS, OTHER, row_of
from factories.review_files import answers_of, edited, found, read
from small_pack import PACK

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.findings import Verdict
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace
from submitted_files.kit import answer, put, questions, rules, take


def test_row_17_renamed_is_noted_and_a_copy_with_other_values_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        copy = workbook.copy_worksheet(workbook["Costs"])
        copy.cell(row_of(copy, "costs.other"), 3).value = 99
    reading = read(PACK, gate, path)
    assert (questions(reading), answer(reading, OTHER).value) == (
        ["sheet_copied.Costs Copy"],
        Decimal("1234.56"),
    )
    with edited(path) as workbook:
        del workbook["Costs Copy"]
        workbook["Costs"].title = "Ours"
    reading = read(PACK, gate, path)
    assert ("sheet_renamed" in rules(reading), reading.question) == (True, "")


def test_row_18_a_deleted_sheet_stops_its_section_and_its_answers_are_pending(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        del workbook["Costs"]
    reading = read(PACK, gate, path)
    assert [f.rule for f in reading.findings if f.level is Level.STOP] == ["file.sheet_missing"]
    assert reading.verdict is Verdict.PUT_RIGHT
    assert {a.state for a in answers_of(reading.review).values()} == {State.PENDING}


def test_row_19_an_extra_sheet_is_noted_and_its_text_kept(workspace: Workspace, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook.create_sheet("Workings")
        sheet["A1"], sheet["B1"], sheet["A2"] = "Rent", 1200, "as of May"
    (outcome,) = take(workspace, path)
    assert [f.sheet for f in outcome.findings if f.rule == "file.extra_sheet"] == ["Workings"]
    (submission,) = workspace.submissions()
    assert submission.attached == {"Workings": "Rent\t1200\nas of May"}


def test_row_20_what_is_hidden_and_holds_answers_is_read_and_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        workbook["Costs"].sheet_state = "veryHidden"
    reading = read(PACK, gate, path)
    assert (answer(reading, LOANS).value, questions(reading)) == (Decimal(100), ["hidden.Costs"])


def test_row_21_a_filter_is_noted_and_every_row_read(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.staff:")
        sheet.auto_filter.ref = f"B{row}:E{row + 2}"
        sheet.row_dimensions[row + 1].hidden = True
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.filter")) == 1
    assert reading.question == ""


# rows and columns


def test_row_22_a_row_without_a_key_is_new_and_an_unknown_key_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.staff:r2")
        sheet.insert_rows(row)
        for column, value in ((2, "Manager"), (3, 1), (4, 50000)):
            sheet.cell(row, column).value = value
    reading = read(PACK, gate, path)
    assert len(reading.review.rows["costs.staff"]) == 3
    put(path, "costs.outputs:visits", 3, 7)
    put(path, "costs.outputs:visits", 1, "costs.outputs:films")
    assert questions(read(PACK, gate, path)) == ["other_rows.costs.outputs"]


def test_row_23_a_retyped_heading_is_followed(gate: Gate, path: Path, review: Review) -> None:
    reading = read(PACK, gate, put(path, "costs.staff:", 3, "Whole-time equivalents"))
    assert answers_of(reading.review) == answers_of(review)
    assert "heading_changed" in rules(reading)


def test_row_24_keys_sorted_apart_stop_the_sheet(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        one, two = (sheet.cell(row_of(sheet, f"costs.outputs:{k}"), 1) for k in ("loans", "visits"))
        one.value, two.value = two.value, one.value
    reading = read(PACK, gate, path)
    assert [f.rule for f in reading.findings if f.level is Level.STOP] == ["file.keys_moved"]
    assert {a.state for a in answers_of(reading.review).values()} == {State.PENDING}


def test_row_25_of_merged_cells_the_first_counts(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.staff:r1")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)
    reading = read(PACK, gate, path)
    assert answer(reading, FTE).value == Decimal("2.5")
    assert Address("costs", "staff:r2", "fte") not in answers_of(reading.review)
    assert "merged" in rules(reading)
