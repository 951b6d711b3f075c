"""Lines are put in, moved, dragged and taken out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import press, settled, wait_for

from answer_table.kit import Alt, Ctrl, Key, Shift, at, stand, texts, undo
from ui.editing.lines import added, moved, removed, shifted
from ui.forms.table import AnswerTable
from ui.window import Window


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
