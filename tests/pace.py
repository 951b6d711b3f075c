"""How long something takes, so that it can be judged on any machine: never in seconds alone.

``Heart`` sees how long the window stands still; ``slowness`` says how much longer this machine takes, just
now, for the same calculation than the one on which the goals were set. What can be counted is counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

YARDSTICK: Final = 0.0055
"""Seconds of a thread for ``_calculate`` where the goals were set."""
RUNS: Final = 5


def _calculate() -> list[str]:
    """Some work of the usual kind: texts, dictionaries, sorting."""
    found: dict[str, str] = {}
    for n in range(20_000):
        found[str(n)] = found.get(str(n // 2), "")[:8] + "x"
    return sorted(found)


def own_seconds(work: Callable[[], object]) -> float:
    """What this thread calculates for a piece of work; the time that others take away does not count."""
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def slowness() -> float:
    """How many times as long as where the goals were set this machine takes just now; at least 1."""
    return max(1.0, sorted(own_seconds(_calculate) for __ in range(RUNS))[RUNS // 2] / YARDSTICK)


def allowed(qtbot: QtBot, goal: float) -> float:
    """The longest gap that keeps a goal of so many seconds on this machine, slow as it is and as it idles."""
    idle = Heart().measure(lambda: qtbot.wait(300))
    return goal * slowness() + idle


def _clocks() -> tuple[float, float]:
    """The time on the wall, and what this process has calculated."""
    return time.monotonic(), time.process_time()


class Heart(QTimer):
    """Beats every two milliseconds and remembers the longest gap between two beats.

    A gap counts as long as this process calculates in it, on whatever thread: what other programs take away
    from the machine is not the window's.
    """

    def __init__(self) -> None:
        super().__init__(interval=2)
        self.longest, self._last = 0.0, _clocks()
        self.timeout.connect(self.beat)
        self.start()

    def beat(self) -> None:
        now = _clocks()
        gap = min(after - before for before, after in zip(self._last, now, strict=True))
        self.longest, self._last = max(self.longest, gap), now

    def measure(self, step: Callable[[], object]) -> float:
        """The longest gap during a step, its beginning included."""
        self.longest, self._last = 0.0, _clocks()
        step()
        self.beat()
        return self.longest
