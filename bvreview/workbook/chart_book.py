"""Charts as an Excel workbook: each with its data on a sheet of its own, drawn by Excel, then the method."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bvreview import __version__
from bvreview.charts.data import ChartData, chart_data
from bvreview.charts.spec import (
    ChartSpec,
    Format,
    FunnelSpec,
    MatrixSpec,
    QuadrantSpec,
    RankedDotsSpec,
    TrendSpec,
    WaterfallSpec,
)
from bvreview.files import replacing
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from bvreview.workbook.drawn_charts import FORMATS, Rows, by_role, draw_chart, waterfall_rows
from bvreview.workbook.funnel_limits import Limits
from bvreview.workbook.native_charts import CHART_ROWS
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing


def write_charts(told: ToldTable, charts: Sequence[ChartSpec], path: Path, *, written: str = "") -> None:
    """Write charts and their data to ``path`` as .xlsx; ``told`` gives title and notes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    book = new_table_book(told.title, told.title, __version__)
    funnels = sum(isinstance(spec, FunnelSpec) and bool(spec.limits) for spec in charts)
    limits = Limits(_("Limits"), funnels)
    for spec in charts:
        draw_sheet(book, told.about, spec, limits)
    if limits.rows:
        limits.write(book)
    notes = TableSheet(book, _("Method and sources"))
    said = dict.fromkeys(note for spec in charts for note in chart_data(spec).notes[1:])
    rows = [(note,) for note in (*said, *(n for n in told.notes if n not in said))]
    notes.table("notes", (Column(_("What must be said"), 110),), rows)
    with replacing(path) as temporary:
        texts = [(s.words.title, s.words.description) for s in charts if is_drawn(s)]
        save_workbook(book.workbook, temporary, Extras(time_of_writing(written), alt_texts=texts))


def draw_sheet(book: TableBook, about: str, spec: ChartSpec, limits: Limits, title: str = "") -> None:
    """A sheet with a chart above the table that it is drawn from; ``title``: what the sheet is called."""
    words, data = spec.words, _in_order(spec)
    page = TableSheet(book, words.title, title or _kind(spec))
    if words.illustrative:
        page.say(_("Illustrative: figures on this sheet are invented."), "banner")
    page.say(words.sentence)
    page.say(about)
    drawn = is_drawn(spec)
    top = page.leave_room(CHART_ROWS) if drawn else 0
    rows: list[list[Entry]] = [list(row) for row in data.rows]
    first, last = page.table(_kind(spec), _columns(spec, data), rows)
    if drawn:
        draw_chart(Rows(page.sheet, first, last, top), spec, limits)


def is_drawn(spec: ChartSpec) -> bool:
    """Whether there is anything to draw; a matrix is a table."""
    return bool(chart_data(spec).rows) and not isinstance(spec, MatrixSpec)


def _kind(spec: ChartSpec) -> str:
    """What a chart's sheet is called."""
    match spec:
        case FunnelSpec():
            return _("Funnel")
        case RankedDotsSpec():
            return _("Ranked")
        case TrendSpec():
            return _("Trend")
        case WaterfallSpec():
            return _("Waterfall")
        case QuadrantSpec():
            return _("Quadrant")
        case MatrixSpec():
            return _("Matrix")


def _in_order(spec: ChartSpec) -> ChartData:
    """The data as the chart refers to them: a waterfall with its bars, points by role."""
    data = chart_data(spec)
    if isinstance(spec, WaterfallSpec):
        more = (_("Begins at"), _("Unit cost"), _("Adds to the cost"), _("Takes from the cost"))
        return ChartData((*data.columns, *more), tuple(waterfall_rows(spec)), data.notes)
    if isinstance(spec, FunnelSpec | QuadrantSpec):
        place = {point.label: n for n, point in enumerate(by_role(spec))}
        return ChartData(data.columns, tuple(sorted(data.rows, key=lambda r: place[str(r[0])])), data.notes)
    return data


def _columns(spec: ChartSpec, data: ChartData) -> list[Column]:
    """The first column holds names, a column of texts is wide, numbers are written as the axis says."""
    columns = []
    for n, title in enumerate(data.columns):
        if any(isinstance(row[n], str) for row in data.rows):
            columns.append(Column(title, 30))
            continue
        whole = isinstance(spec, FunnelSpec) and n == 1
        number_format = "#,##0" if whole else FORMATS[_format(spec, n)]
        columns.append(Column(title, max(14.0, min(len(title) * 1.1, 30)), number_format))
    return columns


def _format(spec: ChartSpec, column: int) -> Format:
    """How the figures of a column are written."""
    match spec:
        case FunnelSpec() | QuadrantSpec():
            return spec.x_axis.format if column == 1 else spec.y_axis.format
        case RankedDotsSpec() | TrendSpec() | WaterfallSpec():
            return spec.axis.format
        case MatrixSpec():
            return "count"
