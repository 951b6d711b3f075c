"""XmR charts against NHSRplotthedots, whose tests give the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.errors import NotANumberError
from bvreview.analysis.trend import (
    Assurance,
    Signal,
    assure,
    runs_of_seven,
    seven_in_one_direction,
    seven_on_one_side,
    two_of_three,
    xmr,
)
from bvreview.framework.services import Direction

ONE_HIGH = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_limits_with_and_without_screening() -> None:
    """NHSRplotthedots, screening of outliers: -3.06, 1.94, 6.95, and -0.72, 1.94, 4.60 when screened."""
    plain, screened = xmr(ONE_HIGH), xmr(ONE_HIGH, screen_outliers=True)
    assert (plain.lower, plain.mean, plain.upper) == pytest.approx((-3.06, 1.94, 6.95), abs=0.005)
    assert (screened.lower, screened.mean, screened.upper) == pytest.approx(
        (-0.7155556, 1.9444444, 4.6044444)
    )
    assert (plain.screened, screened.screened) == (0, 2)
    assert [p.signal for p in plain.points].count(Signal.OUTSIDE) == 1
    assert plain.points[4].signal is Signal.OUTSIDE
    assert plain.points[4].side == 1


# NHSRplotthedots, tests of ptd_calculate_point_type


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([1] * 6, [0] * 6),
        ([1, 1, 1, 1, 1, 1, -1], [0] * 7),
        ([1] * 8 + [-1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
        ([-1] * 8 + [1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
        ([0] * 8, [0] * 8),
    ],
)
def test_seven_on_one_side_of_the_mean(sides: list[int], expected: list[int]) -> None:
    assert seven_on_one_side(sides) == expected


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 1, 1, 1, 1, 0]),
        ([0, 0, 0, 0, 0, 0, 0, 1, 0], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
        ([0, 0, 0, 0, 0, 0, -1, 0], [1, 1, 1, 1, 1, 1, 1, 0]),
    ],
)
def test_all_of_a_run_are_marked(ends: list[int], expected: list[int]) -> None:
    assert runs_of_seven(ends) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 1]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
        ([7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, -1]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, 0, 0, 0, 0, 0, 0, -1, 0]),
        ([1, 2, 3, None, 4, 5, 6, 7, 8, 9], [0] * 10),
    ],
)
def test_seven_in_one_direction(values: list[float | None], expected: list[int]) -> None:
    assert seven_in_one_direction(values) == expected


@pytest.mark.parametrize(
    ("near", "sides", "expected"),
    [
        ([1, 0, 1], [1, 1, 1], [1, 0, 1]),
        ([0, 1, 1], [1, 1, 1], [0, 1, 1]),
        ([1, 1, 0], [1, 1, 1], [1, 1, 0]),
        ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [0, 0, 1, 0, 1, 0, 0]),
        ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [0, 0, 1, 1, 0, 0, 0]),
        ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
        ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1], [0] * 7),
        ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1], [0] * 7),
        ([1, 0, 0, 1], [1] * 4, [0, 0, 0, 0]),
        ([1, 0, 0, 1, 1], [1] * 5, [0, 0, 0, 1, 1]),
        ([1, 0], [1, 1], [0, 0]),
    ],
)
def test_two_of_three_near_a_limit(near: list[int], sides: list[int], expected: list[int]) -> None:
    assert two_of_three([bool(n) for n in near], sides) == [bool(e) for e in expected]


@pytest.mark.parametrize(
    ("limits", "direction", "expected"),
    [
        ((1, 3), Direction.UP, Assurance.FAIL),
        ((5, 7), Direction.UP, Assurance.PASS),
        ((1, 5), Direction.UP, Assurance.INCONSISTENT),
        ((1, 3), Direction.DOWN, Assurance.PASS),
        ((5, 7), Direction.DOWN, Assurance.FAIL),
        ((1, 5), Direction.DOWN, Assurance.INCONSISTENT),
        ((1, 3), None, None),
    ],
)
def test_assurance_against_a_target_of_four(
    limits: tuple[float, float], direction: Direction | None, expected: Assurance | None
) -> None:
    assert assure(*limits, 4, direction) is expected


def test_the_chart_carries_its_assurance() -> None:
    assert xmr(ONE_HIGH, target=20, direction=Direction.UP).assurance is Assurance.FAIL
    assert xmr(ONE_HIGH).assurance is None


@pytest.mark.parametrize("values", [[], [5], [1, 2, 3, 4], [1] * 12, [None] * 20])
def test_fewer_than_thirteen_points_are_values_only(values: list[float | None]) -> None:
    chart = xmr(values)
    assert (chart.mean, chart.lower, chart.upper, chart.assurance) == (None, None, None, None)
    assert [p.value for p in chart.points] == values
    assert all(p.signal is None for p in chart.points)


def test_all_equal_values_have_the_mean_as_limits_and_no_signal() -> None:
    chart = xmr([4.0] * 15)
    assert (chart.mean, chart.lower, chart.upper) == (4, 4, 4)
    assert all(p.signal is None for p in chart.points)


def test_a_missing_value_takes_its_two_ranges_with_it() -> None:
    values = [1.0, 2.0] * 7
    chart = xmr([*values[:5], None, *values[6:]])
    assert chart.mean is not None
    assert chart.upper == pytest.approx(chart.mean + 2.66)
    assert chart.points[5].signal is None


def test_a_steady_rise_is_a_trend_even_within_the_limits() -> None:
    values = [5.0, 9, 4, 8, 5, 9, 4, 1, 2, 3, 4, 5, 6, 7]
    assert [p.signal for p in xmr(values).points[7:]] == [Signal.TREND] * 7


@given(st.lists(st.floats(-1e9, 1e9), min_size=13, max_size=60))
def test_every_chart_has_limits_around_its_mean(values: list[float]) -> None:
    chart = xmr(values)
    assert chart.lower is not None
    assert chart.mean is not None
    assert chart.upper is not None
    assert chart.lower <= chart.mean <= chart.upper
    assert len(chart.points) == len(values)


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(NotANumberError):
        xmr([1.0] * 13 + [float("inf")])
