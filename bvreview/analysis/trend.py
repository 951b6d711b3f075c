"""Trends as XmR control charts, in the rules of NHS "Making Data Count" (peer: NHSRplotthedots).

A change is called a change only when one of four rules says that chance alone would hardly make it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from bvreview.analysis.intervals import finite
from bvreview.framework.services import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_POINTS = 13
"""With fewer points there are no limits: values only."""
_LIMIT, _NEAR = 2.66, 2.66 * 2 / 3
_SCREEN = 3.267
_RUN = 7


class Signal(StrEnum):
    """Why a point is not chance alone, the first that holds in this order."""

    OUTSIDE = "outside the limits"
    TREND = "seven points in one direction"
    NEAR = "two of three near a limit"
    SHIFT = "seven points on one side of the mean"


class Assurance(StrEnum):
    """Whether the process as it runs will meet the target."""

    PASS = "consistently passes"
    FAIL = "consistently fails"
    INCONSISTENT = "may pass or fail by chance"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One value; ``signal`` is None for chance alone. ``side``: 1 above the mean, -1 below, 0 on it."""

    value: float | None
    signal: Signal | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """An XmR chart: ``mean`` and natural process limits, None where there are too few points for them.

    ``screened``: how many moving ranges were left out as outliers. ``assurance``: None without a target.
    """

    mean: float | None
    lower: float | None
    upper: float | None
    points: tuple[TrendPoint, ...]
    assurance: Assurance | None = None
    screened: int = 0


def xmr(
    values: Sequence[float | None],
    *,
    screen_outliers: bool = False,
    target: float | None = None,
    direction: Direction | None = None,
) -> Trend:
    """The chart of values in time order; a missing value takes its two moving ranges with it.

    ``screen_outliers``: moving ranges of 3.267 times their average and more are left out once (the R
    package's default; the Excel tool has it off). ``target`` and ``direction`` give the assurance.

    Raises:
        NotANumberError: a value is not finite.
    """
    given = [None if v is None else finite("value", v) for v in values]
    present = [v for v in given if v is not None]
    ranges = [abs(b - a) for a, b in pairwise(given) if a is not None and b is not None]
    if len(present) < FEWEST_POINTS or not ranges:
        return Trend(None, None, None, tuple(TrendPoint(v) for v in given))
    mean, average = _mean(present), _mean(ranges)
    kept = [r for r in ranges if r < _SCREEN * average] if screen_outliers and average else ranges
    average = _mean(kept) if kept else 0.0
    lower, upper = mean - _LIMIT * average, mean + _LIMIT * average
    assurance = None if target is None else assure(lower, upper, target, direction)
    points = _points(given, mean, average)
    return Trend(mean, lower, upper, points, assurance, len(ranges) - len(kept))


def _mean(numbers: Sequence[float]) -> float:
    """The mean, which of equal numbers is that number, whatever rounding makes of their sum."""
    return min(max(math.fsum(numbers) / len(numbers), min(numbers)), max(numbers))


def assure(lower: float, upper: float, target: float, direction: Direction | None) -> Assurance | None:
    """Whether a target lies outside the process limits, and on which side; None without a better side."""
    if direction not in (Direction.UP, Direction.DOWN):
        return None
    if lower <= target <= upper:
        return Assurance.INCONSISTENT
    return Assurance.PASS if (target < lower) is (direction is Direction.UP) else Assurance.FAIL


def _points(given: Sequence[float | None], mean: float, average: float) -> tuple[TrendPoint, ...]:
    away = [None if v is None else v - mean for v in given]
    sides = [0 if d is None else (d > 0) - (d < 0) for d in away]
    outside = [d is not None and abs(d) > _LIMIT * average for d in away]
    near = [d is not None and not o and abs(d) > _NEAR * average for d, o in zip(away, outside, strict=True)]
    found = (
        (Signal.OUTSIDE, outside),
        (Signal.TREND, runs_of_seven(seven_in_one_direction(given))),
        (Signal.NEAR, two_of_three(near, sides)),
        (Signal.SHIFT, runs_of_seven(seven_on_one_side(sides))),
    )
    return tuple(
        TrendPoint(value, next((signal for signal, marks in found if marks[n]), None), sides[n])
        for n, value in enumerate(given)
    )


def seven_on_one_side(sides: Sequence[int]) -> list[bool]:
    """Where a seventh value in a row lies on one side of the mean; a value on the mean breaks the run."""
    return [
        n >= _RUN - 1 and sides[n] != 0 and len(set(sides[n - _RUN + 1 : n + 1])) == 1
        for n in range(len(sides))
    ]


def seven_in_one_direction(values: Sequence[float | None]) -> list[int]:
    """1 where a seventh value in a row has risen, -1 where it has fallen, else 0; a tie breaks the run."""
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    ends = [steps[n - _RUN + 1 : n] if n >= _RUN - 1 else [0] for n in range(len(values))]
    return [step[0] if len(set(step)) == 1 else 0 for step in ends]


def runs_of_seven(ends: Sequence[int]) -> list[bool]:
    """All seven members of each run that ends at a mark."""
    return [any(ends[n : n + _RUN]) for n in range(len(ends))]


def two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """The near ones among three in a row of which two are near a limit and all are on one side."""
    marked = [False] * len(near)
    for n in range(len(near) - 2):
        window = range(n, n + 3)
        if abs(sum(sides[i] for i in window)) == 3 and sum(near[i] for i in window) >= 2:
            for i in window:
                marked[i] |= near[i]
    return marked
