"""Sections go out to a colleague as a workbook, are filled in, and come back: cell by cell, in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from store_kit import BUDGET, COMPLETE, FRAMEWORK, LEAD, OTHER, begin, fill, open_workspace

from bvreview import work
from bvreview.review.cells import Address, Answer, State
from bvreview.review.exchange.outgoing import Outgoing, Way, hand_out
from bvreview.review.exchange.returning import Difference, Why
from bvreview.review.exchange.submission import Coming, ImportOutcome, Outcome
from bvreview.store.integrity import verify
from bvreview.store.log import Step, StepKind
from bvreview.store.salvage import salvage
from bvreview.workspace import Workspace

FTE = Address("costs", "staff:a", "fte")
BASIS = Address("ledger", "", "basis")
DUE = date(2010, 5, 12)


def give(workspace: Workspace, review: str, path: Path, sections: tuple[str, ...] = ("costs",)) -> Outgoing:
    """Hand sections out as the window does."""
    outgoing = hand_out(sections, "Bob Porter", DUE, (str(workspace.person), "2010-05-01T09:00:00+00:00"))
    sent = work.write_hand_out(FRAMEWORK, workspace.review(review), outgoing, path)
    workspace.hand_out(review, outgoing, sent)
    return outgoing


def come(workspace: Workspace, path: Path, *, looks: bool = True) -> ImportOutcome:
    (outcome,) = workspace.import_files([path], read_many=work.read_files, looks=looks)
    return outcome


def coming(workspace: Workspace, path: Path) -> Coming:
    outcome = come(workspace, path)
    assert outcome.outcome is Outcome.RETURNED, outcome.reason
    assert outcome.coming
    return outcome.coming


def fill_in(path: Path, answers: dict[str, Any], sheet: str = "Costs") -> None:
    """Write into the cells beside these keys: "costs.lead", or "costs.staff:a" with a column."""
    with edited(path) as workbook:
        ws = workbook[sheet]
        rows = {str(row[0].value): row[0].row for row in ws.iter_rows(max_col=1) if row[0].value}
        for key, value in answers.items():
            name, __, column = key.partition("|")
            ws.cell(rows[name], int(column or 3)).value = value


def by_label(found: tuple[Difference, ...]) -> dict[str, Difference]:
    return {d.label: d for d in found}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here.bvr"


def test_who_has_what_is_known_and_the_sections_are_theirs(here: Path, tmp_path: Path) -> None:
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        outgoing = give(workspace, review, tmp_path / "out.xlsx")
        ((subject, known),) = workspace.outgoing(review)
        assert (subject, known.id, known.who, known.due) == (review, outgoing.id, "Bob Porter", DUE)
        assert known.is_out
        assert known.words(date(2010, 5, 9)) == "out since 1 May 2010, due in 3 days"
        owner = workspace.review(review).assignments["costs"]
        assert (owner.owner, owner.due) == ("Bob Porter", DUE)
    with open_workspace(here, create=False) as workspace:
        assert workspace.outgoing() == ((review, known),)
        assert workspace.verify().is_whole


def test_the_workbook_holds_the_sections_that_were_chosen_and_no_other(here: Path, tmp_path: Path) -> None:
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, tmp_path / "out.xlsx")
        reading = work.read_file(FRAMEWORK, tmp_path / "out.xlsx")
    assert reading.identity.handed  # type: ignore[union-attr]
    assert reading.identity.handed.to == "Bob Porter"  # type: ignore[union-attr]
    there = {a: c.answer for a, c in reading.review.cells.items()}  # type: ignore[union-attr]
    assert there == {a: answer for a, answer in COMPLETE.items() if a.section == "costs"}
    assert not [f for f in reading.findings if f.rule.startswith("file.")]  # type: ignore[union-attr]


def test_what_was_changed_is_shown_cell_by_cell_and_taken_in_one_step(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path)
        workspace.answer(review, BASIS, Answer("Typed here meanwhile"))
        fill_in(path, {"costs.lead": "Bob P. Porter", "costs.other": 250})
        came = coming(workspace, path)
        found = by_label(workspace.look_through(came))
        assert {d.why for d in found.values()} == {Why.NEW}
        lead = found["Lead"]
        assert (lead.section, lead.sent, lead.here, lead.there) == (
            "Costs",
            "Bob Porter",
            "Bob Porter",
            "Bob P. Porter",
        )
        assert (found["Other"].sent, found["Other"].here) == ("", "")
        workspace.take_back(came, tuple(found.values()))
        cells = workspace.review(review).cells
        assert cells[LEAD].answer.value == "Bob P. Porter"
        assert cells[OTHER].answer.value == Decimal(250)
        assert cells[BASIS].answer.value == "Typed here meanwhile"
        ((__, known),) = workspace.outgoing(review)
        assert known.came
        assert not known.is_out
        undone = workspace.undo(review)
        assert undone
        assert undone.label == "Taken back from Bob Porter"
        cells = workspace.review(review).cells
        assert cells[LEAD].answer.value == "Bob Porter"
        assert OTHER not in cells
        assert workspace.outgoing(review)[0][1].is_out, "it is out again"
        assert workspace.verify().is_whole
        again = coming(workspace, path)  # what was undone can be taken once more
        assert len(workspace.look_through(again)) == 2


def test_what_was_changed_on_both_sides_is_asked_about(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path)
        workspace.answer(review, LEAD, Answer("Ann Other"))
        workspace.answer(review, FTE, Answer(Decimal(2)))
        fill_in(path, {"costs.lead": "Carl Clerk"})
        came = coming(workspace, path)
        (lead,) = workspace.look_through(came)
        assert (lead.why, lead.asks) == (Why.BOTH, True)
        assert (lead.sent, lead.here, lead.there) == ("Bob Porter", "Ann Other", "Carl Clerk")
        workspace.take_back(came, [])  # ours is kept; it came back all the same
        assert workspace.review(review).cells[LEAD].answer.value == "Ann Other"
        assert workspace.review(review).cells[FTE].answer.value == 2, "an old answer sets nothing back"
        assert not workspace.outgoing(review)[0][1].is_out


def test_what_was_emptied_or_cannot_be_read_is_asked_about(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path)
        fill_in(path, {"costs.lead": None, "costs.staff:a|3": "about two"})
        came = coming(workspace, path)
        found = by_label(workspace.look_through(came))
        assert {label: d.why for label, d in found.items()} == {
            "Lead": Why.EMPTIED,
            "Librarian, FTE": Why.UNREADABLE,
        }
        workspace.take_back(came, [found["Lead"]])
        cells = workspace.review(review).cells
        assert LEAD not in cells
        assert cells[FTE].answer.value == Decimal("1.5")


def test_lines_are_added_and_taken_out(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        workspace.add_row(review, "costs", "staff", key="b")
        workspace.answer(review, Address("costs", "staff:b", "grade"), Answer("Porter"))
        give(workspace, review, path)
        with edited(path) as workbook:
            sheet = workbook["Costs"]
            keyed = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
            spare = next(r for key, r in keyed.items() if key.startswith("costs.staff:+"))
            line: tuple[Any, ...] = ("Archivist", 3, 25000)
            for column, value in enumerate(line, 2):
                sheet.cell(spare, column).value = value
            sheet.delete_rows(keyed["costs.staff:b"])
        came = coming(workspace, path)
        found = workspace.look_through(came)
        gone = [d for d in found if d.why is Why.LINE_GONE]
        assert [(d.label, d.here) for d in gone] == [("Porter", "Porter")]
        assert sorted(d.label for d in found if d.why is Why.NEW) == [
            "Archivist, FTE",
            "Archivist, Grade",
            "Archivist, Salary",
        ]
        workspace.take_back(came, found)
        (first, second) = workspace.review(review).rows["costs.staff"]
        assert first == "a"
        assert workspace.review(review).cells[Address("costs", f"staff:{second}", "grade")].answer.value == (
            "Archivist"
        )
        workspace.undo(review)
        assert workspace.review(review).rows["costs.staff"] == ("a", "b")
        assert workspace.verify().is_whole


def test_several_are_out_at_once(here: Path, tmp_path: Path) -> None:
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, tmp_path / "costs.xlsx")
        give(workspace, review, tmp_path / "ledger.xlsx", ("ledger",))
        fill_in(tmp_path / "ledger.xlsx", {"ledger.basis": "Apportioned by floor area"}, "Ledger")
        came = coming(workspace, tmp_path / "ledger.xlsx")
        workspace.take_back(came, workspace.look_through(came))
        assert [(o.sections, o.is_out) for __, o in workspace.outgoing(review)] == [
            (("costs",), True),
            (("ledger",), False),
        ]
        assert workspace.review(review).cells[BASIS].answer.value == "Apportioned by floor area"
        workspace.expect_no_more(review, workspace.outgoing(review)[0][1].id)
        assert not any(o.is_out for __, o in workspace.outgoing(review))


def test_a_sheet_that_was_taken_out_empties_nothing(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path, ("costs", "ledger"))
        with edited(path) as workbook:
            del workbook["Costs"]
        assert workspace.look_through(coming(workspace, path)) == ()


def test_without_anybody_who_looks_it_is_taken_or_asked_about(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path)
        workspace.answer(review, LEAD, Answer("Ann Other"))
        fill_in(path, {"costs.lead": "Carl Clerk", "costs.other": 250})
        asked = come(workspace, path, looks=False)
        assert asked.outcome is Outcome.QUESTION
        assert [q.id for q in asked.questions] == ["changed_here_too"]
        read = partial(work.read_files, answers={str(path): {"changed_here_too": "yes"}})
        (outcome,) = workspace.import_files([path], read_many=read)
        assert outcome.outcome is Outcome.REPLACED, outcome.reason
        assert not workspace.outgoing(review)[0][1].is_out


def test_the_colleague_opens_it_in_the_application_edits_it_there_and_sends_it_back(
    here: Path, tmp_path: Path
) -> None:
    path, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    with open_workspace(here) as ours, open_workspace(tmp_path / "theirs.bvr") as theirs:
        review = begin(ours)
        fill(ours, review)
        ours.answer(review, BASIS, Answer("Floor area"))
        given = give(ours, review, path, ("costs", "ledger"))
        outcome = come(theirs, path)
        assert outcome.outcome is Outcome.IMPORTED, outcome.reason
        ((__, handed),) = theirs.outgoing(review)
        assert (handed.id, handed.way, handed.who) == (given.id, Way.HERE, "Bob Porter")
        opened = theirs.review(review)
        assert {a: c.answer for a, c in opened.cells.items()} == {
            **COMPLETE,
            BASIS: Answer("Floor area"),
        }
        assert set(opened.assignments) == {"costs", "ledger"}
        assert opened.rows == {"costs.staff": ("a",)}
        theirs.answer(review, LEAD, Answer("Carl Clerk"))
        theirs.answer(review, BUDGET, Answer(Decimal(91000)))
        theirs.answer(review, OTHER, Answer(state=State.NOT_COLLECTED))
        work.write_hand_out(FRAMEWORK, theirs.review(review), handed, back, theirs.sent_in(handed))
        theirs.send_back(review, handed.id)
        assert theirs.outgoing(review)[0][1].came
        assert theirs.verify().is_whole
        came = coming(ours, back)
        found = by_label(ours.look_through(came))
        assert sorted(found) == ["Budget", "Lead", "Other"]
        assert {d.why for d in found.values()} == {Why.NEW}
        ours.take_back(came, tuple(found.values()))
        assert ours.review(review).cells[BUDGET].answer.value == 91000
        again = come(theirs, path)
        assert again.outcome is Outcome.ALREADY_THERE


def test_a_return_is_read_where_nobody_knows_any_more_that_it_went_out(here: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, path)
        workspace.undo(review)
        assert workspace.outgoing(review) == ()
        fill_in(path, {"costs.lead": "Carl Clerk"})
        came = coming(workspace, path)
        (lead,) = workspace.look_through(came)
        assert (lead.why, lead.sent) == (Why.NEW, None)
        workspace.take_back(came, [lead])
        ((__, known),) = workspace.outgoing(review)
        assert (known.who, known.is_out) == ("Bob Porter", False)


@pytest.mark.parametrize("do", [lambda w, r: w.sign_off(r, "Ann", DUE)])
def test_a_signed_review_takes_nothing_back(
    here: Path, tmp_path: Path, do: Callable[[Workspace, str], object]
) -> None:
    path = tmp_path / "out.xlsx"
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        (rise,) = (f for f in workspace.findings(review) if f.is_open)
        workspace.explain(review, rise, "A new branch opened in May and lends 500 more.")
        give(workspace, review, path)
        do(workspace, review)
        fill_in(path, {"costs.lead": "Carl Clerk"})
        outcome = come(workspace, path)
        assert outcome.outcome is Outcome.REFUSED
        assert "signed" in outcome.reason


def test_what_is_kept_of_a_workbook_is_missed_and_saved_without(here: Path, tmp_path: Path) -> None:
    with open_workspace(here) as workspace:
        review = begin(workspace)
        fill(workspace, review)
        give(workspace, review, tmp_path / "out.xlsx")
        kept = workspace.outgoing(review)[0][1].kept
    with closing(sqlite3.connect(here)) as connection:
        connection.execute("delete from files where digest = ?", [kept])
        connection.commit()
    assert verify(here).problems == ("What is kept of a workbook is missing: Bob Porter.",)
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    (said,) = salvage(here, tmp_path / "saved.bvr", FRAMEWORK, step)
    assert said == "What is kept of a workbook is lost; that it went out stays: Bob Porter."
    with open_workspace(tmp_path / "saved.bvr", create=False) as workspace:
        assert workspace.verify().is_whole
        ((__, known),) = workspace.outgoing(review)
        assert (known.who, known.kept) == ("Bob Porter", "")
        fill_in(tmp_path / "out.xlsx", {"costs.lead": "Carl Clerk"})
        (lead,) = workspace.look_through(coming(workspace, tmp_path / "out.xlsx"))
        assert (lead.sent, lead.there) == (None, "Carl Clerk"), "the marks of the file tell what is new"
