"""Last year's figures are offered from last year's review, looked at, and taken in one step."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, fill, settled, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address
from bvreview.review.periods import FinancialYear
from ui.dialogs.take_last_year import TakeLastYearDialog
from ui.window import Window

HOURS = Address("volumes", "outputs:hours_worked", "last_year")


def _asked(qtbot: QtBot, window: Window) -> TakeLastYearDialog:
    window.actions_by_id["take_last_year"].trigger()
    offered = dialog(qtbot, TakeLastYearDialog)
    assert isinstance(offered, TakeLastYearDialog)
    return offered


def test_figures_of_the_year_before_are_taken_in_one_step(qtbot: QtBot, window: Window) -> None:
    before = begin_review(window)
    fill(before.session, {f"volumes.outputs:hours_worked.q{n}": "1,000" for n in (1, 2, 3, 4)})
    settled(qtbot, before, window)
    service = before.session.review.head.service
    made = window.desk.workspace.create_review("DBS", service, FinancialYear(2010), Depth.LIGHT)
    window.open_review(made.id)
    page = window.review
    assert page
    offered = _asked(qtbot, window)
    wait_for(qtbot, offered.go.isEnabled)
    assert "2 figures from Community Payback, Derbyshire, 2009 to 2010" in offered.said.text()
    offered.go.click()
    review = settled(qtbot, page, window)
    answer = review.cells[HOURS].answer
    assert (answer.value, answer.source) == (Decimal(4000), "Review of 2009-10, a draft")
    page.undo()
    wait_for(qtbot, lambda: HOURS not in page.session.review.cells)


def test_without_a_review_of_the_year_before_it_is_said(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    offered = _asked(qtbot, window)
    wait_for(qtbot, lambda: "There is no review" in offered.said.text())
    assert "2008-09" in offered.said.text()
    assert not offered.go.isVisible(), "nothing can be taken"
    offered.accept()
