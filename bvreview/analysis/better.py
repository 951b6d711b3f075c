"""Who does better in a like context: 95% intervals that do not meet, on the better side of the measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bvreview.analysis.comparison import Counted, counted_of
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.intervals import proportion_interval
from bvreview.framework.services import Direction
from bvreview.review.compared.better import Better, BetterFound
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.standing import Reading, Standing

LIKE: Final = (GroupKind.FAMILY, GroupKind.SIZE, GroupKind.NEAREST, GroupKind.OWN, GroupKind.PROVIDERS)
"""Groups of those that are alike; a region and a nation are not."""


def find_better(gathered: Iterable[Gathered], own: str, groups: PeerGroups) -> BetterFound:
    """Everybody in a like context who is better in a measure, those alike in most respects first."""
    like = tuple(p for p in groups.offered if p.kind in LIKE)
    found: list[Better] = []
    pairs = 0
    for topic in gathered:
        if topic.kind == "proportion" and topic.topic.direction is not Direction.NEUTRAL:
            some, count = _better_in(topic, own, like)
            found += some
            pairs += count
    return BetterFound(own, like, tuple(found), pairs)


def _better_in(found: Gathered, own: str, like: Sequence[Peers]) -> tuple[list[Better], int]:
    counted, __ = counted_of((*found.observations, *found.providers))
    mine = next((c for c in counted if c.observation.organisation == own), None)
    if not mine:
        return [], 0
    standing = _standing(mine)
    alike = {c: tuple(p for p in like if c.observation.organisation in p.group.members) for c in counted}
    others = [c for c in counted if c is not mine and alike[c]]
    better = [
        Better(found.topic, standing, theirs, alike[c])
        for c in others
        if _is_better(theirs := _standing(c), standing, found.topic.direction)
    ]
    up = found.topic.direction is Direction.UP
    better.sort(key=lambda b: (-len(b.alike), -b.other.value if up else b.other.value))
    return better, len(others)


def _standing(counted: Counted) -> Standing:
    interval = proportion_interval(counted.numerator, counted.denominator)
    return Standing(counted.observation, counted.share, Reading.NO_DATA, interval.lower, interval.upper)


def _is_better(other: Standing, own: Standing, direction: Direction) -> bool:
    """Whether two intervals do not meet, and the other one lies on the better side."""
    limits = (other.interval_lower, other.interval_upper, own.interval_lower, own.interval_upper)
    low, high, own_low, own_high = (0.0 if limit is None else limit for limit in limits)
    return low > own_high if direction is Direction.UP else high < own_low
