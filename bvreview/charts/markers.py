"""One marker per reading and role, and the key that explains them.

The shape says the reading (disc, disc with tick, triangle, hatched disc), the fill says whose it is: own and
followed filled and ringed, peers filled, others hollow; flagged figures coloured, hollow where only worth a
look.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview.charts.captions import elided
from bvreview.charts.shapes import ASCENT, DESCENT, Disc, Line, Measure, Poly, Role, Shape, Text
from bvreview.review.compared.standing import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.spec import PointRole

_DOWN = (Reading.CLEARLY_LOWER, Reading.WORTH_A_LOOK_LOWER)
_UP = (Reading.CLEARLY_WORSE, Reading.WORTH_A_LOOK_WORSE, Reading.CLEARLY_HIGHER, Reading.WORTH_A_LOOK_HIGHER)
_COLOURS: dict[Reading, Role] = {
    Reading.CLEARLY_BETTER: "better",
    Reading.WORTH_A_LOOK_BETTER: "better",
    Reading.CLEARLY_WORSE: "worse",
    Reading.WORTH_A_LOOK_WORSE: "worse",
    Reading.CLEARLY_HIGHER: "other",
    Reading.CLEARLY_LOWER: "other",
    Reading.WORTH_A_LOOK_HIGHER: "other",
    Reading.WORTH_A_LOOK_LOWER: "other",
}
_RING = {"own": 1.35, "followed": 1.35, "peer": 1.1, "other": 1.0}
_RINGED = ("own", "followed")


def marker(x: float, y: float, radius: float, role: PointRole, reading: Reading) -> tuple[Shape, ...]:
    """The shapes of one figure with its centre at x, y; own and followed are larger, with a ring around."""
    size = radius * _RING[role]
    if reading is Reading.TOO_SMALL:
        drawn = _hatched(x, y, size, _outline(role))
    else:
        drawn = (_body(x, y, size, reading, _colours(role, reading)), *_tick(x, y, size, reading))
    if role in _RINGED:
        ring = Disc(x, y, size + radius * 0.7, None, _outline(role), radius * 0.34)
        return (Disc(x, y, ring.radius, "surface"), *drawn, ring)
    return drawn


def reach(radius: float, role: PointRole) -> float:
    """How far a marker reaches from its centre."""
    return radius * 2.25 if role in _RINGED else radius * _RING[role] * 1.15 + 0.5


def _outline(role: PointRole) -> Role:
    return "other" if role == "other" else role


def _colours(role: PointRole, reading: Reading) -> tuple[Role, Role, float]:
    """Fill, outline and its width as a share of the radius."""
    if role in _RINGED:
        return _outline(role), _outline(role), 0.2
    colour = _COLOURS.get(reading)
    if colour is None:
        return ("peer", "surface", 0.18) if role == "peer" else ("surface", "other", 0.28)
    if reading.value.startswith("clearly"):
        return colour, ("peer" if role == "peer" else "ink"), 0.4 if role == "peer" else 0.2
    return ("peer" if role == "peer" else "surface"), colour, 0.45


def _body(x: float, y: float, size: float, reading: Reading, colours: tuple[Role, Role, float]) -> Shape:
    fill, stroke, width = colours[0], colours[1], colours[2] * size
    if reading not in _UP and reading not in _DOWN:
        return Disc(x, y, size, fill, stroke, width)
    way = 1 if reading in _UP else -1
    corners = ((0.0, -1.3), (1.15, 0.8), (-1.15, 0.8))
    return Poly(tuple((x + dx * size, y + dy * size * way) for dx, dy in corners), fill, stroke, width)


def _tick(x: float, y: float, size: float, reading: Reading) -> tuple[Shape, ...]:
    """The tick in the disc of a clearly better figure."""
    if reading is not Reading.CLEARLY_BETTER:
        return ()
    corners = ((-0.5, 0.02), (-0.12, 0.42), (0.52, -0.4))
    (x1, y1), (x2, y2), (x3, y3) = ((x + dx * size, y + dy * size) for dx, dy in corners)
    width = size * 0.26
    return Line(x1, y1, x2, y2, "surface", width), Line(x2, y2, x3, y3, "surface", width)


def _hatched(x: float, y: float, size: float, stroke: Role) -> tuple[Shape, ...]:
    """A hollow disc with three parallel chords."""
    chords = []
    for offset in (-0.5, 0.0, 0.5):
        half = math.sqrt(1 - offset * offset) * size * math.sqrt(0.5)
        middle = offset * size * math.sqrt(0.5)
        chords.append(
            Line(
                x + middle - half, y + middle + half, x + middle + half, y + middle - half, stroke, size * 0.2
            )
        )
    return (Disc(x, y, size, "surface", stroke, size * 0.28), *chords)


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of a key: words after a marker, a filled box, a line, a short upright, a disc or a ring."""

    words: str
    point: tuple[PointRole, Reading] | None = None
    box: Role | None = None
    line: Role | None = None
    upright: Role | None = None
    dashed: Role | None = None
    dot: Role | None = None
    ring: Role | None = None


_ORDER = (
    Reading.CLEARLY_BETTER,
    Reading.WORTH_A_LOOK_BETTER,
    Reading.CLEARLY_WORSE,
    Reading.WORTH_A_LOOK_WORSE,
    Reading.CLEARLY_HIGHER,
    Reading.WORTH_A_LOOK_HIGHER,
    Reading.CLEARLY_LOWER,
    Reading.WORTH_A_LOOK_LOWER,
    Reading.TOO_SMALL,
)


def point_items(
    points: Sequence[tuple[PointRole, Reading]], peer_label: str, other_label: str
) -> list[KeyItem]:
    """The key of the roles and readings that occur."""
    roles, readings = {role for role, _ in points}, {reading for _, reading in points}
    items = []
    if "peer" in roles and peer_label:
        items.append(KeyItem(peer_label, ("peer", Reading.WITHIN)))
    if "other" in roles and other_label:
        items.append(KeyItem(other_label, ("other", Reading.WITHIN)))
    return items + [KeyItem(r.word, ("other", r)) for r in _ORDER if r in readings]


@dataclass(frozen=True, slots=True)
class Key:
    """A key set in rows: its shapes from y = 0, and its height."""

    shapes: tuple[Shape, ...]
    height: float


def laid_key(items: Sequence[KeyItem], left: float, room: float, size: float, measure: Measure) -> Key:
    """The items side by side, wrapped to the room."""
    shapes: list[Shape] = []
    x, row, swatch = left, 0, size * 1.6
    for item in items:
        words = elided(item.words, room - swatch, size, measure)
        width = swatch + measure(words, size, False)
        if x > left and x + width > left + room:
            x, row = left, row + 1
        middle = row * size * 1.6 + size * 0.8
        shapes += _swatch(item, x + size * 0.6, middle, size)
        shapes.append(Text(x + swatch, middle + (ASCENT - DESCENT) / 2 * size, words, size, "muted"))
        x += width + size * 1.3
    return Key(tuple(shapes), (row + 1) * size * 1.6 if items else 0.0)


def _swatch(item: KeyItem, x: float, y: float, size: float) -> tuple[Shape, ...]:
    half = size * 0.55
    if item.point:
        return marker(x, y, size * 0.36, *item.point)
    if item.box:
        corners = ((x - half, y - half * 0.8), (x + half, y - half * 0.8), (x + half, y + half * 0.8))
        return (Poly((*corners, (x - half, y + half * 0.8)), item.box),)
    if item.upright:
        return (Line(x, y - half * 0.8, x, y + half * 0.8, item.upright, 1.6),)
    if item.dot or item.ring:
        colour = item.dot or item.ring
        return (Disc(x, y, size * 0.36, item.dot or "surface", colour, size * 0.12),)
    if item.dashed:
        return (Line(x - half, y, x + half, y, item.dashed, 1.4, (3.0, 2.0)),)
    return (Line(x - half, y, x + half, y, item.line or "ink", 1.4),)
