"""What can be asked of an open workspace: reviews, findings, history, files, benchmark sets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.framework.organisations import Organisation
from bvreview.resources import sample_path
from bvreview.review.answers import Answers
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.owing import Owed, owed_in
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import SectionProgress, section_progress
from bvreview.review.rules import find_all
from bvreview.settings import Person
from bvreview.store import heads, log, received, refused, reviews
from bvreview.store.assignments import read_owners
from bvreview.store.edits import is_open, title_of
from bvreview.store.fields import Fields
from bvreview.store.looked_at import read_looked_at
from bvreview.store.received import Submission
from bvreview.store.refused import NotTaken
from bvreview.store.reviews import SearchHit
from bvreview.store.summaries import ReviewSummary, summarise
from bvreview.store.thread import on_thread
from bvreview.workspace.shared import SharedWorkspace

if TYPE_CHECKING:  # comparison is loaded when something is compared, what came in when it is told
    from bvreview.review.compared.benchmarks import BenchmarkSet
    from bvreview.review.compared.peers import PeerList
    from bvreview.review.compared.scope import CompareScope
    from bvreview.review.exchange.import_report import ImportReport
    from bvreview.review.exchange.submission import FileReading


class ReadableWorkspace(SharedWorkspace):
    """An open workspace as it is read; ``Workspace`` adds what changes it."""

    def __init__(self, path: Path, person: Person, framework: Framework) -> None:
        """Only ``open`` calls this."""
        super().__init__(path)
        self.person = person
        self.framework = framework
        self._fields = Fields(framework)
        self._findings: dict[str, tuple[int, tuple[Finding, ...]]] = {}

    @on_thread
    def reviews(self) -> tuple[ReviewSummary, ...]:
        """Every review, newest period first."""
        times = log.last_changes(self._db)
        return tuple(
            summarise(
                self.framework,
                head,
                [times.get(subject, (0, "")) for subject in reviews.subjects_of(head)],
                self.findings(head.id),
                () if head.status is Status.RECEIVED else self.progress(head.id),
            )
            for head in heads.read_heads(self._db)
        )

    @on_thread
    def heads(self) -> tuple[ReviewHead, ...]:
        """What each review is about, newest period first, without its answers."""
        return heads.read_heads(self._db)

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
        answers = Answers(self.framework, self.review(review_id))
        return section_progress(answers, self.findings(review_id), self.looked_at(review_id))

    @on_thread
    def owed(self) -> tuple[Owed, ...]:
        """The sections of every review that is being written here, with their owners and due dates.

        A section that the reviews of an organisation year share comes once.
        """
        known: set[tuple[str, str]] = set()
        found: list[Owed] = []
        for head in filter(is_open, heads.read_heads(self._db)):
            assignments = self.review(head.id).assignments
            year = f"{organisation_name(self.framework, head.organisation)}, {head.period.label}"
            about = title_of(self.framework, head), year
            for owed in owed_in(self.framework, head, about, self.progress(head.id), assignments):
                place = head.organisation_year if owed.shared else head.id, owed.standing.section
                found += [owed] if place not in known else []
                known.add(place)
        return tuple(found)

    @on_thread
    def owners(self) -> tuple[str, ...]:
        """Every name that owns a section, by name."""
        return read_owners(self._db)

    @on_thread
    def looked_at(self, review_id: str) -> frozenset[str]:
        """The sections of a review that were opened, by anybody."""
        return read_looked_at(self._db, review_id)

    @on_thread
    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Cells whose words, notes or sources hold every word of ``text``; the last may be unfinished."""
        shown: dict[str, tuple[str, ...]] = {}
        for head in heads.read_heads(self._db):
            for subject in reviews.subjects_of(head):
                shown[subject] = (*shown.get(subject, ()), head.id)
        found = reviews.search_words(self._db, self._fields, text, limit)
        return tuple(
            SearchHit(s, shown.get(s, ()), at, words, reviews.row_words(self._db, self._fields, s, at))
            for s, at, words in found
        )

    @on_thread
    def submissions(self) -> tuple[Submission, ...]:
        """Every file that was taken in, in the order they came, without its bytes."""
        return received.read_submissions(self._db)

    @on_thread
    def said_before(self, reading: FileReading) -> dict[str, str]:
        """What was answered before of the shape of this organisation's form, to questions open again."""
        return received.remembered_answers(self._db, reading)

    @on_thread
    def submission_file(self, digest: str) -> bytes | None:
        """The bytes of a file as it was received, or is kept with evidence."""
        return received.read_file(self._db, digest)

    @on_thread
    def import_report(self, review_id: str) -> ImportReport | None:
        """What is told of the file that came last for a review; None where none did."""
        from bvreview.review.exchange.import_report import ImportReport

        files = received.read_submissions(self._db, "where review = ?", review_id)
        if not files:
            return None
        last = files[-1]
        about = (last.name, last.file_digest, last.received, last.received_by, last.verdict)
        more = (self.findings(review_id), last.asked, last.attached)
        return ImportReport(self.head(review_id), *about, *more)

    @on_thread
    def not_taken(self) -> tuple[NotTaken, ...]:
        """The files that were not taken and have not come in since, by name."""
        return refused.read_not_taken(self._db)

    @on_thread
    def peer_lists(self) -> tuple[PeerList, ...]:
        """The lists of organisations that somebody made to compare with, by name."""
        from bvreview.store.peer_lists import read_peer_lists

        return read_peer_lists(self._db)

    @on_thread
    def benchmark_sets(self) -> tuple[BenchmarkSet, ...]:
        """Every benchmark set, by title."""
        from bvreview.store import benchmarks

        return benchmarks.read_sets(self._db)

    def at_hand(
        self, about: Iterable[ReviewHead | CompareScope] = ()
    ) -> tuple[list[Review], tuple[BenchmarkSet, ...]]:
        """What can be compared: reviews, and the benchmark sets.

        The figures of benchmark packs that came in stand first, then published tables that came in, then
        those that ship, where none of the topic came in.

        ``about``: only reviews of these services and years; all of them without. One is read after the
        other, so that edits go on in between.
        """
        about = tuple(about)
        wanted = {(one.service, one.period) for one in about}
        kept = [
            self.review(head.id)
            for head in self.heads()
            if not wanted or (head.service, head.period) in wanted
        ]
        sets = self.benchmark_sets()
        return kept, (*self.beside(about), *sets, *self.shipped_tables(sets))

    def shipped_tables(self, sets: Iterable[BenchmarkSet]) -> tuple[BenchmarkSet, ...]:
        """The published tables that ship, of the topics that are not among ``sets``."""
        from bvreview.analysis.published import read_published

        there = {s.topic.id for s in sets}
        shipped = read_published(self.framework, sample_path("published"))
        return tuple(s for s in shipped if s.topic.id not in there)

    def beside(self, about: Iterable[ReviewHead | CompareScope]) -> tuple[BenchmarkSet, ...]:
        """What stands beside the reviews before any published table; ``CollatedWorkspace`` has some."""
        return ()

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
