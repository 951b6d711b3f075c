"""The settings page: what is chosen holds at once, and recent workspaces are opened or taken off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import choose, dialog, open_window, wait_for

from bvreview.settings import load_settings
from ui.look.text import Elided
from ui.pages.settings import SettingsPage
from ui.places import SETTINGS
from ui.saving import Saved, SaveState
from ui.window import Window


def settings_page(window: Window) -> SettingsPage:
    """The page, shown."""
    window.show_page(SETTINGS)
    page = window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    QApplication.processEvents()
    return page


def test_backups_and_small_numbers_hold_at_once_and_are_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = settings_page(window)
        assert page.threshold.currentText() == "1 to 4"
        choose(page.backups, "30")
        choose(page.threshold, "1 to 7")
        assert window.desk.workspace.backups_to_keep == 30
        kept = load_settings().settings
        assert (kept.backups_to_keep, kept.disclosure_threshold) == (30, 8)


def test_recent_workspaces_are_opened_and_missing_ones_said(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "b.bvr"):
        pass
    gone = tmp_path / "gone" / "c.bvr"
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        paths = tuple(str(p) for p in (tmp_path / "a.bvr", tmp_path / "b.bvr", gone))
        window.desk.preferences.change(recent_workspaces=paths)
        page = settings_page(window)
        wait_for(qtbot, lambda: page.recent.list.lines[2].texts[2])
        assert [line.texts[0] for line in page.recent.list.lines] == ["a.bvr", "b.bvr", "c.bvr"]
        assert [line.texts[2] for line in page.recent.list.lines] == ["Open now", "", "Not found"]
        with qtbot.waitSignal(window.wants_workspace) as asked:
            page.recent.list.opened.emit(paths[1])
        assert asked.args == [tmp_path / "b.bvr"]
        page.recent.list.opened.emit(paths[2])
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert str(gone) in box.text()
        next(b for b in box.buttons() if b.text() == "Take it off the list").click()
        wait_for(qtbot, lambda: len(page.recent.list.lines) == 2)
        assert load_settings().settings.recent_workspaces == paths[:2]


def test_the_folders_are_named(qtbot: QtBot, tmp_path: Path, home: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = settings_page(window)
        said = {w.toolTip() or w.text() for w in page.findChildren(QLabel)}
        assert {str(tmp_path), str(home)} <= said
        shows = [b.accessibleName() for b in page.findChildren(QPushButton) if b.text() == "Show"]
        assert len(set(shows)) == 3


def test_what_was_chosen_stays_in_sight_when_the_text_grows_and_saved_can_be_read(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.show_page(SETTINGS)
        page = window.page(SETTINGS)
        assert isinstance(page, SettingsPage)
        page.text_size.setFocus()
        window.header.show_saved(Saved(SaveState.SAVED, "All changes saved 10:42", ("Saved 10:42", "Saved")))
        window.desk.preferences.change(text_size=200)
        wait_for(qtbot, lambda: page.text_size.visibleRegion().boundingRect() == page.text_size.rect())
        shown = window.header.findChild(Elided)
        assert shown
        wait_for(qtbot, lambda: shown.text() in ("All changes saved 10:42", "Saved 10:42", "Saved"))
        shown.setFixedWidth(shown.minimumSizeHint().width())
        wait_for(qtbot, lambda: shown.text() == "Saved")
        assert window.header.saved_words() == "All changes saved 10:42"
