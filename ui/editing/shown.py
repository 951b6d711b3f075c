"""One open review as it is shown: its answers, what the rules say of them, and how far each section is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct, structs
from PySide6.QtCore import QObject, Signal

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import service_name
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.evidence import Evidence
from bvreview.review.exchange.suggestions import Suggestion, suggestions
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.progress import SectionProgress
from bvreview.workspace import Workspace
from ui.editing.judging import Judge, Judgement, judge


class Opened(Struct, frozen=True):
    """A review as read: ``looked_at``, its sections; ``sharing``, those with the same organisation year."""

    review: Review
    looked_at: frozenset[str]
    sharing: tuple[ReviewHead, ...]
    judgement: Judgement


def read_review(workspace: Workspace, framework: Framework, review_id: str) -> Opened:
    """Read a review and let the rules look at it; the window's thread has no part in it.

    Raises:
        UnknownReviewError: there is none of that id.
    """
    review = workspace.review(review_id)
    sharing = () if review.head.status is Status.RECEIVED else tuple(workspace.sharing(review_id))
    return Opened(review, workspace.looked_at(review_id), sharing, judge(framework, review))


class EvidenceWay(Enum):
    """What is wanted of evidence at an answer: one more that is listed, a new one, to see one."""

    CHOOSE = "choose"
    ADD = "add"
    OPEN = "open"


class ShownReview(QObject):
    """The review that the pages read; its findings follow from another thread.

    ``wants_evidence``: at an answer, in a way, a piece of it by its id.
    """

    edited = Signal()
    judged = Signal()
    focused = Signal(object)
    progressed = Signal()
    explains = Signal(object)
    shows_evidence = Signal(object)
    wants_evidence = Signal(object, object, str)

    def __init__(self, workspace: Workspace, framework: Framework, opened: Opened) -> None:
        super().__init__()
        self.framework = framework
        self.workspace = workspace
        self._judge = Judge()
        self._judge.due.connect(self.judge)
        self._judge.judged.connect(self._take)
        self._looked_at = opened.looked_at
        self.progress: tuple[SectionProgress, ...] = ()
        self._show(opened.review)
        self.others = self._named(opened.sharing)
        self._take(opened.judgement)

    @property
    def id(self) -> str:
        """The review's id."""
        return self.review.head.id

    def _named(self, sharing: Iterable[ReviewHead]) -> tuple[str, ...]:
        """The services of the other reviews that share the organisation year, by name."""
        others = (head.service for head in sharing if head.id != self.id)
        return tuple(sorted(service_name(self.framework, service) for service in others))

    @property
    def service_name(self) -> str:
        """The name of the service that is reviewed."""
        return service_name(self.framework, self.review.head.service)

    @property
    def is_read_only(self) -> bool:
        """Whether the review is only read here: it came in as a file, or is signed."""
        return self.review.head.status in (Status.RECEIVED, Status.SUBMITTED)

    @property
    def is_judged(self) -> bool:
        """Whether the findings are those of what is shown."""
        return self._judge.is_idle

    def cell(self, address: Address) -> Cell | None:
        """What was entered at an address."""
        return self.review.cells.get(address)

    def finding_at(self, address: Address) -> Finding | None:
        """The gravest finding of a cell; an unanswered question is no fault to be marked yet."""
        return self._marks.get(address)

    def evidence_at(self, address: Address) -> list[Evidence]:
        """What supports an answer, in the order in which it was linked."""
        numbers, listed = self.review.links.get(address, ()), self.review.evidence
        return [listed[number] for number in numbers if number in listed]

    def suggestions(self, finding: Finding) -> tuple[Suggestion, ...]:
        """The values that would put a finding right at one press."""
        return () if self.is_read_only else suggestions(self.answers, finding)

    def look_at(self, section: str) -> None:
        """A section was opened: keep that, where the review is written here."""
        if section in self._looked_at or self.is_read_only:
            return
        self._looked_at |= {section}
        self.workspace.later(self.workspace.look_at, self.id, section)  # of no weight: not tried again
        self._follow_progress(self.progress)

    def close(self) -> None:
        """End the thread of the rules."""
        self._judge.close()

    def _at(self, address: Address) -> Answer | None:
        cell = self.review.cells.get(address)
        return cell.answer if cell else None

    def _show(self, review: Review) -> None:
        self.review = review
        self.answers = Answers(self.framework, review)
        self.edited.emit()

    def judge(self) -> None:
        """Let the rules look at the review as it is now; ``judged`` says when they have."""
        self._judge.look(self.framework, self.review)

    def _take(self, judgement: Judgement) -> None:
        self.findings, self._marks = judgement.findings, judgement.marks
        self._follow_progress(judgement.progress)
        self.judged.emit()

    def _follow_progress(self, progress: Iterable[SectionProgress]) -> None:
        """The rules do not know what was opened, so that is added to what they say."""
        self.progress = tuple(structs.replace(s, looked_at=s.section in self._looked_at) for s in progress)
        self.progressed.emit()
