"""The commands as data: each has a handler, keys of its own, and a line in the sheet of keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from window_kit import dialog, open_window

from ui.actions import ACTIONS, GROUPS, TABLE_ACTIONS, TABLE_KEYS, shortcuts
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.places import PLACES
from ui.window import Window

Standard = QKeySequence.StandardKey
SAME_THING = {("about_answer", "about_cell")}
"""A window's and a table's command that are one to whoever presses the keys."""
TABLE_WORDS = {action.text for action in TABLE_ACTIONS}
TYPING = (
    Standard.Copy,
    Standard.Cut,
    Standard.Paste,
    Standard.SelectAll,
    Standard.Delete,
    Standard.SelectStartOfLine,
)


def test_every_command_has_an_id_words_and_a_group_with_a_title() -> None:
    ids = [action.id for action in (*ACTIONS, *TABLE_ACTIONS)]
    assert len(ids) == len(set(ids))
    assert {action.group for action in ACTIONS} == set(GROUPS)
    assert all(action.text and not action.words.endswith("\u2026") for action in ACTIONS)


def test_no_two_commands_have_the_same_keys() -> None:
    for group in (ACTIONS, TABLE_ACTIONS):
        keys = [QKeySequence(action.keys).toString() for action in group if action.keys]
        assert all(keys)
        assert len(keys) == len(set(keys))
    both = {(a.id, t.id) for a in ACTIONS for t in TABLE_ACTIONS if a.keys and a.keys == t.keys}
    assert both <= SAME_THING


def test_no_command_takes_a_key_that_moves_in_a_table() -> None:
    in_tables = {key for keys, words in TABLE_KEYS for key in keys.split(", ") if words not in TABLE_WORDS}
    assert {"F2", "Ctrl+Enter"} <= in_tables
    assert not in_tables & {action.held for action in ACTIONS}


def test_no_command_takes_a_key_that_typing_needs(qapp: QApplication) -> None:
    needed = {key.toString() for standard in TYPING for key in QKeySequence.keyBindings(standard)}
    assert not needed & {QKeySequence(action.keys).toString() for action in ACTIONS}


def test_every_command_of_the_data_is_there_in_the_window(window: Window) -> None:
    assert list(window.actions_by_id) == [action.id for action in ACTIONS]


def test_every_place_has_a_command(window: Window) -> None:
    for place in PLACES:
        window.actions_by_id[f"show_{place.key}"].trigger()
        assert window.stack.currentWidget() is window.page(place.key)


def test_no_keys_of_the_window_are_ambiguous(window: Window) -> None:
    held = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(held) == len(set(held))


def test_the_sheet_has_every_command_and_every_table_key_once() -> None:
    lines = [line for __, group in shortcuts() for line in group]
    for action in (*ACTIONS, *(a for a in TABLE_ACTIONS if a.keys)):
        here = [keys for keys, words in lines if words.rstrip("\u2026") == action.words]
        assert (action.held or "In the menu") in here, action.id
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("size", [100, 200])
def test_the_sheet_can_be_read_whole(qtbot: QtBot, tmp_path: Path, size: int) -> None:
    with open_window(qtbot, tmp_path / "w.bvr", text_size=size) as window:
        window.actions_by_id["shortcuts"].trigger()
        sheet = dialog(qtbot, ShortcutsDialog)
        assert isinstance(sheet, ShortcutsDialog)
        qtbot.wait(50)
        ground = sheet.sheet.ground
        assert ground.width() <= sheet.sheet.viewport().width()
        for shown in ground.findChildren(QLabel):
            room = shown.heightForWidth(shown.width()) if shown.wordWrap() else shown.sizeHint().height()
            assert shown.height() >= room, shown.text()
            longest = max(shown.text().replace("+", "+ ").split(), key=len)
            assert shown.fontMetrics().horizontalAdvance(longest) <= shown.width(), shown.text()
