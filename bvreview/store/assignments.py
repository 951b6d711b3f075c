"""Owners and due dates of sections as a table: of a review, or of the organisation year that it shares."""

from __future__ import annotations

from bvreview.review.assignments import Assignment, decode_assignment
from bvreview.review.changes import Change
from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.schema import insert

_HERE = "subject = ? and section = ?"


def read_assignments(db: Database, subject: str) -> dict[str, Assignment]:
    """Every assignment of a subject, by section."""
    rows = db.conn.execute("select section, assignment from assignments where subject = ?", [subject])
    decoded = ((section, decode_assignment(text)) for section, text in rows)
    return {section: assignment for section, assignment in decoded if assignment}


def read_owners(db: Database) -> tuple[str, ...]:
    """Every name that owns a section, by name."""
    rows = db.conn.execute("select assignment from assignments")
    found = (decode_assignment(text) for (text,) in rows)
    return tuple(sorted({a.owner for a in found if a and a.owner}, key=str.casefold))


def read_assignment(db: Database, subject: str, section: str) -> str | None:
    """The canonical text of a section's assignment."""
    row = db.conn.execute(f"select assignment from assignments where {_HERE}", (subject, section)).fetchone()
    return row[0] if row else None


def write_assignment(db: Database, change: Change, signed: tuple[str, str]) -> None:
    """Put the new assignment of a change, or none, in place of what stands; ``signed``: (author, time)."""
    db.conn.execute(f"delete from assignments where {_HERE}", (change.subject, change.section))
    if change.new is not None:
        values = (change.subject, change.section, change.new, *signed)
        db.conn.execute(insert("assignments"), (*values, checksum(*values)))
