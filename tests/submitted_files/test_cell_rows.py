"""What goes wrong with what stands in the cells: rows 26 to 45 of the table, each by its number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from factories.costs_file import BEGUN, FTE, LEAD, LOANS, OTHER, TYPED, row_of, type_into
from factories.review_files import answers_of, edited, found, read, refuse, write
from msgspec import structs
from openpyxl import load_workbook
from openpyxl.comments import Comment
from small_pack import PACK, small_head

from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Kind
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address, State
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind, Outcome
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.refusals import Refused
from bvreview.workbook.reader import Reader
from bvreview.workspace import Workspace
from submitted_files.kit import answer, asked, pack_with, put, questions, repacked, rules, take


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
    framework = pack_with(*more)
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
    framework = pack_with(share)
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
    assert len(found(reading, "file.date1904")) == 1


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
    cell = type_into(path, "costs.whole", 3, 99)
    (finding,) = found(read(PACK, gate, path), "file.result_differs")
    assert (finding.level, finding.cell, finding.found) == (Level.EXPLAIN, cell, "£99")
    assert "£76,234.56" in finding.message


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!"])
def test_row_37_an_error_is_a_stop_and_never_a_blank(gate: Gate, path: Path, error: str) -> None:
    cell = type_into(path, "costs.other", 3, error)
    reading = read(PACK, gate, path)
    (stop,) = [f for f in reading.findings if f.level is Level.STOP]
    assert (stop.rule, stop.cell, stop.found) == ("file.error_cell", cell, error)
    assert answer(reading, OTHER).state is State.PENDING


def test_row_38_links_are_named_and_never_followed(gate: Gate, path: Path) -> None:
    raw = gate.read(path)
    assert not isinstance(raw, Refused)
    linked = structs.replace(raw, external_links=("http://example.org/x.xlsx",))
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
