"""The formulas of the cells that came without a result, as text; they are never run here."""

from __future__ import annotations

import re
from typing import Final

from bvreview.workbook.gate.references import Position, parse_cell

MOST: Final = 2_000
LONGEST: Final = 500
_CELL: Final = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3}[1-9][0-9]{0,6})[\"'][^<>]*>\s*"
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]*)?>([^<]{1,500})</"
)
_REFERENCES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
"""In the order in which they are resolved."""


def formula_texts(data: bytes, wanted: list[Position]) -> dict[Position, str]:
    """The formulas of the cells that are wanted, of a worksheet part; the first 2,000 that are short."""
    cells, found = frozenset(wanted), dict[Position, str]()
    for match in _CELL.finditer(data):
        at = parse_cell(match[1].decode())
        if at in cells and at is not None:
            found[at] = _resolved(match[2].decode(errors="replace"))
        if len(found) >= MOST:
            break
    return found


def _resolved(text: str) -> str:
    """The text without references; that of ``xml.sax`` would load ``urllib`` into the reading child."""
    for reference, sign in _REFERENCES.items():
        text = text.replace(reference, sign)
    return text
