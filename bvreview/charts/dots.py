"""Ranked dots laid out: one row per organisation with name, interval, dot, target and a note."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bvreview.charts.axes import Ruler, round_ticks
from bvreview.charts.captions import centred_lines, elided
from bvreview.charts.framed import Chart, Drawn, Rows, figures_under, height_under, span_of
from bvreview.charts.grid import lines_down
from bvreview.charts.markers import KeyItem, marker, point_items, reach
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

    from bvreview.charts.axes import Ticks
    from bvreview.charts.spec import DotRow, Frame, RankedDotsSpec

ROW = 1.6
"""The natural height of a row in font sizes."""
_PRIORITY = {"own": 0, "followed": 1, "peer": 2, "other": 3}
_PICKED = ("own", "followed")


@dataclass(frozen=True, slots=True)
class _Plot(Rows):
    """``notes``: the width of the notes at the ends of the rows; ``radius``: of a dot."""

    notes: float
    radius: float


def dots_chart(spec: RankedDotsSpec, frame: Frame, measure: Measure) -> Chart:
    """Ranked dots, every row with its name; above them stands the name of the centre."""
    size = frame.text_size
    return Chart(
        spec.words,
        _key_items(spec),
        above=size * 1.7,
        below=height_under(spec.axis.label, frame, measure),
        plot=max(10.0, ROW * len(spec.rows)) * size,
        draw=partial(_draw, spec, frame, measure) if spec.rows else None,
    )


def _draw(spec: RankedDotsSpec, frame: Frame, measure: Measure, top: float, bottom: float) -> Drawn:
    plot = _plot(spec, frame, measure, (top, bottom))
    shapes = [*_ground(spec, plot, frame), *_axis(spec, plot, frame, measure)]
    for index, row in enumerate(spec.rows):
        shapes += _row(row, plot.row(index), plot)
    shapes += _texts(spec, plot, frame, measure)
    return shapes, [_mark(row, plot.row(i), plot) for i, row in enumerate(spec.rows)]


def _key_items(spec: RankedDotsSpec) -> list[KeyItem]:
    items = point_items([(r.role, r.reading) for r in spec.rows], spec.peer_label, spec.other_label)
    if any(r.lower is not None for r in spec.rows):
        items.append(KeyItem(_("95% interval"), line="muted"))
    if any(r.target is not None for r in spec.rows):
        items.append(KeyItem(_("target"), upright="muted"))
    return items


def _plot(spec: RankedDotsSpec, frame: Frame, measure: Measure, ends: tuple[float, float]) -> _Plot:
    size, (top, bottom) = frame.text_size, ends
    names = min(max(measure(r.label, size, r.role in _PICKED) for r in spec.rows), frame.width * 0.38)
    notes = _notes_width(spec, frame, measure)
    left = names + size * 1.6
    right = max(frame.width - notes - size * 1.2, left + size)
    ticks = _ticks(spec, figures_under(right - left, frame))
    half = measure(ticks.labels(spec.axis.format)[-1], size, False) / 2
    x = Ruler(ticks.values[0], ticks.values[-1], left, max(min(right, frame.width - half), left + size))
    pitch = (bottom - top) / len(spec.rows)
    return _Plot(x, ticks, top, pitch, names, notes, min(max(2.0, size * 0.37), max(1.5, pitch * 0.42)))


def _notes_width(spec: RankedDotsSpec, frame: Frame, measure: Measure) -> float:
    """The width of the notes; none in a narrow frame or where no row has one."""
    size = frame.text_size
    if not any(r.note for r in spec.rows):
        return 0.0
    widest = max(measure(words, size, True) for words in (spec.note_label, *(r.note for r in spec.rows)))
    return widest + size if widest and widest < frame.width * 0.22 else 0.0


def _ticks(spec: RankedDotsSpec, most: int) -> Ticks:
    ends = [v for r in spec.rows for v in (r.value, r.lower, r.upper, r.target) if v is not None]
    return round_ticks(*span_of(ends, spec.axis.format), most)


def _ground(spec: RankedDotsSpec, plot: _Plot, frame: Frame) -> list[Shape]:
    """A tint behind the own row and the followed one."""
    own = [plot.row(i) for i, row in enumerate(spec.rows) if row.role in _PICKED]
    half = max(plot.pitch, plot.radius * 2) / 2
    return [
        Poly(((0, y - half), (frame.width, y - half), (frame.width, y + half), (0, y + half)), "soft")
        for y in own
    ]


def _axis(spec: RankedDotsSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    size, bottom = frame.text_size, plot.top + plot.pitch * len(spec.rows)
    setting = (frame, measure)
    shapes = lines_down(plot.x, plot.ticks, spec.axis.format, (plot.top, bottom), setting)
    shapes += centred_lines(spec.axis.label, (plot.x.start, plot.x.end), bottom + size * 2.6, frame, measure)
    if spec.centre is not None:
        shapes.append(
            Line(plot.x(spec.centre), plot.top - size * 0.3, plot.x(spec.centre), bottom, "ink", 1.2)
        )
    return shapes


def _row(row: DotRow, y: float, plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    colour: Role = "other" if row.role == "other" else row.role
    if row.lower is not None and row.upper is not None:
        width = plot.radius * (0.5 if row.role in _PICKED else 0.27)
        shapes.append(Line(plot.x(row.lower), y, plot.x(row.upper), y, colour, width))
    if row.target is not None:
        x, half = plot.x(row.target), plot.pitch * 0.36
        shapes.append(Line(x, y - half, x, y + half, "muted", plot.radius * 0.36))
    radius = plot.radius * (0.8 if row.role in _PICKED else 1.0)
    return [*shapes, *marker(plot.x(row.value), y, radius, row.role, row.reading)]


def _mark(row: DotRow, y: float, plot: _Plot) -> Mark:
    return Mark(row.label, plot.x(row.value), y, reach(plot.radius, row.role), row.readout, row.label)


def _texts(spec: RankedDotsSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Shape]:
    """Names and notes of as many rows as stand clear of each other, own and peers first; the two heads."""
    shapes: list[Shape] = list(_heads(spec, plot, frame, measure))
    size, rows = frame.text_size, _named_rows(spec.rows, plot, frame)
    for index in rows:
        row, own = spec.rows[index], spec.rows[index].role in _PICKED
        y = plot.row(index) + (ASCENT - DESCENT) / 2 * size
        words = elided(row.label, plot.names, size, measure, bold=own)
        role: Role = "muted" if row.role == "other" else "ink"
        shapes.append(Text(plot.names + size * 0.3, y, words, size, role, "end", own))
        if plot.notes and row.note:
            shapes.append(Text(frame.width - size * 0.3, y, row.note, size, "muted", "end", own))
    return shapes


def _named_rows(rows: Sequence[DotRow], plot: _Plot, frame: Frame) -> list[int]:
    chosen: list[int] = []
    ordered = sorted(range(len(rows)), key=lambda i: (_PRIORITY[rows[i].role], not rows[i].reading.flagged))
    for index in ordered:
        apart = (abs(index - other) * plot.pitch for other in chosen)
        if all(distance >= frame.text_size * 1.05 for distance in apart):
            chosen.append(index)
    return sorted(chosen)


def _heads(spec: RankedDotsSpec, plot: _Plot, frame: Frame, measure: Measure) -> list[Text]:
    """The centre's name over its line, and the head of the notes."""
    size, y = frame.text_size, plot.top - frame.text_size * 0.8
    heads = []
    edge = frame.width
    if plot.notes and spec.note_label:
        heads.append(Text(frame.width - size * 0.3, y, spec.note_label, size, "muted", "end"))
        edge -= plot.notes
    if spec.centre is not None:
        words = elided(spec.centre_label, edge, size, measure)
        half = measure(words, size, False) / 2
        x = min(max(plot.x(spec.centre), half), edge - half)
        heads.append(Text(x, y, words, size, "ink", "middle"))
    return heads
