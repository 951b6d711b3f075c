"""All figures in one tidy table, and the years beside each other: data frames, written as sheets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bvreview.i18n import _
from bvreview.review.compared.standing import Comparison
from bvreview.workbook.measure_sheet import Quarters, band_words, in_group
from bvreview.workbook.tables import Column, Entry, Figure, TableBook, TableSheet

if TYPE_CHECKING:
    from pandas import DataFrame

_SHARE, _POUNDS = "0.0%", "£#,##0.00"


def tidy_columns() -> tuple[Column, ...]:
    """The columns of the tidy table, in order."""
    return (
        *(Column(_("Measure"), 30), Column(_("Measure id"), 22), Column(_("Kind"), 12)),
        *(Column(_("Period"), 14), Column(_("Organisation"), 22), Column(_("In group"), 10)),
        Column(_("Group"), 18),
        *(Column(_("Numerator"), 12, "#,##0.##"), Column(_("Denominator"), 12, "#,##0.##")),
        *(Column(_("Value"), 12, "0.0000"), Column(_("95% low"), 12, "0.0000")),
        *(Column(_("95% high"), 12, "0.0000"), Column(_("Reading"), 26), Column(_("Band"), 22)),
        *(Column(_("Rank, middle"), 10, "0.0"), Column(_("Rank, from"), 10, "0")),
        *(Column(_("Rank, to"), 10, "0"), Column(_("Quarter"), 10, "0"), Column(_("Target"), 12, "0.0000")),
        *(Column(_("Distance from median"), 14, "0.00"), Column(_("Marks"), 22), Column(_("Source"), 50)),
    )


def tidy_frame(comparisons: Sequence[Comparison], quarters: Quarters) -> DataFrame:
    """One row a figure, the columns as ``tidy_columns`` names them; None where there is nothing.

    Shares run from 0 to 1, costs are in pounds; counts and pounds stay exact decimals.
    """
    from pandas import DataFrame

    rows = (row for c in comparisons for row in _rows(c, quarters))
    return DataFrame(list(rows), columns=[c.title for c in tidy_columns()], dtype=object)


def _rows(comparison: Comparison, quarters: Quarters) -> Iterator[tuple[Entry, ...]]:
    topic = comparison.topic
    for standing in (*comparison.standings, *comparison.backdrop):
        seen, ranks = standing.observation, standing.rank_range
        yield (
            *(topic.title, topic.id, comparison.kind, topic.period, standing.organisation),
            _("yes") if in_group(comparison, standing) else _("no"),
            *(comparison.group_label, seen.numerator, seen.denominator, standing.value),
            *(standing.interval_lower, standing.interval_upper, standing.reading.word),
            band_words(standing),
            *((ranks.median, ranks.lower, ranks.upper) if ranks else (None, None, None)),
            standing.quarter or quarters.get((topic.id, standing.organisation)),
            *(seen.target, standing.distance, ", ".join(seen.marks), topic.source),
        )


def draw_tidy(book: TableBook, comparisons: Sequence[Comparison], quarters: Quarters) -> None:
    """Write the sheet of all figures."""
    page = TableSheet(book, _("Data"))
    page.say(_("Every figure once. Shares run from 0 to 1, costs are in pounds; a blank is not zero."))
    frame = tidy_frame(comparisons, quarters)
    page.table("data", tidy_columns(), frame.itertuples(index=False, name=None))


def draw_years(book: TableBook, over_years: Sequence[tuple[str, Sequence[Comparison]]]) -> None:
    """Write the sheet with a column a year, where there is more than one."""
    if len(over_years) < 2:
        return
    frame = years_frame(over_years)
    years = list(frame.columns)
    page = TableSheet(book, _("Over years"))
    page.say(_("The figures of each year that there is a benchmark pack of. A blank: no figure to compare."))
    columns = (
        *(Column(_("Measure"), 36), Column(_("Organisation"), 24)),
        *(Column(str(year), 14, _SHARE) for year in years),
    )
    kinds = {c.topic.id: c.kind for __, comparisons in over_years for c in comparisons}
    titles = {c.topic.id: c.topic.title for __, comparisons in over_years for c in comparisons}
    rows: list[list[Entry]] = []
    for (topic, organisation), values in zip(frame.index, frame.itertuples(index=False), strict=True):
        shown = [_figure(v, kinds[topic]) for v in values]
        rows.append([titles[topic], organisation, *shown])
    page.table("over_years", columns, rows)


def years_frame(over_years: Sequence[tuple[str, Sequence[Comparison]]]) -> DataFrame:
    """Values by topic and organisation (rows) and year (columns), shares from 0 to 1 or pounds."""
    from pandas import DataFrame

    rows = [
        (c.topic.id, s.organisation, year, s.value)
        for year, comparisons in over_years
        for c in comparisons
        for s in c.standings
    ]
    frame = DataFrame(rows, columns=["topic", "organisation", "year", "value"])
    return frame.pivot_table(index=["topic", "organisation"], columns="year", values="value", sort=True)


def _figure(value: Any, kind: str) -> Entry:
    """A cell for a value of a frame; one that is missing there is a blank."""
    number = float("nan" if value is None else value)
    return None if math.isnan(number) else Figure(number, _POUNDS if kind == "money" else _SHARE)
