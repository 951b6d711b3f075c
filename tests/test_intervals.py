"""Intervals against published values and peers' test data; what cannot be is refused by name."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.errors import (
    ConfidenceError,
    NegativeCountError,
    NoExposureError,
    NotANumberError,
    NumeratorAboveDenominatorError,
    UnequalLengthsError,
)
from bvreview.analysis.intervals import (
    Interval,
    byar_limits,
    mean_interval,
    proportion_interval,
    rate_interval,
    standardised_rate,
    standardised_ratio,
)


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-15)


# PHEindicatormethods, tests/testthat/testdata_Proportion.xlsx and testdata_Byars_Wilson.xlsx
@pytest.mark.parametrize(
    ("numerator", "denominator", "confidence", "lower", "upper"),
    [
        (5, 100, 0.95, 0.02154367915436798, 0.11175046923191911),
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
        (65, 100, 0.998, 0.4954946574070431, 0.7783540614089697),
        (1045, 5000, 0.95, 0.19795549880013297, 0.22049130373189027),
        (0.445, 1, 0.95, 0.04381744772058822, 0.9334621276979156),
        (0.445, 1, 0.998, 0.019347006132900975, 0.9702259947019541),
        (7776456, 7564336677, 0.95, 0.0010273201001641094, 0.0010287644578977231),
        (0, 100, 0.95, 0.0, 0.036993498206986),
    ],
)
def test_wilson_agrees_with_phe(
    numerator: float, denominator: float, confidence: float, lower: float, upper: float
) -> None:
    found = proportion_interval(numerator, denominator, confidence=confidence)
    assert (found.value, found.lower, found.upper) == (
        close(numerator / denominator),
        close(lower),
        close(upper),
    )
    assert found.method == "Wilson"


def test_wilson_limits_are_exact_at_both_ends() -> None:
    z2 = 1.959963984540054**2
    none, all_of_them = proportion_interval(0, 7), proportion_interval(7, 7)
    assert (none.lower, none.upper) == (0.0, close(z2 / (7 + z2)))
    assert (all_of_them.lower, all_of_them.upper) == (close(7 / (7 + z2)), 1.0)


def test_wilson_scales_by_the_multiplier() -> None:
    found = proportion_interval(65, 100, multiplier=100)
    assert (found.value, found.lower) == (close(65.0), close(55.25444329688797))


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 100), (5, None), (0, 0), (None, None)])
def test_an_undefined_proportion_has_no_value_and_no_limits(
    numerator: float | None, denominator: float | None
) -> None:
    assert proportion_interval(numerator, denominator) == Interval(None, None, None, "Wilson")


@pytest.mark.parametrize(
    ("numerator", "denominator", "error"),
    [
        (6, 5, NumeratorAboveDenominatorError),
        (1, 0, NumeratorAboveDenominatorError),
        (-1, 5, NegativeCountError),
        (1, -5, NegativeCountError),
        (math.nan, 5, NotANumberError),
        (1, math.inf, NotANumberError),
    ],
)
def test_a_proportion_that_cannot_be_is_refused(
    numerator: float, denominator: float, error: type[Exception]
) -> None:
    with pytest.raises(error):
        proportion_interval(numerator, denominator)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, math.nan])
def test_confidence_lies_between_0_and_1(confidence: float) -> None:
    with pytest.raises(ConfidenceError):
        proportion_interval(1, 2, confidence=confidence)


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.floats(0.5, 0.999))
def test_wilson_limits_hold_the_value_and_stay_within_0_and_1(x: int, more: int, confidence: float) -> None:
    found = proportion_interval(x, x + more, confidence=confidence)
    assert found.value is not None
    assert found.lower is not None
    assert found.upper is not None
    assert 0 <= found.lower <= found.value <= found.upper <= 1


# PHEindicatormethods, tests/testthat/testdata_Rate.xlsx
@pytest.mark.parametrize(
    ("count", "exposure", "confidence", "lower", "upper", "method"),
    [
        (1, 100, 0.95, 0.025317807984289897, 5.571643390938898, "Exact"),
        (1, 100, 0.998, 0.0010005003335835344, 9.233413476451585, "Exact"),
        (5, 100, 0.95, 1.62348639011842, 11.668332079322669, "Exact"),
        (20, 100, 0.95, 12.211428834875937, 30.889880369197066, "Byars"),
        (65, 100, 0.95, 50.163187710459454, 82.84913854593984, "Byars"),
        (65, 100, 0.998, 42.8802614714802, 94.00029084431802, "Byars"),
        (9856, 12345, 0.998, 77.37590543271052, 82.3544727709543, "Byars"),
        (0, 100, 0.95, 0.0, 3.688879454, "Exact"),
        (0, 100, 0.998, 0.0, 6.907755279, "Exact"),
    ],
)
def test_rates_agree_with_phe(
    count: float, exposure: float, confidence: float, lower: float, upper: float, method: str
) -> None:
    found = rate_interval(count, exposure, confidence=confidence, multiplier=100)
    assert found.value == close(count / exposure * 100)
    assert (found.lower, found.upper) == (close(lower), close(upper))
    assert found.method == method


def test_the_method_switches_at_ten_and_may_exceed_the_multiplier() -> None:
    assert [rate_interval(x, 220).method for x in (9, 9.999, 10)] == ["Exact", "Exact", "Byars"]
    assert rate_interval(250, 220, multiplier=100).value == close(113.63636363636364)


def test_byar_below_zero_is_undefined() -> None:
    """PHEindicatormethods, testdata_Byars_Wilson.xlsx: 1 event at 99.8%, upper 9.362180217908362."""
    found = byar_limits(1, 0.998)
    assert (found.lower, found.upper) == (None, close(9.362180217908362))


def test_a_missing_count_has_no_rate_and_no_exposure_is_refused() -> None:
    assert rate_interval(None, 100).value is None
    for exposure in (0, -1):
        with pytest.raises((NoExposureError, NegativeCountError)):
            rate_interval(5, exposure)


# PHEindicatormethods, testdata_Mean.xlsx, Area1: 8 values, mean 53.704345, s 20.975575257709
def test_mean_agrees_with_phe() -> None:
    mean, deviation = 53.704345, 20.975575257709
    step = deviation * math.sqrt(7 / 8)
    found = mean_interval([mean + step, mean - step] * 4)
    assert found.value == close(mean)
    assert (found.lower, found.upper) == pytest.approx((36.168325241337, 71.240364758664), rel=1e-12)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([None], None), ([4.0], 4.0), ([4.0, None], 4.0)],
)
def test_a_mean_of_fewer_than_two_has_no_limits(values: list[float | None], expected: float | None) -> None:
    assert mean_interval(values) == Interval(expected, None, None, "Student t")


def test_equal_values_have_a_mean_without_width() -> None:
    assert mean_interval([3.0, 3.0, 3.0]) == Interval(3.0, 3.0, 3.0, "Student t")


def test_standardised_rate_with_one_stratum_is_byars_interval() -> None:
    """Dobson's interval reduces to Byar's where there is nothing to weight."""
    found = standardised_rate([65], [100], [3.0], multiplier=100)
    assert (found.value, found.lower, found.upper) == (
        close(65.0),
        close(50.163187710459454),
        close(82.84913854593984),
    )


def test_standardised_rate_weights_its_strata() -> None:
    found = standardised_rate([10, 20, None], [100, 400, 50], [1, 3, 1])
    assert found.value is not None
    assert found.value == pytest.approx((0.1 * 1 + 0.05 * 3) / 5)
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower < found.value < found.upper


def test_standardised_rate_under_ten_events_is_suppressed() -> None:
    assert standardised_rate([4, 5], [100, 100], [1, 1]) == Interval(None, None, None, "Dobson")


@pytest.mark.parametrize(
    ("counts", "populations", "weights", "error"),
    [
        ([10], [0], [1], NoExposureError),
        ([10], [None], [1], NoExposureError),
        ([10], [100], [None], NoExposureError),
        ([10], [100], [0], NoExposureError),
        ([10, 20], [100], [1], UnequalLengthsError),
    ],
)
def test_standardised_rate_refuses_what_cannot_be(
    counts: list[float | None],
    populations: list[float | None],
    weights: list[float | None],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        standardised_rate(counts, populations, weights)


def test_standardised_ratio_agrees_with_phe() -> None:
    """PHEindicatormethods, ISRatio: 895 observed, 835.883561231174 expected, times 100."""
    found = standardised_ratio(895, 835.883561231174, multiplier=100)
    assert (found.value, found.lower, found.upper) == (
        close(107.072329390203),
        close(100.171477125540),
        close(114.323328724990),
    )


def test_nothing_expected_is_undefined() -> None:
    assert standardised_ratio(5, 0).value is None
    assert standardised_ratio(None, 5).value is None
