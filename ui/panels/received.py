"""What can be done with the file that is chosen among those received: its report, a marked return."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.import_report import ImportReport
from bvreview.store.summaries import ReviewSummary
from ui.desk import Desk
from ui.messages import shower
from ui.reader import Reader
from ui.reports import show_report, write_return
from ui.text import button, label


class ReceivedWays(QWidget):
    """Hidden while nothing that came is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: ReviewSummary | None = None
        self._reader = Reader()
        self._reader.answered.connect(self._show_report)
        self._reader.failed.connect(shower(self))
        self._area = label("", "strong", wrap=False)
        self.report = button(_("Import report\u2026"))
        self.give_back = button(_("Marked return\u2026"), name=_("Write a marked return for the sender"))
        self.report.clicked.connect(self._read_report)
        self.give_back.clicked.connect(self._give_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._area, self.report, self.give_back):
            row.addWidget(widget)
        row.addStretch(1)
        self.hide()

    def show_for(self, found: ReviewSummary | None) -> None:
        """Offer what can be done with a received review; None hides it."""
        self._found = found
        self._area.setText(found.organisation_name if found else "")
        self.setVisible(found is not None)

    def _read_report(self) -> None:
        if self._found:
            workspace, chosen = self._desk.workspace, self._found.head.id
            self._reader.ask(lambda: workspace.later(workspace.import_report, chosen))

    def _show_report(self, report: ImportReport | None) -> None:
        if report:
            show_report(self.window(), self._desk, report)

    def _give_back(self) -> None:
        if self._found:
            write_return(self.window(), self._desk, self._found.head)
