"""What every document of a review carries beside its own words: whose it is, how far, as at when, digest."""

from __future__ import annotations

from collections.abc import Iterable

from bvreview.framework.names import organisation_name
from bvreview.i18n import _
from bvreview.report.document import Block, Chapter, PlanDocument
from bvreview.report.story import PlanInput, status_words
from bvreview.review.digests import content_digest, short_digest


def own_name(given: PlanInput) -> str:
    """The organisation under review, by its name."""
    return organisation_name(given.framework, given.review.head.organisation)


def framed(given: PlanInput, title: str, front: Iterable[Block], chapters: Iterable[Chapter]) -> PlanDocument:
    """A document of the review; ``title`` may name its ``{service}``."""
    head, own = given.review.head, own_name(given)
    service = given.framework.service(head.service)
    illustrative = head.illustrative or any(c.illustrative for c in given.comparisons)
    return PlanDocument(
        title=title.format(service=service.name if service else head.service),
        subtitle=_("{organisation} \u00b7 Review of {period}").format(
            organisation=own, period=head.period.label
        ),
        owner=_("{organisation} \u00b7 Best Value review").format(organisation=own),
        status=status_words(head),
        as_at=given.as_at,
        digest=short_digest(content_digest(given.review)),
        mark=_("Illustrative figures") if illustrative else "",
        front=tuple(front),
        chapters=tuple(chapters),
    )
