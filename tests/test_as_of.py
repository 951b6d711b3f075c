"""What is shown is what is committed, whatever is on its way while it is read: the store is slow here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from store_kit import BUDGET, FRAMEWORK, LEAD, OTHER, begin, open_workspace, plain
from window_kit import wait_for

from bvreview.review.cells import Address, Answer
from bvreview.review.model import Review
from bvreview.workspace import Workspace
from ui.editing.aside import Aside
from ui.editing.session import Session
from ui.editing.shown import Opened, read_review
from ui.saving import Saver

BASIS = Address("ledger", "", "basis")
THREE = ({LEAD: Answer("Ann")}, {OTHER: Answer(Decimal(7))}, {BASIS: Answer("The ledger.")})


class Room:
    """A workspace and its saver, and the sessions that follow what is committed as the window lets them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.saver = workspace, Saver()
        self.sessions: list[Session] = []
        self.refused: list[Exception] = []
        self.saver.refused.connect(self.refused.append)

    def show(self, opened: Opened) -> Session:
        """A session on what was read."""
        session = Session(self.workspace, FRAMEWORK, self.saver, opened)
        self.saver.committed.connect(lambda _done: session.catch_up())
        self.saver.refused.connect(lambda _error: session.reread())
        self.sessions.append(session)
        return session

    def open(self, review_id: str) -> Session:
        """The same, read here and now."""
        return self.show(read_review(self.workspace, FRAMEWORK, review_id))

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Nothing is read or written until the end of the block; it stands in a row meanwhile."""
        go = threading.Event()
        self.workspace.later(go.wait)
        try:
            yield
        finally:
            go.set()

    def is_still(self) -> bool:
        """Whether everything is committed, read and judged."""
        return self.saver.is_idle and all(session.is_judged for session in self.sessions)

    def close(self) -> None:
        """End the threads."""
        for session in self.sessions:
            session.close()
        self.saver.close()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_workspace(tmp_path / "work.bvr") as workspace:
        made = Room(workspace)
        yield made
        made.close()


def is_shown(room: Room) -> bool:
    """Whether every session shows what the workspace has."""
    return all(plain(s.review) == plain(room.workspace.review(s.id)) for s in room.sessions)


class LateRead:
    """The next reading of a review is done when it is asked for, and its answer held back."""

    def __init__(self, workspace: Workspace, patch: pytest.MonkeyPatch) -> None:
        self.has_read, self.go = threading.Event(), threading.Event()
        self.count, self._read = 0, workspace.review
        patch.setattr(workspace, "review", self.review)

    def review(self, review_id: str) -> Review:
        found = self._read(review_id)
        self.count += 1
        if self.count == 1:
            self.has_read.set()
            self.go.wait(20)
        return found


@pytest.mark.parametrize("before", range(4), ids="{} of three edits are put before".format)
def test_a_review_that_is_read_while_edits_are_on_their_way_shows_them(
    qtbot: QtBot, room: Room, before: int
) -> None:
    first = room.open(begin(room.workspace))
    asked: Future[Opened]
    with room.slow():
        for edit in THREE[:before]:
            first.set_answers(edit)
        asked = room.workspace.later(read_review, room.workspace, FRAMEWORK, first.id)
        for edit in THREE[before:]:
            first.set_answers(edit)
    second = room.show(asked.result())
    wait_for(qtbot, room.is_still)
    assert is_shown(room)
    assert [second.answers.answer(at) for edit in THREE for at in edit] == [
        answer for edit in THREE for answer in edit.values()
    ]


def test_an_edit_of_ones_own_is_not_read_again(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.open(begin(room.workspace))
    monkeypatch.setattr(session, "reread", lambda: pytest.fail("it is shown already"))
    for edit in THREE:
        session.set_answers(edit)
    wait_for(qtbot, room.is_still)
    assert is_shown(room)


def test_what_a_review_was_read_with_is_not_read_again(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = room.open(begin(room.workspace))
    with room.slow():
        first.set_answers(THREE[0])
        asked = room.workspace.later(read_review, room.workspace, FRAMEWORK, first.id)
    second = room.show(asked.result())
    monkeypatch.setattr(second, "reread", lambda: pytest.fail("it is shown already"))
    wait_for(qtbot, room.is_still)
    assert is_shown(room)


def undone(room: Room, session: Session, late: LateRead) -> None:
    """Two edits, the second taken back, which is being read."""
    for edit in THREE[:2]:
        session.set_answers(edit)
    session.undo()
    assert room.saver.flush()
    assert late.has_read.wait(20)


@pytest.mark.parametrize("is_committed", [True, False])
def test_an_edit_while_the_review_is_read_again_outlasts_that(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    """What was read is older, whether the edit is on its way when it comes, or committed already."""
    session = room.open(begin(room.workspace))
    late = LateRead(room.workspace, monkeypatch)
    undone(room, session, late)
    session.set_answers(THREE[2])
    seen = list[bool]()
    session.edited.connect(lambda: seen.append(BASIS in session.review.cells))
    late.go.set()
    if is_committed:
        assert room.saver.flush()
    wait_for(qtbot, room.is_still)
    assert seen
    assert all(seen)
    assert set(session.review.cells) == {LEAD, BASIS}
    assert is_shown(room)


def test_an_undo_while_the_one_before_is_read_is_shown_too(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.open(begin(room.workspace))
    late = LateRead(room.workspace, monkeypatch)
    undone(room, session, late)
    session.undo()
    late.go.set()
    wait_for(qtbot, room.is_still)
    assert session.review.cells == {}
    session.redo()
    wait_for(qtbot, room.is_still)
    assert set(session.review.cells) == {LEAD}
    assert is_shown(room)


def test_a_session_shows_what_another_changes_of_the_year_they_share(qtbot: QtBot, room: Room) -> None:
    one, other = room.open(begin(room.workspace)), room.open(begin(room.workspace, "reading-rooms"))
    one.set_answers({BUDGET: Answer(Decimal(10))})
    other.set_answers({LEAD: Answer("Bob")})
    wait_for(qtbot, room.is_still)
    assert other.answers.figure(BUDGET) == 10
    assert is_shown(room)


def test_two_who_change_the_same_figure_see_the_first(qtbot: QtBot, room: Room) -> None:
    one, other = room.open(begin(room.workspace)), room.open(begin(room.workspace, "reading-rooms"))
    with room.slow():
        one.set_answers({BUDGET: Answer(Decimal(10))})
        other.set_answers({BUDGET: Answer(Decimal(20))})
        other.set_answers({LEAD: Answer("Bob")})
    wait_for(qtbot, room.is_still)
    assert len(room.refused) == 1
    assert [s.answers.figure(BUDGET) for s in (one, other)] == [10, 10]
    assert other.answers.answer(LEAD) == Answer("Bob")
    assert is_shown(room)


def test_after_a_refusal_as_much_undone_is_not_taken_for_what_is_shown(qtbot: QtBot, room: Room) -> None:
    session = room.open(begin(room.workspace))
    session.set_answers(THREE[0])
    wait_for(qtbot, room.is_still)
    with room.slow():
        room.workspace.later(room.workspace.answer, session.id, OTHER, Answer(Decimal(8)))
        session.set_answers(THREE[1])
        session.undo()
    wait_for(qtbot, room.is_still)
    assert len(room.refused) == 1
    assert is_shown(room)


def test_what_a_job_has_written_is_shown_with_the_next_edit(qtbot: QtBot, room: Room) -> None:
    session = room.open(begin(room.workspace))
    room.workspace.answer(session.id, OTHER, Answer(Decimal(7)))
    session.set_answers(THREE[0])
    wait_for(qtbot, room.is_still)
    assert set(session.review.cells) == {LEAD, OTHER}


def test_no_other_thread_holds_the_session(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many texts are read on a thread that nothing of Qt may end on."""
    session = room.open(begin(room.workspace))
    asked = list[Callable[[], object]]()
    monkeypatch.setattr(Aside, "ask", lambda _aside, read, _take: asked.append(read))
    section = FRAMEWORK.section("costs")
    assert section
    keys = session.new_keys(600)
    texts = {Address("costs", f"staff:{key}", "grade"): "Librarian" for key in keys}
    session.type_texts(texts, section, section.parts[0], keys)
    (read,) = asked
    assert read() == {at: Answer("Librarian") for at in texts}
    assert isinstance(read, partial)
    assert not [held for held in (read.func, *read.args) if isinstance(held, QObject)]
