"""The search of the window, opened and used as by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from window_kit import dialog, wait_for

from ui.find.palette import PaletteDialog
from ui.find.search import Entry, Kind
from ui.pages.review import ReviewPage
from ui.window import Window


def open_palette(qtbot: QtBot, window: Window) -> PaletteDialog:
    window.actions_by_id["search"].trigger()
    palette = dialog(qtbot, PaletteDialog)
    assert isinstance(palette, PaletteDialog)
    wait_for(qtbot, lambda: QApplication.focusWidget() is palette.box)
    return palette


def entries(palette: PaletteDialog, kind: Kind | None = None) -> list[Entry]:
    rows = [row for row in palette.results.rows if isinstance(row, Entry)]
    return [row for row in rows if kind in (None, row.target.kind)]


def press(widget: QLineEdit, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def search(qtbot: QtBot, palette: PaletteDialog, words: str, kind: Kind) -> list[Entry]:
    """What is found of a kind, as soon as there is any."""
    palette.box.setText(words)
    wait_for(qtbot, lambda: entries(palette, kind))
    return entries(palette, kind)


def choose(qtbot: QtBot, palette: PaletteDialog, entry: Entry) -> None:
    """Go down to an entry with the arrow key, and take it with Enter."""
    for __ in entries(palette):
        if palette.results.current() == entry:
            break
        press(palette.box, Qt.Key.Key_Down)
    assert palette.results.current() == entry
    press(palette.box, Qt.Key.Key_Return)
    qtbot.wait(20)


def hand(page: ReviewPage) -> object:
    view = page.stage.current()
    return view.place_of_hand() if view else None
