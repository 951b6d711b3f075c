"""Reviews as one value each: head, own cells or those of the organisation year too, rows, explanations."""

from __future__ import annotations

import re

from msgspec import Struct

from bvreview.framework.sections import PartKind
from bvreview.review.answers import locate
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Cell
from bvreview.review.evidence import Evidence
from bvreview.review.model import Explanation, Review, ReviewHead, Status
from bvreview.store.assignments import read_assignments
from bvreview.store.cells import read_cells, read_explanations, read_rows
from bvreview.store.evidence import read_evidence, read_links
from bvreview.store.fields import WORDS, Fields
from bvreview.store.heads import read_head
from bvreview.store.library import Database
from bvreview.store.log import last_entry
from bvreview.store.outgoing import read_outgoing


class SearchHit(Struct, frozen=True):
    """A cell whose words match: its subject, the reviews that show it, its address and its text.

    ``row``: what the row of a repeating table is called by its first words; "" elsewhere.
    """

    subject: str
    reviews: tuple[str, ...]
    address: Address
    text: str
    row: str = ""


def subjects_of(head: ReviewHead) -> tuple[str, ...]:
    """What the cells of a review belong to: itself, and its organisation year unless it was received."""
    return (head.id,) if head.status is Status.RECEIVED else (head.id, head.organisation_year)


def read_review(db: Database, fields: Fields, review_id: str) -> Review:
    """Everything of one review.

    Raises:
        UnknownReviewError: there is none of that id.
    """
    return read_all_of(db, fields, read_head(db, review_id))


def read_all_of(db: Database, fields: Fields, head: ReviewHead) -> Review:
    """Everything that is here of the review of a head, which may itself not be here yet."""
    cells: list[Cell] = []
    explanations: list[Explanation] = []
    rows: dict[str, tuple[str, ...]] = {}
    assigned: dict[str, Assignment] = {}
    evidence: dict[str, Evidence] = {}
    links: dict[Address, tuple[str, ...]] = {}
    for subject in subjects_of(head):
        cells += read_cells(db, fields, subject)
        explanations += read_explanations(db, subject)
        rows |= read_rows(db, subject)
        assigned |= read_assignments(db, subject)
        evidence |= read_evidence(db, subject, shared=subject == head.organisation_year)
        links |= read_links(db, subject)
    by_key = {e.key: e for e in explanations}
    outgoing = {o.id: o for __, o in read_outgoing(db, (head.id,))}
    told = (rows, by_key, assigned, evidence, links, outgoing)
    return Review(head, {c.address: c for c in cells}, *told, as_of=last_entry(db)[0])


def search_words(db: Database, fields: Fields, text: str, limit: int) -> list[tuple[str, Address, str]]:
    """Subject, address and words of the cells that hold every word of ``text``, best first.

    The last word may be the beginning of a longer one.
    """
    words = re.findall(r"\w+", text)
    if not words:
        return []
    query = " ".join(f'"{word}"' for word in words) + "*"
    rows = db.conn.execute(
        """select subject, section, "row", field, answer from search join cells on cells.id = search.rowid
        where search match ? order by rank limit ?""",
        (query, limit),
    )
    found = ((subject, Address(*place), answer) for subject, *place, answer in rows)
    return [(subject, address, fields.words(address, answer)) for subject, address, answer in found]


def row_words(db: Database, fields: Fields, subject: str, address: Address) -> str:
    """The first words that stand in the row of a repeating table, on one line; "" in a form or grid."""
    place = locate(fields.framework, address)
    if not place or place[1].kind is not PartKind.TABLE:
        return ""
    for field in place[1].fields:
        if field.kind in WORDS and not field.formula:
            found = db.conn.execute(
                """select answer from cells where subject = ? and section = ? and "row" = ? and field = ?""",
                (subject, address.section, address.row, field.id),
            ).fetchone()
            words = fields.words(Address(address.section, address.row, field.id), found[0]) if found else ""
            if words:
                return " ".join(words.splitlines()[0].split())
    return ""
