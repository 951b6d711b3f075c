"""What people type and workbooks hold is read as they mean it, or kept as it came."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import COLOURS

from bvreview.framework.sections import Field, Kind
from bvreview.review.cells import Answer, State, encode_decimal, encode_value
from bvreview.review.values import LONGEST_TEXT, decode_value, normalise_text, parse_number, read_entry
from bvreview.review.wording import show_money, show_number, show_percent, show_value


def field(kind: Kind, places: int = 2) -> Field:
    return Field(id="f", label="F", kind=kind, places=places)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,234", "1234"),
        ("£12.50", "12.5"),
        ("£ 12", "12"),
        ("-£12", "-12"),
        ("(34)", "-34"),
        ("(£1,200.10)", "-1200.1"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("\u22125", "-5"),
        ("  7 ", "7"),
        (".5", "0.5"),
        ("12 %", "12"),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_numbers_as_people_write_them(typed: str, read: str) -> None:
    assert parse_number(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed", ["4,2", "12,50", "1,23,456", "abc", "", "1.2.3", "--5", "1e999", "NaN", "12a", "1 23"]
)
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert parse_number(typed) is None


def test_a_decimal_comma_is_pending_and_says_both_readings() -> None:
    entry = read_entry(field(Kind.NUMBER), "4,2")
    assert entry.answer == Answer(state=State.PENDING, raw="4,2")
    assert entry.remark == '"4,2" could be 4.2 or 42. Give the number with a point.'


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("n/a", State.NOT_APPLICABLE),
        ("Not applicable", State.NOT_APPLICABLE),
        ("not collected", State.NOT_COLLECTED),
        ("*", State.SUPPRESSED),
        ("tbc", State.PENDING),
        ("see note", State.PENDING),
    ],
)
def test_words_in_a_number_cell_are_states_and_never_zero(typed: str, state: State) -> None:
    answer = read_entry(field(Kind.MONEY), typed).answer
    assert answer is not None
    assert answer.state is state
    assert answer.value is None


@pytest.mark.parametrize("typed", [None, "", "  ", "\n\t", "\u00a0"])
def test_blank_is_blank(typed: str | None) -> None:
    assert read_entry(field(Kind.MONEY), typed).answer is None


def test_zero_is_given() -> None:
    assert read_entry(field(Kind.MONEY), "0").answer == Answer(Decimal(0))


def test_a_number_with_a_note_keeps_both() -> None:
    entry = read_entry(field(Kind.NUMBER), "12 (estimate)")
    assert entry.answer == Answer(Decimal(12), note="estimate")
    assert "was read as 12" in entry.remark


def test_a_percentage_is_held_as_nought_to_a_hundred() -> None:
    assert read_entry(field(Kind.PERCENT), "85 %").answer == Answer(Decimal(85))


def test_a_percentage_in_a_number_field_is_not_read() -> None:
    answer = read_entry(field(Kind.NUMBER), "12%").answer
    assert answer is not None
    assert answer.state is State.PENDING


def test_more_places_than_the_field_has_are_rounded_and_said() -> None:
    entry = read_entry(field(Kind.MONEY), "1.005")
    assert entry.answer == Answer(Decimal("1.01"))
    assert entry.remark == '"1.005" was read as 1.01.'


def test_sixteen_digits_are_refused() -> None:
    answer = read_entry(field(Kind.NUMBER), "1234567890123456").answer
    assert answer is not None
    assert answer.state is State.PENDING


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12 May 2010", date(2010, 5, 12)),
        ("03/04/2009", date(2009, 4, 3)),
        ("3.4.2009", date(2009, 4, 3)),
        ("2009-04-03", date(2009, 4, 3)),
        ("1st April, 2009", date(2009, 4, 1)),
        (datetime(2009, 4, 3, 0, 0), date(2009, 4, 3)),
    ],
)
def test_dates_are_day_first(typed: object, day: date) -> None:
    assert read_entry(field(Kind.DATE), typed).answer == Answer(day)


@pytest.mark.parametrize(
    "typed", ["31/02/2009", "13/13/2009", "Mar-09", "01/01/1900", "next week", "5 Foo 2009"]
)
def test_what_is_no_date_is_pending(typed: str) -> None:
    entry = read_entry(field(Kind.DATE), typed)
    assert entry.answer == Answer(state=State.PENDING, raw=typed)
    assert typed in entry.remark


def test_choices_are_found_by_label_in_any_case_and_dash() -> None:
    chosen = Field(id="f", label="F", kind=Kind.CHOICE, list="colours")
    assert read_entry(chosen, "sea green ", COLOURS).answer == Answer("sea_green")
    assert "was read as" in read_entry(chosen, "sea green", COLOURS).remark
    assert read_entry(chosen, "Sea-green", COLOURS).remark == ""
    assert '"blue" is not in the list' in read_entry(chosen, "blue", COLOURS).remark


def test_several_choices_stand_in_the_order_of_the_list() -> None:
    several = Field(id="f", label="F", kind=Kind.CHOICES, list="colours")
    assert read_entry(several, "sea-green; Dark red", COLOURS).answer == Answer(("red", "sea_green"))


def test_text_keeps_what_looks_like_a_formula_or_a_state() -> None:
    assert read_entry(field(Kind.TEXT), "=1+1").answer == Answer("=1+1")
    assert read_entry(field(Kind.TEXT), "n/a").answer == Answer("n/a")
    assert read_entry(field(Kind.TEXT), "not applicable").answer == Answer(state=State.NOT_APPLICABLE)


def test_control_characters_go_and_it_is_said() -> None:
    entry = read_entry(field(Kind.TEXT), "a\x07b")
    assert entry.answer == Answer("ab")
    assert entry.remark


def test_text_that_excel_cannot_hold_is_not_cut() -> None:
    entry = read_entry(field(Kind.LONG_TEXT), "x" * (LONGEST_TEXT + 1))
    assert entry.answer == Answer(state=State.PENDING, raw="x" * (LONGEST_TEXT + 1))


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise_text(normalise_text(text)) == normalise_text(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_what_is_shown_reads_back_equal(number: Decimal) -> None:
    money = field(Kind.MONEY)
    for shown in (show_money(number), show_number(number, 2), encode_decimal(number)):
        entry = read_entry(money, shown)
        assert entry.answer == Answer(number)


@given(st.one_of(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.dates(), st.text()))
def test_canonical_text_decodes_to_the_value(value: Decimal | date | str) -> None:
    kind = {Decimal: Kind.NUMBER, date: Kind.DATE, str: Kind.TEXT}[type(value)]
    assert decode_value(field(kind), encode_value(value)) == value


def test_british_style() -> None:
    assert show_money(Decimal("-1234.5")) == "\u2212£1,234.50"
    assert show_percent(Decimal("85.5")) == "86%"
    assert show_value(field(Kind.DATE), date(2010, 5, 12)) == "12 May 2010"


def test_a_worked_out_figure_is_shown_at_the_precision_of_its_field() -> None:
    assert show_value(field(Kind.NUMBER), Decimal(4930) / Decimal("186.7")) == "26.41"
    assert show_value(field(Kind.PERCENT, places=1), Decimal(100) / 3) == "33.3"
    assert show_value(field(Kind.INTEGER), Decimal("2.5")) == "3"
    assert show_value(field(Kind.MONEY), Decimal("1234.5")) == "1,234.50"
    assert show_value(field(Kind.MONEY), Decimal("1234.00")) == "1,234"
