"""A waterfall laid out: one row a step, from one total to another, each bar where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks
from bvreview.charts.captions import centred_lines, elided, wrapped
from bvreview.charts.funnel import nothing_to_show
from bvreview.charts.grid import lines_down
from bvreview.charts.markers import KeyItem
from bvreview.charts.shapes import (
    ASCENT,
    DESCENT,
    LEADING,
    Line,
    Mark,
    Measure,
    Poly,
    Role,
    Scene,
    Shape,
    Text,
)
from bvreview.charts.sheet import arrange, surrounding_height
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.axes import Ticks
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


@dataclass(frozen=True, slots=True)
class _Plot:
    x: Ruler
    ticks: Ticks
    top: float
    pitch: float
    names: float

    def row(self, index: int) -> float:
        return self.top + (index + 0.5) * self.pitch


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


def lay_waterfall(spec: WaterfallSpec, frame: Frame, measure: Measure) -> Scene:
    """The scene of a waterfall."""
    sheet = arrange(spec.words, _key_items(spec), frame, measure, _axes_height(spec, frame, measure))
    shapes = list(sheet.shapes)
    found = bars(spec)
    if not found:
        shapes.append(nothing_to_show(frame, (sheet.top + sheet.bottom) / 2, measure))
        return Scene(frame.width, frame.height, tuple(shapes), (), spec.words.description)
    plot = _plot(found, frame, measure, (sheet.top, sheet.bottom - _foot(spec, frame, measure)))
    bottom = plot.top + plot.pitch * len(found)
    shapes += lines_down(plot.x, plot.ticks, spec.axis.format, (plot.top, bottom), (frame, measure))
    edges = (plot.x.start, plot.x.end)
    shapes += centred_lines(axis_words(spec), edges, bottom + frame.text_size * 2.6, frame, measure)
    shapes += _zero(plot, bottom)
    for n, bar in enumerate(found):
        shapes += [_box(bar, n, plot), *_joint(found, n, plot), *_texts(bar, n, plot, (frame, measure))]
    marks = tuple(_mark(bar, n, plot) for n, bar in enumerate(found))
    return Scene(frame.width, frame.height, tuple(shapes), marks, spec.words.description)


def waterfall_height(spec: WaterfallSpec, frame: Frame, measure: Measure) -> float:
    """The height at which every row has its room."""
    around = surrounding_height(spec.words, _key_items(spec), frame, measure)
    return around + _axes_height(spec, frame, measure) + ROW * len(spec.steps) * frame.text_size


def _axes_height(spec: WaterfallSpec, frame: Frame, measure: Measure) -> float:
    return _foot(spec, frame, measure) + frame.text_size * 0.6


def axis_words(spec: WaterfallSpec) -> str:
    """The name of the axis, and that it does not begin at zero where it does not."""
    found = bars(spec)
    if not found or axis_start(found) <= 0:
        return spec.axis.label
    return _("{label} (the axis does not begin at zero)").format(label=spec.axis.label)


def _foot(spec: WaterfallSpec, frame: Frame, measure: Measure) -> float:
    """The height of tick labels and axis name."""
    lines = wrapped(axis_words(spec), frame.width, frame.text_size, measure)
    return frame.text_size * (1.65 + LEADING * len(lines))


def _key_items(spec: WaterfallSpec) -> list[KeyItem]:
    changes = [s.amount for s in spec.steps if not s.total]
    items = [KeyItem(_("adds to the cost"), box="worse")] if any(a > 0 for a in changes) else []
    return items + ([KeyItem(_("takes from the cost"), box="better")] if any(a < 0 for a in changes) else [])


def _plot(found: tuple[Bar, ...], frame: Frame, measure: Measure, room: tuple[float, float]) -> _Plot:
    size = frame.text_size
    top, bottom = room[0] + size * 0.6, max(room[1], room[0] + size * 1.6)
    names = min(max(measure(b.step.label, size, b.step.total) for b in found), frame.width * 0.42)
    left, right = names + size * 1.2, frame.width - size * 0.6
    widest = max(measure(b.step.text, size, True) for b in found) + size
    right = max(right - widest, left + size)
    low, high = axis_start(found), max(0.0, *(v for b in found for v in (b.start, b.end)))
    ticks = round_ticks(low, high, max(2, int((right - left) / (size * 5))))
    x = Ruler(ticks.values[0], ticks.values[-1], left, right)
    return _Plot(x, ticks, top, (bottom - top) / len(found), names)


def _zero(plot: _Plot, bottom: float) -> list[Shape]:
    x = plot.x(0.0)
    return [Line(x, plot.top, x, bottom, "muted")] if plot.x.low <= 0 <= plot.x.high else []


def _colour(step: Step) -> Role:
    if step.total:
        return "own" if step.own else "other"
    return "worse" if step.amount > 0 else "better"


def _ends(bar: Bar, plot: _Plot) -> tuple[float, float]:
    """Left and right of a bar; nothing is still a hairline."""
    one, two = sorted((plot.x(bar.start), plot.x(bar.end)))
    return (one, two) if two - one >= 1 else (one - 0.5, one + 0.5)


def _box(bar: Bar, n: int, plot: _Plot) -> Shape:
    left, right = _ends(bar, plot)
    y, half = plot.row(n), plot.pitch * 0.32
    if bar.step.total and plot.x.low > 0:  # a length that does not begin at zero would say nothing
        left = right - max(3.0, half * 0.2)
    corners = ((left, y - half), (right, y - half), (right, y + half), (left, y + half))
    return Poly(corners, _colour(bar.step) if bar.step.amount or bar.step.total else "muted")


def _joint(found: tuple[Bar, ...], n: int, plot: _Plot) -> list[Shape]:
    """The line from where a bar ends to the next one."""
    if n + 1 >= len(found):
        return []
    x, half = plot.x(found[n].end), plot.pitch * 0.32
    return [Line(x, plot.row(n) + half, x, plot.row(n + 1) - half, "muted", 1.0, (2.0, 2.0))]


def _texts(bar: Bar, n: int, plot: _Plot, setting: tuple[Frame, Measure]) -> list[Shape]:
    """The name at the left, the amount right of the bar."""
    frame, measure = setting
    size, y = frame.text_size, plot.row(n) + (ASCENT - DESCENT) / 2 * frame.text_size
    words = elided(bar.step.label, plot.names, size, measure, bold=bar.step.total)
    right = _ends(bar, plot)[1] + size * 0.4
    amount = elided(bar.step.text, frame.width - right, size, measure, bold=bar.step.total)
    return [
        Text(plot.names + size * 0.3, y, words, size, "ink", "end", bar.step.total),
        Text(right, y, amount, size, "ink", bold=bar.step.total),
    ]


def _mark(bar: Bar, n: int, plot: _Plot) -> Mark:
    left, right = _ends(bar, plot)
    return Mark(bar.step.label, (left + right) / 2, plot.row(n), plot.pitch * 0.32, bar.step.readout)
