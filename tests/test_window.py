"""The window as a person uses it: keyboard and mouse on a real window over a real workspace."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import begin_review, choose, dialog, is_open, open_window, settled, type_keys, wait_for

from bvreview.review.cells import State, parse_address
from bvreview.review.changes import Change, ChangeKind
from bvreview.settings import load_settings
from bvreview.store.log import Committed
from ui.application import Application
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.new_review import NewReviewDialog
from ui.dialogs.submit import SubmitDialog
from ui.forms.records import TableView
from ui.forms.table import AnswerTable
from ui.look.focus import FocusRing, Frame
from ui.pages.start import StartPage
from ui.places import REGION, REVIEWS, SETTINGS
from ui.window import Window

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def staff_table(window: Window) -> AnswerTable:
    """The table of direct staff, on the screen."""
    assert window.review
    window.review.stage.tasks.choose("costs")
    view = window.review.stage.current()
    assert view
    part = view.views[0]
    assert isinstance(part, TableView)
    return part.table


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget
    QTest.keyClick(widget, key, modifier)


def test_the_first_start_asks_who_is_there_then_opens_the_workspace(qtbot: QtBot, home: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    application = Application(app)
    application.start()
    assert application.window
    page = application.window.centralWidget()
    assert isinstance(page, StartPage)
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    QTest.keyClick(page.name, Key.Key_Return)
    QTest.keyClick(page.role, Key.Key_Return)
    assert "name" in page.problem.text()
    QTest.keyClicks(page.name, "Jo Bloggs")
    QTest.keyClicks(page.role, "Finance lead")
    QTest.keyClick(page.role, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(application.window, Window))
    assert load_settings()[0].person_name == "Jo Bloggs"
    assert (home / "workspace.bvr").is_file()
    application.window.close()


def test_a_second_return_asks_for_no_other_review(qtbot: QtBot, window: Window) -> None:
    made = begin_review(window, "derbyshire").session.id
    window.show_page(REVIEWS)
    window.opening.open(made)
    window.commands.new_review()
    assert not window.findChildren(NewReviewDialog)
    wait_for(qtbot, lambda: is_open(window))
    window.commands.new_review()
    assert window.findChildren(NewReviewDialog)


def test_a_new_review_is_begun_by_keyboard(qtbot: QtBot, window: Window) -> None:
    window.commands.new_review()
    made = dialog(qtbot, NewReviewDialog)
    assert isinstance(made, NewReviewDialog)
    made.accept()
    assert made.problem.text() == "Choose an organisation from the list."
    line = made.organisation.lineEdit()
    assert line
    QTest.keyClicks(line, "Derbyshire")
    made.full.setChecked(True)
    made.accept()
    wait_for(qtbot, lambda: is_open(window))
    assert window.review
    head = window.review.session.review.head
    assert (head.organisation, head.period.id, head.path.value) == ("DBS", "2009-10", "full")


def test_a_review_that_is_begun_is_counted_where_the_list_was_not_looked_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        begin_review(window, "derbyshire")
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        wait_for(qtbot, lambda: is_open(window))
        buttons = window.findChildren(QAbstractButton)
        reviews = next(b for b in buttons if b.accessibleName().startswith("Reviews"))
        window.commands.new_review()
        made = dialog(qtbot, NewReviewDialog)
        assert isinstance(made, NewReviewDialog)
        made.organisation.setEditText("Dorset")
        made.accept()
        wait_for(qtbot, lambda: reviews.accessibleName() == "Reviews, 2")


def test_a_review_that_is_asked_for_is_not_shown_once_the_window_went_elsewhere(
    qtbot: QtBot, window: Window
) -> None:
    first = begin_review(window, "derbyshire").session.id
    second = begin_review(window, "dorset").session.id
    window.show_page(REVIEWS)
    window.commands.open_review(first)
    window.commands.open_review(second)
    wait_for(qtbot, lambda: is_open(window))
    assert window.review
    assert window.review.session.id == second
    window.commands.open_review(first)
    window.show_page(REGION)
    window.desk.workspace.later(int).result()
    QApplication.processEvents()
    assert window.review is None


def test_what_is_typed_in_a_form_is_saved_and_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.bvr"
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        page.go_to(parse_address("about.review_lead"))
        type_keys("Ann Other")
        press(Key.Key_Tab)
        review = settled(qtbot, page, window)
        assert review.cells[parse_address("about.review_lead")].answer.value == "Ann Other"
        assert review.cells[parse_address("about.review_lead")].author == "Jo Bloggs, Finance lead"
        assert window.header.saved_words().startswith("All changes saved ")
    with open_window(qtbot, path) as window:
        summary = window.desk.workspace.reviews()[0]
        window.open_review(summary.head.id)
        assert window.review
        view = window.review.stage.current()
        assert view
        assert view.views[0].rows[0].editor.raw() == "Ann Other"  # type: ignore[union-attr]


def test_typing_is_committed_after_a_pause_without_leaving_the_field(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    address = parse_address("about.scope")
    page.go_to(address)
    type_keys("All unpaid work")
    wait_for(qtbot, lambda: address in page.session.review.cells, 2)
    type_keys(" in the county")
    review = settled(qtbot, page, window)
    wait_for(qtbot, lambda: "county" in str(page.session.review.cells[address].answer.value), 2)
    assert str(review.cells[address].answer.value).startswith("All unpaid work")


def test_closing_commits_what_is_still_being_typed(qtbot: QtBot, tmp_path: Path) -> None:
    address = parse_address("about.review_lead")
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        page = begin_review(window)
        review_id = page.session.id
        page.go_to(address)
        type_keys("Typed last")
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        review = window.desk.workspace.review(review_id)
        assert review.cells[address].answer.value == "Typed last"


def test_closing_commits_a_cell_that_is_still_open(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        page = begin_review(window)
        review_id = page.session.id
        table = staff_table(window)
        table.setFocus()
        table.stand_on(table.model().index(0, 1))
        type_keys("18")
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        (cell,) = window.desk.workspace.review(review_id).cells.values()
        assert str(cell.answer.value) == "18"


def test_a_table_is_filled_by_keyboard(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    table.stand_on(table.model().index(0, 1))
    type_keys("18")
    press(Key.Key_Tab)
    wait_for(qtbot, lambda: table.currentIndex().column() == 2)
    assert table.currentIndex().row() == 0
    type_keys("22,480")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: table.hasFocus() and table.currentIndex().row() == 1)
    review = settled(qtbot, page, window)
    (key,) = review.rows["costs.staff"]
    assert str(review.cells[parse_address(f"costs.staff:{key}.fte")].answer.value) == "18"
    assert str(review.cells[parse_address(f"costs.staff:{key}.salary")].answer.value) == "22480"


def test_findings_that_arrive_while_typing_in_a_cell_take_nothing_away(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    table.stand_on(table.model().index(0, 1))
    type_keys("18")
    page.session.judge()
    wait_for(qtbot, lambda: page.session.is_judged)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "18"


def test_escape_leaves_a_cell_as_it_was(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = staff_table(window)
    table.setFocus()
    table.stand_on(table.model().index(0, 1))
    type_keys("18")
    press(Key.Key_Escape)
    wait_for(qtbot, table.hasFocus)
    assert table.model().rowCount() == 2  # the line to add to, and the total


def test_a_block_from_a_spreadsheet_is_pasted_with_new_lines_and_undone_at_once(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText(
        "Probation officer\t3.5\t34,050\t8853\t100\nSessional supervisor\t2\t19300\t4000\t100\n"
    )
    QTest.keyClick(table, Key.Key_V, Ctrl)
    review = settled(qtbot, page, window)
    assert len(review.rows["costs.staff"]) == 2
    total = table.model().index(3, 5).data()
    assert total == "196,760.50"  # 3.5 x (34,050 + 8,853) + 2 x (19,300 + 4,000), by hand
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    wait_for(qtbot, undo.isEnabled)
    assert not redo.isEnabled()
    undo.trigger()
    review = settled(qtbot, page, window)
    wait_for(qtbot, lambda: not page.session.review.rows.get("costs.staff"))
    assert not review.cells
    wait_for(qtbot, redo.isEnabled)
    redo.trigger()
    wait_for(qtbot, lambda: len(page.session.review.rows.get("costs.staff", ())) == 2)


def test_a_copied_block_pastes_as_it_was(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    QGuiApplication.clipboard().setText("Probation officer\t3.5\t34050")
    table.stand_on(table.model().index(0, 0))
    table.paste()
    settled(qtbot, page, window)
    table.copy()
    assert QGuiApplication.clipboard().text() == "Probation officer\t3.5\t34050"


def test_lines_are_removed_and_come_back(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    QGuiApplication.clipboard().setText("Probation officer\t1\nTrainee probation officer\t2\nOther staff\t3")
    table.stand_on(table.model().index(0, 0))
    table.paste()
    settled(qtbot, page, window)
    table.stand_on(table.model().index(1, 0))
    table.remove_lines()
    assert len(settled(qtbot, page, window).rows["costs.staff"]) == 2
    page.undo()
    wait_for(qtbot, lambda: len(page.session.review.rows["costs.staff"]) == 3)
    assert table.model().index(1, 1).data() == "2"


def test_the_keyboard_leaves_a_table(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    table = staff_table(window)
    for key in (Key.Key_Tab, Key.Key_Backtab):
        table.setFocus()
        press(key, Ctrl)
        wait_for(qtbot, lambda: not table.hasFocus())


def test_a_figure_that_cannot_be_read_is_found_and_put_right_from_its_card(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    table = staff_table(window)
    table.setFocus()
    QGuiApplication.clipboard().setText("Sessional supervisor\t4,2")
    table.stand_on(table.model().index(0, 0))
    table.paste()
    review = settled(qtbot, page, window)
    (key,) = review.rows["costs.staff"]
    address = parse_address(f"costs.staff:{key}.fte")
    assert review.cells[address].answer.state is State.PENDING
    card = next(c for c in page.stage.findings.cards() if c.finding.address == address)
    assert "4,2" in card.finding.message
    assert table.model().index(0, 1).data() == "4,2"
    page.stage.tasks.choose("about")
    card.way("Go to the cell").click()
    assert QApplication.focusWidget() is table
    assert table.currentIndex() == table.model().index(0, 1)
    card.way("Use 4.2").click()
    review = settled(qtbot, page, window)
    assert str(review.cells[address].answer.value) == "4.2"
    wait_for(qtbot, lambda: all(c.finding.address != address for c in page.stage.findings.cards()))


def test_an_explanation_is_written_in_the_card_of_its_finding(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    line = window.desk.framework.lists["service_lines"][0].id
    typed = {f"ledger.services:{line}.direct": "200", f"ledger.services:{line}.last_year": "100"}
    session = page.session
    session.set_answers({parse_address(a): session.read(parse_address(a), text) for a, text in typed.items()})
    settled(qtbot, page, window)
    page.stage.tasks.choose("ledger")
    card = next(c for c in page.stage.findings.cards() if c.finding.rule == "service_cost_change")
    assert card.text
    card.text.setFocus()
    type_keys("Six supervisors moved to permanent posts.")
    page.stage.tasks.setFocus()
    review = settled(qtbot, page, window)
    (explanation,) = review.explanations.values()
    assert explanation.text == "Six supervisors moved to permanent posts."
    wait_for(qtbot, lambda: not card.finding.is_open)
    session.set_answers({parse_address(f"ledger.services:{line}.direct"): None})
    settled(qtbot, page, window)
    address = parse_address(f"ledger.services:{line}.direct")
    session.set_answers({address: session.read(address, "300")})
    settled(qtbot, page, window)
    stale = next(c for c in page.stage.findings.cards() if c.finding.rule == "service_cost_change")
    assert stale.finding.is_open
    assert stale.finding.stale
    assert stale.finding.stale.text == explanation.text


def test_state_source_and_note_are_one_key_away(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    address = parse_address("about.scope")
    page.go_to(address)
    window.actions_by_id["about_answer"].trigger()
    asked = dialog(qtbot, AnswerDialog)
    assert isinstance(asked, AnswerDialog)
    choose(asked.state, "Not applicable")
    asked.note.setPlainText("Agreed with the region")
    asked.accept()
    answer = settled(qtbot, page, window).cells[address].answer
    assert (answer.state, answer.note) == (State.NOT_APPLICABLE, "Agreed with the region")


def test_submitting_lists_what_is_open_and_leads_to_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    page.wants_submit.emit()
    asked = dialog(qtbot, SubmitDialog)
    assert isinstance(asked, SubmitDialog)
    assert asked.findings
    asked.go(0)
    view = page.stage.current()
    assert view
    wait_for(qtbot, view.place_of_hand)
    assert view.place_of_hand() == asked.findings[0].address


def test_a_signature_that_a_shared_figure_withdraws_is_said(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    change = Change(ChangeKind.HEAD, page.session.id, field="status", old="submitted", new="draft")
    window.desk.saver.committed.emit(Committed(frozenset(), 1, "", "", (change,)))
    said = dialog(qtbot, QMessageBox)
    assert isinstance(said, QMessageBox)
    assert "Community Payback, Derbyshire, 2009 to 2010" in said.text()
    assert "drafts again" in said.text()


def test_every_place_of_the_sidebar_opens(window: Window) -> None:
    for place in (REGION, SETTINGS, REVIEWS):
        window.show_page(place)
        assert window.stack.currentWidget() is window.page(place)


def test_text_size_and_theme_change_at_once_and_are_remembered(qtbot: QtBot, window: Window) -> None:
    before = QApplication.font().pixelSize()
    window.actions_by_id["larger"].trigger()
    assert QApplication.font().pixelSize() > before
    window.desk.preferences.change(theme="dark")
    assert window.desk.look.tokens.name == "dark"
    assert load_settings()[0].theme == "dark"


def test_the_focus_ring_outlives_what_it_was_around(qtbot: QtBot, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        ring = FocusRing(app, window.desk.look)
        page = begin_review(window)
        page.go_to(parse_address("about.review_lead"))
        assert any(frame.isVisible() for frame in window.findChildren(Frame))
        window.commands.new_review()
        made = dialog(qtbot, NewReviewDialog)
        assert isinstance(made, NewReviewDialog)
        made.service.setFocus()
        made.reject()
        window.show_page(REVIEWS)
        QApplication.processEvents()
        ring.release()
        ring.release()


def test_a_long_day_of_painting_does_not_use_up_none(qtbot: QtBot) -> None:
    label = QLabel("Derbyshire")
    qtbot.addWidget(label)
    for __ in range(100_000):
        label.update()  # returns nothing, and PySide6 6.12 does not count it
    assert sys.getrefcount(None) > 1_000_000


def test_a_stage_shows_the_section_that_its_task_list_marks(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    stage = page.stage
    stage.tasks.choose("pools")
    for name, first in (("challenge", "five_cs"), ("plan", "plan"), ("collect", "pools"), ("plan", "plan")):
        stage.show_stage(name)
        view = stage.current()
        assert view
        assert (stage.tasks.current_id(), view.section.id) == (first, first)
