"""A review as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name, service_name
from bvreview.review.findings import Finding, counts_by_level
from bvreview.review.model import ReviewHead, Status
from bvreview.review.progress import SectionProgress
from bvreview.store.edits import title_of


class ReviewSummary(Struct, frozen=True):
    """A review as a list shows it.

    ``counts``: findings that are open, by level ("stop", "explain"), and all notes ("note").
    ``changed``: time of the last change, its organisation year's included (ISO, UTC); ``is_shared_change``:
    whether that was in the organisation year.
    ``progress``: the standing of each section; empty for one that came in as a file.
    """

    head: ReviewHead
    title: str
    organisation_name: str
    service_name: str
    changed: str
    counts: dict[str, int]
    progress: tuple[SectionProgress, ...] = ()
    is_shared_change: bool = False

    @property
    def own(self) -> bool:
        """Whether it is written here, and not received."""
        return self.head.status is not Status.RECEIVED


def summarise(
    framework: Framework,
    head: ReviewHead,
    changed: Sequence[tuple[int, str]],
    findings: Iterable[Finding],
    progress: tuple[SectionProgress, ...] = (),
) -> ReviewSummary:
    """The summary of a review whose findings are known.

    ``changed``: step and time of the last change of the review and, where it has one, its organisation
    year. Steps are compared, never the clock.
    """
    return ReviewSummary(
        head,
        title_of(framework, head),
        organisation_name(framework, head.organisation),
        service_name(framework, head.service),
        max(changed)[1],
        counts_by_level(findings),
        progress,
        max(changed) > changed[0],
    )
