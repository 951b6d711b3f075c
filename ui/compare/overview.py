"""Every measure and cost against every peer group: words and shapes to sort, filter, read out and open."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.overview import Overview, OverviewRow
from bvreview.review.overview_told import AS_ASKED, BY_NAME, chosen_rows, tell_overview
from bvreview.review.told import ToldTable
from ui.compare.common import Common
from ui.compare.middle import Middle
from ui.compare.overview_side import OverviewSide
from ui.compare.told import TableWays, told_columns, told_lines
from ui.forms.choices import CalmCombo
from ui.listing import Listing
from ui.panels.scroll import ScrollColumn
from ui.remembered import Key
from ui.text import label

PLACE = "compare overview"
"""What the filter and the order are called where they are remembered."""
ALL = "all"


class OverviewView(Middle):
    """A row that is chosen is explained beside; one that is opened leads to its measure."""

    def __init__(self, common: Common) -> None:
        super().__init__("canvas")
        self._common, self._desk = common, common.desk
        self.table: Overview | None = None
        self._columns: tuple[str, ...] = ()
        self.title, self.flags = label("", "heading"), label("", "muted")
        self.filter, self.order = CalmCombo(), CalmCombo()
        self.list: Listing | None = None
        self.notes = label("", "small")
        self.ways = TableWays(self, self._desk, self.told)
        self.side: OverviewSide = OverviewSide(common)
        self._lay_out()
        common.found.connect(self._outdate)

    def _lay_out(self) -> None:
        self._page = ScrollColumn("canvas", 14)
        body = self._page.column
        body.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.ways)
        body.addLayout(head)
        body.addWidget(self.flags)
        self._chooser = _choosers(
            (_("Show"), self.filter, self._keep_filter), (_("Sort by"), self.order, self._keep_order)
        )
        body.addWidget(self._chooser)
        self._at = body.count()
        body.addWidget(self.notes)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    # figures

    def _outdate(self) -> None:
        self.table = None

    def show_entry(self, _key: str) -> None:
        """Work the table out where figures are new, and show it."""
        study = self._common.study
        if self.table is None and study:
            self.table = study.overview()
            self._offer(self.table)
        self.show_table()

    def rows(self) -> tuple[OverviewRow, ...]:
        """The rows that the filter lets through, in their order."""
        if not self.table:
            return ()
        flags = self.filter.currentData()
        return chosen_rows(self.table, None if flags == ALL else flags, self.order.currentData() or AS_ASKED)

    def told(self) -> ToldTable | None:
        """What is shown, for what copies, saves or prints it."""
        return tell_overview(self.table, self.rows(), self._common.about) if self.table else None

    def show_table(self) -> None:
        """Show the rows."""
        told = self.told()
        there = told is not None and bool(told.columns)
        for widget in (self.flags, self._chooser, self.ways, self.notes):
            widget.setVisible(there)
        if not told:
            self.title.setText(_("Nothing to compare yet"))
            return
        self.title.setText(told.title)
        self.flags.setText("\n".join(told.intro))
        self.notes.setText("\n".join(told.notes))
        listing = self._listing(told)
        listing.show_lines(told_lines(told))
        listing.setVisible(bool(told.rows))
        if told.rows and not listing.current_id():
            listing.choose(told.rows[0].key)
        self._choose(listing.current_id())

    def _listing(self, told: ToldTable) -> Listing:
        """The list, made anew where the groups have changed."""
        columns = tuple(c.title for c in told.columns)
        if self.list is None or columns != self._columns:
            if self.list:
                self.list.hide()
                self.list.deleteLater()
            self.list = Listing(
                self._desk.look, _("Measures and costs against peer groups"), told_columns(told)
            )
            self.list.show_whole()
            self.list.chosen.connect(self._choose)
            self.list.opened.connect(self._common.wants_entry)
            self._page.column.insertWidget(self._at, self.list)
            self._columns = columns
        return self.list

    def _choose(self, topic: str) -> None:
        row = next((r for r in self.rows() if r.topic.id == topic), None)
        if self.table:
            self.side.show_row(self.table, row)

    # filter and order

    def _offer(self, table: Overview) -> None:
        shown = [(ALL, _("All measures and costs")), ("", _("Flags against any group"))]
        shown += [(p.key, _("Flags against: {group}").format(group=p.short)) for p in table.columns]
        _fill(self.filter, shown, self._desk.here.part(Key.CHOSEN, f"{PLACE} filter", ALL))
        ordered = [(AS_ASKED, _("The order of the questions")), (BY_NAME, _("Name"))]
        ordered += [(p.key, _("Gravest first: {group}").format(group=p.short)) for p in table.columns]
        _fill(self.order, ordered, self._desk.here.part(Key.CHOSEN, f"{PLACE} order", AS_ASKED))

    def _keep_filter(self) -> None:
        self._desk.here.keep_part(Key.CHOSEN, f"{PLACE} filter", self.filter.currentData())
        self.show_table()

    def _keep_order(self) -> None:
        self._desk.here.keep_part(Key.CHOSEN, f"{PLACE} order", self.order.currentData())
        self.show_table()


def _fill(combo: CalmCombo, entries: list[tuple[str, str]], chosen: str) -> None:
    combo.clear()
    for key, words in entries:
        combo.addItem(words, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))


def _choosers(*named: tuple[str, CalmCombo, object]) -> QWidget:
    """Drop-downs with their names before them."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for words, combo, _follow in named:
        shown = label(words, wrap=False)
        shown.setBuddy(combo)
        combo.setAccessibleName(words)
        combo.activated.connect(_follow)
        line.addWidget(shown)
        line.addWidget(combo)
    line.addStretch(1)
    return row
