"""Tables as somebody who knows spreadsheets works in them, on a real window."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pace import own_seconds
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from window_kit import (
    PERSON,
    begin_review,
    dialog,
    open_window,
    press,
    row_of,
    settled,
    table_of,
    type_keys,
    wait_for,
)

from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Answer, State
from bvreview.review.values import Entry, read_entry
from bvreview.workspace import Workspace
from ui.actions import TABLE_ACTIONS
from ui.dialogs.answer import AnswerDialog
from ui.editing.lines import added, moved, removed, shifted
from ui.forms.around import TableFrame
from ui.forms.block import At, carry, lay_out
from ui.forms.cell_boxes import TextCell
from ui.forms.table import AnswerTable
from ui.window import Window

Key = Qt.Key
Ctrl, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
GRADES = (
    "Probation officer\t1\t30000\t5000\t100\nOther staff\t2\t20000\t4000\t50\nSenior probation officer\t3"
)


@pytest.fixture
def staff(qtbot: QtBot, window: Window) -> AnswerTable:
    """The table of staff with three lines, the hand on the first figure."""
    page = begin_review(window)
    table = table_of(window, "costs", "staff")
    paste(table, (0, 0), GRADES)
    settled(qtbot, page, window)
    stand(table, 0, 1)
    return table


def paste(table: AnswerTable, at: At, text: str) -> None:
    stand(table, *at)
    QGuiApplication.clipboard().setText(text)
    table.paste()


def stand(table: AnswerTable, row: int, column: int) -> None:
    table.stand_on(table.answers.index(row, column))


def at(table: AnswerTable) -> At:
    return table.currentIndex().row(), table.currentIndex().column()


def choose(table: AnswerTable, top: int, left: int, bottom: int, right: int) -> None:
    """Choose a block with the keys, as from its first cell with Shift and the arrows."""
    stand(table, top, left)
    for __ in range(bottom - top):
        press(Key.Key_Down, Shift)
    for __ in range(right - left):
        press(Key.Key_Right, Shift)


def texts(table: AnswerTable, column: int) -> list[str]:
    return [table.answers.shown(row, column).text for row in range(len(table.answers.keys))]


def frame(table: AnswerTable) -> TableFrame:
    found = table.parentWidget()
    assert isinstance(found, TableFrame)
    return found


def undo(qtbot: QtBot, window: Window) -> None:
    assert window.review
    window.review.undo()
    qtbot.waitUntil(lambda: window.desk.saver.is_idle)
    settled(qtbot, window.review, window)


# typing


def test_enter_goes_down_and_back_to_where_tabs_began(qtbot: QtBot, staff: AnswerTable) -> None:
    type_keys("7")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: at(staff) == (0, 2))
    type_keys("41200")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: at(staff) == (0, 3))
    press(Key.Key_Return)
    wait_for(qtbot, lambda: at(staff) == (1, 1))
    assert texts(staff, 1)[0] == "7"
    assert texts(staff, 2)[0] == "41,200"
    press(Key.Key_Return, Shift)
    wait_for(qtbot, lambda: at(staff) == (0, 1))


def test_an_arrow_ends_what_is_typed_and_moves_what_was_opened(qtbot: QtBot, staff: AnswerTable) -> None:
    type_keys("8")
    press(Key.Key_Down)
    wait_for(qtbot, lambda: at(staff) == (1, 1))
    assert texts(staff, 1)[0] == "8"
    press(Key.Key_F2)
    QApplication.processEvents()
    press(Key.Key_Left)
    type_keys("1")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: texts(staff, 1)[1] == "12")  # "2" with a "1" before it


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, staff: AnswerTable) -> None:
    type_keys("99")
    press(Key.Key_Escape)
    wait_for(qtbot, staff.hasFocus)
    assert texts(staff, 1)[0] == "1"


def test_ctrl_enter_puts_what_is_typed_into_all_chosen_cells(qtbot: QtBot, staff: AnswerTable) -> None:
    choose(staff, 0, 1, 2, 1)
    type_keys("4")
    press(Key.Key_Return, Ctrl)
    wait_for(qtbot, lambda: texts(staff, 1) == ["4", "4", "4"])


def test_a_text_grows_over_the_lines_below(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = table_of(window, "ledger", "lines")
    column = next(n for n, f in enumerate(table.answers.fields) if f.id == "note")
    stand(table, 0, column)
    press(Key.Key_F2)
    QApplication.processEvents()
    box = QApplication.focusWidget()
    assert isinstance(box, TextCell)
    before = box.height()
    box.insertPlainText("A grant for two hostels was moved in the course of the year. " * 3)
    QApplication.processEvents()
    assert box.height() > before
    press(Key.Key_Return)
    wait_for(qtbot, lambda: "two hostels" in table.answers.shown(0, column).text)
    wait_for(qtbot, lambda: at(table) == (1, column))


def test_one_key_opens_the_list_of_a_cell(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = table_of(window, "pools", "pools")
    column = next(n for n, f in enumerate(table.answers.fields) if f.id == "basis")
    stand(table, 0, column - 1)
    press(Key.Key_F4)
    assert table.hasFocus()  # a figure has none
    stand(table, 0, column)
    table.answers.setData(table.currentIndex(), "200")  # of which no choice is a part
    press(Key.Key_F4)
    wait_for(qtbot, QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup
    for key in (Key.Key_Down, Key.Key_Return):
        QTest.keyClick(popup.focusWidget() or popup, key)
    wait_for(qtbot, lambda: table.answers.shown(0, column).text)


def test_the_calendar_gives_a_day(qtbot: QtBot, window: Window) -> None:
    begin_review(window, path=Depth.FULL)
    found = [
        (section.id, part.id)
        for section in window.desk.framework.sections
        for part in section.parts
        if part.rows or part.row_label
        if any(f.kind.value == "date" for f in part.fields[:5])
    ]
    section, part = found[0]
    table = table_of(window, section, part)
    column = next(n for n, f in enumerate(table.answers.fields) if f.kind.value == "date")
    stand(table, 0, column)
    press(Key.Key_F4)
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is not None)
    for key in (Key.Key_Right, Key.Key_Return):  # a popup hands its keys to what has the keyboard in it
        popup = QApplication.activePopupWidget()
        assert popup
        QTest.keyClick(popup.focusWidget(), key)
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is None)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: table.answers.shown(0, column).text == "2 April 2009")  # the year's second day


# choosing


@pytest.mark.parametrize(("key", "there"), [(Key.Key_Home, (0, 0)), (Key.Key_PageUp, (0, 2))])
def test_what_is_chosen_goes_with_the_hand_however_far(staff: AnswerTable, key: Qt.Key, there: At) -> None:
    stand(staff, 2, 2)
    press(key, Ctrl)
    assert at(staff) == there
    assert [(i.row(), i.column()) for i in staff.chosen()] == [there]


def test_ctrl_home_and_end_with_shift_choose_all_on_the_way(staff: AnswerTable) -> None:
    stand(staff, 1, 1)
    press(Key.Key_Home, Ctrl | Shift)
    assert {(i.row(), i.column()) for i in staff.chosen()} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    press(Key.Key_End, Ctrl)
    assert at(staff) == (staff.answers.rowCount() - 1, len(staff.answers.fields) - 1)


def test_lines_columns_and_everything_are_chosen_by_keys(staff: AnswerTable) -> None:
    press(Key.Key_A, Ctrl)
    assert len(staff.chosen()) == 3 * len(staff.answers.fields)
    stand(staff, 1, 2)
    press(Key.Key_Space, Shift)
    assert {i.row() for i in staff.chosen()} == {1}
    stand(staff, 1, 2)
    press(Key.Key_Space, Ctrl)
    assert [(i.row(), i.column()) for i in staff.chosen()] == [(0, 2), (1, 2), (2, 2)]


def test_what_is_chosen_is_added_up(staff: AnswerTable) -> None:
    choose(staff, 0, 1, 2, 1)
    QApplication.processEvents()
    assert frame(staff).sum.text() == "Sum 6 \u00b7 average 2 \u00b7 3 figures"
    stand(staff, 0, 1)
    QApplication.processEvents()
    assert frame(staff).sum.text() == ""


def test_ctrl_and_an_arrow_go_to_the_end_of_what_is_filled(staff: AnswerTable) -> None:
    stand(staff, 0, 2)
    press(Key.Key_Down, Ctrl)
    assert at(staff) == (1, 2)  # the third line has no salary
    press(Key.Key_Up, Ctrl)
    assert at(staff) == (0, 2)
    press(Key.Key_Down, Ctrl | Shift)
    assert [(i.row(), i.column()) for i in staff.chosen()] == [(0, 2), (1, 2)]


def test_shift_and_an_arrow_choose_from_where_enter_led(qtbot: QtBot, staff: AnswerTable) -> None:
    press(Key.Key_Return)
    wait_for(qtbot, lambda: at(staff) == (1, 1))
    press(Key.Key_Down, Shift)
    assert [(i.row(), i.column()) for i in staff.chosen()] == [(1, 1), (2, 1)]


# blocks


@pytest.mark.parametrize(
    ("block", "chosen", "laid"),
    [
        ([["7"]], [(0, 0), (2, 1)], {(0, 0): "7", (2, 1): "7"}),
        ([["1", "2"]], [(1, 1)], {(1, 1): "1", (1, 2): "2"}),
        (
            [["1"], ["2"]],
            [(0, 0), (1, 0), (2, 0), (3, 0)],
            {(0, 0): "1", (1, 0): "2", (2, 0): "1", (3, 0): "2"},
        ),
        ([["1"], ["2"]], [(0, 0), (1, 0), (2, 0)], {(0, 0): "1", (1, 0): "2"}),
        ([["1", "2"]], [(0, 0), (1, 0)], {(0, 0): "1", (0, 1): "2", (1, 0): "1", (1, 1): "2"}),
        ([], [(0, 0)], {}),
    ],
)
def test_a_block_is_laid_over_what_is_chosen(
    block: list[list[str]], chosen: list[At], laid: dict[At, str]
) -> None:
    assert lay_out(block, chosen) == laid


def test_the_first_row_or_column_is_carried_on() -> None:
    texts = {(0, 0): "a", (0, 1): "b", (1, 0): "", (1, 1): "x"}
    assert carry(texts, list(texts), down=True) == {(1, 0): "a", (1, 1): "b"}
    assert carry(texts, list(texts), down=False) == {(0, 1): "a", (1, 1): ""}


def test_one_value_fills_what_is_chosen_and_adds_no_line(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    choose(staff, 0, 4, 2, 4)
    QGuiApplication.clipboard().setText("75%")
    press(Key.Key_V, Ctrl)
    assert texts(staff, 4) == ["75", "75", "75"]
    staff.selectColumn(4)  # by its title: the line to add to is chosen too
    press(Key.Key_V, Ctrl)
    assert len(staff.answers.keys) == 3
    assert window.review
    settled(qtbot, window.review, window)


def test_a_block_that_is_larger_than_the_table_adds_lines(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    paste(staff, (2, 0), GRADES)
    assert len(staff.answers.keys) == 5
    assert texts(staff, 1) == ["1", "2", "1", "2", "3"]
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_cut_and_paste_moves_a_block(staff: AnswerTable) -> None:
    choose(staff, 0, 2, 1, 3)
    press(Key.Key_X, Ctrl)
    assert texts(staff, 2) == ["", "", ""]
    stand(staff, 1, 2)
    press(Key.Key_V, Ctrl)
    assert texts(staff, 2) == ["", "30,000", "20,000"]
    assert texts(staff, 3) == ["", "5,000", "4,000"]


def test_fill_down_and_to_the_right(staff: AnswerTable) -> None:
    choose(staff, 0, 1, 2, 2)
    press(Key.Key_D, Ctrl)
    assert texts(staff, 1) == ["1", "1", "1"]
    assert texts(staff, 2) == ["30,000", "30,000", "30,000"]
    stand(staff, 1, 2)
    press(Key.Key_R, Ctrl)  # a single cell takes what stands before it
    assert texts(staff, 2) == ["30,000", "1", "30,000"]


def test_delete_blanks_what_is_chosen_in_one_step(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    press(Key.Key_A, Ctrl)
    press(Key.Key_Delete)
    assert texts(staff, 0) == ["", "", ""]
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


# lines


def test_lines_are_inserted_above_and_below(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    stand(staff, 1, 1)
    press(Key.Key_Insert, Ctrl)
    assert texts(staff, 1) == ["1", "", "2", "3"]
    assert at(staff) == (1, 1)
    press(Key.Key_Insert, Ctrl | Shift)
    assert texts(staff, 1) == ["1", "", "", "2", "3"]
    assert window.review
    review = settled(qtbot, window.review, window)
    assert review.rows["costs.staff"] == staff.answers.keys
    undo(qtbot, window)
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_lines_are_moved_by_keys_and_undo_moves_them_back(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    stand(staff, 2, 1)
    press(Key.Key_Up, Alt)
    assert texts(staff, 1) == ["1", "3", "2"]
    assert at(staff) == (1, 1)
    press(Key.Key_Up, Alt)
    press(Key.Key_Up, Alt)  # there is nothing above the first
    assert texts(staff, 1) == ["3", "1", "2"]
    press(Key.Key_Down, Alt)
    assert texts(staff, 1) == ["1", "3", "2"]
    assert window.review
    review = settled(qtbot, window.review, window)
    assert review.rows["costs.staff"] == staff.answers.keys
    for __ in range(3):
        undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_line_is_dragged_by_its_number(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    gutter = staff.verticalHeader()
    ground = gutter.viewport()

    def middle(row: int, part: float = 0.5) -> QPoint:
        y = gutter.sectionViewportPosition(row) + round(gutter.sectionSize(row) * part)
        return QPoint(gutter.width() // 2, y)

    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=middle(0))
    for row in (1, 2):
        QTest.mouseMove(ground, middle(row, 0.9))
        QApplication.processEvents()
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=middle(2, 0.9))
    wait_for(qtbot, lambda: texts(staff, 1) == ["2", "3", "1"])
    assert staff.chosen_lines() == [staff.answers.keys[2]]
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_press_on_a_number_chooses_the_line(staff: AnswerTable) -> None:
    gutter = staff.verticalHeader()
    where = QPoint(gutter.width() // 2, gutter.sectionViewportPosition(1) + 5)
    QTest.mouseClick(gutter.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert {i.row() for i in staff.chosen()} == {1}
    assert len(staff.chosen()) == len(staff.answers.fields)


@pytest.mark.parametrize(
    ("chosen", "to", "new"),
    [
        ("c", 0, "cabd"),
        ("a", 4, "bcda"),
        ("ab", 3, "cabd"),
        ("ac", 4, "bdac"),
        ("b", 1, "abcd"),
        ("b", 2, "abcd"),
    ],
)
def test_lines_go_before_the_one_they_are_put_to(chosen: str, to: int, new: str) -> None:
    assert "".join(shifted(tuple("abcd"), tuple(chosen), to)) == new


@pytest.mark.parametrize(
    ("old", "new"), [("abcd", "dcba"), ("abcd", "bcda"), ("abc", "abc"), ("ab", "axb"), ("abc", "c")]
)
def test_the_steps_lead_from_one_order_to_the_other(old: str, new: str) -> None:
    now = list(old)
    for step in (*added(old, new), *moved(old, new), *removed(old, new)):
        key, was, place = step
        if was is not None:
            assert now.pop(int(was)) == key
        if place is not None:
            now.insert(int(place), key)
    assert "".join(now) == new


# widths, titles, menu


def test_a_column_that_was_dragged_is_so_wide_the_next_time(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    head = staff.horizontalHeader()
    edge = head.sectionViewportPosition(1) + head.sectionSize(1) - 1
    before = staff.columnWidth(1)
    ground, y = head.viewport(), head.height() // 2
    QTest.mouseMove(ground, QPoint(edge, y))
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=QPoint(edge, y))
    QTest.mouseMove(ground, QPoint(edge + 20, y))
    QTest.mouseMove(ground, QPoint(edge + 40, y))
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=QPoint(edge + 40, y))
    QApplication.processEvents()
    assert staff.columnWidth(1) == before + 40
    assert window.review
    window.open_review(window.review.session.id)
    again = table_of(window, "costs", "staff")
    assert again is not staff
    assert again.columnWidth(1) == before + 40
    again.forget_widths()
    assert again.columnWidth(1) < before + 20


def test_a_figure_is_not_cut_by_a_narrow_column(staff: AnswerTable) -> None:
    least = staff.columnWidth(2)
    staff.use_widths({"salary": 10})
    assert 10 < staff.columnWidth(2) <= least


def test_the_titles_stay_in_sight_and_the_cell_in_hand_comes_into_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "costs", "staff")
    paste(table, (0, 0), "\n".join(f"Probation officer\t{n}" for n in range(1, 61)))
    settled(qtbot, page, window)
    section = page.stage.current()
    assert section
    stand(table, 0, 1)
    QApplication.processEvents()
    assert table.frozen.depth == 0
    for __ in range(50):
        press(Key.Key_Down)
    QApplication.processEvents()
    head = table.horizontalHeader()
    page_ground = section.viewport()
    cell = table.visualRect(table.currentIndex())
    top = table.viewport().mapTo(page_ground, cell.topLeft()).y()
    assert table.frozen.depth > 0
    assert head.mapTo(page_ground, QPoint(0, 0)).y() == 0
    assert head.height() <= top
    assert top + cell.height() <= page_ground.height()
    for __ in range(30):
        press(Key.Key_Up)
    cell = table.visualRect(table.currentIndex())
    assert table.viewport().mapTo(page_ground, cell.topLeft()).y() >= head.height()


def test_the_menu_of_a_table_is_made_of_the_actions(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    event_at = staff.visualRect(staff.currentIndex()).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, event_at, staff.viewport().mapToGlobal(event_at)
    )
    QApplication.sendEvent(staff.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [a.text() for a in menu.actions() if not a.isSeparator()]
    assert words == [a.text for a in TABLE_ACTIONS]
    next(a for a in menu.actions() if a.text() == "Mark as not collected").trigger()
    menu.close()
    assert texts(staff, 1)[0] == "not collected"


# marks


def test_what_is_needed_is_marked_told_and_read_out(staff: AnswerTable) -> None:
    model = staff.answers
    assert model.shown(2, 2).needed  # the third grade has no salary
    assert not model.shown(0, 2).needed
    index = model.index(2, 2)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Needed"
    assert "needed" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert frame(staff).needed.isVisible()


def test_source_and_note_are_marked_and_told(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    place = staff.current_place()
    assert place
    staff.session.set_answers({place.address: Answer(Decimal(1), source="Payroll", note="As at March")})
    shown = staff.answers.shown(0, 1)
    assert shown.has_more
    index = staff.answers.index(0, 1)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Source: Payroll\nNote: As at March"
    assert "Source: Payroll" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_finding_marks_its_cell_and_is_read_out(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    assert window.review
    type_keys("4,2")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: staff.answers.shown(0, 1).level is not None)
    index = staff.answers.index(0, 1)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert 'Put right: "4,2" could be 4.2 or 42' in said
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("\u25b2 Put right:")
    assert at(staff) == (1, 1)  # nothing stopped the hand


def test_a_mark_of_direction_turns_no_figures_round(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    paste(staff, (0, 1), "\u202e12,345x\u202c")
    index = staff.answers.index(0, 1)
    wait_for(qtbot, lambda: staff.answers.shown(0, 1).level is not None)
    assert staff.answers.shown(0, 1).text == "12,345x"
    assert "\u202e" not in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "\u202e" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.EditRole).startswith("\u202e")  # what was pasted stays as it is


def test_alt_enter_asks_for_state_source_and_note_of_a_cell(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    press(Key.Key_Return, Alt)
    found = dialog(qtbot, AnswerDialog)
    assert isinstance(found, AnswerDialog)
    found.source.setText("Payroll")
    found.accept()
    assert staff.answers.shown(0, 1).has_more


# rubbish


def test_rubbish_is_kept_said_and_taken_back(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    rubbish = "<b>x</b>\0\t\U0001f600\t=cmd|' /C calc'!A0\t12 12\t\u202e99"
    paste(staff, (0, 0), "\n".join([rubbish] * 40))
    assert frame(staff).said.isVisible()
    assert "could not be read and are marked" in frame(staff).said.text()
    assert window.review
    review = settled(qtbot, window.review, window)
    kept = {c.answer.raw for c in review.cells.values() if c.answer.state is State.PENDING}
    assert {"<b>x</b>", "\U0001f600", "=cmd|' /C calc'!A0", "12 12"} <= kept
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_novel_in_a_figure_is_kept_whole(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    novel = "\U0001f600 it was a dark night. " * 2000
    press(Key.Key_F2)
    QApplication.processEvents()
    box = QApplication.focusWidget()
    assert isinstance(box, QWidget)
    QGuiApplication.clipboard().setText(novel)
    press(Key.Key_A, Ctrl)
    press(Key.Key_V, Ctrl)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: "dark night" in texts(staff, 1)[0])
    assert window.review
    review = settled(qtbot, window.review, window)
    raw = [c.answer.raw for c in review.cells.values() if c.answer.state is State.PENDING]
    assert novel.strip() in raw
    assert staff.rowHeight(0) < 200


def test_ten_thousand_cells_of_rubbish_hold_nothing_up(
    qtbot: QtBot, window: Window, staff: AnswerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.review
    session, line = window.review.session, "<b>x</b>\trubbish\t12 12\t\U0001f600\tabc"
    readers = set[threading.Thread]()

    def read(*given: Any) -> Entry:
        readers.add(threading.current_thread())
        return read_entry(*given)

    stand(staff, 0, 0)
    QGuiApplication.clipboard().setText("\n".join([line] * 2000))
    cells = [(field, text) for field, text in zip(staff.answers.fields, line.split("\t"), strict=False)]
    in_one_go = own_seconds(lambda: [read_entry(f, text) for __ in range(2000) for f, text in cells])
    monkeypatch.setattr("ui.editing.typed.read_entry", read)
    held_up = [own_seconds(staff.paste)]
    while not (window.desk.saver.is_idle and session.is_judged):
        held_up.append(own_seconds(QApplication.processEvents))
        time.sleep(0.001)
    assert len(staff.answers.keys) == 2000
    assert "10,000 pasted cells could not be read" in frame(staff).said.text()
    assert threading.main_thread() not in readers
    assert max(held_up) < 15 * in_one_go, (max(held_up), in_one_go)
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_paste_that_is_still_read_is_not_lost_when_the_window_closes(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "closed.bvr"
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        table = table_of(window, "costs", "staff")
        paste(table, (0, 0), "\n".join(["Probation officer\t1\t30000"] * 400))
        review_id = page.session.id
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        assert len(workspace.review(review_id).rows["costs.staff"]) == 400


@pytest.mark.parametrize("state", [State.NOT_COLLECTED, State.NOT_APPLICABLE, State.PENDING])
def test_a_state_keeps_source_and_note(
    qtbot: QtBot, window: Window, staff: AnswerTable, state: State
) -> None:
    place = staff.current_place()
    assert place
    staff.session.set_answers({place.address: Answer(Decimal(1), source="Payroll", note="As at March")})
    staff.mark_chosen(state)
    cell = staff.session.cell(place.address)
    assert cell
    answer = cell.answer
    assert (answer.state, answer.value, answer.source, answer.note) == (state, None, "Payroll", "As at March")
    assert texts(staff, 1)[0] == ("to follow" if state is State.PENDING else state.value)


def test_forty_thousand_letters_in_a_form_are_kept_and_said(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    row = row_of(window, "about.scope")
    box = row.editor.inputs()[0]
    assert isinstance(box, QPlainTextEdit)
    box.insertPlainText("word\n" * 8000)
    row.commit()
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: "longer than 32,767" in row.under_words())
    cell = page.session.cell(row.address)
    assert cell
    assert cell.answer.raw == "word\n" * 8000
    assert box.height() < 500


@pytest.mark.parametrize("text_size", [100, 200])
def test_no_section_scrolls_sideways(qtbot: QtBot, tmp_path: Path, text_size: int) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=text_size) as window:
        page = begin_review(window, path=Depth.FULL)
        for progress in page.session.progress:
            page.stage.go_to_section(progress.section)
            section = page.stage.current()
            assert section
            assert section.views
            QApplication.processEvents()
            ground = section.widget()
            assert ground
            assert ground.width() <= section.viewport().width(), progress.section


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\u00a31,234.50", "1,234.50"),
        ("(500)", "\u2212500"),
        ("1 234", "1,234"),
        ("\u221212", "\u221212"),
        ("1.2k", "1.2k"),
        ("12,50", "12,50"),
    ],
)
def test_money_is_taken_as_people_write_it(qtbot: QtBot, staff: AnswerTable, typed: str, shown: str) -> None:
    stand(staff, 0, 2)
    QGuiApplication.clipboard().setText(typed)
    staff.paste()
    assert texts(staff, 2)[0] == shown
    assert staff.answers.is_pending(0, 2) == (typed in ("1.2k", "12,50"))
