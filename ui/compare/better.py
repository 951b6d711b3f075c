"""Who does better in a like context, measure by measure, and the practice notes that others shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.review.compared.better import BetterFound
from bvreview.review.compared.better_told import better_details, notes_of, tell_better
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.row_side import RowSide
from ui.compare.table_view import TableView

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class BetterView(TableView):
    """A row that is opened leads to its measure, with that organisation followed."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.better: BetterFound | None = None
        self.side: RowSide = RowSide(common)

    def work_out(self, study: Study) -> None:
        self.better = study.better()

    def told(self) -> ToldTable | None:
        return tell_better(self.better, self.common.about) if self.better else None

    def open_row(self, key: str) -> None:
        topic, __, other = key.partition("\x1f")
        if topic:  # notes on the service as a whole lead nowhere
            self.common.follow(other)
            self.common.wants_entry.emit(topic)

    def show_row(self, key: str) -> None:
        found = next((b for b in self.better.rows if b.key == key), None) if self.better else None
        self.side.clear()
        if not found:
            return
        if found.topic:
            figures = bool(found.own or found.other)
            self.side.show_head(found.topic, found.both, found.all_marks, figures=figures)
        else:
            self.side.show_title(found.title, found.both, found.marks)
        self.side.show_paragraphs(better_details(found))
        self.side.show_notes(notes_of(found))
