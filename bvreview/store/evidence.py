"""Evidence and its links as tables; files that are kept with it are rows of their own by digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import Change, ChangeKind
from bvreview.review.evidence import LINKED, Evidence, decode_evidence, encode_evidence
from bvreview.review.model import Review
from bvreview.store.checksums import checksum, sha256
from bvreview.store.library import Database
from bvreview.store.schema import insert

_ITEM = "subject = ? and id = ?"
_LINK = 'subject = ? and section = ? and "row" = ? and field = ? and evidence = ?'


def without_removed(
    db: Database, held: Mapping[str, Evidence], there: Mapping[str, Evidence]
) -> dict[str, Evidence]:
    """What a file lists, without what was listed here once and was taken away."""
    rows = db.conn.execute("select distinct rule from changes where kind = ?", [ChangeKind.EVIDENCE.value])
    once = {number for (number,) in rows}
    return {number: e for number, e in there.items() if number in held or number not in once}


def read_evidence(db: Database, subject: str, *, shared: bool) -> dict[str, Evidence]:
    """Every piece of evidence of a subject, by id."""
    rows = db.conn.execute("select id, evidence from evidence where subject = ?", [subject])
    decoded = ((number, decode_evidence(number, text, shared=shared)) for number, text in rows)
    return {number: evidence for number, evidence in decoded if evidence}


def read_links(db: Database, subject: str) -> dict[Address, tuple[str, ...]]:
    """What each answer of a subject is linked to, in the order in which it was."""
    rows = db.conn.execute(
        'select section, "row", field, evidence from evidence_links where subject = ? order by rowid',
        [subject],
    )
    found: dict[Address, tuple[str, ...]] = {}
    for *place, number in rows:
        address = Address(*place)
        found[address] = (*found.get(address, ()), number)
    return found


def read_item(db: Database, subject: str, number: str) -> str | None:
    """The canonical text of a piece of evidence."""
    row = db.conn.execute(f"select evidence from evidence where {_ITEM}", (subject, number)).fetchone()
    return row[0] if row else None


def read_link(db: Database, change: Change) -> str | None:
    """Whether a link stands, as a change says it."""
    where = (change.subject, *change.address, change.rule)
    return (
        LINKED if db.conn.execute(f"select 1 from evidence_links where {_LINK}", where).fetchone() else None
    )


def write_item(db: Database, change: Change, signed: tuple[str, str]) -> None:
    """Put the new evidence of a change, or none, in place of what stands; ``signed``: (author, time)."""
    db.conn.execute(f"delete from evidence where {_ITEM}", (change.subject, change.rule))
    if change.new is not None:
        _insert_item(db, (change.subject, change.rule, change.new, *signed))


def write_link(db: Database, change: Change, signed: tuple[str, str]) -> None:
    """Make the link of a change, or take it away."""
    db.conn.execute(
        f"delete from evidence_links where {_LINK}", (change.subject, *change.address, change.rule)
    )
    if change.new is not None:
        _insert_link(db, (change.subject, *change.address, change.rule, *signed))


def _insert_item(db: Database, values: tuple[str, ...]) -> None:
    db.conn.execute(insert("evidence"), (*values, checksum(*values)))


def _insert_link(db: Database, values: tuple[str, ...]) -> None:
    db.conn.execute(insert("evidence_links"), (*values, checksum(*values)))


def insert_all(db: Database, review: Review, signed: tuple[str, str]) -> None:
    """Write all evidence and links of a received review, which has none yet."""
    for number, evidence in review.evidence.items():
        _insert_item(db, (review.head.id, number, encode_evidence(evidence) or "", *signed))
    for address, numbers in review.links.items():
        for number in numbers:
            _insert_link(db, (review.head.id, *address, number, *signed))


def delete_all(db: Database, subject: str) -> None:
    """Take all evidence and links of a subject away."""
    for table in ("evidence", "evidence_links"):
        db.conn.execute(f"delete from {table} where subject = ?", [subject])


def keep_files(db: Database, files: Iterable[bytes]) -> None:
    """Keep the bytes of files; those that are there already are kept once."""
    rows = [(sha256(data), data) for data in files]
    db.conn.executemany("insert or ignore into files (digest, bytes) values (?, ?)", rows)


def find_lost(db: Database) -> Iterator[str]:
    """A sentence for each piece of evidence whose kept file is not there."""
    rows = db.conn.execute("select id, evidence from evidence order by rowid")
    there = {digest for (digest,) in db.conn.execute("select digest from files")}
    for number, text in rows:
        evidence = decode_evidence(number, text)
        if evidence and evidence.file and evidence.file.digest not in there:
            words = _("The kept file of evidence is missing: {title}, {name}.")
            yield words.format(title=evidence.title, name=evidence.file.name)
