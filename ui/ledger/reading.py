"""From a clipboard or a file to an extract with a place for each account, beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMimeData

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.ledger.allotment import Entry, Pair, Places, entries_of
from bvreview.review.ledger.extract import Extract, read_extract
from bvreview.review.ledger.extract_columns import Columns, Rows, recognise
from bvreview.review.ledger.proposals import Proposal, propose
from bvreview.review.periods import FinancialYear
from ui.forms.block import parse_block
from ui.jobs import Errand, Job

Tables = Mapping[str, Rows]
"""The tables of a file by the names of their sheets; what was copied is one without a name."""


class Known(Struct, frozen=True):
    """What an extract is read with: the pack, the year that is meant, and what was mapped before."""

    framework: Framework
    year: FinancialYear
    places: Places = {}


class Read(Struct, frozen=True):
    """Rows read with certain columns: lines, pairs, and a place for each pair."""

    known: Known
    columns: Columns
    extract: Extract
    entries: tuple[Entry, ...]
    proposals: dict[Pair, Proposal]


class Opened(Struct, frozen=True):
    """What a clipboard or file holds, and the table of it that is read first: the longest."""

    tables: Tables
    chosen: str
    read: Read


def open_tables(known: Known, get: Callable[[], Tables]) -> Job:
    """Take the tables and read the longest with the columns that it seems to have. Gives ``Opened``."""

    def run(_errand: Errand) -> Opened:
        tables = get()
        chosen = max(tables, key=lambda name: len(tables[name]))
        return Opened(tables, chosen, _read(known, tables[chosen], None))

    return Job(_("Reading the extract"), run)


def read_again(known: Known, rows: Rows, columns: Columns | None) -> Job:
    """Read a table, with other columns where they are given. Gives ``Read``."""
    return Job(_("Reading the extract"), lambda _errand: _read(known, rows, columns))


def _read(known: Known, rows: Rows, columns: Columns | None) -> Read:
    used = columns or recognise(rows, known.year)
    extract = read_extract(rows, used)
    entries = entries_of(extract.lines)
    return Read(known, used, extract, entries, propose(known.framework, entries, known.places))


def tables_of_file(path: Path) -> Tables:
    """The tables of a file.

    Raises:
        NoTableError: it was refused, or is empty.
    """
    from bvreview.workbook.plain_tables import read_tables

    return read_tables(path)


def tables_of_text(text: str) -> Tables:
    """What was copied as one table: from a spreadsheet, or as delimited text."""
    from bvreview.workbook.plain_tables import split_text

    return {"": parse_block(text) if "\t" in text else split_text(text)}


def why_nothing(data: QMimeData | None) -> str:
    """Why a clipboard holds nothing that can be read; "" where it holds text."""
    if data and data.hasUrls():
        return _("A file was copied, not the cells in it.")
    if data and data.hasText() and data.text().strip():
        return ""
    if data and data.hasImage():
        return _("The clipboard holds a picture, not cells.")
    return _("There is nothing on the clipboard.")
