"""The history in pages, filtered and compared; what undo would do by name; what was opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from clock import turn_clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_kit import BUDGET, LEAD, OTHER, begin, fill, open_workspace

from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import ChangeKind, cell_change, encode_answer
from bvreview.review.model import Review
from bvreview.review.progress import Progress
from bvreview.settings import Person
from bvreview.store.history import HistoryEntry, HistoryFilter
from bvreview.store.log import StepKind
from bvreview.workspace import Workspace
from bvreview.workspace.past import Undoable

BOB = Person("Bob Porter", "Manager")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "a.bvr") as opened:
        yield opened


def write(workspace: Workspace, review: str, *texts: str) -> None:
    for text in texts:
        workspace.answer(review, LEAD, Answer(text))


def test_pages_go_on_where_the_one_before_ended_and_leave_nothing_out(workspace: Workspace) -> None:
    review = begin(workspace)
    write(workspace, review, *map(str, range(25)))
    read: list[HistoryEntry] = []
    before = 0
    while page := workspace.history_page(review, HistoryFilter(before=before), 7):
        assert len(page) <= 7
        read += page
        before = page[-1].seq
    assert tuple(read) == workspace.history(review)
    assert [e.change.new for e in read][:2] == ['{"value":"24"}', '{"value":"23"}']


def test_entries_are_filtered_by_person_section_and_address(workspace: Workspace) -> None:
    review = begin(workspace)
    write(workspace, review, "a")
    workspace.person = BOB
    workspace.answer(review, BUDGET, Answer(Decimal(5)))
    write(workspace, review, "b")

    def values(wanted: HistoryFilter) -> list[str | None]:
        return [e.change.new for e in workspace.history_page(review, wanted)]

    assert values(HistoryFilter(author=str(BOB))) == ['{"value":"b"}', '{"value":"5"}']
    assert values(HistoryFilter(section="ledger")) == ['{"value":"5"}']
    assert values(HistoryFilter(address=LEAD, author=str(BOB))) == ['{"value":"b"}']
    outline = workspace.history_outline(review)
    assert outline.count == 4
    assert outline.authors == tuple(sorted(("Ann Other, Finance", str(BOB))))
    assert set(outline.sections) == {"costs", "ledger"}


def test_differences_are_between_a_moment_and_now(workspace: Workspace) -> None:
    review = begin(workspace)
    write(workspace, review, "a")
    moment = workspace.history(review)[0].seq
    write(workspace, review, "b", "c")
    workspace.answer(review, OTHER, Answer(Decimal(1)))
    workspace.answer(review, OTHER, None)
    (change,) = workspace.differences(review, moment)
    assert (change.address, change.old, change.new) == (LEAD, '{"value":"a"}', '{"value":"c"}')
    assert workspace.differences(review, workspace.history(review)[0].seq) == ()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.sampled_from("abc"), min_size=1, max_size=8), at=st.integers(0, 7))
def test_differences_lead_back_to_what_stood_then(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], at: int
) -> None:
    with open_workspace(tmp_path_factory.mktemp("d") / "a.bvr") as workspace:
        review = begin(workspace)
        stood = []
        for n, text in enumerate(texts):
            workspace.answer(review, (LEAD, Address("ledger", "", "basis"))[n % 2], Answer(text))
            cells = workspace.review(review).cells
            stood.append((workspace.history(review)[0].seq, {a: c.answer for a, c in cells.items()}))
        seq, then = stood[min(at, len(stood) - 1)]
        now = {a: encode_answer(c.answer) for a, c in workspace.review(review).cells.items()}
        for change in workspace.differences(review, seq):
            assert now.get(change.address) == change.new
            now[change.address] = change.old
        back = {a: text for a, text in now.items() if text is not None}
        assert back == {a: encode_answer(answer) for a, answer in then.items()}


def test_order_and_pages_do_not_follow_a_clock_that_is_turned_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = begin(workspace)
    times = ["2036-01-01T00:00:00+00:00", "2016-01-01T00:00:00+00:00", "2026-10-25T01:30:00+00:00"]
    for text, time in zip("abc", times, strict=True):
        turn_clock(monkeypatch, time)
        write(workspace, review, text)
    first, second, third = workspace.history_page(review, HistoryFilter(address=LEAD), 3)
    assert [first.time, second.time, third.time] == times[::-1]
    assert [c.new for c in workspace.differences(review, third.seq)] == ['{"value":"c"}']
    assert workspace.history_page(review, HistoryFilter(address=LEAD, before=second.seq)) == (third,)


def test_undo_and_redo_are_named_over_a_restart(workspace: Workspace, tmp_path: Path) -> None:
    review = begin(workspace)
    assert workspace.undoable(review) == Undoable()
    workspace.apply([cell_change(review, LEAD, None, Answer("a"))], "Head, 12 answers")
    workspace.answer(review, OTHER, Answer(Decimal(1)))
    assert workspace.undoable(review) == Undoable("Other", None)
    workspace.close()
    with open_workspace(tmp_path / "a.bvr") as again:
        done = again.undo(review)
        assert done
        assert (done.label, done.kind) == ("Other", StepKind.UNDO)
        assert again.undoable(review) == Undoable("Head, 12 answers", "Other")
        redone = again.redo(review)
        assert redone
        assert redone.kind is StepKind.REDO
        assert [e.kind for e in again.history(review)[:3]] == [StepKind.REDO, StepKind.UNDO, StepKind.EDIT]


def test_a_signature_is_a_record_that_undo_stops_at(workspace: Workspace) -> None:
    review = begin(workspace)
    fill(workspace, review)
    for finding in workspace.findings(review):
        if finding.is_open:
            workspace.explain(review, finding, "A new branch.")
    workspace.sign_off(review, "Chair", date(2010, 5, 4))
    assert workspace.undoable(review) == Undoable(record="Revision 1 signed")
    workspace.reopen(review)
    assert workspace.undoable(review) == Undoable(record="Revision 2 begun")
    before = workspace.review(review)
    assert workspace.undo(review) is None
    assert workspace.review(review) == before
    write(workspace, review, "another")
    assert workspace.undoable(review).undo == "Lead"
    workspace.undo(review)
    assert workspace.undoable(review) == Undoable(None, "Lead", "Revision 2 begun")


def test_everything_a_person_does_is_undone_and_done_again(workspace: Workspace) -> None:
    review = begin(workspace)
    staff = "costs", "staff"
    keys = [workspace.add_row(review, *staff) for __ in range(3)]
    deeds: list[Callable[[], object]] = [
        lambda: workspace.answer(review, LEAD, Answer("a", source="paper", note="seen")),
        lambda: workspace.answer(review, Address("costs", f"staff:{keys[0]}", "grade"), Answer("x")),
        lambda: workspace.move_row(review, *staff, keys[0], 2),
        lambda: workspace.remove_row(review, *staff, keys[0]),
        lambda: workspace.set_path(review, _other(workspace, review)),
    ]
    states = [workspace.review(review)]
    for deed in deeds:
        deed()
        states.append(workspace.review(review))
    for state in states[-2::-1]:
        workspace.undo(review)
        assert _content(workspace, review) == _content_of(state)
    for state in states[1:]:
        workspace.redo(review)
        assert _content(workspace, review) == _content_of(state)


def _other(workspace: Workspace, review: str) -> ReviewPath:
    now = workspace.head(review).path
    return next(path for path in ReviewPath if path is not now)


def _content(workspace: Workspace, review: str) -> object:
    return _content_of(workspace.review(review))


def _content_of(review: Review) -> object:
    cells = {a: c.answer for a, c in review.cells.items()}
    rows = {name: keys for name, keys in review.rows.items() if keys}
    return cells, rows, review.head.path


def test_what_was_opened_is_kept_beside_the_log(workspace: Workspace, tmp_path: Path) -> None:
    review, other = begin(workspace), begin(workspace, "reading-rooms")
    before = workspace.history(review)
    assert workspace.look_at(review, "costs")
    assert not workspace.look_at(review, "costs")
    assert workspace.history(review) == before
    workspace.close()
    with open_workspace(tmp_path / "a.bvr") as again:
        assert again.looked_at(review) == {"costs"}
        assert again.looked_at(other) == frozenset()
        standing = {s.section: s.progress for s in again.progress(review)}
        assert standing["costs"] is Progress.LOOKED_AT
        assert standing["ledger"] is Progress.NOT_STARTED
        again.answer(review, LEAD, Answer("a"))
        assert {s.section: s.progress for s in again.progress(review)}["costs"] is Progress.INCOMPLETE
        assert again.verify().is_whole
        assert all(e.change.kind is not ChangeKind.ROW for e in again.history(review))


def type_on(workspace: Workspace, review: str, address: Address, *texts: str) -> None:
    """What a hand types in one go, committed at each pause."""
    old = workspace.review(review).cells.get(address)
    before = old.answer if old else None
    for n, text in enumerate(texts):
        after = Answer(text)
        workspace.apply([cell_change(review, address, before, after)], "Lead", typing=n > 0)
        before = after


def lead(workspace: Workspace, review: str) -> object:
    cell = workspace.review(review).cells.get(LEAD)
    return cell and cell.answer.value


def test_what_is_typed_in_one_go_is_undone_redone_and_told_as_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    review = begin(workspace)
    write(workspace, review, "before")
    type_on(workspace, review, LEAD, "a", "an", "ann")
    (entry, first) = workspace.history(review, LEAD)
    assert (entry.change.old, entry.change.new) == ('{"value":"before"}', '{"value":"ann"}')
    assert (entry.kind, entry.label) == (StepKind.EDIT, "Lead")
    assert first.change.new == '{"value":"before"}'
    workspace.undo(review)
    assert lead(workspace, review) == "before"
    assert workspace.undoable(review).redo == "Lead"
    workspace.close()
    with open_workspace(tmp_path / "a.bvr") as again:
        again.redo(review)
        assert lead(again, review) == "ann"
        again.undo(review)
        again.undo(review)
        assert lead(again, review) is None
        assert again.verify().is_whole


def test_typing_does_not_go_on_after_anything_else(workspace: Workspace) -> None:
    review = begin(workspace)
    type_on(workspace, review, LEAD, "a", "an")
    workspace.person = BOB
    bob = cell_change(review, LEAD, Answer("an"), Answer("bob"))
    workspace.apply([bob], "Lead", typing=True)
    workspace.undo(review)
    assert lead(workspace, review) == "an"
    ann = cell_change(review, LEAD, Answer("an"), Answer("ann"))
    workspace.apply([ann], "Lead", typing=True)
    workspace.undo(review)
    assert lead(workspace, review) == "an"
    workspace.undo(review)
    assert lead(workspace, review) is None
    workspace.answer(review, OTHER, Answer(Decimal(1)))
    type_on(workspace, review, LEAD, "c")
    workspace.undo(review)
    assert workspace.review(review).cells[OTHER].answer.value == 1


def test_typing_shows_what_was_typed_between_two_moments(workspace: Workspace) -> None:
    review = begin(workspace)
    moment = workspace.history(review)[0].seq
    type_on(workspace, review, LEAD, "a", "an", "ann")
    (change,) = workspace.differences(review, moment)
    assert (change.old, change.new) == (None, '{"value":"ann"}')
    assert workspace.history_outline(review).count == 2
