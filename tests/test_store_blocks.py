"""A pasted block of lines costs as much as it is long, however long its table is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import ANN, FRAMEWORK

from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import Change, ChangeKind, cell_change
from bvreview.review.periods import FinancialYear
from bvreview.store.errors import ChangedMeanwhileError
from bvreview.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w.bvr", person=ANN, framework=FRAMEWORK) as opened:
        yield opened


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    return workspace.create_review("aber", "library-lending", FinancialYear(2009), ReviewPath.FULL).id


@contextmanager
def counted(workspace: Workspace) -> Iterator[Counter[str]]:
    """What is done to which table inside the block, how often."""
    done: Counter[str] = Counter()

    def note(statement: str) -> None:
        done[" ".join(statement.split()[:3])] += 1

    connection = workspace._db.conn
    workspace.later(connection.set_trace_callback, note).result()
    yield done
    workspace.later(connection.set_trace_callback, None).result()


def added(review_id: str, keys: Sequence[str], at: int = 0) -> list[Change]:
    """Lines of the staff table, added from a place on."""
    places = enumerate(keys, at)
    return [Change(ChangeKind.ROW, review_id, "costs", f"staff:{key}", new=str(n)) for n, key in places]


def filled(review_id: str, keys: Sequence[str]) -> list[Change]:
    """An answer in each of these lines."""
    addresses = (Address("costs", f"staff:{key}", "fte") for key in keys)
    return [cell_change(review_id, address, None, Answer(Decimal(1))) for address in addresses]


def keys_of(workspace: Workspace, review_id: str) -> tuple[str, ...]:
    return workspace.review(review_id).rows.get("costs.staff", ())


@pytest.mark.parametrize("length", [50, 400])
def test_a_block_is_written_line_by_line_once(workspace: Workspace, review_id: str, length: int) -> None:
    keys = [f"k{n}" for n in range(length)]
    with counted(workspace) as done:
        workspace.apply([*added(review_id, keys), *filled(review_id, keys)])
    assert done["insert into rows"] == done["insert into cells"] == length
    assert sum(done.values()) < 8 * length + 40  # FTS5 makes three of its own for each answer
    assert keys_of(workspace, review_id) == tuple(keys)


def test_a_line_added_to_a_long_table_leaves_the_others_alone(workspace: Workspace, review_id: str) -> None:
    keys = [f"k{n}" for n in range(300)]
    workspace.apply(added(review_id, keys))
    with counted(workspace) as done:
        workspace.apply(added(review_id, ["last"], 300))
    assert done["insert into rows"] == 1
    assert sum(done.values()) < 30
    assert keys_of(workspace, review_id) == (*keys, "last")
    assert workspace.verify().is_whole


def test_a_block_that_finds_another_order_is_not_written(workspace: Workspace, review_id: str) -> None:
    workspace.apply(added(review_id, ["a", "b"]))
    late = Change(ChangeKind.ROW, review_id, "costs", "staff:a", old="1")
    with pytest.raises(ChangedMeanwhileError):
        workspace.apply([*added(review_id, ["c"], 2), late])
    with pytest.raises(ChangedMeanwhileError):
        workspace.apply(added(review_id, ["c", "a"], 2))
    assert keys_of(workspace, review_id) == ("a", "b")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("blocks") / "w.bvr"
    with Workspace.open(path, person=ANN, framework=FRAMEWORK) as opened:
        opened.create_review("aber", "library-lending", FinancialYear(2009), ReviewPath.FULL)
        yield opened


@given(moves=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_lines_stand_as_a_list_would_have_them(shared: Workspace, moves: list[tuple[int, int]]) -> None:
    review_id = shared.reviews()[0].head.id
    before = keys_of(shared, review_id)
    lines, changes = list(before), []
    for name, place in moves:
        key = f"k{name}"
        old = str(lines.index(key)) if key in lines else None
        lines = [k for k in lines if k != key]
        new = str(min(place, len(lines))) if old is None or place % 2 else None
        if new is not None:
            lines.insert(int(new), key)
        changes.append(Change(ChangeKind.ROW, review_id, "costs", f"staff:{key}", old=old, new=new))
    shared.apply(changes)
    assert keys_of(shared, review_id) == tuple(lines)
    if changes:
        shared.undo(review_id)
        assert keys_of(shared, review_id) == before
