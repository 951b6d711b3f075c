"""Reads the sheets beside the sections: explanations, sources and notes, marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.json import Decoder
from msgspec.structs import replace

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer, State, parse_address
from bvreview.review.model import Explanation, ExplanationKey
from bvreview.workbook import keys, seal
from bvreview.workbook.copies import read_copies
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.doubts import read_personal
from bvreview.workbook.entries import text_of, with_note
from bvreview.workbook.evidence_in import link_titles, read_evidence
from bvreview.workbook.gate.raw import RawSheet, RawWorkbook
from bvreview.workbook.layout import side_titles
from bvreview.workbook.matching import Named
from bvreview.workbook.plan import KEY, LABEL, Place
from bvreview.workbook.side_sheets import (
    AS_WRITTEN,
    AUTHOR_COLUMN,
    EXPLANATION_COLUMN,
    NOTE_COLUMN,
    SOURCE_COLUMN,
    STATE_COLUMN,
    TIME_COLUMN,
)

_decode_bound: Final = Decoder(tuple[str, str, str, str, str]).decode
"""What an explanation is bound to: its rule, the three parts of its address, and what was found."""


def side_sheet(raw: RawWorkbook, names: Named, what: str) -> RawSheet | None:
    """One of the sheets beside the sections: by the name that marks it, by its key, else by its title."""
    name, key = keys.name_key(keys.side_name(what)), keys.side_key(what)
    marked = next((s for s in raw.sheets if name in names.get(s.name.casefold(), {})), None)
    keyed = next((s for s in raw.sheets if s.cells.get((1, KEY)) == key), None)
    return marked or keyed or raw.sheet(side_titles()[what])


def about_name(desk: Desk) -> str:
    """What the file calls the sheet on which it says whose it is; "" without one."""
    sheet = side_sheet(desk.raw, desk.names, keys.ABOUT_SHEET)
    return sheet.name if sheet else ""


def read_side_sheets(desk: Desk) -> seal.Marks:
    """Explanations, sources and evidence onto the desk; the marks of what the file was written with."""
    lines = dict(_keyed_lines(desk, keys.CHECK_SHEET))
    lines.pop(keys.side_key(keys.CHECK_SHEET), None)
    marks = seal.read_marks(lines)
    _read_explanations(desk)
    _read_sources(desk, marks)
    if sheet := side_sheet(desk.raw, desk.names, keys.EVIDENCE_SHEET):
        read_evidence(desk, sheet)
    if sheet := side_sheet(desk.raw, desk.names, keys.COPIES_SHEET):
        read_copies(desk, sheet)
    link_titles(desk)
    return marks


def _keyed_lines(desk: Desk, what: str) -> Iterator[tuple[str, str]]:
    sheet = side_sheet(desk.raw, desk.names, what)
    for row, key in _keys(sheet) if sheet else ():
        yield key, text_of(sheet.cells.get((row, LABEL))) if sheet else ""


def _keys(sheet: RawSheet) -> list[tuple[int, str]]:
    found = [(r, v) for (r, c), v in sheet.cells.items() if c == KEY and isinstance(v, str)]
    return sorted(found)


def _read_explanations(desk: Desk) -> None:
    sheet = side_sheet(desk.raw, desk.names, keys.PUT_RIGHT_SHEET)
    for row, text in _keys(sheet) if sheet else ():
        bound = _bound_to(text)
        words = text_of(sheet.cells.get((row, EXPLANATION_COLUMN))) if sheet else ""
        if not sheet or not bound or not words:
            continue
        rule, section, part_row, field, found = bound
        key = ExplanationKey(rule, section, part_row, field)
        place = Place(sheet.name, row, EXPLANATION_COLUMN)
        words = read_personal(desk, place, Address(section, part_row, field), words)
        author, time = (text_of(sheet.cells.get((row, c))) for c in (AUTHOR_COLUMN, TIME_COLUMN))
        desk.explanations.setdefault(key, Explanation(key, found, words, author, time))


def _bound_to(text: str) -> tuple[str, str, str, str, str] | None:
    try:
        return _decode_bound(text) if text.startswith("[") else None
    except ValueError:
        return None


def _read_sources(desk: Desk, marks: seal.Marks) -> None:
    sheet = side_sheet(desk.raw, desk.names, keys.SOURCES_SHEET)
    for row, text in _keys(sheet) if sheet else ():
        if sheet and "." in text and "#" not in text:
            of = parse_address(text)
            source, note, was, state = (
                text_of(sheet.cells.get((row, c)))
                for c in (SOURCE_COLUMN, NOTE_COLUMN, AS_WRITTEN, STATE_COLUMN)
            )
            _add_source(desk, of, source, note, Place(sheet.name, row, LABEL))
            if state:
                _keep_pending(desk, of, was, marks.get(of, ""))


def _add_source(desk: Desk, of: Address, source: str, note: str, place: Place) -> None:
    cell = desk.cells.get(of)
    if cell and (source or note):
        desk.cells[of] = replace(cell, answer=with_note(cell.answer, source, note))
    elif source or note:
        message = _("There is a source or note, but no answer; it was not kept.")
        desk.remark("note_alone", Level.NOTE, Words(source or note, message, _("Give an answer.")), place)


def _keep_pending(desk: Desk, of: Address, was: str, mark: str) -> None:
    """An answer that could not be read stays so while its cell is as it was sent out, by its mark."""
    cell = desk.cells.get(of)
    if was and desk.titles.get(of) == was:
        del desk.titles[of]
        desk.answer(of, Answer(state=State.PENDING, raw=was), desk.places[of])
    elif cell is None and not was and of in desk.places:
        desk.answer(of, Answer(state=State.PENDING), desk.places[of])
    elif cell and cell.answer.state is not State.PENDING and was and text_of(desk.raw_value(of)) == was:
        pending = replace(cell.answer, value=None, state=State.PENDING, raw=was)
        if seal.mark_of(of, pending) == mark:
            desk.cells[of] = replace(cell, answer=pending)
