"""Where the lines of funnels run, on one sheet of their own that the charts refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bvreview.charts.spec import FunnelSpec
from bvreview.i18n import _
from bvreview.review.compared.standing import FunnelLimit
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet

LIMITS_FIRST_ROW: Final = 4  # below title, sentence and headings
_LIMIT_COLUMNS: Final = ("low_998", "low_95", "high_95", "high_998")


@dataclass(slots=True)
class Limits:
    """The points of all funnels' lines, for one sheet of their own."""

    title: str
    rows: list[tuple[str, FunnelLimit, float | None]] = field(default_factory=list)

    def add(self, spec: FunnelSpec, topic: str) -> tuple[int, int]:
        """Keep a funnel's lines; the rows of the sheet where they will stand."""
        first = LIMITS_FIRST_ROW + len(self.rows)
        self.rows += [(topic, limit, spec.centre) for limit in spec.limits]
        return first, first + len(spec.limits) - 1

    def write(self, book: TableBook) -> None:
        """Write the sheet that the charts refer to."""
        columns = (
            *(Column(_("Measure"), 40), Column(_("Size"), 12, "#,##0")),
            *(Column(title, 14, "0.0%") for title in _limit_titles()),
            Column(_("Centre"), 12, "0.0%"),
        )
        page = TableSheet(book, self.title)
        page.say(_("Where the lines of the funnels run at each size. The points are not printed."))
        rows = (
            [topic, limit.size, *(getattr(limit, name) for name in _LIMIT_COLUMNS), centre]
            for topic, limit, centre in self.rows
        )
        table: list[list[Entry]] = [list(row) for row in rows]
        page.table("funnel_limits", columns, table)
        page.print_words_alone()


def _limit_titles() -> tuple[str, ...]:
    return (_("Lower 99.8%"), _("Lower 95%"), _("Upper 95%"), _("Upper 99.8%"))
