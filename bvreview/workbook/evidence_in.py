"""Reads the sheet of evidence: each piece, and the answers that it supports."""

from __future__ import annotations

import json
from datetime import date

from bvreview.review.answers import locate
from bvreview.review.cells import parse_address
from bvreview.review.dates import read_date
from bvreview.review.evidence import Evidence, reliabilities
from bvreview.workbook.desk import Desk
from bvreview.workbook.entries import text_of
from bvreview.workbook.evidence_sheet import DAY, ITEM, NOTE, PLACE, REFERENCE, RELIABILITY
from bvreview.workbook.gate.raw import CellValue, RawSheet
from bvreview.workbook.plan import KEY, LABEL


def read_evidence(desk: Desk, sheet: RawSheet) -> None:
    """Evidence and links onto the desk; a line whose title was taken away is not there any more."""
    lines = sorted((r, v) for (r, c), v in sheet.cells.items() if c == KEY and isinstance(v, str))
    keyed = [(row, key) for row, text in lines if (key := _key(text))]
    for row, (number, *more) in keyed:
        if len(more) != 1:
            _read_item(desk, sheet, row, number)
            desk.evidence_marks[number] = more[1] if more else ""
    for __, key in keyed:
        if len(key) == 2:
            _read_link(desk, *key)


def _key(text: str) -> list[str]:
    """The id, then the address of an answer where the line is about one, else "" and the evidence's mark.

    Nothing for any other key.
    """
    if not text.startswith("["):
        return []
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return []
    is_ours = isinstance(parts, list) and len(parts) in (2, 3, 4) and all(isinstance(p, str) for p in parts)
    return parts[1:] if is_ours and parts[0] == ITEM and parts[1] else []


def _read_item(desk: Desk, sheet: RawSheet, row: int, number: str) -> None:
    def text(column: int) -> str:
        return text_of(sheet.cells.get((row, column)))

    if title := text(LABEL):
        day = _day(sheet.cells.get((row, DAY)))
        reliability = _reliability(desk, text(RELIABILITY))
        about = (title, text(REFERENCE), day, reliability, text(NOTE), None, text(PLACE))
        desk.evidence.setdefault(number, Evidence(number, *about))


def _day(value: CellValue | None) -> date | None:
    return read_date(text_of(value))[0]


def _reliability(desk: Desk, words: str) -> str:
    return next((i.id for i in reliabilities(desk.framework) if i.label == words), words)


def _read_link(desk: Desk, number: str, place: str) -> None:
    address = parse_address(place)
    there = desk.links.get(address, ())
    if number in desk.evidence and number not in there and locate(desk.framework, address):
        desk.links[address] = (*there, number)
