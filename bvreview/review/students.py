"""Student's t: how far a mean may lie from what it stands for, from a standard deviation and a count.

By the sums of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 to 26.7.5, because a form
works it out while somebody types and a library for it takes longer to load than all else that is shown.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_MANY: Final = 200
"""Degrees of freedom from which the expansion around the normal distribution is exact to ten digits."""
_STEPS: Final = 80


def mean_margin(deviation: float, count: int, confidence: float = 0.95) -> float | None:
    """Half the Student t interval of a mean; None where fewer than two values leave it undefined.

    ``deviation``: the standard deviation of the values with n - 1 (PHE, Technical Guide: Confidence
    Intervals, 2018).
    """
    if count < 2 or deviation < 0:
        return None
    return student_quantile(1 - (1 - confidence) / 2, count - 1) * deviation / math.sqrt(count)


@lru_cache(maxsize=256)
def student_quantile(probability: float, degrees: int) -> float:
    """The value that a t variable stays below with a ``probability`` above one half."""
    if degrees >= _MANY:
        return _expanded(NormalDist().inv_cdf(probability), degrees)
    inside, low, high = 2 * probability - 1, 0.0, math.pi / 2
    for _step in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, degrees) < inside else (low, middle)
    return math.sqrt(degrees) * math.tan((low + high) / 2)


def _inside(angle: float, degrees: int) -> float:
    """The chance that -t < T < t, where t is the root of the degrees times the tangent of ``angle``."""
    cosine, sine = math.cos(angle), math.sin(angle)
    is_odd = degrees % 2
    term, total = (cosine if is_odd else 1.0), 0.0
    for n in range(2 + is_odd, degrees + 1, 2):
        total += term
        term *= cosine * cosine * (n - 1) / n
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total


def _expanded(x: float, degrees: int) -> float:
    """26.7.5: the quantile as a series in one over the degrees of freedom; ``x`` of the normal one."""
    terms = (
        x,
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return math.fsum(term / degrees**n for n, term in enumerate(terms))
