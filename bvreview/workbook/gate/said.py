"""What the reading child says of a file, typed on both sides of the pipe: it is checked as it is unpacked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder, Ext

from bvreview.workbook.gate.raw import CellValue, Format, SheetState
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.references import Area, Position

NUMBER: Final = 1
DATE: Final = 2
DATETIME: Final = 3
TIME: Final = 4
DURATION: Final = 5
_VALUES: Final[dict[int, Callable[[str], CellValue]]] = {
    NUMBER: Decimal,
    DATE: date.fromisoformat,
    DATETIME: datetime.fromisoformat,
    TIME: time.fromisoformat,
    DURATION: lambda seconds: timedelta(seconds=float(seconds)),
}
_KINDS: Final = frozenset((str, bool, Decimal, date, datetime, time, timedelta))


class SheetSaid(Struct, frozen=True, array_like=True):
    """One worksheet, as ``RawSheet`` holds it. ``cells``: text, truth, or one of the kinds above."""

    name: str
    state: SheetState
    cells: dict[Position, Any]
    errors: dict[Position, str]
    formulas: frozenset[Position]
    uncached: frozenset[Position]
    formula_texts: dict[Position, str]
    comments: dict[Position, str]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    has_filter: bool


class BookSaid(Struct, frozen=True, array_like=True, tag=True):
    """A file that was read, as ``RawWorkbook`` holds it. ``peak``: the most memory the child ever held."""

    peak: int
    format: Format
    application: str
    sheets: tuple[SheetSaid, ...]
    names: dict[str, tuple[str, Area]]
    local_names: dict[tuple[str, str], tuple[str, Area]]
    other_names: dict[str, str]
    properties: dict[str, str]
    date1904: bool
    has_macros: bool
    external_links: tuple[str, ...]
    other_sheets: tuple[str, ...]


class RefusedSaid(Struct, frozen=True, array_like=True, tag=True):
    """A file that does not enter: why, and the words that the sentence about it needs."""

    peak: int
    reason: Reason
    details: dict[str, str]


Said = BookSaid | RefusedSaid
pack: Final = Encoder().encode


def value_of(kind: int, text: str) -> Ext:
    """A value that is neither text nor truth, as it travels."""
    return Ext(kind, text.encode())


def unpack(answer: bytes) -> Said:
    """What the child said.

    Raises:
        ValueError: it makes no sense.
    """
    said: Said = _decode(answer)
    if isinstance(said, BookSaid) and any(not _kinds(sheet) <= _KINDS for sheet in said.sheets):
        raise ValueError(said.format)
    return said


def _kinds(sheet: SheetSaid) -> set[type]:
    return set(map(type, sheet.cells.values()))


def _unpacked(kind: int, text: memoryview) -> CellValue:
    try:
        return _VALUES[kind](str(text, "ascii"))
    except (KeyError, ArithmeticError) as error:
        raise ValueError(kind) from error


_decode: Final = Decoder(Said, ext_hook=_unpacked).decode
