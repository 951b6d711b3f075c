"""A key in a table until it is painted, and a block pasted until it is judged and on the disk."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.figure import Figure, seconds
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

if TYPE_CHECKING:
    from ui.forms.table import AnswerTable
    from ui.window import Window

LINES = 40
CELLS = 120
PASTED = 400
TIMES = 7
LONGEST = 30.0
"""Seconds: what takes longer has failed."""


def measure_keystroke(folder: Path) -> Iterator[Figure]:
    """The keys that fill cells of a table with 40 lines, Enter included, and those of a long text."""
    with _window(folder) as window:
        table = _staff(window)
        _paste(window, table, _block(LINES))
        keys = sorted((*_type_cells(table), *_type_text(window)))
    note = f"95th percentile of {len(keys)} keys, each until its change is painted; reference: none"
    yield Figure("keystroke", keys[int(len(keys) * 0.95)] * 1000, None, "ms", note)


def measure_paste(folder: Path) -> Iterator[Figure]:
    """2,000 cells pasted into an empty table, until they are judged and committed."""
    with _window(folder) as window:
        table = _staff(window)
        taken = []
        for __ in range(TIMES):
            taken.append(_paste(window, table, _block(PASTED)))
            assert window.review
            assert table.model().rowCount() > PASTED
            window.review.session.undo()
            _until(lambda: _is_settled(window) and table.model().rowCount() < PASTED)
    note = f"median of {TIMES}; 5 columns of {PASTED} new lines, validated and saved; reference: none"
    yield Figure("paste", median(taken), None, "s", note)


@contextmanager
def _window(folder: Path) -> Iterator[Window]:
    """The window at a new review of the full path, 1366 by 768."""
    os.environ["BVREVIEW_HOME"] = str(folder)
    from PySide6.QtWidgets import QApplication

    from ui.bus import Bus
    from ui.desk import Desk
    from ui.jobs import Jobs
    from ui.left.preferences import Preferences
    from ui.look.theme import Look
    from ui.saving import Saver
    from ui.window import Window

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look = Look(app)
    look.use("light", 100)
    workspace = Workspace.open(folder / "w.bvr", person=Person("Bench"), framework=default_framework())
    desk = Desk(workspace, workspace.framework, Saver(), Bus(), Jobs(), look, Preferences())
    window = Window(desk)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    head = workspace.create_review("DBS", "community-payback", FinancialYear(2009), ReviewPath.FULL)
    window.open_review(head.id)
    try:
        yield window
    finally:
        window.close()
        app.processEvents()


def _staff(window: Window) -> AnswerTable:
    from ui.forms.records import TableView

    assert window.review
    window.review.stage.go_to_section("costs")
    _until(lambda: _is_settled(window))
    section = window.review.stage.current()
    assert section
    view = next(v for v in section.views if isinstance(v, TableView))
    view.table.setFocus()
    _until(view.table.hasFocus)
    return view.table


def _block(lines: int) -> str:
    return "\n".join(f"Probation officer\t{n % 9 + 1}\t{20_000 + n}\t{5_000 + n}\t100" for n in range(lines))


def _paste(window: Window, table: AnswerTable, block: str) -> float:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(block)
    table.stand_on(table.model().index(0, 0))

    def paste() -> None:
        table.paste()
        _until(lambda: _is_settled(window))

    return seconds(paste)


def _type_cells(table: AnswerTable) -> Iterator[float]:
    """Three figures and Enter, cell after cell."""
    from PySide6.QtCore import Qt

    for n in range(CELLS):
        table.stand_on(table.model().index(n % LINES, 1 + n % 4))
        for key in (Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_Return):
            yield seconds(partial(_press, key))


def _type_text(window: Window) -> Iterator[float]:
    """A sentence into a text that grows."""
    from PySide6.QtCore import Qt

    assert window.review
    window.review.go_to(Address("about", "", "path_reason"))
    _until(lambda: _is_settled(window))
    for letter in "The lease on two workshops ends within the plan. " * 6:
        yield seconds(partial(_press, Qt.Key(ord(letter.upper()))))


def _press(key: Any) -> None:
    """A key, and all that is painted because of it."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    widget = QApplication.focusWidget()
    assert widget
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def _is_settled(window: Window) -> bool:
    assert window.review
    return window.desk.saver.is_idle and window.review.session.is_judged


def _until(condition: Callable[[], object]) -> None:
    """Let the window work until something is so."""
    from PySide6.QtWidgets import QApplication

    limit = time.monotonic() + LONGEST
    QApplication.processEvents()
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.0005)
