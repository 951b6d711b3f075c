"""The rules look at a review in a thread of their own when the hand rests; the newest look is what counts."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from bvreview.framework.descriptors import Framework
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.findings import Finding
from bvreview.review.model import Review
from bvreview.review.progress import SectionProgress, section_progress
from bvreview.review.rules import find_all
from ui.editing.pause import Pause
from ui.landing import address_of

REST: Final = 90
"""Milliseconds after the last key: the rules look when the hand rests, and take no time from it."""
LONGEST_UNJUDGED: Final = 600


class Judgement(Struct, frozen=True):
    """What the rules say of a review; ``marks``: the gravest finding of each cell."""

    findings: tuple[Finding, ...]
    progress: tuple[SectionProgress, ...]
    marks: dict[Address, Finding]


def judge(framework: Framework, review: Review) -> Judgement:
    """Look at a review here and now."""
    findings = find_all(framework, review)
    return Judgement(findings, section_progress(Answers(framework, review), findings), _marked(findings))


def _marked(findings: Iterable[Finding]) -> dict[Address, Finding]:
    """An unanswered question is no fault to be marked yet; an open finding goes before one that is not."""
    marked: dict[Address, Finding] = {}
    for finding in findings:
        if not finding.is_unanswered:
            marked.setdefault(finding.address, finding)
            if finding.is_open and not marked[finding.address].is_open:
                marked[finding.address] = finding
    return marked


class Judge(QObject):
    """``due`` says that the hand rests, ``judged`` what the rules say."""

    due = Signal()
    judged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="rules")
        self._latest: Future[Judgement] | None = None
        self._rest = Pause(self, after_last=REST, at_most=LONGEST_UNJUDGED)
        self._rest.due.connect(self.due)
        self._ended = address_of(self._take)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is looked at, or waits for the hand to rest."""
        return self._latest is None and not self._rest.is_waiting

    def wait(self) -> None:
        """Something was changed: look once the hand rests."""
        self._rest.key()

    def wait_longer(self) -> None:
        """A key was pressed that changes nothing yet."""
        if self._rest.is_waiting:
            self._rest.key()

    def look(self, framework: Framework, review: Review) -> None:
        """Look at a review as it is now; what was looked at before does not count any more."""
        self._rest.stop()
        self._latest = self._pool.submit(judge, framework, review)
        self._latest.add_done_callback(self._ended)

    def close(self) -> None:
        """Look no more."""
        self._rest.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take(self, ended: Future[Judgement]) -> None:
        if ended is self._latest and not ended.cancelled():  # it is when the review is left meanwhile
            self._latest = None
            self.judged.emit(ended.result())
