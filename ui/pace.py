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
SOON: Final = 5
"""Milliseconds: what is there already is painted before the next part is made."""
YOUNG: Final = 2_000
"""New things in memory, at least, before they are looked through for cycles: some milliseconds at a time."""
YOUNG_EVERY: Final = 200
"""Milliseconds between two looks at how many there are."""
OLDER: Final = 5
"""Every so many looks go through what was new lately, too."""
ALL: Final = 2  # generations of things in memory, the newest being 0
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
    """Share the turns of threads out finely, and leave the looking for cycles to the window's thread.

    Python looks in whichever thread makes the next value, and what is found there ends there: a widget that
    ends on another thread than its own stops the application.
    """
    sys.setswitchinterval(TURN)
    gc.disable()


class Sweeper(QObject):
    """Looks for cycles on the window's thread: among what is new now and then, in all once the hands rest."""

    def __init__(self, window: QObject, rest: int = REST) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=rest)
        self._timer.timeout.connect(lambda: gc.collect(ALL))
        self._often = QTimer(self, interval=YOUNG_EVERY)
        self._often.timeout.connect(_look_through_what_is_new)
        window.installEventFilter(self)
        self._timer.start()
        self._often.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._timer.start()
        return False


def _look_through_what_is_new() -> None:
    new, looks, _all = gc.get_count()
    if new > YOUNG:
        gc.collect(1 if looks >= OLDER else 0)
