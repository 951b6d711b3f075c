"""Sections go out to a colleague as a workbook, are filled in, and come back: cell by cell, in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from hand_out_kit import BASIS, DUE, FTE, Room, a_room, come, coming, fill_in
from store_kit import BUDGET, COMPLETE, FRAMEWORK, LEAD, OTHER, open_workspace

from bvreview import work
from bvreview.review.cells import Address, Answer, State
from bvreview.review.exchange.difference import Why
from bvreview.review.exchange.outgoing import Way
from bvreview.review.exchange.submission import Outcome
from bvreview.store.integrity import verify
from bvreview.store.log import Step, StepKind
from bvreview.store.salvage import salvage


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as opened:
        yield opened


def test_who_has_what_is_known_and_the_sections_are_theirs(room: Room) -> None:
    outgoing = room.give()
    ((subject, known),) = room.workspace.outgoing(room.review)
    assert (subject, known.id, known.who, known.due) == (room.review, outgoing.id, "Bob Porter", DUE)
    assert known.is_out
    assert known.words(date(2010, 5, 9)) == "out since 1 May 2010, due in 3 days"
    owner = room.now().assignments["costs"]
    assert (owner.owner, owner.due) == ("Bob Porter", DUE)
    room.workspace.close()
    with open_workspace(room.path.with_name("here.bvr"), create=False) as workspace:
        assert workspace.outgoing() == ((room.review, known),)
        assert workspace.verify().is_whole


def test_the_workbook_holds_the_sections_that_were_chosen_and_no_other(room: Room) -> None:
    room.give()
    reading: Any = work.read_file(FRAMEWORK, room.path)
    assert reading.identity.handed.to == "Bob Porter"
    there = {a: c.answer for a, c in reading.review.cells.items()}
    assert there == {a: answer for a, answer in COMPLETE.items() if a.section == "costs"}
    assert not [f for f in reading.findings if f.rule.startswith("file.")]


def test_what_was_changed_is_shown_cell_by_cell_and_taken_in_one_step(room: Room) -> None:
    room.give()
    room.answer(BASIS, "Typed here meanwhile")
    fill_in(room.path, {"costs.lead": "Bob P. Porter", "costs.other": 250})
    found = room.take_all()
    assert {d.why for d in found.values()} == {Why.NEW}
    lead, other = found["Lead"], found["Other"]
    assert (lead.section, lead.sent, lead.here) == ("Costs", "Bob Porter", "Bob Porter")
    assert (lead.there, other.sent, other.here) == ("Bob P. Porter", "", "")
    assert (room.value(LEAD), room.value(OTHER)) == ("Bob P. Porter", Decimal(250))
    assert room.value(BASIS) == "Typed here meanwhile"
    assert room.known().came
    assert not room.known().is_out
    undone = room.workspace.undo(room.review)
    assert undone
    assert undone.label == "Taken back from Bob Porter"
    assert (room.value(LEAD), room.value(OTHER)) == ("Bob Porter", None)
    assert room.known().is_out, "it is out again"
    assert room.workspace.verify().is_whole
    assert len(room.look_through()[1]) == 2, "what was undone can be taken once more"


def test_what_was_changed_on_both_sides_is_asked_about(room: Room) -> None:
    room.give()
    room.answer(LEAD, "Ann Other")
    room.answer(FTE, Decimal(2))
    fill_in(room.path, {"costs.lead": "Carl Clerk"})
    came, found = room.look_through()
    (lead,) = found.values()
    assert (lead.why, lead.asks) == (Why.BOTH, True)
    assert (lead.sent, lead.here, lead.there) == ("Bob Porter", "Ann Other", "Carl Clerk")
    room.workspace.take_back(came, [])  # ours is kept; it came back all the same
    assert room.value(LEAD) == "Ann Other"
    assert room.value(FTE) == 2, "an old answer sets nothing back"
    assert not room.known().is_out


def test_what_was_emptied_or_cannot_be_read_is_asked_about(room: Room) -> None:
    room.give()
    fill_in(room.path, {"costs.lead": None, "costs.staff:a|3": "about two"})
    came, found = room.look_through()
    whys = {label: d.why for label, d in found.items()}
    assert whys == {"Lead": Why.EMPTIED, "Librarian, FTE": Why.UNREADABLE}
    room.workspace.take_back(came, [found["Lead"]])
    assert (room.value(LEAD), room.value(FTE)) == (None, Decimal("1.5"))


def test_lines_are_added_and_taken_out(room: Room) -> None:
    room.workspace.add_row(room.review, "costs", "staff", key="b")
    room.answer(Address("costs", "staff:b", "grade"), "Porter")
    room.give()
    with edited(room.path) as workbook:
        sheet = workbook["Costs"]
        keyed = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
        spare = next(r for key, r in keyed.items() if key.startswith("costs.staff:+"))
        line: tuple[Any, ...] = ("Archivist", 3, 25000)
        for column, value in enumerate(line, 2):
            sheet.cell(spare, column).value = value
        sheet.delete_rows(keyed["costs.staff:b"])
    found = room.take_all()
    gone = [d for d in found.values() if d.why is Why.LINE_GONE]
    assert [(d.label, d.sent, d.here) for d in gone] == [("Porter", "Grade: Porter", "Grade: Porter")]
    assert sorted(d.label for d in found.values() if d.why is Why.NEW) == [
        "Archivist, FTE",
        "Archivist, Grade",
        "Archivist, Salary",
    ]
    (first, second) = room.now().rows["costs.staff"]
    assert first == "a"
    assert room.value(Address("costs", f"staff:{second}", "grade")) == "Archivist"
    room.workspace.undo(room.review)
    assert room.now().rows["costs.staff"] == ("a", "b")
    assert room.workspace.verify().is_whole


def test_several_are_out_at_once(room: Room) -> None:
    room.give("costs", name="costs.xlsx")
    room.give("ledger")
    fill_in(room.path, {"ledger.basis": "Apportioned by floor area"}, "Ledger")
    room.take_all()
    out = [(o.sections, o.is_out) for __, o in room.workspace.outgoing(room.review)]
    assert out == [(("costs",), True), (("ledger",), False)]
    assert room.value(BASIS) == "Apportioned by floor area"
    room.workspace.expect_no_more(room.review, room.workspace.outgoing(room.review)[0][1].id)
    assert not any(o.is_out for __, o in room.workspace.outgoing(room.review))


def test_a_sheet_that_was_taken_out_empties_nothing(room: Room) -> None:
    room.give("costs", "ledger")
    with edited(room.path) as workbook:
        del workbook["Costs"]
    assert room.look_through()[1] == {}


def test_without_anybody_who_looks_it_is_taken_or_asked_about(room: Room) -> None:
    room.give()
    room.answer(LEAD, "Ann Other")
    fill_in(room.path, {"costs.lead": "Carl Clerk", "costs.other": 250})
    asked = come(room.workspace, room.path, looks=False)
    assert asked.outcome is Outcome.QUESTION
    assert [q.id for q in asked.questions] == ["changed_here_too"]
    read = partial(work.read_files, answers={str(room.path): {"changed_here_too": "yes"}})
    (outcome,) = room.workspace.import_files([room.path], read_many=read)
    assert outcome.outcome is Outcome.REPLACED, outcome.reason
    assert not room.known().is_out


def test_the_colleague_opens_it_in_the_application_edits_it_there_and_sends_it_back(
    room: Room, tmp_path: Path
) -> None:
    ours, review, back = room.workspace, room.review, tmp_path / "back.xlsx"
    with open_workspace(tmp_path / "theirs.bvr") as theirs:
        room.answer(BASIS, "Floor area")
        given = room.give("costs", "ledger")
        outcome = come(theirs, room.path)
        assert outcome.outcome is Outcome.IMPORTED, outcome.reason
        ((__, handed),) = theirs.outgoing(review)
        assert (handed.id, handed.way, handed.who) == (given.id, Way.HERE, "Bob Porter")
        opened = theirs.review(review)
        stands = {a: c.answer for a, c in opened.cells.items()}
        assert stands == {**COMPLETE, BASIS: Answer("Floor area")}
        assert set(opened.assignments) == {"costs", "ledger"}
        assert opened.rows == {"costs.staff": ("a",)}
        theirs.answer(review, LEAD, Answer("Carl Clerk"))
        theirs.answer(review, BUDGET, Answer(Decimal(91000)))
        theirs.answer(review, OTHER, Answer(state=State.NOT_COLLECTED))
        work.write_hand_out(FRAMEWORK, theirs.review(review), handed, back, theirs.sent_in(handed))
        theirs.send_back(review, handed.id)
        assert theirs.outgoing(review)[0][1].came
        assert theirs.verify().is_whole
        found = room.take_all(back)
        assert sorted(found) == ["Budget", "Lead", "Other"]
        assert {d.why for d in found.values()} == {Why.NEW}
        assert ours.review(review).cells[BUDGET].answer.value == 91000
        assert come(theirs, room.path).outcome is Outcome.ALREADY_THERE


def test_a_return_is_read_where_nobody_knows_any_more_that_it_went_out(room: Room) -> None:
    room.give()
    room.workspace.undo(room.review)
    assert room.workspace.outgoing(room.review) == ()
    fill_in(room.path, {"costs.lead": "Carl Clerk"})
    (lead,) = room.take_all().values()
    assert (lead.why, lead.sent) == (Why.NEW, None)
    assert (room.known().who, room.known().is_out) == ("Bob Porter", False)


def test_a_signed_review_takes_nothing_back(room: Room) -> None:
    (rise,) = (f for f in room.workspace.findings(room.review) if f.is_open)
    room.workspace.explain(room.review, rise, "A new branch opened in May and lends 500 more.")
    room.give()
    room.workspace.sign_off(room.review, "Ann", DUE)
    fill_in(room.path, {"costs.lead": "Carl Clerk"})
    outcome = come(room.workspace, room.path)
    assert outcome.outcome is Outcome.REFUSED
    assert "signed" in outcome.reason


def test_what_is_kept_of_a_workbook_is_missed_and_saved_without(room: Room, tmp_path: Path) -> None:
    room.give()
    kept, here = room.known().kept, tmp_path / "here.bvr"
    room.workspace.close()
    with closing(sqlite3.connect(here)) as connection:
        connection.execute("delete from files where digest = ?", [kept])
        connection.commit()
    assert verify(here).problems == ("What is kept of a workbook is missing: Bob Porter.",)
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    (said,) = salvage(here, tmp_path / "saved.bvr", FRAMEWORK, step)
    assert said == "What is kept of a workbook is lost; that it went out stays: Bob Porter."
    with open_workspace(tmp_path / "saved.bvr", create=False) as workspace:
        assert workspace.verify().is_whole
        ((__, known),) = workspace.outgoing(room.review)
        assert (known.who, known.kept) == ("Bob Porter", "")
        fill_in(room.path, {"costs.lead": "Carl Clerk"})
        (lead,) = workspace.look_through(coming(workspace, room.path))
        assert (lead.sent, lead.there) == (None, "Carl Clerk"), "the marks of the file tell what is new"
