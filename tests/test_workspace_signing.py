"""A review in the workspace that is signed, revised or received: what may change in it, and what may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from store_kit import (
    BUDGET,
    LEAD,
    OTHER,
    begin,
    explained,
    fill,
    open_workspace,
    plain,
    reader,
    reading,
    sent,
)

from bvreview.framework.rules import Level
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import cell_change
from bvreview.review.digests import content_digest
from bvreview.review.exchange.submission import Outcome
from bvreview.review.model import Review, Status
from bvreview.store.errors import NotReadyError, ReceivedReviewError, SignedReviewError
from bvreview.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "a.bvr")
    yield opened
    opened.close()


def signed(workspace: Workspace) -> str:
    review_id = begin(workspace)
    fill(workspace, review_id)
    for finding in workspace.findings(review_id):
        if finding.is_open:
            workspace.explain(review_id, finding, "A new branch.")
    workspace.sign_off(review_id, "Chair", date(2010, 5, 4))
    return review_id


def test_signing_makes_a_revision_and_changes_no_figure_and_no_digest(workspace: Workspace) -> None:
    review_id = begin(workspace)
    with pytest.raises(NotReadyError, match="findings must be put right"):
        workspace.sign_off(review_id, "Chair", date(2010, 5, 4))
    fill(workspace, review_id)
    (rise,) = (f for f in workspace.findings(review_id) if f.is_open)
    workspace.explain(review_id, rise, "A new branch.")
    before = workspace.review(review_id)
    workspace.sign_off(review_id, "Chair", date(2010, 5, 4))
    after = workspace.review(review_id)
    assert (after.head.status, after.head.revision, after.head.provisional) == (Status.SUBMITTED, 1, False)
    assert (after.head.signed_by, after.head.signed_on) == ("Chair", "2010-05-04")
    assert after.cells == before.cells
    assert content_digest(after) == content_digest(before)


def test_a_signed_review_is_not_edited_until_its_next_revision_is_begun(workspace: Workspace) -> None:
    review_id = signed(workspace)
    before = workspace.review(review_id)
    (rise,) = (f for f in workspace.findings(review_id) if f.level is Level.EXPLAIN)
    attempts: list[Callable[[], object]] = [
        lambda: workspace.answer(review_id, OTHER, Answer(Decimal(1))),
        lambda: workspace.answer(review_id, BUDGET, Answer(Decimal(1))),
        lambda: workspace.apply([cell_change(review_id, OTHER, None, Answer(Decimal(1)))]),
        lambda: workspace.set_path(review_id, ReviewPath.LIGHT),
        lambda: workspace.remove_row(review_id, "costs", "staff", "a"),
        lambda: workspace.explain(review_id, rise, ""),
        lambda: workspace.undo(review_id),
    ]
    for refused in attempts:
        with pytest.raises(SignedReviewError, match="Begin revision 2 to change it"):
            refused()
    assert workspace.review(review_id) == before
    assert not workspace.can_undo(review_id)
    workspace.reopen(review_id)
    head = workspace.head(review_id)
    assert (head.status, head.provisional, head.signed_by, head.revision) == (Status.DRAFT, True, "", 1)
    assert workspace.review(review_id).cells == before.cells
    workspace.answer(review_id, OTHER, Answer(Decimal(1)))
    workspace.sign_off(review_id, "Chair", date(2010, 6, 4))
    assert workspace.head(review_id).revision == 2
    assert "Revision 2 begun" in {entry.label for entry in workspace.history(review_id)}
    assert workspace.verify().problems == ()


def filled_elsewhere(review_id: str, answers: dict[Address, Answer], **head: Any) -> Review:
    """The workbook of a review of ours, with other answers."""
    sheet = explained(sent(answers=answers))
    return replace(sheet, head=replace(sheet.head, id=review_id, **head))


def test_a_workbook_does_not_change_a_signed_review(workspace: Workspace) -> None:
    review_id = signed(workspace)
    before = workspace.review(review_id)
    paths, read_many = reader(reading(filled_elsewhere(review_id, {LEAD: Answer("Carys")}, revision=1)))
    (outcome,) = workspace.import_files(paths, read_many=read_many, accepted=paths)
    assert (outcome.outcome, "Begin revision 2" in outcome.reason) == (Outcome.REFUSED, True)
    assert workspace.review(review_id) == before


def test_a_workbook_says_which_signature_its_organisation_year_withdraws(workspace: Workspace) -> None:
    review_id, other = signed(workspace), begin(workspace, "reading-rooms")
    about = {"service": "reading-rooms", "revision": 0}
    sheet = filled_elsewhere(other, {BUDGET: Answer(Decimal(3))}, **about)
    paths, read_many = reader(reading(sheet))
    (outcome,) = workspace.import_files(paths, read_many=read_many, accepted=paths)
    assert (outcome.outcome, "Loans, Aber" in outcome.reason) == (Outcome.REPLACED, True)
    assert workspace.head(review_id).status is Status.DRAFT


def test_beginning_a_revision_of_a_draft_changes_nothing(workspace: Workspace) -> None:
    review_id = begin(workspace)
    assert workspace.reopen(review_id).changes == ()


def test_a_signature_is_withdrawn_when_another_review_changes_the_shared_year(workspace: Workspace) -> None:
    review_id = signed(workspace)
    other = begin(workspace, "reading-rooms")
    assert workspace.answer(other, LEAD, Answer("Someone")).withdrawn == ()
    assert workspace.head(review_id).status is Status.SUBMITTED
    done = workspace.answer(other, BUDGET, Answer(Decimal(1)))
    head = workspace.head(review_id)
    assert (head.status, head.provisional, head.signed_by, head.revision) == (Status.DRAFT, True, "", 1)
    assert done.withdrawn == (review_id,)
    workspace.undo(other)
    assert workspace.head(review_id).status is Status.DRAFT
    assert workspace.verify().problems == ()


def test_a_received_review_is_read_and_not_edited(workspace: Workspace) -> None:
    review = explained(sent())
    paths, read_many = reader(reading(review))
    workspace.import_files(paths, read_many=read_many)
    held = workspace.review(review.head.id)
    assert plain(held)[1:] == plain(review)[1:]
    assert held.head == replace(review.head, status=Status.RECEIVED)
    assert not workspace.reviews()[0].own
    attempts: list[Callable[[], object]] = [
        lambda: workspace.answer(review.head.id, LEAD, Answer("x")),
        lambda: workspace.set_path(review.head.id, ReviewPath.LIGHT),
        lambda: workspace.apply([cell_change(review.head.id, LEAD, Answer("Bob Porter"), None)], ""),
    ]
    for refused in attempts:
        with pytest.raises(ReceivedReviewError):
            refused()
    assert not workspace.can_undo(review.head.id)


def test_a_received_organisation_year_stays_within_its_review(workspace: Workspace) -> None:
    own = begin(workspace, "reading-rooms")
    workspace.answer(own, BUDGET, Answer(Decimal(1)))
    paths, read_many = reader(reading(sent()))
    workspace.import_files(paths, read_many=read_many)
    assert workspace.review(own).cells[BUDGET].answer.value == 1
    assert workspace.review(sent().head.id).cells[BUDGET].answer.value == 4097
