"""How wide the words of a list are, and where a word breaks that has no room."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFontMetrics

from ui.look.theme import Look
from ui.widgets.listing_model import Line, ListingModel

SMALL: Final = 0.9  # times the body text: what titles are written in
MEASURED: Final = 8
SPARE: Final = 2  # pixels between the longest word and where it would break
LEAST_END: Final = 3  # letters that stand after a hyphen
SOFT_HYPHEN: Final = "\u00ad"
BREAKS: Final = re.compile(f"([ \n{SOFT_HYPHEN}]+)")  # a no-break space is none
FIGURE: Final = re.compile(r"\d")


class Measure:
    """The widths in pixels, with what stands beside the words; lines of ``beside`` are measured too."""

    def __init__(self, look: Look, model: ListingModel) -> None:
        self._look, self._model = look, model
        self.beside: tuple[Line, ...] = ()

    def _lines(self) -> tuple[Line, ...]:
        return (*self._model.lines, *self.beside)

    def is_blank(self, column: int) -> bool:
        """Whether a column that may be left out says nothing in any line."""
        may = self._model.columns[column].optional
        return may and not any(line.texts[column] for line in self._lines())

    def text(self, column: int) -> int:
        """The width that breaks no text of a column; of all texts the longest few are measured."""
        lines = sorted(self._lines(), key=lambda line: len(line.texts[column]))
        metrics = self._metrics_of(column)
        texts = (part for line in lines[-MEASURED:] for part in line.texts[column].split("\n"))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + self.pad(column)

    def word(self, column: int) -> int:
        """The width that cuts no word of a column."""
        metrics = self._metrics_of(column)
        words = {w for line in self._lines() for w in BREAKS.split(line.texts[column])}
        return max((metrics.horizontalAdvance(w) for w in words), default=0) + self.pad(column)

    def title(self, words: str) -> int:
        """The width that shows a title, or a part of it, in one line."""
        return self.title_metrics().horizontalAdvance(words) + self.title_pad() + SPARE

    def least(self, column: int) -> int:
        """The width that cuts no word of a column nor of its title."""
        longest = max(self._model.columns[column].title.split(), key=len, default="")
        return max(self.word(column), self.title(longest))

    def title_metrics(self) -> QFontMetrics:
        """Of what titles are written in."""
        return QFontMetrics(self._look.font(SMALL, bold=True))

    def title_pad(self) -> int:
        """The edges of a title."""
        return self._look.px(18)

    def pad(self, column: int) -> int:
        """What stands beside the words of a column: its edges, and what is painted before or around them."""
        shown = self._model.columns[column]
        around = 23 if shown.progress else 21 if shown.shape else 16 if shown.pill else 0
        return self._look.px(16) + self._look.px(around) + SPARE

    def metrics(self, bold: bool) -> QFontMetrics:
        """Of the body text."""
        return QFontMetrics(self._look.font(bold=bold))

    def _metrics_of(self, column: int) -> QFontMetrics:
        return self.metrics(self._model.columns[column].bold or any(line.bold for line in self._lines()))

    def broken(self, column: int, width: int) -> tuple[str, ...]:
        """The texts of a column that is narrower than its words."""
        width_of, room = self._metrics_of(column).horizontalAdvance, width - self.pad(column)
        return tuple(broken(line.texts[column], width_of, room) for line in self._model.lines)

    def broken_title(self, column: int, width: int) -> str:
        """The title of a column that is narrower than its words."""
        width_of, room = self.title_metrics().horizontalAdvance, width - self.title_pad() - SPARE
        return broken(self._model.columns[column].title, width_of, room)


def broken(text: str, width_of: Callable[[str], int], room: int) -> str:
    """The text with a soft hyphen where a word is wider than its room; a figure is never broken."""
    return "".join(_hyphenated(word, width_of, room) for word in BREAKS.split(text))


def _hyphenated(word: str, width_of: Callable[[str], int], room: int) -> str:
    parts = []
    while width_of(word) > room and not FIGURE.search(word):
        fits = (n for n in range(len(word) - LEAST_END, 1, -1) if width_of(f"{word[:n]}-") <= room)
        if not (end := next(fits, 0)):
            break
        parts.append(word[:end])
        word = word[end:]
    return SOFT_HYPHEN.join([*parts, word])
