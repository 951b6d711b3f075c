"""What goes to others gives no small number away."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.analysis.disclosure import find_exposed, suppress
from bvreview.analysis.errors import NegativeCountError, NotWholeError, RoundingError, UnequalLengthsError


def test_large_counts_and_noughts_are_shown_as_they_are() -> None:
    found = suppress([[10, 0], [7, 30]])
    assert found.rows == ((10, 0), (7, 30))
    assert (found.row_totals, found.column_totals, found.total) == ((10, 37), (17, 30), 47)
    assert (found.small, found.further) == (frozenset(), frozenset())


def test_a_single_small_count_takes_three_others_with_it() -> None:
    """By hand: with all totals shown, one hidden cell needs a second in its row, its column, and a fourth."""
    found = suppress([[3, 20, 9], [30, 40, 50], [60, 70, 80]])
    assert found.small == {(0, 0)}
    assert len(found.further) == 3
    assert found.row_totals == (32, 120, 210)


def test_hiding_the_row_only_is_not_enough() -> None:
    """As iNZight does: the totals of the columns give both cells back."""
    whole = [[3, 20, 9, 32], [30, 40, 50, 120], [33, 60, 59, 152]]
    assert find_exposed(whole, {(0, 0), (0, 2)}) == [(0, 0), (0, 2)]


def test_two_ones_that_fill_their_total_are_seen_through() -> None:
    """1 + 1: each hidden count is at least 1, so a total of 2 less what is shown tells both."""
    whole = [[1, 1, 20, 22], [6, 8, 30, 44], [7, 9, 50, 66]]
    assert set(find_exposed(whole, {(0, 0), (0, 1), (1, 0), (1, 1)})) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    found = suppress([row[:-1] for row in whole[:-1]])
    assert find_exposed(whole, set(found.small | found.further)) == []


def test_a_small_total_is_hidden_too() -> None:
    found = suppress([[2, 1], [40, 50]])
    assert found.row_totals[0] is None
    assert found.total in (None, 93)


TO_FIVE = ((0, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (22, 20), (23, 25))
TO_TEN = ((0, 0), (6, 10), (14, 10), (15, 20), (16, 20), (24, 20), (25, 20), (26, 30), (35, 40), (45, 40))


@pytest.mark.parametrize(
    ("to", "count", "expected"), [*((5, n, e) for n, e in TO_FIVE), *((10, n, e) for n, e in TO_TEN)]
)
def test_rounding_is_that_of_dasa(to: int, count: int, expected: int) -> None:
    """DASA rounding policy; computed from its published spreadsheet formulas."""
    assert suppress([[count, 100]], threshold=1, rounding=to).rows[0][0] == expected


def test_counts_under_five_are_hidden_before_rounding() -> None:
    """DASA: 1 to 4 become "~"."""
    assert [suppress([[n, 100, 50], [60, 70, 80]], rounding=5).rows[0][0] for n in range(1, 5)] == [None] * 4


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ([[1, 2], [3]], UnequalLengthsError),
        ([[-1, 2]], NegativeCountError),
        ([[1.5, 2]], NotWholeError),
    ],
)
def test_what_cannot_be_counted_is_refused(table: list[list[int]], error: type[Exception]) -> None:
    with pytest.raises(error):
        suppress(table)


def test_another_rounding_is_refused() -> None:
    with pytest.raises(RoundingError):
        suppress([[10]], rounding=7)


def test_no_table_is_no_table() -> None:
    assert suppress([]).rows == ()


TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 12, 40]), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@settings(max_examples=50)
@given(TABLES, st.sampled_from([3, 5, 6]))
def test_no_hidden_cell_can_be_derived(table: list[list[int]], threshold: int) -> None:
    found = suppress(table, threshold=threshold)
    hidden = set(found.small | found.further)
    whole = [[*row, sum(row)] for row in table]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    assert find_exposed(whole, hidden) == []
    for r, c in product(range(len(whole)), range(len(whole[0]))):
        shown = found.cells[r][c]
        assert shown is None if (r, c) in hidden else shown == whole[r][c]
        if 0 < whole[r][c] < threshold:
            assert shown is None


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 6]), min_size=2, max_size=2), min_size=2, max_size=2))
def test_whoever_tries_every_table_finds_more_than_one_that_fits(table: list[list[int]]) -> None:
    """The proof by force: all tables of two by two that agree with what is shown."""
    found = suppress(table, threshold=4)
    fits = [
        counts
        for counts in product(range(15), repeat=4)
        if _agrees(found.cells, [list(counts[:2]), list(counts[2:])])
    ]
    for n, (r, c) in enumerate(product(range(2), repeat=2)):
        if found.cells[r][c] is None:
            assert len({counts[n] for counts in fits}) > 1


def _agrees(cells: tuple[tuple[int | None, ...], ...], table: list[list[int]]) -> bool:
    whole = [[*row, sum(row)] for row in table]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    return all(
        (whole[r][c] > 0) if cells[r][c] is None else cells[r][c] == whole[r][c]
        for r, c in product(range(3), repeat=2)
    )
