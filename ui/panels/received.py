"""What can be done with a file that was received: its report, a marked return for its sender."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.review.exchange.import_report import ImportReport
from bvreview.store.summaries import ReviewSummary
from ui.desk import Desk
from ui.exchange.inbox import missing_in
from ui.exchange.reports import show_report, write_return
from ui.look.text import button, label, plain
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import FlowLayout
from ui.widgets.messages import shower


class ReceivedWays(QWidget):
    """One of the files that are listed, and the ways to go on with it; hidden while none is.

    ``wants_file`` names the organisation whose file is missing and is to be looked for.
    """

    wants_file = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: tuple[ReviewSummary, ...] = ()
        self._reader = Reader()
        self._reader.answered.connect(self._show_report)
        self._reader.failed.connect(shower(self))
        self.area = CalmCombo()
        self.area.setAccessibleName(_("Area"))
        self.report = button(_("Import report\u2026"))
        self.give_back = button(_("Marked return\u2026"), name=_("Write a marked return for the sender"))
        self.report.clicked.connect(self._read_report)
        self.give_back.clicked.connect(self._give_back)
        self._missing = ""
        self.look_for = button("")
        self.look_for.clicked.connect(lambda: self.wants_file.emit(self._missing))
        row = FlowLayout(self)
        words = label(_("The file of"), "muted", wrap=False)
        self._of_found = (words, self.area, self.report, self.give_back)
        for widget in (*self._of_found, self.look_for):
            row.addWidget(widget)
        self._show_ways()

    def offer(self, found: Sequence[ReviewSummary]) -> None:
        """Offer these received reviews by area; the one that was chosen stays so."""
        if tuple(found) == self._found:
            return
        before = self._chosen()
        self._found = tuple(found)
        self.area.clear()
        self.area.addItems([review.organisation_name for review in found])
        self.choose(before.head.id if before else "")

    def choose(self, key: str) -> None:
        """Choose one of those that are offered, or the area whose file is missing, by the key of its line."""
        for n, review in enumerate(self._found):
            if review.head.id == key:
                self.area.setCurrentIndex(n)
        self._missing = missing_in(key)
        self._show_ways()

    def _show_ways(self) -> None:
        missing = self._desk.framework.organisation(self._missing)
        name = missing.name if missing else self._missing
        self.look_for.setText(plain(_("Import the file of {organisation}\u2026").format(organisation=name)))
        self.look_for.setVisible(bool(self._missing))
        for widget in self._of_found:
            widget.setVisible(bool(self._found) and not self._missing)
        self.setVisible(bool(self._found or self._missing))

    def _chosen(self) -> ReviewSummary | None:
        n = self.area.currentIndex()
        return self._found[n] if 0 <= n < len(self._found) else None

    def _read_report(self) -> None:
        if found := self._chosen():
            workspace = self._desk.workspace
            self._reader.ask(lambda: workspace.later(workspace.import_report, found.head.id))

    def _show_report(self, report: ImportReport | None) -> None:
        if report:
            show_report(self.window(), self._desk, report)

    def _give_back(self) -> None:
        if found := self._chosen():
            write_return(self.window(), self._desk, found.head)
