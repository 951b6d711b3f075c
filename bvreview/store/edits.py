"""What a person does to a review, as the changes that it means: built from what stands, then committed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name, service_name
from bvreview.framework.terms import Path
from bvreview.review.assignments import Assignment, decode_assignment
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import (
    Change,
    ChangeKind,
    assignment_change,
    encode_answer,
    explanation_change,
    subject_of,
)
from bvreview.review.findings import Finding
from bvreview.review.model import ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.store.assignments import read_assignment
from bvreview.store.cells import read_answer, read_cells, read_explanation, read_keys
from bvreview.store.errors import (
    ChangedMeanwhileError,
    DuplicateReviewError,
    ReceivedReviewError,
    SignedReviewError,
)
from bvreview.store.fields import Fields
from bvreview.store.heads import find_head, own_heads
from bvreview.store.library import Database
from bvreview.store.log import head_changes, unsigned

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def _draw(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for __ in range(length))


def new_head(
    db: Database, framework: Framework, about: tuple[str, str, FinancialYear], path: Path
) -> ReviewHead:
    """The head of a new review of (organisation, service, period), with an id that nothing else has.

    Raises:
        DuplicateReviewError: that review is being written already.
    """
    organisation, service, period = about
    empty = ReviewHead("", organisation, service, period, path, framework.id, framework.version)
    for held in own_heads(db, empty.organisation_year):
        if held.service == service:
            raise DuplicateReviewError(title_of(framework, held), held.id)
    initials = "".join(word[0] for word in service.replace("_", "-").split("-") if word)
    review_id = ""
    while not review_id or find_head(db, review_id):
        review_id = f"{initials}-{organisation}-{period.id}-{_draw(4)}"
    return replace(empty, id=review_id)


def title_of(framework: Framework, head: ReviewHead) -> str:
    """What a review is called: "Community Payback, Derbyshire, 2009 to 2010"."""
    names = service_name(framework, head.service), organisation_name(framework, head.organisation)
    return ", ".join((*names, head.period.label))


def begun(head: ReviewHead) -> Change:
    """The first entry of a review in the log."""
    return Change(ChangeKind.HEAD, head.id, field="status", new=head.status.value)


def subject_in(framework: Framework, head: ReviewHead, section: str) -> str:
    """What a section's cells belong to.

    Raises:
        ReceivedReviewError: the review came in as a file and is not edited.
        SignedReviewError: it is signed.
    """
    require_open(head)
    return subject_of(framework, head, section)


def is_open(head: ReviewHead) -> bool:
    """Whether a review may be changed: it is written here and not signed."""
    return head.status in (Status.DRAFT, Status.CANDIDATE)


def require_open(head: ReviewHead) -> None:
    """Refuse a review that is not to be changed.

    Raises:
        ReceivedReviewError: it came in as a file.
        SignedReviewError: it is signed.
    """
    if head.status is Status.RECEIVED:
        raise ReceivedReviewError
    if not is_open(head):
        raise SignedReviewError(head.revision)


def answer_changes(db: Database, subject: str, address: Address, answer: Answer | None) -> tuple[Change, ...]:
    """Put an answer, or none, at an address; nothing when it stands there already."""
    old, new = read_answer(db, subject, address), encode_answer(answer)
    return () if old == new else (Change(ChangeKind.CELL, subject, *address, old=old, new=new),)


def row_added(
    db: Database, subject: str, place: tuple[str, str], position: int | None, key: str | None
) -> tuple[str, Change]:
    """A new line of the table (section, part): its key and the change."""
    section, part = place
    keys = read_keys(db, subject, section, part)
    while not key:
        drawn = _draw(5)
        key = drawn if drawn not in keys else None
    at = len(keys) if position is None else max(0, min(position, len(keys)))
    return key, Change(ChangeKind.ROW, subject, section, f"{part}:{key}", new=str(at))


def row_removed(
    db: Database, fields: Fields, subject: str, place: tuple[str, str, str]
) -> tuple[Change, ...]:
    """The line (section, part, key) and everything answered in it."""
    section, part, key = place
    row = f"{part}:{key}"
    cells = (c for c in read_cells(db, fields, subject) if c.address[:2] == (section, row))
    gone = [Change(ChangeKind.CELL, subject, *c.address, old=encode_answer(c.answer)) for c in cells]
    keys = read_keys(db, subject, section, part)
    if key in keys:
        gone.append(Change(ChangeKind.ROW, subject, section, row, old=str(keys.index(key))))
    return tuple(gone)


def row_moved(db: Database, subject: str, place: tuple[str, str, str], position: int) -> tuple[Change, ...]:
    """The line (section, part, key) at another position of its table.

    Raises:
        ChangedMeanwhileError: the line is gone.
    """
    section, part, key = place
    keys = read_keys(db, subject, section, part)
    if key not in keys:
        raise ChangedMeanwhileError(f"{section}.{part}")
    old, new = keys.index(key), max(0, min(position, len(keys) - 1))
    row = f"{part}:{key}"
    return () if old == new else (Change(ChangeKind.ROW, subject, section, row, old=str(old), new=str(new)),)


def explained(db: Database, subject: str, finding: Finding, text: str) -> tuple[Change, ...]:
    """The explanation of a finding, or none where the text is blank."""
    old = read_explanation(db, subject, finding.key)
    new = (finding.found, text.strip()) if text.strip() else None
    return () if old == new else (explanation_change(subject, finding.key, old, new),)


def assigned(
    db: Database, framework: Framework, head: ReviewHead, wanted: Mapping[str, Assignment | None]
) -> tuple[Change, ...]:
    """Sections (by id) with other owners and due dates; nothing for those that stand so already."""
    changes: list[Change] = []
    for section, assignment in wanted.items():
        subject = subject_in(framework, head, section)
        old = decode_assignment(read_assignment(db, subject, section))
        change = assignment_change(subject, section, old, assignment)
        changes += [change] if change.old != change.new else []
    return tuple(changes)


def path_chosen(head: ReviewHead, path: Path) -> tuple[Change, ...]:
    """The review on another path; what was answered stays."""
    return head_changes(head, replace(head, path=path))


def signed(head: ReviewHead, name: str, day: date) -> tuple[Change, ...]:
    """The next revision of a review, signed off: no figure and no digest changes."""
    after = replace(
        head,
        revision=head.revision + 1,
        status=Status.SUBMITTED,
        provisional=False,
        signed_by=name,
        signed_on=day.isoformat(),
    )
    return head_changes(head, after)


def reopened(head: ReviewHead) -> tuple[Change, ...]:
    """A signed review as a draft again; what was signed stands in the files that were written.

    Raises:
        ReceivedReviewError: it came in as a file.
    """
    if head.status is Status.RECEIVED:
        raise ReceivedReviewError
    return head_changes(head, unsigned(head))
