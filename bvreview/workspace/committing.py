"""How a change becomes a step: what it is called, who signs it, and that its subject may be changed."""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.review.changes import Change
from bvreview.store import edits, heads, log
from bvreview.store.evidence import keep_files
from bvreview.store.log import Committed, Step
from bvreview.workspace.collated import CollatedWorkspace


class CommittingWorkspace(CollatedWorkspace):
    """An open workspace with what every verb that changes it is made of."""

    def _commit(self, changes: Sequence[Change], step: Step, files: Sequence[bytes] = ()) -> Committed:
        for subject in {c.subject for c in changes}:
            if head := heads.find_head(self._db, subject):
                edits.require_open(head)
        with self.writing() as db:
            keep_files(db, files)
            return log.commit(db, self._fields, changes, step)

    def _subject(self, review_id: str, section: str) -> str:
        return edits.subject_in(self.framework, self.head(review_id), section)
