"""What stands in the cells: numbers and dates as text, errors, totals typed over, states, notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from factories.costs_file import FTE, OTHER, row_of, type_into
from factories.review_files import answers_of, edited, found, read
from openpyxl.comments import Comment
from small_pack import PACK

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, State
from bvreview.review.exchange.questions import Seen
from bvreview.workbook.gate.gate import Gate
from submitted_files.kit import costs


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
