"""Equal groups as PHE makes them, and ranks that say how uncertain they are."""

from __future__ import annotations

import pytest
from accommodation import AREAS
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.errors import AnalysisError, NumeratorAboveDenominatorError
from bvreview.analysis.ranks import quantile_groups, rank_ranges

NUMERATORS = [float(area.numerator or 0) for area in AREAS]
DENOMINATORS = [float(area.denominator or 0) for area in AREAS]


def test_groups_by_the_peers_formula() -> None:
    """floor((k+1) − ceil(((N+1) − rank) / (N/k))) for N = 10, k = 4, worked by hand."""
    assert quantile_groups(list(range(10)), 4) == (1, 1, 1, 2, 2, 3, 3, 3, 4, 4)


def test_high_first_turns_the_groups_round() -> None:
    assert quantile_groups([1, 2, 3, 4], 4, high_first=True) == (4, 3, 2, 1)


def test_missing_stays_missing_and_ties_share_a_group() -> None:
    assert quantile_groups([5, None, 5, 9, 1], 2) == (1, None, 1, 2, 1)


def test_fewer_values_than_groups_have_none() -> None:
    assert quantile_groups([1, 2, None], 4) == (None, None, None)


def test_no_groups_is_refused() -> None:
    with pytest.raises(AnalysisError):
        quantile_groups([1], 0)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60), st.integers(1, 10))
def test_groups_rise_with_the_value(values: list[int], groups: int) -> None:
    found = quantile_groups(values, groups)
    assert len(found) == len(values)
    pairs = sorted((v, g) for v, g in zip(values, found, strict=True) if g is not None)
    assert all(1 <= g <= groups for _, g in pairs)
    assert [g for _, g in pairs] == sorted(g for _, g in pairs)


def test_rank_ranges_are_repeatable_and_hold_the_median() -> None:
    first, again = rank_ranges(NUMERATORS, DENOMINATORS), rank_ranges(NUMERATORS, DENOMINATORS)
    assert first == again
    for found in first:
        assert found is not None
        assert 1 <= found.lower <= found.median <= found.upper <= 42


def test_derbyshire_is_surely_in_the_best_quarter_but_not_surely_first() -> None:
    found = dict(zip((a.organisation for a in AREAS), rank_ranges(NUMERATORS, DENOMINATORS), strict=True))
    derbyshire, london = found["Derbyshire"], found["London"]
    assert derbyshire is not None
    assert london is not None
    assert derbyshire.best_quarter > 0.98
    assert derbyshire.upper >= 6
    assert london.worst_quarter > 0.98


def test_low_first_turns_the_ranks_round() -> None:
    high, low = rank_ranges([90, 10], [100, 100]), rank_ranges([90, 10], [100, 100], high_first=False)
    assert high[0] is not None
    assert low[0] is not None
    assert (high[0].median, low[0].median) == (1.0, 2.0)


def test_equal_shares_could_be_anywhere() -> None:
    for found in rank_ranges([50] * 8, [100] * 8):
        assert found is not None
        assert (found.lower, found.upper) == (1, 8)
        assert 0.1 < found.best_quarter < 0.45


def test_missing_and_single_figures_have_no_range() -> None:
    assert rank_ranges([5], [10]) == (None,)
    assert rank_ranges([5, None, 3, 0], [10, 10, 10, 0])[1::2] == (None, None)


def test_a_numerator_above_its_denominator_is_refused() -> None:
    with pytest.raises(NumeratorAboveDenominatorError):
        rank_ranges([11, 1], [10, 10])
