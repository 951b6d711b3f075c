"""Figures of one organisation over time: quarters as XmR charts, unit costs by year and price base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from bvreview.analysis.courses import measure_course
from bvreview.analysis.history import History, history_of
from bvreview.charts.timeline import cost_trend_spec, measure_trend_spec
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers
from bvreview.review.compared.audiences import Audience
from bvreview.review.compared.earlier import CostYear, EarlierCost, ReviewYear, Share, ShareYear, review_year
from bvreview.review.compared.earlier_packs import collated_years
from bvreview.review.compared.packs import BenchmarkPack, PackTopic
from bvreview.review.compared.price_index import PriceIndex, index_of, shipped_index
from bvreview.review.compared.standing import Observation, Reading, Topic
from bvreview.review.examples import build_review
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear
from samples.reviews import sample_review

PACK = default_framework()
TOPIC = Topic("completed", "Completed", "%", Direction.UP, source="Ours")
COST = Topic("unit_full", "Full unit cost", "hour worked", Direction.NEUTRAL, source="Ours")


NONE = Share()


def share(top: int | None, bottom: int | None) -> Share:
    return Share(*(None if n is None else Decimal(n) for n in (top, bottom)))


def year(
    start: int, *quarters: Share, before: Share = NONE, whole: Share = NONE, target: str = ""
) -> ReviewYear:
    shares = ShareYear(whole, quarters, before, Decimal(target) if target else None)
    return ReviewYear(f"r{start}", "Derbyshire", FinancialYear(start), {"completed": shares}, CostYear())


def priced(start: int, unit: str | None = None, **more: object) -> ReviewYear:
    cost = None if unit is None else Decimal(unit)
    costs = CostYear(unit={"unit_full": cost}, volume=Decimal(1000), **more)  # type: ignore[arg-type]
    return ReviewYear(f"r{start}", "Derbyshire", FinancialYear(start), {}, costs)


FOUR = tuple(share(n, 100) for n in (70, 71, 72, 73))


def test_under_13_quarters_there_are_values_with_intervals_and_no_rule() -> None:
    course = measure_course(TOPIC, "Derbyshire", [year(2009, *FOUR, before=share(68, 100))])
    assert course.cut == "quarter"
    assert [p.value for p in course.points] == [0.70, 0.71, 0.72, 0.73]
    assert (course.mean, course.lower, course.upper) == (None, None, None)
    assert "there are 4, and limits need 13" in course.method
    assert course.caveats == ("2008 to 2009 as a whole: 68.0% (68 of 100).",)
    moment = measure_trend_spec(course).courses[0].moments[0]
    assert moment.lower is not None
    assert moment.readout == "Derbyshire, Quarter 1, 2009 to 2010: 70.0% (70 of 100)"


def test_the_quarters_of_all_years_make_a_chart_with_limits_and_a_sentence_about_the_target() -> None:
    quarters = [share(n, 100) for n in (70, 72, 71, 69, 70, 71, 72, 70, 69, 71, 70, 72, 71, 95)]
    quarters += [share(None, None)] * 2
    years = [year(2006 + n, *quarters[4 * n : 4 * n + 4], target="0.60") for n in range(4)]
    course = measure_course(TOPIC, "Derbyshire", list(reversed(years)))
    assert len(course.points) == 16
    assert course.mean == pytest.approx(sum([70, 72, 71, 69, 70, 71, 72, 70, 69, 71, 70, 72, 71, 95]) / 1400)
    assert course.points[13].sign is Reading.CLEARLY_BETTER
    assert course.points[13].rule == "outside the limits"
    assert course.assurance == "As it runs, the target will be met: it lies beyond the limits."
    assert course.caveats[0].startswith("Without a value: Quarter 3, 2009 to 2010 (not given)")
    spec = measure_trend_spec(course)
    assert spec.courses[0].moments[0].lower is None  # the limits stand for all of them
    said = "14 values are more than chance explains, the last: Quarter 2, 2009 to 2010, change for the better"
    assert said in spec.words.sentence  # the high one draws the mean over all 13 before it


def test_a_run_is_signed_by_the_way_it_goes() -> None:
    """Where fewer is better, seven rising quarters are a change for the worse from the first on."""
    rising = [share(n, 1000) for n in (300, 300, 300, 300, 300, 300, 200, 210, 220, 230, 240, 250, 260, 300)]
    years = [year(2006 + n, *rising[4 * n : 4 * n + 4]) for n in range(4)]
    course = measure_course(replace(TOPIC, direction=Direction.DOWN), "Derbyshire", years)
    run = [p for p in course.points if p.rule == "seven in one direction"]
    assert {p.sign for p in run} == {Reading.CLEARLY_WORSE}
    neutral = measure_course(replace(TOPIC, direction=Direction.NEUTRAL), "Derbyshire", years)
    assert {p.sign for p in neutral.points if p.rule == "seven in one direction"} == {Reading.CLEARLY_HIGHER}


def test_without_quarters_the_years_are_shown_with_the_one_before() -> None:
    course = measure_course(
        TOPIC, "Derbyshire", [year(2009, *[Share()] * 4, whole=share(80, 100), before=share(70, 100))]
    )
    assert (course.cut, [p.short for p in course.points]) == ("year", ["2008-09", "2009-10"])
    assert [p.value for p in course.points] == [0.7, 0.8]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (share(1, 0), "the denominator is 0: not defined"),
        (share(-1, 5), "a count below zero"),
        (share(6, 5), "the numerator 6 is above the denominator 5"),
        (share(6, None), "no numerator or no denominator"),
    ],
)
def test_a_quarter_that_cannot_be_worked_out_says_why(given: Share, why: str) -> None:
    course = measure_course(TOPIC, "Derbyshire", [year(2009, given, *FOUR[1:])])
    assert (course.points[0].value, course.points[0].why) == (None, why)
    assert why in course.caveats[0]


def test_nothing_given_is_a_sentence() -> None:
    course = measure_course(TOPIC, "Derbyshire", [])
    assert course.points == ()
    assert measure_trend_spec(course).words.sentence == "No value is given."


def test_an_organisation_that_is_followed_stands_at_the_same_quarters() -> None:
    own = measure_course(TOPIC, "Derbyshire", [year(2009, *FOUR)])
    other = measure_course(TOPIC, "Lincolnshire", [year(2009, *FOUR[:2], Share(), FOUR[3])])
    spec = measure_trend_spec(own, other)
    assert [c.role for c in spec.courses] == ["own", "followed"]
    assert [m.value for m in spec.courses[1].moments] == [0.70, 0.71, None, 0.73]


def test_unit_costs_stand_in_cash_and_in_the_prices_of_the_last_year() -> None:
    """GDP deflator, HM Treasury, March 2013: 2009-10 95.389, 2010-11 97.978; 97.978/95.389 is 2.71% more."""
    history = history_of(PACK, [])
    years = (
        priced(2009, "100.00", before={"unit_full": Decimal("90000")}, volume_before=Decimal(1000)),
        priced(2010, "110.00"),
    )
    course = replace(history, years=years).cost(COST, "Derbyshire")
    assert [y.cash for y in course.years] == [Decimal("90.00"), Decimal("100.00"), Decimal("110.00")]
    assert [y.real for y in course.years][1:] == [Decimal("102.71"), Decimal("110.00")]
    assert course.base == "2010 to 2011"
    spec = cost_trend_spec(course)
    assert [c.label for c in spec.courses] == ["in the prices of 2010 to 2011", "in cash"]
    assert all(m.lower is None for c in spec.courses for m in c.moments)
    assert "+17.2% since 2008 to 2009" in spec.words.sentence  # 90 x 97.978 / 93.975 = 93.83


PASTED = {
    "prices.source": "HM Treasury, June 2013",
    "prices.released": "27 June 2013",
    "prices.series:2008-09.newer": "90",
    "prices.series:2009-10.newer": "100",
    "prices.series:2010-11.newer": "110",
}


def index(typed: Mapping[str, str] = MappingProxyType({})) -> PriceIndex | None:
    """The index of a review in which a series was pasted, all of it or as it is given."""
    assert PACK.compare
    assert PACK.compare.costs
    head = ReviewHead("r", "DBS", "community-payback", FinancialYear(2009), Path.FULL, PACK.id, PACK.version)
    return index_of(Answers(PACK, build_review(PACK, head, dict(typed))), PACK.compare.costs)


def test_a_pasted_series_is_the_index_of_its_review_and_is_never_mixed_with_the_shipped_one() -> None:
    shipped, pasted = index(), index(PASTED)
    assert shipped == shipped_index(PACK)
    assert shipped
    assert shipped.values["2006-07"] == Decimal("89.254")
    assert pasted
    assert pasted.words == "HM Treasury, June 2013, 27 June 2013"
    assert (pasted.pasted, dict(pasted.values).get("2006-07")) == (True, None)
    bare = index({"prices.series:2009-10.newer": "100"})
    assert bare
    assert bare.words == "a pasted series without a source, no day of release given"


def test_reviews_with_different_series_are_brought_to_the_newest_and_it_is_said() -> None:
    """100 in 2009-10, 110 in 2010-11: what cost 100.00 then costs 110.00 in the prices of the later year."""
    years = (priced(2009, "100.00", prices=index()), priced(2010, "110.00", prices=index(PASTED)))
    history = replace(history_of(PACK, []), years=years)
    course = history.cost(COST, "Derbyshire")
    assert [y.real for y in course.years][-2:] == [Decimal("110.00"), Decimal("110.00")]
    assert "(HM Treasury, June 2013, 27 June 2013)" in course.method
    (said,) = [c for c in course.caveats if "another stands" in c]
    assert "in the review of 2009 to 2010 another stands: GDP deflator" in said
    assert "27 March 2013" in said
    # another organisation of the same comparison is brought to the same series
    beside = replace(years[0], organisation="Dorset")
    assert "June 2013" in replace(history, years=(*years, beside)).cost(COST, "Dorset").method


def test_a_pasted_series_that_lacks_a_year_leaves_it_in_cash() -> None:
    earlier = (EarlierCost("2006-07", {"unit_full": Decimal(5000)}, Decimal(100)),)
    history = history_of(PACK, [])
    years = (priced(2009, "60", earlier=earlier, prices=index(PASTED)),)
    course = replace(history, years=years).cost(COST, "Derbyshire")
    assert course.years[0].why_not_real == "no price index for 2006 to 2007"


def test_earlier_years_are_read_from_the_table_and_a_year_without_an_index_stays_in_cash() -> None:
    earlier = (
        EarlierCost("2004-05", {"unit_full": Decimal(5000)}, Decimal(100)),
        EarlierCost("2007-08", {"unit_full": Decimal(5000)}, Decimal(0)),
    )
    history = replace(
        history_of(PACK, []), years=(priced(2009, "60", earlier=earlier, price_base="2006-07"),)
    )
    course = history.cost(COST, "Derbyshire")
    assert course.years[0].label == "2004 to 2005"
    assert (course.years[0].cash, course.years[0].real) == (Decimal("50.00"), None)
    assert course.years[0].why_not_real == "no price index for 2004 to 2005"
    assert course.years[3].why == "the volume is 0: not defined"
    assert course.base == "2006 to 2007"
    assert any("2005 to 2006 (no review)" in caveat for caveat in course.caveats)


def test_a_negative_cost_is_no_cost() -> None:
    course = replace(history_of(PACK, []), years=(priced(2009, "-5"),)).cost(COST, "Derbyshire")
    assert (course.years[-1].cash, course.years[-1].why) == (None, "a negative cost")
    assert cost_trend_spec(course).words.sentence == "No cost is given."


def test_what_a_review_says_of_its_year() -> None:
    found = review_year(PACK, sample_review(PACK, "derbyshire"))
    assert found.organisation == "Derbyshire"
    assert found.shares["completed"].quarters[0] == share(312, 411)
    assert found.shares["completed"].target == Decimal("0.76")
    pay = sum((line.pay or Decimal(0) for line in found.costs.staff), Decimal(0))
    rest = sum((v or Decimal(0) for v in found.costs.non_staff.values()), Decimal(0))
    assert pay + rest == found.costs.whole["unit_direct"]
    assert pay + rest + (found.costs.overhead or 0) == found.costs.whole["unit_full"]


def test_two_reviews_of_a_year_are_no_figure_and_it_is_said() -> None:
    review = sample_review(PACK, "derbyshire")
    history = history_of(PACK, [review, review])
    course = history.measure(TOPIC, "Derbyshire")
    assert course.points == ()
    assert "Two reviews of 2009 to 2010 are there" in course.caveats[-1]


def test_a_followed_organisation_without_a_value_is_said_to_have_none() -> None:
    own = measure_course(TOPIC, "Derbyshire", [year(2009, *FOUR)])
    spec = measure_trend_spec(own, measure_course(TOPIC, "Kent", []))
    assert len(spec.courses) == 1
    assert spec.words.notes[-1] == "Kent has no value at these times."


def test_the_quarters_of_the_year_before_are_what_the_review_says_of_them() -> None:
    one = year(2009, *FOUR, before=share(68, 100))
    shares = replace(one.shares["completed"], quarters_before=tuple(share(n, 100) for n in (60, 61, 62, 63)))
    course = measure_course(TOPIC, "Derbyshire", [replace(one, shares={"completed": shares})])
    assert [p.value for p in course.points] == [0.60, 0.61, 0.62, 0.63, 0.70, 0.71, 0.72, 0.73]
    assert course.points[0].label == "Quarter 1, 2008 to 2009"
    assert course.caveats == ()  # the year before stands there by quarter
    itself = year(2008, *[share(50, 100)] * 4)
    both = measure_course(TOPIC, "Derbyshire", [itself, replace(one, shares={"completed": shares})])
    assert [p.value for p in both.points][:4] == [0.5] * 4


# benchmark packs of other years


def packed(start: int, *seen: tuple[Topic, Observation], letters: bool = False) -> BenchmarkPack:
    topics = tuple(
        PackTopic(topic, "proportion" if topic is TOPIC else "money", "All", (o.organisation,), (o,))
        for topic, o in seen
    )
    about = ("community-payback", FinancialYear(start).id, "", PACK.id, PACK.version, "2010-06-01", "")
    return BenchmarkPack(f"bp-{start}", 2, Audience.TRUSTS, *about, topics, letters=letters)


def test_a_pack_of_another_year_adds_its_points_and_says_which_it_is() -> None:
    seen = Observation("Derbyshire", Decimal(60), Decimal(100), marks=("illustrative",))
    there = Observation("Kent", Decimal(50), Decimal(100))
    packs = [packed(2007, (TOPIC, seen)), packed(2008, (TOPIC, there))]
    history = replace(
        History(PACK, (year(2009, *FOUR, whole=share(71, 100), before=share(68, 100)),)),
        collated=collated_years(PACK, packs),
    )
    quarters = history.measure(TOPIC, "Derbyshire")
    assert quarters.cut == "quarter"
    assert quarters.caveats[0] == "2007 to 2008 as a whole: 60.0% (60 of 100)."
    years = history.measure_by_year(TOPIC, "Derbyshire")
    assert years
    assert [p.value for p in years.points] == [0.60, 0.68, 0.71]
    assert years.caveats == ("2007 to 2008: from benchmark pack bp-2007, version 2.",)
    assert years.illustrative
    assert [p.value for p in history.measure(TOPIC, "Kent").points] == [0.5]
    assert history.in_year(FinancialYear(2008)) == ()


def test_a_review_of_the_year_counts_before_a_pack_and_it_is_said() -> None:
    pack = packed(2009, (TOPIC, Observation("Derbyshire", Decimal(1), Decimal(100))))
    whole = year(2009, whole=share(71, 100))
    history = replace(History(PACK, (whole,)), collated=collated_years(PACK, [pack]))
    course = history.measure(TOPIC, "Derbyshire")
    assert [p.value for p in course.points] == [0.71]
    assert "2009 to 2010: the review counts, not benchmark pack bp-2009, version 2." in course.caveats


def test_costs_of_packs_stand_over_the_years_unless_their_unit_differs_or_they_are_lettered() -> None:
    mile = replace(COST, unit="mile")
    packs = [
        packed(2006, (COST, Observation("Derbyshire", value=Decimal(7))), letters=True),
        packed(2007, (COST, Observation("Derbyshire", value=Decimal(9)))),
        packed(2008, (mile, Observation("Derbyshire", value=Decimal(3)))),
    ]
    history = replace(History(PACK, (priced(2009, "10"),)), collated=collated_years(PACK, packs))
    course = history.cost(COST, "Derbyshire")
    assert [(y.label, y.cash) for y in course.years] == [
        ("2007 to 2008", Decimal("9.00")),
        ("2008 to 2009", None),
        ("2009 to 2010", Decimal("10.00")),
    ]
    assert any("benchmark pack bp-2007, version 2" in caveat for caveat in course.caveats)
    assert any("for each mile" in caveat for caveat in course.caveats)
