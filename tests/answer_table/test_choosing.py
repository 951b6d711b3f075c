"""Cells, lines and columns are chosen by keys, and what is chosen is added up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import press, wait_for

from answer_table.kit import Ctrl, Key, Shift, at, choose, frame, stand
from ui.forms.block import At
from ui.forms.table import AnswerTable


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
