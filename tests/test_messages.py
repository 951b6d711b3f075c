"""Message boxes: plain text, nothing destroyed by Enter or Esc, and nothing private in an unexpected one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_kit import PERSON, dialog

from bvreview.framework.loader import default_framework
from bvreview.settings import Settings, default_workspace, save_settings
from bvreview.workspace import Workspace
from ui.application import Application, catch_all
from ui.messages import ask, inform, show_unexpected


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_keep(qtbot: QtBot, key: Qt.Key) -> None:
    parent, done = QWidget(), list[str]()
    qtbot.addWidget(parent)
    parent.show()
    box = ask(parent, "Delete 3 lines?", "Delete", lambda: done.append("deleted"))
    QTest.keyClick(box, key)
    qtbot.waitUntil(lambda: not box.isVisible())
    assert done == []


def test_the_other_button_does_it(qtbot: QtBot) -> None:
    parent, done = QWidget(), list[str]()
    qtbot.addWidget(parent)
    box = ask(parent, "Delete 3 lines?", "Delete", lambda: done.append("deleted"))
    next(b for b in box.findChildren(QPushButton) if b.text() == "Delete").click()
    assert done == ["deleted"]


def test_markup_in_a_message_stays_text(qtbot: QtBot) -> None:
    box = inform(None, "Refused", "<img src='x'> was not read.")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()


def test_an_unexpected_error_offers_details_without_values(qtbot: QtBot) -> None:
    try:
        raise ValueError("Ann Other, 12 May 1970")
    except ValueError as error:
        box = show_unexpected(None, error)
    assert "What is shown as saved is safe." in box.text()
    next(b for b in box.findChildren(QPushButton) if b.text() == "Copy the details").click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_messages.py" in copied
    assert "Ann Other" not in copied
    assert box.isVisible()
    box.close()


def test_the_net_under_everything_shows_one_box(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    error = RuntimeError("never expected")
    catch_all(lambda: None)(RuntimeError, error, None)
    box = dialog(qtbot, QMessageBox)
    assert "Something went wrong" in box.windowTitle()
    box.close()
    printed = capsys.readouterr().err
    assert "RuntimeError" in printed
    assert "never expected" not in printed  # it may hold what somebody typed


def test_a_second_start_says_who_has_the_workspace_and_writes_nothing(qtbot: QtBot, home: Path) -> None:
    save_settings(Settings(person_name=PERSON.name))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with Workspace.open(default_workspace(), person=PERSON, framework=default_framework()):
        application = Application(app)
        application.start()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert "workspace.bvr" in box.text()
        assert application.window is None
        box.close()
        application.ring.release()
