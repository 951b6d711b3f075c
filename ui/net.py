"""The net under everything unexpected: in a slot, in a thread, where an object is thrown away."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow

from bvreview.diary import details_of, note
from ui.widgets.messages import show_error, show_unexpected


class Net(QObject):
    """Says once, in plain words, what nobody expected; everything is shown by the window's own thread."""

    _elsewhere = Signal(object)

    def __init__(self, window: Callable[[], QMainWindow | None]) -> None:
        super().__init__()
        self._window = window
        self._elsewhere.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def spread(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.caught
        threading.excepthook = self.caught_in_thread
        sys.unraisablehook = self.caught_at_end

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Something went wrong in a slot or in the main program."""
        _print(error)
        if not issubclass(kind, KeyboardInterrupt):
            self._show(error)

    def caught_in_thread(self, found: threading.ExceptHookArgs) -> None:
        """Something went wrong in a thread of ours: the window is told."""
        if isinstance(found.exc_value, Exception):
            _print(found.exc_value)
            self._elsewhere.emit(found.exc_value)

    def caught_at_end(self, found: sys.UnraisableHookArgs) -> None:
        """Something went wrong while an object was thrown away: it disturbs nobody, so it is noted only."""
        if isinstance(found.exc_value, Exception):
            _print(found.exc_value)
            note(found.exc_value)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            show_error(self._window(), error)
        else:
            show_unexpected(self._window(), error)


def _print(error: BaseException) -> None:
    """Where it happened, but nothing that somebody typed; a window without a console has nowhere to print."""
    if sys.stderr:
        print(details_of(error), file=sys.stderr)
