"""What a chart is drawn with: four shapes, in units that are pixels on screen and points in print.

The origin is the top left corner; y grows downwards; a text's y is its baseline. Colours are roles that a
palette turns into colours, so that one scene serves light, dark, print and high contrast.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "surface",
    "ink",
    "muted",
    "line",
    "soft",
    "band_outer",
    "band_inner",
    "own",
    "followed",
    "peer",
    "other",
    "better",
    "worse",
    "caution",
]
Anchor = Literal["start", "middle", "end"]
Measure = Callable[[str, float, bool], float]
"""The width of a text at a font size, bold or not."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dash`` alternates drawn and left-out lengths."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: Role
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Poly:
    """A closed polygon, filled, outlined or both."""

    points: tuple[tuple[float, float], ...]
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled, outlined or both."""

    x: float
    y: float
    radius: float
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text in the product's typeface."""

    x: float
    y: float
    text: str
    size: float
    role: Role = "ink"
    anchor: Anchor = "start"
    bold: bool = False


Shape = Line | Poly | Disc | Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that can be pointed at, and the sentence that reads it out; ``whose`` figure it is, by name."""

    id: str
    x: float
    y: float
    radius: float
    readout: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A laid-out chart: shapes from back to front, marks in reading order, and a description in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    description: str

    def mark_at(self, x: float, y: float, reach: float = 8.0) -> Mark | None:
        """The nearest mark within ``reach`` of its edge."""
        near = [(math.hypot(m.x - x, m.y - y) - m.radius, m) for m in self.marks]
        distance, mark = min(near, key=lambda pair: pair[0], default=(math.inf, None))
        return mark if distance <= reach else None


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

ASCENT, DESCENT, LEADING = 0.76, 0.24, 1.3
"""Of the font size: how far letters rise and hang, and the distance of lines (Source Sans 3)."""


def text_box(text: Text, measure: Measure) -> Box:
    """The space that a text takes."""
    width = measure(text.text, text.size, text.bold)
    left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
    return left, text.y - ASCENT * text.size, left + width, text.y + DESCENT * text.size


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share any area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def within(inner: Box, outer: Box) -> bool:
    """Whether a box lies wholly inside another."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
