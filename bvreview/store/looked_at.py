"""Which sections of a review have been opened: no edit, so it stands beside the log and is not undone."""

from __future__ import annotations

from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.schema import insert

_NAME = "looked at {review}"


def read_looked_at(db: Database, review_id: str) -> frozenset[str]:
    """The sections of a review that were opened."""
    row = db.conn.execute(
        "select value from settings where name = ?", [_NAME.format(review=review_id)]
    ).fetchone()
    return frozenset(row[0].split()) if row else frozenset()


def write_looked_at(db: Database, review_id: str, sections: frozenset[str]) -> None:
    """Keep which sections were opened."""
    values = (_NAME.format(review=review_id), " ".join(sorted(sections)))
    statement = insert("settings").replace("insert", "insert or replace", 1)
    db.conn.execute(statement, (*values, checksum(*values)))
