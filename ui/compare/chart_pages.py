"""Charts of one thing and the table behind them, as tabs; who is picked in one is followed in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from bvreview.charts.spec import ChartSpec, TrendSpec, WaterfallSpec
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from ui.compare.chart_ways import ChartWays, WaysButton
from ui.compare.common import Common
from ui.compare.told import TableWays, told_columns, told_lines
from ui.left.remembered import Key
from ui.look.text import Ground, button, label
from ui.look.theme import Look
from ui.widgets.charts import ChartView
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Line
from ui.widgets.scroller import ScrollColumn


class ChartPage(NamedTuple):
    """A tab: its word and its chart."""

    word: str
    spec: ChartSpec


class _Tabs(QTabWidget):
    """Asks for the room in which a chart reads well, however long the table is: that scrolls by itself."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("charts")
        self._look = look

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint().expandedTo(QSize(self._look.px(480), self._look.px(430)))


class ChartPages(Ground):
    """``shown`` tells the chart that came to the front, or None for the table."""

    shown = Signal(object)

    def __init__(self, common: Common, name: str) -> None:
        super().__init__("canvas")
        self._common, self._desk, self._name = common, common.desk, name
        self.told: ToldTable | None = None
        self.charts: list[ChartView] = []
        self._scrollers: list[ScrollColumn] = []
        self.table: Listing | None = None
        self._titles: tuple[str, ...] = ()
        self.tabs = _Tabs(common.desk.look)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Charts and table"))
        self.tabs.currentChanged.connect(self._keep_tab)
        self.readout = label("", "small")
        self.unfollow = button("", link=True)
        self.unfollow.clicked.connect(lambda: common.follow(""))
        self.ways = WaysButton(self, self.chart)
        self.table_ways = TableWays(self, self._desk, lambda: self.told)
        self._desk.look.changed.connect(self._give_room)
        self._lay_out()

    def _lay_out(self) -> None:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self.ways)
        row.addWidget(self.table_ways)
        self.tabs.setCornerWidget(corner)
        foot = QHBoxLayout()
        foot.addWidget(self.readout, 1)
        foot.addWidget(self.unfollow, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self._give_room()
        self._follow_tab()

    def _give_room(self) -> None:
        """A chart is never squeezed to a strip: where there is too little room, the page scrolls."""
        self.tabs.setMinimumHeight(self._desk.look.px(300))

    # showing

    def show_pages(self, pages: Sequence[ChartPage], told: ToldTable) -> None:
        """Show charts and table; the tab that was looked at last comes to the front where it is there."""
        self.told = told
        self._show_table(told)
        wanted: list[tuple[str, QWidget]] = []
        for n, page in enumerate(pages):
            self._chart(n).show_chart(page.spec)
            wanted.append((page.word, self._scrollers[n]))
        assert self.table
        wanted.append((_("Table"), self.table))
        self._put_into_tabs(wanted)
        self._say_followed()
        self._follow_tab()

    def _put_into_tabs(self, wanted: Sequence[tuple[str, QWidget]]) -> None:
        now = [(self.tabs.tabText(n), self.tabs.widget(n)) for n in range(self.tabs.count())]
        if now == list(wanted):
            return
        kept = self._desk.remembered.window.part(Key.TABS, self._name, "")
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for words, widget in wanted:
            self.tabs.addTab(widget, words)
            if words == kept:
                self.tabs.setCurrentWidget(widget)
        self.tabs.blockSignals(False)

    def _chart(self, n: int) -> ChartView:
        """The chart of a tab, made when it is first wanted."""
        while len(self.charts) <= n:
            chart = ChartView(self._desk.look)
            chart.read.connect(self.readout.setText)
            chart.picked.connect(self._common.follow)
            ChartWays(chart, self._desk, lambda: self.told)
            scroller = ScrollColumn("surface", 4)
            scroller.setParent(self)
            scroller.hide()
            scroller.column.addWidget(chart, 1)
            self.charts.append(chart)
            self._scrollers.append(scroller)
        return self.charts[n]

    def _show_table(self, told: ToldTable) -> None:
        titles = tuple(c.title for c in told.columns)
        if self.table is None or self._titles != titles:
            if self.table:
                self.tabs.removeTab(self.tabs.indexOf(self.table))
                self.table.deleteLater()
            self.table = Listing(self._desk.look, _("All figures"), told_columns(told))
            self._titles = titles
            self.table.setParent(self)
            self.table.hide()
            self.table.opened.connect(self._common.follow)
        picked = (self._common.own, self._common.followed_one)
        self.table.show_lines([_bold(line, line.id in picked) for line in told_lines(told)])
        self.table.choose(self._common.followed_one)

    def specs(self) -> tuple[ChartSpec, ...]:
        """The charts that are shown, in the order of their tabs."""
        shown = [c for c, s in zip(self.charts, self._scrollers, strict=True) if self.tabs.indexOf(s) >= 0]
        return tuple(chart.spec for chart in shown if chart.spec)

    def chart(self) -> ChartView | None:
        """The chart in front; None for the table."""
        now = self.tabs.currentWidget()
        return next((c for c, s in zip(self.charts, self._scrollers, strict=True) if s is now), None)

    # tabs and who is followed

    def _keep_tab(self, n: int) -> None:
        self._desk.remembered.window.keep_part(Key.TABS, self._name, self.tabs.tabText(n))
        self._follow_tab()

    def _follow_tab(self) -> None:
        chart = self.chart()
        self.readout.setVisible(chart is not None)
        self.ways.setVisible(chart is not None)
        self.table_ways.setVisible(chart is None and self.told is not None)
        if chart and chart.spec:
            self.readout.setText(_hint(chart.spec))
        self.shown.emit(chart.spec if chart else None)

    def _say_followed(self) -> None:
        followed = self._common.followed_one
        self.unfollow.setText(_("Stop following {name} (Esc)").format(name=followed))
        self.unfollow.setVisible(bool(followed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._common.followed_one:
            self._common.follow("")
        else:
            super().keyPressEvent(event)


def _hint(spec: ChartSpec) -> str:
    """How a chart is read out, before a mark is pointed at."""
    said = _("Point at a mark, or move through them with the arrow keys.")
    if isinstance(spec, TrendSpec):
        follows = any(course.whose for course in spec.courses)
    else:
        follows = not isinstance(spec, WaterfallSpec)
    if not follows:
        return said
    return f"{said} {_('Enter or a click follows an organisation.')}"


def _bold(line: Line, bold: bool) -> Line:
    return Line(line.id, line.texts, bold=bold, shapes=line.shapes)
