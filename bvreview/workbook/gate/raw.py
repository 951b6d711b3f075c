"""What the gate hands on: a workbook as plain values, before anyone has said what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from bvreview.workbook.gate.references import Area, Position

CellValue = str | Decimal | bool | datetime | date | time | timedelta
"""Text as it was typed, numbers as the shortest decimal that stands for what the file holds."""


class Reference(Struct, frozen=True):
    """What a defined name points at: an area of one sheet, of one cell where first equals last."""

    sheet: str
    first: Position
    last: Position


class Format(StrEnum):
    """The kind of file that was read."""

    XLSX = "xlsx"
    STRICT = "strict"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"


class SheetState(StrEnum):
    """Whether a person sees the sheet; ``very hidden`` cannot be undone from Excel's menus."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"


class RawSheet(Struct, frozen=True):
    """One worksheet. Positions are (row, column) from 1; blank cells are absent from ``cells``.

    An error cell stands in ``errors`` and never in ``cells``. ``formulas`` are the cells that hold a
    formula, ``uncached`` those of them without a stored result, ``formula_texts`` what those say where they
    are short. ``hidden_rows`` and ``hidden_columns`` are only those that hold a value.
    """

    name: str
    state: SheetState
    cells: Mapping[Position, CellValue]
    errors: Mapping[Position, str]
    formulas: frozenset[Position]
    uncached: frozenset[Position]
    formula_texts: Mapping[Position, str]
    comments: Mapping[Position, str]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    has_filter: bool


class RawWorkbook(Struct, frozen=True):
    """A file that came through the gate, with the very bytes that were examined.

    ``names`` are the defined names of the whole workbook, ``local_names`` those of one sheet (a copied
    sheet brings its own), ``other_names`` those that are not a cell or an area. ``properties`` are the
    custom document properties as text. ``external_links`` are named and never followed, macros are
    never run. ``other_sheets`` are chart and dialogue sheets. ``open_elsewhere``:
    Excel's lock note lay beside the file, so it may not be the last word.
    """

    digest: str
    size: int
    content: bytes
    format: Format
    application: str
    sheets: tuple[RawSheet, ...]
    names: Mapping[str, Reference]
    local_names: Mapping[tuple[str, str], Reference]
    other_names: Mapping[str, str]
    properties: Mapping[str, str]
    date1904: bool
    has_macros: bool
    external_links: tuple[str, ...]
    other_sheets: tuple[str, ...]
    open_elsewhere: bool

    def sheet(self, name: str) -> RawSheet | None:
        """The sheet of that name, compared as Excel does, without regard to case."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    @property
    def has_properties(self) -> bool:
        """Whether custom properties can be read from this format at all (not from an old .xls)."""
        return self.format is not Format.XLS
