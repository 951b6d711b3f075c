"""What goes wrong with the file itself and its form: rows 1 to 11 of the table, each by its number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories import workbooks as make
from factories.costs_file import DATA, FTE, LEAD, LOANS, row_of
from factories.review_files import answers_of, edited, found, properties, read, refuse, write
from msgspec import structs
from openpyxl import Workbook
from small_pack import PACK

from bvreview.framework.rules import Level
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.exchange.submission import FileKind, FileRefusal, Outcome
from bvreview.review.model import Review
from bvreview.settings import Person
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace
from samples.ole import ole_file
from submitted_files.kit import answer, asked, pack_with, put, questions, repacked, rules, take


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<html><table><tr><td>1</td></tr></table></html>", "web page"), (b"a,b\n1,2\n", "plain text")],
)
def test_row_01_a_page_or_text_named_xlsx_is_refused(
    gate: Gate, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    refusal = refuse(PACK, gate, tmp_path / "a.xlsx")
    assert (refusal.reason, "Excel workbook" in refusal.sentence) == (reason, True)


def test_row_02_a_password_is_refused_saying_how_to_take_it_out(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(ole_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    refusal = refuse(PACK, gate, tmp_path / "a.xlsx")
    assert (refusal.reason, "Protect Workbook" in refusal.sentence) == ("password", True)


def test_row_03_a_truncated_file_is_refused_with_its_size(gate: Gate, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    refusal = refuse(PACK, gate, path)
    assert (refusal.reason, "5,000 bytes" in refusal.sentence) == ("truncated", True)


def test_row_04_strict_open_xml_is_read_and_noted(
    gate: Gate, path: Path, tmp_path: Path, review: Review
) -> None:
    def strict(_name: str, data: bytes) -> bytes:
        pairs = {
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"spreadsheetml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/": b"officeDocument/",
        }
        for old, new in pairs.items():
            data = data.replace(old, b"http://purl.oclc.org/ooxml/" + new)
        return data

    reading = read(PACK, gate, repacked(path, tmp_path / "s.xlsx", strict))
    assert answers_of(reading.review) == answers_of(review)
    assert [f.found for f in found(reading, "file.format")] == ["strict"]


def test_row_05_an_old_excel_file_is_read_noted_and_asked_about_its_blanks(gate: Gate) -> None:
    reading = read(PACK, gate, DATA / "resaved.xls")
    assert answer(reading, LOANS).value == 100
    assert "cannot be seen" in found(reading, "file.format")[0].message
    more = structs.replace(PACK.sections[0].parts[0].fields[0], id="backup", label="Second lead")
    assert questions(asked(gate, DATA / "resaved.xls", pack_with(more))) == ["blanks", "new_questions"]


def test_row_06_an_opendocument_file_is_read_and_noted(gate: Gate) -> None:
    reading = read(PACK, gate, DATA / "resaved.ods")
    assert (answer(reading, LOANS).value, rules(reading)) == (Decimal(100), {"format"})


def test_row_07_macros_are_noted_and_never_run(gate: Gate, path: Path, tmp_path: Path) -> None:
    def with_macros(name: str, data: bytes) -> bytes:
        return data.replace(make.SHEET_TYPE.encode(), make.MACRO_TYPE.encode())

    reading = read(PACK, gate, repacked(path, tmp_path / "m.xlsm", with_macros))
    assert (answer(reading, LOANS).value, len(found(reading, "file.macros"))) == (Decimal(100), 1)


def test_row_08_a_file_without_names_and_with_a_summary_sheet_is_read_by_its_keys(
    gate: Gate, path: Path, review: Review
) -> None:
    with edited(path) as workbook:
        for name in list(workbook.defined_names):
            del workbook.defined_names[name]
        workbook.create_sheet("Export Summary", 0)["A1"] = "This document was exported from Numbers."
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert "extra_sheet" in rules(reading)


def test_row_09_an_older_form_is_read_by_field_id_with_a_list_of_what_is_new(gate: Gate, path: Path) -> None:
    new = structs.replace(PACK.sections[0].parts[0].fields[0], id="backup", label="Second lead")
    reading = asked(gate, path, pack_with(new))
    assert answer(reading, LOANS).value == 100
    (listed,) = found(reading, "file.new")
    assert "Second lead" in listed.message
    assert [f.address.field for f in found(reading, "required")] == ["backup"]


def test_row_09_the_new_questions_are_asked_about_once_and_may_stay_blank(tmp_path: Path, path: Path) -> None:
    new = [structs.replace(PACK.sections[0].parts[0].fields[0], id=f"b{n}", label=f"New {n}") for n in (1, 2)]
    with Workspace.open(tmp_path / "n.bvr", person=Person("A"), framework=pack_with(*new)) as workspace:
        (outcome,) = take(workspace, path)
        assert (outcome.outcome, [q.id for q in outcome.questions]) == (Outcome.QUESTION, ["new_questions"])
        assert "New 1; New 2" in outcome.reason
        (outcome,) = take(workspace, path, costs={"new_questions": "blank"})
        assert outcome.outcome is Outcome.IMPORTED
        assert Address("costs", "", "b1") not in workspace.review("r1").cells


@pytest.mark.parametrize(("name", "value"), [("template", "2"), ("framework_version", "7.1")])
def test_row_10_a_newer_form_is_refused_saying_which_version(
    gate: Gate, path: Path, name: str, value: str
) -> None:
    with edited(path) as workbook:
        properties(workbook)[f"bvr.{name}"].value = value
    assert ("7.1" if name != "template" else "0.1") in refuse(PACK, gate, path).sentence


def test_row_11_a_workbook_that_is_not_ours_is_refused(gate: Gate, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "Costs"
    workbook.save(tmp_path / "other.xlsx")
    assert refuse(PACK, gate, tmp_path / "other.xlsx").reason == "not ours"


def _renamed(path: Path, **headings: str) -> Path:
    """The table of staff with other headings and none of its names; the first two columns change places."""
    with edited(path) as workbook:
        for name in [n for n in workbook.defined_names if "staff" in n]:
            del workbook.defined_names[name]
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.staff:")
        for cell in sheet[row]:
            cell.value = headings.get(str(cell.value), cell.value)
        for line in range(row, row + 3):
            one, two = sheet.cell(line, 3), sheet.cell(line, 4)
            one.value, two.value = two.value, one.value
    return path


def test_row_11_columns_with_other_headings_are_asked_about_with_what_stands_in_them(
    gate: Gate, path: Path, review: Review
) -> None:
    _renamed(path, FTE="Posts", **{"Salary (£)": "Pay"})
    reading = read(PACK, gate, path)
    assert questions(reading) == ["column.costs.staff.fte", "column.costs.staff.salary"]
    first = reading.questions[0]
    assert [c.id for c in first.choices] == ["pay", "posts", "none", "no"]
    assert first.choices[0].words == "Pay (column C: 30000; 21000.25)"
    assert [c.id for c in reading.questions[1].choices] == ["posts", "pay", "none", "no"]
    answers = {"column.costs.staff.fte": "posts", "column.costs.staff.salary": "pay"}
    reading = asked(gate, path, PACK, **answers)
    assert (answers_of(reading.review), reading.question) == (answers_of(review), "")
    assert sorted(f.found for f in found(reading, "file.heading_changed")) == ["Pay", "Posts"]


def test_row_11_a_column_that_is_said_to_be_missing_is_pending(gate: Gate, path: Path) -> None:
    _renamed(path, FTE="Posts", **{"Salary (£)": "Pay"})
    answers = {"column.costs.staff.fte": "none", "column.costs.staff.salary": "pay"}
    reading = asked(gate, path, PACK, **answers)
    assert answer(reading, FTE).state is State.PENDING
    assert [f.level for f in found(reading, "file.field_missing")] == [Level.STOP]
    assert reading.question == "", "what is pending hides nothing"


def test_row_11_one_column_that_was_renamed_needs_no_question(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        for name in list(workbook.defined_names):
            del workbook.defined_names[name]
    reading = read(PACK, gate, put(path, "costs.staff:", 3, "Posts"))
    assert (answers_of(reading.review), reading.question) == (answers_of(review), "")


def test_row_11_what_was_said_of_the_columns_holds_for_the_next_file_of_the_form(
    workspace: Workspace, tmp_path: Path, review: Review
) -> None:
    answers = {"column.costs.staff.fte": "posts", "column.costs.staff.salary": "pay"}
    files = []
    for revision, lead in ((1, "Ann"), (2, "Bea")):
        head = replace(review.head, revision=revision)
        cells = {**review.cells, LEAD: Cell(LEAD, Answer(lead))}
        path = tmp_path / f"f{revision}.xlsx"
        write(PACK, replace(review, head=head, cells=cells), path, FileKind.CANDIDATE)
        files.append(_renamed(path, FTE="Posts", **{"Salary (£)": "Pay"}))
    assert take(workspace, files[0])[0].outcome is Outcome.QUESTION
    assert take(workspace, files[0], f1=answers)[0].outcome is Outcome.IMPORTED
    (outcome,) = take(workspace, files[1])
    assert (outcome.outcome, outcome.changed) == (Outcome.REPLACED, 1)
    last = workspace.submissions()[-1]
    assert {name: a["answer"] for name, a in last.asked.items()} == answers


def test_a_refusal_is_a_value(gate: Gate, tmp_path: Path) -> None:
    assert isinstance(refuse(PACK, gate, tmp_path / "absent.xlsx"), FileRefusal)
