"""Which sections of a review have been opened: no edit, so it stands beside the log and is not undone."""

from __future__ import annotations

from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note

_NAME = "looked at {review}"


def read_looked_at(db: Database, review_id: str) -> frozenset[str]:
    """The sections of a review that were opened."""
    return frozenset((read_note(db, _NAME.format(review=review_id)) or "").split())


def write_looked_at(db: Database, review_id: str, sections: frozenset[str]) -> None:
    """Keep which sections were opened."""
    write_note(db, _NAME.format(review=review_id), " ".join(sorted(sections)))
