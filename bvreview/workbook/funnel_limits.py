"""Where the lines of funnels run, on one sheet of their own that the charts refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bvreview.charts.spec import FunnelSpec
from bvreview.i18n import _
from bvreview.review.compared.standing import FunnelLimit, say_percent
from bvreview.workbook.headings import cut_at_word
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet

_WORDS_ABOVE: Final = 4  # title, two sentences and headings, beside a sentence a funnel
_LONGEST_NAME: Final = 80
_LIMIT_COLUMNS: Final = ("low_998", "low_95", "high_95", "high_998")


@dataclass(slots=True)
class Limits:
    """The points of all funnels' lines, for one sheet of their own; ``funnels``: how many have lines."""

    title: str
    funnels: int
    rows: list[tuple[str, FunnelLimit, float | None]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, spec: FunnelSpec, topic: str) -> tuple[int, int]:
        """Keep a funnel's lines; the rows of the sheet where they will stand."""
        first = self.first_row + len(self.rows)
        self.said.append(_drawn(topic, spec))
        self.rows += [(topic, limit, spec.centre) for limit in spec.limits]
        return first, first + len(spec.limits) - 1

    @property
    def first_row(self) -> int:
        """The row of the sheet in which the first point stands."""
        return _WORDS_ABOVE + self.funnels + 1

    def write(self, book: TableBook) -> None:
        """Write the sheet that the charts refer to."""
        columns = (
            *(Column(_("Measure"), 40), Column(_("Size"), 12, "#,##0")),
            *(Column(title, 14, "0.0%") for title in _limit_titles()),
            Column(_("Centre"), 12, "0.0%"),
        )
        page = TableSheet(book, self.title)
        page.say(_("Where the lines of the funnels run at each size: the charts are drawn from this table."))
        page.say(_("On paper stands what each funnel is drawn around; the points are for the screen."))
        for sentence in self.said:
            page.say(sentence)
        rows = (
            [topic, limit.size, *(getattr(limit, name) for name in _LIMIT_COLUMNS), centre]
            for topic, limit, centre in self.rows
        )
        table: list[list[Entry]] = [list(row) for row in rows]
        page.table("funnel_limits", columns, table)
        page.print_words_alone()


def _drawn(topic: str, spec: FunnelSpec) -> str:
    """What a funnel is drawn around, and from which size to which its lines run."""
    text = _("{measure}: around {centre}, from {least} to {most}, {n} points.")
    sizes = [limit.size for limit in spec.limits]
    words = {"measure": cut_at_word(topic, _LONGEST_NAME), "n": len(sizes), "least": f"{min(sizes):,.0f}"}
    return text.format(**words, most=f"{max(sizes):,.0f}", centre=say_percent(spec.centre or 0.0, 1))


def _limit_titles() -> tuple[str, ...]:
    return (_("Lower 99.8%"), _("Lower 95%"), _("Upper 95%"), _("Upper 99.8%"))
