"""Where files and folders are asked for, and how Qt's own dialog looks in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QToolButton
from pytestqt.qtbot import QtBot
from window_kit import open_window

from ui.exchange.files import ask_for_folder, ask_for_new, ask_for_workbooks, ask_where, start_folder
from ui.left.preferences import Preferences


def test_files_are_asked_for_in_the_folder_last_used(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, asked = tmp_path / "last", list[str]()
    last.mkdir()

    def choose(answer: object) -> object:
        def dialog(_parent: object, _title: str, start: str, *_more: object) -> object:
            asked.append(start)
            return answer

        return dialog

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose(([str(last / "a.xlsx")], "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose((str(last / "b.xlsx"), "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose(""))
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        preferences = window.desk.preferences
        assert ask_for_workbooks(window, preferences) == [last / "a.xlsx"]
        assert ask_where(window, "Title", "b.xlsx", "*.xlsx", preferences) == last / "b.xlsx"
        assert ask_for_folder(window, "Title", preferences) is None
    assert asked[1:] == [str(last / "b.xlsx"), str(last)]
    assert start_folder(Preferences()) == last


def test_where_nothing_may_be_replaced_the_dialog_does_not_offer_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[bool]()

    def dialog(*given: object) -> tuple[str, str]:
        asked.append(QFileDialog.Option.DontConfirmOverwrite not in given)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    ask_where(None, "Title", str(tmp_path / "a.bvr"), "*.bvr")
    ask_for_new(None, "Title", str(tmp_path / "a.bvr"), "*.bvr")
    assert asked == [True, False]


def test_without_a_last_folder_it_is_the_documents_and_never_the_programs(tmp_path: Path) -> None:
    preferences = Preferences()
    assert start_folder(preferences) != Path.cwd()
    assert start_folder(preferences).is_dir()
    preferences.change(last_folder=str(tmp_path / "gone"))
    assert start_folder(preferences) == start_folder(None)


@pytest.mark.parametrize("theme", ["light", "dark", "high contrast"])
def test_the_file_dialog_of_qt_can_be_read(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    with open_window(qtbot, tmp_path / "a.bvr", theme=theme) as window:
        asking = QFileDialog(window, "Import files", str(tmp_path))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.show()
        QApplication.processEvents()
        sidebar, arrow = asking.findChild(QListView, "sidebar"), asking.findChild(QToolButton, "backButton")
        assert sidebar
        assert arrow
        ground = QColor(sidebar.viewport().grab().toImage().pixelColor(sidebar.width() // 2, 4))
        assert abs(ground.lightness() - QColor(window.desk.look.tokens.ink).lightness()) > 120
        assert arrow.grab().toImage().pixelColor(6, arrow.height() // 2).lightness() > 180
        asking.close()
        asking.deleteLater()
