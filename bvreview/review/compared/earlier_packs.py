"""What benchmark packs say of a year, organisation by organisation, as the review of that year would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.earlier import CostYear, ReviewYear, Share, ShareYear
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.standing import Observation


def collated_years(framework: Framework, packs: Iterable[BenchmarkPack]) -> tuple[ReviewYear, ...]:
    """The years of every organisation, of one pack each: the first that names it in its year.

    A letter means somebody else in every pack, so a pack with letters says nothing over the years.
    """
    found: dict[tuple[str, str], ReviewYear] = {}
    for pack in packs:
        for year in _years(framework, pack) if not pack.letters else ():
            found.setdefault((year.organisation, year.period.id), year)
    return tuple(found.values())


def _years(framework: Framework, pack: BenchmarkPack) -> Iterator[ReviewYear]:
    called = _("benchmark pack {id}, version {n}").format(id=pack.id, n=pack.version)
    for name in pack.organisations:
        seen = [(t, o) for t in pack.topics for o in t.observations if o.organisation == name]
        costs = [(t.topic, o.value) for t, o in seen if t.kind == "money"]
        units = {topic.id: _unit(framework, pack.service, topic.id) for topic, __ in costs}
        yield ReviewYear(
            review="",
            organisation=name,
            period=pack.year,
            shares={t.topic.id: _share(o) for t, o in seen if t.kind == "proportion"},
            costs=CostYear(unit={t.id: cost for t, cost in costs if t.unit == units[t.id]}),
            illustrative=any("illustrative" in o.marks for __, o in seen),
            pack=called,
            other_units={t.id: t.unit for t, __ in costs if t.unit != units[t.id]},
        )


def _share(seen: Observation) -> ShareYear:
    return ShareYear(Share(seen.numerator, seen.denominator), (), Share(), seen.target)


def _unit(framework: Framework, service_id: str, cost: str) -> str:
    """What a unit cost is for each of."""
    service, compare = framework.service(service_id), framework.compare
    outcomes = {u.id for u in compare.unit_costs if u.each_outcome} if compare else set()
    return (service.outcome_name if cost in outcomes else service.unit_name) if service else ""
