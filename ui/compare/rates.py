"""Rates and averages beside everybody who has the same line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.i18n import _
from bvreview.review.compared.rates import RatesFound, say_limits, tell_rates
from bvreview.review.compared.told import ToldTable
from ui.compare.common import Common
from ui.compare.row_side import RowSide
from ui.compare.table_view import TableView

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class RatesView(TableView):
    """A row that is opened picks out its organisation everywhere."""

    def __init__(self, common: Common) -> None:
        super().__init__(common)
        self.found: RatesFound | None = None
        self.side: RowSide = RowSide(common)
        self.lists.hide()  # everybody with the same line is there

    def work_out(self, study: Study) -> None:
        self.found = study.rates

    def told(self) -> ToldTable | None:
        return tell_rates(self.found, self.common.about) if self.found else None

    def open_row(self, key: str) -> None:
        self.common.follow(key.partition("\x1f")[2])

    def show_row(self, key: str) -> None:
        found = self.found.find(key) if self.found else None
        self.side.clear()
        if not found:
            return
        compared, standing = found
        marks = standing.observation.marks
        self.side.show_head(compared.topic, f"{standing.organisation}: {compared.say(standing.value)}", marks)
        self.side.open.hide()
        limits = say_limits(compared, standing)
        said = [f"{compared.measure.words[:1].upper()}{compared.measure.words[1:]}."]
        if limits:
            text = _("95% interval {limits}: {reading}.")
            said.append(text.format(limits=limits, reading=standing.reading.word))
        self.side.show_paragraphs(said)
        self.side.show_notes([*compared.notes, *filter(None, [compared.topic.source])])
