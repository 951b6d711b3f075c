"""How wide each column of a table is: what a column needs, what it would like, and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GREED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Need:
    """Of one column: the widest word that must not break, and the widest line, padding included.

    ``rows``: how many lines of it are wider than its least width.
    """

    least: float
    natural: float
    rows: int = 1


def fit_columns(needs: Sequence[Need], available: float) -> list[float]:
    """Widths that together are exactly ``available``.

    Every column gets its natural width where there is room; else each gets the least it needs and a part of
    the rest that grows with what it lacks and with the rows that lack it, but less than in proportion: long
    texts become tall, not greedy, and a column with words in one row of nine takes no room from the others.
    Where even the least does not fit, the widest columns are cut back and their words break.
    """
    natural = [need.natural for need in needs]
    if sum(natural) <= available:
        return _stretched(natural, available)
    least = _capped([min(need.least, need.natural) for need in needs], available)
    lacking = [max(n - w, 0.0) for n, w in zip(natural, least, strict=True)]
    weights = [(lack * need.rows) ** GREED for lack, need in zip(lacking, needs, strict=True)]
    return _shared(least, lacking, weights, available)


def _stretched(widths: list[float], available: float) -> list[float]:
    """The spare room goes to the columns in proportion to what they have."""
    scale = available / sum(widths)
    return [width * scale for width in widths]


def _capped(widths: list[float], available: float) -> list[float]:
    """No column above the level at which all fit."""
    if sum(widths) <= available:
        return widths
    level, left, waiting = 0.0, available, sorted(widths)
    for number, width in enumerate(waiting):
        level = left / (len(waiting) - number)
        if width > level:
            break
        left -= width
    return [min(width, level) for width in widths]


def _shared(least: list[float], lacking: list[float], weights: list[float], available: float) -> list[float]:
    """Hand out the rest by weight, never giving a column more than it lacks while another lacks still."""
    widths, rest = list(least), available - sum(least)
    open_columns = [i for i, lack in enumerate(lacking) if lack > 0]
    while rest > 1e-6 and open_columns:
        weight = sum(weights[i] for i in open_columns)
        full = [i for i in open_columns if rest * weights[i] / weight >= lacking[i]]
        for i in full or open_columns:
            widths[i] += lacking[i] if full else rest * weights[i] / weight
        if not full:
            return widths
        rest = available - sum(widths)
        open_columns = [i for i in open_columns if i not in full]
    return widths
