"""Excel's own charts of a chart's data sheet: trend, waterfall, quadrant, funnel and ranked figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bvreview.charts.axes import round_ticks
from bvreview.charts.spec import (
    ChartSpec,
    Format,
    FunnelSpec,
    MatrixSpec,
    PointRole,
    QuadrantSpec,
    RankedDotsSpec,
    TrendSpec,
    WaterfallSpec,
)
from bvreview.charts.waterfall import axis_start, axis_words, bars
from bvreview.i18n import _
from bvreview.workbook.chart_parts import Dot, Stroke, dress, name_at, near, series_of
from bvreview.workbook.funnel_limits import Limits
from bvreview.workbook.native_charts import bare_funnel, scale_shares
from bvreview.workbook.point_labels import label_sides

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS: Final[dict[Format, str]] = {"percent": "0.0%", "pounds": "\u00a3#,##0.00", "count": "#,##0.00"}
AXIS_FORMATS: Final[dict[Format, str]] = {"percent": "0%", "pounds": "\u00a3#,##0.00", "count": "0.0"}
_OWN, _FOLLOWED, _OTHER, _ADDS, _TAKES = "12436D", "801650", "3D3D3D", "F46A25", "28A197"
_MEAN, _LIMIT, _TARGET = "17202B", "6F8FAF", "566270"
COLOURS: Final[dict[PointRole, str]] = {
    "own": _OWN,
    "followed": _FOLLOWED,
    "peer": _LIMIT,
    "other": _OTHER,
}
_WIDTH_CM, _HEIGHT_CM = 24.0, 11.5


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the data of a chart stand: names in the first column; ``top``: the row where the chart begins."""

    sheet: Worksheet
    first: int
    last: int
    top: int

    def column(self, number: int) -> Any:
        """A column of the data."""
        return near(self.sheet, number, self.first, self.last)


def draw_chart(rows: Rows, spec: ChartSpec, limits: Limits) -> None:
    """Put the chart above its data."""
    match spec:
        case TrendSpec():
            chart = _trend(rows, spec)
        case WaterfallSpec():
            chart = _waterfall(rows, spec)
        case QuadrantSpec():
            chart = _quadrant(rows, spec)
        case FunnelSpec():
            chart = _funnel(rows, spec, limits)
        case RankedDotsSpec():
            chart = _dots(rows, spec)
        case MatrixSpec():  # it is a table
            return
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    rows.sheet.add_chart(chart, f"A{rows.top}")


def _categories(rows: Rows, number: int, name: str) -> Any:
    from openpyxl.chart import Series

    series: Any = Series(rows.column(number), title=name)
    series.smooth = False
    return series


def _trend(rows: Rows, spec: TrendSpec) -> Any:
    from openpyxl.chart import LineChart
    from openpyxl.chart.marker import Marker

    chart = LineChart()
    dress(chart, spec)
    chart.x_axis.title, chart.y_axis.title = spec.time_label, spec.axis.label
    chart.y_axis.number_format = AXIS_FORMATS[spec.axis.format]
    for n, course in enumerate(spec.courses):
        series = _categories(rows, 2 + n, course.label)
        colour = COLOURS[course.role]
        series.graphicalProperties.line.solidFill = colour
        series.marker = Marker("circle", size=7)
        series.marker.graphicalProperties.solidFill = colour
        chart.series.append(series)
    for n, (name, __, stroke) in enumerate(_levels(spec)):
        series = _categories(rows, 2 + len(spec.courses) + n, name)
        stroke.onto(series)
        chart.series.append(series)
    chart.set_categories(rows.column(1))
    values = [m.value for c in spec.courses for m in c.moments if m.value is not None]
    values += [level for __, level, ___ in _levels(spec)]
    if spec.axis.format == "percent":
        scale_shares(chart, values)
    return chart


def _levels(spec: TrendSpec) -> list[tuple[str, float, Stroke]]:
    """Mean, limits and target that the chart has, in the order of its data."""
    named = (
        (_("Mean"), spec.mean, Stroke(_MEAN, "solid", 1.25)),
        (_("Lower limit"), spec.lower, Stroke(_LIMIT, "dash", 1.25)),
        (_("Upper limit"), spec.upper, Stroke(_LIMIT, "dash", 1.25)),
        (_("Target"), spec.target, Stroke(_TARGET, "sysDash", 1.25)),
    )
    return [(name, level, stroke) for name, level, stroke in named if level is not None]


_BEGINS, _TOTAL, _RISE, _FALL = 3, 4, 5, 6


def _waterfall(rows: Rows, spec: WaterfallSpec) -> Any:
    """Stacked columns on an invisible one; the axis begins where the drawn one does."""
    from openpyxl.chart import BarChart

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 40
    dress(chart, spec)
    chart.y_axis.title, chart.y_axis.number_format = axis_words(spec), AXIS_FORMATS[spec.axis.format]
    hidden = _categories(rows, _BEGINS, _("Begins at"))
    hidden.graphicalProperties.noFill = True
    hidden.graphicalProperties.line.noFill = True
    chart.series.append(hidden)
    for column, name, colour in (
        (_TOTAL, _("Unit cost"), _OWN),
        (_RISE, _("Adds to the cost"), _ADDS),
        (_FALL, _("Takes from the cost"), _TAKES),
    ):
        series = _categories(rows, column, name)
        series.graphicalProperties.solidFill = colour
        chart.series.append(series)
    chart.set_categories(rows.column(1))
    start = axis_start(bars(spec)) if spec.steps else 0.0
    if start > 0:
        chart.y_axis.scaling.min = round_ticks(start, max(s.amount for s in spec.steps), 6).values[0]
    from openpyxl.chart.legend import LegendEntry

    chart.legend.legendEntry = [LegendEntry(idx=0, delete=True)]
    return chart


def waterfall_rows(
    spec: WaterfallSpec,
) -> list[tuple[str, float, float, float | None, float | None, float | None]]:
    """Step, amount, where its bar begins, and its length as total, rise or fall."""
    found = []
    for bar in bars(spec):
        low, length = min(bar.start, bar.end), abs(bar.end - bar.start)
        total = length if bar.step.total else None
        rise = length if total is None and bar.step.amount > 0 else None
        fall = length if total is None and rise is None else None
        found.append((bar.step.label, bar.step.amount, low, total, rise, fall))
    return found


def _quadrant(rows: Rows, spec: QuadrantSpec) -> Any:
    """The points by name; the axes cross at the two medians, their figures stand at the edges."""
    from openpyxl.chart import ScatterChart

    chart = ScatterChart()
    chart.style, chart.scatterStyle = 2, "lineMarker"
    dress(chart, spec)
    chart.x_axis.title, chart.y_axis.title = spec.x_axis.label, spec.y_axis.label
    chart.x_axis.number_format = AXIS_FORMATS[spec.x_axis.format]
    chart.y_axis.number_format = AXIS_FORMATS[spec.y_axis.format]
    for axis, crossed in ((chart.x_axis, spec.centre[1]), (chart.y_axis, spec.centre[0])):
        axis.crosses, axis.crossesAt, axis.tickLblPos = None, crossed, "low"
    ordered = by_role(spec)
    sides = label_sides([(p.label, p.x, p.y) for p in ordered], 0.7 * _WIDTH_CM, 0.6 * _HEIGHT_CM)
    for n, (point, side) in enumerate(zip(ordered, sides, strict=True)):
        at = rows.first + n
        look = Dot("circle", COLOURS[point.role], filled=not point.hollow, size=8)
        x, y = near(rows.sheet, 2, at, at), near(rows.sheet, 3, at, at)
        chart.series.append(name_at(series_of(x, y, point.label, dot=look), side))
    chart.legend = None
    return chart


_ORDER: Final[dict[PointRole, int]] = {"own": 0, "followed": 1, "peer": 2, "other": 3}


def by_role(spec: FunnelSpec | QuadrantSpec) -> list[Any]:
    """The points, the own one first, so that those of a kind stand in rows next to each other."""
    return sorted(spec.points, key=lambda p: (_ORDER[p.role], p.label))


def _funnel(rows: Rows, spec: FunnelSpec, limits: Limits) -> Any:
    from openpyxl.chart.legend import LegendEntry

    chart = bare_funnel(spec, limits, spec.words.title)
    ordered = by_role(spec)
    labels = {"peer": spec.peer_label, "other": spec.other_label}
    for role in _ORDER:
        at = [rows.first + n for n, p in enumerate(ordered) if p.role == role]
        if at:
            name = labels.get(role) or ordered[at[0] - rows.first].label
            look = Dot("circle", COLOURS[role], filled=role != "other", size=9 if role == "own" else 6)
            x, y = near(rows.sheet, 2, at[0], at[-1]), near(rows.sheet, 3, at[0], at[-1])
            series = series_of(x, y, name, dot=look)
            chart.series.append(name_at(series) if role in ("own", "followed") else series)
    if spec.limits and chart.legend:  # lower limits are named with the upper ones
        chart.legend.legendEntry = [LegendEntry(idx=n, delete=True) for n in (0, 1)]
    return chart


def _dots(rows: Rows, spec: RankedDotsSpec) -> Any:
    from openpyxl.chart import LineChart
    from openpyxl.chart.axis import ChartLines

    chart = LineChart()
    dress(chart, spec)
    chart.y_axis.title, chart.y_axis.number_format = spec.axis.label, AXIS_FORMATS[spec.axis.format]
    names = [(2, _("Value"), Dot("circle", _OWN, filled=True, size=8))]
    if spec.axis.format == "percent" and any(r.lower is not None for r in spec.rows):
        whisker = Dot("dash", _OTHER, filled=True, size=6)
        names += [(3, _("95% low"), whisker), (4, _("95% high"), whisker)]
        chart.hiLowLines = ChartLines()
    for column, name, look in names:
        series = _categories(rows, column, name)
        look.onto(series)
        chart.series.append(series)
    chart.set_categories(rows.column(1))
    if spec.axis.format == "percent":
        scale_shares(chart, [v for r in spec.rows for v in (r.value, r.lower, r.upper) if v is not None])
    return chart
