"""The rows of a sheet as programs write them, read by one expression; all else is for the careful scan.

What the expression takes is well-formed, in order and no deeper than a text in a cell, so that nothing of
it needs a second look. It takes all rows of a sheet or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.references import Position, column_number
from bvreview.workbook.gate.survey import SheetFacts

_BEGIN: Final = b"<sheetData>"
_END: Final = b"</sheetData>"
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
_NO_CHARACTERS: Final = "\ufffd\ufffe\uffff"
_UNUSUAL_REFERENCE: Final = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_TEXT: Final = "[^<]*+"
_ATTRIBUTES: Final = (
    """(?: (?!r=)[a-z][a-zA-Z0-9]{0,20}=(?:"[a-zA-Z0-9.: ]{0,60}"|'[a-zA-Z0-9.: ]{0,60}')){0,8}"""
)
_KIND: Final = '(?: t="(?:s|n|b|str|inlineStr)")?'
_FORMULA: Final = f'<f(?: aca="(?:false|true)")?>{_TEXT}</f>'
_VALUE: Final = f'(?:v/>|v>{_TEXT}</v>|is><t(?: xml:space="preserve")?>{_TEXT}</t></is>)'  # after its "<"
_TOKEN: Final = re.compile(
    '(?:<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]{1,9}")?'
    f"(?:/>|{_KIND}>(?:(<){_VALUE})?</c>|({_KIND}>{_FORMULA}(?:<{_VALUE})?</c>)|{_KIND}/>)"
    f'|<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES}/?)>|</row>)'
)
_HIDDEN: Final = re.compile(r""" (?:hidden=["'](?:1|true)["']|ht=["']0(?:\.0)?["'])""")
_NAMES: Final = re.compile(r" (\w+)=")
_EMPTY: Final = frozenset({"<v/>", "<v></v>"})
_STEP: Final = 1 + _TOKEN.groups
Token = tuple[str, str, str | None, str | None, str, str]
"""Letters and number of a cell, a mark that it has a value, or its formula and all that follows; number and
attributes of a row; or nothing."""


def take_rows(data: bytes, name: str) -> tuple[SheetFacts, bytes]:
    """What stands in the rows of a sheet, and the sheet without them; nothing, and all of it, otherwise."""
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.find(_END)
    if len(_BEGIN) <= begin <= end <= begin + limits.TOKEN_BYTES and b"]]>" not in data:
        scan = SheetFacts(name)
        if _take_all(scan, data[begin:end]):
            return scan, data[:begin] + data[end:]
    return SheetFacts(name), data


def _take_all(scan: SheetFacts, data: bytes) -> bool:
    """Take the rows apart; False where anything in them is not as programs write it."""
    rows = data.decode(errors="replace")
    pieces = _TOKEN.split(rows) if _is_plain(data, rows) else [rows]
    if any(pieces[::_STEP]):  # what stands between the tokens
        return False
    scan.elements = rows.count("<") - rows.count("</")
    return _take(scan, zip(*(pieces[group::_STEP] for group in range(1, _STEP)), strict=True))


def _is_plain(data: bytes, text: str) -> bool:
    """Whether there are only characters that XML knows, and no references but its own five."""
    is_text = len(data.translate(None, _CONTROLS)) == len(data) and not any(c in text for c in _NO_CHARACTERS)
    return is_text and not _UNUSUAL_REFERENCE.search(text)


def _take(scan: SheetFacts, tokens: Iterable[Token]) -> bool:
    """Go through rows and cells; False when they are out of order."""
    row = column = 0
    open_row = ""
    columns: dict[str, int] = {}
    value_rows, column_rows = scan.value_rows, scan.column_rows
    for letters, number, mark, formula, row_number, attributes in tokens:
        if letters:
            before = column
            column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
            if number != open_row or column <= before:
                return False
            if mark or (formula and _result(formula)):
                value_rows.append(row)
                column_rows[column] = row
            if formula and not _take_formula(scan, (row, column), formula):
                return False
        elif row_number:
            before, row, column = row, int(row_number), 0
            if open_row or row <= before or not _is_usual(scan, row, attributes):
                return False
            open_row = "" if attributes.endswith("/") else row_number
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


def _result(formula: str) -> str:
    """What follows a formula in its cell."""
    return formula.partition("</f>")[2].removesuffix("</c>")


def _take_formula(scan: SheetFacts, at: Position, formula: str) -> bool:
    """A formula with its result, or without one; False for a result that no program writes."""
    scan.formulas.append(at)
    value = _result(formula)
    is_empty = value in _EMPTY
    scan.empty_results += is_empty
    if not value or (is_empty and not formula.startswith(' t="str"')):
        scan.uncached.append(at)
    return not value.startswith("<is>")
