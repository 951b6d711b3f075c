"""Who does what, as data: which table says who delivers, and which of its columns make the picture.

A pack has this in ``coverage.toml``.
"""

from __future__ import annotations

from msgspec import Struct


class CoverageMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture over a table of those who deliver.

    ``part``: the table; its columns ``name``, and the choices ``row`` and ``column`` that place each line.
    ``wanted``: the column of a grid over the same choices that says whether a row is worked on; with one of
    ``unwanted`` it is not, and nobody is missing.
    """

    title: str
    part: str
    name: str
    row: str
    column: str
    wanted: str = ""
    unwanted: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The section that the table stands in."""
        return self.part.partition(".")[0]
