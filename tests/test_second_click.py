"""A line is opened by a click; whoever makes two does nothing to the page that the first one opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ui.widgets.second_click import SecondClick


def double_click(box: QCheckBox) -> None:
    """The second half of a double click, as the system tells it."""
    where, left = QPointF(8, box.height() / 2), Qt.MouseButton.LeftButton
    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        there = box.mapToGlobal(where)
        event = QMouseEvent(kind, where, there, left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(box, event)


def test_the_second_click_does_nothing_to_what_was_opened(qtbot: QtBot) -> None:
    box = QCheckBox("Only mine")
    qtbot.addWidget(box)
    box.show()
    owner = QObject()
    SecondClick(owner).take()
    double_click(box)
    assert not box.isChecked()
    qtbot.wait(QApplication.doubleClickInterval() + 100)
    double_click(box)
    assert box.isChecked()
