"""What all charts have in common: words above and below, the key, and between them a plot with its axes.

A chart says what stands around its plot and draws the plot between two heights; the rest is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bvreview.charts.captions import elided, wrapped
from bvreview.charts.shapes import LEADING, Mark, Measure, Scene, Shape, Text
from bvreview.charts.sheet import arrange, surrounding_height
from bvreview.i18n import _

if TYPE_CHECKING:
    from bvreview.charts.axes import Ruler, Ticks
    from bvreview.charts.markers import KeyItem
    from bvreview.charts.shapes import Box
    from bvreview.charts.spec import Format, Frame, Words

Drawn = tuple[Sequence[Shape], Sequence[Mark]]
Draw = Callable[[float, float], Drawn]
"""Draws a plot between its top and its bottom, with what stands above and below it."""
_FIGURES: Final = 1.65
"""The height of the figures under a plot, in font sizes."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart fills the frame with; heights in the frame's unit.

    ``above`` and ``below``: the room for what stands over and under the plot; ``plot``: its own height where
    nothing is squeezed; ``draw``: None where there is nothing to compare.
    """

    words: Words
    key: Sequence[KeyItem]
    above: float
    below: float
    plot: float
    draw: Draw | None


def lay_out(chart: Chart, frame: Frame, measure: Measure) -> Scene:
    """The chart in a frame."""
    sheet = arrange(chart.words, chart.key, frame, measure, chart.above + chart.below)
    shapes: Sequence[Shape] = (_nothing_to_show(frame, (sheet.top + sheet.bottom) / 2, measure),)
    marks: Sequence[Mark] = ()
    if chart.draw:
        top = sheet.top + chart.above
        shapes, marks = chart.draw(top, max(sheet.bottom - chart.below, top + frame.text_size))
    drawn = (*sheet.shapes, *shapes)
    return Scene(frame.width, frame.height, drawn, tuple(marks), chart.words.description)


def height_of(chart: Chart, frame: Frame, measure: Measure) -> float:
    """The height at which nothing of a chart is dropped or squeezed."""
    around = surrounding_height(chart.words, chart.key, frame, measure)
    return around + chart.above + chart.below + chart.plot


def _nothing_to_show(frame: Frame, middle: float, measure: Measure) -> Text:
    words = elided(_("Nothing to compare"), frame.width, frame.text_size, measure)
    return Text(frame.width / 2, middle, words, frame.text_size, "muted", "middle")


@dataclass(frozen=True, slots=True)
class Field:
    """A plot's area by its two mappings; ``ticks``: the figures left of it, ``radius``: of a marker."""

    x: Ruler
    y: Ruler
    ticks: Ticks
    radius: float

    @property
    def area(self) -> Box:
        """Left, top, right, bottom."""
        return self.x.start, self.y.end, self.x.end, self.y.start


@dataclass(frozen=True, slots=True)
class Rows:
    """A plot of rows, ``pitch`` apart from ``top``; ``ticks``: the figures below, ``names``: their width."""

    x: Ruler
    ticks: Ticks
    top: float
    pitch: float
    names: float

    def row(self, index: int) -> float:
        """The middle of a row."""
        return self.top + (index + 0.5) * self.pitch


def height_under(label: str, frame: Frame, measure: Measure) -> float:
    """The height of the figures under a plot and of the axis's name below them."""
    lines = wrapped(label, frame.width, frame.text_size, measure)
    return frame.text_size * (_FIGURES + LEADING * len(lines))


def left_edge(ticks: Ticks, form: Format, frame: Frame, measure: Measure) -> float:
    """Where a plot begins, so that the figures left of it have room."""
    widest = max(measure(label, frame.text_size, False) for label in ticks.labels(form))
    return min(widest + frame.text_size * 0.9, frame.width * 0.4)


def figures_beside(height: float, frame: Frame) -> int:
    """How many figures stand apart beside a plot of a height."""
    return max(2, int(height / (frame.text_size * 2.6)))


def figures_under(width: float, frame: Frame) -> int:
    """How many figures stand apart under a plot of a width."""
    return max(2, int(width / (frame.text_size * 5)))


def span_of(values: Sequence[float], form: Format) -> tuple[float, float]:
    """From where to where an axis runs: around equal values, for a share never below 0 or above 1."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    return (max(0.0, low), min(1.0, high)) if form == "percent" else (low, high)
