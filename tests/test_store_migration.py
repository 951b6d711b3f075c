"""A workspace of every released version is opened: a copy first, everything as it was, and new tables."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_kit import BUDGET, COMPLETE, FRAMEWORK, LEAD, open_workspace, plain, reader

from bvreview.review.exchange.outgoing import Way
from bvreview.review.exchange.submission import FileRefusal
from bvreview.store import backup, salvage
from bvreview.store.backup import Reason, contents
from bvreview.store.integrity import verify
from bvreview.store.log import Step, StepKind
from bvreview.store.schema import LATEST, checked_in

RELEASED = Path(__file__).parent / "data" / "released"


FILES = sorted(RELEASED.iterdir())  # versions 5 and 6 of the tables came in one release
NEWEST = RELEASED / f"schema-{LATEST}.bvr.gz"


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as a released version left it."""
    return unpacked(request.param, tmp_path)


@pytest.fixture(params=[path for path in FILES if path != NEWEST], ids=lambda path: path.name)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Such a file that has to be migrated."""
    return unpacked(request.param, tmp_path)


def unpacked(kept: Path, folder: Path) -> Path:
    path = folder / "a.bvr"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("pragma user_version").fetchone()[0])


def rows(path: Path, tables: dict[str, str]) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        queries = [f"select {columns}, checksum from {t} order by 1, 2, 3" for t, columns in tables.items()]
        return [connection.execute(query).fetchall() for query in queries]


def test_there_is_one_of_the_version_that_is_written_now() -> None:
    """A new version begins with a file of the last one, made before the tables change."""
    assert NEWEST.exists()


def test_it_says_what_was_written_into_it(released: Path) -> None:
    old = version(released)
    with open_workspace(released, create=False) as workspace:
        (mine,) = (s.head.id for s in workspace.reviews() if s.own)
        review = workspace.review(mine)
        said = {a: c.answer for a, c in review.cells.items()}
        whole = old > 1  # the first was made with less in it
        assert said == (COMPLETE if whole else {a: s for a, s in COMPLETE.items() if a != BUDGET})
        assert review.rows == {"costs.staff": ("a",)}
        assert [e.text[:12] for e in review.explanations.values()] == ["A new branch"] * whole
        assert len(workspace.benchmark_sets()) == 1
        assert (set(review.assignments) == {"costs", "ledger"}) is (old >= 3)
        titles = {address: [review.evidence[n].title for n in ids] for address, ids in review.links.items()}
        assert titles == ({LEAD: ["Ledger extract"]} if old >= 4 else {})
        kept = [e.file for e in review.evidence.values()]
        assert all(file and workspace.submission_file(file.digest) for file in kept)
        out = [(o.who, o.way, o.is_out) for o in review.outgoing.values()]
        assert out == ([("Bob Porter", Way.OUT, True)] if old >= 6 else [])
        assert len(workspace.packs()) == (old >= 6)


def test_everything_is_as_it_was_and_a_copy_is_made_first(older: Path) -> None:
    released, old = older, version(older)
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
        assert "x.xlsx" in [found.file for found in workspace.not_taken()]
        assert workspace.verify().is_whole


def test_a_copy_of_it_is_shown_and_restored(released: Path, tmp_path: Path) -> None:
    found = contents(released)
    backup.restore(released, tmp_path / "new.bvr")
    with open_workspace(tmp_path / "new.bvr", create=False) as workspace:
        assert tuple(sorted(s.head.id for s in workspace.reviews())) == found.reviews
        assert workspace.verify().is_whole


def test_it_is_checked_and_rescued_as_it_is(older: Path, tmp_path: Path) -> None:
    with open_workspace(older, create=False) as workspace:
        before = [plain(workspace.review(s.head.id)) for s in workspace.reviews()]
    (copied,) = backup.list_backups(older)
    assert verify(copied.path).is_whole
    step = Step("Saved", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)
    assert salvage.salvage(copied.path, tmp_path / "saved.bvr", FRAMEWORK, step) == ()
    with open_workspace(tmp_path / "saved.bvr", create=False) as workspace:
        assert [plain(workspace.review(s.head.id)) for s in workspace.reviews()] == before
