"""Why one unit costs more than another: the difference in pounds, split so that it adds up to the penny.

A unit's pay is FTE per unit (productivity) times the mix of grades times the pay of each (price). Each
factor's part is its Shapley value: the mean, over all orders, of what changing it alone makes of the cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations
from typing import Final

from bvreview.analysis.errors import NegativeCountError, NoExposureError, PayWithoutPostsError
from bvreview.analysis.intervals import finite

PENNY: Final = Decimal("0.01")
FACTORS: Final = ("price", "productivity", "mix")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of staff on the service: FTE, and what they are paid in pounds a year with on-costs."""

    fte: Decimal
    pay: Decimal


@dataclass(frozen=True, slots=True)
class CostProfile:
    """What a service costs in a year, in pounds of one price base, for ``volume`` units of one kind."""

    volume: Decimal
    grades: Mapping[str, Grade]
    non_staff: Decimal = Decimal(0)
    overhead: Decimal = Decimal(0)

    @property
    def unit_cost(self) -> Decimal:
        """Pounds a unit, to the penny."""
        return _pounds(_unit_pay(self) + _per_unit(self.non_staff, self) + _per_unit(self.overhead, self))


@dataclass(frozen=True, slots=True)
class GapSplit:
    """The difference between two unit costs, and its parts, in pounds: the parts add up to ``total``."""

    own: Decimal
    comparator: Decimal
    price: Decimal
    productivity: Decimal
    mix: Decimal
    non_staff: Decimal
    overhead: Decimal

    @property
    def total(self) -> Decimal:
        """How much dearer (below zero: cheaper) a unit is here."""
        return self.own - self.comparator


def unit_cost_gap(own: CostProfile, comparator: CostProfile) -> GapSplit:
    """The gap of ``own`` over ``comparator``; pennies left by rounding go where most was cut off.

    A grade that only one of them has is priced alike for both: it is a difference of mix, not of price.

    Raises:
        NoExposureError: a volume is 0. NegativeCountError: a figure is below 0.
        PayWithoutPostsError: a grade is paid and has no FTE.
    """
    for profile in (own, comparator):
        _check(profile)
    parts = {
        **_pay_parts(own, comparator),
        "non_staff": _per_unit(own.non_staff, own) - _per_unit(comparator.non_staff, comparator),
        "overhead": _per_unit(own.overhead, own) - _per_unit(comparator.overhead, comparator),
    }
    total = own.unit_cost - comparator.unit_cost
    return GapSplit(own.unit_cost, comparator.unit_cost, **_to_the_penny(parts, total))


def _check(profile: CostProfile) -> None:
    figures = [
        ("volume", profile.volume),
        ("non-staff cost", profile.non_staff),
        ("overhead", profile.overhead),
    ]
    for name, grade in profile.grades.items():
        figures += [(name, grade.fte), (name, grade.pay)]
        if grade.pay and not grade.fte:
            raise PayWithoutPostsError(name)
    for name, figure in figures:
        if finite(name, float(figure)) < 0:
            raise NegativeCountError(name, float(figure))
    if not profile.volume:
        raise NoExposureError("volume")


def _per_unit(cost: Decimal, profile: CostProfile) -> Fraction:
    return Fraction(cost) / Fraction(profile.volume)


def _unit_pay(profile: CostProfile) -> Fraction:
    return sum((_per_unit(g.pay, profile) for g in profile.grades.values()), Fraction(0))


def _pay_parts(own: CostProfile, comparator: CostProfile) -> dict[str, Fraction]:
    names = sorted({*own.grades, *comparator.grades})
    theirs, ours = _factors(comparator, own, names), _factors(own, comparator, names)
    parts = dict.fromkeys(FACTORS, Fraction(0))
    orders = list(permutations(FACTORS))
    for order in orders:
        now = dict(theirs)
        before = _pay(now)
        for factor in order:
            now[factor] = ours[factor]
            after = _pay(now)
            parts[factor] += (after - before) / len(orders)
            before = after
    return parts


def _factors(profile: CostProfile, other: CostProfile, names: list[str]) -> dict[str, list[Fraction]]:
    """FTE a unit; the share of each grade; the pay of one FTE of each, the other's where there is none."""
    all_fte = sum((Fraction(g.fte) for g in profile.grades.values()), Fraction(0))
    shares = [_fte(profile, n) / all_fte for n in names] if all_fte else _shares_of(other, names)
    prices = [_price(profile, n) if _fte(profile, n) else _price(other, n) for n in names]
    return {"productivity": [all_fte / Fraction(profile.volume)], "mix": shares, "price": prices}


def _shares_of(profile: CostProfile, names: list[str]) -> list[Fraction]:
    """The mix of the other, for a service without any staff: all of the difference is productivity."""
    all_fte = sum((Fraction(g.fte) for g in profile.grades.values()), Fraction(0))
    return [_fte(profile, n) / all_fte if all_fte else Fraction(0) for n in names]


def _fte(profile: CostProfile, name: str) -> Fraction:
    return Fraction(profile.grades[name].fte) if name in profile.grades else Fraction(0)


def _price(profile: CostProfile, name: str) -> Fraction:
    fte = _fte(profile, name)
    return Fraction(profile.grades[name].pay) / fte if fte else Fraction(0)


def _pay(factors: dict[str, list[Fraction]]) -> Fraction:
    (per_unit,) = factors["productivity"]
    pairs = zip(factors["mix"], factors["price"], strict=True)
    return per_unit * sum((share * price for share, price in pairs), Fraction(0))


def _pounds(amount: Fraction) -> Decimal:
    pence = amount * 100
    exact = Decimal(pence.numerator) / Decimal(pence.denominator)
    return exact.quantize(Decimal(1), ROUND_HALF_UP) * PENNY


def _to_the_penny(parts: dict[str, Fraction], total: Decimal) -> dict[str, Decimal]:
    """Whole pennies that add up to the total: rounded down, then one more where the largest was cut off."""
    pence = {name: amount * 100 for name, amount in parts.items()}
    whole = {name: int(amount // 1) for name, amount in pence.items()}
    left = int(total / PENNY) - sum(whole.values())
    by_remainder = sorted(pence, key=lambda name: whole[name] - pence[name])
    for n in range(abs(left)):
        name = by_remainder[n % len(pence)] if left > 0 else by_remainder[-1 - n % len(pence)]
        whole[name] += 1 if left > 0 else -1
    return {name: whole[name] * PENNY for name in parts}
