"""Tables as a newcomer meets them: figures whole, totals honest, nothing dropped without a word."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import (
    PERSON,
    begin_review,
    fill,
    open_window,
    part_view,
    press,
    settled,
    table_of,
    type_keys,
    wait_for,
)

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.cells import State
from bvreview.workspace import Workspace
from ui.forms.around import TableFrame
from ui.forms.cells import Look as CellLook
from ui.forms.fitting import Needs, lines_in, share_out
from ui.forms.model import LOOK, AnswersModel
from ui.forms.records import RecordsView
from ui.forms.table import AnswerTable
from ui.window import Window

Key = Qt.Key
SAMPLE = sample_path("east-midlands") / "derbyshire-cp-2009-10-r1.xlsx"
EIGHT_DIGITS = "13,945,012.55"


def frame_of(table: AnswerTable) -> TableFrame:
    """The words and buttons around a table."""
    frame = table.parentWidget()
    assert isinstance(frame, TableFrame)
    return frame


def model_of(table: AnswerTable) -> AnswersModel:
    model = table.model()
    assert isinstance(model, AnswersModel)
    return model


def total_cell(table: AnswerTable, column: int) -> str:
    return str(table.model().index(table.model().rowCount() - 1, column).data())


def button_of(table: AnswerTable, words: str) -> QPushButton:
    return next(b for b in frame_of(table).findChildren(QPushButton) if b.text() == words)


def cut_figures(window: Window, table: AnswerTable) -> list[str]:
    """The figures of a table that do not fit into their column."""
    model, look, cut = model_of(table), window.desk.look, []
    for row in range(model.rowCount()):
        for column, field in enumerate(model.fields):
            index = model.index(row, column)
            font = look.font(bold=index.data(LOOK) is CellLook.TOTAL)
            room = table.columnWidth(column) - 2 * look.px(8)
            text = str(index.data() or "")
            if field.kind.is_numeric and QFontMetrics(font).horizontalAdvance(text) > room:
                cut.append(text)
    return cut


@pytest.mark.parametrize("text_size", [100, 200])
def test_figures_are_never_cut_after_an_edit(qtbot: QtBot, tmp_path: Path, text_size: int) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=text_size) as window:
        page = begin_review(window)
        table = table_of(window, "ledger", "services")
        last = model_of(table).keys[-1]
        first = model_of(table).keys[0]
        fill(page.session, {f"ledger.services:{k}.direct": EIGHT_DIGITS for k in (first, last)})
        settled(qtbot, page, window)
        QApplication.processEvents()
        assert total_cell(table, 0).endswith("27,890,025.10")  # twice the figure, by hand
        assert cut_figures(window, table) == []
        staff = table_of(window, "costs", "staff")
        QGuiApplication.clipboard().setText("Probation officer\t3123.5\t34,050.55\t8853.45\t100")
        staff.stand_on(staff.model().index(0, 0))
        staff.paste()
        settled(qtbot, page, window)
        QApplication.processEvents()
        assert cut_figures(window, staff) == []


def test_long_words_take_up_to_three_lines(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "ledger", "lines")
    QApplication.processEvents()
    before = table.rowHeight(0)
    words = "A grant for two hostels was moved into this line in the course of the year. " * 4
    fill(page.session, {f"ledger.lines:{model_of(table).keys[0]}.note": words})
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: table.rowHeight(0) > before)
    line = QFontMetrics(window.desk.look.font()).lineSpacing()
    assert table.rowHeight(0) == 3 * line + window.desk.look.px(12)
    index = next(
        i
        for n in range(len(model_of(table).fields))
        if (i := model_of(table).index(0, n)) and "hostels" in str(i.data() or "")
    )
    assert "course of the year" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_total_that_leaves_lines_out_says_so(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "ledger", "services")
    model = model_of(table)
    keys = model.keys
    fill(page.session, {f"ledger.services:{k}.direct": "100" for k in keys[1:]})
    fill(page.session, {f"ledger.services:{keys[0]}.direct": "to be confirmed"})
    settled(qtbot, page, window)
    last = model.rowCount() - 1
    name = model.row_title(0)
    assert model.row_title(last) == "Total so far"
    assert total_cell(table, 0).startswith("\u25cb ")
    assert model.index(last, 0).data(Qt.ItemDataRole.ToolTipRole) == f"Incomplete. Not counted yet: {name}."
    assert "Not counted yet" in model.index(last, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    fill(page.session, {f"ledger.services:{keys[0]}.direct": "50"})
    settled(qtbot, page, window)
    assert model.row_title(last) == "Total"
    assert total_cell(table, 0) == f"{100 * (len(keys) - 1) + 50:,}"
    fill(page.session, {f"ledger.services:{keys[0]}.direct": "not applicable"})
    settled(qtbot, page, window)
    assert model.row_title(last) == "Total"


def test_a_worked_out_total_is_incomplete_while_a_line_lacks_a_figure(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "costs", "staff")
    QGuiApplication.clipboard().setText("Probation officer\t1\t30000\t5000\t100\nOther staff\t1\t20000")
    table.stand_on(table.model().index(0, 0))
    table.paste()
    settled(qtbot, page, window)
    assert total_cell(table, 0) == "Total so far"
    assert total_cell(table, 1) == "2"
    assert total_cell(table, 5) == "\u25cb 35,000"


def test_what_a_paste_leaves_out_is_said(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "ledger", "services")
    count = len(model_of(table).keys)
    QGuiApplication.clipboard().setText("\n".join(f"{n}\t{n}\t{n}" for n in range(1, count + 3)))
    table.stand_on(table.model().index(0, 0))
    table.paste()
    settled(qtbot, page, window)
    said = frame_of(table).said
    assert said.isVisible()
    assert said.text() == "Pasted except for 2 rows and 1 column that did not fit into this table."
    assert table.model().index(count - 1, 1).data() == str(count)
    table.stand_on(table.model().index(1, 0))
    assert not said.isVisible()
    QGuiApplication.clipboard().setText("1\t2\n")
    table.paste()
    assert not said.isVisible()


def test_what_is_said_of_a_paste_goes_when_it_is_taken_back(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "ledger", "services")
    QGuiApplication.clipboard().setText("\n".join(["1", "2"] * 40))
    table.stand_on(table.model().index(0, 0))
    table.paste()
    settled(qtbot, page, window)
    said = frame_of(table).said
    assert said.isVisible()
    page.undo()
    wait_for(qtbot, lambda: not said.isVisible())


def test_columns_out_of_sight_are_told_and_one_click_away(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=200) as window:
        begin_review(window)
        table = table_of(window, "posts", "grades")
        QApplication.processEvents()
        more = frame_of(table).more
        assert more.isVisible()
        assert "Pay bill" in more.accessibleName()
        while table.first.out_of_sight()[1]:
            more.click()
        assert more.isVisible()
        assert "first columns" in more.text()
        more.click()
        assert not table.first.out_of_sight()[0]


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample region is not there")
@pytest.mark.parametrize("section", ["volumes", "measures"])
def test_what_the_sample_says_of_a_quarter_is_whole_on_a_small_screen(
    qtbot: QtBot, tmp_path: Path, section: str
) -> None:
    path = tmp_path / "w.bvr"
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        (outcome,) = workspace.import_files([SAMPLE], read_many=work.read_files)
    with open_window(qtbot, path) as window:
        window.open_review(outcome.review)
        assert window.review
        window.review.stage.go_to_section(section)
        QApplication.processEvents()
        view = window.review.stage.current()
        assert view
        table = view.findChildren(AnswerTable)[0]
        metrics, room = QFontMetrics(window.desk.look.font()), 2 * window.desk.look.px(8)
        for row, column in product(range(len(table.answers.keys)), range(len(table.answers.fields))):
            shown = table.answers.shown(row, column)
            lines = lines_in((shown.text, shown.short), table.columnWidth(column) - room, metrics)
            assert not any("\u2026" in line for line in lines), (row, column, lines)


@pytest.mark.parametrize("state", [State.NOT_COLLECTED, State.NOT_APPLICABLE])
def test_what_is_known_of_a_missing_figure_is_whole_in_a_narrow_column(
    qtbot: QtBot, window: Window, state: State
) -> None:
    page = begin_review(window)
    table = table_of(window, "volumes", "outputs")
    table.stand_on(table.answers.index(0, 3))
    table.mark_chosen(state)
    settled(qtbot, page, window)
    QApplication.processEvents()
    room = table.columnWidth(3) - 2 * window.desk.look.px(8)
    text = table.answers.shown(0, 3).text
    lines = lines_in((text, ""), room, QFontMetrics(window.desk.look.font()))
    assert " ".join(lines) == text
    assert table.rowHeight(0) >= len(lines) * QFontMetrics(window.desk.look.font()).lineSpacing()


def test_a_choice_that_does_not_fit_is_said_by_its_letter(qtbot: QtBot, window: Window) -> None:
    metrics = QFontMetrics(window.desk.look.font())
    words = "C: apportioned or from a sample"
    assert lines_in((words, "C"), 40, metrics) == ["C"]
    assert lines_in((words, "C"), 4000, metrics) == [words]
    assert lines_in((words, ""), 40, metrics) != ["C"]


def test_a_choice_gives_its_room_to_words_that_have_no_letter(qtbot: QtBot) -> None:
    """The grade stands on one line and the quality is a letter, before both are broken."""
    metrics = QFontMetrics(QGuiApplication.font())
    grade, full_time, quality = (
        Needs(60, 80, 80, 190, 200),
        Needs(50, 50, 50, 50, 50),
        Needs(50, 50, 50, 180, 180, is_short=True),
    )
    __, narrow = share_out(340, [], (grade, full_time, quality), metrics)
    assert (narrow[0] >= grade.said, narrow[2], sum(narrow)) == (True, quality.least, 340)
    __, wide = share_out(600, [], (grade, full_time, quality), metrics)
    assert (wide[2] >= quality.said, sum(wide)) == (True, 600)


def test_the_first_column_stays_in_sight_while_a_table_is_scrolled_sideways(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    table = table_of(window, "costs", "staff")
    table.answers.type_texts({(0, 0): "Probation officer", (0, 1): "2"})
    settled(qtbot, page, window)
    fields, bar, first = table.answers.fields, table.horizontalScrollBar(), table.first
    table.use_widths({field.id: 400 for field in fields[1:]})
    assert (first.isVisible(), first.covered) == (False, 0)
    bar.setValue(bar.maximum())
    assert (first.isVisible(), first.x()) == (True, table.viewport().x())
    before, after = first.out_of_sight()
    assert (fields[0] not in before, len(before) > 0, after) == (True, True, [])
    table.stand_on(table.answers.index(0, len(fields) - 1))
    for __ in fields[2:]:
        press(Key.Key_Left)
        cell = table.visualRect(table.currentIndex())
        assert cell.left() >= first.covered, "the cell in hand is not under the first column"
    bar.setValue(bar.maximum())
    below_title = QPoint(9, table.horizontalHeader().height() + 9)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=below_title)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
    assert bar.value() == 0


def test_tab_passes_over_what_is_worked_out(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = table_of(window, "ledger", "lines")
    model = model_of(table)
    worked_out = next(n for n, f in enumerate(model.fields) if f.formula)
    entered = next(n for n, f in enumerate(model.fields) if n > worked_out and not f.formula)
    table.stand_on(model.index(0, worked_out - 1))
    press(Key.Key_Tab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, entered)
    press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().column() == worked_out - 1
    type_keys("5")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: table.currentIndex().column() == entered)


def test_the_buttons_for_lines_stand_under_their_table(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    view = part_view(window, "providers", "now")
    assert isinstance(view, RecordsView)
    table = view.table
    add, remove = button_of(table, "Add a line"), button_of(table, "Remove the line")
    assert not remove.isEnabled()
    add.click()
    settled(qtbot, page, window)
    QApplication.processEvents()
    assert view.form
    assert remove.isEnabled()
    corner = remove.mapTo(view, remove.rect().topLeft())
    assert table.geometry().bottom() <= corner.y() < view.form.y()
    remove.click()
    settled(qtbot, page, window)
    assert not model_of(table).keys
    assert not remove.isEnabled()
