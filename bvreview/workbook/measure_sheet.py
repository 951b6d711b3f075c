"""One measure or unit cost on its own sheet: what it says, the charts, the table behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bvreview.charts.spec import ChartSpec, RankedDotsSpec
from bvreview.i18n import _
from bvreview.review.compared.standing import Comparison, Shape, Standing
from bvreview.workbook.funnel_limits import Limits
from bvreview.workbook.native_charts import CHART_ROWS, Figures, add_charts
from bvreview.workbook.tables import Column, Entry, TableSheet, free_title

Quarters = Mapping[tuple[str, str], int]
"""The quarter of a share among its group, 1 the best, by topic and organisation."""

_SIGNS: Final[dict[Shape, str]] = {
    "blank": "",
    "hatched": "\u25a8",
    "dash": "\u2013",
    "flag": "\u2691",
    "tick": "\u2713",
    "triangle": "\u25b2!",
    "up": "\u2191",
    "down": "\u2193",
}


def draw(
    page: TableSheet, comparison: Comparison, specs: Sequence[ChartSpec], limits: Limits, quarters: Quarters
) -> None:
    """Write the sheet of a comparison."""
    words = specs[0].words
    if words.illustrative:
        page.say(_("Illustrative: figures on this sheet are invented."), "banner")
    page.say(words.sentence)
    page.say(words.source)
    for note in words.notes:
        page.say(note)
    shown = bool(comparison.standings)
    top = page.leave_room(CHART_ROWS) if shown else 0
    rows = _in_order(comparison, specs)
    columns = _share_columns() if comparison.kind == "proportion" else _money_columns(comparison)
    make = _share_row if comparison.kind == "proportion" else _money_row
    table = (make(comparison, s, quarters) for s in rows)
    first, last = page.table(comparison.topic.id, columns, table)
    if shown:
        figures = Figures(page.sheet, comparison, tuple(rows), first, last, top)
        add_charts(figures, specs, limits)


def heading_of(specs: Sequence[ChartSpec]) -> str:
    """The title on the sheet of a comparison."""
    words = specs[0].words
    return f"{words.title} ({_('illustrative')})" if words.illustrative else words.title


def titles_of(comparisons: Sequence[Comparison], taken: Iterable[str]) -> dict[str, str]:
    """The name of the sheet of each comparison by the id of its topic; none that is taken."""
    used, titles = {t.casefold() for t in taken}, {}
    for comparison in comparisons:
        title = free_title(comparison.topic.title, used)
        used.add(title.casefold())
        titles[comparison.topic.id] = title
    return titles


def in_group(comparison: Comparison, standing: Standing) -> bool:
    """Whether the figure belongs to the group that is compared."""
    return any(s is standing for s in comparison.standings)


def shown_reading(standing: Standing) -> str:
    """The word of a reading with its sign."""
    return f"{_SIGNS[standing.reading.shape]} {standing.reading.word}".strip()


def marked(text: str, standing: Standing) -> str:
    """The text with the marks of its figure: "illustrative", "estimate"."""
    marks = ", ".join(standing.observation.marks)
    return f"{text} ({marks})" if marks else text


def band_words(standing: Standing) -> str:
    """Between which limits of the funnel the figure lies."""
    if standing.band is None:
        return ""
    return {
        "low_998": _("below the 99.8% limit"),
        "low_95": _("below the 95% limit"),
        "within": _("within the limits"),
        "high_95": _("above the 95% limit"),
        "high_998": _("above the 99.8% limit"),
    }[standing.band]


def _in_order(comparison: Comparison, specs: Sequence[ChartSpec]) -> list[Standing]:
    """The group as the chart shows it, best or lowest cost first; then the others by name."""
    dots = next((spec for spec in specs if isinstance(spec, RankedDotsSpec)), None)
    place = {row.label: n for n, row in enumerate(dots.rows)} if dots else {}
    group = sorted(comparison.standings, key=lambda s: place.get(s.organisation, 0))
    return [*group, *sorted(comparison.backdrop, key=lambda s: s.organisation)]


def _share_columns() -> tuple[Column, ...]:
    return (
        *(Column(_("Organisation"), 20), Column(_("Value"), 8, "0.0%")),
        *(Column(_("95% low"), 8, "0.0%"), Column(_("95% high"), 8, "0.0%")),
        *(Column(_("Numerator"), 12, "#,##0"), Column(_("Denominator"), 15, "#,##0")),
        *(Column(_("Reading"), 28), Column(_("Against the funnel"), 22), Column(_("Rank range"), 9)),
        Column(_("Quarter of shares, 1 best"), 11, "0"),
        *(Column(_("Chance of best quarter"), 11, "0%"), Column(_("Chance of worst quarter"), 11, "0%")),
        *(Column(_("Target"), 8, "0.0%"), Column(_("Distance from centre, points"), 11, "+0.0;-0.0;0.0")),
        *(Column(_("Compared as"), 14), Column(_("Marks"), 18)),
    )


def _share_row(comparison: Comparison, standing: Standing, quarters: Quarters) -> list[Entry]:
    seen, ranks = standing.observation, standing.rank_range
    chances = (ranks.best_quarter, ranks.worst_quarter) if ranks and comparison.has_quarters else (None, None)
    away = None if comparison.centre is None else round(100 * (standing.value - comparison.centre), 1)
    return [
        *(standing.organisation, standing.value, standing.interval_lower, standing.interval_upper),
        *(seen.numerator, seen.denominator, shown_reading(standing), band_words(standing)),
        _("{low} to {high}").format(low=ranks.lower, high=ranks.upper) if ranks else "",
        quarters.get((comparison.topic.id, standing.organisation)),
        *chances,
        *(seen.target, away, _compared_as(comparison, standing), ", ".join(seen.marks)),
    ]


def _money_columns(comparison: Comparison) -> tuple[Column, ...]:
    unit = _("Pounds per {unit}").format(unit=comparison.topic.unit) if comparison.topic.unit else _("Pounds")
    return (
        *(Column(_("Organisation"), 24), Column(unit, 16, "£#,##0.00"), Column(_("Reading"), 28)),
        *(Column(_("Quarter of costs, 1 lowest"), 14, "0"), Column(_("Median"), 14, "£#,##0.00")),
        *(Column(_("Distance from the median"), 16, "+£#,##0.00;-£#,##0.00;£0.00"),),
        *(Column(_("Distance, per cent"), 14, "+0.0;-0.0;0.0"), Column(_("Target"), 14, "£#,##0.00")),
        *(Column(_("Compared as"), 18), Column(_("Marks"), 22)),
    )


def _money_row(comparison: Comparison, standing: Standing, _quarters: Quarters) -> list[Entry]:
    return [
        *(standing.organisation, standing.value, shown_reading(standing), standing.quarter),
        *(comparison.median, standing.distance, standing.distance_percent, standing.observation.target),
        *(_compared_as(comparison, standing), ", ".join(standing.observation.marks)),
    ]


def _compared_as(comparison: Comparison, standing: Standing) -> str:
    return comparison.group_label if in_group(comparison, standing) else _("other")
