"""Which column is which and where a table begins, where a file does not say it: asked once a file."""

from __future__ import annotations

from typing import Final

from bvreview.framework.sections import Field
from bvreview.i18n import _
from bvreview.review.exchange.questions import COLUMN, NO, TABLE, Choice
from bvreview.workbook.desk import Desk
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.references import column_name
from bvreview.workbook.headings import fold
from bvreview.workbook.keyed_sheets import KeyedSheet
from bvreview.workbook.matching import BlockMatch, beginnings, find_new_rows, match_block
from bvreview.workbook.plan import KEY, Block

NONE: Final = "none"
_SHOWN: Final = 3  # values that are shown of a column or line
_LONGEST: Final = 30  # letters of each


def match_as_answered(desk: Desk, block: Block, sheet: KeyedSheet) -> BlockMatch:
    """A part on its sheet, its table and columns as the file says or somebody answered."""
    match = match_block(block, sheet, desk.names, _span(desk, block, sheet))
    _choose_columns(desk, match)
    find_new_rows(match)
    return match


# where a table begins


def _span(desk: Desk, block: Block, sheet: KeyedSheet) -> tuple[int, int]:
    """The row of a table's headings and where the next copy of it begins; 0 where there is no choice."""
    found = beginnings(block, sheet)
    if len(found) < 2:
        return (found[0], 0) if found and _is_headless(block, sheet, found[0]) else (0, 0)
    text = _('The headings of "{part}" stand in several rows of the sheet "{sheet}". Where is the table?')
    answer = desk.ask(
        f"{TABLE}{block.section.id}.{block.part.id}",
        text.format(part=block.part.title, sheet=sheet.raw.name),
        *(Choice(f"row {row}", _table_words(sheet, row)) for row in found),
        at=sheet.raw.name,
    )
    begin = next((row for row in found if answer == f"row {row}"), found[0])
    return begin, min((row for row in found if row > begin), default=0)


def _is_headless(block: Block, sheet: KeyedSheet, begin: int) -> bool:
    """Whether a row that reads like the headings takes the place of headings whose key is gone."""
    name = (block.section.id, block.part.id)
    above = (key for row, key in sheet.keys.items() if row <= begin and (key.section, key.part) == name)
    return all(key.is_own_text for key in above)


def _table_words(sheet: KeyedSheet, row: int) -> str:
    below = next((r for r in sheet.rows() if r > row), 0)
    line = _preview(
        [text for c in sheet.columns_of(below) if c > sheet.column and (text := _cell(sheet, below, c))]
    )
    words = _("From row {row}: {line}") if line else _("From row {row}, which is empty")
    return words.format(row=row, line=line)


# which column is which


def _choose_columns(desk: Desk, match: BlockMatch) -> None:
    """Ask of each column that cannot be told by name or heading which one it is."""
    ways = _ways(match)
    for field_id in match.unsure:
        asked = match.block.part.field(field_id)
        usual = match.block.columns[field_id] + match.sheet.column - KEY
        column = _chosen(desk, match.block, asked, _in_order(ways, usual)) if asked else 0
        if column in match.free:
            match.take_column(field_id, column)
        else:
            match.missing.append(field_id)


def _chosen(desk: Desk, block: Block, asked: Field, ways: dict[int, Choice]) -> int:
    """The column that holds a field, 0 for none; while that is open the first of the ``ways``."""
    text = _('Which column of "{part}" is "{field}"? No heading of the file says so.')
    answer = desk.ask(
        f"{COLUMN}{block.section.id}.{block.part.id}.{asked.id}",
        text.format(part=block.part.title, field=asked.label),
        *ways.values(),
    )
    return next((column for column, way in ways.items() if way.id == answer), next(iter(ways)))


def _in_order(ways: dict[int, Choice], usual: int) -> dict[int, Choice]:
    """The columns from left to right; before them the usual place of a field, or else that it is in none."""
    first = usual if usual in ways else 0
    return {column: ways[column] for column in sorted(ways, key=lambda c: (c != first, not c, c))}


def _ways(match: BlockMatch) -> dict[int, Choice]:
    """The columns that may be meant, and 0 for none of them.

    They are called by their headings, so that an answer holds where a column is moved.
    """
    folded = {column: fold(text) for column, text in match.free.items()}
    unclear = {text for text in folded.values() if list(folded.values()).count(text) > 1} | {NONE, NO}
    names = {c: f"{text} ({column_name(c)})" if text in unclear else text for c, text in folded.items()}
    ways = {column: Choice(name, _column_words(match, column)) for column, name in names.items()}
    return ways | {0: Choice(NONE, _("None of them: the file does not have it"))}


def _column_words(match: BlockMatch, column: int) -> str:
    values = _preview([text for row in _lines(match) if (text := _cell(match.sheet, row, column))])
    words = _("{heading} (column {letter}: {values})") if values else _("{heading} (column {letter}, empty)")
    return words.format(heading=match.free[column], letter=column_name(column), values=values)


def _lines(match: BlockMatch) -> list[int]:
    """The rows of a part that may hold answers."""
    part, keyed = match.block.part.id, match.sheet.keys
    own = {row for row, key in keyed.items() if key.part == part and key.row and not key.is_own_text}
    return sorted(row for row in own | set(match.rows.values()) if match.spans(row))


def _cell(sheet: KeyedSheet, row: int, column: int) -> str:
    return text_of(sheet.raw.cells.get((row, column)))


def _preview(texts: list[str]) -> str:
    """The first few values, each cut where it is long."""
    short = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\u2026" for text in texts[:_SHOWN]]
    return "; ".join(short) + ("; \u2026" if len(texts) > _SHOWN else "")
