"""What is left of a damaged workspace: every row that is as it was written, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from bvreview.i18n import _
from bvreview.store.checksums import checksum, sha256
from bvreview.store.errors import DamagedError
from bvreview.store.schema import CHECKED

ORDER: Final = (
    *("reviews", "rows", "cells", "explanations", "steps", "changes", "files", "submissions"),
    *("submission_findings", "benchmark_sets", "observations", "not_taken", "assignments"),
    *("evidence", "evidence_links", "outgoing", "benchmark_packs", "settings"),
)
"""The tables that are saved, each after those that it refers to."""
_MOST: Final = 200_000  # rows that are asked for one by one between two that can be read
_UNREADABLE: Final = (sqlite3.DatabaseError, UnicodeDecodeError)  # the second: SQLite quotes spoiled bytes
_OFTEN: Final = 2_000  # rows between two looks at whether to go on
Row = tuple[Any, ...]
Tick = Callable[[int, int, str], None]


def no_tick(_done: int, _of: int, _text: str) -> None:
    """Tell nobody how far it is."""


class Found(
    Struct,
):
    """The rows of a table that are as they were written, by rowid; those that are not, and how many."""

    rows: dict[int, Row] = {}
    altered: list[Row] = field(default_factory=list)
    lost: int = 0


def read_all(copy: Path, damaged: Path, tick: Tick) -> dict[str, Found]:
    """Read what can be read of ``copy``; ``tick`` may raise to stop.

    Raises:
        DamagedError: nothing can be read; it names ``damaged``.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        found = {table: _read_table(connection, table, tick) for table in ORDER}
    if not any(f.rows for table, f in found.items() if table != "settings"):
        raise DamagedError(damaged, [_("Nothing in it can be read.")])
    return found


def _read_table(connection: sqlite3.Connection, table: str, tick: Tick) -> Found:
    done, words = ORDER.index(table), _("Reading {what}").format(what=table_words()[table])
    columns = "digest, bytes" if table == "files" else f"{CHECKED[table]}, checksum"
    found = Found()
    for number, row in enumerate(_each(connection, f"select rowid, {columns} from {table}")):
        if number % _OFTEN == 0:
            tick(done, 2 * len(ORDER), words)
        if row and _is_as_written(table, row[1:]):
            found.rows[row[0]] = row[1:]
        else:
            found.lost += 1
            found.altered += [row[1:]] if row else []
    return found


def _is_as_written(table: str, values: Row) -> bool:
    if table == "files":
        return isinstance(values[1], bytes) and sha256(values[1]) == values[0]
    try:
        return bool(checksum(*values[:-1]) == values[-1])
    except TypeError:
        return False


def _each(connection: sqlite3.Connection, select: str) -> Iterator[Row | None]:
    """Rows from the beginning up to damage, from the end down to it, and one by one between (None: lost)."""
    low, high = 0, 0
    try:
        for row in connection.execute(f"{select} order by rowid"):
            low = row[0]
            yield row
        return
    except _UNREADABLE:
        pass
    try:
        for row in connection.execute(f"{select} order by rowid desc"):
            if row[0] <= low:
                return
            high = row[0]
            yield row
    except _UNREADABLE:
        pass
    for number in range(low + 1, min(high, low + _MOST)):
        try:
            yield from connection.execute(f"{select} where rowid = ?", [number])
        except _UNREADABLE:
            yield None


def table_words() -> dict[str, str]:
    """What is in each table, as people call it."""
    return {
        "reviews": _("what a review is about"),
        "rows": _("lines of tables"),
        "cells": _("answers"),
        "explanations": _("explanations"),
        "steps": _("steps of the history"),
        "changes": _("changes in the history"),
        "files": _("received and kept files"),
        "submissions": _("submissions"),
        "submission_findings": _("findings of submissions"),
        "benchmark_sets": _("benchmark sets"),
        "observations": _("figures of benchmark sets"),
        "not_taken": _("files that were not taken"),
        "assignments": _("owners and due dates of sections"),
        "evidence": _("evidence"),
        "evidence_links": _("links from answers to evidence"),
        "outgoing": _("workbooks that went out"),
        "benchmark_packs": _("benchmark packs"),
        "settings": _("what is noted beside the answers"),
    }
