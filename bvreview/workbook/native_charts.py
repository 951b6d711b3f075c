"""Excel's own charts from the same values as every other chart: the funnel, and figures one by one.

A scatter chart has no shaded bands: limits are lines. Excel cannot take a label from a cell in the
charts that openpyxl writes, so a labelled organisation is a series of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bvreview.charts.spec import ChartSpec, FunnelSpec, RankedDotsSpec
from bvreview.i18n import _
from bvreview.review.compared.standing import Comparison, Standing
from bvreview.workbook.chart_parts import OUTER, Dot, Stroke, dress, far, name_at, near, series_of
from bvreview.workbook.funnel_limits import Limits
from bvreview.workbook.point_labels import label_sides

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CHART_ROWS: Final = 22
_WIDTH_CM, _HEIGHT_CM = 20.0, 11.0
_MOST_LABELS: Final = 10
_OWN, _OTHER, _INNER, _CENTRE = "12436D", "3D3D3D", "6F8FAF", "3D3D3D"
_NAME, _VALUE, _LOW, _HIGH, _SIZE = 1, 2, 3, 4, 6


@dataclass(frozen=True, slots=True)
class Figures:
    """The table that charts are drawn from: ``rows`` in order, the group before the others."""

    sheet: Worksheet
    comparison: Comparison
    rows: tuple[Standing, ...]
    first: int
    last: int
    top: int

    @property
    def group_last(self) -> int:
        """The last row of the group."""
        return self.first + len(self.comparison.standings) - 1


def add_charts(figures: Figures, specs: Sequence[ChartSpec], limits: Limits) -> None:
    """Put the charts above the table, side by side."""
    for number, spec in enumerate(specs):
        if isinstance(spec, FunnelSpec):
            chart = _funnel(figures, spec, limits)
        elif isinstance(spec, RankedDotsSpec):
            chart = _dots(figures, spec)
        else:
            continue
        chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
        figures.sheet.add_chart(chart, f"{'AH'[number]}{figures.top}")


def _funnel(figures: Figures, spec: FunnelSpec, limits: Limits) -> Any:
    chart = bare_funnel(spec, limits, figures.comparison.topic.title)
    _points(chart, figures, spec)
    return chart


def bare_funnel(spec: FunnelSpec, limits: Limits, title: str) -> Any:
    """A funnel without its points: axes, scales and the limits under that title."""
    from openpyxl.chart import ScatterChart

    chart = ScatterChart()
    chart.style, chart.scatterStyle = 2, "lineMarker"
    dress(chart, spec)
    chart.y_axis.title = _("Share")
    chart.x_axis.number_format, chart.y_axis.number_format = "#,##0", "0%"
    _scale_funnel(chart, spec)
    _limit_lines(chart, spec, limits, title)
    return chart


def _scale_funnel(chart: Any, spec: FunnelSpec) -> None:
    """Both axes around what is shown; Excel has no square-root axis, a wide range gets a logarithmic one."""
    scale_shares(chart, [v for p in spec.points for v in (p.y, p.lower, p.upper) if v is not None])
    label = spec.x_axis.label
    if spec.x_axis.scale == "square_root" and spec.points:
        sizes = [p.x for p in spec.points]
        chart.x_axis.scaling.logBase = 10
        chart.x_axis.scaling.min = 10 ** math.floor(math.log10(max(min(sizes), 1)))
        chart.x_axis.scaling.max = 10 ** math.ceil(math.log10(max(*sizes, 10)))
        label = f"{label.rpartition(' (')[0]} ({_('logarithmic scale')})"
    else:
        chart.x_axis.scaling.min = 0
    chart.x_axis.title = label


def scale_shares(chart: Any, shares: Sequence[float]) -> None:
    """The axis of shares in whole tens of per cent around what is shown."""
    if shares:
        chart.y_axis.scaling.min = max(math.floor(min(shares) * 10) / 10, 0)
        chart.y_axis.scaling.max = min(math.ceil(max(shares) * 10 + 1e-9) / 10, 1)


def _limit_lines(chart: Any, spec: FunnelSpec, limits: Limits, topic: str) -> None:
    """The limits and the centre of a funnel as lines; ``topic`` names them on the sheet of limits."""
    if not spec.limits:
        return
    first, last = limits.add(spec, topic)
    sizes = far(limits.title, 2, first, last)
    names = (_("99.8% limit, lower"), _("95% limit, lower"), _("95% limits"), _("99.8% limits"))
    for number, name in enumerate(names):
        inner = number in (1, 2)
        look = Stroke(_INNER if inner else OUTER, "solid" if inner else "dash", 1.5 if inner else 1.25)
        chart.series.append(series_of(sizes, far(limits.title, 3 + number, first, last), name, line=look))
    centre = far(limits.title, 7, first, last)
    look = Stroke(_CENTRE, "sysDot", 1.25)
    chart.series.append(series_of(sizes, centre, spec.centre_label or _("Centre"), line=look))


def _points(chart: Any, figures: Figures, spec: FunnelSpec) -> None:
    if figures.last > figures.group_last:
        look = Dot("circle", _OTHER, filled=False, size=5)
        _add_points(chart, figures, (figures.group_last + 1, figures.last), spec.other_label, look)
    look = Dot("circle", _OWN, filled=True, size=7)
    label = spec.peer_label or figures.comparison.group_label or _("Organisations")
    _add_points(chart, figures, (figures.first, figures.group_last), label, look)
    named = [(row, figures.rows[row - figures.first]) for row in _labelled(figures)]
    sides = _sides(chart, figures, [standing for __, standing in named])
    for (row, standing), side in zip(named, sides, strict=True):
        _add_points(chart, figures, (row, row), standing.organisation, look, side=side)
    from openpyxl.chart.legend import LegendEntry

    # the labelled ones carry their name at the point, lower limits are named with the upper ones
    count = len(chart.series)
    hidden = [*range(2 if spec.limits else 0), *range(count - len(_labelled(figures)), count)]
    chart.legend.legendEntry = [LegendEntry(idx=n, delete=True) for n in hidden]


def _sides(chart: Any, figures: Figures, named: Sequence[Standing]) -> tuple[str, ...]:
    """The side on which each name stands, by what the axes of the chart span."""
    if not named:
        return ()
    across, up = chart.x_axis.scaling, chart.y_axis.scaling

    def place(size: float) -> float:
        return math.log10(max(size, 1)) if across.logBase else size

    largest = across.max or max(_size(s) for s in figures.rows)
    wide, high = [place(_size(s)) for s in named], [s.value for s in named]
    width = 0.85 * _WIDTH_CM * (max(wide) - min(wide)) / (place(largest) - place(across.min) or 1)
    height = 0.5 * _HEIGHT_CM * (max(high) - min(high)) / ((up.max or 1) - (up.min or 0) or 1)
    points = [(s.organisation, x, s.value) for s, x in zip(named, wide, strict=True)]
    return label_sides(points, width, height)


def _size(standing: Standing) -> float:
    return float(standing.observation.denominator or 0)


def _labelled(figures: Figures) -> list[int]:
    """The rows whose organisations are named in the funnel: a small group, or those outside the limits."""
    group = figures.rows[: len(figures.comparison.standings)]
    small = len(group) <= _MOST_LABELS
    chosen = [n for n, s in enumerate(group) if small or s.reading.flagged]
    return [figures.first + n for n in chosen[:_MOST_LABELS]]


def _add_points(  # noqa: PLR0913 - one series in one call
    chart: Any, figures: Figures, rows: tuple[int, int], name: str, look: Dot, *, side: str = ""
) -> None:
    series = series_of(near(figures.sheet, _SIZE, *rows), near(figures.sheet, _VALUE, *rows), name, dot=look)
    chart.series.append(name_at(series, side) if side else series)


def _dots(figures: Figures, spec: RankedDotsSpec) -> Any:
    from openpyxl.chart import LineChart
    from openpyxl.chart.axis import ChartLines

    chart = LineChart()
    dress(chart, spec)
    chart.y_axis.title = spec.axis.label if spec.axis.format == "pounds" else _("Share")
    chart.y_axis.number_format = "£#,##0.00" if spec.axis.format == "pounds" else "0%"
    rows = figures.first, figures.group_last
    series = [_category_series(figures, _VALUE, rows, _("Value"), Dot("circle", _OWN, filled=True, size=8))]
    if spec.axis.format == "percent":
        whisker = Dot("dash", _OTHER, filled=True, size=6)
        series.append(_category_series(figures, _LOW, rows, _("95% low"), whisker))
        series.append(_category_series(figures, _HIGH, rows, _("95% high"), whisker))
        chart.hiLowLines = ChartLines()
        scale_shares(chart, [v for r in spec.rows for v in (r.value, r.lower, r.upper) if v is not None])
    for one in series:
        chart.series.append(one)
    chart.set_categories(near(figures.sheet, _NAME, *rows))
    return chart


def _category_series(figures: Figures, column: int, rows: tuple[int, int], name: str, look: Dot) -> Any:
    from openpyxl.chart import Series

    series: Any = Series(near(figures.sheet, column, *rows), title=name)
    series.graphicalProperties.line.noFill = True
    look.onto(series)
    series.smooth = False
    return series
