"""Nothing of Qt ends on another thread than the window's: it would stop the application."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from window_kit import wait_for

from ui.jobs import Errand, Job, Jobs
from ui.landing import address_of
from ui.pace import YOUNG, Sweeper, keep_pace
from ui.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

HERE = threading.get_ident()


def told_on(thing: object) -> list[int]:
    """The thread on which something ends, once it has."""
    ended = list[int]()
    weakref.finalize(thing, lambda: ended.append(threading.get_ident()))
    return ended


class Ring(QWidget):
    """A widget that only a look for cycles ends."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_what_another_thread_makes_ends_no_widget_there(qtbot: QtBot) -> None:
    keep_pace()
    ended = told_on(Ring())
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: [[n] for n in range(50_000)]).result()
    assert ended == []
    watched = QObject()
    made = [[n] for n in range(2 * YOUNG)]
    sweeper = Sweeper(watched)
    wait_for(qtbot, lambda: ended)
    assert ended == [HERE]
    assert made
    sweeper.deleteLater()


class Held:
    """A thread that waits in the middle of something, and lets go of it last."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.pool = ThreadPoolExecutor(1)

    def work(self) -> str:
        self.go.wait()
        return "done"

    def let_go(self) -> None:
        self.go.set()
        self.pool.shutdown(wait=True)


@pytest.mark.parametrize("wait", [True, False])
def test_a_question_whose_page_is_left_is_answered_to_nobody(qtbot: QtBot, wait: bool) -> None:
    held, reader = Held(), Reader()
    ended, told = told_on(reader), list[object]()
    reader.answered.connect(told.append)
    reader.ask(lambda: held.pool.submit(held.work))
    del reader
    gc.collect()
    assert ended == [HERE]
    held.let_go()
    if wait:
        qtbot.wait(20)
    QApplication.processEvents()
    assert told == []


def test_a_job_ends_here_although_another_thread_did_it(qtbot: QtBot) -> None:
    held, jobs, told = Held(), Jobs(), list[object]()

    def run(errand: Errand) -> str:
        errand.tick(1, 2, "half")
        return held.work()

    job = Job("Working", run)
    ended = told_on(job)
    job.progress.connect(lambda *words: told.append(words))
    job.finished.connect(told.append)
    jobs.start(job)
    del job
    held.go.set()
    wait_for(qtbot, lambda: jobs.is_idle)
    jobs.close()
    QApplication.sendPostedEvents(None, 0)
    gc.collect()
    wait_for(qtbot, lambda: ended)
    assert ended == [HERE]
    assert told == [(1, 2, "half"), "done"]
    held.pool.shutdown()


class Listener(QObject):
    """Remembers what it was told, and where."""

    def __init__(self) -> None:
        super().__init__()
        self.told = list[tuple[object, int]]()

    def hear(self, what: object) -> None:
        self.told.append((what, threading.get_ident()))


def from_another_thread(call: Callable[[], object]) -> None:
    future: Future[object] = ThreadPoolExecutor(1).submit(call)
    future.result()


def test_an_address_is_heard_on_the_thread_of_the_window_in_order(qtbot: QtBot) -> None:
    listener = Listener()
    tell = address_of(listener.hear)
    from_another_thread(lambda: [tell(n) for n in range(100)])
    assert listener.told == []
    wait_for(qtbot, lambda: len(listener.told) == 100)
    assert listener.told == [(n, HERE) for n in range(100)]


def test_an_address_outlives_what_was_there(qtbot: QtBot) -> None:
    deleted, listener = Listener(), Listener()
    tell_deleted, tell_gone, tell = (address_of(x.hear) for x in (deleted, Listener(), listener))
    deleted.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    from_another_thread(lambda: [say("?") for say in (tell_deleted, tell_gone, tell)])
    wait_for(qtbot, lambda: listener.told)
    assert deleted.told == []
