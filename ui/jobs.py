"""Long work in the background: a job is a callable that knows no window, and says how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Cancelled(Exception):
    """The person stopped the work: whole things are kept, nothing is shown."""


class Job(QObject):
    """One piece of work, not yet started; ``run`` is called with the job in another thread."""

    progress = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, run: Callable[[Job], Any]) -> None:
        super().__init__()
        self.title = title
        self._run = run
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next tick."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._stop.is_set()

    def say(self, done: int, of: int, text: str) -> None:
        """Tell how far the work is."""
        self.progress.emit(done, of, text)

    def tick(self, done: int, of: int, text: str) -> None:
        """Tell how far the work is, and stop here when that is wanted.

        Raises:
            Cancelled: when the work is to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        self.say(done, of, text)

    def work(self) -> None:
        """Do the work here and now, and say how it ended."""
        try:
            result = self._run(self)
        except Cancelled:
            self.cancelled.emit()
        except BaseException as error:  # noqa: BLE001 - the edge of a thread: the window shows what it was
            self.failed.emit(error)
        else:
            self.finished.emit(result)


class Jobs(QObject):
    """Runs jobs, two at a time, and waits for them at the end."""

    _ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="job")
        self._running: set[Job] = set()
        self._ended.connect(self._give_free, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no job is running or waiting."""
        return not self._running

    def start(self, job: Job) -> Job:
        """Start a job; it is kept alive until it has ended and that was told."""
        self._running.add(job)
        self._pool.submit(job.work).add_done_callback(lambda _future: self._ended.emit(job))
        return job

    def _give_free(self, job: Job) -> None:
        """What waits for the job's signals would keep it, and it what it worked on."""
        self._running.discard(job)
        job.deleteLater()

    def close(self) -> None:
        """Stop what runs and wait for it."""
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
