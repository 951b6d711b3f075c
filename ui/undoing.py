"""Whether there is something to undo or redo in the review that is open, asked beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from bvreview.workspace import Workspace
from ui.reader import Reader

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


class ReviewActions:
    """The actions that need a review; undo and redo where there is something to undo or redo."""

    def __init__(self, workspace: Workspace, actions: Mapping[str, QAction]) -> None:
        self._workspace, self._actions = workspace, actions
        self._reader = Reader()
        self._reader.answered.connect(self._allow)

    def follow(self, page: ReviewPage | None) -> None:
        """Allow what can be done with the review on the screen, or with none."""
        for key in ("about_answer", "next_finding"):
            self._actions[key].setEnabled(page is not None)
        if not page or page.session.is_read_only:
            self._allow((False, False))
            return
        workspace, review = self._workspace, page.session.id
        self._reader.ask(
            lambda: workspace.later(lambda: (workspace.can_undo(review), workspace.can_redo(review)))
        )

    def _allow(self, can: tuple[bool, bool]) -> None:
        for key, allowed in zip(("undo", "redo"), can, strict=True):
            self._actions[key].setEnabled(allowed)
