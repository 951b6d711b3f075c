"""The sheet of evidence: a line for each piece, and under it a line for each answer that it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import canonical_json
from bvreview.review.evidence import Evidence, evidence_mark, in_order, reliability_words, sent_place, uses
from bvreview.review.retelling import place_words
from bvreview.review.wording import show_date
from bvreview.workbook import keys
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.plan import LABEL
from bvreview.workbook.section_sheet import Book
from bvreview.workbook.side_page import SidePage, finish, link

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

REFERENCE, DAY, RELIABILITY, NOTE, PLACE, SUPPORTS = range(LABEL + 1, LABEL + 7)
ITEM: Final = "evidence"
"""The first word of the key of a line."""


def draw_evidence(book: Book, sheet: Worksheet) -> None:
    """Everything listed, by title. The copies that a workspace keeps are named and stay where they are."""
    widths = {LABEL: 36.0, REFERENCE: 28.0, DAY: 18.0, RELIABILITY: 24.0, NOTE: 40.0, PLACE: 36.0}
    page = SidePage(book, sheet, widths | {SUPPORTS: 46.0})
    page.title(_("Evidence"), keys.side_key(keys.EVIDENCE_SHEET))
    page.text(_("What the answers rest on. Copies of files are not in this workbook; their names are."))
    page.heading(
        *(_("Title"), _("Reference"), _("Date"), _("Reliability"), _("Note"), _("Place or file")),
        _("Supports"),
    )
    review = book.answers.review
    for evidence in in_order(review.evidence.values()):
        key = item_key(evidence.id, mark=evidence_mark(evidence))
        page.row(key, *(("data", text) for text in _texts(book, evidence)))
        for address in uses(review.links, evidence.id):
            _draw_use(book, page, evidence, address)
    finish(book, sheet, keys.EVIDENCE_SHEET, page)


def item_key(number: str, address: Address | None = None, mark: str = "") -> str:
    """The key of a line: evidence with its mark as it was written, or an answer that it supports."""
    more = [str(address)] if address else ["", mark]
    return canonical_json([ITEM, number, *more])


def _texts(book: Book, evidence: Evidence) -> tuple[str, ...]:
    return (
        evidence.title,
        evidence.reference,
        show_date(evidence.date) if evidence.date else "",
        reliability_words(book.answers.framework, evidence.reliability),
        evidence.note,
        sent_place(evidence),
    )


def _draw_use(book: Book, page: SidePage, evidence: Evidence, address: Address) -> None:
    section = book.answers.framework.section(address.section)
    words = f"{section.title if section else address.section}: {place_words(book.answers, address)}"
    place = book.plan.place(address)
    where = f"{words} ({column_letters(place.column)}{place.row})" if place else words
    blank = (("data", ""),) * (SUPPORTS - LABEL)
    row = page.row(item_key(evidence.id, address), *blank, ("link" if place else "data", where))
    if place:
        link(page.sheet, row, SUPPORTS, place)
