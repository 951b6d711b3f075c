"""Opening a review that somebody points at: it is read beside the window, and shown once it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.pace import SOON
from ui.reader import Reader
from ui.widgets.messages import shower

if TYPE_CHECKING:
    from ui.editing.shown import Opened
    from ui.pages.review import ReviewPage
    from ui.window import Window


class Opening(QObject):
    """The newest wish counts, and none after the window has gone elsewhere."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._then: Callable[[ReviewPage], object] = bool
        self._reader = Reader()
        self._reader.answered.connect(self._show)
        self._reader.failed.connect(shower(window))

    def open(self, review_id: str, then: Callable[[ReviewPage], object] = bool) -> None:
        """Show a review, then do something with its page."""
        from ui.editing.shown import read_review  # what a review needs is loaded with the first

        if self._window.review:
            self._window.review.commit()
        workspace, framework = self._window.desk.workspace, self._window.desk.framework
        self._then = then
        self._reader.ask(lambda: workspace.later(read_review, workspace, framework, review_id))

    @property
    def is_on_its_way(self) -> bool:
        """Whether a review is being read that is not shown yet."""
        return not self._reader.is_idle

    def forget(self) -> None:
        """The window goes elsewhere."""
        self._reader.forget()

    def _show(self, opened: Opened) -> None:
        page, then = self._window.show_review(opened), self._then
        QTimer.singleShot(SOON, page, lambda: _begin(page, then))


def _begin(page: ReviewPage, then: Callable[[ReviewPage], object]) -> None:
    """The frame of the page has been painted: the form comes in a turn of its own."""
    page.begin()
    then(page)
