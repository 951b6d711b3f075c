"""What is left of a damaged workspace: every row that is as it was written, table by table.

SQLite gives what its trees lead to; the pages themselves give what they have lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from bvreview.i18n import _
from bvreview.store.errors import DamagedError
from bvreview.store.schema import NEW_IN, TABLES, names_of
from bvreview.store.standing import Row, find_standing, is_as_written

_MOST: Final = 200_000  # rows that are asked for one by one between two that can be read
_UNREADABLE: Final = (sqlite3.DatabaseError, UnicodeDecodeError)  # the second: SQLite quotes spoiled bytes
_OFTEN: Final = 2_000  # rows between two looks at whether to go on
Tick = Callable[[int, int, str], None]


def no_tick(_done: int, _of: int, _text: str) -> None:
    """Tell nobody how far it is."""


class Found(Struct):
    """The rows of a table that are as they were written, by rowid; those that are not, and how many.

    ``is_open``: its end could not be read, so that nobody can say how many more there were.
    """

    rows: dict[int, Row] = {}
    altered: list[Row] = field(default_factory=list)
    lost: int = 0
    is_open: bool = False


def read_all(copy: Path, damaged: Path, tick: Tick) -> dict[str, Found]:
    """Read what can be read of ``copy``; ``tick`` may raise to stop.

    Raises:
        DamagedError: nothing can be read; it names ``damaged``.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        not_yet = _not_yet(connection)  # this first question takes back what was not committed, too
        standing = find_standing(copy.read_bytes(), _now_and_then(tick, 0, _("Reading page by page")))
        found = {table: Found(standing[table]) for table in TABLES}
        for number, table in enumerate(TABLES):
            if table not in not_yet:
                words = _("Reading {what}").format(what=table_words()[table])
                _read_table(connection, table, found[table], _now_and_then(tick, number, words))
    if not any(f.rows for table, f in found.items() if table != "settings"):
        raise DamagedError(damaged, [_("Nothing in it can be read.")])
    return found


def _not_yet(connection: sqlite3.Connection) -> set[str]:
    """The tables that an older file has not got yet, where both its version and its schema say so."""
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
        named = {name for (name,) in connection.execute("select name from sqlite_schema")}
    except _UNREADABLE:
        return set()
    return {table for table in TABLES if NEW_IN.get(table, 1) > version} - named


def _now_and_then(tick: Tick, done: int, words: str) -> Callable[[int], None]:
    def at_row(number: int) -> None:
        if number % _OFTEN == 0:
            tick(done, 2 * len(TABLES), words)

    return at_row


def _read_table(
    connection: sqlite3.Connection, table: str, found: Found, tick: Callable[[int], None]
) -> None:
    """Add what SQLite can read, and count what is neither there nor on a page."""
    select = f"select rowid, {', '.join(names_of(table))} from {table}"
    for number, (rowid, *values) in enumerate(_each(connection, select)):
        tick(number)
        row = tuple(values)
        if rowid is None:
            found.is_open = True
        elif row and is_as_written(table, row):
            found.rows[rowid] = row
        elif rowid not in found.rows:
            found.lost += 1
            found.altered += [row] if row else []


def _each(connection: sqlite3.Connection, select: str) -> Iterator[Row]:
    """Rows from the beginning up to damage, from the end down to it, and one by one between.

    A row that cannot be read is its rowid alone; None stands for any number of them.
    """
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
    if not low < high <= low + _MOST:
        yield (None,)
    for number in range(low + 1, min(high, low + _MOST)):
        try:
            yield from connection.execute(f"{select} where rowid = ?", [number])
        except _UNREADABLE:
            yield (number,)


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
