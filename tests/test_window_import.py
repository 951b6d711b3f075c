"""What is said of an import, how its questions are answered, and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, settled, wait_for

from bvreview import work
from bvreview.framework.rules import Level
from bvreview.resources import sample_path
from bvreview.review.cells import Address, parse_address
from bvreview.review.exchange.questions import take_it
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey
from ui.dialogs.outcomes import OutcomesDialog, found_words
from ui.pages.region import RegionPage
from ui.places import REGION
from ui.window import Window

BAD_DAY = sample_path("bad-day")
QUESTIONS = ("Gwent VC hidden sheet.xlsx", "Norfolk VC two volumes sheets.xlsx")


def outcomes_dialog(qtbot: QtBot) -> OutcomesDialog:
    """What was imported."""
    shown = dialog(qtbot, OutcomesDialog)
    assert isinstance(shown, OutcomesDialog)
    return shown


def test_only_what_is_still_open_is_counted() -> None:
    where = Address("costs", "", "lead")
    key = ExplanationKey("rise", *where)
    explained = Finding("rise", Level.EXPLAIN, where, "2", "", "", explanation=Explanation(key, "2", "Posts"))
    unexplained = Finding("rise", Level.EXPLAIN, where, "2", "", "")
    note = Finding("hidden", Level.NOTE, where, "", "", "")
    outcome = ImportOutcome("a.xlsx", Outcome.IMPORTED, findings=(explained, unexplained, note))
    assert found_words(outcome.counts) == "1 to explain, 1 note"


@pytest.mark.skipif(not BAD_DAY.is_dir(), reason="the samples are not there")
def test_each_question_is_answered_for_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.arrivals.import_paths([BAD_DAY / name for name in QUESTIONS])
        shown = outcomes_dialog(qtbot)
        assert [line.texts[1] for line in shown.list.lines] == ["Question", "Question"]
        assert all(line.texts[2].endswith("?") for line in shown.list.lines)
        region = window.page(REGION)
        assert isinstance(region, RegionPage)
        wait_for(qtbot, lambda: [line.texts[1] for line in region.refused.lines] == ["Question"] * 2)
        assert not shown.take.isEnabled()
        shown.questions.choices[1, "sheet_copied.Volumes (2)"]["yes"].click()
        assert shown.take.isEnabled()
        shown.take.click()
        wait_for(qtbot, window.desk.workspace.reviews)
        again = outcomes_dialog(qtbot)
        assert [line.texts[:2] for line in again.list.lines] == [(QUESTIONS[1], "Imported")]
        assert len(window.desk.workspace.reviews()) == 1
        wait_for(qtbot, lambda: [line.id for line in region.refused.lines] == [QUESTIONS[0]])


@pytest.mark.skipif(not BAD_DAY.is_dir(), reason="the samples are not there")
def test_the_sample_comes_in_beside_reviews_of_ones_own_only_when_that_is_wanted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        settled(qtbot, begin_review(window), window)
        window.actions_by_id["explore_sample"].trigger()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert len(window.desk.workspace.reviews()) == 1
        next(b for b in box.buttons() if b.text() == "Take it in here").click()
        outcomes_dialog(qtbot)
        assert len(window.desk.workspace.reviews()) > 1


def test_a_workbook_of_ones_own_review_leads_to_that_review(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        own = returned_workbook(qtbot, window, tmp_path / "filled.xlsx")
        window.show_page(REGION)
        window.commands.arrivals.import_paths([tmp_path / "filled.xlsx"])
        shown = outcomes_dialog(qtbot)
        assert [line.texts[1] for line in shown.list.lines] == ["Replaced"]
        wait_for(qtbot, lambda: window.review)
        assert window.review
        assert window.review.session.id == own
        assert window.stack.currentWidget() is window.review
        lead = window.review.session.review.cells[parse_address("about.review_lead")]
        assert lead.answer.value == "Filled in by a colleague"


def returned_workbook(qtbot: QtBot, window: Window, path: Path) -> str:
    """A review of one's own, and its workbook with another answer; gives the id."""
    page = begin_review(window)
    address = parse_address("about.review_lead")
    page.session.set_answers({address: page.session.read(address, "As it was sent out")})
    work.write_submission(window.desk.framework, settled(qtbot, page, window), path, signed=False)
    book = load_workbook(path)
    (cell,) = (c for sheet in book for row in sheet for c in row if c.value == "As it was sent out")
    cell.value = "Filled in by a colleague"
    book.save(path)
    return page.session.id


def test_enter_presses_the_button_that_has_the_keyboard_else_the_default(
    qtbot: QtBot, tmp_path: Path
) -> None:
    outcomes = [ImportOutcome("a.xlsx", Outcome.REFUSED, reason="It is no workbook.")]
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        for give_keys in (lambda d: None, lambda d: d.list.setFocus()):
            shown = OutcomesDialog(window, window.desk.look, outcomes)
            shown.open()
            shown.activateWindow()
            qtbot.waitUntil(shown.isActiveWindow)
            give_keys(shown)
            with qtbot.waitSignal(shown.accepted):
                now = QApplication.focusWidget()
                assert now
                QTest.keyClick(now, Qt.Key.Key_Return)


def test_a_question_stands_under_its_file_with_its_choices(qtbot: QtBot, tmp_path: Path) -> None:
    asked = take_it("second", "Take it in all the same?")
    outcomes = [ImportOutcome("a.xlsx", Outcome.QUESTION, reason=asked.text, questions=(asked,))]
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        shown = OutcomesDialog(window, window.desk.look, outcomes)
        (choices,) = shown.questions.choices.values()
        assert [c.text() for c in choices.values()] == ["Take it in", "Do not take the file in"]
        assert [w.text() for w in shown.questions.findChildren(QLabel)] == ["a.xlsx", asked.text]
        assert shown.questions.given() == {}
        choices["no"].click()
        assert shown.questions.given() == {0: {"second": "no"}}
        shown.deleteLater()
