"""What an outcome costs, and what one more would: averages, and the difference between two organisations."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bvreview.review.compared.costing import Marginal, OutcomePrice
from bvreview.review.compared.earlier import ReviewYear

PENNY: Final = Decimal("0.01")


def outcome_prices(years: Iterable[ReviewYear], cost: str) -> tuple[OutcomePrice, ...]:
    """Everyone with a whole cost (its id), outcomes above zero and a volume; ``years``: of one year."""
    found = []
    for year in years:
        whole, outcomes, volume = year.costs.whole.get(cost), year.costs.outcomes, year.costs.volume
        if whole is not None and whole >= 0 and outcomes and outcomes > 0 and volume and volume > 0:
            found.append(OutcomePrice(year.organisation, whole, outcomes, volume))
    return tuple(found)


def marginal(own: OutcomePrice, other: OutcomePrice) -> Marginal:
    """What one more outcome costs beside another organisation, for each unit of both.

    The ratio of the difference in cost to the difference in outcomes (incremental cost-effectiveness ratio).
    """
    cost = own.cost / own.volume - other.cost / other.volume
    outcomes = own.outcomes / own.volume - other.outcomes / other.volume
    if cost > 0 < outcomes or cost < 0 > outcomes:
        each = (cost / outcomes).quantize(PENNY, ROUND_HALF_UP)
        return Marginal(other.organisation, "buys" if cost > 0 else "saves", cost, outcomes, each)
    if not cost and not outcomes:
        return Marginal(other.organisation, "same", cost, outcomes)
    return Marginal(other.organisation, "dearer" if cost > 0 or outcomes < 0 else "cheaper", cost, outcomes)
