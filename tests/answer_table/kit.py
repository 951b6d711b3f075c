"""The keys of a table, and what is done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_kit import press, settled

from ui.forms.around import TableFrame
from ui.forms.block import At
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
