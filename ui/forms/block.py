"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated, quoted where a cell has lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Block = Sequence[Sequence[str]]
At = tuple[int, int]
"""A cell by its row and column."""


def parse_block(text: str) -> list[list[str]]:
    """The rows of a copied block; the line end that Excel adds makes no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removesuffix("\n")
    if not text:
        return []
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
    finally:
        csv.field_size_limit(limit)


def format_block(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a block that Excel pastes into as many cells."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")


def lay_out(block: Block, chosen: Sequence[At]) -> dict[At, str]:
    """Where each text of a block goes, as in a spreadsheet, when it is pasted over the chosen cells.

    One text goes into all of them; a block is repeated where the chosen rectangle is a multiple of it;
    else it is laid once from their top left corner on, however few they are.
    """
    if not block or not chosen:
        return {}
    if len(block) == len(block[0]) == 1:
        return dict.fromkeys(chosen, block[0][0])
    rows, columns = {r for r, __ in chosen}, {c for __, c in chosen}
    top, left = min(rows), min(columns)
    high, wide = len(block), max(len(line) for line in block)
    down = _times(len(rows), high) if len(chosen) == len(rows) * len(columns) else 1
    right = _times(len(columns), wide) if len(chosen) == len(rows) * len(columns) else 1
    return {
        (top + n * high + r, left + m * wide + c): text
        for n in range(down)
        for m in range(right)
        for r, line in enumerate(block)
        for c, text in enumerate(line)
    }


def _times(room: int, size: int) -> int:
    """How often a block fits into a room that is a multiple of it; once where it is not."""
    return room // size if room % size == 0 else 1


def carry(texts: dict[At, str], chosen: Sequence[At], *, down: bool) -> dict[At, str]:
    """The first chosen row repeated in those below it; not ``down``: the first column in those beside it."""
    if not chosen:
        return {}
    first = min(chosen)[0] if down else min(c for __, c in chosen)
    found = {}
    for row, column in chosen:
        source = (first, column) if down else (row, first)
        if source != (row, column) and source in texts:
            found[row, column] = texts[source]
    return found
