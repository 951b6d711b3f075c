"""A review as one frozen value: its head, its cells, the order of its rows, its explanations."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Path
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Cells
from bvreview.review.evidence import Evidence, Links
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.periods import FinancialYear


class Status(StrEnum):
    """How far a review has come."""

    DRAFT = "draft"
    CANDIDATE = "candidate"
    SUBMITTED = "submitted"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """What a review is about, and on which pack it was begun.

    ``status`` "received": it came in as a workbook and is read here, not edited.
    ``provisional``: not signed off, or changed after the sign-off (left out of final figures).
    """

    id: str
    organisation: str
    service: str
    period: FinancialYear
    path: Path
    framework: str
    framework_version: str
    revision: int = 0
    status: Status = Status.DRAFT
    provisional: bool = True
    illustrative: bool = False
    signed_by: str = ""
    signed_on: str = ""

    @property
    def organisation_year(self) -> str:
        """The id of the organisation year that this review shares with the trust's other reviews."""
        return f"{self.organisation}/{self.period.id}"


def new_review_id(organisation: str, service: str, period: FinancialYear) -> str:
    """A readable id that no other copy of the application gives: "drs-community-payback-2009-10-x7k2m9"."""
    unique = secrets.token_hex(4)
    return f"{organisation}-{service}-{period.id}-{unique}".lower()


def file_stem(framework: Framework, head: ReviewHead) -> str:
    """A file name that says what it is: "derbyshire-community-payback-2009-10"."""
    organisation = framework.organisation(head.organisation)
    name = organisation.name if organisation else head.organisation
    return "-".join([*name.casefold().split(), head.service, head.period.id])


@dataclass(frozen=True, slots=True)
class ExplanationKey:
    """What an explanation answers: a rule at a place."""

    rule: str
    section: str
    row: str
    field: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The user's answer to an "explain"; it lives while ``found`` is what the rule still finds."""

    key: ExplanationKey
    found: str
    text: str
    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything answered in one review, the organisation year's cells included.

    ``rows``: for each "section.part" of a repeating table, the keys of its rows in order.
    ``assignments``: owner and due date by section id; they stay in the workspace and count for no digest.
    ``outgoing``: the workbooks that went out, by id; like these they count for no digest.
    ``evidence`` by id, and ``links``: what each answer is linked to; they count for no digest.
    ``as_of``: the last entry of the workspace's log when it was read there; 0 for one from elsewhere.
    """

    head: ReviewHead
    cells: Cells = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: Mapping[ExplanationKey, Explanation] = field(default_factory=dict)
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    links: Links = field(default_factory=dict)
    outgoing: Mapping[str, Outgoing] = field(default_factory=dict)
    as_of: int = field(default=0, compare=False)
