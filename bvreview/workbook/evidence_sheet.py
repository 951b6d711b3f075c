"""The sheet of evidence: a line for each piece, and under it a line for each answer that it supports."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Help
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import canonical_json
from bvreview.review.evidence import Evidence, in_order, reliability_words, sent_place, uses
from bvreview.review.exchange.sent import evidence_marks_of
from bvreview.review.exchange.submission import FileIdentity
from bvreview.review.retelling import place_words
from bvreview.review.wording import show_date
from bvreview.workbook import keys
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.plan import LABEL, WorkbookPlan
from bvreview.workbook.section_sheet import Book
from bvreview.workbook.side_page import SidePage, finish, link
from bvreview.workbook.validation import add_validation

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

REFERENCE, DAY, RELIABILITY, NOTE, PLACE, SUPPORTS = range(LABEL + 1, LABEL + 7)
ITEM: Final = "evidence"
"""The first word of the key of a line."""
RELIABILITIES: Final = "evidence_reliability"
"""The list of how far evidence can be relied on: without the words for a blank that other lists have."""
SPARE_LINES: Final = 8
_NUMBER: Final = 12


def draw_evidence(book: Book, sheet: Worksheet, file: FileIdentity) -> None:
    """Everything listed, by title. The copies that a workspace keeps are named and stay where they are.

    A colleague to whom sections are handed out fills in spare lines, and may change the others.
    """
    widths = {LABEL: 36.0, REFERENCE: 28.0, DAY: 18.0, RELIABILITY: 24.0, NOTE: 40.0, PLACE: 36.0}
    page = SidePage(book, sheet, widths | {SUPPORTS: 46.0})
    page.title(_("Evidence"), keys.side_key(keys.EVIDENCE_SHEET))
    words = _("What the answers rest on. Copies of files are not in this workbook; their names are.")
    page.text(_("What the answers rest on. Copies of files go with it, hidden.") if book.copies else words)
    if file.handed:
        page.text(how_to_add(book.plan))
    page.heading(*(asked.label for asked in columns()))
    look, review = "input" if file.handed else "data", book.answers.review
    marks = evidence_marks_of(review.evidence) if book.evidence_marks is None else book.evidence_marks
    for evidence in in_order(review.evidence.values()):
        supports = ((look, ""),) if file.handed else ()
        texts = ((look, text) for text in _texts(book, evidence))
        page.row(item_key(evidence.id, mark=marks.get(evidence.id, "")), *texts, *supports)
        for address in uses(review.links, evidence.id):
            _draw_use(book, page, evidence, address)
    if file.handed:
        _draw_spare_lines(page, file)
    finish(book, sheet, keys.EVIDENCE_SHEET, page)


def columns() -> tuple[Field, ...]:
    """What is asked of evidence, from the first column on, with a word at the cell."""
    places = Help(counts=_("The cells that it supports, each with its sheet; several with a comma between."))
    day = Help(counts=_("Such as 12 May 2010."))
    found = Help(counts=_("A path or a web address, or the name of a file that you send with this one."))
    return (
        Field(id="title", label=_("Title"), help=Help(counts=_("What it is called."))),
        Field(id="reference", label=_("Reference"), help=Help(counts=_("Such as a minute or a page."))),
        Field(id="date", label=_("Date"), help=day),
        Field(id="reliability", label=_("Reliability"), kind=Kind.CHOICE, list=RELIABILITIES),
        Field(id="note", label=_("Note")),
        Field(id="place", label=_("Place or file"), help=found),
        Field(id="supports", label=_("Supports"), help=places),
    )


def how_to_add(plan: WorkbookPlan) -> str:
    """How a colleague adds evidence."""
    words = _(
        "Add what your answers rest on in the cream lines. In the last column name the cells that it "
        "supports, such as {cell}."
    )
    return words.format(cell=example_cell(plan))


def example_cell(plan: WorkbookPlan) -> str:
    """The first cell of the form that holds an answer, with its sheet; "" in a form without any."""
    for sheet in plan.sheets:
        for block in sheet.blocks:
            if block.rows and block.columns:
                row, column = min(block.rows.values()), min(block.columns.values())
                return f"{sheet.title} {column_letters(column)}{row}"
    return ""


def item_key(number: str, address: Address | None = None, mark: str = "") -> str:
    """The key of a line: evidence with its mark as it was written, or an answer that it supports."""
    more = [str(address)] if address else ["", mark]
    return canonical_json([ITEM, number, *more])


def spare_number(file: FileIdentity, ordinal: int) -> str:
    """By what a spare line is known once it is filled in: the same in every save of the same file."""
    name = f"{file.head.id} {file.written} {file.handed.id if file.handed else ''} {ordinal}"
    return hashlib.sha256(name.encode()).hexdigest()[:_NUMBER]


def _draw_spare_lines(page: SidePage, file: FileIdentity) -> None:
    asked, first = columns(), page.next
    for ordinal in range(SPARE_LINES):
        page.row(item_key(spare_number(file, ordinal)), *(("input", "") for _asked in asked))
    for column, field in enumerate(asked, LABEL):
        letters = column_letters(column)
        add_validation(
            page.sheet, field, [(f"{letters}{first}", f"{letters}{first}:{letters}{page.next - 1}")]
        )


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
