"""Any table that somebody has in a file, as rows of text: the sheets of a workbook, or delimited text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from bvreview.i18n import _
from bvreview.review.cells import encode_decimal
from bvreview.workbook.errors import NoTableError
from bvreview.workbook.gate.copying import copy_file
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import CellValue, RawSheet
from bvreview.workbook.gate.reasons import Unfit
from bvreview.workbook.gate.refusals import Refused

TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
_DELIMITERS: Final = "\t;,|"
_LOOKED_AT: Final = 50
Rows = list[list[str]]


def read_tables(path: Path) -> dict[str, Rows]:
    """The tables of a file by the names of their sheets, in order; those without a cell are left out.

    Numbers are written so that a point is a decimal point: a whole number without one, others with two
    places or more than three. A cell with an error, or a formula without its result, says so in its place.

    Raises:
        NoTableError: the file was refused, or holds no cell.
    """
    if path.suffix.casefold() in TEXTS:
        return {path.name: _delimited(path)}
    with Gate() as gate:
        outcome = gate.read(path)
    if isinstance(outcome, Refused):
        raise NoTableError(str(outcome))
    found = {sheet.name: _rows(sheet) for sheet in outcome.sheets}
    return _some({name: rows for name, rows in found.items() if rows}, path)


def _delimited(path: Path) -> Rows:
    try:
        content = copy_file(path).content
    except Unfit as unfit:
        raise NoTableError(str(Refused(unfit.reason, unfit.details))) from unfit
    text = _decode(content).replace("\0", "")
    rows = split_text(text)
    return _some({path.name: rows} if text.strip() else {}, path)[path.name]


def _some(found: Mapping[str, Rows], path: Path) -> dict[str, Rows]:
    if not found:
        raise NoTableError.empty(path.name)
    return dict(found)


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def split_text(text: str) -> Rows:
    """Delimited text as rows, by the mark that cuts its first lines into equally many cells most often."""
    first = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        mark = max(_DELIMITERS, key=lambda mark: _evenness(_cut(first, mark)))
        return _cut(text, mark)
    finally:
        csv.field_size_limit(limit)


def _cut(text: str, mark: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _evenness(rows: Rows) -> int:
    """How many rows have the same number of cells, of more than one."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _rows(sheet: RawSheet) -> Rows:
    """The rows from the first that has a cell to the last."""
    texts = {position: _text(value) for position, value in sheet.cells.items()}
    texts |= dict(sheet.errors)
    texts |= {position: _("#formula") for position in sheet.uncached}
    if not texts:
        return []
    wide, last = max(column for __, column in texts), max(row for row, __ in texts)
    first = min(row for row, __ in texts)
    return [[texts.get((row, n), "") for n in range(1, wide + 1)] for row in range(first, last + 1)]


def _text(value: CellValue) -> str:
    if isinstance(value, Decimal):
        plain = encode_decimal(value)
        places = len(plain.partition(".")[2])
        return plain if places in (0, 2) else f"{plain}{'0' * (2 - places if places < 2 else places == 3)}"
    return value.isoformat() if isinstance(value, date) else str(value)
