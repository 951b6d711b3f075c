"""Damage is seen, wherever it is, and nothing damaged is changed."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from store_kit import (
    ANN,
    FRAMEWORK,
    LEAD,
    VISITS,
    begin,
    explained,
    fill,
    open_workspace,
    reader,
    reading,
    sent,
)

from bvreview.review.cells import Answer
from bvreview.store import engine
from bvreview.store.checksums import checksum
from bvreview.store.errors import DamagedError, LockedError, NoWorkspaceError, TakenError, WorkspaceError
from bvreview.store.integrity import find_damage, verify
from bvreview.store.leaves import PAGE
from bvreview.store.log import Step, StepKind
from bvreview.store.salvage import salvage
from bvreview.store.schema import CHECKED
from bvreview.workspace import salvage_workspace, verify_workspace


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with some of everything."""
    path = tmp_path_factory.mktemp("whole") / "a.bvr"
    with open_workspace(path) as workspace:
        review_id = begin(workspace, "reading-rooms")
        fill(workspace, review_id)
        for n in range(40):
            workspace.answer(review_id, LEAD, Answer(f"Someone of the name {n} " + "and more " * n))
        for __ in range(5):
            workspace.undo(review_id)
        paths, read_many = reader(reading(explained(sent())), reading(sent("bryn")))
        workspace.import_files(paths, read_many=read_many)
        workspace.save_benchmark_set(VISITS)
    return path


def everything(path: Path) -> list[object]:
    """All that is kept, read without any check; the search index can be made anew and is never shown."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        queries = [
            f"select {columns}, checksum from {table} order by 1, 2, 3" for table, columns in CHECKED.items()
        ]
        queries += ["select * from files", "pragma user_version"]
        return [connection.execute(query).fetchall() for query in queries]
    finally:
        connection.close()


def rows(path: Path) -> dict[tuple[object, ...], str]:
    """All rows with the checksum of each; a change without its number and chain, which are made anew."""
    found: dict[tuple[object, ...], str] = {}
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table, columns in CHECKED.items():
            for *row, mark in connection.execute(f"select {columns}, checksum from {table}"):
                found[(table, *(row[1:-1] if table == "changes" else row))] = mark
    return {
        row: mark for row, mark in found.items() if row[0] != "settings"
    }  # that it is open, and until when


def damage_seen(path: Path) -> bool:
    try:
        return not verify_workspace(path).is_whole
    except WorkspaceError:
        return True


def test_a_whole_workspace_has_no_problem(whole: Path) -> None:
    before = whole.read_bytes()
    report = verify(whole)
    assert (report.problems, report.is_whole, report.reviews, report.submissions) == ((), True, 3, 2)
    assert report.cells > 20
    assert whole.read_bytes() == before


@pytest.mark.counts(20, 500)
def test_random_damage_is_seen_or_changes_nothing(whole: Path, tmp_path: Path, seeds: range) -> None:
    draw = random.Random(seeds.start)
    size, original = whole.stat().st_size, everything(whole)
    unseen = 0
    for number in seeds:
        path = tmp_path / f"{number}.bvr"
        shutil.copy(whole, path)
        with path.open("r+b") as file:
            for __ in range(draw.choice([1, 1, 8])):
                file.seek(draw.randrange(size))
                file.write(draw.randbytes(draw.choice([1, 1, 4, 512])))
        spoiled = path.read_bytes()
        if not damage_seen(path):
            unseen += 1
            assert everything(path) == original, number
        assert path.read_bytes() == spoiled
        path.unlink()
    assert unseen < len(seeds) * 0.9


def test_each_single_bit_of_the_answers_is_seen(whole: Path, tmp_path: Path) -> None:
    """One altered byte of text: SQLite's own check says "ok" to it."""
    data = whole.read_bytes()
    where = data.index(b'{"value":"Librarian"}') + 12
    path = tmp_path / "a.bvr"
    path.write_bytes(data[:where] + b"!" + data[where + 1 :])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert damage_seen(path)


TAMPERING = [
    "update cells set answer = replace(answer, 'Librarian', 'Director')",
    "delete from cells where field = 'fte'",
    "update cells set time = '2001-01-01T00:00:00+00:00'",
    "update changes set new = replace(new, 'Librarian', 'Director')",
    "delete from changes where seq = (select max(seq) from changes) - 3",
    "update steps set author = 'Nobody'",
    "update steps set label = 'x' where id = 3",
    "update rows set position = position + 1",
    "update reviews set signed_by = 'Chair'",
    "update explanations set words = 'fine'",
    "update files set bytes = x'00'",
    "update submissions set verdict = 'ready'",
    "update submission_findings set level = 'note'",
    "delete from submissions",
    "update observations set numerator = '1'",
    "update benchmark_sets set illustrative = 0",
    "update settings set value = 'maybe'",
    "drop index changes_step",
    "create table extra (a)",
    "insert into search (rowid, words) values (99999, 'stray')",
    "delete from search_content",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_each_alteration_from_outside_is_seen(whole: Path, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "a.bvr"
    shutil.copy(whole, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()
    problems = verify_workspace(path).problems
    assert problems
    assert all(p.endswith(".") for p in problems)


def test_an_answer_altered_with_its_checksum_contradicts_the_history(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    shutil.copy(whole, path)
    db = engine.connect(path)
    row = db.conn.execute(f"select {CHECKED['cells']} from cells where field = 'fte' limit 1").fetchone()
    forged = [*row[:4], '{"value":"99"}', *row[5:]]
    db.conn.execute(
        'update cells set answer = ?, checksum = ? where subject = ? and "row" = ? and field = ?',
        (forged[4], checksum(*forged), row[0], row[2], row[3]),
    )
    problems = find_damage(db)
    db.close()
    assert any("history ends with" in p or "received" in p for p in problems)


def test_an_altered_answer_is_not_shown_even_when_nobody_checked(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    shutil.copy(whole, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("update cells set answer = replace(answer, '20000', '90000')")
    connection.close()
    with open_workspace(path) as workspace, pytest.raises(DamagedError, match="An answer was altered"):
        workspace.reviews()


STEP = Step("Saved from a damaged file", "Ann", "2026-11-20T06:00:00+00:00", StepKind.RECORD)


def test_what_can_be_read_of_a_damaged_file_goes_to_a_new_one(whole: Path, tmp_path: Path) -> None:
    """A page at a time is destroyed: rows of other pages are saved, and what is missing is said."""
    draw = random.Random(2009)
    original, data = rows(whole), whole.read_bytes()
    elsewhere = saved = 0
    for page in range(len(data) // PAGE):
        path, target = tmp_path / f"{page}.bvr", tmp_path / f"{page}-saved.bvr"
        spoiled = data[: page * PAGE] + draw.randbytes(PAGE) + data[(page + 1) * PAGE :]
        path.write_bytes(spoiled)
        missing = salvage(path, target, FRAMEWORK, STEP)
        assert verify(target).problems == ()
        assert path.read_bytes() == spoiled
        found = rows(target)
        gone = data[page * PAGE : (page + 1) * PAGE]
        standing = {row for row, mark in original.items() if mark.encode() not in gone}
        elsewhere, saved = elsewhere + len(standing), saved + len(standing & found.keys())
        assert found.keys() >= original.keys() or missing, page
        assert all(sentence.endswith(".") for sentence in missing)
    assert saved >= 0.99 * elsewhere


def test_damage_that_sqlite_quotes_in_its_error_is_still_damage(whole: Path, tmp_path: Path) -> None:
    """Bytes that are no text, in a name of the schema: the message about them cannot be read either."""
    path, target = tmp_path / "a.bvr", tmp_path / "b.bvr"
    spoiled = re.sub(rb"(?i)create table (\W?observations)", b"create tab\xff\xfe \\1", whole.read_bytes())
    assert spoiled != whole.read_bytes()
    path.write_bytes(spoiled)
    missing = " ".join(salvage_workspace(path, target, person=ANN, framework=FRAMEWORK))
    assert "Perhaps missing, how many cannot be told: what a review is about, lines of tables," in missing
    assert rows(target).keys() >= rows(whole).keys()


def test_a_row_that_was_altered_is_left_out_and_said(whole: Path, tmp_path: Path) -> None:
    path, target = tmp_path / "a.bvr", tmp_path / "b.bvr"
    shutil.copy(whole, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("update cells set answer = replace(answer, '20000', '90000')")
    connection.execute("update explanations set words = 'fine'")
    connection.execute("update steps set undoes = 12 where kind = 'undo'")
    connection.close()
    missing = " ".join(salvage_workspace(path, target, person=ANN, framework=FRAMEWORK))
    assert "answers: at most 3." in missing
    assert "explanations: at most 1." in missing
    assert "1 answer was brought back from the history." in missing
    assert missing.count("To be given again: ") == 2
    assert "To be given again: Salary, in Loans, Aber" in missing
    with open_workspace(target) as workspace:
        assert workspace.verify().is_whole
        own = next(s.head.id for s in workspace.reviews() if s.own)
        salaries = [c.answer.value for a, c in workspace.review(own).cells.items() if a.field == "salary"]
        assert salaries == [20000]


@pytest.mark.parametrize("at", [0, 5, 15, 22])
def test_a_rescue_that_is_stopped_leaves_nothing(at: int, whole: Path, tmp_path: Path) -> None:
    said = list[tuple[int, int, str]]()

    def tick(done: int, of: int, text: str) -> None:
        said.append((done, of, text))
        if len(said) > at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        salvage(whole, tmp_path / "new" / "saved.bvr", FRAMEWORK, STEP, tick=tick)
    assert list((tmp_path / "new").glob("*")) == []
    assert all(done < of and text for done, of, text in said)
    assert sorted(said) == said


def test_nothing_is_saved_from_what_is_open_missing_or_no_workspace(whole: Path, tmp_path: Path) -> None:
    path, target = tmp_path / "a.bvr", tmp_path / "b.bvr"
    with open_workspace(path), pytest.raises(LockedError):
        salvage(path, target, FRAMEWORK, STEP)
    with pytest.raises(NoWorkspaceError):
        salvage(tmp_path / "none.bvr", target, FRAMEWORK, STEP)
    path.write_bytes(b"nothing of ours" * 1000)
    with pytest.raises(DamagedError, match="Nothing in it can be read"):
        salvage(path, target, FRAMEWORK, STEP)
    with pytest.raises(TakenError):
        salvage(whole, path, FRAMEWORK, STEP)
    assert not target.exists()
