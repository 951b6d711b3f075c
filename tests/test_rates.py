"""Rates and averages of those who count alike: Poisson intervals, the pooled rate, the middle average."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bvreview.analysis.intervals import rate_interval
from bvreview.analysis.rates import compare_rate, find_rates
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction, Measure, MeasureKind
from bvreview.framework.terms import Path
from bvreview.review.compared.rates import RatesFound, tell_rates
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Observation, Reading, Topic
from bvreview.review.examples import build_review
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear

PACK = default_framework()
YEAR = FinancialYear(2009)
RATE, AVERAGE = MeasureKind.RATE, MeasureKind.RATIO
ABSENCES = Measure(
    id="a", label="Absences", numerator="Absences", denominator="orders", kind=RATE, per=Decimal(100)
)
HOURS = Measure(id="h", label="Hours", numerator="Hours", denominator="placements", kind=AVERAGE)
DOWN = Topic("a", "Absences", "", Direction.DOWN)
UP = Topic("h", "Hours", "", Direction.UP)


def seen(name: str, top: object, bottom: object) -> Observation:
    figures = [None if n is None else Decimal(str(n)) for n in (top, bottom)]
    return Observation(name, numerator=figures[0], denominator=figures[1])


# PHEindicatormethods, testdata_Rate.xlsx, Area4, 95%: 65 events of 100, Byar's formula
def test_a_rate_has_byars_interval_and_stands_beside_the_pooled_one() -> None:
    found = compare_rate(DOWN, ABSENCES, [seen("A", 65, 100), seen("B", 320, 200), seen("C", 130, 110)])
    assert found.centre == pytest.approx((65 + 320 + 130) / 410)
    best, middle, worst = found.standings
    assert [s.organisation for s in found.standings] == ["A", "C", "B"]
    assert best.lower == pytest.approx(0.50163187710459454)
    assert best.upper == pytest.approx(0.8284913854593984)
    assert (best.reading, worst.reading) == (Reading.CLEARLY_BETTER, Reading.CLEARLY_WORSE)
    assert middle.reading is Reading.WITHIN
    assert found.say(worst.value) == "160.0"
    assert found.say(found.centre) == "125.6"


def test_a_few_events_have_the_exact_interval() -> None:
    found = compare_rate(DOWN, ABSENCES, [seen("A", 3, 100), seen("B", 4, 110)])
    assert found.standings[0].lower == rate_interval(3, 100).lower
    assert {s.reading for s in found.standings} <= {Reading.TOO_SMALL, Reading.WITHIN}


def test_an_average_has_no_interval_and_is_read_beside_the_middle_one() -> None:
    found = compare_rate(UP, HOURS, [seen("A", 100, 2), seen("B", 300, 5), seen("C", 90, 1)])
    assert found.centre == 60
    assert [(s.organisation, s.value, s.lower) for s in found.standings] == [
        ("C", 90, None),
        ("B", 60, None),
        ("A", 50, None),
    ]
    words = [s.reading for s in found.standings]
    assert words == [Reading.ABOVE_MEDIAN, Reading.AT_MEDIAN, Reading.BELOW_MEDIAN]


@pytest.mark.parametrize(
    ("top", "bottom", "why"),
    [
        (None, 5, "no numerator or no denominator"),
        (5, 0, "the denominator is 0: not defined"),
        (-1, 5, "a count below zero"),
    ],
)
def test_what_cannot_be_divided_is_left_out_with_its_reason(top: object, bottom: object, why: str) -> None:
    found = compare_rate(DOWN, ABSENCES, [seen("A", 65, 100), seen("B", top, bottom)])
    assert found.left_out == (("B", why),)
    assert found.centre is None
    assert found.standings[0].reading is Reading.NO_DATA


def review(organisation: str, top: str, bottom: str) -> Review:
    typed = {
        "local.measures:a.label": "Absences",
        "local.measures:a.kind": "Rate",
        "local.measures:a.numerator": "Absences",
        "local.measures:a.per": "100",
        "local.measures:a.denominator": "orders",
        "local.measures:a.direction": "Lower is better",
        "measures.rates:local-a.numerator": top,
        "measures.rates:local-a.denominator": bottom,
        "measures.rates:local-a.quality": "D",
    }
    about = (organisation, "community-payback", YEAR, Path.FULL)
    return build_review(PACK, ReviewHead(organisation, *about, PACK.id, PACK.version), typed)


def test_reviews_with_the_very_same_line_are_told_beside_each_other() -> None:
    scope = CompareScope("community-payback", YEAR)
    reviews = [review("DBS", "312", "240"), review("NTS", "150", "260")]
    late = replace(reviews[1], head=replace(reviews[1].head, period=FinancialYear(2008)))
    found = find_rates(PACK, scope, [*reviews, late], "Derbyshire")
    told = tell_rates(found, "Community Payback, 2009 to 2010")
    assert [row.texts[0] for row in told.rows] == ["Absences (local)"] * 2
    best, worst = told.rows
    assert worst.texts[1].startswith("Derbyshire (estimate")
    assert worst.texts[2:6] == ("130.0", "116.0\u00a0to\u00a0145.3", "312\u00a0of\u00a0240", "clearly worse")
    assert best.shapes[5] == "tick"
    assert told.intro == ("Absences (local): 2 have the same line; pooled 92.4.",)
    assert any("only reviews with the very same line" in note for note in told.notes)
    assert any("for each 100 of orders" in note for note in told.notes)


def test_where_nobody_has_one_it_is_said() -> None:
    assert not tell_rates(RatesFound("Derbyshire"), "").rows
    assert "Local additions" in tell_rates(RatesFound("Derbyshire"), "").intro[0]
