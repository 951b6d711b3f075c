"""The form that a trust gets: locked and open cells, validation, names, links, print, words, formulas."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import random_review, write
from msgspec import structs
from openpyxl import Workbook, load_workbook
from small_pack import FORM, PACK, small_head

from bvreview.framework.expressions import Expression
from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Field, Kind, Section
from bvreview.framework.terms import Help, Item
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.digests import content_digest
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileIdentity, FileKind
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.workbook import guidance, keys, seal
from bvreview.workbook.breaks import keep_together
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.formulas import Spot, Translator
from bvreview.workbook.headings import cut_at_word
from bvreview.workbook.identity import Incomplete, identity_texts, parse_identity
from bvreview.workbook.layout import plan_workbook
from bvreview.workbook.package import complete_core
from bvreview.workbook.page import lines_needed
from bvreview.workbook.plan import Place, RowKind
from bvreview.workbook.writer import time_of_writing


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole form of the real pack."""
    framework = default_framework()
    head = ReviewHead(
        "rev-1",
        framework.organisations[3].id,
        framework.services[0].id,
        FinancialYear(2009),
        small_head().path,
        framework.id,
        framework.version,
    )
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    return write(framework, Review(head), path, FileKind.TEMPLATE)


@pytest.fixture(scope="module")
def form(template: Path) -> Workbook:
    return load_workbook(template)


def section_sheets(form: Workbook) -> list[Any]:
    side = {"About this file", "Put right", "Sources and notes", "Lists", "Check"}
    return [s for s in form.worksheets if s.title not in side]


def test_there_is_one_sheet_a_section_with_a_name_that_excel_takes(form: Workbook) -> None:
    assert len(section_sheets(form)) == len(default_framework().sections)
    titles = [s.title.casefold() for s in form.worksheets]
    assert len(set(titles)) == len(titles)
    assert all(len(t) <= 31 and not re.search(r"[\[\]:*?/\\]", t) for t in titles)


@pytest.mark.parametrize(
    ("title", "most", "cut"),
    [
        ("Settled and suitable accommodation", 31, "Settled and suitable"),
        ("Exactly as many as there may be", 31, "Exactly as many as there may be"),
        ("Orders, licences and the others", 24, "Orders, licences"),
        ("Llanfairpwllgwyngyll", 8, "Llanfair"),
        ("and of the", 8, "and"),
    ],
)
def test_a_title_is_cut_at_a_word(title: str, most: int, cut: str) -> None:
    assert cut_at_word(title, most) == cut


def test_hints_keep_clear_of_the_table_above_them(form: Workbook) -> None:
    tables = 0
    for sheet in section_sheets(form):
        texts = [str(sheet.cell(row, 1).value or "") for row in range(1, sheet.max_row + 1)]
        for above, hint in pairwise(texts):
            if ":#help." in hint and ":#help." not in above:
                tables += 1
                assert above.endswith(":#means"), "a row of words keeps them apart"
    assert tables > 10


@pytest.mark.parametrize("lines", range(12, 60))
def test_no_heading_of_a_part_stands_at_the_foot_of_a_page(lines: int) -> None:
    """The page of a form holds 42 rows at the widths of Calibri, 56 where DejaVu stands in for it."""
    (lead,) = FORM.fields[:1]
    first = structs.replace(FORM, fields=tuple(structs.replace(lead, id=f"f{n}") for n in range(lines)))
    second = structs.replace(FORM, id="second", fields=(structs.replace(lead, id="last"),))
    section = structs.replace(PACK.sections[0], parts=(first, second))
    framework = structs.replace(PACK, sections=(section,), rules=())
    (plan,) = plan_workbook(Answers(framework, Review(small_head()))).sheets
    sheet: Any = Workbook().active
    for column, width in plan.widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    keep_together(plan, sheet)
    heading = [row.number for row in plan.rows if row.kind is RowKind.PART][1]
    breaks = [b.id for b in sheet.row_breaks.brk]
    left = {page - (heading - 1 if heading - 1 <= page else heading - 1 - page + 2) for page in (42, 56)}
    assert breaks in ([], [heading - 1])
    assert breaks or min(left) >= len(["heading", "titles", "question"])
    assert not breaks or min(left) <= 7


def test_every_sheet_is_protected_without_a_password_and_only_inputs_are_open(form: Workbook) -> None:
    for sheet in form.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    for sheet in section_sheets(form):
        opened = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
        assert opened, sheet.title
        for cell in opened:
            assert cell.value is None
            assert cell.fill.fgColor.rgb == "FFFFFDF4"


def test_validation_keeps_to_excels_limits(form: Workbook) -> None:
    count = 0
    for sheet in section_sheets(form):
        for rule in sheet.data_validations.dataValidation:
            count += 1
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.formula1 or "") <= 255
    assert count > 100


def test_lists_are_named_ranges_that_hold_the_choices_and_the_states(form: Workbook) -> None:
    used = {
        rule.formula1
        for sheet in section_sheets(form)
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert used
    for name in used:
        (title, area), *__ = form.defined_names[name].destinations
        words = [c.value for row in form[title][area.replace("$", "")] for c in row]
        assert words[-3:] == ["not collected", "not applicable", "suppressed"]
        assert all(words)


def test_defined_names_always_have_a_dot_and_lead_to_a_cell(form: Workbook) -> None:
    assert len(form.defined_names) > 200
    for name, defined in form.defined_names.items():
        assert re.fullmatch(r"bvr(\.[\w.]+)+", name), name
        ((title, area),) = defined.destinations
        assert form[title][area.replace("$", "").partition(":")[0]] is not None


def test_every_row_that_is_ours_has_a_key_and_the_column_is_hidden(form: Workbook) -> None:
    for sheet in section_sheets(form):
        assert sheet.column_dimensions["A"].hidden
        for row in sheet.iter_rows():
            if any(cell.value is not None for cell in row):
                assert keys.parse_key(str(row[0].value)), (sheet.title, row[0].row)


def test_each_sheet_can_be_printed_on_its_own(form: Workbook) -> None:
    sheets: list[Any] = list(form.worksheets)
    for sheet in sheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth == 1 or sheet.print_title_cols == "$A:$B"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert "&P" in sheet.oddFooter.right.text
        assert "Community Payback" in sheet.oddHeader.left.text
    assert all(s.freeze_panes for s in section_sheets(form))


def test_the_language_of_the_document_is_said(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        assert b"<dc:language>en-GB</dc:language>" in package.read("docProps/core.xml")


def test_the_list_of_sheets_leads_to_each_of_them(form: Workbook) -> None:
    about = form["About this file"]
    links = [c.hyperlink.location for row in about.iter_rows() for c in row if c.hyperlink]
    assert [str(link).rpartition("!")[0].strip("'") for link in links] == [
        s.title for s in section_sheets(form)
    ]


def test_nothing_is_merged_but_our_own_words(form: Workbook) -> None:
    for sheet in section_sheets(form):
        for area in sheet.merged_cells.ranges:
            first = sheet.cell(area.min_row, area.min_col)
            assert first.protection.locked
            assert isinstance(first.value, str)


def test_a_repeating_table_has_spare_rows_and_a_grid_has_none() -> None:
    plan = plan_workbook(Answers(PACK, build_review(PACK, small_head(), {"costs.staff:r1.grade": "A"})))
    (sheet,) = plan.sheets
    staff, outputs = sheet.block("staff"), sheet.block("outputs")
    assert staff is not None
    assert outputs is not None
    assert staff.last - staff.first + 1 == 11
    assert outputs.last - outputs.first + 1 == 2
    assert plan.place(Address("costs", "staff:r1", "fte")) == Place("Costs", staff.first, 3)
    assert plan.place(Address("costs", "staff:r9", "fte")) is None
    assert plan.place(Address("costs", "staff:", "grade")) == Place("Costs", staff.heading, 2)


def test_sections_with_the_same_or_forbidden_titles_get_their_own_sheets() -> None:
    titles = ("Costs: who/what?", "Costs: who/what?", "About this file", "x" * 40, "x" * 41, "'")
    sections = tuple(
        Section(id=f"s{n}", title=t, stage="collect", parts=(FORM,)) for n, t in enumerate(titles)
    )
    plan = plan_workbook(Answers(structs.replace(PACK, sections=sections), Review(small_head())))
    found = [s.title for s in plan.sheets]
    assert found[:3] == ["Costs  who what", "Costs  who what 2", "About this file 2"]
    assert found[3:] == ["x" * 31, "x" * 29 + " 2", "Section"]


# formulas


def formula(part_id: str, field: Field, row: int = 20, key: str = "") -> str | None:
    answers = Answers(PACK, build_review(PACK, small_head(), {"costs.staff:r1.grade": "A"}))
    plan = plan_workbook(answers)
    (sheet,) = plan.sheets
    block = sheet.block(part_id)
    assert block is not None
    return Translator(answers, plan).formula(Spot(sheet, block, row, key), field)


def worked_out(expression: str, kind: Kind = Kind.NUMBER) -> Field:
    return Field(id="x", label="X", kind=kind, formula=Expression(expression))


@pytest.mark.parametrize(
    ("part", "expression", "excel"),
    [
        ("staff", "fte * salary", '=IF(AND(ISNUMBER(C20),ISNUMBER(D20)),(C20*D20),"")'),
        ("staff", "-fte", '=IF(ISNUMBER(C20),-(C20),"")'),
        ("staff", "number(fte) + 1", "=(IF(ISNUMBER(C20),C20,0)+1)"),
        ("head", "sum(costs.staff.cost)", '=IF(COUNT(E16:E26)>0,SUM(E16:E26),"")'),
        ("head", "round(other, 1)", '=IF(ISNUMBER(C11),ROUND(C11,1),"")'),
        ("head", "cell(costs.outputs.q1, unit)", '=IF(ISNUMBER(C31),C31,"")'),
        (
            "outputs",
            "q1 / q2",
            '=IF(AND(ISNUMBER(C20),ISNUMBER(D20),IFERROR((D20)<>0,FALSE)),(C20/D20),"")',
        ),
    ],
)  # fmt: skip
def test_simple_expressions_become_formulas(part: str, expression: str, excel: str) -> None:
    assert formula(part, worked_out(expression)) == excel


@pytest.mark.parametrize(
    "expression", ["count(costs.staff.fte)", "rows(costs.staff)", "either(other > 1, other, 2)", "lead"]
)
def test_other_expressions_are_left_to_us(expression: str) -> None:
    assert formula("head", worked_out(expression)) is None


def test_percentages_are_fractions_in_the_sheet() -> None:
    assert formula("head", worked_out("other", Kind.PERCENT)) == '=IF(ISNUMBER(C11),(C11)/100,"")'


def test_formulas_show_their_result_before_anything_is_calculated(tmp_path: Path) -> None:
    """As in Excel's protected view: the stored results are what we worked out."""
    typed = {
        "costs.staff:r1.grade": "A", "costs.staff:r1.fte": "2.5", "costs.staff:r1.salary": "30000",
        "costs.outputs:loans.q1": "100", "costs.outputs:loans.q2": "50",
    }  # fmt: skip
    path = write(PACK, build_review(PACK, small_head(), typed), tmp_path / "f.xlsx")
    shown = load_workbook(path, data_only=True)["Costs"]
    rows = {row[0].value: row for row in shown.iter_rows()}
    assert rows["costs.staff:r1"][4].value == 75000
    assert rows["costs.staff:#total"][4].value == 75000
    assert rows["costs.each_loan"][2].value == 500
    assert not next(cells for key, cells in rows.items() if str(key).startswith("costs.staff:+"))[4].value
    formulas = load_workbook(path)["Costs"]
    assert str(formulas.cell(rows["costs.staff:r1"][0].row or 0, 5).value).startswith("=IF(")


# small parts


def test_the_language_is_put_in_once_and_the_time_everywhere() -> None:
    core = '<cp:coreProperties><dcterms:created xsi:type="x">2026</dcterms:created></cp:coreProperties>'
    once = complete_core(core, "2010-05-12T10:00:00Z")
    assert "2010-05-12T10:00:00Z" in once
    assert complete_core(once, "").count("dc:language") == 2


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("one two", 10, 1),
        ("one two three", 8, 2),
        ("a\nb", 10, 2),
        ("x" * 25, 10, 3),
        ("ab " + "x" * 25, 10, 4),
    ],
)
def test_room_is_reckoned_in_whole_words(text: str, width: int, lines: int) -> None:
    assert lines_needed(text, width) == lines


@pytest.mark.parametrize(
    ("given", "utc"),
    [("2010-05-12T10:00:00Z", "2010-05-12T10:00:00Z"), ("2010-05-12T10:00:00+01:00", "2010-05-12T09:00:00Z")],
)
def test_times_are_written_in_utc(given: str, utc: str) -> None:
    assert time_of_writing(given) == utc


@pytest.mark.parametrize("name", ["organisation", "review", "period", "template", "kind", "path"])
def test_an_identity_in_which_something_is_missing_is_not_one(name: str) -> None:
    file = FileIdentity(FileKind.SUBMISSION, 1, "0.1", small_head(), "a" * 64, {"costs": "b" * 64}, "now")
    texts = identity_texts(file)
    assert parse_identity(texts) == file
    missing = parse_identity({**texts, name: ""})
    if name == "organisation":
        assert isinstance(missing, FileIdentity)  # asked about, as the pack does not know it either
    else:
        assert isinstance(missing, Incomplete)


def test_marks_name_each_changed_answer_and_no_other() -> None:
    review = random_review(PACK, small_head(), 4, 1.0)
    marks = seal.marks_of(review)
    assert seal.read_marks(dict(seal.write_marks(marks))) == marks
    for address, cell in review.cells.items():
        noted = structs.replace(cell, answer=structs.replace(cell.answer, note=cell.answer.note + "."))
        changed = replace(review, cells={**review.cells, address: noted})
        assert [a for a, mark in seal.marks_of(changed).items() if mark != marks[a]] == [address]
        assert content_digest(changed) != content_digest(review)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("about.lead", keys.RowKey("about", field="lead")),
        ("costs.staff:r1", keys.RowKey("costs", "staff", "r1")),
        ("costs.staff:", keys.RowKey("costs", "staff", "")),
        ("costs:#title", keys.RowKey("costs", "", "#title")),
        ("Total", None),
        ("e.g. this one", None),
    ],
)
def test_keys_are_told_from_other_texts(text: str, key: keys.RowKey | None) -> None:
    assert keys.parse_key(text) == key


def test_columns_have_their_letters() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_guidance_says_what_counts_what_does_not_and_an_example() -> None:
    words = Help(counts="Paid hours.", excludes="Travel", example="37")
    assert guidance.full_guidance(words) == "Paid hours. Leave out: Travel. Example: 37."
    assert guidance.heading(Field(id="a", label="Pay", kind=Kind.MONEY)) == "Pay (£)"
    assert guidance.row_title(Item(id="h", label="Hours worked", unit="hours")) == "Hours worked (hours)"
    assert guidance.cut("one two three", 9) == "one two…"
