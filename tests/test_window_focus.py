"""Where the keyboard is after a page, a review or a section was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, wait_for

from bvreview.review.cells import parse_address
from ui.bus import Changed
from ui.dialogs.new_review import NewReviewDialog
from ui.look.focus import FocusRing
from ui.places import REGION, REVIEWS, SETTINGS


def keys_at() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget
    return widget


def press_key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    QTest.keyClick(keys_at(), key, modifier)


def test_the_keyboard_goes_with_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        for place in (REGION, SETTINGS, REVIEWS):
            window.actions_by_id[f"show_{place}"].trigger()
            assert window.page(place).isAncestorOf(keys_at()), place


def test_a_list_of_reviews_has_the_keyboard_when_there_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        assert keys_at() is page.stage.tasks
        window.desk.bus.tell(Changed())
        window.show_page(REVIEWS)
        wait_for(qtbot, lambda: keys_at() is window.page(REVIEWS).list)  # type: ignore[attr-defined]


def test_large_text_keeps_the_keyboard_with_the_section_that_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr", text_size=200) as window:
        page = begin_review(window)
        assert page.stage.isAncestorOf(keys_at())
        page.stage.panes.show_pane(0)
        page.stage.tasks.setFocus()
        QTest.keyClick(page.stage.tasks, Qt.Key.Key_Down)
        assert keys_at() is page.stage.tasks
        QTest.keyClick(page.stage.tasks, Qt.Key.Key_Return)
        view = page.stage.current()
        assert view
        assert view.isAncestorOf(keys_at())


def test_one_key_goes_from_each_part_of_the_window_to_the_next_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        view = page.stage.current()
        assert view
        began = keys_at()
        where = (
            view,
            page.stage.side,
            window._sidebar,
            window.header,
            page.head,
            page.tabs,
            page.stage.tasks,
        )
        for part in where:
            press_key(Qt.Key.Key_F6)
            assert keys_at() is part or part.isAncestorOf(keys_at()), part
        assert keys_at() is began
        for part in reversed(where[:-1]):
            press_key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
            assert keys_at() is part or part.isAncestorOf(keys_at()), part


def test_a_part_gives_the_keyboard_back_to_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        page.go_to(parse_address("about.scope"))
        hand = keys_at()
        press_key(Qt.Key.Key_F6)
        assert page.stage.side.isAncestorOf(keys_at())
        press_key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert keys_at() is hand


def test_the_menu_opens_by_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        menu = window.header.menu.menu()
        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, menu.close))  # it waits for a choice
        with qtbot.waitSignal(menu.aboutToHide):
            press_key(Qt.Key.Key_F10)


def test_the_whole_of_a_box_is_seen_when_it_has_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    """Qt shows the line with the cursor."""
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        ring = FocusRing(app, window.desk.look)
        page = begin_review(window)
        page.go_to(parse_address("five_cs.why"))
        for __ in range(6):
            QApplication.processEvents()
            assert keys_at().visibleRegion().boundingRect().height() == keys_at().height()
            press_key(Qt.Key.Key_Tab)
        ring.release()
        page.go_to(parse_address("five_cs.why"))
        page.go_to(parse_address("five_cs.better"))
        wait_for(qtbot, lambda: keys_at().visibleRegion().boundingRect().height() == keys_at().height())


def test_a_pane_that_comes_to_the_front_again_has_the_keyboard_where_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr", text_size=200) as window:
        page = begin_review(window)
        page.go_to(parse_address("about.scope"))
        hand = keys_at()
        press_key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert page.stage.side.isAncestorOf(keys_at())
        press_key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert keys_at() is hand


def test_a_review_that_is_opened_again_has_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        page.stage.go_to_section("ledger")
        window.desk.bus.tell(Changed())
        window.show_page(REVIEWS)
        reviews = window.page(REVIEWS)
        wait_for(qtbot, lambda: keys_at() is reviews.list)  # type: ignore[attr-defined]
        window.open_review(page.session.id)
        assert window.review
        assert window.review.panes.isAncestorOf(keys_at())
        window.show_page(SETTINGS)
        window.show_page(REVIEWS)
        assert keys_at() is reviews.list  # type: ignore[attr-defined]


@pytest.mark.parametrize(("typed", "begun"), [("Derbys", "Derbyshire"), ("shire", ""), ("", "")])
def test_a_part_of_a_name_does_where_only_one_organisation_holds_it(
    qtbot: QtBot, tmp_path: Path, typed: str, begun: str
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.new_review()
        asked = dialog(qtbot, NewReviewDialog)
        assert isinstance(asked, NewReviewDialog)
        asked.organisation.setEditText(typed)
        asked.accept()
        reviews = window.desk.workspace.reviews()
        assert [review.organisation_name for review in reviews] == ([begun] if begun else [])
        assert asked.problem.isHidden() is bool(begun)
