"""Reading beside the window's thread, for what would hold it up: one thing at a time, and none lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from ui.landing import address_of

T = TypeVar("T")


class Aside(QObject):
    """What was read is taken on the window's thread; ``finish`` waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._running: Future[Any] | None = None
        self._take: Callable[[Any], object] = bool
        self._ended = address_of(self._after)

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked for has been taken."""
        return self._running is None

    def ask(self, read: Callable[[], T], take: Callable[[T], object]) -> None:
        """Read something, then take it; what was asked for before comes first."""
        self.finish()
        self._take = take
        self._running = self._pool.submit(read)
        self._running.add_done_callback(self._ended)

    def finish(self) -> None:
        """Wait for what is being read, and take it now."""
        if self._running:
            self._after(self._running)

    def close(self) -> None:
        """Finish, and read no more."""
        self.finish()
        self._pool.shutdown()

    def _after(self, ended: Future[Any]) -> None:
        if ended is self._running:
            self._running = None  # also where it failed: what is asked for next is read all the same
            self._take(ended.result())
