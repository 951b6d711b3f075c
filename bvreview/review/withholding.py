"""Small numbers are withheld from what goes to others: true counts stay in the workspace and the submission.

A share is left out whole where its numerator, its denominator, or what is between them is a count from 1
to below the threshold. Where that hides one organisation only, the next smallest is left out with it: a total
known from elsewhere would give it away (secondary suppression, as in the protocol of Hospital Episode
Statistics). What is left is compared anew: an average, a limit or a rank in which the withheld still count
would say what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bvreview.i18n import _
from bvreview.review.standing import Comparison, Observation, PeerGroup, Standing, Topic

USUAL_THRESHOLD: Final = 5

CompareShare = Callable[[Topic, Sequence[Observation], PeerGroup], Comparison]


def withhold_small(
    comparisons: Iterable[Comparison], threshold: int, compare: CompareShare
) -> tuple[Comparison, ...]:
    """The comparisons without the organisations whose counts are from 1 to below ``threshold``.

    ``compare``: what compares a share, for those that are left (``analysis.comparison.compare_proportion``).
    """
    return tuple(_without_small(comparison, threshold, compare) for comparison in comparisons)


def is_small(observation: Observation, threshold: int) -> bool:
    """Whether a count of a share is below the threshold, but not nought."""
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or denominator is None:
        return False
    return any(Decimal(0) < n < threshold for n in (numerator, denominator, denominator - numerator))


def _without_small(comparison: Comparison, threshold: int, compare: CompareShare) -> Comparison:
    withheld = _find_withheld(comparison, threshold)
    if not withheld:
        return comparison
    group = [s.organisation for s in comparison.standings]
    shown = [s.observation for s in (*comparison.standings, *comparison.backdrop)]
    shown = [o for o in shown if o.organisation not in withheld]
    members = tuple(name for name in group if name not in withheld)
    anew = compare(comparison.topic, shown if members else (), PeerGroup(comparison.group_label, members))
    said = ((name, why) for name, why in withheld.items() if name in group)
    return replace(anew, left_out=(*comparison.left_out, *said))


def _find_withheld(comparison: Comparison, threshold: int) -> dict[str, str]:
    """Who is withheld, in the group and behind it, and why."""
    if comparison.kind != "proportion":
        return {}
    all_of_them = (*comparison.standings, *comparison.backdrop)
    small = {s.organisation for s in all_of_them if is_small(s.observation, threshold)}
    reasons = dict.fromkeys(sorted(small), _("numbers below {n} are withheld").format(n=threshold))
    if len(small) == 1 and (second := _next_smallest(all_of_them, small)):
        reasons[second] = _("withheld, so that the one withheld cannot be worked out from a total")
    return reasons


def _next_smallest(standings: Iterable[Standing], small: set[str]) -> str:
    """Who has the smallest denominator among the others; "" where there are none."""
    others = [s.observation for s in standings if s.organisation not in small]
    sized = [(o.denominator, o.organisation) for o in others if o.denominator is not None]
    return min(sized)[1] if sized else ""
