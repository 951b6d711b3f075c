"""Whether a workspace is whole: SQLite's own check, the tables, every row's checksum, the log's chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.changes import Change, ChangeKind, chain_hash
from bvreview.store.checksums import checksum, sha256
from bvreview.store.engine import connect, in_memory, version_of
from bvreview.store.evidence import find_lost
from bvreview.store.library import Database
from bvreview.store.outgoing import find_lost_contents
from bvreview.store.schema import LATEST, checked_in

_MOST: Final = 20  # problems of one kind that are listed
Look = Callable[[Database], Iterator[str]]


class IntegrityReport(Struct, frozen=True):
    """What a check of a workspace found: nothing wrong, or ``problems``, one sentence each.

    ``last_change``: the number of the log's last entry, with its hash.
    """

    problems: tuple[str, ...]
    reviews: int = 0
    cells: int = 0
    submissions: int = 0
    last_change: int = 0
    last_hash: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(path: Path) -> IntegrityReport:
    """Check the workspace at ``path`` from end to end; it is not changed.

    Raises:
        WorkspaceError: it is missing, open elsewhere, not a workspace, newer, or cannot be read at all.
    """
    db = connect(path)
    try:
        return report(db)
    finally:
        db.close()


def report(db: Database) -> IntegrityReport:
    """Check an open workspace from end to end."""
    problems = find_damage(db)
    if problems:
        return IntegrityReport(problems)
    row = db.conn.execute("select seq, chain from changes order by seq desc limit 1").fetchone() or (0, "")
    counts = (_count(db, "reviews"), _count(db, "cells"), _count(db, "submissions"))
    return IntegrityReport((), *counts, *row)


def _count(db: Database, table: str) -> int:
    return int(db.conn.execute(f"select count(*) from {table}").fetchone()[0])


def find_damage(db: Database) -> tuple[str, ...]:
    """Everything that is not as it was written, one sentence each; nothing for a whole workspace."""
    looks: tuple[Look, ...] = (_pages, _tables, _rows, _log, _files, _search, _references, _kept)
    return tuple(sentence for look in looks for sentence in _careful(look, db))


def _careful(look: Look, db: Database) -> list[str]:
    """What a look finds; a look that SQLite breaks off has found damage."""
    found: list[str] = []
    try:
        found.extend(islice(look(db), _MOST))
    except (sqlite3.DatabaseError, UnicodeDecodeError, ValueError, TypeError) as error:
        found.append(_("A part of the file cannot be read ({kind}).").format(kind=type(error).__name__))
    return found


def _pages(db: Database) -> Iterator[str]:
    for (text,) in db.conn.execute(f"pragma integrity_check({_MOST})"):
        for line in str(text).splitlines():  # later versions of SQLite say several at once, under a heading
            if line != "ok" and not line.startswith("***"):
                yield _("SQLite finds: {line}.").format(line=line.rstrip("."))


def _tables(db: Database) -> Iterator[str]:
    if version_of(db) == LATEST and _layout(db) != _expected_layout():
        yield _("The tables are not those that this application makes.")


def _layout(db: Database) -> list[tuple[Any, ...]]:
    schema = """select type, name, tbl_name, sql from sqlite_schema
        where name not like 'search!_%' escape '!' and name not like '%!_sqlite!_migrations%' escape '!'
        order by name"""
    applied = "select migration_set, name from _sqlite_migrations order by id"
    return [*db.conn.execute(schema), *db.conn.execute(applied)]


@cache
def _expected_layout() -> list[tuple[Any, ...]]:
    with closing(in_memory()) as db:
        return _layout(db)


def _rows(db: Database) -> Iterator[str]:
    for table, columns in checked_in(version_of(db)).items():
        for *values, written in db.conn.execute(f"select {columns}, checksum from {table}"):
            if checksum(*values) != written:
                place = ", ".join(str(value) for value in values[:4])
                yield _("A row of {table} was altered: {place}.").format(table=table, place=place)


def _log(db: Database) -> Iterator[str]:
    before = ""
    rows = db.conn.execute(
        """select seq, chain, author, time, changes.kind, subject, section, "row", field, rule, old, new
        from changes left join steps on steps.id = changes.step order by seq"""
    )
    for number, (seq, chain, author, time, kind, *rest) in enumerate(rows, 1):
        if seq != number or chain != chain_hash(before, Change(ChangeKind(kind), *rest), author, time):
            yield _("The history was altered at entry {n}.").format(n=number)
            return
        before = chain
    yield from _against_log(db)


def _against_log(db: Database) -> Iterator[str]:
    """Cells that differ from the last change the log has of them."""
    rows = db.conn.execute(
        """select subject, section, field, new, answer from
        (select subject, section, "row", field, new, max(seq) from changes where kind = 'cell'
         group by subject, section, "row", field) as last
        left join cells using (subject, section, "row", field) where new is not answer"""
    )
    for subject, section, field, *__ in rows:
        place = f"{subject}, {section}.{field}"
        yield _("An answer is not the one that the history ends with: {place}.").format(place=place)


def _files(db: Database) -> Iterator[str]:
    for digest, data in db.conn.execute("select digest, bytes from files"):
        if sha256(data) != digest:
            yield _("A file that was received has been altered: {digest}.").format(digest=digest[:12])


def _kept(db: Database) -> Iterator[str]:
    if "evidence" in checked_in(version_of(db)):
        yield from find_lost(db)
    if "outgoing" in checked_in(version_of(db)):
        yield from find_lost_contents(db)


def _search(db: Database) -> Iterator[str]:
    try:
        db.conn.execute("insert into search (search, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield _("The search index is damaged.")
    stray = db.conn.execute("select 1 from search where rowid not in (select id from cells) limit 1")
    if stray.fetchone():
        yield _("The search index does not fit the answers.")


def _references(db: Database) -> Iterator[str]:
    for table, *__ in db.conn.execute("pragma foreign_key_check"):
        yield _("A row of {table} refers to one that is gone.").format(table=table)
