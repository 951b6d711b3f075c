"""A table as somebody published it: rows of texts, and where its headings stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bvreview.review.compared.letters import letter_of
from bvreview.review.values import parse_number

Record = dict[str, str]
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
_LOOKED_AT: Final = 25
"""Rows from the top among which the headings are."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A sheet or a file of separated values: ``rows`` of texts as printed, all as long as the longest."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def guess_heading(self) -> int:
        """The row (from 0) that looks like headings: the first with the most different words in it."""
        counts = [_words_in(row) for row in self.rows[:_LOOKED_AT]]
        return counts.index(max(counts)) if counts else 0

    def headings(self, row: int) -> tuple[str, ...]:
        """The headings in a row, each once; a column without one is named by its letter."""
        seen: dict[str, int] = {}
        found = []
        for number, text in enumerate(self.rows[row] if row < len(self.rows) else ()):
            name = " ".join(text.split()) or f"[{letter_of(number)}]"
            seen[name] = seen.get(name, 0) + 1
            found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(found)

    def records(self, row: int) -> Iterator[Record]:
        """The rows below the headings that hold anything, by heading."""
        headings = self.headings(row)
        for texts in self.rows[row + 1 :]:
            if any(text.strip() for text in texts):
                yield dict(zip(headings, texts, strict=True))


def plain_table(name: str, rows: Sequence[Sequence[str]]) -> PlainTable:
    """The rows that hold anything, all as long; those beyond what a table of organisations has are cut."""
    filled = [row for row in rows if any(text.strip() for text in row)][:MOST_ROWS]
    wide = min(max((len(row) for row in filled), default=0), MOST_COLUMNS)
    return PlainTable(name, tuple((*row[:wide], *[""] * (wide - len(row))) for row in filled))


def _words_in(row: tuple[str, ...]) -> int:
    words = (text.strip() for text in row if parse_number(text) is None or _is_year(text))
    return len({word for word in words if word})


def _is_year(text: str) -> bool:
    return text.strip().isdecimal() and len(text.strip()) == 4
