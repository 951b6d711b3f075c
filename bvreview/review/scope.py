"""What is compared: one service in one financial year, within a region or everywhere."""

from __future__ import annotations

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear


class CompareScope(Struct, frozen=True):
    """A service (its id) in a year, within a region (its id) or, for "", among all organisations."""

    service: str
    period: FinancialYear
    region: str = ""


def home_scope(framework: Framework, head: ReviewHead) -> CompareScope:
    """The scope a review is first compared in: its service and year, within its organisation's region."""
    organisation = framework.organisation(head.organisation)
    return CompareScope(head.service, head.period, organisation.region if organisation else "")
