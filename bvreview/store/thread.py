"""One thread that owns the connection, so that nobody waits for the disk and no lock is needed."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from bvreview.store.errors import ClosedError, named_errors

P = ParamSpec("P")
R = TypeVar("R")
O = TypeVar("O", bound="Owner")  # noqa: E741 - an owner


class Owner:
    """Something whose methods, marked ``on_thread``, all run on the one thread that it has."""

    def __init__(self, path: Path) -> None:
        """Start the thread that will own the file at ``path``."""
        self.path = path
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="workspace")
        self._thread = self._worker.submit(threading.get_ident).result()

    @property
    def is_here(self) -> bool:
        """Whether this is the owner's thread."""
        return self._thread == threading.get_ident()

    def later(self, method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Call ``method`` on the owner's thread, after what was asked before.

        Raises:
            ClosedError: the file is closed.
        """
        try:
            return self._worker.submit(method, *args, **kwargs)
        except RuntimeError as error:
            raise ClosedError(self.path) from error

    def end(self) -> None:
        """Let the thread finish what it was asked, then end it."""
        self._worker.shutdown()


def on_thread(method: Callable[Concatenate[O, P], R]) -> Callable[Concatenate[O, P], R]:
    """Run a method on its owner's thread and wait for it; at once when already there."""

    @functools.wraps(method)
    def hop(self: O, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not self.is_here:
            return self.later(hop, self, *args, **kwargs).result()
        with named_errors(self.path):
            return method(self, *args, **kwargs)

    return hop
