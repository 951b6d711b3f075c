"""The overview, the stress test and own lists in the window."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pack_kit import GROUP, NAMES, SHARE, pack_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from screenshots.workspace import make_workspace
from test_window_cost import words_in
from test_window_pages import SAMPLES, compare_page, open_sample
from window_kit import dialog, open_window, wait_for

from bvreview import documents
from bvreview.analysis.comparison import compare_proportion
from bvreview.charts.spec import TrendSpec
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.compared.area_pay import adjusted_id, is_adjusted
from bvreview.review.compared.gaps import GapState, read_gaps
from bvreview.review.compared.peers import PeerList
from bvreview.review.compared.standing import Observation
from bvreview.review.model import ReviewHead
from ui.bus import Changed
from ui.compare.charted import ChartedView
from ui.compare.overview import OverviewView
from ui.compare.questions import QuestionsView
from ui.compare.stress import StressView
from ui.compare.table_view import TableView
from ui.dialogs.area_pay import AreaPayDialog
from ui.dialogs.peer_lists import PeerListsDialog
from ui.pages.compare import WIDER, ComparePage
from ui.window import Window

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample region is not there yet")


@pytest.fixture
def window(region_window: Window) -> Window:
    return region_window


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ComparePage:
    open_sample(window)
    return compare_page(qtbot, window)


def shown(page: ComparePage, key: str) -> TableView:
    page.choose(key)
    view = page.view(key)
    assert isinstance(view, TableView)
    assert view.list
    return view


def test_each_measure_reads_against_each_group_and_the_measure_opens(page: ComparePage) -> None:
    view = shown(page, "@overview")
    assert isinstance(view, OverviewView)
    assert view.list
    first = view.list.lines[0]
    assert first.texts[0].startswith("Settled and suitable accommodation")
    assert first.texts[1] == "86% (83\u00a0to\u00a089)"
    assert first.shapes[2:] == ("tick",) * 4
    assert "about" in view.intro.text()
    assert "Nearest neighbours is not offered" in view.notes.text()
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert page.measure.topic == first.id
    assert page.middle.currentWidget() is page.measure


def test_the_row_that_has_the_keyboard_stays_in_sight(qtbot: QtBot, page: ComparePage) -> None:
    view = shown(page, "@overview")
    assert view.list
    bar = view._page.verticalScrollBar()
    wait_for(qtbot, bar.maximum)
    view.list.setFocus()
    for __ in view.list.lines:
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    row = view.list.visualRect(view.list.currentIndex())
    assert view.list.viewport().visibleRegion().contains(row.center())
    assert view.list.current_id() == view.list.lines[-1].id


def test_flags_alone_and_the_gravest_first(page: ComparePage) -> None:
    view = shown(page, "@overview")
    assert isinstance(view, OverviewView)
    assert view.list
    everything = [line.id for line in view.list.lines]
    view.filter.setCurrentIndex(view.filter.findData("nation"))
    view.filter.activated.emit(view.filter.currentIndex())
    flagged = [line.id for line in view.list.lines]
    assert 0 < len(flagged) < len(everything)
    assert all(line.shapes[5] in ("flag", "tick", "triangle", "up", "down") for line in view.list.lines)
    view.order.setCurrentIndex(view.order.findData("name"))
    view.order.activated.emit(view.order.currentIndex())
    titles = [line.texts[0] for line in view.list.lines]
    assert titles == sorted(titles)
    assert {line.id for line in view.list.lines} == set(flagged)


def test_the_table_is_copied_and_saved(page: ComparePage, tmp_path: Path) -> None:
    view = shown(page, "@overview")
    view.ways.copy()
    copied = QGuiApplication.clipboard().text()
    assert "Measure or cost\tValue\tRegion\tFamily\tSize band\tNation" in copied
    told = view.told()
    assert told
    documents.write_told(told, tmp_path / "told.xlsx")
    documents.write_told(told, tmp_path / "told.pdf")
    assert (tmp_path / "told.pdf").read_bytes().startswith(b"%PDF")
    sheet, figures, notes = load_workbook(tmp_path / "told.xlsx").worksheets
    assert [t.name for t in sheet.tables.values()] == ["t_Overview"]
    assert [t.name for t in (*figures.tables.values(), *notes.tables.values())] == ["t_figures", "t_notes"]
    nation = next(row for row in figures.iter_rows(values_only=True) if row[1] == "All 42 organisations")
    assert nation[3] == pytest.approx(450 / 524)
    assert nation[6] == pytest.approx(24_110 / 30_997)
    assert nation[7] == 42
    assert any("\u2713 clearly better" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_the_stress_test_says_what_holds_and_what_could_not_be_tested(page: ComparePage) -> None:
    view = shown(page, "@stress")
    assert isinstance(view, StressView)
    assert view.list
    (line,) = view.list.lines
    assert line.texts[2:5] == ("clearly better in 3 of 3", "best quarter in 3 of 3 groups", "in all 3 groups")
    assert "Not tested, no group having 10 figures: Requirements completed" in view.notes.text()


def test_a_list_of_ones_own_becomes_a_group_is_renamed_and_goes(
    qtbot: QtBot, window: Window, page: ComparePage
) -> None:
    view = shown(page, "@overview")
    view.lists.click()
    asked = dialog(qtbot, PeerListsDialog)
    assert isinstance(asked, PeerListsDialog)
    asked.accept()
    assert asked.isVisible()
    asked.name.setText("Rural areas")
    for name in ("LCS", "NFK"):
        if name in asked.boxes:
            asked.boxes[name].setChecked(True)
    next(iter(asked.boxes.values())).setChecked(True)
    asked.accept()
    wait_for(qtbot, lambda: page.common.study and page.common.study.groups.offered[-2].label == "Rural areas")
    (kept,) = window.desk.workspace.peer_lists()
    assert kept.name == "Rural areas"
    wait_for(qtbot, lambda: view.list and "Rural areas" in [c.title for c in view.list.model().columns])  # type: ignore[attr-defined]
    view.lists.click()
    again = dialog(qtbot, PeerListsDialog)
    assert isinstance(again, PeerListsDialog)
    wait_for(qtbot, lambda: again.lists)
    again._show(kept.id)
    again.name.setText("Quiet areas")
    again.accept()
    wait_for(
        qtbot, lambda: window.desk.workspace.peer_lists() == (PeerList(kept.id, "Quiet areas", kept.members),)
    )
    view.lists.click()
    last = dialog(qtbot, PeerListsDialog)
    assert isinstance(last, PeerListsDialog)
    wait_for(qtbot, lambda: last.lists)
    last._show(kept.id)
    last.remove.click()
    wait_for(qtbot, lambda: not window.desk.workspace.peer_lists())


def test_factors_of_area_pay_want_a_source_and_show_costs_both_ways(
    qtbot: QtBot, window: Window, page: ComparePage
) -> None:
    view = shown(page, "@overview")
    assert view.list
    reported = [line.id for line in view.list.lines]
    assert not [topic for topic in reported if is_adjusted(topic)]
    window.actions_by_id["area_pay"].trigger()
    asked = window.findChild(AreaPayDialog)
    assert asked
    assert not asked.save.isEnabled(), "what is kept is not known yet: saved now, it would be lost"
    wait_for(qtbot, asked.save.isEnabled)
    for typed, why in (
        ("112", "Derbyshire: 112 is not between"),
        ("dear", "Derbyshire: dear is not a number"),
    ):
        asked.lines["DBS"].setText(typed)
        asked.accept()
        assert asked._problem.text().startswith(why)
    asked.lines["KNT"].setText("112")
    assert asked._count.text() == "No factor: costs are shown as reported only."
    asked.accept()
    first, second, last = asked._problem.text().splitlines()
    assert (first[:11], second[:5], last[:15]) == ("Derbyshire:", "Kent:", "Give the source")
    asked.lines["KNT"].clear()
    asked.lines["DBS"].setText("1.25")
    asked.accept()
    assert asked._problem.text().startswith("Give the source")
    assert asked._count.text() == "1 organisation has a factor."
    asked.source.setText("Our own study")
    asked.accept()
    wait_for(qtbot, lambda: [c for c in page.comparisons() if is_adjusted(c.topic.id)])
    view = shown(page, "@overview")
    assert view.list
    line = {one.id: one for one in view.list.lines}[adjusted_id("unit_full")]
    assert line.texts[0].startswith("Pay-adjusted: Full unit cost")
    assert "Derbyshire 1.25" in view.notes.text()
    assert "Our own study" in view.notes.text()
    stress = shown(page, "@stress")
    assert stress.told()
    page.choose("unit_full")
    tabs = page.measure.tabs
    assert [tabs.tabText(n) for n in range(tabs.count())][:2] == ["Ranked", "Pay-adjusted"]
    wait_for(qtbot, lambda: page.common.history and page.common.history.area)
    for key, tab in (("@gap", "Waterfall"), ("@performance", "Quadrant")):
        page.choose(key)
        charted = page.view(key)
        assert isinstance(charted, ChartedView)
        shown_tabs = [charted.pages.tabs.tabText(n) for n in range(charted.pages.tabs.count())]
        assert shown_tabs == [tab, "Pay-adjusted", "Table"]
        assert charted.pages.told
        assert any("Our own study" in note for note in charted.pages.told.notes)
    window.actions_by_id["area_pay"].trigger()
    again = dialog(qtbot, AreaPayDialog)
    assert isinstance(again, AreaPayDialog)
    wait_for(qtbot, lambda: again.lines["DBS"].text() == "1.25")
    again.remove.click()
    wait_for(qtbot, lambda: not [c for c in page.comparisons() if is_adjusted(c.topic.id)])


class HeldReading:
    """The next reading of what is compared is done at once, and its answer held back."""

    def __init__(self, window: Window, patch: pytest.MonkeyPatch) -> None:
        self.go, self.count, self._read = threading.Event(), 0, window.desk.workspace.at_hand
        patch.setattr(window.desk.workspace, "at_hand", self.read)

    def read(self, about: Sequence[ReviewHead] = ()) -> object:
        found = self._read(about)
        self.count += 1
        if self.count == 1:
            self.go.wait(20)
        return found


def test_figures_that_change_while_they_are_compared_are_compared_again(
    qtbot: QtBot, window: Window, page: ComparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for before the change is shown neither before what came of it nor in its place."""
    shown(page, "@overview")
    held, desk = HeldReading(window, monkeypatch), window.desk
    came: list[list[str]] = []
    page.common.found.connect(lambda: came.append([peers.label for peers in page.common.offered()]))
    desk.bus.tell(Changed())
    wait_for(qtbot, lambda: held.count)
    desk.workspace.keep_peer_lists([PeerList("r", "Rural areas", ("DBS", "LCS", "NFK"))])
    desk.bus.tell(Changed())
    wait_for(qtbot, lambda: came)
    held.go.set()
    wait_for(qtbot, lambda: desk.jobs.is_idle)
    assert ["Rural areas" in labels for labels in came] == [True]
    assert page.common.history


def test_peers_that_are_chosen_while_figures_are_compared_stay_chosen(
    qtbot: QtBot, window: Window, page: ComparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, common = HeldReading(window, monkeypatch), page.common
    window.desk.bus.tell(Changed())
    wait_for(qtbot, lambda: held.count)
    common.choose_peers("nation")
    held.go.set()
    wait_for(qtbot, lambda: window.desk.jobs.is_idle)
    assert common.chosen_peers
    assert common.chosen_peers.key == "nation"
    assert common.is_there


def test_a_pack_of_an_earlier_year_stands_in_the_years_of_a_measure(
    qtbot: QtBot, window: Window, page: ComparePage
) -> None:
    topic = replace(SHARE, title="Requirements completed")
    seen = [Observation(name, Decimal(60), Decimal(100)) for name in NAMES]
    earlier = replace(pack_of([compare_proportion(topic, seen, GROUP)]), period="2007-08")
    window.desk.workspace.take_pack(earlier, "pack.xlsx", "0" * 64)
    window.desk.bus.tell(Changed())
    page.choose("completed")
    tabs = page.measure.tabs
    wait_for(qtbot, lambda: "Years" in [tabs.tabText(n) for n in range(tabs.count())])
    spec = page.measure.pages.specs()[-1]
    assert isinstance(spec, TrendSpec)
    assert (spec.courses[0].moments[0].label, spec.courses[0].moments[0].value) == ("2007 to 2008", 0.6)
    assert any(f"benchmark pack {earlier.id}, version 1" in note for note in spec.words.notes)


def test_where_the_chosen_peers_have_no_figure_wider_ones_are_one_press_away(
    qtbot: QtBot, page: ComparePage
) -> None:
    """A region of which nobody sent anything offered one measure of many, and no way to the others."""
    common = page.common
    every = len(page.comparisons())
    assert WIDER not in [task.id for task in page.entries()]
    common._compared[common._shown] = page.comparisons()[:1]
    common.found.emit()
    (wider,) = [task for task in page.entries() if task.id == WIDER]
    assert wider.title == f"{every - 1} more: All 42 organisations"
    page.tasks.choose(WIDER)
    assert len(page.comparisons()) == 1  # passed by with the arrow keys
    QTest.keyClick(page.tasks, Qt.Key.Key_Return)
    wait_for(qtbot, lambda: len(page.comparisons()) == every)
    assert common.chosen_peers
    assert common.chosen_peers.key == "nation"


def test_who_does_better_leads_to_the_measure_with_that_organisation_followed(page: ComparePage) -> None:
    view = shown(page, "@better")
    assert view.list
    first = view.list.lines[0]
    assert first.texts[:2] == ("Offender days lost", "Nottinghamshire")
    assert all("better: " in line.texts[2] for line in view.list.lines)
    assert view.then
    assert view.then.lines
    apart = view.then.lines[-1]
    view.then.choose(apart.id)
    assert apart.texts[0] in words_in(view.side)
    assert apart.texts[4] in words_in(view.side)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert page.measure.topic == "days_lost"
    assert page.common.followed_one == "Nottinghamshire"


def test_a_received_review_is_only_read(page: ComparePage) -> None:
    view = shown(page, "@questions")
    assert isinstance(view, QuestionsView)
    assert view.flags()
    assert not view.ways_on.plan.isVisible()
    assert not view.ways_on.explain.isVisible()


def test_a_flag_is_answered_by_an_action_that_names_it_and_one_undo_takes_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    draft = make_workspace(tmp_path / "draft.bvr")
    with open_window(qtbot, tmp_path / "draft.bvr") as window:
        window.open_review(draft)
        page = compare_page(qtbot, window)
        view = shown(page, "@questions")
        assert isinstance(view, QuestionsView)
        assert view.list
        flag = view.flags()[0]
        before = page.common.session.review.rows["actions.actions"]
        view.ways_on.plan.click()
        rows = page.common.session.review.rows
        assert rows["actions.actions"][:-1] == before
        assert flag.row.topic.id in rows["reading.gaps"]
        assert window.review
        assert window.review.stack.currentWidget() is window.review.stage
        assert window.desk.saver.flush()
        kept = read_gaps(Answers(window.desk.framework, window.desk.workspace.review(draft)))
        (gap,) = [g for g in kept if g.key == flag.row.topic.id]
        assert gap.state is GapState.ACTED
        assert "answered by action" in gap.words.casefold()
        assert next(f for f in view.flags() if f.row.topic.id == gap.key).state == gap.words
        window.actions_by_id["undo"].trigger()
        wait_for(qtbot, lambda: page.common.session.review.rows["actions.actions"] == before)
        assert flag.row.topic.id not in page.common.session.review.rows["reading.gaps"]
        told = page.common.session.review.rows["reading.practice"]
        better = next(f for f in view.flags() if f.invites and "Sent home" not in f.row.topic.title)
        view.list.choose(better.row.topic.id)
        view.show_row(better.row.topic.id)
        view.ways_on.share.click()
        *others, note = page.common.session.review.rows["reading.practice"]
        assert tuple(others) == told
        assert gap_text(page, f"practice:{note}", "about") == better.row.topic.title
        assert window.review.stack.currentWidget() is window.review.stage
        view.ways_on.share.click()
        assert page.common.session.review.rows["reading.practice"] == (*told, note)


def gap_text(page: ComparePage, row: str, field: str) -> str:
    cell = page.common.session.review.cells[Address("reading", row, field)]
    return str(cell.answer.value)
