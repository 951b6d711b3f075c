"""Which column of a pasted table is which: by its header where there is one, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

from bvreview.i18n import _
from bvreview.review.ledger.amounts import read_amount
from bvreview.review.periods import FinancialYear

Rows = Sequence[Sequence[str]]
LOOKED_AT: Final = 200
"""Rows by which columns without a header are told apart."""
MOST_HEADERS: Final = 12
_CODE: Final = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_-]{0,15}")


class Role(StrEnum):
    """What a column is."""

    CENTRE = "centre"
    CENTRE_NAME = "centre name"
    ACCOUNT = "account"
    NAME = "name"
    BUDGET = "budget"
    ACTUAL = "actual"
    CREDIT = "credit"


AMOUNTS: Final = (Role.BUDGET, Role.ACTUAL, Role.CREDIT)


def role_words() -> dict[Role, str]:
    """What each role is called."""
    return {
        Role.CENTRE: _("Cost centre"),
        Role.CENTRE_NAME: _("Name of the cost centre"),
        Role.ACCOUNT: _("Account code"),
        Role.NAME: _("Description"),
        Role.BUDGET: _("Budget"),
        Role.ACTUAL: _("Ledger"),
        Role.CREDIT: _("Credits, taken off the ledger"),
    }


_HEADERS: Final = (  # the first that fits counts
    (Role.CENTRE_NAME, r"(cost )?cent(re|er) (name|description|title)|cc (name|desc\w*)"),
    (
        Role.CENTRE,
        r"((cost )?cent(re|er)|cc|c/c|objective|department|dept)( code| no\.?| number)?",
    ),
    (Role.NAME, r".*(description|narrative|details)|(account|nominal|subjective|code) name|name|text"),
    (
        Role.ACCOUNT,
        r"(account|nominal|subjective|gl|a/c|expense|detail)( account)?( code| no\.?| number)?|code|account",
    ),
    (Role.CREDIT, r"credits?( amount)?|cr"),
    (Role.BUDGET, r".*\bbudget\b.*"),
    (Role.ACTUAL, r".*\b(actuals?|ledger|outturn|spend|expenditure|net|balance|amount|debits?|dr)\b.*"),
)
_NOT_AMOUNTS: Final = re.compile(
    r"\b(varian|differen|remaining|forecast|per cent|commit|last year|prior)|%", re.IGNORECASE
)
_LATER: Final = re.compile(r"\b(revised|current|latest|approved|actuals?|outturn)\b", re.IGNORECASE)
"""Of several budgets the one last approved counts, and what was spent before what is left."""
_YEAR: Final = re.compile(r"\b(?:20)?(\d\d)\s*(?:[-/\u2013]|to)\s*(?:20)?(\d\d)\b")
_THOUSANDS: Final = re.compile(r"\u00a3?\s*['\u2019]?000s?\b|\u00a3\s?k\b|thousands?", re.IGNORECASE)


class Columns(Struct, frozen=True):
    """Which column (from 0) has which role, how many rows the header has, and the unit of the amounts."""

    of: Mapping[Role, int] = field(default_factory=dict)
    header: int = 0
    thousands: bool = False

    def text(self, row: Sequence[str], role: Role) -> str:
        """What a row says in a role; "" where there is no such column."""
        column = self.of.get(role, -1)
        return " ".join(row[column].split()) if 0 <= column < len(row) else ""


def recognise(rows: Rows, year: FinancialYear | None = None) -> Columns:
    """The columns of a table as they seem to be; a person may put that right.

    ``year``: of several budgets or ledgers, that of this year is meant.
    """
    header = _header_rows(rows)
    titles = column_titles(rows, header)
    wordings = [(title, *_cells(rows[:header], n)) for n, title in enumerate(titles)]
    found = _by_titles(wordings, year)
    if Role.ACTUAL not in found and Role.BUDGET not in found:
        found |= _by_amounts(rows[header : header + LOOKED_AT], found)
    if Role.CENTRE not in found and Role.ACCOUNT not in found:
        found |= _by_codes(rows[header : header + LOOKED_AT], found)
    thousands = any(_THOUSANDS.search(cell) for row in rows[:header] for cell in row)
    return Columns(found, header, thousands)


def column_titles(rows: Rows, header: int) -> list[str]:
    """The titles of the columns, those of several header rows one after the other."""
    wide = max((len(row) for row in rows), default=0)
    tops = [[*(" ".join(cell.split()) for cell in row), *[""] * (wide - len(row))] for row in rows[:header]]
    return [" ".join(dict.fromkeys(filter(None, (row[n] for row in tops)))) for n in range(wide)]


def _header_rows(rows: Rows) -> int:
    """The rows down to the last that names columns, units or years, before the first with an amount."""
    header = 0
    for number, row in enumerate(rows[:MOST_HEADERS], 1):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > 1 and any(_is_amount(cell) and not _is_heading(cell) for cell in filled[1:]):
            break
        if any(_role_of(cell) or _is_heading(cell) for cell in filled):
            header = number
    return header


def _is_amount(cell: str) -> bool:
    return read_amount(cell).value is not None


def _is_heading(cell: str) -> bool:
    """Whether what reads like an amount is a year or a unit."""
    return _THOUSANDS.search(cell) is not None or re.fullmatch(r"(19|20)\d\d", cell.strip()) is not None


def _cells(rows: Rows, column: int) -> list[str]:
    """What stands in a column, the last first."""
    return [row[column] for row in reversed(rows) if column < len(row)]


def _by_titles(titles: Sequence[Sequence[str]], year: FinancialYear | None) -> dict[Role, int]:
    """The column of each role: by its whole title, or by one of the rows that it is made of."""
    fits: dict[Role, list[int]] = {}
    for column, wordings in enumerate(titles):
        if role := next((role for words in wordings if (role := _role_of(words))), None):
            fits.setdefault(role, []).append(column)
    ranks = {column: _rank(wordings[0], year) for column, wordings in enumerate(titles)}
    return {
        role: max(columns, key=lambda n: (ranks[n] if role in AMOUNTS else (0, 0), -n))
        for role, columns in fits.items()
    }


def _rank(title: str, year: FinancialYear | None) -> tuple[int, int]:
    """How well one of several columns of amounts fits: this year before none, before another."""
    said = {(int(one), int(other)) for one, other in _YEAR.findall(title)}
    said = {(one, other) for one, other in said if other == (one + 1) % 100}
    wanted = (year.start % 100, (year.start + 1) % 100) if year else None
    of_year = 0 if not said or not wanted else 1 if wanted in said else -1
    return of_year, int(_LATER.search(title) is not None)


def _role_of(title: str) -> Role | None:
    plain = re.sub(r"\(.*?\)|[\u00a3'\u2019]|\b0{3}s?\b|\s+", " ", title).casefold().strip()
    for role, pattern in _HEADERS:
        if re.fullmatch(pattern, plain):
            return None if role in AMOUNTS and _NOT_AMOUNTS.search(title) else role
    return None


def _by_amounts(rows: Rows, known: Mapping[Role, int]) -> dict[Role, int]:
    """Budget and ledger among the columns of amounts: the last two that are no difference of two others."""
    free = [n for n in _columns(rows) if n not in known.values()]
    amounts = [n for n in free if _share(rows, n, _is_amount) > 0.6 and not _looks_like_codes(rows, n)]
    if len(amounts) > 2 and _is_difference(rows, amounts[-3:]):
        amounts = amounts[:-1]
    names = (Role.BUDGET, Role.ACTUAL) if len(amounts) > 1 else (Role.ACTUAL,)
    return dict(zip(names, amounts[-2:], strict=True)) if amounts else {}


def _by_codes(rows: Rows, known: Mapping[Role, int]) -> dict[Role, int]:
    """Cost centre and account among the columns of codes, and the words beside them."""
    free = [n for n in _columns(rows) if n not in known.values()]
    codes = [n for n in free if _share(rows, n, _is_code) > 0.7][:2]
    names = (Role.CENTRE, Role.ACCOUNT) if len(codes) > 1 else (Role.ACCOUNT,)
    found = dict(zip(names, codes, strict=True)) if codes else {}
    words = [n for n in free if n not in codes and _share(rows, n, _has_letters) > 0.6]
    if words and Role.NAME not in known:
        found[Role.NAME] = words[-1]
    if len(words) > 1 and Role.CENTRE in found:
        found[Role.CENTRE_NAME] = words[0]
    return found


def _is_code(cell: str) -> bool:
    return _CODE.fullmatch(cell.strip()) is not None


def _has_letters(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell)


def _columns(rows: Rows) -> range:
    return range(max((len(row) for row in rows), default=0))


def _share(rows: Rows, column: int, fits: Callable[[str], bool]) -> float:
    given = [row[column] for row in rows if column < len(row) and row[column].strip()]
    return sum(map(fits, given)) / len(given) if given else 0.0


def _looks_like_codes(rows: Rows, column: int) -> bool:
    """Whole figures of one length, to the left of everything: codes rather than money."""
    given = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return bool(given) and all(cell.isdigit() for cell in given) and len({len(cell) for cell in given}) == 1


def _is_difference(rows: Rows, columns: Sequence[int]) -> bool:
    """Whether the last of three columns is the difference of the two before it, nearly everywhere."""
    fits = whole = 0
    for row in rows:
        if max(columns) < len(row):
            one, two, three = (read_amount(row[n]).value or Decimal(0) for n in columns)
            whole += 1
            fits += abs(one - two) == abs(three)
    return whole > 0 and fits * 10 >= whole * 9
