"""A figure with its reference, and how things are timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Number = float | int


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside a reference of the same run, both in ``unit``; ``ratio`` of the two."""

    figure: str
    value: float
    reference: float | None
    unit: str
    note: str = ""

    def row(self) -> dict[str, object]:
        """The row that is printed."""
        ratio = round(self.value / self.reference, 2) if self.reference else None
        reference = None if self.reference is None else round(self.reference, 4)
        return {
            "figure": self.figure,
            "value": round(self.value, 4),
            "reference": reference,
            "ratio": ratio,
            "unit": self.unit,
            "note": self.note,
        }


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(times: int, work: Callable[[], object], reference: Callable[[], object]) -> tuple[float, float]:
    """The medians of ``times`` runs of each, taken in turn so that a drifting machine hits both."""
    pairs = [(seconds(work), seconds(reference)) for __ in range(times)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)
