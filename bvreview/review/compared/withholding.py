"""Small numbers are withheld from what goes to others: true counts stay in the workspace and the submission.

A share is left out whole where its numerator, its denominator, or what is between them is a count from 1
to below the threshold; and further ones with it, until none of them follows from totals that may be known
from elsewhere (secondary suppression). What is left is compared anew: an average, a limit or a rank in
which the withheld still count would say what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from bvreview.i18n import _
from bvreview.review.compared.audiences import Release
from bvreview.review.compared.standing import Observation

HideRows = Callable[[Sequence[tuple[int, int]], int], tuple[frozenset[int], frozenset[int]]]
"""Which rows of a table of counts may not be shown: small ones, and others that would give them away."""


def find_marked(observations: Iterable[Observation], release: Release) -> dict[str, str]:
    """Who is withheld for what the figure is marked with, and why."""
    reasons = {}
    for seen in observations:
        for mark in release.audience.marks_held_back:
            if mark in seen.marks:
                text = _("withheld from {audience}: {mark}")
                reasons[seen.organisation] = text.format(audience=release.audience.words, mark=_(mark))
    return reasons


def find_small(observations: Sequence[Observation], threshold: int, hide_rows: HideRows) -> dict[str, str]:
    """Whose share is withheld for a count from 1 to below ``threshold``, and why; others to protect them."""
    if not any(is_small(o, threshold) for o in observations):
        return {}
    counted = [o for o in observations if o.numerator is not None and o.denominator is not None]
    small, further = hide_rows([_counts(o) for o in counted], threshold)
    reasons = {counted[n].organisation: _("numbers below {n} are withheld") for n in sorted(small)}
    reasons = {name: why.format(n=threshold) for name, why in reasons.items()}
    why = _("withheld, so that what is withheld cannot be worked out from a total")
    return reasons | {counted[n].organisation: why for n in sorted(further)}


def is_small(observation: Observation, threshold: int) -> bool:
    """Whether a count of a share is below the threshold, but not nought."""
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or denominator is None:
        return False
    return any(Decimal(0) < n < threshold for n in (numerator, denominator, denominator - numerator))


def _counts(observation: Observation) -> tuple[int, int]:
    """How many do and do not, as whole counts; a part of one counts as one."""
    top, bottom = observation.numerator or Decimal(0), observation.denominator or Decimal(0)
    return max(int(-(-top // 1)), 0), max(int(-(-(bottom - top) // 1)), 0)
