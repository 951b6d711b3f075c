"""A table with what must be said of it, as values: the same on screen, copied, in Excel and on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bvreview.i18n import _
from bvreview.review.compared.standing import Shape

SIGNS: Final[dict[Shape | None, str]] = {
    "tick": "\u2713",
    "triangle": "\u25b2",
    "flag": "\u25c6",
    "dash": "\u2013",
    "up": "\u2191",
    "down": "\u2193",
    "hatched": "?",
    "blank": "\u25cb",
}
"""A letter for each shape, of those that the print's font has."""


@dataclass(frozen=True, slots=True)
class ToldColumn:
    """A column: its title, its share of the width in letters, and whether it holds numbers.

    ``spare``: it goes from a screen that has too little room. ``prose``: it holds whole sentences, which
    are not set in heavy letters even where they come first.
    """

    title: str
    letters: int
    right: bool = False
    spare: bool = False
    prose: bool = False


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row: what it is about, its texts, and the shape before each (None for none)."""

    key: str
    texts: tuple[str, ...]
    shapes: tuple[Shape | None, ...] = ()

    @property
    def marked(self) -> tuple[str, ...]:
        """The texts, each with its shape as a letter before it, for where shapes are not drawn."""
        shapes = self.shapes or (None,) * len(self.texts)
        return tuple(
            f"{SIGNS[shape]} {text}" if shape in SIGNS else text
            for shape, text in zip(shapes, self.texts, strict=True)
        )


Cell = str | float | Decimal | None


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """The figures behind the words, one a row, to reckon with: shares from 0 to 1, money in pounds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ToldTable:
    """``intro`` stands above the table, ``notes`` (method, caveats, sources) below it.

    ``sheet``: what the table is called in a workbook; ``owner``: whose it is; ``about``: service and year.
    ``then``: what stands apart from it below, under a title of its own.
    """

    title: str
    intro: tuple[str, ...]
    columns: tuple[ToldColumn, ...]
    rows: tuple[ToldRow, ...]
    notes: tuple[str, ...] = ()
    sheet: str = ""
    owner: str = ""
    about: str = ""
    illustrative: bool = False
    figures: ToldFigures | None = None
    then: ToldTable | None = None

    @property
    def stem(self) -> str:
        """A name for its files."""
        words = re.sub(r"[^\w]+", "-", f"{self.sheet} {self.owner} {self.about}".casefold())
        return words.strip("-")

    @property
    def tabbed(self) -> str:
        """The table as a spreadsheet takes it from the clipboard, the notes below."""
        lines = [[c.title for c in self.columns], *(list(row.texts) for row in self.rows)]
        table = "\n".join("\t".join(text.replace("\n", " ") for text in line) for line in lines)
        apart = ["", self.then.tabbed] if self.then else []
        return "\n".join([self.title, *self.intro, "", table, *apart, "", *self.notes])


def common_marks(marked: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The marks that every figure carries: they are said once, above the table."""
    return tuple(mark for mark in marked[0] if all(mark in m for m in marked)) if marked else ()


def say_common(own: str, common: Sequence[str]) -> str:
    """The sentence for marks that every figure carries."""
    return _("All figures of {own} here are {marks}.").format(own=own, marks=_(" and ").join(common))


def titled(title: str, marks: Sequence[str], common: Sequence[str]) -> str:
    """A title with the marks that are its own."""
    own = ", ".join(mark for mark in marks if mark not in common)
    return f"{title} ({own})" if own else title


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", "\u00a0")
