"""What a rule says stands beside the field, in the side panel and in the list, in the same words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_kit import (
    begin_review,
    fill,
    open_window,
    press,
    row_of,
    settled,
    table_of,
    type_keys,
    wait_for,
)

from bvreview.framework.rules import Level
from bvreview.framework.terms import Path as Depth
from bvreview.review.assignments import Assignment
from bvreview.review.findings import AT_LEAST, Finding
from bvreview.review.model import Explanation, ExplanationKey
from bvreview.review.owing import missing_words
from bvreview.review.progress import Progress
from bvreview.settings import command_line
from ui.finding_words import advice_of, explained_words, pill_of, word_of
from ui.forms.around import TableFrame
from ui.forms.form import Figures, FormView
from ui.forms.table import AnswerTable
from ui.pages.findings import FindingsPage
from ui.pages.review import ReviewPage
from ui.panels.card import FindingCard
from ui.panels.finding_list import FindingList
from ui.widgets.tasks import Task, paint_progress
from ui.window import Window

STARTED, FINISH = "about.started_on", "about.finish_by"


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ReviewPage:
    """A review with a number that could be two, a date before the year, and a total that does not add up."""
    page = begin_review(window, path=Depth.FULL)
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("Probation officer\t4,2")
    table.paste()
    fill(page.session, {STARTED: "12 April 2007", FINISH: "1 June 2006"})
    settled(qtbot, page, window)
    window.activateWindow()
    wait_for(qtbot, window.isActiveWindow)
    return page


def hand_of(window: Window) -> QWidget:
    """What has the keyboard."""
    widget = window.focusWidget()
    assert widget
    return widget


def found(page: ReviewPage, rule: str) -> Finding:
    return next(f for f in page.session.findings if f.rule == rule)


def panel_card(page: ReviewPage, finding: Finding) -> FindingCard:
    return next(c for c in page.stage.findings.cards() if c.finding.key == finding.key)


def in_list(page: ReviewPage, finding: Finding) -> tuple[FindingsPage, tuple[str, ...]]:
    everything = page.whole.show_findings()
    lines = everything.list.lines()
    line = next(n for n, entry in enumerate(lines) if entry.finding and entry.finding.key == finding.key)
    everything.list.setCurrentRow(line)
    return everything, lines[line].parts


def test_the_same_words_stand_beside_the_field_in_the_panel_and_in_the_list(
    page: ReviewPage, window: Window
) -> None:
    finding = found(page, "review_starts_before_year")
    row = row_of(window, STARTED)
    words = (word_of(finding), finding.message, advice_of(finding))
    assert all(part in row.under_words() for part in words)
    card = panel_card(page, finding)
    assert set(words) <= set(card.words())
    everything, listed = in_list(page, finding)
    assert listed == words
    assert everything.card
    assert set(words) <= set(everything.card.words())


def test_the_same_words_stand_under_the_table_for_the_cell_in_hand(page: ReviewPage, window: Window) -> None:
    finding = found(page, "unreadable")
    page.go_to(finding.address)
    table = QApplication.focusWidget()
    assert isinstance(table, AnswerTable)
    (frame,) = (f for f in page.stage.findChildren(TableFrame) if f.table is table)
    for part in (word_of(finding), finding.message, advice_of(finding)):
        assert part in frame.finding.words.text()
    assert frame.finding.ways.words() == ("Use 4.2", "Use 42")
    page.go_to(finding.address._replace(field="salary"))
    assert frame.finding.isHidden()


def test_what_is_found_of_a_whole_table_stands_under_it_where_f8_leads(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    table = table_of(window, "options", "options")
    table.stand_on(table.model().index(0, 0))
    options = ("Keep it\tIn-house, improved\t1000", "Share it\tCollaborate with other areas\t900")
    QGuiApplication.clipboard().setText("\n".join(options))
    table.paste()
    settled(qtbot, page, window)
    finding = found(page, "competition_option")
    page.go_to(finding.address)
    (frame,) = (f for f in page.stage.findChildren(TableFrame) if f.table is table)
    assert finding.message in frame.finding.words.text()
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert hand_of(window) is frame.finding.ways.way("Explain it")


def test_ways_on_that_do_not_fit_beside_each_other_stand_in_the_next_line(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    grade = found(page, "unreadable").address._replace(field="grade")
    fill(page.session, {str(grade): "Senior probation officer"})
    settled(qtbot, page, window)
    finding = next(f for f in page.session.findings if f.address == grade)
    page.go_to(grade)
    card = panel_card(page, finding)
    links = [card.ways.way(words) for words in card.ways.words()]
    assert len(links) >= 2
    wait_for(qtbot, lambda: all(link.width() >= link.sizeHint().width() for link in links))
    wait_for(qtbot, lambda: all(card.ways.rect().contains(link.geometry()) for link in links))
    wait_for(qtbot, lambda: len({link.y() for link in links}) > 1)


def test_a_value_that_the_rule_knows_is_used_at_one_press(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    finding = found(page, "unreadable")
    page.go_to(finding.address)
    panel_card(page, finding).way("Use 4.2").click()
    review = settled(qtbot, page, window)
    assert str(review.cells[finding.address].answer.value) == "4.2"
    assert not [f for f in page.session.findings if f.rule == "unreadable"]
    assert isinstance(QApplication.focusWidget(), AnswerTable)
    page.undo()
    review = settled(qtbot, page, window)
    assert review.cells[finding.address].answer.raw == "4,2"


def test_a_finding_is_gone_to_from_the_list_with_the_cell_chosen(page: ReviewPage, window: Window) -> None:
    finding = found(page, "unreadable")
    everything, __ = in_list(page, finding)
    everything.list.setFocus()
    press(Qt.Key.Key_Return)
    table = QApplication.focusWidget()
    assert isinstance(table, AnswerTable)
    place = table.current_place()
    assert place
    assert place.address == finding.address
    assert not page.whole.is_shown()


@pytest.mark.parametrize(
    ("rule", "pool", "way"),
    [("ledger_far_off", "900000", ""), ("ledger_reconciles", "1900000", "Explain it")],
)
def test_a_figure_that_is_worked_out_is_gone_to_and_says_what_is_found(
    qtbot: QtBot, page: ReviewPage, window: Window, rule: str, pool: str, way: str
) -> None:
    typed = {
        "ledger.lines:staff.actual": "9000000",
        "ledger.services:offender_management.direct": "7000000",
        "pools.pools:it.amount": pool,
    }
    fill(page.session, typed)
    settled(qtbot, page, window)
    finding = found(page, rule)
    page.go_to(finding.address)
    hand = hand_of(window)
    (figures,) = (
        made for made in page.stage.findChildren(Figures) if made is hand or made.isAncestorOf(hand)
    )
    assert finding.message in figures.said_words()
    assert hand is (figures.ways.way(way) if way else figures)
    fill(page.session, {"pools.pools:it.amount": "0"})  # far off whatever it was
    wait_for(qtbot, lambda: "2,000,000" in figures.said_words())
    assert hand_of(window) is figures
    press(Qt.Key.Key_Tab)
    assert page.stage.side.isAncestorOf(hand_of(window))


def test_of_several_figures_the_one_that_was_gone_to_is_said(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("Probation officer\t4\t24000\t5000\t100")
    table.paste()
    typed = {
        "costs.nonstaff:travel.amount": "100000",
        "pools.drivers:community-payback.it": "10",
        "pools.pools:it.driver_total": "100",
        "pools.pools:it.amount": "600000",
        "costs.last_direct": "50000",
        "costs.last_full": "500000",
    }
    fill(page.session, typed)
    settled(qtbot, page, window)
    for rule in ("direct_cost_change", "full_cost_change"):
        finding = found(page, rule)
        page.go_to(finding.address)
        (figures,) = (made for made in page.stage.findChildren(Figures) if made.isAncestorOf(hand_of(window)))
        assert finding.message in figures.said_words()
        assert hand_of(window) is figures.ways.way("Explain it")


def test_tab_comes_to_the_ways_on_from_a_finding_where_they_stand(page: ReviewPage, window: Window) -> None:
    after, row = row_of(window, FINISH), row_of(window, STARTED)
    press(Qt.Key.Key_Tab)
    assert hand_of(window) is row.ways.way("Explain it")
    press(Qt.Key.Key_Tab)
    assert hand_of(window) is after.editor.inputs()[0]


def test_a_way_on_that_changes_keeps_the_keyboard(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    row = row_of(window, STARTED)
    row.ways.way("Explain it").setFocus()
    page.session.explain(found(page, "review_starts_before_year"), "Began early.")
    wait_for(qtbot, lambda: "Change the explanation" in row.ways.words())
    assert hand_of(window) is row.ways.way("Change the explanation")


def test_an_explanation_is_saved_and_said_to_be_stale_when_the_value_moved(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    finding = found(page, "review_starts_before_year")
    row_of(window, STARTED).ways.way("Explain it").click()
    type_keys("Began early.")
    row_of(window, STARTED)
    wait_for(qtbot, lambda: found(page, finding.rule).explanation is not None)
    review = settled(qtbot, page, window)
    assert review.explanations[finding.key].text == "Began early."
    card = panel_card(page, finding)
    assert "\u2713 Explained" in card.words()
    fill(page.session, {STARTED: "13 April 2007"})
    wait_for(qtbot, lambda: found(page, finding.rule).stale is not None)
    stale = found(page, finding.rule)
    assert "\u25c6 Explain again" in panel_card(page, finding).words()
    assert "12 April 2007" in advice_of(stale)
    assert in_list(page, stale)[1] == (word_of(stale), stale.message, advice_of(stale))


def test_looking_at_a_stale_explanation_does_not_give_it_anew(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    finding = found(page, "review_starts_before_year")
    page.session.explain(finding, "Began early.")
    fill(page.session, {STARTED: "13 April 2007"})
    wait_for(qtbot, lambda: found(page, finding.rule).stale is not None)
    page.stage.go_to_section("about")
    card = panel_card(page, finding)
    card.explain()
    row_of(window, FINISH)
    settled(qtbot, page, window)
    assert found(page, finding.rule).stale is not None
    panel_card(page, finding).way("It still holds").click()
    wait_for(qtbot, lambda: found(page, finding.rule).explanation is not None)


def test_f8_goes_round_all_that_is_to_be_put_right_and_shift_f8_back(
    page: ReviewPage, window: Window
) -> None:
    wanted = list(
        dict.fromkeys(f.address for f in page.session.findings if f.is_open and not f.is_unanswered)
    )
    assert len(wanted) >= 3
    page.stage.go_to_section("about")
    went = []
    for __ in range(len(wanted) + 1):
        window.actions_by_id["next_finding"].trigger()
        went.append(page.stage._went_to)
    first = wanted.index(went[0])  # type: ignore[arg-type]
    assert went == [*wanted[first:], *wanted[:first], wanted[first]]
    window.actions_by_id["previous_finding"].trigger()
    assert page.stage._went_to == went[-2]


def test_f8_shows_what_is_wrong_with_large_text_too(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=200) as window:
        page = begin_review(window)
        fill(page.session, {"about.varied": "Yes"})
        settled(qtbot, page, window)
        page.stage.go_to_section("about")
        window.actions_by_id["next_finding"].trigger()
        view = page.stage.current()
        assert view
        row = next(
            r for form in view.views if isinstance(form, FormView) for r in form.rows if r.editor.has_hand()
        )
        wait_for(qtbot, lambda: row.visibleRegion().boundingRect().height() == row.height())


def test_f8_goes_on_from_what_was_just_put_right(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    fill(page.session, {STARTED: "12 April 2010", FINISH: "1 June 2009"})
    settled(qtbot, page, window)
    (fault,) = (f for f in page.session.findings if f.is_open and not f.is_unanswered)
    row_of(window, FINISH)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_keys("1 June 2011")
    press(Qt.Key.Key_F8)
    view = page.stage.current()
    assert view
    assert view.place_of_hand() not in (None, fault.address)


def test_f8_goes_on_to_what_follows_and_not_back_to_an_empty_table(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    fill(page.session, {"five_cs.who_else": "Three charities of the county were asked, and one would."})
    settled(qtbot, page, window)
    row_of(window, "five_cs.who_else")
    press(Qt.Key.Key_F8)
    sections = [section.id for section in page.session.answers.sections()]
    assert sections.index(page.stage.tasks.current_id()) > sections.index("five_cs")


def shown(everything: FindingsPage) -> set[str]:
    return {f.rule for f in everything.shown()}


def choose(combo: object, data: str) -> None:
    combo.setCurrentIndex(combo.findData(data))  # type: ignore[attr-defined]


def test_the_list_is_grouped_counted_and_filtered(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    page.session.assign({"about": Assignment("Ann Other")})
    settled(qtbot, page, window)
    everything = page.whole.show_findings()
    is_open = [f for f in page.session.findings if f.is_open]
    assert len(everything.shown()) == len(is_open)
    assert everything.level.currentText() == f"All open ({len(is_open)})"
    headings = [line.title for line in everything.list.lines() if not line.finding]
    assert len(headings) == len({f.address.section for f in is_open})
    assert headings[0].startswith("About the review, ")
    choose(everything.level, "explain")
    assert {f.level for f in everything.shown()} == {Level.EXPLAIN}
    choose(everything.level, "stop")
    choose(everything.section, "costs")
    assert shown(everything) == {"unreadable"}
    choose(everything.section, "")
    choose(everything.owner, "Ann Other")
    assert {f.address.section for f in everything.shown()} == {"about"}
    choose(everything.owner, "")
    choose(everything.level, "unanswered")
    assert all(f.is_unanswered for f in everything.shown())
    assert (
        everything.count.whole_text() == f"{len(everything.shown())} of {len(page.session.findings)} findings"
    )


def test_the_list_follows_and_stays_at_its_place(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    finding = found(page, "unreadable")
    everything, __ = in_list(page, finding)
    assert everything.card
    everything.card.way("Use 42").click()
    wait_for(qtbot, lambda: all(f.rule != "unreadable" for f in everything.shown()))
    assert everything.list.current() is not None
    assert everything.card
    assert everything.card.finding == everything.list.current()
    assert QApplication.focusWidget() is everything.list


def test_what_is_missing_and_what_is_to_put_right_are_counted_alike_everywhere(
    page: ReviewPage, window: Window
) -> None:
    page.stage.go_to_section("costs")
    standing = next(s for s in page.session.progress if s.section == "costs")
    panel = page.stage.findings
    words = [card.words()[0] for card in panel.cards()]
    to_do = [w for w in words if w.endswith(("Put right", "Explain", "Explain again"))]
    assert to_do
    assert page.stage.side.tabText(0) == f"Put right {len(to_do)}"
    missing = missing_words(standing)
    assert missing == f"{standing.required - standing.answered} of {standing.required} answers missing"
    assert panel.said() == missing
    lines = [c for c in panel.cards() if c.finding.rule == AT_LEAST]
    assert all(c.words()[0] == "\u2731 Not answered" for c in lines)


def test_a_table_without_lines_is_not_answered_and_no_fault(page: ReviewPage) -> None:
    found_here = [f for f in page.session.findings if f.rule == AT_LEAST]
    assert found_here
    for finding in found_here:
        assert "no line yet; at least" in finding.message
        assert (word_of(finding), pill_of(finding)) == ("\u2731 Not answered", "plain")


def test_the_list_is_one_choice_away_and_leads_back(page: ReviewPage, window: Window) -> None:
    page.stage.go_to_section("costs")
    window.actions_by_id["all_findings"].trigger()
    assert page.whole.is_shown()
    assert isinstance(QApplication.focusWidget(), FindingList)
    back = next(b for b in page.whole.findings.findChildren(QPushButton) if b.text() == "Back to the section")  # type: ignore[union-attr]
    back.click()
    assert not page.whole.is_shown()
    view = page.stage.current()
    assert view
    assert view.section.id == "costs"


# how far it has come


def test_a_section_that_was_opened_is_looked_at_and_stays_so(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    page = begin_review(window)
    page.stage.go_to_section("posts")
    page.stage.go_to_section("volumes")
    standing = {s.section: s.progress for s in page.session.progress}
    assert standing["posts"] is standing["volumes"] is Progress.LOOKED_AT
    assert standing["measures"] is Progress.NOT_STARTED
    settled(qtbot, page, window)
    window.open_review(page.session.id)
    again = window.review
    assert again
    assert {s.section: s.progress for s in again.session.progress}["posts"] is Progress.LOOKED_AT
    assert "looked at" in again.tabs.accessibleTabName(0)


def test_five_standings_have_five_shapes(window: Window) -> None:
    drawn = set()
    for progress in Progress:
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_progress(
            painter, image.rect().toRectF().adjusted(3, 3, -3, -3), progress.value, window.desk.look
        )
        painter.end()
        grey = image.convertToFormat(QImage.Format.Format_Mono)
        drawn.add(bytes(grey.constBits()))
    assert len(drawn) == 5


def test_the_list_of_reviews_says_how_far_each_has_come(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    fill(page.session, {STARTED: "12 April 2010"})
    settled(qtbot, page, window)
    window.show_page("reviews")
    reviews = window.page("reviews").list  # type: ignore[attr-defined]
    wait_for(qtbot, lambda: reviews.lines)
    assert Progress.INCOMPLETE.value in reviews.lines[0].texts


@pytest.mark.parametrize("owned", [False, True])
def test_the_pages_of_the_whole_review_fit_a_small_screen_with_large_text(
    qtbot: QtBot, tmp_path: Path, owned: bool
) -> None:
    with open_window(qtbot, tmp_path / "work.bvr", text_size=200) as window:
        page = begin_review(window)
        if owned:
            page.session.assign({"about": Assignment("Ann Other")})
            settled(qtbot, page, window)
        for show in (page.whole.show_findings, page.whole.show_history):
            show()
            QApplication.processEvents()
            assert window.minimumSizeHint().width() <= 1366
            assert window.width() == 1366


def test_a_title_does_not_break_beside_what_is_said_of_it(qtbot: QtBot, page: ReviewPage) -> None:
    tasks = page.stage.tasks
    heights = []
    for words, short in (("not started", ""), ("incomplete, 2 of 3", "2 of 3")):
        tasks.show_tasks([Task("about", "About the review", words, "incomplete", short=short)])
        heights.append(tasks.sizeHintForRow(0))
    assert heights[0] == heights[1]
    tasks.show_tasks([Task("about", "About the review", "incomplete, 2 of 3", "incomplete")])
    assert tasks.sizeHintForRow(0) > heights[0]


def test_an_explanation_is_coached_while_it_is_typed_and_kept_all_the_same(
    qtbot: QtBot, page: ReviewPage, window: Window
) -> None:
    finding = found(page, "review_starts_before_year")
    card = panel_card(page, finding)
    assert card.text
    assert card.hint.isHidden()
    page.go_to(finding.address)
    card.explain()
    wait_for(qtbot, card.text.hasFocus)
    type_keys("Correct")
    wait_for(qtbot, lambda: "Say what caused it." in card.hint.text())
    assert not card.hint.isHidden()
    type_keys(" because the pilot ran first")
    wait_for(qtbot, card.hint.isHidden)
    card.commit()
    review = settled(qtbot, page, window)
    assert review.explanations[finding.key].text == "Correct because the pilot ran first"


def test_who_took_a_file_in_did_not_explain_it() -> None:
    key = ExplanationKey("rule", "costs", "", "whole")
    explanation = Explanation(key, "found", "Two late bills", "Jo Bloggs", "2010-05-12T14:02:00Z")
    assert explained_words(explanation).startswith("Explained by Jo Bloggs, 12 May 2010")
    received = explained_words(explanation, received=True)
    assert received.startswith("Explained in the file that Jo Bloggs took in, 12 May 2010")
    nobody = replace(explanation, author=str(command_line()))
    words = explained_words(nobody, received=True)
    assert words.startswith("Explained in the file that was taken in at the command line, 12 May 2010")
