"""What is needed, found, said of a source or asked about is marked in its cell, told and read out."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_kit import dialog, press, type_keys, wait_for

from answer_table.kit import Alt, Key, at, frame, paste
from bvreview.review.cells import Answer
from ui.dialogs.answer import AnswerDialog
from ui.forms.table import AnswerTable
from ui.window import Window


def test_what_is_needed_is_marked_told_and_read_out(staff: AnswerTable) -> None:
    model = staff.answers
    assert model.shown(2, 2).needed  # the third grade has no salary
    assert not model.shown(0, 2).needed
    index = model.index(2, 2)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Needed"
    assert "needed" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert frame(staff).needed.isVisible()


def test_source_and_note_are_marked_and_told(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    place = staff.current_place()
    assert place
    staff.session.set_answers({place.address: Answer(Decimal(1), source="Payroll", note="As at March")})
    shown = staff.answers.shown(0, 1)
    assert shown.has_more
    index = staff.answers.index(0, 1)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Source: Payroll\nNote: As at March"
    assert "Source: Payroll" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_finding_marks_its_cell_and_is_read_out(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    assert window.review
    type_keys("4,2")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: staff.answers.shown(0, 1).level is not None)
    index = staff.answers.index(0, 1)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert 'Put right: "4,2" could be 4.2 or 42' in said
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("\u25b2 Put right:")
    assert at(staff) == (1, 1)  # nothing stopped the hand


def test_a_mark_of_direction_turns_no_figures_round(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    paste(staff, (0, 1), "\u202e12,345x\u202c")
    index = staff.answers.index(0, 1)
    wait_for(qtbot, lambda: staff.answers.shown(0, 1).level is not None)
    assert staff.answers.shown(0, 1).text == "12,345x"
    assert "\u202e" not in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "\u202e" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.EditRole).startswith("\u202e")  # what was pasted stays as it is


def test_alt_enter_asks_for_state_source_and_note_of_a_cell(
    qtbot: QtBot, window: Window, staff: AnswerTable
) -> None:
    press(Key.Key_Return, Alt)
    found = dialog(qtbot, AnswerDialog)
    assert isinstance(found, AnswerDialog)
    found.source.setText("Payroll")
    found.accept()
    assert staff.answers.shown(0, 1).has_more
