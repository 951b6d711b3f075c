"""How a review stands beside others: measures left, charts and table in the middle, the reading right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from bvreview.charts.build import chart_specs
from bvreview.charts.spec import ChartSpec, FunnelSpec
from bvreview.i18n import _
from bvreview.review.standing import (
    Comparison,
    PeerGroup,
    Standing,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)
from ui.attending import attend
from ui.bus import Changed
from ui.charts import ChartView
from ui.desk import Desk
from ui.forms.choices import CalmCombo
from ui.listing import Listing
from ui.listing_model import Column, Line
from ui.messages import show_error
from ui.operations import Compared, compare_review
from ui.panels.reading import ReadingPanel
from ui.panels.scroll import ScrollColumn
from ui.panes import Panes
from ui.remembered import Key
from ui.session import Session
from ui.tasks import Task, TaskList
from ui.text import Ground, label

TOPIC = "compare"
"""What this page is called where things are remembered."""
ICONS = {
    "tick": "check",
    "triangle": "triangle-alert",
    "flag": "flag",
    "dash": "minus",
    "up": "arrow-up",
    "down": "arrow-down",
    "hatched": "circle-help",
    "blank": "circle",
}


class ComparePage(Ground):
    """Compared when it is looked at, again after a change; ``wants_section`` leads to questions."""

    wants_section = Signal(str)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self._groups: list[tuple[Comparison, ...]] = []
        self._stale, self._busy = True, False
        self._topic = desk.here.part(Key.CHOSEN, TOPIC, "")
        self.tasks = TaskList(desk.look, _("Measures and costs"))
        self.tasks.chosen.connect(self._choose)
        self.title = label("", "heading")
        self._about = label("", "muted")
        self.group = CalmCombo()
        self.group.setAccessibleName(_("Compare with"))
        self.group.activated.connect(lambda _n: self._show())
        self.charts = (ChartView(desk.look), ChartView(desk.look))
        self._pages = tuple(_scrolling(chart) for chart in self.charts)
        self.table = self._make_table()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Charts and table"))
        self.readout = label("", "small")
        self.reading = ReadingPanel(desk.look)
        for chart in self.charts:
            chart.read.connect(self.readout.setText)
        self.tabs.currentChanged.connect(self._keep_tab)
        self._lay_out()
        desk.bus.changed.connect(self._follow)

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
        left = Ground("side")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(self.tasks)
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
        panes = ((_("Measures"), left, 240), (_("Chart"), middle, 0), (_("Reading"), self.reading, 350))
        self.panes = Panes(self._desk.look, panes)
        self._desk.look.changed.connect(self._give_room)
        self._give_room()
        self.tasks.opened.connect(lambda: self.panes.show_pane(1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        attend(self, TOPIC, self._desk.remembered.window)

    def _give_room(self) -> None:
        """A chart is never squeezed to a strip: where there is too little room, the page scrolls."""
        self.tabs.setMinimumHeight(self._desk.look.px(300))

    def _keep_tab(self, n: int) -> None:
        self._desk.remembered.window.keep_part(Key.TABS, TOPIC, self.tabs.tabText(n))
        self._follow_tab()

    def _follow_tab(self) -> None:
        self.readout.setVisible(bool(self._groups) and self.tabs.currentWidget() is not self.table)

    # comparing

    def _follow(self, _change: Changed) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def refresh(self) -> None:
        """Compare again when figures have changed."""
        if not self._stale or self._busy:
            return
        self._stale, self._busy = False, True
        if not self._groups:
            self.title.setText(_("Comparing"))
        job = compare_review(self._desk.workspace, self._session.review.head)
        job.finished.connect(self._take)
        job.failed.connect(self._fail)
        self._desk.jobs.start(job)

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.title.setText(_("This could not be compared"))
        show_error(self, error)

    def _take(self, compared: Compared) -> None:
        self._busy = False
        found = (tuple(c for c in group if c.standings) for group in (compared.region, compared.everyone))
        self._groups = [group for group in found if group]
        chosen = self.group.currentIndex()
        self.group.clear()
        self.group.addItems([group[0].group_label for group in self._groups])
        self.group.setCurrentIndex(max(0, min(chosen, len(self._groups) - 1)))
        for widget in (self.group, self.tabs, self.reading.ground):
            widget.setVisible(bool(self._groups))
        self._show()

    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons with the chosen group."""
        return self._groups[self.group.currentIndex()] if self._groups else ()

    # showing

    @property
    def own(self) -> str:
        """The organisation of the review, by name."""
        head = self._session.review.head
        found = self._session.framework.organisation(head.organisation)
        return found.name if found else head.organisation

    def _show(self) -> None:
        found = self.comparisons()
        self.tasks.show_tasks(self.entries())
        if not found:
            self.title.setText(_("Nothing to compare yet"))
            self._about.setText(_("Fill in measures and costs, or take in the reviews of other areas."))
            return
        if self._topic not in [c.topic.id for c in found]:
            self._topic = found[0].topic.id
        self.tasks.choose(self._topic)
        self._show_topic()

    def entries(self) -> list[Task]:
        """What can be chosen: measures, costs, and the questions of the stage."""
        found, entries = self.comparisons(), list[Task]()
        for kind, heading in (("proportion", _("Measures")), ("money", _("Cost"))):
            mine = [c for c in found if c.kind == kind]
            entries += [Task("", heading)] if mine else []
            entries += [_entry(c, self.own) for c in mine]
        asked = [s for s in self._session.progress if s.stage == "compare"]
        entries += [Task("", _("Questions"))] if asked else []
        entries += [Task(f"?{s.section}", s.title, s.words, s.progress.value) for s in asked]
        return entries

    def _choose(self, topic: str) -> None:
        if topic.startswith("?"):
            self.wants_section.emit(topic[1:])
            return
        self._topic = topic
        self._desk.here.keep_part(Key.CHOSEN, TOPIC, topic)
        self._show_topic()

    def _show_topic(self) -> None:
        comparison = next((c for c in self.comparisons() if c.topic.id == self._topic), None)
        if not comparison:
            return
        specs = chart_specs(comparison, own=self.own, peers=self._peers())
        self.title.setText(comparison.topic.title)
        self._about.setText(comparison.topic.period)
        self.readout.setText(_("Point at a mark, or move through them with the arrow keys."))
        self._show_tabs(comparison, specs)
        self.reading.show_reading(comparison, specs[0].words, self.own, self._peers())

    def _peers(self) -> PeerGroup | None:
        """The region's organisations, picked out among all of them."""
        framework, head = self._session.framework, self._session.review.head
        organisation = framework.organisation(head.organisation)
        region = framework.region(organisation.region) if organisation else None
        if not region:
            return None
        members = framework.organisations_in(head.period.id, region.id)
        return PeerGroup(region.name, tuple(o.name for o in members))

    def _show_tabs(self, comparison: Comparison, specs: tuple[ChartSpec, ...]) -> None:
        wanted: list[tuple[str, QWidget]] = []
        for spec, chart, page in zip(specs, self.charts, self._pages, strict=False):
            chart.show_chart(spec)
            words = _("Funnel") if isinstance(spec, FunnelSpec) else _("Ranked")
            wanted.append((words, page))
        wanted.append((_("Table"), self.table))
        kept = self._desk.remembered.window.part(Key.TABS, TOPIC, "")
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
        self.table.show_lines([line_of(s, comparison, self.own) for s in ordered])


def _scrolling(chart: ChartView) -> ScrollColumn:
    scroller = ScrollColumn("surface", 4)
    scroller.column.addWidget(chart, 1)
    return scroller


def _entry(comparison: Comparison, own: str) -> Task:
    standing = comparison.standing_of(own)
    if not standing:
        return Task(comparison.topic.id, comparison.topic.title, "", "icon:circle")
    tones = {"tick": "ok", "triangle": "stop", "flag": "explain"}
    shape = standing.reading.shape
    return Task(
        comparison.topic.id, comparison.topic.title, "", f"icon:{ICONS[shape]}", tones.get(shape, "muted")
    )


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
