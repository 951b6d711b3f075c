"""Whether a verdict holds whoever one is compared with: every measure and cost over every group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.i18n import _
from bvreview.review.compared.stress import StressTest
from bvreview.review.compared.stress_told import say_value, tell_stress, verdict_details
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.row_side import RowSide
from ui.compare.table_view import TableView

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class StressView(TableView):
    """A row that is chosen is told group by group beside."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.test: StressTest | None = None
        self.side: RowSide = RowSide(common)

    def work_out(self, study: Study) -> None:
        self.test = study.stress()

    def told(self) -> ToldTable | None:
        return tell_stress(self.test, self.common.about) if self.test else None

    def show_row(self, key: str) -> None:
        result = self.test.find(key) if self.test else None
        self.side.clear()
        if not result:
            return
        marks = result.standing.observation.marks if result.standing else ()
        shown = (*marks, *(["illustrative"] if result.illustrative else []))
        self.side.show_head(result.topic, say_value(result) or result.why, shown)
        self.side.show_paragraphs(verdict_details(result))
        notes = [_("This figure: {marks}.").format(marks=", ".join(marks))] if marks else []
        self.side.show_notes([*notes, *filter(None, [result.topic.source])])
