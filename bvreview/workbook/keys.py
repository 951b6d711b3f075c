"""How places are named inside a workbook: the ids in the hidden key column, and the defined names.

Key column: ``about.lead`` (a form's field), ``costs.staff:r1`` (a row), ``costs.staff:+1a2b3c4d`` (a spare
row, and by what it is known once it is filled in; files of other makers may have a bare ``+``),
``costs.staff:`` (the headings), ``costs.staff:#title`` and ``costs:#intro`` (our own texts).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TEMPLATE_VERSION: Final = 1
PREFIX: Final = "bvr"
ABOUT_SHEET: Final = "about file"
PUT_RIGHT_SHEET: Final = "put right"
SOURCES_SHEET: Final = "sources"
CHECK_SHEET: Final = "check"
LISTS_SHEET: Final = "lists"
EVIDENCE_SHEET: Final = "evidence"
COPIES_SHEET: Final = "copies"
SIDE_SHEETS: Final = (
    *(ABOUT_SHEET, PUT_RIGHT_SHEET, SOURCES_SHEET),
    *(EVIDENCE_SHEET, COPIES_SHEET, CHECK_SHEET, LISTS_SHEET),
)

SPARE: Final = "+"
_SPARE_ROW: Final = re.compile(r"\+([0-9a-f]{8})?")
OWN_TEXT: Final = "#"
TOTAL: Final = "#total"


@dataclass(frozen=True, slots=True)
class RowKey:
    """A key taken apart: ``field`` is set for a form's field, ``part`` and ``row`` otherwise."""

    section: str
    part: str = ""
    row: str = ""
    field: str = ""

    @property
    def is_own_text(self) -> bool:
        """Whether the row holds our words only: titles, guidance, totals."""
        return self.row.startswith(OWN_TEXT)

    @property
    def is_heading(self) -> bool:
        """Whether it is the row of headings of a part."""
        return bool(self.part) and not self.row

    @property
    def is_spare(self) -> bool:
        """Whether it is an empty row that was sent out to be filled in."""
        return self.row.startswith(SPARE) and bool(_SPARE_ROW.fullmatch(self.row))

    @property
    def name_when_filled(self) -> str:
        """The row key that a spare row gets with its first answer; "" for one without a mark of its own."""
        return f"n{mark}" if self.is_spare and (mark := self.row.removeprefix(SPARE)) else ""


@lru_cache(maxsize=8192)  # the same keys come with every file
def parse_key(text: str) -> RowKey | None:
    """The key in a cell of the key column; None for any other text."""
    left, colon, row = text.strip().partition(":")
    section, dot, name = left.partition(".")
    if not section or (not colon and not dot) or " " in left:
        return None
    return RowKey(section, name, row) if colon else RowKey(section, field=name)


def row_key(section: str, part: str, row: str) -> str:
    """``costs.staff:r1``."""
    return f"{section}.{part}:{row}"


def spare_key(file: str, section: str, part: str, ordinal: int) -> str:
    """``costs.staff:+1a2b3c4d``: the same for the same row of the same file, another in every other file."""
    mark = hashlib.sha256(f"{file}\x1f{section}.{part}:{ordinal}".encode()).hexdigest()[:8]
    return row_key(section, part, f"{SPARE}{mark}")


def section_text_key(section: str, what: str) -> str:
    """``costs:#title``: one of our own texts at the head of a section's sheet."""
    return f"{section}:{OWN_TEXT}{what}"


def part_text_key(section: str, part: str, what: str) -> str:
    """``costs.staff:#intro``: one of our own texts around a part."""
    return f"{section}.{part}:{OWN_TEXT}{what}"


def field_name(section: str, field: str) -> str:
    """The defined name of a form's answer. It always has dots: ``BVR1`` would be a cell address."""
    return _name(section, field)


def column_name_of(section: str, part: str, field: str) -> str:
    """The defined name of a column's heading."""
    return _name(section, part, field)


def list_name(list_id: str) -> str:
    """The defined name of a list of choices."""
    return _name("list", list_id)


def side_name(sheet: str) -> str:
    """The defined name that marks one of the sheets that are not sections."""
    return _name("sheet", sheet.replace(" ", "_"))


def side_key(sheet: str) -> str:
    """The key in the first cell of one of the sheets that are not sections."""
    return section_text_key(PREFIX, sheet.replace(" ", "_"))


@lru_cache(maxsize=8192)  # as are these
def _name(*ids: str) -> str:
    # a hyphen may not stand in a defined name
    return ".".join((PREFIX, *ids)).replace("-", "_.")


def name_key(name: str) -> str:
    """Defined names are compared without regard to case."""
    return name.casefold()
