"""A funnel laid out: limits as two bands around the centre, one marker per organisation, names beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks, size_ticks, written
from bvreview.charts.captions import centred_lines
from bvreview.charts.framed import Chart, Drawn, Field, figures_beside, height_under, left_edge, span_of
from bvreview.charts.grid import lines_across
from bvreview.charts.labels import Surroundings, Wish, placed
from bvreview.charts.markers import KeyItem, marker, point_items, reach
from bvreview.charts.shapes import (
    Box,
    Line,
    Mark,
    Measure,
    Poly,
    Role,
    Shape,
    Text,
    overlap,
    text_box,
)
from bvreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.axes import Ticks
    from bvreview.charts.spec import Frame, FunnelSpec, Point
    from bvreview.review.compared.standing import FunnelLimit

_FRONT = {"other": 0, "peer": 2, "followed": 3, "own": 4}
_RINGS = {"other": 2, "peer": 7, "followed": 7, "own": 4}


def funnel_chart(spec: FunnelSpec, frame: Frame, measure: Measure) -> Chart:
    """A funnel, half as high as it is wide."""
    size = frame.text_size
    return Chart(
        spec.words,
        _key_items(spec),
        above=size * 0.8,
        below=height_under(spec.x_axis.label, frame, measure),
        plot=min(max(frame.width * 0.5, 16 * size), 40 * size),
        draw=partial(_draw, spec, frame, measure) if spec.points else None,
    )


def _draw(spec: FunnelSpec, frame: Frame, measure: Measure, top: float, bottom: float) -> Drawn:
    plot = _plot(spec, frame, measure, (top, bottom))
    shapes = [*_bands(spec, plot), *_grid(spec, plot, frame, measure)]
    shapes += [shape for point in _front_last(spec.points) for shape in _marker(point, plot)]
    shapes += _names(spec, plot, frame, measure)
    return shapes, [_mark(point, plot) for point in sorted(spec.points, key=lambda p: p.x)]


def _key_items(spec: FunnelSpec) -> list[KeyItem]:
    items = point_items([(p.role, p.reading) for p in spec.points], spec.peer_label, spec.other_label)
    if spec.limits:
        items += [
            KeyItem(_("within 95% limits"), box="band_inner"),
            KeyItem(_("within 99.8% limits"), box="band_outer"),
        ]
    return items


def _plot(spec: FunnelSpec, frame: Frame, measure: Measure, ends: tuple[float, float]) -> Field:
    size, (top, bottom) = frame.text_size, ends
    ticks = _y_ticks(spec, figures_beside(bottom - top, frame))
    low, high = _x_range(spec)
    half = measure(written(high, spec.x_axis.format), size, False) / 2
    left = left_edge(ticks, spec.y_axis.format, frame, measure)
    right = max(frame.width - max(size * 0.5, half * 0.6), left + size)
    x = Ruler(low, high, left, right, spec.x_axis.scale)
    return Field(x, Ruler(ticks.values[0], ticks.values[-1], bottom, top), ticks, size * 0.37)


def _x_range(spec: FunnelSpec) -> tuple[float, float]:
    sizes = [p.x for p in spec.points]
    if spec.x_axis.scale == "square_root":
        return min(sizes) * 0.8, max(sizes) * 1.06
    return 0.0, (max(sizes) or 1.0) * 1.06


def _y_ticks(spec: FunnelSpec, most: int) -> Ticks:
    """Round values around all points and the outer limits at the smallest size shown."""
    smallest = max(_x_range(spec)[0], min(p.x for p in spec.points) * 0.8)
    near = min(spec.limits, key=lambda limit: abs(limit.size - smallest), default=None)
    values = [p.y for p in spec.points] + ([near.low_998, near.high_998] if near else [])
    return round_ticks(*span_of(values, spec.y_axis.format), most)


def _bands(spec: FunnelSpec, plot: Field) -> list[Shape]:
    limits = _shown_limits(spec, plot.x)
    if not limits:
        return []
    outer = [(p.size, p.low_998) for p in limits], [(p.size, p.high_998) for p in limits]
    inner = [(p.size, p.low_95) for p in limits], [(p.size, p.high_95) for p in limits]
    return [Poly(_ribbon(*outer, plot), "band_outer"), Poly(_ribbon(*inner, plot), "band_inner")]


def _shown_limits(spec: FunnelSpec, x: Ruler) -> list[FunnelLimit]:
    """The sampled limits inside the plot and one beyond each end, so that the bands fill it."""
    inside = [i for i, p in enumerate(spec.limits) if x.low <= p.size <= x.high]
    return list(spec.limits[max(0, inside[0] - 1) : inside[-1] + 2]) if inside else []


def _ribbon(
    lower: Sequence[tuple[float, float]], upper: Sequence[tuple[float, float]], plot: Field
) -> tuple[tuple[float, float], ...]:
    return tuple((plot.x(size), plot.y(value)) for size, value in (*upper, *reversed(lower)))


def _grid(spec: FunnelSpec, plot: Field, frame: Frame, measure: Measure) -> list[Shape]:
    left, _top, right, _bottom = plot.area
    shapes = lines_across(plot.y, plot.ticks, spec.y_axis.format, (left, right), (frame, measure))
    if spec.centre is not None:
        y = plot.y(spec.centre)
        shapes.append(Line(left, y, right, y, "ink", 1.2))
    return [*shapes, *_size_axis(spec, plot, frame, measure)]


def _size_axis(spec: FunnelSpec, plot: Field, frame: Frame, measure: Measure) -> list[Shape]:
    size, bottom, form = frame.text_size, plot.area[3], spec.x_axis.format
    widest = measure(written(plot.x.high, form), size, False)
    shapes: list[Shape] = []
    for value in size_ticks(plot.x, spec.x_axis, (widest, size * 0.9)):
        x, words = plot.x(value), written(value, form)
        half = measure(words, size, False) / 2
        if x - half < 0 or x + half > frame.width:
            continue
        shapes.append(Line(x, bottom, x, bottom + size * 0.35, "muted"))
        shapes.append(Text(x, bottom + size * 1.3, words, size, "muted", "middle"))
    return [
        *shapes,
        *centred_lines(spec.x_axis.label, (plot.area[0], plot.area[2]), bottom + size * 2.6, frame, measure),
    ]


def _front_last(points: Sequence[Point]) -> list[Point]:
    return sorted(points, key=lambda p: _FRONT[p.role] + p.reading.flagged * (p.role == "other"))


def _marker(point: Point, plot: Field) -> tuple[Shape, ...]:
    return marker(plot.x(point.x), plot.y(point.y), plot.radius, point.role, point.reading)


def _mark(point: Point, plot: Field) -> Mark:
    return Mark(
        point.label,
        plot.x(point.x),
        plot.y(point.y),
        reach(plot.radius, point.role),
        point.readout,
        point.label,
    )


def _names(spec: FunnelSpec, plot: Field, frame: Frame, measure: Measure) -> list[Shape]:
    """The centre's name at the end of its line, then own, peers and the clear outliers by their points."""
    boxes = tuple(_box(point, plot) for point in spec.points)
    line_y = None if spec.centre is None else plot.y(spec.centre)
    centre = _centre_name(spec, plot, boxes, (frame, measure))
    taken = [text_box(centre, measure)] if centre else []
    around = Surroundings(plot.area, boxes, line_y, frame.text_size, measure)
    wishes = [_wish(point, plot) for point in _by_importance(spec.points)]
    return [*([centre] if centre else []), *placed(wishes, around, taken)]


def _box(point: Point, plot: Field) -> Box:
    x, y, far = plot.x(point.x), plot.y(point.y), reach(plot.radius, point.role)
    return x - far, y - far, x + far, y + far


def _by_importance(points: Sequence[Point]) -> list[Point]:
    named = [p for p in points if p.role != "other" or p.reading.value.startswith("clearly")]
    return sorted(named, key=lambda p: (-_FRONT[p.role], -p.x))


def _wish(point: Point, plot: Field) -> Wish:
    own, far = point.role in ("own", "followed"), reach(plot.radius, point.role)
    role: Role = "muted" if point.role == "other" else "ink"
    return Wish(
        point.label, plot.x(point.x), plot.y(point.y), far, role, bold=own, must=own, rings=_RINGS[point.role]
    )


def _centre_name(
    spec: FunnelSpec, plot: Field, boxes: Sequence[Box], setting: tuple[Frame, Measure]
) -> Text | None:
    """The centre's name on the right-most free stretch above or below its line; none where none is free."""
    frame, measure = setting
    if spec.centre is None or not spec.centre_label:
        return None
    size, y = frame.text_size, plot.y(spec.centre)
    left, top, right, bottom = plot.area
    width = measure(spec.centre_label, size, False)
    for step in range(int(max(0.0, right - left - width) / 6) + 1):
        for baseline in (y - size * 0.4, y + size * 1.05):
            text = Text(right - 4 - step * 6, baseline, spec.centre_label, size, "ink", "end")
            box = text_box(text, measure)
            inside = box[0] >= left and box[1] >= top and box[3] <= bottom
            if inside and not any(overlap(box, other) for other in boxes):
                return text
    return None
