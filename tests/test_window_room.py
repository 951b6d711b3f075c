"""Room for what is shown: no word of a table cut, no chart squeezed, no window taller than the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from screenshots.longer import Longer
from window_kit import begin_review, dialog, open_window, wait_for

from bvreview.resources import sample_path
from ui.dialogs.new_review import NewReviewDialog
from ui.forms.section import SectionView
from ui.left.placing import TITLE_BAR, fit_to_screen
from ui.look.text import button
from ui.pages.compare import ComparePage
from ui.pages.start import StartPage
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import Flow
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.tasks import ENTRY, Task, TaskList
from ui.window import Window

SAMPLES = sample_path("east-midlands")


def compare_page(qtbot: QtBot, window: Window) -> ComparePage:
    """The comparison of the first received review."""
    window.open_review(window.desk.workspace.reviews()[0].head.id)
    assert window.review
    window.review.tabs.setCurrentIndex(2)
    page = window.review.compare
    assert page
    wait_for(qtbot, page.comparisons)
    QApplication.processEvents()
    return page


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample region is not there")
@pytest.mark.parametrize("text_size", [100, 200])
def test_a_comparison_has_room(qtbot: QtBot, region_file: Path, tmp_path: Path, text_size: int) -> None:
    copy = tmp_path / "region.bvr"
    copy.write_bytes(region_file.read_bytes())
    with open_window(qtbot, copy, text_size=text_size) as window:
        page = compare_page(qtbot, window)
        px = window.desk.look.px
        assert page.measure.charts[0].visibleRegion().boundingRect().height() >= 220
        assert page.measure.tabs.height() >= px(300)
        assert page.measure.readout.isVisible()
        page.measure.tabs.setCurrentWidget(page.measure.table)
        assert not page.measure.readout.isVisible()
        page.panes.show_pane(2)
        QApplication.processEvents()
        table = page.measure.side.table
        metrics = QFontMetrics(window.desk.look.font(bold=True))
        words = {w for line in table.lines for w in line.texts[0].split()}
        assert max(metrics.horizontalAdvance(w) for w in words) <= table.columnWidth(0) - px(18)


def is_whole(view: SectionView, parts: int) -> bool:
    """Whether every part of a section has been built."""
    return len(view.views) == parts


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample region is not there")
def test_no_section_is_wider_than_its_page(qtbot: QtBot, region_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "region.bvr"
    shutil.copy(region_file, copy)
    with open_window(qtbot, copy) as window:
        window.resize(1366, 768)
        light = next(r.head.id for r in window.desk.workspace.reviews() if r.head.path == "light")
        window.open_review(light)
        assert window.review
        stage, answers = window.review.stage, window.review.session.answers
        for section in answers.sections():
            stage.go_to_section(section.id)
            view = stage.current()
            assert view
            qtbot.waitUntil(partial(is_whole, view, len(answers.parts(section))))
            QApplication.processEvents()
            assert view.horizontalScrollBar().maximum() == 0, section.id


def test_no_word_of_a_table_is_cut_where_there_is_room(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        columns = (Column("Area", 4, bold=True), Column("Value", 30), Column("Reads as", 30))
        table = Listing(window.desk.look, "Peers", columns)
        qtbot.addWidget(table)
        table.show_lines([Line("n", ("Northamptonshire", "85%", "not distinguishable"))])
        table.resize(320, 200)
        table.show()
        metrics = QFontMetrics(window.desk.look.font(bold=True))
        assert table.columnWidth(0) >= metrics.horizontalAdvance("Northamptonshire") + window.desk.look.px(18)
        assert sum(table.columnWidth(n) for n in range(3)) == table.horizontalHeader().width()


def test_entries_of_one_line_are_equally_high(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        tasks = TaskList(window.desk.look, "Measures")
        qtbot.addWidget(tasks)
        metrics = QFontMetrics(window.desk.look.font())
        title = "Told in advance not to report"
        tasks.show_tasks([Task("a", "Short", "", "icon:flag"), Task("b", title, "", "icon:flag")])
        tasks.resize(metrics.horizontalAdvance(title) + 62, 300)
        tasks.show()
        QApplication.processEvents()
        assert tasks.item(1).data(ENTRY).title == title
        assert tasks.visualItemRect(tasks.item(0)).height() == tasks.visualItemRect(tasks.item(1)).height()


def test_a_window_fits_a_screen_with_a_title_bar(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        screen = window.screen().availableGeometry()
        fit_to_screen(window, 5000, 5000)
        assert (window.width(), window.height()) == (screen.width(), screen.height() - TITLE_BAR)


def test_large_text_of_a_longer_language_fits_the_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bvreview.i18n._translation", Longer())
    with open_window(qtbot, tmp_path / "w.bvr", text_size=200) as window:
        page = begin_review(window)
        QApplication.processEvents()
        assert window.size() == QSize(1366, 768)
        head = (page.head.title, page.head.export, page.head.submit)
        assert all(shown.width() >= shown.sizeHint().width() for shown in head)


def test_buttons_stand_at_the_right_of_a_row_and_below_it_where_there_is_no_room(qtbot: QtBot) -> None:
    words, box, first, last = QLabel("Keep the last"), CalmCombo(), button("Show"), button("Copy")
    row = Flow((words, box), ends=(first, last), spacing=16)
    qtbot.addWidget(row)
    wide = row.row_width() + 100
    row.resize(wide, row.heightForWidth(wide))
    row.show()
    assert words.x() == 0
    assert last.geometry().right() == wide - 1
    assert first.geometry().right() + 1 + 16 == last.x()
    assert words.geometry().center().y() == pytest.approx(last.geometry().center().y(), abs=1)
    narrow = row.row_width() - 1
    row.resize(narrow, row.heightForWidth(narrow))
    QApplication.processEvents()
    assert last.geometry().right() == narrow - 1
    assert last.y() > box.geometry().bottom()
    assert row.rect().contains(last.geometry())


def test_the_first_page_cuts_no_line_however_it_is_squeezed(qtbot: QtBot) -> None:
    page = StartPage(520)
    qtbot.addWidget(page)
    page.resize(600, 200)
    page.show()
    about = next(w for w in page.findChildren(QLabel) if "Everything stays" in w.text())
    assert about.height() >= about.heightForWidth(about.width())


def test_a_fault_that_was_put_right_is_not_said_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.new_review()
        made = dialog(qtbot, NewReviewDialog)
        assert isinstance(made, NewReviewDialog)
        made.accept()
        assert made.problem.isVisible()
        line = made.organisation.lineEdit()
        assert line
        QTest.keyClicks(line, "D")
        assert not made.problem.isVisible()


def test_the_wheel_neither_changes_a_choice_nor_brings_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window)
        combo = CalmCombo()
        qtbot.addWidget(combo)
        combo.addItems(["one", "two"])
        combo.show()
        none = Qt.KeyboardModifier.NoModifier
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            none,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(combo, wheel)
        assert combo.currentText() == "one"
        assert not combo.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def test_the_sample_region_is_in_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.actions_by_id["explore_sample"].text() == "Explore the sample region"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_one_sentence_is_said() -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-m", "ui"], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("There is no display for the window.")
    assert len(done.stderr.splitlines()) == 1
