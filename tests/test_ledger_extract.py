"""A ledger extract: amounts as people write them, columns, lines, totals that count once, and the mapping."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from factories.ledger import as_text, ledger_rows, shown
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bvreview.framework.ledger_checks import ledger_problems
from bvreview.framework.loader import default_framework
from bvreview.review.cells import Answer, Cell, parse_address
from bvreview.review.ledger.allotment import (
    NOWHERE,
    Entry,
    Pair,
    Place,
    add_all,
    answers_of,
    decode_places,
    encode_places,
    entries_of,
    remember,
    targets,
    with_place,
)
from bvreview.review.ledger.amounts import read_amount
from bvreview.review.ledger.extract import Kind, Sums, add_up, read_extract
from bvreview.review.ledger.extract_columns import Columns, Role, recognise
from bvreview.review.ledger.proposals import propose
from bvreview.review.periods import FinancialYear
from bvreview.review.sources import extract_source, is_from_extract, source_after

PACK = default_framework()
TARGETS = targets(PACK)
assert TARGETS
LINES, USES, REASONS = list(TARGETS.lines), list(TARGETS.uses), list(TARGETS.reasons)

money = st.decimals(-10_000_000, 10_000_000, places=2)
pairs = st.tuples(st.sampled_from(["", "10", "20", "30"]), st.sampled_from(["1000", "2000", "3000"]))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("(1,234.56)", "-1234.56"),
        ("£1,234.56", "1234.56"),
        ("£(1,234.56)", "-1234.56"),
        ("-£12", "-12"),
        ("1,234.56-", "-1234.56"),
        ("1,234.56 CR", "-1234.56"),
        ("CR 1,234", "-1234"),
        ("1,234.56DR", "1234.56"),
        ("\u22125", "-5"),
        ("1 234", "1234"),
        ("123\u00b9", "123"),
        ("12.345678", "12.35"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_ledgers_write_it(text: str, value: str) -> None:
    assert read_amount(text).value == Decimal(value)
    assert not read_amount(text).why


@pytest.mark.parametrize("text", ["", " ", "-", "\u2013", "nil", "\t", "N/A"])
def test_a_blank_and_a_dash_are_nothing_and_not_zero(text: str) -> None:
    assert read_amount(text).value is None
    assert not read_amount(text).why


@pytest.mark.parametrize(
    "text", ["20.221", "1:8", "(Durham", "12%", "1,23", "1.2E+05", "####", "#REF!", "ten", "12- CR", "9" * 15]
)
def test_what_could_be_something_else_is_not_read(text: str) -> None:
    assert read_amount(text).value is None
    assert text in read_amount(text).why


@given(money)
def test_every_amount_comes_back_from_every_way_of_writing_it(amount: Decimal) -> None:
    plain = f"{abs(amount):,.2f}"
    ways = [plain, f"£{plain}", f"{plain} DR"] if amount >= 0 else [f"({plain})", f"{plain}-", f"{plain} CR"]
    for text in (*ways, shown(amount)):
        assert read_amount(text).value == amount


def test_a_point_is_a_point_where_the_whole_column_has_three_decimals() -> None:
    rows = [["1000", text] for text in ("20.221", "1,020.236", "3.100", "4.250", "912.400")]
    extract = read_extract(rows, Columns({Role.ACCOUNT: 0, Role.ACTUAL: 1}))
    assert extract.total.actual == Decimal("1960.21")
    alone = read_extract([["1000", "20.221"], ["2000", "20,236"]], Columns({Role.ACCOUNT: 0, Role.ACTUAL: 1}))
    assert [aside.text for aside in alone.of_kind(Kind.UNREAD)] == ["1000 \u00b7 20.221"]


# columns


def test_columns_are_known_by_their_header() -> None:
    found = recognise(ledger_rows())
    assert found == Columns(
        {
            Role.CENTRE: 0,
            Role.CENTRE_NAME: 1,
            Role.ACCOUNT: 2,
            Role.NAME: 3,
            Role.BUDGET: 4,
            Role.ACTUAL: 5,
        },
        header=1,
    )


def test_columns_without_a_header_are_known_by_what_stands_in_them() -> None:
    rows = [row for row in ledger_rows()[1:] if "otal" not in row[0]]
    found = recognise(rows)
    assert found.header == 0
    assert {
        role: found.of[role] for role in (Role.CENTRE, Role.ACCOUNT, Role.NAME, Role.BUDGET, Role.ACTUAL)
    } == {
        Role.CENTRE: 0,
        Role.ACCOUNT: 2,
        Role.NAME: 3,
        Role.BUDGET: 4,
        Role.ACTUAL: 5,
    }


def test_a_variance_is_neither_budget_nor_ledger() -> None:
    header = ["CC", "A/C", "Narrative", "Annual budget", "Actual to date", "Variance"]
    body = [
        ["10", "1000", "Pay", "100.00", "90.00", "10.00"],
        ["10", "2000", "Rent", "50.00", "60.00", "(10.00)"],
    ]
    for rows in ([header, *body], body * 4):
        found = recognise(rows)
        assert (found.of[Role.BUDGET], found.of[Role.ACTUAL]) == (3, 4)


def test_two_header_rows_are_read_together_and_thousands_are_seen() -> None:
    rows = [
        ["Derbyshire Probation Trust", "", "", "2009-10", "2009-10"],
        ["Cost centre", "Account code", "Description", "Budget", "Outturn"],
        ["", "", "", "£000", "£000"],
        ["3100", "1000", "Salaries", "1,200", "1,250.5"],
    ]
    found = recognise(rows)
    assert (found.header, found.thousands) == (3, True)
    assert found.of[Role.BUDGET] == 3
    assert read_extract(rows, found).total == Sums(Decimal(1200000), Decimal(1250500), 1, 1, 1)


def test_of_several_budgets_that_of_the_year_and_the_last_one_approved_is_taken() -> None:
    header = [
        "Account",
        "2008/09 Budget",
        "2008/09 Actual",
        "Original budget 2009-10",
        "Revised budget 2009-10",
    ]
    rows = [[*header, "Actual 09/10", "Forecast 2009-10"], ["1000", "1", "2", "3", "4", "5", "6"]]
    found = recognise(rows, FinancialYear(2009)).of
    assert (found[Role.BUDGET], found[Role.ACTUAL]) == (4, 5)
    found = recognise(rows, FinancialYear(2008)).of
    assert (found[Role.BUDGET], found[Role.ACTUAL]) == (1, 2)


def test_debits_and_credits_in_two_columns_are_one_amount() -> None:
    rows = [
        ["Account", "Debit", "Credit"],
        ["1000", "500.00", ""],
        ["1000", "", "20.00"],
        ["2000", "1.00", "-"],
    ]
    assert read_extract(rows, recognise(rows)).total.actual == Decimal(481)


# lines and totals


def test_no_total_counts_twice() -> None:
    rows = ledger_rows()
    extract = read_extract(rows, recognise(rows))
    assert len(extract.lines) == 60
    assert len(extract.of_kind(Kind.TOTAL)) == 7
    assert extract.stated
    assert (extract.stated.budget, extract.stated.actual) == (extract.total.budget, extract.total.actual)


@given(st.lists(st.tuples(pairs, money, st.sampled_from(["", "Total", "Subtotal", "none"])), min_size=1))
def test_totals_between_and_below_change_no_sum(amounts: list[tuple[Pair, Decimal, str]]) -> None:
    rows = [["CC", "Account", "Description", "Actual"]]
    since: list[Decimal] = []
    for (centre, account), amount, word in amounts:
        rows.append([centre or "00", account, "Words", shown(amount)])
        since.append(amount)
        if word != "none" and (word or len(since) > 1):  # one line alone is no sum without the word
            rows.append([word, "", "", shown(sum(since, Decimal(0)))])
            since = []
    whole = sum((amount for __, amount, ___ in amounts), Decimal(0))
    rows.append(["Grand Total", "", "", shown(whole)])
    extract = read_extract(rows, recognise(rows))
    assert extract.total.actual == whole
    assert extract.stated
    assert extract.stated.actual == whole


def test_lines_that_were_copied_twice_are_counted() -> None:
    rows = ledger_rows()
    assert read_extract(rows, recognise(rows)).doubled == 0
    assert read_extract(rows * 2, recognise(rows)).doubled == 120


def test_a_total_without_the_word_is_known_by_its_sum() -> None:
    rows = [
        ["CC", "Account", "Description", "Actual"],
        ["10", "1000", "Pay", "100.00"],
        ["10", "2000", "Rent", "50.50"],
        ["", "", "Branch office", "150.50"],
        ["20", "1000", "Pay", "10.00"],
        ["20", "2000", "Rent", "20.00"],
        ["20", "", "", "30.00"],
        ["", "", "", "180.50"],
        ["", "", "Bank interest", "7.00"],
    ]
    extract = read_extract(rows, recognise(rows))
    assert [aside.row for aside in extract.of_kind(Kind.TOTAL)] == [4, 7, 8]
    assert extract.total.actual == Decimal("187.50")  # what has no code and is no sum is a line


def test_a_firm_that_is_called_total_is_a_line() -> None:
    rows = [
        ["CC", "Account", "Description", "Actual"],
        ["10", "1000", "Pay", "5"],
        ["10", "2000", "Total Fuel", "3"],
    ]
    assert len(read_extract(rows, recognise(rows)).lines) == 2


def test_the_extracts_own_total_is_told_where_it_differs() -> None:
    rows = [["CC", "Account", "Actual"], ["10", "1000", "100"], ["10", "2000", "x1"], ["Total", "", "150"]]
    extract = read_extract(rows, recognise(rows))
    assert extract.stated
    assert (extract.total.actual, extract.stated.actual) == (Decimal(100), Decimal(150))
    assert [aside.why for aside in extract.of_kind(Kind.UNREAD)] == ['"x1" is no amount.']


def test_a_subtotal_at_the_end_is_no_grand_total() -> None:
    rows = [
        ["CC", "Account", "Actual"],
        *(["10", "1000", "100"], ["10", "2000", "1"], ["Total 10", "", "101"]),
        *(["20", "1000", "300"], ["20", "2000", "3"], ["Total 20", "", "303"]),
    ]
    assert read_extract(rows, recognise(rows)).stated is None


def test_a_cost_centre_that_is_named_once_is_carried_down() -> None:
    rows = [
        ["CC", "Account", "Actual"],
        ["10", "1000", "100"],
        ["", "2000", "1"],
        ["20", "1000", "3"],
        ["", "", "9"],
    ]
    extract = read_extract(rows, recognise(rows))
    assert [line.centre for line in extract.lines] == ["10", "10", "20", ""]
    assert extract.carried == 1


def test_headings_lines_without_an_amount_and_a_second_header_are_set_aside() -> None:
    header = ["CC", "Account", "Description", "Actual"]
    rows = [header, ["Staff", "", "", ""], ["10", "1000", "Pay", "100"], header, ["10", "2000", "Rent", "-"]]
    extract = read_extract(rows, recognise(rows))
    assert [aside.kind for aside in extract.asides] == [Kind.HEADING, Kind.HEADING, Kind.NO_FIGURE]
    assert len(extract.lines) == 1


def test_a_column_of_words_as_amounts_leaves_no_line_and_says_so() -> None:
    rows = ledger_rows()
    columns = Columns({**recognise(rows).of, Role.ACTUAL: 3}, header=1)
    extract = read_extract(rows, columns)
    assert not extract.lines
    assert len(extract.of_kind(Kind.UNREAD)) == 60


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=30))
def test_rubbish_is_read_or_set_aside_and_never_lost(rows: list[list[str]]) -> None:
    columns = recognise(rows)
    extract = read_extract(rows, columns)
    filled = [row for row in rows[columns.header :] if any(cell.strip() for cell in row)]
    assert len(extract.lines) + len(extract.asides) == len(filled)


# the mapping

places = st.one_of(
    st.just(NOWHERE),
    st.builds(lambda use: Place(use=use), st.sampled_from(USES)),
    st.builds(lambda line, use: Place(line, use), st.sampled_from(LINES), st.sampled_from(["", *USES])),
    st.builds(lambda reason: Place(left_out=reason), st.sampled_from(REASONS)),
)


def _entries(amounts: list[tuple[Pair, Decimal, Decimal]]) -> tuple[Entry, ...]:
    rows = [[*pair, "Words", f"{budget:.2f}", f"{actual:.2f}"] for pair, budget, actual in amounts]
    columns = Columns(
        dict(zip((Role.CENTRE, Role.ACCOUNT, Role.NAME, Role.BUDGET, Role.ACTUAL), range(5), strict=True))
    )
    return entries_of(line for row in [read_extract([row], columns) for row in rows] for line in row.lines)


@given(st.lists(st.tuples(pairs, money, money), max_size=30), st.dictionaries(pairs, places))
def test_mapped_left_out_and_unmapped_make_up_the_extract(
    amounts: list[tuple[Pair, Decimal, Decimal]], mapping: dict[Pair, Place]
) -> None:
    whole = add_all(_entries(amounts), mapping)
    parts = add_up([whole.mapped, *whole.left_out.values(), whole.unmapped])
    assert parts == whole.total
    assert whole.total.budget == sum((budget for __, budget, ___ in amounts), Decimal(0))
    assert whole.total.actual == sum((actual for *__, actual in amounts), Decimal(0))
    assert add_up([*whole.by_use.values(), whole.unused]) == whole.mapped


@given(st.dictionaries(pairs, places))
def test_a_mapping_comes_back_as_it_was_kept(mapping: dict[Pair, Place]) -> None:
    kept = {pair: place for pair, place in mapping.items() if place != NOWHERE}
    assert decode_places(encode_places(mapping)) == kept


@pytest.mark.parametrize("text", ["", "{}", "[[1]]", "not json", '[["a","b","c"]]'])
def test_a_mapping_that_cannot_be_read_is_forgotten(text: str) -> None:
    assert decode_places(text) == {}


def test_what_was_mapped_comes_again_and_like_codes_and_words_are_proposed() -> None:
    rows = ledger_rows()
    entries = entries_of(read_extract(rows, recognise(rows)).lines)
    first = propose(PACK, entries, {})
    assert first["3100", "1000"].place == Place("ledger.lines:staff", "ledger.services:community-payback")
    assert first["9100", "2000"].place == Place("ledger.lines:premises", "pools.pools:it")
    assert first["3200", "9000"].place == Place(left_out="income")
    assert not any(proposal.is_sure for proposal in first.values())
    mine = Place("ledger.lines:other", "pools.pools:finance")
    again = propose(PACK, entries, {("3300", "4100"): mine})
    assert again["3300", "4100"].place == mine
    assert again["3300", "4100"].is_sure
    assert again["3100", "4100"].place.line == "ledger.lines:other"  # the account as elsewhere
    assert again["3300", "1000"].place.use == "pools.pools:finance"  # the cost centre as elsewhere
    assert not again["3100", "4100"].is_sure


def test_a_mapping_to_a_line_that_is_gone_is_named_and_asked_for_anew() -> None:
    rows = ledger_rows()
    entries = entries_of(read_extract(rows, recognise(rows)).lines)
    found = propose(PACK, entries, {("3100", "1000"): Place("ledger.lines:agency", "pools.pools:it")})
    assert found["3100", "1000"].gone == "ledger.lines:agency"
    assert found["3100", "1000"].place == Place("ledger.lines:staff", "pools.pools:it")
    assert not found["3100", "1000"].is_sure


def test_what_is_left_out_has_no_use() -> None:
    place = Place(LINES[0], USES[0])
    assert with_place(place, line="?income") == Place(left_out="income")
    assert with_place(Place(left_out="income"), use=USES[0]) == Place(left_out="income")
    assert with_place(Place(left_out="income"), line=LINES[1]) == Place(LINES[1])
    assert with_place(place, use="") == Place(LINES[0])
    assert remember({("1", "2"): place}, {("1", "2"): NOWHERE}) == {}


# what is written

SOURCE = extract_source("clipboard", date(2009, 11, 20))


def test_figures_are_written_with_their_source_and_notes_stay() -> None:
    rows = ledger_rows()
    entries = entries_of(read_extract(rows, recognise(rows)).lines)
    whole = add_all(entries, {pair: proposal.place for pair, proposal in propose(PACK, entries, {}).items()})
    at = parse_address("ledger.lines:staff.actual")
    cells = {at: Cell(at, Answer(Decimal(1), note="Provisional"))}
    found = answers_of(PACK, whole, cells, SOURCE, ("budget", "actual"))
    assert found[at] == Answer(whole.by_line["ledger.lines:staff"].actual, source=SOURCE, note="Provisional")
    assert SOURCE == "Ledger extract, clipboard, 20 November 2009"
    lines = sum(
        a.value for p, a in found.items() if a and p.field == "actual" and isinstance(a.value, Decimal)
    )
    assert lines == whole.mapped.actual
    uses = [p for p in found if p.section == "pools" or p.part == "services"]
    assert uses
    income = found[parse_address("ledger.income")]
    assert income
    assert income.value == -whole.left_out["income"].actual > 0


def test_a_figure_that_an_earlier_extract_gave_goes_where_this_one_gives_none() -> None:
    earlier, typed = (
        parse_address("ledger.lines:travel.actual"),
        parse_address("ledger.lines:premises.actual"),
    )
    cells = {
        earlier: Cell(earlier, Answer(Decimal(5), source=SOURCE)),
        typed: Cell(typed, Answer(Decimal(6))),
    }
    entries = _entries([(("10", "1000"), Decimal(1), Decimal(2))])
    whole = add_all(entries, {("10", "1000"): Place("ledger.lines:staff")})
    found = answers_of(PACK, whole, cells, SOURCE, ("actual",))
    assert found[earlier] is None
    assert typed not in found
    assert parse_address("ledger.lines:staff.budget") not in found
    assert is_from_extract(Answer(Decimal(5), source=SOURCE))


def test_an_extract_is_no_source_of_what_is_typed_over_its_figure() -> None:
    old = Answer(Decimal(5), source=SOURCE)
    assert source_after(old, Answer(Decimal(6))) == ""
    assert source_after(old, Answer(Decimal(5))) == SOURCE
    assert source_after(Answer(Decimal(5), source="payroll"), Answer(Decimal(6))) == "payroll"


def test_what_is_in_no_line_costs_no_service() -> None:
    entries = _entries([(("10", "1000"), Decimal(0), Decimal(7)), (("10", "2000"), Decimal(0), Decimal(100))])
    service = "ledger.services:community-payback"
    whole = add_all(entries, {("10", "1000"): Place(LINES[0], service), ("10", "2000"): Place(use=service)})
    assert (whole.mapped.actual, whole.unmapped.actual) == (Decimal(7), Decimal(100))
    found = answers_of(PACK, whole, {}, SOURCE, ("actual",))
    assert found[parse_address(f"{service}.direct")] == Answer(Decimal(7), source=SOURCE)


def test_a_line_without_a_budget_gets_none() -> None:
    columns = Columns({Role.ACCOUNT: 0, Role.BUDGET: 1, Role.ACTUAL: 2})
    entries = entries_of(read_extract([["1000", "", "5.00"], ["2000", "7.00", "8.00"]], columns).lines)
    whole = add_all(entries, {("", "1000"): Place(LINES[0]), ("", "2000"): Place(LINES[1])})
    found = answers_of(PACK, whole, {}, SOURCE, ("budget", "actual"))
    assert {str(address) for address in found if address.field == "budget"} == {f"{LINES[1]}.budget"}


def test_a_pasted_text_is_the_same_rows() -> None:
    from ui.forms.block import parse_block

    rows = ledger_rows()
    assert parse_block(as_text(rows)) == rows


# the pack


def test_a_mistake_in_where_extracts_go_is_named() -> None:
    ledger = PACK.ledger
    assert ledger
    wrong = structs.replace(
        ledger,
        budget="pools.pools.last_year",
        uses=("ledger.services.direct", "costs.staff.fte", "ledger.gross"),
        words={"ledger.lines:staff": ("pay",), "ledger.lines:agency": ("agency",)},
    )
    found = [str(problem) for problem in ledger_problems(structs.replace(PACK, ledger=wrong))]
    assert found == [
        'ledger.toml, uses 2: "costs.staff.fte" is no money of the organisation year.',
        'ledger.toml, uses 3: "ledger.gross" is no money of the organisation year.',
        "ledger.toml, budget: it stands in another grid than the actual figures.",
        'ledger.toml, words: "ledger.lines:agency" is no row, answer or reason of an extract.',
    ]
