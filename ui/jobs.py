"""Long work in the background: a job is a callable that knows no window, and says how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.landing import Receive, address_of


class Cancelled(Exception):
    """The person stopped the work: whole things are kept, nothing is shown."""


class Errand:
    """The half of a job that the other thread holds: what is to be done, and whom to tell."""

    def __init__(self, run: Callable[[Errand], Any], tell: Receive) -> None:
        """``tell`` is given the name of a signal of the job and what goes with it."""
        self.run, self._tell = run, tell
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next tick."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._stop.is_set()

    def say(self, done: int, of: int, text: str) -> None:
        """Tell how far the work is."""
        self._tell(("progress", done, of, text))

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
            result = self.run(self)
        except Cancelled:
            self._tell(("cancelled",))
        except BaseException as error:  # noqa: BLE001 - the edge of a thread: the window shows what it was
            self._tell(("failed", error))
        else:
            self._tell(("finished", result))


class Job(QObject):
    """One piece of work, not yet started; ``run`` is called with the errand in another thread."""

    progress = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal(object)

    def __init__(self, title: str, run: Callable[[Errand], Any]) -> None:
        super().__init__()
        self.title = title
        self.errand = Errand(run, address_of(self._hear))

    def cancel(self) -> None:
        """Ask the work to stop at its next tick."""
        self.errand.cancel()

    def is_cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self.errand.is_cancelled()

    def _hear(self, told: tuple[Any, ...]) -> None:
        name, *words = told
        getattr(self, name).emit(*words)
        if name != "progress":
            self.ended.emit(self)


class Jobs(QObject):
    """Runs jobs, two at a time, and waits for them at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="job")
        self._running: set[Job] = set()
        self._is_closed = False

    @property
    def is_idle(self) -> bool:
        """Whether no job is running or waiting."""
        return not self._running

    def start(self, job: Job) -> Job:
        """Start a job; it is kept alive until it has ended and that was told. Once closed, nothing starts."""
        if self._is_closed:  # a result that came in while the window went asked for more
            job.deleteLater()
            return job
        self._running.add(job)
        job.ended.connect(self._give_free)
        self._pool.submit(job.errand.work)
        return job

    def _give_free(self, job: Job) -> None:
        """What waits for the job's signals would keep it, and it what it worked on."""
        self._running.discard(job)
        job.deleteLater()

    def close(self) -> None:
        """Stop what runs and wait for it."""
        self._is_closed = True
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
