"""The state door: everything kept, read and changed through one thread that owns the workspace file.

Each public method waits for its turn on that thread and returns when the work is done; after a change
it is on the disk. The window, which never waits, passes methods to ``later``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bvreview.framework.descriptors import Framework, Organisation
from bvreview.framework.descriptors import Path as ReviewPath
from bvreview.i18n import _
from bvreview.resources import sample_path
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import Change
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import SectionProgress, section_progress
from bvreview.review.rules import find_all
from bvreview.review.submission import FileReading, FileRefusal, ImportOutcome
from bvreview.settings import Person
from bvreview.store import backup, edits, heads, integrity, log, received, reviews
from bvreview.store.backup import Reason
from bvreview.store.engine import utc_now
from bvreview.store.errors import NotReadyError
from bvreview.store.fields import Fields
from bvreview.store.file import WorkspaceFile
from bvreview.store.integrity import IntegrityReport
from bvreview.store.library import Database
from bvreview.store.log import Committed, HistoryEntry, Step, StepKind
from bvreview.store.received import Submission
from bvreview.store.reviews import SearchHit
from bvreview.store.submissions import Sender, take
from bvreview.store.summaries import ReviewSummary, summarise
from bvreview.store.thread import on_thread

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.benchmarks import BenchmarkSet

Reading = tuple[Path, bytes, FileReading | FileRefusal]
ReadMany = Callable[[Framework, Sequence[Path], Callable[[], bool]], Iterator[Reading]]


def verify_workspace(path: Path) -> IntegrityReport:
    """Check the workspace at ``path`` from end to end; it is not changed.

    Raises:
        WorkspaceError: it is missing, open elsewhere, not a workspace or newer.
    """
    return integrity.verify(path)


def salvage_workspace(path: Path, target: Path, *, person: Person, framework: Framework) -> tuple[str, ...]:
    """Save what can be read of a damaged workspace to a new one; says what is missing, a sentence each.

    Raises:
        WorkspaceError: ``path`` is missing or open, nothing in it can be read, or something is at
            ``target``.
    """
    from bvreview.store.salvage import salvage

    step = Step(_("Saved from a damaged file"), str(person), utc_now(), StepKind.RECORD)
    return salvage(path, target, framework, step)


def copy_workspace(path: Path, target: Path) -> None:
    """Copy a workspace that cannot be changed where it is, unfinished changes included, to a new file.

    Raises:
        WorkspaceError: ``path`` is missing, something is at ``target``, or it cannot be written.
    """
    backup.copy_bytes(path, target)


class Workspace(WorkspaceFile):
    """An open workspace: short use cases over the store. Make it with ``Workspace.open``.

    ``person``: who every change is signed with; may be set. ``last_saved``: when the last change of this
    start was on the disk (ISO, UTC), "" before the first.
    """

    def __init__(self, path: Path, person: Person, framework: Framework) -> None:
        """Only ``open`` calls this."""
        super().__init__(path)
        self.person = person
        self.framework = framework
        self._fields = Fields(framework)
        self._findings: dict[str, tuple[int, tuple[Finding, ...]]] = {}

    @classmethod
    def open(cls, path: Path, *, person: Person, framework: Framework, create: bool = True) -> Workspace:
        """Open the workspace at ``path`` for this start alone; a missing one is made when ``create``.

        Raises:
            WorkspaceError: missing, locked, not a workspace, newer, damaged, read-only or disk full.
        """
        workspace = cls(path.absolute(), person, framework)
        workspace.connect(create=create)
        return workspace

    # reading

    @on_thread
    def reviews(self) -> tuple[ReviewSummary, ...]:
        """Every review, newest period first."""
        times = log.last_changes(self._db)
        return tuple(
            summarise(
                self.framework,
                head,
                max(times.get(subject, "") for subject in reviews.subjects_of(head)),
                self.findings(head.id),
            )
            for head in heads.read_heads(self._db)
        )

    @on_thread
    def head(self, review_id: str) -> ReviewHead:
        """What a review is about.

        Raises:
            UnknownReviewError: there is none of that id.
        """
        return heads.read_head(self._db, review_id)

    @on_thread
    def review(self, review_id: str) -> Review:
        """Everything of one review; for one written here, its organisation year's cells too.

        Raises:
            UnknownReviewError: there is none of that id.
        """
        return reviews.read_review(self._db, self._fields, review_id)

    @on_thread
    def findings(self, review_id: str) -> tuple[Finding, ...]:
        """What the rules say of a review, in screen order; remembered until something in it changes."""
        head = self.head(review_id)
        step = log.last_step(self._db, reviews.subjects_of(head))
        known = self._findings.get(review_id)
        if not known or known[0] != step:
            known = self._findings[review_id] = (step, self._find(head))
        return known[1]

    def _find(self, head: ReviewHead) -> tuple[Finding, ...]:
        """As found when it was received, so with sheet and cell; by the rules for one written here."""
        if head.status is not Status.RECEIVED:
            return find_all(self.framework, self.review(head.id))
        return received.read_findings(self._db, head)

    @on_thread
    def progress(self, review_id: str) -> tuple[SectionProgress, ...]:
        """How far each section of a review has come."""
        return section_progress(Answers(self.framework, self.review(review_id)), self.findings(review_id))

    @on_thread
    def history(
        self, review_id: str, address: Address | None = None, limit: int = 200
    ) -> tuple[HistoryEntry, ...]:
        """The changes of a review, at one address or all, last first."""
        subjects = reviews.subjects_of(self.head(review_id))
        return log.read_history(self._db, subjects, address, limit)

    @on_thread
    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Cells whose words, notes or sources hold every word of ``text``; the last may be unfinished."""
        shown: dict[str, tuple[str, ...]] = {}
        for head in heads.read_heads(self._db):
            for subject in reviews.subjects_of(head):
                shown[subject] = (*shown.get(subject, ()), head.id)
        found = reviews.search_words(self._db, self._fields, text, limit)
        return tuple(SearchHit(s, shown.get(s, ()), address, words) for s, address, words in found)

    @on_thread
    def submissions(self) -> tuple[Submission, ...]:
        """Every file that was taken in, in the order they came, without its bytes."""
        return received.read_submissions(self._db)

    @on_thread
    def submission_file(self, digest: str) -> bytes | None:
        """The bytes of a file as it was received."""
        return received.read_file(self._db, digest)

    @on_thread
    def benchmark_sets(self) -> tuple[BenchmarkSet, ...]:
        """Every benchmark set, by title."""
        from bvreview.store import benchmarks

        return benchmarks.read_sets(self._db)

    @on_thread
    def at_hand(self) -> tuple[list[Review], tuple[BenchmarkSet, ...]]:
        """What can be compared: every review, and the benchmark sets (those that ship where none came in)."""
        from bvreview.analysis.published import read_published

        kept = [self.review(head.id) for head in heads.read_heads(self._db)]
        return kept, self.benchmark_sets() or read_published(self.framework, sample_path("published"))

    @on_thread
    def missing(self, service: str, period: FinancialYear, region: str = "") -> tuple[Organisation, ...]:
        """The organisations that report for the year, of one region or all, and have sent nothing."""
        there = {
            head.organisation
            for head in heads.read_heads(self._db)
            if (head.service, head.period) == (service, period) and head.status is Status.RECEIVED
        }
        asked = self.framework.organisations_in(period.id, region)
        return tuple(organisation for organisation in asked if organisation.id not in there)

    # writing

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
    def apply(self, changes: Sequence[Change], label: str = "") -> Committed:
        """Make changes as one step that can be undone; they are on the disk when this returns.

        A change of an organisation year makes drafts of the signed reviews that share it
        (``Committed.withdrawn``).

        Raises:
            ChangedMeanwhileError: something else stands where a change was to be made; nothing is written.
            ReceivedReviewError: a subject came in as a file.
            SignedReviewError: a subject is a signed review; ``reopen`` it first.
        """
        return self._commit(changes, self._step(label))

    def _commit(self, changes: Sequence[Change], step: Step) -> Committed:
        for subject in {c.subject for c in changes}:
            if head := heads.find_head(self._db, subject):
                edits.require_open(head)
        with self.writing() as db:
            return log.commit(db, self._fields, changes, step)

    def _step(self, label: str, kind: StepKind = StepKind.EDIT, undoes: int | None = None) -> Step:
        return Step(label, str(self.person), utc_now(), kind, undoes)

    def _subject(self, review_id: str, section: str) -> str:
        return edits.subject_in(self.framework, self.head(review_id), section)

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
    def set_path(self, review_id: str, path: ReviewPath) -> Committed:
        """Take the light or the full path; what was answered stays."""
        changes = edits.path_chosen(self.head(review_id), path)
        return self._commit(changes, self._step(_("Path")))

    @on_thread
    def sign_off(self, review_id: str, name: str, day: date) -> Committed:
        """Sign the next revision of a review; no answer and no digest changes.

        Raises:
            NotReadyError: findings are open.
        """
        head = self.head(review_id)
        if open_findings := sum(f.is_open for f in self.findings(review_id)):
            raise NotReadyError(open_findings)
        return self._commit(edits.signed(head, name, day), self._step(_("Signed off"), StepKind.RECORD))

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
    def can_undo(self, review_id: str) -> bool:
        """Whether there is an edit to take back, and the review may be changed."""
        head = self.head(review_id)
        return edits.is_open(head) and log.step_to_undo(self._db, reviews.subjects_of(head)) is not None

    @on_thread
    def can_redo(self, review_id: str) -> bool:
        """Whether there is an undone edit to make again, and the review may be changed."""
        head = self.head(review_id)
        return edits.is_open(head) and log.step_to_redo(self._db, reviews.subjects_of(head)) is not None

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
        number = find(self._db, reviews.subjects_of(head))
        if number is None:
            return None
        edits.require_open(head)
        step = self._step(log.read_label(self._db, number), kind, number)
        return self._commit(log.changes_back(self._db, number), step)

    # files and benchmark sets

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        read_many: ReadMany,
        tick: Callable[[int, int, str], None] = lambda done, of, text: None,
        cancelled: Callable[[], bool] = lambda: False,
        accepted: Collection[Path] = (),
    ) -> tuple[ImportOutcome, ...]:
        """Take files in, each whole in one transaction or not at all, after one backup.

        Reading happens on the calling thread (a job's, not the window's), so that edits go on meanwhile.
        ``accepted``: files whose question was answered with yes. Cancelled between two files, it gives
        the outcomes so far. A repeat changes nothing.

        Raises:
            WorkspaceError: disk full, read-only, gone: the files before are in.
        """
        if paths:
            self.back_up(Reason.IMPORT)
        outcomes: list[ImportOutcome] = []
        for path, data, reading in read_many(self.framework, paths, cancelled):
            if cancelled():
                break
            outcomes.append(self._take(reading, data, path in accepted))
            tick(len(outcomes), len(paths), path.name)
        return tuple(outcomes)

    @on_thread
    def _take(self, reading: FileReading | FileRefusal, data: bytes, accepted: bool) -> ImportOutcome:
        sender = Sender(str(self.person), utc_now(), accepted)
        with self.writing() as db:
            return take(db, self._fields, reading, data, sender)

    @on_thread
    def save_benchmark_set(self, benchmark_set: BenchmarkSet) -> bool:
        """Keep a benchmark set in place of the one of its id; says whether anything was new."""
        from bvreview.store import benchmarks

        step = self._step(_("Benchmark set saved"), StepKind.RECORD)
        with self.writing() as db:
            return benchmarks.save_set(db, benchmark_set, step)
