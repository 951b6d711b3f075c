"""One measure or unit cost: its charts and its table, and the reading beside."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QTabWidget

from bvreview.charts.build import chart_specs, dots_spec
from bvreview.charts.spec import ChartSpec, FunnelSpec, TrendSpec
from bvreview.charts.timeline import cost_trend_spec, measure_trend_spec
from bvreview.charts.told import tell_figures
from bvreview.i18n import _
from bvreview.review.compared.area_pay import adjusted_id, is_adjusted, reported_id
from bvreview.review.compared.standing import Comparison
from ui.compare.chart_pages import ChartPage
from ui.compare.charted import ChartedView
from ui.compare.common import Common
from ui.compare.peers_box import PeersBox
from ui.widgets.charts import ChartView
from ui.widgets.listing import Listing

NAME = "compare"
"""What the tabs are called where the one that was looked at is remembered."""


class MeasureView(ChartedView):
    """``topic`` is the id of what is shown; beside it stands, for a cost, the same the other way.

    ``_beside``: that other comparison by the title of its chart.
    """

    def __init__(self, common: Common) -> None:
        self.group = PeersBox(common)
        super().__init__(common, NAME, self.group)
        self.topic = ""
        self._beside: dict[str, Comparison] = {}

    @property
    def tabs(self) -> QTabWidget:
        """Charts and table."""
        return self.pages.tabs

    @property
    def charts(self) -> list[ChartView]:
        """The charts, in the order of their tabs."""
        return self.pages.charts

    @property
    def table(self) -> Listing:
        """All figures."""
        assert self.pages.table
        return self.pages.table

    @property
    def readout(self) -> QLabel:
        """What the mark in hand says."""
        return self.pages.readout

    # showing

    def show_entry(self, key: str) -> None:
        """Show a topic, or that there is none."""
        comparison = self._common.comparison(key)
        if comparison:
            self.topic = key
            self._show_comparison(comparison)
        else:
            why = _("Fill in measures and costs, or import the reviews of other areas.")
            self.show_nothing(_("Nothing to compare yet"), why)

    def show_again(self) -> None:
        """The same topic once more."""
        comparison = self._common.comparison(self.topic)
        if comparison and self.isVisible():
            self._show_comparison(comparison)

    def _show_comparison(self, comparison: Comparison) -> None:
        common = self._common
        self._beside = {}
        specs = chart_specs(comparison, own=common.own, peers=common.peers(), followed=common.followed_one)
        self.show_heading(comparison.topic.title, comparison.topic.period)
        pages = [ChartPage(_("Funnel") if isinstance(s, FunnelSpec) else _("Ranked"), s) for s in specs]
        pages += [*self._other_way(comparison), *self._over_time(comparison)]
        told = tell_figures(comparison, specs[0].words, common.own, common.about)
        self.pages.show_pages(pages, told)

    def _other_way(self, comparison: Comparison) -> Iterator[ChartPage]:
        """A cost the other way: adjusted for area pay, or as reported."""
        topic, common = comparison.topic.id, self._common
        reported = is_adjusted(topic)
        beside = common.comparison(reported_id(topic) if reported else adjusted_id(topic))
        if beside:
            spec = dots_spec(beside, own=common.own, peers=common.peers(), followed=common.followed_one)
            self._beside = {spec.words.title: beside}
            yield ChartPage(_("As reported") if reported else _("Pay-adjusted"), spec)

    def _over_time(self, comparison: Comparison) -> Iterator[ChartPage]:
        """The own course over time, the followed one beside; none until the earlier years came."""
        history, topic = self._common.history, comparison.topic
        if not history or is_adjusted(topic.id):
            return
        own, followed = self._common.own, self._common.followed_one
        if comparison.kind == "money":
            yield ChartPage(_("Trend"), cost_trend_spec(history.cost(topic, own)))
            return
        course = history.measure(topic, own)
        beside = history.measure(topic, followed) if followed else None
        yield ChartPage(_("Trend"), measure_trend_spec(course, beside))
        if course.cut == "quarter" and (years := history.measure_by_year(topic, own)):
            beside = history.measure_by_year(topic, followed) if followed else None
            yield ChartPage(_("Years"), measure_trend_spec(years, beside))

    def read(self, spec: ChartSpec | None) -> None:
        """The reading of the chart in front; the table reads as the first chart does."""
        comparison = self._common.comparison(self.topic)
        first = self.charts[0].spec if self.charts else None
        shown = spec or first
        if isinstance(shown, TrendSpec):
            title = _("{organisation} over time").format(organisation=self._common.own)
            self.side.show_words(title, shown.words, self._definition())
        elif comparison and shown:
            comparison = self._beside.get(shown.words.title, comparison)
            members = peers.members if (peers := self._common.peers()) else ()
            picked = (self._common.own, self._common.followed_one, *members)
            self.side.show_reading(comparison, shown.words, picked, self._definition())

    def _definition(self) -> str:
        """What the measure counts, as the pack or the local line says it."""
        service = self._common.session.answers.service
        measure = next((m for m in service.measures if m.id == self.topic), None) if service else None
        return " ".join(filter(None, (measure.definition, measure.target_note))) if measure else ""
