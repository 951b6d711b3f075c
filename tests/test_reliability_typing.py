"""What is being typed: saved within two seconds, not said to be saved before, kept when all is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, open_window, settled, type_keys, wait_for

from bvreview.review.cells import Answer, parse_address
from ui.editing.aside import Aside
from ui.forms.records import TableView
from ui.forms.table import AnswerTable
from ui.pages.review import ReviewPage
from ui.panels.card import FindingCard
from ui.window import Window

SCOPE = parse_address("about.scope")


def is_said_to_be_saved(window: Window) -> bool:
    return window.header.saved_words().startswith("All changes saved")


def in_hand(page: ReviewPage) -> AnswerTable:
    """The table of direct staff with "18" typed in a cell that is still open."""
    page.stage.tasks.choose("costs")
    view = page.stage.current()
    assert view
    assert isinstance(view.views[0], TableView)
    table = view.views[0].table
    table.setFocus()
    table.stand_on(table.model().index(0, 1))
    type_keys("18")
    return table


def to_explain(qtbot: QtBot, page: ReviewPage, window: Window) -> FindingCard:
    """The card of a cost that has doubled."""
    line = window.desk.framework.lists["service_lines"][0].id
    typed = {f"ledger.services:{line}.direct": "200", f"ledger.services:{line}.last_year": "100"}
    session = page.session
    session.set_answers({parse_address(a): session.read(parse_address(a), text) for a, text in typed.items()})
    settled(qtbot, page, window)
    page.stage.tasks.choose("ledger")
    return next(c for c in page.stage.findings.cards() if c.finding.rule == "service_cost_change")


def test_it_is_not_said_to_be_saved_before_it_is(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    page.go_to(SCOPE)
    type_keys("All unpaid work")
    assert window.header.saved_words() == "Saving"
    wait_for(qtbot, lambda: is_said_to_be_saved(window), 4)
    assert window.desk.workspace.review(page.session.id).cells[SCOPE].answer.value == "All unpaid work"


def test_typing_that_changes_nothing_ends_as_saved(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    page.go_to(SCOPE)
    type_keys(" ")
    assert not is_said_to_be_saved(window)
    wait_for(qtbot, lambda: is_said_to_be_saved(window), 4)
    assert page.session.review.cells == {}


def test_who_types_without_a_pause_is_saved_every_two_seconds(window: Window) -> None:
    page = begin_review(window)
    page.go_to(SCOPE)
    keys = 0
    while SCOPE not in page.session.review.cells:
        assert keys < 25, "a key every 100 ms for more than two seconds, and nothing is put to be saved"
        type_keys("a")
        QTest.qWait(100)
        keys += 1


def test_an_open_cell_is_not_said_to_be_saved(qtbot: QtBot, window: Window) -> None:
    table = in_hand(begin_review(window))
    assert not is_said_to_be_saved(window)
    table.setFocus()
    wait_for(qtbot, lambda: is_said_to_be_saved(window), 4)


def test_an_explanation_is_saved_while_it_is_written(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    card = to_explain(qtbot, page, window)
    assert card.text
    card.text.setFocus()
    type_keys("Six supervisors")
    assert not is_said_to_be_saved(window)
    wait_for(qtbot, lambda: is_said_to_be_saved(window), 4)
    assert QApplication.focusWidget() is card.text
    (explanation,) = window.desk.workspace.review(page.session.id).explanations.values()
    assert explanation.text == "Six supervisors"


@pytest.mark.parametrize("way", ["close", "show_reviews", "open another"])
def test_what_is_left_open_is_kept(qtbot: QtBot, tmp_path: Path, way: str) -> None:
    path = tmp_path / "work.bvr"
    with open_window(qtbot, path) as window:
        other = begin_review(window, "leicestershire").session.id
        page = begin_review(window)
        review_id = page.session.id
        card = to_explain(qtbot, page, window)
        assert card.text
        card.text.setFocus()
        type_keys("Posts")
        in_hand(page)
        if way == "open another":
            window.open_review(other)
        else:
            window.actions_by_id["quit" if way == "close" else way].trigger()
    with open_window(qtbot, path) as window:
        review = window.desk.workspace.review(review_id)
        assert [e.text for e in review.explanations.values()] == ["Posts"]
        (key,) = review.rows["costs.staff"]
        assert str(review.cells[parse_address(f"costs.staff:{key}.fte")].answer.value) == "18"


def test_an_explanation_is_kept_when_the_window_is_closed_on_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.bvr"
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        review_id = page.session.id
        card = to_explain(qtbot, page, window)
        assert card.text
        card.text.setFocus()
        type_keys("Posts")
    with open_window(qtbot, path) as window:
        (explanation,) = window.desk.workspace.review(review_id).explanations.values()
        assert explanation.text == "Posts"


@pytest.mark.parametrize("before", [0, 1, 2, 3], ids="{} of three edits are put before".format)
def test_what_is_on_its_way_while_a_review_is_read_stands_in_it(
    qtbot: QtBot, window: Window, before: int
) -> None:
    """Read beside the window, a review would else be shown as it was, and be typed over so."""
    page = begin_review(window)
    typed = ("about.scope", "about.analyst", "about.finance_lead")
    edits = [{parse_address(at): Answer(f"A text for {at}.")} for at in typed]
    for edit in edits[:before]:
        page.session.set_answers(edit)
    window.opening.open(page.session.id)
    for edit in edits[before:]:
        page.session.set_answers(edit)
    wait_for(qtbot, lambda: window.review and window.review is not page and window.desk.saver.is_idle)
    assert window.review
    settled(qtbot, window.review, window)
    answers = window.review.session.answers
    assert [answers.answer(at) for edit in edits for at in edit] == [
        a for edit in edits for a in edit.values()
    ]


def test_after_a_refusal_what_waits_behind_it_is_shown_again(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    edits = {parse_address(at): Answer(f"A text for {at}.") for at in ("about.scope", "about.analyst")}
    for at, answer in edits.items():
        page.session.set_answers({at: answer})
    page.session.reread()
    settled(qtbot, page, window)
    assert {at: page.session.answers.answer(at) for at in edits} == edits


def test_what_could_not_be_read_aside_stops_nothing_that_comes_after(qapp: QApplication) -> None:
    aside, taken = Aside(), list[int]()
    aside.ask(lambda: 1 // 0, taken.append)
    with pytest.raises(ZeroDivisionError):
        aside.finish()
    aside.ask(lambda: 2, taken.append)
    aside.close()
    assert taken == [2]
