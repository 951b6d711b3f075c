"""Bringing a page up to date when somebody looks: what is out of sight costs nothing until it is shown."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WhenSeen(QObject):
    """Calls ``refresh``, a method of ``page``, when the page is out of date and is seen.

    ``each_time``: also whenever it is shown again, for what may change without a word (a day, a folder).
    """

    def __init__(self, page: QWidget, refresh: Callable[[], object], *, each_time: bool = False) -> None:
        super().__init__(page)
        self._page, self._each_time, self._is_due = page, each_time, True
        self._refresh = WeakMethod(refresh)  # a page is not kept by its helper
        page.installEventFilter(self)

    def outdate(self, *_what: object) -> None:
        """Something has changed: refresh now where it is seen, else once it is."""
        self._is_due = True
        if self._page.isVisible():
            self._do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._page and (self._is_due or self._each_time):
            self._do()
        return False

    def _do(self) -> None:
        self._is_due = False
        if refresh := self._refresh():
            refresh()
