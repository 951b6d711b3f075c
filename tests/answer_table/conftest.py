"""A table of staff with three lines."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from window_kit import begin_review, settled, table_of

from answer_table.kit import GRADES, paste, stand
from ui.forms.table import AnswerTable
from ui.window import Window


@pytest.fixture
def staff(qtbot: QtBot, window: Window) -> AnswerTable:
    """The table of staff with three lines, the hand on the first figure."""
    page = begin_review(window)
    table = table_of(window, "costs", "staff")
    paste(table, (0, 0), GRADES)
    settled(qtbot, page, window)
    stand(table, 0, 1)
    return table
