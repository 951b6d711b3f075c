"""What a cell of a table is, and how figures and titles stand in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import plural
from bvreview.review.cells import Address, Value
from bvreview.review.evidence import Evidence
from bvreview.review.wording import show_number, show_value

MOST_TITLES: Final = 5


class Look(Enum):
    """How a cell is painted."""

    ENTRY = auto()
    DERIVED = auto()
    ADD = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the table in the review."""

    address: Address
    field: Field
    key: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is painted of a cell.

    ``level``: of its finding, if one is open or a note; ``needed``: blank and asked for; ``is_state``: not
    a value but what is known of it; ``has_more``: a source or a note stands behind it;
    ``evidence``: how many pieces of evidence support it; ``short``: what says the same in fewer letters
    (the "A" of "A: counted, and checked"), "" where nothing does.
    """

    text: str
    look: Look
    level: Level | None = None
    needed: bool = False
    is_state: bool = False
    has_more: bool = False
    evidence: int = 0
    short: str = ""


def short_of(field: Field, value: Value, text: str) -> str:
    """What a choice is called for short: its id, where its words begin with it and a colon."""
    is_named = field.kind is Kind.CHOICE and isinstance(value, str) and text.startswith(f"{value}: ")
    return str(value) if is_named else ""


def show_figure(field: Field, number: Decimal) -> str:
    """A figure as a column shows it: money in whole pounds or with its pence."""
    if field.kind is Kind.MONEY:
        return show_number(number, 0 if number == number.to_integral_value() else 2)
    return show_value(field, number)


def evidence_words(evidence: Sequence[Evidence]) -> str:
    """What supports an answer: how many, and the titles."""
    count = plural("{n} piece of evidence", "{n} pieces of evidence", len(evidence))
    return f"{count}: {'; '.join(e.title for e in evidence[:MOST_TITLES])}"


def column_title(field: Field) -> str:
    """A column's title with its unit."""
    return f"{field.label} {field.unit}" if field.unit and field.unit not in field.label else field.label
