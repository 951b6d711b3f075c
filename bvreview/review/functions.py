"""What each function of the pack's expressions does, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bvreview.review.cells import State, Value
from bvreview.review.context import Column, Context, Result

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


WITH_CONTEXT: Final[dict[str, Callable[..., Result]]] = {
    "cell": _cell,
    "sum_where": _sum_where,
    "same_row": lambda context, column: _cell(context, column, context.key),
    "number": lambda context, value: Decimal(0) if value is None else value,
    "either": _either,
    "total": _total,
}
"""Given the place too; they say themselves what they make of an undefined value."""


def _numbers(column: Column) -> list[Decimal]:
    return [v for v in column.values() if isinstance(v, Decimal)]


def _sum(column: Column) -> Decimal | None:
    numbers = _numbers(column)
    return sum(numbers, Decimal(0)) if numbers else None


def _share(pool: Decimal, driver: Decimal, drivers: Decimal) -> Decimal | None:
    """A pool's part by its driver, to the penny; undefined where all drivers together are nothing."""
    return (pool * driver / drivers).quantize(PENNY, ROUND_HALF_UP) if drivers else None


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
}
"""Asked only where every value is defined."""


def _holds(value: Value, wanted: str) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted
