"""What changes an open workspace: answers, rows, signatures, undo, files that come in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Path as ReviewPath
from bvreview.i18n import _
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Answer, parse_address
from bvreview.review.changes import Change
from bvreview.review.exchange.submission import FileReading, FileRefusal, ImportOutcome
from bvreview.review.findings import Finding
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.values import normalise_text
from bvreview.settings import Person
from bvreview.store import edits, heads, log, refused, reviews
from bvreview.store.backup import Reason
from bvreview.store.engine import utc_now
from bvreview.store.errors import NotReadyError
from bvreview.store.intake import Sender
from bvreview.store.library import Database
from bvreview.store.log import Committed, StepKind
from bvreview.store.looked_at import write_looked_at
from bvreview.store.thread import on_thread
from bvreview.workspace.questionnaires import QuestionnairesWorkspace

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.compared.packs import PackReading
    from bvreview.review.compared.peers import PeerList

Reading = tuple[Path, bytes, "FileReading | FileRefusal | PackReading"]
ReadMany = Callable[..., Iterator[Reading]]
"""Called with the framework, the paths, and whether to stop; a file that is read again with its answers."""


class Workspace(QuestionnairesWorkspace):
    """An open workspace: short use cases over the store. Make it with ``Workspace.open``.

    ``person``: who every change is signed with; may be set. ``last_saved``: when the last change of this
    start was on the disk (ISO, UTC), "" before the first.
    """

    @classmethod
    def open(cls, path: Path, *, person: Person, framework: Framework, create: bool = True) -> Workspace:
        """Open the workspace at ``path`` for this start alone; a missing one is made when ``create``.

        Raises:
            WorkspaceError: missing, locked, not a workspace, newer, damaged, read-only or disk full.
        """
        workspace = cls(path.absolute(), person, framework)
        workspace.connect(create=create)
        return workspace

    @on_thread
    def create_review(
        self, organisation: str, service: str, period: FinancialYear, path: ReviewPath
    ) -> ReviewHead:
        """Begin a review; its id, like ``cp-derbyshire-2009-10-x7k2``, never changes.

        Raises:
            DuplicateReviewError: the same review is being written already.
        """
        head = edits.new_head(self._db, self.framework, (organisation, service, period), path)
        with self.writing() as db:
            heads.write_head(db, head)
            log.append(db, [edits.begun(head)], self._step(_("Review begun"), StepKind.RECORD))
        return head

    @on_thread
    def apply(
        self,
        changes: Sequence[Change],
        label: str = "",
        *,
        typing: bool = False,
        files: Sequence[bytes] = (),
    ) -> Committed:
        """Make changes as one step that can be undone; they are on the disk when this returns.

        ``typing``: where the same person goes on in the same place right after the last step, both are
        undone and told as one. ``files``: the bytes of files that evidence among the changes keeps.

        A change of an organisation year makes drafts of the signed reviews that share it
        (``Committed.withdrawn``).

        Raises:
            ChangedMeanwhileError: something else stands where a change was to be made; nothing is written.
            ReceivedReviewError: a subject came in as a file.
            SignedReviewError: a subject is a signed review; ``reopen`` it first.
        """
        on = typing and log.goes_on(self._db, changes, str(self.person))
        return self._commit(changes, self._step(label, StepKind.TYPING if on else StepKind.EDIT), files)

    @on_thread
    def answer(self, review_id: str, address: Address, answer: Answer | None) -> Committed:
        """Put an answer, or None for a blank, in a cell of a review or its organisation year."""
        subject = self._subject(review_id, address.section)
        changes = edits.answer_changes(self._db, subject, address, answer)
        return self._commit(changes, self._step(self._fields.field(address).label))

    @on_thread
    def add_row(
        self, review_id: str, section: str, part: str, position: int | None = None, key: str | None = None
    ) -> str:
        """Add a line to a table, at the end or at ``position``; returns its key."""
        subject = self._subject(review_id, section)
        key, change = edits.row_added(self._db, subject, (section, part), position, key)
        self._commit([change], self._step(_("Line added")))
        return key

    @on_thread
    def remove_row(self, review_id: str, section: str, part: str, key: str) -> Committed:
        """Take a line and all its answers out of a table."""
        subject = self._subject(review_id, section)
        changes = edits.row_removed(self._db, self._fields, subject, (section, part, key))
        return self._commit(changes, self._step(_("Line removed")))

    @on_thread
    def move_row(self, review_id: str, section: str, part: str, key: str, position: int) -> Committed:
        """Put a line of a table at another position, counted from 0."""
        subject = self._subject(review_id, section)
        changes = edits.row_moved(self._db, subject, (section, part, key), position)
        return self._commit(changes, self._step(_("Line moved")))

    @on_thread
    def explain(self, review_id: str, finding: Finding, text: str) -> Committed:
        """Answer an "explain"; a blank text takes the explanation away."""
        subject = self._subject(review_id, finding.address.section)
        changes = edits.explained(self._db, subject, finding, text)
        return self._commit(changes, self._step(_("Explanation")))

    @on_thread
    def look_at(self, review_id: str, section: str) -> bool:
        """Keep that a section was opened; says whether that is new."""
        seen = self.looked_at(review_id)
        if section in seen:
            return False
        with self.writing() as db:
            write_looked_at(db, review_id, seen | {section})
        return True

    @on_thread
    def set_path(self, review_id: str, path: ReviewPath, reason: str | None = None) -> Committed:
        """Take the light or the full path; what was answered stays.

        ``reason``: why, in the same step, where the pack has a question for it; None leaves what stands.
        """
        changes = edits.path_chosen(self.head(review_id), path)
        report = self.framework.report
        if reason is not None and report and report.path_reason:
            at, given = parse_address(report.path_reason), normalise_text(reason).strip()
            subject = self._subject(review_id, at.section)
            changes += edits.answer_changes(self._db, subject, at, Answer(given) if given else None)
        words = _("Full review") if path is ReviewPath.FULL else _("Light review")
        return self._commit(changes, self._step(words))

    @on_thread
    def assign(self, review_id: str, wanted: Mapping[str, Assignment | None]) -> Committed:
        """Give sections (by id) other owners and due dates, as one step; None takes both away.

        Raises:
            ReceivedReviewError: the review came in as a file.
            SignedReviewError: it is signed.
        """
        changes = edits.assigned(self._db, self.framework, self.head(review_id), wanted)
        return self._commit(changes, self._step(_("Owner and due date")))

    @on_thread
    def sign_off(self, review_id: str, name: str, day: date) -> Committed:
        """Sign the next revision of a review; no answer and no digest changes.

        Raises:
            NotReadyError: findings are open.
        """
        head = self.head(review_id)
        if open_findings := sum(f.is_open for f in self.findings(review_id)):
            raise NotReadyError(open_findings)
        label = _("Revision {n} signed").format(n=head.revision + 1)
        return self._commit(edits.signed(head, name, day), self._step(label, StepKind.RECORD))

    @on_thread
    def reopen(self, review_id: str) -> Committed:
        """Begin the next revision of a signed review: a draft again, every answer as it was signed.

        Raises:
            ReceivedReviewError: it came in as a file.
        """
        changes = edits.reopened(head := self.head(review_id))
        step = self._step(_("Revision {n} begun").format(n=head.revision + 1), StepKind.RECORD)
        with self.writing() as db:
            return log.commit(db, self._fields, changes, step)

    @on_thread
    def undo(self, review_id: str) -> Committed | None:
        """Take the last edit of a review or its organisation year back; None when there is none.

        Raises:
            SignedReviewError: the review is signed.
        """
        return self._take_back(review_id, log.step_to_undo, StepKind.UNDO)

    @on_thread
    def redo(self, review_id: str) -> Committed | None:
        """Make the edit that was last undone again; None when there is none.

        Raises:
            SignedReviewError: the review is signed.
        """
        return self._take_back(review_id, log.step_to_redo, StepKind.REDO)

    def _take_back(
        self, review_id: str, find: Callable[[Database, Sequence[str]], int | None], kind: StepKind
    ) -> Committed | None:
        head = self.head(review_id)
        edits.require_open(head)
        number = find(self._db, reviews.subjects_of(head))
        if number is None:
            return None
        step = self._step(log.read_label(self._db, number), kind, number)
        return self._commit(log.changes_back(self._db, number), step)

    # files

    def import_files(  # noqa: PLR0913 - what, then how, by name
        self,
        paths: Sequence[Path],
        *,
        read_many: ReadMany,
        tick: Callable[[int, int, str], None] = lambda done, of, text: None,
        cancelled: Callable[[], bool] = lambda: False,
        accepted: Collection[Path] = (),
        looks: bool = False,
    ) -> tuple[ImportOutcome, ...]:
        """Take files in, each whole in one transaction or not at all, after one backup.

        Reading happens on the calling thread (a job's, not the window's), so that edits go on meanwhile.
        ``accepted``: files whose question was answered with yes. Cancelled between two files, it gives
        the outcomes so far. A repeat changes nothing. ``looks``: hand-outs that come back are not taken in
        but told (``ImportOutcome.coming``), to be looked through.

        Raises:
            WorkspaceError: disk full, read-only, gone: the files before are in.
        """
        from bvreview.review.exchange.copies import tell_copy

        if paths:
            self.back_up(Reason.IMPORT)
        outcomes: list[ImportOutcome] = []
        framework = self.asking_framework()
        for path, data, reading in read_many(framework, paths, cancelled):
            if cancelled():
                break
            if isinstance(reading, FileReading) and (said := self.said_before(reading)):
                answers = {str(path): {**reading.given, **said}}
                ((_path, data, reading),) = read_many(framework, [path], answers=answers)
            outcome = self._outcome_of(reading, data, (path in accepted, looks))
            outcomes.append(tell_copy(outcome, outcomes, is_alone=len(paths) == 1))
            tick(len(outcomes), len(paths), path.name)
        return tuple(outcomes)

    def _outcome_of(
        self, reading: FileReading | FileRefusal | PackReading, data: bytes, how: tuple[bool, bool]
    ) -> ImportOutcome:
        if isinstance(reading, FileReading | FileRefusal):
            return self._take(reading, data, how)
        return self.take_pack(reading.pack, reading.file, reading.file_digest)

    @on_thread
    def _take(self, reading: FileReading | FileRefusal, data: bytes, how: tuple[bool, bool]) -> ImportOutcome:
        """``how``: whether it is taken as it was read, and whether what comes back is looked through."""
        from bvreview.store.submissions import take

        sender = Sender(str(self.person), utc_now(), *how)
        with self.writing() as db:
            outcome = take(db, self._fields, reading, data, sender)
            refused.keep_outcome(db, outcome, sender)
            return outcome

    @on_thread
    def forget_not_taken(self) -> None:
        """Empty the list of files that were not taken."""
        with self.writing() as db:
            refused.forget(db)

    @on_thread
    def keep_peer_lists(self, lists: Sequence[PeerList]) -> None:
        """Keep these lists of organisations to compare with, in place of those that were there."""
        from bvreview.store.peer_lists import write_peer_lists

        with self.writing() as db:
            write_peer_lists(db, tuple(lists))
