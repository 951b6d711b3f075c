"""Everything that a person does in a review is undone and done again, by name, and shown where it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, fill, open_window, press, row_of, settled, table_of, type_keys, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Answer, State, parse_address
from bvreview.review.model import Review
from ui.forms.table import AnswerTable
from ui.pages.review import ReviewPage
from ui.window import Window

LEAD = parse_address("about.review_lead")
EARLY = "about.started_on"
Ctrl = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ReviewPage:
    """A full review with three lines of staff, begun too early."""
    page = begin_review(window, path=Depth.FULL)
    paste(window, "Probation officer\t2\nSenior probation officer\t1\nAdministrator\t3")
    fill(page.session, {EARLY: "12 April 2007"})
    settled(qtbot, page, window)
    window.activateWindow()
    wait_for(qtbot, window.isActiveWindow)
    return page


def paste(window: Window, text: str) -> AnswerTable:
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText(text)
    table.paste()
    return table


def content(review: Review) -> tuple[object, ...]:
    """What a review says; who says it and when is the history's affair."""
    return (
        {a: c.answer for a, c in review.cells.items()},
        {name: keys for name, keys in review.rows.items() if keys},
        {key: (e.found, e.text) for key, e in review.explanations.items()},
        review.head.path,
        dict(review.assignments),
    )


def answer(page: ReviewPage, window: Window) -> None:
    fill(page.session, {str(LEAD): "Ann"})


def state(page: ReviewPage, window: Window) -> None:
    page.session.set_answers({LEAD: Answer(state=State.NOT_COLLECTED)})


def source_and_note(page: ReviewPage, window: Window) -> None:
    now = page.session.answers.answer(parse_address(EARLY))
    assert now
    page.session.set_answers({parse_address(EARLY): Answer(now.value, source="Minutes", note="seen")})


def block(page: ReviewPage, window: Window) -> None:
    paste(window, "\n".join(f"Administrator\t{n}" for n in range(1, 7)))


def lines_added(page: ReviewPage, window: Window) -> None:
    table_of(window, "costs", "staff").add_line()


def lines_removed(page: ReviewPage, window: Window) -> None:
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(1, 0))
    table.remove_lines()


def lines_moved(page: ReviewPage, window: Window) -> None:
    section = page.session.framework.section("costs")
    part = section.part("staff") if section else None
    assert section
    assert part
    keys = page.session.review.rows["costs.staff"]
    page.session.order_rows(section, part, (keys[2], keys[0], keys[1]))


def explanation(page: ReviewPage, window: Window) -> None:
    finding = next(f for f in page.session.findings if f.rule == "review_starts_before_year")
    page.session.explain(finding, "Began early.")


def path(page: ReviewPage, window: Window) -> None:
    page.session.choose_path(Depth.LIGHT)


def owner(page: ReviewPage, window: Window) -> None:
    page.session.assign({"costs": Assignment("Ann Other", date(2010, 5, 4))})


Deed = Callable[[ReviewPage, Window], None]
DEEDS: tuple[tuple[Deed, str], ...] = (
    (answer, "Review lead"),
    (state, "Review lead"),
    (source_and_note, "Review started"),
    (block, "Direct staff, 10 answers, 3 lines added"),
    (lines_added, "Direct staff, 1 line added"),
    (lines_removed, "Direct staff, 1 line removed"),
    (lines_moved, "Direct staff, 1 line moved"),
    (explanation, "Explanation: Review started"),
    (path, "Light review"),
    (owner, "Owner and due date"),
)


@pytest.mark.parametrize(("deed", "name"), DEEDS, ids=[deed.__name__ for deed, __ in DEEDS])
def test_a_deed_is_one_step_with_a_name(
    qtbot: QtBot, page: ReviewPage, window: Window, deed: Deed, name: str
) -> None:
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    before = content(settled(qtbot, page, window))
    deed(page, window)

    def now() -> tuple[object, ...]:
        wait_for(
            qtbot, lambda: window.desk.saver.is_idle and window.review and window.review.session.is_judged
        )
        assert window.review
        return content(window.desk.workspace.review(window.review.session.id))

    after = now()
    assert after != before
    wait_for(qtbot, lambda: undo.text() == f"Undo: {name}")
    assert name in undo.toolTip()
    undo.trigger()
    wait_for(qtbot, lambda: now() == before)
    assert window.review
    assert content(window.review.session.review) == before
    wait_for(qtbot, lambda: redo.text() == f"Redo: {name}")
    redo.trigger()
    wait_for(qtbot, lambda: now() == after)
    assert window.desk.workspace.verify().is_whole


def test_the_names_are_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "again.bvr") as window:
        page = begin_review(window)
        paste(window, "Probation officer\t2")
        fill(page.session, {str(LEAD): "Ann"})
        settled(qtbot, page, window)
        review = page.session.id
    with open_window(qtbot, tmp_path / "again.bvr") as window:
        window.open_review(review)
        undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
        wait_for(qtbot, lambda: undo.text() == "Undo: Review lead")
        undo.trigger()
        wait_for(qtbot, lambda: redo.text() == "Redo: Review lead")
        assert undo.text() == "Undo: Direct staff, 2 answers, 1 line added"


def test_the_window_shows_where_the_undone_thing_is(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    table = paste(window, "Probation officer\t2.5")
    settled(qtbot, page, window)
    row_of(window, str(LEAD))
    window.actions_by_id["undo"].trigger()
    wait_for(qtbot, lambda: QApplication.focusWidget() is table)
    view = page.stage.current()
    assert view
    assert view.section.id == "costs"
    place = table.current_place()
    assert place
    assert (place.field.id, place.address.key) == ("fte", page.session.review.rows["costs.staff"][0])
    window.actions_by_id["undo"].trigger()
    wait_for(qtbot, lambda: view is not page.stage.current())
    assert page.stage.current().section.id == "about"  # type: ignore[union-attr]


def test_many_undos_in_a_row_end_at_the_last(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    before = content(settled(qtbot, page, window))
    for n in range(8):
        fill(page.session, {str(LEAD): f"Ann {n}"})
    settled(qtbot, page, window)
    row_of(window, str(LEAD))
    for __ in range(8):
        page.undo()
    wait_for(qtbot, lambda: content(settled(qtbot, page, window)) == before)
    assert content(page.session.review) == before


def test_undo_and_redo_in_one_breath_are_both_done(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    wait_for(qtbot, undo.isEnabled)
    before, as_of = content(page.session.review), settled(qtbot, page, window).as_of
    for action in (undo, redo, undo, redo):
        action.trigger()
    wait_for(qtbot, lambda: settled(qtbot, page, window).as_of > as_of)
    assert content(page.session.review) == before
    assert not redo.isEnabled()


def test_what_is_typed_is_undone_after_it_is_committed(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    row = row_of(window, str(LEAD))
    for letter in "Ann":
        press(getattr(Qt.Key, f"Key_{letter.upper()}"))
    page.undo()
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: row.editor.raw() == "")


def test_a_text_that_was_typed_with_pauses_is_one_step(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    row = row_of(window, "about.scope")
    for word in ("All work", " in the", " county"):
        type_keys(word)
        row.commit()  # as a pause of the hand does
    settled(qtbot, page, window)
    row_of(window, str(LEAD))
    type_keys("Ann")
    row_of(window, "about.scope")
    settled(qtbot, page, window)
    here = window.desk.workspace.history(page.session.id, parse_address("about.scope"))
    assert [e.change.new for e in here] == ['{"value":"All work in the county"}']
    page.undo()
    settled(qtbot, page, window)
    assert LEAD not in page.session.review.cells
    wait_for(qtbot, lambda: window.actions_by_id["undo"].text() == "Undo: What is in scope")
    page.undo()
    review = settled(qtbot, page, window)
    assert parse_address("about.scope") not in review.cells
    page.session.redo()
    review = settled(qtbot, page, window)
    assert review.cells[parse_address("about.scope")].answer.value == "All work in the county"


def test_coming_back_to_a_field_begins_another_step(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    scope = "about.scope"
    row = row_of(window, scope)
    type_keys("one")
    row_of(window, str(LEAD))
    row_of(window, scope)
    press(Qt.Key.Key_End)
    type_keys(" two")
    row.commit()
    settled(qtbot, page, window)
    page.undo()
    review = settled(qtbot, page, window)
    assert review.cells[parse_address(scope)].answer.value == "one"


@pytest.mark.parametrize("field", ["about.scope", str(LEAD)])
def test_the_key_undoes_in_the_review_where_a_box_has_nothing_to_undo(
    qtbot: QtBot, page: ReviewPage, window: Window, field: str
) -> None:
    fill(page.session, {"about.started_on": "14 April 2007"})
    settled(qtbot, page, window)
    row_of(window, field)
    wait_for(qtbot, window.actions_by_id["undo"].isEnabled)
    press(Qt.Key.Key_Z, Ctrl)
    started = parse_address("about.started_on")
    wait_for(qtbot, lambda: str(page.session.review.cells[started].answer.value) == "2007-04-12")


def test_a_signature_is_a_record_and_says_so(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    undo = window.actions_by_id["undo"]
    wait_for(qtbot, undo.isEnabled)
    _sign(window, page.session.id)
    window.open_review(page.session.id)
    wait_for(qtbot, lambda: not undo.isEnabled())
    wait_for(qtbot, lambda: "Revision 1 signed. That is a record" in undo.toolTip())
    assert window.review
    window.review.session.reopen()
    wait_for(qtbot, lambda: "Revision 2 begun. That is a record" in undo.toolTip())
    assert not undo.isEnabled()
    assert undo.text() == "Undo"


def _sign(window: Window, review: str) -> None:
    """Sign whatever is open: what a signature is, not what it asks for, is looked at here."""
    workspace = window.desk.workspace
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workspace, "findings", lambda _review: ())
        workspace.sign_off(review, "Chair", date(2010, 5, 4))
