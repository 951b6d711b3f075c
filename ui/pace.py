"""Keeping the window moving while other threads work and many things are in memory."""

from __future__ import annotations

import gc
import sys
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

TURN: Final = 0.0005
"""Seconds that a thread may calculate before the window gets its turn.

Each call into Qt gives the turn away: with Python's own five milliseconds, a page of some dozen calls
waits for a tenth of a second.
"""
YOUNG: Final = (2_000, 5)
"""How seldom Python looks for cycles among what is new: some milliseconds at a time."""
NEVER: Final = 1_000_000
REST: Final = 20_000
"""Milliseconds without a key or a mouse after which everything is looked through.

With many reviews in memory that takes a tenth of a second or more; nobody waits then.
"""
_HANDS: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


def keep_pace() -> None:
    """Share the turns of threads out finely, and look through all of the memory only while nobody works."""
    sys.setswitchinterval(TURN)
    gc.set_threshold(*YOUNG, NEVER)


class Sweeper(QObject):
    """Looks for cycles in all of the memory once the hands rest; watches the window that it is given."""

    def __init__(self, window: QObject, rest: int = REST) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=rest)
        self._timer.timeout.connect(gc.collect)
        window.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._timer.start()
        return False
