"""Owners and due dates of sections: kept, logged, undone, shared, and told in words and reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from store_kit import FRAMEWORK, LEAD, begin, explained, fill, open_workspace, reader, reading, sent

from bvreview.review.assignments import (
    Assignment,
    DueState,
    common,
    decode_assignment,
    due_words,
    encode_assignment,
    named,
)
from bvreview.review.cells import Answer
from bvreview.review.changes import ChangeKind, assignment_change, canonical_json
from bvreview.review.digests import content_digest
from bvreview.review.model import Status
from bvreview.review.owing import Owed, by_day, reminder, summary_words
from bvreview.review.progress import SectionProgress
from bvreview.store.errors import ChangedMeanwhileError, ReceivedReviewError, SignedReviewError
from bvreview.store.log import Step, StepKind
from bvreview.store.salvage import salvage
from bvreview.workspace import Workspace

TODAY = date(2010, 5, 4)
ANN = Assignment("Ann Other", date(2010, 5, 12))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "a.bvr")


@given(st.builds(Assignment, st.text(), st.none() | st.dates()))
def test_an_assignment_is_read_as_it_was_written(assignment: Assignment) -> None:
    text = encode_assignment(assignment)
    assert decode_assignment(text) == (None if assignment.is_empty else assignment)
    if text:
        due = assignment.due.isoformat() if assignment.due else ""
        assert text == canonical_json({"owner": assignment.owner, "due": due})


@given(st.builds(Assignment, st.text(min_size=1).map(str.strip), st.none() | st.dates()))
def test_it_stands_in_the_file_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, a: Assignment
) -> None:
    path = tmp_path_factory.mktemp("w") / "a.bvr"
    with open_workspace(path) as workspace:
        review_id = begin(workspace)
        workspace.assign(review_id, {"costs": a, "ledger": a})
    with open_workspace(path) as workspace:
        kept = {} if a.is_empty else {"costs": a, "ledger": a}
        assert workspace.review(review_id).assignments == kept
        assert workspace.verify().is_whole


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (-1, DueState.OVERDUE, "overdue since 3 May 2010"),
        (0, DueState.SOON, "due today"),
        (1, DueState.SOON, "due tomorrow"),
        (7, DueState.SOON, "due in 7 days"),
        (8, DueState.LATER, "due 12 May 2010"),
    ],
)
def test_a_day_is_said_by_how_near_it_is(days: int, state: DueState, words: str) -> None:
    due = TODAY + timedelta(days)
    assert Assignment("", due).due_state(TODAY) is state
    assert due_words(due, TODAY) == words


def test_names_are_the_same_whatever_the_case_and_spaces() -> None:
    assert named("  Ann   Other ", None) == Assignment("Ann Other")
    assert named(" ", None) is None
    assert ANN.is_of("ann other ")
    assert not ANN.is_of("Ann")
    assert not Assignment().is_of("")


def test_what_several_sections_have_in_common() -> None:
    other = Assignment("ann other")
    assert common([ANN, ANN]) == ("Ann Other", ANN.due)
    assert common([ANN, other]) == ("ann other", False)
    assert common([ANN, None]) == (None, False)
    assert common([None, None]) == ("", None)


def test_several_sections_are_one_step_that_is_undone_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    with open_workspace(path) as workspace:
        review_id = begin(workspace)
        done = workspace.assign(review_id, {"costs": ANN, "ledger": ANN})
        assert {c.kind for c in done.changes} == {ChangeKind.ASSIGNMENT}
        assert len(done.changes) == 2
        assert workspace.assign(review_id, {"costs": ANN}).changes == ()
    with open_workspace(path) as workspace:
        assert workspace.undo(review_id)
        assert workspace.review(review_id).assignments == {}
        assert workspace.redo(review_id)
        assert workspace.review(review_id).assignments == {"costs": ANN, "ledger": ANN}
        entry = workspace.history(review_id)[0]
        assert entry.author == "Ann Other, Finance"
        assert workspace.owners() == ("Ann Other",)
        assert workspace.verify().is_whole


def test_what_is_saved_from_a_damaged_file_has_its_owners(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "a.bvr") as workspace:
        review_id = begin(workspace)
        workspace.assign(review_id, {"costs": ANN, "ledger": ANN})
    step = Step("Saved", "Ann", "2010-05-04T10:00:00+00:00", StepKind.RECORD)
    assert salvage(tmp_path / "a.bvr", tmp_path / "b.bvr", FRAMEWORK, step) == ()
    with open_workspace(tmp_path / "b.bvr") as workspace:
        assert workspace.review(review_id).assignments == {"costs": ANN, "ledger": ANN}
        assert workspace.verify().is_whole


def test_a_change_from_another_owner_than_stands_is_refused(workspace: Workspace) -> None:
    review_id = begin(workspace)
    workspace.assign(review_id, {"costs": ANN})
    with pytest.raises(ChangedMeanwhileError):
        workspace.apply([assignment_change(review_id, "costs", None, Assignment("Bob"))])
    assert workspace.review(review_id).assignments == {"costs": ANN}


def test_a_shared_section_has_one_owner_for_all_reviews_of_the_year(workspace: Workspace) -> None:
    first, second = begin(workspace), begin(workspace, "reading-rooms")
    workspace.assign(first, {"ledger": ANN, "costs": Assignment("Bob")})
    assert workspace.review(second).assignments == {"ledger": ANN}
    owed = workspace.owed()
    assert [o.standing.section for o in owed].count("ledger") == 1
    assert [o.standing.section for o in owed].count("costs") == 2
    (ledger,) = (o for o in owed if o.standing.section == "ledger")
    assert (ledger.shared, ledger.about) == (True, "Aber, 2009 to 2010")


def test_an_owner_counts_for_no_digest_and_withdraws_no_signature(workspace: Workspace) -> None:
    signed, other = begin(workspace), begin(workspace, "reading-rooms")
    fill(workspace, signed)
    for finding in (f for f in workspace.findings(signed) if f.is_open):
        workspace.explain(signed, finding, "A new branch.")
    before = content_digest(workspace.review(signed))
    workspace.assign(signed, {"costs": ANN})
    assert content_digest(workspace.review(signed)) == before
    workspace.sign_off(signed, "Chair", TODAY)
    with pytest.raises(SignedReviewError):
        workspace.assign(signed, {"costs": None})
    assert workspace.assign(other, {"ledger": ANN}).withdrawn == ()
    assert workspace.head(signed).status is Status.SUBMITTED
    assert {o.head.id for o in workspace.owed()} == {other}


def test_a_received_review_has_none_and_an_import_keeps_those_of_ones_own(workspace: Workspace) -> None:
    workspace.assign(begin(workspace), {"costs": ANN})
    paths, read_many = reader(reading(explained(sent("bryn"))))
    workspace.import_files(paths, read_many=read_many)
    received = next(r.head.id for r in workspace.reviews() if not r.own)
    with pytest.raises(ReceivedReviewError):
        workspace.assign(received, {"costs": ANN})
    assert {o.assignment for o in workspace.owed() if o.standing.section == "costs"} == {ANN}


def owed(
    review_id: str, section: SectionProgress, assignment: Assignment, about: str = "Loans, Aber"
) -> Owed:
    return Owed(replace(sent().head, id=review_id), about, section, assignment)


COSTS = SectionProgress("costs", "collect", "Costs", required=12, answered=3, entered=3, open_findings=2)
VISITS = SectionProgress("visits", "collect", "Visits", required=4, answered=0, entered=0, open_findings=0)
DONE = SectionProgress("done", "collect", "Done", required=1, answered=1, entered=1, open_findings=0)


def test_a_reminder_says_what_is_missing_in_counts_and_words() -> None:
    late = Assignment("Ann Other", date(2010, 4, 30))
    mine = [
        owed("a", VISITS, ANN),
        owed("a", COSTS, late),
        owed("a", DONE, late),
        owed("b", VISITS, Assignment("Ann Other"), "Rooms, Aber"),
    ]
    subject, text = reminder("Ann Other", mine, "Jo Bloggs, Finance", TODAY)
    assert subject == "Best Value review: 3 sections, 1 overdue"
    blocks = text.split("\n\n")
    assert blocks[0] == "Dear Ann Other,"
    assert blocks[1] == "These sections are yours and not done yet, as at 4 May 2010:"
    assert blocks[2].splitlines() == [
        "Loans, Aber",
        "- Costs: 9 of 12 answers missing, 2 to put right; overdue since 30 April 2010",
        "- Visits: 4 of 4 answers missing; due 12 May 2010",
    ]
    assert blocks[3].splitlines() == ["Rooms, Aber", "- Visits: 4 of 4 answers missing"]
    assert "send the file back" in blocks[4]
    assert blocks[-1] == "Jo Bloggs, Finance"


def test_what_is_done_is_not_overdue_and_what_nobody_must_do_is_not_owed(workspace: Workspace) -> None:
    late = owed("a", DONE, Assignment("Ann", date(2010, 1, 1)))
    assert (late.due_state(TODAY), late.due_words(TODAY)) == (DueState.NO_DATE, "was due 1 January 2010")
    assert summary_words([late], TODAY) == "1 section"
    optional = structs.replace(VISITS, required=0)
    assert not owed("a", optional, Assignment()).is_wanted
    assert owed("a", optional, ANN).missing_words == "not started, optional"
    assert by_day([owed("a", COSTS, Assignment()), owed("a", VISITS, ANN)])[0].standing is VISITS


def test_owed_follows_what_is_answered(workspace: Workspace) -> None:
    review_id = begin(workspace)
    first = {o.standing.section: o for o in workspace.owed()}["costs"]
    workspace.answer(review_id, LEAD, Answer("Bob Porter"))
    then = {o.standing.section: o for o in workspace.owed()}["costs"]
    assert then.standing.answered == first.standing.answered + 1
    assert first.head.framework == FRAMEWORK.id
