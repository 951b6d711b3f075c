"""Short facts on paper, a label and a few words each: two side by side, for a column of them is long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable, TableStyle
from reportlab.platypus import Table as PlatypusTable

from bvreview.report import styles
from bvreview.report.document import Block, Run, Text
from bvreview.report.fonts import REGULAR, text_width
from bvreview.report.markup import printable, set_text

HALF: Final = (styles.WIDTH - styles.GAP) / 2
_LOOK: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), styles.BODY.spaceAfter),
    ]
)


def is_fact(block: Block) -> bool:
    """Whether a block is a label and words that take one line of half the page."""
    if not isinstance(block, Text) or [run.strong for run in block.runs] != [True, False]:
        return False
    return sum(_width(run) for run in block.runs) <= HALF


def _width(run: Run) -> float:
    """How wide a run is on one line; what has lines of its own is no short fact."""
    words = printable(run.text)
    return styles.WIDTH if "\n" in words else text_width(words, styles.BODY.fontSize, run.strong)


def set_facts(facts: Sequence[Text]) -> Flowable:
    """The facts two by two, read from left to right."""
    cells = [set_text(fact, styles.BODY) for fact in facts]
    rows = [[*cells[n : n + 2], ""][:2] for n in range(0, len(cells), 2)]
    table = PlatypusTable(rows, colWidths=[HALF + styles.GAP, HALF], hAlign="LEFT")
    table.setStyle(_LOOK)
    return table
