"""What went out as workbooks as a table; what stood in them is kept among the files, by digest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import structs

from bvreview.i18n import _
from bvreview.review.changes import Change
from bvreview.review.exchange.outgoing import Outgoing, decode_outgoing
from bvreview.review.exchange.sent import Sent, decode_sent
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


def contents_of(outgoing: Outgoing) -> tuple[str, ...]:
    """The digests of what is kept of a workbook that went out: what stood in it, and what was answered."""
    return tuple(filter(None, (outgoing.kept, *(reply.partition(":")[0] for reply in outgoing.replies))))


def find_lost_contents(db: Database) -> Iterator[str]:
    """A sentence for each workbook of which something that should be kept is not there."""
    there = {digest for (digest,) in db.conn.execute("select digest from files")}
    for __, outgoing in read_outgoing(db):
        if not there.issuperset(contents_of(outgoing)):
            yield _("What is kept of a workbook is missing: {who}.").format(who=outgoing.who)


def without_lost(outgoing: Outgoing, there: Collection[str]) -> Outgoing:
    """What is known of a workbook, without what is lost of its contents."""
    replies = tuple(reply for reply in outgoing.replies if reply.partition(":")[0] in there)
    kept = outgoing.kept if outgoing.kept in there else ""
    return structs.replace(outgoing, kept=kept, replies=replies)
