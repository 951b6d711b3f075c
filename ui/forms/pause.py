"""When what is being typed is committed: at a pause of the hand, and now and then while it goes on."""

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

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._after_last = QTimer(self, singleShot=True, interval=PAUSE)
        self._after_first = QTimer(self, singleShot=True, interval=LONGEST)
        for timer in (self._after_last, self._after_first):
            timer.timeout.connect(self.due)

    def key(self) -> None:
        """A key was pressed."""
        self._after_last.start()
        if not self._after_first.isActive():
            self._after_first.start()

    def stop(self) -> None:
        """All is committed."""
        self._after_last.stop()
        self._after_first.stop()
