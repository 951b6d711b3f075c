"""What each review is about: the ``reviews`` table, and single attributes as the log writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bvreview.framework.terms import Path
from bvreview.review.model import ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.store.checksums import checksum
from bvreview.store.errors import UnknownReviewError
from bvreview.store.library import Database
from bvreview.store.schema import CHECKED, insert


def read_head(db: Database, review_id: str) -> ReviewHead:
    """The head of a review.

    Raises:
        UnknownReviewError: there is none of that id.
    """
    found = find_head(db, review_id)
    if not found:
        raise UnknownReviewError(review_id)
    return found


def find_head(db: Database, review_id: str) -> ReviewHead | None:
    """The head of a review, or None."""
    return next(iter(_select(db, "where id = ?", [review_id])), None)


def read_heads(db: Database) -> tuple[ReviewHead, ...]:
    """All heads, by period (newest first), service and organisation."""
    return tuple(_select(db, "order by period desc, service, organisation, id", []))


def own_heads(db: Database, organisation_year: str) -> tuple[ReviewHead, ...]:
    """The reviews written here that share an organisation year."""
    organisation, __, period = organisation_year.rpartition("/")
    where = "where organisation = ? and period = ? and status != ? order by id"
    return tuple(_select(db, where, [organisation, period, Status.RECEIVED.value]))


def _select(db: Database, where: str, values: Iterable[str]) -> Iterable[ReviewHead]:
    rows = db.conn.execute(f"select {CHECKED['reviews']} from reviews {where}", tuple(values))
    return [_head(*row) for row in rows]


def _head(review_id: str, organisation: str, service: str, period: str, *more: Any) -> ReviewHead:
    path, framework, version, revision, status, provisional, illustrative, *signed = more
    return ReviewHead(
        review_id,
        organisation,
        service,
        FinancialYear.parse(period),
        Path(path),
        framework,
        version,
        revision,
        Status(status),
        bool(provisional),
        bool(illustrative),
        *signed,
    )


def write_head(db: Database, head: ReviewHead) -> None:
    """Put a head in place of the one of its id, or beside the others."""
    values = (
        *(head.id, head.organisation, head.service, head.period.id, head.path.value),
        *(head.framework, head.framework_version, head.revision, head.status.value),
        *(int(head.provisional), int(head.illustrative), head.signed_by, head.signed_on),
    )
    columns = [name.strip() for name in CHECKED["reviews"].split(",")]
    updates = ", ".join(f"{name} = excluded.{name}" for name in (*columns[1:], "checksum"))
    statement = f"{insert('reviews')} on conflict (id) do update set {updates}"
    db.conn.execute(statement, (*values, checksum(*values)))


def attribute(head: ReviewHead, name: str) -> str:
    """An attribute of a head as a change writes it."""
    value = getattr(head, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.id if isinstance(value, FinancialYear) else value)


def with_attribute(head: ReviewHead, name: str, text: str) -> ReviewHead:
    """The head with one attribute as a change wrote it."""
    readers: dict[str, Any] = {
        "path": Path,
        "revision": int,
        "status": Status,
        "provisional": lambda word: word == "yes",
        "illustrative": lambda word: word == "yes",
        "period": FinancialYear.parse,
    }
    value: Any = readers.get(name, str)(text)
    return replace(head, **{name: value})
