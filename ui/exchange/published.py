"""Taking published tables in: ask for a file, read it in sight, say what its columns hold, keep it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvreview import releasing
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.plain_table import PlainTable
from bvreview.review.compared.table_mapping import TableMapping
from ui.desk import Desk
from ui.dialogs.map_table import MapTableDialog
from ui.exchange.files import ask_for_table
from ui.exchange.running import run_in_sight
from ui.jobs import Job


def choose_table(parent: QWidget, desk: Desk, then: Callable[[str], object]) -> None:
    """Ask for a file, then for what its columns hold; ``then`` is given the id of what was kept."""
    if path := ask_for_table(parent, _("Add a published table"), desk.preferences):
        open_table(parent, desk, path, then)


def open_table(
    parent: QWidget, desk: Desk, path: Path, then: Callable[[str], object] = lambda _id: None
) -> None:
    """Read the tables of a file and ask what the columns hold."""

    def show(tables: tuple[PlainTable, ...]) -> None:
        if parent.isVisible():
            dialog = MapTableDialog(parent, desk, path.name, tables)
            dialog.taken.connect(keep)
            dialog.open()

    def keep(found: BenchmarkSet, headings: tuple[str, ...], mapping: TableMapping) -> None:
        workspace = desk.workspace
        desk.saver.put(lambda: workspace.later(workspace.take_table, found, headings, mapping))
        then(found.id)

    job = Job(_("Reading the table"), lambda _errand: releasing.read_tables(path))
    run_in_sight(parent, desk, job, show)
