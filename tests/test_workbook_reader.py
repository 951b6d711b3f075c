"""What goes wrong with submitted files, a test a row: what is read, asked, stopped or noted."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from factories.costs_file import (
    DATA,
    FTE,
    LOANS,
    OTHER,
    TYPED,
    costs_review,
    row_of,
    type_into,
    write_candidate,
)
from factories.review_files import answers_of, edited, found, properties, read, refuse, write
from msgspec import structs
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from small_pack import PACK, small_head

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.evidence import Evidence
from bvreview.review.examples import build_review
from bvreview.review.exchange.questions import Seen
from bvreview.review.exchange.submission import FileKind, FileReading
from bvreview.review.findings import Verdict
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.reader import Reader, version_order
from bvreview.workbook.writer import write_review


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate() as opened:
        yield opened


@pytest.fixture
def review() -> Review:
    return costs_review()


@pytest.fixture
def path(tmp_path: Path, review: Review) -> Path:
    return write_candidate(review, tmp_path / "costs.xlsx")


def costs(workbook: Workbook) -> Worksheet:
    sheet: Worksheet = workbook["Costs"]
    return sheet


def notes(gate: Gate, path: Path, rule: str) -> int:
    return len(found(read(PACK, gate, path), rule))


# identity (9-13)


def test_a_workbook_that_is_not_ours_is_refused(gate: Gate, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "Costs"  # type: ignore[index]
    workbook.save(tmp_path / "other.xlsx")
    assert refuse(PACK, gate, tmp_path / "other.xlsx").reason == "not ours"


def test_what_the_gate_refuses_is_refused_with_its_sentence(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "page.xlsx").write_text("<html><table></table></html>")
    refusal = refuse(PACK, gate, tmp_path / "page.xlsx")
    assert refusal.reason == "web page"
    assert "save it as an Excel workbook" in refusal.sentence


@pytest.mark.parametrize(
    ("name", "value", "reason", "said"),
    [
        ("template", "2", "newer", "0.1"),
        ("framework_version", "1.10", "newer pack", "version 1.10"),
        ("framework", "schools", "other pack", "schools"),
        ("period", "last year", "identity", "period"),
    ],
)
def test_a_newer_or_foreign_file_is_refused_saying_what_is_needed(
    gate: Gate, path: Path, name: str, value: str, reason: str, said: str
) -> None:
    with edited(path) as workbook:
        properties(workbook)[f"bvr.{name}"].value = value
    refusal = refuse(PACK, gate, path)
    assert refusal.reason == reason
    assert said in refusal.sentence


def test_an_older_pack_version_is_read_and_said(gate: Gate, tmp_path: Path, review: Review) -> None:
    old = structs.replace(PACK, version="0.9")
    older = replace(review, head=replace(review.head, framework_version="0.9"))
    path = write(old, older, tmp_path / "old.xlsx")
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.older")) == 1
    assert version_order("1.10") > version_order("1.9") > version_order("0.9")


def test_a_question_that_an_older_file_could_not_have_is_a_note(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows():
                if row[0].value in ("bvr.framework_version", "costs.lead"):
                    row[2].value = "0.9" if row[0].value != "costs.lead" else None
                if row[0].value == "costs.lead":
                    row[0].value = None
        del workbook.defined_names["bvr.costs.lead"]
        properties(workbook)["bvr.framework_version"].value = "0.9"
    missing = found(read(PACK, gate, path), "file.field_missing")
    assert [f.level for f in missing] == [Level.NOTE]


def test_without_document_properties_the_visible_sheet_says_who_it_is(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        for name in list(properties(workbook).names):
            del properties(workbook)[name]
    reading = read(PACK, gate, path)
    assert reading.review.head == small_head()
    assert len(found(reading, "file.identity")) == 1


def test_a_file_with_only_the_name_changed_is_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "elsewhere"
    reading = read(PACK, gate, path)
    assert "elsewhere" in reading.question
    assert reading.review.head.organisation == "aber"


def test_an_organisation_that_the_pack_does_not_know_is_asked_about(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    stranger = replace(review, head=replace(review.head, organisation="atlantis"))
    reading = read(PACK, gate, write(PACK, stranger, tmp_path / "a.xlsx"))
    assert '"atlantis"' in reading.question


# sheets (17-21)


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


def test_a_deleted_sheet_stops_its_section_and_the_rest_enters(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        del workbook["Costs"]
    reading = read(PACK, gate, path)
    (stop,) = [f for f in reading.findings if f.level is Level.STOP]
    assert stop.rule == "file.sheet_missing"
    assert reading.verdict is Verdict.PUT_RIGHT
    assert {a.state for a in answers_of(reading.review).values()} == {State.PENDING}


def test_an_extra_sheet_is_noted(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        workbook.create_sheet("Workings")["A1"] = 5
    (note,) = found(read(PACK, gate, path), "file.extra_sheet")
    assert note.sheet == "Workings"


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


def test_a_filter_is_noted_and_all_rows_are_read(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        row = row_of(sheet, "costs.staff:")
        sheet.auto_filter.ref = f"B{row}:E{row + 2}"
        sheet.row_dimensions[row + 1].hidden = True
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.filter")) == 1
    assert reading.question == ""


# rows and columns (22-25)


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


def spare_rows(sheet: Worksheet) -> list[int]:
    rows = range(1, sheet.max_row + 1)
    return [row for row in rows if str(sheet.cell(row, 1).value).startswith("costs.staff:+")]


def fill_spare(path: Path, ordinal: int, **values: object) -> None:
    """Fill in one of the spare rows of the staff."""
    with edited(path) as workbook:
        sheet = costs(workbook)
        for column, value in zip((2, 3, 4), values.values(), strict=False):
            sheet.cell(spare_rows(sheet)[ordinal], column).value = value  # type: ignore[assignment]


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
        _swap(costs(workbook), "costs.staff:r1", "costs.staff:r2", range(1, 6))
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert reading.review.rows["costs.staff"] == ("r2", "r1")


def test_sorted_rows_of_a_form_are_found_by_key_and_label(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        _swap(costs(workbook), "costs.lead", "costs.other", range(1, 7))
    assert answers_of(read(PACK, gate, path).review) == answers_of(review)


def test_a_deleted_row_is_gone(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        sheet.delete_rows(row_of(sheet, "costs.staff:r1"))
    review = read(PACK, gate, path).review
    assert review.rows["costs.staff"] == ("r2",)
    assert review.cells[LOANS].answer.value == 100


def _swap(sheet: Worksheet, first: str, second: str, columns: range) -> None:
    rows = row_of(sheet, first), row_of(sheet, second)
    for column in columns:
        one, two = sheet.cell(rows[0], column), sheet.cell(rows[1], column)
        kinds = two.data_type, one.data_type
        one.value, two.value = two.value, one.value
        one.data_type, two.data_type = kinds  # a text that looks like a formula stays a text


def test_keys_sorted_apart_from_their_rows_stop_the_section(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        _swap(costs(workbook), "costs.outputs:loans", "costs.outputs:visits", range(1, 2))
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


# what stands in the cells (26-43)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234", "1234"), ("£12", "12"), ("(34)", "-34"), ("1 234", "1234"),
        ("\u22125", "-5"), ("12 (est)", "12"),
    ],
)  # fmt: skip
def test_numbers_as_text_are_read_and_listed(gate: Gate, path: Path, typed: str, value: str) -> None:
    cell = type_into(path, "costs.other", 3, typed)
    reading = read(PACK, gate, path)
    assert answers_of(reading.review)[OTHER].value == Decimal(value)
    (note,) = found(reading, "file.read_as")
    assert (note.sheet, note.cell, note.level) == ("Costs", cell, Level.NOTE)
    assert note.found == typed


def test_a_decimal_comma_is_asked_once_a_file(gate: Gate, path: Path) -> None:
    type_into(path, "costs.other", 3, "12,50")
    type_into(path, "costs.staff:r1", 3, "2,5")
    reading = read(PACK, gate, path)
    assert reading.question.count("decimal comma") == 1
    assert {answers_of(reading.review)[a].state for a in (OTHER, FTE)} == {State.PENDING}


def test_a_question_lists_the_first_cells_that_it_is_about_and_how_many_more(gate: Gate, path: Path) -> None:
    first = type_into(path, "costs.other", 3, "12,50")
    type_into(path, "costs.staff:r1", 3, "2,5")
    (question,) = read(PACK, gate, path).questions
    assert {(one.sheet, one.found) for one in question.seen} == {("Costs", "12,50"), ("Costs", "2,5")}
    assert f"Costs {first}: 12,50" in question.whole
    many = replace(question, seen=tuple(Seen("Costs", f"C{n}", "2,5") for n in range(1, 9)))
    assert many.whole.endswith("Costs C5: 2,5; and 3 more.")


def test_a_word_in_a_number_cell_is_pending_with_one_stop_at_its_cell(gate: Gate, path: Path) -> None:
    cell = type_into(path, "costs.other", 3, "about twelve")
    reading = read(PACK, gate, path)
    (stop,) = [f for f in reading.findings if f.level is Level.STOP]
    assert (stop.rule, stop.sheet, stop.cell, stop.found) == (
        "file.unreadable",
        "Costs",
        cell,
        "about twelve",
    )


def test_text_dates_are_read_day_first_and_asked_about_when_nothing_proves_it(gate: Gate, path: Path) -> None:
    type_into(path, "costs.begun", 3, "03/04/2009")
    reading = read(PACK, gate, path)
    assert answers_of(reading.review)[Address("costs", "", "begun")].value == date(2009, 4, 3)
    assert "day first" in reading.question
    type_into(path, "costs.ended", 3, "25/04/2009")
    assert read(PACK, gate, path).question == ""


def test_true_dates_are_dates(gate: Gate, path: Path) -> None:
    type_into(path, "costs.begun", 3, datetime(2010, 5, 31))
    reading = read(PACK, gate, path)
    assert answers_of(reading.review)[Address("costs", "", "begun")].value == date(2010, 5, 31)


def test_a_formula_without_a_value_that_is_not_simple_is_a_stop(gate: Gate, path: Path) -> None:
    cell = type_into(path, "costs.other", 3, '=INDIRECT("A1")')
    (stop,) = [f for f in read(PACK, gate, path).findings if f.level is Level.STOP]
    assert (stop.rule, stop.cell) == ("file.no_value", cell)


def test_an_error_is_a_stop_and_never_a_blank(gate: Gate, path: Path) -> None:
    cell = type_into(path, "costs.other", 3, "#REF!")
    reading = read(PACK, gate, path)
    (stop,) = [f for f in reading.findings if f.level is Level.STOP]
    assert (stop.rule, stop.cell, stop.found) == ("file.error_cell", cell, "#REF!")
    assert answers_of(reading.review)[OTHER].state is State.PENDING


def test_a_total_typed_over_asks_for_an_explanation(gate: Gate, path: Path) -> None:
    cell = type_into(path, "costs.whole", 3, 99)
    (finding,) = found(read(PACK, gate, path), "file.result_differs")
    assert (finding.level, finding.cell, finding.found) == (Level.EXPLAIN, cell, "£99")
    assert "£76,234.56" in finding.message


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (0, State.GIVEN), ("n/a", State.NOT_APPLICABLE), ("*", State.SUPPRESSED),
        ("Not collected", State.NOT_COLLECTED), ("tbc", State.PENDING),
    ],
)  # fmt: skip
def test_words_for_states_are_distinct_and_blank_is_none_of_them(
    gate: Gate, path: Path, typed: object, state: State
) -> None:
    type_into(path, "costs.other", 3, typed)
    assert answers_of(read(PACK, gate, path).review)[OTHER].state is state
    type_into(path, "costs.other", 3, None)
    assert OTHER not in answers_of(read(PACK, gate, path).review)


def test_a_near_match_of_a_list_is_read(gate: Gate, path: Path) -> None:
    type_into(path, "costs.colours", 3, "DARK RED ;sea green")
    colours = answers_of(read(PACK, gate, path).review)[Address("costs", "", "colours")]
    assert colours.value == ("red", "sea_green")


def test_comments_become_notes(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = costs(workbook)
        sheet.cell(row_of(sheet, "costs.staff:r1"), 3).comment = Comment("from payroll", "A")
        sheet["B1"].comment = Comment("well done", "A")
    reading = read(PACK, gate, path)
    assert answers_of(reading.review)[FTE].note == "from payroll"
    assert [f.found for f in found(reading, "file.comment")] == ["from payroll", "well done"]


def test_a_locked_cell_that_was_changed_is_named(gate: Gate, path: Path) -> None:
    cell = type_into(path, "costs.staff:#title", 2, "Staff and volunteers")
    (note,) = found(read(PACK, gate, path), "file.locked_changed")
    assert (note.cell, note.found) == (cell, "Staff and volunteers")


def test_numbers_that_identify_a_person_are_asked_about(gate: Gate, path: Path) -> None:
    type_into(path, "costs.lead", 3, "AB123456C is on the team")
    assert "identify a person" in read(PACK, gate, path).question


def test_control_characters_and_line_ends_are_cleaned(gate: Gate, path: Path) -> None:
    type_into(path, "costs.lead", 3, "one\r\ntwo\tthree")
    lead = answers_of(read(PACK, gate, path).review)[Address("costs", "", "lead")]
    assert lead.value == "one\ntwo three"


# after the file was frozen (45), explanations, sources


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
        _swap(costs(workbook), "costs.outputs:loans", "costs.outputs:visits", range(1, 2))
    unsure = read(PACK, gate, path).review
    again = write(PACK, unsure, tmp_path / "again.xlsx", FileKind.CANDIDATE)
    assert answers_of(read(PACK, gate, again).review) == answers_of(unsure)
    type_into(again, "costs.other", 3, 12)
    assert answers_of(read(PACK, gate, again).review)[OTHER].value == 12


# formats and other programs (4-8, 32, 38)


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


def test_strict_open_xml_is_read_and_noted(gate: Gate, path: Path, tmp_path: Path, review: Review) -> None:
    strict = _repacked(path, tmp_path / "strict.xlsx", _to_strict)
    reading = read(PACK, gate, strict)
    assert answers_of(reading.review) == answers_of(review)
    assert [f.found for f in found(reading, "file.format")] == ["strict"]


def _to_strict(name: str, data: bytes) -> bytes:
    purl = b"http://purl.oclc.org/ooxml/"
    for old, new in (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", purl + b"spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", purl + b"officeDocument/"),
    ):
        data = data.replace(old, new)
    return data


def _repacked(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_macros_and_links_are_noted_and_never_followed(gate: Gate, path: Path) -> None:
    raw = gate.read(path)
    assert isinstance(raw, RawWorkbook)
    with_both = replace(raw, has_macros=True, external_links=("http://example.org/x.xlsx",))
    reading = Reader(PACK).read(with_both, "x.xlsm")
    rules = [f.rule for f in getattr(reading, "findings", ())]
    assert rules.count("file.macros") == rules.count("file.link") == 1


def test_the_1904_system_gives_the_same_days(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        workbook.epoch = datetime(1904, 1, 1)
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.date1904")) == 1


# tampering (reliability.md, figure 17)


def test_a_changed_explanation_of_a_submission_is_named(gate: Gate, tmp_path: Path) -> None:
    jump = build_review(PACK, small_head(), {**TYPED, "costs.outputs:loans.last": "20"})
    path = write(PACK, jump, tmp_path / "e.xlsx", FileKind.SUBMISSION)
    with edited(path) as workbook:
        sheet = workbook["Put right"]
        row = next(r for r in range(1, 40) if '"rise"' in str(sheet.cell(r, 1).value))
        sheet.cell(row, 8).value = "Because."
    (changed,) = found(read(PACK, gate, path), "file.changed")
    assert changed.sheet == "Put right"


def test_every_changed_cell_of_a_submission_is_named_or_read_as_it_was(
    gate: Gate, tmp_path: Path, review: Review, deep: bool
) -> None:
    """One cell of a section after the other: its figure, our words, a key, a heading, a total."""
    path = write(PACK, review, tmp_path / "whole.xlsx", FileKind.SUBMISSION)
    assert not _is_remarked_on(gate, path)
    sheet = costs(load_workbook(path))
    cells = [c.coordinate for row in sheet.iter_rows() for c in row if c.value is not None]
    chosen = cells if deep else random.Random(3).sample(cells, 40)
    for name in chosen:
        assert _is_remarked_on(gate, _tampered(path, tmp_path / "t.xlsx", name)), (name, sheet[name].value)


def _tampered(path: Path, target: Path, name: str) -> Path:
    workbook = load_workbook(path)
    cell: Any = costs(workbook)[name]
    cell.value = cell.value + 1 if isinstance(cell.value, int | float) else f"{cell.value}x"
    if cell.data_type == "f":
        cell.value = 987654
    workbook.save(target)
    return target


def _is_remarked_on(gate: Gate, path: Path) -> bool:
    return _says_something(read(PACK, gate, path))


@pytest.mark.counts(50, 100_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_damaged_submission_is_refused_named_or_the_same(
    gate: Gate, tmp_path: Path, review: Review, seeds: range
) -> None:
    """Random damage inside the parts of the package (reliability.md, figure 14)."""
    of = next(iter(review.cells))
    listed = {"e1": Evidence("e1", "Minutes", "B 12/09", date(2010, 3, 4)), "e2": Evidence("e2", "Ledger")}
    review = replace(review, evidence=listed, links={of: ("e1", "e2")})
    path = write(PACK, review, tmp_path / "whole.xlsx", FileKind.SUBMISSION)
    reader = Reader(PACK)
    sent = said_in(read(PACK, gate, path).review)
    for seed in seeds:
        dice = random.Random(seed)
        with zipfile.ZipFile(path) as package:
            part = dice.choice([n for n in package.namelist() if n.endswith((".xml", ".rels"))])
        damaged = _repacked(path, tmp_path / "d.xlsx", partial(_damage_one, part, dice))
        outcome = reader.read(gate.read(damaged), "d.xlsx")
        if isinstance(outcome, FileReading) and not _says_something(outcome):
            assert said_in(outcome.review) == sent, (seed, part)


def said_in(review: Review) -> tuple[object, ...]:
    explained = {key: (e.found, e.text) for key, e in review.explanations.items()}
    return answers_of(review), dict(review.rows), explained, review.evidence, dict(review.links)


@pytest.mark.parametrize(("key", "column"), [('"e1","",', 3), ('"e2","",', 2), ('"e2","costs', 8)])
def test_changed_evidence_of_a_submission_is_named(
    gate: Gate, tmp_path: Path, review: Review, key: str, column: int
) -> None:
    listed = {n: Evidence(n, title) for n, title in (("e1", "Minutes"), ("e2", "Ledger"))}
    of = next(iter(review.cells))
    path = write(PACK, replace(review, evidence=listed, links={of: ("e1", "e2")}), tmp_path / "e.xlsx")
    with edited(path) as workbook:
        sheet = workbook["Evidence for answers"]
        row = next(r for r in range(1, 40) if key in str(sheet.cell(r, 1).value))
        sheet.cell(row, column).value = None if sheet.cell(row, column).value else "Changed"
    (changed,) = found(read(PACK, gate, path), "file.changed")
    assert (changed.sheet, changed.level) == ("Evidence for answers", Level.STOP)


def _damage_one(part: str, dice: random.Random, name: str, data: bytes) -> bytes:
    return _damage(data, dice) if name == part else data


def _damage(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    match dice.randrange(4):
        case 0:
            return data[:at] + bytes([dice.randrange(32, 127)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + dice.randrange(1, 40) :]
        case 2:
            return data[:at] + data[at - 30 : at] + data[at:]
        case _:
            digits = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
            at = dice.choice(digits) if digits else at
            return data[:at] + bytes([48 + dice.randrange(10)]) + data[at + 1 :]


def _says_something(reading: FileReading) -> bool:
    return bool(reading.question) or any(f.rule.startswith("file.") for f in reading.findings)
