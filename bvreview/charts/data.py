"""The figures of a chart as a plain table, to be copied, saved and read by other programs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview.charts.spec import (
    FunnelSpec,
    MatrixSpec,
    QuadrantSpec,
    RankedDotsSpec,
    TrendSpec,
    WaterfallSpec,
)
from bvreview.i18n import _

if TYPE_CHECKING:
    from bvreview.charts.spec import Axis, ChartSpec, Words

Value = str | float | None
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ChartData:
    """Headings, rows in the order of the chart, and what must be said with them. Shares are from 0 to 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...]

    def text(self, delimiter: str) -> str:
        """One row a line, the notes last; no text is taken for a formula by the program that opens it."""
        written = io.StringIO()
        writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(value) for value in row] for row in self.rows)
        writer.writerows([_("Note: {words}").format(words=note)] for note in self.notes)
        return written.getvalue()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
    return f"{value:.12g}"


def chart_data(spec: ChartSpec) -> ChartData:
    """The table behind a chart."""
    notes = _notes(spec.words)
    match spec:
        case FunnelSpec():
            return ChartData(*_funnel(spec), notes)
        case RankedDotsSpec():
            return ChartData(*_dots(spec), notes)
        case TrendSpec():
            return ChartData(*_trend(spec), notes)
        case WaterfallSpec():
            return ChartData(*_waterfall(spec), notes)
        case QuadrantSpec():
            return ChartData(*_quadrant(spec), notes)
        case MatrixSpec():
            return ChartData(*_matrix(spec), notes)


def _notes(words: Words) -> tuple[str, ...]:
    invented = (_("Illustrative figures"),) if words.illustrative else ()
    return tuple(filter(None, (words.title, *invented, words.sentence, *words.notes, words.source)))


_Table = tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]


def _measured(axis: Axis) -> str:
    return _("Share") if axis.format == "percent" else axis.label


def _funnel(spec: FunnelSpec) -> _Table:
    columns = (
        *(_("Organisation"), spec.x_axis.label, _measured(spec.y_axis)),
        *(_("95% low"), _("95% high"), _("Reads as")),
    )
    ordered = sorted(spec.points, key=lambda p: p.label)
    return columns, tuple((p.label, p.x, p.y, p.lower, p.upper, p.reading.word) for p in ordered)


def _dots(spec: RankedDotsSpec) -> _Table:
    is_share = spec.axis.format == "percent"
    within = (_("95% low"), _("95% high"), _("Target")) if is_share else ()
    columns = (_("Organisation"), _measured(spec.axis), *within, spec.note_label, _("Reads as"))
    rows = (
        (r.label, r.value, *((r.lower, r.upper, r.target) if is_share else ()), r.note, r.reading.word)
        for r in spec.rows
    )
    return columns, tuple(rows)


def _trend(spec: TrendSpec) -> _Table:
    lines = ((_("Mean"), spec.mean), (_("Lower limit"), spec.lower), (_("Upper limit"), spec.upper))
    kept = [(name, at) for name, at in (*lines, (_("Target"), spec.target)) if at is not None]
    signs = (_("What the rules say"),) if spec.mean is not None else ()
    columns = (_("When"), *(c.label for c in spec.courses), *(name for name, __ in kept), *signs)
    rows = []
    for n, moment in enumerate(spec.courses[0].moments if spec.courses else ()):
        values = [c.moments[n].value for c in spec.courses]
        said = [moment.said] if signs else []
        rows.append((moment.label, *values, *(at for __, at in kept), *said))
    return columns, tuple(rows)


def _waterfall(spec: WaterfallSpec) -> _Table:
    return (_("Step"), spec.axis.label), tuple((s.label, s.amount) for s in spec.steps)


def _quadrant(spec: QuadrantSpec) -> _Table:
    columns = (_("Organisation"), spec.x_axis.label, spec.y_axis.label, _("Told from the middle"))
    ordered = sorted(spec.points, key=lambda p: p.label)
    return columns, tuple((p.label, p.x, p.y, _("no") if p.hollow else _("yes")) for p in ordered)


def _matrix(spec: MatrixSpec) -> _Table:
    columns = (spec.row_label, *spec.columns, _("What is missing"))
    return columns, tuple((r.label, *("; ".join(names) for names in r.cells), r.said) for r in spec.rows)
