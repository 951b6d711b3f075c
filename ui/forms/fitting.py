"""How wide columns are and where their titles break: from the words and the font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontMetrics

from bvreview.framework.descriptors import Kind
from ui.forms.cells import column_title
from ui.forms.model import AnswersModel

LEAST: Final = {
    Kind.MONEY: 7,
    Kind.NUMBER: 5,
    Kind.INTEGER: 5,
    Kind.PERCENT: 4,
    Kind.DATE: 11,
    Kind.CHOICE: 7,
}
MOST_ROWS: Final = 60
LONGEST_TITLE: Final = 14


@dataclass(frozen=True, slots=True)
class Needs:
    """What a column needs at least, and would take if there is room."""

    least: int
    wish: int


def column_needs(model: AnswersModel, column: int, metrics: QFontMetrics) -> Needs:
    """The needs of a column: figures are never cut, words may be."""
    field = model.fields[column]
    letter, pad = metrics.horizontalAdvance("0"), metrics.horizontalAdvance("00") + 4
    word = max((metrics.horizontalAdvance(w) for w in column_title(field).split()), default=0)
    rows = range(min(model.rowCount(), MOST_ROWS))
    shown = (
        str(model.data(model.index(n, column)) or "") for n in rows if not (column == 0 and n == rows[-1])
    )
    widest = max((metrics.horizontalAdvance(text) for text in shown), default=0)
    if field.kind.is_numeric or field.kind is Kind.DATE:
        least = max(letter * LEAST.get(field.kind, 6), word, widest) + pad
        title = metrics.horizontalAdvance(column_title(field)) + pad
        return Needs(least, max(least, min(title, letter * LONGEST_TITLE)))
    least = max(letter * LEAST.get(field.kind, 9), word) + pad
    return Needs(least, max(least, min(widest + pad, letter * 26), letter * min(field.width, 26)))


def share_out(
    room: int, labels: Sequence[str], needs: Sequence[Needs], metrics: QFontMetrics
) -> tuple[int, list[int]]:
    """The width of the row labels, then of each column; together ``room`` where that is enough."""
    pad = metrics.horizontalAdvance("00") + 6
    wish = max((metrics.horizontalAdvance(text) for text in labels), default=0)
    wish = wish + pad if wish else 0
    widths = [n.least for n in needs]
    most = max(room - sum(widths), round(room * 0.22))
    label = min(wish, most)
    spare = room - label - sum(widths)
    for n, need in enumerate(needs):
        more = max(0, min(need.wish - need.least, spare))
        widths[n] += more
        spare -= more
    if spare > 0:
        for n in range(len(widths)):
            widths[n] += spare // len(widths)
        widths[-1] += room - label - sum(widths)
    return label, widths


def wrap(text: str, room: int, metrics: QFontMetrics) -> str:
    """The text with line breaks where it would leave the room."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
