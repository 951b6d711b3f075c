"""Names beside points that never overlap: the free place nearest to the point, a leader line, or no name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview.charts.captions import elided
from bvreview.charts.shapes import ASCENT, DESCENT, Box, Line, Measure, Role, Shape, Text, overlap, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 3.0
RINGS = (0.0, 0.7, 1.5, 2.5, 3.8, 5.5, 7.5)
"""How much further out a name may stand, in font sizes; from the second on with a leader line."""
CLEAR = (0.3, 0.12)
"""How far a name stays from other points, in font sizes: at first, and where that finds no place."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that would like to stand by its point, at most ``rings`` steps out.

    ``must``: it stands even where it covers other points.
    """

    text: str
    x: float
    y: float
    reach: float
    role: Role = "ink"
    bold: bool = False
    must: bool = False
    rings: int = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where names may stand (``area``), the points they keep clear of, and a line they do not cross."""

    area: Box
    obstacles: tuple[Box, ...]
    line_y: float | None
    size: float
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Place:
    text: Text
    box: Box
    cost: float
    leader: Line | None


def placed(wishes: Sequence[Wish], around: Surroundings, taken: Sequence[Box] = ()) -> list[Shape]:
    """The names that found a place off all ``taken`` boxes, in the order of the wishes, with leader lines."""
    full = list(taken)
    shapes: list[Shape] = []
    for wish in wishes:
        place = _best(wish, around, full)
        if place is None:
            continue
        full += [place.box, *_beads(place.leader)]
        shapes += [place.leader] if place.leader else []
        shapes.append(place.text)
    return shapes


def _best(wish: Wish, around: Surroundings, taken: Sequence[Box]) -> _Place | None:
    """The cheapest place that is free; the first of those that cost the same."""
    inside = [p for p in _candidates(wish, around) if within(p.box, around.area)]
    apart = [p for p in inside if not _is_covered(p.box, taken)]
    legible = sorted((p for p in apart if _is_legible(p, around)), key=lambda p: p.cost)
    points = [box for box in around.obstacles if not _is_of(box, wish)]
    for clear in CLEAR:
        others = [_grown(box, clear * around.size) for box in points]
        for place in legible:
            if not _is_covered(place.box, others) and _runs_clear(place.leader, (*others, *taken)):
                return place
    return min(apart, key=lambda p: _covered(p.box, around.obstacles), default=None) if wish.must else None


def _is_legible(place: _Place, around: Surroundings) -> bool:
    """Whether a name stands off the line and off every point."""
    if around.line_y is not None and place.box[1] < around.line_y < place.box[3]:
        return False
    return not _is_covered(place.box, around.obstacles)


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _covered(box: Box, obstacles: Sequence[Box]) -> int:
    return sum(overlap(box, other) for other in obstacles)


def _is_covered(box: Box, obstacles: Sequence[Box]) -> bool:
    return any(overlap(box, other) for other in obstacles)


def _runs_clear(leader: Line | None, boxes: Sequence[Box]) -> bool:
    """Whether a leader line runs past everything."""
    beads = _beads(leader)
    if not beads:
        return True
    first, last = beads[0], beads[-1]
    whole = (min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
    near = [box for box in boxes if overlap(whole, box)]
    return not any(_is_covered(bead, near) for bead in beads)


def _beads(line: Line | None) -> list[Box]:
    """Small boxes along a line, in the place of its exact course."""
    if line is None:
        return []
    steps = [i / 12 for i in range(13)]
    places = [(line.x1 + (line.x2 - line.x1) * s, line.y1 + (line.y2 - line.y1) * s) for s in steps]
    return [(x - 0.8, y - 0.8, x + 0.8, y + 0.8) for x, y in places]


def _is_of(box: Box, wish: Wish) -> bool:
    """Whether a box is that of the wish's own point, not of one that lies over it."""
    return math.isclose(box[0] + box[2], 2 * wish.x) and math.isclose(box[1] + box[3], 2 * wish.y)


def _candidates(wish: Wish, around: Surroundings) -> Iterator[_Place]:
    text = elided(wish.text, around.area[2] - around.area[0], around.size, around.measure, bold=wish.bold)
    if not text:
        return
    for ring, distance in enumerate(RINGS[: wish.rings]):
        for turn in range(16):
            yield _candidate(wish, text, around, (ring, distance * around.size, turn))


def _candidate(wish: Wish, words: str, around: Surroundings, at: tuple[int, float, int]) -> _Place:
    """The name on the ``at[2]``-th of 16 directions, ``at[1]`` further out than close by."""
    ring, distance, turn = at
    size, angle = around.size, turn * math.pi / 8
    dx, dy = math.cos(angle), -math.sin(angle)
    edge = wish.reach + GAP + distance
    x, y = wish.x + dx * edge, wish.y + dy * edge
    width, height = around.measure(words, size, wish.bold), (ASCENT + DESCENT) * size
    left = x - width / 2 if abs(dx) < 0.3 else (x if dx > 0 else x - width)
    top = y - height * (1 - dy) / 2 if abs(dx) > 0.9 else (y - height if dy < 0 else y)
    box = (left, top, left + width, top + height)
    cost = ring * 10.0 + _awkwardness(turn)
    leader = None
    if ring:
        near = wish.reach + 1
        leader = Line(wish.x + dx * near, wish.y + dy * near, x - dx * 1.5, y - dy * 1.5, "muted", 0.8)
    return _Place(Text(left, top + ASCENT * size, words, size, wish.role, bold=wish.bold), box, cost, leader)


def _awkwardness(turn: int) -> float:
    """Right and left read best, then above and below, then the slants."""
    return {0: 0.0, 8: 1.0, 4: 2.0, 12: 2.5}.get(turn, 3.0 + (turn % 2) * 0.5)
