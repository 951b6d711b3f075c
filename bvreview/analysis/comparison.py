"""One topic compared over a group: proportions by funnel and interval, unit costs by distance and quarter.

What cannot be compared is listed with its reason, never dropped and never NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from bvreview.analysis.eligible import (
    LeftOut,
    belongs,
    marked,
    of_group,
    sifted,
    why_not_counted,
    why_not_priced,
)
from bvreview.analysis.funnel import ProportionFunnel, overdispersion, proportion_funnel
from bvreview.analysis.intervals import proportion_interval
from bvreview.analysis.ranks import quantile_groups, rank_ranges
from bvreview.analysis.words import reading_of, spread_of, too_small
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.standing import (
    SMALL_GROUP,
    Comparison,
    FunnelLimit,
    Observation,
    PeerGroup,
    RankRange,
    Reading,
    Standing,
    Topic,
    say_percent,
    say_pounds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_POINTS = 96


@dataclass(frozen=True, slots=True)
class Counted:
    """An observation that can be compared, with its counts as floats."""

    observation: Observation
    numerator: float
    denominator: float

    @property
    def share(self) -> float:
        """Numerator over denominator."""
        return self.numerator / self.denominator


def compare_proportion(topic: Topic, observations: Sequence[Observation], group: PeerGroup) -> Comparison:
    """Compare a share over ``group``: Wilson 95% interval, funnel band, rank range, reading.

    ``observations``: all at hand, the nation's too; with fewer than 10 in the group the funnel is drawn from
    all of them. The centre pools the organisations that the funnel is drawn from.
    """
    counted, left_out = counted_of(observations)
    inside = [c for c in counted if belongs(c.observation, group)]
    basis = counted if len(inside) < SMALL_GROUP else inside
    funnel = proportion_funnel([c.numerator for c in basis], [c.denominator for c in basis])
    standings = _share_standings(topic, basis, funnel)
    members = {c.observation for c in inside}
    return Comparison(
        topic=topic,
        kind="proportion",
        group_label=group.label,
        centre=funnel.centre,
        standings=_with_ranks(topic, [s for s in standings if s.observation in members]),
        left_out=of_group(left_out, observations, group, wider=basis is counted),
        method=_funnel_method(basis, funnel),
        basis=_pooled(basis, funnel),
        caveats=_share_caveats(inside, basis, group),
        limits=_sampled_limits(funnel, [c.denominator for c in basis]),
        backdrop=tuple(s for s in standings if s.observation not in members),
    )


def counted_of(observations: Sequence[Observation]) -> tuple[list[Counted], list[LeftOut]]:
    """The shares that can be compared, and the others with their reason."""
    usable, left_out = sifted(observations, why_not_counted)
    return [Counted(o, float(o.numerator or 0), float(o.denominator or 0)) for o in usable], left_out


def _share_standings(topic: Topic, basis: Sequence[Counted], funnel: ProportionFunnel) -> list[Standing]:
    spread = spread_of([c.share for c in basis])
    found = []
    for counted, band in zip(basis, funnel.bands, strict=True):
        interval = proportion_interval(counted.numerator, counted.denominator)
        reading = reading_of(band, topic.direction, small=too_small(interval, spread))
        limits = (interval.lower, interval.upper)
        found.append(Standing(counted.observation, counted.share, reading, *limits, band=band))
    return found


def _with_ranks(topic: Topic, standings: Sequence[Standing]) -> tuple[Standing, ...]:
    observations = [s.observation for s in standings]
    ranges = rank_ranges(
        [_float(o.numerator) for o in observations],
        [_float(o.denominator) for o in observations],
        high_first=topic.direction is not Direction.DOWN,
    )
    return tuple(_ranked(s, r) for s, r in zip(standings, ranges, strict=True))


def _ranked(s: Standing, ranks: RankRange | None) -> Standing:
    limits = (s.interval_lower, s.interval_upper)
    return Standing(s.observation, s.value, s.reading, *limits, band=s.band, rank_range=ranks)


def _sampled_limits(funnel: ProportionFunnel, sizes: Sequence[float]) -> tuple[FunnelLimit, ...]:
    """The limits at sizes evenly spaced by square root, from under the smallest to over the largest."""
    if funnel.centre is None or not any(funnel.bands):
        return ()
    low, high = (min(sizes) * 0.5) ** 0.5, (max(sizes) * 1.1) ** 0.5
    steps = [(low + (high - low) * i / (LIMIT_POINTS - 1)) ** 2 for i in range(LIMIT_POINTS)]
    return tuple(_limit(funnel, size) for size in steps)


def _limit(funnel: ProportionFunnel, size: float) -> FunnelLimit:
    outer, inner = funnel.limits(size, 0.998) or (0.0, 1.0), funnel.limits(size, 0.95) or (0.0, 1.0)
    return FunnelLimit(size, outer[0], inner[0], inner[1], outer[1])


def _funnel_method(basis: Sequence[Counted], funnel: ProportionFunnel) -> str:
    if funnel.centre is None:
        return _("Nothing can be compared: no organisation has a numerator and a denominator.")
    if len(basis) < 2:
        return _("Only one organisation has figures: there is nothing to compare it with.")
    return _(
        "Funnel limits p ± z√(p(1−p)/n) around the pooled share, each organisation's own figures included; "
        "Wilson 95% intervals; rank ranges from 10,000 draws. Limits not adjusted for over-dispersion (φ)."
    )


def _pooled(basis: Sequence[Counted], funnel: ProportionFunnel) -> str:
    """What the limits are drawn around."""
    if funnel.centre is None or len(basis) < 2:
        return ""
    tops, bottoms = [c.numerator for c in basis], [c.denominator for c in basis]
    phi = overdispersion(tops, bottoms, scale="proportion").phi
    return _("{share} pooled over {n} organisations ({top:,.12g} of {bottom:,.12g}), φ {phi}.").format(
        share=say_percent(funnel.centre, 1),
        n=len(basis),
        top=sum(tops),
        bottom=sum(bottoms),
        phi=_("not defined") if phi is None else f"{phi:.1f}",
    )


def _share_caveats(inside: Sequence[Counted], basis: Sequence[Counted], group: PeerGroup) -> tuple[str, ...]:
    caveats = []
    if len(inside) < SMALL_GROUP:
        caveats.append(_small_group(len(inside), len(basis), group))
    if len(basis) > 1 and len({c.share for c in basis}) == 1:
        caveats.append(_("All figures are equal."))
    return (*caveats, *marked([c.observation for c in inside]))


def _small_group(inside: int, basis: int, group: PeerGroup) -> str:
    if basis > inside:
        text = _("{group} has {n} with figures, fewer than 10: no quarters, and the funnel of all {basis}.")
        return text.format(group=group.label, n=inside, basis=basis)
    text = _("{group} has {n} with figures, fewer than 10: no quarters, and read the limits with care.")
    return text.format(group=group.label, n=inside)


def compare_unit_cost(topic: Topic, observations: Sequence[Observation], group: PeerGroup) -> Comparison:
    """Compare a cost per unit in pounds: distance from the median, quarter (1 = lowest cost) from 10 on.

    A cost has no sampling interval and none is given. Figures are compared to the penny.
    """
    members = [o for o in observations if belongs(o, group)]
    usable, left_out = sifted(members, why_not_priced)
    costs = [unit_cost_of(o) for o in usable]
    middle = median_cost(costs)
    distinct = len(set(costs)) > 1
    quarters = cost_quarters(costs)
    standings = tuple(
        priced(o, cost, middle, quarter) for o, cost, quarter in zip(usable, costs, quarters, strict=True)
    )
    return Comparison(
        topic=topic,
        kind="money",
        group_label=group.label,
        centre=None if middle is None else float(middle),
        median=middle,
        standings=standings,
        left_out=of_group(left_out, members, group),
        method=_cost_method(middle),
        basis=_median_of(len(costs), middle),
        caveats=_cost_caveats(usable, distinct=distinct),
    )


def cost_quarters(costs: Sequence[Decimal]) -> tuple[int | None, ...]:
    """The quarter of each cost, 1 the lowest; none under 10 organisations or where all are equal."""
    enough = len(costs) >= SMALL_GROUP and len(set(costs)) > 1
    return quantile_groups([float(c) for c in costs], 4) if enough else (None,) * len(costs)


def unit_cost_of(observation: Observation) -> Decimal:
    """The cost to the penny: as given, or pounds over volume."""
    if observation.value is not None:
        return _pence(observation.value)
    assert observation.numerator is not None
    assert observation.denominator is not None
    return _pence(observation.numerator / observation.denominator)


def priced(observation: Observation, cost: Decimal, middle: Decimal | None, quarter: int | None) -> Standing:
    """The standing of a cost beside a median."""
    if middle is None:
        return Standing(observation, float(cost), Reading.NO_DATA)
    distance = cost - middle
    if distance == 0:
        reading = Reading.AT_MEDIAN
    else:
        reading = Reading.ABOVE_MEDIAN if distance > 0 else Reading.BELOW_MEDIAN
    percent = (distance / middle * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if middle else None
    return Standing(
        observation, float(cost), reading, quarter=quarter, distance=distance, distance_percent=percent
    )


def median_cost(costs: Sequence[Decimal]) -> Decimal | None:
    """The middle cost to the penny; None with fewer than two, for one cost has nothing to be beside."""
    if len(costs) < 2:
        return None
    ordered, half = sorted(costs), len(costs) // 2
    return ordered[half] if len(costs) % 2 else _pence((ordered[half - 1] + ordered[half]) / 2)


def _pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _cost_method(middle: Decimal | None) -> str:
    if middle is None:
        return _("Fewer than two organisations have a cost: there is nothing to compare.")
    return _("Distance from the median. A cost has no sampling interval.")


def _median_of(size: int, middle: Decimal | None) -> str:
    if middle is None:
        return ""
    return _("The median of {n} organisations is {middle}.").format(n=size, middle=say_pounds(middle))


def _cost_caveats(usable: Sequence[Observation], *, distinct: bool) -> tuple[str, ...]:
    caveats = []
    if 0 < len(usable) < SMALL_GROUP:
        caveats.append(_("No quarters are said with fewer than 10 organisations."))
    if len(usable) > 1 and not distinct:
        caveats.append(_("All figures are equal."))
    return (*caveats, *marked(usable))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
