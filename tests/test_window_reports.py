"""What a region does with a file that came: its report with filters, and the marked return."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_kit import PERSON, dialog, open_window, wait_for

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.workbook.remark_marks import MARK
from bvreview.workspace import Workspace
from ui.dialogs.import_report import ImportReportDialog
from ui.pages.region import RegionPage
from ui.places import REGION
from ui.window import Window

FILE = sample_path("bad-day") / "Kent VC see note.xlsx"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the samples are not there")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    path = tmp_path / "region.bvr"
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.import_files([FILE], read_many=work.read_files)
    with open_window(qtbot, path) as opened:
        yield opened


def page_with_kent(qtbot: QtBot, window: Window) -> RegionPage:
    """The region page with Kent's file offered."""
    window.show_page(REGION)
    page = window.page(REGION)
    assert isinstance(page, RegionPage)
    wait_for(qtbot, lambda: any(line.id for line in page.table.lines))
    wait_for(qtbot, page.ways.isVisible)
    assert page.ways.area.currentText() == "Kent"
    return page


def test_the_report_of_a_file_is_filtered_and_copied(qtbot: QtBot, window: Window) -> None:
    page_with_kent(qtbot, window).ways.report.click()
    shown = dialog(qtbot, ImportReportDialog)
    assert isinstance(shown, ImportReportDialog)
    everything = len(shown.list.lines)
    assert everything > 2
    shown.rules.setCurrentText("file.unreadable")
    assert [line.texts[0] for line in shown.list.lines] == ["Put right"] * 2
    shown.sheets.setCurrentText("Volumes")
    assert len(shown.list.lines) == 2
    shown.copy()
    text = QApplication.clipboard().text()
    assert "File: Kent VC see note.xlsx" in text
    assert text.count("\n- ") == everything
    shown.close()


def test_the_marked_return_is_written_where_it_was_asked(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "return.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page_with_kent(qtbot, window).ways.give_back.click()
    wait_for(qtbot, target.exists)
    comments = [c.comment.text for row in load_workbook(target)["Volumes"] for c in row if c.comment]
    assert len(comments) == 2
    assert all(text.startswith(MARK) for text in comments)
