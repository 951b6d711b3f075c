"""From a damaged workspace to a whole new one: every row that is as it was written, and what is missing.

The damaged file is only read, from a copy of its bytes. Answers that are lost are taken from the history
where it still has them.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bvreview.files import make_folder, replacing
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _, plural
from bvreview.review.cells import Address
from bvreview.review.changes import Change, ChangeKind, chain_hash
from bvreview.review.evidence import decode_evidence, encode_evidence
from bvreview.review.exchange.outgoing import decode_outgoing, encode_outgoing
from bvreview.store.cells import Pen, write_answer
from bvreview.store.checksums import checksum
from bvreview.store.edits import title_of
from bvreview.store.engine import OPEN, connect, create_database
from bvreview.store.errors import (
    DamagedError,
    LockedError,
    NoWorkspaceError,
    named_errors,
    refuse_existing,
)
from bvreview.store.fields import Fields
from bvreview.store.heads import find_head
from bvreview.store.library import Database
from bvreview.store.log import Step, append
from bvreview.store.noted import write_note
from bvreview.store.outgoing import without_lost
from bvreview.store.remains import Found, Tick, no_tick, read_all, table_words
from bvreview.store.schema import CHECKED, TABLES, insert, names_of
from bvreview.store.sidecar import read_sidecar
from bvreview.store.standing import Row

_NEEDS: Final = {  # table -> (column, table it leads to, column there)
    "steps": (("undoes", "steps", "id"),),
    "changes": (("step", "steps", "id"),),
    "submissions": (("review", "reviews", "id"), ("file", "files", "digest")),
    "submission_findings": (("submission", "submissions", "id"),),
    "observations": (("benchmark_set", "benchmark_sets", "id"),),
}
_NAMED: Final = 30  # answers that are named


def salvage(
    damaged: Path, target: Path, framework: Framework, step: Step, *, tick: Tick = no_tick
) -> tuple[str, ...]:
    """Make a new workspace at ``target`` of all that can be read; says what is missing, a sentence each.

    ``step`` says who does it and when; it becomes the last step of the new file's history. ``tick`` is told
    how far it is, and may raise to stop: nothing is at ``target`` then.

    Raises:
        WorkspaceError: ``damaged`` is missing or open, nothing in it can be read, or something is at
            ``target``.
    """
    refuse_existing(target)
    _refuse_open(damaged)
    with named_errors(target):
        make_folder(target.parent, private=True)
        beside = tempfile.TemporaryDirectory(prefix=".bvreview-", dir=target.parent)
    with named_errors(damaged), beside as folder:  # not where others of this computer keep theirs
        found = read_all(_private_copy(damaged, Path(folder)), damaged, tick)
    with replacing(target, private=True) as temporary:
        create_database(temporary)
        db = connect(temporary)
        try:
            with named_errors(target), db.atomic():
                return _write_all(db, Fields(framework), found, (step, tick))
        finally:
            db.close()


def _refuse_open(path: Path) -> None:
    """A damaged file that opens for nobody has no note beside it, or a stale one."""
    if not path.exists():
        raise NoWorkspaceError(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0)
    try:
        with named_errors(path):
            connection.execute("pragma schema_version")
    except LockedError as error:
        holder = read_sidecar(path)
        raise (LockedError(path, holder.who, holder.since) if holder else error) from error
    except DamagedError:
        return
    finally:
        connection.close()


def _private_copy(path: Path, folder: Path) -> Path:
    for name in (path.name, f"{path.name}-journal"):
        if path.with_name(name).exists():
            shutil.copyfile(path.with_name(name), folder / name)
    return folder / path.name


def _write_all(
    db: Database, fields: Fields, found: dict[str, Found], by: tuple[Step, Tick]
) -> tuple[str, ...]:
    step, tick = by
    _drop_loose(found)
    without = (*_without_lost_files(found), *_without_lost_contents(found))
    for number, table in enumerate(TABLES, len(TABLES)):
        tick(number, 2 * len(TABLES), _("Writing {what}").format(what=table_words()[table]))
        rows = [row for __, row in sorted(found[table].rows.items())]
        if table == "cells":
            _write_cells(db, fields, rows)
        elif table == "changes":
            _write_log(db, rows)
        elif table == "settings":
            _write_notes(db, rows)
        elif table == "files":
            db.conn.executemany("insert into files (digest, bytes) values (?, ?)", rows)
        else:
            db.conn.executemany(insert(table), rows)
    brought_back = _agree_with_log(db, fields, step)
    return (*_missing(found, brought_back), *without, *_missing_answers(db, fields, found["cells"].altered))


def _drop_loose(found: dict[str, Found]) -> None:
    """Leave out what refers to something lost."""
    for table, needs in _NEEDS.items():
        names = names_of(table)
        for column, target, key in needs:
            there = _values(found[target], target, key)
            for number, row in sorted(found[table].rows.items()):
                value = row[names.index(column)]
                if value is not None and value not in there:
                    del found[table].rows[number]
                    found[table].lost += 1
                    there -= {number} if target == table else set()


def _without_lost_files(found: dict[str, Found]) -> Iterator[str]:
    """Let evidence stand without the copy of its file that is lost; a sentence for each."""
    there = {row[0] for row in found["files"].rows.values()}
    for number, row in sorted(found["evidence"].rows.items()):
        subject, name, text, *signed, __ = row
        evidence = decode_evidence(name, text)
        if not evidence or not evidence.file or evidence.file.digest in there:
            continue
        left = replace(evidence, file=None, place=evidence.place or evidence.file.name)
        values = (subject, name, encode_evidence(left) or "", *signed)
        found["evidence"].rows[number] = (*values, checksum(*values))
        words = _("The copy of {file} is lost; the evidence stays: {title}.")
        yield words.format(file=evidence.file.name, title=evidence.title)


def _without_lost_contents(found: dict[str, Found]) -> Iterator[str]:
    """Let workbooks that went out stand without what is lost of them; a sentence for each."""
    there = {row[0] for row in found["files"].rows.values()}
    for number, row in sorted(found["outgoing"].rows.items()):
        subject, name, text, *signed, __ = row
        outgoing = decode_outgoing(text)
        left = without_lost(outgoing, there) if outgoing else None
        if not outgoing or left == outgoing:
            continue
        values = (subject, name, encode_outgoing(left) or "", *signed)
        found["outgoing"].rows[number] = (*values, checksum(*values))
        words = _("What is kept of a workbook is lost; that it went out stays: {who}.")
        yield words.format(who=outgoing.who)


def _values(found: Found, table: str, column: str) -> set[Any]:
    place = names_of(table).index(column)
    return {row[place] for row in found.rows.values()}


def _write_notes(db: Database, rows: list[Row]) -> None:
    """What was noted by name, but that the file is open: the new one says that for itself."""
    for name, value, __ in rows:
        if name != OPEN:
            write_note(db, name, value)


def _write_cells(db: Database, fields: Fields, rows: list[Row]) -> None:
    for number, row in enumerate(rows, 1):
        columns = f"id, {CHECKED['cells']}, checksum"
        db.conn.execute(f"insert into cells ({columns}) values (?{', ?' * len(row)})", (number, *row))
        if words := fields.words(Address(*row[1:4]), row[4]):
            db.conn.execute("insert into search (rowid, words) values (?, ?)", (number, words))


def _write_log(db: Database, rows: list[Row]) -> None:
    """The entries that are left, numbered and chained anew where one is missing."""
    known = db.conn.execute("select id, author, time from steps")
    steps = {number: (author, time) for number, author, time in known}
    chain, entries = "", []
    for seq, row in enumerate(rows, 1):
        __, number, subject, kind, section, place, name, rule, old, new, *__ = row
        change = Change(ChangeKind(kind), subject, section, place, name, rule, old, new)
        chain = chain_hash(chain, change, *steps[number])
        entry = (seq, *row[1:10], chain)
        entries.append((*entry, checksum(*entry)))
    db.conn.executemany(insert("changes"), entries)


def _agree_with_log(db: Database, fields: Fields, step: Step) -> int:
    """Bring answers back from the history, and log those it has lost the last change of."""
    differing = db.conn.execute(
        """select subject, section, "row", field, new, answer, steps.author, steps.time from
        (select subject, section, "row", field, new, step, max(seq) from changes where kind = 'cell'
         group by subject, section, "row", field) as last
        join steps on steps.id = last.step
        left join cells using (subject, section, "row", field) where new is not answer"""
    ).fetchall()
    unlogged = []
    for subject, section, row, name, logged, standing, author, time in differing:
        change = Change(ChangeKind.CELL, subject, section, row, name, old=logged, new=standing or logged)
        if standing:
            unlogged.append(change)
        else:
            head = find_head(db, subject)
            write_answer(db, fields, change, Pen(author, time, head.revision if head else 0))
    append(db, unlogged, step)
    return len(differing) - len(unlogged)


def _missing(found: dict[str, Found], brought_back: int) -> Iterator[str]:
    words = table_words()
    for table, rows in found.items():
        if rows.lost:
            yield _("Missing, {what}: at most {n}.").format(what=words[table], n=rows.lost)
    if open_ended := [words[table] for table, rows in found.items() if rows.is_open]:
        yield _("Perhaps missing, how many cannot be told: {what}.").format(what=", ".join(open_ended))
    if brought_back:
        yield plural(
            "{n} answer was brought back from the history.",
            "{n} answers were brought back from the history.",
            brought_back,
        )


def _missing_answers(db: Database, fields: Fields, altered: Sequence[Row]) -> Iterator[str]:
    """The answers that were altered and that the history does not have, by name, to be given anew."""
    named = 0
    for subject, section, row, name, *__ in altered:
        place = (subject, section, row, name)
        if named == _NAMED or not all(isinstance(part, str) for part in place):
            continue
        there = 'select 1 from cells where (subject, section, "row", field) = (?, ?, ?, ?)'
        if not db.conn.execute(there, place).fetchone():
            named += 1
            head = find_head(db, subject)
            title = title_of(fields.framework, head) if head else subject
            label = fields.field(Address(section, row, name)).label
            yield _("To be given again: {label}, in {title}.").format(label=label, title=title)
