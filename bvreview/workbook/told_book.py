"""A told table as an Excel workbook: words, the figures behind them, and what must be said of them."""

from __future__ import annotations

from pathlib import Path

from bvreview import __version__
from bvreview.files import replacing
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing


def write_told(told: ToldTable, path: Path, *, written: str = "") -> None:
    """Write the table to ``path`` as .xlsx; the same input with the same ``written`` gives the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    book = new_table_book(told.title, told.title, __version__)
    for table in filter(None, (told, told.then)):
        _draw(TableSheet(book, table.title, table.sheet), table)
    if told.figures:
        data = TableSheet(book, _("Figures"))
        data.say(_("Shares from 0 to 1, money in pounds."))
        wide = {0: 44.0, 1: 24.0}
        heads = [
            Column(name, wide.get(n, max(14.0, len(name) + 4))) for n, name in enumerate(told.figures.columns)
        ]
        data.table("figures", heads, told.figures.rows)
    notes = TableSheet(book, _("Method and sources"))
    notes.table("notes", (Column(_("What must be said"), 110),), [(note,) for note in told.notes])
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(time_of_writing(written)))


def _draw(page: TableSheet, told: ToldTable) -> None:
    for sentence in told.intro:
        page.say(sentence)
    columns = [Column(c.title, max(c.letters * 1.4, len(c.title) + 4)) for c in told.columns]
    page.table(told.sheet, columns, [row.marked for row in told.rows])
