"""What becomes of a file: in, in place of another, there already, a question, or refused; never by half."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from store_kit import (
    ANN,
    BUDGET,
    COMPLETE,
    LEAD,
    OTHER,
    Answered,
    Parcel,
    begin,
    explained,
    fill,
    open_workspace,
    plain,
    reader,
    reading,
    sent,
)

from bvreview.framework.descriptors import Framework
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.digests import answer_mark, answer_texts, content_digest
from bvreview.review.exchange.questions import take_it
from bvreview.review.exchange.submission import FileKind, FileReading, FileRefusal, ImportOutcome, Outcome
from bvreview.review.findings import Verdict
from bvreview.review.model import Review, Status
from bvreview.store.received import figures_digest
from bvreview.workspace import Workspace

REFUSED = FileRefusal("page.xlsx", "not a workbook", "This is a web page saved as Excel.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "a.bvr") as opened:
        yield opened


def take(workspace: Workspace, *parcels: Parcel, accepted: Sequence[Path] = ()) -> list[ImportOutcome]:
    paths, read_many = reader(*parcels)
    return list(workspace.import_files(paths, read_many=read_many, accepted=accepted))


def outcomes(workspace: Workspace, *parcels: Parcel) -> list[str]:
    return [outcome.outcome.value for outcome in take(workspace, *parcels)]


def test_a_file_enters_whole_with_its_bytes_and_findings(workspace: Workspace) -> None:
    review = explained(sent())
    (outcome,) = take(workspace, reading(review))
    assert (outcome.outcome, outcome.review, outcome.revision) == (Outcome.IMPORTED, review.head.id, 1)
    assert (outcome.organisation, outcome.service, outcome.period) == ("aber", "loans", "2009-10")
    (submission,) = workspace.submissions()
    assert (submission.name, submission.verdict, submission.received_by) == (
        "aber.xlsx",
        Verdict.READY,
        str(ANN),
    )
    assert submission.content_digest == content_digest(review)
    assert workspace.submission_file(submission.file_digest) == b"aber.xlsx"
    assert json.loads(submission.identity)["kind"] == FileKind.SUBMISSION.value
    (rise,) = workspace.findings(review.head.id)
    assert (rise.sheet, rise.cell) == ("Costs", "B2")
    assert rise.explanation
    assert workspace.verify().is_whole
    (entry,) = workspace.history(review.head.id)
    assert (entry.label, entry.change.new) == ("Read from aber.xlsx", content_digest(review))


def test_a_refused_file_leaves_nothing(workspace: Workspace) -> None:
    (outcome,) = take(workspace, REFUSED)
    assert (outcome.outcome, outcome.reason) == (Outcome.REFUSED, REFUSED.sentence)
    assert workspace.submissions() == ()


def test_the_same_content_is_there_already_whatever_its_bytes(workspace: Workspace) -> None:
    first, later = reading(sent()), reading(sent(revision=2, answers={LEAD: Answer("Carys")}))
    assert outcomes(workspace, first, later) == ["imported", "replaced"]
    renamed = [replace(r, file=f"copy of {r.file}") for r in (first, later)]
    before = workspace.verify()
    assert outcomes(workspace, first, later, *renamed) == ["already there"] * 4
    assert workspace.verify() == before
    assert len(workspace.submissions()) == 2


def test_a_higher_revision_replaces_and_history_shows_what_differs(workspace: Workspace) -> None:
    old = explained(sent())
    answers: Answered = {LEAD: Answer("Carys"), Address("costs", "staff:b", "grade"): Answer("Porter")}
    new = sent(revision=2, answers=answers, signed_by="Chair")
    new = replace(
        new, rows={"costs.staff": ("b", "a")}, cells={a: c for a, c in new.cells.items() if a != BUDGET}
    )
    outcome = take(workspace, reading(old), reading(new))[1]
    assert (outcome.outcome, outcome.revision, outcome.changed) == (Outcome.REPLACED, 2, 3)
    held = workspace.review(new.head.id)
    assert {a: c.answer for a, c in held.cells.items()} == {a: c.answer for a, c in new.cells.items()}
    assert (held.rows, held.head.signed_by, held.head.status) == (new.rows, "Chair", Status.RECEIVED)
    assert held.cells[LEAD].revision == 2
    assert held.cells[Address("costs", "staff:a", "fte")].revision == 1
    (lead,) = workspace.history(new.head.id, LEAD)
    assert ("Bob Porter" in str(lead.change.old), "Carys" in str(lead.change.new)) == (True, True)
    assert [h.text for h in workspace.search("carys")] == ["Carys"]
    assert workspace.search("bob") == ()
    assert workspace.verify().is_whole


def test_explanations_are_carried_while_what_was_found_is_unchanged(workspace: Workspace) -> None:
    first = explained(sent())
    take(workspace, reading(first), reading(sent(revision=2, answers={LEAD: Answer("Carys")})))
    (rise,) = workspace.findings(first.head.id)
    assert rise.explanation
    assert rise.explanation.text == "A new branch."
    moved = {Address("costs", "outputs:loans", "q2"): Answer(Decimal(900))}
    take(workspace, reading(sent(revision=3, answers=moved)))
    (rise,) = workspace.findings(first.head.id)
    assert rise.is_open
    assert workspace.review(first.head.id).explanations == {}


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (sent(revision=1, answers={LEAD: Answer("Old")}), "revision 1; revision 2 is here"),
        (sent(revision=2, answers={LEAD: Answer("Other")}), "Revision 2 is here already with other answers"),
    ],
)
def test_an_older_or_equal_revision_is_a_question(workspace: Workspace, second: Review, words: str) -> None:
    first = sent(revision=2)
    (__, asked) = take(workspace, reading(first), reading(second))
    assert asked.outcome is Outcome.QUESTION
    assert words in asked.reason
    assert plain(workspace.review(first.head.id))[1:] == plain(first)[1:]
    (taken,) = take(workspace, reading(second), accepted=[Path("aber.xlsx")])
    assert taken.outcome is Outcome.REPLACED
    assert plain(workspace.review(first.head.id))[1:] == plain(second)[1:]


@pytest.mark.parametrize("about", [{"service": "reading-rooms"}, {"organisation": "bryn"}])
def test_a_review_number_about_something_else_never_replaces(
    workspace: Workspace, about: dict[str, Any]
) -> None:
    first = sent()
    second = replace(first, head=replace(first.head, revision=2, **about))
    for accepted in ([], [Path(reading(second).file)]):
        take(workspace, reading(first))
        (asked,) = take(workspace, reading(second), accepted=accepted)
        assert (asked.outcome, "Aber, 2009 to 2010" in asked.reason) == (Outcome.REFUSED, True)
    assert workspace.head(first.head.id).organisation == "aber"


def test_a_question_of_the_reader_is_asked_and_can_be_answered(workspace: Workspace) -> None:
    asked = reading(sent(), question="Does 12,5 mean 12.5?")
    assert [o.reason for o in take(workspace, asked)] == ["Does 12,5 mean 12.5?"]
    assert workspace.reviews() == ()
    assert take(workspace, asked, accepted=[Path("aber.xlsx")])[0].outcome is Outcome.IMPORTED


def test_a_copy_with_only_the_name_changed_is_a_question(workspace: Workspace) -> None:
    budget = {BUDGET: Answer(Decimal(1)), LEAD: Answer("Ann")}
    copied = sent("bryn", answers={**budget, LEAD: Answer("Another name")})
    (first, asked) = take(workspace, reading(sent(answers=budget)), reading(copied))
    assert (first.outcome, asked.outcome) == (Outcome.IMPORTED, Outcome.QUESTION)
    assert "the same as those of Aber" in asked.reason
    assert outcomes(workspace, reading(sent("bryn"))) == ["imported"]


def test_few_answers_may_be_alike_by_chance() -> None:
    few = {a: Cell(a, answer) for a, answer in list(COMPLETE.items())[:4]}
    words = {a: Cell(a, Answer(f"w{n}")) for n, a in enumerate(COMPLETE)}
    assert figures_digest(few) == figures_digest({}) == ""
    assert figures_digest(words) != ""


def test_the_same_review_under_another_number_is_a_question(workspace: Workspace) -> None:
    begin(workspace)
    (asked,) = take(workspace, reading(sent()))
    assert (asked.outcome, "under another number" in asked.reason) == (Outcome.QUESTION, True)


def written_from(workspace: Workspace, review_id: str, filled_in: Review) -> FileReading:
    """The reading of a file that was written from a review as it is now and came back filled in."""
    texts = answer_texts(workspace.review(review_id))
    marks = {address: answer_mark(address, text) for address, text in texts.items()}
    return replace(reading(filled_in), marks=marks)


def typed(review: Review, **answers: Answer) -> Review:
    """The review with the answers of its form typed over."""
    cells = {Address("costs", "", field): answer for field, answer in answers.items()}
    return replace(review, cells={**review.cells, **{a: Cell(a, answer) for a, answer in cells.items()}})


def test_an_old_file_never_sets_newer_answers_back(workspace: Workspace) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    exported = workspace.review(review_id)
    untouched = written_from(workspace, review_id, exported)
    filled_in = written_from(workspace, review_id, typed(exported, other=Answer(Decimal(7))))
    workspace.answer(review_id, LEAD, Answer("Carys"))
    workspace.remove_row(review_id, "costs", "staff", "a")
    assert outcomes(workspace, untouched) == ["already there"]
    (outcome,) = take(workspace, filled_in)
    assert (outcome.outcome, outcome.changed) == (Outcome.REPLACED, 1)
    held = workspace.review(review_id)
    assert (held.cells[LEAD].answer.value, held.cells[OTHER].answer.value) == ("Carys", Decimal(7))
    assert not held.rows.get("costs.staff")


def test_an_answer_changed_on_both_sides_is_a_question(workspace: Workspace) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    workspace.answer(review_id, OTHER, Answer(Decimal(598212)))
    exported = workspace.review(review_id)
    file = written_from(workspace, review_id, typed(exported, other=Answer(Decimal(5)), lead=Answer("Dai")))
    workspace.answer(review_id, OTHER, Answer(Decimal(600001)))
    (asked,) = take(workspace, file)
    assert asked.outcome is Outcome.QUESTION
    assert '"Other" from £600,001 to £5. ' in asked.reason
    assert '"Lead"' not in asked.reason
    assert workspace.review(review_id).cells[OTHER].answer.value == 600001
    (outcome,) = take(workspace, file, accepted=[Path(file.file)])
    assert (outcome.outcome, outcome.changed) == (Outcome.REPLACED, 2)
    assert workspace.review(review_id).cells[OTHER].answer.value == 5
    workspace.undo(review_id)
    assert workspace.review(review_id).cells[OTHER].answer.value == 600001


def test_a_file_that_does_not_tell_what_was_changed_in_it_asks_before_it_changes_answers(
    workspace: Workspace,
) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    exported = workspace.review(review_id)
    more = [Address("costs", "staff:a", "fte"), Address("costs", "outputs:loans", "q1")]
    cells = {a: Cell(a, Answer(Decimal(3))) for a in (BUDGET, OTHER, *more)}
    sheet = replace(exported, cells={**exported.cells, LEAD: Cell(LEAD, Answer("Dai")), **cells})
    (asked,) = take(workspace, reading(sheet))
    assert asked.outcome is Outcome.QUESTION
    assert ('"Other"' in asked.reason, "and 1 more" in asked.reason) == (False, True)


def test_an_explanation_changed_on_both_sides_is_a_question(workspace: Workspace) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    (rise,) = (f for f in workspace.findings(review_id) if f.rule == "rise")
    file = written_from(workspace, review_id, explained(workspace.review(review_id), "Two new branches."))
    workspace.explain(review_id, rise, "One new branch.")
    (asked,) = take(workspace, file)
    assert (asked.outcome, "One new branch. to Two" in asked.reason) == (Outcome.QUESTION, True)


def test_a_workbook_for_a_review_written_here_is_merged_as_one_step(workspace: Workspace) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    workspace.answer(review_id, OTHER, Answer(Decimal(7)))
    before = plain(workspace.review(review_id))
    answers: Answered = {
        LEAD: Answer("Carys"),
        OTHER: Answer(state=State.PENDING, raw="12,5"),
        BUDGET: Answer(Decimal(3)),
        Address("costs", "staff:z", "grade"): Answer("Porter"),
    }
    sheet = sent(revision=0, answers=answers)
    cells = {a: c for a, c in sheet.cells.items() if a.field != "salary"}
    sheet = replace(
        sheet, head=replace(sheet.head, id=review_id), cells=cells, rows={"costs.staff": ("a", "z")}
    )
    filled_in = written_from(workspace, review_id, explained(sheet))
    (outcome,) = take(workspace, filled_in)
    assert (outcome.outcome, outcome.changed) == (Outcome.REPLACED, 3)
    held = workspace.review(review_id)
    assert held.rows == {"costs.staff": ("a", "z")}
    assert held.cells[OTHER].answer.value == 7
    assert held.cells[Address("costs", "staff:a", "salary")].answer.value == 20000
    assert len(held.explanations) == 1
    assert outcomes(workspace, filled_in) == ["already there"]
    workspace.undo(review_id)
    assert plain(workspace.review(review_id)) == before
    assert workspace.verify().is_whole


def test_a_batch_goes_on_after_bad_files_and_says_where_it_is(workspace: Workspace) -> None:
    said: list[tuple[int, int, str]] = []
    paths, read_many = reader(REFUSED, reading(sent()), reading(sent("bryn"), question="Which?"), REFUSED)
    done = workspace.import_files(paths, read_many=read_many, tick=lambda *a: said.append(a))
    assert [o.outcome.value for o in done] == ["refused", "imported", "question", "refused"]
    assert said[1] == (2, 4, "aber.xlsx")
    assert len(workspace.backups()) == 1


@pytest.mark.parametrize("stop", [0, 1, 2])
def test_cancelled_at_any_moment_whole_files_are_in(workspace: Workspace, stop: int) -> None:
    paths, read_many = reader(reading(sent()), reading(sent("bryn")))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > stop

    done = workspace.import_files(paths, read_many=read_many, cancelled=cancelled)
    assert len(done) == len(workspace.submissions()) == stop
    assert workspace.verify().is_whole


def test_a_reader_that_fails_leaves_the_files_before(workspace: Workspace) -> None:
    def read_many(
        framework: Framework, paths: Sequence[Path], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[Path, bytes, Parcel]]:
        yield paths[0], b"1", reading(sent())
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        workspace.import_files([Path("1.xlsx"), Path("2.xlsx")], read_many=read_many)
    assert len(workspace.reviews()) == 1
    assert workspace.verify().is_whole


def test_a_question_is_asked_once_and_kept_with_its_answer(workspace: Workspace) -> None:
    question = take_it("comma", "Does 12,5 mean 12.5?")
    asked = replace(reading(sent()), questions=(question,))
    (outcome,) = take(workspace, asked)
    assert (outcome.outcome, outcome.questions) == (Outcome.QUESTION, (question,))
    answered = replace(asked, questions=(question.answered("yes"),))
    assert outcomes(workspace, answered) == ["imported"]
    (submission,) = workspace.submissions()
    assert submission.asked == {"comma": {"question": "Does 12,5 mean 12.5?", "answer": "yes"}}
    (entry,) = workspace.history(sent().head.id)
    assert entry.label == "Read from aber.xlsx. Answered: Take it in"
    assert outcomes(workspace, asked) == ["already there"]


def test_every_question_of_a_file_comes_at_once(workspace: Workspace) -> None:
    take(workspace, reading(sent()))
    asked = reading(replace(sent(answers={LEAD: Answer("Carys")})), question="Does 12,5 mean 12.5?")
    (outcome,) = take(workspace, asked)
    assert [q.id for q in outcome.questions] == ["asked", "revision"]
    (outcome,) = take(workspace, replace(asked, given={"revision": "no"}))
    assert outcome.outcome is Outcome.REFUSED
