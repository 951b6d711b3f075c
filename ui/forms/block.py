"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated, quoted where a cell has lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def parse_block(text: str) -> list[list[str]]:
    """The rows of a copied block; the line end that Excel adds makes no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    return list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))


def format_block(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a block that Excel pastes into as many cells."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")


def beyond(block: Sequence[Sequence[str]], rows: int, columns: int) -> tuple[int, int]:
    """How many rows and columns of a block hold something beyond so many rows and columns of room."""
    filled = [(d, r) for d, line in enumerate(block) for r, text in enumerate(line) if text.strip()]
    return len({d for d, __ in filled if d >= rows}), len({r for __, r in filled if r >= columns})
