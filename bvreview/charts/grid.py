"""Lines of a plot with their figures: across it for an axis at the left, down it for one below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.captions import elided
from bvreview.charts.shapes import ASCENT, DESCENT, Line, Shape, Text

if TYPE_CHECKING:
    from bvreview.charts.axes import Ruler, Ticks
    from bvreview.charts.shapes import Measure
    from bvreview.charts.spec import Format, Frame


def lines_across(
    y: Ruler, ticks: Ticks, form: Format, edges: tuple[float, float], setting: tuple[Frame, Measure]
) -> list[Shape]:
    """A line for each tick between two edges, its figure left of it where there is room."""
    (left, right), (frame, measure) = edges, setting
    size, last = frame.text_size, y.start + 2 * frame.text_size
    shapes: list[Shape] = []
    for value, label in zip(ticks.values, ticks.labels(form), strict=True):
        at = y(value)
        shapes.append(Line(left, at, right, at, "line"))
        if last - at >= size * 1.15:
            words, baseline = (
                elided(label, left - size * 0.5, size, measure),
                at + (ASCENT - DESCENT) / 2 * size,
            )
            shapes.append(Text(left - size * 0.5, baseline, words, size, "muted", "end"))
            last = at
    return shapes


def lines_down(
    x: Ruler, ticks: Ticks, form: Format, ends: tuple[float, float], setting: tuple[Frame, Measure]
) -> list[Shape]:
    """A line for each tick from top to bottom, its figure under it where it stands clear of the last."""
    (top, bottom), (frame, measure) = ends, setting
    size = frame.text_size
    shapes: list[Shape] = []
    last = -size
    for value, words in zip(ticks.values, ticks.labels(form), strict=True):
        at, half = x(value), measure(words, size, False) / 2
        shapes.append(Line(at, top, at, bottom, "line"))
        if at - half >= last + size * 0.5 and at + half <= frame.width:
            shapes.append(Text(at, bottom + size * 1.3, words, size, "muted", "middle"))
            last = at + half
    return shapes
