"""Comparisons: the real table, small groups, money, and everything that cannot be compared is listed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from accommodation import ALL_AREAS, AREAS, EAST_MIDLANDS, TOPIC
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.framework.services import Direction
from bvreview.review.compared.standing import (
    Observation,
    PeerGroup,
    Reading,
    Topic,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)

COST = Topic("cp-full", "Full cost per hour worked", "hour worked", Direction.NEUTRAL, source="illustrative")
EVERYONE = PeerGroup("All")


def costs(*pounds: str | None) -> list[Observation]:
    return [Observation(f"Area {i}", value=None if p is None else Decimal(p)) for i, p in enumerate(pounds)]


def test_all_areas_read_as_the_funnel_says() -> None:
    found = compare_proportion(TOPIC, AREAS, ALL_AREAS)
    assert (len(found.standings), found.left_out, found.backdrop) == (42, (), ())
    assert say_percent(found.centre or 0, 1) == "77.8%"
    assert "(24,110 of 30,997)" in found.basis
    derbyshire = found.standing_of("Derbyshire")
    assert derbyshire is not None
    assert derbyshire.reading is Reading.CLEARLY_BETTER
    assert (say_percent(derbyshire.value), say_percent(derbyshire.interval_lower or 0)) == ("86%", "83%")
    assert found.expected_by_chance == pytest.approx(2.1)
    assert found.expected_by_chance_998 == pytest.approx(0.084)


def test_dyfed_powys_is_too_small_to_tell() -> None:
    """Its 95% interval is 11.4 points wide; the 10th to 90th percentile of the areas spans 10.3."""
    standing = compare_proportion(TOPIC, AREAS, ALL_AREAS).standing_of("Dyfed Powys")
    assert standing is not None
    assert standing.reading is Reading.TOO_SMALL


def test_a_small_region_is_set_against_the_nation() -> None:
    found = compare_proportion(TOPIC, AREAS, EAST_MIDLANDS)
    assert [s.organisation for s in found.standings] == list(EAST_MIDLANDS.members)
    assert len(found.backdrop) == 37
    assert say_percent(found.centre or 0, 1) == "77.8%"
    assert "no quarters, and the funnel of all 42" in found.caveats[0]
    ranks = [s.rank_range for s in found.standings]
    assert all(r is not None and 1 <= r.lower <= r.upper <= 5 for r in ranks)


def test_a_small_region_alone_says_so() -> None:
    region = [a for a in AREAS if a.organisation in EAST_MIDLANDS.members]
    found = compare_proportion(TOPIC, region, EAST_MIDLANDS)
    assert "fewer than 10: no quarters, and read the limits with care" in found.caveats[0]
    assert (found.backdrop, len(found.standings)) == ((), 5)


def test_what_cannot_be_compared_is_listed_with_its_reason() -> None:
    spoilt = [
        Observation("Zero", Decimal(0), Decimal(0)),
        Observation("Missing", None, Decimal(10)),
        Observation("Not asked", state="not_collected"),
        Observation("Above", Decimal(11), Decimal(10)),
        Observation("Below", Decimal(-1), Decimal(10)),
        Observation("Odd", Decimal("NaN"), Decimal(10)),
        Observation("Twin", Decimal(1), Decimal(10)),
        Observation("Twin", Decimal(2), Decimal(10)),
    ]
    found = compare_proportion(TOPIC, [*AREAS, *spoilt], ALL_AREAS)
    assert [s.organisation for s in found.standings] == [a.organisation for a in AREAS]
    reasons = dict(found.left_out)
    assert len(found.left_out) == 8
    assert reasons["Zero"] == "the denominator is 0: not defined"
    assert reasons["Not asked"] == "not collected"
    assert reasons["Above"] == "the numerator 11 is above the denominator 10"
    assert reasons["Odd"] == "not a number"
    assert "2 rows carry this name" in reasons["Twin"]


def test_a_member_without_a_return_is_listed() -> None:
    group = PeerGroup("Region", ("Derbyshire", "Rutland"))
    assert compare_proportion(TOPIC, AREAS, group).left_out == (("Rutland", "no return"),)
    assert compare_unit_cost(COST, [], group).left_out == (
        ("Derbyshire", "no return"),
        ("Rutland", "no return"),
    )


def test_one_organisation_has_nothing_to_be_compared_with() -> None:
    found = compare_proportion(TOPIC, AREAS[:1], ALL_AREAS)
    assert [s.reading for s in found.standings] == [Reading.NO_DATA]
    assert (found.limits, found.expected_by_chance) == ((), 0)
    assert "nothing to compare it with" in found.method


def test_nothing_at_all_is_a_sentence() -> None:
    found = compare_proportion(TOPIC, [], ALL_AREAS)
    assert (found.centre, found.standings) == (None, ())
    assert found.method.startswith("Nothing can be compared")


def test_all_equal_is_said() -> None:
    same = [Observation(f"Area {i}", Decimal(5), Decimal(10)) for i in range(12)]
    found = compare_proportion(TOPIC, same, ALL_AREAS)
    assert {s.reading for s in found.standings} == {Reading.WITHIN}
    assert "All figures are equal." in found.caveats


def test_down_is_good_where_the_measure_says_so() -> None:
    found = compare_proportion(replace(TOPIC, direction=Direction.DOWN), AREAS, ALL_AREAS)
    derbyshire = found.standing_of("Derbyshire")
    assert derbyshire is not None
    assert derbyshire.reading is Reading.CLEARLY_WORSE
    assert derbyshire.rank_range is not None
    assert derbyshire.rank_range.worst_quarter > 0.9


def test_marks_travel_with_the_comparison() -> None:
    marked = [replace(AREAS[0], marks=("estimate", "illustrative")), *AREAS[1:]]
    found = compare_proportion(TOPIC, marked, ALL_AREAS)
    assert found.illustrative
    assert found.caveats == ("Estimate: Avon and Somerset.", "Illustrative: Avon and Somerset.")


def test_limits_are_sampled_beyond_the_smallest_and_largest() -> None:
    limits = compare_proportion(TOPIC, AREAS, ALL_AREAS).limits
    assert limits[0].size < 211
    assert limits[-1].size > 4247
    assert all(0 <= p.low_998 <= p.low_95 <= p.high_95 <= p.high_998 <= 1 for p in limits)
    assert [p.size for p in limits] == sorted(p.size for p in limits)


def test_costs_stand_at_a_distance_from_the_median() -> None:
    found = compare_unit_cost(COST, costs("10.00", "12.00", "15.00"), EVERYONE)
    assert found.median == Decimal("12.00")
    assert [(s.distance, s.distance_percent) for s in found.standings] == [
        (Decimal("-2.00"), Decimal("-16.7")),
        (Decimal("0.00"), Decimal("0.0")),
        (Decimal("3.00"), Decimal("25.0")),
    ]
    assert [s.reading for s in found.standings] == [
        Reading.BELOW_MEDIAN,
        Reading.AT_MEDIAN,
        Reading.ABOVE_MEDIAN,
    ]
    assert all(s.interval_lower is None and s.quarter is None for s in found.standings)
    assert "No quarters are said with fewer than 10 organisations." in found.caveats


def test_quarters_from_ten_organisations() -> None:
    found = compare_unit_cost(COST, costs(*(str(10 + i) for i in range(10))), EVERYONE)
    assert [s.quarter for s in found.standings] == [1, 1, 1, 2, 2, 3, 3, 3, 4, 4]
    assert found.median == Decimal("14.50")


def test_equal_costs_have_no_quarters() -> None:
    found = compare_unit_cost(COST, costs(*["10"] * 12), EVERYONE)
    assert {s.quarter for s in found.standings} == {None}
    assert found.caveats == ("All figures are equal.",)


def test_a_cost_can_be_pounds_over_volume() -> None:
    whole = [Observation("A", Decimal(1000), Decimal(3)), Observation("B", Decimal(500), Decimal(0))]
    found = compare_unit_cost(COST, [*whole, *costs("4")], EVERYONE)
    assert found.median == Decimal("168.67")  # of 333.33 and 4.00: 168.665, halves up
    assert found.left_out == (("B", "the volume is 0: a cost per unit is not defined"),)


def test_negative_missing_and_twin_costs_are_listed() -> None:
    twins = [Observation("Twin", value=Decimal(3)), Observation("Twin", value=Decimal(4))]
    found = compare_unit_cost(COST, [*costs("-1", None, "5", "6"), *twins], EVERYONE)
    assert [name for name, _why in found.left_out] == ["Area 0", "Area 1", "Twin", "Twin"]
    assert dict(found.left_out)["Area 0"] == "a negative cost is not compared"


def test_one_cost_has_no_median() -> None:
    found = compare_unit_cost(COST, costs("5"), EVERYONE)
    assert (found.median, found.centre, found.standings[0].reading) == (None, None, Reading.NO_DATA)


def test_free_services_have_no_percentage() -> None:
    found = compare_unit_cost(COST, costs("0", "0", "5"), EVERYONE)
    assert [s.distance_percent for s in found.standings] == [None, None, None]


amounts = st.one_of(st.none(), st.integers(-5, 60).map(Decimal))
observations = st.lists(
    st.builds(
        Observation,
        organisation=st.sampled_from([f"Area {i}" for i in range(30)]),
        numerator=amounts,
        denominator=amounts,
        value=amounts,
    ),
    max_size=40,
)


@given(observations)
def test_no_observation_is_dropped_without_a_word(given_: list[Observation]) -> None:
    for compare in (compare_proportion, compare_unit_cost):
        found = compare(TOPIC, given_, EVERYONE)
        assert len(found.standings) + len(found.left_out) == len(given_)
        assert all(s.value == s.value for s in found.standings)  # no NaN
        assert all(why for _, why in found.left_out)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (say_percent(0.8587786), "86%"),
        (say_percent(0.125, 0), "13%"),
        (say_percent(0.7778, 1), "77.8%"),
        (say_pounds(Decimal("-1204.5")), "−£1,204.50"),
        (say_pounds(Decimal("0.005")), "£0.01"),
        (say_pounds(1234567.0, 0), "£1,234,567"),
    ],
)
def test_figures_as_they_are_said(said: str, expected: str) -> None:
    assert said == expected


def test_a_narrow_interval_is_said_with_a_place_and_a_wide_one_without() -> None:
    topic = Topic("t", "T", "%", Direction.UP)
    observations = [
        Observation("Large", Decimal(1_300), Decimal(31_500)),
        Observation("Small", Decimal(450), Decimal(524)),
    ]
    large, small = compare_proportion(topic, observations, PeerGroup("All")).standings
    assert (say_share(large), say_interval(large)) == ("4.1%", "3.9 to 4.4")
    assert (say_share(small), say_interval(small)) == ("86%", "83 to 89")
