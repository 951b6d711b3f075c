"""Cell addresses and areas, in Excel's form (``Sheet!$A$1``) and in OpenDocument's (``$Sheet.$A$1``)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bvreview.workbook.gate import limits

Position = tuple[int, int]
"""Row and column, both counted from 1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")
_REFERENCE: Final = re.compile(
    r"\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!:$]+?))(?P<mark>[!.])(?P<area>\$?[A-Za-z]{1,3}\$?[1-9].*)\Z",
    re.DOTALL,
)


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """``1`` is A, ``28`` is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """``A`` is 1, ``AB`` is 28; 0 for anything that is not a column of a worksheet."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= limits.COLUMNS else 0


def address(row: int, column: int) -> str:
    """The name of a cell as a person reads it: ``address(7, 2)`` is B7."""
    return f"{column_name(column)}{row}"


def parse_cell(text: str) -> Position | None:
    """Row and column of ``B7`` or ``$B$7``; None when there is no such cell."""
    found = _CELL.match(text)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if column and row <= limits.ROWS else None


@lru_cache(maxsize=8192)  # the same areas come with every file of a form
def parse_area(text: str) -> Area | None:
    """``B7:D9`` or ``B7``; whole columns (``B:D``) and whole rows (``7:9``) too."""
    first, colon, last = text.replace("$", "").partition(":")
    if colon and first.isalpha() and last.isalpha():
        first, last = f"{first}1", f"{last}{limits.ROWS}"
    elif colon and first.isdecimal() and last.isdecimal():
        first, last = f"A{first}", f"{column_name(limits.COLUMNS)}{last}"
    start = parse_cell(first)
    end = parse_cell(last) if colon else start
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return (*start, *end)


def area_cells(area: Area) -> int:
    """How many cells an area covers."""
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


@lru_cache(maxsize=8192)
def parse_reference(text: str) -> tuple[str, Area] | None:
    """Sheet and area of a reference in either form; None for formulas, constants and broken references."""
    found = _REFERENCE.match(text.strip())
    if not found:
        return None
    sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["plain"]
    if "[" in sheet:  # a sheet of another workbook
        return None
    last = found["area"].partition(":")[2]
    # OpenDocument repeats the sheet or its dot after the colon: $Costs.$B$2:.$B$9
    if last and found["mark"] == ".":
        last = last[last.rfind(".") + 1 :]
    first = found["area"].partition(":")[0]
    area = parse_area(f"{first}:{last}" if last else first)
    return (sheet, area) if area else None
