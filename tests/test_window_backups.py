"""The page of backups: what there is, what is in it, what differs, and a new file made of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, settled, wait_for

import ui.pages.backups
from bvreview.review.cells import parse_address
from bvreview.store.backup import Reason
from bvreview.store.integrity import verify
from ui.pages.backups import BackupsPage
from ui.places import BACKUPS, SETTINGS
from ui.window import Window

LEAD = parse_address("about.review_lead")


def page_of(qtbot: QtBot, window: Window, count: int) -> BackupsPage:
    """The page, once it shows as many copies and has looked into the first."""
    window.show_page(BACKUPS)
    page = window.page(BACKUPS)
    assert isinstance(page, BackupsPage)
    wait_for(qtbot, lambda: len(page.view.list.lines) == count)
    wait_for(qtbot, lambda: (now := page.view.now()) and now.is_checked)
    return page


def said(page: BackupsPage) -> str:
    shown = [w for w in page.findChildren(QLabel) if not w.isHidden()]
    return "\n".join(w.text() for w in shown)


def holds(page: BackupsPage, words: str) -> bool:
    return words in said(page)


def answer(qtbot: QtBot, window: Window, text: str) -> None:
    page = window.review or begin_review(window)
    page.session.set_answers({LEAD: page.session.read(LEAD, text)})
    settled(qtbot, page, window)


def two_copies(qtbot: QtBot, window: Window) -> Path:
    """A copy at the start, and a later one by hand; then one change more. Gives the first."""
    answer(qtbot, window, "first")
    first = window.desk.workspace.back_up(Reason.START)
    answer(qtbot, window, "second")
    window.desk.workspace.back_up(Reason.ASKED)
    answer(qtbot, window, "third")
    return first.path


def test_the_furthest_stands_first_whatever_the_clock_says(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        first = two_copies(qtbot, window)
        first.rename(first.with_name(first.name.replace(first.name.split("_")[1], "2036-01-01")))
        page = page_of(qtbot, window, 2)
        assert [line.texts[1] for line in page.view.list.lines] == ["by hand", "at the start"]
        assert page.view.list.lines[1].texts[0] == "1 January 2036"
        assert all(line.texts[3].endswith("kB") for line in page.view.list.lines)


def test_what_is_in_one_and_what_differs_is_shown_before_it_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        first = two_copies(qtbot, window)
        page = page_of(qtbot, window, 2)
        before = window.desk.workspace.verify()
        page.view.list.choose(str(first))
        wait_for(qtbot, lambda: "Checked from end to end: whole" in said(page))
        wait_for(qtbot, lambda: "1 answer changed" in said(page))
        wait_for(qtbot, lambda: "1 review, 1 answer, 0 received files" in said(page))
        words = said(page)
        assert "Derbyshire, 2009 to 2010" in words
        assert "Since then, and not in it:" in words
        assert window.desk.workspace.verify() == before


def test_it_becomes_a_new_file_and_the_open_one_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, wanted = tmp_path / "restored.bvr", list[Path]()
    monkeypatch.setattr(ui.pages.backups, "ask_for_new", lambda *words: target)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.wants_workspace.connect(wanted.append)
        first = two_copies(qtbot, window)
        page = page_of(qtbot, window, 2)
        page.view.list.choose(str(first))
        wait_for(qtbot, lambda: (now := page.view.now()) and now.can_be_restored)
        before = window.desk.workspace.verify()
        page.restore()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert box.text().startswith("restored.bvr is a workspace of its own now")
        assert verify(target).cells == 1
        assert window.desk.workspace.verify() == before
        assert window.desk.workspace.backups()[0].reason is Reason.RESTORE
        next(b for b in box.buttons() if b.text() == "Open it now").click()
        assert wanted == [target]


def test_the_copy_that_is_restored_is_not_let_go_of_first(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "restored.bvr"
    monkeypatch.setattr(ui.pages.backups, "ask_for_new", lambda *words: target)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        first = two_copies(qtbot, window)
        page = page_of(qtbot, window, 2)
        page.view.list.choose(str(first))
        wait_for(qtbot, lambda: (now := page.view.now()) and now.can_be_restored)
        window.desk.workspace.backups_to_keep = 1
        page.restore()
        dialog(qtbot, QMessageBox).close()
        assert target.exists()


def test_a_damaged_copy_is_said_and_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        first = two_copies(qtbot, window)
        data = bytearray(first.read_bytes())
        data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
        first.write_bytes(data)
        page = page_of(qtbot, window, 2)
        page.view.list.choose(str(first))
        wait_for(qtbot, lambda: "This copy is damaged and cannot be restored." in said(page))
        button = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Restore"))
        assert not button.isEnabled()
        assert button.isHidden()
        assert "***" not in said(page)
        page.restore()


def test_a_copy_is_made_by_hand_and_saved_elsewhere(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "elsewhere" / "copy.bvr"
    monkeypatch.setattr(ui.pages.backups, "ask_for_new", lambda *words: target)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        answer(qtbot, window, "first")
        window.show_page(BACKUPS)
        page = window.page(BACKUPS)
        assert isinstance(page, BackupsPage)
        wait_for(qtbot, lambda: "There is no backup yet." in said(page))
        for words in ("Backed up, up to change", "Nothing has changed since the last backup"):
            next(b for b in page.findChildren(QPushButton) if b.text() == "Back up now").click()
            wait_for(qtbot, partial(holds, page, words))
        assert len(page.view.list.lines) == 1
        page.save_elsewhere()
        wait_for(qtbot, target.exists)
        assert verify(target) == window.desk.workspace.verify()


def test_as_many_are_kept_as_the_settings_say(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        answer(qtbot, window, "first")
        window.desk.workspace.back_up()
        page = page_of(qtbot, window, 1)
        assert page.kept.currentText() == "10"
        index = page.kept.findText("30")
        page.kept.setCurrentIndex(index)
        page.kept.activated.emit(index)
        assert window.desk.preferences.now.backups_to_keep == 30
        assert window.desk.workspace.backups_to_keep == 30


def test_settings_lead_there(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.show_page(SETTINGS)
        buttons = window.page(SETTINGS).findChildren(QPushButton)
        next(b for b in buttons if b.text() == "Backups").click()
        assert window.stack.currentWidget() is window.page(BACKUPS)
        window.actions_by_id["show_settings"].trigger()
        window.actions_by_id["show_backups"].trigger()
        assert window.stack.currentWidget() is window.page(BACKUPS)
