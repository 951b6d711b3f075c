"""Two figures of each organisation laid out around their centres; hollow where they cannot be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks
from bvreview.charts.captions import centred_lines, elided, wrapped
from bvreview.charts.framed import (
    Chart,
    Drawn,
    Field,
    figures_beside,
    figures_under,
    height_under,
    left_edge,
)
from bvreview.charts.grid import lines_across, lines_down
from bvreview.charts.labels import Surroundings, Wish, placed
from bvreview.charts.markers import KeyItem, reach
from bvreview.charts.shapes import (
    ASCENT,
    DESCENT,
    LEADING,
    Box,
    Disc,
    Line,
    Mark,
    Measure,
    Role,
    Shape,
    Text,
    overlap,
    text_box,
)
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bvreview.charts.axes import Ticks
    from bvreview.charts.spec import Frame, QuadrantPoint, QuadrantSpec

EDGE = 0.04
"""How far the axes go beyond the outermost point, as a share of the range."""
_FRONT = {"other": 0, "peer": 1, "followed": 2, "own": 3}


@dataclass(frozen=True, slots=True)
class _Plot(Field):
    """``x_ticks``: the figures under the plot."""

    x_ticks: Ticks


def quadrant_chart(spec: QuadrantSpec, frame: Frame, measure: Measure) -> Chart:
    """A quadrant with the name of the upright axis above it."""
    size = frame.text_size
    named = wrapped(spec.y_axis.label, frame.width, size, measure)
    return Chart(
        spec.words,
        _key_items(spec),
        above=size * (1.0 + LEADING * len(named)),
        below=height_under(spec.x_axis.label, frame, measure),
        plot=min(max(frame.width * 0.55, 18 * size), 40 * size),
        draw=partial(_draw, spec, frame, measure) if spec.points else None,
    )


def _draw(spec: QuadrantSpec, frame: Frame, measure: Measure, top: float, bottom: float) -> Drawn:
    plot = _plot(spec, frame, measure, (top, bottom))
    shapes = _ground(spec, plot, frame, measure)
    for point in sorted(spec.points, key=lambda p: _FRONT[p.role]):
        shapes += _marker(point, plot)
    shapes += _words(spec, plot, frame, measure)
    return shapes, [_mark(point, plot) for point in sorted(spec.points, key=lambda p: p.x)]


def _key_items(spec: QuadrantSpec) -> list[KeyItem]:
    roles = {p.role for p in spec.points}
    items = [KeyItem(spec.peer_label, dot="peer")] if "peer" in roles and spec.peer_label else []
    items += [KeyItem(spec.other_label, dot="other")] if "other" in roles and spec.other_label else []
    hollow = KeyItem(_("performance not distinguishable from the middle"), ring="muted")
    return [*items, hollow] if any(p.hollow for p in spec.points) else items


def _plot(spec: QuadrantSpec, frame: Frame, measure: Measure, ends: tuple[float, float]) -> _Plot:
    size, (top, bottom) = frame.text_size, ends
    y_ticks = _ticks([p.y for p in spec.points], spec.centre[1], figures_beside(bottom - top, frame))
    left = left_edge(y_ticks, spec.y_axis.format, frame, measure)
    right = max(frame.width - size * 2, left + size)
    x_ticks = _ticks([p.x for p in spec.points], spec.centre[0], figures_under(right - left, frame))
    x = Ruler(x_ticks.values[0], x_ticks.values[-1], left, right)
    y = Ruler(y_ticks.values[0], y_ticks.values[-1], bottom, top)
    return _Plot(x, y, y_ticks, size * 0.4, x_ticks)


def _ticks(values: Sequence[float], centre: float, most: int) -> Ticks:
    low, high = min(*values, centre), max(*values, centre)
    edge = (high - low) * EDGE
    return round_ticks(low - edge, high + edge, most)


def _ground(spec: QuadrantSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    left, top, right, bottom = plot.area
    setting = (frame, measure)
    x, y = plot.x(spec.centre[0]), plot.y(spec.centre[1])
    size = frame.text_size
    above = wrapped(spec.y_axis.label, frame.width, size, measure)
    first = top - size * (1.0 + LEADING * (len(above) - 1))
    return [
        *lines_across(plot.y, plot.ticks, spec.y_axis.format, (left, right), setting),
        *lines_down(plot.x, plot.x_ticks, spec.x_axis.format, (top, bottom), setting),
        Line(x, top, x, bottom, "ink", 1.2),
        Line(left, y, right, y, "ink", 1.2),
        *(Text(0, first + n * LEADING * size, line, size, "muted") for n, line in enumerate(above)),
        *centred_lines(spec.x_axis.label, (left, right), bottom + size * 2.6, frame, measure),
    ]


def _colour(point: QuadrantPoint) -> Role:
    return "other" if point.role == "other" else point.role


def _marker(point: QuadrantPoint, plot: _Plot) -> list[Shape]:
    x, y, size, colour = plot.x(point.x), plot.y(point.y), plot.radius, _colour(point)
    body = Disc(x, y, size, "surface" if point.hollow else colour, colour, size * 0.35)
    if point.role not in ("own", "followed"):
        return [body]
    size *= 1.3
    body = Disc(x, y, size, "surface" if point.hollow else colour, colour, size * 0.35)
    return [Disc(x, y, size * 1.7, "surface"), body, Disc(x, y, size * 1.7, None, colour, size * 0.25)]


def _reach(point: QuadrantPoint, plot: _Plot) -> float:
    return reach(plot.radius, point.role)


def _box(point: QuadrantPoint, plot: _Plot) -> Box:
    x, y, far = plot.x(point.x), plot.y(point.y), _reach(point, plot)
    return x - far, y - far, x + far, y + far


def _words(spec: QuadrantSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    """The names of the fields in their corners, then of the organisations where they find room."""
    boxes = tuple(_box(point, plot) for point in spec.points)
    corners = list(_corners(spec, plot, boxes, (frame, measure)))
    around = Surroundings(plot.area, boxes, plot.y(spec.centre[1]), frame.text_size, measure)
    ordered = sorted(spec.points, key=lambda p: (-_FRONT[p.role], p.hollow, -p.x))
    wishes = [_wish(point, plot) for point in ordered]
    return [*corners, *placed(wishes, around, [text_box(t, measure) for t in corners])]


def _corners(
    spec: QuadrantSpec, plot: _Plot, boxes: Sequence[Box], setting: tuple[Frame, Measure]
) -> Iterator[Text]:
    """Each name at the outer end of its field, or at the inner one where no point lies under it."""
    frame, measure = setting
    size = frame.text_size * 0.92
    left, top, right, bottom = plot.area
    middle = plot.x(spec.centre[0])
    for n, words in enumerate(spec.corners):
        ends = (middle, right) if n % 2 else (left, middle)
        y = top + size * (ASCENT + 0.3) if n < 2 else bottom - size * (DESCENT + 0.3)
        shown = elided(words, ends[1] - ends[0] - size, size, measure)
        at_left = Text(ends[0] + size * 0.4, y, shown, size, "muted", "start")
        at_right = Text(ends[1] - size * 0.4, y, shown, size, "muted", "end")
        for text in (at_right, at_left) if n % 2 else (at_left, at_right):
            if shown and not any(overlap(text_box(text, measure), box) for box in boxes):
                yield text
                break


def _wish(point: QuadrantPoint, plot: _Plot) -> Wish:
    picked = point.role in ("own", "followed")
    role: Role = "muted" if point.role == "other" else "ink"
    rings = 5 if picked or point.role == "peer" else 1
    far = _reach(point, plot)
    x, y = plot.x(point.x), plot.y(point.y)
    return Wish(point.label, x, y, far, role, bold=picked, must=picked, rings=rings)


def _mark(point: QuadrantPoint, plot: _Plot) -> Mark:
    x, y = plot.x(point.x), plot.y(point.y)
    return Mark(point.label, x, y, _reach(point, plot), point.readout, point.label)
