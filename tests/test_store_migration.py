"""A workspace of every released version is opened: a copy first, everything as it was, and new tables."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_kit import FRAMEWORK, open_workspace, plain, reader

from bvreview.review.exchange.submission import FileRefusal
from bvreview.store import backup, salvage
from bvreview.store.backup import Reason, contents
from bvreview.store.integrity import verify
from bvreview.store.log import Step, StepKind
from bvreview.store.schema import LATEST, checked_in

RELEASED = Path(__file__).parent / "data" / "released"


@pytest.fixture(params=sorted(RELEASED.iterdir()), ids=lambda path: path.name)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as a released version left it."""
    path = tmp_path / "a.bvr"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("pragma user_version").fetchone()[0])


def rows(path: Path, tables: dict[str, str]) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        queries = [f"select {columns}, checksum from {t} order by 1, 2, 3" for t, columns in tables.items()]
        return [connection.execute(query).fetchall() for query in queries]


def test_everything_is_as_it_was_and_a_copy_is_made_first(released: Path) -> None:
    old = version(released)
    tables = {t: c for t, c in checked_in(old).items() if t != "settings"}
    before = rows(released, tables)
    assert all(before), "the file has something in every table"
    with open_workspace(released, create=False) as workspace:
        assert workspace.verify().is_whole
        made = workspace.backups()
    assert version(released) == LATEST
    assert rows(released, tables) == before
    assert [b.reason for b in made] == [Reason.MIGRATION]
    assert version(made[0].path) == old
    assert rows(made[0].path, tables) == before


def test_work_goes_on_in_it(released: Path) -> None:
    paths, read_many = reader(FileRefusal("x.xlsx", "foreign", "It is no workbook of ours."))
    with open_workspace(released, create=False) as workspace:
        (mine,) = (s for s in workspace.reviews() if s.own)
        assert workspace.redo(mine.head.id)
        workspace.import_files(paths, read_many=read_many)
        assert [found.file for found in workspace.not_taken()] == ["x.xlsx"]
        assert workspace.verify().is_whole


def test_a_copy_of_it_is_shown_and_restored(released: Path, tmp_path: Path) -> None:
    found = contents(released)
    backup.restore(released, tmp_path / "new.bvr")
    with open_workspace(tmp_path / "new.bvr", create=False) as workspace:
        assert tuple(sorted(s.head.id for s in workspace.reviews())) == found.reviews
        assert workspace.verify().is_whole


def test_it_is_checked_and_rescued_as_it_is(released: Path, tmp_path: Path) -> None:
    with open_workspace(released, create=False) as workspace:
        before = [plain(workspace.review(s.head.id)) for s in workspace.reviews()]
    (copied,) = backup.list_backups(released)
    assert verify(copied.path).is_whole
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    assert salvage.salvage(copied.path, tmp_path / "saved.bvr", FRAMEWORK, step) == ()
    with open_workspace(tmp_path / "saved.bvr", create=False) as workspace:
        assert [plain(workspace.review(s.head.id)) for s in workspace.reviews()] == before
