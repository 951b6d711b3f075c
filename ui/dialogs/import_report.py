"""The import report of one received file: the facts, every finding, filters, and the ways to pass it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from bvreview.framework.rules import Level
from bvreview.i18n import _, plural
from bvreview.review.exchange.import_report import ImportReport, facts_of, level_said, report_text
from bvreview.review.findings import Finding
from ui.desk import Desk
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import Pill, button, label
from ui.widgets.combo import CalmCombo
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line

_KINDS: dict[Level, Pill] = {Level.STOP: "stop", Level.EXPLAIN: "explain", Level.NOTE: "plain"}


class ImportReportDialog(QDialog):
    """``ways``: what else can be done with it, by the words on the buttons."""

    def __init__(
        self, parent: QWidget, desk: Desk, report: ImportReport, ways: dict[str, Callable[[], object]]
    ) -> None:
        super().__init__(parent)
        self._desk, self._report = desk, report
        name_dialog(self, _("Import report"))
        columns = (
            Column(_("Level"), 11, pill=True),
            Column(_("Where"), 20),
            Column(_("What was found"), 44),
            Column(_("Put right, or why"), 34),
        )
        self.list = Listing(desk.look, _("Findings"), columns)
        self.sheets = self._choice(_("Sheet"), _("All sheets"), report.sheets())
        self.rules = self._choice(_("Rule"), _("All rules"), [rule for rule, __ in report.by_rule])
        self.count = label("", "muted")
        column = column_of(self, report.file, spacing=12)
        column.addLayout(self._facts())
        column.addLayout(self._filters())
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons(ways))
        self.resize(desk.look.room_for(980, 640))
        self._show()
        self._close.setFocus()

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for n, (name, words) in enumerate(facts_of(self._desk.framework, self._report)):
            row, side = n // 2, n % 2 * 2
            grid.addWidget(label(name, "muted", wrap=False), row, side)
            grid.addWidget(label(words), row, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _choice(self, name: str, everything: str, words: Sequence[str]) -> CalmCombo:
        combo = CalmCombo()
        combo.addItems([everything, *words])
        combo.setAccessibleName(name)
        combo.currentIndexChanged.connect(self._show)
        return combo

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for combo in (self.sheets, self.rules):
            row.addWidget(combo)
        row.addWidget(self.count, 1)
        return row

    def _shown(self) -> list[Finding]:
        sheet = self.sheets.currentText() if self.sheets.currentIndex() > 0 else ""
        rule = self.rules.currentText() if self.rules.currentIndex() > 0 else ""
        found = self._report.in_order
        return [f for f in found if sheet in ("", f.sheet) and rule in ("", f.rule)]

    def _show(self) -> None:
        shown = self._shown()
        self.list.show_lines([_line(n, finding) for n, finding in enumerate(shown)])
        self.count.setText(plural("{n} finding", "{n} findings", len(shown)))

    def _buttons(self, ways: dict[str, Callable[[], object]]) -> QHBoxLayout:
        left = []
        for words, way in {**ways, _("Copy for an e-mail"): self.copy}.items():
            left.append(made := button(words))
            made.clicked.connect(lambda _on=False, go=way: go())
        self._close = button(_("Close"), primary=True)
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        return foot_of(self._close, left=left)

    def copy(self) -> None:
        """Put the whole report on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(report_text(self._desk.framework, self._report))


def _line(n: int, finding: Finding) -> Line:
    where = " ".join(filter(None, (finding.sheet, finding.cell))) or finding.label
    then = finding.explanation.text if finding.explanation else finding.put_right
    kind: Pill = "ok" if finding.explanation else _KINDS[finding.level]
    return Line(str(n), (level_said(finding), where, finding.message, then), kind)
