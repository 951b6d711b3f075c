"""What a cell may mean in two ways: read as was answered, asked about where nobody answered yet.

Each function takes what stands in the cell and gives what is to be read instead; the question goes to the
desk, once a file.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, encode_decimal
from bvreview.review.exchange.personal import holds_personal, personal_numbers, without_personal
from bvreview.review.exchange.questions import Choice, Seen
from bvreview.review.exchange.scale import (
    HUNDREDFOLD,
    MONEY,
    PERCENTAGES,
    THOUSANDS,
    money_question,
    pairs_with_last_year,
    percentages_question,
    questions_of_scale,
)
from bvreview.review.values import parse_number
from bvreview.review.wording import show_date
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.plan import Place

PERCENT_CELLS: Final = "percent_cells"
DATE_ORDER: Final = "date_order"
MONTH: Final = "month"
SWAPPED: Final = "swapped_dates"
SHORT_YEAR: Final = "short_year"
DECIMAL_COMMA: Final = "decimal_comma"
PERSONAL: Final = "personal"
MASK: Final = "mask"

_COMMA: Final = re.compile(r"(-?£?\d+),(\d{1,2})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})([/. -])(\d{1,2})[/. -](\d{4})")
_SHORT: Final = re.compile(
    r"(\d{1,2}[/. -]\d{1,2}[/. -]|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?[ -])(\d{2})"
)
_MONTH_YEAR: Final = re.compile(r"([A-Za-z]{3,9})\.?[ -]\'?(\d{2}|\d{4})")
_LATER: Final = 5  # years after the review's own in which its dates may lie
_AROUND: Final = 10  # years either side in which a year of two digits is not doubted


# numbers


def read_comma(desk: Desk, place: Place, raw: str) -> str:
    """A number with a comma and one or two digits after it, as was answered; "12,50" while nobody did."""
    match = _COMMA.fullmatch(raw.strip())
    if not match:
        return raw
    text = _("Some figures have a comma that may be a decimal comma. How are they to be read?")
    answer = desk.ask(
        DECIMAL_COMMA,
        text,
        Choice("leave", _("Leave them open, to be put right")),
        Choice("point", _("As a decimal comma: 12,50 is twelve and a half")),
        Choice("none", _("As a separator: 12,50 is 1250")),
        at=place,
        found=raw,
    )
    marks = {"point": ".", "none": ""}
    return f"{match[1]}{marks[answer]}{match[2]}" if answer in marks else raw


def read_money(desk: Desk, field: Field, number: Decimal) -> Decimal:
    """An amount in pounds: a thousand times as much where the file was answered to be in thousands."""
    if field.kind is not Kind.MONEY or desk.given.get(MONEY) != THOUSANDS:
        return number
    desk.put(money_question())
    return number * 1000


def read_percent_text(desk: Desk, place: Place, raw: str) -> str:
    """A percentage typed as a text without its sign: up to 1, it may be a share of one."""
    number = parse_number(raw)
    if number is None or "%" in raw or not 0 < abs(number) <= 1:
        return raw
    answer = desk.put(percentages_question(), place, raw)
    return f"{number * 100:f}" if answer == HUNDREDFOLD else raw


def read_percent(desk: Desk, percent: Decimal) -> Decimal:
    """A percentage of a number cell: where so answered, what is up to 1 is a share of one."""
    if desk.given.get(PERCENTAGES) != HUNDREDFOLD or not 0 < abs(percent) <= 1:
        return percent
    desk.put(percentages_question())
    return percent * 100


def is_percent_meant(desk: Desk, place: Place, raw: Decimal) -> bool:
    """Whether 45 in a cell for percentages was answered to mean 45 %."""
    text = _("{found} stands in a cell for a percentage, which makes it {percent} %. How is it to be read?")
    found = encode_decimal(raw)
    answer = desk.ask(
        PERCENT_CELLS,
        text.format(found=found, percent=f"{raw.scaleb(2):,f}"),
        Choice("leave", _("Leave it open, to be put right")),
        Choice("percent", _("As {found} %, and all others like it").format(found=found)),
        at=place,
        found=found,
    )
    return answer == "percent"


def ask_about_scale(desk: Desk, answers: Answers) -> None:
    """Ask about thousands and shares where the figures stand beside last year's in the file."""
    money, percentages = pairs_with_last_year(answers, Kind.MONEY, Kind.PERCENT)
    for question in questions_of_scale(money, percentages):
        desk.put(question)


# dates


def read_date_text(desk: Desk, place: Place, of: Address, raw: str) -> str:
    """A date as text, with its year in full and its day first."""
    text = _with_year(desk, place, raw.strip())
    match = _DAY_MONTH.fullmatch(text)
    if match:
        text = _day_first(desk, place, of, raw, match)
    return text


def _day_first(desk: Desk, place: Place, of: Address, raw: str, match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[3])
    is_month_first = desk.given.get(DATE_ORDER) == MONTH and first <= 12
    if second > 12 >= first:
        rule = "date_month"
    else:
        rule = "date_order" if first <= 12 and first != second else "date_text"
    message = _("The date is written as text; it was read with the day first.")
    if is_month_first:
        message = _("The date is written as text; it was read with the month first.")
    desk.remark(rule, Level.NOTE, Words(raw, message), place, of)
    return f"{second}{match[2]}{first}{match[2]}{match[4]}" if is_month_first else match[0]


def ask_about_order(desk: Desk) -> None:
    """Ask in which order the dates of the file stand, where none of them proves it."""
    rules = {f.rule.removeprefix("file.") for f in desk.findings}
    doubtful = "date_month" in rules or ("date_order" in rules and "date_text" not in rules)
    if doubtful:
        text = _("Dates are written as text; they were read with the day first. Is that so?")
        desk.ask(
            DATE_ORDER,
            text,
            Choice("day", _("Day first: 03/04/2009 is 3 April")),
            Choice(MONTH, _("Month first: 03/04/2009 is 4 March")),
        )
        doubted = [f for f in desk.findings if f.rule in ("file.date_month", "file.date_order")]
        desk.seen[DATE_ORDER] = {Seen(f.sheet, f.cell, f.found): None for f in doubted}


def _with_year(desk: Desk, place: Place, text: str) -> str:
    """The date with a year of four digits: "12/05/10", "12 May 10", "Mar-09" (the first of the month)."""
    if match := _SHORT.fullmatch(text):
        return f"{match[1]}{_whole_year(desk, place, match[2], text) or match[2]}"
    match = _MONTH_YEAR.fullmatch(text)
    if not match:
        return text
    year = match[2] if len(match[2]) == 4 else _whole_year(desk, place, match[2], text)
    return f"1 {match[1]} {year}" if year else text


def _whole_year(desk: Desk, place: Place, short: str, text: str) -> str:
    """The year meant by two digits: around the review's own it is not doubted."""
    start = desk.identity.head.period.start
    year = start // 100 * 100 + int(short)
    if abs(year - start) <= _AROUND:
        return str(year)
    question = _('Some years have two digits, like "{found}". In which century are they?')
    answer = desk.ask(
        SHORT_YEAR,
        question.format(found=text),
        Choice("leave", _("Leave them open, to be put right")),
        Choice("1900", _("In the 1900s")),
        Choice("2000", _("In the 2000s")),
        at=place,
        found=text,
    )
    return f"{answer[:2]}{short}" if answer in ("1900", "2000") else ""


def read_true_date(desk: Desk, place: Place, of: Address, day: date) -> date:
    """A date, its day and month swapped where that brings it into the review and was so answered."""
    desk.days[of] = day
    other = _brought_inside(desk, day)
    if other is None or desk.given.get(SWAPPED) != "swapped":
        return day
    message = _("Day and month were swapped: it was {found}.").format(found=day.isoformat())
    desk.remark("date_swapped", Level.NOTE, Words(day.isoformat(), message), place, of)
    return other


def ask_about_swapped(desk: Desk) -> None:
    """Ask whether an American setting swapped days and months.

    It leaves days after the 12th as text: a true date with such a day speaks for the dates of tables, in
    which years before and after the review are usual.
    """
    is_proved = any(day.day > 12 for day in desk.days.values())
    for of, day in desk.days.items():
        other = _brought_inside(desk, day)
        if other is None or (of.row and is_proved):
            continue
        text = _("A date lies outside the time of the review; with day and month swapped it is {day}.")
        desk.ask(
            SWAPPED,
            f"{text.format(day=show_date(other))} {_('Were they swapped by an American setting?')}",
            Choice("as_written", _("No, the dates are as they stand")),
            Choice("swapped", _("Yes, swap day and month where that brings a date into the review")),
            at=desk.places.get(of, ""),
            found=show_date(day),
        )


def _brought_inside(desk: Desk, day: date) -> date | None:
    other = _other_way(day)
    return other if other and not _is_inside(desk, day) and _is_inside(desk, other) else None


def _other_way(day: date) -> date | None:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 and day.day != day.month else None


def _is_inside(desk: Desk, day: date) -> bool:
    period = desk.identity.head.period
    return period.first_day <= day <= period.last_day.replace(year=period.last_day.year + _LATER)


# persons


def read_personal(desk: Desk, place: Place, of: Address, raw: str) -> str:
    """A text without the numbers and birth dates that identify a person, where so answered."""
    if not holds_personal(raw):
        return raw
    message = _("The text may hold a number that identifies a person.")
    desk.remark("personal", Level.NOTE, Words("", message, _("Take it out, or confirm it.")), place, of)
    answer = desk.ask(
        PERSONAL,
        _("Some numbers seem to identify a person. Take the file in with them?"),
        Choice("yes", _("Take it in with them")),
        Choice(MASK, _("Take it in without them: the numbers are left out")),
        at=place,
        found=", ".join(personal_numbers(raw)),
    )
    return without_personal(raw) if answer == MASK else raw
