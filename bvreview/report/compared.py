"""How a review compares, on paper: the table of all figures, a chart of each, then what the costs say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bvreview.charts.build import chart_specs
from bvreview.charts.spec import FunnelSpec
from bvreview.charts.timeline import cost_trend_spec, measure_trend_spec
from bvreview.i18n import _
from bvreview.report.compared_costs import cost_chapters
from bvreview.report.document import Block, Chapter, Chart, PlanDocument, plain
from bvreview.report.framed import framed, own_name
from bvreview.report.remarks import method_blocks
from bvreview.report.standing import MOST_ROWS, has_others, standing_blocks
from bvreview.report.story import PlanInput
from bvreview.review.answers import Answers
from bvreview.review.compared.standing import Comparison

if TYPE_CHECKING:
    from bvreview.analysis.history import History


def tell_comparison(given: PlanInput, history: History | None = None) -> PlanDocument:
    """The document of all comparisons in which the organisation has a figure.

    ``history``: what the reviews of all years say, for trends and for what the costs are made of.
    """
    title = _("{service}: how it compares")
    return framed(given, title, _front(given), _chapters(given, history))


def _front(given: PlanInput) -> Iterator[Block]:
    found = tuple(standing_blocks(given.comparisons, own_name(given)))
    yield from found or (plain(_("No figure of this review can be compared yet.")),)


def _chapters(given: PlanInput, history: History | None) -> Iterator[Chapter]:
    own = own_name(given)
    for comparison in given.comparisons:
        blocks = (*_charts(comparison, own), *_trend(comparison, own, history))
        if blocks:
            yield Chapter(comparison.topic.id, comparison.topic.title, blocks)
    if history:
        yield from cost_chapters(given, history, own)
    answers = Answers(given.framework, given.review)
    yield Chapter("methods", _("How it was worked out"), tuple(method_blocks(answers, ())))


def _charts(comparison: Comparison, own: str) -> Iterator[Block]:
    if not comparison.standing_of(own) or not has_others(comparison):
        return
    few = len(comparison.standings) <= MOST_ROWS
    for spec in chart_specs(comparison, own=own):
        if few or isinstance(spec, FunnelSpec):
            yield Chart(spec)


def _trend(comparison: Comparison, own: str, history: History | None) -> Iterator[Block]:
    """The own course, where it has two values and more."""
    if not history or not comparison.standing_of(own):
        return
    if comparison.kind == "money":
        cost = history.cost(comparison.topic, own)
        if sum(y.cash is not None for y in cost.years) > 1:
            yield Chart(cost_trend_spec(cost))
        return
    course = history.measure(comparison.topic, own)
    if sum(p.value is not None for p in course.points) > 1:
        yield Chart(measure_trend_spec(course))
    years = history.measure_by_year(comparison.topic, own) if course.cut == "quarter" else None
    if years and sum(p.value is not None for p in years.points) > 1:
        yield Chart(measure_trend_spec(years))
