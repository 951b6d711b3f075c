"""A ledger extract as it was pasted: its lines, and what is no line (totals, headings, unreadable rows)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from msgspec import Struct, structs

from bvreview.i18n import _
from bvreview.review.ledger.amounts import Amount, has_three_places, read_amount
from bvreview.review.ledger.extract_columns import AMOUNTS, Columns, Role, Rows

MOST_ROWS: Final = 50_000
NEAR: Final = Decimal(1)
"""Pounds by which a total may miss the sum of its lines, from rounding."""
_TOTAL: Final = re.compile(r"\b(grand |sub[- ]?)?totals?\b|\bsum of\b|\bcarried forward\b", re.IGNORECASE)
_GRAND: Final = re.compile(
    r"\b(grand|overall|net) total\b|\btotal (net )?(expenditure|cost|spend)", re.IGNORECASE
)


class Sums(Struct, frozen=True):
    """Budget and ledger of some lines. ``lines``: how many; ``budgets``, ``actuals``: of how many given."""

    budget: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    lines: int = 0
    budgets: int = 0
    actuals: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(
            self.budget + other.budget,
            self.actual + other.actual,
            self.lines + other.lines,
            self.budgets + other.budgets,
            self.actuals + other.actuals,
        )


class Line(Struct, frozen=True):
    """A line of the ledger: where it stood (from 1), its codes, its words and amounts; None where blank."""

    row: int
    centre: str
    account: str
    name: str = ""
    centre_name: str = ""
    budget: Decimal | None = None
    actual: Decimal | None = None

    @property
    def sums(self) -> Sums:
        """Its amounts, to be added up."""
        given = (self.budget is not None, self.actual is not None)
        return Sums(self.budget or Decimal(0), self.actual or Decimal(0), 1, *map(int, given))


class Kind(StrEnum):
    """Why a row is no line."""

    UNREAD = "unread"
    TOTAL = "total"
    NO_FIGURE = "no figure"
    HEADING = "heading"


class Aside(Struct, frozen=True):
    """A row that counts nowhere: what stood in it, why, and its amounts where they could be read."""

    line: Line
    kind: Kind
    text: str
    why: str
    sums: Sums = Sums()

    @property
    def row(self) -> int:
        """Where it stood, from 1."""
        return self.line.row


class Extract(Struct, frozen=True):
    """What was read. ``stated``: the extract's own grand total, where its last total is one.

    ``carried``: lines whose cost centre was taken from the line above; ``cut``: rows beyond those read.
    """

    lines: tuple[Line, ...] = ()
    asides: tuple[Aside, ...] = ()
    stated: Sums | None = None
    carried: int = 0
    cut: int = 0

    @property
    def total(self) -> Sums:
        """All lines together."""
        return add_up(line.sums for line in self.lines)

    @property
    def doubled(self) -> int:
        """How many lines stand there again word for word."""
        seen = Counter((x.centre, x.account, x.name, x.budget, x.actual) for x in self.lines)
        return sum(times for times in seen.values() if times > 1)

    def of_kind(self, kind: Kind) -> tuple[Aside, ...]:
        """The rows that are set aside for one reason."""
        return tuple(aside for aside in self.asides if aside.kind is kind)


def add_up(parts: Iterable[Sums]) -> Sums:
    """All of them together."""
    return sum(parts, Sums())


class _Row(Struct):
    """A row while it is looked at."""

    line: Line
    text: str
    why: str = ""

    @property
    def has_amount(self) -> bool:
        return self.line.budget is not None or self.line.actual is not None

    @property
    def is_coded(self) -> bool:
        return bool(self.line.centre and self.line.account)


def read_extract(rows: Rows, columns: Columns) -> Extract:
    """The lines of an extract; every other row that is not blank is set aside with its reason.

    A row is a total where it says so or has no code of its own and is the sum of others, so that nothing
    counts twice. Of a row with an amount that cannot be read nothing counts.
    """
    body = rows[columns.header : columns.header + MOST_ROWS]
    places = _places(body, columns)
    read = [_read(number, row, columns, places) for number, row in _filled(body, columns.header)]
    titles = {_text(row) for row in rows[: columns.header]}
    found, carried = _carry_down(read, columns)
    asides: list[Aside] = []
    lines: list[_Row] = []
    sums = _Known(found)
    stated: Sums | None = None
    for row in found:
        aside = _set_aside(row, titles, sums)
        if aside and aside.kind is Kind.TOTAL:
            stated = aside.sums if _GRAND.search(row.text) or not sums.is_of_some(row) else None
        asides += [aside] if aside else []
        lines += [] if aside else [row]
        sums.pass_by(row, is_line=aside is None)
    cut = max(0, len(rows) - columns.header - MOST_ROWS)
    return Extract(tuple(r.line for r in lines), tuple(asides), stated, carried, cut)


def _filled(rows: Rows, before: int) -> Iterator[tuple[int, Sequence[str]]]:
    return ((n, row) for n, row in enumerate(rows, before + 1) if any(cell.strip() for cell in row))


def _text(row: Sequence[str]) -> str:
    return " \u00b7 ".join(" ".join(cell.split()) for cell in row if cell.strip())[:200]


def _places(rows: Rows, columns: Columns) -> dict[Role, bool]:
    """Of which columns of amounts a point before three digits is a point."""
    return {
        role: has_three_places((columns.text(row, role) for row in rows), thousands=columns.thousands)
        for role in AMOUNTS
    }


def _read(number: int, row: Sequence[str], columns: Columns, places: dict[Role, bool]) -> _Row:
    amounts: dict[Role, Amount] = {
        role: read_amount(columns.text(row, role), thousands=columns.thousands, three_places=places[role])
        for role in AMOUNTS
    }
    debit, credit = amounts[Role.ACTUAL].value, amounts[Role.CREDIT].value
    actual = debit if credit is None else (debit or Decimal(0)) - abs(credit)
    codes = (columns.text(row, Role.CENTRE), columns.text(row, Role.ACCOUNT))
    names = (columns.text(row, Role.NAME), columns.text(row, Role.CENTRE_NAME))
    why = next((amount.why for amount in amounts.values() if amount.why), "")
    return _Row(Line(number, *codes, *names, amounts[Role.BUDGET].value, actual), _text(row), why)


def _carry_down(rows: list[_Row], columns: Columns) -> tuple[list[_Row], int]:
    """A pivot table names a cost centre once: the lines below it that have an account belong to it."""
    if Role.CENTRE not in columns.of or Role.ACCOUNT not in columns.of:
        return rows, 0
    carried, centre, name = 0, "", ""
    found = []
    for row in rows:
        if row.line.centre:
            centre, name = row.line.centre, row.line.centre_name
        elif row.line.account and centre and not _says_total(row):
            carried += 1
            line = structs.replace(row.line, centre=centre, centre_name=row.line.centre_name or name)
            row = structs.replace(row, line=line)
        found.append(row)
    return found, carried


class _Known:
    """The sums that a row without a code may be: of all, of a cost centre, since the last total."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        coded = [row for row in rows if row.is_coded and row.has_amount and not row.why]
        self._has_codes = bool(coded)
        self._centres: dict[str, Sums] = defaultdict(Sums)
        for row in coded:
            self._centres[row.line.centre] += row.line.sums
        self._all = self._since = Sums()

    def pass_by(self, row: _Row, *, is_line: bool) -> None:
        if is_line:
            self._all += row.line.sums
            self._since += row.line.sums
        elif row.has_amount and not row.why:
            self._since = Sums()

    def is_sum(self, row: _Row) -> bool:
        """Whether a row is what several others add up to."""
        known = [self._all, self._since, self._centres.get(row.line.centre, Sums())]
        return any(sums.lines > 1 and _is_near(row.line.sums, sums) for sums in known)

    def is_of_some(self, row: _Row) -> bool:
        """Whether a total, readable or not, is that of some lines only: of those since the last one."""
        some = self._since != self._all and _is_near(row.line.sums, self._since)
        return some or bool(row.why) or row.line.centre in self._centres

    def lacks_code(self, row: _Row) -> bool:
        """Whether other rows have both codes and this one has not."""
        return self._has_codes and not row.is_coded


def _is_near(one: Sums, other: Sums) -> bool:
    return abs(one.budget - other.budget) <= NEAR and abs(one.actual - other.actual) <= NEAR


def _says_total(row: _Row) -> bool:
    line = row.line
    return any(_TOTAL.search(text) for text in (line.centre, line.account, line.name, line.centre_name))


def _set_aside(row: _Row, titles: set[str], known: _Known) -> Aside | None:
    """Why a row is no line; None where it is one."""
    line = row.line
    if row.text in titles:
        return Aside(line, Kind.HEADING, row.text, _("The header again."))
    coded_total = any(_TOTAL.search(code) for code in (line.centre, line.account))
    if coded_total or (_says_total(row) and (not row.is_coded or known.is_sum(row))):
        sums = Sums() if row.why else line.sums
        return Aside(line, Kind.TOTAL, row.text, row.why or _("A total: its lines count."), sums)
    if row.why:
        is_heading = not any(cell.isdigit() for cell in row.text)
        kind = Kind.HEADING if is_heading else Kind.UNREAD
        return Aside(line, kind, row.text, _("A heading.") if is_heading else row.why)
    if not row.has_amount:
        is_line = bool(line.account or line.centre) and any(c.isdigit() for c in row.text)
        why = _("No amount.") if is_line else _("A heading.")
        return Aside(line, Kind.NO_FIGURE if is_line else Kind.HEADING, row.text, why)
    if known.lacks_code(row) and known.is_sum(row):
        why = _("The sum of other lines, without a code of its own.")
        return Aside(line, Kind.TOTAL, row.text, why, line.sums)
    return None
