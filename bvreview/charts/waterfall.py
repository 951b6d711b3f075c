"""A waterfall laid out: one row a step, from one total to another, each bar where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks
from bvreview.charts.captions import centred_lines, elided
from bvreview.charts.framed import Chart, Drawn, Rows, figures_under, height_under
from bvreview.charts.grid import lines_down
from bvreview.charts.markers import KeyItem
from bvreview.charts.shapes import (
    ASCENT,
    DESCENT,
    Line,
    Mark,
    Measure,
    Poly,
    Role,
    Shape,
    Text,
)
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.spec import Frame, Step, WaterfallSpec

ROW = 2.3
"""The natural height of a row in font sizes."""
NARROW, AROUND = 0.35, 0.5
"""Where the changes span less than this share of the totals, the axis begins below them, not at zero."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the bar of a step begins and ends, in the values of the axis."""

    step: Step
    start: float
    end: float


def bars(spec: WaterfallSpec) -> tuple[Bar, ...]:
    """The steps with their ends: a total stands on zero, a change on where the one before ended."""
    found: list[Bar] = []
    reached = 0.0
    for step in spec.steps:
        start = 0.0 if step.total else reached
        reached = start + step.amount
        found.append(Bar(step, start, reached))
    return tuple(found)


def axis_start(found: Sequence[Bar]) -> float:
    """Where the axis begins: at zero, or closer where the changes could not be seen from there."""
    ends = [v for b in found if not b.step.total for v in (b.start, b.end)]
    ends += [b.end for b in found if b.step.total]
    low, high = min(ends), max(ends)
    if low <= 0 or high - low >= NARROW * high:
        return min(0.0, low)
    return max(0.0, low - max((high - low) * AROUND, high * 0.01))


def waterfall_chart(spec: WaterfallSpec, frame: Frame, measure: Measure) -> Chart:
    """A waterfall, every row with its room."""
    return Chart(
        spec.words,
        _key_items(spec),
        above=frame.text_size * 0.6,
        below=height_under(axis_words(spec), frame, measure),
        plot=ROW * len(spec.steps) * frame.text_size,
        draw=partial(_draw, spec, frame, measure) if spec.steps else None,
    )


def _draw(spec: WaterfallSpec, frame: Frame, measure: Measure, top: float, bottom: float) -> Drawn:
    found, setting = bars(spec), (frame, measure)
    plot = _plot(found, frame, measure, (top, bottom))
    edges = (plot.x.start, plot.x.end)
    shapes = lines_down(plot.x, plot.ticks, spec.axis.format, (top, bottom), setting)
    shapes += centred_lines(axis_words(spec), edges, bottom + frame.text_size * 2.6, frame, measure)
    shapes += _zero(plot, bottom)
    for n, bar in enumerate(found):
        shapes += [_box(bar, n, plot), *_joint(found, n, plot), *_texts(bar, n, plot, setting)]
    return shapes, [_mark(bar, n, plot) for n, bar in enumerate(found)]


def axis_words(spec: WaterfallSpec) -> str:
    """The name of the axis, and that it does not begin at zero where it does not."""
    found = bars(spec)
    if not found or axis_start(found) <= 0:
        return spec.axis.label
    return _("{label} (the axis does not begin at zero)").format(label=spec.axis.label)


def _key_items(spec: WaterfallSpec) -> list[KeyItem]:
    changes = [s.amount for s in spec.steps if not s.total]
    items = [KeyItem(_("adds to the cost"), box="worse")] if any(a > 0 for a in changes) else []
    return items + ([KeyItem(_("takes from the cost"), box="better")] if any(a < 0 for a in changes) else [])


def _plot(found: tuple[Bar, ...], frame: Frame, measure: Measure, ends: tuple[float, float]) -> Rows:
    size, (top, bottom) = frame.text_size, ends
    names = min(max(measure(b.step.label, size, b.step.total) for b in found), frame.width * 0.42)
    widest = max(measure(b.step.text, size, True) for b in found)
    left = names + size * 1.2
    right = max(frame.width - widest - size * 1.6, left + size)
    low, high = axis_start(found), max(0.0, *(v for b in found for v in (b.start, b.end)))
    ticks = round_ticks(low, high, figures_under(right - left, frame))
    x = Ruler(ticks.values[0], ticks.values[-1], left, right)
    return Rows(x, ticks, top, (bottom - top) / len(found), names)


def _zero(plot: Rows, bottom: float) -> list[Shape]:
    x = plot.x(0.0)
    return [Line(x, plot.top, x, bottom, "muted")] if plot.x.low <= 0 <= plot.x.high else []


def _colour(step: Step) -> Role:
    if step.total:
        return "own" if step.own else "other"
    return "worse" if step.amount > 0 else "better"


def _ends(bar: Bar, plot: Rows) -> tuple[float, float]:
    """Left and right of a bar; nothing is still a hairline."""
    one, two = sorted((plot.x(bar.start), plot.x(bar.end)))
    return (one, two) if two - one >= 1 else (one - 0.5, one + 0.5)


def _box(bar: Bar, n: int, plot: Rows) -> Shape:
    left, right = _ends(bar, plot)
    y, half = plot.row(n), plot.pitch * 0.32
    if bar.step.total and plot.x.low > 0:  # a length that does not begin at zero would say nothing
        left = right - max(3.0, half * 0.2)
    corners = ((left, y - half), (right, y - half), (right, y + half), (left, y + half))
    return Poly(corners, _colour(bar.step) if bar.step.amount or bar.step.total else "muted")


def _joint(found: tuple[Bar, ...], n: int, plot: Rows) -> list[Shape]:
    """The line from where a bar ends to the next one."""
    if n + 1 >= len(found):
        return []
    x, half = plot.x(found[n].end), plot.pitch * 0.32
    return [Line(x, plot.row(n) + half, x, plot.row(n + 1) - half, "muted", 1.0, (2.0, 2.0))]


def _texts(bar: Bar, n: int, plot: Rows, setting: tuple[Frame, Measure]) -> list[Shape]:
    """The name at the left, the amount right of the bar on a ground of its own: no line runs through it."""
    frame, measure = setting
    size, y = frame.text_size, plot.row(n) + (ASCENT - DESCENT) / 2 * frame.text_size
    words = elided(bar.step.label, plot.names, size, measure, bold=bar.step.total)
    right = _ends(bar, plot)[1] + size * 0.4
    amount = elided(bar.step.text, frame.width - right, size, measure, bold=bar.step.total)
    return [
        Text(plot.names + size * 0.3, y, words, size, "ink", "end", bar.step.total),
        _behind(right, y, measure(amount, size, bar.step.total), size),
        Text(right, y, amount, size, "ink", bold=bar.step.total),
    ]


def _behind(left: float, y: float, width: float, size: float) -> Shape:
    top, bottom, right = y - ASCENT * size, y + DESCENT * size, left + width
    return Poly(((left, top), (right, top), (right, bottom), (left, bottom)), "surface")


def _mark(bar: Bar, n: int, plot: Rows) -> Mark:
    left, right = _ends(bar, plot)
    return Mark(bar.step.label, (left + right) / 2, plot.row(n), plot.pitch * 0.32, bar.step.readout)
