"""A unit cost of one organisation over its years, in cash and in one year's prices: no interval, ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bvreview.i18n import _
from bvreview.review.compared.course import CostCourse, YearCost
from bvreview.review.compared.earlier import CostYear, ReviewYear
from bvreview.review.compared.price_index import PriceIndex
from bvreview.review.compared.standing import Topic
from bvreview.review.periods import FinancialYear
from bvreview.review.prices import amount_at_prices

PENNY: Final = Decimal("0.01")


def cost_course(
    topic: Topic, organisation: str, years: Sequence[ReviewYear], prices: PriceIndex | None
) -> CostCourse:
    """A unit cost over the years, in cash and in the prices that the last review chose, or of its year.

    All by one index, ``prices``, and it is said which reviews work with another. A year without a review is
    what the nearest later review says of it. A year that the price series lacks stays in cash, and says so.
    """
    ordered = sorted(years, key=lambda year: year.period)
    if not ordered:
        return CostCourse(topic, organisation, ())
    base = _base(ordered[-1])
    found = [_year_cost(p, cash, why, prices, base) for p, cash, why in _cash(topic.id, ordered)]
    is_real = any(y.real is not None for y in found)
    return CostCourse(
        topic,
        organisation,
        tuple(found),
        base.label if is_real else "",
        _method(prices if is_real else None, base),
        (*_left_out(found), *(_otherwise_priced(ordered, prices) if is_real else ())),
        any(y.illustrative for y in years),
    )


def _base(last: ReviewYear) -> FinancialYear:
    """The year in whose prices costs are shown."""
    chosen = last.costs.price_base
    return FinancialYear.parse(chosen) if chosen else last.period


def _cash(topic: str, years: Sequence[ReviewYear]) -> Iterator[tuple[FinancialYear, Decimal | None, str]]:
    """Each year's unit cost in pounds of that year; of a year without a review what the next one says."""
    known = {y.period.start: _this_year(topic, y.costs) for y in years}
    for year in reversed(years):
        if not year.pack:
            known.setdefault(year.period.start - 1, _before(topic, year.costs))
        for line in year.costs.earlier:
            told = _divided(line.whole.get(topic), line.volume)
            known.setdefault(FinancialYear.parse(line.year).start, told)
    for start in range(min(known), max(known) + 1):
        yield (FinancialYear(start), *known.get(start, (None, _("no review"))))


def _this_year(topic: str, costs: CostYear) -> tuple[Decimal | None, str]:
    value = costs.unit.get(topic)
    if value is None:
        return None, _why_none(costs.volume)
    return (None, _("a negative cost")) if value < 0 else (value, "")


def _before(topic: str, costs: CostYear) -> tuple[Decimal | None, str]:
    return _divided(costs.before.get(topic), costs.volume_before)


def _divided(cost: Decimal | None, volume: Decimal | None) -> tuple[Decimal | None, str]:
    if cost is None or not volume:
        return None, _why_none(volume)
    return (cost / volume, "") if cost >= 0 and volume > 0 else (None, _("a negative cost"))


def _why_none(volume: Decimal | None) -> str:
    return _("the volume is 0: not defined") if volume == 0 else _("no cost or no volume")


def _year_cost(
    period: FinancialYear, cash: Decimal | None, why: str, prices: PriceIndex | None, base: FinancialYear
) -> YearCost:
    if cash is None:
        return YearCost(period.label, why=why)
    then, there = (prices.values.get(p.id) if prices else None for p in (period, base))
    if then is None or there is None:
        missing = period if then is None else base
        why_not = _("no price index for {year}").format(year=missing.label)
        return YearCost(period.label, _pence(cash), why_not_real=why_not)
    real = amount_at_prices(cash, then, there)
    return YearCost(period.label, _pence(cash), None if real is None else _pence(real))


def _pence(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)


def _method(prices: PriceIndex | None, base: FinancialYear) -> str:
    if not prices:
        return _("In the money of each year. A cost has no sampling interval.")
    text = _(
        "In the prices of {base}: cash times its index over that of the year ({series}). "
        "A cost has no sampling interval."
    )
    return text.format(base=base.label, series=prices.words)


def _otherwise_priced(years: Sequence[ReviewYear], prices: PriceIndex | None) -> Iterator[str]:
    """Which reviews work with another index, so that what they say in other prices is not quite this."""
    others: dict[str, list[str]] = {}
    for year in years:
        if prices and year.costs.prices and year.costs.prices != prices:
            others.setdefault(year.costs.prices.words, []).append(year.period.label)
    text = _("Brought to this series here; in the review of {years} another stands: {series}.")
    for words, labels in others.items():
        yield text.format(years=", ".join(labels), series=words)


def _left_out(years: Sequence[YearCost]) -> Iterator[str]:
    missing = [f"{y.label} ({y.why})" for y in years if y.cash is None]
    if missing:
        yield _("Without a cost: {listed}.").format(listed="; ".join(missing))
    unpriced = [f"{y.label} ({y.why_not_real})" for y in years if y.why_not_real]
    if unpriced:
        yield _("Not put into other prices: {listed}.").format(listed="; ".join(unpriced))
