"""The file of the small pack with which the tests of reading begin: what is typed in it, how it changes."""

from __future__ import annotations

from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from small_pack import PACK, small_head

from bvreview.review.cells import Address
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from factories.review_files import edited, write

DATA = Path(__file__).parent.parent / "data" / "workbook"
TYPED = {
    "costs.lead": "J Hughes",
    "costs.begun": "12 May 2010",
    "costs.ended": "not collected",
    "costs.colours": "Dark red; Sea-green",
    "costs.other": "1234.56",
    "costs.staff:r1.grade": "Probation officer, T\u0177 C\u0175n",
    "costs.staff:r1.fte": "2.5",
    "costs.staff:r1.salary": "30000",
    "costs.staff:r2.grade": "=1+1",
    "costs.staff:r2.fte": "0",
    "costs.staff:r2.salary": "21000.25",
    "costs.outputs:loans.q1": "100",
    "costs.outputs:loans.q2": "110",
    "costs.outputs:loans.last": "205",
    "costs.outputs:visits.q1": "suppressed",
}
LEAD, BEGUN, OTHER = (Address("costs", "", name) for name in ("lead", "begun", "other"))
FTE = Address("costs", "staff:r1", "fte")
LOANS = Address("costs", "outputs:loans", "q1")


def costs_review() -> Review:
    """The review in it."""
    return build_review(PACK, small_head(), TYPED)


def write_candidate(review: Review, path: Path) -> Path:
    """The file, as a candidate: nothing in it is frozen, so that edits are ordinary work."""
    return write(PACK, review, path, FileKind.CANDIDATE)


def row_of(sheet: Worksheet, key: str) -> int:
    """The row with a key."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def type_into(path: Path, key: str, column: int, value: object) -> str:
    """Type a value into a row of the costs; the name of its cell."""
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, key)
        sheet.cell(row, column).value = value  # type: ignore[assignment]
    return f"{get_column_letter(column)}{row}"
