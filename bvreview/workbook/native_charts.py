"""Excel's own charts from the same values as every other chart: the funnel, and figures one by one.

A scatter chart has no shaded bands: limits are lines. Excel cannot take a label from a cell in the
charts that openpyxl writes, so a labelled organisation is a series of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from bvreview.charts.spec import ChartSpec, FunnelSpec, RankedDotsSpec
from bvreview.i18n import _
from bvreview.review.standing import Comparison, FunnelLimit, Standing
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet

if TYPE_CHECKING:
    from openpyxl.chart import Reference
    from openpyxl.worksheet.worksheet import Worksheet

CHART_ROWS: Final = 22
LIMITS_FIRST_ROW: Final = 5  # below title, sentence, gap and headings
_WIDTH_CM, _HEIGHT_CM = 20.0, 11.0
_MOST_LABELS: Final = 10
_LIMIT_COLUMNS: Final = ("low_998", "low_95", "high_95", "high_998")
_OWN, _OTHER, _INNER, _OUTER, _CENTRE = "12436D", "3D3D3D", "6F8FAF", "A9BDD1", "3D3D3D"
_NAME, _VALUE, _LOW, _HIGH, _SIZE = 1, 2, 3, 4, 6


@dataclass(slots=True)
class Limits:
    """The points of all funnels' lines, for one sheet of their own."""

    title: str
    rows: list[tuple[str, FunnelLimit, float | None]] = field(default_factory=list)

    def add(self, spec: FunnelSpec, topic: str) -> tuple[int, int]:
        """Keep a funnel's lines; the rows of the sheet where they will stand."""
        first = LIMITS_FIRST_ROW + len(self.rows)
        self.rows += [(topic, limit, spec.centre) for limit in spec.limits]
        return first, first + len(spec.limits) - 1

    def write(self, book: TableBook) -> None:
        """Write the sheet that the charts refer to."""
        columns = (
            *(Column(_("Measure"), 40), Column(_("Size"), 12, "#,##0")),
            *(Column(title, 14, "0.0%") for title in _limit_titles()),
            Column(_("Centre"), 12, "0.0%"),
        )
        page = TableSheet(book, self.title)
        page.say(_("Where the lines of the funnels run at each size. The points are not printed."))
        rows = (
            [topic, limit.size, *(getattr(limit, name) for name in _LIMIT_COLUMNS), centre]
            for topic, limit, centre in self.rows
        )
        table: list[list[Entry]] = [list(row) for row in rows]
        page.table("funnel_limits", columns, table)
        page.print_words_alone()


def _limit_titles() -> tuple[str, ...]:
    return (_("Lower 99.8%"), _("Lower 95%"), _("Upper 95%"), _("Upper 99.8%"))


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
    from openpyxl.chart import ScatterChart

    chart = ScatterChart()
    chart.style, chart.scatterStyle = 2, "lineMarker"
    _dress(chart, spec)
    chart.y_axis.title = _("Share")
    chart.x_axis.number_format, chart.y_axis.number_format = "#,##0", "0%"
    _scale(chart, spec)
    _lines(chart, figures, spec, limits)
    _points(chart, figures, spec)
    return chart


def _scale(chart: Any, spec: FunnelSpec) -> None:
    """Both axes around what is shown; Excel has no square-root axis, a wide range gets a logarithmic one."""
    _scale_shares(chart, [v for p in spec.points for v in (p.y, p.lower, p.upper) if v is not None])
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


def _scale_shares(chart: Any, shares: Sequence[float]) -> None:
    """The axis of shares in whole tens of per cent around what is shown."""
    if shares:
        chart.y_axis.scaling.min = max(math.floor(min(shares) * 10) / 10, 0)
        chart.y_axis.scaling.max = min(math.ceil(max(shares) * 10 + 1e-9) / 10, 1)


def _lines(chart: Any, figures: Figures, spec: FunnelSpec, limits: Limits) -> None:
    if not spec.limits:
        return
    first, last = limits.add(spec, figures.comparison.topic.title)
    sizes = _far(limits.title, 2, first, last)
    names = (_("99.8% limit, lower"), _("95% limit, lower"), _("95% limits"), _("99.8% limits"))
    for number, name in enumerate(names):
        inner = number in (1, 2)
        look = _Line(_INNER if inner else _OUTER, "solid" if inner else "dash", 1.5 if inner else 1.25)
        chart.series.append(_series(sizes, _far(limits.title, 3 + number, first, last), name, line=look))
    centre = _far(limits.title, 7, first, last)
    look = _Line(_CENTRE, "sysDot", 1.25)
    chart.series.append(_series(sizes, centre, spec.centre_label or _("Centre"), line=look))


def _points(chart: Any, figures: Figures, spec: FunnelSpec) -> None:
    if figures.last > figures.group_last:
        look = _Dot("circle", _OTHER, filled=False, size=5)
        _add_points(chart, figures, (figures.group_last + 1, figures.last), spec.other_label, look)
    look = _Dot("circle", _OWN, filled=True, size=7)
    label = spec.peer_label or figures.comparison.group_label or _("Organisations")
    _add_points(chart, figures, (figures.first, figures.group_last), label, look)
    for row in _labelled(figures):
        name = figures.rows[row - figures.first].organisation
        _add_points(chart, figures, (row, row), name, look, named=True)
    from openpyxl.chart.legend import LegendEntry

    # the labelled ones carry their name at the point, lower limits are named with the upper ones
    count = len(chart.series)
    hidden = [*range(2 if spec.limits else 0), *range(count - len(_labelled(figures)), count)]
    chart.legend.legendEntry = [LegendEntry(idx=n, delete=True) for n in hidden]


def _labelled(figures: Figures) -> list[int]:
    """The rows whose organisations are named in the funnel: a small group, or those outside the limits."""
    group = figures.rows[: len(figures.comparison.standings)]
    small = len(group) <= _MOST_LABELS
    chosen = [n for n, s in enumerate(group) if small or s.reading.flagged]
    return [figures.first + n for n in chosen[:_MOST_LABELS]]


def _add_points(  # noqa: PLR0913 - one series in one call
    chart: Any, figures: Figures, rows: tuple[int, int], name: str, look: _Dot, *, named: bool = False
) -> None:
    series = _series(_near(figures.sheet, _SIZE, *rows), _near(figures.sheet, _VALUE, *rows), name, dot=look)
    if named:
        from openpyxl.chart.label import DataLabelList

        labels = DataLabelList(showSerName=True, showVal=False, showLegendKey=False, dLblPos="t")
        labels.showCatName = labels.showPercent = False
        series.dLbls = labels
    chart.series.append(series)


def _dots(figures: Figures, spec: RankedDotsSpec) -> Any:
    from openpyxl.chart import LineChart
    from openpyxl.chart.axis import ChartLines

    chart = LineChart()
    _dress(chart, spec)
    chart.y_axis.title = spec.axis.label if spec.axis.format == "pounds" else _("Share")
    chart.y_axis.number_format = "£#,##0.00" if spec.axis.format == "pounds" else "0%"
    rows = figures.first, figures.group_last
    series = [_category_series(figures, _VALUE, rows, _("Value"), _Dot("circle", _OWN, filled=True, size=8))]
    if spec.axis.format == "percent":
        whisker = _Dot("dash", _OTHER, filled=True, size=6)
        series.append(_category_series(figures, _LOW, rows, _("95% low"), whisker))
        series.append(_category_series(figures, _HIGH, rows, _("95% high"), whisker))
        chart.hiLowLines = ChartLines()
        _scale_shares(chart, [v for r in spec.rows for v in (r.value, r.lower, r.upper) if v is not None])
    for one in series:
        chart.series.append(one)
    chart.set_categories(_near(figures.sheet, _NAME, *rows))
    return chart


def _category_series(figures: Figures, column: int, rows: tuple[int, int], name: str, look: _Dot) -> Any:
    from openpyxl.chart import Series

    series: Any = Series(_near(figures.sheet, column, *rows), title=name)
    series.graphicalProperties.line.noFill = True
    look.onto(series)
    series.smooth = False
    return series


def _dress(chart: Any, spec: ChartSpec) -> None:
    """Title, legend below, axes shown (recent programs hide them unless told)."""
    words = spec.words
    chart.title = f"{words.title} ({_('illustrative')})" if words.illustrative else words.title
    chart.title.tx.rich.p[0].pPr = _title_look()
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.majorGridlines = None
    if chart.y_axis.majorGridlines is not None:
        chart.y_axis.majorGridlines.spPr = _hairline()


def _hairline() -> Any:
    from openpyxl.chart.shapes import GraphicalProperties

    look = GraphicalProperties()
    look.line.solidFill = "D8DDE4"
    return look


def _title_look() -> Any:
    from openpyxl.drawing.text import CharacterProperties, ParagraphProperties

    return ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))


@dataclass(frozen=True, slots=True)
class _Line:
    colour: str
    dash: str
    points: float

    def onto(self, series: Any) -> None:
        """Draw the series as a line without markers."""
        from openpyxl.chart.marker import Marker

        line = series.graphicalProperties.line
        line.solidFill, line.dashStyle, line.width = self.colour, self.dash, int(self.points * 12700)
        series.marker = Marker("none")
        series.smooth = False


@dataclass(frozen=True, slots=True)
class _Dot:
    symbol: Literal["circle", "dash"]
    colour: str
    filled: bool
    size: int

    def onto(self, series: Any) -> None:
        """Draw the series as marks without a line."""
        from openpyxl.chart.marker import Marker
        from openpyxl.chart.shapes import GraphicalProperties

        series.graphicalProperties.line.noFill = True
        look = GraphicalProperties(solidFill=self.colour if self.filled else _OUTER)
        look.line.solidFill = self.colour
        series.marker = Marker(self.symbol, size=self.size, spPr=look)


def _series(x: Any, y: Any, name: str, *, line: _Line | None = None, dot: _Dot | None = None) -> Any:
    from openpyxl.chart import Series

    series: Any = Series(y, x, title=name)
    look = line or dot
    if look:
        look.onto(series)
    return series


def _near(sheet: Worksheet, column: int, first: int, last: int) -> Reference:
    from openpyxl.chart import Reference

    return Reference(sheet, min_col=column, min_row=first, max_row=last)


def _far(title: str, column: int, first: int, last: int) -> Reference:
    """A range on a sheet that is written later."""
    from openpyxl.chart import Reference

    from bvreview.workbook.formula_pieces import column_letters, quoted_title

    letters = column_letters(column)
    return Reference(range_string=f"{quoted_title(title)}!${letters}${first}:${letters}${last}")
