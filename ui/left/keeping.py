"""Where everything is, kept every now and then: a window that is killed comes back nearly where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bvreview.i18n import _
from ui.jobs import Job
from ui.left.placing import describe_place
from ui.left.remembered import Key

if TYPE_CHECKING:
    from ui.window import Window

EVERY: Final = 10_000
"""Milliseconds between two looks at what has changed."""


class Keeper(QObject):
    """Notes where a window and its review stand; writing is done beside the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def note(self) -> None:
        """Note where the window stands, and the hand in the review."""
        desk = self._window.desk
        desk.remembered.window.keep(Key.GEOMETRY, describe_place(self._window))
        if (review := self._window.review) and review.stage.current():
            desk.here.keep_part(Key.REVIEWS, review.session.id, review.left())

    def keep(self) -> None:
        """Write it in the background, where anything is new."""
        self.note()
        remembered = self._window.desk.remembered
        if remembered.is_changed:
            job = Job(_("Keeping where everything is"), lambda _job: remembered.save())
            self._window.desk.jobs.start(job)

    def end(self) -> None:
        """Look no more, once the window is closing."""
        self._timer.stop()
        self.note()
