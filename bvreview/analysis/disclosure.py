"""Small numbers: what is hidden in a table that goes to others, so that nobody can work it out again.

A count under the threshold is hidden, 0 is shown; then further cells, until no hidden one follows from the
totals. The audit is the proof: with all that is shown, and knowing that a hidden count is at least 1, every
hidden cell could still be one of several numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bvreview.analysis.errors import (
    NegativeCountError,
    NotWholeError,
    RoundingError,
    UnequalLengthsError,
)
from bvreview.analysis.intervals import finite
from bvreview.settings import SmallNumbers

Cell = tuple[int, int]
"""Row and column, from 0; the row or column after the last is that of the totals."""

ROUNDINGS: Final = (5, 10)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table that may go out; None is hidden. ``cells`` has the totals in its last row and column.

    ``small``: hidden because they are small; ``further``: so that those cannot be worked out.
    """

    cells: tuple[tuple[int | None, ...], ...]
    small: frozenset[Cell]
    further: frozenset[Cell]

    @property
    def rows(self) -> tuple[tuple[int | None, ...], ...]:
        """The table without its totals."""
        return tuple(row[:-1] for row in self.cells[:-1])

    @property
    def row_totals(self) -> tuple[int | None, ...]:
        """The total of each row."""
        return tuple(row[-1] for row in self.cells[:-1])

    @property
    def column_totals(self) -> tuple[int | None, ...]:
        """The total of each column."""
        return self.cells[-1][:-1]

    @property
    def total(self) -> int | None:
        """The total of all."""
        return self.cells[-1][-1]


def suppress(
    table: Sequence[Sequence[int]],
    *,
    threshold: int = 5,
    rounding: int | None = None,
    also: Collection[Cell] = (),
) -> Suppressed:
    """Hide counts of 1 to ``threshold`` − 1, totals included, and what would give them away.

    ``rounding``: what is still shown is rounded to the nearest 5 or 10 (DASA rounding policy), after hiding;
    with 5, counts from 1 to 4 are hidden whatever the threshold, so that none looks like nobody.
    ``also``: cells of 1 or more that are hidden for a reason of their own.

    Raises:
        UnequalLengthsError: the rows differ in length. NegativeCountError, NotWholeError, NotANumberError: a
        count cannot be, or is missing.
        RoundingError: another rounding than 5 or 10.
    """
    if rounding not in (None, *ROUNDINGS):
        raise RoundingError(rounding)
    whole, least = _with_totals(table), SmallNumbers(threshold, rounding or 0).least
    small = {cell for cell, count in _cells(whole) if 0 < count < least}
    hidden = small | set(also)
    while exposed := find_exposed(whole, hidden):
        hidden.add(_next_to_hide(whole, hidden, exposed))
    shown = tuple(
        tuple(None if (r, c) in hidden else round_count(count, rounding) for c, count in enumerate(row))
        for r, row in enumerate(whole)
    )
    return Suppressed(shown, frozenset(small), frozenset(hidden - small))


def hide_rows(table: Sequence[tuple[int, int]], threshold: int) -> tuple[frozenset[int], frozenset[int]]:
    """The rows (by number) that may not be shown at all: with a small count, and further ones for the audit.

    A row goes with its total; the totals of the columns may be known from elsewhere, and so stay. A row
    is small where a count or its total is from 1 to ``threshold`` - 1.
    """
    small = {n for n, row in enumerate(table) if any(0 < c < threshold for c in (*row, sum(row)))}
    whole, gone = _with_totals(table), set(small)
    while gone and len(gone) < len(table) and find_exposed(whole, {(n, c) for n in gone for c in range(3)}):
        gone.add(min((n for n in range(len(table)) if n not in gone), key=lambda n: (sum(table[n]), n)))
    return frozenset(small), frozenset(gone - small)


def _with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    lengths = {len(row) for row in table}
    if len(lengths) > 1:
        raise UnequalLengthsError(*sorted(lengths))
    for count in (finite("count", count) for row in table for count in row):
        if count < 0:
            raise NegativeCountError("count", count)
        if count != int(count):
            raise NotWholeError("count", count)
    rows = [[int(count) for count in row] for row in table]
    rows.append([sum(column) for column in zip(*rows, strict=True)] if rows else [])
    return [[*row, sum(row)] for row in rows]


def _cells(whole: Sequence[Sequence[int]]) -> Iterator[tuple[Cell, int]]:
    for r, row in enumerate(whole):
        for c, count in enumerate(row):
            yield (r, c), count


def find_exposed(whole: Sequence[Sequence[int]], hidden: set[Cell]) -> list[Cell]:
    """The hidden cells of a table with totals that have one possible value only: the audit.

    Each row and column says that its cells add up to its total. A cell is exposed when these sums over the
    hidden cells fix it (it lies in their row space), or when it has no room left because every hidden count
    is at least 1 (linear programming, HiGHS).
    """
    order = sorted(hidden)
    sums, totals = _sums(whole, order)
    fixed = {order[n] for n in _determined(sums, len(order))}
    loose = [cell for cell in order if cell not in fixed]
    return sorted(fixed | {cell for cell in loose if not _has_room(order.index(cell), sums, totals)})


def _sums(whole: Sequence[Sequence[int]], order: Sequence[Cell]) -> tuple[list[list[int]], list[int]]:
    """One equation a row and a column with hidden cells: coefficients, and what they must come to."""
    height, width = len(whole), len(whole[0]) if whole else 0
    lines = [[(r, c) for c in range(width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(width)]
    place = {cell: n for n, cell in enumerate(order)}
    sums, totals = [], []
    for line in lines:
        signs = {cell: -1 if cell == line[-1] else 1 for cell in line}
        if any(cell in place for cell in line):
            sums.append([signs.get(cell, 0) for cell in order])
            totals.append(-sum(sign * whole[r][c] for (r, c), sign in signs.items() if (r, c) not in place))
    return sums, totals


def _determined(sums: list[list[int]], count: int) -> set[int]:
    """The unknowns that the equations fix: alone in a row of the reduced echelon form."""
    rows = [[Fraction(x) for x in row] for row in sums]
    pivot = 0
    for column in range(count):
        found = next((r for r in range(pivot, len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        rows[pivot], rows[found] = rows[found], rows[pivot]
        rows[pivot] = [x / rows[pivot][column] for x in rows[pivot]]
        for r, row in enumerate(rows):
            if r != pivot and row[column]:
                rows[r] = [x - row[column] * y for x, y in zip(row, rows[pivot], strict=True)]
        pivot += 1
    alone = (([n for n, x in enumerate(row) if x]) for row in rows)
    return {places[0] for places in alone if len(places) == 1}


def _has_room(unknown: int, sums: list[list[int]], totals: list[int]) -> bool:
    from scipy.optimize import linprog

    costs = [float(n == unknown) for n in range(len(sums[0]))]
    ends = []
    for sign in (1, -1):
        found = linprog([sign * c for c in costs], A_eq=sums, b_eq=totals, bounds=(1, None), method="highs")
        ends.append(sign * found.fun if found.status == 0 else float("inf"))
    return ends[1] - ends[0] > 0.5


def _next_to_hide(whole: Sequence[Sequence[int]], hidden: set[Cell], exposed: Sequence[Cell]) -> Cell:
    """Another cell of the shortest line of an exposed one: no total where a count will do, and the smallest.

    One whose other line has a single hidden cell too is taken first, because it covers both.
    """
    lines = [line for cell in exposed for line in _lines_of(whole, cell)]
    lines.sort(key=lambda line: sum(cell in hidden for cell in line))
    for line in lines:
        visible = [cell for cell in line if cell not in hidden and whole[cell[0]][cell[1]]]
        if visible:
            return min(visible, key=lambda cell: _cost(whole, hidden, cell))
    rest = [cell for cell, count in _cells(whole) if count and cell not in hidden]
    return min(rest, key=lambda cell: _cost(whole, hidden, cell))


def _lines_of(whole: Sequence[Sequence[int]], cell: Cell) -> tuple[list[Cell], list[Cell]]:
    row, column = cell
    return [(row, c) for c in range(len(whole[0]))], [(r, column) for r in range(len(whole))]


def _cost(whole: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> tuple[bool, bool, int]:
    row, column = cell
    is_total = row == len(whole) - 1 or column == len(whole[0]) - 1
    singles = [sum(other in hidden for other in line) == 1 for line in _lines_of(whole, cell)]
    return is_total, not all(singles), whole[row][column]


def round_count(count: int, to: int | None) -> int:
    """A count by the policy of DASA: nearest 5; nearest 10, what ends in 5 to the nearest multiple of 20."""
    if to is None:
        return count
    if to == 10 and count % 10 == 5:
        return (count + 10) // 20 * 20
    return (count + to // 2) // to * to
