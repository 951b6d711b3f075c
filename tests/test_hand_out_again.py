"""A workbook comes back a second time: only what its sender changed since the first time is told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from hand_out_kit import BASIS, FTE, Room, a_room, come, fill_in
from store_kit import LEAD, OTHER

from bvreview.review.exchange.difference import Why
from bvreview.review.exchange.submission import Outcome

FIRST = {"costs.lead": "Carl Clerk", "costs.other": 250}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as opened:
        yield opened


def came_once(room: Room, *sections: str) -> None:
    room.give(*sections)
    fill_in(room.path, FIRST)
    room.take_all()


def test_the_same_return_twice_has_nothing_to_take(room: Room) -> None:
    came_once(room)
    again = come(room.workspace, room.path)
    assert (again.outcome, again.changed) == (Outcome.ALREADY_THERE, 0)
    assert come(room.workspace, room.path, looks=False).outcome is Outcome.ALREADY_THERE


def test_of_a_second_return_only_the_further_answers_are_told(room: Room) -> None:
    came_once(room)
    fill_in(room.path, {"costs.staff:a|3": 2})
    found = room.take_all()
    (fte,) = found.values()
    assert (fte.why, fte.sent, fte.here, fte.there) == (Why.NEW, "1.5", "1.5", "2")
    assert (room.value(LEAD), room.value(OTHER), room.value(FTE)) == ("Carl Clerk", 250, 2)
    room.workspace.undo(room.review)
    assert (room.value(OTHER), room.value(FTE)) == (250, Decimal("1.5"))
    assert list(room.look_through()[1]) == list(found), "the first return still stands"


def test_what_was_taken_over_is_corrected_without_a_question(room: Room) -> None:
    came_once(room)
    fill_in(room.path, {"costs.other": 260})
    (other,) = room.take_all().values()
    assert (other.why, other.sent, other.there) == (Why.NEW, "\u00a3250", "\u00a3260")


def test_only_what_both_changed_since_the_first_return_is_asked_about(room: Room) -> None:
    came_once(room)
    room.answer(OTHER, Decimal(300))
    room.answer(LEAD, "Ann Other")
    fill_in(room.path, {"costs.other": 260})
    (other,) = room.look_through()[1].values()
    assert (other.why, other.sent, other.here, other.there) == (
        Why.BOTH,
        "\u00a3250",
        "\u00a3300",
        "\u00a3260",
    )


def test_what_was_decided_is_not_asked_again(room: Room) -> None:
    room.give()
    room.answer(LEAD, "Ann Other")
    fill_in(room.path, {**FIRST, "costs.staff:a|3": None})
    came, found = room.look_through()
    assert {d.why for d in found.values()} == {Why.BOTH, Why.NEW, Why.EMPTIED}
    room.workspace.take_back(came, [])
    assert come(room.workspace, room.path).outcome is Outcome.ALREADY_THERE
    fill_in(room.path, {"costs.lead": "Dee Drummer"})
    (lead,) = room.look_through()[1].values()
    assert (lead.why, lead.sent, lead.here) == (Why.BOTH, "Carl Clerk", "Ann Other")


def test_a_line_that_came_and_went(room: Room) -> None:
    room.give()
    with edited(room.path) as workbook:
        sheet: Any = workbook["Costs"]
        keys = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
        spare = next(row for key, row in keys.items() if key.startswith("costs.staff:+"))
        spare[1].value, spare[2].value = "Archivist", 3
    room.take_all()
    assert come(room.workspace, room.path).outcome is Outcome.ALREADY_THERE
    with edited(room.path) as workbook:
        workbook["Costs"].cell(spare[0].row, 4).value = 25000
    (salary,) = room.take_all().values()
    assert (salary.label, salary.why) == ("Archivist, Salary", Why.NEW)
    with edited(room.path) as workbook:
        workbook["Costs"].delete_rows(spare[0].row)
    (gone,) = room.look_through()[1].values()
    assert gone.why is Why.LINE_GONE
    words = "Grade: Archivist; FTE: 3; Salary: £25,000"
    assert (gone.sent, gone.here) == (words, words)


def test_of_a_sheet_that_was_not_in_it_what_was_sent_still_counts(room: Room) -> None:
    room.give("costs", "ledger")
    whole = room.path.read_bytes()
    with edited(room.path) as workbook:
        del workbook["Costs"]
    fill_in(room.path, {"ledger.basis": "By floor"}, "Ledger")
    room.take_all()
    room.path.write_bytes(whole)
    fill_in(room.path, {**FIRST, "costs.lead": None})
    fill_in(room.path, {"ledger.basis": "By floor"}, "Ledger")
    found = room.look_through()[1]
    assert {label: d.why for label, d in found.items()} == {"Other": Why.NEW, "Lead": Why.EMPTIED}
    assert room.value(BASIS) == "By floor"


def test_what_nobody_looked_at_is_told_the_next_time(room: Room) -> None:
    room.give()
    fill_in(room.path, {"costs.lead": None, "costs.other": 250})
    first = come(room.workspace, room.path, looks=False)
    assert first.outcome is Outcome.REPLACED, first.reason
    assert room.value(LEAD) == "Bob Porter", "blanks take nothing unasked"
    found = room.look_through()[1]
    assert {label: d.why for label, d in found.items()} == {"Lead": Why.EMPTIED}
