"""What each function of the pack's expressions does, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bvreview.review.cells import State, Value
from bvreview.review.context import Column, Context, Result
from bvreview.review.ledger.apportioning import apportion, step_down
from bvreview.review.prices import amount_at_prices
from bvreview.review.students import mean_margin

PENNY: Final = Decimal("0.01")
OF_STATE: Final[dict[str, Callable[[str | None], Result]]] = {
    "state": lambda state: state,
    "given": lambda state: state == State.GIVEN,
    "blank": lambda state: state is None,
}
"""Asked of the state of a cell, None for a blank."""


def _cell(context: Context, column: Result, key: Result) -> Result:
    return column.get(key) if isinstance(column, Mapping) and isinstance(key, str) else None


def _sum_where(context: Context, column: Result, keys: Result, wanted: Result) -> Result:
    if not (isinstance(column, Mapping) and isinstance(keys, Mapping) and isinstance(wanted, str)):
        return None
    return context.answers.sums(column, keys).get(wanted)


def _either(context: Context, condition: Result, then: Result, otherwise: Result) -> Result:
    return None if condition is None else then if condition else otherwise


def _total(_context: Context, *values: Result) -> Result:
    given = [v for v in values if isinstance(v, Decimal)]
    return sum(given, Decimal(0)) if given else None


def _pooled(_context: Context, tops: Result, bottoms: Result, keys: Result, wanted: Result) -> Result:
    """Numerators over denominators of the rows with the key that have both; one row alone is no whole."""
    if not (isinstance(tops, Mapping) and isinstance(bottoms, Mapping) and isinstance(keys, Mapping)):
        return None
    pairs = [(top, bottoms.get(row)) for row, top in tops.items() if keys.get(row) == wanted]
    both = [(t, b) for t, b in pairs if isinstance(t, Decimal) and isinstance(b, Decimal)]
    whole = sum((b for __, b in both), Decimal(0))
    return sum((t for t, __ in both), Decimal(0)) / whole if whole and len(both) > 1 else None


def _series(context: Context, name: Result, key: Result) -> Result:
    return context.answers.listed(name, key) if isinstance(name, str) and isinstance(key, str) else None


def _at_prices(context: Context, amount: Result, index: Result, year: Result, base: Result) -> Result:
    """An amount of one year in the prices of another; undefined where the index lacks either year."""
    there, then = _cell(context, index, base), _cell(context, index, year)
    if isinstance(amount, Decimal) and isinstance(there, Decimal) and isinstance(then, Decimal):
        return amount_at_prices(amount, then, there)
    return None


WITH_CONTEXT: Final[dict[str, Callable[..., Result]]] = {
    "cell": _cell,
    "sum_where": _sum_where,
    "same_row": lambda context, column: _cell(context, column, context.key),
    "number": lambda context, value: Decimal(0) if value is None else value,
    "either": _either,
    "total": _total,
    "pooled": _pooled,
    "series": _series,
    "at_prices": _at_prices,
}
"""Given the place too; they say themselves what they make of an undefined value."""

PartNames = tuple[str, ...]


def _column(context: Context, part: PartNames, field: Result) -> Column:
    column = context.answers.figures(part[0], part[1], field) if isinstance(field, str) else None
    return column if isinstance(column, Mapping) else {}


def _lookup(context: Context, part: PartNames, key: Result, field: Result) -> Result:
    return _cell(context, _column(context, part, field), key)


def _added(context: Context, part: PartNames, field: Result) -> Result:
    return _sum(_column(context, part, field))


def _given(column: Result) -> dict[str, Decimal]:
    """The figures of a column that are there, by row."""
    column = column if isinstance(column, Mapping) else {}
    return {key: value for key, value in column.items() if isinstance(value, Decimal)}


def _portion(context: Context, part: PartNames, *values: Result) -> Result:
    """What a row gets of a pool by its driver, to the penny, so that all rows together get all of it."""
    pool, whole, field, key = values
    if not (isinstance(pool, Decimal) and isinstance(whole, Decimal) and isinstance(key, str)):
        return None
    return apportion(pool, _given(_column(context, part, field)), whole).get(key)


def _stepped(context: Context, part: PartNames, *columns: Result) -> Result:
    """What the pool of this row passes on to services when pools are closed in their order.

    ``columns``: amounts, order and driver over all services, by pool. ``part``: who uses which pool, a field
    for each. A pool without an order comes after the others.
    """
    amounts, order, wholes = (_given(column) for column in columns)
    in_order = sorted(amounts, key=lambda pool: order.get(pool, Decimal("Infinity")))
    drivers = {
        pool: _given(_column(context, part, pool)) | ({f"to {pool}": wholes[pool]} if pool in wholes else {})
        for pool in amounts
    }
    return step_down(amounts, in_order, drivers).get(f"to {context.key}") if amounts else None


WITH_PART: Final[dict[str, Callable[..., Result]]] = {
    "rows": lambda context, part: Decimal(context.answers.row_count(part[0], part[1])),
    "lookup": _lookup,
    "added": _added,
    "portion": _portion,
    "stepped": _stepped,
}
"""Given the place and the names of a part, then their other values."""


def _numbers(column: Column) -> list[Decimal]:
    return [v for v in column.values() if isinstance(v, Decimal)]


def _sum(column: Column) -> Decimal | None:
    numbers = _numbers(column)
    return sum(numbers, Decimal(0)) if numbers else None


def _share(pool: Decimal, driver: Decimal, drivers: Decimal) -> Decimal | None:
    """A pool's part by its driver, to the penny; undefined where all drivers together are nothing."""
    return (pool * driver / drivers).quantize(PENNY, ROUND_HALF_UP) if drivers else None


def _mean_margin(deviation: Decimal, count: Decimal) -> Decimal | None:
    """Half the 95% interval of a mean; undefined with fewer than two, and for a part of somebody."""
    margin = mean_margin(float(deviation), int(count)) if count == int(count) else None
    return None if margin is None else Decimal(repr(margin))


def _days(first: date, last: date) -> Decimal:
    return Decimal((last - first).days)


def _round(number: Decimal, places: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


FUNCTIONS: Final[dict[str, Callable[..., Result]]] = {
    "sum": _sum,
    "count": lambda column: Decimal(sum(v is not None for v in column.values())),
    "count_where": lambda column, wanted: Decimal(sum(_holds(v, wanted) for v in column.values())),
    "distinct": lambda column: Decimal(len({v for v in column.values() if v is not None})),
    "contains": lambda value, wanted: wanted in value,
    "length": lambda text: Decimal(len(text.strip())),
    "days": _days,
    "abs": abs,
    "round": _round,
    "min": min,
    "max": max,
    "share": _share,
    "mean_margin": _mean_margin,
}
"""Asked only where every value is defined."""


def _holds(value: Value, wanted: str) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted
