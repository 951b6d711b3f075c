"""Forms and tables as a newcomer meets them: choices typed over, figures whole, words that say what is so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, open_window, settled, type_keys, wait_for

from bvreview.framework.descriptors import Path as Depth
from bvreview.review.cells import State, parse_address
from ui.forms.form import FormView
from ui.forms.records import RecordsView, TableView
from ui.forms.row import FieldRow
from ui.forms.table import AnswerTable
from ui.session import Session
from ui.window import Window

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with open_window(qtbot, tmp_path / "work.bvr") as opened:
        yield opened


def part_view(window: Window, section: str, part: str) -> FormView | RecordsView | TableView:
    """A part of a section, on the screen."""
    assert window.review
    window.review.stage.go_to_section(section)
    view = window.review.stage.current()
    assert view
    QApplication.processEvents()
    names = [p.id for p in window.review.session.answers.parts(view.section)]
    return view.views[names.index(part)]


def table_of(window: Window, section: str, part: str) -> AnswerTable:
    """A table, with the keyboard on it."""
    view = part_view(window, section, part)
    assert isinstance(view, RecordsView | TableView)
    view.table.setFocus()
    return view.table


def row_of(window: Window, address: str) -> FieldRow:
    """A field of a form, with the keyboard on it."""
    assert window.review
    wanted = parse_address(address)
    window.review.go_to(wanted)
    QApplication.processEvents()
    view = window.review.stage.current()
    assert view
    forms = [v for v in view.views if isinstance(v, FormView)]
    return next(r for form in forms for r in form.rows if r.address == wanted)


def fill(session: Session, texts: dict[str, str]) -> None:
    """Answers, as they would be typed."""
    read = {parse_address(a): session.read(parse_address(a), text) for a, text in texts.items()}
    session.set_answers(read)


def hand() -> object:
    """What has the keyboard, or the list that is open over it."""
    return QApplication.activePopupWidget() or QApplication.focusWidget()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    QTest.keyClick(hand(), key, modifier)  # type: ignore[call-overload]


def grade_cell(window: Window, grade: str) -> AnswerTable:
    """The table of staff with one grade in it, and the keyboard on that."""
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText(grade)
    table.paste()
    return table


def cells_of(window: Window, field: str) -> list[object]:
    """The answers of a field of the table of staff."""
    assert window.review
    cells = window.review.session.review.cells
    return [c.answer.value or c.answer.raw for a, c in cells.items() if a.field == field]


# choices


def test_typing_over_a_choice_in_a_table_replaces_it(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("zzz")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: cells_of(window, "grade") == ["zzz"])
    assert window.review
    review = settled(qtbot, window.review, window)
    (cell,) = review.cells.values()
    assert cell.answer.state is State.PENDING
    assert table.model().index(0, 0).data() == "zzz"
    finding = window.review.session.finding_at(cell.address)
    assert finding
    assert "not in the list" in finding.message


def test_typing_the_beginning_of_one_choice_takes_it(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("senior")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: table.currentIndex().column() == 1)
    assert table.model().index(0, 0).data().startswith("Senior")


def test_down_in_a_choice_shows_the_list_and_commits_nothing(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    press(Key.Key_F2)
    press(Key.Key_Down)
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Down)
    assert table.model().index(0, 0).data() == "Probation officer"
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    wait_for(qtbot, table.hasFocus)
    assert table.model().index(0, 0).data() == "Probation officer"


def test_a_choice_is_taken_from_the_list_by_down_and_enter(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = grade_cell(window, "Probation officer")
    type_keys("tr")
    wait_for(qtbot, lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Down)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: "tr" in table.model().index(0, 0).data().casefold())
    wait_for(qtbot, lambda: table.hasFocus() and table.model().index(0, 0).data() != "tr")


def test_a_short_list_is_typed_as_well(qtbot: QtBot, window: Window) -> None:
    begin_review(window, path=Depth.FULL)
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 6))
    items = window.desk.framework.lists[table.model().fields[6].list]  # type: ignore[attr-defined]
    type_keys(items[-1].label[:3])
    press(Key.Key_Return)
    wait_for(qtbot, lambda: cells_of(window, "quality") != [])
    assert cells_of(window, "quality") == [items[-1].id]
