"""A column that scrolls, around what is less high when it is narrower."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.scroller import ScrollColumn


class Square(QWidget):
    """As high as it is wide, as a chart nearly is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.width())


def test_what_fits_only_beside_a_scroll_bar_ends_no_window(qtbot: QtBot) -> None:
    page = ScrollColumn(margin=0)
    qtbot.addWidget(page)
    page.column.addWidget(Square())
    page.show()
    for height in range(280, 312):
        page.resize(300, height)
        qtbot.wait(1)
    assert page.width() == 300
