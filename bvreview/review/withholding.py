"""Small numbers are withheld from what goes to others: true counts stay in the workspace and the submission.

A share is left out whole where its numerator, its denominator, or what is between them is a count from 1
to below the threshold. Where that hides one organisation only, the next smallest is left out with it: the
average of all would give it away (secondary suppression, as in the protocol of Hospital Episode Statistics).
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
    all_of_them = (*comparison.standings, *comparison.backdrop)
    small = {s.organisation for s in all_of_them if is_small(s.observation, threshold)}
    reasons = dict.fromkeys(sorted(small), _("numbers below {n} are withheld").format(n=threshold))
    if len(small) == 1 and (second := _next_smallest(all_of_them, small)):
        reasons[second] = _("withheld, so that the one withheld cannot be worked out from the average")
    own = {s.organisation for s in comparison.standings}
    return replace(
        comparison,
        standings=tuple(s for s in comparison.standings if s.organisation not in reasons),
        backdrop=tuple(s for s in comparison.backdrop if s.organisation not in reasons),
        left_out=(*comparison.left_out, *((name, why) for name, why in reasons.items() if name in own)),
    )


def _next_smallest(standings: Iterable[Standing], small: set[str]) -> str:
    """Who has the smallest denominator among the others; "" where there are none."""
    others = [s.observation for s in standings if s.organisation not in small]
    sized = [(o.denominator, o.organisation) for o in others if o.denominator is not None]
    return min(sized)[1] if sized else ""
