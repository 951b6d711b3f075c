"""How wide columns are, how high lines are and where words break: from the words and the font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from bvreview.framework.sections import Field, Kind
from ui.forms.cells import Shown, column_title
from ui.forms.model import AnswersModel
from ui.look.theme import Look

LEAST: Final = {
    Kind.MONEY: 7,
    Kind.NUMBER: 5,
    Kind.INTEGER: 5,
    Kind.PERCENT: 4,
    Kind.DATE: 11,
    Kind.CHOICE: 7,
}
LEAST_SHORT: Final = 4
LONGEST_TITLE: Final = 14
LONGEST_FIGURE: Final = 24
LONGEST_WORDS: Final = 26
MOST_WORDS: Final = 40
"""Letters that words may take side by side: the first while others need room, the second of what is left."""
MOST_LINES: Final = 3
MOST_MEASURED: Final = 200
"""Lines after these take one line each and the widths of those before them."""
LABEL_SHARE: Final = 0.3
"""Of the room: what row labels take before words in cells break."""
_MEASURED: Final = 4
"""Of all texts of a column only the longest are measured."""


Words = tuple[str, str]
"""A text and its short form."""


class Fonts(NamedTuple):
    """The fonts of cells and of titles, and what stands beside the words of a cell, in pixels."""

    cells: QFontMetrics
    titles: QFontMetrics
    pad: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What a column needs: the least, to break no word, for its title, for what it says, and at most.

    ``is_held``: a person gave the width; ``is_short``: its words have a short form that says the same.
    """

    least: int
    comfort: int
    titled: int
    said: int
    wish: int
    is_held: bool = False
    is_short: bool = False

    def held(self, width: int) -> Needs:
        """The width that a person gave, but never so small that a figure is cut."""
        width = max(width, self.least)
        return Needs(width, width, width, width, width, is_held=True)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of row labels and columns, titles and labels with their line breaks, heights, in pixels."""

    label: int
    columns: tuple[int, ...]
    titles: tuple[str, ...]
    head: int
    labels: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        """All columns side by side."""
        return self.label + sum(self.columns)


def measure(model: AnswersModel, look: Look, room: int, own: Mapping[str, int]) -> Sizes:
    """The sizes of a table in a room; wider than the room where its figures would be cut otherwise.

    ``own``: the widths that the person gave to columns, by field.
    """
    metrics, small = QFontMetrics(look.font()), QFontMetrics(look.font(0.89, bold=True))
    bold = QFontMetrics(look.font(bold=True))
    rows, fields = range(model.rowCount()), model.fields
    names = [] if model.has_lines else [model.row_title(n) for n in rows]
    gutter = metrics.horizontalAdvance("0" * max(2, len(str(len(rows))))) + look.px(14)
    gutter = gutter if model.can_add else 0
    lines = range(min(len(model.keys), MOST_MEASURED))
    texts = [[_words(model.shown(row, n)) for n in range(len(fields))] for row in lines]
    last = model.rowCount() - 1
    totals = [model.shown(last, n).text if model.has_totals else "" for n in range(len(fields))]
    fonts = Fonts(metrics, small, 2 * look.px(8) + 2)
    needs = [
        column_needs(field, {line[n] for line in texts}, bold.horizontalAdvance(totals[n]), fonts)
        for n, field in enumerate(fields)
    ]
    needs = [n.held(own[f.id]) if f.id in own else n for n, f in zip(needs, fields, strict=True)]
    label, widths = share_out(room - gutter, names, needs, metrics)
    titles = tuple(wrap(column_title(f), w - look.px(18), small) for f, w in zip(fields, widths, strict=True))
    labels = tuple(wrap(name, label - look.px(18), metrics) for name in names)
    rooms = [width - 2 * look.px(8) for width in widths]
    heights = [
        max(
            labels[n].count("\n") + 1 if labels else 1,
            _lines(texts[n], rooms, metrics) if n < len(texts) else 1,
        )
        for n in rows
    ]
    pad = look.px(12)
    return Sizes(
        label or gutter,
        tuple(widths),
        titles,
        max(t.count("\n") + 1 for t in titles) * small.lineSpacing() + pad,
        labels,
        tuple(max(lines * metrics.lineSpacing() + pad, look.px(30)) for lines in heights),
    )


def _words(shown: Shown) -> Words:
    return shown.text, shown.short


def _lines(texts: Sequence[Words], rooms: Sequence[int], metrics: QFontMetrics) -> int:
    """How many lines the words of a row need."""
    return max(
        (len(lines_in(words, room, metrics)) for words, room in zip(texts, rooms, strict=True) if words[0]),
        default=1,
    )


def lines_in(text: Words, room: int, metrics: QFontMetrics) -> list[str]:
    """The lines of a cell, at most three, but one where a word would break.

    What does not fit is said by its short form, else cut with an ellipsis.
    """
    words, short = " ".join(text[0].split()), text[1]
    lines = wrap(words, room, metrics).split("\n") if metrics.horizontalAdvance(words) > room else [words]
    is_whole = len(lines) <= MOST_LINES and all(metrics.horizontalAdvance(line) <= room for line in lines)
    if short and not is_whole:
        return [short]
    if any(metrics.horizontalAdvance(line) > room for line in lines):
        lines = [words]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return [line if metrics.horizontalAdvance(line) <= room else _cut(line, room, metrics) for line in lines]


def _cut(line: str, room: int, metrics: QFontMetrics) -> str:
    """Only of what does not fit: Qt's measure is finer, and takes letters off what ends at the very edge."""
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)


def column_needs(field: Field, said: set[Words], total: int, fonts: Fonts) -> Needs:
    """The needs of a column: figures are never cut, in no line and not in the bold total; words may be."""
    metrics, small, pad = fonts
    shown, letter = {text for text, __ in said}, metrics.horizontalAdvance("0")
    word = max((small.horizontalAdvance(w) for w in column_title(field).split()), default=0)
    if field.kind.is_numeric or field.kind is Kind.DATE:
        figures = {
            t for t in shown if len(t) <= LONGEST_FIGURE and (field.kind is Kind.DATE or _is_figure(t))
        }
        widest = max(_widest(figures, metrics), total)
        least = max(letter * LEAST.get(field.kind, 6), word, widest) + pad
        missing = {word for text in shown - figures for word in text.split()}  # "not collected"
        comfort = max(least, min(_widest(missing, metrics), letter * LONGEST_TITLE) + pad)
        title = small.horizontalAdvance(column_title(field)) + pad
        wish = max(comfort, min(title, letter * LONGEST_TITLE))
        return Needs(least, comfort, wish, wish, wish)
    has_short = any(short for __, short in said)
    least = max(letter * (LEAST_SHORT if has_short else LEAST.get(field.kind, 9)), word, total) + pad
    longest = _widest(shown, metrics) + pad
    words = {word for text, short in said for word in (short or text).split()}
    comfort = max(least, min(_widest(words, metrics), letter * LONGEST_TITLE) + pad)
    whole = max(comfort, min(longest, letter * LONGEST_WORDS))
    wish = max(whole, letter * min(field.width, LONGEST_WORDS), min(longest, letter * MOST_WORDS))
    return Needs(least, comfort, comfort, whole, wish, is_short=has_short)


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def _widest(texts: set[str], metrics: QFontMetrics) -> int:
    longest = sorted(texts, key=len)[-_MEASURED:]
    return max((metrics.horizontalAdvance(text) for text in longest), default=0)


def share_out(
    room: int, labels: Sequence[str], needs: Sequence[Needs], metrics: QFontMetrics
) -> tuple[int, list[int]]:
    """The width of the row labels, then of each column; together ``room`` where that is enough."""
    widths = [n.least for n in needs]
    label = _share_with_labels(widths, needs, room, labels, metrics)
    _fill(widths, needs, room - label)
    return label, widths


def _share_with_labels(
    widths: list[int], needs: Sequence[Needs], room: int, labels: Sequence[str], metrics: QFontMetrics
) -> int:
    """The width of the row labels; they give way until the words of the columns are whole."""
    pad = metrics.horizontalAdvance("00") + 6
    wish = max((metrics.horizontalAdvance(text) for text in labels), default=0)
    wish = wish + pad if wish else 0
    word = max((metrics.horizontalAdvance(w) for text in labels for w in text.split()), default=0)
    label = min(wish, max(room - sum(widths), min(word + pad, round(room * 0.22))))
    is_tight = sum(n.comfort for n in needs) + label > room
    narrow = min(label, word + pad if is_tight else round(room * LABEL_SHARE))
    _relieve(widths, [n.comfort for n in needs], room - narrow - sum(widths))
    return max(narrow, min(label, room - sum(widths)))


def _fill(widths: list[int], needs: Sequence[Needs], room: int) -> None:
    """Widen the columns to the room: for titles, for words, for words in full, for what is still blank."""
    _widen(widths, [n.titled for n in needs], room - sum(widths))
    _widen(widths, [n.titled if n.is_short else n.said for n in needs], room - sum(widths))
    _lengthen(widths, needs, room - sum(widths))
    most = [width if n.is_short else n.wish for n, width in zip(needs, widths, strict=True)]
    spare = _widen(widths, most, room - sum(widths))
    free = [n for n, need in enumerate(needs) if not need.is_held]
    if spare > 0 and (taking := [n for n in free if not needs[n].is_short] or free):
        for n in taking:
            widths[n] += spare // len(taking)
        widths[taking[-1]] += room - sum(widths)


def _relieve(widths: list[int], wanted: Sequence[int], spare: int) -> None:
    """Widen columns to what they need, those first that lack least: as many as can be are whole then."""
    lacks = sorted((want - width, n) for n, (want, width) in enumerate(zip(wanted, widths, strict=True)))
    for lack, n in lacks:
        more = max(0, min(lack, spare))
        widths[n] += more
        spare -= more


def _lengthen(widths: list[int], needs: Sequence[Needs], spare: int) -> None:
    """Let columns say their words in full where there is room for all of them, else keep the short form."""
    for n, need in enumerate(needs):
        more = need.said - widths[n]
        if need.is_short and 0 < more <= spare:
            widths[n] += more
            spare -= more


def _widen(widths: list[int], wanted: Sequence[int], spare: int) -> int:
    """Widen columns as far as there is room, each by the same share of its wish; returns what is left."""
    wishes = [max(0, want - width) for want, width in zip(wanted, widths, strict=True)]
    share = min(1.0, max(0, spare) / sum(wishes)) if any(wishes) else 0.0
    for n, wish in enumerate(wishes):
        more = int(wish * share)
        widths[n] += more
        spare -= more
    return spare


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
