"""What native charts are made of: series, strokes, marks, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _

if TYPE_CHECKING:
    from openpyxl.chart import Reference
    from openpyxl.worksheet.worksheet import Worksheet

OUTER: Final = "A9BDD1"


def dress(chart: Any, spec: ChartSpec) -> None:
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
class Stroke:
    """A line of a series, in points."""

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
class Dot:
    """A mark of a series."""

    symbol: Literal["circle", "dash"]
    colour: str
    filled: bool
    size: int

    def onto(self, series: Any) -> None:
        """Draw the series as marks without a line."""
        from openpyxl.chart.marker import Marker
        from openpyxl.chart.shapes import GraphicalProperties

        series.graphicalProperties.line.noFill = True
        look = GraphicalProperties(solidFill=self.colour if self.filled else OUTER)
        look.line.solidFill = self.colour
        series.marker = Marker(self.symbol, size=self.size, spPr=look)


def series_of(x: Any, y: Any, name: str, *, line: Stroke | None = None, dot: Dot | None = None) -> Any:
    """A series of a scatter chart, by references to its columns."""
    from openpyxl.chart import Series

    series: Any = Series(y, x, title=name)
    look = line or dot
    if look:
        look.onto(series)
    return series


def name_at(series: Any, side: Any = "t") -> Any:
    """The series with its name beside its mark."""
    from openpyxl.chart.label import DataLabelList

    labels = DataLabelList(showSerName=True, showVal=False, showLegendKey=False, dLblPos=side)
    labels.showCatName = labels.showPercent = False
    series.dLbls = labels
    return series


def near(sheet: Worksheet, column: int, first: int, last: int) -> Reference:
    """A column of figures on a sheet."""
    from openpyxl.chart import Reference

    return Reference(sheet, min_col=column, min_row=first, max_row=last)


def far(title: str, column: int, first: int, last: int) -> Reference:
    """A range on a sheet that is written later."""
    from openpyxl.chart import Reference

    from bvreview.workbook.formula_pieces import column_letters, quoted_title

    letters = column_letters(column)
    return Reference(range_string=f"{quoted_title(title)}!${letters}${first}:${letters}${last}")
