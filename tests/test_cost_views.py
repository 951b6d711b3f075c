"""Why a unit costs what it costs: gaps in parts, cost against performance, outcomes, and the frontier."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from accommodation import AREAS, TOPIC
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.analysis.cost_frontier import cost_frontier
from bvreview.analysis.costing import costed, gap_between, others_together, pooled
from bvreview.analysis.history import History
from bvreview.analysis.outcomes import marginal, outcome_prices
from bvreview.analysis.performance import cost_performance, performance_indexes
from bvreview.charts.costs import frontier_spec, gap_spec, quadrant_spec
from bvreview.charts.costs_told import tell_gap
from bvreview.charts.data import chart_data
from bvreview.charts.layout import layout
from bvreview.charts.spec import ChartSpec, Frame
from bvreview.charts.timeline import cost_trend_spec
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.review.compared.cost_parts import CostParts, GradePay
from bvreview.review.compared.costing import CostPerformance, Gap, OutcomePrice
from bvreview.review.compared.earlier import CostYear, ReviewYear, StaffLine, review_year
from bvreview.review.compared.standing import Observation, PeerGroup, Topic
from bvreview.review.periods import FinancialYear
from samples.reviews import sample_reviews

PACK = default_framework()
YEAR = FinancialYear(2009)
COST = Topic("unit_full", "Full unit cost", "hour worked", Direction.NEUTRAL, period="2009 to 2010")
REGION = [
    year
    for __, review in sample_reviews(PACK)
    if review.head.service == "community-payback"
    for year in [review_year(PACK, review)]
]


def parts(
    name: str, volume: str, *grades: tuple[str, str, str], rest: str = "0", over: str = "0"
) -> CostParts:
    staff = tuple(GradePay(g, Decimal(fte), Decimal(pay)) for g, fte, pay in grades)
    return CostParts(name, Decimal(volume), staff, Decimal(rest), Decimal(over))


def test_the_parts_of_a_gap_add_up_to_the_penny_and_name_their_cause() -> None:
    """Same staff and mix, pay a tenth higher: all of the gap is price."""
    own = parts("Here", "1000", ("a", "2", "66000"), rest="500")
    other = parts("There", "1000", ("a", "2", "60000"), rest="500")
    gap = gap_between(own, other, "hour worked", "2009 to 2010")
    assert isinstance(gap, Gap)
    assert (gap.own_cost, gap.other_cost) == (Decimal("66.50"), Decimal("60.50"))
    assert {p.part: p.amount for p in gap.parts}["price"] == Decimal("6.00")
    assert sum(p.amount for p in gap.parts) == gap.total


def test_a_price_that_goes_against_average_pay_is_explained() -> None:
    """Each grade is paid less here, but there are more of the dear one: the average is higher."""
    cheaper = parts("Here", "1000", ("a", "1", "20000"), ("b", "3", "117000"))
    dearer = parts("There", "1000", ("a", "3", "61500"), ("b", "1", "40000"))
    for own, other, words in ((cheaper, dearer, "less is paid"), (dearer, cheaper, "more is paid")):
        gap = gap_between(own, other, "hour worked", "2009 to 2010")
        assert isinstance(gap, Gap)
        note = gap_spec(gap).words.notes[0]
        assert note.startswith("Average pay is higher" if own is cheaper else "Average pay is lower")
        assert words in note
    even = gap_between(cheaper, parts("There", "1000", ("a", "1", "10000")), "hour", "2009")
    assert isinstance(even, Gap)
    assert gap_spec(even).words.notes[0].startswith("Shapley split")


def test_the_gaps_of_the_sample_region_add_up_and_the_whole_is_the_unit_cost() -> None:
    found = costed(PACK, "Derbyshire", REGION)
    own = found.find("Derbyshire")
    assert own
    assert found.parts[0] is own
    whole = {y.organisation: y.costs.unit["unit_full"] for y in REGION}
    for other in found.parts[1:]:
        gap = gap_between(own, other, "hour worked", YEAR.label)
        assert isinstance(gap, Gap)
        assert sum(p.amount for p in gap.parts) == gap.own_cost - gap.other_cost
        assert abs(gap.other_cost - (whole[other.organisation] or 0)) <= Decimal("0.005")
        assert any("Illustrative" in caveat for caveat in gap.caveats)


def test_what_is_missing_for_a_split_is_named() -> None:
    blank = ReviewYear("r", "Dorset", YEAR, {}, CostYear(non_staff={"costs.nonstaff_total": None}))
    zero = replace(REGION[0], organisation="Kent", costs=replace(REGION[0].costs, volume=Decimal(0)))
    found = costed(PACK, "Dorset", [blank, zero])
    assert found.parts == ()
    assert found.why_missing("Dorset") == (
        "not given: the volume of the year, direct staff, other direct costs, the share of support services"
    )
    assert found.why_missing("Kent") == "the volume is 0: not defined"


def test_a_pack_gives_parts_for_those_without_a_review() -> None:
    pack = (parts("Kent", "10", ("a", "1", "100")), parts("Derbyshire", "10", ("a", "1", "100")))
    found = costed(PACK, "Derbyshire", REGION, pack)
    assert found.find("Kent") is pack[0]
    assert found.find("Derbyshire") is not pack[1]


def test_organisations_together_are_one_comparator() -> None:
    one, two = (
        parts("A", "100", ("x", "1", "1000"), rest="50"),
        parts("B", "300", ("x", "1", "3000"), over="10"),
    )
    both = pooled([one, two], "Both")
    assert both
    assert (both.volume, both.grades) == (Decimal(400), (GradePay("x", Decimal(2), Decimal(4000)),))
    assert pooled([one], "One") is None


def test_a_gap_that_cannot_be_split_is_a_sentence() -> None:
    assert isinstance(gap_between(parts("A", "0"), parts("B", "1"), "hour", ""), str)
    assert isinstance(gap_between(parts("A", "1", ("x", "0", "5")), parts("B", "1"), "hour", ""), str)


GROUP = PeerGroup("Five", tuple(a.organisation for a in AREAS[:5]))
SHARE = compare_proportion(TOPIC, AREAS, GROUP)


def priced(*pounds: int | None) -> list[Observation]:
    named = zip(AREAS, pounds, strict=False)
    return [Observation(a.organisation, value=None if p is None else Decimal(p)) for a, p in named]


def test_performance_is_the_mean_of_z_scores_turned_to_the_better_side() -> None:
    indexes = performance_indexes([SHARE])
    values = {s.organisation: s.value for s in SHARE.standings}
    best, found = max(values, key=values.__getitem__), indexes
    top = found[best]
    assert top
    assert top.value == max(i.value for i in found.values() if i)
    assert abs(sum(i.value for i in found.values() if i)) < 1e-9
    down = performance_indexes([replace(SHARE, topic=replace(TOPIC, direction=Direction.DOWN))])
    lowest = down[best]
    assert lowest
    assert lowest.value == pytest.approx(-top.value)
    assert performance_indexes([replace(SHARE, topic=replace(TOPIC, direction=Direction.NEUTRAL))]) == {}


def test_an_organisation_with_less_than_half_of_the_measures_has_no_index() -> None:
    short = replace(SHARE, standings=SHARE.standings[1:])
    indexes = performance_indexes([SHARE, short, short])
    assert indexes[SHARE.standings[0].organisation] is None
    assert indexes[SHARE.standings[1].organisation]


def test_cost_and_performance_stand_around_their_medians_and_name_who_is_left_out() -> None:
    costs = compare_unit_cost(COST, priced(10, 12, None, 8, 30), GROUP)
    found = cost_performance([SHARE, costs], "unit_full")
    assert isinstance(found, CostPerformance)
    assert found.median_cost == Decimal("11.00")
    assert len(found.placements) == 4
    assert found.left_out[0][0] == AREAS[2].organisation
    for placed in found.placements:
        assert placed.told is not (placed.lower <= found.median_index <= placed.upper)


@pytest.mark.parametrize("pounds", [(), (5,), (None, None)])
def test_too_few_costs_are_a_sentence(pounds: tuple[int | None, ...]) -> None:
    costs = compare_unit_cost(COST, priced(*pounds), GROUP)
    assert isinstance(cost_performance([SHARE, costs], "unit_full"), str)


def test_equal_measures_say_nothing() -> None:
    equal = [replace(a, numerator=Decimal(50), denominator=Decimal(100)) for a in AREAS[:5]]
    same = compare_proportion(TOPIC, equal, GROUP)
    costs = compare_unit_cost(COST, priced(1, 2, 3, 4, 5), GROUP)
    assert isinstance(cost_performance([same, costs], "unit_full"), str)


def price(name: str, cost: int, outcomes: int, volume: int = 100) -> OutcomePrice:
    return OutcomePrice(name, Decimal(cost), Decimal(outcomes), Decimal(volume))


@pytest.mark.parametrize(
    ("own", "other", "way", "each"),
    [
        (price("A", 3000, 30), price("B", 2000, 20), "buys", "100.00"),
        (price("A", 2000, 20), price("B", 3000, 30), "saves", "100.00"),
        (price("A", 3000, 20), price("B", 2000, 20), "dearer", None),
        (price("A", 2000, 30), price("B", 3000, 30), "cheaper", None),
        (price("A", 2000, 30), price("B", 3000, 20), "cheaper", None),
        (price("A", 2000, 20), price("B", 2000, 30), "dearer", None),
        (price("A", 2000, 20), price("B", 4000, 40, 200), "same", None),
    ],
)
def test_what_one_more_outcome_costs(
    own: OutcomePrice, other: OutcomePrice, way: str, each: str | None
) -> None:
    found = marginal(own, other)
    assert (found.way, found.each) == (way, None if each is None else Decimal(each))


def with_costs(name: str, cost: int | None, volume: int | None, outcomes: int | None) -> ReviewYear:
    figures = (None if n is None else Decimal(n) for n in (volume, outcomes))
    amount = None if cost is None else Decimal(cost)
    volume_, outcomes_ = figures
    costs = CostYear(whole={"unit_full": amount}, volume=volume_, outcomes=outcomes_)
    return ReviewYear(name, name, YEAR, {}, costs)


def test_outcomes_of_zero_or_none_have_no_price() -> None:
    years = [with_costs("A", 10, 5, 2), with_costs("B", 10, 5, 0), with_costs("C", 10, 5, None)]
    assert [p.organisation for p in outcome_prices(years, "unit_full")] == ["A"]
    assert outcome_prices(years, "unit_full")[0].each == Decimal(5)


def test_a_frontier_of_too_few_is_refused_with_the_rule() -> None:
    found = cost_frontier(REGION, "unit_full", "hour worked", "requirement completed")
    assert found.found == ()
    assert "at least 9 (Cooper, Seiford and Tone)" in found.refused


def test_a_frontier_places_everyone_who_has_the_figures() -> None:
    years = [with_costs(f"T{n}", 100 + 10 * n, 50 + n * 3, 20 + n % 4) for n in range(10)]
    found = cost_frontier([*years, with_costs("X", None, 5, 5)], "unit_full", "hour worked", "completion")
    assert not found.refused
    assert found.left_out == (("X", "no cost"),)
    assert len(found.found) == 10
    assert all(0 < e.score <= 1 + 1e-9 for e in found.found)
    assert any(e.is_efficient for e in found.found)


figures = st.one_of(st.none(), st.sampled_from([0, 1, -5, 100, 33_333]), st.decimals(0, 10**6, places=2))
decimals = figures.map(lambda n: None if n is None else Decimal(n))
lines = st.builds(StaffLine, st.sampled_from(["a", "b"]), decimals, decimals)
cost_years = st.builds(
    CostYear,
    staff=st.lists(lines, max_size=3).map(tuple),
    non_staff=decimals.map(lambda n: {"costs.nonstaff_total": n}),
    overhead=decimals,
    volume=decimals,
    whole=decimals.map(lambda n: {"unit_full": n}),
    unit=decimals.map(lambda n: {"unit_full": n}),
    before=decimals.map(lambda n: {"unit_full": n}),
    volume_before=decimals,
    outcomes=decimals,
)


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (0.54 if bold else 0.5)


def is_sound(spec: ChartSpec) -> None:
    """Laid out, copied and described without anything that is not a number."""
    for frame in (Frame(700, 500), Frame(300, 200, 20)):
        scene = layout(spec, frame, measure)
        assert all(math.isfinite(m.x) and math.isfinite(m.y) for m in scene.marks)
    said = chart_data(spec).text("\t") + spec.words.sentence + spec.words.description
    assert not {"nan", "inf", "-inf"} & set(said.casefold().replace("\t", " ").split())


@settings(max_examples=60, deadline=None)
@given(st.lists(cost_years, min_size=1, max_size=11))
def test_whatever_the_costs_are_there_is_a_chart_or_a_sentence(given_costs: list[CostYear]) -> None:
    """Zero, missing, one organisation, all equal, negative: never NaN, never an exception, none lost."""
    years = [ReviewYear(f"r{n}", f"T{n}", YEAR, {}, costs) for n, costs in enumerate(given_costs)]
    found = costed(PACK, "T0", years)
    assert {p.organisation for p in found.parts} | {n for n, __ in found.missing} == {
        y.organisation for y in years
    }
    own, others = found.find("T0"), others_together(found, PeerGroup("All"))
    for other in (*found.parts, *([others] if others else [])):
        gap = gap_between(own, other, "hour", "2009") if own else found.why_missing("T0")
        assert gap
        if isinstance(gap, Gap):
            assert sum(p.amount for p in gap.parts) == gap.total
            is_sound(gap_spec(gap))
            assert tell_gap(gap, gap_spec(gap).words, "").rows
    frontier = cost_frontier(years, "unit_full", "hour", "completion")
    assert frontier.refused or frontier.found
    assert len(frontier.found) + len(frontier.left_out) == len(years) or frontier.refused
    is_sound(frontier_spec(frontier, own="T0"))
    is_sound(cost_trend_spec(History(PACK, tuple(years)).cost(COST, "T0")))
    prices = outcome_prices(years, "unit_full")
    assert all(marginal(prices[0], other) for other in prices)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 3)), max_size=8))
def test_whatever_the_group_is_it_is_placed_or_said_why(group: list[tuple[int, int, int]]) -> None:
    names = [a.organisation for a in AREAS[: len(group)]]
    shares = [
        Observation(name, numerator=Decimal(top), denominator=Decimal(bottom))
        for name, (top, bottom, __) in zip(names, group, strict=True)
    ]
    costs = [Observation(n, value=Decimal(c)) for n, (__, ___, c) in zip(names, group, strict=True)]
    peers = PeerGroup("Some", tuple(names))
    compared = [compare_proportion(TOPIC, shares, peers), compare_unit_cost(COST, costs, peers)]
    found = cost_performance(compared, "unit_full")
    if isinstance(found, str):
        assert found
        return
    assert {p.organisation for p in found.placements} | {n for n, __ in found.left_out} == set(names)
    is_sound(quadrant_spec(found, own=names[0]))
