"""One row of the overview in full: what it was read against in each group, and the ways on."""

from __future__ import annotations

from bvreview.i18n import _
from bvreview.review.compared.flags import asked_of, flags_of
from bvreview.review.compared.gaps import match_gaps, read_gaps
from bvreview.review.compared.overview import Overview, OverviewRow
from bvreview.review.compared.overview_told import cell_details
from bvreview.review.compared.practice import notes_of_review
from ui.compare.common import Common
from ui.compare.gap_ways import GapWays
from ui.compare.row_side import RowSide


class OverviewSide(RowSide):
    """Says of each group how many have figures, what the centre is, and how that reads; a gap is answered."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.ways_on = GapWays(common)
        self.inner.addWidget(self.ways_on)

    def show_row(self, table: Overview, row: OverviewRow | None) -> None:
        """Show a row, or nothing."""
        self.clear()
        if not row:
            return
        self.show_head(row.topic, row.said, row.all_marks)
        self._show_gap(table, row)
        self.show_paragraphs(cell_details(table, row))
        marks = [_("This figure: {marks}.").format(marks=", ".join(row.marks))] if row.marks else []
        self.show_notes([*marks, *row.caveats, *filter(None, [row.topic.source])])

    def _show_gap(self, table: Overview, row: OverviewRow) -> None:
        asked = asked_of(table, row)
        self.ways_on.setVisible(asked is not None)
        if asked:
            session = self.common.session
            gaps, notes = read_gaps(session.answers), notes_of_review(session.framework, session.review)
            titles = {r.topic.id: r.topic.title for r in table.rows}
            gap = match_gaps(gaps, titles).get(row.topic.id)
            flag = next((f for f in flags_of(table, gaps, notes) if f.row.topic.id == row.topic.id), None)
            words = flag.state if flag else gap.words if gap else ""
            self.ways_on.show_gap(asked, gap, words, share=flag is None or flag.invites)
