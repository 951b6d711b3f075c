"""A table with what must be said of it, as values: the same on screen, copied, in Excel and on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bvreview.review.standing import Shape

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
    """A column: its title, its share of the width in letters, and whether it holds numbers."""

    title: str
    letters: int
    right: bool = False


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


@dataclass(frozen=True, slots=True)
class ToldTable:
    """``intro`` stands above the table, ``notes`` (method, caveats, sources) below it.

    ``sheet``: what the table is called in a workbook; ``owner``: whose it is; ``about``: service and year.
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
        return "\n".join([self.title, *self.intro, "", table, "", *self.notes])
