"""A local measure is typed into a table and is then a line of its own where figures are given."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, fill, settled, table_of, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address, Answer, parse_address
from ui.compare.rates import RatesView
from ui.dialogs.new_review import NewReviewDialog
from ui.dialogs.take_over import TakeOverDialog
from ui.window import Window

TYPED = {
    "label": "Inducted within five days",
    "numerator": "Inducted within five working days",
    "denominator": "Started in the year",
    "direction": "Higher is better",
}


def test_a_local_measure_stands_among_the_measures_as_soon_as_it_has_a_name(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    results = table_of(window, "measures", "results")
    before = len(results.answers.keys)
    session = page.session
    section = session.framework.section("local")
    assert section
    table_of(window, "local", "measures")
    (key,) = session.add_rows(section, section.parts[1])
    fill(session, {f"local.measures:{key}.label": "Inducted within five days"})
    settled(qtbot, page, window)
    results = table_of(window, "measures", "results")
    assert len(results.answers.keys) == before + 1
    assert results.answers.keys[-1] == f"local-{key}"
    fill(session, {f"measures.results:local-{key}.numerator": "4"})
    session.undo()
    session.undo()
    review = settled(qtbot, page, window)
    wait_for(qtbot, lambda: len(results.answers.keys) == before)
    assert Address("local", f"measures:{key}", "label") not in review.cells


def test_a_review_of_a_service_of_ones_own_is_begun_by_its_name(qtbot: QtBot, window: Window) -> None:
    window.commands.new_review()
    made = dialog(qtbot, NewReviewDialog)
    assert isinstance(made, NewReviewDialog)
    assert made.own.isHidden()
    made.organisation.setCurrentText("Derbyshire")
    made.service.setCurrentIndex(made.service.count() - 1)
    assert made.own.isVisible()
    made.accept()
    assert made.problem.isVisible()
    made.own.setText("Drug testing: orders")
    made.accept()
    wait_for(qtbot, lambda: window.review)
    assert window.review
    assert window.review.session.review.head.service == "local_DBS_Drug-testing-orders"
    (listed,) = window.desk.workspace.reviews()
    assert listed.title.startswith("Drug testing orders (local), Derbyshire")


def test_a_line_of_another_review_is_taken_over_as_the_same_line(qtbot: QtBot, window: Window) -> None:
    other = begin_review(window, "nottinghamshire")
    section = other.session.framework.section("local")
    assert section
    (key,) = other.session.add_rows(section, section.parts[1])
    fill(other.session, {f"local.measures:{key}.{f}": t for f, t in TYPED.items()})
    settled(qtbot, other, window)
    page = begin_review(window)
    window.actions_by_id["take_local"].trigger()
    offered = dialog(qtbot, TakeOverDialog)
    assert isinstance(offered, TakeOverDialog)
    wait_for(qtbot, lambda: offered.list.model().rowCount() == 1)
    offered.go.click()
    review = settled(qtbot, page, window)
    assert review.rows["local.measures"] == (key,)
    assert review.cells[Address("local", f"measures:{key}", "label")].answer.value == TYPED["label"]
    assert f"local-{key}" in table_of(window, "measures", "results").answers.keys
    assert not offered.go.isEnabled()
    assert offered.said.isVisible()
    offered.accept()
    page.undo()
    wait_for(qtbot, lambda: not page.session.review.rows.get("local.measures"))


def test_where_no_other_review_has_lines_it_is_said(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    window.actions_by_id["take_local"].trigger()
    offered = dialog(qtbot, TakeOverDialog)
    assert isinstance(offered, TakeOverDialog)
    wait_for(qtbot, lambda: "No other review" in offered.said.text())
    assert not offered.go.isVisible(), "nothing can be taken"
    offered.accept()


def test_a_local_rate_has_a_view_beside_others_once_it_has_figures(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    measure = {"label": "Absences", "kind": "rate", "numerator": "Absences", "denominator": "orders"}
    words = {parse_address(f"local.measures:a.{k}"): Answer(v) for k, v in measure.items()}
    figures = {"numerator": 312, "denominator": 240}
    rate = {parse_address(f"measures.rates:local-a.{k}"): Answer(Decimal(n)) for k, n in figures.items()}
    share = {
        parse_address(f"measures.results:completed.{k}"): Answer(Decimal(n))
        for k, n in {"numerator": 60, "denominator": 80}.items()
    }
    page.session.set_rows({**words, **rate, **share}, {"local.measures": ("a",)}, "Typed")
    settled(qtbot, page, window)
    page.tabs.setCurrentIndex(2)
    compare = page.compare
    assert compare
    wait_for(qtbot, compare.comparisons)
    assert "@rates" in [task.id for task in compare.entries()]
    compare.choose("@rates")
    view = compare.view("@rates")
    assert isinstance(view, RatesView)
    assert view.list
    (line,) = view.list.lines
    assert line.texts[2:4] == ("1.30", "1.16\u00a0to\u00a01.45")
    assert view.intro.text() == "Absences (local): nobody else has the same line."
    assert not view.lists.isVisible()
