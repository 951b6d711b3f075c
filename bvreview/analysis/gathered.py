"""The figures of a service, topic by topic, before they are compared; published tables beside reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.analysis.eligible import WhyNot, belongs, sifted, why_not_counted, why_not_priced
from bvreview.framework.compare_map import UnitCost
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.area_pay import AreaPay, adjusted, adjusted_topic, area_pay_of
from bvreview.review.compared.benchmarks import NOBODY, BenchmarkSet
from bvreview.review.compared.cost_parts import pay_in
from bvreview.review.compared.earlier import cost_year
from bvreview.review.compared.figures import (
    PART_YEAR,
    compared_measures,
    local_caveats,
    measure_observation,
    measure_topic,
    unit_cost_observations,
)
from bvreview.review.compared.peers import GroupKind, Peers
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison, ComparisonKind, Observation, PeerGroup, Topic
from bvreview.review.local import is_local, service_of
from bvreview.review.model import Review


@dataclass(frozen=True, slots=True)
class Gathered:
    """A topic with every figure at hand, by organisations' names; ``caveats`` go wherever it is shown.

    ``lettered``: who belongs to the group of that label under a letter; ``providers``: figures of providers,
    which count only beside the organisation that asked them.
    """

    topic: Topic
    kind: ComparisonKind
    observations: tuple[Observation, ...]
    caveats: tuple[str, ...] = ()
    lettered: PeerGroup = NOBODY
    providers: tuple[Observation, ...] = ()

    def widened(self, group: PeerGroup) -> PeerGroup:
        """The group with those who belong to it under a letter."""
        if group.members and group.label == self.lettered.label:
            return replace(group, members=(*group.members, *self.lettered.members))
        return group

    def beside(self, peers: Peers) -> Gathered:
        """The figures that count with peers: those of providers and of who asked them, or the others."""
        if peers.kind is not GroupKind.PROVIDERS:
            return self
        mine = tuple(o for o in self.observations if o.organisation in peers.group.members)
        return replace(self, observations=(*mine, *self.providers))

    def has_figure(self, group: PeerGroup) -> bool:
        """Whether anybody of a group has a figure that can be compared."""
        wide = self.widened(group)
        usable, __ = sifted(self.observations, _why_not(self.kind))
        return any(belongs(one, wide) for one in usable)

    def compare(self, group: PeerGroup) -> Comparison:
        """The topic compared over a group."""
        compare = compare_proportion if self.kind == "proportion" else compare_unit_cost
        found = compare(self.topic, self.observations, self.widened(group))
        return replace(found, caveats=(*found.caveats, *self.caveats))


def gather_service(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> tuple[Gathered, ...]:
    """One entry a measure that is a share, then one a unit cost; topics without any figure are left out.

    Where factors of area pay were entered, each unit cost is followed by the same adjusted for pay.

    ``reviews``: those of the scope's service and year; others are not looked at. ``sets``: published tables
    and the figures of benchmark packs, the first of a topic counts; used where some review gives the measure
    or cost, whose figures stand before them.
    """
    mine = [r for r in reviews if scope.is_of(r.head)]
    fitting = [s for s in sets if s.service in ("", scope.service) and s.period in ("", scope.period.id)]
    fitting.sort(key=lambda s: (not s.pack, s.topic.period not in (scope.period.id, scope.period.label)))
    costs = _unit_costs(framework, scope, mine, fitting)
    return tuple(_with_care(found) for found in (*_measures(framework, scope, mine, fitting), *costs))


def _with_care(found: Gathered) -> Gathered:
    """What is said of every figure that is compared."""
    care = _("Not adjusted for case mix.")
    return replace(found, caveats=(*found.caveats, care))


def _measures(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> Iterator[Gathered]:
    for measure in compared_measures(framework, scope.service, reviews):
        given = [o for r in reviews if (o := measure_observation(framework, r, measure.id))]
        published = next((s for s in sets if s.kind == "proportion" and s.topic.id == measure.id), None)
        topic = measure_topic(measure, scope.period.label)
        if given and published:
            yield _beside_published(framework, topic, given, published)
        elif given:
            caveats = local_caveats(framework, reviews, measure.id) if is_local(measure.id) else ()
            yield Gathered(topic, "proportion", _named(framework, given), caveats)


def _beside_published(
    framework: Framework, topic: Topic, given: Sequence[Observation], published: BenchmarkSet
) -> Gathered:
    """What reviews give, with a published table for the organisations that gave none; it says so."""
    answered = {o.organisation for o in given}
    added = [o for o in published.observations if o.organisation not in answered]
    if published.pack and topic.period not in published.topic.period:  # it names the months of its figures
        added = [_of_the_period(o) for o in added]
        printed = _printed(published)
        given = [_of_the_period(o) if _counts(o) in printed else o for o in given]
    topic = replace(
        topic,
        size_label=published.topic.size_label or topic.size_label,
        period=_period(topic, given, published),
    )
    if topic.period == published.topic.period and not published.pack:
        given = [_of_the_period(o) for o in given]
    caveats = _whence(published, len(added), _figures(given, "proportion") + len(added))
    seen = _named(framework, [*given, *added, *_withheld(published, answered)])
    return Gathered(topic, "proportion", seen, caveats, published.group)


def _of_the_period(seen: Observation) -> Observation:
    """A figure of the months that the topic names: beside others of the same months it is no part-year."""
    return replace(seen, marks=tuple(mark for mark in seen.marks if mark != PART_YEAR))


def _printed(published: BenchmarkSet) -> set[tuple[str, Decimal | None, Decimal | None]]:
    return {_counts(o) for o in published.observations}


def _counts(seen: Observation) -> tuple[str, Decimal | None, Decimal | None]:
    return seen.organisation, seen.numerator, seen.denominator


def _withheld(collated: BenchmarkSet, answered: set[str]) -> list[Observation]:
    """Those that a pack left out, with its reason, where no review gives their figure."""
    there = {*answered, *(o.organisation for o in collated.observations)}
    left_out = collated.left_out if collated.pack else ()
    return [Observation(who, state=why) for who, why in left_out if who not in there]


def _why_not(kind: ComparisonKind) -> WhyNot:
    return why_not_counted if kind == "proportion" else why_not_priced


def _figures(given: Sequence[Observation], kind: ComparisonKind) -> int:
    why_not = _why_not(kind)
    return sum(not why_not(o) for o in given)


def _whence(beside: BenchmarkSet, added: int, count: int) -> tuple[str, ...]:
    """How many figures no review at hand gave, and where they are from."""
    text = _("{n} of {count} figures are from a published table ({source}; {period}).")
    if beside.pack:
        text = _("{n} of {count} figures are from a benchmark pack ({pack}).")
    words = {"n": added, "count": count, "pack": beside.pack}
    said = text.format(**words, source=beside.topic.source, period=beside.topic.period)
    return (said,) if added or not beside.pack else ()


def _period(topic: Topic, given: Sequence[Observation], published: BenchmarkSet) -> str:
    """The published months; the reviews' year too where a review gives other counts than the table."""
    if published.pack:
        return published.topic.period
    printed = _printed(published)
    if all(_counts(o) in printed for o in given):
        return published.topic.period
    text = _("{published}, and {year} in the reviews")
    return text.format(published=published.topic.period, year=topic.period)


def _unit_costs(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> Iterator[Gathered]:
    service = service_of(framework, reviews[0]) if reviews else framework.service(scope.service)
    gathered = [dict(unit_cost_observations(framework, r)) for r in reviews]
    area = area_pay_of(sets)
    years = {r.head.organisation: cost_year(framework, r) for r in reviews} if area else {}
    for cost in framework.compare.unit_costs if framework.compare else ():
        observations = [by_cost[cost.id] for by_cost in gathered if cost.id in by_cost]
        if observations and service and (service.outcome or not cost.each_outcome):
            unit = service.outcome_name if cost.each_outcome else service.unit_name
            topic = _cost_topic(cost, unit, scope.period.label)
            collated = next((s for s in sets if s.kind == "money" and s.topic.id == cost.id and s.pack), None)
            found = _beside_collated(framework, topic, observations, collated)
            base = _("In the money of {year}, as reported: not adjusted for area pay.")
            yield replace(found, caveats=(*found.caveats, base.format(year=scope.period.label)))
            if area:
                paid = {who: pay_in(year, cost.id) for who, year in years.items()}
                yield _adjusted(framework, found, area, {**dict(collated.pay if collated else ()), **paid})


def _beside_collated(
    framework: Framework, topic: Topic, given: Sequence[Observation], collated: BenchmarkSet | None
) -> Gathered:
    """What reviews give, with a pack's costs of the organisations that gave none; it says so."""
    if not collated:
        return Gathered(topic, "money", _named(framework, given))
    if collated.topic.unit != topic.unit:
        text = _("The costs of {pack} are left out: they are for each {theirs}, not for each {ours}.")
        words = {"pack": collated.pack, "theirs": collated.topic.unit, "ours": topic.unit}
        return Gathered(topic, "money", _named(framework, given), (text.format(**words),))
    answered = {o.organisation for o in given}
    added = [o for o in collated.observations if o.organisation not in answered]
    caveats = _whence(collated, len(added), _figures(given, "money") + len(added))
    seen = _named(framework, [*given, *added, *_withheld(collated, answered)])
    return Gathered(topic, "money", seen, caveats, collated.group)


def _adjusted(
    framework: Framework, found: Gathered, area: AreaPay, paid: Mapping[str, Decimal | None]
) -> Gathered:
    """A unit cost at one level of pay; ``paid``: the pay in it, by the organisations' ids."""
    names = {o.id: o.name for o in framework.organisations}
    pay, area = {names.get(who, who): amount for who, amount in paid.items()}, area.named(names)
    seen = tuple(
        adjusted(o, pay.get(o.organisation), area.factor(o.organisation)) for o in found.observations
    )
    topic, caveats = adjusted_topic(found.topic), (*found.caveats, area.caveat)
    return replace(found, topic=topic, observations=seen, caveats=caveats)


def _cost_topic(cost: UnitCost, unit: str, period: str) -> Topic:
    title = _("{cost}, for each {unit}").format(cost=cost.label, unit=unit)
    source = _("Costs and volumes of the reviews")
    return Topic(cost.id, title, unit, Direction.NEUTRAL, period=period, source=source)


def _named(framework: Framework, observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """The observations under the organisations' names, as people read them."""
    names = {o.id: o.name for o in framework.organisations}
    return tuple(replace(o, organisation=names.get(o.organisation, o.organisation)) for o in observations)
