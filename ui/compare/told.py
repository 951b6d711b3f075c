"""A told table in the window: its lines in a list, and the ways out of it (copy, Excel, PDF)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bvreview import documents
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from ui.announcing import announce
from ui.desk import Desk
from ui.exchange.files import ask_where
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job
from ui.widgets.listing_model import Column, Line


def told_columns(told: ToldTable) -> tuple[Column, ...]:
    """The columns of a list; the first is what the row is about."""
    return tuple(
        Column(
            c.title,
            c.letters,
            right=c.right,
            bold=n == 0 and not c.prose,
            optional=n > 0,
            shape=_has_shapes(told, n),
            spare=c.spare,
        )
        for n, c in enumerate(told.columns)
    )


def _has_shapes(told: ToldTable, column: int) -> bool:
    return any(row.shapes and row.shapes[column] for row in told.rows)


def told_lines(told: ToldTable) -> list[Line]:
    """The lines of a list."""
    return [Line(row.key, tuple(map(_softly, row.texts)), shapes=row.shapes) for row in told.rows]


def _softly(text: str) -> str:
    """The longest word of the readings may be parted in a narrow column."""
    long = _("distinguishable")
    return text.replace(long, f"{long[:6]}\u00ad{long[6:]}")


class TableWays(QPushButton):
    """Copies, saves and prints the table that ``told`` gives."""

    def __init__(self, parent: QWidget, desk: Desk, told: Callable[[], ToldTable | None]) -> None:
        super().__init__(_("Copy or save"), parent)
        self._desk, self._told = desk, told
        self.setProperty("menu", "true")
        self.setAccessibleName(_("Copy or save the table"))
        menu = QMenu(self)
        for words, does in (
            (_("Copy the table"), self.copy),
            (_("Save as Excel\u2026"), self.save_workbook),
            (_("Save as PDF\u2026"), self.save_pdf),
        ):
            menu.addAction(_action(menu, words, does))
        self.setMenu(menu)

    def copy(self) -> None:
        """Put the table on the clipboard, as a spreadsheet takes it."""
        if told := self._told():
            QGuiApplication.clipboard().setText(told.tabbed)
            announce(self, _("The table is copied."))

    def save_workbook(self) -> None:
        """Ask where, then write the table as a workbook."""
        self._save("xlsx", _("Excel workbook (*.xlsx)"))

    def save_pdf(self) -> None:
        """Ask where, then write the table on paper."""
        self._save("pdf", _("PDF (*.pdf)"))

    def _save(self, ending: str, pattern: str) -> None:
        told, window = self._told(), self.window()
        if not told:
            return
        path = ask_where(
            window, _("Save the table"), f"{told.stem}.{ending}", pattern, self._desk.preferences
        )
        if path:

            def run(_job: Errand) -> object:
                documents.write_told(told, path)
                return [path]

            job = Job(_("Writing the table"), run)
            run_in_sight(window, self._desk, job, lambda paths: say_written(window, self._desk.look, paths))


def _action(parent: QObject, words: str, does: Callable[[], None]) -> QAction:
    made = QAction(words, parent)
    made.triggered.connect(lambda _checked=False: does())
    return made
