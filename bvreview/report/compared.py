"""How a review compares, on paper: the table of all figures, then a chart of each."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.charts.build import chart_specs
from bvreview.charts.spec import FunnelSpec
from bvreview.i18n import _
from bvreview.report.document import Block, Chapter, Chart, PlanDocument, plain
from bvreview.report.framed import framed, own_name
from bvreview.report.remarks import method_blocks
from bvreview.report.standing import MOST_ROWS, has_others, standing_blocks
from bvreview.report.story import PlanInput
from bvreview.review.answers import Answers
from bvreview.review.standing import Comparison


def tell_comparison(given: PlanInput) -> PlanDocument:
    """The document of all comparisons in which the organisation has a figure."""
    title = _("{service}: how it compares")
    return framed(given, title, _front(given), _chapters(given))


def _front(given: PlanInput) -> Iterator[Block]:
    found = tuple(standing_blocks(given.comparisons, own_name(given)))
    yield from found or (plain(_("No figure of this review can be compared yet.")),)


def _chapters(given: PlanInput) -> Iterator[Chapter]:
    own = own_name(given)
    for comparison in given.comparisons:
        blocks = tuple(_charts(comparison, own))
        if blocks:
            yield Chapter(comparison.topic.id, comparison.topic.title, blocks)
    answers = Answers(given.framework, given.review)
    yield Chapter("methods", _("How it was worked out"), tuple(method_blocks(answers, ())))


def _charts(comparison: Comparison, own: str) -> Iterator[Block]:
    if not comparison.standing_of(own) or not has_others(comparison):
        return
    few = len(comparison.standings) <= MOST_ROWS
    for spec in chart_specs(comparison, own=own):
        if few or isinstance(spec, FunnelSpec):
            yield Chart(spec)
