"""From reviews and packs to gaps: whose cost can be split, whose cannot and why, and the split of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bvreview.analysis.errors import AnalysisError
from bvreview.analysis.gap import CostProfile, Grade, unit_cost_gap
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.area_pay import AreaPay
from bvreview.review.compared.cost_parts import CostParts, GradePay, cost_parts_of
from bvreview.review.compared.costing import Costed, Gap, GapPart, PartName
from bvreview.review.compared.earlier import CostYear, ReviewYear
from bvreview.review.compared.standing import PeerGroup

PARTS: tuple[PartName, ...] = ("price", "productivity", "mix", "non_staff", "overhead")


def costed(
    framework: Framework, own: str, years: Iterable[ReviewYear], packs: Iterable[CostParts] = ()
) -> Costed:
    """Whose costs are at hand in parts, reviews before packs. ``years``: of one service and year."""
    found: dict[str, CostParts] = {}
    missing: dict[str, str] = {}
    for year in years:
        if parts := cost_parts_of(year):
            found[year.organisation] = parts
        else:
            missing[year.organisation] = _why_missing(framework, year.costs)
    for parts in packs:
        found.setdefault(parts.organisation, parts)
    ordered = sorted(found.values(), key=lambda parts: (parts.organisation != own, parts.organisation))
    return Costed(own, tuple(ordered), tuple((n, why) for n, why in missing.items() if n not in found))


def at_area_pay(found: Costed, area: AreaPay) -> Costed:
    """The same costs with everyone's pay divided by the factor of the area."""
    return replace(
        found, parts=tuple(p.at_factor(area.factor(p.organisation)) for p in found.parts), area=area
    )


def _why_missing(framework: Framework, costs: CostYear) -> str:
    """What is not given, or cannot be right."""
    missing = [*_missing(framework, costs)]
    if missing:
        return _("not given: {listed}").format(listed=", ".join(missing))
    if costs.volume == 0:
        return _("the volume is 0: not defined")
    unpaid = [line.grade for line in costs.staff if line.pay and not line.fte]
    if unpaid:
        return _("paid staff without full-time equivalents")
    return _("a figure below zero")


def _missing(framework: Framework, costs: CostYear) -> Iterator[str]:
    if costs.volume is None:
        yield _("the volume of the year")
    if not costs.staff:
        yield _("direct staff")
    lines = [n for n, line in enumerate(costs.staff, 1) if line.fte is None or line.pay is None]
    if lines:
        yield _("FTE or pay in line {lines} of direct staff").format(lines=", ".join(map(str, lines)))
    for address, amount in costs.non_staff.items():
        if amount is None:
            yield _label(framework, address)
    if costs.overhead is None:
        yield _("the share of support services")


def _label(framework: Framework, address: str) -> str:
    section_id, __, name = address.rpartition(".")
    section = framework.section(section_id)
    fields = (f for part in section.parts for f in part.fields) if section else ()
    return next((f.label.lower() for f in fields if f.id == name), address)


def pooled(parts: Sequence[CostParts], label: str) -> CostParts | None:
    """Several organisations as one: volumes, staff and costs added up; None for fewer than two."""
    if len(parts) < 2:
        return None
    grades: dict[str, GradePay] = {}
    for one in (grade for p in parts for grade in p.grades):
        before = grades.get(one.grade, GradePay(one.grade, Decimal(0), Decimal(0)))
        grades[one.grade] = GradePay(one.grade, before.fte + one.fte, before.pay + one.pay)
    marks = tuple(sorted({mark for p in parts for mark in p.marks}))
    return CostParts(
        label,
        sum((p.volume for p in parts), Decimal(0)),
        tuple(grades.values()),
        sum((p.non_staff for p in parts), Decimal(0)),
        sum((p.overhead for p in parts), Decimal(0)),
        marks,
    )


def others_together(found: Costed, group: PeerGroup) -> CostParts | None:
    """A group as one organisation, without the own one; None where fewer than two others have their parts."""
    members = [
        p
        for p in found.parts
        if p.organisation != found.own and (not group.members or p.organisation in group.members)
    ]
    return pooled(members, _("{peers}, the others together").format(peers=group.label))


def split_gap(found: Costed, other: str, group: PeerGroup, about: tuple[str, str]) -> Gap | str | None:
    """The gap of the own cost to another's (by name), or for "" to the others of a group together.

    A sentence where it cannot be split, None where one of the two has no parts. ``about``: unit and year.
    """
    mine = found.find(found.own)
    theirs = found.find(other) if other else others_together(found, group)
    if not mine or not theirs:
        return None
    gap = gap_between(mine, theirs, *about)
    if isinstance(gap, str) or not found.area:
        return gap
    caveats = (*(c for c in gap.caveats if c != _reported()), found.area.caveat)
    return replace(gap, caveats=caveats, basis=_("adjusted for area pay"))


def gap_between(own: CostParts, other: CostParts, unit: str, period: str) -> Gap | str:
    """The gap split (see ``analysis.gap``), or the sentence that says why it cannot be."""
    try:
        split = unit_cost_gap(_profile(own), _profile(other))
    except AnalysisError as error:
        return str(error)
    amounts: dict[PartName, Decimal] = {name: getattr(split, name) for name in PARTS}
    return Gap(
        unit,
        period,
        own,
        other,
        split.own,
        split.comparator,
        tuple(GapPart(name, amounts[name]) for name in PARTS),
        _method(),
        (_reported(), *_caveats(own, other)),
    )


def _reported() -> str:
    return _("Costs as reported: not adjusted for area pay or case mix.")


def _profile(parts: CostParts) -> CostProfile:
    grades = {g.grade: Grade(g.fte, g.pay) for g in parts.grades}
    return CostProfile(parts.volume, grades, parts.non_staff, parts.overhead)


def _method() -> str:
    return _(
        "Shapley split: each part is the mean, over all orders, of what changing it alone makes of the cost; "
        "the parts add up to the penny. Both costs are in the money of the year. A cost has no sampling "
        "interval."
    )


def _caveats(own: CostParts, other: CostParts) -> Iterator[str]:
    names = ({g.grade for g in p.grades if g.fte} for p in (own, other))
    mine, theirs = names
    if mine ^ theirs:
        yield _("A grade that only one of them has counts as mix, not as price.")
    for parts in (own, other):
        if parts.marks:
            yield f"{', '.join(parts.marks).capitalize()}: {parts.organisation}."
