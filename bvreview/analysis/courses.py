"""A share of one organisation over time: its quarters as an XmR chart, or its years.

A quarter or year without a figure stays in its place and says why; nothing is filled in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bvreview.analysis.intervals import proportion_interval
from bvreview.analysis.trend import FEWEST_POINTS, Assurance, Signal, Trend, seven_in_one_direction, xmr
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.course import CoursePoint, Cut, MeasureCourse
from bvreview.review.compared.earlier import ReviewYear, Share, ShareYear
from bvreview.review.compared.standing import Reading, Topic, say_percent
from bvreview.review.periods import FinancialYear

QUARTERS: Final = 4
_RUN: Final = 7
_Dated = tuple[FinancialYear, ShareYear]


def measure_course(topic: Topic, organisation: str, years: Sequence[ReviewYear]) -> MeasureCourse:
    """A measure of one organisation over all its quarters; over its years where no quarter has a figure.

    ``years``: of this organisation and service, one review a year. With 13 values and more the limits and
    rules of an XmR chart, else the values only.
    """
    dated = _dated(topic, years)
    quarters = _trimmed(_quarters([d for d in dated if d[1].quarters]))
    if not any(p.value is not None for p in quarters):
        return yearly_course(topic, organisation, years)
    before = tuple(_years_before(dated, quarters[0]))
    return _course(topic, organisation, years, ("quarter", quarters, before))


def yearly_course(topic: Topic, organisation: str, years: Sequence[ReviewYear]) -> MeasureCourse:
    """A measure of one organisation over its years."""
    points = _trimmed(_whole_years(_dated(topic, years)))
    return _course(topic, organisation, years, ("year", points, ()))


def _dated(topic: Topic, years: Sequence[ReviewYear]) -> list[_Dated]:
    ordered = sorted(years, key=lambda year: year.period)
    return [(y.period, y.shares[topic.id]) for y in ordered if topic.id in y.shares]


def _course(
    topic: Topic,
    organisation: str,
    years: Sequence[ReviewYear],
    shown: tuple[Cut, list[CoursePoint], tuple[str, ...]],
) -> MeasureCourse:
    """``shown``: how it is cut, the points, and what is said before them."""
    cut, points, before = shown
    dated = _dated(topic, years)
    target = dated[-1][1].target if dated else None
    course = MeasureCourse(
        topic,
        organisation,
        cut,
        tuple(points),
        target=None if target is None else float(target),
        caveats=(*_left_out(points), *before),
        illustrative=any(y.illustrative for y in years),
    )
    return _judged(course)


def _quarters(dated: Sequence[_Dated]) -> list[CoursePoint]:
    """Four points for every year from the first to the last, years without a review too.

    The year before a review is what that review says of it, where it has no review with quarters of its own.
    """
    known = {period.start: share.quarters for period, share in dated}
    for period, share in dated:
        before = share.quarters_before
        if any(s.is_given for s in before) and not any(s.is_given for s in known.get(period.start - 1, ())):
            known[period.start - 1] = before
    points = []
    for start in range(min(known), max(known) + 1) if known else ():
        period, given = FinancialYear(start), known.get(start)
        for n in range(QUARTERS):
            label = _("Quarter {n}, {year}").format(n=n + 1, year=period.label)
            place = CoursePoint(label, f"Q{n + 1} {start % 100:02d}/{(start + 1) % 100:02d}")
            one = given[n] if given and n < len(given) else Share()
            points.append(_point(place, one, "" if given else _("no review")))
    return points


def _whole_years(dated: Sequence[_Dated]) -> list[CoursePoint]:
    """The years that have a review, with the year before of the first."""
    known = {period.start: share.year for period, share in dated}
    for period, share in dated:
        known.setdefault(period.start - 1, share.before)
    starts = range(min(known), max(known) + 1) if known else ()
    years = [(FinancialYear(start), known.get(start)) for start in starts]
    return [
        _point(CoursePoint(y.label, y.id), share or Share(), "" if share else _("no review"))
        for y, share in years
    ]


def _point(place: CoursePoint, share: Share, why: str = "") -> CoursePoint:
    """The place with its value, or with the reason that it has none."""
    why = why or _why_none(share)
    if why or share.top is None or not share.bottom:
        return replace(place, why=why)
    counted = _("{top:,f} of {bottom:,f}").format(top=share.top, bottom=share.bottom)
    interval = proportion_interval(float(share.top), float(share.bottom))
    value = float(share.top / share.bottom)
    return replace(place, value=value, counted=counted, lower=interval.lower, upper=interval.upper)


def _why_none(share: Share) -> str:
    top, bottom = share.top, share.bottom
    if not share.is_given:
        return _("not given")
    if top is None or bottom is None:
        return _("no numerator or no denominator")
    if bottom == 0:
        return _("the denominator is 0: not defined")
    if top < 0 or bottom < 0:
        return _("a count below zero")
    if top > bottom:
        text = _("the numerator {top} is above the denominator {bottom}")
        return text.format(top=top, bottom=bottom)
    return ""


def _trimmed(points: list[CoursePoint]) -> list[CoursePoint]:
    """Without what was not given before the first figure; gaps after it stay."""
    absent = (_("not given"), _("no review"))
    first = next((n for n, p in enumerate(points) if p.why not in absent), len(points))
    return points[first:]


def _left_out(points: Sequence[CoursePoint]) -> Iterator[str]:
    missing = [f"{p.label} ({p.why})" for p in points if p.value is None]
    if missing:
        yield _("Without a value: {listed}.").format(listed="; ".join(missing))


def _years_before(dated: Sequence[_Dated], first: CoursePoint) -> Iterator[str]:
    """The years before the first quarter as a whole, said beside the quarters: they are no quarters."""
    text = _("{year} as a whole: {share} ({counted}).")
    for point in takewhile(lambda p: not first.label.endswith(p.label), _whole_years(dated)):
        if point.value is not None:
            yield text.format(year=point.label, share=say_percent(point.value, 1), counted=point.counted)


def _judged(course: MeasureCourse) -> MeasureCourse:
    """The course with what the rules say of it."""
    values = [p.value for p in course.points]
    direction = course.topic.direction
    trend = xmr(values, target=course.target, direction=direction)
    counted = sum(v is not None for v in values)
    if trend.mean is None:
        return replace(course, method=_too_few(counted))
    ways = seven_in_one_direction(values)
    points = tuple(_signed(p, n, trend, ways, direction) for n, p in enumerate(course.points))
    return replace(
        course,
        points=points,
        mean=trend.mean,
        lower=trend.lower,
        upper=trend.upper,
        assurance=_assurance(trend.assurance),
        method=_method(counted, trend.mean),
    )


def _too_few(counted: int) -> str:
    text = _(
        "Values only, with Wilson 95% intervals: there are {n}, and limits need {least}. No rule is applied, "
        "no change is called one."
    )
    return text.format(n=counted, least=FEWEST_POINTS)


def _method(counted: int, mean: float) -> str:
    text = _(
        "XmR chart of {n} values (NHS Making Data Count): mean {mean}, limits at 2.66 times the average "
        "moving range. A change is a value outside the limits, seven in one direction, two of three near a "
        "limit, or seven on one side of the mean. Outliers are not screened."
    )
    return text.format(n=counted, mean=say_percent(mean, 1))


def _assurance(assurance: Assurance | None) -> str:
    if assurance is None:
        return ""
    return {
        Assurance.PASS: _("As it runs, the target will be met: it lies beyond the limits."),
        Assurance.FAIL: _("As it runs, the target will not be met: it lies beyond the limits."),
        Assurance.INCONSISTENT: _("The target may be met or missed by chance: it lies within the limits."),
    }[assurance]


def _signed(
    point: CoursePoint, n: int, trend: Trend, ways: Sequence[int], direction: Direction
) -> CoursePoint:
    """The point with its sign: better or worse by the side it lies on, a run by the way it goes."""
    found = trend.points[n]
    if found.signal is None:
        return point
    side = found.side
    if found.signal is Signal.TREND:
        side = next((way for way in ways[n : n + _RUN] if way), side)
    return replace(point, sign=_sign(side, direction), rule=_rule(found.signal))


def _sign(side: int, direction: Direction) -> Reading:
    if direction is Direction.NEUTRAL:
        return Reading.CLEARLY_HIGHER if side > 0 else Reading.CLEARLY_LOWER
    is_better = (side > 0) is (direction is Direction.UP)
    return Reading.CLEARLY_BETTER if is_better else Reading.CLEARLY_WORSE


def _rule(signal: Signal) -> str:
    return {
        Signal.OUTSIDE: _("outside the limits"),
        Signal.TREND: _("seven in one direction"),
        Signal.NEAR: _("two of three near a limit"),
        Signal.SHIFT: _("seven on one side of the mean"),
    }[signal]
