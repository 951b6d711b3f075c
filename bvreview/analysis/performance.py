"""Cost against performance: who is cheaper and better, and of whom that cannot be said.

Index: mean of direction-aligned z-scores of the measures. Its interval follows from the measures' own Wilson
intervals, as if they were independent; no peer publishes a numeric form (our definition).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final

from bvreview.analysis.eligible import marked
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.area_pay import adjusted_id, is_adjusted
from bvreview.review.compared.costing import CostPerformance, Placement
from bvreview.review.compared.standing import Comparison, Standing

Z95: Final = 1.959963985
PENNY: Final = Decimal("0.01")
FEWEST: Final = 3
"""Below this many organisations a median and a spread say nothing."""


@dataclass(frozen=True, slots=True)
class Index:
    """A performance index with its 95% interval, from ``counted`` of ``of`` measures."""

    value: float
    lower: float
    upper: float
    counted: int
    of: int


def performance_indexes(comparisons: Iterable[Comparison]) -> dict[str, Index | None]:
    """The index of each organisation of the group; None with fewer than half of the measures.

    Only shares with a better side count, and only those that differ in the group (sd with ddof 1).
    """
    scored = [scores for c in comparisons if (scores := _scores(c))]
    names = dict.fromkeys(name for scores in scored for name in scores)
    return {name: _index([s[name] for s in scored if name in s], len(scored)) for name in names}


def measures_used(comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons that an index is made of."""
    return tuple(c for c in comparisons if _scores(c))


def _scores(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """By organisation: z, turned so that more is better, and its standard error; none without a spread."""
    direction, standings = comparison.topic.direction, comparison.standings
    if comparison.kind != "proportion" or direction is Direction.NEUTRAL or len(standings) < FEWEST:
        return {}
    values = [s.value for s in standings]
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1))
    if spread <= 1e-12:
        return {}
    way = 1 if direction is Direction.UP else -1
    return {s.organisation: (way * (s.value - mean) / spread, _error(s) / spread) for s in standings}


def _error(standing: Standing) -> float:
    """Half the width of the Wilson interval, as a standard error."""
    if standing.interval_lower is None or standing.interval_upper is None:
        return 0.0
    return (standing.interval_upper - standing.interval_lower) / (2 * Z95)


def _index(scores: Sequence[tuple[float, float]], of: int) -> Index | None:
    if 2 * len(scores) < of:
        return None
    value = math.fsum(z for z, __ in scores) / len(scores)
    half = Z95 * math.sqrt(math.fsum(error**2 for __, error in scores)) / len(scores)
    return Index(value, value - half, value + half, len(scores), of)


def cost_performance(comparisons: Sequence[Comparison], cost: str) -> CostPerformance | str:
    """The group by a unit cost (its topic's id) and performance, or why it cannot be placed.

    Organisations without one of the two are listed, never drawn.
    """
    priced = next((c for c in comparisons if c.topic.id == cost), None)
    if not priced or len(priced.standings) < FEWEST:
        return _("Fewer than {n} organisations of these peers have a unit cost.").format(n=FEWEST)
    used = measures_used(comparisons)
    if not used:
        return _("No measure with a better side differs among {n} or more of these peers.").format(n=FEWEST)
    indexes = performance_indexes(used)
    costs = {s.organisation: Decimal(repr(s.value)) for s in priced.standings}
    both = {name: found for name, found in indexes.items() if found and name in costs}
    if len(both) < FEWEST:
        return _("Fewer than {n} of these peers have both a unit cost and half of the measures.").format(
            n=FEWEST
        )
    centre = median(index.value for index in both.values())
    middle = median(costs[name] for name in both)
    placements = (_placement(name, costs[name], index, centre) for name, index in both.items())
    return CostPerformance(
        priced.group_label,
        priced.topic.unit,
        priced.topic.period,
        tuple(sorted(placements, key=lambda p: p.organisation)),
        middle.quantize(PENNY, ROUND_HALF_UP),
        centre,
        tuple(c.topic.title for c in used),
        tuple(_left_out(priced, indexes, costs)),
        _method(len(used), len(both)),
        tuple(_caveats(used, priced)),
        any(c.illustrative for c in (priced, *used)),
        _("adjusted for area pay") if is_adjusted(cost) else "",
    )


def placed_at_area_pay(comparisons: Sequence[Comparison], cost: str) -> CostPerformance | None:
    """The same by the cost adjusted for area pay, where factors were entered and it can be placed."""
    placed = cost_performance(comparisons, adjusted_id(cost))
    return None if isinstance(placed, str) else placed


def _placement(name: str, cost: Decimal, index: Index, centre: float) -> Placement:
    told = not index.lower <= centre <= index.upper
    return Placement(name, cost, index.value, index.lower, index.upper, index.counted, index.of, told)


def _left_out(
    priced: Comparison, indexes: Mapping[str, Index | None], costs: Mapping[str, Decimal]
) -> Iterator[tuple[str, str]]:
    yield from priced.left_out
    known = {name for name, __ in priced.left_out}
    for name, index in indexes.items():
        if name not in costs and name not in known:
            yield name, _("no unit cost")
        elif index is None:
            yield name, _("fewer than half of the measures")
    for name in costs:
        if name not in indexes:
            yield name, _("no measure")


def _method(measures: int, count: int) -> str:
    text = _(
        "Performance: mean of the z-scores of {m} measures, turned so that more is better, over {n} "
        "organisations; its 95% interval from the measures' Wilson intervals, as if these were independent. "
        "Lines at the medians. A cost has no sampling interval."
    )
    return text.format(m=measures, n=count)


def _caveats(used: Sequence[Comparison], priced: Comparison) -> Iterator[str]:
    names = "; ".join(c.topic.title for c in used)
    yield _("Measures with equal weight: {names}.").format(names=names)
    if is_adjusted(priced.topic.id):
        yield from priced.caveats
        return
    yield _("Costs as reported: not adjusted for area pay or case mix.")
    yield from marked([s.observation for s in priced.standings])
