"""Forms as a newcomer meets them: choices typed over, rings whole, words that say what is so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot
from window_kit import (
    begin_review,
    dialog,
    fill,
    press,
    row_of,
    settled,
    table_of,
    type_keys,
    wait_for,
)

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import State
from bvreview.review.model import Status
from ui.dialogs.answer import AnswerDialog
from ui.forms.row import LONG, FieldRow
from ui.forms.table import AnswerTable
from ui.look.focus import WIDTH, FocusRing, Frame
from ui.window import Window

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def grade_cell(window: Window, grade: str) -> AnswerTable:
    """The table of staff with one grade in it, and the keyboard on that."""
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText(grade)
    table.paste()
    return table


def cells_of(window: Window, field: str) -> list[object]:
    """The answers of a field of the table of staff."""
    assert window.review
    cells = window.review.session.review.cells
    return [c.answer.value or c.answer.raw for a, c in cells.items() if a.field == field]


# choices


def test_typing_over_a_choice_in_a_table_replaces_it(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("zzz")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: cells_of(window, "grade") == ["zzz"])
    assert window.review
    review = settled(qtbot, window.review, window)
    (cell,) = review.cells.values()
    assert cell.answer.state is State.PENDING
    assert table.model().index(0, 0).data() == "zzz"
    finding = window.review.session.finding_at(cell.address)
    assert finding
    assert "not in the list" in finding.message


def test_typing_the_beginning_of_one_choice_takes_it(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("senior")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: table.currentIndex().column() == 1)
    assert table.model().index(0, 0).data().startswith("Senior")


def test_down_in_a_choice_shows_the_list_and_commits_nothing(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    press(Key.Key_F2)
    press(Key.Key_Down)
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Down)
    assert table.model().index(0, 0).data() == "Probation officer"
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    wait_for(qtbot, table.hasFocus)
    assert table.model().index(0, 0).data() == "Probation officer"


def test_a_choice_is_taken_from_the_list_by_down_and_enter(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("tr")
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Down)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: "tr" in table.model().index(0, 0).data().casefold())
    wait_for(qtbot, lambda: table.hasFocus() and table.model().index(0, 0).data() != "tr")


def test_a_short_list_is_typed_as_well(qtbot: QtBot, window: Window) -> None:
    begin_review(window, path=Depth.FULL)
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 6))
    items = window.desk.framework.lists[table.model().fields[6].list]  # type: ignore[attr-defined]
    type_keys(items[-1].label[:3])
    press(Key.Key_Return)
    wait_for(qtbot, lambda: cells_of(window, "quality") != [])
    assert cells_of(window, "quality") == [items[-1].id]


# fields


def test_what_is_said_of_a_typed_text_goes_with_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    row = row_of(window, "about.started_on")
    type_keys("32/13/2010")
    press(Key.Key_Return)
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: "32/13/2010" in row.under_words())
    page.undo()
    wait_for(qtbot, lambda: row.address not in page.session.review.cells)
    settled(qtbot, page, window)
    assert row.under_words() == ""


def test_how_a_text_was_read_is_said_until_the_answer_changes(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    row = row_of(window, "about.started_on")
    type_keys("1/7/10")
    press(Key.Key_Return)
    settled(qtbot, page, window)
    said = row.under_words()
    page.session.set_answers({row.address: None})
    settled(qtbot, page, window)
    assert said
    assert row.under_words() == ""


def test_label_and_box_stay_together_beside_a_field_with_more_to_say(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    row = row_of(window, "about.finish_by")
    fill(page.session, {"about.finish_by": "in the summer, once all the figures of all areas are there"})
    settled(qtbot, page, window)
    QApplication.processEvents()
    beside = row_of(window, "about.started_on")
    assert row.height() == beside.height() or row.y() == beside.y()
    assert row.editor.y() == beside.editor.y()
    assert row.y() == beside.y()


@pytest.mark.parametrize("address", ["about.review_lead", "about.scope", "about.joint_with"])
def test_the_focus_ring_is_whole(qtbot: QtBot, window: Window, address: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ring = FocusRing(app, window.desk.look)
    begin_review(window)
    row = row_of(window, address)
    QApplication.processEvents()
    field = QApplication.focusWidget()
    assert field in row.editor.inputs()
    assert field
    frame = next(f for f in window.findChildren(Frame) if f.isVisible())
    around = QRect(field.mapTo(window, QPoint(0, 0)), field.size())
    assert QRect(frame.mapTo(window, QPoint(0, 0)), frame.size()) == around.adjusted(
        -WIDTH, -WIDTH, WIDTH, WIDTH
    )
    assert frame.visibleRegion().boundingRect() == frame.rect()
    ring.release()


def test_what_is_only_read_looks_like_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    scope = row_of(window, "about.scope").editor.inputs()[0]
    yellow = ground_of(scope)
    head = page.session.review.head
    object.__setattr__(head, "status", Status.RECEIVED)  # as a file that came in
    page.session.edited.emit()  # what is laid out anew afterwards is another page
    assert isinstance(scope, QPlainTextEdit)
    assert scope.isReadOnly()
    assert not scope.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert ground_of(scope) == window.desk.look.tokens.derived
    assert yellow == window.desk.look.tokens.entry


def ground_of(widget: object) -> str:
    """The colour inside a box."""
    assert isinstance(widget, QPlainTextEdit)
    return widget.grab().toImage().pixelColor(20, widget.height() - 12).name()


def test_a_pencil_says_what_it_is_for_and_is_not_met_by_tab(window: Window) -> None:
    begin_review(window)
    row = row_of(window, "about.scope")
    (pencil,) = (b for b in row.findChildren(QToolButton) if b.isVisible())
    assert "What is in scope" in pencil.toolTip()
    assert "What is in scope" in pencil.accessibleName()
    assert not pencil.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_dialog_of_a_cell_says_its_row(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = table_of(window, "ledger", "lines")
    table.stand_on(table.model().index(0, 0))
    window.actions_by_id["about_answer"].trigger()
    asked = dialog(qtbot, AnswerDialog)
    assert "Staff: Budget" in [shown.text() for shown in asked.findChildren(QLabel)]


def test_a_question_that_must_be_answered_says_so_until_it_is(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    lead, finance = row_of(window, "about.review_lead"), row_of(window, "about.finance_lead")

    def marked(row: object) -> bool:
        assert isinstance(row, type(lead))
        return any(w.text() == "needed" and w.isVisible() for w in row.findChildren(QLabel))

    assert marked(lead)
    assert "needed" in lead.editor.inputs()[0].accessibleDescription()
    assert not marked(finance)
    fill(page.session, {"about.review_lead": "Jo"})
    settled(qtbot, page, window)
    assert not marked(lead)


def test_needed_stands_beside_a_long_label(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    page.stage.go_to_section("plan")
    view = page.stage.current()
    assert view
    assert view.views
    rows = [row for row in view.findChildren(FieldRow) if len(row.field.label) > LONG]
    row = next(r for r in rows if any(w.text() == "needed" and w.isVisible() for w in r.findChildren(QLabel)))
    needed = next(w for w in row.findChildren(QLabel) if w.text() == "needed")
    title = next(w for w in row.findChildren(QLabel) if w.text() == row.field.label)
    ends = title.fontMetrics().horizontalAdvance(title.text())
    wait_for(qtbot, lambda: 0 <= needed.x() - ends < 30)


@pytest.mark.parametrize("column", [0, 6])
def test_the_box_of_a_choice_stays_in_its_cell(qtbot: QtBot, window: Window, column: int) -> None:
    begin_review(window, path=Depth.FULL)
    table = table_of(window, "costs", "staff")
    table.setColumnWidth(column, 60)
    index = table.model().index(0, column)
    table.stand_on(index)
    press(Key.Key_F2)
    QApplication.processEvents()
    editor = QApplication.focusWidget()
    assert editor
    assert editor.geometry() == table.visualRect(index)
