"""One row of the overview in full: what it was read against in each group, and the ways on."""

from __future__ import annotations

from bvreview.i18n import _
from bvreview.review.overview import Overview, OverviewRow
from bvreview.review.overview_told import cell_details
from ui.compare.row_side import RowSide


class OverviewSide(RowSide):
    """Says of each group how many have figures, what the centre is, and how that reads."""

    def show_row(self, table: Overview, row: OverviewRow | None) -> None:
        """Show a row, or nothing."""
        self.clear()
        if not row:
            return
        self.show_head(row.topic, row.said, row.marks)
        self.show_paragraphs(cell_details(table, row))
        marks = [_("This figure: {marks}.").format(marks=", ".join(row.marks))] if row.marks else []
        self.show_notes([*marks, *row.caveats, *filter(None, [row.topic.source])])
