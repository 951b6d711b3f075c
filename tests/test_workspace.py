"""The use cases: what is written stands, is logged, is undone, and belongs to the right review."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from clock import turn_clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from store_kit import (
    ANN,
    BUDGET,
    LEAD,
    OTHER,
    YEAR,
    begin,
    fill,
    open_workspace,
    plain,
    reader,
    reading,
    sent,
)

from bvreview.framework.rules import Level
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer, State
from bvreview.review.changes import Change, ChangeKind, canonical_json, cell_change, encode_answer
from bvreview.review.progress import Progress
from bvreview.settings import Person
from bvreview.store.errors import ChangedMeanwhileError, ClosedError, DuplicateReviewError, UnknownReviewError
from bvreview.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "a.bvr")
    yield opened
    opened.close()


def test_a_new_review_is_empty_and_has_an_id_that_says_what_it_is(workspace: Workspace) -> None:
    head = workspace.create_review("aber", "reading-rooms", YEAR, ReviewPath.LIGHT)
    assert head.id.startswith("rr-aber-2009-10-")
    review = workspace.review(head.id)
    assert (review.head, review.cells, review.rows) == (head, {}, {})
    (summary,) = workspace.reviews()
    assert (summary.title, summary.own) == ("Rooms, Aber, 2009 to 2010", True)
    assert summary.changed == workspace.last_saved


def test_the_same_review_is_not_begun_twice(workspace: Workspace) -> None:
    review_id = begin(workspace)
    with pytest.raises(DuplicateReviewError, match="Loans, Aber, 2009 to 2010") as error:
        begin(workspace)
    assert error.value.review_id == review_id
    begin(workspace, organisation="bryn")


def test_an_unknown_review_is_said(workspace: Workspace) -> None:
    with pytest.raises(UnknownReviewError, match="no review x"):
        workspace.review("x")


def test_an_answer_carries_who_when_and_in_which_revision(workspace: Workspace) -> None:
    review_id = begin(workspace)
    answer = Answer(Decimal("12.50"), source="ledger", note="net of VAT")
    done = workspace.answer(review_id, OTHER, answer)
    cell = workspace.review(review_id).cells[OTHER]
    assert cell.answer == Answer(Decimal("12.5"), source="ledger", note="net of VAT")
    assert (cell.author, cell.time, cell.revision) == (str(ANN), done.time, 1)
    assert (done.subjects, done.label) == (frozenset({review_id}), "Other")
    workspace.person = Person("Bob")
    workspace.answer(review_id, OTHER, None)
    assert OTHER not in workspace.review(review_id).cells
    assert [e.author for e in workspace.history(review_id, OTHER)] == ["Bob", "Ann Other, Finance"]


def test_the_same_answer_again_is_no_change(workspace: Workspace) -> None:
    review_id = begin(workspace)
    workspace.answer(review_id, LEAD, Answer("Bob"))
    again = workspace.answer(review_id, LEAD, Answer("Bob"))
    assert (again.changes, again.subjects) == ((), frozenset())
    assert len(workspace.history(review_id, LEAD)) == 1


def test_the_organisation_year_is_shared_by_its_reviews(workspace: Workspace) -> None:
    loans, rooms = begin(workspace), begin(workspace, "reading-rooms")
    elsewhere = begin(workspace, organisation="bryn")
    workspace.answer(loans, BUDGET, Answer(Decimal(5)))
    assert workspace.review(rooms).cells[BUDGET].answer == Answer(Decimal(5))
    assert BUDGET not in workspace.review(elsewhere).cells
    workspace.undo(rooms)
    assert BUDGET not in workspace.review(loans).cells


def test_rows_are_added_moved_and_removed_with_their_answers(workspace: Workspace) -> None:
    review_id = begin(workspace)
    keys = [workspace.add_row(review_id, "costs", "staff") for __ in range(3)]
    first = workspace.add_row(review_id, "costs", "staff", position=0, key="first")
    workspace.answer(review_id, Address("costs", "staff:first", "grade"), Answer("Porter"))
    assert workspace.review(review_id).rows == {"costs.staff": ("first", *keys)}
    workspace.move_row(review_id, "costs", "staff", first, 99)
    assert workspace.review(review_id).rows == {"costs.staff": (*keys, "first")}
    assert workspace.move_row(review_id, "costs", "staff", first, 3).changes == ()
    before = plain(workspace.review(review_id))
    workspace.remove_row(review_id, "costs", "staff", first)
    assert workspace.review(review_id).cells == {}
    assert workspace.review(review_id).rows == {"costs.staff": tuple(keys)}
    workspace.undo(review_id)
    assert plain(workspace.review(review_id)) == before
    with pytest.raises(ChangedMeanwhileError):
        workspace.move_row(review_id, "costs", "staff", "none", 0)


def test_an_explanation_lives_while_what_was_found_is_unchanged(workspace: Workspace) -> None:
    review_id = begin(workspace)
    fill(workspace, review_id)
    (rise,) = (f for f in workspace.findings(review_id) if f.level is Level.EXPLAIN)
    workspace.explain(review_id, rise, " A new branch. ")
    assert {f.level for f in workspace.findings(review_id) if f.is_open} == set()
    workspace.answer(review_id, Address("costs", "outputs:loans", "q2"), Answer(Decimal(900)))
    (rise,) = (f for f in workspace.findings(review_id) if f.level is Level.EXPLAIN)
    assert rise.is_open
    assert rise.stale
    assert rise.stale.text == "A new branch."
    workspace.undo(review_id)
    workspace.explain(review_id, rise, "  ")
    assert workspace.review(review_id).explanations == {}


def test_undo_and_redo_go_step_by_step_and_survive_a_restart(workspace: Workspace, tmp_path: Path) -> None:
    review_id = begin(workspace)
    assert workspace.undo(review_id) is workspace.redo(review_id) is None
    for text in ("one", "two", "three"):
        workspace.answer(review_id, LEAD, Answer(text))
    workspace.undo(review_id)
    workspace.close()
    with open_workspace(tmp_path / "a.bvr") as again:

        def lead() -> object:
            cell = again.review(review_id).cells.get(LEAD)
            return cell and cell.answer.value

        undone = again.undo(review_id)
        assert (lead(), undone and undone.label) == ("one", "Lead")
        again.redo(review_id)
        assert lead() == "two"
        again.redo(review_id)
        assert (lead(), again.can_redo(review_id)) == ("three", False)
        for __ in range(3):
            again.undo(review_id)
        assert (lead(), again.can_undo(review_id)) == (None, False)
        again.redo(review_id)
        again.answer(review_id, LEAD, Answer("four"))
        assert (again.redo(review_id), again.can_redo(review_id)) == (None, False)
        again.undo(review_id)
        assert lead() == "one"


def test_a_paste_is_one_step(workspace: Workspace) -> None:
    review_id = begin(workspace)
    addresses = [Address("costs", f"outputs:{row}", "q1") for row in ("loans", "visits")]
    paste = [cell_change(review_id, a, None, Answer(Decimal(n))) for n, a in enumerate(addresses)]
    assert workspace.apply(paste, "Paste").label == "Paste"
    assert len(workspace.review(review_id).cells) == 2
    workspace.undo(review_id)
    assert workspace.review(review_id).cells == {}


def test_a_change_made_from_an_older_value_is_refused_whole(workspace: Workspace) -> None:
    review_id = begin(workspace)
    workspace.answer(review_id, LEAD, Answer("mine"))
    stale = [
        cell_change(review_id, OTHER, None, Answer(Decimal(1))),
        cell_change(review_id, LEAD, Answer("theirs"), Answer("new")),
    ]
    before = workspace.history(review_id)
    with pytest.raises(ChangedMeanwhileError, match="Lead"):
        workspace.apply(stale, "Paste")
    assert OTHER not in workspace.review(review_id).cells
    assert workspace.history(review_id) == before


@pytest.mark.parametrize(
    "change",
    [
        Change(ChangeKind.ROW, "", "costs", "staff:gone", old="0", new="1"),
        Change(ChangeKind.HEAD, "", field="path", old="light", new="full"),
        Change(ChangeKind.EXPLANATION, "", "costs", "", "lead", "rise", old='["1","x"]', new=None),
    ],
)
def test_every_kind_of_change_is_guarded(workspace: Workspace, change: Change) -> None:
    review_id = begin(workspace)
    with pytest.raises(ChangedMeanwhileError):
        workspace.apply([structs.replace(change, subject=review_id)], "")


def test_the_path_is_changed_and_changed_back(workspace: Workspace) -> None:
    review_id = begin(workspace)
    workspace.set_path(review_id, ReviewPath.LIGHT)
    assert workspace.head(review_id).path is ReviewPath.LIGHT
    workspace.undo(review_id)
    assert workspace.head(review_id).path is ReviewPath.FULL


def test_progress_and_counts_follow_the_answers(workspace: Workspace) -> None:
    review_id = begin(workspace)
    assert workspace.reviews()[0].counts["stop"] > 0
    assert workspace.progress(review_id)[0].progress is Progress.NOT_STARTED
    fill(workspace, review_id)
    assert workspace.reviews()[0].counts == {"stop": 0, "explain": 1, "note": 0}
    assert workspace.progress(review_id)[0].progress is Progress.PUT_RIGHT


def test_search_finds_words_notes_and_sources_but_no_figures(workspace: Workspace) -> None:
    loans, rooms = begin(workspace), begin(workspace, "reading-rooms")
    workspace.answer(loans, LEAD, Answer("Siân Ŵyn"))
    workspace.answer(loans, OTHER, Answer(Decimal(4711), note="see the wynne report"))
    workspace.answer(loans, Address("ledger", "", "basis"), Answer("as agreed with Wyn"))
    assert [h.address for h in workspace.search("sian")] == [LEAD]
    assert {h.address.field for h in workspace.search("WYN")} == {"lead", "other", "basis"}
    (shared,) = workspace.search("agreed wy")
    assert set(shared.reviews) == {loans, rooms}
    for nothing in ("4711", "", '" OR *', "nosuchword"):
        assert workspace.search(nothing) == ()
    workspace.answer(loans, LEAD, None)
    assert workspace.search("sian") == ()
    workspace.undo(loans)
    assert len(workspace.search("sian")) == 1


def test_a_hit_in_a_table_says_what_its_row_is_called(workspace: Workspace) -> None:
    loans = begin(workspace)
    workspace.add_row(loans, "costs", "staff", key="a")
    workspace.answer(loans, Address("costs", "staff:a", "fte"), Answer(Decimal(2), note="agreed with unions"))
    assert [hit.row for hit in workspace.search("unions")] == [""]
    workspace.answer(loans, Address("costs", "staff:a", "grade"), Answer("Porter"))
    assert [hit.row for hit in workspace.search("unions")] == ["Porter"]
    workspace.answer(loans, LEAD, Answer("Una"))
    assert [hit.row for hit in workspace.search("una")] == [""]


def test_who_has_sent_nothing_is_named(workspace: Workspace) -> None:
    begin(workspace, organisation="bryn")
    paths, read_many = reader(reading(sent()))
    workspace.import_files(paths, read_many=read_many)
    assert [o.id for o in workspace.missing("loans", YEAR)] == ["bryn"]
    assert [o.id for o in workspace.missing("loans", YEAR.before(), "north")] == ["aber", "bryn", "cwm"]
    assert workspace.missing("loans", YEAR, "south") == ()


def test_order_is_by_entry_and_not_by_clock(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    review_id = begin(workspace)
    times = ["2036-01-01T00:00:00+00:00", "2016-01-01T00:00:00+00:00", "2026-10-25T01:30:00+00:00"]
    for text, time in zip("abc", times, strict=True):
        turn_clock(monkeypatch, time)
        workspace.answer(review_id, LEAD, Answer(text))
    assert [e.time for e in workspace.history(review_id, LEAD)] == times[::-1]
    assert workspace.reviews()[0].changed == times[-1]
    workspace.undo(review_id)
    assert workspace.review(review_id).cells[LEAD].answer.value == "b"
    assert workspace.verify().is_whole


def test_one_thread_touches_the_file(workspace: Workspace) -> None:
    review_id = begin(workspace)
    future = workspace.later(threading.current_thread)
    assert future.result() is not threading.current_thread()
    assert workspace.later(workspace.answer, review_id, LEAD, Answer("x")).result().changes


def test_many_threads_lose_nothing(workspace: Workspace) -> None:
    review_id = begin(workspace)

    def write(name: str) -> None:
        for __ in range(10):
            workspace.add_row(review_id, "costs", "staff")

    threads = [threading.Thread(target=write, args=[str(n)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.review(review_id).rows["costs.staff"]) == 40


def test_a_closed_workspace_says_so_and_closes_again(workspace: Workspace) -> None:
    workspace.close()
    workspace.close()
    with pytest.raises(ClosedError, match=r"a\.bvr is closed"):
        workspace.reviews()


ANSWERS = st.one_of(
    st.none(),
    st.builds(Answer, st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9)),
    st.just(Answer(state=State.NOT_COLLECTED)),
    st.builds(Answer, st.none(), st.just(State.PENDING), raw=st.just("12,5")),
)
NUMBERS = itertools.count()
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), ANSWERS, st.sampled_from(["", "a", "b"])),
        st.tuples(
            st.sampled_from(["add", "remove", "move"]), st.integers(0, 3), st.sampled_from(["a", "b", "c"])
        ),
    ),
    min_size=1,
    max_size=12,
)


def make(workspace: Workspace, review_id: str, edit: tuple[str, object, str]) -> None:
    verb, what, key = edit
    keys = workspace.review(review_id).rows.get("costs.staff", ())
    if verb == "answer":
        place = Address("costs", f"staff:{key}", "grade") if key else LEAD
        assert what is None or isinstance(what, Answer)
        workspace.answer(review_id, place, what)
    elif verb == "add" and key not in keys:
        assert isinstance(what, int)
        workspace.add_row(review_id, "costs", "staff", what, key)
    elif verb == "remove":
        workspace.remove_row(review_id, "costs", "staff", key)
    elif verb == "move" and key in keys:
        assert isinstance(what, int)
        workspace.move_row(review_id, "costs", "staff", key, what)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_undoing_everything_leads_back_and_redoing_it_forth(
    workspace: Workspace, edits: list[tuple[str, object, str]]
) -> None:
    organisation = f"o{next(NUMBERS)}"  # the reviews of earlier examples stay beside this one
    review_id = workspace.create_review(organisation, "loans", YEAR, ReviewPath.FULL).id
    states = [plain(workspace.review(review_id))]
    for edit in edits:
        make(workspace, review_id, edit)
        if plain(workspace.review(review_id)) != states[-1]:
            states.append(plain(workspace.review(review_id)))
    for state in reversed(states[:-1]):
        assert workspace.undo(review_id)
        assert plain(workspace.review(review_id)) == state
    assert workspace.undo(review_id) is None
    for state in states[1:]:
        assert workspace.redo(review_id)
        assert plain(workspace.review(review_id)) == state
    assert workspace.redo(review_id) is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_short_way_to_write_an_answer_writes_the_same(text: str) -> None:
    assert encode_answer(Answer(text)) == canonical_json({"value": text} if text else {})
