"""Typing into a table, as somebody who knows spreadsheets does."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, press, table_of, type_keys, wait_for

from answer_table.kit import Ctrl, Key, Shift, at, choose, stand, texts
from bvreview.framework.terms import Path as Depth
from ui.forms.cell_boxes import TextCell
from ui.forms.table import AnswerTable
from ui.window import Window


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


def test_keys_that_wait_for_the_window_are_for_the_cell_that_the_key_before_leads_to(
    staff: AnswerTable,
) -> None:
    for typed, ended in (
        ("7", Key.Key_Return),
        ("8", Key.Key_Tab),
        ("30000", Key.Key_Enter),
        ("9", Key.Key_Tab),
    ):
        type_keys(typed)
        press(ended)
    assert texts(staff, 1) == ["7", "8", "9"]
    assert texts(staff, 2)[1] == "30,000"


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
