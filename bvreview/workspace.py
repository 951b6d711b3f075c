"""The state door: everything kept, read and changed through one thread that owns the workspace file.

Each public method waits for its turn on that thread and returns when the work is done; after a change
it is on the disk. The window, which never waits, passes methods to ``later``.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from bvreview.framework.descriptors import Framework
from bvreview.framework.descriptors import Path as ReviewPath
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import Change
from bvreview.review.findings import Finding, counts_by_level
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import SectionProgress, section_progress
from bvreview.review.rules import find_all
from bvreview.settings import Person
from bvreview.store import edits, engine, heads, log, reviews
from bvreview.store.engine import Place, utc_now
from bvreview.store.errors import ClosedError, NotReadyError, named_errors
from bvreview.store.fields import Fields
from bvreview.store.log import Committed, HistoryEntry, Step, StepKind
from bvreview.store.reviews import SearchHit

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """A review as a list shows it.

    ``counts``: findings that are open, by level ("stop", "explain"), and all notes ("note").
    ``changed``: time of the last change, its organisation year's included (ISO, UTC).
    """

    head: ReviewHead
    title: str
    organisation_name: str
    service_name: str
    changed: str
    counts: dict[str, int]

    @property
    def own(self) -> bool:
        """Whether it is written here, and not received."""
        return self.head.status is not Status.RECEIVED


def _on_thread(
    method: Callable[Concatenate[Workspace, P], R],
) -> Callable[Concatenate[Workspace, P], R]:
    """Run a method on the thread that owns the connection, at once when already there."""

    @functools.wraps(method)
    def hop(self: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._thread == threading.get_ident():
            with named_errors(self.path):
                return method(self, *args, **kwargs)
        return self.later(hop, self, *args, **kwargs).result()

    return hop


class Workspace:
    """An open workspace: short use cases over the store. Make it with ``Workspace.open``."""

    def __init__(self, path: Path, person: Person, framework: Framework) -> None:
        """Only ``open`` calls this."""
        self.path = path
        self.person = person
        self.framework = framework
        self.last_saved = ""
        self._fields = Fields(framework)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="workspace")
        self._thread = self._worker.submit(threading.get_ident).result()
        self._findings: dict[str, tuple[int, tuple[Finding, ...]]] = {}

    # opening and closing

    @classmethod
    def open(cls, path: Path, *, person: Person, framework: Framework, create: bool = True) -> Workspace:
        """Open the workspace at ``path`` for this start alone; a missing one is made when ``create``.

        Raises:
            WorkspaceError: missing, locked, not a workspace, newer, damaged, read-only or disk full.
        """
        workspace = cls(path.absolute(), person, framework)
        try:
            workspace._connect(create)
        except BaseException:
            workspace._worker.shutdown()
            raise
        return workspace

    @_on_thread
    def _connect(self, create: bool) -> None:
        self._db = engine.open_database(
            self.path, create=create, check=lambda db: (), copy_before_migration=lambda db, path: None
        )
        self._place = Place(self.path)

    def close(self) -> None:
        """Finish what was begun, note that all is well and give the file back. Closing twice is fine."""
        try:
            self._disconnect()
        except ClosedError:
            return
        finally:
            self._worker.shutdown()

    @_on_thread
    def _disconnect(self) -> None:
        engine.close_database(self._db, self.path)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def later(self, method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Call ``method`` on the workspace's own thread, after what was asked before.

        Raises:
            ClosedError: the workspace is closed.
        """
        try:
            return self._worker.submit(method, *args, **kwargs)
        except RuntimeError as error:
            raise ClosedError(self.path) from error

    # reading

    @_on_thread
    def reviews(self) -> tuple[ReviewSummary, ...]:
        """Every review, newest period first."""
        times = log.last_changes(self._db)
        return tuple(self._summary(head, times) for head in heads.read_heads(self._db))

    def _summary(self, head: ReviewHead, times: dict[str, str]) -> ReviewSummary:
        found = self.findings(head.id)
        return ReviewSummary(
            head,
            edits.title_of(self.framework, head),
            edits.organisation_name(self.framework, head),
            edits.service_name(self.framework, head),
            max(times.get(subject, "") for subject in reviews.subjects_of(head)),
            counts_by_level(f for f in found if f.is_open or f.level == "note"),
        )

    @_on_thread
    def head(self, review_id: str) -> ReviewHead:
        """What a review is about.

        Raises:
            UnknownReviewError: there is none of that id.
        """
        return heads.read_head(self._db, review_id)

    @_on_thread
    def review(self, review_id: str) -> Review:
        """Everything of one review; for one written here, its organisation year's cells too.

        Raises:
            UnknownReviewError: there is none of that id.
        """
        return reviews.read_review(self._db, self._fields, review_id)

    @_on_thread
    def findings(self, review_id: str) -> tuple[Finding, ...]:
        """What the rules say of a review, in screen order; remembered until something in it changes."""
        head = self.head(review_id)
        seq = log.last_seq(self._db, reviews.subjects_of(head))
        known = self._findings.get(review_id)
        if not known or known[0] != seq:
            known = (seq, find_all(self.framework, self.review(review_id)))
            self._findings[review_id] = known
        return known[1]

    @_on_thread
    def progress(self, review_id: str) -> tuple[SectionProgress, ...]:
        """How far each section of a review has come."""
        return section_progress(Answers(self.framework, self.review(review_id)), self.findings(review_id))

    @_on_thread
    def history(
        self, review_id: str, address: Address | None = None, limit: int = 200
    ) -> tuple[HistoryEntry, ...]:
        """The changes of a review, at one address or all, last first."""
        subjects = reviews.subjects_of(self.head(review_id))
        return log.read_history(self._db, subjects, address, limit)

    @_on_thread
    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Cells whose words, notes or sources hold every word of ``text``; the last may be unfinished."""
        shown: dict[str, tuple[str, ...]] = {}
        for head in heads.read_heads(self._db):
            for subject in reviews.subjects_of(head):
                shown[subject] = (*shown.get(subject, ()), head.id)
        found = reviews.search_words(self._db, text, limit)
        return tuple(SearchHit(s, shown.get(s, ()), address, words) for s, address, words in found)

    # writing

    @_on_thread
    def create_review(
        self, organisation: str, service: str, period: FinancialYear, path: ReviewPath
    ) -> ReviewHead:
        """Begin a review; its id, like ``cp-derbyshire-2009-10-x7k2``, never changes.

        Raises:
            DuplicateReviewError: the same review is being written already.
        """
        head = edits.new_head(self._db, self.framework, (organisation, service, period), path)
        with self._db.atomic():
            heads.write_head(self._db, head)
            log.append(self._db, [edits.begun(head)], self._step(_("Review begun"), StepKind.RECORD))
        self.last_saved = utc_now()
        return head

    @_on_thread
    def apply(self, changes: Sequence[Change], label: str) -> Committed:
        """Make changes as one step that can be undone; they are on the disk when this returns.

        A change of a received review is refused. A signed review becomes a draft again.

        Raises:
            ChangedMeanwhileError: something else stands where a change was to be made; nothing is written.
            ReceivedReviewError: a subject came in as a file.
        """
        return self._commit(changes, self._step(label))

    def _commit(self, changes: Sequence[Change], step: Step) -> Committed:
        self._place.check()
        for subject in {c.subject for c in changes}:
            head = heads.find_head(self._db, subject)
            if head:
                edits.subject_in(self.framework, head, "")
        done = log.commit(self._db, self._fields, changes, step)
        self.last_saved = done.time
        return done

    def _step(self, label: str, kind: StepKind = StepKind.EDIT, undoes: int | None = None) -> Step:
        return Step(label, str(self.person), utc_now(), kind, undoes)

    def _subject(self, review_id: str, section: str) -> str:
        return edits.subject_in(self.framework, self.head(review_id), section)

    @_on_thread
    def answer(self, review_id: str, address: Address, answer: Answer | None) -> Committed:
        """Put an answer, or None for a blank, in a cell of a review or its organisation year."""
        subject = self._subject(review_id, address.section)
        changes = edits.answer_changes(self._db, subject, address, answer)
        return self._commit(changes, self._step(self._fields.field(address).label))

    @_on_thread
    def add_row(
        self, review_id: str, section: str, part: str, position: int | None = None, key: str | None = None
    ) -> str:
        """Add a line to a table, at the end or at ``position``; returns its key."""
        subject = self._subject(review_id, section)
        key, change = edits.row_added(self._db, subject, (section, part), position, key)
        self._commit([change], self._step(_("Line added")))
        return key

    @_on_thread
    def remove_row(self, review_id: str, section: str, part: str, key: str) -> Committed:
        """Take a line and all its answers out of a table."""
        subject = self._subject(review_id, section)
        changes = edits.row_removed(self._db, self._fields, subject, (section, part, key))
        return self._commit(changes, self._step(_("Line removed")))

    @_on_thread
    def move_row(self, review_id: str, section: str, part: str, key: str, position: int) -> Committed:
        """Put a line of a table at another position, counted from 0."""
        subject = self._subject(review_id, section)
        changes = edits.row_moved(self._db, subject, (section, part, key), position)
        return self._commit(changes, self._step(_("Line moved")))

    @_on_thread
    def explain(self, review_id: str, finding: Finding, text: str) -> Committed:
        """Answer an "explain"; a blank text takes the explanation away."""
        subject = self._subject(review_id, finding.address.section)
        changes = edits.explained(self._db, subject, finding, text)
        return self._commit(changes, self._step(_("Explanation")))

    @_on_thread
    def set_path(self, review_id: str, path: ReviewPath) -> Committed:
        """Take the light or the full path; what was answered stays."""
        changes = edits.path_chosen(self.head(review_id), path)
        return self._commit(changes, self._step(_("Path")))

    @_on_thread
    def sign_off(self, review_id: str, name: str, day: date) -> Committed:
        """Sign the next revision of a review; no answer and no digest changes.

        Raises:
            NotReadyError: findings are open.
        """
        head = self.head(review_id)
        if open_findings := sum(f.is_open for f in self.findings(review_id)):
            raise NotReadyError(open_findings)
        return self._commit(edits.signed(head, name, day), self._step(_("Signed off"), StepKind.RECORD))

    @_on_thread
    def can_undo(self, review_id: str) -> bool:
        """Whether there is an edit to take back."""
        return log.step_to_undo(self._db, reviews.subjects_of(self.head(review_id))) is not None

    @_on_thread
    def can_redo(self, review_id: str) -> bool:
        """Whether there is an undone edit to make again."""
        return log.step_to_redo(self._db, reviews.subjects_of(self.head(review_id))) is not None

    @_on_thread
    def undo(self, review_id: str) -> Committed | None:
        """Take the last edit of a review or its organisation year back; None when there is none."""
        number = log.step_to_undo(self._db, reviews.subjects_of(self.head(review_id)))
        return self._take_back(number, StepKind.UNDO)

    @_on_thread
    def redo(self, review_id: str) -> Committed | None:
        """Make the edit that was last undone again; None when there is none."""
        number = log.step_to_redo(self._db, reviews.subjects_of(self.head(review_id)))
        return self._take_back(number, StepKind.REDO)

    def _take_back(self, number: int | None, kind: StepKind) -> Committed | None:
        if number is None:
            return None
        step = self._step(log.read_label(self._db, number), kind, number)
        return self._commit(log.changes_back(self._db, number), step)
