"""On which side of its mark each name in a scatter chart stands, so that no two lie over each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

SIDES: Final = ("t", "b", "r", "l")
"""Above, below, right, left: as Excel calls them, the best first."""
_LETTER, _LINE, _MARK = 0.2, 0.42, 0.2
"""In cm, of type at 10 points: the width of a letter, the height of a line, from a mark to its name."""


class Box(NamedTuple):
    """What a name or a mark covers, in cm."""

    left: float
    low: float
    right: float
    high: float

    def over(self, other: Box) -> float:
        """How much of both lies over each other, in square cm."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.high, other.high) - max(self.low, other.low)
        return max(wide, 0.0) * max(high, 0.0)


def label_sides(points: Sequence[tuple[str, float, float]], width: float, height: float) -> tuple[str, ...]:
    """The side for each point (name, x, y), in order; ``width`` and ``height``: of what they span, in cm."""
    placed = _on_paper(points, width, height)
    taken = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for __, x, y in placed]
    sides = []
    for number, (name, x, y) in enumerate(placed):
        others = taken[:number] + taken[number + 1 :]
        boxes = {side: _box(side, len(name) * _LETTER, x, y) for side in SIDES}
        best = min(SIDES, key=lambda side: sum(boxes[side].over(other) for other in others))
        taken.append(boxes[best])
        sides.append(best)
    return tuple(sides)


def _on_paper(
    points: Sequence[tuple[str, float, float]], width: float, height: float
) -> list[tuple[str, float, float]]:
    if not points:
        return []
    wide, high = [x for __, x, ___ in points], [y for *__, y in points]
    across = width / ((max(wide) - min(wide)) or 1.0)
    up = height / ((max(high) - min(high)) or 1.0)
    return [(name, (x - min(wide)) * across, (y - min(high)) * up) for name, x, y in points]


def _box(side: str, long: float, x: float, y: float) -> Box:
    left = {"r": x + _MARK, "l": x - _MARK - long}.get(side, x - long / 2)
    low = {"t": y + _MARK, "b": y - _MARK - _LINE}.get(side, y - _LINE / 2)
    return Box(left, low, left + long, low + _LINE)
