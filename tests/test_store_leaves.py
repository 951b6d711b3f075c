"""Rows are read from the pages as SQLite reads them from its trees, and from anything else without harm."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bvreview.store import engine
from bvreview.store.leaves import PAGE, Value, rows_on_pages

NUMBERS = (None, 0, 1, 127, 128, *(-(2**n) for n in range(64)), *(2**n - 1 for n in range(64)))
LENGTHS = (0, 1, 20, 60, 4_040, 4_050, 4_060, 4_070, 8_150, 20_000)


def any_row(dice: random.Random) -> tuple[Value, ...]:
    """Four columns of any size: what fits on a page, just does not, and goes on over several."""

    def text() -> str:
        return dice.choice("aŵ👩") * dice.choice(LENGTHS)

    return text(), dice.choice(NUMBERS), dice.choice((None, text().encode())), dice.choice((None, text()))


def written(path: Path, rows: list[tuple[Value, ...]], step: int = 1) -> bytes:
    """The file of a database with one table of four columns."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("create table things (a text, b integer, c blob, d text) strict")
        numbered = [(step * n, *row) for n, row in enumerate(rows, 1)]
        connection.executemany("insert into things (rowid, a, b, c, d) values (?, ?, ?, ?, ?)", numbered)
    return path.read_bytes()


def found_in(data: bytes) -> dict[int, tuple[Value, ...]]:
    """The rows of that table by rowid; the schema is a table too, of five columns."""
    return {rowid: values for rowid, values in rows_on_pages(data) if len(values) == 4}


@pytest.mark.counts(40, 2_000)
def test_all_rows_are_found_as_they_were_written(tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        dice = random.Random(seed)
        rows = [any_row(dice) for __ in range(dice.randrange(40))]
        step = dice.choice((1, 300, 2**57))
        data = written(tmp_path / f"{seed}.db", rows, step)
        assert found_in(data) == {step * n: row for n, row in enumerate(rows, 1)}, seed


def test_rows_are_found_without_the_tree_that_leads_to_them(tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [(f"{n}" * 50, n, None, "x" * (n * 100)) for n in range(200)]
    data = bytearray(written(tmp_path / "a.db", rows))
    data[: 2 * PAGE] = random.Random(1).randbytes(2 * PAGE)  # the schema, and the root of the tree
    assert found_in(bytes(data)) == dict(enumerate(rows, 1))


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    """Freed pages are zeroed, because a workspace is opened with ``secure_delete``."""
    path = tmp_path / "a.bvr"
    engine.create_database(path)
    with closing(engine.connect(path)) as db:
        rows = [(f"{n}", f"{n}" * 20) for n in range(2_000)]
        with db.atomic():
            db.conn.executemany("insert into settings values (?, ?, '')", rows)
        db.conn.execute("delete from settings where rowid % 7 > 0 or rowid > 1000")
        kept = {name for (name,) in db.conn.execute("select name from settings")}
    found = {values[0] for __, values in rows_on_pages(path.read_bytes()) if values[-1] == ""}
    assert found == kept
    assert len(found) == 142


@pytest.mark.parametrize("seed", range(20))
def test_pages_of_anything_harm_nobody(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(dice.randbytes(8 * PAGE + seed))
    for page in range(0, 8 * PAGE, PAGE):
        data[page] = 13
    assert all(values for __, values in rows_on_pages(bytes(data)))


def test_a_row_that_goes_on_in_a_circle_ends(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path / "a.db", [("x" * 50_000, 1, None, None)]))
    for page in range(2 * PAGE, len(data), PAGE):
        data[page : page + 4] = (3).to_bytes(4)
    assert list(found_in(bytes(data))) == [1]
