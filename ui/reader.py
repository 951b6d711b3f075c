"""Reading from the workspace without waiting: ask, go on, and be told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from bvreview.store.errors import ClosedError
from ui.landing import address_of


class Reader(QObject):
    """``answered`` tells what was read; a newer question takes the place of an older one."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked: Future[Any] | None = None
        self._ended = address_of(self._after)

    def ask(self, question: Callable[[], Future[Any]]) -> None:
        """Ask; nothing is told when the workspace is being closed."""
        try:
            self._asked = question()
        except ClosedError:
            return
        self._asked.add_done_callback(self._ended)

    @property
    def is_idle(self) -> bool:
        """Whether nothing was asked that has no answer yet."""
        return self._asked is None

    def forget(self) -> None:
        """What was asked for is not wanted any more."""
        self._asked = None

    def _after(self, ended: Future[Any]) -> None:
        if ended is not self._asked:
            return
        self._asked = None
        error = ended.exception()
        if error is None:
            self.answered.emit(ended.result())
        elif not isinstance(error, ClosedError):
            self.failed.emit(error)
