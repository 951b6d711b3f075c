"""Observed against expected counts: the ratio with its interval, and what may be said of it.

Indirectly standardised ratio times 100 with the Poisson limits of the observed count (PHE, Technical Guide:
Confidence Intervals, 2018). Without the single probabilities the interval is wider than it need be:
conservative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bvreview.analysis.intervals import Interval, standardised_ratio
from bvreview.framework.compare_map import Predicted
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, parse_address
from bvreview.review.compared.standing import Reading

HUNDRED: Final = 100.0
_BETTER: Final = {Direction.UP: True, Direction.DOWN: False}
_SIDES: Final = {
    True: (Reading.WORTH_A_LOOK_BETTER, Reading.CLEARLY_BETTER),
    False: (Reading.WORTH_A_LOOK_WORSE, Reading.CLEARLY_WORSE),
}


@dataclass(frozen=True, slots=True)
class PredictedRatio:
    """Observed over expected, times 100, with its 95% limits. ``reading``: beyond 95 or 99.8%, or within."""

    predicted: Predicted
    interval: Interval
    reading: Reading

    @property
    def words(self) -> str:
        """The ratio, its interval, what may be said, and how it was worked out."""
        value, lower, upper = (_one_place(x) for x in self._figures)
        method = _("exact Poisson limits") if self.interval.method == "Exact" else _("Byar's limits")
        text = _(
            "{value}, where 100 is as predicted; 95% interval {lower} to {upper}: {reading}. "
            "Interval of the observed count ({method}), conservative."
        )
        return text.format(value=value, lower=lower, upper=upper, reading=self.reading.word, method=method)

    @property
    def _figures(self) -> tuple[float | None, ...]:
        return self.interval.value, self.interval.lower, self.interval.upper


def _one_place(number: float | None) -> str:
    return "\u2013" if number is None else f"{number:.1f}"


def predicted_ratios(answers: Answers) -> Iterator[PredictedRatio]:
    """Those of the pack that the review has both counts for; nothing where nothing was expected."""
    for predicted in asked_in(answers.framework):
        observed, expected = (
            answers.figure(parse_address(at)) for at in (predicted.observed, predicted.expected)
        )
        if isinstance(observed, Decimal) and isinstance(expected, Decimal) and observed >= 0 < expected:
            yield _ratio(predicted, float(observed), float(expected))


def asked_in(framework: Framework) -> tuple[Predicted, ...]:
    """The pairs of counts that the pack compares."""
    return framework.compare.predicted if framework.compare else ()


def ratio_among(answers: Answers, addresses: Iterable[Address]) -> PredictedRatio | None:
    """The first ratio that is worked out at one of the addresses."""
    places = {str(address) for address in addresses}
    if not any(predicted.ratio in places for predicted in asked_in(answers.framework)):
        return None
    return next((r for r in predicted_ratios(answers) if r.predicted.ratio in places), None)


def _ratio(predicted: Predicted, observed: float, expected: float) -> PredictedRatio:
    inner, outer = (
        standardised_ratio(observed, expected, confidence=confidence, multiplier=HUNDRED)
        for confidence in (0.95, 0.998)
    )
    return PredictedRatio(predicted, inner, _reading(inner, outer, predicted.direction))


def _reading(inner: Interval, outer: Interval, direction: Direction) -> Reading:
    side = _side(inner)
    if side is None or direction not in _BETTER:
        return Reading.WITHIN
    worth_a_look, clearly = _SIDES[side is _BETTER[direction]]
    return worth_a_look if _side(outer) is None else clearly


def _side(interval: Interval) -> bool | None:
    """Whether all of the interval lies above 100; None where 100 is inside."""
    if interval.lower is not None and interval.lower > HUNDRED:
        return True
    return False if interval.upper is not None and interval.upper < HUNDRED else None
