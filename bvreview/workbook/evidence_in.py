"""Reads the sheet of evidence: each piece, and the answers that it supports."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import Address, Answer, parse_address
from bvreview.review.dates import read_date
from bvreview.review.evidence import Evidence, reliabilities
from bvreview.review.values import read_entry
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.doubts import read_personal
from bvreview.workbook.entries import text_of
from bvreview.workbook.evidence_sheet import (
    DAY,
    ITEM,
    NOTE,
    PLACE,
    REFERENCE,
    RELIABILITY,
    SUPPORTS,
    example_cell,
)
from bvreview.workbook.gate.raw import CellValue, RawSheet
from bvreview.workbook.gate.references import column_number
from bvreview.workbook.plan import KEY, LABEL, Place

_NAMED: Final = Field(id="named", label="", kind=Kind.EVIDENCE)


def read_evidence(desk: Desk, sheet: RawSheet) -> None:
    """Evidence and links onto the desk; a line whose title was taken away is not there any more.

    In a hand-out a line without a key, below the others, is new.
    """
    lines = sorted((r, v) for (r, c), v in sheet.cells.items() if c == KEY and isinstance(v, str))
    keyed = [(row, key) for row, text in lines if (key := _key(text))]
    for row, (number, *more) in keyed:
        if len(more) != 1:
            _read_item(desk, sheet, row, number)
            desk.evidence_marks[number] = more[1] if more else ""
    for row in _without_key(sheet, {row for row, __ in keyed}) if desk.identity.handed else ():
        _read_item(desk, sheet, row, _number(desk, sheet, row))
    for row, key in keyed:
        if len(key) == 2 and text_of(sheet.cells.get((row, SUPPORTS))):
            _add_link(desk, key[0], parse_address(key[1]))


def read_titles(desk: Desk, sheet: RawSheet, place: Place, of: Address) -> Answer | None:
    """A cell that names evidence: what it names is linked once all sheets are read; or a state."""
    text = text_of(sheet.cells.get((place.row, place.column)))
    if text and (state := read_entry(_NAMED, text).answer):
        return state
    if text:
        desk.titles[of] = read_personal(desk, place, of, text)
    return None


def link_titles(desk: Desk) -> None:
    """Link what cells name, by its title; what is not listed is listed from now on.

    What a cell does not name stays linked where the sheet of evidence says so: it is taken away there.
    """
    for of, text in desk.titles.items():
        listed = {_folded(e.title): number for number, e in reversed(desk.evidence.items())}
        linked = [desk.evidence[number].title for number in desk.links.get(of, ())]
        if _folded(text) == _folded("; ".join(linked)):
            continue
        titles = [text] if _folded(text) in listed else [t.strip() for t in re.split("[;\n]", text)]
        for title in filter(None, titles):
            if _folded(title) not in listed:
                number = _number_of(desk, title, "")
                listed[_folded(title)] = number
                desk.evidence[number] = Evidence(number, title)
            _add_link(desk, listed[_folded(title)], of)
        named = {_folded(title) for title in titles}
        if stays := [title for title in linked if _folded(title) not in named]:
            message = _("The cell does not name {titles}, which stays linked by the sheet of evidence.")
            words = Words("; ".join(stays), message.format(titles="; ".join(stays)))
            desk.remark("evidence_stays", Level.NOTE, words, desk.places[of], of)


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _without_key(sheet: RawSheet, keyed: set[int]) -> list[int]:
    first = min(keyed, default=0)
    return sorted(r for (r, c), __ in sheet.cells.items() if c == LABEL and r > first > 0 and r not in keyed)


def _number(desk: Desk, sheet: RawSheet, row: int) -> str:
    """By what a line without a key is known: the same as long as title and reference are."""
    return _number_of(desk, *(text_of(sheet.cells.get((row, column))) for column in (LABEL, REFERENCE)))


def _number_of(desk: Desk, title: str, reference: str) -> str:
    name = "\x1f".join((desk.identity.head.id, title, reference))
    return hashlib.sha256(name.encode()).hexdigest()[:12]


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
        if supported := text(SUPPORTS):
            _read_supported(desk, number, supported, Place(sheet.name, row, SUPPORTS))


def _day(value: CellValue | None) -> date | None:
    return read_date(text_of(value))[0]


def _reliability(desk: Desk, words: str) -> str:
    known = reliabilities(desk.framework)
    return next((i.id for i in known if words.casefold() in (i.label.casefold(), i.id.casefold())), words)


def _read_supported(desk: Desk, number: str, text: str, at: Place) -> None:
    """The answers that are named by their cells: "Costs C12, C14"; a sheet holds until another is named."""
    found = list(_cells_named(desk, text))
    for address in found:
        if address:
            _add_link(desk, number, address)
    if not found or None in found:
        message = _("It does not name cells of the form that hold an answer; such a one was not linked.")
        put_right = _("Name the sheet and the cell, such as {cell}.").format(cell=example_cell(desk.plan))
        desk.remark("evidence_place", Level.NOTE, Words(text, message, put_right), at)


def _cells_named(desk: Desk, text: str) -> Iterator[Address | None]:
    """Each cell that is named, as the answer that it holds; None for one that holds none."""
    answers = {(p.sheet.casefold(), p.row, p.column): address for address, p in desk.places.items()}
    titles = {sheet for sheet, *__ in answers} or {"-"}
    names = "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True))
    sheet = next(iter(titles)) if len(titles) == 1 else ""
    for match in re.finditer(rf"(?:{names})|\$?\b([a-z]{{1,3}})\$?([1-9][0-9]{{0,6}})\b", text.casefold()):
        if match[1]:
            yield answers.get((sheet, int(match[2]), column_number(match[1].upper())))
        else:
            sheet = match[0]


def _add_link(desk: Desk, number: str, address: Address) -> None:
    there = desk.links.get(address, ())
    if number in desk.evidence and number not in there and locate(desk.framework, address):
        desk.links[address] = (*there, number)
