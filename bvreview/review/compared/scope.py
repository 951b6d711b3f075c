"""What is compared: one service in one financial year, within a region or everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear


class CompareScope(Struct, frozen=True):
    """A service (its id) in a year, within a region (its id) or, for "", among all organisations."""

    service: str
    period: FinancialYear
    region: str = ""

    def is_of(self, head: ReviewHead) -> bool:
        """Whether a review is of this service and year, wherever it is from."""
        return (head.service, head.period) == (self.service, self.period)


def home_scope(framework: Framework, head: ReviewHead) -> CompareScope:
    """The scope a review is first compared in: its service and year, within its organisation's region."""
    organisation = framework.organisation(head.organisation)
    return CompareScope(head.service, head.period, organisation.region if organisation else "")


def one_each(reviews: Iterable[Review], own: str = "") -> list[Review]:
    """The review that counts of each organisation, service and year.

    ``own``: the id of the review that is looked at, which counts itself; then one that was signed or received
    before a draft. Where that does not decide, all of them stay, and no figure of theirs is compared.
    """
    ranked = [(_whose(r.head), _rank(r.head, own), r) for r in reviews]
    best: dict[tuple[str, str, str], int] = {}
    for whose, rank, __ in ranked:
        best[whose] = min(rank, best.get(whose, rank))
    return [review for whose, rank, review in ranked if rank == best[whose]]


def _whose(head: ReviewHead) -> tuple[str, str, str]:
    return head.organisation, head.service, head.period.id


def _rank(head: ReviewHead, own: str) -> int:
    return 0 if head.id == own else 2 if head.status in (Status.DRAFT, Status.CANDIDATE) else 1
