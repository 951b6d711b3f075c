"""Committing behind the hand: edits go to the workspace in order, and a failed one is tried again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from bvreview.files import disk_sentence
from bvreview.i18n import _
from bvreview.store.errors import WorkspaceError
from bvreview.store.log import Committed
from ui.landing import address_of

Commit = Callable[[], "Future[Any]"]
Then = Callable[[Any], object]
RETRY_AFTER: Final = 3000  # milliseconds


class SaveState(StrEnum):
    """Where the last edit is."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


class Saved(Struct, frozen=True):
    """What the header says; ``shorter``: the same in fewer words, the longest first."""

    state: SaveState
    sentence: str
    shorter: tuple[str, ...] = ()


class Saver(QObject):
    """Puts commits to the workspace's thread, one after the other; the window never waits.

    ``as_of``: the newest entry of the workspace's log that was told; 0 before the first.
    """

    changed = Signal(object)
    committed = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.as_of = 0
        self._waiting: deque[tuple[Commit, Then]] = deque()
        self._running: Future[Any] | None = None
        self._retry = QTimer(self, singleShot=True, interval=RETRY_AFTER)
        self._retry.timeout.connect(self._next)
        self._ended = address_of(self._after)
        self._is_held = False
        self.last = self._saved = Saved(SaveState.SAVED, _("All changes saved"), (_("Saved"),))

    def put(self, commit: Commit, then: Then = bool) -> None:
        """Commit something after all that waits already; ``then`` is told what was, before anybody else."""
        self._waiting.append((commit, then))
        if self.last.state is SaveState.SAVED:
            self._say_how_it_is()
        if not self._retry.isActive():
            self._next()

    def hold(self, typing: bool) -> None:
        """Say so while something is typed that is not put yet: all is not saved then."""
        self._is_held = typing
        if self.last.state is not SaveState.FAILED:
            self._say_how_it_is()

    @property
    def is_idle(self) -> bool:
        """Whether everything is on the disk."""
        return not self._waiting

    def try_again(self) -> None:
        """Try the edit that failed again now."""
        self._retry.stop()
        self._next()

    def flush(self) -> bool:
        """Commit what waits before going on; False when it cannot be committed."""
        while self._waiting:
            self._next()
            assert self._running
            ended = self._running
            waiting = len(self._waiting)
            ended.exception()
            self._after(ended)
            if len(self._waiting) == waiting:
                return False
        return True

    def forget(self) -> None:
        """Give up what could not be committed, because the person said so."""
        self._retry.stop()
        self._waiting.clear()

    def close(self) -> None:
        """Try no more."""
        self._retry.stop()

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        commit, __ = self._waiting[0]
        self._running = commit()
        self._running.add_done_callback(self._ended)

    def _after(self, ended: Future[Any]) -> None:
        if ended is not self._running:
            return  # flushed already, before its signal came
        self._running = None
        error = ended.exception()
        if isinstance(error, WorkspaceError | OSError):
            self._say(Saved(SaveState.FAILED, _why(error)))
            self._retry.start()
            return
        __, then = self._waiting.popleft()
        if error:
            self.refused.emit(error)
        else:
            self._tell(ended.result(), then)
        if self._waiting:
            self._next()
        else:
            now = datetime.now().astimezone()
            words = (_("All changes saved {time}"), _("Saved {time}"), _("Saved"))
            first, *shorter = (text.format(time=f"{now:%H:%M}") for text in words)
            self._saved = Saved(SaveState.SAVED, first, tuple(shorter))
            self._say_how_it_is()

    def _tell(self, done: object, then: Then) -> None:
        if isinstance(done, Committed):
            self.as_of = done.seq
        then(done)
        self.committed.emit(done)

    def _say_how_it_is(self) -> None:
        busy = self._waiting or self._is_held
        self._say(Saved(SaveState.SAVING, _("Saving")) if busy else self._saved)

    def _say(self, saved: Saved) -> None:
        if saved != self.last:
            self.last = saved
            self.changed.emit(saved)


def _why(error: WorkspaceError | OSError) -> str:
    reason = disk_sentence(error) if isinstance(error, OSError) else str(error)
    return _("Not saved yet: {reason} Your text is kept and saved as soon as it can be.").format(
        reason=reason
    )
