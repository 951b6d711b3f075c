"""Rows of a workspace known by their checksums, wherever in a damaged file they stand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cache
from types import UnionType
from typing import Any, Final

from bvreview.store.checksums import checksum, sha256
from bvreview.store.engine import in_memory
from bvreview.store.leaves import rows_on_pages
from bvreview.store.schema import TABLES, names_of

Row = tuple[Any, ...]
Column = type | UnionType
_HOLD: Final[dict[str, type]] = {"text": str, "integer": int, "blob": bytes}


def find_standing(data: bytes, tick: Callable[[int], None]) -> dict[str, dict[int, Row]]:
    """The rows that are as they were written on any page of a file: table -> rowid -> row.

    A row that two tables could hold is in neither, because its checksum does not say which was meant.
    ``tick`` is told how many rows were met, and may raise to stop.
    """
    found: dict[str, dict[int, Row]] = {table: {} for table in TABLES}
    for number, (rowid, (first, *rest)) in enumerate(rows_on_pages(data)):
        tick(number)
        values = (rowid if first is None else first, *rest)
        tables = [table for table, columns in _columns().items() if _fits(columns, values)]
        row = values[-len(names_of(tables[0])) :] if len(tables) == 1 else ()
        if row and is_as_written(tables[0], row):
            found[tables[0]][rowid] = row
    return found


def is_as_written(table: str, values: Row) -> bool:
    """Whether a row has the checksum that it was written with; a file has its digest."""
    if table == "files":
        return isinstance(values[1], bytes) and sha256(values[1]) == values[0]
    try:
        return bool(checksum(*values[:-1]) == values[-1])
    except TypeError:
        return False


def _fits(columns: tuple[Column, ...], values: Row) -> bool:
    return len(columns) == len(values) and all(map(isinstance, values, columns))


@cache
def _columns() -> dict[str, tuple[Column, ...]]:
    """What the columns of each table hold, as an empty workspace says."""
    with closing(in_memory()) as db:
        return {table: tuple(map(_column, db.table(table).columns)) for table in TABLES}


def _column(column: Any) -> Column:
    kind = _HOLD[column.type.casefold()]
    return kind if column.notnull or column.is_pk else kind | None
