"""What Excel formulas are put together from: pieces with their conditions, cells and areas."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula and the conditions under which it is defined."""

    text: str
    needs: tuple[str, ...] = ()


class UntranslatableError(Exception):
    """The expression says something that has no simple form in Excel."""


def quoted_title(title: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + title.replace("'", "''") + "'"


def column_letters(column: int) -> str:
    """1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def reference(row: int, column: int) -> str:
    """A cell on its own sheet: C12."""
    return f"{column_letters(column)}{row}"


def area_of(column: int, first: int, last: int) -> str:
    """A piece of a column on its own sheet: C12:C18."""
    return f"{reference(first, column)}:{reference(last, column)}"


def when(needs: tuple[str, ...], text: str, otherwise: str = '""') -> str:
    """The text where all conditions hold, else nothing."""
    conditions = list(dict.fromkeys(needs))
    if not conditions:
        return text
    condition = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
    return f"IF({condition},{text},{otherwise})"
