"""The way home: what other threads found reaches the window's thread, and nothing of Qt goes the other way.

Whoever lets go of an object last destroys it, and Qt stands the end of a widget on its own thread only. So no
other thread ever holds one: it holds an address, behind which the receiver may be gone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any, Final
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

Receive = Callable[[Any], object]


class _Landing(QObject):
    """Stands on the window's thread from the start to the end, and knows who waits at which address."""

    _come = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._receivers: dict[int, WeakMethod[Receive]] = {}
        self._addresses = itertools.count()
        self._come.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def address(self, receive: Receive) -> Receive:
        """Whoever is given this reaches ``receive`` through the window's thread."""
        number = next(self._addresses)
        self._receivers[number] = WeakMethod(receive, lambda _gone: self._receivers.pop(number, None))
        return partial(self._come.emit, number)

    def _hand_over(self, number: int, told: object) -> None:
        known = self._receivers.get(number)
        receive = known() if known else None
        if receive and shiboken6.isValid(receive.__self__):  # type: ignore[attr-defined]  # a bound method
            receive(told)


_LANDING: Final = _Landing()


def address_of(receive: Receive) -> Receive:
    """A function for other threads: each call of it becomes a call of ``receive`` on this one, in order.

    ``receive``: a method of something of Qt. Where that is gone meanwhile, nothing is told.
    """
    return _LANDING.address(receive)
