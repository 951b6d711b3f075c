"""From a band to what may be said of it: one table for screen, print and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.analysis.funnel import quantile
from bvreview.framework.services import Direction
from bvreview.review.compared.standing import Band, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.analysis.intervals import Interval

_NAMES: dict[Direction, tuple[str, str]] = {
    Direction.UP: ("worse", "better"),
    Direction.DOWN: ("better", "worse"),
    Direction.NEUTRAL: ("lower", "higher"),
}


def reading_of(band: Band | None, direction: Direction, *, small: bool = False) -> Reading:
    """The reading of a band; ``small`` (see ``too_small``) goes before every band."""
    if band is None:
        return Reading.NO_DATA
    if small:
        return Reading.TOO_SMALL
    if band == "within":
        return Reading.WITHIN
    side, limit = band.split("_")
    name = _NAMES[direction][side == "high"]
    return Reading(f"{'clearly' if limit == '998' else 'worth_a_look'}_{name}")


def too_small(interval: Interval, spread: float) -> bool:
    """Whether an interval is wider than the comparators' spread, so that a band would mean nothing.

    A spread of 0 (all comparators equal) says nothing about size.
    """
    if interval.lower is None or interval.upper is None or spread <= 0:
        return False
    return interval.upper - interval.lower > spread


def spread_of(values: Sequence[float]) -> float:
    """The distance between the 10th and the 90th percentile; 0 under two values."""
    return quantile(values, 0.9) - quantile(values, 0.1) if len(values) > 1 else 0.0
