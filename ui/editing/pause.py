"""Waiting for a pause of the hand, but not for ever."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE: Final = 800
"""Milliseconds after the last key."""
LONGEST: Final = 1500
"""Milliseconds after the first key that is not committed yet: a crash never takes more than two seconds."""


class Pause(QObject):
    """``due`` says that it is time."""

    due = Signal()

    def __init__(self, parent: QObject, after_last: int = PAUSE, at_most: int = LONGEST) -> None:
        super().__init__(parent)
        self._after_last = QTimer(self, singleShot=True, interval=after_last)
        self._after_first = QTimer(self, singleShot=True, interval=at_most)
        for timer in (self._after_last, self._after_first):
            timer.timeout.connect(self.due)

    @property
    def is_waiting(self) -> bool:
        """Whether a key was pressed that ``due`` has not followed yet."""
        return self._after_last.isActive()

    def key(self) -> None:
        """A key was pressed."""
        self._after_last.start()
        if not self._after_first.isActive():
            self._after_first.start()

    def stop(self) -> None:
        """All is done."""
        self._after_last.stop()
        self._after_first.stop()
