"""What a review can take from the one of the year before, as data: a pack has this in ``carried.toml``.

Addresses are "section.part.field" for a column of a grid and "section.field" for an answer in a form.
``row``: the one row of a grid that is meant; "unit" is that of the volume that unit costs divide by.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class CarriedEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in ``carried.toml``."""


class CarriedFigure(CarriedEntry, frozen=True, kw_only=True):
    """A column that is taken row by row, or an answer of a form."""

    into: str
    taken_from: str
    row: str = ""


class CarriedLine(CarriedEntry, frozen=True, kw_only=True):
    """A line of a table of earlier years. ``year``: the field that names it; ``fields``: where it is from."""

    table: str
    year: str
    fields: dict[str, str]
    row: str = ""


class CarriedMap(CarriedEntry, frozen=True, kw_only=True):
    """All that is taken."""

    figures: tuple[CarriedFigure, ...] = ()
    lines: tuple[CarriedLine, ...] = ()

    @property
    def addresses(self) -> Iterator[str]:
        """Every place it names, for the checks of the pack."""
        for figure in self.figures:
            yield from (figure.into, figure.taken_from)
        for line in self.lines:
            yield from (f"{line.table}.{field}" for field in (line.year, *line.fields))
            yield from line.fields.values()

    @property
    def sections(self) -> frozenset[str]:
        """The sections that something is taken into."""
        places = (*(figure.into for figure in self.figures), *(line.table for line in self.lines))
        return frozenset(place.partition(".")[0] for place in places)
