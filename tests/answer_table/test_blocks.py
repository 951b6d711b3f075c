"""Blocks are pasted, cut, filled and blanked."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_kit import press, settled

from answer_table.kit import GRADES, Ctrl, Key, choose, paste, stand, texts, undo
from ui.forms.block import At, carry, lay_out
from ui.forms.table import AnswerTable
from ui.window import Window


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
