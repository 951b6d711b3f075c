"""What a review's costs are made of, as a benchmark pack carries it."""

from __future__ import annotations

from decimal import Decimal

from bvreview.review.compared.earlier import CostYear, ReviewYear
from bvreview.review.compared.packs import CostParts, GradePay


def cost_parts_of(year: ReviewYear) -> CostParts | None:
    """The parts, lines of one grade together; None where volume, staff or another part is not given."""
    costs = year.costs
    rest = [*costs.non_staff.values(), costs.overhead, costs.volume]
    if not costs.volume or not costs.staff or any(n is None or n < 0 for n in rest):
        return None
    grades: dict[str, GradePay] = {}
    for line in costs.staff:
        if line.fte is None or line.pay is None or line.fte < 0 or (line.pay and not line.fte):
            return None
        before = grades.get(line.grade, GradePay(line.grade, Decimal(0), Decimal(0)))
        grades[line.grade] = GradePay(line.grade, before.fte + line.fte, before.pay + line.pay)
    marks = ("illustrative",) if year.illustrative else ()
    non_staff = sum((n for n in costs.non_staff.values() if n is not None), Decimal(0))
    overhead = costs.overhead or Decimal(0)
    return CostParts(year.organisation, costs.volume, tuple(grades.values()), non_staff, overhead, marks)


def pay_in(costs: CostYear, cost: str) -> Decimal | None:
    """The pay of direct staff in a unit cost (its id), in pounds a unit; None where it is not known."""
    whole, unit = costs.whole.get(cost), costs.unit.get(cost)
    pay = [line.pay for line in costs.staff]
    if not pay or not whole or unit is None or any(amount is None for amount in pay):
        return None
    return unit * sum((amount for amount in pay if amount is not None), Decimal(0)) / whole
