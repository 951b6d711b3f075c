"""What is out of sight is brought up to date when somebody looks."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.when_seen import WhenSeen


class Page(QWidget):
    """Counts how often it is refreshed."""

    def __init__(self, *, each_time: bool = False) -> None:
        super().__init__()
        self.count = 0
        self.seen = WhenSeen(self, self.refresh, each_time=each_time)

    def refresh(self) -> None:
        self.count += 1


def test_it_waits_until_it_is_seen_and_then_refreshes_once(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.seen.outdate("anything")
    page.seen.outdate()
    assert page.count == 0
    page.show()
    assert page.count == 1
    page.seen.outdate()
    assert page.count == 2


@pytest.mark.parametrize(("each_time", "count"), [(False, 1), (True, 2)])
def test_shown_again_it_refreshes_where_it_may_have_changed_without_a_word(
    qtbot: QtBot, each_time: bool, count: int
) -> None:
    page = Page(each_time=each_time)
    qtbot.addWidget(page)
    for __ in range(2):
        page.show()
        page.hide()
    assert page.count == count


def test_it_keeps_no_page(qtbot: QtBot) -> None:
    page = Page()
    kept = weakref.ref(page)
    page.deleteLater()
    del page
    qtbot.wait(10)
    gc.collect()
    assert kept() is None
