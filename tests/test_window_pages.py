"""Compare, region and the way out, on the sample region; and every page fit for keyboard, reader and eye."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMessageBox,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, type_keys, wait_for

from bvreview.resources import sample_path
from bvreview.review.cells import parse_address
from bvreview.settings import SmallNumbers
from ui.dialogs.about import AboutDialog
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.new_review import NewReviewDialog
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.dialogs.submit import SubmitDialog
from ui.dialogs.written import WrittenDialog
from ui.exchange.imports import sample_paths
from ui.operations import submit
from ui.pages.compare import ComparePage
from ui.pages.region import RegionPage
from ui.pages.review import ReviewPage
from ui.pages.reviews import line_of as line_of_review
from ui.places import PLACES, REGION
from ui.window import Window

SAMPLES = sample_path("east-midlands")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample region is not there yet")


@pytest.fixture
def window(region_window: Window) -> Window:
    return region_window


def open_sample(window: Window, name: str = "Derbyshire") -> None:
    """Open a received review of the sample region."""
    found = next(r for r in window.desk.workspace.reviews() if r.organisation_name == name)
    window.open_review(found.head.id)


def compare_page(qtbot: QtBot, window: Window) -> ComparePage:
    """The comparison of the open review, once it is worked out."""
    assert window.review
    window.review.tabs.setCurrentIndex(2)
    page = window.review.compare
    assert page
    wait_for(qtbot, page.comparisons)
    return page


def test_importing_shows_progress_and_then_the_outcome_of_each_file(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "new.bvr") as window:
        window.commands.arrivals.import_paths(sample_paths())
        shown = dialog(qtbot, OutcomesDialog)
        assert isinstance(shown, OutcomesDialog)
        words = [line.texts[1] for line in shown.list.lines]
        assert words.count("Imported") == 5
        assert words.count("Replaced") == 1
        shown.accept()
        page = window.page(REGION)
        assert isinstance(page, RegionPage)
        wait_for(qtbot, lambda: page.table.lines)
        areas = [line.texts[0] for line in page.table.lines]
        assert areas == [
            "Derbyshire",
            "Leicestershire",
            "Lincolnshire",
            "Northamptonshire",
            "Nottinghamshire",
        ]
        assert all("illustrative" in line.texts[4] for line in page.table.lines)


def test_a_received_review_is_read_and_not_edited(window: Window) -> None:
    open_sample(window)
    assert window.review
    assert window.review.session.is_read_only
    window.review.stage.tasks.choose("costs")
    view = window.review.stage.current()
    assert view
    table = view.views[0].table  # type: ignore[union-attr]
    before = table.model().index(0, 1).data()
    table.setFocus()
    table.stand_on(table.model().index(0, 1))
    QTest.keyClicks(table, "99")
    table.clear_chosen()
    assert table.model().index(0, 1).data() == before


def test_a_measure_is_compared_and_its_marks_are_read_out_by_arrow_keys(qtbot: QtBot, window: Window) -> None:
    open_sample(window)
    page = compare_page(qtbot, window)
    chart = page.measure.charts[0]
    assert chart.scene
    assert len(chart.scene.marks) == 42
    assert chart.accessibleDescription() == chart.scene.description
    read: list[str] = []
    chart.read.connect(read.append)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_End)
    marks = chart.scene.marks
    assert read == [marks[0].readout, marks[1].readout, marks[-1].readout]
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.mark is None


def test_the_same_measure_beside_all_organisations(qtbot: QtBot, window: Window) -> None:
    open_sample(window)
    page = compare_page(qtbot, window)
    assert len(page.comparisons()[0].standings) == 5
    group = page.measure.group
    group.setCurrentIndex(group.findData("nation"))
    group.activated.emit(group.currentIndex())
    wait_for(qtbot, lambda: len(page.comparisons()[0].standings) == 42)
    wait_for(qtbot, lambda: page.common.history)
    assert [page.measure.tabs.tabText(n) for n in range(page.measure.tabs.count())] == [
        "Funnel",
        "Ranked",
        "Trend",
        "Table",
    ]
    assert len(page.measure.table.lines) == 42
    (own,) = [line for line in page.measure.table.lines if line.bold]
    assert own.texts[0] == "Derbyshire"
    assert own.texts[1] == "86%"  # 450 of 524: Commons written answers, 16 September 2009


def test_a_unit_cost_is_compared_and_said_to_be_illustrative(qtbot: QtBot, window: Window) -> None:
    open_sample(window)
    page = compare_page(qtbot, window)
    page.tasks.choose("unit_full")
    wait_for(qtbot, lambda: page.common.history)
    assert [page.measure.tabs.tabText(n) for n in range(page.measure.tabs.count())] == [
        "Ranked",
        "Trend",
        "Table",
    ]
    words = [label.text() for label in page.measure.side.findChildren(QLabel)]
    assert "Illustrative figures" in words


def test_the_questions_of_the_stage_are_one_choice_away(qtbot: QtBot, window: Window) -> None:
    open_sample(window)
    page = compare_page(qtbot, window)
    section = next(t for t in page.entries() if t.id.startswith("?"))
    page.tasks.choose(section.id)
    assert window.review
    view = window.review.stage.current()
    assert view
    assert view.section.id == section.id[1:]


def test_a_review_is_checked_signed_and_written_in_the_window(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_review(qtbot, window, "Lincolnshire")
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr("ui.dialogs.submit.ask_for_folder", lambda *words: out)
    page.wants_submit.emit()
    asked = dialog(qtbot, SubmitDialog)
    assert isinstance(asked, SubmitDialog)
    assert [f.message for f in asked.findings] == []
    asked.name.setText("Ann Other")
    asked.day.setText("31 June 2010")
    asked.sign()
    assert asked.problem.text() == '"31 June 2010" is not a date. Write it like 12 May 2010.'
    asked.day.setText("30 June 2010")
    asked.sign()
    shown = dialog(qtbot, WrittenDialog)
    assert isinstance(shown, WrittenDialog)
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "lincolnshire-community-payback-2009-10-r1-plan.pdf",
        "lincolnshire-community-payback-2009-10-r1.xlsx",
    ]
    assert sorted(line.texts[0] for line in shown.list.lines) == names
    head = window.desk.workspace.head(page.session.id)
    assert (head.status, head.signed_by, head.revision) == ("submitted", "Ann Other", 1)
    wait_for(qtbot, lambda: page.session.review.head.status == "submitted")
    shown.close()
    signed_review_is_frozen_until_revised(qtbot, window, page)


def signed_review_is_frozen_until_revised(qtbot: QtBot, window: Window, signed: ReviewPage) -> None:
    """No key changes what was signed; the button in the header begins the next revision."""
    wait_for(qtbot, lambda: window.review not in (None, signed) and window.review.session.is_read_only)
    page = window.review
    assert page
    (summary,) = (s for s in window.desk.workspace.reviews() if s.own)
    assert line_of_review(summary).texts[3] == "Signed by Ann Other, revision 1"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.go_to(parse_address("about.review_lead"))
    before = page.session.review
    type_keys("x")
    QApplication.processEvents()
    assert page.session.review == before
    page.stage.tasks.choose("costs")
    view = page.stage.current()
    assert view
    assert not [b for b in visible(view, QAbstractButton) if "line" in b.text().casefold()]  # type: ignore[attr-defined]
    offered = {b.text() for b in visible(page, QAbstractButton)}  # type: ignore[attr-defined]
    assert "Begin revision 2\u2026" in offered
    assert "Check and submit" not in offered
    window.commands.begin_revision()
    asked = dialog(qtbot, QMessageBox)
    assert isinstance(asked, QMessageBox)
    assert "Revision 1 was signed by Ann Other on 30 June 2010." in asked.text()
    next(b for b in asked.buttons() if b.text() == "Begin revision 2").click()
    wait_for(qtbot, lambda: window.review and not window.review.session.is_read_only)
    assert window.review
    assert window.review.stage.tasks.current_id() == "costs"
    assert window.desk.workspace.head(page.session.id).status == "draft"


def filled_review(qtbot: QtBot, window: Window, name: str) -> ReviewPage:
    """A review of our own with every answer of a received one."""
    found = next(r for r in window.desk.workspace.reviews() if r.organisation_name == name)
    given = window.desk.workspace.review(found.head.id)
    page = begin_review(window, name.casefold(), given.head.path)
    session, framework = page.session, window.desk.framework
    for place, keys in given.rows.items():
        section = framework.section(place.partition(".")[0])
        assert section
        part = section.part(place.partition(".")[2])
        assert part
        texts = {a: "" for a in given.cells if a.section == section.id and a.part == part.id}
        session.type_texts(texts, section, part, keys)
    session.set_answers({address: cell.answer for address, cell in given.cells.items()})
    wait_for(qtbot, lambda: window.desk.saver.is_idle and session.is_judged)
    for finding in (f for f in session.findings if f.is_open and f.level == "explain"):
        session.explain(finding, given.explanations[finding.key].text)
    wait_for(qtbot, lambda: window.desk.saver.is_idle and session.is_judged)
    return page


def test_an_unfinished_review_is_not_signed(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    unready = begin_review(window, "cumbria")
    signature = ("Ann Other", date(2010, 5, 1))
    job = submit(window.desk.workspace, unready.session.id, signature, tmp_path, SmallNumbers())
    with qtbot.waitSignal(job.failed, timeout=30_000) as told:
        window.desk.jobs.start(job)
    assert "put right or explained" in str(told.args[0])
    assert not list(tmp_path.glob("*.xlsx"))


# every page, for keyboard, reader and eye


def pages(qtbot: QtBot, window: Window) -> Iterator[tuple[str, QWidget]]:
    """Every page and dialog there is, one after the other on the screen."""
    for place in PLACES:
        window.show_page(place.key)
        yield place.key, window
    page = begin_review(window, "cumbria")
    for section in page.session.answers.sections():
        page.stage.go_to_section(section.id)
        yield section.id, window
    page.stage.side.setCurrentIndex(2)
    yield "history", window
    open_sample(window)
    compare = compare_page(qtbot, window)
    for n in range(compare.measure.tabs.count()):
        compare.measure.tabs.setCurrentIndex(n)
        yield f"compare {n}", window
    yield from dialogs(qtbot, window)


def dialogs(qtbot: QtBot, window: Window) -> Iterator[tuple[str, QWidget]]:
    """Every dialog of ours."""
    own = begin_review(window, "dorset")
    own.stage.go_to_section("about")
    view = own.stage.current()
    assert view
    first = view.views[0].rows[0].address  # type: ignore[union-attr]
    openers = (
        (window.commands.new_review, NewReviewDialog),
        (window.actions_by_id["shortcuts"].trigger, ShortcutsDialog),
        (own.wants_submit.emit, SubmitDialog),
        (lambda: own.stage.open_answer(first), AnswerDialog),
        (window.actions_by_id["about"].trigger, AboutDialog),
    )
    for open_it, kind in openers:
        open_it()
        shown = dialog(qtbot, kind)
        yield kind.__name__, shown
        shown.close()


def visible(root: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    """The widgets of a kind that are on the screen."""
    yield from (w for w in root.findChildren(kind) if w.isVisible())


@pytest.mark.parametrize("text_size", [100, 200])
def test_no_page_scrolls_sideways_or_cuts_its_words(
    qtbot: QtBot, region_file: Path, tmp_path: Path, text_size: int
) -> None:
    copy = tmp_path / "region.bvr"
    copy.write_bytes(region_file.read_bytes())
    with open_window(qtbot, copy, text_size=text_size) as window:
        for where, root in pages(qtbot, window):
            QApplication.processEvents()
            assert window.width() <= 1366, where
            for area in visible(root, QScrollArea):
                assert isinstance(area, QScrollArea)
                inner = area.widget()
                assert inner is None or inner.width() <= area.viewport().width(), where
            for shown in visible(root, QLabel):
                assert isinstance(shown, QLabel)
                if shown.wordWrap() and shown.visibleRegion().boundingRect().height() == shown.height():
                    assert shown.heightForWidth(shown.width()) <= shown.height() + 1, (where, shown.text())
