"""The formulas of the cells that came without a result, as text; they are never run here."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import unescape

from bvreview.workbook.gate.references import Position, parse_cell

MOST: Final = 2_000
LONGEST: Final = 500
_CELL: Final = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3}[1-9][0-9]{0,6})[\"'][^<>]*>\s*"
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]*)?>([^<]{1,500})</"
)
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}


def formula_texts(data: bytes, wanted: list[Position]) -> dict[Position, str]:
    """The formulas of the cells that are wanted, of a worksheet part; the first 2,000 that are short."""
    cells, found = frozenset(wanted), dict[Position, str]()
    for match in _CELL.finditer(data):
        at = parse_cell(match[1].decode())
        if at in cells and at is not None:
            found[at] = unescape(match[2].decode(errors="replace"), _QUOTES)
        if len(found) >= MOST:
            break
    return found
