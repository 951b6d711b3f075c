"""The cost of a service beside the best observed, or the sentence why no frontier can be drawn."""

from __future__ import annotations

from bvreview.analysis.cost_frontier import cost_frontier
from bvreview.charts.costs import frontier_spec
from bvreview.charts.costs_told import tell_frontier
from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _
from bvreview.review.compared.costing import Frontier
from ui.compare.chart_pages import ChartPage
from ui.compare.charted import ChartedView
from ui.compare.common import Common

NAME = "compare frontier"


class FrontierView(ChartedView):
    """All reviews of the year, for a frontier asks for many."""

    def __init__(self, common: Common) -> None:
        super().__init__(common, NAME)
        self._found: Frontier | None = None

    def show_entry(self, _key: str) -> None:
        """Show the scores, or why there are none."""
        title, history = _("Frontier"), self._common.history
        if not history:
            self.show_nothing(title, _("The costs of all reviews are being read."))
            return
        head, framework = self._common.session.review.head, self._common.session.framework
        service, compare = framework.service(head.service), framework.compare
        unit, outcome = (service.unit_name, service.outcome_name) if service else (_("unit"), "")
        found = cost_frontier(
            history.in_year(head.period), compare.whole_cost if compare else "", unit, outcome
        )
        if found.refused:
            self.show_nothing(title, " ".join(filter(None, (found.refused, _left_out(found)))))
            return
        self._found, spec = found, self._spec(found)
        self.show_heading(title, spec.words.title)
        named = (self._common.own, self._common.about)
        self.pages.show_pages([ChartPage(_("Ranked"), spec)], tell_frontier(found, spec.words, named))

    def show_again(self) -> None:
        """The same again."""
        if self.isVisible():
            self.show_entry("")

    def _spec(self, found: Frontier) -> ChartSpec:
        return frontier_spec(found, own=self._common.own, followed=self._common.followed_one)

    def read(self, _spec: ChartSpec | None) -> None:
        """What a score means."""
        if self._found:
            explained = _(
                "100% is on the frontier: nobody compared does more for less. 80% means that the best mix of "
                "others that was observed does as much for four fifths of the cost."
            )
            title = _("Beside the best observed")
            self.side.show_words(title, self._spec(self._found).words, explained)


def _left_out(found: Frontier) -> str:
    listed = "; ".join(f"{name} ({why})" for name, why in found.left_out)
    return _("Left out: {listed}.").format(listed=listed) if listed else ""
