"""What cannot be a figure, and what is just on the edge: a named error or "not defined", never NaN."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

import pytest

from bvreview.analysis.disclosure import suppress
from bvreview.analysis.errors import AnalysisError, NotANumberError, UnknownWayError
from bvreview.analysis.funnel import overdispersion, proportion_funnel, rate_funnel, ratio_funnel
from bvreview.analysis.gap import CostProfile, unit_cost_gap
from bvreview.analysis.intervals import (
    Interval,
    mean_interval,
    proportion_interval,
    rate_interval,
    standardised_rate,
    standardised_ratio,
    z_value,
)
from bvreview.analysis.peers import nearest
from bvreview.analysis.ranks import quantile_groups, rank_ranges
from bvreview.analysis.trend import Signal, xmr
from bvreview.review.compared.audiences import Audience, Release, held_back_words

NO_NUMBERS = (True, math.nan, math.inf, -math.inf, "5", Decimal("NaN"), 10**400)
ASKED: tuple[Callable[[object], object], ...] = (
    lambda x: proportion_interval(x, 10),  # type: ignore[arg-type]
    lambda x: proportion_interval(1, x),  # type: ignore[arg-type]
    lambda x: proportion_interval(1, 10, multiplier=x),  # type: ignore[arg-type]
    lambda x: rate_interval(x, 10),  # type: ignore[arg-type]
    lambda x: rate_interval(1, x),  # type: ignore[arg-type]
    lambda x: mean_interval([1, x, 3]),  # type: ignore[list-item]
    lambda x: standardised_rate([20, x], [100, 100], [1, 1]),  # type: ignore[list-item]
    lambda x: standardised_rate([20, 20], [100, x], [1, 1]),  # type: ignore[list-item]
    lambda x: standardised_ratio(x, 10),  # type: ignore[arg-type]
    lambda x: proportion_funnel([1, x], [10, 10]),  # type: ignore[list-item]
    lambda x: ratio_funnel([1, x], [10, 10]),  # type: ignore[list-item]
    lambda x: rate_funnel([1, 2], [10, x]),  # type: ignore[list-item]
    lambda x: overdispersion([1, x], [10, 10]),  # type: ignore[list-item]
    lambda x: quantile_groups([1, x], 2),  # type: ignore[list-item]
    lambda x: rank_ranges([1, x], [10, 10]),  # type: ignore[list-item]
    lambda x: xmr([1.0] * 13 + [x]),  # type: ignore[list-item]
    lambda x: suppress([[1, x]]),  # type: ignore[list-item]
    lambda x: nearest({"a": {"v": x}, "b": {"v": 1}}, "a"),  # type: ignore[dict-item]
)


@pytest.mark.parametrize("asked", range(len(ASKED)))
def test_what_is_no_number_is_refused_by_name(asked: int) -> None:
    for number in NO_NUMBERS:
        with pytest.raises(NotANumberError):
            ASKED[asked](number)


def test_a_missing_count_of_a_table_is_refused_for_a_blank_is_not_nought() -> None:
    with pytest.raises(NotANumberError):
        suppress([[1, None]])  # type: ignore[list-item]
    with pytest.raises(AnalysisError):
        unit_cost_gap(CostProfile(Decimal("NaN"), {}), CostProfile(Decimal(1), {}))


def test_no_figures_are_not_defined() -> None:
    assert mean_interval([]) == Interval(None, None, None, "Student t")
    assert proportion_funnel([], []).centre is None
    assert rate_funnel([], []).bands == ()
    assert ratio_funnel([], []).bands == ()
    assert overdispersion([], []).phi is None
    assert quantile_groups([], 4) == ()
    assert rank_ranges([], []) == ()
    assert xmr([]).points == ()
    assert suppress([]).rows == ()


def test_a_confidence_next_to_one_has_a_quantile() -> None:
    assert z_value(0.998) == pytest.approx(3.090232306, rel=1e-9)
    assert z_value(1 - 1e-15) > 7.9


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, math.nan])
def test_a_confidence_is_between_nought_and_one(confidence: float) -> None:
    with pytest.raises(AnalysisError):
        proportion_interval(1, 10, confidence=confidence)


def test_where_nothing_is_expected_there_is_no_band_for_that_one_alone() -> None:
    funnel = ratio_funnel([5, 10, 40], [0, 10, 20])
    assert funnel.bands == (None, "within", "high_998")
    assert overdispersion([5, 10, 40], [0, 10, 20]).z_scores[0] is None


def test_rates_that_are_all_nought_lie_on_their_centre() -> None:
    funnel = rate_funnel([0, 0], [10, 20])
    assert (funnel.centre, funnel.bands) == (0.0, ("within", "within"))
    assert funnel.limits(10, 0.95) is None


def test_ten_organisations_are_enough_to_adjust_however_many_are_trimmed() -> None:
    observed = [100, 150, 180, 80, 120, 225, 60, 300, 90, 140]
    expected = [108, 112, 165, 95, 100, 220, 90, 220, 120, 100]
    assert overdispersion(observed, expected).applied
    assert not overdispersion(observed[:9], expected[:9]).applied
    with pytest.raises(UnknownWayError):
        overdispersion(observed, expected, scale="log")  # type: ignore[arg-type]
    with pytest.raises(UnknownWayError):
        overdispersion(observed, expected, trim="none")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.1, 0.7, 1 / 3, 86.4])
@pytest.mark.parametrize("screened", [True, False])
def test_equal_values_have_limits_at_their_mean_and_no_signal(value: float, screened: bool) -> None:
    found = xmr([value] * 14, screen_outliers=screened)
    assert (found.mean, found.lower, found.upper, found.screened) == (value, value, value, 0)
    assert {(p.signal, p.side) for p in found.points} == {(None, 0)}


def test_twelve_points_are_values_and_thirteen_a_chart() -> None:
    values = [1.0, 2.0] * 6
    assert xmr(values).mean is None
    assert xmr([*values, None]).mean is None
    assert xmr([*values, 1.0]).mean is not None
    assert xmr([*values, None, 40.0]).points[-1].signal is Signal.OUTSIDE


def test_a_count_that_would_round_to_nought_is_hidden() -> None:
    """DASA: 1 to 4 are "~" where counts are rounded to 5, whatever the threshold."""
    found = suppress([[2, 30, 40], [50, 60, 70], [80, 90, 100]], threshold=1, rounding=5)
    assert found.rows[0][0] is None
    assert 0 not in {cell for row in found.cells for cell in row}
    rounded = Release(Audience.TRUSTS, threshold=0, rounding=5)
    assert rounded.least == 5
    assert any("from 1 to 4" in words for words in held_back_words(rounded))
