"""Who does better in a like context: 95% intervals that do not meet, on the better side of the measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bvreview.analysis.comparison import Counted, counted_of, unit_cost_of
from bvreview.analysis.eligible import sifted, why_not_priced
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.intervals import proportion_interval
from bvreview.framework.services import Direction
from bvreview.review.compared.better import Apart, Better, BetterFound
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.standing import Reading, Standing, Topic

LIKE: Final = (GroupKind.FAMILY, GroupKind.SIZE, GroupKind.NEAREST, GroupKind.OWN, GroupKind.PROVIDERS)
"""Groups of those that are alike; a region and a nation are not."""


def find_better(
    gathered: Iterable[Gathered], own: str, groups: PeerGroups, notes: Sequence[PracticeNote] = ()
) -> BetterFound:
    """Everybody in a like context who is better in a measure, those alike in most respects first.

    ``notes``: what others shared; each stands beside who wrote it, for the topic that it bears on.
    """
    like = tuple(p for p in groups.offered if p.kind in LIKE)
    found: list[Better] = []
    noted: list[Better] = []
    pairs = 0
    for topic in gathered:
        told = _told(notes, topic.topic.id)
        others = list(_others(topic, own, like))
        if topic.kind == "proportion" and topic.topic.direction is not Direction.NEUTRAL:
            known = [b for b in others if b.alike and b.other and b.own]
            better = [b for b in known if b.apart is Apart.BETTER]
            pairs += len(known)
            found += [replace(b, notes=told.pop(b.who, ())) for b in _by_likeness(better)]
        noted += _noted(told, topic.topic, others, like)
    noted += _noted(_told(notes, ""), None, (), like)
    return BetterFound(own, like, tuple(found), pairs, tuple(noted))


def _noted(
    told: Mapping[str, tuple[PracticeNote, ...]],
    topic: Topic | None,
    others: Iterable[Better],
    like: Sequence[Peers],
) -> Iterator[Better]:
    """Who wrote notes on a topic, be there a figure or none; ``topic``: None for the service as a whole."""
    figures = {b.who: b for b in others}
    for who, mine in told.items():
        silent = Better(who, topic, Apart.NOTHING, alike=_alike(who, like))
        yield replace(figures.get(who, silent), notes=mine)


def _told(notes: Iterable[PracticeNote], topic: str) -> dict[str, tuple[PracticeNote, ...]]:
    """The notes on a topic by who wrote them, in the order of their names."""
    mine = [n for n in notes if n.topic == topic]
    names = sorted({n.who for n in mine}, key=str.casefold)
    return {who: tuple(n for n in mine if n.who == who) for who in names}


def _others(found: Gathered, own: str, like: Sequence[Peers]) -> Iterator[Better]:
    """Everybody else with a figure in a topic, and how it reads beside the own one."""
    standings = list(_standings(found))
    mine = next((s for s in standings if s.organisation == own), None)
    for other in standings:
        if other is not mine:
            name = other.organisation
            apart = _apart(found, other, mine)
            yield Better(name, found.topic, apart, mine, other, _alike(name, like))


def _alike(name: str, like: Sequence[Peers]) -> tuple[Peers, ...]:
    return tuple(p for p in like if name in p.group.members)


def _standings(found: Gathered) -> Iterator[Standing]:
    if found.kind == "money":
        usable, __ = sifted(found.observations, why_not_priced)
        yield from (Standing(o, float(unit_cost_of(o)), Reading.NO_DATA) for o in usable)
        return
    counted, __ = counted_of((*found.observations, *found.providers))
    yield from map(_standing, counted)


def _standing(counted: Counted) -> Standing:
    interval = proportion_interval(counted.numerator, counted.denominator)
    return Standing(counted.observation, counted.share, Reading.NO_DATA, interval.lower, interval.upper)


def _apart(found: Gathered, other: Standing, own: Standing | None) -> Apart:
    """On which side of the own interval the other's lies, where the two do not meet."""
    if found.kind == "money":
        return Apart.COST
    if own is None:
        return Apart.NOTHING
    if found.topic.direction is Direction.NEUTRAL:
        return Apart.NEUTRAL
    limits = (other.interval_lower, other.interval_upper, own.interval_lower, own.interval_upper)
    low, high, own_low, own_high = (0.0 if limit is None else limit for limit in limits)
    if low <= own_high and high >= own_low:
        return Apart.MEETS
    return Apart.BETTER if (low > own_high) is (found.topic.direction is Direction.UP) else Apart.WORSE


def _by_likeness(better: Sequence[Better]) -> list[Better]:
    def place(b: Better) -> tuple[int, float]:
        value = b.other.value if b.other else 0.0
        up = b.topic is not None and b.topic.direction is Direction.UP
        return -len(b.alike), -value if up else value

    return sorted(better, key=place)
