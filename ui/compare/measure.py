"""One measure or unit cost: its charts and its table, and the reading beside."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from bvreview.charts.build import chart_specs
from bvreview.charts.spec import ChartSpec, FunnelSpec
from bvreview.i18n import _
from bvreview.review.standing import (
    Comparison,
    Standing,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)
from ui.charts import ChartView
from ui.compare.common import Common
from ui.compare.middle import Middle
from ui.compare.peers_box import PeersBox
from ui.listing import Listing
from ui.listing_model import Column, Line
from ui.panels.reading import ReadingPanel
from ui.panels.scroll import ScrollColumn
from ui.remembered import Key
from ui.text import label

TABS = "compare"
"""What the tabs are called where the one that was looked at is remembered."""


class MeasureView(Middle):
    """``topic`` is the id of what is shown."""

    def __init__(self, common: Common) -> None:
        super().__init__("canvas")
        self._common, self._desk = common, common.desk
        self.topic = ""
        self.title = label("", "heading")
        self._about = label("", "muted")
        self.group = PeersBox(common)
        self.charts = (ChartView(self._desk.look), ChartView(self._desk.look))
        self._pages = tuple(_scrolling(chart) for chart in self.charts)
        self.table = self._make_table()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Charts and table"))
        self.readout = label("", "small")
        self.side: ReadingPanel = ReadingPanel(self._desk.look)
        for chart in self.charts:
            chart.read.connect(self.readout.setText)
        self.tabs.currentChanged.connect(self._keep_tab)
        self._lay_out()

    def _make_table(self) -> Listing:
        columns = (
            Column(_("Organisation"), 22, bold=True),
            Column(_("Value"), 10, right=True),
            Column(_("95% interval"), 14, right=True, optional=True),
            Column(_("Target"), 8, right=True, spare=True, optional=True),
            Column(_("Rank range"), 12, right=True, spare=True, optional=True),
            Column(_("Reads as"), 26),
        )
        return Listing(self._desk.look, _("All figures"), columns)

    def _lay_out(self) -> None:
        middle = ScrollColumn("canvas", 14)
        body = middle.column
        body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.group)
        body.addLayout(head)
        body.addWidget(self._about)
        body.addWidget(self.tabs, 1)
        body.addWidget(self.readout)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(middle)
        self._desk.look.changed.connect(self._give_room)
        self._give_room()

    def _give_room(self) -> None:
        """A chart is never squeezed to a strip: where there is too little room, the page scrolls."""
        self.tabs.setMinimumHeight(self._desk.look.px(300))

    def _keep_tab(self, n: int) -> None:
        self._desk.remembered.window.keep_part(Key.TABS, TABS, self.tabs.tabText(n))
        self._follow_tab()

    def _follow_tab(self) -> None:
        is_chart = self.tabs.currentWidget() is not self.table
        self.readout.setVisible(self._common.is_there and is_chart)

    # showing

    def show_entry(self, key: str) -> None:
        """Show a topic, or that there is none."""
        comparison = self._common.comparison(key)
        for widget in (self.tabs, self.side.ground):
            widget.setVisible(comparison is not None)
        if comparison:
            self.topic = key
            self._show_comparison(comparison)
        else:
            self.title.setText(_("Nothing to compare yet"))
            self._about.setText(_("Fill in measures and costs, or take in the reviews of other areas."))
            self._follow_tab()

    def _show_comparison(self, comparison: Comparison) -> None:
        own, peers = self._common.own, self._common.peers()
        specs = chart_specs(comparison, own=own, peers=peers)
        self.title.setText(comparison.topic.title)
        self._about.setText(comparison.topic.period)
        self.readout.setText(_("Point at a mark, or move through them with the arrow keys."))
        self._show_tabs(comparison, specs)
        self.side.show_reading(comparison, specs[0].words, own, peers)

    def _show_tabs(self, comparison: Comparison, specs: tuple[ChartSpec, ...]) -> None:
        wanted: list[tuple[str, QWidget]] = []
        for spec, chart, page in zip(specs, self.charts, self._pages, strict=False):
            chart.show_chart(spec)
            words = _("Funnel") if isinstance(spec, FunnelSpec) else _("Ranked")
            wanted.append((words, page))
        wanted.append((_("Table"), self.table))
        kept = self._desk.remembered.window.part(Key.TABS, TABS, "")
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for words, widget in wanted:
            self.tabs.addTab(widget, words)
            if words == kept:
                self.tabs.setCurrentWidget(widget)
        self.tabs.blockSignals(False)
        self._follow_tab()
        ordered = sorted(comparison.standings, key=lambda s: s.organisation)
        self.table.show_lines([line_of(s, comparison, self._common.own) for s in ordered])


def _scrolling(chart: ChartView) -> ScrollColumn:
    scroller = ScrollColumn("surface", 4)
    scroller.column.addWidget(chart, 1)
    return scroller


def line_of(standing: Standing, comparison: Comparison, own: str) -> Line:
    """One organisation's figures as a row."""
    money = comparison.kind == "money"
    target = standing.observation.target
    ranks = standing.rank_range
    texts = (
        standing.organisation,
        say_pounds(standing.value) if money else say_share(standing),
        say_interval(standing),
        say_percent(float(target)) if target is not None and not money else "",
        _("{low} to {high}").format(low=ranks.lower, high=ranks.upper) if ranks else "",
        standing.reading.word,
    )
    return Line(standing.organisation, texts, bold=standing.organisation == own)
