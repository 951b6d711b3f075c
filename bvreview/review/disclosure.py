"""Small numbers are withheld from what goes to others: true counts stay in the workspace and the submission.

A share is left out whole where its numerator, its denominator, or what is between them is a count from 1
up to the threshold; no totals are written from which it could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bvreview.i18n import _
from bvreview.review.standing import Comparison, Observation, Standing

USUAL_THRESHOLD: Final = 5


def withhold_small(comparisons: Iterable[Comparison], threshold: int) -> tuple[Comparison, ...]:
    """The comparisons without the organisations whose counts are from 1 to below ``threshold``."""
    return tuple(_without_small(comparison, threshold) for comparison in comparisons)


def is_small(observation: Observation, threshold: int) -> bool:
    """Whether a count of a share is below the threshold, but not nought."""
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or denominator is None:
        return False
    return any(Decimal(0) < n < threshold for n in (numerator, denominator, denominator - numerator))


def _without_small(comparison: Comparison, threshold: int) -> Comparison:
    if comparison.kind != "proportion":
        return comparison
    small = [s.organisation for s in comparison.standings if is_small(s.observation, threshold)]
    why = _("numbers below {n} are withheld").format(n=threshold)
    return replace(
        comparison,
        standings=_kept(comparison.standings, threshold),
        backdrop=_kept(comparison.backdrop, threshold),
        left_out=(*comparison.left_out, *((name, why) for name in small)),
    )


def _kept(standings: Iterable[Standing], threshold: int) -> tuple[Standing, ...]:
    return tuple(s for s in standings if not is_small(s.observation, threshold))
