"""The figures of a service, topic by topic, before they are compared; published tables beside reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from bvreview.review.standing import Comparison, ComparisonKind, Observation, PeerGroup, Topic


@dataclass(frozen=True, slots=True)
class Gathered:
    """A topic with every figure at hand, by organisations' names; ``caveats`` go wherever it is shown."""

    topic: Topic
    kind: ComparisonKind
    observations: tuple[Observation, ...]
    caveats: tuple[str, ...] = ()

    def compare(self, group: PeerGroup) -> Comparison:
        """The topic compared over a group."""
        compare = compare_proportion if self.kind == "proportion" else compare_unit_cost
        found = compare(self.topic, self.observations, group)
        return replace(found, caveats=(*found.caveats, *self.caveats))


def gather_service(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> tuple[Gathered, ...]:
    """One entry a measure that is a share, then one a unit cost; topics without any figure are left out.

    ``reviews``: those of the scope's service and year; others are not looked at. ``sets``: published tables,
    used where their topic is a measure that some review gives; its figures stand before the published ones.
    """
    mine = [r for r in reviews if (r.head.service, r.head.period) == (scope.service, scope.period)]
    return (*_measures(framework, scope, mine, sets), *_unit_costs(framework, scope, mine))


def _measures(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> Iterator[Gathered]:
    for measure in compared_measures(framework, scope.service):
        given = [o for r in reviews if (o := measure_observation(framework, r, measure.id))]
        published = next((s for s in sets if s.kind == "proportion" and s.topic.id == measure.id), None)
        topic = measure_topic(measure, scope.period.label)
        if given and published:
            yield _beside_published(framework, topic, given, published)
        elif given:
            yield Gathered(topic, "proportion", _named(framework, given))


def _beside_published(
    framework: Framework, topic: Topic, given: Sequence[Observation], published: BenchmarkSet
) -> Gathered:
    """What reviews give, with a published table for the organisations that gave none; it says so."""
    answered = {o.organisation for o in given}
    added = [o for o in published.observations if o.organisation not in answered]
    topic = replace(
        topic,
        size_label=published.topic.size_label or topic.size_label,
        period=_period(topic, given, published),
    )
    text = _("{n} of {count} figures are from a published table ({source}; {period}).")
    words = {"n": len(added), "count": len(given) + len(added), "source": published.topic.source}
    caveat = text.format(**words, period=published.topic.period)
    return Gathered(topic, "proportion", _named(framework, [*given, *added]), (caveat,))


def _period(topic: Topic, given: Sequence[Observation], published: BenchmarkSet) -> str:
    """The published months; the reviews' year too where a review gives other counts than the table."""
    printed = {(o.organisation, o.numerator, o.denominator) for o in published.observations}
    if all((o.organisation, o.numerator, o.denominator) in printed for o in given):
        return published.topic.period
    text = _("{published}, and {year} in the reviews")
    return text.format(published=published.topic.period, year=topic.period)


def _unit_costs(framework: Framework, scope: CompareScope, reviews: Sequence[Review]) -> Iterator[Gathered]:
    service = framework.service(scope.service)
    gathered = [dict(unit_cost_observations(framework, r)) for r in reviews]
    for cost in framework.compare.unit_costs if framework.compare else ():
        observations = [by_cost[cost.id] for by_cost in gathered if cost.id in by_cost]
        if observations and service:
            topic = _cost_topic(cost, service.unit_name, scope.period.label)
            yield Gathered(topic, "money", _named(framework, observations))


def _cost_topic(cost: UnitCost, unit: str, period: str) -> Topic:
    title = _("{cost}, for each {unit}").format(cost=cost.label, unit=unit)
    source = _("Costs and volumes of the reviews")
    return Topic(cost.id, title, unit, Direction.NEUTRAL, period=period, source=source)


def _named(framework: Framework, observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """The observations under the organisations' names, as people read them."""
    names = {o.id: o.name for o in framework.organisations}
    return tuple(replace(o, organisation=names.get(o.organisation, o.organisation)) for o in observations)
