"""Widths, titles and the menu of a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from window_kit import begin_review, press, settled, table_of

from answer_table.kit import Key, paste, stand, texts
from ui.actions import TABLE_ACTIONS
from ui.forms.table import AnswerTable
from ui.window import Window


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
