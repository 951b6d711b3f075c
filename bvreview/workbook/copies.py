"""Copies of files behind evidence, as text on a hidden sheet of a workbook that goes back to the application.

A workbook for Excel holds none: what a colleague is sent stays small, and no file goes to anybody unasked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.changes import canonical_json
from bvreview.review.evidence import MOST_BYTES, Evidence, KeptFile, in_order, sent_place
from bvreview.workbook import keys
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.raw import RawSheet
from bvreview.workbook.plan import KEY, LABEL
from bvreview.workbook.section_sheet import Book
from bvreview.workbook.side_page import SidePage, finish

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_IN_ALL: Final = 10_000_000
"""Bytes of all copies in a workbook; the gate lets files of 20 MB in."""
_FILE: Final = "file"
_LETTERS: Final = 30_000  # in a cell, which holds 32,767


def that_travel(evidence: Iterable[Evidence], copies: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the copies at hand, by digest, those of this evidence, as many as a workbook holds."""
    found: dict[str, bytes] = {}
    for one in in_order(evidence):
        data = copies.get(one.file.digest) if one.file else None
        if one.file and data and sum(map(len, found.values())) + len(data) <= MOST_IN_ALL:
            found[one.file.digest] = data
    return found


def draw_copies(book: Book, sheet: Worksheet) -> None:
    """Each copy as lines of text, with the evidence that it belongs to, its name and its fingerprint."""
    page = SidePage(book, sheet, {LABEL: 30.0})
    page.title(_("Copies of files"), keys.side_key(keys.COPIES_SHEET))
    for evidence in in_order(book.answers.review.evidence.values()):
        if kept := evidence.file:
            key = canonical_json([_FILE, evidence.id, kept.digest, kept.name])
            for line in _lines(book.copies.get(kept.digest, b"")):
                page.row(key, ("key", line))
    finish(book, sheet, keys.COPIES_SHEET, page)
    sheet.sheet_state = "hidden"


def _lines(data: bytes) -> Iterator[str]:
    text = base64.b64encode(data).decode()
    return (text[n : n + _LETTERS] for n in range(0, len(text), _LETTERS))


def read_copies(desk: Desk, sheet: RawSheet) -> None:
    """Copies onto the desk, and onto the evidence that they belong to; a damaged one is named."""
    texts: dict[tuple[str, str, str], list[str]] = {}
    for (row, column), key in sorted((at, v) for at, v in sheet.cells.items() if at[1] == KEY):
        if found := _key(key):
            texts.setdefault(found, []).append(text_of(sheet.cells.get((row, column + LABEL - KEY))))
    for (number, digest, name), lines in texts.items():
        evidence, data = desk.evidence.get(number), _decoded("".join(lines), digest)
        kept = KeptFile(digest, name, len(data))
        if evidence and data and evidence.place in ("", sent_place(Evidence("", file=kept))):
            desk.evidence[number] = replace(evidence, file=kept, place="")
            desk.copies[digest] = data
        elif evidence:
            message = _('The copy of "{name}" is damaged; it was not kept.').format(name=name)
            desk.remark("copy_damaged", Level.NOTE, Words(name, message, _("Ask for the file.")), sheet.name)


def _decoded(text: str, digest: str) -> bytes:
    """The bytes where they are what was put in; nothing otherwise."""
    if len(text) > MOST_BYTES * 2:
        return b""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if len(data) <= MOST_BYTES and hashlib.sha256(data).hexdigest() == digest else b""


def _key(text: object) -> tuple[str, str, str] | None:
    if not isinstance(text, str) or not text.startswith("["):
        return None
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(parts, list) and len(parts) == 4 and all(isinstance(p, str) for p in parts)
    return (parts[1], parts[2], parts[3]) if is_ours and parts[0] == _FILE else None
