"""The rows of a sheet as programs write them, read by one expression; all else is for the careful scan.

What the expression takes is well-formed, in order and no deeper than a text in a cell, so that nothing of
it needs a second look. It takes all rows of a sheet or none.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.references import Position, column_number
from bvreview.workbook.gate.survey import SheetFacts

_BEGIN: Final = b"<sheetData>"
_END: Final = b"</sheetData>"
_RUN: Final = "[^<&\x00-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]*+"
_TEXT: Final = f"{_RUN}(?:&(?:amp|lt|gt|quot|apos);{_RUN})*+"
_ATTRIBUTES: Final = (
    """(?: (?!r=)[a-z][a-zA-Z0-9]{0,20}=(?:"[a-zA-Z0-9.: ]{0,60}"|'[a-zA-Z0-9.: ]{0,60}')){0,8}"""
)
_TOKEN: Final = re.compile(
    '(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]{1,9}")?(?: t="(s|n|b|str|inlineStr)")?'
    f'(?:/>|>(<f(?: aca="(?:false|true)")?>{_TEXT}</f>)?'
    f'(<v/>|<v>{_TEXT}</v>|<is><t(?: xml:space="preserve")?>{_TEXT}</t></is>)?</c>)'
    f'|<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})(/?)>|</row>)'
)
_HIDDEN: Final = re.compile(r""" (?:hidden=["'](?:1|true)["']|ht=["']0(?:\.0)?["'])""")
_NAMES: Final = re.compile(r" (\w+)=")
_EMPTY: Final = frozenset({"<v/>", "<v></v>"})
_WHOLE: Final = itemgetter(0)


def take_rows(data: bytes, name: str) -> tuple[SheetFacts, bytes]:
    """What stands in the rows of a sheet, and the sheet without them; nothing, and all of it, otherwise."""
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.find(_END)
    if len(_BEGIN) <= begin <= end <= begin + limits.TOKEN_BYTES and b"]]>" not in data:
        rows = data[begin:end].decode(errors="replace")
        tokens = _TOKEN.findall(rows)
        scan = SheetFacts(name)
        if sum(map(len, map(_WHOLE, tokens))) == len(rows) and _take(scan, tokens):
            scan.elements = rows.count("<") - rows.count("</")
            return scan, data[:begin] + data[end:]
    return SheetFacts(name), data


def _take(scan: SheetFacts, tokens: list[tuple[str, ...]]) -> bool:
    """Go through rows and cells; False when they are out of order."""
    row = column = 0
    open_row = ""
    columns: dict[str, int] = {}
    value_rows, column_rows = scan.value_rows, scan.column_rows
    for __, letters, number, kind, formula, value, row_number, attributes, closed in tokens:
        if letters:
            before = column
            column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
            if number != open_row or column <= before:
                return False
            if value:
                value_rows.append(row)
                column_rows[column] = row
            if formula and not _take_formula(scan, (row, column), kind, value):
                return False
        elif row_number:
            before, row, column = row, int(row_number), 0
            if open_row or row <= before or not _is_usual(scan, row, attributes):
                return False
            open_row = "" if closed else row_number
        elif open_row:
            open_row = ""
        else:
            return False
    scan.values = len(value_rows)
    return not open_row


def _is_usual(scan: SheetFacts, row: int, attributes: str) -> bool:
    """Take what a row says of itself; False where it says something twice, or is beyond the last."""
    if attributes and _HIDDEN.search(attributes):
        scan.hidden_row_numbers.add(row)
    names = _NAMES.findall(attributes)
    return row <= limits.ROWS and len(set(names)) == len(names)


def _take_formula(scan: SheetFacts, at: Position, kind: str, value: str) -> bool:
    """A formula with its result, or without one; False for a result that no program writes."""
    scan.formulas.append(at)
    is_empty = value in _EMPTY
    scan.empty_results += is_empty
    if not value or (is_empty and kind != "str"):
        scan.uncached.append(at)
    return not value.startswith("<is>")
