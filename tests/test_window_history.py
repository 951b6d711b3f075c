"""The history of a review on the screen: read in steps, filtered, compared, copied, and values back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from clock import turn_clock
from pace import Heart, allowed
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import begin_review, fill, press, row_of, settled, wait_for

from bvreview.review.cells import Answer, parse_address
from bvreview.review.changes import cell_change
from bvreview.settings import Person
from ui.editing.history import STEP
from ui.pages.history import HistoryPage
from ui.pages.review import ReviewPage
from ui.window import Window

LEAD, SCOPE = "about.review_lead", "about.scope"
MANY = 10_000
LONGEST_GAP = 0.1  # seconds between two beats of the window
BOB = Person("Bob Porter", "Manager")


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ReviewPage:
    """A review whose lead was given three times, the last time by somebody else."""
    page = begin_review(window)
    for name in ("Ann", "Ben"):
        fill(page.session, {LEAD: name})
    settled(qtbot, page, window)
    window.desk.workspace.person = BOB
    fill(page.session, {LEAD: "Cat", "volumes.outputs:hours_worked.year": "5"})
    settled(qtbot, page, window)
    window.activateWindow()
    wait_for(qtbot, window.isActiveWindow)
    return page


def history(qtbot: QtBot, window: Window) -> HistoryPage:
    window.actions_by_id["whole_history"].trigger()
    assert window.review
    shown = window.review.whole.history
    assert shown
    wait_for(qtbot, lambda: shown.model.rows)
    return shown


def texts(shown: HistoryPage) -> list[tuple[str, ...]]:
    columns = range(shown.model.columnCount())
    return [
        tuple(shown.model.data(shown.model.index(row, n)) for n in columns)
        for row in range(shown.model.rowCount())
    ]


def choose(combo: QComboBox, data: str) -> None:
    index = combo.findData(data)
    assert index >= 0, data
    combo.setCurrentIndex(index)


def stand_on(shown: HistoryPage, old: str, new: str) -> None:
    row = next(n for n, line in enumerate(texts(shown)) if line[-2:] == (old, new))
    shown.table.setCurrentIndex(shown.model.index(row, 0))


def test_each_change_says_who_when_where_from_what_and_to_what(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    shown = history(qtbot, window)
    lead = [line for line in texts(shown) if line[3] == "Review lead"]
    assert [line[-2:] for line in lead] == [("Ben", "Cat"), ("Ann", "Ben"), ("blank", "Ann")]
    assert [line[1] for line in lead] == [str(BOB), "Jo Bloggs, Finance lead", "Jo Bloggs, Finance lead"]
    assert {line[2] for line in lead} == {"About the review"}
    assert all(line[0] for line in lead)


def test_it_is_filtered_by_person_and_section(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    shown = history(qtbot, window)
    wait_for(qtbot, lambda: shown.person.count() == 3)
    choose(shown.person, str(BOB))
    wait_for(qtbot, lambda: {line[1] for line in texts(shown)} == {str(BOB)})
    choose(shown.section, "about")
    wait_for(qtbot, lambda: [line[-2:] for line in texts(shown)] == [("Ben", "Cat")])
    assert shown.said.whole_text() == "1 change"
    assert shown.person.currentData() == str(BOB)


def test_a_moment_is_compared_with_now(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    shown = history(qtbot, window)
    stand_on(shown, "blank", "Ann")
    shown.entry.compare.click()
    wait_for(qtbot, lambda: shown.model.compared)
    assert QApplication.focusWidget() is shown.table
    assert ("About the review", "Review lead", "Ann", "Cat") in texts(shown)
    assert shown.said.whole_text().startswith(f"{len(texts(shown))} difference")
    whole = next(b for b in shown.findChildren(QPushButton) if b.text() == "Back to all changes")
    whole.click()
    wait_for(qtbot, lambda: not shown.model.compared)
    assert whole.isHidden()


def test_an_earlier_value_is_brought_back_as_a_step_that_can_be_undone(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    shown = history(qtbot, window)
    stand_on(shown, "Ann", "Ben")
    assert shown.entry.bring_back.text() == "Bring back: Ann"
    shown.entry.bring_back.click()
    review = settled(qtbot, page, window)
    assert review.cells[parse_address(LEAD)].answer.value == "Ann"
    wait_for(qtbot, lambda: ("Cat", "Ann") in [line[-2:] for line in texts(shown)])
    undo = window.actions_by_id["undo"]
    wait_for(qtbot, lambda: undo.text() == "Undo: Brought back: Review lead")
    assert shown.entry.bring_back.isHidden()
    undo.trigger()
    review = settled(qtbot, page, window)
    assert review.cells[parse_address(LEAD)].answer.value == "Cat"


def test_an_explanation_is_brought_back(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    fill(page.session, {"about.started_on": "12 April 2007"})
    settled(qtbot, page, window)
    finding = next(f for f in page.session.findings if f.rule == "review_starts_before_year")
    page.session.explain(finding, "Began early.")
    page.session.explain(finding, "")
    settled(qtbot, page, window)
    shown = history(qtbot, window)
    stand_on(shown, "Began early.", "none")
    shown.entry.bring_back.click()
    review = settled(qtbot, page, window)
    assert review.explanations[finding.key].text == "Began early."
    wait_for(qtbot, lambda: any(f.explanation for f in page.session.findings))


def test_it_is_copied_as_a_table_for_a_spreadsheet(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    shown = history(qtbot, window)
    QGuiApplication.clipboard().clear()
    copy = next(b for b in shown.findChildren(QPushButton) if b.text() == "Copy as a table")
    copy.click()
    wait_for(qtbot, QGuiApplication.clipboard().text)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["When", "Who", "Section", "What", "From", "To"]
    assert [tuple(line) for line in lines[1:]] == texts(shown)
    shown.table.setFocus()
    stand_on(shown, "Ben", "Cat")
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1].endswith("Ben\tCat")


def test_an_entry_is_gone_to(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    shown = history(qtbot, window)
    stand_on(shown, "Ben", "Cat")
    shown.table.setFocus()
    press(Qt.Key.Key_Return)
    view = page.stage.current()
    assert view
    assert view.place_of_hand() == parse_address(LEAD)


def test_a_clock_that_was_turned_back_is_said_and_changes_no_order(
    qtbot: QtBot, page: ReviewPage, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_clock(monkeypatch, "2016-01-01T00:00:00+00:00")
    fill(page.session, {LEAD: "Dee"})
    settled(qtbot, page, window)
    shown = history(qtbot, window)
    wait_for(qtbot, lambda: texts(shown)[0][-2:] == ("Cat", "Dee"))
    assert "1 Jan 2016" in texts(shown)[0][0]
    words = " ".join(w.text() for w in shown.findChildren(QLabel) if w.isVisible())
    assert "This computer's clock was turned back at some time." in words


def test_ten_thousand_entries_are_read_in_steps_and_stop_nobody(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    workspace, review, at = window.desk.workspace, page.session.id, parse_address(SCOPE)
    texts_then = [None, *(Answer(f"draft {n}") for n in range(MANY))]
    steps = [cell_change(review, at, old, new) for old, new in pairwise(texts_then)]
    workspace.apply(steps, "Many")
    shown: list[HistoryPage] = []
    heart = Heart()
    gap = heart.measure(lambda: shown.append(history(qtbot, window)))
    assert shown[0].model.rowCount() == STEP
    assert shown[0].said.whole_text().startswith(f"{STEP} changes; more")

    def to_the_end() -> None:
        while shown[0].model.rowCount() <= MANY:  # the review was begun, too
            rows = shown[0].model.rowCount()
            shown[0].table.scrollToBottom()
            qtbot.waitUntil(lambda rows=rows: shown[0].model.rowCount() > rows)  # type: ignore[misc]

    gap = max(gap, heart.measure(to_the_end))
    assert shown[0].model.rowCount() == MANY + 1
    assert not shown[0].model.canFetchMore()
    assert gap < allowed(qtbot, LONGEST_GAP), f"{gap:.3f} s"


def test_the_panel_brings_the_value_of_a_field_back(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    row_of(window, LEAD)
    page.stage.side.setCurrentWidget(page.stage.history)

    def way(words: str) -> QPushButton | None:
        found = page.stage.history.findChildren(QPushButton)
        return next((b for b in found if b.text() == words and b.isVisible()), None)

    wait_for(qtbot, lambda: way("Bring back: Ann"))
    assert way("Leave it blank again")
    assert not way("Bring back: Cat")
    back = way("Bring back: Ann")
    assert back
    back.click()
    review = settled(qtbot, page, window)
    assert review.cells[parse_address(LEAD)].answer.value == "Ann"
    assert row_of(window, LEAD).editor.raw() == "Ann"
    wait_for(qtbot, lambda: way("Bring back: Cat"))  # what was just done stands there without a click
    assert not way("Bring back: Ann")
    QApplication.processEvents()
