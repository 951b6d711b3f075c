"""Where an expression of the pack stands, and what it looks its names up in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from bvreview.framework.services import Service
from bvreview.review.cells import Address, Answer, Value
from bvreview.review.model import ReviewHead

Column = Mapping[str, Value]
Result = Value | bool | Column


class Source(Protocol):
    """What an expression looks its names up in (see ``Answers``)."""

    head: ReviewHead
    service: Service | None

    def answer(self, address: Address) -> Answer | None:
        """What stands at an address."""

    def figure(self, address: Address) -> Value:
        """The value there that counts, or None."""

    def figures(self, section: str, part: str, field: str) -> Column | Value:
        """The figures of a field by row key; of a form, the one value."""

    def row_count(self, section: str, part: str) -> int:
        """How many rows a part has."""

    def per(self, key: str) -> Decimal | None:
        """For each how many a measure is told."""

    def listed(self, series: str, key: str) -> Decimal | None:
        """A published figure of the pack, or None."""

    def sums(self, column: Column, keys: Column) -> Mapping[Value, Decimal]:
        """The figures of a column added up by what stands in another column of the same rows."""


class Context(Struct, frozen=True):
    """Where an expression stands: names mean the fields of this row, then those of the section's forms.

    ``row`` is the row's whole id ("part:key"), "" in a form; ``key`` only its key.
    """

    answers: Source
    section: str = ""
    row: str = ""
    key: str = ""
    in_row: frozenset[str] = frozenset()
    in_forms: frozenset[str] = frozenset()
