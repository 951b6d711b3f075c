"""Cells, rows and explanations as tables: reading all of a subject, writing many or one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.cells import Address, Cell
from bvreview.review.changes import Change, canonical_json
from bvreview.review.model import Explanation, ExplanationKey, Review
from bvreview.store.checksums import checksum
from bvreview.store.errors import AlteredError
from bvreview.store.evidence import delete_all, insert_all
from bvreview.store.fields import Fields
from bvreview.store.library import Database
from bvreview.store.schema import CHECKED, insert

_HERE = 'subject = ? and section = ? and "row" = ? and field = ?'


class Pen(Struct, frozen=True):
    """Who writes, when, and in which revision of the review."""

    author: str
    time: str
    revision: int


def read_cells(db: Database, fields: Fields, subject: str) -> Iterator[Cell]:
    """Every cell of a subject.

    Raises:
        AlteredError: an answer is not what was written.
    """
    rows = db.conn.execute(f"select {CHECKED['cells']}, checksum from cells where subject = ?", [subject])
    for *values, written in rows:
        if checksum(*values) != written:
            raise AlteredError(_("An answer was altered: {place}.").format(place=".".join(values[1:4])))
        __, section, row, field, text, author, time, revision = values
        address = Address(section, row, field)
        answer = fields.decode(address, text)
        assert answer
        yield Cell(address, answer, author, time, revision)


def read_answer(db: Database, subject: str, address: Address) -> str | None:
    """The canonical text of the answer at an address."""
    found = db.conn.execute(f"select answer from cells where {_HERE}", (subject, *address)).fetchone()
    return found[0] if found else None


def write_answer(db: Database, fields: Fields, change: Change, pen: Pen) -> None:
    """Put the new answer of a change, or none, in place of what stands at its address."""
    address, text = change.address, change.new
    found = db.conn.execute(f"select id from cells where {_HERE}", (change.subject, *address)).fetchone()
    if found:
        db.conn.execute("delete from search where rowid = ?", found)
        db.conn.execute("delete from cells where id = ?", found)
    if text is None:
        return
    values = (change.subject, *address, text, pen.author, pen.time, pen.revision)
    number = db.conn.execute(insert("cells"), (*values, checksum(*values))).lastrowid
    if words := fields.words(address, text):
        db.conn.execute("insert into search (rowid, words) values (?, ?)", (number, words))


def insert_content(
    db: Database, fields: Fields, review: Review, pen: Pen, texts: Mapping[Address, str]
) -> None:
    """Write all cells, rows and explanations of a received review, which has none yet.

    ``texts``: its answers as canonical JSON.
    """
    subject = review.head.id
    number = _next_cell(db)
    cells, words = [], []
    for address, cell in review.cells.items():
        values = (
            subject,
            *address,
            texts[address],
            cell.author or pen.author,
            cell.time or pen.time,
            cell.revision or pen.revision,
        )
        cells.append((number, *values, checksum(*values)))
        if searched := fields.words_of(address, cell.answer):
            words.append((number, searched))
        number += 1
    statement = insert("cells").replace("(", "(id, ", 1).replace("values (", "values (?, ", 1)
    db.conn.executemany(statement, cells)
    db.conn.executemany("insert into search (rowid, words) values (?, ?)", words)
    for name, keys in review.rows.items():
        section, __, part = name.partition(".")
        write_rows(db, (subject, section, part), keys)
    for explanation in review.explanations.values():
        write_explanation(db, subject, explanation.key, (explanation.found, explanation.text), pen)
    insert_all(db, review, (pen.author, pen.time))


def _next_cell(db: Database) -> int:
    return int(db.conn.execute("select coalesce(max(id), 0) + 1 from cells").fetchone()[0])


def read_rows(db: Database, subject: str) -> dict[str, tuple[str, ...]]:
    """The keys of each repeating table of a subject, in order, by "section.part"."""
    rows: dict[str, list[str]] = {}
    found = db.conn.execute(
        "select section, part, key from rows where subject = ? order by section, part, position", [subject]
    )
    for section, part, key in found:
        rows.setdefault(f"{section}.{part}", []).append(key)
    return {name: tuple(keys) for name, keys in rows.items()}


def read_keys(db: Database, subject: str, section: str, part: str) -> list[str]:
    """The keys of one repeating table in order."""
    found = db.conn.execute(
        "select key from rows where subject = ? and section = ? and part = ? order by position",
        (subject, section, part),
    )
    return [key for (key,) in found]


def write_rows(db: Database, table: tuple[str, str, str], keys: Sequence[str], first: int = 0) -> None:
    """Put these keys, in this order, in a table (subject, section, part); those before ``first`` stand."""
    db.conn.execute(
        "delete from rows where subject = ? and section = ? and part = ? and position >= ?", (*table, first)
    )
    rows = ((*table, keys[place], place) for place in range(first, len(keys)))
    db.conn.executemany(insert("rows"), [(*row, checksum(*row)) for row in rows])


def read_explanations(db: Database, subject: str) -> Iterator[Explanation]:
    """Every explanation of a subject."""
    rows = db.conn.execute(
        'select rule, section, "row", field, found, words, author, time from explanations where subject = ?',
        [subject],
    )
    for rule, section, row, field, found, words, author, time in rows:
        yield Explanation(ExplanationKey(rule, section, row, field), found, words, author, time)


def read_explanation(db: Database, subject: str, key: ExplanationKey) -> tuple[str, str] | None:
    """What an explanation was given for (found), and its words."""
    row = db.conn.execute(
        f"select found, words from explanations where {_HERE} and rule = ?",
        (subject, key.section, key.row, key.field, key.rule),
    ).fetchone()
    return (row[0], row[1]) if row else None


def encode_pair(pair: tuple[str, str] | None) -> str | None:
    """(found, words) as a change writes it."""
    return canonical_json(list(pair)) if pair else None


def decode_pair(text: str | None) -> tuple[str, str] | None:
    """(found, words) from the text of a change."""
    if text is None:
        return None
    found, words = json.loads(text)
    return found, words


def write_explanation(
    db: Database, subject: str, key: ExplanationKey, pair: tuple[str, str] | None, pen: Pen
) -> None:
    """Put (found, words), or nothing, in place of an explanation."""
    where = (subject, key.section, key.row, key.field, key.rule)
    db.conn.execute(f"delete from explanations where {_HERE} and rule = ?", where)
    if pair:
        values = (subject, key.rule, key.section, key.row, key.field, *pair, pen.author, pen.time)
        db.conn.execute(insert("explanations"), (*values, checksum(*values)))


def delete_content(db: Database, subject: str) -> None:
    """Take away all cells, rows and explanations of a subject."""
    db.conn.execute("delete from search where rowid in (select id from cells where subject = ?)", [subject])
    for table in ("cells", "rows", "explanations"):
        db.conn.execute(f"delete from {table} where subject = ?", [subject])
    delete_all(db, subject)
