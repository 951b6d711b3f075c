"""Opening and closing: modes, locks, what is refused, and that a kill loses nothing acknowledged."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import LEAD, begin, open_workspace

from bvreview.review.cells import Answer
from bvreview.store.checksums import checksum
from bvreview.store.errors import (
    DamagedError,
    DiskError,
    DiskFullError,
    GoneError,
    LockedError,
    NewerWorkspaceError,
    NotAWorkspaceError,
    NoWorkspaceError,
    ReadOnlyError,
    WorkspaceError,
    named_errors,
)
from bvreview.store.library import Database
from bvreview.store.schema import APPLICATION_ID, LATEST, MIGRATIONS
from bvreview.store.sidecar import read_sidecar, sidecar_path

TESTS = Path(__file__).parent
LOOP = """
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
from store_kit import LEAD, begin, open_workspace
from bvreview.review.cells import Answer
workspace = open_workspace(Path({path!r}))
found = workspace.reviews()
review = found[0].head.id if found else begin(workspace)
for number in range(int(sys.argv[1]), 1_000_000):
    workspace.answer(review, LEAD, Answer(str(number)))
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.bvr"


@pytest.fixture
def made(path: Path) -> Path:
    open_workspace(path).close()
    return path


def plain_connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def start_loop(path: Path, first: int = 1) -> subprocess.Popen[str]:
    source = LOOP.format(tests=str(TESTS), root=str(TESTS.parent), path=str(path))
    command = [sys.executable, "-c", source, str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def other_start(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the workspace open and saves."""
    process = start_loop(path)
    assert process.stdout
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_modes_are_the_careful_ones(path: Path) -> None:
    with open_workspace(path) as workspace:
        assert workspace.modes() == {
            "journal_mode": "delete",
            "synchronous": "3",
            "locking_mode": "exclusive",
            "foreign_keys": "1",
        }
        db: Database = workspace._db

        def pragma(name: str) -> int:
            return int(db.conn.execute(f"pragma {name}").fetchone()[0])

        assert workspace.later(pragma, "secure_delete").result() == 1
        assert workspace.later(pragma, "application_id").result() == APPLICATION_ID
        assert workspace.later(pragma, "user_version").result() == LATEST


def test_opening_loads_neither_pandas_nor_numpy() -> None:
    source = "import sys; import bvreview.workspace; print({'pandas', 'numpy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", source], cwd=TESTS.parent, capture_output=True, text=True)
    assert ran.stdout == "set()\n"


def test_no_statement_of_ours_commits_behind_a_transaction() -> None:
    """``executescript`` commits what is open before it runs."""
    sources = [p.read_text("utf-8") for p in (TESTS.parent / "bvreview").rglob("*.py")]
    assert [s for s in sources if "executescript" in s] == []


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.bvr"
    with open_workspace(path):
        modes = [stat.S_IMODE(p.stat().st_mode) for p in (path.parent, path, sidecar_path(path))]
    assert modes == [0o700, 0o600, 0o600]


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.none() | st.integers(0, 2**53))
)
def test_a_checksum_is_over_the_values_as_compact_json(values: list[str | int | None]) -> None:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    assert checksum(*values) == hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def test_a_missing_workspace_is_made_only_when_asked(path: Path) -> None:
    with pytest.raises(NoWorkspaceError, match=r"no workspace a\.bvr in"):
        open_workspace(path, create=False)
    assert not list(path.parent.glob("*.bvr*"))


def test_making_one_is_all_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(db: Database) -> None:
        db.conn.execute("create table half (a)")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MIGRATIONS, "apply", full)
    with pytest.raises(DiskFullError):
        open_workspace(path)
    assert [p for p in path.parent.iterdir() if p.name != "home"] == []


@pytest.mark.parametrize("content", [b"", b"hello, this is a text", b"SQLite format 3\0" + b"\1" * 4000])
def test_another_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises((NotAWorkspaceError, DamagedError)):
        open_workspace(path)
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.glob("a.*")] == ["a.bvr"]


def test_another_database_and_a_folder_are_refused(path: Path) -> None:
    connection = plain_connection(path)
    connection.execute("create table songs (name)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAWorkspaceError, match="not a workspace"):
        open_workspace(path)
    assert path.read_bytes() == before
    with pytest.raises(NotAWorkspaceError):
        open_workspace(path.parent)


def test_a_newer_file_is_refused_politely_and_left_alone(made: Path) -> None:
    connection = plain_connection(made)
    connection.execute("pragma user_version = 99")
    connection.close()
    before = made.read_bytes()
    with pytest.raises(NewerWorkspaceError, match="newer version"):
        open_workspace(made)
    assert made.read_bytes() == before


def test_a_second_start_says_who_and_writes_nothing(path: Path, other_start: subprocess.Popen[str]) -> None:
    with pytest.raises(LockedError) as error:
        open_workspace(path)
    assert other_start.poll() is None, "it waited until the other had ended"
    holder = read_sidecar(path)
    assert holder
    assert (holder.pid, error.value.who, error.value.since) == (other_start.pid, holder.who, holder.since)
    assert f"open already: {holder.who}, since {holder.since}" in str(error.value)
    assert sidecar_path(path).exists()


def test_a_second_opening_in_the_same_start_takes_no_lock_away(path: Path) -> None:
    with open_workspace(path) as workspace:
        review_id = begin(workspace)
        with pytest.raises(LockedError):
            open_workspace(path)
        source = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('begin exclusive')"
        ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
        assert "database is locked" in ran.stderr
        workspace.answer(review_id, LEAD, Answer("still mine"))


@pytest.mark.parametrize("left", ["", "nonsense", "[]", '{"user": "x"}'])
def test_a_lock_without_a_readable_note_is_still_a_lock(path: Path, left: str) -> None:
    with open_workspace(path):
        sidecar_path(path).write_text(left)
        with pytest.raises(LockedError, match="in another window"):
            open_workspace(path)


def test_a_note_left_over_from_a_crash_is_stale(made: Path) -> None:
    note = {"user": "Ghost", "host": "old", "pid": 1, "time": "2009-04-01T00:00:00+00:00"}
    sidecar_path(made).write_text(json.dumps(note))
    with open_workspace(made):
        holder = read_sidecar(made)
        assert holder
        assert holder.pid == os.getpid()
    assert not sidecar_path(made).exists()


def test_a_file_that_was_not_closed_is_checked_at_the_next_start(
    path: Path, other_start: subprocess.Popen[str]
) -> None:
    other_start.kill()
    other_start.wait()
    connection = plain_connection(path)
    connection.execute("update cells set answer = replace(answer, 'value', 'valve')")
    connection.close()
    with pytest.raises(DamagedError, match="A row of cells was altered") as error:
        open_workspace(path)
    assert len(error.value.problems) >= 1


def test_only_a_file_that_was_not_closed_is_checked(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = made.with_name("b.bvr")
    monkeypatch.setattr("bvreview.store.integrity.find_damage", lambda db: ["looked at."])
    with open_workspace(made) as workspace:
        workspace.save_copy(copy)
    with pytest.raises(DamagedError, match=r"looked at\."):
        open_workspace(copy)


def kill_once(path: Path, first: int, delay: float) -> int:
    """Let another process save for a moment, kill it; the last number that it said was saved."""
    process = start_loop(path, first)
    assert process.stdout
    said = process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    last = (said + process.stdout.read()).split("\n")[-2]
    process.wait()
    process.stdout.close()
    return int(last)


@pytest.mark.counts(20, 5_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_kill_loses_nothing_that_was_acknowledged(path: Path, seeds: range) -> None:
    last = 0
    for n in seeds:
        last = kill_once(path, last + 1, delay=(n % 7) * 0.003)
        with open_workspace(path) as workspace:  # a start after a kill checks the whole file
            (summary,) = workspace.reviews()
            saved = workspace.review(summary.head.id).cells[LEAD].answer.value
            assert isinstance(saved, str)
            assert last <= int(saved) <= last + 1
        last = int(saved)


@pytest.mark.parametrize("away", ["moved", "deleted", "replaced"])
def test_a_file_that_goes_away_is_said_and_can_be_saved_elsewhere(path: Path, away: str) -> None:
    workspace = open_workspace(path)
    review_id = begin(workspace)
    workspace.answer(review_id, LEAD, Answer("kept"))
    path.rename(path.with_name("b.bvr"))
    if away == "deleted":
        path.with_name("b.bvr").unlink()
    if away == "replaced":
        path.write_bytes(b"another")
    with pytest.raises(GoneError, match="moved or deleted"):
        workspace.answer(review_id, LEAD, Answer("lost"))
    workspace.save_copy(path.with_name("c.bvr"))
    workspace.close()
    with open_workspace(path.with_name("c.bvr")) as saved:
        assert saved.review(review_id).cells[LEAD].answer.value == "kept"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", DiskFullError),
        ("SQLITE_IOERR_WRITE", DiskError),
        ("SQLITE_CANTOPEN", DiskError),
        ("SQLITE_READONLY_DIRECTORY", ReadOnlyError),
        ("SQLITE_BUSY", LockedError),
        ("SQLITE_CORRUPT_VTAB", DamagedError),
        ("SQLITE_NOTADB", DamagedError),
    ],
)
def test_each_error_of_sqlite_has_its_sentence(path: Path, name: str, kind: type[WorkspaceError]) -> None:
    error = sqlite3.OperationalError("raw words")
    error.sqlite_errorname = name
    with pytest.raises(kind) as named, named_errors(path):
        raise error
    assert "a.bvr" in str(named.value)
    assert "raw words" not in str(named.value)


@pytest.mark.parametrize(("number", "kind"), [(28, DiskFullError), (13, ReadOnlyError), (5, DiskError)])
def test_each_error_of_the_system_has_its_sentence(
    path: Path, number: int, kind: type[WorkspaceError]
) -> None:
    with pytest.raises(kind), named_errors(path):
        raise OSError(number, os.strerror(number))


def test_a_mistake_in_our_own_sql_is_not_dressed_up(path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="syntax error"), named_errors(path):
        connection.execute("selekt")
    connection.close()


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else False, reason="root may write anywhere")
def test_a_read_only_folder_is_said(made: Path) -> None:
    made.parent.chmod(0o500)
    try:
        with pytest.raises(ReadOnlyError):
            open_workspace(made)
    finally:
        made.parent.chmod(0o700)


def test_a_name_with_odd_characters_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "50% of {it}? #1 Ŵyn.bvr"
    open_workspace(path).close()
    with open_workspace(path, create=False), pytest.raises(LockedError, match=r"of \{it\}"):
        open_workspace(path)
