"""What the columns of a published table hold, as somebody said it; remembered for the same headings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from bvreview.framework.services import Direction


class TableMapping(Struct, frozen=True, omit_defaults=True):
    """Which heading holds what, what the figure is, and where it is from.

    ``topic``: the id of a measure of the pack, "" for a new ``title``; ``kind``: "proportion", "money" or
    "number"; ``thousands``: money is printed in thousands; ``year``: whose organisations they are;
    ``aliases``: a name as printed and the id of the organisation meant, "" for none.
    """

    organisation: str = ""
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    percentage: str = ""
    target: str = ""
    topic: str = ""
    title: str = ""
    kind: str = "proportion"
    unit: str = ""
    direction: Direction = Direction.NEUTRAL
    thousands: bool = False
    year: str = ""
    period: str = ""
    source: str = ""
    aliases: dict[str, str] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that are used."""
        used = (self.organisation, self.numerator, self.denominator, self.value, self.percentage, self.target)
        return tuple(filter(None, used))


def encode_mapping(mapping: TableMapping) -> str:
    """The mapping as text, to be kept."""
    return msgspec.json.encode(mapping, order="sorted").decode()


def decode_mapping(text: str) -> TableMapping | None:
    """The mapping in a text that was kept; None where it says nothing."""
    try:
        return msgspec.json.decode(text.encode(), type=TableMapping)
    except (msgspec.DecodeError, ValueError):
        return None


def headings_mark(headings: Sequence[str]) -> str:
    """By what a mapping is remembered: the same headings, in whatever case and spacing."""
    folded = "\x1f".join(" ".join(heading.casefold().split()) for heading in headings)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]
