"""Every measure and cost of a service against every peer group of one organisation, read as one topic is.

A cell reads as ``comparison`` reads the same topic over the same group (a test holds the two together); what
does not change from group to group is worked out once a topic, and ranks are not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bvreview.analysis.comparison import (
    Counted,
    cost_quarters,
    counted_of,
    median_cost,
    priced,
    unit_cost_of,
)
from bvreview.analysis.eligible import belongs, is_illustrative, marked, sifted, why_not_priced
from bvreview.analysis.funnel import share_band
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.intervals import proportion_interval
from bvreview.analysis.words import reading_of, spread_of, too_small
from bvreview.i18n import _
from bvreview.review.compared.overview import FlagCount, Overview, OverviewCell, OverviewRow
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.standing import SMALL_GROUP, Observation, Reading, Standing


def overview_of(gathered: Iterable[Gathered], own: str, groups: PeerGroups) -> Overview:
    """The table of one organisation (by name), with the flags that chance alone would give.

    ``gathered``: the figures of its service and year. A measure without a figure of its own keeps its row.
    """
    shares, costs = [], []
    for found in gathered:
        if found.kind == "proportion":
            shares.append(_Shares.of(found, own))
        else:
            costs.append(found)
    columns = groups.offered
    rows = (*(s.row(columns) for s in shares), *(_cost_row(c, own, columns) for c in costs))
    own_flags = {p.key: count_flags(r.cell(p.key) for r in rows if r.kind == "proportion") for p in columns}
    return Overview(own, columns, rows, own_flags, _count_all(shares), groups.not_offered)


def count_flags(cells: Iterable[OverviewCell | None]) -> FlagCount:
    """The flags among cells; what is too small to tell, or is not there, was not judged."""
    readings = [c.reading for c in cells if c and c.reading not in _NOT_JUDGED]
    clear = sum(r.value.startswith("clearly") for r in readings)
    return FlagCount(len(readings), sum(r.flagged for r in readings), clear)


_NOT_JUDGED = (Reading.NO_DATA, Reading.TOO_SMALL)


# measures


@dataclass(frozen=True, slots=True)
class _Shares:
    """A measure, sifted once: all shares that can be compared, and the organisation's own among them."""

    found: Gathered
    counted: Sequence[Counted]
    own: Counted | None
    why: str

    @classmethod
    def of(cls, found: Gathered, own: str) -> _Shares:
        counted, left_out = counted_of(found.observations)
        mine = next((c for c in counted if c.observation.organisation == own), None)
        why = "" if mine else dict(left_out).get(own, _("no figure"))
        return cls(found, counted, mine, why)

    def row(self, columns: Sequence[Peers]) -> OverviewRow:
        cells = told_once([self.cell(peers) for peers in columns], columns, self._whose(columns))
        caveats = (*self._few(), *self.found.caveats, *marked([c.observation for c in self.counted]))
        topic, kind = self.found.topic, self.found.kind
        illustrative = is_illustrative(c.observation for c in self.counted)
        return OverviewRow(topic, kind, self._standing(cells), cells, caveats, self.why, illustrative)

    def _few(self) -> tuple[str, ...]:
        """That the limits rest on few, where all together are fewer than 10."""
        if not 1 < len(self.counted) < SMALL_GROUP:
            return ()
        text = _("Only {n} organisations have figures: read the limits with care.")
        return (text.format(n=len(self.counted)),)

    def _standing(self, cells: Sequence[OverviewCell]) -> Standing | None:
        """The own figure with its interval; it reads as in the widest group."""
        if not self.own:
            return None
        interval = proportion_interval(self.own.numerator, self.own.denominator)
        reading = cells[-1].reading if cells else Reading.NO_DATA
        return Standing(self.own.observation, self.own.share, reading, interval.lower, interval.upper)

    def _whose(self, columns: Sequence[Peers]) -> Iterator[frozenset[str]]:
        for peers in columns:
            group = self.found.widened(peers.group)
            seen = self.found.beside(peers).observations if peers.kind is GroupKind.PROVIDERS else None
            all_of_them = [c.observation for c in self.counted] if seen is None else seen
            yield frozenset(o.organisation for o in all_of_them if belongs(o, group))

    def cell(self, peers: Peers) -> OverviewCell:
        all_of_them = self.counted
        if peers.kind is GroupKind.PROVIDERS:
            all_of_them, __ = counted_of(self.found.beside(peers).observations)
        group = self.found.widened(peers.group)
        inside = [c for c in all_of_them if belongs(c.observation, group)]
        basis = all_of_them if len(inside) < SMALL_GROUP else inside
        key, sizes = peers.key, (len(inside), len(basis))
        centre = pooled(basis)
        if not self.own:
            return OverviewCell(key, Reading.NO_DATA, *sizes, centre, why=self.why)
        if len(basis) < 2 or centre is None:
            return OverviewCell(key, Reading.NO_DATA, *sizes, why=_("nobody to compare with"))
        return OverviewCell(key, read_share(self.found, self.own, basis, centre), *sizes, centre)


def told_once(
    cells: Iterable[OverviewCell], columns: Sequence[Peers], whose: Iterable[frozenset[str]]
) -> tuple[OverviewCell, ...]:
    """The cells, each that has the very figures of one before it saying so; ``whose``: those of each."""
    first: dict[frozenset[str], str] = {}
    told = []
    for cell, peers, names in zip(cells, columns, whose, strict=True):
        before = first.setdefault(names, peers.short)
        told.append(cell if before == peers.short else replace(cell, same_as=before))
    return tuple(told)


def pooled(basis: Sequence[Counted]) -> float | None:
    """The pooled share, None without a denominator."""
    total = math.fsum(c.denominator for c in basis)
    return math.fsum(c.numerator for c in basis) / total if total else None


def read_share(found: Gathered, own: Counted, basis: Sequence[Counted], centre: float) -> Reading:
    """What may be said of one share beside those from which the funnel is drawn."""
    band = share_band(centre, (own.numerator, own.denominator))
    interval = proportion_interval(own.numerator, own.denominator)
    small = too_small(interval, spread_of([c.share for c in basis]))
    return reading_of(band, found.topic.direction, small=small)


def _count_all(shares: Sequence[_Shares]) -> FlagCount:
    """The flags of all organisations, each measure read once against all that have a figure."""
    counts = [_count_topic(s) for s in shares]
    return FlagCount(*(sum(column) for column in zip(*counts, strict=True))) if counts else FlagCount(0, 0, 0)


def _count_topic(shares: _Shares) -> tuple[int, int, int]:
    centre = pooled(shares.counted)
    if centre is None or len(shares.counted) < 2:
        return 0, 0, 0
    spread = spread_of([c.share for c in shares.counted])
    judged = [
        c for c in shares.counted if not too_small(proportion_interval(c.numerator, c.denominator), spread)
    ]
    bands = [share_band(centre, (c.numerator, c.denominator)) for c in judged]
    return len(bands), sum(b != "within" for b in bands), sum(b.endswith("_998") for b in bands)


# costs


def _cost_row(found: Gathered, own: str, columns: Sequence[Peers]) -> OverviewRow:
    usable, left_out = sifted(found.observations, why_not_priced)
    costs = [(o, unit_cost_of(o)) for o in usable]
    mine = next((c for c in costs if c[0].organisation == own), None)
    why = "" if mine else dict(left_out).get(own, _("no figure"))
    wide = [(peers, found.widened(peers.group)) for peers in columns]
    inside = [[c for c in costs if belongs(c[0], g)] for __, g in wide]
    cells = [_cost_cell(i, mine, p.key, why) for i, p in zip(inside, columns, strict=True)]
    whose = (frozenset(o.organisation for o, __ in i) for i in inside)
    standing = Standing(mine[0], float(mine[1]), Reading.NO_DATA) if mine else None
    caveats = (*found.caveats, *marked(usable))
    told = told_once(cells, columns, whose)
    return OverviewRow(found.topic, found.kind, standing, told, caveats, why, is_illustrative(usable))


_Cost = tuple[Observation, Decimal]


def _cost_cell(inside: Sequence[_Cost], own: _Cost | None, key: str, why: str) -> OverviewCell:
    sizes = (len(inside), len(inside))
    middle = median_cost([cost for __, cost in inside])
    if own is None or middle is None:
        centre = None if middle is None else float(middle)
        return OverviewCell(key, Reading.NO_DATA, *sizes, centre, why=why or _("nobody to compare with"))
    quarters = cost_quarters([cost for __, cost in inside])
    read = priced(*own, middle, quarters[inside.index(own)])
    return OverviewCell(
        key,
        read.reading,
        *sizes,
        centre=float(middle),
        quarter=read.quarter,
        distance=read.distance,
        distance_percent=read.distance_percent,
    )
