"""What a cost is made of: of a review, and as a benchmark pack carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bvreview.i18n import _
from bvreview.review.compared.earlier import CostYear, ReviewYear


@dataclass(frozen=True, slots=True)
class GradePay:
    """Staff of one grade on the service: FTE, and pay with on-costs in pounds a year."""

    grade: str
    fte: Decimal
    pay: Decimal


@dataclass(frozen=True, slots=True)
class CostParts:
    """What an organisation's cost is made of, in pounds, for ``volume`` units; a gap is split by it."""

    organisation: str
    volume: Decimal
    grades: tuple[GradePay, ...]
    non_staff: Decimal
    overhead: Decimal
    marks: tuple[str, ...] = ()

    @property
    def pay(self) -> Decimal:
        """Pay of direct staff, in pounds."""
        return _pay(self.grades)

    @property
    def fte(self) -> Decimal:
        """Direct staff, in full-time equivalents."""
        return sum((g.fte for g in self.grades), Decimal(0))

    @property
    def unit_pay(self) -> Decimal:
        """Pay of direct staff for one unit, in pounds."""
        return self.pay / self.volume

    @property
    def average_pay(self) -> Decimal | None:
        """Pay for one full-time equivalent, in pounds; None without staff."""
        return self.pay / self.fte if self.fte else None

    @property
    def can_be_split(self) -> bool:
        """Whether the figures are numbers, and there is a volume to divide them by."""
        figures = (
            self.volume,
            self.non_staff,
            self.overhead,
            *(f for g in self.grades for f in (g.fte, g.pay)),
        )
        return all(f.is_finite() for f in figures) and self.volume > 0

    def at_factor(self, factor: Decimal) -> CostParts:
        """The same with pay divided by the factor of the area."""
        grades = tuple(replace(g, pay=g.pay / factor) for g in self.grades)
        return replace(self, grades=grades)


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


def merge_single_posts(parts: CostParts) -> CostParts | None:
    """Grades of one post or less put together until no line is one person's pay; None where that fails."""
    single = [g for g in parts.grades if 0 < g.fte <= 1]
    others = sorted((g for g in parts.grades if g.fte > 1), key=lambda g: (g.fte, g.grade))
    if not single:
        return parts
    while sum(g.fte for g in single) <= 1 or len(single) < 2:
        if not others:
            return None
        single.append(others.pop(0))
    merged = GradePay(_("Several grades"), sum((g.fte for g in single), Decimal(0)), _pay(single))
    kept = tuple(g for g in parts.grades if g in others)
    return replace(parts, grades=(*kept, merged))


def _pay(grades: Iterable[GradePay]) -> Decimal:
    return sum((g.pay for g in grades), Decimal(0))


def pay_in(costs: CostYear, cost: str) -> Decimal | None:
    """The pay of direct staff in a unit cost (its id), in pounds a unit; None where it is not known."""
    whole, unit = costs.whole.get(cost), costs.unit.get(cost)
    pay = [line.pay for line in costs.staff]
    if not pay or not whole or unit is None or any(amount is None for amount in pay):
        return None
    return unit * sum((amount for amount in pay if amount is not None), Decimal(0)) / whole
