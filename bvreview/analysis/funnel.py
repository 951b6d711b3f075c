"""Funnel limits around a pooled centre, the band each organisation falls in, and over-dispersion.

Bands follow PHE's funnel methods (PHEindicatormethods, Funnels.R): 99.8% is tested before 95%, and a figure
exactly on a limit is within. Over-dispersion: Spiegelhalter, Stat Med 2005; 24:1185.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from bvreview.analysis.errors import NumeratorAboveDenominatorError, UnequalLengthsError, UnknownWayError
from bvreview.analysis.intervals import checked, count_limits, exact_limits, positive, z_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.review.compared.standing import Band

Limits = tuple[float, float]
CONFIDENCES = (0.998, 0.95)


@dataclass(frozen=True, slots=True)
class ProportionFunnel:
    """A funnel of proportions: ``centre`` is the pooled share, None where there is no denominator at all.

    ``bands`` has one entry per organisation, None where a figure is missing, the denominator is 0 or there
    are fewer than two organisations. Each organisation's own data are part of the centre.
    """

    centre: float | None
    bands: tuple[Band | None, ...]

    def limits(self, size: float, confidence: float) -> Limits | None:
        """Lower and upper limit at denominator ``size``, within 0 to 1: centre ∓ z·sqrt(p(1−p)/size).

        None without a centre.
        """
        n = positive("size", size)
        return None if self.centre is None else _share_limits(self.centre, n, confidence)


@dataclass(frozen=True, slots=True)
class PoissonFunnel:
    """A funnel of ratios around 1 or of rates around the pooled rate.

    ``per_event``: how much exposure one expected event takes (1 for ratios). Bands as ProportionFunnel.
    """

    centre: float | None
    bands: tuple[Band | None, ...]
    per_event: float = 1.0

    def limits(self, size: float, confidence: float) -> Limits | None:
        """Exact Poisson limits at ``size`` expected events (ratios) or exposure (rates) (FunnelPlotR).

        None without a centre above zero.
        """
        expected = positive("size", size) / self.per_event
        exact = exact_limits(expected, confidence)
        return self._scaled((exact.lower or 0.0) / expected, (exact.upper or 0.0) / expected)

    def limits_at_count(self, events: float, confidence: float) -> Limits | None:
        """The limits that an organisation with that many observed events meets (PHE's plotted points)."""
        k = positive("count", events)
        exact = exact_limits(k, confidence)
        return self._scaled(k / (exact.upper or math.inf), k / exact.lower if exact.lower else math.inf)

    def _scaled(self, lower: float, upper: float) -> Limits | None:
        return (lower * self.centre, upper * self.centre) if self.centre else None


def proportion_funnel(
    numerators: Sequence[float | None], denominators: Sequence[float | None]
) -> ProportionFunnel:
    """The funnel of proportions around their pooled share.

    Raises:
        NumeratorAboveDenominatorError, NegativeCountError, NotANumberError, UnequalLengthsError.
    """
    pairs = _pairs(numerators, denominators, ("numerator", "denominator"))
    for pair in pairs:
        if pair and pair[0] > pair[1]:
            raise NumeratorAboveDenominatorError(*pair)
    total = math.fsum(pair[1] for pair in pairs if pair)
    if total == 0:
        return ProportionFunnel(None, (None,) * len(pairs))
    centre = math.fsum(pair[0] for pair in pairs if pair) / total
    enough = _enough(pairs)
    bands = tuple(share_band(centre, pair) if pair and enough else None for pair in pairs)
    return ProportionFunnel(centre, bands)


def _share_limits(centre: float, size: float, confidence: float) -> Limits:
    half = z_value(confidence) * math.sqrt(centre * (1 - centre) / size)
    return max(0.0, centre - half), min(1.0, centre + half)


def share_band(centre: float, pair: tuple[float, float]) -> Band:
    """The band of a numerator and denominator around a centre."""
    share = pair[0] / pair[1]
    outer, inner = (_share_limits(centre, pair[1], confidence) for confidence in CONFIDENCES)
    if share < outer[0]:
        return "low_998"
    if share > outer[1]:
        return "high_998"
    if share < inner[0]:
        return "low_95"
    return "high_95" if share > inner[1] else "within"


def ratio_funnel(observed: Sequence[float | None], expected: Sequence[float | None]) -> PoissonFunnel:
    """The funnel of observed over expected around 1; the band sets 1 against the interval of the observed.

    Where nothing is expected the ratio is not defined, and there is no band.
    """
    pairs = _pairs(observed, [e or None for e in expected], ("observed count", "expected count"))
    enough = _enough(pairs)
    return PoissonFunnel(1.0, tuple(_count_band(pair, 1.0) if pair and enough else None for pair in pairs))


def rate_funnel(
    counts: Sequence[float | None], exposures: Sequence[float | None], *, multiplier: float = 1.0
) -> PoissonFunnel:
    """The funnel of rates (per ``multiplier`` of exposure) around the pooled rate."""
    pairs = _pairs(counts, exposures, ("count", "exposure"))
    scale = positive("multiplier", multiplier)
    total = math.fsum(pair[1] for pair in pairs if pair)
    if total == 0:
        return PoissonFunnel(None, (None,) * len(pairs))
    rate = math.fsum(pair[0] for pair in pairs if pair) / total
    enough = _enough(pairs)
    bands = tuple(_count_band(pair, rate) if pair and enough else None for pair in pairs)
    return PoissonFunnel(rate * scale, bands, per_event=1 / rate if rate else 1.0)


def _count_band(pair: tuple[float, float], target: float) -> Band:
    events, exposure = pair
    for confidence, low, high in _COUNT_BANDS:
        limits = count_limits(events, confidence)
        if limits.lower is not None and target < limits.lower / exposure:
            return high
        if limits.upper is not None and target > limits.upper / exposure:
            return low
    return "within"


_COUNT_BANDS: tuple[tuple[float, Band, Band], ...] = (
    (0.998, "low_998", "high_998"),
    (0.95, "low_95", "high_95"),
)


def _pairs(
    tops: Sequence[float | None], bottoms: Sequence[float | None], names: tuple[str, str]
) -> list[tuple[float, float] | None]:
    if len(tops) != len(bottoms):
        raise UnequalLengthsError(len(tops), len(bottoms))
    return [
        _pair(checked(names[0], top), checked(names[1], bottom))
        for top, bottom in zip(tops, bottoms, strict=True)
    ]


def _pair(top: float | None, bottom: float | None) -> tuple[float, float] | None:
    if top is None or bottom is None or (bottom == 0 and top == 0):
        return None
    return top, positive("denominator", bottom)


def _enough(pairs: Sequence[tuple[float, float] | None]) -> bool:
    return sum(pair is not None for pair in pairs) >= 2


Scale = Literal["shmi", "cqc", "proportion"]
Trim = Literal["winsorise", "truncate"]
ADJUST_FROM = 10
"""With fewer organisations 10% trimming removes nothing or half: phi is shown, limits are not adjusted."""
_TRIM = 0.1


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How much more organisations vary than chance.

    ``phi``: mean squared z-score of the ``groups`` kept (1 = chance alone); ``tau_squared``: variance between
    organisations on the scale; ``applied``: whether limits may be adjusted for it; ``z_scores`` untrimmed.
    """

    phi: float | None
    tau_squared: float | None
    applied: bool
    groups: int
    z_scores: tuple[float | None, ...]
    scale: Scale
    trim: Trim


def overdispersion(
    observed: Sequence[float | None],
    expected: Sequence[float | None],
    *,
    scale: Scale = "shmi",
    trim: Trim | None = None,
) -> Overdispersion:
    """Phi and tau squared by Spiegelhalter's method, trimmed by 10% at each end.

    ``observed`` over ``expected`` on the SHMI (log) or CQC (square root) scale, or numerators over
    denominators on the arcsine scale. By default SHMI truncates and the others winsorise, as FunnelPlotR.
    """
    if scale not in get_args(Scale) or trim not in (None, *get_args(Trim)):
        raise UnknownWayError(scale if scale not in get_args(Scale) else str(trim))
    pairs = _pairs(observed, [e or None for e in expected], ("observed count", "expected count"))
    how: Trim = trim or ("truncate" if scale == "shmi" else "winsorise")
    centre = _centre(pairs, scale)
    scored = [_score(pair, scale, centre) if pair else None for pair in pairs]
    z_scores = tuple(s[0] if s else None for s in scored)
    kept = _trimmed([s for s in scored if s], how)
    groups = len(kept)
    if groups < 2:
        return Overdispersion(None, None, False, groups, z_scores, scale, how)
    organisations = sum(z is not None for z in z_scores)
    phi = math.fsum(z * z for z, _error in kept) / groups
    tau_squared = _tau_squared(phi, [1 / error**2 for _z, error in kept])
    applied = organisations >= ADJUST_FROM and phi > 1 and tau_squared > 0
    return Overdispersion(phi, tau_squared, applied, groups, z_scores, scale, how)


def _centre(pairs: Sequence[tuple[float, float] | None], scale: Scale) -> float:
    if scale != "proportion":
        return 0.0 if scale == "shmi" else 1.0
    total = math.fsum(pair[1] for pair in pairs if pair)
    return math.asin(math.sqrt(math.fsum(pair[0] for pair in pairs if pair) / total)) if total else 0.0


def _score(pair: tuple[float, float], scale: Scale, centre: float) -> tuple[float, float]:
    top, bottom = pair
    if scale == "proportion":
        if top > bottom:
            raise NumeratorAboveDenominatorError(top, bottom)
        value, error = math.asin(math.sqrt(top / bottom)), 1 / (2 * math.sqrt(bottom))
    elif scale == "cqc":
        value, error = math.sqrt(top / bottom), 1 / (2 * math.sqrt(bottom))
    else:
        value, error = math.log((top or 0.5) / bottom), 1 / math.sqrt(bottom)
    return (value - centre) / error, error


def _trimmed(scored: list[tuple[float, float]], how: Trim) -> list[tuple[float, float]]:
    if not scored:
        return []
    if how == "truncate":
        places = len(scored) + 1
        ranked = sorted(scored)
        return [s for rank, s in enumerate(ranked, 1) if 0 < rank * 10 // places < 9]
    scores = [z for z, _error in scored]
    low, high = quantile(scores, _TRIM), quantile(scores, 1 - _TRIM)
    return [(min(max(z, low), high), error) for z, error in scored]


def _tau_squared(phi: float, weights: Sequence[float]) -> float:
    groups, total = len(weights), math.fsum(weights)
    between = total - math.fsum(w * w for w in weights) / total
    return max(0.0, (groups * phi - (groups - 1)) / between)


def quantile(values: Sequence[float], probability: float) -> float:
    """The quantile by linear interpolation: R type 7, numpy "linear", Excel QUARTILE.INC."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * probability
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
