"""Rates by their funnel and Poisson interval, averages by their distance from the middle one."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

from bvreview.analysis.eligible import marked, sifted, why_not_divided
from bvreview.analysis.funnel import rate_funnel
from bvreview.analysis.intervals import rate_interval
from bvreview.analysis.words import reading_of, spread_of, too_small
from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.framework.services import Direction, Measure
from bvreview.i18n import _
from bvreview.review.compared.figures import all_measures, local_caveats, measure_topic, rate_observation
from bvreview.review.compared.rates import RateCompared, RatesFound, RateStanding
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import SMALL_GROUP, Observation, Reading, Topic
from bvreview.review.local import is_local
from bvreview.review.model import Review


def find_rates(framework: Framework, scope: CompareScope, reviews: Sequence[Review], own: str) -> RatesFound:
    """Every rate and average of a service and year that some review gives; ``own``: by name."""
    mine = [r for r in reviews if scope.is_of(r.head)]
    found = []
    for measure in all_measures(framework, scope.service, mine):
        if measure.is_share:
            continue
        given = [_named(framework, o) for r in mine if (o := rate_observation(framework, r, measure.id))]
        said = local_caveats(framework, mine, measure.id) if is_local(measure.id) else ()
        if given:
            topic = measure_topic(measure, scope.period.label)
            found.append(compare_rate(topic, measure, given, said))
    return RatesFound(own, tuple(found))


def _named(framework: Framework, seen: Observation) -> Observation:
    return replace(seen, organisation=organisation_name(framework, seen.organisation))


def compare_rate(
    topic: Topic, measure: Measure, observations: Sequence[Observation], said: Sequence[str] = ()
) -> RateCompared:
    """A rate or an average over all who have it; ``said``: what goes with it wherever it is shown."""
    usable, left_out = sifted(observations, why_not_divided)
    make = _rates if measure.is_rate else _averages
    centre, standings, method = make(topic, usable)
    up = topic.direction is not Direction.DOWN
    ordered = sorted(standings, key=lambda s: (-s.value if up else s.value, s.organisation))
    notes = (method, *_care(usable), *said, *marked(usable))
    return RateCompared(topic, measure, centre, tuple(ordered), tuple(left_out), notes)


_Made = tuple[float | None, list[RateStanding], str]


def _rates(topic: Topic, usable: Sequence[Observation]) -> _Made:
    pairs = [_pair(o) for o in usable]
    funnel = rate_funnel([top for top, __ in pairs], [bottom for __, bottom in pairs])
    intervals = [rate_interval(*pair) for pair in pairs]
    spread = spread_of([i.value or 0.0 for i in intervals])
    standings = [
        RateStanding(
            seen,
            interval.value or 0.0,
            reading_of(band, topic.direction, small=too_small(interval, spread)),
            interval.lower,
            interval.upper,
        )
        for seen, interval, band in zip(usable, intervals, funnel.bands, strict=True)
    ]
    method = _(
        "Pooled rate of all; the 95 and 99.8% Poisson limits of each count say on which side of it a rate "
        "lies (exact below 10, Byar's formula from 10). Not adjusted for case mix or over-dispersion."
    )
    return (funnel.centre if len(usable) > 1 else None), standings, method


def _averages(_topic: Topic, usable: Sequence[Observation]) -> _Made:
    values = [top / bottom for top, bottom in map(_pair, usable)]
    middle = statistics.median(values) if len(values) > 1 else None
    standings = [
        RateStanding(seen, value, _beside(value, middle)) for seen, value in zip(usable, values, strict=True)
    ]
    method = _(
        "An average of totals says nothing of how much single cases differ, so that it has no interval; it "
        "is read beside the middle one."
    )
    return middle, standings, method


def _beside(value: float, middle: float | None) -> Reading:
    if middle is None:
        return Reading.NO_DATA
    if value == middle:
        return Reading.AT_MEDIAN
    return Reading.ABOVE_MEDIAN if value > middle else Reading.BELOW_MEDIAN


def _pair(seen: Observation) -> tuple[float, float]:
    return float(seen.numerator or 0), float(seen.denominator or 0)


def _care(usable: Sequence[Observation]) -> tuple[str, ...]:
    if 1 < len(usable) < SMALL_GROUP:
        return (_("Fewer than 10 have figures: read what stands beside them with care."),)
    return ()
