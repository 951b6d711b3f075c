"""The smallest truth: one answer, with its address, state and history of who said it.

A review has thousands; structs are made eight times as fast as frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from msgspec import Struct

Value = str | Decimal | date | tuple[str, ...] | None


class State(StrEnum):
    """What is known of an answer. A cell that is not there at all was never answered."""

    GIVEN = "given"
    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    PENDING = "pending"


class Address(NamedTuple):
    """Where a cell is: ``row`` is "" in a form and "part:key" in a table or grid."""

    section: str
    row: str
    field: str

    @property
    def part(self) -> str:
        """The part of the section that holds the row; "" in a form."""
        return self.row.partition(":")[0]

    @property
    def key(self) -> str:
        """The row's own id within its part; "" in a form."""
        return self.row.partition(":")[2]

    def __str__(self) -> str:
        """As packs and files write it: "about.lead", "costs.staff:r1.fte"."""
        return f"{self.section}.{self.row}.{self.field}" if self.row else f"{self.section}.{self.field}"


address_of: Final[Callable[[tuple[str, str, str]], Address]] = partial(tuple.__new__, Address)
"""The same of a tuple, in half the time: for what goes through all the cells of a file."""


def parse_address(text: str) -> Address:
    """The address in "section.field" or "section.part:row.field"."""
    left, __, field = text.rpartition(".")
    section, __, row = left.partition(".")
    return Address(section, row, field)


class Answer(Struct, frozen=True):
    """What stands in a cell. ``raw``: what was typed or received where it could not be read (pending)."""

    value: Value = None
    state: State = State.GIVEN
    source: str = ""
    note: str = ""
    raw: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it counts in sums and comparisons."""
        return self.state is State.GIVEN and self.value is not None

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to it but its value."""
        return self.state is State.GIVEN and not (self.source or self.note or self.raw)


class Cell(Struct, frozen=True):
    """An answer at its place, with who wrote it, when (ISO, UTC) and in which revision."""

    address: Address
    answer: Answer
    author: str = ""
    time: str = ""
    revision: int = 0


Cells = Mapping[Address, Cell]


def encode_value(value: Value) -> str | None:
    """The canonical text of a value, as stored and digested; lists are joined by newlines."""
    match value:
        case None:
            return None
        case Decimal():
            return encode_decimal(value)
        case date():
            return value.isoformat()
        case tuple():
            return "\n".join(value)
        case str():
            return value


def encode_decimal(number: Decimal) -> str:
    """Plain notation without trailing zeros: Decimal("1E+2") -> "100", Decimal("4.50") -> "4.5"."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
