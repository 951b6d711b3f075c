"""What the costs of a review say, on paper: the gap to its peers, cost against performance, the frontier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bvreview.analysis.cost_frontier import cost_frontier
from bvreview.analysis.costing import at_area_pay, costed, split_gap
from bvreview.analysis.outcomes import marginal, outcome_prices
from bvreview.analysis.performance import cost_performance, placed_at_area_pay
from bvreview.charts.costs import frontier_spec, gap_spec, quadrant_spec
from bvreview.charts.costs_told import tell_frontier, tell_gap, tell_performance
from bvreview.i18n import _
from bvreview.report.document import Block, Chapter, Chart, Note, plain
from bvreview.report.story import PlanInput
from bvreview.report.told import table_of
from bvreview.review.compared.costing import Gap
from bvreview.review.compared.standing import PeerGroup

if TYPE_CHECKING:
    from bvreview.analysis.history import History


def cost_chapters(given: PlanInput, history: History, own: str) -> Iterator[Chapter]:
    """A chapter each; one that cannot be worked out is a sentence, where the pack compares costs."""
    compare = given.framework.compare
    if not compare or not compare.costs or not given.comparisons:
        return
    yield Chapter("gap", _("Why the gap"), tuple(_gap(given, history, own)))
    placed = tuple(_performance(given, history, own, compare.whole_cost))
    yield Chapter("performance", _("Cost and performance"), placed)
    yield Chapter("frontier", _("Frontier"), tuple(_frontier(given, history, own, compare.whole_cost)))


def _group(given: PlanInput) -> PeerGroup:
    """Those that the comparisons are over."""
    names = dict.fromkeys(s.organisation for c in given.comparisons for s in c.standings)
    return PeerGroup(given.comparisons[0].group_label, tuple(names))


def _gap(given: PlanInput, history: History, own: str) -> Iterator[Block]:
    head = given.review.head
    found = costed(given.framework, own, history.in_year(head.period), history.parts)
    service = given.framework.service(head.service)
    about = (service.unit_name if service else _("unit"), head.period.label)
    gap = split_gap(found, "", _group(given), about)
    if gap is None:
        why = found.why_missing(own) or _("fewer than two others have their costs in parts")
        yield plain(_("The gap is not split: {why}.").format(why=why))
        return
    if isinstance(gap, str):
        yield plain(gap)
        return
    area = history.area
    adjusted = split_gap(at_area_pay(found, area), "", _group(given), about) if area else None
    beside = adjusted if isinstance(adjusted, Gap) else None
    spec = gap_spec(gap)
    yield Chart(spec)
    if beside:
        yield Chart(gap_spec(beside))
    yield table_of(tell_gap(gap, spec.words, "", beside))


def _performance(given: PlanInput, history: History, own: str, cost: str) -> Iterator[Block]:
    placed = cost_performance(given.comparisons, cost)
    if isinstance(placed, str):
        yield plain(placed)
        return
    service = given.framework.service(given.review.head.service)
    outcome = service.outcome_name if service and service.outcome else ""
    prices = {p.organisation: p for p in outcome_prices(history.in_year(given.review.head.period), cost)}
    mine = prices.get(own)
    beside = {n: marginal(mine, p) for n, p in prices.items() if n != own} if mine else {}
    spec = quadrant_spec(placed, own=own)
    yield Chart(spec)
    adjusted = placed_at_area_pay(given.comparisons, cost)
    if adjusted:
        yield Chart(quadrant_spec(adjusted, own=own))
    told = tell_performance(placed, spec.words, (own, ""), (outcome, prices, beside), adjusted)
    yield table_of(told)
    if outcome:  # the chart says the other notes
        yield Note(told.notes[-1])


def _frontier(given: PlanInput, history: History, own: str, cost: str) -> Iterator[Block]:
    head = given.review.head
    service = given.framework.service(head.service)
    unit, outcome = (service.unit_name, service.outcome_name) if service else (_("unit"), "")
    found = cost_frontier(history.in_year(head.period), cost, unit, outcome)
    if found.refused:
        yield plain(found.refused)
        return
    spec = frontier_spec(found, own=own)
    yield Chart(spec)
    yield table_of(tell_frontier(found, spec.words, (own, "")))
