"""Copies are checked, ordered by the log and never by the clock, and can be restored."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import LEAD, VISITS, begin, explained, fill, open_workspace, plain, reader, reading, sent

from bvreview.framework.services import Direction
from bvreview.review.cells import Answer
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Topic
from bvreview.review.digests import content_digest
from bvreview.store import backup
from bvreview.store.backup import Backup, Reason, contents, restore, superseded
from bvreview.store.errors import DamagedError, NotAWorkspaceError, NoWorkspaceError, TakenError
from bvreview.store.integrity import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.bvr"


def test_restore_drill(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored" / "b.bvr"
    with open_workspace(path) as workspace:
        review_id = begin(workspace, "reading-rooms")
        fill(workspace, review_id)
        paths, read_many = reader(reading(explained(sent("bryn"))))
        workspace.import_files(paths, read_many=read_many)
        before = [plain(workspace.review(s.head.id)) for s in workspace.reviews()]
        report = workspace.verify()
        made = workspace.back_up()
        workspace.answer(review_id, LEAD, Answer("later"))
    within = contents(made.path)
    assert (within.seq, within.last_hash) == (report.last_change, report.last_hash)
    assert (within.cells, within.submissions, len(within.reviews)) == (report.cells, 1, 2)
    restore(made.path, target)
    assert verify(target) == report
    with open_workspace(target, create=False) as restored:
        again = [plain(restored.review(s.head.id)) for s in restored.reviews()]
        assert again == before
        digests = [content_digest(restored.review(s.head.id)) for s in restored.reviews()]
        assert restored.submissions()[0].content_digest in digests
        assert restored.undo(review_id)


def test_nothing_is_restored_over_another_file_or_from_something_else(path: Path, tmp_path: Path) -> None:
    with open_workspace(path) as workspace:
        made = workspace.back_up()
    other = tmp_path / "other.txt"
    other.write_text("text")
    with pytest.raises(TakenError):
        restore(made.path, path)
    with pytest.raises(NotAWorkspaceError):
        restore(other, tmp_path / "b.bvr")
    with pytest.raises(NoWorkspaceError):
        restore(tmp_path / "none.bvr", tmp_path / "b.bvr")
    assert not (tmp_path / "b.bvr").exists()


def test_no_copy_is_made_when_nothing_has_changed(path: Path) -> None:
    with open_workspace(path) as workspace:
        begin(workspace)
        first = workspace.back_up(Reason.START)
        assert workspace.back_up(Reason.IMPORT) == first
        begin(workspace, "reading-rooms")
        assert workspace.back_up(Reason.IMPORT) != first
        assert [b.reason for b in workspace.backups()] == [Reason.IMPORT, Reason.START]


def test_a_copy_that_is_damaged_is_not_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = backup._copy

    def copy_and_spoil(source: sqlite3.Connection, target: Path) -> None:
        real(source, target)
        with target.open("r+b") as file:
            file.seek(5 * 4096)
            file.write(b"\xff" * 4096)
        with contextlib.closing(sqlite3.connect(target)) as spoiled:
            real(spoiled, target.with_name("again.bvr"))

    with open_workspace(path) as workspace:
        fill(workspace, begin(workspace))
        monkeypatch.setattr(backup, "_copy", copy_and_spoil)
        with pytest.raises(DamagedError):
            workspace.back_up()
        assert workspace.backups() == ()


def test_the_clock_decides_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = ["2036-01-01", "2016-01-01", "2026-10-25"]
    with open_workspace(path) as workspace:
        review_id = begin(workspace)
        for day in days:
            workspace.answer(review_id, LEAD, Answer(day))
            monkeypatch.setattr(backup, "utc_now", partial(str, f"{day}T00:30:00+00:00"))
            workspace.back_up()
        assert [b.day for b in workspace.backups()] == days[::-1]


def made_on(days: list[int]) -> tuple[Backup, ...]:
    copies = [Backup(Path(f"{n}"), n, f"2010-01-{d:02}", Reason.ASKED, 1) for n, d in enumerate(days)]
    return tuple(reversed(copies))


@given(st.lists(st.integers(1, 28), max_size=60))
def test_the_last_ten_are_kept_and_one_of_each_of_ten_days(days: list[int]) -> None:
    copies = made_on(days)
    kept = [b for b in copies if b not in superseded(copies, 10)]
    assert kept[:10] == list(copies[:10])
    assert len({b.day for b in kept}) >= min(10, len(set(days)))
    assert len(kept) <= 20


def test_older_copies_go_and_other_files_stay(path: Path) -> None:
    with open_workspace(path) as workspace:
        workspace.backups_to_keep = 3
        folder = backup.backup_folder(path)
        folder.mkdir()
        mine = folder / "00000001_2010-01-01_mine.bvr"
        mine.write_text("mine")
        review_id = begin(workspace)
        for n in range(5):
            workspace.answer(review_id, LEAD, Answer(str(n)))
            workspace.back_up()
        assert [b.seq for b in workspace.backups()] == [6, 5, 4]
        assert mine.exists()


def test_benchmark_sets_come_back_equal_and_once(path: Path) -> None:
    costs = BenchmarkSet("costs", Topic("c", "A cost", "hour", Direction.DOWN), "money", ())
    with open_workspace(path) as workspace:
        assert workspace.save_benchmark_set(VISITS)
        assert not workspace.save_benchmark_set(VISITS)
        assert workspace.save_benchmark_set(costs)
        assert workspace.benchmark_sets() == (costs, VISITS)
        fewer = replace(VISITS, observations=VISITS.observations[:1])
        assert workspace.save_benchmark_set(fewer)
        assert workspace.benchmark_sets() == (costs, fewer)
        assert workspace.verify().is_whole
        assert workspace.verify().last_change == 3


def test_what_differs_from_now_is_told_by_the_log(path: Path) -> None:
    with open_workspace(path) as workspace:
        first = begin(workspace)
        made = contents(workspace.back_up().path)
        assert workspace.since(made).is_same
        for text in ("one", "two"):
            workspace.answer(first, LEAD, Answer(text))
        second = begin(workspace, "reading-rooms")
        paths, read_many = reader(reading(explained(sent("bryn"))))
        workspace.import_files(paths, read_many=read_many)
        found = workspace.since(made)
        assert (found.is_related, found.is_same, found.files) == (True, False, 1)
        assert found.answers == ((first, 1),)
        assert set(found.begun) == {second, "l-bryn-2009-10-br22"}
        assert found.changes == workspace.verify().last_change - made.seq


def test_a_copy_of_another_history_is_told(path: Path, tmp_path: Path) -> None:
    with open_workspace(tmp_path / "other.bvr") as other:
        begin(other)
        made = contents(other.back_up().path)
    with open_workspace(path) as workspace:
        assert not workspace.since(made).is_related
        begin(workspace)
        assert not workspace.since(made).is_related


def test_a_copy_elsewhere_takes_nobodys_place(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.bvr"
    other.write_text("of somebody else")
    with open_workspace(path) as workspace:
        begin(workspace)
        for taken in (path, other):
            with pytest.raises(TakenError):
                workspace.save_copy(taken)
        workspace.save_copy(tmp_path / "new" / "copy.bvr")
        assert workspace.verify().is_whole
    assert other.read_text() == "of somebody else"
    assert contents(tmp_path / "new" / "copy.bvr").seq == 1
