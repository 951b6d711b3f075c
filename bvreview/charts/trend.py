"""A trend laid out: values joined from left to right, mean, limits and target, signs where a rule holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks
from bvreview.charts.captions import elided
from bvreview.charts.framed import Chart, Drawn, Field, figures_beside, height_under, left_edge, span_of
from bvreview.charts.grid import lines_across
from bvreview.charts.labels import Surroundings, Wish, placed
from bvreview.charts.markers import KeyItem, marker
from bvreview.charts.shapes import (
    Box,
    Disc,
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
from bvreview.review.compared.standing import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bvreview.charts.axes import Ticks
    from bvreview.charts.spec import Course, Frame, Moment, TrendSpec

_HEIGHT, _LEAST, _MOST = 0.42, 14, 30
"""The natural height of the plot: as a share of the width, and its bounds in font sizes."""


@dataclass(frozen=True, slots=True)
class _Plot(Field):
    def at(self, n: int, moment: Moment) -> tuple[float, float]:
        """Where a moment with a value stands."""
        return self.x(n), self.y(moment.value or 0.0)


def trend_chart(spec: TrendSpec, frame: Frame, measure: Measure) -> Chart:
    """A trend, lower than a funnel."""
    size = frame.text_size
    return Chart(
        spec.words,
        _key_items(spec),
        above=size * 0.8,
        below=height_under(spec.time_label, frame, measure),
        plot=min(max(frame.width * _HEIGHT, _LEAST * size), _MOST * size),
        draw=partial(_draw, spec, frame, measure) if any(map(_given, spec.courses)) else None,
    )


def _draw(spec: TrendSpec, frame: Frame, measure: Measure, top: float, bottom: float) -> Drawn:
    plot = _plot(spec, frame, measure, (top, bottom))
    shapes = [*_ground(spec, plot, frame, measure), *_time_axis(spec, plot, frame, measure)]
    shapes += [shape for course in reversed(spec.courses) for shape in _drawn(course, plot)]
    return [*shapes, *_names(spec, plot, frame, measure)], list(_marks(spec, plot))


def _given(course: Course) -> list[tuple[int, Moment]]:
    return [(n, m) for n, m in enumerate(course.moments) if m.value is not None]


def _key_items(spec: TrendSpec) -> list[KeyItem]:
    signs = {m.sign for c in spec.courses for m in c.moments}
    items = [KeyItem(words, ("other", sign)) for sign, words in _sign_words().items() if sign in signs]
    if spec.lower is not None:
        items.append(KeyItem(_("process limits"), box="band_inner"))
    if any(m.lower is not None for c in spec.courses for m in c.moments):
        items.append(KeyItem(_("95% interval"), line="muted"))
    if spec.target is not None:
        items.append(KeyItem(_("target"), dashed="muted"))
    return items


def _sign_words() -> dict[Reading, str]:
    return {
        Reading.CLEARLY_BETTER: _("change for the better"),
        Reading.CLEARLY_WORSE: _("change for the worse"),
        Reading.CLEARLY_HIGHER: _("higher than chance explains"),
        Reading.CLEARLY_LOWER: _("lower than chance explains"),
    }


def _plot(spec: TrendSpec, frame: Frame, measure: Measure, ends: tuple[float, float]) -> _Plot:
    size, (top, bottom) = frame.text_size, ends
    ticks = _y_ticks(spec, figures_beside(bottom - top, frame))
    left = left_edge(ticks, spec.axis.format, frame, measure)
    count = max(len(c.moments) for c in spec.courses)
    x = Ruler(-0.5, count - 0.5, left, max(frame.width - size * 0.8, left + size))
    return _Plot(x, Ruler(ticks.values[0], ticks.values[-1], bottom, top), ticks, size * 0.37)


def _y_ticks(spec: TrendSpec, most: int) -> Ticks:
    moments = [m for c in spec.courses for m in c.moments]
    values = (v for m in moments for v in (m.value, m.lower, m.upper))
    known = [v for v in (*values, spec.lower, spec.upper, spec.target) if v is not None]
    return round_ticks(*span_of(known, spec.axis.format), most)


def _ground(spec: TrendSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    left, _top, right, _bottom = plot.area
    shapes: list[Shape] = []
    if spec.lower is not None and spec.upper is not None:
        low, high = plot.y(spec.lower), plot.y(spec.upper)
        shapes.append(Poly(((left, high), (right, high), (right, low), (left, low)), "band_inner"))
    shapes += lines_across(plot.y, plot.ticks, spec.axis.format, (left, right), (frame, measure))
    if spec.mean is not None:
        y = plot.y(spec.mean)
        shapes.append(Line(left, y, right, y, "ink", 1.2))
    if spec.target is not None:
        y = plot.y(spec.target)
        shapes.append(Line(left, y, right, y, "muted", 1.4, (5.0, 4.0)))
    return shapes


def _time_axis(spec: TrendSpec, plot: _Plot, frame: Frame, measure: Measure) -> Iterator[Shape]:
    """The names of as many moments as stand apart, the newest first, and of what time is cut into."""
    size, bottom = frame.text_size, plot.area[3]
    moments = spec.courses[0].moments
    taken: list[Box] = []
    for n in reversed(range(len(moments))):
        half = measure(moments[n].short, size, False) / 2
        middle = min(max(plot.x(n), half), frame.width - half)
        words = Text(middle, bottom + size * 1.3, moments[n].short, size, "muted", "middle")
        box = text_box(words, measure)
        if box[0] < 0 or any(overlap((box[0] - size * 0.5, *box[1:]), other) for other in taken):
            continue
        taken.append(box)
        yield Line(plot.x(n), bottom, plot.x(n), bottom + size * 0.35, "muted")
        yield words
    words_below = elided(spec.time_label, frame.width, size, measure)
    if words_below:
        half = measure(words_below, size, False) / 2
        middle = min(max((plot.area[0] + plot.area[2]) / 2, half), frame.width - half)
        yield Text(middle, bottom + size * 2.6, words_below, size, "muted", "middle")


def _drawn(course: Course, plot: _Plot) -> Iterator[Shape]:
    """Values next to each other are joined; a missing one leaves a gap."""
    colour = _line_colour(course)
    given = _given(course)
    for (n, one), (m, two) in pairwise(given):
        if m == n + 1:
            yield Line(*plot.at(n, one), *plot.at(m, two), colour, 1.6)
    for n, moment in given:
        x, y = plot.at(n, moment)
        if moment.lower is not None and moment.upper is not None:
            yield Line(x, plot.y(moment.lower), x, plot.y(moment.upper), colour, plot.radius * 0.3)
        if moment.sign:
            yield from marker(x, y, plot.radius * 1.2, "other", moment.sign)
        else:
            yield Disc(x, y, plot.radius, colour, "surface", plot.radius * 0.25)


def _line_colour(course: Course) -> Role:
    return "other" if course.role == "other" else course.role


def _names(spec: TrendSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    """The name of each course by its last value, where there is more than one course."""
    if len(spec.courses) < 2:
        return []
    ends = [(course, *_given(course)[-1]) for course in spec.courses if _given(course)]
    dots = [plot.at(n, m) for c in spec.courses for n, m in _given(c)]
    far = plot.radius * 1.3
    boxes = tuple((x - far, y - far, x + far, y + far) for x, y in dots)
    around = Surroundings(plot.area, boxes, None, frame.text_size, measure)
    wishes = [_wish(course, plot.at(n, moment), plot.radius) for course, n, moment in ends]
    return placed(wishes, around)


def _wish(course: Course, at: tuple[float, float], radius: float) -> Wish:
    return Wish(course.label, *at, radius * 1.3, "ink", bold=course.role == "own", must=True, rings=5)


def _marks(spec: TrendSpec, plot: _Plot) -> Iterator[Mark]:
    for course in _by_reading(spec.courses):
        for n, moment in _given(course):
            x, y = plot.at(n, moment)
            yield Mark(
                f"{course.label} {moment.label}", x, y, plot.radius * 1.6, moment.readout, course.whose
            )


def _by_reading(courses: Sequence[Course]) -> Sequence[Course]:
    """The own course is read first."""
    return sorted(courses, key=lambda course: course.role != "own")
