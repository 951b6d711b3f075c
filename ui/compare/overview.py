"""Every measure and cost against every peer group: words and shapes to sort, filter, read out and open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.compared.overview import Overview, OverviewRow
from bvreview.review.compared.overview_told import AS_ASKED, BY_NAME, chosen_rows, tell_overview
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.overview_side import OverviewSide
from ui.compare.table_view import TableView
from ui.left.remembered import Key
from ui.look.text import label
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import Flow

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study

PLACE = "compare overview"
"""What the filter and the order are called where they are remembered."""
ALL = "all"


class OverviewView(TableView):
    """A row that is chosen is explained beside; one that is opened leads to its measure."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.table: Overview | None = None
        self.filter, self.order = CalmCombo(), CalmCombo()
        self.side: OverviewSide = OverviewSide(common)
        self._chooser = choosers(
            (_("Show"), self.filter, self._keep_filter), (_("Sort by"), self.order, self._keep_order)
        )
        self.above.addWidget(self._chooser)

    def work_out(self, study: Study) -> None:
        self.table = study.overview()
        self._offer(self.table)

    def rows(self) -> tuple[OverviewRow, ...]:
        """The rows that the filter lets through, in their order."""
        if not self.table:
            return ()
        flags = self.filter.currentData()
        return chosen_rows(self.table, None if flags == ALL else flags, self.order.currentData() or AS_ASKED)

    def told(self) -> ToldTable | None:
        return tell_overview(self.table, self.rows(), self.common.about) if self.table else None

    def controls(self) -> tuple[QWidget, ...]:
        return (self._chooser,)

    def show_row(self, key: str) -> None:
        row = next((r for r in self.rows() if r.topic.id == key), None)
        if self.table:
            self.side.show_row(self.table, row)

    # filter and order

    def _offer(self, table: Overview) -> None:
        shown = [(ALL, _("All measures and costs")), ("", _("Flags against any group"))]
        shown += [(p.key, _("Flags against: {group}").format(group=p.short)) for p in table.columns]
        _fill(self.filter, shown, self._kept("filter", ALL))
        ordered = [(AS_ASKED, _("The order of the questions")), (BY_NAME, _("Name"))]
        ordered += [(p.key, _("Gravest first: {group}").format(group=p.short)) for p in table.columns]
        _fill(self.order, ordered, self._kept("order", AS_ASKED))

    def _kept(self, what: str, usual: str) -> str:
        return self.desk.here.part(Key.CHOSEN, f"{PLACE} {what}", usual)

    def _keep_filter(self) -> None:
        self.desk.here.keep_part(Key.CHOSEN, f"{PLACE} filter", self.filter.currentData())
        self.show_table()

    def _keep_order(self) -> None:
        self.desk.here.keep_part(Key.CHOSEN, f"{PLACE} order", self.order.currentData())
        self.show_table()


def _fill(combo: CalmCombo, entries: list[tuple[str, str]], chosen: str) -> None:
    combo.clear()
    for key, words in entries:
        combo.addItem(words, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))


def choosers(*named: tuple[str, CalmCombo, Callable[[], None]]) -> QWidget:
    """Drop-downs in a row, each with its name before it."""
    pairs = []
    for words, combo, follow in named:
        shown = label(words, wrap=False)
        shown.setBuddy(combo)
        combo.setAccessibleName(words)
        combo.activated.connect(follow)
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(shown)
        line.addWidget(combo)
        pairs.append(pair)
    return Flow(pairs)
