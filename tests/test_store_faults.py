"""A stop at every statement: afterwards everything is as before or as after, never between."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from clock import turn_clock
from store_kit import LEAD, OTHER, VISITS, begin, explained, fill, open_workspace, reader, reading, sent

from bvreview.review.cells import Address, Answer
from bvreview.review.changes import cell_change
from bvreview.review.model import Review
from bvreview.store import backup, engine, integrity, schema
from bvreview.store.backup import Reason
from bvreview.store.errors import DiskError, DiskFullError, LockedError, ReadOnlyError, WorkspaceError
from bvreview.store.library import Database, Migrations
from bvreview.store.schema import CHECKED, LATEST
from bvreview.workspace import Workspace

CAUSES: dict[str, type[WorkspaceError]] = {
    "SQLITE_IOERR": DiskError,
    "SQLITE_FULL": DiskFullError,
    "SQLITE_BUSY": LockedError,
    "SQLITE_READONLY": ReadOnlyError,
    "SQLITE_CANTOPEN": DiskError,
}


class Stop:
    """Breaks off at the n-th statement from now; counts them all."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.wanted: int | None = None
        self.name = "SQLITE_IOERR"
        self.at_stop: Callable[[], object] = lambda: None

    def __call__(self) -> None:
        if self.left is None:
            return
        if self.left == 0:
            self.left = None
            self.at_stop()
            error = sqlite3.OperationalError("simulated")
            error.sqlite_errorname = self.name
            raise error
        self.left -= 1


class Faulty(sqlite3.Connection):
    """A connection that asks ``stop`` before each statement."""

    stop = Stop()

    def execute(self, *args: Any) -> sqlite3.Cursor:
        self.stop()
        return super().execute(*args)

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        self.stop()
        return super().executemany(*args)

    def backup(self, *args: Any, **kwargs: Any) -> None:
        self.stop()
        super().backup(*args, **kwargs)
        self.stop()


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stop]:
    real = sqlite3.connect

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        return real(*args, **kwargs, factory=Faulty)

    monkeypatch.setattr("bvreview.store.engine.sqlite3.connect", connect)
    Faulty.stop = Stop()
    yield Faulty.stop
    Faulty.stop = Stop()


def state(db: Database) -> list[object]:
    """All that is kept, times apart; the mark of an open file is not part of it."""
    kept: list[object] = []
    for table, columns in CHECKED.items():
        if table != "settings":
            rows = sqlite3.Connection.execute(
                db.conn, f"select {columns} from {table} order by 1, 2, 3, 4, 5"
            )
            kept.append((table, rows.fetchall()))
    words = sqlite3.Connection.execute(db.conn, "select words from search order by words")
    return [*kept, words.fetchall()]


def state_of(workspace: Workspace) -> list[object]:
    return workspace.later(state, workspace._db).result()


def state_on_disk(path: Path) -> list[object]:
    """What the next start finds in copies of the file and its journal as they lie there."""
    with open_workspace(path, create=False) as workspace:
        assert workspace.verify().is_whole
        return state_of(workspace)


Operation = Callable[[Workspace, str], object]
PASTE = [
    (OTHER, None, Answer(Decimal(1))),
    (LEAD, Answer("Bob Porter"), None),
    (Address("costs", "outputs:visits", "q1"), None, Answer(Decimal(5), note="counted")),
]
OPERATIONS: dict[str, Operation] = {
    "edit": lambda w, own: w.answer(own, OTHER, Answer(Decimal(3), note="new")),
    "paste": lambda w, own: w.apply([cell_change(own, *change) for change in PASTE], "Paste"),
    "undo": lambda w, own: w.undo(own),
    "remove a row": lambda w, own: w.remove_row(own, "costs", "staff", "a"),
    "begin": lambda w, own: begin(w, organisation="bryn"),
    "import": lambda w, own: take(w, explained(sent(revision=2))),
    "replace": lambda w, own: take(w, sent("bryn", revision=5, answers={LEAD: Answer("Carys")})),
    "benchmark set": lambda w, own: w.save_benchmark_set(VISITS),
}


def take(workspace: Workspace, review: Review) -> None:
    """Import one file; the backup before it is tested on its own."""
    paths, read_many = reader(reading(review))
    workspace.back_up(Reason.IMPORT)
    assert workspace.import_files(paths, read_many=read_many)[0].outcome in ("imported", "replaced")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a review that is written and one that was received; the clock stands."""
    turn_clock(monkeypatch, "2026-11-20T06:00:00+00:00")
    monkeypatch.setattr("bvreview.store.edits._draw", lambda length: "x" * length)
    path = tmp_path / "a" / "a.bvr"
    with open_workspace(path) as workspace:
        fill(workspace, begin(workspace, "reading-rooms"))
        take(workspace, sent("bryn"))
    return path


def own(workspace: Workspace) -> str:
    return next(s.head.id for s in workspace.reviews() if s.own)


def copy(path: Path, name: str) -> Path:
    """The folder of a workspace, its journal included, as it lies on the disk."""
    folder = path.parent.with_name(name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(path.parent, folder)
    return folder / path.name


def after(path: Path, operation: Operation) -> list[object]:
    with open_workspace(path) as workspace:
        operation(workspace, own(workspace))
        return state_of(workspace)


def failed(operation: Operation, workspace: Workspace) -> WorkspaceError | None:
    """Why an operation failed, if it did."""
    review_id, stop = own(workspace), Faulty.stop
    stop.left, stop.wanted = stop.wanted, None
    try:
        operation(workspace, review_id)
    except WorkspaceError as error:
        return error
    finally:
        stop.left = None
    return None


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_error_at_any_statement_leaves_before_or_after(path: Path, name: str, stop: Stop) -> None:
    operation = OPERATIONS[name]
    done = after(copy(path, "done"), operation)
    before = state_on_disk(copy(path, "before"))
    assert before != done
    tries = 0
    with open_workspace(path) as workspace:
        while state_of(workspace) == before:
            stop.wanted, cause = divmod(tries, len(CAUSES))
            stop.name = [*CAUSES][cause]
            if isinstance(failed(operation, workspace), CAUSES[stop.name]):
                assert state_of(workspace) in (before, done)
                tries += 1
        assert state_of(workspace) == done
        assert workspace.verify().is_whole
    assert tries > 5 * len(CAUSES)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_crash_at_any_statement_leaves_before_or_after(path: Path, name: str, stop: Stop) -> None:
    operation = OPERATIONS[name]
    done = after(copy(path, "done"), operation)
    before = state_on_disk(copy(path, "before"))
    for number in range(10_000):
        crashed = copy(path, "crashed")
        stop.at_stop, stop.wanted = partial(copy, crashed, "found"), number
        with open_workspace(crashed) as workspace:
            if not failed(operation, workspace):
                break
        assert state_on_disk(crashed.parent.with_name("found") / path.name) in (before, done)
    assert number > 5
    assert state_on_disk(crashed) == done


def stopped_openings(path: Path, stop: Stop, renew: Callable[[], object]) -> Iterator[bool]:
    """Open and close with a stop at each statement in turn; says whether the opening failed."""
    for number in range(10_000):
        renew()
        stop.left = number
        failure = True
        with contextlib.suppress(WorkspaceError):
            open_workspace(path).close()
            failure = False
        if stop.left is not None:
            stop.left = None
            return
        yield failure
    raise AssertionError("no end")


def test_a_stop_while_it_is_made_leaves_no_file(tmp_path: Path, stop: Stop) -> None:
    path = tmp_path / "new" / "a.bvr"
    failures = 0
    for has_failed in stopped_openings(path, stop, partial(path.unlink, missing_ok=True)):
        failures += has_failed
        assert [p.name for p in path.parent.glob("*")] in ([], ["a.bvr"])
        if path.exists():
            assert state_on_disk(path)[0] == ("reviews", [])
    assert failures > 30


@pytest.fixture
def later_release(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One migration more, which moves every row, so that something can be half done."""
    migrations = Migrations("bvreview")
    for name, step in vars(schema).items():
        if name.startswith("m0"):
            migrations(name=name)(step)

    @migrations(name="m9999_later")
    def later(db: Database) -> None:
        db.conn.execute("alter table reviews add column colour text")
        db.conn.execute("update reviews set colour = 'red'")
        db.conn.execute(f"pragma user_version = {LATEST + 1}")

    monkeypatch.setattr(engine, "MIGRATIONS", migrations)
    for module in (engine, integrity):
        monkeypatch.setattr(module, "LATEST", LATEST + 1)
    integrity._expected_layout.cache_clear()
    yield
    integrity._expected_layout.cache_clear()


@pytest.mark.usefixtures("later_release")
def test_a_migration_is_whole_and_a_copy_is_made_first(path: Path, stop: Stop) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        before = connection.execute("select * from reviews").fetchall()
    crashed = path.parent.with_name("crashed") / path.name
    versions = []
    for has_failed in stopped_openings(crashed, stop, partial(copy, path, "crashed")):
        with contextlib.closing(sqlite3.connect(crashed)) as found:
            (version,) = found.execute("pragma user_version").fetchone()
            rows = found.execute("select * from reviews").fetchall()
            applied = found.execute("select count(*) from _sqlite_migrations").fetchone()
        versions += [version] if has_failed else []
        assert (version, applied) in ((LATEST, (LATEST,)), (LATEST + 1, (LATEST + 1,)))
        assert rows == (before if version == LATEST else [(*row, "red") for row in before])
    assert versions == sorted(versions)
    assert (versions.count(LATEST) > 20, versions[-1]) == (True, LATEST + 1)
    made = backup.list_backups(crashed)
    assert [b.reason for b in made] == [Reason.MIGRATION, Reason.IMPORT]
    with contextlib.closing(sqlite3.connect(made[0].path)) as copied:
        assert copied.execute("select * from reviews").fetchall() == before
    with open_workspace(crashed) as workspace:
        assert workspace.verify().is_whole


def test_a_restore_stopped_at_any_statement_leaves_no_file(path: Path, stop: Stop) -> None:
    with open_workspace(path) as workspace:
        made = workspace.back_up()
        before = state_of(workspace)
    target, kept = path.with_name("new.bvr"), contents(path.parent)
    for tries in range(10_000):
        stop.left, cause = divmod(tries, len(CAUSES))
        stop.name = [*CAUSES][cause]
        with contextlib.suppress(CAUSES[stop.name]):
            backup.restore(made.path, target)
            break
        assert contents(path.parent) == kept
    assert tries > 5 * len(CAUSES)
    stop.left = None
    assert state_on_disk(target) == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_full_disk_is_said_and_saving_goes_on_when_there_is_space(path: Path) -> None:
    with open_workspace(path) as workspace:
        review_id = own(workspace)

        def pages(limit: int | str) -> int:
            return int(workspace._db.conn.execute(f"pragma max_page_count = {limit}").fetchone()[0])

        (now,) = workspace.later(lambda: workspace._db.conn.execute("pragma page_count").fetchone()).result()
        for step in range(8):
            workspace.later(pages, now + step).result()
            before = state_of(workspace)
            text = f"{step}" * 30_000
            with pytest.raises(DiskFullError, match="disk is full"):
                workspace.answer(review_id, LEAD, Answer(text))
            assert state_of(workspace) == before
        workspace.later(pages, 2**30).result()
        workspace.answer(review_id, LEAD, Answer(text))
        assert workspace.review(review_id).cells[LEAD].answer.value == text
        assert workspace.verify().is_whole


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_file_that_may_not_grow_loses_nothing(path: Path) -> None:
    """The system refuses the write itself, where SQLite meets it at any place of a transaction."""
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_workspace(path) as workspace:
        review_id = own(workspace)
        try:
            for step in range(8):
                before = state_of(workspace)
                resource.setrlimit(resource.RLIMIT_FSIZE, (step * 4096, usual[1]))
                with pytest.raises(WorkspaceError):
                    workspace.answer(review_id, LEAD, Answer("x" * 300_000))
                resource.setrlimit(resource.RLIMIT_FSIZE, usual)
                assert state_of(workspace) == before
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
            signal.signal(signal.SIGXFSZ, ignored)
        workspace.answer(review_id, LEAD, Answer("saved"))
        assert workspace.verify().is_whole
    assert state_on_disk(path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_backup_that_cannot_be_written_leaves_nothing(
    path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, "refused")

    with open_workspace(path) as workspace:
        workspace.answer(own(workspace), LEAD, Answer("new"))
        made = workspace.backups()
        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(WorkspaceError):
            workspace.back_up()
        monkeypatch.undo()
        assert workspace.backups() == made
        folder = backup.backup_folder(path)
        assert sorted(folder.iterdir()) == sorted(b.path for b in made)
