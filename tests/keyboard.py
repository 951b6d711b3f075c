"""A person without a mouse: every step is a key, and the hand is wherever the keys have led it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from walk import describe
from window_kit import wait_for

from ui.forms.editor import Editor
from ui.forms.editors import LineEditor, TextEditor
from ui.forms.table import AnswerTable

Key, Mod = Qt.Key, Qt.KeyboardModifier
MOST_STEPS = 250
LONGEST_TYPED = 40
"""Letters; what is longer is written elsewhere and pasted, as people do."""


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier, times: int = 1) -> None:
    """A key as the system gives it to the window: to what has the keyboard, or to a list open over it."""
    for __ in range(times):
        top = hand().window()
        if not (top.isActiveWindow() or QApplication.activePopupWidget()):
            top.activateWindow()  # no window manager gives it back after a list was open
            QApplication.processEvents()
        QTest.keyClick(top.windowHandle(), key, modifier)
        QApplication.processEvents()


def write(text: str) -> None:
    """Type a text, or paste it where it is long."""
    if len(text) > LONGEST_TYPED or not text.isascii() or "\n" in text:
        QGuiApplication.clipboard().setText(text)
        press(Key.Key_V, Mod.ControlModifier)
        return
    widget = QApplication.focusWidget()
    assert widget
    QTest.keyClicks(widget, text)


def close_list() -> None:
    """Take what was typed from the list that is open below it."""
    if popup := QApplication.activePopupWidget():
        QTest.keyClick(popup.focusWidget() or popup, Key.Key_Return)
        QApplication.processEvents()
    if QApplication.focusWidget() is None:  # no window manager gives the keyboard back after a list
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        (QApplication.activeModalWidget() or shown[0]).activateWindow()
        QApplication.processEvents()
    press(Key.Key_Tab)


def hand() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget, "nothing has the keyboard"
    return widget


def tab_to(is_there: Callable[[QWidget], object], what: str, *, back: bool = False) -> None:
    """Press Tab, in a table Ctrl+Tab, until the hand is there."""
    tab = Key.Key_Backtab if back else Key.Key_Tab
    for __ in range(MOST_STEPS):
        if is_there(hand()):
            return
        press(tab, Mod.ControlModifier if isinstance(hand(), AnswerTable) else Mod.NoModifier)
    raise AssertionError(f"Tab does not come to {what}; it is at {describe(hand())}")


def tab_to_widget(widget: QWidget, *, back: bool = False) -> None:
    """Press Tab until the hand is on a widget, or in it."""
    tab_to(lambda now: now is widget or widget.isAncestorOf(now), describe(widget), back=back)


def tab_to_button(words: str) -> None:
    """Press Tab until the hand is on a button with those words."""
    tab_to(lambda now: getattr(now, "text", str)() == words, words)


def arrow_to(qtbot: QtBot, is_there: Callable[[], object], keys: tuple[Qt.Key, Qt.Key]) -> None:
    """Press one arrow key to the end, then the other until something is so."""
    press(keys[0], times=25)
    for __ in range(25):
        if is_there():
            return
        press(keys[1])
    wait_for(qtbot, is_there, 2)


def answer(editor: Editor, like: Editor) -> None:
    """Give the answer that another editor shows, by keys; the hand is led to this one."""
    if isinstance(editor, LineEditor | TextEditor):
        tab_to_widget(editor.inputs()[0])
        press(Key.Key_A, Mod.ControlModifier)
        write(like.raw())
        return
    for mine, theirs in zip(editor.inputs(), like.inputs(), strict=True):
        if isinstance(mine, QComboBox) and isinstance(theirs, QComboBox):
            tab_to_widget(mine)
            QTest.keyClicks(hand(), theirs.currentText())
            close_list()
        elif isinstance(mine, QLineEdit):
            continue  # the line of the drop-down before it
        elif isinstance(mine, QRadioButton):
            if theirs.isChecked():  # type: ignore[attr-defined]
                tab_to(lambda now: now in editor.inputs(), describe(mine))
                while hand() is not mine:
                    press(Key.Key_Down)
                press(Key.Key_Space)
        elif theirs.isChecked() != mine.isChecked():  # type: ignore[attr-defined]
            tab_to_widget(mine)
            press(Key.Key_Space)
