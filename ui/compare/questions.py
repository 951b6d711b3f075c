"""What the figures ask: each flag as a challenge question, and whether it is explained or acted upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.review.compared.flags import Flag, flags_of, tell_flags
from bvreview.review.compared.gaps import read_gaps
from bvreview.review.compared.overview import Overview
from bvreview.review.compared.overview_told import cell_details
from bvreview.review.compared.practice import notes_of_review
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.gap_ways import GapWays
from ui.compare.row_side import RowSide
from ui.compare.table_view import TableView

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class QuestionsView(TableView):
    """A question that is chosen can be answered beside, by an explanation or an action."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.table: Overview | None = None
        self.side: RowSide = RowSide(common)
        self.ways_on = GapWays(common)
        self.side.inner.addWidget(self.ways_on)

    def work_out(self, study: Study) -> None:
        self.table = study.overview()

    def flags(self) -> tuple[Flag, ...]:
        """Every flag, with what answers it as the review stands."""
        session = self.common.session
        notes = notes_of_review(session.framework, session.review)
        return flags_of(self.table, read_gaps(session.answers), notes) if self.table else ()

    def told(self) -> ToldTable | None:
        return tell_flags(self.table, self.flags(), self.common.about) if self.table else None

    def show_row(self, key: str) -> None:
        flag = next((f for f in self.flags() if f.row.topic.id == key), None)
        self.side.clear()
        if not flag or not self.table:
            return
        self.side.show_head(flag.row.topic, flag.row.said, flag.row.all_marks)
        self.ways_on.show_gap(flag.asked, flag.gap, flag.state, share=flag.invites)
        self.side.show_paragraphs((flag.question, *cell_details(self.table, flag.row)))
        self.side.show_notes([*flag.row.caveats, *filter(None, [flag.row.topic.source])])
