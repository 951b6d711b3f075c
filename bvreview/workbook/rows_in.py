"""Rows of a file that are not as they were sent out: new, unknown, repeated, typed over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bvreview.framework.rules import Level
from bvreview.framework.sections import PartKind
from bvreview.i18n import _
from bvreview.review.changes import canonical_json
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.entries import text_of
from bvreview.workbook.matching import BlockMatch
from bvreview.workbook.plan import Place


def remark_on_rows(desk: Desk, match: BlockMatch) -> None:
    """Rows with a key that is not ours, or with the same key twice."""
    block, name = match.block, match.sheet.raw.name
    for key, row in match.unknown:
        place = Place(name, row, match.label_column)
        message = _('The row with the key "{key}" is not one of "{part}".').format(
            key=key, part=block.part.title
        )
        desk.remark("unknown_row", Level.NOTE, Words(key, message), place)
        if not desk.is_older and _has_entries(match, row):
            _ask_about_rows(desk, match, place, key)
    for key, row in match.repeated:
        place = Place(name, row, match.label_column)
        is_table = block.part.kind is PartKind.TABLE
        what = _("it was read as a new row.") if is_table else _("the first was read.")
        message = _('The key "{key}" stands in two rows; {what}').format(key=key, what=what)
        desk.remark("row_repeated", Level.NOTE, Words(key, message), place)
        if is_table:
            match.new.append(row)
        elif _values(match, row) != _values(match, match.rows[key]):
            text = _('The two rows "{key}" differ. Take the file in with the first?')
            asked = f"row_repeated.{block.section.id}.{block.part.id}:{key}"
            desk.ask(asked, text.format(key=key), at=place, found=key)


def _has_entries(match: BlockMatch, row: int) -> bool:
    return any(value is not None for value in _values(match, row))


def _values(match: BlockMatch, row: int) -> list[object]:
    columns = [c for f, c in match.columns.items() if c != match.label_column]
    return [match.sheet.raw.cells.get((row, c)) for c in columns]


def _ask_about_rows(desk: Desk, match: BlockMatch, place: Place, found: str) -> None:
    question = _('Rows that are not in the form of "{part}" hold answers. Take the file in without them?')
    block = match.block
    asked = f"other_rows.{block.section.id}.{block.part.id}"
    desk.ask(asked, question.format(part=block.part.title), at=place, found=found)


def remark_on_loose_row(desk: Desk, match: BlockMatch, row: int) -> None:
    """A row put into a table whose rows are fixed: it is not read, and asked about if it holds answers."""
    label = match.sheet.text(row, match.label_column)
    message = _('The row "{label}" is not part of the form; it was not read.').format(label=label)
    place = Place(match.sheet.raw.name, row, match.label_column)
    desk.remark("unknown_row", Level.NOTE, Words(label, message), place)
    if _has_entries(match, row):
        _ask_about_rows(desk, match, place, label)


def name_new_rows(match: BlockMatch) -> Iterator[tuple[int, str]]:
    """A key for each new row: a spare row's own, which stays while it is filled further.

    Any other gets one from what it holds, so that two people's new rows never share one.
    """
    taken = set(match.rows)
    for row in sorted(match.new):
        if not _inputs(match, row):
            continue
        spare = match.sheet.keys.get(row)
        key = spare.name_when_filled if spare else ""
        if not key or key in taken:
            key = _key_of_content(match, row, taken)
        taken.add(key)
        yield row, key


def _key_of_content(match: BlockMatch, row: int, taken: set[str]) -> str:
    digest = hashlib.sha256(canonical_json(_inputs(match, row)).encode()).hexdigest()[:8]
    key, number = f"n{digest}", 1
    while key in taken:
        number += 1
        key = f"n{digest}-{number}"
    return key


def remark_on_spare_rows(desk: Desk, match: BlockMatch) -> None:
    """Figures typed into worked-out cells of rows that hold no answers."""
    sheet = match.sheet.raw
    worked_out = [match.columns[f.id] for f in match.block.fields if f.formula and f.id in match.columns]
    for row in (r for r in match.new if not _inputs(match, r)):
        for at in ((row, column) for column in worked_out):
            if at not in sheet.formulas and text_of(sheet.cells.get(at)):
                words = Words(text_of(sheet.cells[at]), _("The worked-out cell was typed over."))
                desk.remark("locked_changed", Level.NOTE, words, Place(sheet.name, *at))


def _inputs(match: BlockMatch, row: int) -> list[list[str]]:
    """What was typed into a row, worked-out cells left aside."""
    sheet, typed = match.sheet.raw, []
    for asked in match.block.fields:
        at = (row, match.columns.get(asked.id, 0))
        text = text_of(sheet.cells.get(at))
        if not asked.formula and (text or at in sheet.errors or at in sheet.uncached):
            typed.append([asked.id, text])
    return typed
