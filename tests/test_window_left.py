"""Everything is where it was left: the window, its panes and lists, the place, the review, the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from window_kit import begin_review, choose, dialog, is_open, open_window, press, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import parse_address
from bvreview.review.compared.scope import CompareScope
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear
from ui.bus import Changed
from ui.dialogs.new_review import NewReviewDialog
from ui.dialogs.outcomes import OutcomesDialog
from ui.forms.row import FieldRow
from ui.forms.table import AnswerTable
from ui.frame import PlaceButton, Sidebar
from ui.left.keeping import Keeper
from ui.left.placing import bring_back, describe_place, put_back
from ui.left.remembered import FILE, Key, Remembered
from ui.pages.reviews import ReviewsPage
from ui.places import REGION, REVIEWS, SETTINGS
from ui.scope import ScopeChoice
from ui.widgets.listing import Listing
from ui.window import USUAL, Window

NONE = Qt.KeyboardModifier.NoModifier


def test_what_is_kept_comes_back_and_what_others_kept_stays(home: Path) -> None:
    home.mkdir()
    (home / FILE).write_text('{"later": 1, "window": {"new": 2}, "workspaces": {"/b": {"place": "region"}}}')
    one = Remembered()
    one.window.keep(Key.GEOMETRY, "abc")
    one.workspace(Path("/a")).keep_part(Key.CHOSEN, "compare", "R1")
    one.save()
    kept = json.loads((home / FILE).read_text())
    assert kept == {
        "later": 1,
        "window": {"new": 2, "geometry": "abc"},
        "workspaces": {"/b": {"place": "region"}, "/a": {"chosen": {"compare": "R1"}}},
    }
    assert Remembered().workspace(Path("/a")).part(Key.CHOSEN, "compare", "") == "R1"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"window": 3, "workspaces": []}', '{"window": {"geometry": 4}}']
)
def test_a_damaged_file_counts_as_nothing_kept(home: Path, text: str) -> None:
    home.mkdir()
    (home / FILE).write_text(text)
    kept = Remembered()
    assert kept.window.get(Key.GEOMETRY, "usual") == "usual"
    kept.save()
    assert Remembered().workspace(Path("/a")).get(Key.PLACE, "") == ""


def test_two_windows_keep_their_own_workspaces(home: Path) -> None:
    one, other = Remembered(), Remembered()
    one.workspace(Path("/a")).keep(Key.PLACE, "region")
    other.workspace(Path("/b")).keep(Key.PLACE, "settings")
    one.save()
    other.save()
    assert Remembered().workspace(Path("/a")).get(Key.PLACE, "") == "region"


@pytest.mark.parametrize("place", [REGION, SETTINGS])
def test_the_last_place_is_shown_at_the_next_start(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.show_page(place)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.stack.currentWidget() is window.page(place)
    with open_window(qtbot, tmp_path / "b.bvr") as window:
        assert window.stack.currentWidget() is not window.page(place), "it belongs to the other workspace"


def test_the_last_review_is_shown_with_its_section_and_answer(qtbot: QtBot, tmp_path: Path) -> None:
    address = parse_address("about.scope")
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        fields = [row.address for row in _rows(window)]
        address = fields[4]
        page.go_to(address)
        wait_for(qtbot, lambda: _hand(window) == address)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.review
        wait_for(qtbot, lambda: _hand(window) == address)
        other = window.desk.framework.sections[6].id
        window.review.stage.go_to_section(other)
        review = window.review.session.id
        window.show_page(REGION)
        window.open_review(review)
        assert window.review.stage.tasks.current_id() == other


def test_the_charts_are_shown_again_under_their_own_stage(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window).tabs.setCurrentIndex(2)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.review
        assert window.review.stack.currentWidget() is window.review.compare
        assert window.review.tabs.currentIndex() == 2


@pytest.mark.parametrize("place", ["review", REGION])
def test_how_many_reviews_there_are_is_said_wherever_the_start_leads(
    qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window)
        if place == REGION:
            window.show_page(REGION)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        reviews = next(b for b in window.findChildren(PlaceButton) if b.text() == "Reviews")
        wait_for(qtbot, lambda: reviews.accessibleName() == "Reviews, 1")


def _rows(window: Window) -> list[FieldRow]:
    assert window.review
    view = window.review.stage.current()
    assert view
    return list(view.findChildren(FieldRow))


def _hand(window: Window) -> object:
    assert window.review
    view = window.review.stage.current()
    return view.place_of_hand() if view else None


def test_what_was_left_is_kept_while_the_window_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window).stage.go_to_section("costs")
        keeper = window.findChild(Keeper)
        assert keeper
        keeper.keep()
        wait_for(qtbot, lambda: not window.desk.remembered.is_changed)
        kept = Remembered().workspace(tmp_path / "a.bvr")
        assert window.review
        assert kept.get(Key.REVIEW, "") == window.review.session.id
        assert kept.part(Key.REVIEWS, window.review.session.id, dict[str, object]())["section"] == "costs"


def test_a_review_that_is_gone_leads_to_the_reviews(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.desk.here.keep(Key.REVIEW, "gone")
        window.desk.remembered.save()
    kept = Remembered()
    kept.workspace(tmp_path / "a.bvr").keep(Key.REVIEW, "gone")
    kept.save()
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.review is None


def test_panes_are_folded_by_button_and_key_and_stay_so(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        panes = page.stage.panes
        assert page.stage.tasks.isVisible()
        assert page.stage.tasks.hasFocus()
        page.folds.buttons[0].click()
        assert not page.stage.tasks.isVisible()
        assert page.folds.buttons[0].text() == "Show sections"
        now = QApplication.focusWidget()
        assert now
        assert panes.isAncestorOf(now), "the keyboard went to the answers"
        press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert not page.stage.side.isVisible()
        panes.splitter.moveSplitter(10, 1)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.review
        assert window.review.stage.panes.folded() == [0, 2]
        assert not window.review.stage.side.isVisible()
        press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert window.review.stage.side.isVisible()


def _list_of(window: Window) -> Listing:
    page = window.page(REVIEWS)
    assert isinstance(page, ReviewsPage)
    return page.list


def test_the_sidebar_is_folded_by_button_and_key_and_stays_so(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        sidebar = window.findChild(Sidebar)
        assert sidebar
        assert sidebar.isVisible()
        assert not window.header.showing.isVisible()
        sidebar.hiding.setFocus()
        press(Qt.Key.Key_Return)
        assert not sidebar.isVisible()
        assert window.header.showing.hasFocus()
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        sidebar = window.findChild(Sidebar)
        assert sidebar
        assert not sidebar.isVisible()
        press(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
        assert sidebar.isVisible()


def test_widths_of_panes_the_side_tab_and_widths_of_columns_stay(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        page.stage.panes.splitter.moveSplitter(300, 1)
        page.stage.side.setCurrentIndex(2)
        window.desk.bus.tell(Changed())
        window.show_page(REVIEWS)
        listing = _list_of(window)
        wait_for(qtbot, lambda: listing.isVisible() and listing.lines)
        before = listing.columnWidth(0)
        listing.horizontalHeader().resizeSection(0, before + 80)
        header = listing.horizontalHeader()
        qtbot.wait(300)
        width = listing.columnWidth(0)
        assert width > before + 60
        assert header.length() == header.width(), "no column is out of sight"
        review = page.session.id
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        listing = _list_of(window)
        wait_for(qtbot, lambda: listing.isVisible() and listing.columnWidth(0) == width)
        window.open_review(review)
        assert window.review
        assert abs(window.review.stage.panes.splitter.sizes()[0] - 300) <= 2
        assert window.review.stage.side.currentIndex() == 2


def test_a_place_is_scrolled_to_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr", text_size=200) as window:
        window.show_page(SETTINGS)
        page = window.page(SETTINGS)
        assert isinstance(page, QScrollArea)
        wait_for(qtbot, lambda: page.verticalScrollBar().maximum() > 200)
        page.verticalScrollBar().setValue(150)
    with open_window(qtbot, tmp_path / "a.bvr", text_size=200) as window:
        again = window.page(SETTINGS)
        assert isinstance(again, QScrollArea)
        wait_for(qtbot, lambda: again.verticalScrollBar().value() == 150)


def _head(year: int) -> ReviewHead:
    period = FinancialYear(year)
    return ReviewHead(str(year), "DBS", "community-payback", period, Depth.LIGHT, "probation-2010", "1.0")


def test_the_year_that_was_chosen_is_chosen_again(qtbot: QtBot, tmp_path: Path) -> None:
    heads = [_head(year) for year in (2008, 2009)]
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        one = ScopeChoice(window.desk)
        qtbot.addWidget(one)
        one.offer(heads)
        assert one.scope() == CompareScope("community-payback", FinancialYear(2009), "east-midlands")
        choose(one.kind, "Community Payback, 2008 to 2009")
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        other = ScopeChoice(window.desk)
        qtbot.addWidget(other)
        other.offer(heads)
        scope = other.scope()
        assert scope
        assert scope.period == FinancialYear(2008)


def test_a_window_comes_back_to_a_screen_that_is_there(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(QRect(60, 70, 640, 330))
    described = describe_place(window)
    other = QWidget()
    qtbot.addWidget(other)
    put_back(other, described, USUAL)
    assert other.size() == window.size()
    room = other.screen().availableGeometry()
    other.move(room.right() + 3300, 5)
    bring_back(other)
    assert room.contains(other.frameGeometry().topLeft() + QPoint(10, 10))
    other.move(room.left() + 30, room.top() + 20)
    bring_back(other)
    assert other.pos() == QPoint(room.left() + 30, room.top() + 20), "it stays where it can be seen"


@pytest.mark.parametrize("nonsense", ["", "x", "AAAA", "\u20ac"])
def test_a_place_that_means_nothing_gives_the_usual_size(qtbot: QtBot, nonsense: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    put_back(window, nonsense, USUAL)
    assert window.width() == min(USUAL.width(), window.screen().availableGeometry().width())


def test_tab_goes_from_the_sections_to_the_form_and_then_to_the_side_panel(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        page.stage.go_to_section(window.desk.framework.sections[6].id)
        page.stage.go_to_section(window.desk.framework.sections[0].id)
        page.stage.tasks.setFocus()
        press(Qt.Key.Key_Tab)
        view = page.stage.current()
        assert view
        now = QApplication.focusWidget()
        assert now
        assert view.isAncestorOf(now), "the form comes first"
        for _step in range(200):
            is_table = isinstance(now, AnswerTable)  # Tab goes from cell to cell there
            press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier if is_table else NONE)
            now = QApplication.focusWidget()
            if not now or not view.isAncestorOf(now):
                break
        assert now
        assert page.stage.side.isAncestorOf(now), "then the side panel"


def drop(window: Window, paths: list[Path], at: QPointF) -> None:
    """Drag files over the window as the system does, and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NONE
    enter = QDragEnterEvent(at, copy, data, left, none)
    QApplication.sendEvent(window.windowHandle(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.windowHandle(), QDropEvent(at, copy, data, left, none))


def test_files_dropped_over_a_field_or_a_table_are_imported_or_refused_by_name(
    qtbot: QtBot, tmp_path: Path
) -> None:
    web = tmp_path / "return <b>.xlsx"
    web.write_text("<html><body>not a workbook</body></html>")
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        row = _rows(window)[1]
        over = row.mapTo(window, QPoint(row.width() // 2, row.height() // 2))
        for place in (QPointF(over), QPointF(5, 5)):
            drop(window, [web], place)
            shown = dialog(qtbot, OutcomesDialog)
            assert isinstance(shown, OutcomesDialog)
            (line,) = shown.list.lines
            assert line.texts[:2] == ("return <b>.xlsx", "Refused")
            assert line.texts[2]
            shown.close()
            wait_for(qtbot, lambda: not QApplication.activeModalWidget())
        assert [r.head.id for r in window.desk.workspace.reviews()] == [page.session.id]
        with qtbot.waitSignal(window.wants_workspace) as asked:
            drop(window, [tmp_path / "other.bvr"], QPointF(5, 5))
        assert asked.args == [tmp_path / "other.bvr"]


def test_a_review_that_is_there_already_is_one_click_away(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        there = begin_review(window).session.id
        window.show_page(REGION)
        window.commands.new_review()
        asked = dialog(qtbot, NewReviewDialog)
        assert isinstance(asked, NewReviewDialog)
        asked.organisation.setCurrentText("Derbyshire")
        asked.accept()
        assert asked.problem.isVisible()
        QApplication.processEvents()
        assert asked.problem.height() >= asked.problem.heightForWidth(asked.problem.width()), "no line is cut"
        asked.open_it.click()
        wait_for(qtbot, lambda: is_open(window))
        assert window.review
        assert window.review.session.id == there
