"""One row of the overview in full: what it was read against in each group, and the ways on."""

from __future__ import annotations

from bvreview.i18n import _
from bvreview.review.overview import Overview, OverviewRow
from bvreview.review.overview_told import cell_details
from ui.compare.common import Common
from ui.panels.scroll import ScrollColumn, card
from ui.text import button, label, pill, set_pill


class OverviewSide(ScrollColumn):
    """Says of each group how many have figures, what the centre is, and how that reads."""

    def __init__(self, common: Common) -> None:
        super().__init__("side", 14)
        self._common, self._topic = common, ""
        self._badge = pill()
        frame, inner = card()
        self._title, self._value = label("", "heading"), label()
        self.open = button(_("Open the measure"), link=True)
        self.open.clicked.connect(lambda _checked: self._common.wants_entry.emit(self._topic))
        for widget in (self._title, self._value, self.open):
            inner.addWidget(widget)
        self._groups = label()
        self._notes = label("", "small")
        for shown in (self._badge, frame, self._groups, self._notes):
            self.column.addWidget(shown)
        self.column.addStretch(1)

    def show_row(self, table: Overview, row: OverviewRow | None) -> None:
        """Show a row, or nothing."""
        self.ground.setVisible(row is not None)
        if not row:
            return
        self._topic = row.topic.id
        invented = "illustrative" in row.marks
        badge = _("Illustrative figure") if invented else _("Published or submitted figure")
        set_pill(self._badge, badge, "illustrative" if invented else "ok")
        self._title.setText(row.topic.title)
        self._value.setText(row.said)
        self._groups.setText("\n\n".join(cell_details(table, row)))
        marks = [_("This figure: {marks}.").format(marks=", ".join(row.marks))] if row.marks else []
        self._notes.setText(
            "\n".join([*marks, *row.caveats, *([row.topic.source] if row.topic.source else [])])
        )
