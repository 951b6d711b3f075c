"""A told table on paper: its sentences, its charts, the table, then what must be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _
from bvreview.report.document import Chapter, Chart, Column, PlanDocument, Row, Table, plain, strong
from bvreview.review.compared.told import ToldTable
from bvreview.review.digests import short_digest


def tell_table(told: ToldTable, as_at: date, charts: Sequence[ChartSpec] = ()) -> PlanDocument:
    """The document of one table and the charts that belong to it."""
    intro = () if charts else tuple(plain(text) for text in told.intro)  # the charts say their sentences
    return PlanDocument(
        title=told.title,
        subtitle=told.about,
        owner=_("{organisation} \u00b7 Best Value review").format(organisation=told.owner),
        status=_("Comparison"),
        as_at=as_at,
        digest=short_digest(sha256(told.tabbed.encode()).hexdigest()),
        mark=_("Illustrative figures") if told.illustrative else "",
        front=(*intro, *(Chart(spec) for spec in charts), table_of(told)),
        chapters=(
            *_apart(told),
            Chapter("methods", _("How it was worked out"), tuple(plain(n) for n in told.notes)),
        ),
    )


def _apart(told: ToldTable) -> tuple[Chapter, ...]:
    then = told.then
    return (Chapter("then", then.title, (*map(plain, then.intro), table_of(then))),) if then else ()


def table_of(told: ToldTable) -> Table:
    """The table alone, the first column strong unless it holds sentences."""
    columns = tuple(Column(c.title, "right" if c.right else "left") for c in told.columns)
    first = plain if told.columns[0].prose else strong
    rows = tuple(Row((first(lead), *map(plain, rest))) for lead, *rest in (row.marked for row in told.rows))
    return Table(columns, rows)
