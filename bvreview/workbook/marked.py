"""The marked return: a sender's own figures in a new workbook, a mark and a comment at each faulty cell.

It is made from what was read; the sender's file is never opened again and never written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Level
from bvreview.review.exchange.submission import FileIdentity, FileKind
from bvreview.review.findings import Finding, level_word
from bvreview.review.model import Review, Status
from bvreview.workbook.plan import Place
from bvreview.workbook.remark_marks import MARK
from bvreview.workbook.styles import EXPLAIN_FILL, STOP_FILL
from bvreview.workbook.writer import asked_of, build_book, identify, save_book, time_of_writing

if TYPE_CHECKING:
    from bvreview.workbook.section_sheet import Book

_ORDER: Final = {Level.STOP: 0, Level.EXPLAIN: 1, Level.NOTE: 2}
_FILLS: Final = {Level.STOP: STOP_FILL, Level.EXPLAIN: EXPLAIN_FILL}
_WIDTH, _LINE, _PER_LINE = 320, 18, 48


def write_return(  # noqa: PLR0913 - the first three say what, the rest is how, by name
    framework: Framework,
    review: Review,
    path: Path,
    *,
    findings: Sequence[Finding],
    app_version: str = "",
    written: str = "",
) -> FileIdentity:
    """Write a received review as the workbook that its sender corrects and sends as the next revision.

    ``findings``: what was found in the file that came; those that are open are marked at their cells, all
    stand on the sheet "Put right". The same input gives the same bytes.

    Raises:
        TextTooLong: an answer does not fit into a cell.
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    review = asked_of(framework, _next_revision(review))
    file = identify(review, FileKind.CANDIDATE, app_version, time_of_writing(written))
    in_order = sorted(findings, key=lambda f: _ORDER[f.level])
    book = build_book(framework, review, file, in_order)
    for place, found in _by_place(book, in_order).items():
        _mark(book, place, found)
    save_book(book, path, file)
    return file


def _next_revision(review: Review) -> Review:
    head = replace(
        review.head,
        revision=review.head.revision + 1,
        status=Status.DRAFT,
        provisional=True,
        signed_by="",
        signed_on="",
    )
    return replace(review, head=head)


def _by_place(book: Book, findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    found: dict[Place, list[Finding]] = {}
    for finding in findings:
        place = book.plan.place(finding.address) if finding.is_open else None
        if place:
            found.setdefault(place, []).append(finding)
    return found


def _mark(book: Book, place: Place, findings: list[Finding]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell: Any = book.workbook[place.sheet].cell(place.row, place.column)
    cell._style = copy(cell._style)  # cells that look alike share one
    cell.fill = PatternFill("solid", fgColor=_FILLS[findings[0].level])
    text = f"{MARK} {' '.join(_said(finding) for finding in findings)}"
    comment = Comment(text, MARK)
    comment.width, comment.height = _WIDTH, _LINE * (2 + len(text) // _PER_LINE)
    cell.comment = comment


def _said(finding: Finding) -> str:
    """A finding on one line: what follows a line end in a comment is the sender's own."""
    words = (f"{level_word(finding.level)}:", finding.message, finding.put_right)
    return " ".join(" ".join(w for w in words if w).split())
