"""Funnels against PHE's and FunnelPlotR's numbers and the real table of 42 areas."""

from __future__ import annotations

import math

import pytest
from accommodation import AREAS
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.errors import NoExposureError, NumeratorAboveDenominatorError, UnequalLengthsError
from bvreview.analysis.funnel import (
    overdispersion,
    proportion_funnel,
    quantile,
    rate_funnel,
    ratio_funnel,
)

NUMERATORS = [float(area.numerator or 0) for area in AREAS]
DENOMINATORS = [float(area.denominator or 0) for area in AREAS]


def test_the_real_42_areas_pool_to_24110_of_30997() -> None:
    funnel = proportion_funnel(NUMERATORS, DENOMINATORS)
    assert (sum(NUMERATORS), sum(DENOMINATORS), len(AREAS)) == (24110, 30997, 42)
    assert funnel.centre == pytest.approx(24110 / 30997, rel=1e-12)
    names = [area.organisation for area in AREAS]
    outside = {name: band for name, band in zip(names, funnel.bands, strict=True) if band != "within"}
    assert outside == {
        "Avon and Somerset": "low_998",
        "Bedfordshire": "high_998",
        "Derbyshire": "high_998",
        "Durham": "high_95",
        "Essex": "high_95",
        "Greater Manchester": "high_95",
        "Kent": "low_95",
        "Leicestershire": "high_998",
        "London": "low_998",
        "Merseyside": "high_95",
        "North Wales": "low_95",
        "Northamptonshire": "high_95",
        "Northumbria": "high_95",
        "Staffordshire": "high_998",
        "Surrey": "high_95",
        "West Mercia": "high_95",
        "Wiltshire": "high_95",
    }


# PHEindicatormethods, testdata_funnel_prop_outputs.csv: baseline 80.642448%, limits in per cent
@pytest.mark.parametrize(
    ("size", "low_95", "high_95", "low_998", "high_998"),
    [(1, 3.204264, 100, 0, 100), (3, 35.933491, 100, 10.150815, 100), (7, 51.373565, 100, 34.494842, 100)],
)
def test_proportion_limits_agree_with_phe(
    size: int, low_95: float, high_95: float, low_998: float, high_998: float
) -> None:
    funnel = proportion_funnel([80.642448, 80.642448], [100, 100])
    inner, outer = funnel.limits(size, 0.95), funnel.limits(size, 0.998)
    assert inner == pytest.approx((low_95 / 100, high_95 / 100), abs=2e-8)
    assert outer == pytest.approx((low_998 / 100, high_998 / 100), abs=2e-8)


# PHEindicatormethods, testdata_funnel_prop_inputs.csv: "High (0.001)", "Low (0.001)"
def test_bands_agree_with_phe() -> None:
    numerators = [35078.488, 24803.6256, 48686.4364, 35795.6324, 8064.0]
    denominators = [41980.0, 31824.0, 59804.0, 45449.0, 10000.0]
    funnel = proportion_funnel(numerators, denominators)
    assert funnel.bands[:4] == ("high_998", "low_998", "high_998", "low_998")


def test_what_is_missing_has_no_band_and_is_not_pooled() -> None:
    funnel = proportion_funnel([5, None, 0, 8, 3], [10, 10, 0, 10, None])
    assert funnel.centre == pytest.approx(0.65)
    assert [band is None for band in funnel.bands] == [False, True, True, False, True]


def test_one_organisation_is_not_compared() -> None:
    assert proportion_funnel([5], [10]).bands == (None,)


def test_nothing_has_no_centre_and_no_limits() -> None:
    funnel = proportion_funnel([], [])
    assert (funnel.centre, funnel.bands, funnel.limits(10, 0.95)) == (None, (), None)


@pytest.mark.parametrize("share", [0, 1])
def test_all_or_none_is_within(share: int) -> None:
    assert proportion_funnel([share * 10, share * 30], [10, 30]).bands == ("within", "within")


def test_a_funnel_refuses_what_cannot_be() -> None:
    with pytest.raises(NumeratorAboveDenominatorError):
        proportion_funnel([11, 1], [10, 10])
    with pytest.raises(UnequalLengthsError):
        proportion_funnel([1], [10, 10])
    with pytest.raises(NoExposureError):
        proportion_funnel([1, 2], [10, 10]).limits(0, 0.95)


counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=50)


@given(counts, st.floats(0.5, 1e6))
def test_limits_are_ordered_and_within_0_and_1(pairs: list[tuple[int, int]], size: float) -> None:
    funnel = proportion_funnel([x for x, _ in pairs], [x + more for x, more in pairs])
    inner, outer = funnel.limits(size, 0.95), funnel.limits(size, 0.998)
    assert inner is not None
    assert outer is not None
    assert funnel.centre is not None
    assert 0 <= outer[0] <= inner[0] <= funnel.centre <= inner[1] <= outer[1] <= 1


@given(counts)
def test_a_band_says_on_which_side_of_the_centre_a_share_lies(pairs: list[tuple[int, int]]) -> None:
    shares = [x / (x + more) for x, more in pairs]
    funnel = proportion_funnel([x for x, _ in pairs], [x + more for x, more in pairs])
    assert funnel.centre is not None
    for share, band in zip(shares, funnel.bands, strict=True):
        assert band is not None
        assert not (band.startswith("high") and share <= funnel.centre)
        assert not (band.startswith("low") and share >= funnel.centre)


# FunnelPlotR tests: expected events, 95% and 99.8% exact Poisson limits
@pytest.mark.parametrize(
    ("expected", "low_95", "high_95", "low_998", "high_998"),
    [
        (15, 0.5596924, 1.649348, 0.386265, 2.082907),
        (20, 0.6108260, 1.544419, 0.4479107, 1.902094),
        (30, 0.6746958, 1.427562, 0.5289724, 1.702771),
    ],
)
def test_ratio_limits_agree_with_funnelplotr(
    expected: float, low_95: float, high_95: float, low_998: float, high_998: float
) -> None:
    funnel = ratio_funnel([10, 20], [12, 18])
    assert funnel.limits(expected, 0.95) == pytest.approx((low_95, high_95), rel=1e-6)
    assert funnel.limits(expected, 0.998) == pytest.approx((low_998, high_998), rel=1e-6)


def test_limits_at_a_count_are_where_the_interval_meets_the_centre() -> None:
    """At 20 events the exact 95% interval is 12.2165 to 30.8884 (chi-squared quantiles)."""
    assert ratio_funnel([10, 20], [12, 18]).limits_at_count(20, 0.95) == pytest.approx(
        (20 / 30.88838, 20 / 12.21652), rel=1e-6
    )


OBSERVED, EXPECTED = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]


def test_ratio_bands_set_one_against_the_interval() -> None:
    bands = ratio_funnel(OBSERVED, EXPECTED).bands
    assert bands == ("within", "high_998", "within", "within", "within", "within")


def test_rates_are_compared_with_the_pooled_rate() -> None:
    funnel = rate_funnel([100, 100, 10], [1000, 1000, 1000], multiplier=1000)
    assert funnel.centre == pytest.approx(70.0)
    assert funnel.bands == ("high_998", "high_998", "low_998")
    limits = funnel.limits(1000, 0.95)
    assert limits is not None
    assert limits[0] < 70 < limits[1]


# FunnelPlotR tests: six groups, SHMI, trimmed by 0.1, phi 2.948033
def test_overdispersion_agrees_with_funnelplotr() -> None:
    found = overdispersion(OBSERVED, EXPECTED)
    assert found.phi == pytest.approx(2.948033, abs=5e-7)
    assert found.tau_squared == pytest.approx(0.019477531, abs=5e-10)
    assert found.z_scores == pytest.approx(
        (-0.799803, 3.091681, 1.117681, -1.674989, 1.823216, 0.333326), abs=1e-6
    )
    assert not found.applied


def test_overdispersion_winsorised() -> None:
    found = overdispersion(OBSERVED, EXPECTED, trim="winsorise")
    assert (found.phi, found.tau_squared) == pytest.approx((2.149053, 0.012118), abs=5e-7)


def test_overdispersion_is_applied_from_ten_organisations() -> None:
    found = overdispersion(NUMERATORS, DENOMINATORS, scale="proportion")
    assert found.groups == 42
    assert found.applied
    assert overdispersion(NUMERATORS[:9], DENOMINATORS[:9], scale="proportion").applied is False


def test_truncation_drops_the_ends() -> None:
    observed = [float(50 + i) for i in range(20)]
    assert overdispersion(observed, [60.0] * 20, trim="truncate").groups == 16  # 10% at each end


def test_overdispersion_of_one_is_undefined() -> None:
    found = overdispersion([5], [4], scale="cqc")
    assert (found.phi, found.tau_squared, found.applied) == (None, None, False)


def test_no_events_do_not_break_the_logarithm() -> None:
    found = overdispersion([0, 5], [4, 4])
    assert found.phi is not None
    assert math.isfinite(found.phi)


def test_quantiles_are_type_7() -> None:
    """Excel QUARTILE.INC of 1, 2, 3, 4 is 1.75."""
    assert quantile([4, 1, 3, 2], 0.25) == 1.75
