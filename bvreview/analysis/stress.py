"""The peer-group stress test: a figure read in every group, and again without each of its peers.

A group with fewer than 10 figures has no funnel and no quarters of its own, and gives no verdict. What would
be without one peer is worked out from sums, not by comparing anew.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bvreview.analysis.comparison import Counted, counted_of, unit_cost_of
from bvreview.analysis.eligible import belongs, is_illustrative, sifted, why_not_priced
from bvreview.analysis.funnel import share_band
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.intervals import proportion_interval
from bvreview.analysis.ranks import group_of
from bvreview.analysis.words import reading_of, spread_of, too_small
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.standing import SMALL_GROUP, Observation, PeerGroup, Reading, Standing
from bvreview.review.compared.stress import Stress, StressTest, Turn, Verdict

PENCE = 100


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of one organisation: a share with its counts, or a cost in whole pence."""

    observation: Observation
    value: float
    top: float = 0.0
    bottom: float = 0.0

    @property
    def name(self) -> str:
        return self.observation.organisation


def stress_test(gathered: Iterable[Gathered], own: str, groups: PeerGroups) -> StressTest:
    """Every topic over every group of organisations, with the peers that decide a verdict."""
    offered = tuple(p for p in groups.offered if p.kind is not GroupKind.PROVIDERS)
    missing = (n for n in groups.not_offered if n.kind is not GroupKind.PROVIDERS)
    results = tuple(_stress(found, own, offered) for found in gathered)
    return StressTest(own, offered, results, tuple(f"{n.label}. {n.why}" for n in missing))


def _stress(found: Gathered, own: str, groups: Sequence[Peers]) -> Stress:
    figures, left_out = _figures(found)
    mine = next((f for f in figures if f.name == own), None)
    directed = found.topic.direction is not Direction.NEUTRAL
    if mine is None:
        why = dict(left_out).get(own, _("no figure"))
        return Stress(found.topic, found.kind, None, (), directed, why)
    invented = is_illustrative(f.observation for f in figures)
    verdicts, standing = tuple(_verdicts(found, mine, figures, groups)), _standing(found, mine)
    return Stress(found.topic, found.kind, standing, verdicts, directed, illustrative=invented)


def _verdicts(
    found: Gathered, mine: _Figure, figures: Sequence[_Figure], groups: Sequence[Peers]
) -> Iterator[Verdict]:
    """One a group; where a group has the very figures of one before it, its verdict is that one's."""
    first: dict[frozenset[str], Verdict] = {}
    for peers in groups:
        members = _members(figures, found.widened(peers.group))
        names = frozenset(f.name for f in members)
        if same := first.get(names):
            yield replace(same, peers=peers, same_as=same.peers.label)
        else:
            first[names] = _verdict(found, mine, members, peers)
            yield first[names]


def _figures(found: Gathered) -> tuple[list[_Figure], Sequence[tuple[str, str]]]:
    if found.kind == "proportion":
        counted, left_out = counted_of(found.observations)
        return [_share(c) for c in counted], left_out
    usable, left_out = sifted(found.observations, why_not_priced)
    return [_Figure(o, float(unit_cost_of(o) * PENCE)) for o in usable], left_out


def _share(counted: Counted) -> _Figure:
    return _Figure(counted.observation, counted.share, counted.numerator, counted.denominator)


def _members(figures: Sequence[_Figure], group: PeerGroup) -> Sequence[_Figure]:
    return [f for f in figures if belongs(f.observation, group)]


def _standing(found: Gathered, mine: _Figure) -> Standing:
    if found.kind == "money":
        return Standing(mine.observation, mine.value / PENCE, Reading.NO_DATA)
    interval = proportion_interval(mine.top, mine.bottom)
    return Standing(mine.observation, mine.value, Reading.NO_DATA, interval.lower, interval.upper)


def _verdict(found: Gathered, mine: _Figure, members: Sequence[_Figure], peers: Peers) -> Verdict:
    if len(members) < SMALL_GROUP:
        return Verdict(peers, len(members), False, Reading.NO_DATA)
    reader = _ShareReader(found, mine, members) if found.kind == "proportion" else _CostReader(mine, members)
    reading, quarter, centre = reader.read(None)
    turns: list[Turn] = []
    pull: tuple[str, float] | None = None
    for peer in members:
        if peer.name == mine.name:
            continue
        changed, place, moved = reader.read(peer)
        if (changed, place) != (reading, quarter):
            other = changed is not reading
            turns.append(Turn(peer.name, _said(changed, place, is_other_word=other), other))
        if pull is None or abs(moved - centre) > abs(pull[1]):
            pull = (peer.name, moved - centre)
    return Verdict(peers, len(members), True, reading, quarter, centre, tuple(turns), pull)


def _said(reading: Reading, quarter: int | None, *, is_other_word: bool) -> str:
    if is_other_word or quarter is None:
        return reading.word
    return _("quarter {n}").format(n=quarter)


class _ShareReader:
    """Reads a share in a group, or in the group without one peer."""

    def __init__(self, found: Gathered, mine: _Figure, members: Sequence[_Figure]) -> None:
        self._direction, self._mine, self._members = found.topic.direction, mine, members
        self._interval = proportion_interval(mine.top, mine.bottom)
        self._tops, self._bottoms = (math.fsum(f.top for f in members), math.fsum(f.bottom for f in members))
        self._place = _Place(mine, members, high_first=self._direction is Direction.UP)

    def read(self, without: _Figure | None) -> tuple[Reading, int | None, float]:
        tops = self._tops - (without.top if without else 0.0)
        bottoms = self._bottoms - (without.bottom if without else 0.0)
        centre = tops / bottoms
        band = share_band(centre, (self._mine.top, self._mine.bottom))
        spread = spread_of(self._place.values_without(without))
        reading = reading_of(band, self._direction, small=too_small(self._interval, spread))
        return reading, self._place.quarter(without), centre


class _CostReader:
    """Reads a cost in a group, or in the group without one peer."""

    def __init__(self, mine: _Figure, members: Sequence[_Figure]) -> None:
        self._mine = mine
        self._place = _Place(mine, members, high_first=False)

    def read(self, without: _Figure | None) -> tuple[Reading, int | None, float]:
        values = self._place.values_without(without)
        half = len(values) // 2
        middle = values[half] if len(values) % 2 else (values[half - 1] + values[half] + 1) // 2
        side = Reading.AT_MEDIAN
        if self._mine.value != middle:
            side = Reading.ABOVE_MEDIAN if self._mine.value > middle else Reading.BELOW_MEDIAN
        return side, self._place.quarter(without), middle / PENCE


class _Place:
    """The quarter of a figure among others, as ``ranks.quantile_groups`` has it; 4 is worst or highest."""

    def __init__(self, mine: _Figure, members: Sequence[_Figure], *, high_first: bool) -> None:
        self._mine, self._high_first = mine, high_first
        self._values = sorted(f.value for f in members)

    def values_without(self, without: _Figure | None) -> list[float]:
        """All values in order."""
        if without is None:
            return self._values
        at = bisect.bisect_left(self._values, without.value)
        return self._values[:at] + self._values[at + 1 :]

    def quarter(self, without: _Figure | None) -> int | None:
        """The quarter; none where all are equal."""
        values = self.values_without(without)
        if values[0] == values[-1]:
            return None
        if self._high_first:
            ahead = len(values) - bisect.bisect_right(values, self._mine.value)
        else:
            ahead = bisect.bisect_left(values, self._mine.value)
        return group_of(ahead + 1, len(values), 4)
