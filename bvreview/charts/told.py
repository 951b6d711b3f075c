"""The table beside the charts of a comparison, in the words of screen, copy, workbook and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.i18n import _
from bvreview.review.compared.standing import (
    Comparison,
    Standing,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable, common_marks, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bvreview.charts.spec import Words


def tell_figures(comparison: Comparison, words: Words, own: str, about: str) -> ToldTable:
    """Everyone's figures by name; ``words``: those of the charts, ``about``: service and year."""
    is_share = comparison.kind == "proportion"
    within = (ToldColumn(_("95% interval"), 14, right=True), ToldColumn(_("Target"), 8, right=True))
    columns = (
        ToldColumn(_("Organisation"), 22),
        ToldColumn(_("Value"), 10, right=True),
        *(within if is_share else ()),
        ToldColumn(_("Rank range") if is_share else _("Quarter of costs"), 12, right=True),
        ToldColumn(_("Reads as"), 26),
    )
    ordered = sorted(comparison.standings, key=lambda s: s.organisation)
    common = common_marks([s.observation.marks for s in ordered])
    return ToldTable(
        title=words.title,
        intro=tuple(filter(None, (words.sentence,))),
        columns=columns,
        rows=tuple(_row(s, common, is_share=is_share) for s in ordered),
        notes=tuple(filter(None, (*words.notes, words.source))),
        sheet=comparison.topic.title,
        owner=own,
        about=about,
        illustrative=words.illustrative,
    )


def _row(standing: Standing, common: Sequence[str], *, is_share: bool) -> ToldRow:
    """A row; the marks of its figure stand with the name, but for those that all figures have."""
    name = titled(standing.organisation, standing.observation.marks, common)
    if not is_share:
        texts = (
            name,
            say_pounds(standing.value),
            str(standing.quarter or ""),
            _distance(standing),
        )
        return ToldRow(standing.organisation, texts, (None, None, None, standing.reading.shape))
    target, ranks = standing.observation.target, standing.rank_range
    shares = (
        name,
        say_share(standing),
        say_interval(standing),
        say_percent(float(target)) if target is not None else "",
        _("{low} to {high}").format(low=ranks.lower, high=ranks.upper) if ranks else "",
        standing.reading.word,
    )
    return ToldRow(standing.organisation, shares, (*(None,) * 5, standing.reading.shape))


def _distance(standing: Standing) -> str:
    """How far a cost is from the median, in pounds and per cent."""
    if not standing.distance:
        return standing.reading.word
    percent = "" if standing.distance_percent is None else f" ({abs(standing.distance_percent)}%)"
    return f"{say_pounds(abs(standing.distance))}{percent} {standing.reading.word}"
