"""What is held about somebody as an Excel table, to be handed to them."""

from __future__ import annotations

from pathlib import Path

from bvreview import __version__
from bvreview.files import replacing
from bvreview.i18n import _
from bvreview.review.exchange.held import Held
from bvreview.review.exchange.outgoing import day_words
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing


def write_held(held: Held, path: Path, *, written: str = "") -> None:
    """Write it to ``path`` as .xlsx; the same input with the same ``written`` gives the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    title = _("What is held about {who}").format(who=held.who)
    book = new_table_book(title, title, __version__)
    page = TableSheet(book, title, _("What is held"))
    page.say(held.about)
    page.say(_("As at {day}. {standing}").format(day=day_words(held.as_at), standing=held.standing))
    columns = (
        *(Column(_("Where"), 34), Column(_("Question"), 36)),
        *(Column(_("Answer"), 44), Column(_("Source, note, evidence"), 44)),
    )
    rows = ((g.title, x.label, x.value, x.beside) for g in held.groups for x in g.lines)
    page.table("held", columns, rows)
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(time_of_writing(written)))
