"""Under a table: what the rules say of the cell in hand, in the words of the side panel, with the ways on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.finding_words import in_one_line, role_of
from ui.forms.finding_ways import Ways
from ui.forms.table import AnswerTable
from ui.look.text import label, set_property


class CellFinding(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, table: AnswerTable) -> None:
        super().__init__()
        self._table = table
        self._session = session = table.answers.session
        self.words = label()
        self.ways = Ways(session, beside=True)
        self.ways.explains.connect(session.explains)
        self.ways.used.connect(lambda _address: table.setFocus())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.ways)
        self.hide()
        table.selectionModel().currentChanged.connect(lambda _now, _before: self.refresh())
        session.judged.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is said of the cell in hand, or in the line to add to of the table."""
        index = self._table.currentIndex()
        address = self._table.answers.judged_at(index)
        finding = self._session.finding_at(address) if address else None
        self.setVisible(finding is not None)
        self.ways.show_finding(finding)
        if finding:
            title = finding.label or self._table.answers.fields[index.column()].label
            self.words.setText(f"{title}: {in_one_line(finding)}")
            set_property(self.words, "role", role_of(finding))
