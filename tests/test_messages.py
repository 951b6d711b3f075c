"""Message boxes: plain text, nothing destroyed by Enter or Esc, and nothing private in an unexpected one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_kit import PERSON, dialog

from bvreview.framework.loader import default_framework
from bvreview.settings import Settings, default_workspace, save_settings
from bvreview.workspace import Workspace
from ui.application import Application
from ui.jobs import Errand, Job
from ui.net import Net
from ui.widgets.messages import QUIET, Mishaps, ask, inform, refuse, show_unexpected


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
    assert box
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
    Net(lambda: None).caught(RuntimeError, error)
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


def mistake(number: int = 0) -> Exception:
    """One of two mistakes, each from a place of its own."""
    try:
        if number:
            raise KeyError("Ann Other")
        raise ValueError("Ann Other")
    except (ValueError, KeyError) as error:
        return error


def test_a_flood_of_mistakes_is_one_box(qtbot: QtBot) -> None:
    mishaps = Mishaps()
    box = mishaps.show(None, mistake())
    assert box
    for _n in range(500):
        assert mishaps.show(None, mistake()) is box
    assert mishaps.show(None, mistake(1)) is box
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert shown == [box]
    assert box.informativeText() == "It happened 501 more times."
    assert box.detailedText().count("ValueError") == 1
    assert box.detailedText().count("KeyError") == 1
    box.close()


def test_the_same_mistake_is_said_again_after_a_quiet_while_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mishaps, clock = Mishaps(), [1000.0]
    monkeypatch.setattr("ui.widgets.messages.time.monotonic", lambda: clock[0])
    box = mishaps.show(None, mistake())
    assert box
    clock[0] += 100 * QUIET
    box.close()
    assert mishaps.show(None, mistake()) is None
    other = mishaps.show(None, mistake(1))
    assert other
    other.close()
    clock[0] += QUIET
    again = mishaps.show(None, mistake())
    assert again
    again.close()


def test_a_mistake_in_a_thread_is_shown_by_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    net = Net(lambda: None)
    monkeypatch.setattr(threading, "excepthook", net.caught_in_thread)

    def fail() -> None:
        raise RuntimeError("Ann Other in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    box = dialog(qtbot, QMessageBox)
    assert box.windowTitle() == "Something went wrong"
    box.close()
    assert "Ann Other" not in capsys.readouterr().err


def test_a_mistake_in_a_slot_is_caught(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    net, timer = Net(lambda: None), QTimer(singleShot=True, interval=0)

    def fail() -> None:
        raise LookupError("in a slot")

    timer.timeout.connect(fail)
    with qtbot.captureExceptions() as caught:
        timer.start()
        qtbot.waitUntil(lambda: bool(caught))
    net.caught(*caught[0])
    dialog(qtbot, QMessageBox).close()


def test_a_job_that_ends_in_the_worst_way_is_said(qtbot: QtBot) -> None:
    class Panic(BaseException):
        """What a library in another language raises."""

    def fail(_errand: Errand) -> None:
        raise Panic

    job = Job("Reading", fail)
    with qtbot.waitSignal(job.failed) as told:
        job.errand.work()
    assert isinstance(told.args[0], Panic)


def test_a_refusal_is_not_said_twice_at_once(qtbot: QtBot) -> None:
    first = refuse(None, OSError(28, "full"))
    assert refuse(None, OSError(28, "full")) is first
    other = refuse(None, OSError(13, "locked"))
    assert other is not first
    first.close()
    again = refuse(None, OSError(28, "full"))
    assert again is not first
    for box in (other, again):
        box.close()
