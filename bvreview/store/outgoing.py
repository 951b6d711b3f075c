"""What went out as workbooks as a table; what stood in them is kept among the files, by digest."""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.review.changes import Change
from bvreview.review.handing import Sent, decode_sent
from bvreview.review.outgoing import Outgoing, decode_outgoing
from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.schema import insert

_HERE = "subject = ? and id = ?"


def read_outgoing(db: Database, subjects: Sequence[str] = ()) -> tuple[tuple[str, Outgoing], ...]:
    """Everything that went out for these subjects (all of them where none is named), in that order."""
    where = f"where subject in ({', '.join('?' * len(subjects))})" if subjects else ""
    rows = db.conn.execute(f"select subject, outgoing from outgoing {where} order by rowid", tuple(subjects))
    found = [(subject, decoded) for subject, text in rows if (decoded := decode_outgoing(text))]
    return tuple(sorted(found, key=lambda pair: pair[1].sent))  # a change writes its row anew


def read_one(db: Database, subject: str, number: str) -> str | None:
    """The canonical text of one."""
    row = db.conn.execute(f"select outgoing from outgoing where {_HERE}", (subject, number)).fetchone()
    return row[0] if row else None


def find_outgoing(db: Database, subject: str, number: str) -> Outgoing | None:
    """One by its id."""
    return decode_outgoing(read_one(db, subject, number))


def write_one(db: Database, change: Change, signed: tuple[str, str]) -> None:
    """Put the new state of a change, or none, in place of what stands; ``signed``: (author, time)."""
    db.conn.execute(f"delete from outgoing where {_HERE}", (change.subject, change.rule))
    if change.new is not None:
        values = (change.subject, change.rule, change.new, *signed)
        db.conn.execute(insert("outgoing"), (*values, checksum(*values)))


def read_sent(db: Database, outgoing: Outgoing | None) -> Sent | None:
    """What stood in a workbook when it went out; None where that was not kept."""
    if not outgoing or not outgoing.kept:
        return None
    row = db.conn.execute("select bytes from files where digest = ?", [outgoing.kept]).fetchone()
    return decode_sent(row[0]) if row else None
