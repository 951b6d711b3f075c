"""The cost of a service beside the best observed (see ``analysis.frontier``), or why there is no frontier."""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.analysis.errors import AnalysisError
from bvreview.analysis.frontier import efficiency, least_organisations
from bvreview.i18n import _
from bvreview.review.compared.costing import Efficient, Frontier
from bvreview.review.compared.earlier import ReviewYear


def cost_frontier(years: Sequence[ReviewYear], cost: str, unit: str, outcome: str = "") -> Frontier:
    """Whole cost as input, volume and outcomes as outputs, variable returns, as little input as can be.

    ``years``: one of each organisation of one year; ``cost``: the id of a unit cost; ``unit`` and
    ``outcome``: in words. Whoever lacks a figure is listed.
    """
    outputs = tuple(filter(None, (unit, outcome)))
    rows = {y.organisation: _row(y, cost, with_outcomes=bool(outcome)) for y in years}
    usable = {name: row for name, row in rows.items() if isinstance(row, tuple)}
    left_out = tuple((name, row) for name, row in rows.items() if isinstance(row, str))
    empty = Frontier((_("whole cost"),), outputs, (), left_out, _method())
    least = least_organisations(1, len(outputs))
    if len(usable) < least:
        return _refused(empty, _too_few(len(usable), least, len(outputs)))
    names = list(usable)
    try:
        found = efficiency([[usable[n][0]] for n in names], [list(usable[n][1:]) for n in names])
    except AnalysisError as error:
        return _refused(empty, str(error))
    placed = tuple(
        Efficient(name, e.score, e.is_efficient, tuple((names[k], weight) for k, weight in e.peers))
        for name, e in zip(names, found, strict=True)
        if e
    )
    marked = any(y.illustrative for y in years)
    return Frontier(empty.inputs, outputs, placed, left_out, empty.method, illustrative=marked)


def _refused(empty: Frontier, why: str) -> Frontier:
    return Frontier(empty.inputs, empty.outputs, (), empty.left_out, empty.method, why)


def _row(year: ReviewYear, cost: str, *, with_outcomes: bool) -> tuple[float, ...] | str:
    """Input and outputs, or the reason that there are none."""
    figures = [year.costs.whole.get(cost), year.costs.volume]
    names = [_("no cost"), _("no volume")]
    if with_outcomes:
        figures.append(year.costs.outcomes)
        names.append(_("no outcomes"))
    for figure, why in zip(figures, names, strict=True):
        if figure is None:
            return why
        if figure < 0:
            return _("a figure below zero")
    if not figures[0] or not any(figures[1:]):
        return _("nothing spent, or nothing done")
    return tuple(float(f) for f in figures if f is not None)


def _too_few(count: int, least: int, outputs: int) -> str:
    text = _(
        "No frontier is drawn: {n} organisations have the figures, and 1 input with {outputs} outputs asks "
        "for at least {least} (Cooper, Seiford and Tone). With fewer, almost everyone would look efficient."
    )
    return text.format(n=count, outputs=outputs, least=least)


def _method() -> str:
    return _(
        "Data envelopment analysis: variable returns to scale, input orientation. A score is relative to the "
        "organisations compared, has no interval, and says nothing about quality that is not counted. Costs "
        "as reported: not adjusted for area pay or case mix."
    )
