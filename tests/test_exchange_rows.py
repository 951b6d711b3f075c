"""The table of what goes wrong with submitted files: each row on a file of that kind, by its number."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from factories import workbooks as make
from factories.costs_file import (
    BEGUN,
    DATA,
    FTE,
    LEAD,
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
from small_pack import PACK, small_head

from bvreview import documents, work
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Kind, Part
from bvreview.framework.terms import Path as Depth
from bvreview.report.markup import printable
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.examples import build_review
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.exchange.submission import FileKind, FileReading, FileRefusal, ImportOutcome, Outcome
from bvreview.review.exchange.suggestions import suggestions
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.rules import find_all
from bvreview.settings import Person
from bvreview.store.errors import DiskError
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.refusals import Refused
from bvreview.workbook.reader import Reader
from bvreview.workspace import Workspace

ROWS = 50


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


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    person = Person("A Tester")
    with Workspace.open(tmp_path / "w.bvr", person=person, framework=PACK) as opened:
        yield opened


def put(path: Path, key: str, column: int, value: object) -> Path:
    type_into(path, key, column, value)
    return path


def asked(gate: Gate, path: Path, framework: Framework = PACK, **given: str) -> FileReading:
    """The file read with answers to its questions."""
    reading = Reader(framework).read(gate.read(path), path.name, given)
    assert isinstance(reading, FileReading)
    return reading


def answer(reading: FileReading, address: Address) -> Answer:
    return answers_of(reading.review)[address]


def rules(reading: FileReading) -> set[str]:
    return {f.rule.removeprefix("file.") for f in reading.findings if f.rule.startswith("file.")}


def questions(reading: FileReading) -> list[str]:
    return [q.id for q in reading.questions if not q.answer]


def take(workspace: Workspace, *paths: Path, **answers: dict[str, str]) -> list[ImportOutcome]:
    read_many = partial(work.read_files, answers={f"{name}.xlsx": a for name, a in answers.items()})
    return list(workspace.import_files(paths, read_many=read_many))


def repacked(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


# the file itself


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
    (tmp_path / "a.xlsx").write_bytes(make.ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
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
    assert questions(asked(gate, DATA / "resaved.xls", _pack_with(more))) == ["blanks", "new_questions"]


def test_row_06_an_opendocument_file_is_read_and_noted(gate: Gate) -> None:
    reading = read(PACK, gate, DATA / "resaved.ods")
    assert (answer(reading, LOANS).value, rules(reading)) == (Decimal(100), {"format"})


def test_row_07_macros_are_noted_and_never_run(gate: Gate, path: Path, tmp_path: Path) -> None:
    def with_macros(name: str, data: bytes) -> bytes:
        return data.replace(make.SHEET_TYPE.encode(), make.MACRO_TYPE.encode())

    reading = read(PACK, gate, repacked(path, tmp_path / "m.xlsm", with_macros))
    assert (answer(reading, LOANS).value, "macros" in rules(reading)) == (Decimal(100), True)


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


def _pack_with(*fields: object) -> Framework:
    """The small pack in a later version, with more fields in its form."""
    section = PACK.sections[0]
    form = structs.replace(section.parts[0], fields=(*section.parts[0].fields, *fields))
    parts: tuple[Part, ...] = (form, *section.parts[1:])
    return structs.replace(PACK, version="2", sections=(structs.replace(section, parts=parts),))


def test_row_09_an_older_form_is_read_by_field_id_with_a_list_of_what_is_new(gate: Gate, path: Path) -> None:
    new = structs.replace(PACK.sections[0].parts[0].fields[0], id="backup", label="Second lead")
    reading = asked(gate, path, _pack_with(new))
    assert answer(reading, LOANS).value == 100
    (listed,) = found(reading, "file.new")
    assert "Second lead" in listed.message
    assert [f.address.field for f in found(reading, "required")] == ["backup"]


def test_row_09_the_new_questions_are_asked_about_once_and_may_stay_blank(tmp_path: Path, path: Path) -> None:
    new = [structs.replace(PACK.sections[0].parts[0].fields[0], id=f"b{n}", label=f"New {n}") for n in (1, 2)]
    with Workspace.open(tmp_path / "n.bvr", person=Person("A"), framework=_pack_with(*new)) as workspace:
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


# which review


@pytest.mark.parametrize("name", ["organisation", "period"])
def test_row_12_another_trust_or_year_on_the_sheet_is_asked_and_may_be_left_out(
    gate: Gate, path: Path, workspace: Workspace, name: str
) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, f"bvr.{name}"), 3).value = "2008-09" if name == "period" else "elsewhere"
    (outcome,) = take(workspace, path)
    assert (outcome.outcome, [q.id for q in outcome.questions]) == (Outcome.QUESTION, [f"identity.{name}"])
    (outcome,) = take(workspace, path, costs={f"identity.{name}": "no"})
    assert (outcome.outcome, workspace.reviews()) == (Outcome.REFUSED, ())


def _at(*names: str) -> ChosenPlace:
    return ChosenPlace(names[0], names[1], FinancialYear.parse(names[2]))


@pytest.mark.parametrize("place", [("bryn", "loans", "2009-10"), ("aber", "loans", "2008-09")])
def test_row_12_a_file_of_another_than_it_was_chosen_for_stays_outside_until_answered(
    workspace: Workspace, path: Path, place: tuple[str, str, str]
) -> None:
    def at_place(**answers: str) -> ImportOutcome:
        read_many = partial(work.read_files, answers={path.name: answers}, place=_at(*place))
        (outcome,) = workspace.import_files([path], read_many=read_many)
        return outcome

    asked_now = at_place()
    assert (asked_now.outcome, [q.id for q in asked_now.questions]) == (Outcome.QUESTION, ["place"])
    assert "The file is of Aber, Loans, 2009 to 2010; it was chosen for" in asked_now.reason
    assert at_place(place="no").outcome is Outcome.REFUSED
    assert workspace.reviews() == ()
    assert at_place(place="yes").outcome is Outcome.IMPORTED
    assert workspace.review("r1").head.organisation == "aber"


def test_row_12_a_file_in_its_place_needs_no_answer(workspace: Workspace, path: Path) -> None:
    read_many = partial(work.read_files, place=_at("aber", "loans", "2009-10"))
    (outcome,) = workspace.import_files([path], read_many=read_many)
    assert outcome.outcome is Outcome.IMPORTED


def test_row_12_which_of_two_organisations_it_is_can_be_answered(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "bryn"
    for way, organisation in (("made_for", "aber"), ("now_says", "bryn")):
        reading = asked(gate, path, PACK, **{"identity.organisation": way})
        assert reading.review.head.organisation == organisation
        assert "identity.organisation" not in questions(reading)


def test_row_12_organisations_are_called_by_name_and_not_by_code(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "bryn"
    (question,) = (q for q in asked(gate, path, PACK).questions if q.id == "identity.organisation")
    said = " ".join((question.text, *(c.words for c in question.choices)))
    assert said.count('"Aber"') >= 2
    assert '"aber"' not in said
    assert '"bryn"' in said, "a code that the pack does not know stays what it is"


def _copied_table(path: Path, *, with_keys: bool) -> Path:
    """The grid of outputs a second time below, with other figures."""
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.outputs:")
        for line in range(row, row + 3):
            for column in range(1 if with_keys else 2, 7):
                value = sheet.cell(line, column).value
                is_figure = isinstance(value, int | float)
                sheet.cell(line + 30, column).value = value + 5 if is_figure else value  # type: ignore[operator]
    return path


@pytest.mark.parametrize("with_keys", [True, False])
def test_row_12_where_a_table_begins_is_asked_where_its_headings_stand_twice(
    gate: Gate, path: Path, with_keys: bool
) -> None:
    reading = read(PACK, gate, _copied_table(path, with_keys=with_keys))
    (question,) = (q for q in reading.questions if not q.answer)
    assert question.id == "table.costs.outputs"
    first, second, _no = question.choices
    assert ("100" in first.words, "105" in second.words) == (True, True)
    assert answer(reading, LOANS).value == 100
    reading = asked(gate, path, PACK, **{question.id: second.id})
    assert (answer(reading, LOANS).value, reading.question) == (Decimal(105), "")


def test_row_12_an_organisation_that_the_pack_does_not_know_is_said_in_a_sentence(
    workspace: Workspace, tmp_path: Path, review: Review
) -> None:
    other = replace(review, head=replace(review.head, organisation="xyz"))
    path = write(PACK, other, tmp_path / "o.xlsx", FileKind.CANDIDATE)
    (outcome,) = take(workspace, path)
    assert outcome.reason.startswith('The pack knows no organisation "xyz": it belongs to no region')
    (outcome,) = take(workspace, path, o={"organisation": "yes"})
    assert "file.organisation_unknown" in {f.rule for f in outcome.findings}
    assert workspace.reviews()[0].organisation_name == '"xyz" (not in the pack)'


def test_row_13_another_trusts_figures_under_this_name_are_asked_about(
    workspace: Workspace, path: Path, tmp_path: Path, review: Review
) -> None:
    copied = replace(review, head=replace(review.head, id="r9", organisation="bryn"))
    copy = write(PACK, copied, tmp_path / "copy.xlsx", FileKind.CANDIDATE)
    first, second = take(workspace, path, copy, copy={"organisation": "yes"})
    assert (first.outcome, second.outcome) == (Outcome.IMPORTED, Outcome.QUESTION)
    assert [q.id for q in second.questions] == ["same_figures"]
    (third,) = take(workspace, copy, copy={"organisation": "yes", "same_figures": "yes"})
    assert third.outcome is Outcome.IMPORTED


def test_row_14_the_same_content_again_is_there_already(workspace: Workspace, path: Path) -> None:
    take(workspace, path)
    with edited(path):
        pass  # saved again: other bytes, the same content
    (again,) = take(workspace, path)
    assert (again.outcome, len(workspace.submissions())) == (Outcome.ALREADY_THERE, 1)


def test_row_15_a_resubmission_shows_what_differs_and_keeps_both_and_the_explanations(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = replace(small_head(), revision=1)
    jump = build_review(PACK, first, {**TYPED, "costs.outputs:loans.last": "20"})
    take(workspace, write(PACK, jump, tmp_path / "1.xlsx", FileKind.CANDIDATE))
    second = replace(jump, head=replace(first, revision=2))
    cells = {**second.cells, LEAD: Cell(LEAD, Answer("Carys"))}
    (outcome,) = take(
        workspace,
        write(PACK, replace(second, cells=cells), tmp_path / "2.xlsx", FileKind.CANDIDATE),
    )
    assert (outcome.outcome, outcome.changed, len(workspace.submissions())) == (Outcome.REPLACED, 1, 2)
    (entry,) = workspace.history("r1", LEAD)
    assert ("Hughes" in str(entry.change.old), "Carys" in str(entry.change.new)) == (True, True)


def test_row_16_a_lower_revision_that_arrives_later_is_asked_about(
    workspace: Workspace, tmp_path: Path, review: Review
) -> None:
    newer = replace(review, head=replace(review.head, revision=3))
    older = replace(newer, head=replace(review.head, revision=2), cells={LEAD: review.cells[LEAD]})
    files = [write(PACK, r, tmp_path / f"{r.head.revision}.xlsx", FileKind.CANDIDATE) for r in (newer, older)]
    outcome = take(workspace, *files)[1]
    assert [q.id for q in outcome.questions] == ["revision"]
    assert workspace.review("r1").head.revision == 3


# sheets


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
    assert "filter" in rules(reading)


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


# what stands in the cells


def test_row_26_a_pasted_near_match_is_read_and_anything_else_stops(gate: Gate, path: Path) -> None:
    reading = read(PACK, gate, put(path, "costs.colours", 3, "DARK RED ;sea green "))
    assert answer(reading, Address("costs", "", "colours")).value == ("red", "sea_green")
    reading = read(PACK, gate, put(path, "costs.colours", 3, "Amber"))
    assert [f.rule for f in reading.findings if f.level is Level.STOP] == ["file.unreadable"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234", "1234"), ("£12", "12"), ("(34)", "-34"), ("1 234", "1234"), ("12 ", "12"),
        ("1\u00a0234", "1234"), ("\u22125", "-5"),
    ],
)  # fmt: skip
def test_row_27_a_number_as_text_is_read_and_listed(gate: Gate, path: Path, typed: str, value: str) -> None:
    reading = read(PACK, gate, put(path, "costs.other", 3, typed))
    assert answer(reading, OTHER).value == Decimal(value)
    assert typed == "12 " or [f.found for f in found(reading, "file.read_as")] == [typed]


@pytest.mark.parametrize(("choice", "value"), [("point", "12.50"), ("none", "1250")])
def test_row_28_a_decimal_comma_is_asked_once_and_read_as_answered(
    gate: Gate, path: Path, choice: str, value: str
) -> None:
    put(path, "costs.other", 3, "12,50")
    put(path, "costs.staff:r1", 3, "2,5")
    assert questions(read(PACK, gate, path)) == ["decimal_comma"]
    assert answer(read(PACK, gate, path), OTHER).state is State.PENDING
    reading = asked(gate, path, decimal_comma=choice)
    assert (answer(reading, OTHER).value, reading.question) == (Decimal(value), "")
    assert "12,50" in [f.found for f in found(reading, "file.read_as")]


def _budgets(organisation: str, factor: int = 1) -> tuple[Framework, Review]:
    """A pack with three amounts in its form, and an organisation's answers to them."""
    money = next(f for f in PACK.sections[0].parts[0].fields if f.id == "other")
    more = [structs.replace(money, id=f"m{n}", label=f"Amount {n}") for n in range(3)]
    framework = _pack_with(*more)
    head = replace(small_head(), id=f"l-{organisation}", organisation=organisation, framework_version="2")
    figures = {f"costs.m{n}": str(Decimal(n + 2) * 120_000 / factor) for n in range(3)}
    return framework, build_review(framework, head, {**figures, "costs.other": str(len(organisation))})


def test_row_29_amounts_in_thousands_are_asked_about_and_read_as_answered(tmp_path: Path) -> None:
    framework, first = _budgets("aber")
    second = _budgets("aber", 1000)[1]
    later = replace(second.head, id="l-next", period=type(second.head.period)(2010))
    files = [
        write(framework, r, tmp_path / f"{n}.xlsx", FileKind.CANDIDATE)
        for n, r in (("one", first), ("two", replace(second, head=later)))
    ]
    with Workspace.open(tmp_path / "m.bvr", person=Person("A"), framework=framework) as workspace:
        outcomes = take(workspace, *files)
        assert [q.id for q in outcomes[1].questions] == ["money"]
        (outcome,) = take(workspace, files[1], two={"money": "thousands"})
        assert outcome.outcome is Outcome.IMPORTED
        amount = workspace.review("l-next").cells[Address("costs", "", "m0")].answer.value
        assert amount == Decimal(240_000)
        assert workspace.submissions()[-1].asked["money"]["answer"] == "thousands"
        assert take(workspace, files[1])[0].outcome is Outcome.ALREADY_THERE


def _with_share() -> tuple[Framework, Review]:
    share = structs.replace(
        next(f for f in PACK.sections[0].parts[0].fields if f.id == "other"),
        id="share", label="Share", kind=Kind.PERCENT, places=1, minimum=Decimal(0), maximum=Decimal(100),
    )  # fmt: skip
    framework = _pack_with(share)
    head = replace(small_head(), framework_version="2")
    return framework, build_review(framework, head, {**TYPED, "costs.share": "45"})


@pytest.mark.parametrize(
    ("typed", "question", "choice", "value"),
    [
        ("0.45", "percentages", "hundredfold", "45"),
        ("0.45", "percentages", "as_written", "0.5"),
        (45, "percent_cells", "percent", "45"),
    ],
)
def test_row_29_a_share_or_a_percentage_is_asked_about(
    gate: Gate, tmp_path: Path, typed: object, question: str, choice: str, value: str
) -> None:
    framework, review = _with_share()
    path = put(write(framework, review, tmp_path / "p.xlsx", FileKind.CANDIDATE), "costs.share", 3, typed)
    assert questions(asked(gate, path, framework)) == [question]
    share = answer(asked(gate, path, framework, **{question: choice}), Address("costs", "", "share"))
    assert share.value == Decimal(value)


@pytest.mark.parametrize(("choice", "day"), [("day", date(2009, 4, 3)), ("month", date(2009, 3, 4))])
def test_row_30_dates_as_text_are_read_day_first_and_asked_about(
    gate: Gate, path: Path, choice: str, day: date
) -> None:
    put(path, "costs.begun", 3, "03/04/2009")
    reading = read(PACK, gate, path)
    assert (answer(reading, BEGUN).value, questions(reading)) == (date(2009, 4, 3), ["date_order"])
    assert answer(asked(gate, path, date_order=choice), BEGUN).value == day
    put(path, "costs.ended", 3, "25/04/2009")
    assert questions(read(PACK, gate, path)) == []
    put(path, "costs.ended", 3, "04/25/2009")
    assert questions(read(PACK, gate, path)) == ["date_order"]


def test_row_31_swapped_true_dates_are_asked_about(gate: Gate, path: Path) -> None:
    put(path, "costs.begun", 3, datetime(2009, 1, 6))
    assert questions(read(PACK, gate, path)) == ["swapped_dates"]
    assert answer(asked(gate, path, swapped_dates="as_written"), BEGUN).value == date(2009, 1, 6)
    assert answer(asked(gate, path, swapped_dates="swapped"), BEGUN).value == date(2009, 6, 1)
    assert questions(read(PACK, gate, put(path, "costs.begun", 3, datetime(2009, 1, 16)))) == []


def test_row_32_dates_counted_from_1904_are_the_same_days(gate: Gate, path: Path, review: Review) -> None:
    with edited(path) as workbook:
        workbook.epoch = datetime(1904, 1, 1)
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert "date1904" in rules(reading)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("Mar-10", date(2010, 3, 1)), ("14/05/10", date(2010, 5, 14)), ("14 May 10", date(2010, 5, 14))],
)
def test_row_33_a_short_year_near_the_review_is_read(gate: Gate, path: Path, typed: str, day: date) -> None:
    reading = read(PACK, gate, put(path, "costs.begun", 3, typed))
    assert (answer(reading, BEGUN).value, questions(reading)) == (day, [])
    assert typed in [f.found for f in reading.findings]


def test_row_33_a_short_year_far_from_the_review_is_asked_about(gate: Gate, path: Path) -> None:
    put(path, "costs.begun", 3, "14 May 62")
    assert questions(read(PACK, gate, path)) == ["short_year"]
    assert answer(asked(gate, path, short_year="1900"), BEGUN).value == date(1962, 5, 14)
    assert answer(asked(gate, path, short_year="leave"), BEGUN).state is State.PENDING


def test_row_34_a_simple_formula_without_a_value_is_worked_out_and_another_stops(
    gate: Gate, path: Path
) -> None:
    reading = read(PACK, gate, put(path, "costs.other", 3, "=SUM(10,2)*2"))
    assert (answer(reading, OTHER).value, "recalculated" in rules(reading)) == (Decimal(24), True)
    (stop,) = found(read(PACK, gate, put(path, "costs.other", 3, "=NOW()")), "file.no_value")
    assert "save it and send it again" in stop.put_right


def _stored_total(name: str, data: bytes) -> bytes:
    """The total of the staff's costs as an older state of the file stored it."""
    return re.sub(rb"(SUM\([^<]*</f><v>)75000(?=<|\.)", rb"\g<1>74000", data)


def test_row_35_a_stale_total_is_noted_and_asked_about(gate: Gate, path: Path, tmp_path: Path) -> None:
    stale = repacked(path, tmp_path / "stale.xlsx", _stored_total)
    reading = read(PACK, gate, stale)
    note = next(f for f in reading.findings if f.rule == "file.result_differs")
    assert ("74,000" in note.message, "75,000" in note.message) == (True, True)
    assert questions(reading) == ["stale_totals"]
    assert asked(gate, stale, stale_totals="answers").question == ""


# Seven pools of 100.04 over seven services that use each alike: LibreOffice 7.4 rounds each share to 14.29
# and adds up 700.21; to the penny they are 700.28. 56 shares (7 x 7, the service's own) may differ by 28p.
@pytest.mark.parametrize(
    ("stored", "is_noted"), [("700.21", False), ("700", False), ("699.99", True), ("700.57", True)]
)
def test_row_35_shares_that_a_spreadsheet_rounded_one_by_one_are_no_stale_total(
    gate: Gate, shares_file: Path, tmp_path: Path, stored: str, is_noted: bool
) -> None:
    total = re.compile(rb"(?<=<v>)700\.28(?=</v>)")
    other = repacked(
        shares_file, tmp_path / "other.xlsx", lambda _name, data: total.sub(stored.encode(), data)
    )
    assert bool(found(read(default_framework(), gate, other), "file.result_differs")) is is_noted


@pytest.fixture(scope="module")
def shares_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven pools over seven services that use each alike, as a spreadsheet would work them out."""
    pack = default_framework()
    pools, services = ([item.id for item in pack.lists[name]] for name in ("pools", "service_lines"))
    typed = {f"pools.pools:{pool}.amount": "100.04" for pool in pools}
    typed |= {f"pools.pools:{pool}.driver_total": "7" for pool in pools}
    typed |= {f"pools.drivers:{service}.{pool}": "1" for pool in pools for service in services}
    about = ("DRS", "community-payback", FinancialYear(2009), Depth.FULL)
    review = build_review(pack, ReviewHead("r", *about, pack.id, pack.version), typed)
    return write(pack, review, tmp_path_factory.mktemp("shares") / "shares.xlsx", FileKind.CANDIDATE)


def test_row_36_a_total_typed_over_is_to_be_explained(gate: Gate, path: Path) -> None:
    (finding,) = found(read(PACK, gate, put(path, "costs.whole", 3, 99)), "file.result_differs")
    assert (finding.level, "£76,234.56" in finding.message) == (Level.EXPLAIN, True)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!"])
def test_row_37_an_error_is_a_stop_and_never_a_blank(gate: Gate, path: Path, error: str) -> None:
    reading = read(PACK, gate, put(path, "costs.other", 3, error))
    assert [f.found for f in found(reading, "file.error_cell")] == [error]
    assert answer(reading, OTHER).state is State.PENDING


def test_row_38_links_are_named_and_never_followed(gate: Gate, path: Path) -> None:
    raw = gate.read(path)
    assert not isinstance(raw, Refused)
    linked = replace(raw, external_links=("http://example.org/x.xlsx",))
    reading = Reader(PACK).read(linked, "x.xlsx")
    assert [f.found for f in getattr(reading, "findings", ()) if f.rule == "file.link"] == [
        "http://example.org/x.xlsx"
    ]


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (0, State.GIVEN), ("n/a", State.NOT_APPLICABLE), ("-", State.NOT_COLLECTED), ("*", State.SUPPRESSED),
        ("tbc", State.PENDING), ("see note", State.PENDING), ("Not collected", State.NOT_COLLECTED),
    ],
)  # fmt: skip
def test_row_39_signs_for_no_figure_are_distinct_states(
    gate: Gate, path: Path, typed: object, state: State
) -> None:
    reading = read(PACK, gate, put(path, "costs.other", 3, typed))
    assert answer(reading, OTHER).state is state
    assert OTHER not in answers_of(read(PACK, gate, put(path, "costs.other", 3, None)).review)


def test_row_40_a_note_in_a_number_cell_goes_to_the_note(gate: Gate, path: Path) -> None:
    reading = read(PACK, gate, put(path, "costs.other", 3, "12 (est)"))
    assert (answer(reading, OTHER).value, answer(reading, OTHER).note) == (Decimal(12), "est")
    assert "read_as" in rules(reading)


def test_row_41_a_comment_comes_in_as_a_note(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        sheet.cell(row_of(sheet, "costs.staff:r1"), 3).comment = Comment("from payroll", "A")
    assert answer(read(PACK, gate, path), FTE).note == "from payroll"


def test_row_42_line_ends_and_tabs_are_put_right_and_nothing_is_cut(gate: Gate, path: Path) -> None:
    long = "\u201cIt\u2019s\u201d " + "x" * 32_000
    reading = read(PACK, gate, put(path, "costs.lead", 3, long))
    assert answer(reading, LEAD).value == long
    assert answer(read(PACK, gate, put(path, "costs.lead", 3, "a\r\nb\tc")), LEAD).value == "a\nb c"


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-5 posts", "@home"])
def test_row_43_a_text_like_a_formula_stays_text_and_is_quoted(gate: Gate, tmp_path: Path, text: str) -> None:
    review = build_review(PACK, small_head(), {**TYPED, "costs.lead": text})
    path = write(PACK, review, tmp_path / "t.xlsx")
    assert answer(read(PACK, gate, path), LEAD).value == text
    sheet = load_workbook(path)["Costs"]
    cell = sheet.cell(row_of(sheet, "costs.lead"), 3)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_row_44_a_styled_last_cell_is_no_answer_and_far_values_are_refused(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        workbook["Costs"].cell(1_048_576, 2).number_format = "0.00"
    assert answer(read(PACK, gate, path), LOANS).value == 100
    with edited(path) as workbook:
        workbook["Costs"].cell(1_000_000, 300).value = 1
    assert refuse(PACK, gate, path).reason == Reason.FAR_CELL


def test_row_45_a_changed_locked_cell_is_listed(gate: Gate, path: Path) -> None:
    reading = read(PACK, gate, put(path, "costs.staff:#title", 2, "Staff and volunteers"))
    assert [f.found for f in found(reading, "file.locked_changed")] == ["Staff and volunteers"]


# access, signatures, persons, batches


def test_row_46_the_note_beside_an_open_file_is_said_and_the_file_read(gate: Gate, path: Path) -> None:
    (path.parent / f"~${path.name}").write_bytes(b"A Person")
    reading = read(PACK, gate, path)
    assert (answer(reading, LOANS).value, "open" in rules(reading)) == (Decimal(100), True)


@pytest.mark.parametrize("reason", [Reason.IN_USE, Reason.NO_PERMISSION, Reason.DISK])
def test_row_46_a_file_that_cannot_be_read_now_is_asked_about(workspace: Workspace, reason: Reason) -> None:
    def read_many(framework: Framework, paths: Sequence[Path], _stop: object, choice: str = "") -> object:
        given = {"try_again": choice}
        return ((p, b"", Reader(framework).read(Refused(reason), p.name, given)) for p in paths)

    (outcome,) = workspace.import_files([Path("a.xlsx")], read_many=read_many)  # type: ignore[arg-type]
    assert (outcome.outcome, [q.id for q in outcome.questions]) == (Outcome.QUESTION, ["try_again"])
    declined = partial(read_many, choice="no")
    (outcome,) = workspace.import_files([Path("a.xlsx")], read_many=declined)  # type: ignore[arg-type]
    assert outcome.outcome is Outcome.REFUSED


def test_row_46_a_placeholder_is_refused_saying_to_download_it(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(bytes(5000))
    refusal = refuse(PACK, gate, tmp_path / "a.xlsx")
    assert (refusal.reason, "Download it" in refusal.sentence) == ("placeholder", True)


def _signed(review: Review, **more: str) -> Review:
    about = {"signed_by": "Chair", "signed_on": "2010-06-01", **more}
    return replace(review, head=replace(review.head, provisional=False, revision=1, **about))  # type: ignore[arg-type]


def test_row_47_without_a_signature_or_changed_after_it_a_file_is_provisional(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    path = write(PACK, _signed(review), tmp_path / "signed.xlsx")
    assert not read(PACK, gate, path).review.head.provisional
    assert read(PACK, gate, put(path, "costs.other", 3, 5)).review.head.provisional
    unsigned = write(PACK, _signed(review, signed_by=""), tmp_path / "unsigned.xlsx")
    reading = read(PACK, gate, unsigned)
    assert (reading.review.head.provisional, "unsigned" in rules(reading)) == (True, True)


def test_row_47_a_signature_taken_out_of_the_sheet_does_not_count(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    path = write(PACK, _signed(review), tmp_path / "signed.xlsx")
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.signed_by"), 3).value = None
    assert read(PACK, gate, path).review.head.provisional


@pytest.mark.parametrize(
    "text",
    ["AB123456C is on it", "PNC 2003/12345X", "CRO 12345/03K", "born 14/05/1962", "DOB: 3 May 1962"],
)
def test_row_48_what_identifies_a_person_is_asked_before_it_is_stored_and_may_be_left_out(
    gate: Gate, workspace: Workspace, path: Path, text: str
) -> None:
    put(path, "costs.lead", 3, text)
    (outcome,) = take(workspace, path)
    assert ([q.id for q in outcome.questions], workspace.reviews()) == (["personal"], ())
    lead = str(answer(asked(gate, path, personal="mask"), LEAD).value)
    assert ("[left out]" in lead, re.search(r"\d{2}", lead)) == (True, None)


PNC = "PNC 2003/12345X"


@pytest.mark.parametrize("column", [4, 5])
def test_row_48_a_source_or_note_is_asked_about_too(gate: Gate, path: Path, column: int) -> None:
    put(path, "costs.lead", column, f"told by {PNC}")
    assert questions(read(PACK, gate, path)) == ["personal"]
    given = answer(asked(gate, path, personal="mask"), LEAD)
    assert (given.source, given.note)[column - 4] == "told by PNC [left out]"


def test_row_48_what_is_typed_here_is_to_be_taken_out_or_explained(review: Review) -> None:
    typed = build_review(PACK, review.head, {**TYPED, "costs.lead": f"J Hughes, {PNC}"})
    (finding,) = (f for f in find_all(PACK, typed) if f.rule == "personal")
    assert (finding.level, finding.address, PNC in finding.found) == (Level.EXPLAIN, LEAD, False)
    (offered,) = suggestions(Answers(PACK, typed), finding)
    assert offered.typed == "J Hughes, PNC [left out]"


def test_row_48_it_is_left_out_of_what_is_written_for_others(
    workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    put(path, "costs.lead", 3, f"J Hughes, {PNC}")
    put(path, "costs.other", 3, f"lots, {PNC}")
    (outcome,) = take(workspace, path, costs={"personal": "yes"})
    assert outcome.outcome is Outcome.IMPORTED
    assert PNC in str(workspace.review("r1").cells[LEAD].answer.value)  # kept as it was answered
    review, report = workspace.review("r1"), workspace.import_report("r1")
    assert report
    for ending in ("xlsx", "txt"):
        documents.write_import_report(PACK, review, report, tmp_path / f"report.{ending}")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        told = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    told += (tmp_path / "report.txt").read_text()
    assert ("2003/12345X" in told, "[left out]" in told) == (False, True)
    words = printable(f"J Hughes, {PNC}")
    assert words == "J Hughes, PNC [left out]"


def test_row_49_a_folder_of_copies_is_sorted_out_by_ids(
    workspace: Workspace, path: Path, tmp_path: Path, review: Review
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "costs.xlsx").write_bytes(path.read_bytes())
    (folder / "costs final v2 (1).xlsx").write_bytes(path.read_bytes())
    newer = replace(review, head=replace(review.head, revision=2), cells={LEAD: review.cells[LEAD]})
    write(PACK, newer, folder / "costs v3.xlsx", FileKind.CANDIDATE)
    (folder / "page.xlsx").write_text("<html></html>")
    outcomes = {o.file: o.outcome.value for o in take(workspace, *work.find_workbooks([folder]))}
    assert sorted(outcomes.values()) == ["already there", "imported", "refused", "replaced"]
    assert workspace.review("r1").head.revision == 2


def test_row_50_a_file_whose_import_breaks_leaves_nothing(
    workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> int:
        raise OSError

    monkeypatch.setattr("bvreview.store.submissions.write_submission", breaks)
    with pytest.raises(DiskError):
        take(workspace, path)
    assert (workspace.reviews(), workspace.submissions()) == ((), ())
    monkeypatch.undo()
    assert take(workspace, path)[0].outcome is Outcome.IMPORTED


def test_every_row_has_its_test() -> None:
    named = {int(m[1]) for name in globals() if (m := re.match(r"test_row_(\d+)_", name))}
    assert named == set(range(1, ROWS + 1))


def test_a_refusal_is_a_value(gate: Gate, tmp_path: Path) -> None:
    assert isinstance(refuse(PACK, gate, tmp_path / "absent.xlsx"), FileRefusal)
