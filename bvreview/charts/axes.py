"""Scales and ticks: which figures stand at an axis and where."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bvreview.charts.spec import Axis, Format, Scale

MANTISSAS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Ruler:
    """From values to positions: ``low`` at ``start``, ``high`` at ``end``, by value or by square root."""

    low: float
    high: float
    start: float
    end: float
    scale: Scale = "linear"

    def __call__(self, value: float) -> float:
        """The position of a value; a value beyond the ends lies on the end."""
        low, high = self._flat(self.low), self._flat(self.high)
        share = (self._flat(value) - low) / (high - low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def _flat(self, value: float) -> float:
        return math.sqrt(max(0.0, value)) if self.scale == "square_root" else value


@dataclass(frozen=True, slots=True)
class Ticks:
    """Evenly spaced round values and the decimals needed to write them apart."""

    values: tuple[float, ...]
    step: float

    def labels(self, form: Format) -> tuple[str, ...]:
        """The values as written at the axis."""
        return tuple(written(value, form, self.step) for value in self.values)


def written(value: float, form: Format, step: float = 1.0) -> str:
    """A figure at an axis whose ticks are ``step`` apart: "85%", "£1,500", "12.5"."""
    scaled, unit = (value * 100, step * 100) if form == "percent" else (value, step)
    places = max(0, -math.floor(math.log10(unit) + 1e-9))
    if form == "pounds" and places:
        places = max(2, places)
    text = f"{abs(scaled):,.{places}f}"
    sign = "−" if scaled < 0 and text.strip("0.,") else ""
    return sign + {"percent": f"{text}%", "pounds": f"£{text}", "count": text}[form]


def round_ticks(low: float, high: float, most: int) -> Ticks:
    """At most about ``most`` round values whose first and last enclose ``low`` to ``high``."""
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-3):
        reach = abs(low) * 0.1 or 1.0
        low, high = low - reach, high + reach
    step = _step((high - low) / max(1, most - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Ticks(tuple(i * step for i in range(first, last + 1)), step)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (*MANTISSAS, 10.0) if m * power >= rough * (1 - 1e-9))


def size_ticks(mapping: Ruler, axis: Axis, widths: Sequence[float]) -> tuple[float, ...]:
    """Round sizes on any scale, 1-2-5 first, as many as stand apart; ``widths``: of a label and a gap."""
    label, gap = widths
    chosen: list[float] = []
    for value in _size_candidates(mapping.low, mapping.high):
        place = mapping(value)
        if all(abs(place - mapping(other)) >= label + gap for other in chosen):
            chosen.append(value)
    return tuple(sorted(chosen))


def _size_candidates(low: float, high: float) -> Iterable[float]:
    top = max(high, 1.0)
    powers = range(math.floor(math.log10(max(low, 1.0))), math.floor(math.log10(top)) + 1)
    for mantissas in ((1.0, 2.0, 5.0), (3.0, 4.0, 7.0), (1.5, 2.5, 6.0, 8.0)):
        for power in reversed(powers):
            for mantissa in mantissas:
                value = mantissa * 10.0**power
                if low <= value <= high and (value >= 10 or value == int(value)):
                    yield value
