"""The cost views, following, and what can be taken from a chart, on the sample region."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, wait_for

from bvreview.charts.spec import FunnelSpec, PointRole, QuadrantSpec, RankedDotsSpec, TrendSpec, WaterfallSpec
from ui.compare.chart_ways import ChartWays
from ui.dialogs.written import WrittenDialog
from ui.jobs import Job
from ui.pages.compare import ComparePage
from ui.window import Window


@pytest.fixture
def window(region_window: Window) -> Window:
    return region_window


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ComparePage:
    """The comparison of Derbyshire's review, with its earlier years."""
    found = next(r for r in window.desk.workspace.reviews() if r.organisation_name == "Derbyshire")
    window.open_review(found.head.id)
    assert window.review
    window.review.tabs.setCurrentIndex(2)
    compare = window.review.compare
    assert compare
    wait_for(qtbot, lambda: compare.common.history)
    compare.choose("settled_accommodation")
    return compare


def roles(spec: object) -> dict[str, PointRole]:
    if isinstance(spec, FunnelSpec | QuadrantSpec):
        return {p.label: p.role for p in spec.points}
    assert isinstance(spec, RankedDotsSpec)
    return {r.label: r.role for r in spec.rows}


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_long_table_makes_no_chart_longer(qtbot: QtBot, page: ComparePage) -> None:
    height = page.measure.tabs.height()
    page.common.choose_peers("nation")
    wait_for(qtbot, lambda: len(page.comparisons()[0].standings) == 42)
    QApplication.processEvents()
    assert page.measure.tabs.height() == height


def test_a_mark_below_is_scrolled_into_sight_by_its_key(qtbot: QtBot, page: ComparePage) -> None:
    page.common.choose_peers("nation")
    wait_for(qtbot, lambda: len(page.comparisons()[0].standings) == 42)
    page.measure.tabs.setCurrentIndex(1)
    ranked = page.measure.charts[1]
    page_of_it = ranked.parentWidget()
    assert page_of_it
    wait_for(qtbot, lambda: ranked.scene and page_of_it.height() > ranked.height())
    ranked.setFocus()
    QTest.keyClick(ranked, Qt.Key.Key_End)
    assert ranked.mark
    assert ranked.visibleRegion().boundingRect().contains(round(ranked.mark.x), round(ranked.mark.y))


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_one_organisation_is_followed_through_charts_and_table_until_escape(page: ComparePage) -> None:
    page.choose("completed")
    funnel, ranked, trend = page.measure.charts
    assert funnel.scene
    funnel.setFocus()
    QTest.keyClick(funnel, Qt.Key.Key_Home)
    while funnel.mark and funnel.mark.whose != "Leicestershire":
        QTest.keyClick(funnel, Qt.Key.Key_Right)
    QTest.keyClick(funnel, Qt.Key.Key_Return)
    assert page.common.followed_one == "Leicestershire"
    assert roles(funnel.spec)["Leicestershire"] == roles(ranked.spec)["Leicestershire"] == "followed"
    assert isinstance(trend.spec, TrendSpec)
    assert [c.label for c in trend.spec.courses] == ["Derbyshire", "Leicestershire"]
    assert page.measure.table.current_id() == "Leicestershire"
    assert page.measure.pages.unfollow.isVisible()
    page.choose("settled_accommodation")
    assert roles(page.measure.charts[0].spec)["Leicestershire"] == "followed"
    page.choose("@performance")
    view = page.view("@performance")
    assert roles(view.pages.charts[0].spec)["Leicestershire"] == "followed"  # type: ignore[attr-defined]
    page.choose("completed")
    funnel.setFocus()
    QTest.keyClick(funnel, Qt.Key.Key_Escape)
    assert page.common.followed_one == ""
    assert roles(funnel.spec)["Leicestershire"] == "peer"


def test_a_row_of_the_table_is_followed_too(page: ComparePage) -> None:
    page.measure.table.opened.emit("Nottinghamshire")
    assert roles(page.measure.charts[0].spec)["Nottinghamshire"] == "followed"


def test_the_definition_and_what_the_charts_say_stand_beside(page: ComparePage) -> None:
    assert "when their order or licence ends" in words_in(page.measure.side)
    assert "24,110 of 30,997" in words_in(page.measure.side)  # Commons written answers, 16 September 2009


def test_the_gap_is_split_against_the_others_together_and_against_one(page: ComparePage) -> None:
    page.choose("@gap")
    view = page.view("@gap")
    spec = view.pages.charts[0].spec  # type: ignore[attr-defined]
    assert isinstance(spec, WaterfallSpec)
    assert spec.steps[0].label == "East Midlands, the others together"
    page.common.follow("Lincolnshire")
    spec = view.pages.charts[0].spec  # type: ignore[attr-defined]
    assert spec.steps[0].label == "Lincolnshire"
    pennies = [round(s.amount * 100) for s in spec.steps]
    assert pennies[0] + sum(pennies[1:-1]) == pennies[-1]
    assert spec.words.illustrative
    assert "the parts add up to the penny" in words_in(view.side)


def test_too_few_for_a_frontier_is_said(page: ComparePage) -> None:
    page.choose("@frontier")
    view = page.view("@frontier")
    assert "asks for at least 9" in words_in(view)
    assert not view.pages.isVisible()  # type: ignore[attr-defined]


def test_cost_and_performance_names_its_measures_and_has_no_interval_of_money(page: ComparePage) -> None:
    page.choose("@performance")
    view = page.view("@performance")
    said = words_in(view.side)
    assert "Measures with equal weight: Settled and suitable accommodation" in said
    assert "A cost has no sampling interval" in said
    told = view.pages.told  # type: ignore[attr-defined]
    assert [c.title for c in told.columns][:3] == ["Organisation", "Unit cost", "Index"]


def ways(page: ComparePage) -> ChartWays:
    found = page.measure.charts[0].findChild(ChartWays)
    assert found
    return found


def test_a_chart_and_its_data_are_copied(page: ComparePage) -> None:
    ways(page).copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() >= 1800
    ways(page).copy_data()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    (own,) = [row for row in rows if row[0] == "Derbyshire"]
    assert own[1] == "524"
    assert any(row[0].startswith("Note: Funnel limits") for row in rows)


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_a_chart_is_saved(
    qtbot: QtBot, page: ComparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / f"chart.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    getattr(ways(page), f"save_{kind}")()
    written = dialog(qtbot, WrittenDialog)
    assert isinstance(written, WrittenDialog)
    written.accept()
    data = path.read_bytes()
    if kind == "svg":
        text = data.decode()
        assert "<title>Settled and suitable accommodation" in text
        assert "Derbyshire" in text
    elif kind == "png":
        assert QImage.fromData(data).width() >= 1800
    else:
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        assert rows[0][0] == "Organisation"
        assert len([r for r in rows if len(r) > 3]) == 43


def test_a_folder_that_cannot_be_written_to_is_a_sentence(
    page: ComparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    path = str(tmp_path / "file" / "c.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (path, ""))
    shown: list[Exception] = []
    monkeypatch.setattr("ui.compare.chart_ways.show_error", lambda _parent, error: shown.append(error))
    ways(page).save_csv()
    assert isinstance(shown[0], OSError)


@pytest.mark.parametrize("entry", ["completed", "unit_full", "@gap", "@performance", "@overview"])
def test_what_is_looked_at_can_be_printed_and_leads(
    qtbot: QtBot, page: ComparePage, window: Window, entry: str
) -> None:
    page.choose(entry)
    assert window.review
    papers = window.review.papers()
    data = papers[0].make(Job("", lambda _e: None).errand)
    assert data.startswith(b"%PDF")
    assert papers[1].title == "How it compares"


def test_the_whole_comparison_prints_trends_and_costs(page: ComparePage, window: Window) -> None:
    assert window.review
    whole = next(p for p in window.review.papers() if p.title == "How it compares")
    text = text_of(whole.make(Job("", lambda _e: None).errand))
    for words in (
        "Why the gap",
        "Cost and performance",
        "No frontier is drawn",
        "over time",
        "over the years",
    ):
        assert words in text


def test_a_chart_is_saved_as_a_workbook(
    qtbot: QtBot, page: ComparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chart.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    ways(page).save_xlsx()
    written = dialog(qtbot, WrittenDialog)
    assert isinstance(written, WrittenDialog)
    written.accept()
    assert load_workbook(path).sheetnames == ["Funnel", "Limits", "Method and sources"]


VIEWS = ("@overview", "@gap", "@performance", "@frontier")


def test_a_review_alone_has_a_sentence_in_every_view(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "new.bvr") as window:
        begin_review(window, "dorset")
        assert window.review
        window.review.tabs.setCurrentIndex(2)
        compare = window.review.compare
        assert compare
        wait_for(qtbot, lambda: compare.common.history)
        said = []
        for key in VIEWS[1:]:
            view = compare.view(key)
            compare.middle.setCurrentWidget(view)
            view.show_entry(key)
            said.append(words_in(view))
        assert "The cost of Dorset cannot be split: not given: the volume of the year" in said[0]
        assert "Fewer than 3 organisations of these peers have a unit cost." in said[1]
        assert "No frontier is drawn: 0 organisations have the figures" in said[2]
        assert "nan" not in " ".join(said).casefold().split()
