"""Confidence intervals for proportions, rates, means, standardised rates and ratios.

Sources: APHO Technical Briefing 3 (2008) and PHE "Technical Guide: Confidence Intervals" (2018). What is
undefined is None; a figure that cannot be (negative, not finite, above its denominator) is a named error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from bvreview.analysis.errors import (
    ConfidenceError,
    NegativeCountError,
    NoExposureError,
    NotANumberError,
    NumeratorAboveDenominatorError,
    UnequalLengthsError,
)
from bvreview.review.students import mean_margin

if TYPE_CHECKING:
    from collections.abc import Sequence

BYAR_FROM = 10
"""Byar's approximation is used from this count on, the exact Poisson limits below it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its confidence limits; None where undefined. ``method`` names the formula."""

    value: float | None
    lower: float | None
    upper: float | None
    method: str


def proportion_interval(
    numerator: float | None, denominator: float | None, *, confidence: float = 0.95, multiplier: float = 1.0
) -> Interval:
    """Wilson score interval of ``numerator / denominator``, times ``multiplier`` (APHO Technical Briefing 3).

    A missing figure or a denominator of 0 gives no value and no limits. Fractional counts are allowed.

    Raises:
        NumeratorAboveDenominatorError, NegativeCountError, NotANumberError, ConfidenceError, NoExposureError.
    """
    z, x, n = z_value(confidence), checked("numerator", numerator), checked("denominator", denominator)
    scale = positive("multiplier", multiplier)
    if x is None or n is None:
        return Interval(None, None, None, "Wilson")
    if x > n:
        raise NumeratorAboveDenominatorError(x, n)
    if n == 0:
        return Interval(None, None, None, "Wilson")
    lower, upper = _wilson(x, n, z)
    return Interval(x / n * scale, lower * scale, upper * scale, "Wilson")


def _wilson(x: float, n: float, z: float) -> tuple[float, float]:
    p = x / n
    middle, spread, width = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - p)), 2 * (n + z * z)
    lower = 0.0 if x == 0 else max(0.0, (middle - spread) / width)
    upper = 1.0 if x == n else min(1.0, (middle + spread) / width)
    return lower, upper


def rate_interval(
    count: float | None, exposure: float | None, *, confidence: float = 0.95, multiplier: float = 1.0
) -> Interval:
    """Poisson interval of ``count / exposure * multiplier``: exact below 10 events, Byar's from 10.

    Raises:
        NoExposureError: the exposure is 0. NegativeCountError, NotANumberError, ConfidenceError.
    """
    x, n = checked("count", count), checked("exposure", exposure)
    _alpha(confidence)
    scale = positive("multiplier", multiplier)
    if n is not None:
        positive("exposure", n)
    if x is None or n is None:
        return Interval(None, None, None, "Exact" if x is not None and x < BYAR_FROM else "Byars")
    limits = count_limits(x, confidence)
    return _scaled(x, limits, scale / n)


def _scaled(value: float, limits: Interval, factor: float) -> Interval:
    lower = None if limits.lower is None else limits.lower * factor
    upper = None if limits.upper is None else limits.upper * factor
    return Interval(value * factor, lower, upper, limits.method)


def count_limits(events: float, confidence: float = 0.95) -> Interval:
    """The Poisson interval of a count itself: exact below 10, Byar's from 10."""
    return exact_limits(events, confidence) if events < BYAR_FROM else byar_limits(events, confidence)


def exact_limits(events: float, confidence: float = 0.95) -> Interval:
    """Exact Poisson interval of a count, by chi-squared quantiles."""
    alpha = _alpha(confidence)
    lower = chi_squared_quantile(alpha / 2, 2 * events) / 2 if events > 0 else 0.0
    return Interval(events, lower, chi_squared_quantile(1 - alpha / 2, 2 * events + 2) / 2, "Exact")


def byar_limits(events: float, confidence: float = 0.95) -> Interval:
    """Byar's approximation to the Poisson interval of a count; a lower limit below zero is undefined."""
    z = z_value(confidence)
    if events <= 0:
        return Interval(events, None, None, "Byars")
    lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
    above = events + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return Interval(events, lower if lower >= 0 else None, upper, "Byars")


def mean_interval(values: Sequence[float | None], *, confidence: float = 0.95) -> Interval:
    """Student t interval of the mean of the values that are there; fewer than two have no limits."""
    _alpha(confidence)
    present = [finite("value", v) for v in values if v is not None]
    if not present:
        return Interval(None, None, None, "Student t")
    n, mean = len(present), math.fsum(present) / len(present)
    if n < 2:
        return Interval(mean, None, None, "Student t")
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in present) / (n - 1))
    half = mean_margin(deviation, n, confidence) or 0.0
    return Interval(mean, mean - half, mean + half, "Student t")


def standardised_rate(
    counts: Sequence[float | None],
    populations: Sequence[float | None],
    weights: Sequence[float | None],
    *,
    confidence: float = 0.95,
    multiplier: float = 1.0,
) -> Interval:
    """Directly standardised rate with Dobson's interval; suppressed (None) under 10 events in all.

    ``counts``, ``populations`` and ``weights`` (the standard population) have one entry per stratum; a
    missing count is 0, a missing or empty population and a missing weight are errors.

    Raises:
        UnequalLengthsError, NoExposureError, NegativeCountError, NotANumberError, ConfidenceError.
    """
    if not len(counts) == len(populations) == len(weights):
        raise UnequalLengthsError(len(counts), len(populations), len(weights))
    _alpha(confidence)
    scale = positive("multiplier", multiplier)
    events = [checked("count", x) or 0.0 for x in counts]
    sizes = [positive("population", n) for n in populations]
    shares = [_required("weight", w) for w in weights]
    total = positive("sum of the weights", math.fsum(shares))
    observed = math.fsum(events)
    if observed < BYAR_FROM:
        return Interval(None, None, None, "Dobson")
    rate = math.fsum(w * x / n for x, n, w in zip(events, sizes, shares, strict=True)) / total
    variance = math.fsum(x * (w / n) ** 2 for x, n, w in zip(events, sizes, shares, strict=True)) / total**2
    return _dobson(rate, math.sqrt(variance / observed), byar_limits(observed, confidence), scale)


def _dobson(rate: float, factor: float, limits: Interval, scale: float) -> Interval:
    observed = limits.value or 0.0
    lower = None if limits.lower is None else (rate + factor * (limits.lower - observed)) * scale
    upper = None if limits.upper is None else (rate + factor * (limits.upper - observed)) * scale
    return Interval(rate * scale, lower, upper, "Dobson")


def standardised_ratio(
    observed: float | None, expected: float | None, *, confidence: float = 0.95, multiplier: float = 1.0
) -> Interval:
    """Observed over expected events with the count limits of the observed (exact below 10, Byar's from 10).

    A missing figure or nothing expected gives no value and no limits.
    """
    x, e = checked("observed count", observed), checked("expected count", expected)
    _alpha(confidence)
    scale = positive("multiplier", multiplier)
    if x is None or not e:
        return Interval(None, None, None, "Exact" if x is not None and x < BYAR_FROM else "Byars")
    return _scaled(x, count_limits(x, confidence), scale / e)


def z_value(confidence: float) -> float:
    """The two-sided standard normal quantile: 1.959964 at 95%, 3.090232 at 99.8%."""
    return -NormalDist().inv_cdf(_alpha(confidence) / 2)


def chi_squared_quantile(probability: float, degrees: float) -> float:
    """The value of a chi-squared variable with ``degrees`` of freedom that has ``probability`` below it."""
    from scipy.special import gammaincinv

    return float(2 * gammaincinv(degrees / 2, probability))


def _alpha(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ConfidenceError(confidence)
    return 1 - confidence


def finite(name: str, value: float) -> float:
    """The value as a float; NotANumberError for yes or no, a text, infinity, a number that is too large."""
    if isinstance(value, bool | str | bytes):
        raise NotANumberError(name)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise NotANumberError(name) from None
    if not math.isfinite(number):
        raise NotANumberError(name)
    return number


def checked(name: str, value: float | None) -> float | None:
    """A count of zero or more, or None where missing."""
    if value is None:
        return None
    number = finite(name, value)
    if number < 0:
        raise NegativeCountError(name, number)
    return number


def positive(name: str, value: float | None) -> float:
    """A number above zero, or NoExposureError."""
    number = checked(name, value)
    if not number:
        raise NoExposureError(name)
    return number


def _required(name: str, value: float | None) -> float:
    number = checked(name, value)
    if number is None:
        raise NoExposureError(name)
    return number
