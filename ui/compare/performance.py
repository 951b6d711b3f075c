"""Cost against performance: who is cheaper and better, and what one more outcome costs beside others."""

from __future__ import annotations

from bvreview.analysis.outcomes import marginal, outcome_prices
from bvreview.analysis.performance import cost_performance, placed_at_area_pay
from bvreview.charts.costs import place_word, quadrant_spec
from bvreview.charts.costs_told import marginal_words, tell_performance
from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _, plural
from bvreview.review.compared.costing import CostPerformance, Marginal, OutcomePrice
from bvreview.review.compared.standing import say_pounds
from ui.compare.chart_pages import ChartPage
from ui.compare.charted import ChartedView
from ui.compare.common import Common
from ui.compare.peers_box import PeersBox

NAME = "compare performance"


class PerformanceView(ChartedView):
    """A quadrant of the chosen peers, and the table behind it."""

    def __init__(self, common: Common) -> None:
        self.group = PeersBox(common)
        super().__init__(common, NAME, self.group)
        self._placed: dict[str, CostPerformance] = {}

    def show_entry(self, _key: str) -> None:
        """Show the peers by cost and performance, or why they cannot be placed."""
        title, cost = _("Cost and performance"), self._cost()
        placed = cost_performance(self._common.comparisons(), cost)
        if isinstance(placed, str):
            self.show_nothing(title, f"{placed} {_('Choose wider peers, or take in more reviews.')}")
            return
        spec = self._spec(placed)
        self.show_heading(title, _about(placed))
        outcome, prices = self._outcomes(cost)
        beside = placed_at_area_pay(self._common.comparisons(), cost)
        told = tell_performance(
            placed,
            spec.words,
            (self._common.own, self._common.about),
            (outcome, prices, self._marginals(prices)),
            beside,
        )
        pages = [ChartPage(_("Quadrant"), spec)]
        pages += [ChartPage(_("Pay-adjusted"), self._spec(beside))] if beside else []
        self._placed = {self._spec(one).words.title: one for one in (placed, beside) if one}
        self.pages.show_pages(pages, told)

    def show_again(self) -> None:
        """The same again."""
        if self.isVisible():
            self.show_entry("")

    def _cost(self) -> str:
        """The id of the widest cost of a unit."""
        compare = self._common.session.framework.compare
        return compare.whole_cost if compare else ""

    def _spec(self, placed: CostPerformance) -> ChartSpec:
        common, peers = self._common, self._common.peers()
        members = peers.members if peers else ()
        return quadrant_spec(placed, own=common.own, followed=common.followed_one, peers=members)

    def _outcomes(self, cost: str) -> tuple[str, dict[str, OutcomePrice]]:
        """The outcome in words, and what it costs where it is known."""
        history, session = self._common.history, self._common.session
        service = session.framework.service(session.review.head.service)
        if not history or not service or not service.outcome:
            return "", {}
        prices = outcome_prices(history.in_year(session.review.head.period), cost)
        return service.outcome_name, {price.organisation: price for price in prices}

    def _marginals(self, prices: dict[str, OutcomePrice]) -> dict[str, Marginal]:
        own = prices.get(self._common.own)
        others = (price for name, price in prices.items() if name != self._common.own)
        return {price.organisation: marginal(own, price) for price in others} if own else {}

    def read(self, spec: ChartSpec | None) -> None:
        """Where the own organisation stands, and what one more outcome costs beside the followed one."""
        if not self._placed:
            return
        reported = next(iter(self._placed.values()))
        placed = self._placed.get(spec.words.title, reported) if spec else reported
        mine = placed.find(self._common.own)
        title = f"{mine.organisation}: {place_word(mine, placed)}" if mine else _("Not placed")
        self.side.show_words(title, self._spec(placed).words, self._one_more())

    def _one_more(self) -> str:
        outcome, prices = self._outcomes(self._cost())
        own = prices.get(self._common.own)
        if not own:
            return ""
        text = _("On average one {outcome} costs {each} in full.")
        said = text.format(outcome=outcome, each=say_pounds(own.each))
        beside = self._marginals(prices).get(self._common.followed_one)
        if not beside:
            return f"{said} {_('Follow another organisation to see what one more would cost beside it.')}"
        return f"{said} {marginal_words(beside, outcome)}"


def _about(placed: CostPerformance) -> str:
    text = plural("{n} organisation", "{n} organisations", len(placed.placements))
    return f"{text}, {placed.period}"
