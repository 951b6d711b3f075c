"""A whole service compared: every measure and unit cost of the reviews at hand, published tables beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.framework.descriptors import Direction, Framework, UnitCost
from bvreview.i18n import _
from bvreview.review.benchmarks import BenchmarkSet
from bvreview.review.figures import (
    compared_measures,
    measure_observation,
    measure_topic,
    unit_cost_observations,
)
from bvreview.review.model import Review
from bvreview.review.scope import CompareScope
from bvreview.review.standing import Comparison, Observation, PeerGroup, Topic


def compare_service(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> tuple[Comparison, ...]:
    """One comparison a measure that is a share, then one a unit cost; topics without any figure are left out.

    ``reviews``: those of the scope's service and year; others are not looked at. ``sets``: published tables,
    used where their topic is a measure that some review gives; its figures stand before the published ones.
    """
    mine = [r for r in reviews if (r.head.service, r.head.period) == (scope.service, scope.period)]
    group = peer_group(framework, scope)
    shares = _measures(framework, scope, group, mine, sets)
    return (*shares, *_unit_costs(framework, scope, group, mine))


def peer_group(framework: Framework, scope: CompareScope) -> PeerGroup:
    """The organisations of the scope's region that report for its year, or all of them, by name."""
    organisations = framework.organisations_in(scope.period.id, scope.region)
    region = framework.region(scope.region)
    if region:
        return PeerGroup(region.name, tuple(o.name for o in organisations))
    return PeerGroup(_("All {n} organisations").format(n=len(organisations)))


def _measures(
    framework: Framework,
    scope: CompareScope,
    group: PeerGroup,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
) -> Iterator[Comparison]:
    for measure in compared_measures(framework, scope.service):
        given = [o for r in reviews if (o := measure_observation(framework, r, measure.id))]
        published = next((s for s in sets if s.kind == "proportion" and s.topic.id == measure.id), None)
        topic = measure_topic(measure, scope.period.label)
        if given and published:
            yield _beside_published(framework, topic, given, published, group)
        elif given:
            yield compare_proportion(topic, _named(framework, given), group)


def _beside_published(
    framework: Framework,
    topic: Topic,
    given: Sequence[Observation],
    published: BenchmarkSet,
    group: PeerGroup,
) -> Comparison:
    """Compare what reviews give with a published table for the organisations that gave none; say so."""
    answered = {o.organisation for o in given}
    added = [o for o in published.observations if o.organisation not in answered]
    topic = replace(
        topic,
        size_label=published.topic.size_label or topic.size_label,
        period=_period(topic, given, published),
    )
    found = compare_proportion(topic, _named(framework, [*given, *added]), group)
    text = _("{n} of {count} figures are from a published table ({source}; {period}).")
    words = {"n": len(added), "count": len(given) + len(added), "source": published.topic.source}
    caveat = text.format(**words, period=published.topic.period)
    return replace(found, caveats=(*found.caveats, caveat))


def _period(topic: Topic, given: Sequence[Observation], published: BenchmarkSet) -> str:
    """The published months; the reviews' year too where a review gives other counts than the table."""
    printed = {(o.organisation, o.numerator, o.denominator) for o in published.observations}
    if all((o.organisation, o.numerator, o.denominator) in printed for o in given):
        return published.topic.period
    text = _("{published}, and {year} in the reviews")
    return text.format(published=published.topic.period, year=topic.period)


def _unit_costs(
    framework: Framework, scope: CompareScope, group: PeerGroup, reviews: Sequence[Review]
) -> Iterator[Comparison]:
    service = framework.service(scope.service)
    gathered = [dict(unit_cost_observations(framework, r)) for r in reviews]
    for cost in framework.compare.unit_costs if framework.compare else ():
        observations = [by_cost[cost.id] for by_cost in gathered if cost.id in by_cost]
        if observations and service:
            topic = _cost_topic(cost, service.unit_name, scope.period.label)
            yield compare_unit_cost(topic, _named(framework, observations), group)


def _cost_topic(cost: UnitCost, unit: str, period: str) -> Topic:
    title = _("{cost}, for each {unit}").format(cost=cost.label, unit=unit)
    source = _("Costs and volumes of the reviews")
    return Topic(cost.id, title, unit, Direction.NEUTRAL, period=period, source=source)


def _named(framework: Framework, observations: Sequence[Observation]) -> list[Observation]:
    """The observations under the organisations' names, as people read them."""
    names = {o.id: o.name for o in framework.organisations}
    return [replace(o, organisation=names.get(o.organisation, o.organisation)) for o in observations]
