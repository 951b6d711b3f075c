"""Charts as an Excel workbook: data on a sheet each, native charts above, method and sources at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accommodation import ALL_AREAS, AREAS, EAST_MIDLANDS, TOPIC
from openpyxl import load_workbook
from test_charts import GAP, QUADRANT, TREND

from bvreview.analysis.comparison import compare_proportion
from bvreview.charts.build import chart_specs
from bvreview.charts.spec import ChartSpec
from bvreview.review.compared.told import ToldColumn, ToldTable
from bvreview.workbook.chart_book import write_charts

TOLD = ToldTable("Completed", (), (ToldColumn("A", 5),), (), ("A note.",), "Completed", "Derbyshire", "2009")
SHARES = chart_specs(
    compare_proportion(TOPIC, AREAS, ALL_AREAS), own="Derbyshire", peers=EAST_MIDLANDS, followed="London"
)


def book_of(path: Path, *specs: ChartSpec) -> Any:
    write_charts(TOLD, specs, path, written="2026-11-20T10:00:00Z")
    return load_workbook(path)


def figures(sheet: Any) -> list[list[object]]:
    (table,) = sheet.tables.values()
    rows = list(sheet[table.ref])
    return [[cell.value for cell in row] for row in rows[1:]]


def test_a_waterfall_is_stacked_bars_on_invisible_ones_that_add_up(tmp_path: Path) -> None:
    book = book_of(tmp_path / "c.xlsx", GAP)
    assert book.sheetnames == ["Waterfall", "Method and sources"]
    sheet = book["Waterfall"]
    (chart,) = sheet._charts
    assert (chart.type, chart.grouping, len(chart.series)) == ("col", "stacked", 4)
    assert chart.series[0].graphicalProperties.noFill
    rows = figures(sheet)
    assert [row[0] for row in rows] == [step.label for step in GAP.steps]
    reached = 0.0
    for row in rows:
        begins, total, rise, fall = (float(str(value or 0)) for value in row[2:])
        assert begins == pytest.approx(0.0 if total else reached - fall)
        reached = begins + total + rise
    assert reached == pytest.approx(9.0)


def test_a_trend_has_its_courses_mean_limits_and_target_as_series(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "c.xlsx", TREND)["Trend"]
    (chart,) = sheet._charts
    assert len(chart.series) == len(TREND.courses) + 4
    assert figures(sheet)[2][1] is None  # a missing quarter stays empty


def test_a_funnel_keeps_its_limits_on_a_sheet_and_names_own_and_followed(tmp_path: Path) -> None:
    book = book_of(tmp_path / "c.xlsx", *SHARES)
    assert book.sheetnames == ["Funnel", "Ranked", "Limits", "Method and sources"]
    (chart,) = book["Funnel"]._charts
    assert len(chart.series) == 5 + 4  # limits and centre; own, followed, peers, others
    rows = figures(book["Funnel"])
    assert [row[0] for row in rows][:2] == ["Derbyshire", "London"]
    own = rows[0]
    assert own[1:3] == [524, pytest.approx(450 / 524)]  # Commons written answers, 16 September 2009


def test_a_quadrant_names_its_points(tmp_path: Path) -> None:
    (chart,) = book_of(tmp_path / "c.xlsx", QUADRANT)["Quadrant"]._charts
    assert len(chart.series) == len(QUADRANT.points)
    assert (chart.y_axis.crossesAt, chart.x_axis.crossesAt) == QUADRANT.centre


def test_notes_stand_once_and_charts_are_described(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    book = book_of(path, TREND, GAP)
    notes = [row[0] for row in figures(book["Method and sources"])]
    assert notes.count("Method: XmR.") == 1
    assert notes[-1] == "A note."
    import zipfile

    with zipfile.ZipFile(path) as parts:
        drawings = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/drawings/drawing")]
    assert all('descr="Completed."' in drawing for drawing in drawings)
    again = tmp_path / "d.xlsx"
    book_of(again, TREND, GAP)
    assert path.read_bytes() == again.read_bytes()
