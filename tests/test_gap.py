"""The gap split: exact, symmetric, and to the penny."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.errors import NegativeCountError, NoExposureError, PayWithoutPostsError
from bvreview.analysis.gap import CostProfile, Grade, unit_cost_gap


def profile(
    volume: str, grades: dict[str, tuple[str, str]], non_staff: str = "0", overhead: str = "0"
) -> CostProfile:
    staff = {name: Grade(Decimal(fte), Decimal(pay)) for name, (fte, pay) in grades.items()}
    return CostProfile(Decimal(volume), staff, Decimal(non_staff), Decimal(overhead))


def test_one_factor_alone_takes_the_whole_gap() -> None:
    """By hand: 10 FTE at £30,000 for 1,000 units is £300 a unit; each variation moves one thing only."""
    base = profile("1000", {"officer": ("10", "300000")}, "50000", "70000")
    assert base.unit_cost == Decimal("420.00")
    dearer = unit_cost_gap(profile("1000", {"officer": ("10", "330000")}, "50000", "70000"), base)
    assert [dearer.total, dearer.price, dearer.productivity, dearer.mix] == [30, 30, 0, 0]
    slower = unit_cost_gap(profile("1000", {"officer": ("12", "360000")}, "50000", "70000"), base)
    assert [slower.total, slower.price, slower.productivity, slower.mix] == [60, 0, 60, 0]
    rent = unit_cost_gap(profile("1000", {"officer": ("10", "300000")}, "65000", "61000"), base)
    assert [rent.total, rent.non_staff, rent.overhead] == [6, 15, -9]


def test_the_mix_is_apart_from_the_price() -> None:
    """By hand: half and half of £20,000 and £40,000 against one to three; 10 FTE, 100 units."""
    even = profile("100", {"assistant": ("5", "100000"), "officer": ("5", "200000")})
    richer = profile("100", {"assistant": ("2.5", "50000"), "officer": ("7.5", "300000")})
    split = unit_cost_gap(richer, even)
    assert [split.total, split.mix, split.price, split.productivity] == [500, 500, 0, 0]


def test_two_factors_share_what_they_make_together() -> None:
    """Shapley by hand, 12 at 35 against 10 at 30: price (50 + 60) / 2, productivity (60 + 70) / 2."""
    split = unit_cost_gap(profile("1", {"a": ("12", "420")}), profile("1", {"a": ("10", "300")}))
    assert split.total == 120
    assert split.price == Decimal(55)
    assert split.productivity == Decimal(65)


def test_a_grade_that_only_one_has_is_a_difference_of_mix() -> None:
    split = unit_cost_gap(
        profile("10", {"officer": ("1", "300"), "manager": ("1", "500")}),
        profile("10", {"officer": ("2", "600")}),
    )
    assert [split.total, split.mix, split.price] == [20, 20, 0]


def test_a_service_without_staff_differs_in_productivity_only() -> None:
    split = unit_cost_gap(profile("10", {}, "1000"), profile("10", {"officer": ("2", "600")}))
    assert [split.productivity, split.price, split.mix, split.non_staff] == [-60, 0, 0, 100]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (profile("0", {"a": ("1", "5")}), NoExposureError),
        (profile("10", {"a": ("1", "-5")}), NegativeCountError),
        (profile("10", {"a": ("0", "5")}), PayWithoutPostsError),
    ],
)
def test_what_cannot_be_is_refused(bad: CostProfile, error: type[Exception]) -> None:
    good = profile("10", {"a": ("1", "5")})
    for pair in ((bad, good), (good, bad)):
        with pytest.raises(error):
            unit_cost_gap(*pair)


MONEY = st.decimals(0, 5_000_000, places=2)
STAFF = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.builds(Grade, st.decimals("0.1", 60, places=2), MONEY),
    max_size=4,
)
PROFILES = st.builds(CostProfile, st.decimals(1, 90_000, places=0), STAFF, MONEY, MONEY)


@given(PROFILES, PROFILES)
def test_the_parts_add_up_to_the_penny_and_turn_round(own: CostProfile, other: CostProfile) -> None:
    split, back = unit_cost_gap(own, other), unit_cost_gap(other, own)
    parts = (split.price, split.productivity, split.mix, split.non_staff, split.overhead)
    assert sum(parts) == split.total == own.unit_cost - other.unit_cost
    for name in ("price", "productivity", "mix", "non_staff", "overhead"):
        assert abs(getattr(split, name) + getattr(back, name)) <= Decimal("0.02")
    same = unit_cost_gap(own, own)
    assert {same.price, same.productivity, same.mix, same.non_staff, same.overhead} == {0}
