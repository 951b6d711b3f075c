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
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.scroller import ScrollColumn

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class TableView(Middle):
    """``told`` gives what is shown, ``show_row`` explains a row; ``work_out`` makes it of new figures.

    ``then``: the list of what stands apart below, under a title of its own and in the same columns.
    """

    def __init__(self, common: Common) -> None:
        super().__init__("canvas")
        self.common, self.desk = common, common.desk
        self.title, self.intro, self.notes = label("", "heading"), Paragraphs("muted"), Paragraphs("small")
        self.then_title = label("", "heading")
        self.list: Listing | None = None
        self.then: Listing | None = None
        self._columns: dict[QVBoxLayout, tuple[tuple[str, bool], ...]] = {}
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
        self._list_room, self._then_room = QVBoxLayout(), QVBoxLayout()
        body.addLayout(self._list_room)
        body.addWidget(self.then_title)
        body.addLayout(self._then_room)
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
            for shown in filter(None, (self.list, self.then, self.then_title)):
                shown.hide()
            return
        self.title.setText(told.title)
        self.intro.show_texts(told.intro)
        self.notes.show_texts(told.notes)
        self.list = self._filled(self.list, self._list_room, told)
        self.then_title.setVisible(told.then is not None)
        if told.then:
            self.then_title.setText(told.then.title)
            self.then = self._filled(self.then, self._then_room, told.then)
            self.then.measure_with(self.list.lines)
            self.list.measure_with(self.then.lines)
        elif self.then:
            self.then.hide()
            self.list.measure_with(())
        first = self.list if told.rows or not told.then else self.then
        if first and first.lines and not first.current_id():
            first.choose(first.lines[0].id)
        self.show_row(first.current_id() if first else "")

    def _filled(self, listing: Listing | None, room: QVBoxLayout, told: ToldTable) -> Listing:
        """The list with the rows, made anew where its columns have changed."""
        columns = told_columns(told)
        kept = tuple((c.title, c.shape) for c in columns)
        if listing is None or kept != self._columns.get(room):
            if listing:
                listing.hide()
                listing.deleteLater()
            listing, self._columns[room] = self._made(told.title, columns), kept
            room.addWidget(listing)
        listing.show_lines(told_lines(told))
        listing.setVisible(bool(told.rows))
        return listing

    def _made(self, title: str, columns: tuple[Column, ...]) -> Listing:
        listing = Listing(self.desk.look, title, columns)
        listing.show_whole()
        listing.chosen.connect(self.show_row)
        listing.chosen.connect(lambda _key: self._keep_in_sight())
        listing.opened.connect(self.open_row)
        return listing

    def _keep_in_sight(self) -> None:
        """The page scrolls, not the list: follow the row that has the keyboard."""
        listing = next((one for one in (self.list, self.then) if one and one.hasFocus()), None)
        if listing:
            row = listing.visualRect(listing.currentIndex())
            middle = listing.viewport().mapTo(self._page.ground, row.center())
            self._page.ensureVisible(0, middle.y(), 0, row.height() // 2 + 20)
