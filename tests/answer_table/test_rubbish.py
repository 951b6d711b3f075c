"""Rubbish, novels and thousands of cells are kept, said and taken back."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pace import own_seconds
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from window_kit import PERSON, begin_review, open_window, press, row_of, settled, table_of, wait_for

from answer_table.kit import Ctrl, Key, frame, paste, stand, texts, undo
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Answer, State
from bvreview.review.values import Entry, read_entry
from bvreview.workspace import Workspace
from ui.forms.table import AnswerTable
from ui.window import Window


def test_rubbish_is_kept_said_and_taken_back(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    rubbish = "<b>x</b>\0\t\U0001f600\t=cmd|' /C calc'!A0\t12 12\t\u202e99"
    paste(staff, (0, 0), "\n".join([rubbish] * 40))
    assert frame(staff).said.isVisible()
    assert "could not be read and are marked" in frame(staff).said.text()
    assert window.review
    review = settled(qtbot, window.review, window)
    kept = {c.answer.raw for c in review.cells.values() if c.answer.state is State.PENDING}
    assert {"<b>x</b>", "\U0001f600", "=cmd|' /C calc'!A0", "12 12"} <= kept
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_novel_in_a_figure_is_kept_whole(qtbot: QtBot, window: Window, staff: AnswerTable) -> None:
    novel = "\U0001f600 it was a dark night. " * 2000
    press(Key.Key_F2)
    QApplication.processEvents()
    box = QApplication.focusWidget()
    assert isinstance(box, QWidget)
    QGuiApplication.clipboard().setText(novel)
    press(Key.Key_A, Ctrl)
    press(Key.Key_V, Ctrl)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: "dark night" in texts(staff, 1)[0])
    assert window.review
    review = settled(qtbot, window.review, window)
    raw = [c.answer.raw for c in review.cells.values() if c.answer.state is State.PENDING]
    assert novel.strip() in raw
    assert staff.rowHeight(0) < 200


def test_ten_thousand_cells_of_rubbish_hold_nothing_up(
    qtbot: QtBot, window: Window, staff: AnswerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.review
    session, line = window.review.session, "<b>x</b>\trubbish\t12 12\t\U0001f600\tabc"
    readers = set[threading.Thread]()

    def read(*given: Any) -> Entry:
        readers.add(threading.current_thread())
        return read_entry(*given)

    stand(staff, 0, 0)
    QGuiApplication.clipboard().setText("\n".join([line] * 2000))
    cells = [(field, text) for field, text in zip(staff.answers.fields, line.split("\t"), strict=False)]
    in_one_go = own_seconds(lambda: [read_entry(f, text) for __ in range(2000) for f, text in cells])
    monkeypatch.setattr("ui.editing.typed.read_entry", read)
    held_up = [own_seconds(staff.paste)]
    while not (window.desk.saver.is_idle and session.is_judged):
        held_up.append(own_seconds(QApplication.processEvents))
        time.sleep(0.001)
    assert len(staff.answers.keys) == 2000
    assert "10,000 pasted cells could not be read" in frame(staff).said.text()
    assert threading.main_thread() not in readers
    assert max(held_up) < 15 * in_one_go, (max(held_up), in_one_go)
    undo(qtbot, window)
    assert texts(staff, 1) == ["1", "2", "3"]


def test_a_paste_that_is_still_read_is_not_lost_when_the_window_closes(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "closed.bvr"
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        table = table_of(window, "costs", "staff")
        paste(table, (0, 0), "\n".join(["Probation officer\t1\t30000"] * 400))
        review_id = page.session.id
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        assert len(workspace.review(review_id).rows["costs.staff"]) == 400


@pytest.mark.parametrize("state", [State.NOT_COLLECTED, State.NOT_APPLICABLE, State.PENDING])
def test_a_state_keeps_source_and_note(
    qtbot: QtBot, window: Window, staff: AnswerTable, state: State
) -> None:
    place = staff.current_place()
    assert place
    staff.session.set_answers({place.address: Answer(Decimal(1), source="Payroll", note="As at March")})
    staff.mark_chosen(state)
    cell = staff.session.cell(place.address)
    assert cell
    answer = cell.answer
    assert (answer.state, answer.value, answer.source, answer.note) == (state, None, "Payroll", "As at March")
    assert texts(staff, 1)[0] == ("to follow" if state is State.PENDING else state.value)


def test_forty_thousand_letters_in_a_form_are_kept_and_said(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    row = row_of(window, "about.scope")
    box = row.editor.inputs()[0]
    assert isinstance(box, QPlainTextEdit)
    box.insertPlainText("word\n" * 8000)
    row.commit()
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: "longer than 32,767" in row.under_words())
    cell = page.session.cell(row.address)
    assert cell
    assert cell.answer.raw == "word\n" * 8000
    assert box.height() < 500


@pytest.mark.parametrize("text_size", [100, 200])
def test_no_section_scrolls_sideways(qtbot: QtBot, tmp_path: Path, text_size: int) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=text_size) as window:
        page = begin_review(window, path=Depth.FULL)
        for progress in page.session.progress:
            page.stage.go_to_section(progress.section)
            section = page.stage.current()
            assert section
            assert section.views
            QApplication.processEvents()
            ground = section.widget()
            assert ground
            assert ground.width() <= section.viewport().width(), progress.section


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\u00a31,234.50", "1,234.50"),
        ("(500)", "\u2212500"),
        ("1 234", "1,234"),
        ("\u221212", "\u221212"),
        ("1.2k", "1.2k"),
        ("12,50", "12,50"),
    ],
)
def test_money_is_taken_as_people_write_it(qtbot: QtBot, staff: AnswerTable, typed: str, shown: str) -> None:
    stand(staff, 0, 2)
    QGuiApplication.clipboard().setText(typed)
    staff.paste()
    assert texts(staff, 2)[0] == shown
    assert staff.answers.is_pending(0, 2) == (typed in ("1.2k", "12,50"))
