"""A view of the comparison that is one told table, with notes below and a side that explains a row."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.middle import Middle
from ui.compare.told import TableWays, told_columns, told_lines
from ui.look.text import button, label
from ui.panels.scroll import ScrollColumn
from ui.widgets.listing import Listing

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class TableView(Middle):
    """``told`` gives what is shown, ``show_row`` explains a row; ``work_out`` makes it of new figures."""

    def __init__(self, common: Common) -> None:
        super().__init__("canvas")
        self.common, self.desk = common, common.desk
        self.title, self.intro, self.notes = label("", "heading"), label("", "muted"), label("", "small")
        self.list: Listing | None = None
        self._columns: tuple[tuple[str, bool], ...] = ()
        self.ways = TableWays(self, self.desk, self.told)
        self.above = QVBoxLayout()
        self._lay_out()
        self._study: Study | None = None

    def _lay_out(self) -> None:
        self._page = ScrollColumn("canvas", 14)
        body = self._page.column
        body.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self.lists = button(_("Own lists\u2026"), link=True, name=_("Own lists to compare with"))
        self.lists.clicked.connect(lambda _checked: self.common.ask_for_lists(self))
        head.addWidget(self.lists)
        head.addWidget(self.ways)
        body.addLayout(head)
        body.addWidget(self.intro)
        body.addLayout(self.above)
        self._at = body.count()
        body.addWidget(self.notes)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def printed(self) -> tuple[ToldTable, tuple[ChartSpec, ...]] | None:
        """The table alone."""
        told = self.told()
        return (told, ()) if told else None

    # what a view gives

    @abstractmethod
    def work_out(self, study: Study) -> None:
        """Work the table out of new figures."""

    @abstractmethod
    def told(self) -> ToldTable | None:
        """What is shown, for the screen and for what copies, saves or prints it."""

    @abstractmethod
    def show_row(self, key: str) -> None:
        """Explain a row beside."""

    def open_row(self, key: str) -> None:
        """Go to the measure of a row."""
        self.common.wants_entry.emit(key)

    def controls(self) -> tuple[QWidget, ...]:
        """What is hidden while there is nothing to show."""
        return ()

    # showing

    def show_entry(self, _key: str) -> None:
        """Work the table out where figures are new, and show it."""
        study = self.common.study
        if study is not self._study and study and study.gathered:
            self.work_out(study)
            self._study = study
        self.show_table()

    def show_table(self) -> None:
        """Show the rows."""
        told = self.told()
        for widget in (self.intro, self.ways, self.notes, *self.controls()):
            widget.setVisible(told is not None)
        if not told:
            self.title.setText(_("Nothing to compare yet"))
            if self.list:
                self.list.hide()
            return
        self.title.setText(told.title)
        self.intro.setText("\n".join(told.intro))
        self.notes.setText("\n".join(told.notes))
        listing = self._listing(told)
        listing.show_lines(told_lines(told))
        listing.setVisible(bool(told.rows))
        if told.rows and not listing.current_id():
            listing.choose(told.rows[0].key)
        self.show_row(listing.current_id())

    def _listing(self, told: ToldTable) -> Listing:
        """The list, made anew where its columns have changed."""
        columns = told_columns(told)
        kept = tuple((c.title, c.shape) for c in columns)
        if self.list is None or kept != self._columns:
            if self.list:
                self.list.hide()
                self.list.deleteLater()
            self.list, self._columns = Listing(self.desk.look, told.title, columns), kept
            self.list.show_whole()
            self.list.chosen.connect(self.show_row)
            self.list.chosen.connect(lambda _key: self._keep_in_sight())
            self.list.opened.connect(self.open_row)
            self._page.column.insertWidget(self._at, self.list)
        return self.list

    def _keep_in_sight(self) -> None:
        """The page scrolls, not the list: follow the row that has the keyboard."""
        if self.list and self.list.hasFocus():
            row = self.list.visualRect(self.list.currentIndex())
            middle = self.list.viewport().mapTo(self._page.ground, row.center())
            self._page.ensureVisible(0, middle.y(), 0, row.height() // 2 + 20)
