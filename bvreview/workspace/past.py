"""What can be asked of the past of an open workspace: history, differences, what can be undone."""

from __future__ import annotations

from msgspec import Struct

from bvreview.review.cells import Address
from bvreview.review.changes import Change
from bvreview.store import edits, heads, history, log, reviews
from bvreview.store.file import WorkspaceFile
from bvreview.store.history import NO_FILTER, HistoryEntry, HistoryFilter, HistoryOutline
from bvreview.store.thread import on_thread


class Undoable(Struct, frozen=True):
    """What undo and redo would do, by the names of their steps; None where there is nothing to do.

    ``record``: what stands before everything that could be undone, a signature or a revision that was
    begun; "" where nothing of the kind does.
    """

    undo: str | None = None
    redo: str | None = None
    record: str = ""


class PastWorkspace(WorkspaceFile):
    """An open workspace, looked at backwards."""

    @on_thread
    def history(
        self, review_id: str, address: Address | None = None, limit: int = 200
    ) -> tuple[HistoryEntry, ...]:
        """The changes of a review, at one address or all, last first."""
        return self.history_page(review_id, HistoryFilter(address=address), limit)

    @on_thread
    def history_page(
        self, review_id: str, wanted: HistoryFilter = NO_FILTER, limit: int = 200
    ) -> tuple[HistoryEntry, ...]:
        """The wanted changes of a review, last first; ``wanted.before`` goes on from the entry read last."""
        return history.read_history(self._db, self._subjects(review_id), wanted, limit)

    @on_thread
    def history_outline(self, review_id: str) -> HistoryOutline:
        """Who changed a review and in which sections, and how many changes there are."""
        return history.read_outline(self._db, self._subjects(review_id))

    @on_thread
    def differences(self, review_id: str, since: int) -> tuple[Change, ...]:
        """What of a review is not now as it was right after an entry of its history (its ``seq``)."""
        return history.differences(self._db, self._subjects(review_id), since)

    @on_thread
    def undoable(self, review_id: str) -> Undoable:
        """What undo and redo would do now; nothing in a review that may not be changed."""
        subjects = self._subjects(review_id)
        record = self._label(log.last_record(self._db, subjects) or None) or ""
        if not edits.is_open(heads.read_head(self._db, review_id)):
            return Undoable(record=record)
        undo, redo = log.step_to_undo(self._db, subjects), log.step_to_redo(self._db, subjects)
        return Undoable(self._label(undo), self._label(redo), record)

    def can_undo(self, review_id: str) -> bool:
        """Whether there is an edit to take back, and the review may be changed."""
        return self.undoable(review_id).undo is not None

    def can_redo(self, review_id: str) -> bool:
        """Whether there is an undone edit to make again, and the review may be changed."""
        return self.undoable(review_id).redo is not None

    @on_thread
    def path_choice(self, review_id: str) -> HistoryEntry | None:
        """Who chose the light or the full path that a review is on, and when."""
        return history.read_choice(self._db, review_id, "path")

    def _label(self, step: int | None) -> str | None:
        return None if step is None else log.read_label(self._db, step)

    def _subjects(self, review_id: str) -> tuple[str, ...]:
        return reviews.subjects_of(heads.read_head(self._db, review_id))
